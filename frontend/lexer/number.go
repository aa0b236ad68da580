package lexer

import (
	"fmt"

	"github.com/go-python/gopython/frontend/token"
)

func isDigit(c byte) bool { return c-'0' < 10 }

func isHexDigit(c byte) bool { return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f' }

// number reads a number, which starts with a digit, or a dot and a digit.
func (l *Lexer) number(t *token.Token) {
	start := l.pos
	if l.src[l.pos] == '0' {
		switch l.src[l.pos+1] | 0x20 {
		case 'x':
			l.prefixed(t, start, "hexadecimal", isHexDigit)
			return
		case 'o':
			l.prefixed(t, start, "octal", func(c byte) bool { return c-'0' < 8 })
			return
		case 'b':
			l.prefixed(t, start, "binary", func(c byte) bool { return c-'0' < 2 })
			return
		}
	}
	l.decimal(t, start)
}

// prefixed reads a number with a base prefix.
func (l *Lexer) prefixed(t *token.Token, start int, kind string, valid func(byte) bool) {
	l.pos += 2
	for {
		if l.src[l.pos] == '_' {
			l.pos++
		}
		if !valid(l.src[l.pos]) {
			l.badDigit(t, kind)
			return
		}
		for valid(l.src[l.pos]) {
			l.pos++
		}
		if l.src[l.pos] != '_' {
			break
		}
	}
	if isDigit(l.src[l.pos]) {
		l.badDigit(t, kind)
		return
	}
	l.endNumber(t, start, kind)
}

func (l *Lexer) badDigit(t *token.Token, kind string) {
	if c := l.src[l.pos]; isDigit(c) {
		l.pos++
		l.fail(t, fmt.Sprintf("invalid digit '%c' in %s literal", c, kind))
		return
	}
	l.fail(t, "invalid "+kind+" literal")
}

// decimal reads a decimal integer, a float or an imaginary number.
func (l *Lexer) decimal(t *token.Token, start int) {
	if l.src[l.pos] != '.' && !l.digits(t) {
		return
	}
	end := l.pos
	isInt := true
	if l.src[l.pos] == '.' {
		isInt = false
		l.pos++
		if isDigit(l.src[l.pos]) && !l.digits(t) {
			return
		}
	}
	if l.src[l.pos]|0x20 == 'e' {
		e := l.pos
		l.pos++
		if c := l.src[l.pos]; c == '+' || c == '-' {
			l.pos++
			if !isDigit(l.src[l.pos]) {
				l.fail(t, "invalid decimal literal")
				return
			}
		}
		if !isDigit(l.src[l.pos]) {
			l.pos = e
			l.endNumber(t, start, "decimal")
			return
		}
		isInt = false
		if !l.digits(t) {
			return
		}
	}
	if l.src[l.pos]|0x20 == 'j' {
		l.pos++
		l.endNumber(t, start, "imaginary")
		return
	}
	if isInt && l.src[start] == '0' && l.leadingZeros(t, start, end) {
		return
	}
	l.endNumber(t, start, "decimal")
}

// leadingZeros complains about an integer such as 012.
func (l *Lexer) leadingZeros(t *token.Token, start, end int) bool {
	i := start
	for i < end && (l.src[i] == '0' || l.src[i] == '_') {
		i++
	}
	if i == end {
		return false
	}
	l.failAt(t, SyntaxError, l.line, l.runeCount(l.lineStart, start)+1, l.runeCount(l.lineStart, i)+1,
		"leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers")
	return true
}

// digits reads decimal digits with single underscores between them.
func (l *Lexer) digits(t *token.Token) bool {
	src, i := l.src, l.pos
	for {
		for isDigit(src[i]) {
			i++
		}
		if src[i] != '_' {
			l.pos = i
			return true
		}
		i++
		if !isDigit(src[i]) {
			l.pos = i
			l.fail(t, "invalid decimal literal")
			return false
		}
	}
}

// endNumber checks what follows a number, and makes the token.
func (l *Lexer) endNumber(t *token.Token, start int, kind string) {
	c := l.src[l.pos]
	if c >= 0x80 || !identByte[c] {
		l.set(t, token.Number, start)
		return
	}
	if !l.keywordFollows() {
		l.fail(t, "invalid "+kind+" literal")
		return
	}
	l.warn(l.line, "invalid "+kind+" literal")
	l.set(t, token.Number, start)
}

// keywordFollows reports whether the text goes on with a keyword that can
// follow a number, as in "1if x else y".
func (l *Lexer) keywordFollows() bool {
	rest := l.src[l.pos:]
	for _, kw := range [...]string{"and", "else", "for", "if", "in", "is", "or", "not"} {
		if len(rest) >= len(kw) && string(rest[:len(kw)]) == kw {
			return true
		}
	}
	return false
}
