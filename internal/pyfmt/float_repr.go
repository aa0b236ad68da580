package pyfmt

import (
	"math"
	"strconv"
)

// FloatRepr is repr(f): the shortest digits that read back as f.
func FloatRepr(f float64) string {
	var buf [32]byte
	return string(AppendFloatRepr(buf[:0], f))
}

// AppendFloatRepr appends repr(f) to dst. It allocates nothing when dst has 24 bytes of room.
func AppendFloatRepr(dst []byte, f float64) []byte {
	return appendShortest(dst, f, true)
}

// appendShortest writes CPython's 'r' format; dot0 adds ".0" to a whole number in positional notation.
func appendShortest(dst []byte, f float64, dot0 bool) []byte {
	a := math.Abs(f)
	switch {
	case a < 1e16 && a == math.Trunc(a):
		// Whole numbers are frequent, and the integer printer is much faster.
		if math.Signbit(f) {
			dst = append(dst, '-')
		}
		dst = strconv.AppendUint(dst, uint64(a), 10)
		if dot0 {
			dst = append(dst, '.', '0')
		}
		return dst
	case a >= 1e-4 && a < 1e16:
		return strconv.AppendFloat(dst, f, 'f', -1, 64)
	case a <= math.MaxFloat64:
		return strconv.AppendFloat(dst, f, 'e', -1, 64)
	}
	return appendNonFinite(dst, f, false)
}

func appendNonFinite(dst []byte, f float64, upper bool) []byte {
	switch {
	case f != f && upper:
		return append(dst, "NAN"...)
	case f != f:
		return append(dst, "nan"...)
	case f < 0:
		dst = append(dst, '-')
	}
	if upper {
		return append(dst, "INF"...)
	}
	return append(dst, "inf"...)
}

// ComplexRepr is repr(complex(re, im)).
func ComplexRepr(re, im float64) string {
	var buf [64]byte
	return string(AppendComplexRepr(buf[:0], re, im))
}

// AppendComplexRepr appends repr(complex(re, im)) to dst.
func AppendComplexRepr(dst []byte, re, im float64) []byte {
	if re == 0 && !math.Signbit(re) {
		return append(appendShortest(dst, im, false), 'j')
	}
	dst = appendShortest(append(dst, '('), re, false)
	if im != im || !math.Signbit(im) {
		dst = append(dst, '+')
	}
	return append(appendShortest(dst, im, false), 'j', ')')
}

// double-to-text flags, as in CPython's PyOS_double_to_string.
const (
	dtsfDot0 = 1 << iota // ".0" on a whole number
	dtsfAlt              // '#': keep the point and trailing zeros
	dtsfNoNegZero
)

// appendDouble writes f in style typ, one of e E f F g G r, with prec digits in the sense of that style.
// prec must be at most MaxSize.
func appendDouble(dst []byte, f float64, typ byte, prec int, flags int) []byte {
	upper := typ == 'E' || typ == 'F' || typ == 'G'
	if math.IsInf(f, 0) || f != f {
		return appendNonFinite(dst, f, upper)
	}
	start := len(dst)
	switch typ {
	case 'r':
		dst = appendShortest(dst, f, flags&dtsfDot0 != 0)
		if flags&dtsfAlt != 0 {
			dst = ensurePoint(dst, start)
		}
	case 'f', 'F':
		dst = appendFixed(dst, f, prec)
		if prec == 0 && flags&dtsfAlt != 0 {
			dst = append(dst, '.')
		}
	case 'e', 'E':
		dst = strconv.AppendFloat(dst, f, 'e', prec, 64)
		if prec == 0 && flags&dtsfAlt != 0 {
			dst = ensurePoint(dst, start)
		}
	default:
		dst = appendGeneral(dst, f, prec, flags)
	}
	if flags&dtsfNoNegZero != 0 && dst[start] == '-' && isZeroText(dst[start+1:]) {
		dst = append(dst[:start], dst[start+1:]...)
	}
	if upper {
		for i := start; i < len(dst); i++ {
			if dst[i] == 'e' {
				dst[i] = 'E'
			}
		}
	}
	return dst
}

// ensurePoint puts a point in front of the exponent, or at the end, if there is none.
func ensurePoint(dst []byte, start int) []byte {
	at := len(dst)
	for i := start; i < len(dst); i++ {
		switch dst[i] {
		case '.':
			return dst
		case 'e':
			at = min(at, i)
		}
	}
	dst = append(dst, 0)
	copy(dst[at+1:], dst[at:])
	dst[at] = '.'
	return dst
}

// isZeroText tells whether every digit of a number's mantissa is zero.
func isZeroText(b []byte) bool {
	for _, c := range b {
		if c == 'e' {
			return true
		}
		if c >= '1' && c <= '9' {
			return false
		}
	}
	return true
}

// appendGeneral is the 'g' style: prec significant digits, positional for moderate exponents.
func appendGeneral(dst []byte, f float64, prec int, flags int) []byte {
	prec = max(prec, 1)
	// More than 767 digits are always zeros; ask for them only if '#' wants to see them.
	ask := prec
	if ask > 800 && flags&dtsfAlt == 0 {
		ask = 800
	}
	var small [64]byte
	e := strconv.AppendFloat(small[:0], f, 'e', ask-1, 64)
	if e[0] == '-' {
		dst = append(dst, '-')
		e = e[1:]
	}
	x := len(e) - 1
	for e[x] != 'e' {
		x--
	}
	exp, _ := strconv.Atoi(string(e[x+1:]))
	mant := e[:x]
	digits := append(mant[:1:1], mant[min(2, len(mant)):]...)
	if flags&dtsfAlt == 0 {
		for len(digits) > 1 && digits[len(digits)-1] == '0' {
			digits = digits[:len(digits)-1]
		}
	}
	limit := prec
	if flags&dtsfDot0 != 0 {
		limit--
	}
	if exp < -4 || exp >= limit {
		dst = append(dst, digits[0])
		if len(digits) > 1 || flags&dtsfAlt != 0 {
			dst = append(dst, '.')
			dst = append(dst, digits[1:]...)
		}
		return append(dst, e[x:]...)
	}
	return appendPositional(dst, digits, exp, flags)
}

// appendPositional writes digits with the point after digits[exp], without exponent.
func appendPositional(dst, digits []byte, exp int, flags int) []byte {
	if exp < 0 {
		dst = append(dst, '0', '.')
		for i := -1; i > exp; i-- {
			dst = append(dst, '0')
		}
		return append(dst, digits...)
	}
	for i := 0; i <= exp; i++ {
		if i < len(digits) {
			dst = append(dst, digits[i])
		} else {
			dst = append(dst, '0')
		}
	}
	switch {
	case len(digits) > exp+1:
		dst = append(dst, '.')
		dst = append(dst, digits[exp+1:]...)
	case flags&dtsfDot0 != 0:
		dst = append(dst, '.', '0')
	case flags&dtsfAlt != 0:
		dst = append(dst, '.')
	}
	return dst
}

// appendFixed is '%.{prec}f'. The short cases go through scaledRound, which is several times faster.
func appendFixed(dst []byte, f float64, prec int) []byte {
	if prec > 0 && prec <= 15 {
		if r, ok := scaledRound(f, prec); ok {
			if math.Signbit(f) {
				dst = append(dst, '-')
			}
			v := uint64(math.Abs(r))
			p := uint64(pow10[prec])
			dst = strconv.AppendUint(dst, v/p, 10)
			dst = append(dst, '.')
			v %= p
			at := len(dst)
			for range prec {
				dst = append(dst, '0')
			}
			for i := at + prec - 1; v > 0; i-- {
				dst[i] = byte('0' + v%10)
				v /= 10
			}
			return dst
		}
	}
	return strconv.AppendFloat(dst, f, 'f', prec, 64)
}

// pow10 holds the powers of ten that are exact as float64.
var pow10 = [...]float64{
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
	1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
}

// scaledRound is f*10**n rounded half-even to an integer, exactly, for 0 <= n <= 22. It reports false when
// the result could exceed 2**53 or the product's error term could underflow.
func scaledRound(f float64, n int) (float64, bool) {
	p := pow10[n]
	hi := f * p
	a := math.Abs(hi)
	if !(a < 1<<52) || a < 1e-200 && f != 0 {
		return 0, false
	}
	lo := math.FMA(f, p, -hi) // hi+lo is the exact product
	r := math.RoundToEven(hi)
	// Below 2**52 lo is under a quarter, so it matters only where hi is at a half.
	switch d := hi - r; {
	case d == 0.5 && lo > 0:
		r++
	case d == -0.5 && lo < 0:
		r--
	}
	return math.Copysign(r, f), true
}
