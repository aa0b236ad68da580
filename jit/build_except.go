package jit

import (
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/runtime"
)

// Exceptions that are raised and handled in one region. See the package doc.

// caughtCall in Aux2 of a call says that the code behind it looks whether it
// raised: the exception is pending then.
const caughtCall = 2

// catcher is where an exception of the current instruction is handled.
type catcher struct {
	fr      *frame
	env     []val // the registers of fr
	pc, reg int   // the handler, and the register that gets the exception
}

// catcher finds the handler of what the current instruction raises, in the
// frames of the region; nil when there is none that was ever used.
func (b *builder) catcher() *catcher {
	env := b.fr.env
	for up, fr := 0, b.fr; fr != nil; up, fr = up+1, fr.parent {
		if up > 0 {
			env = b.fr.callers[up-1]
			if fr.p.info.Instrs[fr.at].Op() == bytecode.FORITER {
				return nil // a StopIteration ends the loop
			}
		}
		if h, reg := fr.p.flow.handler(fr.at); h >= 0 {
			if fr.cold(h) || up > 6 {
				return nil
			}
			return &catcher{fr: fr, env: env, pc: h, reg: reg}
		}
		if fr.p.info.Flags&bytecode.FlagGenerator != 0 {
			return nil // it is finished by what unwinds
		}
	}
	return nil
}

// caught has control go to the handler when the call id raised.
func (b *builder) caught(id ir.ID) {
	n := b.f.Node(id)
	if n.Op == ir.OpCallHelper && (!helperTable[n.Aux].Raises || helper(n.Aux) == hStep && n.Aux2&lightStep == 0) {
		return
	}
	c := b.catcher()
	if c == nil {
		return
	}
	n.Aux2 |= caughtCall
	good, bad := b.f.NewBlock(), b.f.NewBlock()
	var succs []ir.Edge
	var cond ir.ID
	if n := b.f.Node(id); n.Op == ir.OpCallPy {
		cond = b.emit(ir.OpTIs, int64(abi.Raised), id)
		succs = []ir.Edge{{To: bad}, {To: good}}
	} else {
		cond = b.emit(ir.OpTIs, int64(abi.Unbound), b.pending())
		succs = []ir.Edge{{To: good}, {To: bad}}
	}
	blk := b.f.Block(b.cur)
	blk.Term, blk.Cond, blk.Succs = ir.TermBranch, cond, succs
	b.split[b.cur] = good
	b.cur = bad
	b.mark(bad)
	b.throw(c, 0, true)
	b.cur = good
	b.mark(good)
}

// ofThread reads a word of the thread.
func (b *builder) ofThread(off uintptr) ir.ID {
	return b.load(b.f.ConstP(b.j.ctx), int32(off), ir.MThread)
}

func (b *builder) pending() ir.ID { return b.ofThread(runtime.PendingOffset) }

const threadHandled = unsafe.Offsetof(abi.Thread{}.Handled)

func (b *builder) handled() ir.ID {
	id := b.ofThread(threadHandled)
	return id
}

func (b *builder) setHandled(exc ir.ID) {
	b.emit(ir.OpStore, ir.Mem{Off: int32(threadHandled), Width: 8, Class: ir.MThread}.Pack(), b.f.ConstP(b.j.ctx), exc)
}

// left lists the frames that an exception of the current instruction leaves or
// is handled in, for the traceback: function and instruction of each. Without
// raised, the current one is not listed.
func (b *builder) left(c *catcher, raised bool) []ir.ID {
	var list []ir.ID
	kind := ir.ContKind(ir.ContObject) // as if: the instruction itself
	for fr := b.fr; ; fr = fr.parent {
		if raised && !fr.p.hidden() {
			at := fr.at
			if kind == ir.ContNone { // into the call, as when frames are left
				at += fr.p.flow.words(at) - 1
			}
			list = append(list, b.tagged(fr.fn), b.f.ConstI(int64(instrAddr(fr.p.code, at))))
		}
		raised = true
		kind = fr.cont.Kind
		if fr == c.fr {
			return list
		}
	}
}

// throw goes to a handler with the exception exc, or the pending one when that
// is 0.
func (b *builder) throw(c *catcher, exc ir.ID, raised bool) {
	list := b.left(c, raised)
	if exc == 0 {
		exc = b.pending()
		b.f.Node(exc).Type = ir.Type{Bits: ir.TObject}
		b.emit(ir.OpStore, ir.Mem{Off: int32(runtime.PendingOffset), Width: 8, Class: ir.MThread}.Pack(), b.f.ConstP(b.j.ctx), b.f.ConstT(abi.Unbound))
	}
	b.addTraceback(exc, list)
	b.toHandler(c, exc)
}

// catchCall calls a helper whose result is the exception that is handled.
func (b *builder) catchCall(c *catcher, h helper, args []ir.ID) ir.ID {
	id := b.emitRep(ir.OpCallHelper, ir.Tagged, int64(h), args...)
	b.f.Node(id).Type = ir.Type{Bits: ir.TObject}
	env := append([]val(nil), c.env...)
	env[c.reg] = val(id)
	after := b.stateOf(c.fr, c.pc, env, c.fr.p.flow.live[c.pc])
	b.f.Node(id).After = after
	return id
}

// toHandler ends the current block: the handler goes on with exc.
func (b *builder) toHandler(c *catcher, exc ir.ID) {
	fr, state := b.fr, b.state
	env := c.fr.env
	c.fr.env = append([]val(nil), c.env...)
	c.fr.env[c.reg] = val(exc)
	b.fr, b.state = c.fr, 0
	b.jump(c.pc)
	c.fr.env = env
	b.fr, b.state = fr, state
}

// raise builds RAISE.
func (b *builder) raise(i int, in bytecode.Instr) {
	c := b.catcher()
	if c == nil {
		b.exitAt(i, ir.ExitRaise)
		return
	}
	ra, rb := int(in.A())/8, int(in.B())/8
	switch in.X() {
	case 0:
		exc := b.handled()
		b.emit(ir.OpCheckIsNot, int64(abi.None), exc)
		b.throw(c, exc, false)
	case 1:
		if b.raiseNew(ra, c) {
			return
		}
		args := append([]ir.ID{b.taggedReg(ra), b.f.ConstT(abi.Unbound)}, b.left(c, true)...)
		b.toHandler(c, b.catchCall(c, hThrow, args))
	default:
		args := append([]ir.ID{b.taggedReg(ra), b.taggedReg(rb)}, b.left(c, true)...)
		b.toHandler(c, b.catchCall(c, hThrow, args))
	}
}

// raiseNew builds the raise of an instance of an exception class that was
// observed: in place when nothing is being handled that is to be its context.
func (b *builder) raiseNew(reg int, c *catcher) bool {
	s := &b.fr.p.sites[b.fr.at]
	shapes := s.shapesOf()
	if len(shapes) != 1 {
		return false
	}
	typ := b.t.TypeShape(shapes[0])
	if typ == nil || !b.t.IsExceptionClass(typ.Obj) {
		return false
	}
	exc := b.taggedReg(reg)
	b.emit(ir.OpCheckShape, int64(shapes[0]), exc)
	list := b.left(c, true)
	none, some := b.f.NewBlock(), b.f.NewBlock()
	cond := b.emit(ir.OpTIs, int64(abi.None), b.handled())
	blk := b.f.Block(b.cur)
	blk.Term, blk.Cond = ir.TermBranch, cond
	blk.Succs = []ir.Edge{{To: none}, {To: some}}
	b.cur = some
	b.mark(some)
	b.toHandler(c, b.catchCall(c, hThrow, append([]ir.ID{exc, b.f.ConstT(abi.Unbound)}, list...)))
	b.cur = none
	b.mark(none)
	b.addTraceback(exc, list)
	b.toHandler(c, exc)
	return true
}

// reraise builds RERAISE.
func (b *builder) reraise(i int, in bytecode.Instr) {
	c := b.catcher()
	if c == nil {
		b.exitAt(i, ir.ExitRaise)
		return
	}
	b.throw(c, b.taggedReg(int(in.A())/8), false)
}

func (b *builder) pushExc(in bytecode.Instr) {
	if b.fr.gen != nil { // it would have to be put aside when the generator yields
		b.exitAt(b.fr.at, ir.ExitUnsupported)
		return
	}
	exc := b.taggedReg(int(in.B()) / 8)
	b.set(int(in.A())/8, b.handled())
	b.setHandled(exc)
}

func (b *builder) popExc(in bytecode.Instr) { b.setHandled(b.taggedReg(int(in.A()) / 8)) }

// jumpNoMatch builds JNOMATCH.
func (b *builder) jumpNoMatch(i int, in bytecode.Instr, s *site) {
	exc, class := b.taggedReg(int(in.A())/8), b.taggedReg(int(in.B())/8)
	c := b.matches(exc, class, s)
	if c == 0 {
		c = b.callSame(hMatch, ir.Bool, exc, class)
	}
	t, _ := bytecode.JumpTarget(in, i)
	b.branch(c, i+1, t)
}

// matches is the condition that an exception of one of the observed classes
// is caught by a constant class; 0 when it is not that simple.
func (b *builder) matches(exc, class ir.ID, s *site) ir.ID {
	n := b.f.Node(class)
	shapes := s.shapesOf()
	if n.Op != ir.OpConstT || shapes == nil || !b.t.IsExceptionClass(Value(n.Aux)) {
		return 0
	}
	want := b.t.TypeFor(Value(n.Aux))
	yes := make([]bool, len(shapes))
	for k, shape := range shapes {
		typ := b.t.TypeShape(shape)
		if typ == nil || !b.t.NoteCached(typ, b.t.InitName()) {
			return 0
		}
		yes[k] = typ.IsSubtype(want)
	}
	b.region.classes = true
	if len(shapes) == 1 {
		b.emit(ir.OpCheckShape, int64(shapes[0]), exc)
		return b.f.ConstB(yes[0])
	}
	id := b.emit(ir.OpShapeOf, 0, exc)
	b.f.Node(id).Type = ir.IntRange(0, 1<<32-1)
	known, match := b.f.ConstB(false), b.f.ConstB(false)
	or := func(x, y ir.ID) ir.ID {
		if x == b.f.ConstB(false) {
			return y
		}
		return b.emit(ir.OpBOr, 0, x, y)
	}
	for k, shape := range shapes {
		is := b.emit(ir.OpICmp, ir.EQ, id, b.f.ConstI(int64(shape)))
		known = or(known, is)
		if yes[k] {
			match = or(match, is)
		}
	}
	b.emit(ir.OpCheckTrue, 0, known)
	return match
}

// notZero leaves, or raises where that happened before, when a divisor is zero:
// cond says that it is not.
func (b *builder) notZero(op runtime.BinOp, cond, x, y ir.ID) {
	s := &b.fr.p.sites[b.fr.at]
	if s.flags&failOther == 0 || ir.Infos[b.f.Node(cond).Op].Const {
		b.emit(ir.OpCheckTrue, 0, cond)
		return
	}
	b.failing(cond, func() {
		b.call(hBinary, ir.Tagged, b.f.ConstI(int64(op)), b.tagged(x), b.tagged(y))
	})
}

// failing has raise built, which always raises, for when cond does not hold.
func (b *builder) failing(cond ir.ID, raise func()) {
	good, bad := b.f.NewBlock(), b.f.NewBlock()
	blk := b.f.Block(b.cur)
	blk.Term, blk.Cond = ir.TermBranch, cond
	blk.Succs = []ir.Edge{{To: good}, {To: bad}}
	b.split[b.cur] = good
	b.cur = bad
	b.mark(bad)
	raise()
	b.exitAt(b.fr.at, ir.ExitRaise) // never
	b.cur = good
	b.mark(good)
}
