package amd64

import (
	"math/bits"

	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit/asm"
	"github.com/go-python/gopython/jit/ra"
)

func init() {
	define((*target).needALU, (*emitter).addOv, ir.OpAddOv, ir.OpSubOv)
	define((*target).needMul, (*emitter).mulOv, ir.OpMulOv)
	define(needSameClean, (*emitter).negOv, ir.OpNegOv)
	define(needSameClean, (*emitter).absOv, ir.OpAbsOv)
	define((*target).needShlOv, (*emitter).shlOv, ir.OpShlOv)
	define((*target).needAdd, (*emitter).add, ir.OpAdd)
	define((*target).needSub, (*emitter).sub, ir.OpSub)
	define((*target).needMul, (*emitter).mul, ir.OpMul)
	define(needSame, func(e *emitter) { e.b.R(asm.NEGQ, e.dst()) }, ir.OpNeg)
	define(needSame, func(e *emitter) { e.b.R(asm.NOTQ, e.dst()) }, ir.OpNot)
	define((*target).needAnd, (*emitter).and, ir.OpAnd)
	define((*target).needALU, func(e *emitter) { e.binary(asm.ORQ) }, ir.OpOr)
	define((*target).needALU, func(e *emitter) { e.binary(asm.XORQ) }, ir.OpXor)
	define((*target).needShift, (*emitter).shl, ir.OpShl)
	define((*target).needShift, (*emitter).shr, ir.OpShr)
	define((*target).needShift, (*emitter).shrU, ir.OpShrU)
	define(needEach, (*emitter).low64, ir.OpLow64)
	define((*target).needALU, func(e *emitter) { e.minMax(asm.GT) }, ir.OpMinI)
	define((*target).needALU, func(e *emitter) { e.minMax(asm.LT) }, ir.OpMaxI)
}

// needALU: first operand and result in one register, the second anywhere or
// immediate.
func (t *target) needALU(n *ir.Node, c *ra.Constraint) {
	t.binaryUses(n, c, t.immY(n))
	c.ResultSame = true
	c.LeavesClean = true // of AddOv and SubOv: see addOv
}

// immY is the second operand if it is an immediate.
func (e *emitter) immY() (int64, bool) {
	_, y := e.t.operands(e.n)
	return e.t.imm32(y)
}

// binary emits op y, result.
func (e *emitter) binary(op asm.Op) {
	if v, ok := e.immY(); ok {
		e.b.IR(op, v, e.dst())
		return
	}
	e.second(op)
}

// addOv adds or subtracts; the opposite undoes it where the exit needs the
// operand.
func (e *emitter) addOv() {
	op, undo := asm.ADDQ, asm.SUBQ
	if e.n.Op == ir.OpSubOv {
		op, undo = undo, op
	}
	e.binary(op)
	e.jump(asm.OS, e.undoExit(func() { e.binary(undo) }))
}

// needMul: a product by a constant can go anywhere.
func (t *target) needMul(n *ir.Node, c *ra.Constraint) {
	imm := t.immY(n)
	t.binaryUses(n, c, imm)
	c.ResultLate, c.ResultSame = imm, !imm
}

// product emits the multiplication.
func (e *emitter) product() {
	d := e.dst()
	if v, ok := e.immY(); ok {
		e.b.IRR(asm.IMUL3Q, v, e.in(0), d)
		return
	}
	e.second(asm.IMULQ)
}

func (e *emitter) mulOv() {
	e.product()
	e.jump(asm.OS, e.guardExit())
}

func (e *emitter) mul() {
	v, ok := e.immY()
	if !ok {
		e.product()
		return
	}
	x, d := e.in(0), e.dst()
	switch {
	case v == 0:
		e.imm(0, d)
	case v == 3 || v == 5 || v == 9:
		e.b.MR(asm.LEAQ, asm.Idx(x, x, uint8(v-1), 0), d)
	case v > 0 && v&(v-1) == 0:
		e.shiftLeft(x, d, bits.TrailingZeros64(uint64(v)))
	default:
		e.product()
	}
}

func needSameClean(t *target, n *ir.Node, c *ra.Constraint) {
	needSame(t, n, c)
	c.LeavesClean = true
}

// negOv: the one number that overflows is its own negation, so that nothing is
// to be undone.
func (e *emitter) negOv() {
	e.b.R(asm.NEGQ, e.dst())
	e.jump(asm.OS, e.guardExit())
}

// absOv leaves the number that overflows unchanged, too.
func (e *emitter) absOv() {
	if e.t.isNatural(e.n.Args[0]) {
		return
	}
	d := e.dst()
	e.mov(d, scratch)
	e.b.IR(asm.SARQ, 63, scratch)
	e.b.RR(asm.XORQ, scratch, d)
	e.b.RR(asm.SUBQ, scratch, d)
	e.jump(asm.OS, e.guardExit())
}

// needAdd: an address computation adds without replacing an operand.
func (t *target) needAdd(n *ir.Node, c *ra.Constraint) {
	x, y := t.operands(n)
	c.Uses = append(c.Uses, use(x))
	if _, ok := t.imm32(y); !ok {
		c.Uses = append(c.Uses, use(y))
	}
	c.ResultLate = true
}

func (e *emitter) add() {
	x, d := e.in(0), e.dst()
	if v, ok := e.immY(); ok {
		e.addImm(x, d, v)
		return
	}
	switch y := e.in(1); d {
	case x:
		e.b.RR(asm.ADDQ, y, d)
	case y:
		e.b.RR(asm.ADDQ, x, d)
	default:
		e.b.MR(asm.LEAQ, asm.Idx(x, y, 1, 0), d)
	}
}

// addImm emits d = x + v.
func (e *emitter) addImm(x, d asm.Reg, v int64) {
	switch {
	case v == 0:
		e.mov(x, d)
	case x != d:
		e.b.MR(asm.LEAQ, asm.At(x, int32(v)), d)
	case v == 1:
		e.b.R(asm.INCQ, d)
	case v == -1:
		e.b.R(asm.DECQ, d)
	default:
		e.b.IR(asm.ADDQ, v, d)
	}
}

func (t *target) needSub(n *ir.Node, c *ra.Constraint) {
	if v, ok := t.imm32(n.Args[1]); ok && -v == int64(int32(-v)) {
		c.Uses = append(c.Uses, use(n.Args[0]))
		c.ResultLate = true
		return
	}
	t.needALU(n, c)
}

func (e *emitter) sub() {
	if v, ok := e.immY(); ok && -v == int64(int32(-v)) {
		e.addImm(e.in(0), e.dst(), -v)
		return
	}
	e.binary(asm.SUBQ)
}

// needAnd: a mask of 32 bits is a move, or an operation that clears the upper half.
func (t *target) needAnd(n *ir.Node, c *ra.Constraint) {
	x, y := t.operands(n)
	if m, ok := t.mask32(y); ok {
		c.Uses = append(c.Uses, use(x))
		c.ResultSame, c.ResultLate = m != 1<<32-1, m == 1<<32-1
		return
	}
	t.needALU(n, c)
}

// mask32 reports whether a constant is a number of 32 bits without sign.
func (t *target) mask32(id ir.ID) (int64, bool) {
	v, ok := t.f.ConstInt(id)
	return v, ok && v >= 0 && v < 1<<32
}

func (e *emitter) and() {
	_, y := e.t.operands(e.n)
	switch m, ok := e.t.mask32(y); {
	case !ok:
		e.binary(asm.ANDQ)
	case m == 1<<32-1:
		e.b.RR(asm.MOVL, e.in(0), e.dst())
	default:
		e.b.IR(asm.ANDL, m, e.dst())
	}
}

// shiftLeft emits d = x << k.
func (e *emitter) shiftLeft(x, d asm.Reg, k int) {
	switch {
	case k == 0:
		e.mov(x, d)
	case x != d && k == 1:
		e.b.MR(asm.LEAQ, asm.Idx(x, x, 1, 0), d)
	case x == d && k == 1:
		e.b.RR(asm.ADDQ, d, d)
	default:
		e.mov(x, d)
		e.b.IR(asm.SHLQ, int64(k), d)
	}
}

// count is the count of a shift by a constant; 64 for all above.
func (t *target) count(n *ir.Node) (int, bool) {
	v, ok := t.f.ConstInt(n.Args[1])
	if v < 0 || v > 64 {
		v = 64
	}
	return int(v), ok
}

// needShift: without BMI2 a variable count is in RCX. The shift may have to
// bound it there.
func (t *target) needShift(n *ir.Node, c *ra.Constraint) {
	c.Uses = append(c.Uses, use(n.Args[0]))
	if _, ok := t.count(n); ok {
		c.ResultLate = true
		return
	}
	c.Uses = append(c.Uses, t.countUse(n.Args[1]))
	if t.bmi2 {
		c.ResultLate = true
		return
	}
	c.ResultSame = true
	if n.Op == ir.OpShr {
		c.Clobbers |= 1 << locRCX
	}
}

func (t *target) countUse(id ir.ID) ra.Use {
	if t.bmi2 {
		return use(id)
	}
	return ra.Use{Val: id, Fixed: locRCX}
}

func (e *emitter) shl() {
	x, d := e.in(0), e.dst()
	if k, ok := e.t.count(e.n); ok {
		e.shiftLeft(x, d, k&63)
		return
	}
	if e.t.bmi2 {
		e.b.RRR(asm.SHLXQ, e.in(1), x, d)
		return
	}
	e.b.RR(asm.SHLQ, asm.RCX, d)
}

func (e *emitter) shr() {
	x, d := e.in(0), e.dst()
	if k, ok := e.t.count(e.n); ok {
		e.mov(x, d)
		if k > 0 {
			e.b.IR(asm.SARQ, int64(min(k, 63)), d)
		}
		return
	}
	count := e.in(1)
	if !e.t.within(e.n.Args[1], 0, 63) {
		e.b.IR(asm.MOVL, 63, scratch)
		e.b.CmpRR(asm.CMPQ, count, scratch)
		if e.t.bmi2 {
			e.b.RR(asm.CMOVQLS, count, scratch)
			count = scratch
		} else {
			e.b.RR(asm.CMOVQHI, scratch, count)
		}
	}
	if e.t.bmi2 {
		e.b.RRR(asm.SARXQ, count, x, d)
		return
	}
	e.b.RR(asm.SARQ, asm.RCX, d)
}

// needShlOv: the operand is compared with the result shifted back.
func (t *target) needShlOv(n *ir.Node, c *ra.Constraint) {
	c.Uses = append(c.Uses, use(n.Args[0]))
	if _, ok := t.count(n); !ok {
		c.Uses = append(c.Uses, t.countUse(n.Args[1]))
	}
}

func (e *emitter) shlOv() {
	x, d := e.in(0), e.dst()
	k, ok := e.t.count(e.n)
	switch {
	case ok && k > 63:
		// Only 0 could be shifted as far; it is left to the interpreter, too.
		e.b.Jump(asm.JMP, e.guardExit())
		return
	case ok:
		e.shiftLeft(x, d, k)
		e.mov(d, scratch)
		e.b.IR(asm.SARQ, int64(k), scratch)
	default:
		if !e.t.within(e.n.Args[1], 0, 63) {
			e.b.CmpRI(asm.CMPQ, e.in(1), 63)
			e.jump(asm.HI, e.guardExit())
		}
		if e.t.bmi2 {
			e.b.RRR(asm.SHLXQ, e.in(1), x, d)
			e.b.RRR(asm.SARXQ, e.in(1), d, scratch)
		} else {
			e.mov(x, d)
			e.b.RR(asm.SHLQ, asm.RCX, d)
			e.mov(d, scratch)
			e.b.RR(asm.SARQ, asm.RCX, scratch)
		}
	}
	e.b.CmpRR(asm.CMPQ, scratch, x)
	e.jump(asm.NE, e.guardExit())
}

// minMax replaces the first operand by the second where the condition holds.
func (e *emitter) minMax(c asm.Cond) {
	d := e.dst()
	if v, ok := e.immY(); ok {
		e.b.IR(asm.MOVQ, v, scratch)
		e.b.CmpRR(asm.CMPQ, d, scratch)
		e.b.RR(c.Move(), scratch, d)
		return
	}
	if len(e.u) == 1 {
		return // of one value
	}
	if e.u[1].IsReg() {
		y := e.in(1)
		e.b.CmpRR(asm.CMPQ, d, y)
		e.b.RR(c.Move(), y, d)
		return
	}
	e.b.CmpRM(asm.CMPQ, d, e.slot(e.u[1]))
	e.b.MR(c.Move(), e.slot(e.u[1]), d)
}

func (e *emitter) shrU() {
	x, d := e.in(0), e.dst()
	if k, ok := e.t.count(e.n); ok {
		e.mov(x, d)
		if k > 0 {
			e.b.IR(asm.SHRQ, int64(min(k, 63)), d)
		}
		return
	}
	if e.t.bmi2 {
		e.b.RRR(asm.SHRXQ, e.in(1), x, d)
		return
	}
	e.b.RR(asm.SHRQ, asm.RCX, d)
}

func (e *emitter) low64() { e.mov(e.in(0), e.dst()) }
