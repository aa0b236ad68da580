package jit

import (
	"math"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/runtime"
)

// Ints from 0 to 2**64-1: what programs keep that compute modulo 2**64 (hashes,
// random numbers). An I64 node with TUnsigned holds one as its bits. Registers
// and loop variables may hold them; all but the operations here get them boxed
// (builder.reg).
//
// A chain of +, -, *, <<, ^, | that ends in & with a mask below 2**64 is
// computed modulo 2**64 throughout: the low bits are exact whatever the
// operands. Between its instructions nothing may leave compiled code, as the
// values are not those that the interpreter would have; so all operands other
// than the first have to be constants or unboxed already.

// toUnsigned converts a value to an unsigned int, leaving when it is none.
func (b *builder) toUnsigned(id ir.ID) ir.ID {
	n := b.f.Node(id)
	switch {
	case b.unsigned(id):
		return id
	case n.Rep == ir.I64:
		if lo, _ := n.Type.Range(); lo < 0 {
			b.emit(ir.OpCheckTrue, 0, b.emit(ir.OpICmp, ir.GE, id, b.f.ConstI(0)))
		}
		return b.asUnsigned(b.emit(ir.OpLow64, 0, id))
	}
	x := b.asUnsigned(b.emit(ir.OpCheckU64, 0, b.tagged(id)))
	b.replace(id, x)
	return x
}

func (b *builder) asUnsigned(id ir.ID) ir.ID {
	b.f.Node(id).Type = ir.Type{Bits: ir.TInt | ir.TInt64 | ir.TUnsigned}
	return id
}

// lowBits returns the low 64 bits of an int: of a constant, or of what is
// unboxed already.
func (b *builder) lowBits(id ir.ID) (ir.ID, bool) {
	n := b.f.Node(id)
	switch {
	case n.Rep == ir.I64:
		return id, true
	case n.Op == ir.OpConstT && kindsOf(b.t, Value(n.Aux)) == kUint64:
		return b.f.ConstI(int64(abi.Load64(Value(n.Aux).Addr() + abi.Layouts[abi.KindBigInt].Size))), true
	}
	return 0, false
}

// mask64 reports whether a constant is 2**64-1.
func (b *builder) mask64(id ir.ID) bool {
	n := b.f.Node(id)
	x, ok := b.lowBits(id)
	return ok && n.Op == ir.OpConstT && b.f.Node(x).Aux == -1
}

// operand returns the right operand of an arithmetic instruction.
func (b *builder) operand(in bytecode.Instr) ir.ID {
	switch binaryOp[in.Op()].form {
	case 'k':
		return b.constant(int(in.C()))
	case 'i':
		return b.f.ConstI(int64(int16(in.C())))
	}
	return b.rawReg(int(in.C()) / 8)
}

// unsignedOp builds an operation on unsigned ints, or one of a chain. The
// result is 0 when it is neither.
func (b *builder) unsignedOp(i int, in bytecode.Instr, op runtime.BinOp, s *site) ir.ID {
	x, y := b.rawReg(int(in.B())/8), b.operand(in)
	if s.flags&failType != 0 || b.rep(x) == ir.F64 || b.rep(y) == ir.F64 || b.rep(x) == ir.Bool || b.rep(y) == ir.Bool {
		return 0
	}
	const ints = kInt | kInt64 | kUint64
	large := func(id ir.ID, seen kinds) bool {
		return b.unsigned(id) || b.rep(id) == ir.Tagged && seen&kUint64 != 0 && seen&^ints == 0
	}
	intOp := func(id ir.ID, seen kinds) bool {
		return b.rep(id) == ir.I64 || b.rep(id) == ir.Tagged && seen != 0 && seen&^ints == 0 && b.f.Node(id).Op != ir.OpConstT
	}
	all := b.mask64(y)
	if mask, full, ok := b.powerOfTwo(y); ok && op == runtime.Mod && in.X()&bytecode.Swapped == 0 {
		op, all, y = runtime.And, full, b.f.ConstI(mask)
	}
	switch op {
	case runtime.Add, runtime.Sub, runtime.Mul:
		if !intOp(x, s.b) || in.X()&bytecode.Swapped != 0 && op == runtime.Sub || !b.masked(i, in) {
			return 0
		}
		yl, ok := b.lowBits(y)
		if !ok {
			return 0
		}
		x = b.raw(x, s.b)
		node := map[runtime.BinOp]ir.Op{runtime.Add: ir.OpAdd, runtime.Sub: ir.OpSub, runtime.Mul: ir.OpMul}[op]
		return b.emit(node, 0, x, yl)
	case runtime.LShift:
		k, ok := b.f.ConstInt(y)
		if !ok || k < 0 || k > 63 || in.X()&bytecode.Swapped != 0 || !intOp(x, s.b) || !b.masked(i, in) {
			return 0
		}
		return b.emit(ir.OpShl, 0, b.raw(x, s.b), b.f.ConstI(k))
	case runtime.And:
		if all && intOp(x, s.b) {
			return b.asUnsigned(b.emit(ir.OpLow64, 0, b.raw(x, s.b)))
		}
		if c, ok := b.f.ConstInt(y); ok && c >= 0 && large(x, s.b) {
			return b.emit(ir.OpAnd, 0, b.toUnsigned(x), y)
		}
	case runtime.RShift:
		k, ok := b.f.ConstInt(y)
		if !ok || k < 1 || k > 63 || in.X()&bytecode.Swapped != 0 || !large(x, s.b) {
			return 0
		}
		v := b.emit(ir.OpShrU, 0, b.toUnsigned(x), y)
		b.f.Node(v).Type = ir.IntRange(0, int64(uint64(math.MaxUint64)>>k))
		return v
	case runtime.Xor, runtime.Or:
		// Of a chain, or of two ints that are not negative.
		yl, ok := b.lowBits(y)
		if ok && intOp(x, s.b) && (large(x, s.b) || large(y, s.c)) && b.masked(i, in) {
			node := ir.OpXor
			if op == runtime.Or {
				node = ir.OpOr
			}
			return b.emit(node, 0, b.raw(x, s.b), yl)
		}
		if !large(x, s.b) && !large(y, s.c) || !intOp(x, s.b) || !intOp(y, s.c) && !ok {
			return 0
		}
		if ok && b.f.Node(y).Op == ir.OpConstT {
			y = b.asUnsigned(b.emit(ir.OpLow64, 0, yl))
		}
		x, y = b.toUnsigned(x), b.toUnsigned(y)
		node := ir.OpXor
		if op == runtime.Or {
			node = ir.OpOr
		}
		return b.asUnsigned(b.emit(ir.OpLow64, 0, b.emit(node, 0, x, y)))
	}
	return 0
}

// raw returns the low bits of the first operand of a chain.
func (b *builder) raw(x ir.ID, seen kinds) ir.ID {
	switch {
	case b.rep(x) == ir.I64:
		return x
	case seen&kUint64 != 0:
		return b.toUnsigned(x)
	}
	return b.checkInt(x, seen)
}

// masked reports whether the result of instruction i is only used by a chain
// that ends in a mask.
func (b *builder) masked(i int, in bytecode.Instr) bool {
	fr := b.fr
	fl := fr.p.flow
	temp := int(in.A()) / 8
	loaded := map[int]ir.ID{} // registers that constants are loaded into on the way
	for range 12 {
		i += fl.words(i)
		if i >= len(fr.p.info.Instrs) || fl.leader[i] || fr.cold(i) {
			return false
		}
		in = fr.p.info.Instrs[i]
		switch dest := int(in.A()) / 8; in.Op() {
		case bytecode.LOADGLOBAL:
			v, ok := b.lookGlobal(b.globalName(in))
			if !ok || dest == temp {
				return false
			}
			loaded[dest] = b.constValue(v)
			continue
		case bytecode.LOADK:
			if dest == temp {
				return false
			}
			loaded[dest] = b.constant(int(in.BC()))
			continue
		}
		bin := &binaryOp[in.Op()]
		if bin.form == 0 || fr.p.sites[i].flags&failType != 0 {
			return false
		}
		left, right := int(in.B())/8, int(in.C())/8
		next := i + fl.words(i)
		if dest := int(in.A()) / 8; left != temp || bin.form == 'r' && right == temp || dest != temp && fl.live[next].has(temp) {
			return false
		}
		var y ir.ID
		if bin.form != 'r' {
			y = b.operand(in)
		} else if c, ok := loaded[right]; ok {
			y = c
		} else if v := fr.env[right]; v > 0 && b.rep(ir.ID(v)) == ir.I64 {
			y = ir.ID(v)
		} else {
			return false
		}
		if _, _, ok := b.powerOfTwo(y); ok && runtime.BinOp(bin.op) == runtime.Mod && in.X()&bytecode.Swapped == 0 {
			return true
		}
		if _, ok := b.lowBits(y); !ok {
			return false
		}
		switch runtime.BinOp(bin.op) {
		case runtime.And:
			if c, ok := b.f.ConstInt(y); ok && c >= 0 || b.mask64(y) {
				return true
			}
			return false
		case runtime.Add, runtime.Mul, runtime.Xor, runtime.Or:
		case runtime.Sub:
			if in.X()&bytecode.Swapped != 0 {
				return false
			}
		case runtime.LShift:
			if c, ok := b.f.ConstInt(y); !ok || c < 0 || c > 63 || in.X()&bytecode.Swapped != 0 {
				return false
			}
		default:
			return false
		}
		temp = int(in.A()) / 8
	}
	return false
}
