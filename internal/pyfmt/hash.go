package pyfmt

import (
	"math"
	"math/big"
	"math/bits"
)

// Numbers hash to their residue modulo this prime, 2**61 - 1, so that equal numbers of different types
// have equal hashes.
const hashModulus = 1<<61 - 1

// HashInf is the hash of infinity; that of its negative is the negative.
const HashInf = 314159

func finishHash(residue uint64, neg bool) int64 {
	h := int64(residue)
	if neg {
		h = -h
	}
	if h == -1 {
		h = -2 // -1 means "error" to CPython, and so never is a hash
	}
	return h
}

// HashInt is hash(i).
func HashInt(i int64) int64 {
	if i >= 0 {
		return i % hashModulus
	}
	return finishHash(-uint64(i)%hashModulus, true)
}

// HashBig is hash(b).
func HashBig(b *big.Int) int64 {
	words := b.Bits()
	var h uint64
	for i := len(words) - 1; i >= 0; i-- {
		// h*2**64 + word; 2**61 is congruent to 1, so a shift is a rotation
		w := uint64(words[i])
		if bits.UintSize == 32 {
			h = addMod(rotMod(h, 32), w)
			continue
		}
		h = addMod(rotMod(h, 3), w%hashModulus)
	}
	return finishHash(h, b.Sign() < 0)
}

// rotMod is x * 2**n modulo the prime, for 0 <= n < 61.
func rotMod(x uint64, n uint) uint64 {
	return x<<n&hashModulus | x>>(61-n)
}

func addMod(a, b uint64) uint64 {
	if a += b; a >= hashModulus {
		a -= hashModulus
	}
	return a
}

// HashFloat is hash(f). For NaN CPython hashes the object's identity: the caller must treat it before.
func HashFloat(f float64) int64 {
	if math.IsInf(f, 1) {
		return HashInf
	}
	if math.IsInf(f, -1) {
		return -HashInf
	}
	if i := int64(f); float64(i) == f && i > math.MinInt64 && i < math.MaxInt64 {
		return HashInt(i)
	}
	if f != f {
		return 0
	}
	b := math.Float64bits(f)
	exp, m := int(b>>52&0x7ff), b&(1<<52-1)
	if exp == 0 {
		exp = 1
	} else {
		m |= 1 << 52
	}
	n := (exp - 1075) % 61
	if n < 0 {
		n += 61
	}
	h := rotMod(m, uint(n))
	if h == hashModulus {
		h = 0
	}
	return finishHash(h, b>>63 != 0)
}

// HashComplex is the hash of a complex number whose parts have the hashes re and im.
func HashComplex(re, im int64) int64 {
	h := int64(uint64(re) + 1000003*uint64(im))
	if h == -1 {
		h = -2
	}
	return h
}
