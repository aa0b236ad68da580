package pyfmt

import (
	"math"
	"math/big"
)

// Unordered is what a comparison with NaN gives.
const Unordered = 2

// CompareInt compares i with f by their exact values: -1, 0 or 1, or [Unordered].
func CompareInt(i int64, f float64) int {
	const exact = 1 << 53
	if i >= -exact && i <= exact {
		return compareFloats(float64(i), f)
	}
	switch {
	case f != f:
		return Unordered
	case f >= 1<<63:
		return -1
	case f < -1<<63:
		return 1
	}
	t := int64(f)
	switch {
	case i < t:
		return -1
	case i > t:
		return 1
	}
	// Above 2**53 a float has no fraction; below, i is not in its range.
	return compareFloats(0, f-math.Trunc(f))
}

func compareFloats(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	case a == b:
		return 0
	}
	return Unordered
}

// CompareBig compares b with f by their exact values: -1, 0 or 1, or [Unordered].
func CompareBig(b *big.Int, f float64) int {
	switch {
	case f != f:
		return Unordered
	case math.IsInf(f, 0):
		return compareFloats(0, f)
	case b.IsInt64():
		return CompareInt(b.Int64(), f)
	}
	sign := b.Sign()
	if f == 0 || (f < 0) != (sign < 0) {
		return sign
	}
	// Equal signs: the number of bits before the point decides, unless equal.
	_, exp := math.Frexp(f)
	if n := b.BitLen(); n != exp {
		if n > exp {
			return sign
		}
		return -sign
	}
	t, _ := new(big.Float).SetFloat64(f).Int(nil)
	if c := b.Cmp(t); c != 0 {
		return c
	}
	return compareFloats(0, f-math.Trunc(f))
}
