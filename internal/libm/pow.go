package libm

import "math"

// Pow is x**y, with C's special cases.
func Pow(x, y float64) float64 {
	ax := math.Abs(x)
	switch {
	case y == 2:
		return x * x
	case y == 0 || x == 1:
		return 1
	case !(ax > 0 && ax <= math.MaxFloat64) || !(math.Abs(y) <= math.MaxFloat64):
		return math.Pow(x, y) // zeros, infinities and NaN
	case y == 1:
		return x
	}
	neg := false
	if x < 0 {
		if y != math.Trunc(y) {
			return math.NaN()
		}
		neg = math.Abs(y) < 1<<53 && int64(y)&1 != 0
	}
	f := powPositive(ax, y)
	if neg {
		return -f
	}
	return f
}

func powPositive(x, y float64) float64 {
	e, hi, lo := logParts(x)
	s, t := twoSum(float64(e*ln2p1), hi)
	t += lo + float64(e*ln2p2)
	s, t = fastTwoSum(s, t)
	p := float64(y * s)
	if !(math.Abs(p) < 746) {
		if p > 0 {
			return math.Inf(1)
		}
		return 0
	}
	pe := math.FMA(y, s, -p) + float64(y*t)
	k := float64(p*(128/math.Ln2)) + roundShift
	n := int64(int32(math.Float64bits(k)))
	k -= roundShift
	r := p - float64(k*ln2by128p1)
	rh, rl := twoSum(r, float64(-k*ln2by128p2))
	rh, rl = twoSum(rh, rl+(pe-float64(k*ln2by128p3)))
	return expReduced(n, rh, rl)
}
