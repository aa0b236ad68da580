package parser

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/frontend/lexer"
	"github.com/go-python/gopython/frontend/token"
)

// SyntaxError is the error that Parse returns. The fields from Filename on
// are those of Python's exception: columns are characters counted from 1, and
// an EndCol of 0 or -1 means that there is none. Line 0 means that the error
// has no place in the source.
type SyntaxError struct {
	Kind     lexer.ErrorKind
	Msg      string
	Filename string
	Line     int
	Col      int
	EndLine  int
	EndCol   int
	Text     string // the source line

	fromLexer bool
}

// The kinds of SyntaxError. MemoryError is that of a source that nests too
// deeply.
const (
	KindSyntaxError      = lexer.SyntaxError
	KindIndentationError = lexer.IndentationError
	KindTabError         = lexer.TabError
	KindMemoryError      = lexer.MemoryError
)

// Error returns the message as Python's str() of the exception.
func (e *SyntaxError) Error() string {
	if e.Line == 0 {
		return e.Msg
	}
	return fmt.Sprintf("%s (%s, line %d)", e.Msg, e.Filename, e.Line)
}

func fromLexer(le *lexer.Error, filename string, src []byte) *SyntaxError {
	e := &SyntaxError{Kind: le.Kind, Msg: le.Msg, Filename: filename, Line: le.Line, Col: le.Col,
		EndLine: le.EndLine, EndCol: le.EndCol, Text: le.Text, fromLexer: true}
	if src != nil && le.Text == "" {
		last := bytes.Count(src, []byte{'\n'})
		e.Text = lineText(src, le.Line, le.KeepNewline || le.Unclosed && le.Line >= last)
	}
	return e
}

// lineText returns the source line, with or without its newline.
func lineText(src []byte, line int, newline bool) string {
	i := lexer.LineStart(src, line)
	s := src[i : len(src)-1]
	j := bytes.IndexByte(s, '\n')
	if j >= 0 {
		s = s[:j]
	}
	if newline {
		return string(s) + "\n"
	}
	return string(s)
}

// fail gives up with an error that has no message yet.
func (p *parser) fail() { panic(errGeneric) }

// genericError is the error for a source that no diagnostic rule explains.
func (p *parser) genericError() error {
	switch p.far.Kind {
	case token.Indent:
		return p.errorHere(KindIndentationError, "unexpected indent")
	case token.Dedent:
		return p.errorHere(KindIndentationError, "unexpected unindent")
	}
	if p.far.Kind == token.EOF {
		line := max(p.far.Line-1, 1)
		e := p.errorRange(KindSyntaxError, ast.Range{Line: line, Col: -1, EndLine: line, EndCol: -1}, "invalid syntax")
		e.Text = lineText(p.src, e.Line, true)
		return e
	}
	return p.errorAt(p.far, "invalid syntax")
}

// lastRead returns the last token that has been read from the source.
func (p *parser) lastRead() *token.Token {
	p.noteFar()
	return &p.far
}

// raiseFrom raises an error for what starts at r, and goes on to where the
// lexer is.
func (p *parser) raiseFrom(r ast.Range, format string, args ...any) {
	last := p.lastRead()
	r.EndLine, r.EndCol = last.EndLine, last.EndCol-1
	p.raiseRange(r, format, args...)
}

// lexicalErrorAfter reads the rest of the source after a parser's error: a
// lexical error in it is more telling.
func (p *parser) lexicalErrorAfter(err error) error {
	if e, ok := err.(*SyntaxError); ok && e.fromLexer {
		return err
	}
	var t token.Token
	for p.lex.Err() == nil {
		p.lex.Next(&t)
		if t.Kind == token.EOF {
			return err
		}
	}
	le := p.lex.Err()
	// KeepNewline marks the errors that CPython does not look for here.
	if le.KeepNewline || le.Unclosed && int(p.far.Line) <= le.Line {
		return err
	}
	return fromLexer(le, p.filename, p.src)
}

// errorRange makes an error for a range of the source.
func (p *parser) errorRange(kind lexer.ErrorKind, r ast.Range, msg string) *SyntaxError {
	e := &SyntaxError{Kind: kind, Msg: msg, Filename: p.filename, Line: int(r.Line), EndLine: int(r.EndLine)}
	e.Text = lineText(p.src, int(r.Line), p.lastRead().EndLine <= r.Line)
	e.Col = charCol(e.Text, int(r.Col)) + 1
	// CPython counts the end column in the first line too.
	e.EndCol = charCol(e.Text, int(r.EndCol)) + 1
	return e
}

// charCol converts a byte column of a line to characters. Negative columns
// mean that there is none.
func charCol(line string, col int) int {
	if col < 0 {
		return col
	}
	return utf8.RuneCountInString(line[:min(col, len(line))])
}

// errorAt makes an error for one token.
func (p *parser) errorAt(t token.Token, msg string) *SyntaxError {
	return p.errorRange(KindSyntaxError, tokenRange(&t), msg)
}

// errorHere makes an error at the furthest token, which is where CPython puts
// errors without a place of their own.
func (p *parser) errorHere(kind lexer.ErrorKind, msg string) *SyntaxError {
	p.noteFar()
	t := p.far
	r := tokenRange(&t)
	if int(t.Start) >= len(p.src)-1 {
		// At the end, CPython is still on the last line.
		r.Line = max(r.Line-1, 1)
		r.EndLine, r.EndCol = r.Line, -2
		e := p.errorRange(kind, r, msg)
		e.Text = lineText(p.src, e.Line, true)
		e.Col = utf8.RuneCountInString(e.Text)
		return e
	}
	if t.Kind == token.Indent || t.Kind == token.Dedent {
		r.EndCol = -2
		e := p.errorRange(kind, r, msg)
		e.Col--
		return e
	}
	return p.errorRange(kind, r, msg)
}

// The raise functions give the error of a diagnostic rule. In the first pass
// they only fail.

func (p *parser) raiseRange(r ast.Range, format string, args ...any) {
	if !p.diag {
		p.fail()
	}
	panic(p.errorRange(KindSyntaxError, r, fmt.Sprintf(format, args...)))
}

func (p *parser) raise(e ast.Expr, format string, args ...any) {
	p.raiseRange(*e.Span(), format, args...)
}

func (p *parser) raiseBetween(a, b ast.Expr, format string, args ...any) {
	p.raiseRange(between(*a.Span(), *b.Span()), format, args...)
}

func (p *parser) raiseToken(t *token.Token, format string, args ...any) {
	p.raiseRange(tokenRange(t), format, args...)
}

func (p *parser) raiseHere(format string, args ...any) {
	if !p.diag {
		p.fail()
	}
	panic(p.errorHere(KindSyntaxError, fmt.Sprintf(format, args...)))
}

func between(a, b ast.Range) ast.Range {
	a.EndLine, a.EndCol = b.EndLine, b.EndCol
	return a
}

// exprName describes an expression in messages such as "cannot assign to".
func exprName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Attribute:
		return "attribute"
	case *ast.Subscript:
		return "subscript"
	case *ast.Starred:
		return "starred"
	case *ast.Name:
		return "name"
	case *ast.List:
		return "list"
	case *ast.Tuple:
		return "tuple"
	case *ast.Lambda:
		return "lambda"
	case *ast.Call:
		return "function call"
	case *ast.BoolOp, *ast.BinOp, *ast.UnaryOp:
		return "expression"
	case *ast.GeneratorExp:
		return "generator expression"
	case *ast.Yield, *ast.YieldFrom:
		return "yield expression"
	case *ast.Await:
		return "await expression"
	case *ast.ListComp:
		return "list comprehension"
	case *ast.SetComp:
		return "set comprehension"
	case *ast.DictComp:
		return "dict comprehension"
	case *ast.Dict:
		return "dict literal"
	case *ast.Set:
		return "set display"
	case *ast.JoinedStr, *ast.FormattedValue:
		return "f-string expression"
	case *ast.TemplateStr, *ast.Interpolation:
		return "t-string expression"
	case *ast.Constant:
		switch v := e.Value.(type) {
		case nil:
			return "None"
		case bool:
			if v {
				return "True"
			}
			return "False"
		case ast.EllipsisType:
			return "ellipsis"
		}
		return "literal"
	case *ast.Compare:
		return "comparison"
	case *ast.IfExp:
		return "conditional expression"
	case *ast.NamedExpr:
		return "named expression"
	}
	return strings.ToLower(fmt.Sprintf("%T", e))
}
