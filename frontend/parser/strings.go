package parser

import (
	"strings"

	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/frontend/lexer"
	"github.com/go-python/gopython/frontend/token"
)

// stringParts collects string literals that stand side by side.
type stringParts struct {
	parts   []ast.Expr // Constant, FormattedValue and Interpolation nodes
	bytes   bool
	nonByte bool
	fstr    bool
	tstr    bool
	last    ast.Range // of the last literal
}

// strings reads one or more string literals, which are concatenated.
func (p *parser) strings() ast.Expr {
	if p.at(token.String) && !isStringStart(p.peek(0).Kind) {
		return p.stringConstant()
	}
	r := p.start()
	var s stringParts
	for isStringStart(p.tok.Kind) {
		p.stringLiteral(&s)
	}
	r = p.span(r)
	if s.bytes && s.nonByte {
		p.mixedBytes()
	}
	switch {
	case s.tstr:
		return &ast.TemplateStr{Range: r, Values: mergeConstants(s.parts)}
	case s.fstr:
		return &ast.JoinedStr{Range: r, Values: mergeConstants(s.parts)}
	}
	return concatenate(r, &s)
}

func isStringStart(k token.Kind) bool {
	return k == token.String || k == token.FStringStart || k == token.TStringStart
}

func (p *parser) mixedBytes() {
	panic(p.errorHere(KindSyntaxError, "cannot mix bytes and nonbytes literals"))
}

// concatenate joins plain literals.
func concatenate(r ast.Range, s *stringParts) ast.Expr {
	var b strings.Builder
	for _, e := range s.parts {
		switch v := e.(*ast.Constant).Value.(type) {
		case string:
			b.WriteString(v)
		case ast.Bytes:
			b.WriteString(string(v))
		}
	}
	c := &ast.Constant{Range: r, Kind: s.parts[0].(*ast.Constant).Kind}
	if s.bytes {
		c.Value = ast.Bytes(b.String())
	} else {
		c.Value = b.String()
	}
	return c
}

// mergeConstants joins neighbouring constants, and drops empty ones.
func mergeConstants(parts []ast.Expr) []ast.Expr {
	var out []ast.Expr
	for i := 0; i < len(parts); {
		c, ok := parts[i].(*ast.Constant)
		if !ok {
			out = append(out, parts[i])
			i++
			continue
		}
		j := i + 1
		for j < len(parts) {
			if _, ok := parts[j].(*ast.Constant); !ok {
				break
			}
			j++
		}
		if m := mergeRun(c, parts[i:j]); m.Value != "" {
			out = append(out, m)
		}
		i = j
	}
	return out
}

func mergeRun(first *ast.Constant, run []ast.Expr) *ast.Constant {
	if len(run) == 1 {
		return first
	}
	var b strings.Builder
	for _, e := range run {
		b.WriteString(e.(*ast.Constant).Value.(string))
	}
	return &ast.Constant{Range: between(first.Range, *run[len(run)-1].Span()), Value: b.String(), Kind: first.Kind}
}

// stringLiteral reads one literal.
func (p *parser) stringLiteral(s *stringParts) {
	r := p.start()
	switch p.tok.Kind {
	case token.FStringStart:
		s.fstr, s.nonByte = true, true
		p.checkMix(s, r, false)
		s.parts = append(s.parts, p.fstring()...)
	case token.TStringStart:
		p.checkMix(s, r, true)
		s.tstr, s.nonByte = true, true
		s.parts = append(s.parts, p.fstring()...)
	default:
		p.checkMix(s, r, false)
		c := p.stringConstant()
		if _, ok := c.Value.(ast.Bytes); ok {
			s.bytes = true
		} else {
			s.nonByte = true
		}
		s.parts = append(s.parts, c)
	}
	s.last = p.span(r)
}

// checkMix complains about a literal that cannot follow the ones before.
func (p *parser) checkMix(s *stringParts, r ast.Range, tstr bool) {
	if s.last.Line == 0 || s.tstr == tstr {
		return
	}
	if p.at(token.String) {
		p.advance()
	} else {
		p.fstring()
	}
	p.raiseRange(between(s.last, p.span(r)), "cannot mix t-string literals with string or bytes literals")
}

// stringConstant reads a plain string or bytes literal.
func (p *parser) stringConstant() *ast.Constant {
	t := p.tok
	c := &ast.Constant{Range: tokenRange(&t)}
	prefix, body := lexer.Prefix(p.tokenText(&t))
	n := 1
	if len(body) >= 6 && body[1] == body[0] && body[2] == body[0] {
		n = 3
	}
	body = body[n : len(body)-n]
	d := decoder{p: p, tok: &t, text: body, line: t.Line, raw: strings.IndexByte(prefix, 'r') >= 0}
	switch {
	case strings.IndexByte(prefix, 'b') >= 0:
		c.Value = d.bytes()
	default:
		c.Value = d.str()
		if prefix == "u" && p.src[t.Start] == 'u' {
			c.Kind = "u"
		}
	}
	p.advance()
	return c
}
