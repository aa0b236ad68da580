package parser

import (
	"fmt"
	"strings"

	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/frontend/lexer"
	"github.com/go-python/gopython/frontend/token"
)

// field is what belongs to the string that a replacement field is in.
type field struct {
	raw  bool
	kind string // "f" or "t"
}

// fstring reads an f-string or t-string, and returns its parts.
func (p *parser) fstring() []ast.Expr {
	p.enter()
	defer p.leave()
	prefix, _ := lexer.Prefix(p.tokenText(&p.tok))
	f := field{raw: strings.IndexByte(prefix, 'r') >= 0, kind: "f"}
	if p.at(token.TStringStart) {
		f.kind = "t"
	}
	p.advance()
	var parts []ast.Expr
	for {
		switch p.tok.Kind {
		case token.FStringMiddle, token.TStringMiddle:
			parts = append(parts, p.fstringMiddle(f))
		case token.LBrace:
			parts = p.replacement(f, parts)
		case token.FStringEnd, token.TStringEnd:
			p.advance()
			return parts
		default:
			p.fail()
		}
	}
}

func (p *parser) fstringMiddle(f field) ast.Expr {
	t := p.tok
	d := decoder{p: p, tok: &t, text: p.tokenText(&t), line: t.Line, raw: f.raw}
	c := &ast.Constant{Range: tokenRange(&t), Value: d.str()}
	p.advance()
	return c
}

// replacement reads a replacement field, and appends it to parts.
func (p *parser) replacement(f field, parts []ast.Expr) []ast.Expr {
	p.enter()
	defer p.leave()
	brace := p.tok
	r := p.start()
	p.advance()
	p.checkFieldStart(f)
	value := p.fieldValue(f)
	exprEnd := p.tok
	debug := false
	if p.at(token.Equal) {
		debug = true
		p.advance()
		if !p.at(token.Exclamation) && !p.at(token.Colon) && !p.at(token.RBrace) {
			p.raiseToken(&p.tok, "%s-string: expecting '!', or ':', or '}'", f.kind)
		}
	} else if !p.at(token.Exclamation) && !p.at(token.Colon) && !p.at(token.RBrace) {
		p.raiseToken(&p.tok, "%s-string: expecting '=', or '!', or ':', or '}'", f.kind)
	}
	debugEnd := p.tok
	conversion := -1
	if p.at(token.Exclamation) {
		conversion = p.conversion(f)
	}
	var spec ast.Expr
	if p.at(token.Colon) {
		spec = p.formatSpec(f)
	} else if !p.at(token.RBrace) {
		p.raiseToken(&p.tok, "%s-string: expecting ':' or '}'", f.kind)
	}
	p.expect(token.RBrace)
	if debug {
		if conversion < 0 && spec == nil {
			conversion = 'r'
		}
		parts = append(parts, p.debugText(&brace, &debugEnd))
	}
	r = p.span(r)
	if f.kind == "f" {
		return append(parts, &ast.FormattedValue{Range: r, Value: value, Conversion: conversion, FormatSpec: spec})
	}
	return append(parts, &ast.Interpolation{Range: r, Value: value, Conversion: conversion, FormatSpec: spec,
		Str: strings.TrimRight(p.fieldText(brace.End, exprEnd.Start), " \t\n\f")})
}

// fieldValue reads the expression of a field.
func (p *parser) fieldValue(f field) ast.Expr {
	if !p.diag {
		return p.annotatedRHS()
	}
	var e ast.Expr
	if p.try(func() { e = p.annotatedRHS() }) {
		return e
	}
	if p.tryQuiet(func() { p.primary() }) || p.tryQuiet(func() { p.atom() }) {
		p.raiseToken(&p.tok, "%s-string: expecting '=', or '!', or ':', or '}'", f.kind)
	}
	p.raiseToken(&p.tok, "%s-string: expecting a valid expression after '{'", f.kind)
	return nil
}

// debugText makes the constant for the text of a field with a "=".
func (p *parser) debugText(brace, end *token.Token) ast.Expr {
	r := ast.Range{Line: brace.EndLine, Col: brace.EndCol, EndLine: end.Line, EndCol: end.Col}
	return &ast.Constant{Range: r, Value: p.fieldText(brace.End, end.Start)}
}

// fieldText returns source text of a field without its comments.
func (p *parser) fieldText(start, end int32) string {
	s := p.text[start:end]
	if strings.IndexByte(s, '#') < 0 {
		return s
	}
	var b strings.Builder
	quote := byte(0)
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'':
			quote = c
		case c == '#':
			for i < len(s) && s[i] != '\n' {
				i++
			}
			if i == len(s) {
				return b.String()
			}
			c = '\n'
		}
		b.WriteByte(c)
	}
	return b.String()
}

// checkFieldStart words the errors for a field without an expression.
func (p *parser) checkFieldStart(f field) {
	switch p.tok.Kind {
	case token.Equal, token.Exclamation, token.Colon, token.RBrace:
		p.raiseToken(&p.tok, "%s-string: valid expression required before '%s'", f.kind, p.tok.Kind)
	}
	if p.diag && !p.startsExpr() && !p.at(token.Star) && !p.at(token.KwYield) {
		p.raiseToken(&p.tok, "%s-string: expecting a valid expression after '{'", f.kind)
	}
}

// conversion reads "!r" and the like.
func (p *parser) conversion(f field) int {
	bang := p.tok
	p.advance()
	t := p.tok
	switch {
	case p.at(token.Colon) || p.at(token.RBrace):
		p.raiseToken(&t, "%s-string: missing conversion character", f.kind)
	case !p.at(token.Name):
		p.raiseToken(&t, "%s-string: invalid conversion character", f.kind)
	case t.Start != bang.End:
		panic(p.errorRange(KindSyntaxError, between(tokenRange(&bang), tokenRange(&t)),
			f.kind+"-string: conversion type must come right after the exclamation mark"))
	}
	s := p.tokenText(&t)
	if s != "s" && s != "r" && s != "a" {
		panic(p.errorAt(t, fmt.Sprintf(
			"%s-string: invalid conversion character '%s': expected 's', 'r', or 'a'", f.kind, s)))
	}
	p.advance()
	return int(s[0])
}

// formatSpec reads a format spec, from its colon.
func (p *parser) formatSpec(f field) ast.Expr {
	r := p.start()
	p.advance()
	var parts []ast.Expr
	for {
		switch p.tok.Kind {
		case token.FStringMiddle, token.TStringMiddle:
			parts = append(parts, p.fstringMiddle(f))
			continue
		case token.LBrace:
			// The fields of a t-string's format spec are those of an f-string.
			parts = p.replacement(field{raw: f.raw, kind: "f"}, parts)
			continue
		case token.RBrace:
		default:
			p.raiseToken(&p.tok, "%s-string: expecting '}', or format specs", f.kind)
		}
		break
	}
	return &ast.JoinedStr{Range: p.span(r), Values: mergeConstants(parts)}
}
