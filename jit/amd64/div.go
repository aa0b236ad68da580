package amd64

import (
	"math"
	"math/bits"

	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit/asm"
	"github.com/go-python/gopython/jit/ra"
)

func init() {
	define((*target).needDiv, (*emitter).div, ir.OpFloorDiv, ir.OpQuo)
	define((*target).needMod, (*emitter).mod, ir.OpFloorMod, ir.OpRem)
}

// divKind is the way in which a division is done.
type divKind uint8

const (
	divAny   divKind = iota // IDIV
	divPower                // by a power of two
	divSmall                // by a constant, of a dividend below 2**31: 64-bit product
	divMagic                // by a constant: upper half of a 128-bit product
)

// divisor says how the division of n is done, and by which constant.
func (t *target) divisor(n *ir.Node) (kind divKind, d int64) {
	d, ok := t.f.ConstInt(n.Args[1])
	switch {
	case !ok || d <= 0:
		return divAny, 0
	case d&(d-1) == 0:
		return divPower, d
	case d <= 1<<31 && t.within(n.Args[0], 0, 1<<31-1):
		return divSmall, d
	}
	return divMagic, d
}

// natural reports whether the dividend of n cannot be negative.
func (t *target) natural(n *ir.Node) bool {
	return n.Op == ir.OpQuo || n.Op == ir.OpRem || t.isNatural(n.Args[0])
}

// magic gives m and s so that x / d is x*m >> s for all 0 <= x < 2**size:
// m = ceil(2**s / d) with s = size + ceil(log2 d). The error of m, below d
// <= 2**(s-size), changes x*m by less than 2**s / d. m < 2**(size+1).
func magic(d int64, size int) (m uint64, s int) {
	s = size + bits.Len64(uint64(d-1))
	var hi, lo uint64
	if s < 64 {
		lo = 1 << s
	} else {
		hi = 1 << (s - 64)
	}
	m, r := bits.Div64(hi, lo, uint64(d))
	if r > 0 {
		m++
	}
	return m, s
}

// small32 reports whether IDIV of 32 bits does.
func (t *target) small32(n *ir.Node) bool {
	return t.within(n.Args[0], 0, math.MaxInt32) && t.within(n.Args[1], 1, math.MaxInt32)
}

func (t *target) needDiv(n *ir.Node, c *ra.Constraint) {
	switch kind, _ := t.divisor(n); kind {
	case divPower:
		c.Uses = append(c.Uses, use(n.Args[0]))
		c.ResultLate = true
	case divSmall:
		c.Uses = append(c.Uses, use(n.Args[0]))
	case divMagic:
		c.Uses = append(c.Uses, use(n.Args[0]))
		c.Temps = append(c.Temps, ra.Temp{Fixed: locRAX})
		c.Result = locRDX
	default:
		c.Uses = append(c.Uses, ra.Use{Val: n.Args[0], Fixed: locRAX}, use(n.Args[1]))
		c.Temps = append(c.Temps, ra.Temp{Fixed: locRDX})
		c.Result, c.ResultSame = locRAX, true
	}
}

func (t *target) needMod(n *ir.Node, c *ra.Constraint) {
	switch kind, d := t.divisor(n); kind {
	case divPower:
		c.Uses = append(c.Uses, use(n.Args[0]))
		c.ResultSame = d != 1<<32
		c.ResultLate = d == 1<<32
	case divSmall:
		c.Uses = append(c.Uses, use(n.Args[0]))
		c.ResultSame = true
	case divMagic:
		c.Uses = append(c.Uses, use(n.Args[0]))
		c.Temps = append(c.Temps, ra.Temp{Fixed: locRAX}, ra.Temp{Fixed: locRDX})
		c.ResultSame = true
	default:
		c.Uses = append(c.Uses, ra.Use{Val: n.Args[0], Fixed: locRAX}, use(n.Args[1]))
		c.Clobbers |= 1 << locRAX
		c.Result = locRDX
	}
}

func (e *emitter) div() {
	kind, d := e.t.divisor(e.n)
	switch kind {
	case divPower:
		e.mov(e.in(0), e.dst())
		if d > 1 {
			e.b.IR(asm.SARQ, int64(bits.TrailingZeros64(uint64(d))), e.dst())
		}
	case divSmall:
		e.quotientSmall(e.in(0), e.dst(), d)
	case divMagic:
		e.quotientMagic(e.in(0), d)
	default:
		e.divide()
		if e.n.Op == ir.OpFloorDiv {
			e.floor(func(asm.Reg) { e.b.R(asm.DECQ, asm.RAX) })
		}
	}
}

func (e *emitter) mod() {
	kind, d := e.t.divisor(e.n)
	switch kind {
	case divPower:
		e.modPower(d)
	case divSmall:
		x := e.dst()
		e.quotientSmall(x, scratch, d)
		e.timesSub(scratch, d, x)
	case divMagic:
		x := e.dst()
		e.quotientMagic(x, d)
		e.timesSub(asm.RDX, d, x)
	default:
		e.divide()
		if e.n.Op == ir.OpFloorMod {
			e.floor(func(y asm.Reg) { e.b.RR(asm.ADDQ, y, asm.RDX) })
		}
	}
}

// modPower keeps the bits below a power of two.
func (e *emitter) modPower(d int64) {
	x := e.dst()
	switch {
	case d == 1<<32:
		e.b.RR(asm.MOVL, e.in(0), x)
	case d < 1<<32:
		e.b.IR(asm.ANDL, d-1, x)
	case e.t.bmi2:
		e.b.IR(asm.MOVL, int64(bits.TrailingZeros64(uint64(d))), scratch)
		e.b.RRR(asm.BZHIQ, scratch, x, x)
	default:
		e.b.IR(asm.MOVQ, d-1, scratch)
		e.b.RR(asm.ANDQ, scratch, x)
	}
}

// quotientSmall emits q = x / d for 0 <= x < 2**31.
func (e *emitter) quotientSmall(x, q asm.Reg, d int64) {
	m, s := magic(d, 31)
	e.b.IR(asm.MOVQ, int64(m), q)
	e.b.RR(asm.IMULQ, x, q)
	e.b.IR(asm.SHRQ, int64(s), q)
}

// quotientMagic emits RDX = floor(x / d), with RAX lost. A negative x is
// replaced by ^x and the result by its complement, which rounds down.
func (e *emitter) quotientMagic(x asm.Reg, d int64) {
	m, s := magic(d, 63)
	if e.t.natural(e.n) {
		e.b.IR(asm.MOVQ, int64(m), asm.RAX)
		e.b.R(asm.MULQ, x)
		e.shrRDX(s - 64)
		return
	}
	e.mov(x, scratch)
	e.b.IR(asm.SARQ, 63, scratch)
	e.mov(x, asm.RAX)
	e.b.RR(asm.XORQ, scratch, asm.RAX)
	e.b.IR(asm.MOVQ, int64(m), asm.RDX)
	e.b.R(asm.MULQ, asm.RDX)
	e.shrRDX(s - 64)
	e.b.RR(asm.XORQ, scratch, asm.RDX)
}

func (e *emitter) shrRDX(k int) {
	if k > 0 {
		e.b.IR(asm.SHRQ, int64(k), asm.RDX)
	}
}

// timesSub emits x -= q*d, with q lost.
func (e *emitter) timesSub(q asm.Reg, d int64, x asm.Reg) {
	if d == int64(int32(d)) {
		e.b.IRR(asm.IMUL3Q, d, q, q)
	} else {
		other := scratch
		if q == scratch { // then d fits 32 bits, but for 2**31, a power
			e.fail("division by %d", d)
		}
		e.b.IR(asm.MOVQ, d, other)
		e.b.RR(asm.IMULQ, other, q)
	}
	e.b.RR(asm.SUBQ, q, x)
}

// divide emits RAX, RDX = quotient and remainder of RAX by the second operand.
func (e *emitter) divide() {
	y := e.in(1)
	switch {
	case e.t.small32(e.n):
		e.b.RR(asm.XORL, asm.RDX, asm.RDX)
		e.b.R(asm.DIVL, y)
	case e.t.natural(e.n) && (e.n.Op == ir.OpQuo || e.n.Op == ir.OpRem || e.t.isNatural(e.n.Args[1])):
		e.b.RR(asm.XORL, asm.RDX, asm.RDX)
		e.b.R(asm.DIVQ, y)
	default:
		e.b.Op0(asm.CQO)
		e.b.R(asm.IDIVQ, y)
	}
}

// floor corrects a truncated division: fix is run when there is a remainder,
// and its sign is not the divisor's.
func (e *emitter) floor(fix func(y asm.Reg)) {
	if e.t.natural(e.n) && e.t.isNatural(e.n.Args[1]) {
		return
	}
	y, done := e.in(1), e.b.NewLabel()
	e.b.RR(asm.TESTQ, asm.RDX, asm.RDX)
	e.jump(asm.EQ, done)
	e.mov(asm.RDX, scratch)
	e.b.RR(asm.XORQ, y, scratch)
	e.jump(asm.PL, done)
	fix(y)
	e.b.Bind(done)
}
