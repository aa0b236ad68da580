package libm

import "math"

// Cbrt is the cube root, correctly rounded but for the rarest cases. (Glibc's is off by up to three places.)
func Cbrt(x float64) float64 {
	if x == 0 || !finite(x) {
		return x
	}
	f, e := math.Frexp(x)
	shift := e % 3
	if shift < 0 {
		shift += 3
	}
	f = math.Ldexp(f, shift) // in [0.5, 4)
	y := math.Cbrt(f)
	// One step of Newton's method, with the residue in double precision.
	sq, sqe := twoProd(y, y)
	cu, cue := twoProd(sq, y)
	d := (f - cu) - (cue + float64(sqe*y))
	y += d / (3 * sq)
	return math.Ldexp(y, (e-shift)/3)
}

// Hypot is the length of the vector (x, y), correctly rounded but for the rarest cases.
func Hypot(x, y float64) float64 {
	x, y = math.Abs(x), math.Abs(y)
	switch {
	case math.IsInf(x, 0) || math.IsInf(y, 0):
		return math.Inf(1)
	case x != x || y != y:
		return math.NaN()
	}
	if x < y {
		x, y = y, x
	}
	switch {
	case y == 0:
		return x
	case x > 0x1p500:
		return hypotScaled(x*0x1p-600, y*0x1p-600) * 0x1p600
	case y < 0x1p-450:
		if x > 0x1p-300 {
			return x
		}
		return hypotScaled(x*0x1p600, y*0x1p600) * 0x1p-600
	}
	return hypotScaled(x, y)
}

func hypotScaled(x, y float64) float64 {
	xx, xe := twoProd(x, x)
	yy, ye := twoProd(y, y)
	s, e := fastTwoSum(xx, yy)
	e += xe + ye
	h := math.Sqrt(s)
	return h + (math.FMA(-h, h, s)+e)/(2*h)
}

// HypotN is the length of a vector, as math.hypot and math.dist give it: correctly rounded nearly always. An
// infinity wins over NaN.
func HypotN(v ...float64) float64 {
	top, nan := 0.0, false
	for _, x := range v {
		nan = nan || x != x
		top = max(top, math.Abs(x)) // with a NaN this is NaN, until an infinity is found below
	}
	if nan {
		for _, x := range v {
			if math.IsInf(x, 0) {
				return math.Inf(1)
			}
		}
		return math.NaN()
	}
	if top == 0 || math.IsInf(top, 0) {
		return top
	}
	if len(v) == 2 {
		return Hypot(v[0], v[1])
	}
	// Bring the largest into [0.5, 1): the squares of what then underflows do not matter.
	_, e := math.Frexp(top)
	s, err := 0.0, 0.0
	for _, x := range v {
		x = math.Ldexp(x, -e)
		p, pe := twoProd(x, x)
		var t float64
		s, t = twoSum(s, p)
		err += t + pe
	}
	s, err = fastTwoSum(s, err)
	h := math.Sqrt(s)
	return math.Ldexp(h+(math.FMA(-h, h, s)+err)/(2*h), e)
}
