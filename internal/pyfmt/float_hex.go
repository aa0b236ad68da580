package pyfmt

import (
	"math"
	"math/bits"
	"strconv"
)

const hexDigits = "0123456789abcdef"

// FloatHex is f.hex().
func FloatHex(f float64) string {
	if f != f || math.IsInf(f, 0) {
		return FloatRepr(f)
	}
	b := math.Float64bits(f)
	out := make([]byte, 0, 24)
	if b>>63 != 0 {
		out = append(out, '-')
	}
	exp, frac := int(b>>52&0x7ff), b&(1<<52-1)
	switch {
	case exp == 0 && frac == 0:
		return string(append(out, "0x0.0p+0"...))
	case exp == 0:
		out = append(out, "0x0."...)
		exp = -1022
	default:
		out = append(out, "0x1."...)
		exp -= 1023
	}
	for s := 48; s >= 0; s -= 4 {
		out = append(out, hexDigits[frac>>s&15])
	}
	out = append(out, 'p')
	if exp >= 0 {
		out = append(out, '+')
	}
	return string(strconv.AppendInt(out, int64(exp), 10))
}

var (
	errHexSyntax   = &Error{ValueError, "invalid hexadecimal floating-point string"}
	errHexOverflow = &Error{OverflowError, "hexadecimal value too large to represent as a float"}
)

// FloatFromHex is float.fromhex(s), surrounding ASCII whitespace included.
func FloatFromHex(s string) (float64, *Error) {
	for s != "" && isASCIISpace(s[0]) {
		s = s[1:]
	}
	for s != "" && isASCIISpace(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	if f, ok := parseInfNaN(s); ok {
		return f, nil
	}
	neg := false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		neg = s[0] == '-'
		s = s[1:]
	}
	if len(s) >= 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X') {
		s = s[2:]
	}
	f, err := parseHex(s)
	if neg {
		f = -f
	}
	return f, err
}

func isASCIISpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

// parseHex reads hex digits with an optional point and binary exponent.
func parseHex(s string) (float64, *Error) {
	var m uint64
	var exp int64
	i, digits, seenPoint := 0, 0, false
	for ; i < len(s); i++ {
		c := s[i]
		if c == '.' && !seenPoint {
			seenPoint = true
			continue
		}
		d := digitValue(c)
		if d > 15 {
			break
		}
		digits++
		if m < 1<<59 {
			m = m<<4 | uint64(d)
			if seenPoint {
				exp -= 4
			}
			continue
		}
		if d != 0 {
			m |= 1 // sticky: there are more than 53 bits above it
		}
		if !seenPoint {
			exp += 4
		}
	}
	if digits == 0 {
		return 0, errHexSyntax
	}
	if i < len(s) {
		e, ok := parseBinExp(s[i:])
		if !ok {
			return 0, errHexSyntax
		}
		exp += e
	}
	if m == 0 {
		return 0, nil
	}
	f, ok := ldexpUint(m, exp)
	if !ok {
		return 0, errHexOverflow
	}
	return f, nil
}

func parseBinExp(s string) (int64, bool) {
	if s[0] != 'p' && s[0] != 'P' {
		return 0, false
	}
	s = s[1:]
	neg := false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		neg = s[0] == '-'
		s = s[1:]
	}
	if s == "" {
		return 0, false
	}
	var e int64
	for i := 0; i < len(s); i++ {
		if !isDigit(s[i]) {
			return 0, false
		}
		if e < 1<<55 {
			e = e*10 + int64(s[i]-'0')
		}
	}
	if neg {
		e = -e
	}
	return e, true
}

// ldexpUint is m * 2**exp correctly rounded, where the lowest bit of an m of 55 bits or more may be sticky.
func ldexpUint(m uint64, exp int64) (float64, bool) {
	if m == 0 {
		return 0, true
	}
	top := int64(bits.Len64(m)) + exp // value is in [2**(top-1), 2**top)
	if top > 1024 {
		return 0, false
	}
	// Drop bits below the last place of the result.
	low := max(top-53, -1074) // exponent of that last place
	drop := low - exp
	switch {
	case drop > 64:
		return 0, true
	case drop > 0:
		var rest, half uint64
		if drop == 64 {
			rest, m, half = m, 0, 1<<63
		} else {
			rest, half = m&(1<<drop-1), 1<<(drop-1)
			m >>= uint(drop)
		}
		if rest > half || rest == half && m&1 == 1 {
			m++
		}
		exp += drop
	}
	if int64(bits.Len64(m))+exp > 1024 {
		return 0, false
	}
	return math.Ldexp(float64(m), int(exp)), true
}
