package pyfmt

import (
	"math"
	"math/big"
	"strconv"

	"github.com/go-python/gopython/internal/libm"
)

// FloatRound is round(f, ndigits): f rounded half-even in its exact decimal expansion. It fails with
// OverflowError when the result has no float. f must be finite, or is returned as it is.
func FloatRound(f float64, ndigits int) (float64, *Error) {
	switch {
	case f != f || math.IsInf(f, 0) || f == 0 || ndigits > 323:
		return f, nil
	case ndigits < -308:
		return math.Copysign(0, f), nil
	}
	if ndigits >= 0 && ndigits <= 22 {
		if r, ok := scaledRound(f, ndigits); ok {
			return r / pow10[ndigits], nil
		}
	}
	var small [400]byte
	if ndigits >= 0 {
		r, _ := strconv.ParseFloat(string(strconv.AppendFloat(small[:0], f, 'f', ndigits, 64)), 64)
		return r, nil
	}
	return roundTens(f, -ndigits)
}

// roundTens rounds to a multiple of 10**n, 1 <= n <= 308, through exact integers.
func roundTens(f float64, n int) (float64, *Error) {
	a := math.Abs(f)
	whole, frac := math.Modf(a)
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil)
	q, _ := new(big.Float).SetFloat64(whole).Int(nil)
	rem := new(big.Int)
	q.QuoRem(q, unit, rem)
	switch rem.Lsh(rem, 1).Cmp(unit) {
	case 1:
		q.Add(q, big.NewInt(1))
	case 0:
		if frac > 0 || q.Bit(0) == 1 {
			q.Add(q, big.NewInt(1))
		}
	}
	r, ok := BigToFloat(q.Mul(q, unit))
	if !ok {
		return 0, &Error{OverflowError, "rounded value too large to represent"}
	}
	return math.Copysign(r, f), nil
}

// FloatMod is a % b; the result has the sign of b. b must not be zero.
func FloatMod(a, b float64) float64 {
	m := libm.Fmod(a, b)
	if m == 0 {
		return math.Copysign(0, b)
	}
	if (b < 0) != (m < 0) {
		m += b
	}
	return m
}

// FloatDivMod is divmod(a, b). b must not be zero.
func FloatDivMod(a, b float64) (div, mod float64) {
	mod = libm.Fmod(a, b)
	div = (a - mod) / b
	if mod == 0 {
		mod = math.Copysign(0, b)
	} else if (b < 0) != (mod < 0) {
		mod += b
		div--
	}
	if div == 0 {
		return math.Copysign(0, a/b), mod
	}
	floor := math.Floor(div)
	if div-floor > 0.5 {
		floor++
	}
	return floor, mod
}

// FloatFloorDiv is a // b. b must not be zero.
func FloatFloorDiv(a, b float64) float64 {
	div, _ := FloatDivMod(a, b)
	return div
}
