package libm

import "math"

//go:generate go run ./_gen -o tables.go

// A number of double precision is the unevaluated sum of two floats, the second below half an ulp of the
// first. Conversions like float64(a*b) forbid the compiler to fuse the product into a later sum, which on
// some machines would change results.

// twoSum is a+b and its rounding error.
func twoSum(a, b float64) (s, e float64) {
	s = a + b
	t := s - a
	return s, (a - (s - t)) + (b - t)
}

// fastTwoSum is twoSum for |a| >= |b|.
func fastTwoSum(a, b float64) (s, e float64) {
	s = a + b
	return s, b - (s - a)
}

// twoProd is a*b and its rounding error.
func twoProd(a, b float64) (p, e float64) {
	p = float64(a * b)
	return p, math.FMA(a, b, -p)
}

// ddDiv is (ah+al) / (bh+bl).
func ddDiv(ah, al, bh, bl float64) (q, e float64) {
	q = ah / bh
	r := math.FMA(-q, bh, ah)
	e = (r + (al - float64(q*bl))) / bh
	return fastTwoSum(q, e)
}

// ddMul is (ah+al) * (bh+bl).
func ddMul(ah, al, bh, bl float64) (p, e float64) {
	p, e = twoProd(ah, bh)
	e += float64(ah*bl) + float64(al*bh)
	return fastTwoSum(p, e)
}
