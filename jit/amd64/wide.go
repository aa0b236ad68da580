package amd64

import (
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit/asm"
	"github.com/go-python/gopython/jit/ra"
)

// Products of 128 bits, and divisions of them.

func init() {
	define(needMulHi, (*emitter).mulHi, ir.OpMulHiU)
	define(needDivWide, (*emitter).divWide, ir.OpQuoWide, ir.OpRemWide)
}

func needMulHi(_ *target, n *ir.Node, c *ra.Constraint) {
	c.Uses = append(c.Uses, ra.Use{Val: n.Args[0], Fixed: locRAX}, use(n.Args[1]))
	c.Clobbers |= 1 << locRAX
	c.Result = locRDX
}

func (e *emitter) mulHi() { e.b.R(asm.MULQ, e.in(1)) }

// needDivWide: the upper half in RDX, the lower one in RAX; the first use is
// where the result will be.
func needDivWide(_ *target, n *ir.Node, c *ra.Constraint) {
	hi, lo := ra.Use{Val: n.Args[0], Fixed: locRDX}, ra.Use{Val: n.Args[1], Fixed: locRAX}
	if n.Op == ir.OpQuoWide {
		hi, lo = lo, hi
		c.Clobbers |= 1 << locRDX
		c.Result = locRAX
	} else {
		c.Clobbers |= 1 << locRAX
		c.Result = locRDX
	}
	c.Uses = append(c.Uses, hi, lo, use(n.Args[2]))
	c.ResultSame, c.LeavesClean = true, true
}

func (e *emitter) divWide() {
	d := e.in(2)
	e.b.CmpRR(asm.CMPQ, asm.RDX, d)
	e.jump(asm.CC, e.guardExit())
	e.b.R(asm.DIVQ, d)
}
