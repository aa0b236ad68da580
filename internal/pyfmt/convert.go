package pyfmt

import (
	"math"
	"math/big"
	"math/bits"
)

// BigToFloat is float(b), rounded half-even; it reports false when b is too large for a float.
func BigToFloat(b *big.Int) (float64, bool) {
	f, _ := b.Float64()
	return f, !math.IsInf(f, 0)
}

// FloatToInt is int(f), truncated: an int64, unless b is not nil. Infinities and NaN are errors.
func FloatToInt(f float64) (small int64, b *big.Int, err *Error) {
	switch {
	case f >= -1<<63 && f < 1<<63:
		return int64(f), nil, nil
	case f != f:
		return 0, nil, valueError("cannot convert float NaN to integer")
	case math.IsInf(f, 0):
		return 0, nil, &Error{OverflowError, "cannot convert float infinity to integer"}
	}
	b, _ = new(big.Float).SetFloat64(f).Int(nil)
	return 0, b, nil
}

// AsIntegerRatio is f.as_integer_ratio(), in lowest terms with a positive denominator.
func AsIntegerRatio(f float64) (num, den *big.Int, err *Error) {
	switch {
	case f != f:
		return nil, nil, valueError("cannot convert NaN to integer ratio")
	case math.IsInf(f, 0):
		return nil, nil, &Error{OverflowError, "cannot convert Infinity to integer ratio"}
	case f == 0:
		return new(big.Int), big.NewInt(1), nil
	}
	frac, exp := math.Frexp(f)
	m := int64(math.Ldexp(frac, 53))
	exp -= 53
	z := bits.TrailingZeros64(uint64(m))
	num, den = big.NewInt(m>>z), big.NewInt(1)
	if exp += z; exp >= 0 {
		num.Lsh(num, uint(exp))
	} else {
		den.Lsh(den, uint(-exp))
	}
	return num, den, nil
}

var (
	errDivZero     = &Error{ZeroDivisionError, "division by zero"}
	errDivTooLarge = &Error{OverflowError, "integer division result too large for a float"}
)

// IntTrueDiv is a / b, correctly rounded.
func IntTrueDiv(a, b int64) (float64, *Error) {
	const exact = 1 << 53
	if b == 0 {
		return 0, errDivZero
	}
	if a >= -exact && a <= exact && b >= -exact && b <= exact {
		return float64(a) / float64(b), nil
	}
	return BigTrueDiv(big.NewInt(a), big.NewInt(b))
}

// BigTrueDiv is a / b, correctly rounded (half-even), also where neither fits in a float.
func BigTrueDiv(a, b *big.Int) (float64, *Error) {
	if b.Sign() == 0 {
		return 0, errDivZero
	}
	if a.Sign() == 0 {
		return signed(0, b.Sign() < 0), nil // 0 / -1 is -0.0
	}
	diff := a.BitLen() - b.BitLen() // the quotient is in (2**(diff-1), 2**(diff+1))
	if diff > 1024 {
		return 0, errDivTooLarge
	}
	neg := a.Sign() != b.Sign()
	if diff < -1076 {
		return signed(0, neg), nil
	}
	shift := diff - 57 // leaves a quotient of 57 or 58 bits
	x, y := new(big.Int).Abs(a), new(big.Int).Abs(b)
	if shift < 0 {
		x.Lsh(x, uint(-shift))
	} else {
		y.Lsh(y, uint(shift))
	}
	rem := new(big.Int)
	x.QuoRem(x, y, rem)
	q := x.Uint64()
	if rem.Sign() != 0 {
		q |= 1 // sticky
	}
	f, ok := ldexpUint(q, int64(shift))
	if !ok {
		return 0, errDivTooLarge
	}
	return signed(f, neg), nil
}

func signed(f float64, neg bool) float64 {
	if neg {
		return math.Copysign(f, -1)
	}
	return f
}
