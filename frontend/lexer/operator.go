package lexer

import (
	"fmt"

	"github.com/go-python/gopython/frontend/token"
)

// operators1 has the kinds of the one-byte operators.
var operators1 = [128]token.Kind{
	'(': token.LParen, ')': token.RParen, '[': token.LBracket, ']': token.RBracket,
	'{': token.LBrace, '}': token.RBrace, ':': token.Colon, ',': token.Comma, ';': token.Semi,
	'+': token.Plus, '-': token.Minus, '*': token.Star, '/': token.Slash, '|': token.VBar,
	'&': token.Amper, '<': token.Less, '>': token.Greater, '=': token.Equal, '.': token.Dot,
	'%': token.Percent, '~': token.Tilde, '^': token.Caret, '@': token.At, '!': token.Exclamation,
}

// withEqual has, for an operator, the kind of that operator followed by '='.
var withEqual = [...]token.Kind{
	token.Equal: token.EqEqual, token.Exclamation: token.NotEqual, token.Less: token.LessEqual,
	token.Greater: token.GreaterEqual, token.Plus: token.PlusEqual, token.Minus: token.MinusEqual,
	token.Star: token.StarEqual, token.Slash: token.SlashEqual, token.Percent: token.PercentEqual,
	token.Amper: token.AmperEqual, token.VBar: token.VBarEqual, token.Caret: token.CaretEqual,
	token.LeftShift: token.LeftShiftEqual, token.RightShift: token.RightShiftEqual,
	token.DoubleStar: token.DoubleStarEqual, token.DoubleSlash: token.DoubleSlashEqual,
	token.At: token.AtEqual, token.Colon: token.ColonEqual,
}

// operator reads an operator that starts with c.
func (l *Lexer) operator(t *token.Token, c byte) {
	start := l.pos
	l.pos++
	if len(l.strs) > 0 && c == ':' && l.formatSpecStarts() {
		l.set(t, token.Colon, start)
		return
	}
	switch c {
	case '(', '[', '{':
		if !l.open(t, c, start) {
			return
		}
	case ')', ']', '}':
		if !l.close(t, c) {
			return
		}
	}
	k := l.combine(operators1[c])
	if k == token.Equal && len(l.strs) > 0 {
		l.strs[len(l.strs)-1].sawEqual()
	}
	l.set(t, k, start)
}

// combine extends the one-byte operator k by the bytes that follow.
func (l *Lexer) combine(k token.Kind) token.Kind {
	c := l.src[l.pos]
	switch {
	case c == '=':
	case k == token.Star && c == '*':
		k = token.DoubleStar
		l.pos++
	case k == token.Slash && c == '/':
		k = token.DoubleSlash
		l.pos++
	case k == token.Less && c == '<':
		k = token.LeftShift
		l.pos++
	case k == token.Greater && c == '>':
		k = token.RightShift
		l.pos++
	case k == token.Less && c == '>':
		l.pos++
		return token.LtGt
	case k == token.Minus && c == '>':
		l.pos++
		return token.Arrow
	case k == token.Dot && c == '.' && l.src[l.pos+1] == '.':
		l.pos += 2
		return token.Ellipsis
	default:
		return k
	}
	if l.src[l.pos] == '=' && int(k) < len(withEqual) && withEqual[k] != 0 {
		l.pos++
		return withEqual[k]
	}
	return k
}

func (l *Lexer) open(t *token.Token, c byte, start int) bool {
	if len(l.brackets) >= maxBrackets {
		l.fail(t, "too many nested parentheses")
		return false
	}
	l.brackets = append(l.brackets, bracket{c, l.line, int32(start - l.lineStart)})
	if n := len(l.strs); n > 0 {
		l.strs[n-1].depth++
	}
	return true
}

// close checks that the closing bracket c fits.
func (l *Lexer) close(t *token.Token, c byte) bool {
	var f *fstring
	if n := len(l.strs); n > 0 {
		f = &l.strs[n-1]
	}
	if f != nil && f.depth == 0 && c == '}' {
		l.fail(t, fmt.Sprintf("%c-string: single '}' is not allowed", f.kind))
		return false
	}
	n := len(l.brackets)
	if n == 0 {
		l.fail(t, fmt.Sprintf("unmatched '%c'", c))
		return false
	}
	b := l.brackets[n-1]
	l.brackets = l.brackets[:n-1]
	if !matches(b.char, c) {
		l.mismatch(t, f, b, c)
		return false
	}
	if f == nil {
		return true
	}
	f.depth--
	if f.depth < 0 {
		l.fail(t, fmt.Sprintf("%c-string: unmatched '%c'", f.kind, c))
		return false
	}
	if c == '}' && f.depth == f.exprDepth {
		f.endField()
	}
	return true
}

func (l *Lexer) mismatch(t *token.Token, f *fstring, b bracket, c byte) {
	switch {
	case f != nil && b.char == '{' && f.depth-1 == f.exprDepth:
		l.fail(t, fmt.Sprintf("%c-string: unmatched '%c'", f.kind, c))
	case b.line != l.line:
		l.fail(t, fmt.Sprintf("closing parenthesis '%c' does not match opening parenthesis '%c' on line %d",
			c, b.char, b.line))
	default:
		l.fail(t, fmt.Sprintf("closing parenthesis '%c' does not match opening parenthesis '%c'", c, b.char))
	}
}

func matches(open, close byte) bool {
	return open == '(' && close == ')' || open == '[' && close == ']' || open == '{' && close == '}'
}
