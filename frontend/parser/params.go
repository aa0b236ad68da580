package parser

import (
	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/frontend/token"
)

// paramList is the state of reading parameters. A lambda's have no
// annotations, and end at a colon.
type paramList struct {
	*ast.Arguments
	lambda bool
	end    token.Kind
	slash  bool // there has been a "/"
	star   bool // there has been a "*"
}

func (p *parser) lambda() ast.Expr {
	r := p.start()
	lambda := p.tok
	p.advance()
	args := p.parameters(true)
	colon := p.tok
	p.expect(token.Colon)
	if p.at(token.FStringMiddle) || p.at(token.TStringMiddle) || p.at(token.FStringEnd) || p.at(token.TStringEnd) {
		p.lambdaInField(&lambda, &colon)
	}
	body := p.expression()
	return &ast.Lambda{Range: p.span(r), Args: args, Body: body}
}

func (p *parser) lambdaInField(lambda, colon *token.Token) {
	kind := "f"
	switch p.tok.Kind {
	case token.TStringMiddle:
		kind = "t"
	case token.FStringMiddle:
	default:
		p.fail()
	}
	p.raiseRange(between(tokenRange(lambda), tokenRange(colon)),
		"%s-string: lambda expressions are not allowed without parentheses", kind)
}

// parameters reads parameters up to, and without, the closing token.
func (p *parser) parameters(lambda bool) *ast.Arguments {
	l := &paramList{Arguments: &ast.Arguments{}, lambda: lambda, end: token.RParen}
	if lambda {
		l.end = token.Colon
	}
	for !p.at(l.end) {
		switch p.tok.Kind {
		case token.Slash:
			p.slashParam(l)
		case token.Star:
			p.starParam(l)
		case token.DoubleStar:
			p.kwargParam(l)
			return l.Arguments
		case token.Name:
			p.plainParam(l)
		case token.LParen:
			p.parenParam(l)
		default:
			return l.Arguments
		}
		if !p.accept(token.Comma) {
			break
		}
	}
	return l.Arguments
}

func (p *parser) slashParam(l *paramList) {
	switch {
	case l.slash && !l.star:
		p.raiseToken(&p.tok, "/ may appear only once")
	case l.star:
		p.raiseToken(&p.tok, "/ must be ahead of *")
	case len(l.Args) == 0:
		if p.peek(0).Kind == token.Comma {
			p.raiseToken(&p.tok, "at least one argument must precede /")
		}
		p.fail()
	}
	p.advance()
	if p.at(token.Star) {
		p.raiseToken(&p.tok, "expected comma between / and *")
	}
	l.slash = true
	l.PosOnlyArgs, l.Args = l.Args, nil
}

func (p *parser) starParam(l *paramList) {
	star := p.tok
	if l.star {
		if k := p.peek(0).Kind; k == token.Comma || k == token.Name {
			p.raiseToken(&star, "* argument may appear only once")
		}
		p.fail()
	}
	p.advance()
	l.star = true
	switch p.tok.Kind {
	case l.end:
		p.bareStar(l, &star)
	case token.Comma:
		if k := p.peek(0).Kind; k == l.end || k == token.DoubleStar {
			p.advance()
			p.bareStar(l, &star)
		}
	default:
		l.Vararg = p.param(l.lambda, true)
		if p.at(token.Equal) {
			p.raiseToken(&p.tok, "var-positional argument cannot have default value")
		}
	}
}

func (p *parser) bareStar(l *paramList, star *token.Token) {
	if l.lambda {
		p.raiseHere("named arguments must follow bare *")
	}
	p.raiseToken(star, "named arguments must follow bare *")
}

func (p *parser) kwargParam(l *paramList) {
	p.advance()
	l.Kwarg = p.param(l.lambda, false)
	switch {
	case p.at(token.Equal):
		p.raiseToken(&p.tok, "var-keyword argument cannot have default value")
	case p.accept(token.Comma):
		switch p.tok.Kind {
		case token.Name:
			a := p.param(l.lambda, false)
			p.raiseRange(a.Range, "arguments cannot follow var-keyword argument")
		case token.Star, token.DoubleStar, token.Slash:
			p.raiseToken(&p.tok, "arguments cannot follow var-keyword argument")
		}
	}
}

func (p *parser) plainParam(l *paramList) {
	a := p.param(l.lambda, false)
	var def ast.Expr
	if p.at(token.Equal) {
		equal := p.tok
		p.advance()
		if p.at(token.RParen) || p.at(token.Comma) {
			p.raiseToken(&equal, "expected default value expression")
		}
		def = p.expression()
	}
	switch {
	case l.star:
		l.KwOnlyArgs = append(l.KwOnlyArgs, a)
		l.KwDefaults = append(l.KwDefaults, def)
		return
	case def != nil:
		l.Defaults = append(l.Defaults, def)
	case len(l.Defaults) > 0 && (p.at(token.Comma) || p.at(l.end)):
		p.raiseRange(a.Range, "parameter without a default follows parameter with a default")
	case len(l.Defaults) > 0:
		p.fail()
	}
	l.Args = append(l.Args, a)
}

// param reads a name with its annotation.
func (p *parser) param(lambda, star bool) *ast.Arg {
	r := p.start()
	a := &ast.Arg{Arg: p.name()}
	if !lambda && p.accept(token.Colon) {
		if star && p.at(token.Star) {
			a.Annotation = p.starred(p.bitOr)
		} else {
			a.Annotation = p.expression()
		}
	}
	a.Range = p.span(r)
	return a
}

// parenParam finds Python 2's tuple parameters.
func (p *parser) parenParam(l *paramList) {
	if !p.diag || len(l.Defaults) > 0 || l.slash || l.star {
		p.fail()
	}
	r := p.start()
	p.advance()
	if !p.at(token.Name) {
		p.fail()
	}
	for p.at(token.Name) {
		p.param(l.lambda, false)
		if !p.accept(token.Comma) {
			break
		}
	}
	p.expect(token.RParen)
	what := "Function"
	if l.lambda {
		what = "Lambda expression"
	}
	p.raiseRange(p.span(r), "%s parameters cannot be parenthesized", what)
}

// typeParams reads type parameters, if there are any.
func (p *parser) typeParams() []ast.TypeParam {
	if !p.accept(token.LBracket) {
		return nil
	}
	if p.at(token.RBracket) {
		p.raiseFrom(tokenRange(&p.tok), "Type parameter list cannot be empty")
	}
	var params []ast.TypeParam
	for {
		params = append(params, p.typeParam())
		if !p.accept(token.Comma) || p.at(token.RBracket) {
			break
		}
	}
	p.expect(token.RBracket)
	return params
}

func (p *parser) typeParam() ast.TypeParam {
	r := p.start()
	switch p.tok.Kind {
	case token.Star:
		p.advance()
		name := p.name()
		p.noBound("TypeVarTuple")
		def := p.typeDefault(func() ast.Expr { return p.starExpression() })
		return &ast.TypeVarTuple{Range: p.span(r), Name: name, DefaultValue: def}
	case token.DoubleStar:
		p.advance()
		name := p.name()
		p.noBound("ParamSpec")
		def := p.typeDefault(p.expression)
		return &ast.ParamSpec{Range: p.span(r), Name: name, DefaultValue: def}
	}
	name := p.name()
	var bound ast.Expr
	if p.accept(token.Colon) {
		bound = p.expression()
	}
	def := p.typeDefault(p.expression)
	return &ast.TypeVar{Range: p.span(r), Name: name, Bound: bound, DefaultValue: def}
}

func (p *parser) typeDefault(f func() ast.Expr) ast.Expr {
	if !p.accept(token.Equal) {
		return nil
	}
	return f()
}

// noBound complains about a bound where there can be none.
func (p *parser) noBound(what string) {
	if !p.at(token.Colon) {
		return
	}
	colon := p.tok
	p.advance()
	e := p.expression()
	r := tokenRange(&colon)
	r.EndLine, r.EndCol = p.endLine, p.endCol
	if _, ok := e.(*ast.Tuple); ok {
		p.raiseRange(r, "cannot use constraints with %s", what)
	}
	p.raiseRange(r, "cannot use bound with %s", what)
}
