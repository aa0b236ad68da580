package parser

import (
	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/frontend/token"
)

func (p *parser) atom() ast.Expr {
	r := tokenRange(&p.tok)
	switch p.tok.Kind {
	case token.Name:
		return &ast.Name{Range: r, ID: p.name()}
	case token.Number:
		v := p.numberValue(&p.tok)
		p.advance()
		return &ast.Constant{Range: r, Value: v}
	case token.String, token.FStringStart, token.TStringStart:
		return p.strings()
	case token.KwNone:
		return p.constant(r, nil)
	case token.KwTrue:
		return p.constant(r, true)
	case token.KwFalse:
		return p.constant(r, false)
	case token.Ellipsis:
		return p.constant(r, ast.Ellipsis)
	case token.LParen:
		return p.nest(p.paren)
	case token.LBracket:
		return p.nest(p.list)
	case token.LBrace:
		return p.nest(p.brace)
	}
	p.fail()
	return nil
}

func (p *parser) constant(r ast.Range, v any) ast.Expr {
	p.advance()
	return &ast.Constant{Range: r, Value: v}
}

func (p *parser) nest(f func() ast.Expr) ast.Expr {
	p.enter()
	e := f()
	p.leave()
	return e
}

// paren reads a tuple, a generator expression, or an expression in
// parentheses.
func (p *parser) paren() ast.Expr {
	r := p.start()
	p.advance()
	switch p.tok.Kind {
	case token.RParen:
		p.advance()
		return &ast.Tuple{Range: p.span(r)}
	case token.KwYield:
		e := p.yieldExpr()
		p.expect(token.RParen)
		return e
	case token.DoubleStar:
		p.doubleStarInGroup()
	}
	first := p.starNamed()
	switch {
	case p.at(token.Comma):
		elts := p.elements(first, token.RParen)
		p.expect(token.RParen)
		return &ast.Tuple{Range: p.span(r), Elts: elts}
	case p.atCompFor():
		gens := p.compFor(first)
		p.expect(token.RParen)
		return &ast.GeneratorExp{Range: p.span(r), Elt: first, Generators: gens}
	}
	if _, ok := first.(*ast.Starred); ok {
		if p.at(token.RParen) {
			p.raise(first, "cannot use starred expression here")
		}
		p.fail()
	}
	p.expect(token.RParen)
	return first
}

// doubleStarInGroup words the error for "(**x)".
func (p *parser) doubleStarInGroup() {
	star := p.tok
	if p.diag {
		p.advance()
		p.expression()
		if p.at(token.RParen) {
			p.raiseToken(&star, "cannot use double starred expression here")
		}
	}
	p.fail()
}

// elements reads the elements after the first, from a comma up to the closing
// bracket.
func (p *parser) elements(first ast.Expr, close token.Kind) []ast.Expr {
	elts := []ast.Expr{first}
	for p.at(token.Comma) {
		comma := p.tok
		p.advance()
		if p.at(close) {
			break
		}
		if p.diag && close != token.RParen && p.atCompFor() {
			p.checkCompTarget(first, elts, &comma)
		}
		elts = append(elts, p.starNamed())
	}
	if p.diag && close != token.RParen && p.atCompFor() && len(elts) > 1 {
		p.checkCompTarget(first, elts, nil)
	}
	return elts
}

// checkCompTarget finds "[a, b for a, b in c]".
func (p *parser) checkCompTarget(first ast.Expr, elts []ast.Expr, comma *token.Token) {
	if !p.try(func() { p.comprehensions() }) {
		return
	}
	end := *elts[len(elts)-1].Span()
	if comma != nil && len(elts) == 1 {
		end = tokenRange(comma)
	}
	p.raiseRange(between(*first.Span(), end), "did you forget parentheses around the comprehension target?")
}

func (p *parser) list() ast.Expr {
	r := p.start()
	p.advance()
	if p.accept(token.RBracket) {
		return &ast.List{Range: p.span(r)}
	}
	first := p.starNamed()
	if p.atCompFor() {
		gens := p.compFor(first)
		p.expect(token.RBracket)
		return &ast.ListComp{Range: p.span(r), Elt: first, Generators: gens}
	}
	elts := p.elements(first, token.RBracket)
	p.expect(token.RBracket)
	return &ast.List{Range: p.span(r), Elts: elts}
}

// brace reads a dict or set display or comprehension.
func (p *parser) brace() ast.Expr {
	r := p.start()
	p.advance()
	switch p.tok.Kind {
	case token.RBrace:
		p.advance()
		return &ast.Dict{Range: p.span(r)}
	case token.DoubleStar:
		return p.dict(r, nil)
	case token.Star:
		return p.set(r, p.starNamed())
	}
	first := p.namedExpression()
	if p.at(token.Colon) {
		return p.dict(r, first)
	}
	return p.set(r, first)
}

func (p *parser) set(r ast.Range, first ast.Expr) ast.Expr {
	if p.atCompFor() {
		gens := p.compFor(first)
		p.expect(token.RBrace)
		return &ast.SetComp{Range: p.span(r), Elt: first, Generators: gens}
	}
	elts := p.elements(first, token.RBrace)
	p.expect(token.RBrace)
	return &ast.Set{Range: p.span(r), Elts: elts}
}

// dict reads a dict whose first key has been read already, unless it is nil.
func (p *parser) dict(r ast.Range, key ast.Expr) ast.Expr {
	var keys, values []ast.Expr
	if n, ok := key.(*ast.NamedExpr); ok && !p.parenthesized(n) {
		p.fail()
	}
	for {
		var value ast.Expr
		if key == nil && p.at(token.DoubleStar) {
			p.advance()
			value = p.bitOr()
		} else {
			if key == nil {
				key = p.dictKey()
			}
			value = p.dictValue()
		}
		if len(keys) == 0 && p.atCompFor() {
			return p.dictComp(r, key, value)
		}
		keys = append(keys, key)
		values = append(values, value)
		key = nil
		if !p.accept(token.Comma) || p.at(token.RBrace) {
			break
		}
	}
	p.expect(token.RBrace)
	return &ast.Dict{Range: p.span(r), Keys: keys, Values: values}
}

func (p *parser) dictComp(r ast.Range, key, value ast.Expr) ast.Expr {
	if key == nil {
		star := ast.Range{Line: value.Span().Line, Col: value.Span().Col}
		for i := len(p.ahead) - 1; p.diag && i >= 0; i-- {
			if t := p.ahead[i]; t.Kind == token.DoubleStar && t.Line <= star.Line {
				p.raiseToken(&t, "dict unpacking cannot be used in dict comprehension")
			}
		}
		p.fail()
	}
	gens := p.comprehensions()
	p.expect(token.RBrace)
	return &ast.DictComp{Range: p.span(r), Key: key, Value: value, Generators: gens}
}

// dictKey reads a key that is not the first.
func (p *parser) dictKey() ast.Expr {
	if !p.diag {
		return p.expression()
	}
	var key ast.Expr
	if !p.tryQuiet(func() { key = p.expression() }) {
		p.expression()
	}
	if !p.at(token.Colon) {
		r := *key.Span()
		r.Col = r.EndCol - 1
		r.EndCol = -1
		p.raiseRange(r, "':' expected after dictionary key")
	}
	return key
}

// dictValue reads the colon and value of a dict item.
func (p *parser) dictValue() ast.Expr {
	colon := p.tok
	p.expect(token.Colon)
	if !p.diag {
		return p.expression()
	}
	switch p.tok.Kind {
	case token.RBrace, token.Comma:
		p.raiseToken(&colon, "expression expected after dictionary key and ':'")
	case token.Star:
		star := p.tok
		p.advance()
		p.bitOr()
		p.raiseFrom(tokenRange(&star), "cannot use a starred expression in a dictionary value")
	}
	return p.expression()
}

// parenthesized reports whether e, which comes right before the current
// token, stands in parentheses: then its end is not the last token's end.
func (p *parser) parenthesized(e ast.Expr) bool {
	return e.Span().EndLine != p.endLine || e.Span().EndCol != p.endCol
}

func (p *parser) atCompFor() bool {
	return p.at(token.KwFor) || p.at(token.KwAsync) && p.peek(0).Kind == token.KwFor
}

// compFor reads the clauses of a comprehension of elt.
func (p *parser) compFor(elt ast.Expr) []*ast.Comprehension {
	gens := p.comprehensions()
	if s, ok := elt.(*ast.Starred); ok {
		p.raise(s, "iterable unpacking cannot be used in comprehension")
	}
	return gens
}

// comprehensions reads one or more for clauses with their conditions.
func (p *parser) comprehensions() []*ast.Comprehension {
	var gens []*ast.Comprehension
	for p.atCompFor() {
		g := &ast.Comprehension{IsAsync: p.accept(token.KwAsync)}
		g.Target = p.forTargets(true)
		p.advance()
		g.Iter = p.disjunction()
		for p.accept(token.KwIf) {
			g.Ifs = append(g.Ifs, p.disjunction())
		}
		gens = append(gens, g)
	}
	return gens
}

// forTargets reads "for" and the targets after it, in a comprehension or in a
// statement.
func (p *parser) forTargets(comp bool) ast.Expr {
	p.advance()
	if p.diag && !comp && !p.at(token.Name) {
		p.checkForTarget()
	}
	r := p.start()
	item := func() ast.Expr {
		if p.at(token.Star) {
			return p.starred(p.bitOr)
		}
		return p.bitOr()
	}
	e := item()
	if p.at(token.Comma) {
		e = p.tupleRest(r, e, item)
	}
	if comp && !p.at(token.KwIn) {
		p.raiseHere("'in' expected after for-loop variables")
	}
	if bad := invalidTarget(e, forTarget); bad != nil {
		p.raise(bad, "cannot assign to %s", exprName(bad))
	}
	setContext(e, ast.Store)
	return e
}

// checkForTarget reads what follows "for" as an expression, to find out why
// it is no target.
func (p *parser) checkForTarget() {
	m := p.mark()
	defer p.release()
	var e ast.Expr
	if p.tryQuiet(func() { e = p.starExpressions() }) {
		p.raiseInvalidTarget(e, forTarget)
	}
	p.reset(m)
}
