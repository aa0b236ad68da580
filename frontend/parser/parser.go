// Package parser turns Python 3.14 source into the tree of package ast.
//
// It is a hand-written recursive descent parser. Like CPython's it makes two
// passes over a source that has an error: the first only finds out that there
// is one; the second has the diagnostic rules switched on, and words the
// message. It does not do what CPython leaves to the symbol table and the
// compiler, such as "'return' outside function".
//
// It imports the ast, lexer and token packages.
package parser

import (
	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/frontend/lexer"
	"github.com/go-python/gopython/frontend/token"
)

// Mode says what kind of source is parsed, as the mode of Python's compile.
type Mode uint8

// The modes.
const (
	Exec   Mode = iota // a file: *ast.Module
	Eval               // one expression: *ast.Expression
	Single             // one interactive statement: *ast.Interactive
)

// maxDepth bounds the nesting of the tree as far as it comes from recursion
// here. Chains such as a.b.c or 1+2+3 are parsed by loops, and are not bounded:
// who walks the tree must be ready for deep left spines.
const maxDepth = 6000

// Warning is a SyntaxWarning.
type Warning = lexer.Warning

// Parse parses a source file. The error is a *SyntaxError.
func Parse(src []byte, filename string, mode Mode) (ast.Mod, []Warning, error) {
	text, lexErr := lexer.Decode(src)
	if lexErr != nil {
		return nil, nil, fromLexer(lexErr, filename, nil)
	}
	p := newParser(text, filename, mode)
	mod, err := p.run()
	if err == errGeneric {
		first := p
		p = newParser(text, filename, mode)
		p.diag, p.keep, p.far = true, 1, first.far
		_, err = p.run()
		if err == errGeneric {
			err = first.genericError()
			if e := err.(*SyntaxError); e.Kind == KindIndentationError {
				return nil, p.lex.Warnings(), err
			}
		} else if e, ok := err.(*SyntaxError); ok && e.fromLexer {
			return nil, p.lex.Warnings(), err
		}
	}
	if err != nil {
		return nil, p.lex.Warnings(), p.lexicalErrorAfter(err)
	}
	return mod, append(p.lex.Warnings(), p.warnings...), nil
}

type parser struct {
	lex      *lexer.Lexer
	src      []byte
	text     string // the same as src; names and strings are parts of it
	filename string
	mode     Mode

	tok             token.Token // the current token
	endLine, endCol int32       // the end of the last token that is not white space
	ahead           []token.Token
	next            int         // index in ahead of the token after tok
	keep            int         // if not 0, tokens stay in ahead so that reset can go back
	far             token.Token // the furthest token that was current

	depth    int
	diag     bool // the second pass: diagnostic rules are on
	warnings []Warning
}

func newParser(text []byte, filename string, mode Mode) *parser {
	p := &parser{lex: lexer.New(text), src: text, text: string(text), filename: filename, mode: mode}
	return p
}

// failure is what the parser panics with when it finds an error of its own
// that has no message (yet).
type failure struct{}

func (failure) Error() string { return "invalid syntax" }

var errGeneric error = failure{}

// run parses the whole source.
func (p *parser) run() (mod ast.Mod, err error) {
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(error)
			if _, ours := r.(*SyntaxError); !ok || !ours && e != errGeneric {
				panic(r)
			}
			p.noteFar()
			mod, err = nil, e
		}
	}()
	p.endLine = 1
	if p.keep > 0 {
		// The second pass reports errors at the furthest token of both.
		p.ahead = make([]token.Token, 0, 256)
	}
	p.advance()
	switch p.mode {
	case Eval:
		return p.evalInput(), nil
	case Single:
		return p.singleInput(), nil
	}
	return p.fileInput(), nil
}

func (p *parser) fileInput() ast.Mod {
	body := make([]ast.Stmt, 0, 16)
	for p.tok.Kind != token.EOF {
		body = p.statement(body)
	}
	return &ast.Module{Body: body}
}

func (p *parser) evalInput() ast.Mod {
	e := p.expressions()
	for p.tok.Kind == token.Newline {
		p.advance()
	}
	p.expect(token.EOF)
	return &ast.Expression{Body: e}
}

func (p *parser) singleInput() ast.Mod {
	switch p.tok.Kind {
	case token.EOF:
		p.fail()
	case token.Newline:
		r := p.start()
		p.advance()
		return &ast.Interactive{Body: []ast.Stmt{&ast.Pass{Range: p.span(r)}}}
	}
	body := p.statement(nil)
	if p.tok.Kind != token.EOF {
		panic(p.errorAt(p.tok, "multiple statements found while compiling a single statement"))
	}
	return &ast.Interactive{Body: body}
}

// advance moves to the next token.
func (p *parser) advance() {
	if p.tok.Kind > token.Dedent {
		p.endLine, p.endCol = p.tok.EndLine, p.tok.EndCol
	}
	switch {
	case p.next < len(p.ahead):
		p.tok = p.ahead[p.next]
		p.next++
	case p.keep > 0:
		p.lex.Next(&p.tok)
		p.ahead = append(p.ahead, p.tok)
		p.next++
	default:
		if p.next > 0 {
			p.ahead, p.next = p.ahead[:0], 0
		}
		p.lex.Next(&p.tok)
	}
	if p.tok.Kind == token.Error {
		panic(fromLexer(p.lex.Err(), p.filename, p.src))
	}
}

// peek returns the token n places after the current one.
func (p *parser) peek(n int) *token.Token {
	for len(p.ahead) <= p.next+n {
		var t token.Token
		p.lex.Next(&t)
		p.ahead = append(p.ahead, t)
	}
	return &p.ahead[p.next+n]
}

// mark is a place in the tokens to which reset can go back.
type mark struct {
	tok             token.Token
	endLine, endCol int32
	next, depth     int
}

// mark remembers the current place. It must be paired with release.
func (p *parser) mark() mark {
	p.keep++
	return mark{p.tok, p.endLine, p.endCol, p.next, p.depth}
}

func (p *parser) release() { p.keep-- }

func (p *parser) reset(m mark) {
	p.noteFar()
	p.tok, p.endLine, p.endCol, p.next, p.depth = m.tok, m.endLine, m.endCol, m.next, m.depth
}

func (p *parser) noteFar() { p.noteFarToken(&p.tok) }

// noteFarToken notes that the parser has looked at t.
func (p *parser) noteFarToken(t *token.Token) {
	if t.Kind != token.Error && (p.far.Line == 0 || t.Start >= p.far.Start) {
		p.far = *t
	}
}

// try runs f, and reports whether it succeeded; if not, the place is what it
// was before. Errors that have a message pass through.
func (p *parser) try(f func()) (ok bool) {
	m := p.mark()
	defer func() {
		p.release()
		if !ok {
			r := recover()
			if r != errGeneric {
				panic(r)
			}
			p.reset(m)
		}
	}()
	f()
	return true
}

// tryQuiet is try with the diagnostic rules switched off.
func (p *parser) tryQuiet(f func()) bool {
	diag := p.diag
	p.diag = false
	defer func() { p.diag = diag }()
	return p.try(f)
}

func (p *parser) at(k token.Kind) bool { return p.tok.Kind == k }

// accept moves over a token of kind k, if it is there.
func (p *parser) accept(k token.Kind) bool {
	if p.tok.Kind != k {
		return false
	}
	p.advance()
	return true
}

func (p *parser) expect(k token.Kind) {
	if p.tok.Kind != k {
		p.fail()
	}
	p.advance()
}

// expectForced is expect for a token without which nothing else is possible.
func (p *parser) expectForced(k token.Kind) {
	if p.tok.Kind != k {
		panic(p.errorAt(p.tok, "expected '"+k.String()+"'"))
	}
	p.advance()
}

// tokenText returns the source text of a token.
func (p *parser) tokenText(t *token.Token) string { return p.text[t.Start:t.End] }

// isSoft reports whether the current token is the soft keyword kw.
func (p *parser) isSoft(kw string) bool {
	return p.tok.Kind == token.Name && p.tokenText(&p.tok) == kw
}

// name reads an identifier.
func (p *parser) name() string {
	if p.tok.Kind != token.Name {
		p.fail()
	}
	s := lexer.Normalize(p.tokenText(&p.tok))
	p.advance()
	return s
}

// start returns a Range that starts at the current token.
func (p *parser) start() ast.Range {
	return ast.Range{Line: p.tok.Line, Col: p.tok.Col}
}

// span ends r at the last token.
func (p *parser) span(r ast.Range) ast.Range {
	r.EndLine, r.EndCol = p.endLine, p.endCol
	return r
}

// tokenRange returns the range of a token.
func tokenRange(t *token.Token) ast.Range {
	return ast.Range{Line: t.Line, Col: t.Col, EndLine: t.EndLine, EndCol: t.EndCol}
}

// enter counts a level of nesting; leave must follow.
func (p *parser) enter() {
	p.depth++
	if p.depth > maxDepth {
		panic(&SyntaxError{Kind: lexer.MemoryError, Filename: p.filename, fromLexer: true,
			Msg: "Parser stack overflowed - Python source too complex to parse"})
	}
}

func (p *parser) leave() { p.depth-- }
