package amd64

import (
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit/asm"
	"github.com/go-python/gopython/jit/ra"
)

// Storage of lists: allocation of what is not known before, and moves of many
// values. The loops have no polls: whoever makes them sees to it that they are
// short.

func init() {
	define(needAllocItems, (*emitter).allocItems, ir.OpAllocItems)
	define(needCopyItems, (*emitter).copyItems, ir.OpCopyItems)
	define(needReverse, (*emitter).reverseItems, ir.OpReverseItems)
}

func needAllocItems(t *target, n *ir.Node, c *ra.Constraint) {
	if _, ok := t.imm32(n.Args[0]); !ok {
		needEach(t, n, c)
	}
	c.Temps = append(c.Temps, ra.Temp{Fixed: ra.Nowhere})
}

// allocItems finds the class of the size in the collector's table.
func (e *emitter) allocItems() {
	header := e.n.Aux
	if header == 0 {
		header = int64(abi.Header{Kind: abi.KindItems}.Word())
	}
	count := int32(unsafe.Offsetof(abi.Items{}.Cap))
	if k, ok := e.t.imm32(e.n.Args[0]); ok {
		e.allocSize(int64(abi.BufHeader)+k*abi.Word, header, func() {
			e.b.IM(asm.MOVQ, k, asm.At(e.dst(), count))
			e.b.IR(asm.ADDQ, int64(abi.BufHeader), e.dst())
		})
		return
	}
	d, n, t := e.dst(), e.in(0), e.temp(0)
	done := e.b.NewLabel()
	slow := e.slowExit(ExitSlow, done)
	var table, first, largest uintptr
	if e.cfg.Classes != nil {
		table, first, largest = e.cfg.Classes()
	}
	if table == 0 {
		e.b.Jump(asm.JMP, slow)
		e.b.Bind(done)
		return
	}
	const unit = 16 // see gc.Heap.Classes
	e.b.MR(asm.LEAQ, asm.Idx(asm.NoReg, n, 8, int32(abi.BufHeader)+unit-1), t)
	e.b.IR(asm.SHRQ, 4, t)
	e.b.CmpRI(asm.CMPQ, t, int64(largest/unit))
	e.jump(asm.HI, slow)
	e.b.IR(asm.MOVQ, int64(table), scratch)
	e.b.MR(asm.MOVBLZX, asm.Idx(scratch, t, 1, 0), t)
	e.b.IR(asm.SHLQ, 5, t) // by stride
	e.b.IR(asm.MOVQ, int64(first), scratch)
	e.b.RR(asm.ADDQ, t, scratch)
	e.b.MR(asm.MOVQ, asm.At(scratch, 0), d)
	e.b.MR(asm.MOVQ, asm.At(scratch, 16), t)
	e.b.RR(asm.ADDQ, d, t)
	e.b.CmpRM(asm.CMPQ, t, asm.At(scratch, 8))
	e.jump(asm.HI, slow)
	e.b.RM(asm.MOVQ, t, asm.At(scratch, 0))
	e.storeImm(header, asm.At(d, 0))
	e.b.RM(asm.MOVQ, n, asm.At(d, count))
	e.b.IR(asm.ADDQ, int64(abi.BufHeader), d)
	e.b.Bind(done)
}

func needCopyItems(t *target, n *ir.Node, c *ra.Constraint) {
	needEach(t, n, c)
	c.Temps = append(c.Temps, ra.Temp{Fixed: ra.Nowhere})
	if n.Aux != 1 {
		c.Temps = append(c.Temps, ra.Temp{Fixed: ra.Nowhere})
	}
}

func (e *emitter) copyItems() {
	if e.n.Aux == 1 {
		e.moveItems()
		return
	}
	dst, src, n, k, p := e.in(0), e.in(1), e.in(2), e.temp(0), e.temp(1)
	step := e.n.Aux * abi.Word
	if step != int64(int32(step)) {
		e.fail("a step of %d", e.n.Aux)
	}
	loop, done := e.b.NewLabel(), e.b.NewLabel()
	e.b.RR(asm.XORL, k, k)
	e.mov(src, p)
	e.b.RR(asm.TESTQ, n, n)
	e.jump(asm.LE, done)
	e.b.Bind(loop)
	e.b.MR(asm.MOVQ, asm.At(p, 0), scratch)
	e.b.RM(asm.MOVQ, scratch, asm.Idx(dst, k, 8, 0))
	if step != 0 {
		// Objects that lie apart are not in the cache, and no processor guesses
		// where the next one is: they are sent for now, as they are likely to be
		// looked at soon, in the list that is made.
		e.b.M(asm.PREFETCHT0, asm.At(scratch, -tagPtr))
	}
	e.b.IR(asm.ADDQ, step, p)
	e.b.R(asm.INCQ, k)
	e.b.CmpRR(asm.CMPQ, k, n)
	e.jump(asm.LT, loop)
	e.b.Bind(done)
}

// moveItems copies two words at a time, in the direction that is right for
// what overlaps.
func (e *emitter) moveItems() {
	dst, src, n, k := e.in(0), e.in(1), e.in(2), e.temp(0)
	up, odd, done := e.b.NewLabel(), e.b.NewLabel(), e.b.NewLabel()
	from, to := asm.Idx(src, k, 8, 0), asm.Idx(dst, k, 8, 0)
	down := e.coldPath(func() {
		loop, last := e.b.NewLabel(), e.b.NewLabel()
		e.mov(n, k)
		e.b.Bind(loop)
		e.b.IR(asm.SUBQ, 2, k)
		e.jump(asm.LT, last)
		e.b.MR(asm.MOVUPS, from, scratchX)
		e.b.RM(asm.MOVUPS, scratchX, to)
		e.b.Jump(asm.JMP, loop)
		e.b.Bind(last)
		e.b.CmpRI(asm.CMPQ, k, -1) // one is left: the first
		e.jump(asm.NE, done)
		e.b.MR(asm.MOVQ, asm.At(src, 0), scratch)
		e.b.RM(asm.MOVQ, scratch, asm.At(dst, 0))
		e.b.Jump(asm.JMP, done)
	})
	e.mov(dst, k)
	e.b.RR(asm.SUBQ, src, k)
	e.b.IR(asm.SHRQ, 3, k)
	e.b.CmpRR(asm.CMPQ, k, n)
	e.jump(asm.CS, down)
	e.b.IR(asm.MOVL, 2, k)
	e.b.CmpRR(asm.CMPQ, k, n)
	e.jump(asm.GT, odd)
	e.b.Bind(up)
	e.b.MR(asm.MOVUPS, asm.Idx(src, k, 8, -16), scratchX)
	e.b.RM(asm.MOVUPS, scratchX, asm.Idx(dst, k, 8, -16))
	e.b.IR(asm.ADDQ, 2, k)
	e.b.CmpRR(asm.CMPQ, k, n)
	e.jump(asm.LE, up)
	e.b.Bind(odd)
	// k is n+1 when one is left, n+2 (or, for 0, 2) when none is.
	e.b.R(asm.DECQ, k)
	e.b.CmpRR(asm.CMPQ, k, n)
	e.jump(asm.NE, done)
	e.b.MR(asm.MOVQ, asm.Idx(src, k, 8, -8), scratch)
	e.b.RM(asm.MOVQ, scratch, asm.Idx(dst, k, 8, -8))
	e.b.Bind(done)
}

func needReverse(t *target, n *ir.Node, c *ra.Constraint) {
	needEach(t, n, c)
	c.Temps = append(c.Temps, ra.Temp{Fixed: ra.Nowhere}, ra.Temp{Fixed: ra.Nowhere}, ra.Temp{Fixed: ra.Nowhere})
}

func (e *emitter) reverseItems() {
	p, n, lo, hi, x := e.in(0), e.in(1), e.temp(0), e.temp(1), e.temp(2)
	loop, done := e.b.NewLabel(), e.b.NewLabel()
	e.mov(p, lo)
	e.b.MR(asm.LEAQ, asm.Idx(p, n, 8, -abi.Word), hi)
	e.b.CmpRR(asm.CMPQ, lo, hi) // signed: without storage they are 0 and -8
	e.jump(asm.GE, done)
	e.b.Bind(loop)
	e.b.MR(asm.MOVQ, asm.At(lo, 0), x)
	e.b.MR(asm.MOVQ, asm.At(hi, 0), scratch)
	e.b.RM(asm.MOVQ, x, asm.At(hi, 0))
	e.b.RM(asm.MOVQ, scratch, asm.At(lo, 0))
	e.b.IR(asm.ADDQ, abi.Word, lo)
	e.b.IR(asm.SUBQ, abi.Word, hi)
	e.b.CmpRR(asm.CMPQ, lo, hi)
	e.jump(asm.LT, loop)
	e.b.Bind(done)
}
