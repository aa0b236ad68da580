package libm

import "math"

// logHalf is the first row of logTable whose mantissas are halved.
const logHalf = 53

// logParts gives ln(x) = e*ln(2) + hi + lo for a positive finite x, with a relative error of about 2**-75.
// hi+lo is within [-0.35, 0.35] and not normalised further than one addition needs.
func logParts(x float64) (e float64, hi, lo float64) {
	b := math.Float64bits(x)
	if b < 1<<52 {
		b = math.Float64bits(x*0x1p54) - 54<<52
	}
	k := int64(b)>>52 - 1023
	i := b >> 45 & 127
	m := b&(1<<52-1) | 1023<<52
	if i >= logHalf {
		m -= 1 << 52
		k++
	}
	t := &logTable[i]
	f := math.Float64frombits(m)
	p, rl := twoProd(f, t[0])
	r := p - 1
	// ln(1+r) = r - r**2/2 + r**3/3 - …, the first three terms in double precision
	sq, sqe := twoProd(r, r)
	sqe += 2 * float64(r*rl)
	cu, cue := twoProd(sq, r)
	cue += float64(sqe * r)
	const third, thirdLow = 1.0 / 3, 1.0/3 - 0x1.5555555555555p-2
	c3 := float64(cu * third)
	c3e := math.FMA(cu, third, -c3) + (float64(cue*third) + float64(cu*thirdLow))
	r2 := sq
	tail := float64(sq*sq) * ((-1.0/4 + r*(1.0/5)) + r2*((-1.0/6+r*(1.0/7))+r2*((-1.0/8+r*(1.0/9))+r2*(-1.0/10+r*(1.0/11)))))
	s, e1 := twoSum(t[1], r)
	s, e2 := twoSum(s, -sq/2)
	s, e3 := twoSum(s, c3)
	lo = (e1 + e2 + e3) + ((rl - sqe/2) + (t[2] + c3e) + tail)
	return float64(k), s, lo
}

// Log is the natural logarithm.
func Log(x float64) float64 {
	if !(x > 0 && x <= math.MaxFloat64) {
		return logOutside(x)
	}
	e, hi, lo := logParts(x)
	s, t := twoSum(float64(e*ln2p1), hi)
	return s + (t + (lo + float64(e*ln2p2)))
}

func logOutside(x float64) float64 {
	switch {
	case x == 0:
		return math.Inf(-1)
	case x < 0:
		return math.NaN()
	}
	return x // NaN and +Inf
}

// Log2 is the logarithm to base 2.
func Log2(x float64) float64 {
	if !(x > 0 && x <= math.MaxFloat64) {
		return logOutside(x)
	}
	e, hi, lo := logParts(x)
	hi, lo = fastTwoSum(hi, lo)
	hi, lo = ddMul(hi, lo, invLn2p1, invLn2p2)
	s, t := twoSum(e, hi)
	return s + (t + lo)
}

// Log10 is the logarithm to base 10. Glibc computes it from the natural one with two roundings on the way,
// and so do we.
func Log10(x float64) float64 {
	if !(x > 0 && x <= math.MaxFloat64) {
		return logOutside(x)
	}
	const log10of2Hi, log10of2Lo = 0x1.34413509f6p-2, 0x1.9fef311f12b36p-42
	f, k := math.Frexp(x) // glibc's mantissa is in [1, 2) for x >= 1, and in [0.5, 1) below
	if k >= 1 {
		f *= 2
		k--
	}
	y := float64(k)
	z := float64(y*log10of2Lo) + float64((1/math.Ln10)*Log(f))
	return z + float64(y*log10of2Hi)
}

// Log1p is ln(1+x). Glibc and Go have the algorithm in common.
func Log1p(x float64) float64 { return math.Log1p(x) }
