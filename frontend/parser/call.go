package parser

import (
	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/frontend/token"
)

// call reads the arguments of a call of f, which starts at r.
func (p *parser) call(r ast.Range, f ast.Expr) ast.Expr {
	p.enter()
	p.advance()
	args, keywords := p.arguments(true)
	p.expect(token.RParen)
	p.leave()
	return &ast.Call{Range: p.span(r), Func: f, Args: args, Keywords: keywords}
}

// argList is the state of reading arguments.
type argList struct {
	args     []ast.Expr
	keywords []*ast.Keyword
	unpacked bool // there has been a "**x"
}

// arguments reads arguments up to the closing parenthesis. A generator
// expression without parentheses takes those of the call as its own.
func (p *parser) arguments(genexp bool) ([]ast.Expr, []*ast.Keyword) {
	var l argList
	open := p.ahead0()
	for !p.at(token.RParen) {
		comma := p.prevToken()
		switch {
		case p.at(token.Star):
			p.starArg(&l, comma)
		case p.at(token.DoubleStar):
			p.doubleStarArg(&l)
		case p.at(token.Name) && p.peek(0).Kind == token.Equal:
			p.keywordArg(&l)
		default:
			if e := p.positionalArg(&l, open, genexp); e != nil {
				return []ast.Expr{e}, nil
			}
		}
		if !p.accept(token.Comma) {
			break
		}
	}
	return l.args, l.keywords
}

// ahead0 returns the range of the opening parenthesis just read.
func (p *parser) ahead0() ast.Range {
	return ast.Range{Line: p.endLine, Col: p.endCol - 1}
}

// prevToken returns the last token, in the second pass.
func (p *parser) prevToken() token.Token {
	if p.diag && p.next >= 2 {
		return p.ahead[p.next-2]
	}
	return token.Token{}
}

func (p *parser) starArg(l *argList, comma token.Token) {
	if l.unpacked {
		for p.at(token.Star) {
			p.starred(p.expression)
			if !p.accept(token.Comma) {
				break
			}
		}
		r := tokenRange(&comma)
		r.EndLine, r.EndCol = p.endLine, p.endCol
		p.raiseRange(r, "iterable argument unpacking follows keyword argument unpacking")
	}
	star := p.tok
	e := p.starredExpr()
	if p.at(token.Equal) {
		p.advance()
		b := p.expression()
		p.raiseRange(between(tokenRange(&star), *b.Span()), "cannot assign to iterable argument unpacking")
	}
	l.args = append(l.args, e)
}

func (p *parser) doubleStarArg(l *argList) {
	r := p.start()
	p.advance()
	v := p.expression()
	if p.at(token.Equal) {
		p.advance()
		b := p.expression()
		p.raiseRange(between(r, *b.Span()), "cannot assign to keyword argument unpacking")
	}
	l.keywords = append(l.keywords, &ast.Keyword{Range: p.span(r), Value: v})
	l.unpacked = true
}

func (p *parser) keywordArg(l *argList) {
	r := p.start()
	name := p.name()
	equal := p.tok
	p.advance()
	if p.diag && (p.at(token.Comma) || p.at(token.RParen)) {
		p.raiseRange(between(r, tokenRange(&equal)), "expected argument value expression")
	}
	v := p.expression()
	if p.diag && p.atCompFor() && p.try(func() { p.comprehensions() }) {
		p.raiseRange(between(r, tokenRange(&equal)), "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
	}
	l.keywords = append(l.keywords, &ast.Keyword{Range: p.span(r), Arg: name, Value: v})
}

// positionalArg reads a positional argument. It returns the argument if it is
// a generator expression without parentheses, which stands alone.
func (p *parser) positionalArg(l *argList, open ast.Range, genexp bool) ast.Expr {
	first := p.tok
	var e ast.Expr
	if p.at(token.Name) && p.peek(0).Kind == token.ColonEqual {
		e = p.walrus()
	} else {
		e = p.expression()
	}
	switch {
	case p.at(token.Equal):
		p.badKeyword(e, first)
	case p.at(token.ColonEqual):
		p.fail()
	case p.atCompFor():
		return p.genexpArg(l, e, open, genexp)
	}
	if len(l.keywords) > 0 {
		p.positionalAfterKeyword(l)
	}
	l.args = append(l.args, e)
	return nil
}

// positionalAfterKeyword reads the other arguments, so that the error comes
// where CPython puts it, and raises it.
func (p *parser) positionalAfterKeyword(l *argList) {
	for p.diag && p.accept(token.Comma) && !p.at(token.RParen) {
		if p.at(token.Star) || p.at(token.DoubleStar) {
			p.advance()
		} else if p.at(token.Name) && p.peek(0).Kind == token.Equal {
			p.advance()
			p.advance()
		}
		p.expression()
	}
	if l.unpacked {
		p.raiseHere("positional argument follows keyword argument unpacking")
	}
	p.raiseHere("positional argument follows keyword argument")
}

// badKeyword words the error for "f(e = ...)" where e is no name.
func (p *parser) badKeyword(e ast.Expr, first token.Token) {
	r := between(*e.Span(), tokenRange(&p.tok))
	if c, ok := e.(*ast.Constant); ok && first.Kind.IsKeyword() {
		p.raiseRange(r, "cannot assign to %s", exprName(c))
	}
	if _, ok := e.(*ast.NamedExpr); ok && !p.parenthesized(e) {
		p.fail()
	}
	p.raiseRange(r, "expression cannot contain assignment, perhaps you meant \"==\"?")
}

// genexpArg reads the rest of a generator expression as an argument.
func (p *parser) genexpArg(l *argList, elt ast.Expr, open ast.Range, genexp bool) ast.Expr {
	if !genexp {
		p.fail()
	}
	gens := p.comprehensions()
	alone := len(l.args) == 0 && len(l.keywords) == 0
	if !alone || !p.at(token.RParen) {
		last := gens[len(gens)-1]
		end := *last.Iter.Span()
		if n := len(last.Ifs); n > 0 {
			end = *last.Ifs[n-1].Span()
		}
		if len(l.args)+len(l.keywords) > 0 || p.at(token.Comma) {
			p.raiseRange(between(*elt.Span(), end), "Generator expression must be parenthesized")
		}
		p.fail()
	}
	r := open
	r.EndLine, r.EndCol = p.tok.EndLine, p.tok.EndCol
	return &ast.GeneratorExp{Range: r, Elt: elt, Generators: gens}
}
