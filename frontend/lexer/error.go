package lexer

import (
	"unicode/utf8"

	"github.com/go-python/gopython/frontend/token"
)

// ErrorKind says which exception an error is.
type ErrorKind uint8

// The exceptions, by their Python names.
const (
	SyntaxError ErrorKind = iota
	IndentationError
	TabError
	MemoryError
)

// String returns the name of the exception class.
func (k ErrorKind) String() string {
	return [...]string{"SyntaxError", "IndentationError", "TabError", "MemoryError"}[k]
}

// Error is a lexical error. Columns are characters counted from 1; an EndCol
// of 0 or -1 means that there is no end, as in CPython.
type Error struct {
	Kind                       ErrorKind
	Msg                        string
	Line, Col, EndLine, EndCol int
	// Unclosed is set when the text ends inside of brackets. The parser may
	// then have something better to say.
	Unclosed bool
	// KeepNewline is set when CPython's text attribute has the newline.
	KeepNewline bool
	// Text is the line of the error, if it is not the line in the source.
	Text string
}

// Warning is a SyntaxWarning.
type Warning struct {
	Msg  string
	Line int
}

// fail sets an error at the character just read.
func (l *Lexer) fail(t *token.Token, msg string) {
	col := l.runeCount(l.lineStart, l.pos)
	l.failAt(t, SyntaxError, l.line, col, col, msg)
}

// failFrom sets an error at the character that starts at offset at, on the
// current line.
func (l *Lexer) failFrom(t *token.Token, at int, msg string) {
	col := l.runeCount(l.lineStart, at) + 1
	l.failAt(t, SyntaxError, l.line, col, col, msg)
}

func (l *Lexer) failAt(t *token.Token, kind ErrorKind, line int32, col, endCol int, msg string) {
	l.err = &Error{Kind: kind, Msg: msg, Line: int(line), Col: col, EndLine: int(line), EndCol: endCol}
	l.set(t, token.Error, l.pos)
}

func (l *Lexer) warn(line int32, msg string) {
	l.warnings = append(l.warnings, Warning{Msg: msg, Line: int(line)})
}

func printable(r rune) bool {
	return r == ' ' || r != utf8.RuneError && isPrint(r)
}
