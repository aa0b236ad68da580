package ast

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// reprValue writes the value of a constant as Python's repr does.
func reprValue(v any) string {
	switch v := v.(type) {
	case nil:
		return "None"
	case bool:
		if v {
			return "True"
		}
		return "False"
	case int64:
		return strconv.FormatInt(v, 10)
	case *big.Int:
		return v.String()
	case float64:
		s := reprFloat(v)
		if !strings.ContainsAny(s, ".en") {
			s += ".0"
		}
		return s
	case Imag:
		return reprFloat(float64(v)) + "j"
	case string:
		return ReprString(v)
	case Bytes:
		return reprBytes(string(v))
	}
	return "Ellipsis"
}

// reprFloat writes a float without the ".0" of whole numbers.
func reprFloat(f float64) string {
	if math.IsInf(f, 1) {
		return "inf"
	}
	format := byte('f')
	if a := math.Abs(f); a != 0 && (a < 1e-4 || a >= 1e16) {
		format = 'e'
	}
	return strconv.FormatFloat(f, format, -1, 64)
}

// ReprString writes a str as Python's repr does. The string is UTF-8, with
// surrogates as in Constant.
func ReprString(s string) string {
	quote := reprQuote(s)
	b := make([]byte, 0, len(s)+2)
	b = append(b, quote)
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 && i+2 < len(s) {
			r, n = rune(s[i]&0xf)<<12|rune(s[i+1]&0x3f)<<6|rune(s[i+2]&0x3f), 3
		}
		b = appendRepr(b, r, quote)
		i += n
	}
	return string(append(b, quote))
}

func appendRepr(b []byte, r rune, quote byte) []byte {
	switch {
	case r == rune(quote) || r == '\\':
		return append(b, '\\', byte(r))
	case r == '\n':
		return append(b, `\n`...)
	case r == '\r':
		return append(b, `\r`...)
	case r == '\t':
		return append(b, `\t`...)
	case r < ' ' || r == 0x7f:
		return fmt.Appendf(b, `\x%02x`, r)
	case r < 0x7f || unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.P, unicode.S):
		return utf8.AppendRune(b, r)
	case r < 0x100:
		return fmt.Appendf(b, `\x%02x`, r)
	case r < 0x10000:
		return fmt.Appendf(b, `\u%04x`, r)
	}
	return fmt.Appendf(b, `\U%08x`, r)
}

func reprBytes(s string) string {
	quote := reprQuote(s)
	b := []byte{'b', quote}
	for i := range len(s) {
		if c := s[i]; c < 0x7f {
			b = appendRepr(b, rune(c), quote)
		} else {
			b = fmt.Appendf(b, `\x%02x`, c)
		}
	}
	return string(append(b, quote))
}

func reprQuote(s string) byte {
	if strings.IndexByte(s, '\'') >= 0 && strings.IndexByte(s, '"') < 0 {
		return '"'
	}
	return '\''
}
