package amd64

import (
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit/asm"
	"github.com/go-python/gopython/jit/ra"
)

func init() {
	define((*target).needCompare, (*emitter).setCondition,
		ir.OpICmp, ir.OpFCmp, ir.OpTSame, ir.OpTIs, ir.OpTIsInt, ir.OpTIsFloat, ir.OpTIsPtr, ir.OpPEqual)
	define(needSame, func(e *emitter) { e.b.IR(asm.XORL, 1, e.dst()) }, ir.OpBNot)
	define((*target).needALU, func(e *emitter) { e.binary(asm.ANDL) }, ir.OpBAnd)
	define((*target).needALU, func(e *emitter) { e.binary(asm.ORL) }, ir.OpBOr)
	define(needLate, func(e *emitter) { e.mov(e.in(0), e.dst()) }, ir.OpB2I)
	define((*target).needSelect, (*emitter).selectValue, ir.OpSelect)
	define((*target).needCheckCond, (*emitter).checkCond, ir.OpCheckTrue, ir.OpCheckFalse)
}

// test is a condition as flags. The parity flag has a say in equality of
// floats: it is set when an operand is not a number.
type test struct {
	cc     asm.Cond
	parity bool // EQ: and ordered; NE: or unordered
}

func (c test) not() test { return test{c.cc.Not(), c.parity} }

// notIf is the opposite of c if flip says so.
func (c test) notIf(flip bool) test {
	if flip {
		return c.not()
	}
	return c
}

var intConds = [...]asm.Cond{ir.LT: asm.LT, ir.LE: asm.LE, ir.EQ: asm.EQ, ir.NE: asm.NE, ir.GT: asm.GT, ir.GE: asm.GE}

// condUses appends what computing a condition needs.
func (t *target) condUses(id ir.ID, uses []ra.Use) []ra.Use {
	id, _ = t.positive(id)
	switch {
	case t.f.Nodes[id].Op == ir.OpConstB:
		return uses
	case !t.fused[id]:
		return append(uses, use(id))
	}
	return t.compareUses(id, uses)
}

// positive strips fused negations off a condition.
func (t *target) positive(id ir.ID) (_ ir.ID, not bool) {
	for t.fused[id] && t.f.Nodes[id].Op == ir.OpBNot {
		id, not = t.f.Nodes[id].Args[0], !not
	}
	return id, not
}

// compareUses appends the operands of a comparison that are not immediates.
func (t *target) compareUses(id ir.ID, uses []ra.Use) []ra.Use {
	n := &t.f.Nodes[id]
	if t.again[id] {
		x, _ := t.masks(n)
		x, _ = t.operands(&t.f.Nodes[x])
		return append(uses, use(x))
	}
	switch n.Op {
	case ir.OpICmp, ir.OpTSame, ir.OpPEqual:
		x, y, _ := t.compared(n)
		uses = append(uses, use(x))
		if _, ok := t.imm32(y); !ok {
			uses = append(uses, useAny(y))
		}
	case ir.OpFCmp:
		x, y := t.comparedF(n)
		uses = append(uses, use(x))
		if t.f.Nodes[y].Op != ir.OpConstF {
			uses = append(uses, useAny(y))
		}
	case ir.OpBAnd:
		uses = append(uses, use(n.Args[0]), use(n.Args[1]))
	default:
		uses = append(uses, use(n.Args[0]))
	}
	return uses
}

// compared gives the operands of a comparison of integers, a constant second.
func (t *target) compared(n *ir.Node) (x, y ir.ID, c ir.Cond) {
	x, y, c = n.Args[0], n.Args[1], ir.EQ
	if n.Op == ir.OpICmp {
		c = n.Aux
	}
	if t.f.IsConst(x) && !t.f.IsConst(y) {
		return y, x, ir.SwapCond(c)
	}
	return x, y, c
}

// comparedF gives the operands of a comparison of floats in the order which
// makes less a matter of greater: that is false with a NaN.
func (t *target) comparedF(n *ir.Node) (x, y ir.ID) {
	if n.Aux == ir.LT || n.Aux == ir.LE {
		return n.Args[1], n.Args[0]
	}
	return n.Args[0], n.Args[1]
}

// condition computes a condition as flags; u has what condUses asked for.
func (e *emitter) condition(id ir.ID, u []ra.Loc) test {
	id, not := e.t.positive(id)
	c := test{cc: asm.NE}
	switch n := &e.f.Nodes[id]; {
	case n.Op == ir.OpConstB:
		e.b.IR(asm.MOVL, n.Aux&1, scratch)
		e.b.RR(asm.TESTL, scratch, scratch)
	case !e.t.fused[id]:
		r := e.reg(u[0])
		e.b.RR(asm.TESTL, r, r)
	default:
		c = e.compare(id, u)
	}
	return c.notIf(not)
}

// compare emits a comparison.
func (e *emitter) compare(id ir.ID, u []ra.Loc) test {
	x, n := e.reg(u[0]), &e.f.Nodes[id]
	if e.t.again[id] {
		masked, _ := e.t.masks(n)
		m, _ := e.t.mask(&e.f.Nodes[masked])
		e.testMask(x, m)
		_, _, c := e.t.compared(n)
		return test{cc: intConds[c]}
	}
	switch n.Op {
	case ir.OpICmp, ir.OpTSame, ir.OpPEqual:
		_, y, c := e.t.compared(n)
		e.compareInt(x, y, u[1:])
		return test{cc: intConds[c]}
	case ir.OpFCmp:
		_, y := e.t.comparedF(n)
		return e.compareFloat(n.Aux, x, y, u[1:])
	case ir.OpTIs:
		e.compareImm(x, n.Aux)
		return test{cc: asm.EQ}
	case ir.OpTIsInt:
		e.b.IR(asm.TESTB, 3, x)
		return test{cc: asm.EQ}
	case ir.OpTIsFloat:
		e.testFloat(x)
		return test{cc: asm.CS}
	case ir.OpTIsPtr:
		e.testPtr(x)
		return test{cc: asm.EQ}
	case ir.OpBAnd:
		e.b.RR(asm.TESTL, e.reg(u[1]), x)
		return test{cc: asm.NE}
	}
	e.fail("no comparison")
	return test{}
}

// compareInt compares x with y, an immediate or in u.
func (e *emitter) compareInt(x asm.Reg, y ir.ID, u []ra.Loc) {
	if v, ok := e.t.imm32(y); ok {
		e.compareImm(x, v)
	} else if u[0].IsReg() {
		e.b.CmpRR(asm.CMPQ, x, e.reg(u[0]))
	} else {
		e.b.CmpRM(asm.CMPQ, x, e.slot(u[0]))
	}
}

// compareImm compares with any number. For 0 it is TEST, after which the
// conditions of signed comparisons hold as well.
func (e *emitter) compareImm(x asm.Reg, v int64) {
	switch {
	case v == 0:
		e.b.RR(asm.TESTQ, x, x)
	case v == int64(int32(v)):
		e.b.CmpRI(asm.CMPQ, x, v)
	default:
		e.b.IR(asm.MOVQ, v, scratch)
		e.b.CmpRR(asm.CMPQ, x, scratch)
	}
}

// testMask sets EQ when no bit of the mask is set in x, in the shortest way.
func (e *emitter) testMask(x asm.Reg, m int64) {
	switch {
	case m >= 0 && m < 1<<7:
		e.b.IR(asm.TESTB, m, x)
	case m >= 0:
		e.b.IR(asm.TESTL, m, x)
	default:
		e.b.IR(asm.TESTQ, m, x)
	}
}

func (e *emitter) compareFloat(c ir.Cond, x asm.Reg, y ir.ID, u []ra.Loc) test {
	switch n := &e.f.Nodes[y]; {
	case n.Op == ir.OpConstF:
		e.b.CmpRM(asm.UCOMISD, x, e.pool.mem(e.b, uint64(n.Aux)))
	case u[0].IsReg():
		e.b.CmpRR(asm.UCOMISD, x, e.reg(u[0]))
	default:
		e.b.CmpRM(asm.UCOMISD, x, e.slot(u[0]))
	}
	switch c {
	case ir.EQ:
		return test{asm.EQ, true}
	case ir.NE:
		return test{asm.NE, true}
	case ir.LT, ir.GT:
		return test{cc: asm.HI}
	}
	return test{cc: asm.CC}
}

// jumpIf jumps when a condition holds.
func (e *emitter) jumpIf(c test, l asm.Label) {
	switch {
	case !c.parity:
		e.jump(c.cc, l)
	case c.cc == asm.NE:
		e.jump(asm.NE, l)
		e.jump(asm.PS, l)
	default:
		over := e.b.NewLabel()
		e.jump(asm.PS, over)
		e.jump(asm.EQ, l)
		e.b.Bind(over)
	}
}

func (t *target) needCompare(_ *ir.Node, c *ra.Constraint) {
	c.Uses = t.compareUses(t.id, c.Uses)
	c.ResultLate = true
}

// setCondition makes 0 or 1 of a comparison that is not fused.
func (e *emitter) setCondition() {
	c := e.compare(e.id, e.u)
	d := e.dst()
	e.b.R(c.cc.Set(), d)
	if c.parity {
		if c.cc == asm.NE {
			e.b.R(asm.SETPS, scratch)
			e.b.RR(asm.ORL, scratch, d)
		} else {
			e.b.R(asm.SETPC, scratch)
			e.b.RR(asm.ANDL, scratch, d)
		}
	}
	e.b.RR(asm.MOVBLZX, d, d)
}

func (t *target) needCheckCond(n *ir.Node, c *ra.Constraint) { c.Uses = t.condUses(n.Args[0], c.Uses) }

func (e *emitter) checkCond() {
	if e.boxed.node == e.id {
		e.checkBoxed()
		return
	}
	c := e.condition(e.n.Args[0], e.u)
	e.jumpIf(c.notIf(e.n.Op == ir.OpCheckTrue), e.guardExit())
}

// selected gives the values of a Select: the result starts as base, and is
// replaced by other when the condition holds (not: does not hold). Equality of
// floats is only tested as not equal, which moves can do.
func (t *target) selected(n *ir.Node) (base, other ir.ID, not bool) {
	id, not := t.positive(n.Args[0])
	c := &t.f.Nodes[id]
	equal := t.fused[id] && c.Op == ir.OpFCmp && (c.Aux == ir.EQ && !not || c.Aux == ir.NE && not)
	if equal {
		return n.Args[1], n.Args[2], true
	}
	return n.Args[2], n.Args[1], false
}

func (t *target) needSelect(n *ir.Node, c *ra.Constraint) {
	base, other, _ := t.selected(n)
	c.Uses = append(c.Uses, use(base), use(other))
	c.Uses = t.condUses(n.Args[0], c.Uses)
	c.ResultSame = true
}

func (e *emitter) selectValue() {
	_, _, not := e.t.selected(e.n)
	c := e.condition(e.n.Args[0], e.u[2:]).notIf(not)
	d, other := e.dst(), e.in(1)
	if d.IsXMM() {
		over := e.b.NewLabel()
		if c.parity { // NE
			take := e.b.NewLabel()
			e.jump(asm.PS, take)
			e.jump(asm.EQ, over)
			e.b.Bind(take)
		} else {
			e.jump(c.cc.Not(), over)
		}
		e.movF(other, d)
		e.b.Bind(over)
		return
	}
	e.b.RR(c.cc.Move(), other, d)
	if c.parity {
		e.b.RR(asm.CMOVQPS, other, d)
	}
}
