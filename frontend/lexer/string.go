package lexer

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/go-python/gopython/frontend/token"
)

// prefix is the set of letters before a quote.
type prefix struct{ b, u, r, f, t bool }

// add adds a letter, and reports false if c cannot be one more letter of a
// prefix.
func (p *prefix) add(c byte) bool {
	var f *bool
	switch c | 0x20 {
	case 'b':
		f = &p.b
	case 'u':
		f = &p.u
	case 'r':
		f = &p.r
	case 'f':
		f = &p.f
	case 't':
		f = &p.t
	default:
		return false
	}
	ok := !*f
	*f = true
	return ok
}

// conflict returns the message for letters that exclude each other, or "".
func (p prefix) conflict() string {
	for _, c := range [...]struct {
		both bool
		a, b byte
	}{
		{p.u && p.b, 'u', 'b'}, {p.u && p.r, 'u', 'r'}, {p.u && p.f, 'u', 'f'}, {p.u && p.t, 'u', 't'},
		{p.b && p.f, 'b', 'f'}, {p.b && p.t, 'b', 't'}, {p.f && p.t, 'f', 't'},
	} {
		if c.both {
			return fmt.Sprintf("'%c' and '%c' prefixes are incompatible", c.a, c.b)
		}
	}
	return ""
}

// str reads a string whose token starts at start; the position is at its
// opening quote.
func (l *Lexer) str(t *token.Token, start int, p prefix) {
	if msg := p.conflict(); msg != "" {
		l.failAt(t, SyntaxError, l.line, l.runeCount(l.lineStart, start)+1,
			l.runeCount(l.lineStart, l.pos)+1, msg)
		return
	}
	if p.f || p.t {
		l.fstringStart(t, start, p)
		return
	}
	quote := l.src[l.pos]
	if l.src[l.pos+1] == quote && l.src[l.pos+2] == quote {
		l.pos += 3
		l.longString(t, start, quote)
		return
	}
	l.pos++
	l.shortString(t, start, quote)
}

// shortString reads the rest of a string in single quotes.
func (l *Lexer) shortString(t *token.Token, start int, quote byte) {
	src, i := l.src, l.pos
	line, lineStart := l.line, l.lineStart
	escaped := false
	for {
		c := src[i]
		i++
		switch c {
		case quote:
			l.pos = i
			l.setFrom(t, token.String, start, line, lineStart)
			return
		case '\\':
			switch src[i] {
			case quote:
				escaped = true
			case '\n':
				l.pos = i + 1
				l.newline()
			case 0:
				i--
			}
			i++
		case '\n', 0:
			l.unterminated(t, start, line, lineStart, escaped)
			return
		}
	}
}

func (l *Lexer) unterminated(t *token.Token, start int, line int32, lineStart int, escaped bool) {
	if l.missingBrace(t, start, 1) {
		return
	}
	msg := fmt.Sprintf("unterminated string literal (detected at line %d)", min(int(l.line), l.lastLine()))
	if escaped {
		msg += "; perhaps you escaped the end quote?"
	}
	l.pos = start
	col := l.runeCount(lineStart, start) + 1
	l.failAt(t, SyntaxError, line, col, col, msg)
}

// longString reads the rest of a string in triple quotes.
func (l *Lexer) longString(t *token.Token, start int, quote byte) {
	src, i := l.src, l.pos
	line, lineStart := l.line, l.lineStart
	for {
		c := src[i]
		i++
		switch c {
		case quote:
			if src[i] == quote && src[i+1] == quote {
				l.pos = i + 2
				l.setFrom(t, token.String, start, line, lineStart)
				return
			}
		case '\n':
			l.pos = i
			l.newline()
		case '\\':
			if c := src[i]; c != '\n' && c != 0 {
				i++
			}
		case 0:
			l.unterminatedLong(t, start, line, lineStart, 's')
			return
		}
	}
}

// missingBrace reports whether the quotes at start, which no others match, are
// those of the f-string that they are in; then its field has not been closed.
func (l *Lexer) missingBrace(t *token.Token, start, size int) bool {
	n := len(l.strs)
	if n == 0 || l.strs[n-1].quote != l.src[start] || l.strs[n-1].size != size {
		return false
	}
	l.line -= int32(bytes.Count(l.src[start:l.pos], []byte{'\n'}))
	l.lineStart = bytes.LastIndexByte(l.src[:start], '\n') + 1
	l.failFrom(t, start, string(l.strs[n-1].kind)+"-string: expecting '}'")
	return true
}

func (l *Lexer) unterminatedLong(t *token.Token, start int, line int32, lineStart int, kind byte) {
	if kind == 's' && l.missingBrace(t, start, 3) {
		return
	}
	what := "string"
	if kind != 's' {
		what = string(kind) + "-string"
	}
	col := l.runeCount(lineStart, start) + 1
	l.failAt(t, SyntaxError, line, col, col,
		fmt.Sprintf("unterminated triple-quoted %s literal (detected at line %d)", what, l.lastLine()))
}

// lastLine returns the number of the last line that has text.
func (l *Lexer) lastLine() int {
	return bytes.Count(l.src, []byte{'\n'})
}

// setFrom fills t with a token that started on an earlier line.
func (l *Lexer) setFrom(t *token.Token, k token.Kind, start int, line int32, lineStart int) {
	l.set(t, k, start)
	t.Line, t.Col = line, int32(start-lineStart)
}

// Prefix splits the text of a String or string start token into its prefix
// in lower case, and the rest, which starts with the quotes.
func Prefix(text string) (prefix, rest string) {
	i := strings.IndexAny(text, `'"`)
	return strings.ToLower(text[:i]), text[i:]
}
