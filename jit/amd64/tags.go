package amd64

import (
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit/asm"
	"github.com/go-python/gopython/jit/ra"
)

func init() {
	define(needClean, (*emitter).checkInt, ir.OpCheckInt)
	define(needClean, (*emitter).checkInt64, ir.OpCheckInt64)
	define((*target).needCheckFloat, (*emitter).checkFloat, ir.OpCheckFloat, ir.OpCheckNum)
	define(needLate, (*emitter).checkBool, ir.OpCheckBool)
	define(needLate, (*emitter).checkObject, ir.OpCheckShape, ir.OpCheckKind)
	define(needEach, (*emitter).checkShapeP, ir.OpCheckShapeP)
	define((*target).needCheckIs, (*emitter).checkIs, ir.OpCheckIs, ir.OpCheckIsNot, ir.OpCheckEq)
	define((*target).needCheckTwo, (*emitter).checkSame, ir.OpCheckSame)
	define((*target).needCheckBounds, (*emitter).checkBounds, ir.OpCheckBounds)
	define(needEach, (*emitter).checkFlags, ir.OpCheckFlags)

	define(needLate, func(e *emitter) { e.tagInt(e.in(0), e.dst()) }, ir.OpTagInt)
	define(needEach, (*emitter).boxInt, ir.OpBoxInt)
	define(needEach, (*emitter).boxU64, ir.OpBoxU64)
	define(needClean, (*emitter).checkU64, ir.OpCheckU64)
	define(needEach, (*emitter).boxFloat, ir.OpBoxFloat)
	define(needLate, func(e *emitter) { e.b.MR(asm.LEAQ, asm.Idx(asm.NoReg, e.in(0), 8, int32(abi.False)), e.dst()) }, ir.OpBoxBool)
	define(needLate, func(e *emitter) { e.untagInt(e.in(0), e.dst()) }, ir.OpUntagInt)
	define((*target).needUntagFloat, (*emitter).untagFloatOp, ir.OpUntagFloat)
	define(needLate, func(e *emitter) { e.addImm(e.in(0), e.dst(), -tagPtr) }, ir.OpUntagPtr)
	define(needLate, (*emitter).untagBool, ir.OpUntagBool)
	define(needLate, func(e *emitter) { e.addImm(e.in(0), e.dst(), tagPtr) }, ir.OpTagPtr)
	define(needEach, (*emitter).shapeOf, ir.OpShapeOf)
}

// The encoding of words; see abi.Value.
const (
	tagMask    = 7
	tagPtr     = 1
	intMask    = 3 // clear in an int
	intShift   = 2
	boolShift  = 3 // False is 7, True 15
	floatTags  = 0x64646464
	floatShift = 4
	floatBias  = 2
	int64Value = int32(unsafe.Offsetof(abi.Int64{}.V))
	floatValue = int32(unsafe.Offsetof(abi.Float{}.V))
)

// only reports whether a word is known to be of these classes.
func (e *emitter) only(id ir.ID, bits ir.TypeBits) bool {
	t := e.f.Nodes[id].Type.Bits
	return t != 0 && t&^bits == 0
}

// may reports whether a word may be of one of these classes.
func (e *emitter) may(id ir.ID, bits ir.TypeBits) bool {
	t := e.f.Nodes[id].Type.Bits
	return t == 0 || t&bits != 0
}

// testInt sets EQ when the word is an int.
func (e *emitter) testInt(w asm.Reg) { e.b.IR(asm.TESTB, intMask, w) }

// testFloat sets CS when the word is a float.
func (e *emitter) testFloat(w asm.Reg) {
	e.b.IR(asm.MOVL, floatTags, scratch)
	e.b.RR(asm.BTL, w, scratch)
}

// testPtr sets EQ when the word is a reference. The address is in the scratch
// register then.
func (e *emitter) testPtr(w asm.Reg) {
	e.b.MR(asm.LEAL, asm.At(w, -tagPtr), scratch)
	e.b.IR(asm.TESTB, tagMask, scratch)
}

// field is memory of the object that a word refers to.
func field(w asm.Reg, off int32) asm.Mem { return asm.At(w, off-tagPtr) }

func (e *emitter) untagInt(w, d asm.Reg) {
	e.mov(w, d)
	e.b.IR(asm.SARQ, intShift, d)
}

func (e *emitter) tagInt(x, d asm.Reg) {
	if x == d {
		e.b.IR(asm.SHLQ, intShift, d)
		return
	}
	e.b.MR(asm.LEAQ, asm.Idx(asm.NoReg, x, 1<<intShift, 0), d)
}

// untagFloat decodes a float word; the word stays.
func (e *emitter) untagFloat(w, d asm.Reg) {
	e.b.MR(asm.LEAQ, asm.At(w, -floatBias), scratch)
	e.b.IR(asm.RORQ, floatShift, scratch)
	e.b.RR(asm.MOVQ, scratch, d)
}

// needUntagFloat: a word that is only loaded for it is decoded in a vector
// register.
func (t *target) needUntagFloat(n *ir.Node, c *ra.Constraint) {
	if t.again[t.id] {
		t.memUses(&t.f.Nodes[n.Args[0]], c)
		return
	}
	needLate(t, n, c)
}

func (e *emitter) untagFloatOp() {
	if e.t.again[e.id] {
		m, _ := e.address(&e.f.Nodes[e.n.Args[0]], e.u)
		e.decodeVector(m, e.dst())
		return
	}
	e.untagFloat(e.in(0), e.dst())
}

func (e *emitter) untagBool() {
	e.b.RR(asm.MOVL, e.in(0), e.dst())
	e.b.IR(asm.SHRL, boolShift, e.dst())
}

func (e *emitter) checkInt() {
	w := e.in(0)
	if !e.only(e.n.Args[0], ir.TInt) {
		e.testInt(w)
		e.jump(asm.NE, e.guardExit())
	}
	e.untagInt(w, e.dst())
}

// checkInt64: an object with the kind of an int of 64 bits is an int; those of
// subclasses, and larger ones, are of other kinds.
func (e *emitter) checkInt64() {
	w, d, arg := e.in(0), e.dst(), e.n.Args[0]
	done := e.b.NewLabel()
	if !e.only(arg, ir.TInt) {
		e.testInt(w)
		exit := e.guardExit()
		e.jump(asm.NE, e.coldPath(func() {
			e.testPtr(w)
			e.jump(asm.NE, exit)
			e.b.CmpMI(asm.CMPB, field(w, int32(abi.HeaderKind)), int64(abi.KindInt64))
			e.jump(asm.NE, exit)
			e.b.MR(asm.MOVQ, field(w, int64Value), d)
			e.b.Jump(asm.JMP, done)
		}))
	}
	e.untagInt(w, d)
	e.b.Bind(done)
}

// checkFloat is CheckFloat and CheckNum.
func (e *emitter) checkFloat() {
	w, d, arg := e.in(0), e.dst(), e.n.Args[0]
	done := e.b.NewLabel()
	if !e.only(arg, ir.TFloat) {
		e.testFloat(w)
		e.jump(asm.CC, e.otherFloat(w, d, done))
	}
	if e.t.again[e.id] {
		m, _ := e.address(&e.f.Nodes[arg], e.u[1:])
		e.decodeVector(m, d)
	} else {
		e.untagFloat(w, d)
	}
	e.b.Bind(done)
}

// needCheckFloat: a word that has just been loaded is decoded in a vector
// register, loaded once more, which is quicker than moving it over there.
func (t *target) needCheckFloat(n *ir.Node, c *ra.Constraint) {
	needClean(t, n, c)
	if t.again[t.id] {
		t.memUses(&t.f.Nodes[n.Args[0]], c)
	}
}

// decodeVector decodes the float word in memory.
func (e *emitter) decodeVector(m asm.Mem, d asm.Reg) {
	if e.t.rot {
		// The bias has become part of the upper bits.
		e.b.RotateLoad(floatShift, m, d)
		e.b.MRR(asm.VPADDQ, e.pool.mask(e.b, -floatBias<<(64-floatShift)&(1<<64-1)), d, d)
		return
	}
	e.b.MR(asm.VMOVQ, m, d)
	e.b.MRR(asm.VPADDQ, e.pool.mask(e.b, 1<<64-floatBias), d, d)
	e.b.IRR(asm.VPSLLQ, 64-floatShift, d, scratchX)
	e.b.IRR(asm.VPSRLQ, floatShift, d, d)
	e.b.RRR(asm.VPOR, scratchX, d, d)
}

// otherFloat is where CheckFloat and CheckNum go with what is no float word.
func (e *emitter) otherFloat(w, d asm.Reg, done asm.Label) asm.Label {
	arg := e.n.Args[0]
	boxed := e.may(arg, ir.TFloatBox)
	ints := e.n.Op == ir.OpCheckNum && e.may(arg, ir.TInt)
	exit := e.guardExit()
	if !boxed && !ints {
		return exit
	}
	return e.coldPath(func() {
		if ints {
			next := e.b.NewLabel()
			e.testInt(w)
			e.jump(asm.NE, next)
			e.untagInt(w, scratch)
			e.intToFloat(scratch, d)
			e.b.Jump(asm.JMP, done)
			e.b.Bind(next)
		}
		if !boxed {
			e.b.Jump(asm.JMP, exit)
			return
		}
		e.testPtr(w)
		e.jump(asm.NE, exit)
		e.b.CmpMI(asm.CMPL, field(w, int32(abi.HeaderShape)), int64(e.cfg.FloatShape))
		e.jump(asm.NE, exit)
		e.b.CmpMI(asm.CMPB, field(w, int32(abi.HeaderKind)), int64(abi.KindFloat))
		e.jump(asm.NE, exit)
		e.b.MR(asm.MOVSD, field(w, floatValue), d)
		e.b.Jump(asm.JMP, done)
	})
}

// checkBool: what is left of a bool after taking away False is 0 or 8.
func (e *emitter) checkBool() {
	w, d := e.in(0), e.dst()
	if e.only(e.n.Args[0], ir.TBool) {
		e.untagBool()
		return
	}
	e.addImm(w, d, -int64(abi.False))
	e.b.IR(asm.TESTQ, ^int64(abi.True-abi.False), d)
	e.jump(asm.NE, e.guardExit())
	e.b.IR(asm.SHRL, boolShift, d)
}

// checkObject is CheckShape and CheckKind. The type may say that the word is a
// reference.
func (e *emitter) checkObject() {
	w, d := e.in(0), e.dst()
	e.addImm(w, d, -tagPtr)
	if !e.only(e.n.Args[0], ir.TObject|ir.TInt64|ir.TFloatBox) {
		e.b.IR(asm.TESTB, tagMask, d)
		e.jump(asm.NE, e.guardExit())
	}
	if e.n.Op == ir.OpCheckKind {
		e.b.CmpMI(asm.CMPB, asm.At(d, int32(abi.HeaderKind)), e.n.Aux)
	} else {
		e.b.CmpMI(asm.CMPL, asm.At(d, int32(abi.HeaderShape)), e.n.Aux)
	}
	e.jump(asm.NE, e.guardExit())
}

func (e *emitter) checkShapeP() {
	e.b.CmpMI(asm.CMPL, asm.At(e.in(0), int32(abi.HeaderShape)), e.n.Aux)
	e.jump(asm.NE, e.guardExit())
}

// needCheckIs: what is only loaded for it is compared in memory.
func (t *target) needCheckIs(n *ir.Node, c *ra.Constraint) {
	if t.again[t.id] {
		t.memUses(&t.f.Nodes[n.Args[0]], c)
		return
	}
	needEach(t, n, c)
}

func (e *emitter) checkIs() {
	switch v := e.n.Aux; {
	case !e.t.again[e.id]:
		e.compareImm(e.in(0), v)
	default:
		m, _ := e.address(&e.f.Nodes[e.n.Args[0]], e.u)
		if v == int64(int32(v)) {
			e.b.CmpMI(asm.CMPQ, m, v)
		} else {
			e.b.IR(asm.MOVQ, v, scratch)
			e.b.CmpMR(asm.CMPQ, m, scratch)
		}
	}
	if e.n.Op == ir.OpCheckIsNot {
		e.jump(asm.EQ, e.guardExit())
	} else {
		e.jump(asm.NE, e.guardExit())
	}
}

// needCheckTwo: two operands that are compared, the second anywhere or
// immediate.
func (t *target) needCheckTwo(n *ir.Node, c *ra.Constraint) {
	c.Uses = append(c.Uses, use(n.Args[0]))
	if _, ok := t.imm32(n.Args[1]); !ok {
		c.Uses = append(c.Uses, useAny(n.Args[1]))
	}
}

func (e *emitter) checkSame() {
	e.compareInt(e.in(0), e.n.Args[1], e.u[1:])
	e.jump(asm.NE, e.guardExit())
}

// needCheckBounds: a length that is only loaded for it is compared in memory.
func (t *target) needCheckBounds(n *ir.Node, c *ra.Constraint) {
	if t.again[t.id] {
		c.Uses = append(c.Uses, use(n.Args[0]))
		t.memUses(&t.f.Nodes[n.Args[1]], c)
		return
	}
	t.needCheckTwo(n, c)
}

// checkBounds: as an unsigned number a negative index is larger than any
// length. What may be negative itself is tested.
func (e *emitter) checkBounds() {
	i, n := e.in(0), e.n.Args[1]
	if v, ok := e.t.imm32(n); ok {
		e.b.CmpRI(asm.CMPQ, i, max(v, 0))
		e.jump(asm.CC, e.guardExit())
		return
	}
	if e.t.again[e.id] {
		m, _ := e.address(&e.f.Nodes[n], e.u[1:])
		e.b.CmpRM(asm.CMPQ, i, m)
		e.jump(asm.CC, e.guardExit())
		return
	}
	if !e.t.isLength(n) {
		if e.u[1].IsReg() {
			e.b.RR(asm.TESTQ, e.in(1), e.in(1))
		} else {
			e.b.CmpMI(asm.CMPQ, e.slot(e.u[1]), 0)
		}
		e.jump(asm.MI, e.guardExit())
	}
	e.compareInt(i, n, e.u[1:])
	e.jump(asm.CC, e.guardExit())
}

// isLength reports whether an int is known not to be negative, be it that it
// is the length of something.
func (t *target) isLength(id ir.ID) bool {
	if t.isNatural(id) {
		return true
	}
	n := &t.f.Nodes[id]
	if n.Op != ir.OpLoad {
		return false
	}
	switch ir.MemOf(n.Aux).Class {
	case ir.MListLen, ir.MTuple, ir.MStr, ir.MByteArray:
		return true
	}
	return false
}

func (e *emitter) checkFlags() {
	mask, want := ir.FlagsOf(e.n.Aux2)
	p := e.in(0)
	if mask <= 0xff && (want == 0 || want == mask && mask&(mask-1) == 0) {
		e.b.IM(asm.TESTB, int64(int8(mask)), asm.At(p, int32(abi.HeaderAux)))
		if want == 0 {
			e.jump(asm.NE, e.guardExit())
		} else {
			e.jump(asm.EQ, e.guardExit())
		}
		return
	}
	if want == 0 {
		e.b.MR(asm.MOVWLZX, asm.At(p, int32(abi.HeaderAux)), scratch)
		e.b.IR(asm.TESTL, int64(mask), scratch)
		e.jump(asm.NE, e.guardExit())
		return
	}
	e.b.MR(asm.MOVWLZX, asm.At(p, int32(abi.HeaderAux)), scratch)
	if mask != 0xffff {
		e.b.IR(asm.ANDL, int64(mask), scratch)
	}
	e.b.CmpRI(asm.CMPL, scratch, int64(want))
	e.jump(asm.NE, e.guardExit())
}

func (e *emitter) boxFloat() {
	x, d := e.in(0), e.dst()
	done := e.b.NewLabel()
	slow := e.slowExit(ExitSlow, done)
	e.b.RR(asm.MOVQ, x, d)
	e.b.IR(asm.ROLQ, floatShift, d)
	e.b.IR(asm.ADDQ, floatBias, d)
	e.testFloat(d)
	e.jump(asm.CC, slow)
	if next := e.afterBox(); next != 0 {
		e.boxed = checkedBox{next, done}
		return
	}
	e.b.Bind(done)
}

// shapeOf is 0 for what is no reference.
func (e *emitter) shapeOf() {
	w, d := e.in(0), e.dst()
	done := e.b.NewLabel()
	e.imm(0, d)
	e.testPtr(w)
	e.jump(asm.NE, done)
	e.b.MR(asm.MOVL, field(w, int32(abi.HeaderShape)), d)
	e.b.Bind(done)
}

// checkU64: what is boxed is an Int64 that is not negative or a BigInt of one
// digit, the value in the same place.
func (e *emitter) checkU64() {
	w, d := e.in(0), e.dst()
	done := e.b.NewLabel()
	exit := e.guardExit()
	e.testInt(w)
	e.jump(asm.NE, e.coldPath(func() {
		e.testPtr(w)
		e.jump(asm.NE, exit)
		e.b.MR(asm.MOVL, field(w, int32(abi.HeaderShape)), scratch)
		e.b.CmpRI(asm.CMPL, scratch, int64(e.cfg.IntShape))
		e.jump(asm.NE, exit)
		big := e.b.NewLabel()
		e.b.CmpMI(asm.CMPB, field(w, int32(abi.HeaderKind)), int64(abi.KindInt64))
		e.jump(asm.NE, big)
		e.b.CmpMI(asm.CMPQ, field(w, int64Value), 0)
		e.jump(asm.LT, exit)
		e.b.MR(asm.MOVQ, field(w, int64Value), d)
		e.b.Jump(asm.JMP, done)
		e.b.Bind(big)
		e.b.CmpMI(asm.CMPQ, field(w, int32(unsafe.Offsetof(abi.BigInt{}.Size))), 1)
		e.jump(asm.NE, exit)
		e.b.MR(asm.MOVQ, field(w, int32(unsafe.Sizeof(abi.BigInt{}))), d)
		e.b.Jump(asm.JMP, done)
	}))
	e.b.RR(asm.TESTQ, w, w)
	e.jump(asm.MI, exit)
	e.untagInt(w, d)
	e.b.Bind(done)
}
