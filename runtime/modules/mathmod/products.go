package mathmod

import (
	"math/big"
	"math/bits"
	"unsafe"

	"github.com/go-python/gopython/internal/digits"
)

// rangeProduct is the product of the numbers from first, which is not 0, to last.
func rangeProduct(first, last uint64) *big.Int {
	const direct = 3000 // bits up to which one factor after the other is as fast as any way
	if last < first {
		return big.NewInt(1)
	}
	count := last - first + 1
	if count > 2 && (count > direct || count*uint64(bits.Len64(last)) > direct) {
		half := first + count/2
		x := rangeProduct(first, half-1)
		return x.Mul(x, rangeProduct(half, last))
	}
	z := append(make([]uint64, 0, direct/64+2), 1)
	times := func(f uint64) {
		if c := digits.MulWord(z, z, f, 0); c != 0 {
			z = append(z, c)
		}
	}
	word := uint64(1)
	for f := first; ; f++ {
		if hi, lo := bits.Mul64(word, f); hi == 0 {
			word = lo
		} else {
			times(word)
			word = f
		}
		if f == last {
			break
		}
	}
	times(word)
	return bigOf(z)
}

// rangeWord is rangeProduct if that is below 2**64.
func rangeWord(first, last uint64) (p uint64, ok bool) {
	p = 1
	for f := first; f <= last; f++ {
		hi, lo := bits.Mul64(p, f)
		if hi != 0 {
			return 0, false
		}
		p = lo
	}
	return p, true
}

// bigOf makes a number of digits, which it keeps.
func bigOf(z []uint64) *big.Int {
	if bits.UintSize == 64 {
		return new(big.Int).SetBits(unsafe.Slice((*big.Word)(unsafe.Pointer(unsafe.SliceData(z))), len(z)))
	}
	r := new(big.Int)
	for i := len(z) - 1; i >= 0; i-- {
		r.Lsh(r, 64)
		r.Or(r, new(big.Int).SetUint64(z[i]))
	}
	return r
}

// chooseWord is the number of ways to choose k of n; ok is false if it gets long.
func chooseWord(n, k uint64) (c uint64, ok bool) {
	if k > n {
		return 0, true
	}
	k = min(k, n-k)
	if k > 64 {
		return 0, false
	}
	c = 1
	for i := uint64(1); i <= k; i++ {
		hi, lo := bits.Mul64(c, n-k+i)
		if hi >= i {
			return 0, false
		}
		c, _ = bits.Div64(hi, lo, i)
	}
	return c, true
}
