package ir

import (
	"fmt"
	"strconv"
	"strings"
)

type tokenKind uint8

const (
	tokEnd    tokenKind = iota // of the line
	tokName                    // letters, digits, _
	tokNumber                  // starts with a digit; may end with letters (2.5f, 8s)
	tokString                  // quoted; text is the content
	tokPunct                   // one character, or ".."
)

type token struct {
	kind tokenKind
	text string
}

type line struct {
	num  int
	toks []token
}

// lex cuts a text into lines of tokens; empty lines are left out.
func lex(text string) ([]line, error) {
	var lines []line
	for i, s := range strings.Split(text, "\n") {
		toks, err := lexLine(s)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		if len(toks) > 0 {
			lines = append(lines, line{i + 1, toks})
		}
	}
	return lines, nil
}

func lexLine(s string) ([]token, error) {
	var toks []token
	for {
		s = strings.TrimLeft(s, " \t\r")
		if s == "" || s[0] == ';' {
			return toks, nil
		}
		t := token{tokPunct, s[:1]}
		n := 1
		switch c := s[0]; {
		case isLetter(c):
			for n < len(s) && (isLetter(s[n]) || isDigit(s[n])) {
				n++
			}
			t = token{tokName, s[:n]}
		case isDigit(c):
			n = numberEnd(s)
			t = token{tokNumber, s[:n]}
		case c == '"':
			q, err := strconv.QuotedPrefix(s)
			if err != nil {
				return nil, fmt.Errorf("unfinished string")
			}
			text, err := strconv.Unquote(q)
			if err != nil {
				return nil, fmt.Errorf("bad string")
			}
			n = len(q)
			t = token{tokString, text}
		case strings.HasPrefix(s, ".."):
			n, t.text = 2, ".."
		case !strings.ContainsRune("(){}[],:=@#+-*/.!|", rune(c)):
			return nil, fmt.Errorf("unexpected %q", s[:1])
		}
		toks = append(toks, t)
		s = s[n:]
	}
}

// numberEnd is the length of the number, with what letters follow, that s
// starts with. Two dots end it, a sign is part of a decimal exponent only.
func numberEnd(s string) int {
	isHex := strings.HasPrefix(s, "0x")
	n := 1
	for n < len(s) {
		switch c := s[n]; {
		case isLetter(c) || isDigit(c):
		case c == '.' && n+1 < len(s) && isDigit(s[n+1]):
		case (c == '+' || c == '-') && !isHex && s[n-1] == 'e' && n+1 < len(s) && isDigit(s[n+1]):
		default:
			return n
		}
		n++
	}
	return n
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// numbered returns the number of a name that is prefix and digits.
func numbered(name, prefix string) (int, bool) {
	digits, ok := strings.CutPrefix(name, prefix)
	if !ok || digits == "" || len(digits) > 9 {
		return 0, false
	}
	for i := range len(digits) {
		if !isDigit(digits[i]) {
			return 0, false
		}
	}
	n, err := strconv.Atoi(digits)
	return n, err == nil
}
