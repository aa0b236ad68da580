package parser

import (
	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/frontend/token"
)

// matchFollows decides whether the name "match" starts a match statement.
func (p *parser) matchFollows() bool {
	switch p.peek(0).Kind {
	case token.Name, token.Number, token.String, token.FStringStart, token.TStringStart, token.KwNone,
		token.KwTrue, token.KwFalse, token.KwLambda, token.KwAwait, token.Tilde, token.LBrace, token.Ellipsis:
		return true
	case token.KwNot:
		return p.peek(1).Kind != token.KwIn
	case token.LParen, token.LBracket, token.Minus, token.Plus, token.Star:
		return p.caseFollows()
	}
	return false
}

// caseFollows reports whether the line ends in a colon, and an indented case
// comes after it.
func (p *parser) caseFollows() bool {
	last := token.EOF
	for i := 0; ; i++ {
		t := p.peek(i)
		switch t.Kind {
		case token.EOF, token.Error:
			return false
		case token.Newline:
			if last != token.Colon {
				return false
			}
			if next := p.peek(i + 1); next.Kind != token.Indent {
				return p.diag
			}
			next := p.peek(i + 2)
			return next.Kind == token.Name && p.tokenText(next) == "case"
		}
		last = t.Kind
	}
}

func (p *parser) matchStmt(r ast.Range) ast.Stmt {
	line := p.tok.Line
	p.advance()
	m := &ast.Match{Subject: p.subject()}
	p.colon()
	p.expect(token.Newline)
	if !p.at(token.Indent) {
		p.indentExpected("'match' statement", line)
	}
	p.advance()
	for p.isSoft("case") {
		m.Cases = append(m.Cases, p.caseBlock())
	}
	if len(m.Cases) == 0 {
		p.fail()
	}
	if !p.at(token.EOF) {
		p.expect(token.Dedent)
	}
	m.Range = p.span(r)
	return m
}

func (p *parser) subject() ast.Expr {
	r := p.start()
	e := p.starNamed()
	if p.at(token.Comma) {
		return p.tupleRest(r, e, p.starNamed)
	}
	if _, ok := e.(*ast.Starred); ok {
		p.fail()
	}
	return e
}

func (p *parser) caseBlock() *ast.MatchCase {
	line := p.tok.Line
	p.advance()
	c := &ast.MatchCase{Pattern: p.patterns()}
	if p.accept(token.KwIf) {
		c.Guard = p.namedExpression()
	}
	p.colon()
	c.Body = p.block("'case' statement", line)
	return c
}

// patterns reads a pattern, or an open sequence of them.
func (p *parser) patterns() ast.Pattern {
	r := p.start()
	first := p.maybeStarPattern()
	if !p.at(token.Comma) {
		if _, ok := first.(*ast.MatchStar); ok {
			p.fail()
		}
		return first
	}
	list := p.patternList(first, token.Colon)
	return &ast.MatchSequence{Range: p.span(r), Patterns: list}
}

// patternList reads the patterns after the first, at a comma.
func (p *parser) patternList(first ast.Pattern, end token.Kind) []ast.Pattern {
	list := []ast.Pattern{first}
	for p.accept(token.Comma) {
		if p.at(end) || p.at(token.KwIf) {
			break
		}
		list = append(list, p.maybeStarPattern())
	}
	return list
}

func (p *parser) maybeStarPattern() ast.Pattern {
	if !p.at(token.Star) {
		return p.pattern()
	}
	r := p.start()
	p.advance()
	name := p.name()
	if name == "_" {
		name = ""
	}
	return &ast.MatchStar{Range: p.span(r), Name: name}
}

// pattern reads an or pattern, and what it is bound to.
func (p *parser) pattern() ast.Pattern {
	p.enter()
	defer p.leave()
	r := p.start()
	pat := p.orPattern()
	if !p.accept(token.KwAs) {
		return pat
	}
	if p.isSoft("_") {
		p.raiseToken(&p.tok, "cannot use '_' as a target")
	}
	if p.diag && (!p.at(token.Name) || p.dotOrParen(p.peek(0).Kind)) {
		var e ast.Expr
		if p.try(func() { e = p.expression() }) {
			p.raise(e, "cannot use %s as pattern target", exprName(e))
		}
	}
	name := p.name()
	return &ast.MatchAs{Range: p.span(r), Pattern: pat, Name: name}
}

func (p *parser) dotOrParen(k token.Kind) bool {
	return k == token.Dot || k == token.LParen || k == token.LBracket || k == token.Equal || binaryOps[k].prec != 0
}

func (p *parser) orPattern() ast.Pattern {
	r := p.start()
	first := p.closedPattern()
	if !p.at(token.VBar) {
		return first
	}
	list := []ast.Pattern{first}
	for p.accept(token.VBar) {
		list = append(list, p.closedPattern())
	}
	return &ast.MatchOr{Range: p.span(r), Patterns: list}
}

func (p *parser) closedPattern() ast.Pattern {
	r := p.start()
	switch p.tok.Kind {
	case token.Number, token.Minus:
		e := p.literalNumber()
		return &ast.MatchValue{Range: p.span(r), Value: e}
	case token.String, token.FStringStart, token.TStringStart:
		e := p.strings()
		return &ast.MatchValue{Range: p.span(r), Value: e}
	case token.KwNone:
		p.advance()
		return &ast.MatchSingleton{Range: p.span(r), Value: nil}
	case token.KwTrue:
		p.advance()
		return &ast.MatchSingleton{Range: p.span(r), Value: true}
	case token.KwFalse:
		p.advance()
		return &ast.MatchSingleton{Range: p.span(r), Value: false}
	case token.LParen:
		return p.groupPattern(r)
	case token.LBracket:
		return p.listPattern(r)
	case token.LBrace:
		return p.mappingPattern(r)
	}
	return p.namePattern(r)
}

// namePattern reads a capture, wildcard, value or class pattern.
func (p *parser) namePattern(r ast.Range) ast.Pattern {
	if !p.at(token.Name) {
		p.fail()
	}
	if k := p.peek(0).Kind; k != token.Dot && k != token.LParen {
		name := p.name()
		if name == "_" {
			name = ""
		}
		return &ast.MatchAs{Range: p.span(r), Name: name}
	}
	e := p.nameOrAttr()
	if p.at(token.LParen) {
		return p.classPattern(r, e)
	}
	return &ast.MatchValue{Range: p.span(r), Value: e}
}

func (p *parser) nameOrAttr() ast.Expr {
	r := p.start()
	var e ast.Expr
	n := &ast.Name{Range: tokenRange(&p.tok)}
	n.ID = p.name()
	e = n
	for p.accept(token.Dot) {
		attr := p.name()
		e = &ast.Attribute{Range: p.span(r), Value: e, Attr: attr}
	}
	return e
}

// literalNumber reads a number, with a sign or as a complex number.
func (p *parser) literalNumber() ast.Expr {
	r := p.start()
	left := p.signedNumber()
	op := ast.OpAdd
	switch p.tok.Kind {
	case token.Plus:
	case token.Minus:
		op = ast.OpSub
	default:
		return left
	}
	if isImaginary(left) {
		p.raise(left, "real number required in complex literal")
	}
	p.advance()
	if !p.at(token.Number) {
		p.fail()
	}
	right := p.atom()
	if !isImaginary(right) {
		panic(p.errorRange(KindSyntaxError, *right.Span(), "imaginary number required in complex literal"))
	}
	return &ast.BinOp{Range: p.span(r), Left: left, Op: op, Right: right}
}

func (p *parser) signedNumber() ast.Expr {
	r := p.start()
	neg := p.accept(token.Minus)
	if !p.at(token.Number) {
		p.fail()
	}
	e := p.atom()
	if neg {
		e = &ast.UnaryOp{Range: p.span(r), Op: ast.USub, Operand: e}
	}
	return e
}

func isImaginary(e ast.Expr) bool {
	if u, ok := e.(*ast.UnaryOp); ok {
		e = u.Operand
	}
	_, ok := e.(*ast.Constant).Value.(ast.Imag)
	return ok
}

// groupPattern reads a pattern in parentheses or a sequence.
func (p *parser) groupPattern(r ast.Range) ast.Pattern {
	p.advance()
	if p.accept(token.RParen) {
		return &ast.MatchSequence{Range: p.span(r)}
	}
	first := p.maybeStarPattern()
	if p.at(token.Comma) {
		list := p.patternList(first, token.RParen)
		p.expect(token.RParen)
		return &ast.MatchSequence{Range: p.span(r), Patterns: list}
	}
	if _, ok := first.(*ast.MatchStar); ok {
		p.fail()
	}
	p.expect(token.RParen)
	return first
}

func (p *parser) listPattern(r ast.Range) ast.Pattern {
	p.advance()
	var list []ast.Pattern
	if !p.at(token.RBracket) {
		list = p.patternList(p.maybeStarPattern(), token.RBracket)
	}
	p.expect(token.RBracket)
	return &ast.MatchSequence{Range: p.span(r), Patterns: list}
}

func (p *parser) mappingPattern(r ast.Range) ast.Pattern {
	p.advance()
	m := &ast.MatchMapping{}
	for !p.at(token.RBrace) {
		if m.Rest != "" {
			p.fail()
		}
		if p.accept(token.DoubleStar) {
			if p.isSoft("_") {
				p.fail()
			}
			m.Rest = p.name()
		} else {
			m.Keys = append(m.Keys, p.mappingKey())
			p.expect(token.Colon)
			m.Patterns = append(m.Patterns, p.pattern())
		}
		if !p.accept(token.Comma) {
			break
		}
	}
	p.expect(token.RBrace)
	m.Range = p.span(r)
	return m
}

func (p *parser) mappingKey() ast.Expr {
	switch p.tok.Kind {
	case token.Number, token.Minus:
		return p.literalNumber()
	case token.String, token.FStringStart, token.TStringStart:
		return p.strings()
	case token.KwNone, token.KwTrue, token.KwFalse:
		return p.atom()
	}
	e := p.nameOrAttr()
	if _, ok := e.(*ast.Name); ok {
		p.fail()
	}
	return e
}

func (p *parser) classPattern(r ast.Range, cls ast.Expr) ast.Pattern {
	p.advance()
	c := &ast.MatchClass{Cls: cls}
	for !p.at(token.RParen) {
		switch {
		case p.at(token.Name) && p.peek(0).Kind == token.Equal:
			c.KwdAttrs = append(c.KwdAttrs, p.name())
			p.advance()
			c.KwdPatterns = append(c.KwdPatterns, p.pattern())
		case len(c.KwdAttrs) > 0:
			p.positionalAfterKeywordPattern()
		default:
			c.Patterns = append(c.Patterns, p.pattern())
		}
		if !p.accept(token.Comma) {
			break
		}
	}
	p.expect(token.RParen)
	c.Range = p.span(r)
	return c
}

func (p *parser) positionalAfterKeywordPattern() {
	first := p.pattern()
	last := first
	for p.accept(token.Comma) && !p.at(token.RParen) {
		if p.at(token.Name) && p.peek(0).Kind == token.Equal {
			break
		}
		last = p.pattern()
	}
	p.raiseRange(between(*first.Span(), *last.Span()), "positional patterns follow keyword patterns")
}
