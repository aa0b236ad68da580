package compile

import (
	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/internal/bytecode"
)

// blockKind says what leaving a block of statements early involves.
type blockKind uint8

const (
	loopBlock    blockKind = iota
	plainBlock             // a try body with handlers: nothing to do
	finallyBlock           // a try body with a finally clause, which is to be run
	handlerBlock           // an exception is being handled: POPEXC
	nameBlock              // "except ... as name": the name is to be unbound
	withBlock              // the exit function is to be called
)

// maxBlocks is how deep blocks may nest.
const maxBlocks = 21

// block is a statement that code may jump out of.
type block struct {
	kind      blockKind
	brk, cont *label
	region    *region
	reg       int // POPEXC's register, or the exit function
	name      string
	final     []ast.Stmt
	at        *ast.Range
}

func (c *compiler) enterBlock(b *block, at *ast.Range) {
	u := c.u
	if len(u.blocks) >= maxBlocks {
		c.fail(at, "too many statically nested blocks")
	}
	u.blocks = append(u.blocks, b)
	if b.region != nil {
		b.region.depth = len(u.blocks)
		u.regions = append(u.regions, b.region)
		u.resume(b)
	}
}

// leaveBlock ends the innermost block where control falls out of it.
func (c *compiler) leaveBlock() {
	u := c.u
	b := u.blocks[len(u.blocks)-1]
	u.suspend(b)
	u.blocks = u.blocks[:len(u.blocks)-1]
}

func (u *unit) resume(b *block) {
	if b.region != nil {
		l := &label{}
		u.place(l)
		b.region.count = u.count
		b.region.pieces = append(b.region.pieces, [2]*label{l, nil})
	}
}

func (u *unit) suspend(b *block) {
	if b.region != nil {
		l := &label{}
		u.place(l)
		b.region.pieces[len(b.region.pieces)-1][1] = l
		b.region.used = b.region.used || u.count > b.region.count
	}
}

// startHandler begins an exception handler; before is what was certain at the
// start of what it covers.
func (u *unit) startHandler(r *region, before state) {
	u.state = before
	u.loopHead()
	u.state.dead = !r.used // nothing raises: compiled for its errors only
	r.handler = &label{}
	u.place(r.handler)
}

// unwind emits what has to happen on a jump out of the blocks from n on, and
// then the jump. What the blocks cover leaves all that out.
func (c *compiler) unwind(n int, at *ast.Range, jump func()) {
	u := c.u
	if u.state.dead {
		return
	}
	all := u.blocks
	for i := len(all) - 1; i >= n; i-- {
		u.suspend(all[i])
		u.blocks = all[:i:i]
		c.exit(all[i], at)
	}
	jump()
	u.blocks = all
	for _, b := range all[n:] {
		u.resume(b)
	}
}

// exit emits what leaving a block early involves.
func (c *compiler) exit(b *block, at *ast.Range) {
	u := c.u
	switch b.kind {
	case finallyBlock:
		mark := u.top
		c.stmts(b.final)
		u.top = mark
	case handlerBlock:
		u.emit(nil, bytecode.POPEXC, 0, b.reg, 0, 0)
	case nameBlock:
		c.unbind(b.name, b.at)
	case withBlock:
		c.callExit(b.reg, b.at)
	}
}

// unbind removes the name of an except clause.
func (c *compiler) unbind(name string, at *ast.Range) {
	u := c.u
	if p := u.lookup(c.mangle(name)); p.kind == inRegister {
		u.emit(nil, bytecode.CLEAR, 0, p.reg, 1, 0)
		if !u.state.dead {
			u.state.clear(p.reg)
		}
		return
	}
	mark := u.top
	c.storeName(name, c.none(nil), nil)
	u.top = mark
	c.deleteName(name, nil)
}

func (c *compiler) tryStmt(s *ast.Try) {
	if len(s.Finalbody) == 0 {
		c.tryExcept(s)
		return
	}
	u := c.u
	mark := u.top
	c.warnFinally(s.Finalbody, false)
	before := u.state.clone()
	b := &block{kind: finallyBlock, region: &region{}, final: s.Finalbody}
	end := &label{}
	c.enterBlock(b, &s.Range)
	if len(s.Handlers) > 0 {
		c.tryExcept(s)
	} else {
		c.stmts(s.Body)
		c.stmts(s.Orelse)
	}
	c.leaveBlock()
	c.stmts(s.Finalbody)
	u.goTo(nil, end)
	c.handler(b.region, before, mark, &s.Range, func(exc, prev int) {
		c.stmts(s.Finalbody)
		c.reraise(exc, prev, nil)
	})
	u.state.dead = true
	u.bind(end)
	u.top = mark
}

// reraise goes on with exception exc, after making prev the handled one.
func (c *compiler) reraise(exc, prev int, at *ast.Range) {
	u := c.u
	if n := len(u.blocks); n > 0 && u.blocks[n-1].kind == handlerBlock && u.blocks[n-1].reg == prev {
		hb := u.blocks[n-1] // its clean-up would do the same again
		u.suspend(hb)
		defer u.resume(hb)
	}
	u.emit(nil, bytecode.POPEXC, 0, prev, 0, 0)
	u.emit(at, bytecode.RERAISE, 0, exc, 0, 0)
}

// handler compiles an exception handler: body is covered by a clean-up that
// ends the handling when it raises.
func (c *compiler) handler(r *region, before state, mark int, at *ast.Range, body func(exc, prev int)) {
	u := c.u
	u.startHandler(r, before)
	u.top = mark
	exc, prev := u.alloc(), u.alloc()
	r.reg = exc
	u.emit(nil, bytecode.PUSHEXC, 0, prev, exc, 0)
	at2 := u.state.clone()
	cleanup := &region{reg: exc}
	c.enterBlock(&block{kind: handlerBlock, region: cleanup, reg: prev}, at)
	body(exc, prev)
	c.leaveBlock()
	if cleanup.used {
		u.startHandler(cleanup, at2)
		c.reraise(exc, prev, nil)
	}
	u.state.dead = true
}

func (c *compiler) tryExcept(s *ast.Try) {
	u := c.u
	mark := u.top
	before := u.state.clone()
	b := &block{kind: plainBlock, region: &region{}}
	end := &label{}
	c.enterBlock(b, &s.Range)
	c.stmts(s.Body)
	c.leaveBlock()
	c.stmts(s.Orelse)
	u.goTo(nil, end)
	for i, h := range s.Handlers {
		if h.Type == nil && i < len(s.Handlers)-1 {
			c.fail(&h.Range, "default 'except:' must be last")
		}
	}
	c.handler(b.region, before, mark, &s.Range, func(exc, prev int) {
		for _, h := range s.Handlers {
			c.exceptClause(h, exc, prev, end)
		}
		c.reraise(exc, prev, nil)
	})
	u.state.dead = true
	u.bind(end)
	u.top = mark
}

// exceptClause compiles one clause; where it does not match it falls through.
func (c *compiler) exceptClause(h *ast.ExceptHandler, exc, prev int, end *label) {
	u := c.u
	mark := u.top
	next := &label{}
	if h.Type != nil {
		r := c.expr(h.Type, -1)
		u.jump(h.Type.Span(), bytecode.JNOMATCH, exc, r, next)
		u.top = mark
	}
	if h.Name != "" {
		c.storeName(h.Name, exc, &h.Range)
		c.namedHandler(h)
	} else {
		c.enterBlock(&block{kind: plainBlock}, &h.Range)
		c.stmts(h.Body)
		c.leaveBlock()
	}
	if !u.state.dead { // the clean-up must not cover the regular end
		hb := u.blocks[len(u.blocks)-1]
		u.suspend(hb)
		u.emit(nil, bytecode.POPEXC, 0, prev, 0, 0)
		u.goTo(nil, end)
		u.resume(hb)
	}
	u.state.dead = true
	u.bind(next)
	u.top = mark
}

// namedHandler compiles the body of "except E as name".
func (c *compiler) namedHandler(h *ast.ExceptHandler) {
	u := c.u
	mark := u.top
	before := u.state.clone()
	b := &block{kind: nameBlock, region: &region{}, name: h.Name, at: &h.Range}
	c.enterBlock(b, &h.Range)
	c.stmts(h.Body)
	c.leaveBlock()
	c.unbind(h.Name, &h.Range)
	done := &label{}
	u.goTo(nil, done)
	if b.region.used {
		u.startHandler(b.region, before)
		u.top = mark
		exc := u.alloc()
		b.region.reg = exc
		c.unbind(h.Name, &h.Range)
		u.emit(nil, bytecode.RERAISE, 0, exc, 0, 0)
	}
	u.state.dead = true
	u.bind(done)
	u.top = mark
}

func (c *compiler) withStmt(items []*ast.WithItem, body []ast.Stmt, at *ast.Range) {
	if len(items) == 0 {
		c.stmts(body)
		return
	}
	c.enter()
	defer c.leave()
	u := c.u
	item := items[0]
	mark := u.top
	itemAt := item.ContextExpr.Span()
	exit := u.alloc()
	r := c.expr(item.ContextExpr, -1)
	u.top = exit + 1
	val, direct := -1, false
	if item.OptionalVars != nil {
		val = c.target(item.OptionalVars)
		direct = val >= 0
	}
	if !direct {
		val = u.alloc()
	}
	u.emit(itemAt, bytecode.WITHENTER, 0, exit, r, val)
	if direct {
		u.state.set(val)
	}
	before := u.state.clone()
	b := &block{kind: withBlock, region: &region{}, reg: exit, at: itemAt}
	c.enterBlock(b, itemAt)
	if item.OptionalVars != nil && !direct {
		c.store(item.OptionalVars, val)
	}
	u.top = exit + 1
	c.withStmt(items[1:], body, at)
	c.leaveBlock()
	u.top = exit + 1
	end := &label{}
	if !u.state.dead {
		c.callExit(exit, itemAt)
		u.goTo(nil, end)
	}
	if !b.region.used { // nothing in the body can raise
		u.bind(end)
		u.top = mark
		return
	}
	c.handler(b.region, before, exit+1, at, func(exc, prev int) {
		t := u.alloc()
		u.emit(itemAt, bytecode.WITHEXIT, 0, t, exit, exc)
		swallow := &label{}
		u.jump(itemAt, bytecode.JTRUE, t, 0, swallow)
		c.reraise(exc, prev, itemAt)
		u.bind(swallow)
		hb := u.blocks[len(u.blocks)-1]
		u.suspend(hb)
		u.emit(nil, bytecode.POPEXC, 0, prev, 0, 0)
		u.goTo(nil, end)
		u.resume(hb)
	})
	u.bind(end)
	u.top = mark
}

// callExit calls an exit function with three Nones.
func (c *compiler) callExit(exit int, at *ast.Range) {
	u := c.u
	mark := u.top
	w := mark + header
	u.use(w + 3)
	u.emit(at, bytecode.MOVE, 0, w-1, exit, 0)
	u.top = w
	for range 3 {
		c.none(at)
	}
	u.emit(at, bytecode.CALL, 0, w, 3, 0)
	u.top = mark
}
