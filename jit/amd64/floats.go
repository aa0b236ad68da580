package amd64

import (
	"math"

	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit/asm"
	"github.com/go-python/gopython/jit/ra"
)

func init() {
	binary := func(op asm.Op) func(e *emitter) { return func(e *emitter) { e.floatBinary(op) } }
	define((*target).needFloat, binary(asm.ADDSD), ir.OpFAdd)
	define((*target).needFloat, binary(asm.SUBSD), ir.OpFSub)
	define((*target).needFloat, binary(asm.MULSD), ir.OpFMul)
	define((*target).needFloat, binary(asm.DIVSD), ir.OpFDiv)
	define(needSame, func(e *emitter) { e.b.MR(asm.XORPS, e.pool.mask(e.b, 1<<63), e.dst()) }, ir.OpFNeg)
	define(needSame, func(e *emitter) { e.b.MR(asm.ANDPS, e.pool.mask(e.b, 1<<63-1), e.dst()) }, ir.OpFAbs)
	define(needSame, func(e *emitter) { e.b.RR(asm.SQRTSD, e.dst(), e.dst()) }, ir.OpFSqrt)
	// The modes of ROUNDSD, each without an exception for inexact results.
	round := func(mode int64) func(e *emitter) {
		return func(e *emitter) { e.b.IRR(asm.ROUNDSD, mode|8, e.dst(), e.dst()) }
	}
	define(needSame, round(1), ir.OpFFloor)
	define(needSame, round(2), ir.OpFCeil)
	define(needSame, round(3), ir.OpFTrunc)
	define(needLate, func(e *emitter) { e.intToFloat(e.in(0), e.dst()) }, ir.OpI2F)
	define(needClean, (*emitter).checkI2F, ir.OpCheckI2F)
	define(needEach, (*emitter).floatToInt, ir.OpF2I)
	define(needSame, func(e *emitter) { e.b.RRR(asm.VFMSUB231SD, e.in(2), e.in(1), e.dst()) }, ir.OpFMulSub)
	define(needEach, func(e *emitter) { e.b.RR(asm.MOVQ, e.in(0), e.dst()) }, ir.OpFBits)
}

// needFloat: a constant second operand is in memory.
func (t *target) needFloat(n *ir.Node, c *ra.Constraint) {
	_, y := t.operands(n)
	t.binaryUses(n, c, t.f.Nodes[y].Op == ir.OpConstF)
	c.ResultSame = true
}

func (e *emitter) floatBinary(op asm.Op) {
	_, y := e.t.operands(e.n)
	if e.f.Nodes[y].Op != ir.OpConstF {
		e.second(op)
		return
	}
	e.b.MR(op, e.pool.mem(e.b, uint64(e.f.Nodes[y].Aux)), e.dst())
}

// intToFloat clears the register first: the conversion keeps its upper half,
// and would wait for what was there.
func (e *emitter) intToFloat(x, d asm.Reg) {
	e.b.RR(asm.XORPS, d, d)
	e.b.RR(asm.CVTSQ2SD, x, d)
}

// checkI2F leaves for ints of more than 53 bits, sign not counted.
func (e *emitter) checkI2F() {
	x := e.in(0)
	if !e.t.within(e.n.Args[0], -1<<53+1, 1<<53-1) {
		e.mov(x, scratch)
		e.b.R(asm.NEGQ, scratch)
		e.b.RR(asm.CMOVQMI, x, scratch) // the absolute value
		e.b.IR(asm.SHRQ, 53, scratch)
		e.jump(asm.NE, e.guardExit())
	}
	e.intToFloat(x, e.dst())
}

// floatToInt: the processor answers with the least int for what does not fit,
// which is right for one float only.
func (e *emitter) floatToInt() {
	x, d := e.in(0), e.dst()
	e.b.RR(asm.CVTTSD2SQ, x, d)
	e.b.CmpRI(asm.CMPQ, d, 1)
	exit, done := e.guardExit(), e.b.NewLabel()
	e.jump(asm.OS, e.coldPath(func() {
		e.b.CmpRM(asm.UCOMISD, x, e.pool.mem(e.b, math.Float64bits(math.MinInt64)))
		e.jump(asm.NE, exit)
		e.jump(asm.PS, exit)
		e.b.Jump(asm.JMP, done)
	}))
	e.b.Bind(done)
}
