package libm

import "math"

// atanRatio is atan((yh+yl)/(xh+xl)) as two floats, for y >= 0 and x > 0 of moderate exponents.
func atanRatio(yh, yl, xh, xl float64) (h, l float64) {
	swap := yh > xh
	if swap {
		yh, yl, xh, xl = xh, xl, yh, yl
	}
	j := int(yh/xh*64 + 0.5)
	t := &atanTable[j]
	th, tl := yh, yl
	if j > 0 {
		// atan(y/x) = atan(c) + atan((y - c*x) / (x + c*y))
		c := float64(j) / 64
		p, pe := twoProd(c, xh)
		nh, nl := twoSum(yh, -p)
		nl += yl - pe - float64(c*xl)
		nh, nl = fastTwoSum(nh, nl)
		q, qe := twoProd(c, yh)
		dh, dl := fastTwoSum(xh, q)
		dl += xl + qe + float64(c*yl)
		th, tl = ddDiv(nh, nl, dh, dl)
	} else {
		th, tl = ddDiv(yh, yl, xh, xl)
	}
	t2 := float64(th * th)
	tail := float64(th*t2) * (-1.0/3 + t2*(1.0/5+t2*(-1.0/7+t2*(1.0/9+t2*(-1.0/11)))))
	h, l = fastTwoSum(t[0], th)
	if j == 0 {
		h, l = th, 0
	}
	l += tail + (tl + t[1])
	h, l = fastTwoSum(h, l)
	if swap {
		s, e := fastTwoSum(pip1/2, -h)
		return s, e + (pip2/2 - l)
	}
	return h, l
}

// Atan is the arc tangent.
func Atan(x float64) float64 {
	a := math.Abs(x)
	if !(a >= 0x1p-28 && a < 0x1p60) {
		if a >= 0x1p60 {
			return math.Copysign(math.Pi/2, x)
		}
		return x // tiny, or NaN
	}
	h, l := atanRatio(a, 0, 1, 0)
	return math.Copysign(h+l, x)
}

// Atan2 is the angle of the point (x, y), with C's special cases.
func Atan2(y, x float64) float64 {
	ay, ax := math.Abs(y), math.Abs(x)
	if !(ay > 0 && ax > 0 && ay <= math.MaxFloat64 && ax <= math.MaxFloat64) {
		return math.Atan2(y, x)
	}
	_, ey := math.Frexp(ay)
	_, ex := math.Frexp(ax)
	switch d := ey - ex; {
	case d > 70:
		return math.Copysign(math.Pi/2, y)
	case d < -70 && x < 0:
		return math.Copysign(math.Pi, y)
	case d < -70:
		return math.Copysign(divTiny(ay, ax), y)
	}
	if ey < -400 || ey > 400 {
		ay, ax = math.Ldexp(ay, -ey), math.Ldexp(ax, -ey)
	}
	h, l := atanRatio(ay, 0, ax, 0)
	if x < 0 {
		s, e := fastTwoSum(pip1, -h)
		h, l = s, e+(pip2-l)
	}
	return math.Copysign(h+l, y)
}

// divTiny is y/x for a quotient so small that its arc tangent is the same but for rounding.
func divTiny(y, x float64) float64 { return y / x }

// rootOneMinusSquare is the square root of 1-x*x as two floats, |x| < 1.
func rootOneMinusSquare(x float64) (h, l float64) {
	p, pe := twoProd(x, x)
	s, e := fastTwoSum(1, -p)
	s, e = fastTwoSum(s, e-pe)
	h = math.Sqrt(s)
	l = (math.FMA(-h, h, s) + e) / (2 * h)
	return h, l
}

// Asin is the arc sine.
func Asin(x float64) float64 {
	a := math.Abs(x)
	switch {
	case !(a < 1):
		if a == 1 {
			return math.Copysign(math.Pi/2, x)
		}
		return math.NaN()
	case a < 0x1p-27:
		return x
	}
	rh, rl := rootOneMinusSquare(a)
	h, l := atanRatio(a, 0, rh, rl)
	return math.Copysign(h+l, x)
}

// Acos is the arc cosine.
func Acos(x float64) float64 {
	a := math.Abs(x)
	switch {
	case x == 1:
		return 0
	case x == -1:
		return math.Pi
	case !(a < 1):
		return math.NaN()
	case a < 0x1p-60:
		return math.Pi / 2
	}
	rh, rl := rootOneMinusSquare(a)
	h, l := atanRatio(rh, rl, a, 0)
	if x < 0 {
		s, e := fastTwoSum(pip1, -h)
		h, l = s, e+(pip2-l)
	}
	return h + l
}
