package parser

import (
	"fmt"

	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/frontend/token"
)

// compound reads a compound statement, or returns nil if there is none.
func (p *parser) compound() ast.Stmt {
	r := p.start()
	switch p.tok.Kind {
	case token.KwDef:
		return p.funcDef(r, nil, false)
	case token.KwIf:
		return p.ifStmt(r, "if")
	case token.KwClass:
		return p.classDef(r, nil)
	case token.KwWith:
		return p.withStmt(r, false)
	case token.KwFor:
		return p.forStmt(r, false)
	case token.KwTry:
		return p.tryStmt(r)
	case token.KwWhile:
		return p.whileStmt(r)
	case token.At:
		return p.decorated()
	case token.KwAsync:
		return p.asyncStmt(r, nil)
	case token.Name:
		if p.isSoft("match") && p.matchFollows() {
			return p.matchStmt(r)
		}
	}
	return nil
}

func (p *parser) asyncStmt(r ast.Range, decorators []ast.Expr) ast.Stmt {
	p.advance()
	switch {
	case p.at(token.KwDef):
		return p.funcDef(r, decorators, true)
	case decorators != nil:
	case p.at(token.KwWith):
		return p.withStmt(r, true)
	case p.at(token.KwFor):
		return p.forStmt(r, true)
	}
	p.fail()
	return nil
}

func (p *parser) decorated() ast.Stmt {
	var decorators []ast.Expr
	for p.accept(token.At) {
		decorators = append(decorators, p.namedExpression())
		p.expect(token.Newline)
	}
	r := p.start()
	switch p.tok.Kind {
	case token.KwDef:
		return p.funcDef(r, decorators, false)
	case token.KwClass:
		return p.classDef(r, decorators)
	case token.KwAsync:
		return p.asyncStmt(r, decorators)
	}
	p.fail()
	return nil
}

// block reads the block after a colon. The line and the description of its
// statement are for the error message.
func (p *parser) block(what string, line int32) []ast.Stmt {
	if !p.accept(token.Newline) {
		return p.simpleStatements(nil)
	}
	if !p.at(token.Indent) {
		p.indentExpected(what, line)
	}
	p.enter()
	defer p.leave()
	p.advance()
	var body []ast.Stmt
	for !p.at(token.Dedent) && !p.at(token.EOF) {
		body = p.statement(body)
	}
	p.accept(token.Dedent)
	return body
}

func (p *parser) indentExpected(what string, line int32) {
	if !p.diag {
		p.fail()
	}
	panic(p.errorHere(KindIndentationError,
		fmt.Sprintf("expected an indented block after %s on line %d", what, line)))
}

// colon reads the colon before a block.
func (p *parser) colon() {
	if p.at(token.Newline) {
		p.raiseHere("expected ':'")
	}
	p.expect(token.Colon)
}

func (p *parser) funcDef(r ast.Range, decorators []ast.Expr, async bool) ast.Stmt {
	line := p.tok.Line
	p.advance()
	name := p.name()
	types := p.typeParams()
	p.expectForced(token.LParen)
	args := p.parameters(false)
	p.expect(token.RParen)
	var returns ast.Expr
	arrow := p.tok
	if p.accept(token.Arrow) {
		if p.diag && !p.startsExpr() {
			panic(p.errorAt(arrow, "expected ':'"))
		}
		returns = p.expression()
	}
	p.expectForced(token.Colon)
	body := p.block("function definition", line)
	if async {
		return &ast.AsyncFunctionDef{Range: p.span(r), Name: name, Args: args, Body: body,
			DecoratorList: decorators, Returns: returns, TypeParams: types}
	}
	return &ast.FunctionDef{Range: p.span(r), Name: name, Args: args, Body: body,
		DecoratorList: decorators, Returns: returns, TypeParams: types}
}

func (p *parser) classDef(r ast.Range, decorators []ast.Expr) ast.Stmt {
	line := p.tok.Line
	p.advance()
	c := &ast.ClassDef{Name: p.name(), DecoratorList: decorators}
	c.TypeParams = p.typeParams()
	if p.accept(token.LParen) {
		c.Bases, c.Keywords = p.arguments(false)
		p.expect(token.RParen)
	}
	p.colon()
	c.Body = p.block("class definition", line)
	c.Range = p.span(r)
	return c
}

// ifStmt reads an if statement; an elif is one in the place of an else block.
// There is no recursion, for chains of elifs may be long.
func (p *parser) ifStmt(r ast.Range, what string) ast.Stmt {
	p.enter()
	defer p.leave()
	first := &ast.If{Range: r}
	chain := []*ast.If{first}
	for last := first; ; {
		line := p.tok.Line
		p.advance()
		last.Test = p.namedExpression()
		p.colon()
		last.Body = p.block("'"+what+"' statement", line)
		if !p.at(token.KwElif) {
			break
		}
		what = "elif"
		next := &ast.If{Range: p.start()}
		last.Orelse = []ast.Stmt{next}
		chain = append(chain, next)
		last = next
	}
	chain[len(chain)-1].Orelse = p.elseBlock()
	for _, s := range chain {
		s.Range = p.span(s.Range)
	}
	return first
}

// elseBlock reads an else block, if there is one.
func (p *parser) elseBlock() []ast.Stmt {
	if !p.at(token.KwElse) {
		return nil
	}
	line := p.tok.Line
	p.advance()
	p.expectForced(token.Colon)
	body := p.block("'else' statement", line)
	if p.diag && p.at(token.KwElif) {
		p.raiseHere("'elif' block follows an 'else' block")
	}
	return body
}

func (p *parser) whileStmt(r ast.Range) ast.Stmt {
	line := p.tok.Line
	p.advance()
	test := p.namedExpression()
	p.colon()
	body := p.block("'while' statement", line)
	orelse := p.elseBlock()
	return &ast.While{Range: p.span(r), Test: test, Body: body, Orelse: orelse}
}

func (p *parser) forStmt(r ast.Range, async bool) ast.Stmt {
	line := p.tok.Line
	target := p.forTargets(false)
	p.expect(token.KwIn)
	iter := p.starExpressions()
	p.colon()
	body := p.block("'for' statement", line)
	orelse := p.elseBlock()
	if async {
		return &ast.AsyncFor{Range: p.span(r), Target: target, Iter: iter, Body: body, Orelse: orelse}
	}
	return &ast.For{Range: p.span(r), Target: target, Iter: iter, Body: body, Orelse: orelse}
}

func (p *parser) withStmt(r ast.Range, async bool) ast.Stmt {
	line := p.tok.Line
	p.advance()
	var items []*ast.WithItem
	if !p.at(token.LParen) || !p.parenItems(&items) {
		items = p.withItems(false)
	}
	p.colon()
	body := p.block("'with' statement", line)
	if async {
		return &ast.AsyncWith{Range: p.span(r), Items: items, Body: body}
	}
	return &ast.With{Range: p.span(r), Items: items, Body: body}
}

// parenItems reads the items of a with statement in parentheses. It reports
// false if the parentheses belong to an expression.
func (p *parser) parenItems(items *[]*ast.WithItem) bool {
	if k := p.afterBracket(); k != token.Colon && k != token.Newline {
		return false
	}
	return p.try(func() {
		p.advance()
		*items = p.withItems(true)
		p.expect(token.RParen)
		if !p.at(token.Colon) && !p.at(token.Newline) {
			p.fail()
		}
	})
}

// afterBracket returns the kind of the token after the bracket that closes
// the one at the current token.
func (p *parser) afterBracket() token.Kind {
	level := p.tok.Level
	for i := 0; ; i++ {
		t := p.peek(i)
		switch {
		case t.Kind == token.EOF || t.Kind == token.Error || t.Kind == token.Newline:
			return t.Kind
		case t.Level < level:
			return p.peek(i + 1).Kind
		}
	}
}

func (p *parser) withItems(paren bool) []*ast.WithItem {
	var items []*ast.WithItem
	for {
		w := &ast.WithItem{ContextExpr: p.expression()}
		if p.accept(token.KwAs) {
			w.OptionalVars = p.withTarget()
		}
		items = append(items, w)
		if !p.accept(token.Comma) || paren && p.at(token.RParen) {
			return items
		}
	}
}

func (p *parser) withTarget() ast.Expr {
	var e ast.Expr
	if p.at(token.Star) {
		e = p.starred(p.primary)
	} else {
		e = p.expression()
	}
	switch p.tok.Kind {
	case token.Comma, token.RParen, token.Colon:
		if bad := invalidTarget(e, assignTarget); bad != nil {
			p.raise(bad, "cannot assign to %s", exprName(bad))
		}
	case token.Newline:
		if invalidTarget(e, assignTarget) != nil {
			p.fail()
		}
	default:
		p.fail()
	}
	setContext(e, ast.Store)
	return e
}

func (p *parser) tryStmt(r ast.Range) ast.Stmt {
	line := p.tok.Line
	p.advance()
	p.expectForced(token.Colon)
	t := ast.Try{Body: p.block("'try' statement", line)}
	if !p.at(token.KwExcept) && !p.at(token.KwFinally) {
		p.raiseHere("expected 'except' or 'finally' block")
	}
	star := false
	for p.at(token.KwExcept) {
		except := p.tok
		isStar := p.peek(0).Kind == token.Star
		if len(t.Handlers) > 0 && isStar != star {
			p.mixedExcept(&except, isStar)
		}
		star = isStar
		t.Handlers = append(t.Handlers, p.exceptBlock(star))
	}
	if len(t.Handlers) > 0 {
		t.Orelse = p.elseBlock()
	}
	if p.at(token.KwFinally) {
		line := p.tok.Line
		p.advance()
		p.expectForced(token.Colon)
		t.Finalbody = p.block("'finally' statement", line)
	}
	t.Range = p.span(r)
	if star {
		return &ast.TryStar{Range: t.Range, Body: t.Body, Handlers: t.Handlers, Orelse: t.Orelse,
			Finalbody: t.Finalbody}
	}
	return &t
}

func (p *parser) mixedExcept(except *token.Token, isStar bool) {
	r := tokenRange(except)
	if isStar {
		r = between(r, tokenRange(p.peek(0)))
	}
	p.raiseRange(r, "cannot have both 'except' and 'except*' on the same 'try'")
}

func (p *parser) exceptBlock(star bool) *ast.ExceptHandler {
	h := &ast.ExceptHandler{Range: p.start()}
	what := "'except' statement"
	line := p.tok.Line
	p.advance()
	if star {
		what = "'except*' statement"
		p.advance()
		if p.at(token.Newline) || p.at(token.Colon) {
			p.raiseHere("expected one or more exception types")
		}
	}
	if star || !p.at(token.Colon) && !p.at(token.Newline) {
		p.exceptType(h, star)
	}
	p.colon()
	h.Body = p.block(what, line)
	h.Range = p.span(h.Range)
	return h
}

func (p *parser) exceptType(h *ast.ExceptHandler, star bool) {
	r := p.start()
	h.Type = p.expression()
	if p.at(token.Comma) {
		p.exceptTypes(r, h)
		return
	}
	if !p.accept(token.KwAs) {
		return
	}
	if p.diag && (!p.at(token.Name) || p.peek(0).Kind != token.Colon && p.peek(0).Kind != token.Newline) {
		var e ast.Expr
		kind := "except"
		if star {
			kind = "except*"
		}
		if p.try(func() { e = p.expression(); p.expect(token.Colon); p.block("", 0) }) {
			p.raise(e, "cannot use %s statement with %s", kind, exprName(e))
		}
	}
	h.Name = p.name()
}

// exceptTypes reads the rest of several exception types without parentheses.
func (p *parser) exceptTypes(r ast.Range, h *ast.ExceptHandler) {
	first := h.Type
	h.Type = p.tupleRest(r, first, p.expression)
	if p.at(token.Newline) {
		p.fail()
	}
	if p.at(token.KwAs) {
		p.advance()
		p.name()
		if p.at(token.Colon) {
			r.EndLine, r.EndCol = p.tok.EndLine, p.tok.EndCol-1
			p.raiseRange(r, "multiple exception types must be parenthesized when using 'as'")
		}
		p.fail()
	}
}
