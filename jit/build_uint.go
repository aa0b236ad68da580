package jit

import (
	"math"

	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/runtime"
)

// Operations on ints of which one was seen to be beyond int64, but below 2**64, whose
// result is not cut to 64 bits: both operands must not be negative, and the
// result must be below 2**64.

// beyond reports whether x is such an int.
func (b *builder) beyond(x ir.ID, seen kinds) bool {
	if n := b.f.Node(x); n.Op == ir.OpConstT {
		_, ok := b.lowBits(x)
		return ok
	}
	return b.unsigned(x) || b.rep(x) == ir.Tagged && seen&kUint64 != 0
}

// uintOperands reports whether x and y are such operands.
func (b *builder) uintOperands(x, y ir.ID, sx, sy kinds, s *site) bool {
	return s.flags&(failType|failOther) == 0 && (b.beyond(x, sx) || b.beyond(y, sy)) && b.wideInput(x, sx) && b.wideInput(y, sy)
}

// uintOp builds x op y: 0 if it does not.
func (b *builder) uintOp(in bytecode.Instr, op runtime.BinOp, s *site) ir.ID {
	x, y := b.rawReg(int(in.B())/8), b.operand(in)
	sx, sy := s.b, s.c
	if in.X()&bytecode.Swapped != 0 {
		x, y, sx, sy = y, x, sy, sx
	}
	if !b.uintOperands(x, y, sx, sy, s) {
		return 0
	}
	switch op {
	case runtime.Add, runtime.Sub, runtime.FloorDiv, runtime.Mod:
	default:
		return 0
	}
	x, _, _ = b.natural(x, sx)
	y, _, unsigned := b.natural(y, sy)
	zero := b.f.ConstI(0)
	var v ir.ID
	switch op {
	case runtime.Add:
		v = b.emit(ir.OpAdd, 0, x, y)
		b.emit(ir.OpCheckFalse, 0, b.below(v, x))
	case runtime.Sub:
		b.emit(ir.OpCheckFalse, 0, b.below(x, y))
		v = b.emit(ir.OpSub, 0, x, y)
	case runtime.FloorDiv:
		v = b.emit(ir.OpQuoWide, 0, zero, x, y)
	case runtime.Mod:
		v = b.emit(ir.OpRemWide, 0, zero, x, y)
		if !unsigned {
			_, most := b.f.Node(y).Type.Range()
			if c, ok := b.f.ConstInt(y); ok {
				most = c
			}
			b.f.Node(v).Type = ir.IntRange(0, max(most-1, 0))
			return v
		}
	}
	return b.asUnsigned(b.emit(ir.OpLow64, 0, v))
}

// compareUint compares them.
func (b *builder) compareUint(op runtime.CompareOp, x, y ir.ID, sx, sy kinds, s *site) (ir.ID, bool) {
	x, y = b.unbox64(x), b.unbox64(y)
	if !b.uintOperands(x, y, sx, sy, s) {
		return 0, false
	}
	x, _, _ = b.natural(x, sx)
	y, _, _ = b.natural(y, sy)
	if op == runtime.EQ || op == runtime.NE {
		return b.emit(ir.OpICmp, ir.Cond(op), x, y), true
	}
	top := b.f.ConstI(math.MinInt64)
	return b.emit(ir.OpICmp, ir.Cond(op), b.emit(ir.OpXor, 0, x, top), b.emit(ir.OpXor, 0, y, top)), true
}

// unbox64 undoes what reg did.
func (b *builder) unbox64(x ir.ID) ir.ID {
	if n := b.f.Node(x); n.Op == ir.OpBoxU64 {
		return n.Args[0]
	}
	return x
}
