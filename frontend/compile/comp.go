package compile

import (
	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/frontend/symtable"
	"github.com/go-python/gopython/internal/bytecode"
)

// comprehension compiles a list, set or dict comprehension as part of the
// current function.
func (c *compiler) comprehension(e ast.Expr, gens []*ast.Comprehension, elt, value ast.Expr, build bytecode.Op, want int) int {
	u := c.u
	at := e.Span()
	c.asyncGenerators(at, gens)
	mark := u.top
	acc := u.accumulator(want)
	it := u.alloc()
	first := c.expr(gens[0].Iter, -1)
	u.top = it + 1
	u.emit(gens[0].Iter.Span(), bytecode.GETITER, 0, it, first, 0)
	scope := c.table.Scope(e, symtable.Body)
	outer := u.scope
	u.scope = scope
	u.enterComp(scope, at)
	u.emit(at, build, 0, acc, u.top, 0)
	c.generators(gens, 0, it, func() {
		k := c.operand(elt, value)
		if value == nil {
			op := bytecode.LISTAPPEND
			if build == bytecode.BUILDSET {
				op = bytecode.SETADD
			}
			u.emit(elt.Span(), op, 0, acc, k, 0)
			return
		}
		v := c.expr(value, -1)
		pair := *elt.Span()
		pair.EndLine, pair.EndCol = value.Span().EndLine, value.Span().EndCol
		u.emit(&pair, bytecode.DICTSET, 0, acc, k, v)
	})
	u.scope = outer
	return u.result(at, acc, want, mark)
}

// enterComp prepares the variables of an inlined comprehension.
func (u *unit) enterComp(s *symtable.Scope, at *ast.Range) {
	for _, name := range s.Order {
		r, ok := u.compVars[s][name]
		if !ok {
			continue
		}
		clear := u.emit(nil, bytecode.CLEAR, 0, r, 1, 0)
		if s.Symbols[name].Where == symtable.Cell {
			u.emit(nil, bytecode.MAKECELL, 0, r, 0, 0)
			continue
		}
		clear.skip = true // until a doubtful read needs it
		u.compClears[r] = clear
		if !u.state.dead {
			u.state.clear(r)
		}
	}
}

func (c *compiler) asyncGenerators(at *ast.Range, gens []*ast.Comprehension) {
	for _, g := range gens {
		if g.IsAsync {
			c.unsupported(at, "asynchronous comprehension")
		}
	}
}

// generators compiles the for clauses from n on around what produces an
// element. The iterator of clause n is in register it.
func (c *compiler) generators(gens []*ast.Comprehension, n, it int, element func()) {
	c.enter()
	defer c.leave()
	u := c.u
	g := gens[n]
	next := &label{}
	top := &label{loop: true}
	base := u.top
	loop := c.beginFor(g.Target, g.Iter.Span(), it, next, top)
	for _, cond := range g.Ifs {
		c.condJump(cond, next, false)
	}
	if n+1 < len(gens) {
		inner := gens[n+1]
		if one, ok := single(inner.Iter); ok { // for x in [y]: an assignment
			c.singleClause(gens, n+1, one, element, next)
		} else {
			r := c.expr(inner.Iter, -1)
			it2 := u.top
			u.top = it2 + 1
			u.use(u.top)
			u.emit(inner.Iter.Span(), bytecode.GETITER, 0, it2, r, 0)
			c.generators(gens, n+1, it2, element)
		}
	} else {
		element()
	}
	c.endFor(loop)
	u.top = base
}

// single recognises a list or tuple of one element.
func single(e ast.Expr) (ast.Expr, bool) {
	var elts []ast.Expr
	switch e := e.(type) {
	case *ast.List:
		elts = e.Elts
	case *ast.Tuple:
		elts = e.Elts
	}
	if len(elts) != 1 {
		return nil, false
	}
	_, star := elts[0].(*ast.Starred)
	return elts[0], !star
}

// singleClause compiles clause n, which runs once.
func (c *compiler) singleClause(gens []*ast.Comprehension, n int, one ast.Expr, element func(), next *label) {
	u := c.u
	g := gens[n]
	c.assign([]ast.Expr{g.Target}, one)
	for _, cond := range g.Ifs {
		c.condJump(cond, next, false)
	}
	if n+1 == len(gens) {
		element()
		return
	}
	if inner, ok := single(gens[n+1].Iter); ok {
		c.singleClause(gens, n+1, inner, element, next)
		return
	}
	r := c.expr(gens[n+1].Iter, -1)
	it := u.top
	u.top = it + 1
	u.use(u.top)
	u.emit(gens[n+1].Iter.Span(), bytecode.GETITER, 0, it, r, 0)
	c.generators(gens, n+1, it, element)
}

// generatorExp compiles a generator expression: a function that is called at
// once with the iterator of its first clause.
func (c *compiler) generatorExp(e *ast.GeneratorExp, want int) int {
	u := c.u
	c.asyncGenerators(&e.Range, e.Generators)
	code := c.generatorCode(e)
	mark := u.top
	w := mark + header
	u.top = w
	u.use(w + 1)
	c.makeFunction(code, c.table.Scope(e, symtable.Body), funcExtras{}, &e.Range, w-1)
	u.top = w
	first := e.Generators[0].Iter
	c.into(first, w)
	u.emit(first.Span(), bytecode.GETITER, 0, w, w, 0)
	u.emit(&e.Range, bytecode.CALL, 0, w, 1, 0)
	if want >= 0 {
		u.top = mark
		u.move(&e.Range, want, w)
		return want
	}
	u.top = w + 1
	return w
}

func (c *compiler) generatorCode(e *ast.GeneratorExp) *bytecode.Code {
	scope := c.table.Scope(e, symtable.Body)
	u := c.push(scope, "<genexpr>", e.Line)
	u.isGen = true
	u.code.ArgCount = 1
	u.code.Flags = bytecode.FlagOptimized | bytecode.FlagNewLocals | bytecode.FlagGenerator
	if scope.Nested {
		u.code.Flags |= bytecode.FlagNested
	}
	c.generators(e.Generators, 0, 0, func() {
		v := c.expr(e.Elt, -1)
		u.emit(e.Elt.Span(), bytecode.YIELD, 0, u.alloc(), v, 0)
	})
	r := c.none(&e.Range)
	u.emit(&e.Range, bytecode.RETGEN, 0, r, 0, 0)
	return c.pop()
}
