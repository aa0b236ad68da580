package pyfmt

import (
	"bytes"
	"math"
	"math/big"
	"strconv"
)

// number is a formatted number in parts: sign, prefix, digits, fraction (with its point), rest.
type number struct {
	neg    bool
	prefix string
	digits []byte // subject to grouping and zero padding
	point  bool
	frac   []byte // digits behind the point
	rest   []byte // exponent, percent sign, or the whole of inf and nan
}

// signOf gives the sign character to print, or 0.
func (sp *Spec) signOf(neg bool) byte {
	switch {
	case neg:
		return '-'
	case sp.Sign == '+' || sp.Sign == ' ':
		return sp.Sign
	}
	return 0
}

// appendNumber lays the parts out in the width.
func (sp *Spec) appendNumber(dst []byte, n *number) ([]byte, *Error) {
	sign := sp.signOf(n.neg)
	fixed := len(n.prefix) + len(n.rest) + groupedLen(len(n.frac), sp.FracGroup, 3)
	if sign != 0 {
		fixed++
	}
	if n.point {
		fixed++
	}
	minDigits := 0
	if sp.Fill == '0' && sp.Align == '=' {
		minDigits = sp.Width - fixed
	}
	digits := 0
	if len(n.digits) > 0 {
		if minDigits > MaxSize {
			return dst, errMemory
		}
		digits = zeroGroupedLen(len(n.digits), minDigits, sp.Grouping, sp.groupSize)
	}
	fill := max(sp.Width-fixed-digits, 0)
	if !roomFor(len(dst), fixed, digits, fill) {
		return dst, errMemory
	}
	left, mid, right := 0, 0, 0
	switch sp.Align {
	case '<':
		right = fill
	case '^':
		left = fill / 2
		right = fill - left
	case '=':
		mid = fill
	default:
		left = fill
	}
	dst = appendFill(dst, sp.Fill, left)
	if sign != 0 {
		dst = append(dst, sign)
	}
	dst = append(dst, n.prefix...)
	dst = appendFill(dst, sp.Fill, mid)
	dst = appendGrouped(dst, n.digits, digits, sp.Grouping, sp.groupSize)
	if n.point {
		dst = append(dst, '.')
	}
	dst = appendFracGrouped(dst, n.frac, sp.FracGroup)
	dst = append(dst, n.rest...)
	return appendFill(dst, sp.Fill, right), nil
}

// groupedLen is the length of n digits with separators.
func groupedLen(n int, sep byte, size int) int {
	if n == 0 || sep == 0 {
		return n
	}
	return n + (n-1)/size
}

// zeroGroupedLen is the length of n digits with leading zeros added until it is at least minWidth. No separator comes
// first, so it can be one more.
func zeroGroupedLen(n, minWidth int, sep byte, size int) int {
	length := groupedLen(n, sep, size)
	if length >= minWidth {
		return length
	}
	if sep != 0 && minWidth%(size+1) == 0 {
		return minWidth + 1
	}
	return minWidth
}

// appendGrouped writes digits with separators, and zeros in front up to the length.
func appendGrouped(dst, digits []byte, length int, sep byte, size int) []byte {
	if sep == 0 && length == len(digits) {
		return append(dst, digits...)
	}
	start := len(dst)
	for range length {
		dst = append(dst, '0')
	}
	out := dst[start:]
	for i, inGroup, d := length-1, 0, len(digits)-1; i >= 0; i-- {
		if sep != 0 && inGroup == size {
			out[i] = sep
			inGroup = 0
			continue
		}
		if d >= 0 {
			out[i] = digits[d]
			d--
		}
		inGroup++
	}
	return dst
}

// appendFracGrouped writes the digits behind the point, in groups of three from the left.
func appendFracGrouped(dst, frac []byte, sep byte) []byte {
	if sep == 0 {
		return append(dst, frac...)
	}
	for i, c := range frac {
		if i > 0 && i%3 == 0 {
			dst = append(dst, sep)
		}
		dst = append(dst, c)
	}
	return dst
}

// FormatInt appends format(v, spec).
func FormatInt(dst []byte, v int64, sp *Spec) ([]byte, *Error) {
	return formatInt(dst, v, nil, sp, 0)
}

// FormatBig appends format(v, spec). maxDigits is the limit of decimal digits (0: none).
func FormatBig(dst []byte, v *big.Int, sp *Spec, maxDigits int) ([]byte, *Error) {
	if v.IsInt64() {
		return formatInt(dst, v.Int64(), nil, sp, 0)
	}
	return formatInt(dst, 0, v, sp, maxDigits)
}

// formatInt formats b, or v if b is nil.
func formatInt(dst []byte, v int64, b *big.Int, sp *Spec, maxDigits int) ([]byte, *Error) {
	base, prefix := 10, ""
	switch sp.Type {
	case 'd', 'n':
	case 'b':
		base, prefix = 2, "0b"
	case 'o':
		base, prefix = 8, "0o"
	case 'x':
		base, prefix = 16, "0x"
	case 'X':
		base, prefix = 16, "0X"
	case 'c':
		return formatChar(dst, v, b, sp)
	case 'e', 'E', 'f', 'F', 'g', 'G', '%':
		f := float64(v)
		if b != nil {
			var ok bool
			if f, ok = BigToFloat(b); !ok {
				return dst, &Error{OverflowError, "int too large to convert to float"}
			}
		}
		return FormatFloat(dst, f, sp)
	default:
		return dst, sp.unknownType()
	}
	if sp.Precision >= 0 {
		return dst, valueError("Precision not allowed in integer format specifier")
	}
	if sp.NoNegZero {
		return dst, valueError("Negative zero coercion (z) not allowed in integer format specifier")
	}
	var small [72]byte
	n := number{}
	if b != nil {
		if base == 10 {
			var err *Error
			if n.digits, err = AppendBig(nil, b, maxDigits); err != nil {
				return dst, err
			}
		} else {
			n.digits = appendBase(nil, b, base)
		}
		if n.neg = b.Sign() < 0; n.neg {
			n.digits = n.digits[1:]
		}
	} else {
		u := uint64(v)
		if n.neg = v < 0; n.neg {
			u = -u
		}
		n.digits = strconv.AppendUint(small[:0], u, base)
	}
	if sp.Alt {
		n.prefix = prefix
	}
	if sp.Type == 'X' {
		n.digits = bytes.ToUpper(n.digits)
	}
	return sp.appendNumber(dst, &n)
}

// formatChar is type 'c': the code point.
func formatChar(dst []byte, v int64, b *big.Int, sp *Spec) ([]byte, *Error) {
	switch {
	case sp.Precision >= 0:
		return dst, valueError("Precision not allowed in integer format specifier")
	case sp.NoNegZero:
		return dst, valueError("Negative zero coercion (z) not allowed in integer format specifier")
	case sp.Sign != 0:
		return dst, valueError("Sign not allowed with integer format specifier 'c'")
	case sp.Alt:
		return dst, valueError("Alternate form (#) not allowed with integer format specifier 'c'")
	case b != nil:
		return dst, &Error{OverflowError, "Python int too large to convert to C long"}
	case v < 0 || v > 0x10FFFF:
		return dst, &Error{OverflowError, "%c arg not in range(0x110000)"}
	}
	if sp.Align == '=' { // as a number without sign or digits: the fill comes first
		right := *sp
		right.Align = '>'
		sp = &right
	}
	return sp.pad(dst, string(appendWTF8(nil, rune(v))), 1)
}

// FormatFloat appends format(f, spec).
func FormatFloat(dst []byte, f float64, sp *Spec) ([]byte, *Error) {
	typ, prec, flags := byte(sp.Type), sp.Precision, 0
	defaultPrec := 6
	switch sp.Type {
	case 'e', 'E', 'f', 'F', 'g', 'G':
	case 'n':
		typ = 'g'
	case '%':
		typ = 'f'
		f *= 100
	case 0:
		typ, defaultPrec, flags = 'r', 0, dtsfDot0
	default:
		return dst, sp.unknownType()
	}
	if sp.Precision > math.MaxInt32 {
		return dst, valueError("precision too big")
	}
	if sp.Precision > MaxSize {
		return dst, errMemory
	}
	if prec < 0 {
		prec = defaultPrec
	} else if typ == 'r' {
		typ = 'g'
	}
	var small [64]byte
	text := appendDouble(small[:0], f, typ, prec, flags|sp.floatFlags())
	if sp.Type == '%' {
		text = append(text, '%')
	}
	n := splitNumber(text)
	return sp.appendNumber(dst, &n)
}

func (sp *Spec) floatFlags() int {
	flags := 0
	if sp.Alt {
		flags |= dtsfAlt
	}
	if sp.NoNegZero {
		flags |= dtsfNoNegZero
	}
	return flags
}

// splitNumber cuts the text of a float into its parts.
func splitNumber(text []byte) number {
	n := number{}
	if len(text) > 0 && text[0] == '-' {
		n.neg = true
		text = text[1:]
	}
	i := 0
	for i < len(text) && isDigit(text[i]) {
		i++
	}
	n.digits, text = text[:i], text[i:]
	if len(text) > 0 && text[0] == '.' {
		n.point = true
		for i = 1; i < len(text) && isDigit(text[i]); {
			i++
		}
		n.frac, text = text[1:i], text[i:]
	}
	n.rest = text
	return n
}

// FormatComplex appends format(complex(re, im), spec).
func FormatComplex(dst []byte, re, im float64, sp *Spec) ([]byte, *Error) {
	typ, prec, defaultPrec := byte(sp.Type), sp.Precision, 6
	skipRe, parens := false, false
	switch sp.Type {
	case 'e', 'E', 'f', 'F', 'g', 'G':
	case 'n':
		typ = 'g'
	case 0:
		typ, defaultPrec = 'r', 0
		skipRe = re == 0 && !math.Signbit(re)
		parens = !skipRe
	default:
		return dst, sp.unknownType()
	}
	switch {
	case sp.Precision > math.MaxInt32:
		return dst, valueError("precision too big")
	case sp.Fill == '0':
		return dst, valueError("Zero padding is not allowed in complex format specifier")
	case sp.Align == '=':
		return dst, valueError("'=' alignment flag is not allowed in complex format specifier")
	case sp.Precision > MaxSize:
		return dst, errMemory
	}
	if prec < 0 {
		prec = defaultPrec
	} else if typ == 'r' {
		typ = 'g'
	}
	part := *sp
	part.Width, part.Align, part.Fill = -1, '<', 0
	var out []byte
	var err *Error
	if parens {
		out = append(out, '(')
	}
	if !skipRe {
		n := splitNumber(appendDouble(nil, re, typ, prec, sp.floatFlags()))
		if out, err = part.appendNumber(out, &n); err != nil {
			return dst, err
		}
		part.Sign = '+'
	}
	n := splitNumber(appendDouble(nil, im, typ, prec, sp.floatFlags()))
	if out, err = part.appendNumber(out, &n); err != nil {
		return dst, err
	}
	out = append(out, 'j')
	if parens {
		out = append(out, ')')
	}
	return sp.pad(dst, string(out), len(out))
}
