package compile

import (
	"strings"

	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/frontend/symtable"
	"github.com/go-python/gopython/internal/bytecode"
)

func (c *compiler) stmts(list []ast.Stmt) {
	for _, s := range list {
		mark := c.u.top
		c.stmt(s)
		c.u.top = mark
	}
}

func (c *compiler) stmt(s ast.Stmt) {
	c.enter()
	defer c.leave()
	at := s.Span()
	switch s := s.(type) {
	case *ast.ExprStmt:
		c.exprStmt(s)
	case *ast.Assign:
		c.assign(s.Targets, s.Value)
	case *ast.AugAssign:
		c.augAssign(s)
	case *ast.AnnAssign:
		c.annAssign(s)
	case *ast.Return:
		c.returnStmt(s)
	case *ast.If:
		c.ifStmt(s)
	case *ast.For:
		c.forStmt(s)
	case *ast.While:
		c.whileStmt(s)
	case *ast.Break:
		c.breakStmt(at)
	case *ast.Continue:
		c.continueStmt(at)
	case *ast.FunctionDef:
		c.functionDef(s)
	case *ast.ClassDef:
		c.classDef(s)
	case *ast.Delete:
		for _, t := range s.Targets {
			c.delete(t)
		}
	case *ast.Raise:
		c.raise(s)
	case *ast.Try:
		c.tryStmt(s)
	case *ast.With:
		c.withStmt(s.Items, s.Body, at)
	case *ast.Assert:
		c.assert(s)
	case *ast.Import:
		c.importStmt(s)
	case *ast.ImportFrom:
		c.importFrom(s)
	case *ast.Pass:
	case *ast.Global, *ast.Nonlocal:
	case *ast.Match:
		c.unsupported(at, "match statement")
	case *ast.AsyncFunctionDef:
		c.unsupported(at, "async function")
	case *ast.AsyncFor:
		c.asyncOutside(at, "'async for'")
	case *ast.AsyncWith:
		c.asyncOutside(at, "'async with'")
	case *ast.TypeAlias:
		c.unsupported(at, "type statement")
	case *ast.TryStar:
		c.unsupported(at, "except*")
	}
}

func (c *compiler) asyncOutside(at *ast.Range, what string) {
	c.fail(at, what+" outside async function")
}

func (c *compiler) exprStmt(s *ast.ExprStmt) {
	u := c.u
	if c.opts.Interactive && u.parent == nil {
		r := c.expr(s.Value, -1)
		u.emit(&s.Range, bytecode.PRINTEXPR, 0, r, 0, 0)
		return
	}
	if _, ok := c.fold(s.Value); ok {
		return
	}
	c.expr(s.Value, -1)
}

// ifStmt goes along a chain of elifs without recursion.
func (c *compiler) ifStmt(s *ast.If) {
	u := c.u
	end := &label{}
	for {
		next := &label{}
		if to := c.plainJump(s.Body); to != nil && len(s.Orelse) == 0 {
			c.condJump(s.Test, to, true)
			break
		}
		c.condJump(s.Test, next, false)
		c.stmts(s.Body)
		if len(s.Orelse) == 0 {
			u.bind(next)
			break
		}
		u.goTo(nil, end)
		u.state.dead = true
		u.bind(next)
		elif, ok := s.Orelse[0].(*ast.If)
		if !ok || len(s.Orelse) > 1 {
			c.stmts(s.Orelse)
			break
		}
		s = elif
	}
	u.bind(end)
}

// plainJump returns where a body goes that is nothing but a break or continue
// of the innermost loop, or nil.
func (c *compiler) plainJump(body []ast.Stmt) *label {
	n := len(c.u.blocks) - 1
	if len(body) != 1 || n < 0 || c.u.blocks[n].kind != loopBlock {
		return nil
	}
	switch body[0].(type) {
	case *ast.Break:
		return c.u.blocks[n].brk
	case *ast.Continue:
		return c.u.blocks[n].cont
	}
	return nil
}

func (c *compiler) returnStmt(s *ast.Return) {
	u := c.u
	if u.base.Kind == symtable.Module || u.base.Kind == symtable.Class {
		c.fail(&s.Range, "'return' outside function")
	}
	r := -1
	k, isConst := any(nil), s.Value == nil
	if s.Value != nil {
		k, isConst = c.fold(s.Value)
	}
	if !isConst {
		r = c.expr(s.Value, -1)
		if !u.temp(r) && len(u.blocks) > 0 { // finally may change the variable
			t := u.alloc()
			u.move(&s.Range, t, r)
			r = t
		}
	}
	c.unwind(0, &s.Range, func() {
		if isConst {
			at := &s.Range
			r = c.constant(k, at, -1)
		}
		c.ret(r, &s.Range)
	})
}

func (c *compiler) ret(r int, at *ast.Range) {
	op := bytecode.RETURN
	if c.u.isGen {
		op = bytecode.RETGEN
	}
	c.u.emit(at, op, 0, r, 0, 0)
}

// returnNone ends a body.
func (c *compiler) returnNone() {
	u := c.u
	if u.state.dead {
		return
	}
	var at *ast.Range
	for i := len(u.list) - 1; i >= 0; i-- {
		if p := u.list[i].pos; p.Line > 0 {
			at = &ast.Range{Line: p.Line, EndLine: p.EndLine, Col: p.Col, EndCol: p.EndCol}
			break
		}
	}
	c.ret(c.none(at), at)
}

func (c *compiler) breakStmt(at *ast.Range) {
	n := c.loopBlock()
	if n < 0 {
		c.fail(at, "'break' outside loop")
	}
	b := c.u.blocks[n]
	c.unwind(n+1, at, func() { c.u.goTo(at, b.brk) })
	c.u.state.dead = true
}

func (c *compiler) continueStmt(at *ast.Range) {
	n := c.loopBlock()
	if n < 0 {
		c.fail(at, "'continue' not properly in loop")
	}
	b := c.u.blocks[n]
	c.unwind(n+1, at, func() { c.u.goTo(at, b.cont) })
	c.u.state.dead = true
}

// loopBlock finds the innermost loop.
func (c *compiler) loopBlock() int {
	for i := len(c.u.blocks) - 1; i >= 0; i-- {
		if c.u.blocks[i].kind == loopBlock {
			return i
		}
	}
	return -1
}

func (c *compiler) raise(s *ast.Raise) {
	u := c.u
	if s.Exc == nil {
		u.emit(&s.Range, bytecode.RAISE, 0, 0, 0, 0)
		return
	}
	r := c.operand(s.Exc, s.Cause)
	if s.Cause == nil {
		u.emit(&s.Range, bytecode.RAISE, 1, r, 0, 0)
		return
	}
	cause := c.expr(s.Cause, -1)
	u.emit(&s.Range, bytecode.RAISE, 2, r, cause, 0)
}

func (c *compiler) assert(s *ast.Assert) {
	u := c.u
	if t, ok := s.Test.(*ast.Tuple); ok && len(t.Elts) > 0 {
		c.warn(&s.Range, "assertion is always true, perhaps remove parentheses?")
	}
	if c.opts.Optimize > 0 {
		return
	}
	end := &label{}
	c.condJump(s.Test, end, true)
	mark := u.top
	r := mark
	if s.Msg != nil {
		w := mark + header
		u.use(w + 1)
		u.emit(&s.Range, bytecode.LOADASSERT, 0, w-1, 0, 0)
		u.top = w
		c.into(s.Msg, w)
		u.emit(&s.Range, bytecode.CALL, 0, w, 1, 0)
		r = w
	} else {
		u.emit(&s.Range, bytecode.LOADASSERT, 0, u.alloc(), 0, 0)
	}
	u.emit(s.Test.Span(), bytecode.RAISE, 1, r, 0, 0)
	u.top = mark
	u.bind(end)
}

func (c *compiler) delete(t ast.Expr) {
	u := c.u
	mark := u.top
	switch t := t.(type) {
	case *ast.Name:
		c.deleteName(t.ID, &t.Range)
	case *ast.Attribute:
		o := c.expr(t.Value, -1)
		u.emit(attrRange(t), bytecode.DELATTR, 0, o, u.name(c.mangle(t.Attr)), 0)
	case *ast.Subscript:
		o := c.operand(t.Value, t.Slice)
		i := c.expr(t.Slice, -1)
		u.emit(&t.Range, bytecode.DELITEM, 0, o, i, 0)
	case *ast.Tuple:
		for _, e := range t.Elts {
			c.delete(e)
		}
	case *ast.List:
		for _, e := range t.Elts {
			c.delete(e)
		}
	}
	u.top = mark
}

// importName emits the import of a module.
func (c *compiler) importName(module string, level int, from any, at *ast.Range) int {
	u := c.u
	r := c.constant(int64(level), at, -1)
	c.constant(from, at, -1)
	u.emit(at, bytecode.IMPORTNAME, 0, r, u.name(module), r)
	u.top = r + 1
	return r
}

func (c *compiler) importStmt(s *ast.Import) {
	u := c.u
	for _, a := range s.Names {
		mark := u.top
		r := c.importName(a.Name, 0, nil, &s.Range)
		first, rest, dotted := strings.Cut(a.Name, ".")
		switch {
		case a.AsName == "":
			c.storeName(first, r, &s.Range)
		case dotted: // import a.b.c as d: d is a.b.c
			for _, part := range strings.Split(rest, ".") {
				u.emit(&s.Range, bytecode.IMPORTFROM, 0, r, r, u.name(part))
			}
			fallthrough
		default:
			c.storeName(a.AsName, r, &s.Range)
		}
		u.top = mark
	}
}

func (c *compiler) importFrom(s *ast.ImportFrom) {
	u := c.u
	if s.Module == "__future__" && s.Level == 0 && !c.futures[s] {
		c.fail(&s.Range, "from __future__ imports must occur at the beginning of the file")
	}
	names := make(bytecode.Tuple, len(s.Names))
	for i, a := range s.Names {
		names[i] = a.Name
	}
	r := c.importName(s.Module, s.Level, names, &s.Range)
	for _, a := range s.Names {
		if a.Name == "*" {
			u.emit(&s.Range, bytecode.IMPORTSTAR, 0, r, 0, 0)
			return
		}
		mark := u.top
		name := a.AsName
		if name == "" {
			name = a.Name
		}
		d := -1
		if p := u.lookup(c.mangle(name)); p.kind == inRegister {
			d = p.reg
		}
		d = u.dst(d)
		u.emit(&s.Range, bytecode.IMPORTFROM, 0, d, r, u.name(a.Name))
		c.storeName(name, d, &s.Range)
		u.top = mark
	}
}
