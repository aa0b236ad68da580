package compile

import (
	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/internal/bytecode"
)

// forLoop is a loop over an iterator under construction.
type forLoop struct {
	at       *ast.Range
	it, dst  int
	next     *label // the FORITER at the bottom
	top      *label
	atEntry  state
	baseTemp int
}

// beginFor starts a loop over the iterator in register it: it jumps to the
// bottom, and the body begins with the assignment to the target.
func (c *compiler) beginFor(target ast.Expr, at *ast.Range, it int, next, top *label) *forLoop {
	u := c.u
	u.loopHead()
	f := &forLoop{at: at, it: it, next: next, top: top, atEntry: u.state.clone()}
	direct := c.target(target)
	f.dst = direct
	if direct < 0 {
		f.dst = u.alloc()
	}
	f.baseTemp = u.top
	u.goTo(at, next)
	u.place(top)
	u.state = f.atEntry.clone()
	if direct >= 0 {
		u.state.set(direct)
	} else {
		c.store(target, f.dst)
	}
	u.top = f.baseTemp
	return f
}

// endFor ends the loop; the code goes on where the iterator is exhausted.
func (c *compiler) endFor(f *forLoop) {
	u := c.u
	u.top = f.baseTemp
	u.place(f.next)
	u.state = f.atEntry
	i := u.emit(f.at, bytecode.FORITER, 0, f.dst, f.it, 0)
	i.d = u.window()
	i.to = f.top
}

func (c *compiler) forStmt(s *ast.For) {
	u := c.u
	mark := u.top
	r := c.expr(s.Iter, -1)
	u.top = mark
	it := u.alloc()
	u.emit(s.Iter.Span(), bytecode.GETITER, 0, it, r, 0)
	next, end := &label{}, &label{}
	top := &label{loop: true}
	f := c.beginFor(s.Target, s.Iter.Span(), it, next, top)
	c.enterBlock(&block{kind: loopBlock, brk: end, cont: next}, &s.Range)
	c.stmts(s.Body)
	c.leaveBlock()
	c.endFor(f)
	u.top = mark
	c.stmts(s.Orelse)
	u.bind(end)
}

// whileStmt compiles the test first, because what it assigns is known in the
// body, and then moves it behind the body.
func (c *compiler) whileStmt(s *ast.While) {
	u := c.u
	end, test := &label{}, &label{}
	body := &label{loop: true}
	u.loopHead()
	loop := &block{kind: loopBlock, brk: end, cont: test}
	if v, ok := c.fold(s.Test); ok {
		c.constantLoop(s, truth(v), loop, body)
		return
	}
	u.goTo(&s.Range, test)
	if test.state != nil {
		u.state = test.state.clone()
	}
	cut := len(u.list)
	u.place(test)
	c.condJump(s.Test, body, true)
	tail := append([]*ins(nil), u.list[cut:]...)
	u.list = u.list[:cut]
	exit := u.state
	u.state = u.state.clone()
	u.state.dead = true
	u.bind(body)
	c.enterBlock(loop, &s.Range)
	c.stmts(s.Body)
	c.leaveBlock()
	u.list = append(u.list, tail...)
	u.state = exit
	c.stmts(s.Orelse)
	u.bind(end)
}

// constantLoop compiles a loop whose test is a constant.
func (c *compiler) constantLoop(s *ast.While, forever bool, loop *block, body *label) {
	u := c.u
	before := u.state.clone()
	if !forever {
		u.state.dead = true
	}
	u.place(body)
	loop.cont = body
	c.enterBlock(loop, &s.Range)
	c.stmts(s.Body)
	c.leaveBlock()
	if forever {
		u.goTo(&s.Range, body)
		u.state.dead = true
	} else {
		u.state = before
	}
	c.stmts(s.Orelse)
	u.bind(loop.brk)
}
