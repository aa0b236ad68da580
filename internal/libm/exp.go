package libm

import "math"

// roundShift, added to a float below 2**51 and taken off again, rounds it to an integer, which is then in the
// low bits.
const roundShift = 0x1.8p52

// Exp is e**x.
func Exp(x float64) float64 {
	if !(math.Abs(x) < 746) {
		return expOutside(x)
	}
	k := float64(x*(128/math.Ln2)) + roundShift
	n := int64(int32(math.Float64bits(k)))
	k -= roundShift
	r := x - float64(k*ln2by128p1)
	rh, rl := twoSum(r, float64(-k*ln2by128p2))
	return expReduced(n, rh, rl-float64(k*ln2by128p3))
}

func expOutside(x float64) float64 {
	switch {
	case x != x:
		return x
	case x > 0:
		return math.Inf(1)
	}
	return 0
}

// expReduced is 2**(n/128) * e**(rh+rl) for |rh| of about 1/369 at most.
func expReduced(n int64, rh, rl float64) float64 {
	t := &expTable[n&127]
	// e**r - 1 - r: its first term is under 2**-17, so its rounding is far below the last place.
	r2 := float64(rh * rh)
	q := r2*(1.0/2+rh*(1.0/6+rh*(1.0/24+rh*(1.0/120+rh*(1.0/720))))) + (rl + float64(rl*rh))
	p, pe := twoProd(t[0], rh)
	hi, lo := fastTwoSum(t[0], p)
	lo += (pe + (t[1] + float64(t[1]*rh))) + float64(t[0]*q)
	e := int(n >> 7)
	if e > -1022 && e < 1023 {
		f := hi + lo
		return math.Float64frombits(math.Float64bits(f) + uint64(int64(e)<<52))
	}
	return scale(hi, lo, e)
}

// scale is (hi+lo) * 2**e, rounded once, for hi+lo in about [0.5, 4] or its negative.
func scale(hi, lo float64, e int) float64 {
	if e >= 1023 {
		if e > 1100 {
			return math.Copysign(math.Inf(1), hi)
		}
		return (hi + lo) * 0x1p1000 * math.Float64frombits(uint64(e-1000+1023)<<52)
	}
	if e > -1020 {
		return (hi + lo) * math.Float64frombits(uint64(e+1023)<<52)
	}
	if e < -1080 {
		return math.Copysign(0, hi)
	}
	// Round at the last place of subnormals, by adding a number whose last place that is.
	c := math.Copysign(math.Ldexp(1, -1074-e+52), hi)
	if math.Abs(c) < math.Abs(hi) {
		// The result is normal.
		f := hi + lo
		return math.Ldexp(f, e)
	}
	s, t := fastTwoSum(c, hi)
	s += t + lo
	return math.Copysign((s-c)*0x1p-500*math.Ldexp(1, e+500), hi)
}

// Exp2 is 2**x.
func Exp2(x float64) float64 {
	if !(math.Abs(x) < 1080) {
		return expOutside(x)
	}
	k := float64(x*128) + roundShift
	n := int64(int32(math.Float64bits(k)))
	k -= roundShift
	r := x - k/128
	rh, rl := twoProd(r, ln2d1)
	return expReduced(n, rh, rl+float64(r*ln2d2))
}

// Expm1 is e**x - 1. Glibc and Go have the algorithm in common.
func Expm1(x float64) float64 {
	if x > 700 {
		return Exp(x) // Go's overflows a little early
	}
	return math.Expm1(x)
}
