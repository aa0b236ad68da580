package parser

import (
	"strings"

	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/frontend/token"
)

// statement reads a compound statement, or a line of simple statements, and
// appends them to body.
func (p *parser) statement(body []ast.Stmt) []ast.Stmt {
	if s := p.compound(); s != nil {
		if p.mode == Single && p.at(token.Newline) {
			p.advance()
		}
		return append(body, s)
	}
	return p.simpleStatements(body)
}

// simpleStatements reads the simple statements of a line.
func (p *parser) simpleStatements(body []ast.Stmt) []ast.Stmt {
	for {
		body = append(body, p.simpleStatement())
		if !p.accept(token.Semi) || p.at(token.Newline) {
			break
		}
	}
	p.expect(token.Newline)
	return body
}

func (p *parser) simpleStatement() ast.Stmt {
	r := p.start()
	switch p.tok.Kind {
	case token.KwImport:
		return p.importStmt(r)
	case token.KwFrom:
		return p.importFrom(r)
	case token.KwReturn:
		return p.returnStmt(r)
	case token.KwRaise:
		return p.raiseStmt(r)
	case token.KwPass:
		p.simpleKeyword()
		return &ast.Pass{Range: p.span(r)}
	case token.KwBreak:
		p.simpleKeyword()
		return &ast.Break{Range: p.span(r)}
	case token.KwContinue:
		p.simpleKeyword()
		return &ast.Continue{Range: p.span(r)}
	case token.KwDel:
		return p.delStmt(r)
	case token.KwAssert:
		return p.assertStmt(r)
	case token.KwGlobal:
		p.advance()
		return &ast.Global{Names: p.nameList(), Range: p.span(r)}
	case token.KwNonlocal:
		p.advance()
		return &ast.Nonlocal{Names: p.nameList(), Range: p.span(r)}
	case token.Name:
		if p.isSoft("type") && p.peek(0).Kind == token.Name {
			if k := p.peek(1).Kind; k == token.Equal || k == token.LBracket {
				return p.typeAlias(r)
			}
			p.noteFarToken(p.peek(1))
		}
	}
	return p.exprStmt(r)
}

// simpleKeyword moves over a statement that is only a keyword.
func (p *parser) simpleKeyword() {
	if p.diag && p.peek(0).Kind == token.KwIf {
		p.checkStatementIf()
	}
	p.advance()
}

func (p *parser) nameList() []string {
	names := []string{p.name()}
	for p.accept(token.Comma) {
		names = append(names, p.name())
	}
	return names
}

func (p *parser) typeAlias(r ast.Range) ast.Stmt {
	p.advance()
	n := &ast.Name{Range: tokenRange(&p.tok), Ctx: ast.Store}
	n.ID = p.name()
	params := p.typeParams()
	p.expect(token.Equal)
	v := p.expression()
	return &ast.TypeAlias{Range: p.span(r), Name: n, TypeParams: params, Value: v}
}

var augOps = map[token.Kind]ast.Operator{
	token.PlusEqual: ast.OpAdd, token.MinusEqual: ast.OpSub, token.StarEqual: ast.OpMult,
	token.AtEqual: ast.OpMatMult, token.SlashEqual: ast.OpDiv, token.PercentEqual: ast.OpMod,
	token.AmperEqual: ast.OpBitAnd, token.VBarEqual: ast.OpBitOr, token.CaretEqual: ast.OpBitXor,
	token.LeftShiftEqual: ast.OpLShift, token.RightShiftEqual: ast.OpRShift,
	token.DoubleStarEqual: ast.OpPow, token.DoubleSlashEqual: ast.OpFloorDiv,
}

// exprStmt reads an expression statement or any kind of assignment.
func (p *parser) exprStmt(r ast.Range) ast.Stmt {
	var m mark
	if p.diag {
		m = p.mark()
		defer p.release()
	}
	first := p.tok.Kind
	e := p.annotatedRHS()
	switch k := p.tok.Kind; k {
	case token.Newline, token.Semi:
	case token.Equal:
		return p.assign(r, e, first, m)
	case token.Colon:
		return p.annAssign(r, e, first, m)
	default:
		if op, ok := augOps[k]; ok {
			return p.augAssign(r, e, op)
		}
	}
	return &ast.ExprStmt{Range: p.span(r), Value: e}
}

func (p *parser) assign(r ast.Range, e ast.Expr, first token.Kind, m mark) ast.Stmt {
	var targets []ast.Expr
	for p.at(token.Equal) {
		if bad := invalidTarget(e, assignTarget); bad != nil {
			p.badAssign(e, first, m)
		}
		setContext(e, ast.Store)
		targets = append(targets, e)
		p.advance()
		first = p.tok.Kind
		e = p.annotatedRHS()
	}
	return &ast.Assign{Range: p.span(r), Targets: targets, Value: e}
}

// badAssign words the error for an assignment to e, which is no target, and
// starts with a token of kind first. The statement started at m.
func (p *parser) badAssign(e ast.Expr, first token.Kind, m mark) {
	if !p.diag {
		p.fail()
	}
	if first == token.KwYield {
		p.raise(e, "assignment to yield expression not possible")
	}
	at := p.mark()
	defer p.release()
	p.reset(m)
	// Elements of the first target list are tried as named expressions.
	p.try(func() {
		p.starNamed()
		for p.accept(token.Comma) {
			p.starNamed()
		}
	})
	p.reset(at)
	p.raiseInvalidTarget(e, assignTarget)
	p.fail()
}

func (p *parser) annAssign(r ast.Range, e ast.Expr, first token.Kind, m mark) ast.Stmt {
	if !isSingleTarget(e) {
		p.badAnnotation(e, m)
	}
	_, simple := e.(*ast.Name)
	simple = simple && first == token.Name
	setContext(e, ast.Store)
	p.advance()
	ann := p.expression()
	var v ast.Expr
	if p.accept(token.Equal) {
		v = p.annotatedRHS()
	}
	return &ast.AnnAssign{Range: p.span(r), Target: e, Annotation: ann, Value: v, Simple: simple}
}

func (p *parser) badAnnotation(e ast.Expr, m mark) {
	if !p.diag || !p.tryQuiet(func() { p.advanceTo(p.expression) }) {
		p.fail()
	}
	switch x := e.(type) {
	case *ast.List:
		p.raise(e, "only single target (not list) can be annotated")
	case *ast.Tuple:
		if p.reset(m); p.at(token.LParen) && p.afterBracket() == token.Colon {
			p.raise(e, "only single target (not tuple) can be annotated")
		}
		p.raise(x.Elts[0], "only single target (not tuple) can be annotated")
	case *ast.Yield, *ast.YieldFrom, *ast.Starred:
		p.fail()
	}
	p.raise(e, "illegal target for annotation")
}

func (p *parser) augAssign(r ast.Range, e ast.Expr, op ast.Operator) ast.Stmt {
	if !isSingleTarget(e) {
		switch e.(type) {
		case *ast.Yield, *ast.YieldFrom:
			p.fail()
		}
		p.advanceTo(p.annotatedRHS)
		p.raise(e, "'%s' is an illegal expression for augmented assignment", exprName(e))
	}
	setContext(e, ast.Store)
	p.advance()
	v := p.annotatedRHS()
	return &ast.AugAssign{Range: p.span(r), Target: e, Op: op, Value: v}
}

func (p *parser) returnStmt(r ast.Range) ast.Stmt {
	p.advance()
	var v ast.Expr
	if !p.at(token.Newline) && !p.at(token.Semi) {
		v = p.starExpressions()
	}
	return &ast.Return{Range: p.span(r), Value: v}
}

func (p *parser) raiseStmt(r ast.Range) ast.Stmt {
	p.advance()
	var exc, cause ast.Expr
	if !p.at(token.Newline) && !p.at(token.Semi) {
		exc = p.expression()
		if p.accept(token.KwFrom) {
			cause = p.expression()
		}
	}
	return &ast.Raise{Range: p.span(r), Exc: exc, Cause: cause}
}

func (p *parser) delStmt(r ast.Range) ast.Stmt {
	p.advance()
	closed := p.at(token.LParen) && p.afterBracket() != token.Comma
	e := p.starExpressions()
	if bad := invalidTarget(e, delTarget); bad != nil {
		p.raise(bad, "cannot delete %s", exprName(bad))
	}
	if !p.at(token.Newline) && !p.at(token.Semi) {
		p.fail()
	}
	setContext(e, ast.Del)
	targets := []ast.Expr{e}
	// A tuple without parentheses is a list of targets.
	if t, ok := e.(*ast.Tuple); ok && !closed {
		targets = t.Elts
	}
	return &ast.Delete{Range: p.span(r), Targets: targets}
}

func (p *parser) assertStmt(r ast.Range) ast.Stmt {
	p.advance()
	test := p.expression()
	var msg ast.Expr
	if p.accept(token.Comma) {
		msg = p.expression()
	}
	return &ast.Assert{Range: p.span(r), Test: test, Msg: msg}
}

func (p *parser) importStmt(r ast.Range) ast.Stmt {
	imp := p.tok
	p.advance()
	if p.at(token.Newline) {
		p.raiseFrom(tokenRange(&p.tok), "Expected one or more names after 'import'")
	}
	var names []*ast.Alias
	for {
		a := &ast.Alias{Range: p.start()}
		a.Name = p.dottedName()
		a.AsName = p.asName()
		a.Range = p.span(a.Range)
		names = append(names, a)
		if !p.accept(token.Comma) {
			break
		}
	}
	if p.diag && p.at(token.KwFrom) && p.try(func() { p.advance(); p.dottedName() }) {
		p.raiseFrom(tokenRange(&imp), "Did you mean to use 'from ... import ...' instead?")
	}
	return &ast.Import{Range: p.span(r), Names: names}
}

func (p *parser) dottedName() string {
	s := p.name()
	if !p.at(token.Dot) {
		return s
	}
	var b strings.Builder
	b.WriteString(s)
	for p.accept(token.Dot) {
		b.WriteByte('.')
		b.WriteString(p.name())
	}
	return b.String()
}

// asName reads "as name", if it is there.
func (p *parser) asName() string {
	if !p.accept(token.KwAs) {
		return ""
	}
	if p.diag {
		p.checkImportTarget()
	}
	return p.name()
}

func (p *parser) checkImportTarget() {
	if p.at(token.Name) {
		switch p.peek(0).Kind {
		case token.Comma, token.RParen, token.Semi, token.Newline:
			return
		}
	}
	var e ast.Expr
	if p.try(func() { e = p.expression() }) {
		p.raise(e, "cannot use %s as import target", exprName(e))
	}
}

func (p *parser) importFrom(r ast.Range) ast.Stmt {
	p.advance()
	f := &ast.ImportFrom{}
	for {
		if p.accept(token.Dot) {
			f.Level++
		} else if p.accept(token.Ellipsis) {
			f.Level += 3
		} else {
			break
		}
	}
	if f.Level == 0 || !p.at(token.KwImport) {
		f.Module = p.dottedName()
	}
	p.expect(token.KwImport)
	f.Names = p.importTargets()
	f.Range = p.span(r)
	return f
}

func (p *parser) importTargets() []*ast.Alias {
	switch p.tok.Kind {
	case token.Star:
		r := tokenRange(&p.tok)
		p.advance()
		return []*ast.Alias{{Range: r, Name: "*"}}
	case token.Newline:
		p.raiseFrom(tokenRange(&p.tok), "Expected one or more names after 'import'")
	}
	paren := p.accept(token.LParen)
	var names []*ast.Alias
	for {
		a := &ast.Alias{Range: p.start()}
		a.Name = p.name()
		a.AsName = p.asName()
		a.Range = p.span(a.Range)
		names = append(names, a)
		if !p.accept(token.Comma) || paren && p.at(token.RParen) {
			break
		}
		if p.at(token.Newline) {
			p.raiseHere("trailing comma not allowed without surrounding parentheses")
		}
	}
	if paren {
		p.expect(token.RParen)
	}
	return names
}
