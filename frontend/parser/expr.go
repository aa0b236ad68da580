package parser

import (
	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/frontend/token"
)

// expressions reads one expression, or several as a tuple.
func (p *parser) expressions() ast.Expr {
	r := p.start()
	e := p.expression()
	if !p.at(token.Comma) {
		return e
	}
	return p.tupleRest(r, e, p.expression)
}

// starExpressions is expressions, with "*x" allowed.
func (p *parser) starExpressions() ast.Expr {
	r := p.start()
	e := p.starExpression()
	if !p.at(token.Comma) {
		return e
	}
	return p.tupleRest(r, e, p.starExpression)
}

// tupleRest reads the rest of a tuple without parentheses, at a comma.
func (p *parser) tupleRest(r ast.Range, first ast.Expr, item func() ast.Expr) ast.Expr {
	elts := []ast.Expr{first}
	for p.accept(token.Comma) {
		if !p.startsExpr() && !p.at(token.Star) {
			break
		}
		elts = append(elts, item())
	}
	return &ast.Tuple{Range: p.span(r), Elts: elts}
}

// startsExpr reports whether the current token can start an expression.
func (p *parser) startsExpr() bool {
	return exprStart[p.tok.Kind]
}

var exprStart = func() (t [256]bool) {
	for _, k := range [...]token.Kind{token.Name, token.Number, token.String, token.FStringStart,
		token.TStringStart, token.LParen, token.LBracket, token.LBrace, token.Plus, token.Minus,
		token.Tilde, token.Ellipsis, token.KwFalse, token.KwNone, token.KwTrue, token.KwAwait,
		token.KwLambda, token.KwNot} {
		t[k] = true
	}
	return t
}()

func (p *parser) starExpression() ast.Expr {
	if p.at(token.Star) {
		return p.starred(p.bitOr)
	}
	return p.expression()
}

func (p *parser) starNamed() ast.Expr {
	if p.at(token.Star) {
		return p.starred(p.bitOr)
	}
	return p.namedExpression()
}

// starred reads "*value".
func (p *parser) starred(value func() ast.Expr) ast.Expr {
	r := p.start()
	p.advance()
	v := value()
	return &ast.Starred{Range: p.span(r), Value: v}
}

// starredExpr reads "*expression".
func (p *parser) starredExpr() ast.Expr {
	return p.starred(func() ast.Expr {
		if p.diag && !p.startsExpr() {
			p.raiseHere("Invalid star expression")
		}
		return p.expression()
	})
}

// annotatedRHS reads what can follow "=".
func (p *parser) annotatedRHS() ast.Expr {
	if p.at(token.KwYield) {
		return p.yieldExpr()
	}
	return p.starExpressions()
}

func (p *parser) yieldExpr() ast.Expr {
	r := p.start()
	p.advance()
	if p.accept(token.KwFrom) {
		v := p.expression()
		return &ast.YieldFrom{Range: p.span(r), Value: v}
	}
	var v ast.Expr
	if p.startsExpr() || p.at(token.Star) {
		v = p.starExpressions()
	}
	return &ast.Yield{Range: p.span(r), Value: v}
}

// namedExpression reads an expression or "name := value".
func (p *parser) namedExpression() ast.Expr {
	if p.at(token.Name) && p.peek(0).Kind == token.ColonEqual {
		return p.walrus()
	}
	first := p.tok.Kind
	start := p.tok
	e := p.expression()
	switch p.tok.Kind {
	case token.ColonEqual:
		p.advanceTo(p.expression)
		p.raise(e, "cannot use assignment expressions with %s", exprName(e))
	case token.Equal:
		if p.diag {
			p.checkNamedEqual(e, first, start)
		}
	}
	return e
}

// advanceTo moves over a token and reads something after it.
func (p *parser) advanceTo(f func() ast.Expr) ast.Expr {
	p.advance()
	return f()
}

// walrus reads "name := value".
func (p *parser) walrus() ast.Expr {
	r := p.start()
	target := &ast.Name{Range: tokenRange(&p.tok), Ctx: ast.Store}
	target.ID = p.name()
	p.advance()
	v := p.expression()
	return &ast.NamedExpr{Range: p.span(r), Target: target, Value: v}
}

// checkNamedEqual words the error for "e = ..." where e is no target.
func (p *parser) checkNamedEqual(e ast.Expr, first token.Kind, start token.Token) {
	if !isBitOr(e) && first != token.LParen {
		return
	}
	m := p.mark()
	defer p.release()
	p.advance()
	var b ast.Expr
	if !p.tryQuiet(func() { b = p.bitOr() }) || p.at(token.Equal) || p.at(token.ColonEqual) {
		p.reset(m)
		return
	}
	if _, ok := e.(*ast.Name); ok && first == token.Name {
		p.raiseBetween(e, b, "invalid syntax. Maybe you meant '==' or ':=' instead of '='?")
	}
	switch e := e.(type) {
	case *ast.List, *ast.Tuple, *ast.GeneratorExp:
	case *ast.Constant:
		if _, isBool := e.Value.(bool); isBool || e.Value == nil {
			break
		}
		p.raise(e, "cannot assign to %s here. Maybe you meant '==' instead of '='?", exprName(e))
	default:
		p.raise(e, "cannot assign to %s here. Maybe you meant '==' instead of '='?", exprName(e))
	}
	p.reset(m)
}

// isBitOr reports whether e, if it is not in parentheses, binds at least as
// tightly as "a | b".
func isBitOr(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BoolOp, *ast.Compare, *ast.IfExp, *ast.Lambda, *ast.NamedExpr:
		return false
	case *ast.UnaryOp:
		return e.Op != ast.Not
	}
	return true
}

// expression reads an expression without commas, ":=" and "*".
func (p *parser) expression() ast.Expr {
	p.enter()
	defer p.leave()
	if p.diag {
		return p.expressionDiag()
	}
	return p.expressionPlain()
}

func (p *parser) expressionPlain() ast.Expr {
	if p.at(token.KwLambda) {
		return p.lambda()
	}
	r := p.start()
	e := p.disjunction()
	if p.at(token.KwIf) {
		return p.ifExp(r, e)
	}
	return e
}

// ifExp reads "if test else orelse" after body, which starts at r.
func (p *parser) ifExp(r ast.Range, body ast.Expr) ast.Expr {
	p.advance()
	test := p.disjunction()
	p.expect(token.KwElse)
	orelse := p.expression()
	return &ast.IfExp{Range: p.span(r), Test: test, Body: body, Orelse: orelse}
}

func (p *parser) disjunction() ast.Expr {
	r := p.start()
	e := p.conjunction()
	if !p.at(token.KwOr) {
		return e
	}
	values := []ast.Expr{e}
	for p.accept(token.KwOr) {
		values = append(values, p.conjunction())
	}
	return &ast.BoolOp{Range: p.span(r), Op: ast.Or, Values: values}
}

func (p *parser) conjunction() ast.Expr {
	r := p.start()
	e := p.inversion()
	if !p.at(token.KwAnd) {
		return e
	}
	values := []ast.Expr{e}
	for p.accept(token.KwAnd) {
		values = append(values, p.inversion())
	}
	return &ast.BoolOp{Range: p.span(r), Op: ast.And, Values: values}
}

func (p *parser) inversion() ast.Expr {
	if !p.at(token.KwNot) {
		return p.comparison()
	}
	p.enter()
	defer p.leave()
	r := p.start()
	p.advance()
	e := p.inversion()
	return &ast.UnaryOp{Range: p.span(r), Op: ast.Not, Operand: e}
}

func (p *parser) comparison() ast.Expr {
	r := p.start()
	left := p.bitOr()
	op, ok := p.cmpOp()
	if !ok {
		return left
	}
	c := &ast.Compare{Left: left}
	for ok {
		c.Ops = append(c.Ops, op)
		c.Comparators = append(c.Comparators, p.bitOr())
		op, ok = p.cmpOp()
	}
	c.Range = p.span(r)
	return c
}

// cmpOp reads a comparison operator, if there is one.
func (p *parser) cmpOp() (op ast.CmpOperator, ok bool) {
	switch p.tok.Kind {
	case token.EqEqual:
		op = ast.Eq
	case token.NotEqual:
		op = ast.NotEq
	case token.Less:
		op = ast.Lt
	case token.LessEqual:
		op = ast.LtE
	case token.Greater:
		op = ast.Gt
	case token.GreaterEqual:
		op = ast.GtE
	case token.KwIn:
		op = ast.In
	case token.KwIs:
		p.advance()
		if p.accept(token.KwNot) {
			return ast.IsNot, true
		}
		return ast.Is, true
	case token.KwNot:
		if t := p.peek(0); t.Kind != token.KwIn {
			p.noteFarToken(t)
			return 0, false
		}
		p.advance()
		op = ast.NotIn
	default:
		return 0, false
	}
	p.advance()
	return op, true
}

type binaryOp struct {
	op   ast.Operator
	prec uint8 // 0 if the token is no binary operator
}

const precOr, precSum, precTerm = 1, 5, 6

var binaryOps = [256]binaryOp{
	token.VBar:       {ast.OpBitOr, precOr},
	token.Caret:      {ast.OpBitXor, 2},
	token.Amper:      {ast.OpBitAnd, 3},
	token.LeftShift:  {ast.OpLShift, 4},
	token.RightShift: {ast.OpRShift, 4},
	token.Plus:       {ast.OpAdd, precSum},
	token.Minus:      {ast.OpSub, precSum},
	token.Star:       {ast.OpMult, precTerm}, token.Slash: {ast.OpDiv, precTerm},
	token.DoubleSlash: {ast.OpFloorDiv, precTerm}, token.Percent: {ast.OpMod, precTerm},
	token.At: {ast.OpMatMult, precTerm},
}

// bitOr reads an expression of arithmetic and bitwise operators.
func (p *parser) bitOr() ast.Expr { return p.binary(precOr) }

// binary reads operators that bind at least as tightly as prec.
func (p *parser) binary(prec uint8) ast.Expr {
	r := p.start()
	left := p.factor()
	for {
		b := binaryOps[p.tok.Kind]
		if b.prec < prec || b.prec == 0 {
			return left
		}
		p.advance()
		if p.diag && b.prec >= precSum && p.at(token.KwNot) {
			p.raiseNot(p.inversion)
		}
		right := p.binary(b.prec + 1)
		left = &ast.BinOp{Range: p.span(r), Left: left, Op: b.op, Right: right}
	}
}

// raiseNot complains about a "not" after an operator.
func (p *parser) raiseNot(operand func() ast.Expr) {
	not := p.tok
	var e ast.Expr
	if p.tryQuiet(func() { p.advance(); e = operand() }) {
		p.raiseRange(between(tokenRange(&not), *e.Span()), "'not' after an operator must be parenthesized")
	}
}

func (p *parser) factor() ast.Expr {
	var op ast.UnaryOperator
	switch p.tok.Kind {
	case token.Plus:
		op = ast.UAdd
	case token.Minus:
		op = ast.USub
	case token.Tilde:
		op = ast.Invert
	default:
		return p.power()
	}
	p.enter()
	defer p.leave()
	r := p.start()
	p.advance()
	if p.diag && p.at(token.KwNot) {
		p.raiseNot(p.factor)
	}
	e := p.factor()
	return &ast.UnaryOp{Range: p.span(r), Op: op, Operand: e}
}

func (p *parser) power() ast.Expr {
	r := p.start()
	var e ast.Expr
	if p.at(token.KwAwait) {
		p.advance()
		v := p.primary()
		e = &ast.Await{Range: p.span(r), Value: v}
	} else {
		e = p.primary()
	}
	if !p.at(token.DoubleStar) {
		return e
	}
	p.enter()
	defer p.leave()
	p.advance()
	right := p.factor()
	return &ast.BinOp{Range: p.span(r), Left: e, Op: ast.OpPow, Right: right}
}

// primary reads an atom and the attributes, calls and subscripts after it.
func (p *parser) primary() ast.Expr {
	r := p.start()
	e := p.atom()
	for {
		switch p.tok.Kind {
		case token.Dot:
			p.advance()
			attr := p.name()
			e = &ast.Attribute{Range: p.span(r), Value: e, Attr: attr}
		case token.LParen:
			e = p.call(r, e)
		case token.LBracket:
			if p.diag && p.peek(0).Kind == token.RBracket {
				return e
			}
			p.advance()
			s := p.slices()
			p.expect(token.RBracket)
			e = &ast.Subscript{Range: p.span(r), Value: e, Slice: s}
		default:
			return e
		}
	}
}

// slices reads what is between the brackets of a subscript.
func (p *parser) slices() ast.Expr {
	r := p.start()
	first := p.slice()
	if !p.at(token.Comma) {
		if s, ok := first.(*ast.Starred); ok {
			return &ast.Tuple{Range: s.Range, Elts: []ast.Expr{first}}
		}
		return first
	}
	elts := []ast.Expr{first}
	for p.accept(token.Comma) {
		if p.at(token.RBracket) {
			break
		}
		elts = append(elts, p.slice())
	}
	return &ast.Tuple{Range: p.span(r), Elts: elts}
}

func (p *parser) slice() ast.Expr {
	if p.at(token.Star) {
		return p.starredExpr()
	}
	r := p.start()
	var s ast.Slice
	if !p.at(token.Colon) {
		e := p.namedExpression()
		if !p.at(token.Colon) {
			return e
		}
		if _, ok := e.(*ast.NamedExpr); ok && !p.parenthesized(e) {
			p.fail()
		}
		s.Lower = e
	}
	p.advance()
	if p.startsExpr() {
		s.Upper = p.expression()
	}
	if p.accept(token.Colon) && p.startsExpr() {
		s.Step = p.expression()
	}
	s.Range = p.span(r)
	return &s
}
