// Package digits computes with magnitudes of ints: slices of digits of 64 bits,
// the lowest one first. It has what math/big takes too long for, or does in several
// passes: operations that are linear in the number of digits, and products and
// quotients of few of them. The sizes of results are the caller's business.
//
// The package imports nothing of ours.
package digits

import "math/bits"

// Norm returns x without leading zeros.
func Norm(x []uint64) []uint64 {
	n := len(x)
	for n > 0 && x[n-1] == 0 {
		n--
	}
	return x[:n]
}

// Compare orders numbers without leading zeros: -1, 0 or 1.
func Compare(x, y []uint64) int {
	switch {
	case len(x) < len(y):
		return -1
	case len(x) > len(y):
		return 1
	}
	for i := len(x) - 1; i >= 0; i-- {
		if x[i] != y[i] {
			if x[i] < y[i] {
				return -1
			}
			return 1
		}
	}
	return 0
}

// Add is z = x + y, where z and x have the same length, and y is not longer. z
// may be x or y. It returns the carry.
func Add(z, x, y []uint64) (c uint64) {
	n := len(y)
	z = z[:len(x)]
	_ = x[:n]
	if fast && n >= 4 {
		c = addVec(&z[0], &x[0], &y[0], n)
	} else {
		for i, d := range y {
			z[i], c = bits.Add64(x[i], d, c)
		}
	}
	for i := n; i < len(x); i++ {
		if c == 0 {
			move(z[i:], x[i:])
			break
		}
		z[i], c = bits.Add64(x[i], 0, c)
	}
	return c
}

// Sub is z = x - y, as Add. It returns the borrow.
func Sub(z, x, y []uint64) (c uint64) {
	n := len(y)
	z = z[:len(x)]
	_ = x[:n]
	if fast && n >= 4 {
		c = subVec(&z[0], &x[0], &y[0], n)
	} else {
		for i, d := range y {
			z[i], c = bits.Sub64(x[i], d, c)
		}
	}
	for i := n; i < len(x); i++ {
		if c == 0 {
			move(z[i:], x[i:])
			break
		}
		z[i], c = bits.Sub64(x[i], 0, c)
	}
	return c
}

func move(z, x []uint64) {
	if len(x) > 0 && &z[0] != &x[0] {
		copy(z, x)
	}
}

// MulWord is z = x * y + c for a digit y, z being as long as x, and maybe x. It
// returns the digit beyond.
func MulWord(z, x []uint64, y, c uint64) uint64 {
	if len(x) == 0 {
		return c
	}
	z = z[:len(x)]
	if fast {
		return mulWord(&z[0], &x[0], len(x), y, c)
	}
	for i, d := range x {
		hi, lo := bits.Mul64(d, y)
		var k uint64
		z[i], k = bits.Add64(lo, c, 0)
		c = hi + k
	}
	return c
}

// AddMulWord is z += x * y for a digit y, z being as long as x. It returns the
// digit beyond.
func AddMulWord(z, x []uint64, y uint64) (c uint64) {
	if len(x) == 0 {
		return 0
	}
	z = z[:len(x)]
	if fast {
		return addMulWord(&z[0], &x[0], len(x), y)
	}
	for i, d := range x {
		hi, lo := bits.Mul64(d, y)
		var k uint64
		lo, k = bits.Add64(lo, c, 0)
		hi += k
		z[i], k = bits.Add64(z[i], lo, 0)
		c = hi + k
	}
	return c
}

// SubMulWord is z -= x * y, as AddMulWord. It returns what is missing beyond.
func SubMulWord(z, x []uint64, y uint64) (c uint64) {
	if len(x) == 0 {
		return 0
	}
	z = z[:len(x)]
	if fast {
		return subMulWord(&z[0], &x[0], len(x), y)
	}
	for i, d := range x {
		hi, lo := bits.Mul64(d, y)
		var k uint64
		lo, k = bits.Add64(lo, c, 0)
		hi += k
		z[i], k = bits.Sub64(z[i], lo, 0)
		c = hi + k
	}
	return c
}

// Shr is z = x >> s, s below 64, z being as long as x, and maybe x.
func Shr(z, x []uint64, s uint) {
	z = z[:len(x)]
	switch {
	case len(x) == 0:
	case s == 0:
		move(z, x)
	case fast:
		shrVec(&z[0], &x[0], len(x), s)
	default:
		last := len(x) - 1
		for i := range last {
			z[i] = x[i]>>s | x[i+1]<<(64-s)
		}
		z[last] = x[last] >> s
	}
}

// Shl is z = x << s, s below 64, z being as long as x, and maybe x. It returns
// what goes beyond.
func Shl(z, x []uint64, s uint) uint64 {
	z = z[:len(x)]
	if s == 0 || len(x) == 0 {
		move(z, x)
		return 0
	}
	out := x[len(x)-1] >> (64 - s)
	if fast {
		shlVec(&z[0], &x[0], len(x), s)
		return out
	}
	for i := len(x) - 1; i > 0; i-- {
		z[i] = x[i]<<s | x[i-1]>>(64-s)
	}
	z[0] = x[0] << s
	return out
}

// Mul is z = x * y by the school's method. z is as long as both together, and
// neither of them; neither is empty.
func Mul(z, x, y []uint64) {
	if len(x) < len(y) {
		x, y = y, x
	}
	n := len(x)
	z[n] = MulWord(z[:n], x, y[0], 0)
	for i := 1; i < len(y); i++ {
		z[n+i] = AddMulWord(z[i:i+n], x, y[i])
	}
}

// Square is z = x * x, z being twice as long as x, which is not empty.
func Square(z, x []uint64) {
	n := len(x)
	// The products of different digits once, doubled, then the squares.
	z[0], z[2*n-1] = 0, 0
	if n > 1 {
		z[n] = MulWord(z[1:n], x[1:], x[0], 0)
	}
	for i := 1; i < n-1; i++ {
		z[n+i] = AddMulWord(z[2*i+1:n+i], x[i+1:], x[i])
	}
	var top, c uint64
	for i, d := range x {
		hi, lo := bits.Mul64(d, d)
		a, b := z[2*i], z[2*i+1]
		z[2*i], c = bits.Add64(a<<1|top, lo, c)
		z[2*i+1], c = bits.Add64(b<<1|a>>63, hi, c)
		top = b >> 63
	}
}
