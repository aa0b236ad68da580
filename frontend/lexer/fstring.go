package lexer

import (
	"fmt"

	"github.com/go-python/gopython/frontend/token"
)

// maxFieldNesting limits replacement fields within format specs.
const maxFieldNesting = 3

// fstring is the state of one f-string or t-string that is being read. Its
// text is given out as Middle tokens; within a replacement field the tokens
// are the ordinary ones.
type fstring struct {
	kind   byte // 'f' or 't'
	quote  byte
	size   int // 1 or 3 quotes
	raw    bool
	inText bool
	inSpec bool // in a format spec
	debug  bool // a field has a '=' in it
	// depth counts all open brackets since the string's start. exprDepth is
	// the depth outside the innermost field's brace, -1 outside of fields.
	depth, exprDepth int
	// line, lineStart and start locate the start of the string.
	line      int32
	lineStart int
	start     int
}

func (f *fstring) inField() bool { return f.exprDepth >= 0 }

// sawEqual notes a '=' in a field.
func (f *fstring) sawEqual() {
	if f.inField() {
		f.debug = true
	}
}

// endField returns to text after the closing brace of a field.
func (f *fstring) endField() {
	f.exprDepth--
	f.inText = true
	f.inSpec = false
	f.debug = false
}

func (f *fstring) token(k token.Kind) token.Kind {
	if f.kind == 't' {
		return k + token.TStringStart - token.FStringStart
	}
	return k
}

// formatSpecStarts is asked at a colon in an f-string.
func (l *Lexer) formatSpecStarts() bool {
	f := &l.strs[len(l.strs)-1]
	if !f.inField() || f.depth-1 != f.exprDepth {
		return false
	}
	f.inText = true
	f.inSpec = true
	return true
}

// fstringStart reads the opening quotes of an f-string or t-string.
func (l *Lexer) fstringStart(t *token.Token, start int, p prefix) {
	if len(l.strs) >= maxStrings-1 {
		l.pos++
		l.fail(t, "too many nested f-strings or t-strings")
		return
	}
	f := fstring{kind: 'f', quote: l.src[l.pos], size: 1, raw: p.r, inText: true, exprDepth: -1,
		line: l.line, lineStart: l.lineStart, start: start}
	if p.t {
		f.kind = 't'
	}
	if l.src[l.pos+1] == f.quote && l.src[l.pos+2] == f.quote {
		f.size = 3
	}
	l.pos += f.size
	l.set(t, f.token(token.FStringStart), start)
	l.strs = append(l.strs, f)
}

// atQuotes reports whether the closing quotes of f are at offset i.
func (l *Lexer) atQuotes(f *fstring, i int) bool {
	return l.src[i] == f.quote && (f.size == 1 || l.src[i+1] == f.quote && l.src[i+2] == f.quote)
}

// fstringText reads the next token in the text of f: a piece of text, the
// closing quotes, or the brace that opens a field.
func (l *Lexer) fstringText(t *token.Token, f *fstring) {
	start := l.pos
	if l.src[start] == '{' && (l.src[start+1] != '{' || f.inSpec && f.inField()) {
		l.fieldStart(t, f)
		return
	}
	if l.atQuotes(f, start) {
		l.pos += f.size
		l.set(t, f.token(token.FStringEnd), start)
		l.strs = l.strs[:len(l.strs)-1]
		return
	}
	line, lineStart := l.line, l.lineStart
	end, ok := l.scanText(t, f)
	if !ok {
		return
	}
	l.setFrom(t, f.token(token.FStringMiddle), start, line, lineStart)
	t.End = int32(end)
}

// fieldStart reads the brace that opens a replacement field.
func (l *Lexer) fieldStart(t *token.Token, f *fstring) {
	start := l.pos
	if f.exprDepth+1 >= maxFieldNesting {
		l.fail(t, fmt.Sprintf("%c-string: expressions nested too deeply", f.kind))
		return
	}
	f.exprDepth++
	f.inText = false
	f.inSpec = f.inSpec && f.exprDepth > 0
	// Fields within brackets of an outer field keep the outer's depth.
	l.pos++
	if !l.open(t, '{', start) {
		return
	}
	f.exprDepth = f.depth - 1
	l.set(t, token.LBrace, start)
}

// scanText moves over text up to the closing quotes or a brace. It returns
// the end of the token, which comes before the position when one brace of a
// pair is dropped.
func (l *Lexer) scanText(t *token.Token, f *fstring) (end int, ok bool) {
	src := l.src
	inSpec := f.inSpec && f.inField()
	named := false
	for {
		i := l.pos
		c := src[i]
		if c == f.quote && l.atQuotes(f, i) {
			return i, true
		}
		l.pos++
		switch c {
		case 0:
			l.pos--
			l.unterminatedText(t, f)
			return 0, false
		case '\n':
			if f.size == 1 {
				l.unterminatedText(t, f)
				return 0, false
			}
			l.newline()
		case '{':
			if src[l.pos] == '{' && !inSpec {
				l.pos++
				return l.pos - 1, true
			}
			l.pos--
			return l.pos, true
		case '}':
			if named {
				named = false
				continue
			}
			if src[l.pos] == '}' && !inSpec && f.depth == 0 {
				l.pos++
				return l.pos - 1, true
			}
			l.pos--
			f.inText = false
			return l.pos, true
		case '\\':
			named = l.textEscape(f)
		}
	}
}

// textEscape moves over the character after a backslash in the text of f. It
// reports whether that starts a \N{name} escape, whose braces are no field.
func (l *Lexer) textEscape(f *fstring) (named bool) {
	switch c := l.src[l.pos]; {
	case c == '{' || c == '}' || c == 0:
	case c == '\n':
		l.pos++
		l.newline()
	case f.raw:
		l.pos++
	case c == 'N' && l.src[l.pos+1] == '{':
		l.pos += 2
		return true
	default:
		l.pos++
	}
	return false
}

func (l *Lexer) unterminatedText(t *token.Token, f *fstring) {
	if f.inSpec && f.inField() && f.size == 1 {
		l.pos--
		l.fail(t, fmt.Sprintf(
			"%c-string: newlines are not allowed in format specifiers for single quoted %c-strings", f.kind, f.kind))
		l.err.Col++
		l.err.EndCol++
		return
	}
	if f.size == 3 {
		l.unterminatedLong(t, f.start, f.line, f.lineStart, f.kind)
		return
	}
	l.pos = f.start
	col := l.runeCount(f.lineStart, f.start) + 1
	l.failAt(t, SyntaxError, f.line, col, col,
		fmt.Sprintf("unterminated %c-string literal (detected at line %d)", f.kind, l.line))
}
