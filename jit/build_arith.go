package jit

import (
	"strings"

	"math"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit/amd64"
	"github.com/go-python/gopython/runtime"
)

// operandSort is what a value is treated as.
type operandSort int

const (
	sortOther operandSort = iota
	sortInt               // int or bool
	sortFloat
)

var binaryOp, compareJump = opTables()

type opInfo struct {
	op    int  // runtime.BinOp or CompareOp
	form  byte // letter of the last operand; 0: another opcode
	sense bool // jump when it holds
}

func opTables() (bin, cmp [256]opInfo) {
	ops := []struct {
		name string
		op   runtime.BinOp
	}{{"ADD", runtime.Add}, {"SUB", runtime.Sub}, {"MUL", runtime.Mul}, {"TRUEDIV", runtime.TrueDiv}, {"FLOORDIV", runtime.FloorDiv},
		{"MOD", runtime.Mod}, {"POW", runtime.Pow}, {"LSHIFT", runtime.LShift}, {"RSHIFT", runtime.RShift}, {"AND", runtime.And},
		{"OR", runtime.Or}, {"XOR", runtime.Xor}, {"MATMUL", runtime.MatMul}}
	for i, info := range bytecode.Infos {
		name := strings.TrimRight(info.Name, "IK")
		for _, o := range ops {
			if name == o.name {
				bin[i] = opInfo{op: int(o.op), form: info.C}
			}
		}
		if c, ok := bytecode.Op(i).Comparison(); ok {
			cmp[i] = opInfo{op: c.Op, form: info.B, sense: c.Sense}
		}
	}
	return bin, cmp
}

// sortOf tells what to treat a value as, by what is known of it or was seen.
func (b *builder) sortOf(id ir.ID, seen kinds) operandSort {
	n := b.f.Node(id)
	switch n.Rep {
	case ir.I64, ir.Bool:
		return sortInt
	case ir.F64:
		return sortFloat
	}
	if n.Op == ir.OpConstT {
		return sortOther // constants of these sorts are unboxed
	}
	switch {
	case n.Type.Bits != 0 && n.Type.Bits&^(ir.TInt|ir.TInt64) == 0 && n.Op != ir.OpCallHelper:
		return sortInt
	case n.Type.Bits != 0 && n.Type.Bits&^(ir.TFloat|ir.TFloatBox) == 0:
		return sortFloat
	case seen != 0 && seen&^(kInt|kInt64) == 0, seen == kBool:
		return sortInt
	case seen == kFloat:
		return sortFloat
	}
	return sortOther
}

// asInt converts a value of sortInt to I64.
func (b *builder) asInt(id ir.ID, seen kinds) ir.ID {
	switch b.f.Node(id).Rep {
	case ir.I64:
		return id
	case ir.Bool:
		return b.emit(ir.OpB2I, 0, id)
	}
	if seen == kBool {
		return b.emit(ir.OpB2I, 0, b.checkBool(id))
	}
	if seen&kInt64 == 0 && b.f.Node(id).Type.Bits&ir.TInt64 != 0 && b.f.Node(id).Type.Bits&^(ir.TInt|ir.TInt64) == 0 {
		seen |= kInt64
	}
	return b.checkInt(id, seen)
}

// asFloat converts a value of sortInt or sortFloat to F64, as arithmetic does.
func (b *builder) asFloat(id ir.ID) ir.ID {
	switch n := b.f.Node(id); n.Rep {
	case ir.F64:
		return id
	case ir.I64:
		if n.Op == ir.OpConstI {
			return b.f.ConstF(float64(n.Aux))
		}
		return b.emit(ir.OpI2F, 0, id)
	case ir.Bool:
		return b.emit(ir.OpI2F, 0, b.emit(ir.OpB2I, 0, id))
	}
	return b.checkFloat(id)
}

// number unboxes a value as its sort says.
func (b *builder) number(id ir.ID, sort operandSort, seen kinds) ir.ID {
	if sort == sortInt {
		return b.asInt(id, seen)
	}
	return b.asFloat(id)
}

func (b *builder) negate(i int, in bytecode.Instr, s *site) {
	x := b.reg(int(in.B()) / 8)
	dest := int(in.A()) / 8
	switch sort := b.sortOf(x, s.b); {
	case sort == sortInt && s.flags&failOverflow == 0:
		b.set(dest, b.emit(ir.OpNegOv, 0, b.asInt(x, s.b)))
	case sort == sortFloat:
		b.set(dest, b.emit(ir.OpFNeg, 0, b.asFloat(x)))
	case b.isComplex(x, s.b):
		b.set(dest, b.complexNegate(x))
	default:
		b.generic(i)
	}
}

func (b *builder) binary(i int, in bytecode.Instr, s *site) {
	op := runtime.BinOp(binaryOp[in.Op()].op)
	v := b.useWide(i, in, op, s)
	if v == 0 {
		v = b.unsignedOp(i, in, op, s)
	}
	if v == 0 {
		v = b.beginWide(i, in, op, s)
	}
	if v == 0 {
		v = b.uintOp(in, op, s)
	}
	if v != 0 {
		b.set(int(in.A())/8, v)
		return
	}
	x := b.reg(int(in.B()) / 8)
	y := b.operand(in)
	if b.unsigned(y) {
		y = b.tagged(y)
	}
	sx, sy := s.b, s.c
	if in.X()&bytecode.Swapped != 0 {
		x, y, sx, sy = y, x, sy, sx
	}
	dest := int(in.A()) / 8
	qx, qy := b.sortOf(x, sx), b.sortOf(y, sy)
	switch {
	case s.flags&failType != 0:
	case qx == sortInt && qy == sortInt && s.flags&failOverflow == 0:
		v = b.intOp(op, x, y, sx, sy, s)
	case qx != sortOther && qy != sortOther && (qx == sortFloat || qy == sortFloat):
		v = b.floatOp(op, b.number(x, qx, sx), b.number(y, qy, sy))
	case qx == sortFloat && sy != 0 && sy&^(kInt|kFloat) == 0 && b.f.Node(y).Rep == ir.Tagged:
		v = b.floatOp(op, b.asFloat(x), b.emit(ir.OpCheckNum, 0, y))
	case qy == sortFloat && sx != 0 && sx&^(kInt|kFloat) == 0 && b.f.Node(x).Rep == ir.Tagged:
		v = b.floatOp(op, b.emit(ir.OpCheckNum, 0, x), b.asFloat(y))
	}
	if v == 0 && s.flags&failType == 0 {
		v = b.concatStr(op, x, y, sx, sy)
	}
	if v == 0 {
		v = b.mixed(op, x, y, sx, sy, s)
	}
	if v == 0 {
		v = b.complexBinary(op, x, y, sx, sy, s)
	}
	if v == 0 {
		if b.dunder(i, op, in, x, y, sx, s) || b.reflected(i, op, in, x, y, sx, sy, s) {
			return
		}
		if op == runtime.Add && sx == kList && sy == kList && b.rep(x) == ir.Tagged && b.rep(y) == ir.Tagged && s.flags&(failType|failOther) == 0 {
			b.addLists(in, dest, x, y)
			return
		}
		if op == runtime.Add && b.isTuple(x, sx) && b.isTuple(y, sy) && s.flags&(failType|failOther) == 0 {
			b.set(dest, b.addTuples(x, y))
			return
		}
		if op == runtime.Mul && in.X()&bytecode.InPlace == 0 && sx == kList && qy == sortInt && b.rep(x) == ir.Tagged && b.rep(y) == ir.I64 && s.flags&(failType|failOther) == 0 {
			v = b.repeat(x, y, func() ir.ID { return b.call(hBinary, ir.Tagged, b.f.ConstI(int64(op)), x, b.tagged(y)) })
		} else if in.X()&bytecode.InPlace != 0 {
			v = b.call(hInPlace, ir.Tagged, b.f.ConstI(int64(op)), b.tagged(x), b.tagged(y))
		} else {
			v = b.call(hBinary, ir.Tagged, b.f.ConstI(int64(op)), b.tagged(x), b.tagged(y))
		}
	}
	b.set(dest, v)
}

func (b *builder) intOp(op runtime.BinOp, x, y ir.ID, sx, sy kinds, s *site) ir.ID {
	if (op == runtime.And || op == runtime.Or || op == runtime.Xor) && b.isBool(x, sx) && b.isBool(y, sy) {
		return 0 // the result is a bool
	}
	cy, isConst := b.f.ConstInt(y)
	switch op {
	case runtime.Pow:
		if !isConst || cy != 2 {
			return 0
		}
	case runtime.LShift:
		if isConst && (cy < 0 || cy > 62) {
			return 0
		}
	case runtime.RShift:
		if isConst && cy < 0 {
			return 0
		}
	}
	x, y = b.asInt(x, sx), b.asInt(y, sy)
	switch op {
	case runtime.Add:
		return b.emit(ir.OpAddOv, 0, x, y)
	case runtime.Sub:
		return b.emit(ir.OpSubOv, 0, x, y)
	case runtime.Mul:
		return b.emit(ir.OpMulOv, 0, x, y)
	case runtime.Pow:
		return b.emit(ir.OpMulOv, 0, x, x)
	case runtime.And:
		return b.emit(ir.OpAnd, 0, x, y)
	case runtime.Or:
		return b.emit(ir.OpOr, 0, x, y)
	case runtime.Xor:
		return b.emit(ir.OpXor, 0, x, y)
	case runtime.FloorDiv, runtime.Mod:
		b.divisor(op, x, y)
		if op == runtime.Mod {
			return b.emit(ir.OpFloorMod, 0, x, y)
		}
		return b.emit(ir.OpFloorDiv, 0, x, y)
	case runtime.TrueDiv:
		b.notZero(op, b.emit(ir.OpICmp, ir.NE, y, b.f.ConstI(0)), x, y)
		return b.emit(ir.OpFDiv, 0, b.exactFloat(x), b.exactFloat(y))
	case runtime.LShift:
		if !isConst {
			b.emit(ir.OpCheckTrue, 0, b.emit(ir.OpICmp, ir.GE, y, b.f.ConstI(0)))
		}
		return b.emit(ir.OpShlOv, 0, x, y)
	case runtime.RShift:
		if !isConst {
			b.emit(ir.OpCheckTrue, 0, b.emit(ir.OpICmp, ir.GE, y, b.f.ConstI(0)))
		}
		return b.emit(ir.OpShr, 0, x, y)
	}
	return 0
}

func (b *builder) isBool(id ir.ID, seen kinds) bool {
	n := b.f.Node(id)
	return n.Rep == ir.Bool || n.Rep == ir.Tagged && seen == kBool
}

// divisor leaves where a floor division by y is not one of int64.
func (b *builder) divisor(op runtime.BinOp, x, y ir.ID) {
	c, ok := b.f.ConstInt(y)
	if !ok || c == 0 {
		b.notZero(op, b.emit(ir.OpICmp, ir.NE, y, b.f.ConstI(0)), x, y)
	}
	if lo, _ := b.f.Node(x).Type.Range(); (!ok || c == -1) && lo == math.MinInt64 {
		b.emit(ir.OpCheckTrue, 0, b.emit(ir.OpICmp, ir.NE, x, b.f.ConstI(math.MinInt64)))
	}
}

// exactFloat converts an int to a float that equals it.
func (b *builder) exactFloat(x ir.ID) ir.ID {
	const exact = 1 << 53
	if c, ok := b.f.ConstInt(x); ok && c >= -exact && c <= exact {
		return b.f.ConstF(float64(c))
	}
	return b.emit(ir.OpCheckI2F, 0, x)
}

func (b *builder) floatOp(op runtime.BinOp, x, y ir.ID) ir.ID {
	x, y = b.asFloat(x), b.asFloat(y)
	switch op {
	case runtime.Add:
		return b.emit(ir.OpFAdd, 0, x, y)
	case runtime.Sub:
		return b.emit(ir.OpFSub, 0, x, y)
	case runtime.Mul:
		return b.emit(ir.OpFMul, 0, x, y)
	case runtime.TrueDiv, runtime.Mod, runtime.FloorDiv:
		if n := b.f.Node(y); n.Op != ir.OpConstF || math.Float64frombits(uint64(n.Aux)) == 0 {
			b.notZero(op, b.emit(ir.OpFCmp, ir.NE, y, b.f.ConstF(0)), x, y)
		}
		if op == runtime.TrueDiv {
			return b.emit(ir.OpFDiv, 0, x, y)
		}
		return b.floatDivMod(op, x, y)
	case runtime.Pow:
		return b.floatPow(x, y)
	}
	return 0
}

// floatPow is x ** y, unless it may be complex or an error.
func (b *builder) floatPow(x, y ir.ID) ir.ID {
	failed := b.fr.p.sites[b.fr.at].flags&failOther != 0
	if n := b.f.Node(y); n.Op == ir.OpConstF {
		c := math.Float64frombits(uint64(n.Aux))
		switch {
		case c == 2 && !failed: // as libm.Pow has it; infinite: perhaps an error
			v := b.emit(ir.OpFMul, 0, x, x)
			b.emit(ir.OpCheckTrue, 0, b.emit(ir.OpFCmp, ir.LE, b.emit(ir.OpFAbs, 0, v), b.f.ConstF(math.MaxFloat64)))
			return v
		case c >= 0 && c == math.Trunc(c):
			return b.call(hFloatPow, ir.F64, x, y)
		}
	}
	if failed {
		return 0
	}
	b.emit(ir.OpCheckTrue, 0, b.emit(ir.OpFCmp, ir.GT, x, b.f.ConstF(0)))
	return b.call(hFloatPow, ir.F64, x, y)
}

// compare gives the result of a comparison as a condition, where that is one of
// numbers or strings.
func (b *builder) compare(op runtime.CompareOp, x, y ir.ID, sx, sy kinds, s *site) (ir.ID, bool) {
	if c, ok := b.compareUint(op, x, y, sx, sy, s); ok {
		return c, true
	}
	qx, qy := b.sortOf(x, sx), b.sortOf(y, sy)
	cond := ir.Cond(op)
	switch {
	case s.flags&failType != 0:
	case qx == sortInt && qy == sortInt:
		return b.emit(ir.OpICmp, cond, b.asInt(x, sx), b.asInt(y, sy)), true
	case qx != sortOther && qy != sortOther:
		return b.emit(ir.OpFCmp, cond, b.comparable(x, qx, sx), b.comparable(y, qy, sy)), true
	}
	if c := b.compareMixed(op, x, y, sx, sy, s); c != 0 {
		return c, true
	}
	if op == runtime.EQ || op == runtime.NE {
		if c, ok := b.complexEqual(x, y, sx, sy); ok {
			if op == runtime.NE {
				c = b.emit(ir.OpBNot, 0, c)
			}
			return c, true
		}
	}
	if c, ok := b.compareStr(op, x, y, sx); ok {
		return c, true
	}
	if c, ok := b.compareChars(op, x, y, sx, sy, s); ok {
		return c, true
	}
	return b.callSame(hCompare, ir.Bool, b.f.ConstI(int64(op)), b.tagged(x), b.tagged(y)), true
}

// comparable converts a number to the float that equals it.
func (b *builder) comparable(x ir.ID, sort operandSort, seen kinds) ir.ID {
	if sort == sortFloat {
		return b.asFloat(x)
	}
	return b.exactFloat(b.asInt(x, seen))
}

func (b *builder) jumpCompare(i int, in bytecode.Instr, s *site) {
	info := &compareJump[in.Op()]
	x := b.reg(int(in.A()) / 8)
	var y ir.ID
	sy := s.b
	switch info.form {
	case 'i':
		y = b.f.ConstI(int64(int16(in.B())))
	case 'k':
		y = b.constant(int(in.B()))
		sy = kindsOf(b.t, abi.Load(b.fr.p.code.Consts+uintptr(in.B())))
	default:
		y = b.reg(int(in.B()) / 8)
	}
	c, ok := b.compareSpecial(runtime.CompareOp(info.op), x, y, s.a, s, ir.Bool)
	if ok && b.cur == 0 {
		return
	}
	if !ok {
		c, ok = b.compare(runtime.CompareOp(info.op), x, y, s.a, sy, s)
	}
	if !ok {
		b.exitAt(i, ir.ExitUnsupported)
		return
	}
	t, _ := bytecode.JumpTarget(in, i)
	next := i + 1
	if !info.sense {
		t, next = next, t
	}
	b.branch(c, t, next)
}

// floatDivMod is the floor of x / y, or what is left of x. The floor of the
// quotient is the right one if what it leaves lies between 0 and y, of which a
// rounding once at the end tells exactly; else the runtime decides. So it does
// for a y that is not positive.
func (b *builder) floatDivMod(op runtime.BinOp, x, y ir.ID) ir.ID {
	h := hFloatFloorDiv
	if op == runtime.Mod {
		h = hFloatMod
	}
	zero := b.f.ConstF(0)
	if !amd64.HasFMA {
		return b.call(h, ir.F64, x, y)
	}
	floor := b.emit(ir.OpFFloor, 0, b.emit(ir.OpFDiv, 0, x, y))
	rest := b.emit(ir.OpFSub, 0, zero, b.emit(ir.OpFMulSub, 0, x, floor, y))
	right := b.emit(ir.OpBAnd, 0, b.emit(ir.OpFCmp, ir.GE, rest, zero), b.emit(ir.OpFCmp, ir.LT, rest, y))
	v := floor
	if op == runtime.Mod {
		v = rest
	}
	return b.eitherF(right, func() ir.ID { return v }, func() ir.ID { return b.call(h, ir.F64, x, y) })
}
