package mathmod

import (
	"math"
	"math/big"
	"math/bits"
)

// sqrt is the integer part of the square root of n, which is not negative.
func sqrt(n *big.Int) *big.Int {
	size := n.BitLen()
	if size <= 128 {
		lo := new(big.Int).And(n, new(big.Int).SetUint64(math.MaxUint64)).Uint64()
		return new(big.Int).SetUint64(sqrtWords(new(big.Int).Rsh(n, 64).Uint64(), lo))
	}
	// Shifted so that its bits can be halved, exactly, until 64 are left at most, and
	// that one of the upper two bits is set.
	k := uint(0)
	for (size-1)>>k+1 > 64 {
		k++
	}
	part := ((size-1)>>k + 2) &^ 1
	shift := uint(part<<k-size) &^ 1
	s, _ := sqrtRest(new(big.Int).Lsh(n, shift), uint(part)<<k)
	return s.Rsh(s, shift/2)
}

// sqrtRest is the root of a number of size bits, one of the upper two set, and what
// is left: from the root of the upper half, the lower digit of the root by a
// division by twice that (Zimmermann).
func sqrtRest(n *big.Int, size uint) (s, rest *big.Int) {
	if size <= 64 {
		w := n.Uint64()
		r := sqrtWords(0, w)
		return new(big.Int).SetUint64(r), new(big.Int).SetUint64(w - r*r)
	}
	l := size / 4
	s, rest = sqrtRest(new(big.Int).Rsh(n, 2*l), size/2)
	mask := new(big.Int).Lsh(one, l)
	mask.Sub(mask, one)
	middle := new(big.Int).Rsh(n, l)
	middle.And(middle, mask)
	rest.Lsh(rest, l)
	rest.Add(rest, middle)
	q, u := new(big.Int), new(big.Int)
	q.QuoRem(rest, middle.Lsh(s, 1), u)
	s.Lsh(s, l)
	s.Add(s, q)
	rest.And(n, mask)
	rest.Add(rest, u.Lsh(u, l))
	rest.Sub(rest, q.Mul(q, q))
	if rest.Sign() < 0 {
		rest.Add(rest, u.Lsh(s, 1))
		rest.Sub(rest, one)
		s.Sub(s, one)
	}
	return s, rest
}

// sqrtWords is that of hi * 2**64 + lo.
func sqrtWords(hi, lo uint64) uint64 {
	if hi|lo == 0 {
		return 0
	}
	s := uint64(math.MaxUint64)
	if f := math.Sqrt(float64(hi)*0x1p64 + float64(lo)); f < 0x1p64 {
		s = max(uint64(f), 1)
	}
	if hi >= s { // the root is the largest there is, or nearly
		s = math.MaxUint64
	} else {
		q, _ := bits.Div64(hi, lo, s)
		s = s/2 + q/2 + s&q&1
	}
	over := func(s uint64) bool { // s*s > n
		h, l := bits.Mul64(s, s)
		return h > hi || h == hi && l > lo
	}
	for over(s) {
		s--
	}
	for s != math.MaxUint64 && !over(s+1) {
		s++
	}
	return s
}
