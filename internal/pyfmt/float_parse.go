package pyfmt

import (
	"math"
	"strconv"
)

// ParseFloat reads s by the syntax of float(): an optional sign, then digits with single underscores between
// them, a point, an exponent, or inf, infinity or nan in any case. Surrounding whitespace and non-ASCII
// digits are the caller's job. A number too large is an infinity, as in Python.
func ParseFloat(s string) (float64, bool) {
	if f, ok := parseInfNaN(s); ok {
		return f, true
	}
	clean, ok := cleanFloat(s)
	if !ok {
		return 0, false
	}
	if len(clean) > 4000 {
		clean = normalizeDecimal(clean)
	}
	f, err := strconv.ParseFloat(clean, 64)
	if err != nil && err.(*strconv.NumError).Err != strconv.ErrRange {
		return 0, false
	}
	return f, true
}

func parseInfNaN(s string) (float64, bool) {
	neg := false
	if len(s) > 0 && (s[0] == '-' || s[0] == '+') {
		neg = s[0] == '-'
		s = s[1:]
	}
	var f float64
	switch {
	case equalFold(s, "inf"), equalFold(s, "infinity"):
		f = math.Inf(1)
	case equalFold(s, "nan"):
		f = quietNaN
	default:
		return 0, false
	}
	if neg {
		f = math.Copysign(f, -1)
	}
	return f, true
}

// equalFold compares s with a lower-case ASCII word, ignoring ASCII case only.
func equalFold(s, lower string) bool {
	if len(s) != len(lower) {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != lower[i] {
			return false
		}
	}
	return true
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// cleanFloat checks the syntax of a finite decimal literal and takes the underscores out.
func cleanFloat(s string) (string, bool) {
	i, underscores := 0, false
	run := func() int { // digits, with single underscores between digits; -1 on a stray underscore
		n := 0
		for i < len(s) {
			if isDigit(s[i]) {
				n++
			} else if s[i] == '_' {
				if n == 0 || i+1 >= len(s) || !isDigit(s[i+1]) {
					return -1
				}
				underscores = true
			} else {
				break
			}
			i++
		}
		return n
	}
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		i++
	}
	whole, frac := run(), 0
	if whole >= 0 && i < len(s) && s[i] == '.' {
		i++
		frac = run()
	}
	if whole < 0 || frac < 0 || whole+frac == 0 {
		return "", false
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		i++
		if i < len(s) && (s[i] == '+' || s[i] == '-') {
			i++
		}
		if run() <= 0 {
			return "", false
		}
	}
	if i != len(s) {
		return "", false
	}
	if underscores {
		b := make([]byte, 0, len(s))
		for j := 0; j < len(s); j++ {
			if s[j] != '_' {
				b = append(b, s[j])
			}
		}
		s = string(b)
	}
	return s, true
}

// normalizeDecimal rewrites a long literal as 0.DDDeN. strconv caps the exponent it reads, which is wrong
// when tens of thousands of digits balance a huge exponent.
func normalizeDecimal(s string) string {
	out := make([]byte, 0, 1200)
	i := 0
	if s[0] == '+' || s[0] == '-' {
		out = append(out, s[0])
		i++
	}
	out = append(out, '0', '.')
	point, seenPoint, kept, sticky := 0, false, 0, false
	for ; i < len(s) && s[i] != 'e' && s[i] != 'E'; i++ {
		c := s[i]
		switch {
		case c == '.':
			seenPoint = true
			continue
		case kept == 0 && c == '0':
			if seenPoint {
				point--
			}
			continue
		case kept < 1000:
			out = append(out, c)
			kept++
		case c != '0':
			sticky = true
		}
		if !seenPoint {
			point++
		}
	}
	if sticky {
		out = append(out, '1') // beyond 767 digits only "not exactly" matters
	}
	if kept == 0 {
		return string(append(out, '0'))
	}
	exp := int64(0)
	if i < len(s) {
		neg := s[i+1] == '-'
		for i++; i < len(s); i++ {
			if isDigit(s[i]) && exp < 1e15 {
				exp = exp*10 + int64(s[i]-'0')
			}
		}
		if neg {
			exp = -exp
		}
	}
	exp = max(min(exp+int64(point), 9000), -9000)
	return string(strconv.AppendInt(append(out, 'e'), exp, 10))
}
