package jit

import (
	"math"
	"math/bits"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/runtime"
)

// Products and sums of ints that are not negative are computed with 128 bits, where
// what follows brings them back to 64: a * b % m, (a*b + c) % m, a*b >> 64, a*b // c.
// Of what is cut to 64 bits by a mask at its end only the lower 64 bits are: these are
// exact for +, -, *, <<, &, ^, | whatever the operands.
//
// A register then holds, from the first operation to the last use, what is no
// value: the lower half, of which b.wides knows the upper one. So all that is in
// between leaves compiled code, if it does, in front of the first operation (the
// state is pinned), and must have no effect. planWide sees to that.

// wide is an int of 128 bits, below 2**bits.
type wide struct {
	hi, lo ir.ID
	bits   int
}

// pin is a run of instructions in which the state is that before the first one.
type pin struct {
	fr          *frame
	first, last int // the latter is behind it
	state       ir.StateID
	plan        map[int]width
}

// width says how much of an int is kept.
type width uint8

const (
	noWidth   width = iota
	allBits         // 128: it is below 2**128
	lowerBits       // 64, of more
	natural64       // 64, it is below 2**64
)

// pinned reports whether instruction i of the current frame is behind the first
// one of the run.
func (b *builder) pinned(i int) bool { return b.pin.fr == b.fr && i > b.pin.first && i < b.pin.last }

// unpin forgets what is no value.
func (b *builder) unpin() {
	for r, v := range b.fr.env {
		if _, ok := b.wides[ir.ID(v)]; ok && v > 0 {
			b.fr.env[r] = 0
		}
	}
	b.pin = pin{}
}

// wideInput reports whether a value can be made an int from 0 to 2**64-1.
func (b *builder) wideInput(id ir.ID, seen kinds) bool {
	n := b.f.Node(id)
	switch {
	case n.Op == ir.OpConstI:
		return n.Aux >= 0
	case n.Op == ir.OpConstT:
		_, ok := b.lowBits(id)
		return ok
	case n.Rep == ir.I64:
		return true
	}
	return n.Rep == ir.Tagged && seen != 0 && seen&^(kInt|kInt64|kUint64) == 0
}

// natural makes it one, below 2**size; unsigned says that its node's type does
// not give its range.
func (b *builder) natural(id ir.ID, seen kinds) (v ir.ID, size int, unsigned bool) {
	n := b.f.Node(id)
	switch {
	case n.Op == ir.OpConstI:
		return id, bits.Len64(uint64(n.Aux)), false
	case n.Op == ir.OpConstT:
		v, _ = b.lowBits(id)
		return v, 64, true
	case b.unsigned(id):
		return id, 64, true
	case n.Rep == ir.Tagged && seen&kUint64 != 0:
		return b.toUnsigned(id), 64, true
	case n.Rep == ir.Tagged:
		id = b.checkInt(id, seen)
	}
	lo, hi := b.f.Node(id).Type.Range()
	if lo < 0 {
		b.emit(ir.OpCheckTrue, 0, b.emit(ir.OpICmp, ir.GE, id, b.f.ConstI(0)))
	}
	return id, bits.Len64(uint64(max(hi, 0))), false
}

// planner looks at a run of instructions, without building anything.
type planner struct {
	b      *builder
	plan   map[int]width // by instruction: its result
	held   map[int]width // by register
	loaded map[int]ir.ID // registers that constants are loaded into on the way
}

// planWide finds the run of instructions from i on, which makes a wide int, up to
// that where none is left; ok is false if there is something in between
// that does not know about them.
func (b *builder) planWide(i int) (last int, plan map[int]width, ok bool) {
	fr := b.fr
	fl := fr.p.flow
	p := planner{b, map[int]width{}, map[int]width{}, map[int]ir.ID{}}
	first := i
	for range 20 {
		if i >= len(fr.p.info.Instrs) || i != first && fl.leader[i] || fr.cold(i) {
			return 0, nil, false
		}
		in := fr.p.info.Instrs[i]
		dest := int(in.A()) / 8
		w := natural64
		switch in.Op() {
		case bytecode.LOADGLOBAL:
			v, ok := b.lookGlobal(b.globalName(in))
			if !ok {
				return 0, nil, false
			}
			p.loaded[dest] = b.constValue(v)
			delete(p.held, dest)
		case bytecode.LOADK:
			p.loaded[dest] = b.constant(int(in.BC()))
			delete(p.held, dest)
		default:
			if w = p.width(in, &fr.p.sites[i]); w == noWidth {
				return 0, nil, false
			}
			delete(p.loaded, dest)
			p.held[dest] = w
			p.plan[i] = w
		}
		i += fl.words(i)
		wide := false
		for r, w := range p.held {
			if w != natural64 {
				if i >= len(fr.p.info.Instrs) {
					return 0, nil, false
				}
				if !fl.live[i].has(r) {
					delete(p.held, r)
				} else {
					wide = true
				}
			}
		}
		if !wide {
			return i, p.plan, true
		}
	}
	return 0, nil, false
}

// planned is an operand of an instruction in a run.
type planned struct {
	w   width // noWidth: of an operand that does not come from the run
	con ir.ID // of a constant
	nat bool  // it can be made an int from 0 to 2**64-1
	low bool  // its lower bits can be had
}

func (p *planner) operand(r int, id ir.ID, seen kinds) planned {
	if r >= 0 {
		if c, ok := p.loaded[r]; ok {
			id, seen = c, 0
		} else if w := p.held[r]; w != noWidth {
			return planned{w: w, nat: w == natural64, low: true}
		} else if v := p.b.fr.env[r]; v > 0 {
			id = ir.ID(v)
		} else {
			return planned{}
		}
	}
	o := planned{nat: p.b.wideInput(id, seen)}
	n := p.b.f.Node(id)
	o.low = o.nat || n.Op == ir.OpConstI
	if n.Op == ir.OpConstI || n.Op == ir.OpConstT {
		o.con = id
	}
	return o
}

// width is how much of an instruction's result is to be kept.
func (p *planner) width(in bytecode.Instr, s *site) width {
	bin := &binaryOp[in.Op()]
	if bin.form == 0 || s.flags&failType != 0 {
		return noWidth
	}
	x := p.operand(int(in.B())/8, 0, s.b)
	var y planned
	if bin.form == 'r' {
		y = p.operand(int(in.C())/8, 0, s.c)
	} else {
		y = p.operand(-1, p.b.operand(in), s.c)
	}
	if in.X()&bytecode.Swapped != 0 {
		x, y = y, x
	}
	if !x.low && (x.w == noWidth || x.con != 0) || !y.low && y.con == 0 {
		return noWidth
	}
	c, small := int64(0), false
	if y.con != 0 {
		c, small = p.b.f.ConstInt(y.con)
	}
	whole := func(o planned) bool { return o.w == allBits || o.nat }
	inner := x.w == allBits || x.w == lowerBits || y.w == allBits || y.w == lowerBits
	switch op := runtime.BinOp(bin.op); op {
	case runtime.Mul:
		if x.nat && y.nat && s.flags&failOther == 0 {
			return allBits
		}
		return p.lower(x, y)
	case runtime.Add:
		if whole(x) && whole(y) && s.flags&failOther == 0 {
			return allBits
		}
		return p.lower(x, y)
	case runtime.Sub:
		return p.lower(x, y)
	case runtime.LShift:
		if small && c >= 0 && c < 64 {
			return p.lower(x, x)
		}
	case runtime.And, runtime.Or, runtime.Xor:
		if op == runtime.And && y.con != 0 && (small && c >= 0 || p.b.mask64(y.con)) {
			return natural64
		}
		if !inner && x.nat && y.nat {
			return natural64
		}
		return p.lower(x, y)
	case runtime.Mod:
		if y.con != 0 {
			if _, _, ok := p.b.powerOfTwo(y.con); ok && x.low {
				return natural64
			}
		}
		if x.w == allBits && y.nat {
			return natural64
		}
	case runtime.FloorDiv:
		if x.w == allBits && y.nat {
			return natural64
		}
	case runtime.RShift:
		if small && (c > 0 && c < 128 && x.w == allBits || c > 0 && c < 64 && x.nat) {
			return natural64
		}
	}
	return noWidth
}

func (p *planner) lower(x, y planned) width {
	if x.low && y.low {
		return lowerBits
	}
	return noWidth
}

// beginWide builds the first operation of a run, if there is use for it: 0 if not.
func (b *builder) beginWide(i int, in bytecode.Instr, op runtime.BinOp, s *site) ir.ID {
	switch op {
	case runtime.Mul, runtime.Add, runtime.Sub, runtime.LShift:
	default:
		return 0
	}
	x, y := b.rawReg(int(in.B())/8), b.operand(in)
	large := s.flags&failOverflow != 0 || (s.b|s.c)&(kInt64|kUint64) != 0 || b.unsigned(x) || b.unsigned(y)
	if !large || b.pin.fr != nil {
		return 0
	}
	last, plan, ok := b.planWide(i)
	if !ok || plan[i] == natural64 {
		return 0
	}
	b.pin = pin{fr: b.fr, first: i, last: last, state: b.before(), plan: plan}
	return b.useWide(i, in, op, s)
}

// useWide builds an operation of a run: 0 if it is none.
func (b *builder) useWide(i int, in bytecode.Instr, op runtime.BinOp, s *site) ir.ID {
	if b.pin.fr != b.fr || i < b.pin.first || i >= b.pin.last {
		return 0
	}
	x, y := b.rawReg(int(in.B())/8), b.operand(in)
	sx, sy := s.b, s.c
	if in.X()&bytecode.Swapped != 0 {
		x, y, sx, sy = y, x, sy, sx
	}
	switch b.pin.plan[i] {
	case allBits:
		v, w := b.wideOf(x, sx), b.wideOf(y, sy)
		if op == runtime.Add {
			return b.sumWide(v, w)
		}
		p := wide{hi: b.f.ConstI(0), lo: b.emit(ir.OpMul, 0, v.lo, w.lo), bits: v.bits + w.bits}
		if p.bits > 64 {
			p.hi = b.emit(ir.OpMulHiU, 0, v.lo, w.lo)
		}
		return b.keepWide(p)
	case lowerBits:
		node := map[runtime.BinOp]ir.Op{runtime.Add: ir.OpAdd, runtime.Sub: ir.OpSub, runtime.Mul: ir.OpMul, runtime.LShift: ir.OpShl,
			runtime.And: ir.OpAnd, runtime.Or: ir.OpOr, runtime.Xor: ir.OpXor}[op]
		v := b.emit(node, 0, b.lowerOf(x, sx), b.lowerOf(y, sy))
		return b.keepWide(wide{lo: v})
	}
	return b.narrowed(op, x, y, sx, sy)
}

// wideOf is an operand of which all bits are known.
func (b *builder) wideOf(x ir.ID, seen kinds) wide {
	if w, ok := b.wides[x]; ok {
		return w
	}
	v, n, _ := b.natural(x, seen)
	return wide{b.f.ConstI(0), v, n}
}

// lowerOf is the lower 64 bits of an operand.
func (b *builder) lowerOf(x ir.ID, seen kinds) ir.ID {
	if w, ok := b.wides[x]; ok {
		return w.lo
	}
	if v, ok := b.lowBits(x); ok {
		return v
	}
	return b.raw(x, seen)
}

// keepWide returns what stands for w in registers.
func (b *builder) keepWide(w wide) ir.ID {
	if b.wides == nil {
		b.wides = map[ir.ID]wide{}
	}
	b.wides[w.lo] = w
	return w.lo
}

// below compares as unsigned ints.
func (b *builder) below(x, y ir.ID) ir.ID {
	top := b.f.ConstI(math.MinInt64)
	return b.emit(ir.OpICmp, ir.LT, b.emit(ir.OpXor, 0, x, top), b.emit(ir.OpXor, 0, y, top))
}

func (b *builder) sumWide(x, y wide) ir.ID {
	lo := b.emit(ir.OpAdd, 0, x.lo, y.lo)
	carry := b.emit(ir.OpB2I, 0, b.below(lo, x.lo))
	hi := b.emit(ir.OpAdd, 0, x.hi, y.hi)
	n := max(x.bits, y.bits) + 1
	if n > 128 {
		b.emit(ir.OpCheckFalse, 0, b.below(hi, x.hi))
	}
	sum := b.emit(ir.OpAdd, 0, hi, carry)
	if n > 128 {
		b.emit(ir.OpCheckFalse, 0, b.below(sum, hi))
	}
	return b.keepWide(wide{sum, lo, min(n, 128)})
}

// narrowed builds an operation whose result has 64 bits.
func (b *builder) narrowed(op runtime.BinOp, x, y ir.ID, sx, sy kinds) ir.ID {
	_, isWide := b.wides[x]
	if mask, all, ok := b.powerOfTwo(y); ok && op == runtime.Mod {
		if all {
			return b.asUnsigned(b.emit(ir.OpLow64, 0, b.lowerOf(x, sx)))
		}
		return b.maskWide(b.lowerOf(x, sx), b.f.ConstI(mask))
	}
	switch op {
	case runtime.RShift:
		k, _ := b.f.ConstInt(y)
		return b.shiftWide(b.wideOf(x, sx), k)
	case runtime.And:
		if c, ok := b.f.ConstInt(y); ok && c >= 0 || b.mask64(y) {
			return b.maskWide(b.lowerOf(x, sx), y)
		}
	}
	if !isWide { // of two ints that are not negative
		node := map[runtime.BinOp]ir.Op{runtime.And: ir.OpAnd, runtime.Or: ir.OpOr, runtime.Xor: ir.OpXor}[op]
		v, _, some := b.natural(x, sx)
		w, _, more := b.natural(y, sy)
		r := b.emit(node, 0, v, w)
		if some || more {
			return b.asUnsigned(b.emit(ir.OpLow64, 0, r))
		}
		b.f.Node(r).Type = ir.IntRange(0, math.MaxInt64)
		return r
	}
	w := b.wides[x]
	first := &b.fr.p.sites[b.pin.first]
	d, _, unsigned := b.natural(y, sy)
	_, most := b.f.Node(d).Type.Range()
	if c, ok := b.f.ConstInt(d); ok {
		most = c
	}
	if op == runtime.FloorDiv {
		return b.asUnsigned(b.emit(ir.OpLow64, 0, b.emit(ir.OpQuoWide, 0, w.hi, w.lo, d)))
	}
	if first.flags&failBounds != 0 { // the upper half may be the divisor, or more
		w.hi = b.emit(ir.OpRemWide, 0, b.f.ConstI(0), w.hi, d)
	}
	r := b.emit(ir.OpRemWide, 0, w.hi, w.lo, d)
	if unsigned {
		return b.asUnsigned(b.emit(ir.OpLow64, 0, r))
	}
	b.f.Node(r).Type = ir.IntRange(0, max(most-1, 0))
	return r
}

func (b *builder) shiftWide(w wide, k int64) ir.ID {
	narrow := func(v ir.ID, n int64) ir.ID {
		if n < 1 {
			return b.asUnsigned(b.emit(ir.OpLow64, 0, v))
		}
		b.f.Node(v).Type = ir.IntRange(0, int64(uint64(math.MaxUint64)>>n))
		return v
	}
	switch {
	case k == 64:
		return narrow(w.hi, 0)
	case k > 64:
		return narrow(b.emit(ir.OpShrU, 0, w.hi, b.f.ConstI(k-64)), k-64)
	}
	lo := b.emit(ir.OpShrU, 0, w.lo, b.f.ConstI(k))
	if w.bits <= 64 {
		return narrow(lo, k)
	}
	if w.bits-int(k) > 64 {
		b.emit(ir.OpCheckTrue, 0, b.emit(ir.OpICmp, ir.EQ, b.emit(ir.OpShrU, 0, w.hi, b.f.ConstI(k)), b.f.ConstI(0)))
	}
	return narrow(b.emit(ir.OpOr, 0, lo, b.emit(ir.OpShl, 0, w.hi, b.f.ConstI(64-k))), 0)
}

func (b *builder) maskWide(lo, mask ir.ID) ir.ID {
	if b.mask64(mask) {
		return b.asUnsigned(b.emit(ir.OpLow64, 0, lo))
	}
	v := b.emit(ir.OpAnd, 0, lo, mask)
	b.f.Node(v).Type = ir.IntRange(0, b.f.Node(mask).Aux)
	return v
}

// powerOfTwo gives the mask that x % y is, if y is a constant power of two up to
// 2**64: all says that it is 2**64-1.
func (b *builder) powerOfTwo(y ir.ID) (mask int64, all, ok bool) {
	if c, ok := b.f.ConstInt(y); ok {
		return c - 1, false, c > 0 && c&(c-1) == 0
	}
	n := b.f.Node(y)
	if n.Op != ir.OpConstT || !Value(n.Aux).IsKind(abi.KindBigInt) || Value(n.Aux).Shape() != b.t.IntShape {
		return 0, false, false
	}
	o := abi.Obj[abi.BigInt](Value(n.Aux))
	digit := Value(n.Aux).Addr() + abi.Layouts[abi.KindBigInt].Size
	switch {
	case o.Size == 1 && abi.Load64(digit) == 1<<63:
		return math.MaxInt64, false, true
	case o.Size == 2 && abi.Load64(digit) == 0 && abi.Load64(digit+abi.Word) == 1:
		return -1, true, true
	}
	return 0, false, false
}
