package pyfmt

import (
	"math"
	"strings"
)

// ParseComplex reads s by the syntax of complex(): parts like 1, 2j or 1+2j, perhaps in parentheses, with ASCII
// whitespace around and just inside of those. Non-ASCII digits and whitespace are the caller's job.
func ParseComplex(s string) (re, im float64, ok bool) {
	s, ok = dropUnderscores(trimASCII(s))
	if !ok {
		return 0, 0, false
	}
	if strings.HasPrefix(s, "(") {
		if !strings.HasSuffix(s, ")") {
			return 0, 0, false
		}
		s = trimASCII(s[1 : len(s)-1])
	}
	n := floatPrefix(s)
	first, hasFirst := ParseFloat(s[:n])
	rest := s[n:]
	switch {
	case !hasFirst: // only j, +j or -j
		im, ok = imaginary(s)
		return 0, im, ok
	case rest == "":
		return first, 0, true
	case rest == "j" || rest == "J":
		return 0, first, true
	case rest[0] != '+' && rest[0] != '-':
		return 0, 0, false
	}
	im, ok = imaginary(rest)
	return first, im, ok
}

// imaginary reads an imaginary part to its end; its number can be left out.
func imaginary(s string) (float64, bool) {
	if s == "" || s[len(s)-1]|0x20 != 'j' {
		return 0, false
	}
	switch s = s[:len(s)-1]; s {
	case "", "+":
		return 1, true
	case "-":
		return -1, true
	}
	return ParseFloat(s)
}

func trimASCII(s string) string { return strings.Trim(s, " \t\n\v\f\r") }

// dropUnderscores takes underscores out, each of which must be between two digits.
func dropUnderscores(s string) (string, bool) {
	if strings.IndexByte(s, '_') < 0 {
		return s, true
	}
	for i := 0; i < len(s); i++ {
		if s[i] == '_' && (i == 0 || i == len(s)-1 || !isDigit(s[i-1]) || !isDigit(s[i+1])) {
			return "", false
		}
	}
	return strings.ReplaceAll(s, "_", ""), true
}

// floatPrefix is the length of the longest number at the start of s, or 0.
func floatPrefix(s string) int {
	i := 0
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		i++
	}
	for _, word := range []string{"infinity", "inf", "nan"} {
		if len(s) >= i+len(word) && equalFold(s[i:i+len(word)], word) {
			return i + len(word)
		}
	}
	digits := func() int {
		from := i
		for i < len(s) && isDigit(s[i]) {
			i++
		}
		return i - from
	}
	n := digits()
	if i < len(s) && s[i] == '.' {
		i++
		n += digits()
	}
	if n == 0 {
		return 0
	}
	end := i
	if i < len(s) && s[i]|0x20 == 'e' {
		i++
		if i < len(s) && (s[i] == '+' || s[i] == '-') {
			i++
		}
		if digits() > 0 {
			end = i
		}
	}
	return end
}

// quietNaN is the NaN that Python makes.
var quietNaN = math.Float64frombits(0x7ff8000000000000)
