package parser

import (
	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/frontend/token"
)

// expressionDiag reads an expression in the second pass.
func (p *parser) expressionDiag() ast.Expr {
	start := p.tok
	switch start.Kind {
	case token.String:
		p.checkStringText()
	case token.KwPass, token.KwBreak, token.KwContinue:
		p.checkStatementIf()
	case token.KwLambda:
		return p.lambda()
	}
	juxtaposable := !(start.Kind == token.Name && (p.peek(0).Kind == token.String || p.isSoftKeyword()))
	legacy := start.Kind == token.Name && isLegacyStatement(p.tokenText(&start))
	e := p.disjunction()
	if juxtaposable {
		p.checkComma(e)
	}
	if legacy {
		if n, ok := e.(*ast.Name); ok && !p.at(token.LParen) {
			p.checkLegacy(n)
		}
	}
	if !p.at(token.KwIf) {
		return e
	}
	return p.ifExpDiag(ast.Range{Line: start.Line, Col: start.Col}, e)
}

func (p *parser) isSoftKeyword() bool {
	switch p.tokenText(&p.tok) {
	case "match", "case", "type", "_":
		return true
	}
	return false
}

func isLegacyStatement(name string) bool { return name == "print" || name == "exec" }

// checkStringText finds unescaped quotes: "a "b" c".
func (p *parser) checkStringText() {
	m := p.mark()
	defer p.release()
	p.advance()
	var first, last ast.Expr
	for !p.at(token.String) {
		var e ast.Expr
		if !p.startsExpr() || !p.tryQuiet(func() { e = p.expressionPlain() }) {
			break
		}
		if first == nil {
			first = e
		}
		last = e
	}
	if first != nil && p.at(token.String) {
		p.raiseBetween(first, last, "invalid syntax. Is this intended to be part of the string?")
	}
	p.reset(m)
}

// checkStatementIf finds "pass if x else y".
func (p *parser) checkStatementIf() {
	stmt := p.tok
	m := p.mark()
	defer p.release()
	ok := p.tryQuiet(func() {
		p.advance()
		p.expect(token.KwIf)
		p.disjunction()
		p.expect(token.KwElse)
		p.simpleStatement()
	})
	if ok {
		p.raiseToken(&stmt, "expected expression before 'if', but statement is given")
	}
	p.reset(m)
}

// checkComma finds two expressions side by side within brackets.
func (p *parser) checkComma(a ast.Expr) {
	if !p.startsExpr() || p.at(token.KwNot) && p.peek(0).Kind == token.KwIn {
		return
	}
	m := p.mark()
	defer p.release()
	var b ast.Expr
	lastLevel := uint8(0)
	ok := p.tryQuiet(func() {
		b = p.expressionPlain()
		lastLevel = p.ahead[p.next-2].Level
	})
	if n, isName := a.(*ast.Name); ok && lastLevel > 0 && !(isName && isLegacyStatement(n.ID)) {
		p.raiseBetween(a, b, "invalid syntax. Perhaps you forgot a comma?")
	}
	p.reset(m)
}

// checkLegacy finds Python 2's print and exec statements.
func (p *parser) checkLegacy(n *ast.Name) {
	if !p.startsExpr() && !p.at(token.Star) {
		return
	}
	m := p.mark()
	defer p.release()
	var b ast.Expr
	if p.try(func() { b = p.starExpressions() }) {
		p.raiseBetween(n, b, "Missing parentheses in call to '%s'. Did you mean %s(...)?", n.ID, n.ID)
	}
	p.reset(m)
}

// ifExpDiag reads a conditional expression after its body.
func (p *parser) ifExpDiag(r ast.Range, body ast.Expr) ast.Expr {
	p.advance()
	test := p.disjunction()
	if !p.at(token.KwElse) {
		if !p.at(token.Colon) {
			p.raiseBetween(body, test, "expected 'else' after 'if' expression")
		}
		p.fail()
	}
	p.advance()
	if !p.startsExpr() {
		p.checkAfterElse()
	}
	orelse := p.expression()
	return &ast.IfExp{Range: p.span(r), Test: test, Body: body, Orelse: orelse}
}

// checkAfterElse complains about what follows the "else" of a conditional
// expression, and is no expression.
func (p *parser) checkAfterElse() {
	p.raiseToken(&p.tok, "expected expression after 'else', but statement is given")
}
