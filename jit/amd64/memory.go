package amd64

import (
	"math"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit/asm"
	"github.com/go-python/gopython/jit/ra"
)

func init() {
	define(nil, func(e *emitter) { e.loadReg(e.n.Aux) }, ir.OpLoadReg)
	define(nil, func(e *emitter) { e.loadReg(int64(abi.FrameFunc)) }, ir.OpFrameFunc)
	define((*target).needLoad, (*emitter).load, ir.OpLoad, ir.OpLoadX)
	define((*target).needStore, (*emitter).store, ir.OpStore, ir.OpStoreX)
	define(needEach, (*emitter).barrier, ir.OpBarrier, ir.OpBarrierV)
	define((*target).needAddP, (*emitter).addP, ir.OpAddP)
	define(needAlloc, (*emitter).alloc, ir.OpAlloc)
}

func (e *emitter) loadReg(off int64) {
	if off != int64(int32(off)) {
		e.fail("register at %d", off)
	}
	e.b.MR(asm.MOVQ, asm.At(regR, int32(off)), e.dst())
}

// constIndex is the displacement of an access whose index is a constant.
func (t *target) constIndex(n *ir.Node) (int32, bool) {
	if n.Op != ir.OpLoadX && n.Op != ir.OpStoreX {
		return 0, false
	}
	m := ir.MemOf(n.Aux)
	i, ok := t.imm32(n.Args[1])
	off := int64(m.Off) + i*int64(m.Scale)
	if !ok || off != int64(int32(off)) {
		return 0, false
	}
	return int32(off), true
}

// memUses appends base and index.
func (t *target) memUses(n *ir.Node, c *ra.Constraint) {
	c.Uses = append(c.Uses, use(n.Args[0]))
	if n.Op == ir.OpLoadX || n.Op == ir.OpStoreX {
		if _, ok := t.constIndex(n); !ok {
			c.Uses = append(c.Uses, use(n.Args[1]))
		}
	}
}

// address is the memory of n, with base and index in u, and the number of uses
// in it.
func (e *emitter) address(n *ir.Node, u []ra.Loc) (asm.Mem, int) {
	m, base := ir.MemOf(n.Aux), e.reg(u[0])
	if n.Op != ir.OpLoadX && n.Op != ir.OpStoreX {
		return asm.At(base, m.Off), 1
	}
	if off, ok := e.t.constIndex(n); ok {
		return asm.At(base, off), 1
	}
	return asm.Idx(base, e.reg(u[1]), m.Scale, m.Off), 2
}

func (t *target) needLoad(n *ir.Node, c *ra.Constraint) {
	t.memUses(n, c)
	c.ResultLate = true
}

// loadOps by log2 of the width, unsigned and signed.
var loadOps = [2][4]asm.Op{
	{asm.MOVBLZX, asm.MOVWLZX, asm.MOVL, asm.MOVQ},
	{asm.MOVBQSX, asm.MOVWQSX, asm.MOVLQSX, asm.MOVQ},
}

var storeOps = [4]asm.Op{asm.MOVB, asm.MOVW, asm.MOVL, asm.MOVQ}

// log2 of a width in bytes.
func (e *emitter) log2(width uint8) int {
	switch width {
	case 1:
		return 0
	case 2:
		return 1
	case 4:
		return 2
	case 8:
		return 3
	}
	e.fail("access of %d bytes", width)
	return 0
}

func (e *emitter) load() {
	m := ir.MemOf(e.n.Aux)
	mem, _ := e.address(e.n, e.u)
	d := e.dst()
	if d.IsXMM() {
		if m.Width != 8 {
			e.fail("float of %d bytes", m.Width)
		}
		e.b.MR(asm.MOVSD, mem, d)
		return
	}
	signed := 0
	if m.Signed {
		signed = 1
	}
	e.b.MR(loadOps[signed][e.log2(m.Width)], mem, d)
}

// storedImm is the immediate that a store has instead of a register.
func (t *target) storedImm(n *ir.Node) (int64, bool) {
	v := &t.f.Nodes[n.Args[len(n.Args)-1]]
	if !ir.Infos[v.Op].Const {
		return 0, false
	}
	switch x := v.Aux; ir.MemOf(n.Aux).Width {
	case 1:
		return int64(int8(x)), true
	case 2:
		return int64(int16(x)), true
	case 4:
		return int64(int32(x)), true
	default:
		return x, x == int64(int32(x))
	}
}

func (t *target) needStore(n *ir.Node, c *ra.Constraint) {
	t.memUses(n, c)
	if _, ok := t.storedImm(n); !ok {
		c.Uses = append(c.Uses, use(n.Args[len(n.Args)-1]))
	}
}

func (e *emitter) store() {
	m := ir.MemOf(e.n.Aux)
	mem, used := e.address(e.n, e.u)
	op := storeOps[e.log2(m.Width)]
	if v, ok := e.t.storedImm(e.n); ok {
		e.b.IM(op, v, mem)
		return
	}
	r := e.in(used)
	if r.IsXMM() {
		if m.Width != 8 {
			e.fail("float of %d bytes", m.Width)
		}
		op = asm.MOVSD
	}
	e.b.RM(op, r, mem)
}

// barrier: the collector has set GCLog in old objects that it does not
// remember yet.
func (e *emitter) barrier() {
	off := e.n.Aux + int64(abi.HeaderGC)
	if off != int64(int32(off)) {
		e.fail("barrier at %d", e.n.Aux)
	}
	if e.boxed.node == e.id {
		e.barrierBoxed(int32(off))
		return
	}
	done := e.b.NewLabel()
	e.b.IM(asm.TESTB, int64(abi.GCLog), asm.At(e.in(0), int32(off)))
	slow := e.slowExit(ExitSlow, done)
	if e.n.Op == ir.OpBarrierV {
		exit, v := slow, e.in(1)
		slow = e.coldPath(func() {
			e.testPtr(v)
			e.jump(asm.EQ, exit)
			e.b.Jump(asm.JMP, done)
		})
	}
	e.jump(asm.NE, slow)
	e.b.Bind(done)
}

func (t *target) needAddP(n *ir.Node, c *ra.Constraint) {
	c.Uses = append(c.Uses, use(n.Args[0]))
	c.ResultLate = true
	if _, ok := t.constOffset(n); ok {
		return
	}
	c.Uses = append(c.Uses, use(n.Args[1]))
	c.ResultLate = n.Aux == int64(int32(n.Aux))
}

// constOffset is what AddP adds when that is a constant.
func (t *target) constOffset(n *ir.Node) (int64, bool) {
	i, ok := t.f.ConstInt(n.Args[1])
	i += n.Aux
	return i, ok && i == int64(int32(i)) && i != math.MinInt32
}

func (e *emitter) addP() {
	p, d := e.in(0), e.dst()
	if v, ok := e.t.constOffset(e.n); ok {
		e.addImm(p, d, v)
		return
	}
	if off := e.n.Aux; off == int64(int32(off)) {
		e.b.MR(asm.LEAQ, asm.Idx(p, e.in(1), 1, int32(off)), d)
		return
	}
	e.b.IR(asm.MOVQ, e.n.Aux, d)
	e.b.RR(asm.ADDQ, p, d)
	e.b.RR(asm.ADDQ, e.in(1), d)
}

func needAlloc(_ *target, _ *ir.Node, c *ra.Constraint) {
	c.Temps = append(c.Temps, ra.Temp{Fixed: ra.Nowhere})
}

// alloc takes the next free cell, unless that would be beyond their end.
func (e *emitter) alloc() { e.allocSize(e.n.Aux2, e.n.Aux, func() {}) }

// allocSize allocates size bytes with that header; what more is to be done to
// the object is emitted by and.
func (e *emitter) allocSize(size, header int64, and func()) {
	d, next := e.dst(), e.temp(0)
	done := e.b.NewLabel()
	slow := e.slowExit(ExitSlow, done)
	words, cell := uintptr(0), uintptr(0)
	if e.cfg.Bump != nil && size <= maxCell {
		words, cell = e.bump(uintptr(size), uint64(header))
	}
	if words == 0 || cell > math.MaxInt32 {
		e.b.Jump(asm.JMP, slow)
		e.b.Bind(done)
		return
	}
	e.b.IR(asm.MOVQ, int64(words), scratch)
	e.b.MR(asm.MOVQ, asm.At(scratch, 0), d)
	e.b.MR(asm.LEAQ, asm.At(d, int32(cell)), next)
	e.b.CmpRM(asm.CMPQ, next, asm.At(scratch, 8))
	e.jump(asm.HI, slow)
	e.b.RM(asm.MOVQ, next, asm.At(scratch, 0))
	e.storeImm(header, asm.At(d, 0))
	and()
	e.b.Bind(done)
}

// bump is where objects with that header come from.
func (e *emitter) bump(size uintptr, header uint64) (words, cell uintptr) {
	if e.cfg.BumpLeaf != nil {
		if words, cell, ok := e.cfg.BumpLeaf(size, header); ok {
			return words, cell
		}
	}
	return e.cfg.Bump(size)
}

// maxCell is the largest size that Config.Bump is asked for.
const maxCell = 2048
