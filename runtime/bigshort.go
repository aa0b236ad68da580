package runtime

import (
	"math/bits"
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
)

// Sums and products of ints of some digits, for which math/big's ways of getting
// there take longer than the work itself.

// shortDigits is the size up to which that is so.
const shortDigits = 24

// digitsOf views the magnitude of a canonical int; word has the digit of one
// that is no BigInt.
func digitsOf(v Value, word *uint64) (d []uint64, neg bool) {
	if i, fits := asInt64(v); fits {
		m := mag64(i)
		*word = m.lo
		return unsafe.Slice(word, 1), m.neg
	}
	size := abi.Obj[abi.BigInt](v).Size
	return abi.Uint64s(v.Addr()+bigHeader, int(max(size, -size))), size < 0
}

// shortSum is a + b, or a - b with minus set.
func (t *Thread) shortSum(a, b Value, minus bool) (Value, bool) {
	var wa, wb uint64
	x, xneg := digitsOf(a, &wa)
	y, yneg := digitsOf(b, &wb)
	if len(x) > shortDigits || len(y) > shortDigits {
		return 0, false
	}
	yneg = yneg != minus
	if len(x) < len(y) {
		x, y, xneg, yneg = y, x, yneg, xneg
	}
	var buf [shortDigits + 1]uint64
	c := uint64(0)
	if xneg == yneg {
		z := buf[:len(x)+1]
		for i, d := range y {
			z[i], c = bits.Add64(x[i], d, c)
		}
		for i := len(y); i < len(x); i++ {
			z[i], c = bits.Add64(x[i], 0, c)
		}
		z[len(x)] = c
		return t.shortInt(z, xneg), true
	}
	z := buf[:len(x)]
	for i, d := range y {
		z[i], c = bits.Sub64(x[i], d, c)
	}
	for i := len(y); i < len(x); i++ {
		z[i], c = bits.Sub64(x[i], 0, c)
	}
	if c != 0 { // y is the larger one
		xneg = yneg
		c = 1
		for i, d := range z {
			z[i], c = bits.Add64(^d, 0, c)
		}
	}
	return t.shortInt(z, xneg), true
}

// shortProduct is a * b where one of them has one digit.
func (t *Thread) shortProduct(a, b Value) (Value, bool) {
	var wa, wb uint64
	x, xneg := digitsOf(a, &wa)
	y, yneg := digitsOf(b, &wb)
	if len(x) < len(y) {
		x, y = y, x
	}
	if len(y) != 1 || len(x) > shortDigits {
		return 0, false
	}
	var buf [shortDigits + 1]uint64
	z := buf[:len(x)+1]
	m, c := y[0], uint64(0)
	for i, d := range x {
		hi, lo := bits.Mul64(d, m)
		var k uint64
		z[i], k = bits.Add64(lo, c, 0)
		c = hi + k
	}
	z[len(x)] = c
	return t.shortInt(z, xneg != yneg), true
}

// shortInt makes an int of a magnitude.
func (t *Thread) shortInt(z []uint64, neg bool) Value {
	n := len(z)
	for n > 0 && z[n-1] == 0 {
		n--
	}
	if n <= 1 {
		return t.newMag(magnitude{lo: z[0], neg: neg && n == 1})
	}
	v, digits := t.allocBig(n)
	copy(digits, z[:n])
	if neg {
		abi.Obj[abi.BigInt](v).Size = -int64(n)
	}
	return v
}
