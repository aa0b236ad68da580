// Package lexer turns Python 3.14 source text into tokens.
//
// It does everything CPython's tokenizer does: source encodings, indentation,
// line joining, numbers, strings with all prefixes, f-strings and t-strings
// (PEP 701, PEP 750), and the errors that belong to them. Literals are only
// delimited here; the parser gives them their values.
//
// It imports the token package and the Unicode tables, and no parser or AST.
package lexer

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"github.com/go-python/gopython/frontend/token"
)

const (
	maxBrackets = 200 // nested brackets
	maxIndents  = 100 // indentation levels, the outermost included
	maxStrings  = 150 // nested f-strings
	tabSize     = 8
)

type bracket struct {
	char      byte
	line, col int32
}

type indent struct {
	col    int // with tabs to multiples of tabSize
	altCol int // with tabs as one column, to find inconsistent use
}

// Lexer produces the tokens of one source. The zero value is not usable; call
// New.
type Lexer struct {
	src       []byte // ends with a newline, then a NUL that stands for the end
	pos       int
	lineStart int
	line      int32
	bol       bool // at the beginning of a line
	blank     bool // nothing but white space and comments on this line so far
	atEOF     bool
	pending   int // Indent (1) or Dedent (negative) tokens still to be given out
	indents   []indent
	brackets  []bracket
	strs      []fstring // the f-strings we are in, innermost last
	err       *Error
	warnings  []Warning
}

// New returns a lexer for text, which must have been made by Decode.
func New(text []byte) *Lexer {
	l := &Lexer{src: text, line: 1, bol: true}
	l.indents = append(make([]indent, 0, 16), indent{})
	return l
}

// Source returns the text that the offsets of tokens refer to.
func (l *Lexer) Source() []byte { return l.src }

// LineOffset returns how many bytes of the current line have been read.
func (l *Lexer) LineOffset() int { return l.pos - l.lineStart }

// Err returns the error that ended the tokens, or nil.
func (l *Lexer) Err() *Error { return l.err }

// Warnings returns the warnings so far.
func (l *Lexer) Warnings() []Warning { return l.warnings }

// Next reads the next token into t. After an error it gives Error again and
// again, and after the end EOF.
func (l *Lexer) Next(t *token.Token) {
	if l.err != nil {
		l.set(t, token.Error, l.pos)
		return
	}
	if n := len(l.strs); n > 0 && l.strs[n-1].inText {
		l.fstringText(t, &l.strs[n-1])
		return
	}
	if l.bol {
		l.bol = false
		if !l.indentation(t) {
			return
		}
	}
	if l.pending != 0 {
		l.pendingIndent(t)
		return
	}
	l.token(t)
}

// set fills t with a token from start to the current position, on this line.
func (l *Lexer) set(t *token.Token, k token.Kind, start int) {
	*t = token.Token{
		Kind: k, Level: uint8(len(l.brackets)),
		Line: l.line, Col: int32(start - l.lineStart),
		EndLine: l.line, EndCol: int32(l.pos - l.lineStart),
		Start: int32(start), End: int32(l.pos),
	}
}

func (l *Lexer) newline() {
	l.line++
	l.lineStart = l.pos
}

// indentation reads the white space at the start of a line and works out the
// Indent and Dedent tokens. It reports false if t has been set to an error.
func (l *Lexer) indentation(t *token.Token) bool {
	col, altCol, joined := 0, 0, -1
	l.blank = false
	src := l.src
loop:
	for {
		switch src[l.pos] {
		case ' ':
			col++
			altCol++
		case '\t':
			col = (col/tabSize + 1) * tabSize
			altCol++
		case '\f':
			col, altCol = 0, 0
		case '\\':
			// The white space before the first joined line counts.
			if joined <= 0 {
				joined = col
			}
			l.pos++
			if !l.joinLine(t) {
				return false
			}
			continue
		default:
			break loop
		}
		l.pos++
	}
	if c := src[l.pos]; c == '#' || c == '\n' {
		l.blank = true
		return true
	}
	if joined > 0 {
		col, altCol = joined, joined
	}
	if len(l.brackets) > 0 {
		return true
	}
	return l.indentTo(t, col, altCol)
}

func (l *Lexer) indentTo(t *token.Token, col, altCol int) bool {
	top := l.indents[len(l.indents)-1]
	switch {
	case col == top.col:
		if altCol != top.altCol {
			return l.tabError(t)
		}
	case col > top.col:
		if len(l.indents) >= maxIndents {
			return l.failIndent(t, IndentationError, "too many levels of indentation")
		}
		if altCol <= top.altCol {
			return l.tabError(t)
		}
		l.pending = 1
		l.indents = append(l.indents, indent{col, altCol})
	default:
		for len(l.indents) > 1 && col < l.indents[len(l.indents)-1].col {
			l.pending--
			l.indents = l.indents[:len(l.indents)-1]
		}
		top = l.indents[len(l.indents)-1]
		if col != top.col {
			l.pos = l.lineEnd(l.pos) + 1
			l.failAt(t, IndentationError, l.line, l.LineOffset(), -1,
				"unindent does not match any outer indentation level")
			l.err.KeepNewline = true
			return false
		}
		if altCol != top.altCol {
			return l.tabError(t)
		}
	}
	return true
}

func (l *Lexer) tabError(t *token.Token) bool {
	return l.failIndent(t, TabError, "inconsistent use of tabs and spaces in indentation")
}

func (l *Lexer) failIndent(t *token.Token, kind ErrorKind, msg string) bool {
	l.failAt(t, kind, l.line, 1, 0, msg)
	l.err.KeepNewline = true
	return false
}

func (l *Lexer) pendingIndent(t *token.Token) {
	if l.pending < 0 {
		l.pending++
		l.set(t, token.Dedent, l.pos)
		return
	}
	l.pending--
	l.set(t, token.Indent, l.pos)
}

// joinLine reads the newline after a backslash.
func (l *Lexer) joinLine(t *token.Token) bool {
	if l.src[l.pos] != '\n' {
		l.advanceRune()
		l.failAt(t, SyntaxError, l.line, l.runeCount(l.lineStart, min(l.pos, l.lineEnd(l.lineStart)+1)), 0,
			"unexpected character after line continuation character")
		l.err.KeepNewline = true
		return false
	}
	l.pos++
	if l.src[l.pos] == 0 {
		l.failAt(t, SyntaxError, l.line, l.runeCount(l.lineStart, l.pos), -1, "unexpected EOF while parsing")
		l.err.KeepNewline = true
		return false
	}
	l.newline()
	return true
}

// token reads a token outside of the text of f-strings.
func (l *Lexer) token(t *token.Token) {
	src := l.src
	for {
		c := src[l.pos]
		switch class[c] {
		case cSpace:
			l.pos++
		case cIdent:
			l.identifier(t)
			return
		case cDigit:
			l.number(t)
			return
		case cQuote:
			l.str(t, l.pos, prefix{})
			return
		case cNewline:
			if l.newlineToken(t) {
				return
			}
		case cOther:
			if l.special(t, c) {
				return
			}
		default:
			if c == '.' && class[src[l.pos+1]] == cDigit {
				l.number(t)
				return
			}
			l.operator(t, c)
			return
		}
	}
}

// newlineToken reads a newline, and reports whether it is a token.
func (l *Lexer) newlineToken(t *token.Token) bool {
	l.pos++
	l.bol = true
	if l.blank || len(l.brackets) > 0 {
		l.newline()
		l.bol = false
		if len(l.brackets) > 0 {
			return false
		}
		if l.src[l.pos] == 0 {
			return false
		}
		if !l.indentation(t) {
			return true
		}
		if l.pending != 0 {
			l.pendingIndent(t)
			return true
		}
		return false
	}
	l.set(t, token.Newline, l.pos-1)
	l.newline()
	return true
}

// special handles comments, line joining, and the end of the text. It reports
// whether t has been set.
func (l *Lexer) special(t *token.Token, c byte) bool {
	switch c {
	case '#':
		l.pos = l.lineEnd(l.pos)
		return false
	case '\\':
		l.pos++
		return !l.joinLine(t)
	case 0:
		l.end(t)
		return true
	}
	start := l.pos
	l.pos++
	if c < ' ' || c == 0x7f {
		l.fail(t, fmt.Sprintf("invalid non-printable character U+%04X", c))
		return true
	}
	l.set(t, token.Unknown, start)
	return true
}

// end gives out the dedents that are due at the end, then EOF.
func (l *Lexer) end(t *token.Token) {
	if n := len(l.brackets); n > 0 {
		b := l.brackets[n-1]
		l.failAt(t, SyntaxError, b.line, l.runeCol(b.line, int(b.col))+1, 0,
			fmt.Sprintf("'%c' was never closed", b.char))
		l.err.Unclosed = true
		return
	}
	if len(l.indents) > 1 {
		l.indents = l.indents[:len(l.indents)-1]
		l.set(t, token.Dedent, l.pos)
		return
	}
	l.atEOF = true
	l.set(t, token.EOF, l.pos)
}

// lineEnd returns the offset of the newline that ends the line of offset i.
func (l *Lexer) lineEnd(i int) int {
	return i + bytes.IndexByte(l.src[i:], '\n')
}

func (l *Lexer) advanceRune() {
	_, n := utf8.DecodeRune(l.src[l.pos:])
	l.pos += n
}

func (l *Lexer) runeCount(from, to int) int {
	return utf8.RuneCount(l.src[from:to])
}

// runeCol converts a byte column into characters.
func (l *Lexer) runeCol(line int32, col int) int {
	i := LineStart(l.src, int(line))
	return l.runeCount(i, i+col)
}

// LineStart returns the offset in text at which the line starts.
func LineStart(text []byte, line int) int {
	i := 0
	for ; line > 1; line-- {
		j := bytes.IndexByte(text[i:], '\n')
		if j < 0 {
			break
		}
		i += j + 1
	}
	return i
}
