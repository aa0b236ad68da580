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
//
// A register then holds, from the product to the last use, what is no value: the
// lower half, of which b.wides knows the upper one. So all that is in between
// leaves compiled code, if it does, in front of the product (the state is
// pinned), and must have no effect. planWide sees to that.

// wide is an int of 128 bits, below 2**bits.
type wide struct {
	hi, lo ir.ID
	bits   int
}

// pin is a run of instructions in which the state is that before the first one.
type pin struct {
	fr          *frame
	first, last int
	state       ir.StateID
}

// pinned reports whether instruction i of the current frame is behind the first
// one of the run.
func (b *builder) pinned(i int) bool { return b.pin.fr == b.fr && i > b.pin.first && i <= b.pin.last }

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

// planWide finds the run of instructions behind i, which makes an int of 128 bits,
// up to that where none is left; ok is false if there is something in
// between that does not know about them.
func (b *builder) planWide(i int) (last int, ok bool) {
	fr := b.fr
	fl := fr.p.flow
	wides := map[int]bool{int(fr.p.info.Instrs[i].A()) / 8: true}
	narrow := map[int]bool{}
	loaded := map[int]ir.ID{}
	for range 16 {
		i += fl.words(i)
		if i >= len(fr.p.info.Instrs) || fl.leader[i] || fr.cold(i) {
			return 0, false
		}
		in := fr.p.info.Instrs[i]
		dest := int(in.A()) / 8
		isWide, isNarrow := false, false
		switch in.Op() {
		case bytecode.LOADGLOBAL:
			v, ok := b.lookGlobal(b.globalName(in))
			if !ok {
				return 0, false
			}
			loaded[dest] = b.constValue(v)
		case bytecode.LOADK:
			loaded[dest] = b.constant(int(in.BC()))
		default:
			bin, s := &binaryOp[in.Op()], &fr.p.sites[i]
			if bin.form == 0 || s.flags&failType != 0 {
				return 0, false
			}
			left, right := int(in.B())/8, -1
			if bin.form == 'r' {
				right = int(in.C()) / 8
			}
			input := func(r int, seen kinds) bool {
				if r < 0 {
					return b.wideInput(b.operand(in), seen)
				}
				if c, ok := loaded[r]; ok {
					return b.wideInput(c, 0)
				}
				return narrow[r] || fr.env[r] > 0 && b.wideInput(ir.ID(fr.env[r]), seen)
			}
			swapped := in.X()&bytecode.Swapped != 0
			lw, rw := wides[left], wides[right]
			constant := func() (ir.ID, bool) {
				if c, ok := loaded[right]; ok {
					return c, true
				}
				return 0, false
			}
			var c ir.ID
			known := bin.form != 'r'
			if known {
				c = b.operand(in)
			} else {
				c, known = constant()
			}
			switch op := runtime.BinOp(bin.op); {
			case lw && rw:
				isWide = op == runtime.Add
			case lw && op == runtime.Add && input(right, s.c), rw && op == runtime.Add && input(left, s.b):
				isWide = true
			case rw || lw && swapped:
			case lw && (op == runtime.Mod || op == runtime.FloorDiv):
				isNarrow = input(right, s.c)
			case lw && op == runtime.RShift && known:
				k, ok := b.f.ConstInt(c)
				isNarrow = ok && k > 0 && k < 128
			case lw && op == runtime.And && known:
				k, ok := b.f.ConstInt(c)
				isNarrow = ok && k >= 0 || b.mask64(c)
			case lw:
			case op == runtime.Mul && s.flags&failOther == 0:
				isWide = input(left, s.b) && input(right, s.c)
			case op == runtime.Xor || op == runtime.Or || op == runtime.And:
				isNarrow = narrow[left] && narrow[right]
			}
			if !isWide && !isNarrow {
				return 0, false
			}
			delete(loaded, dest)
		}
		delete(wides, dest)
		delete(narrow, dest)
		if isWide {
			wides[dest] = true
		}
		if isNarrow {
			narrow[dest] = true
		}
		next := i + fl.words(i)
		for r := range wides {
			if next >= len(fr.p.info.Instrs) || !fl.live[next].has(r) {
				delete(wides, r)
			}
		}
		if len(wides) == 0 {
			return i, true
		}
	}
	return 0, false
}

// beginWide builds a product or sum of 128 bits, if there is use for it: 0 if not.
func (b *builder) beginWide(i int, in bytecode.Instr, op runtime.BinOp, s *site) ir.ID {
	inside := b.pinned(i) // then the plan says so
	if op != runtime.Mul && (op != runtime.Add || inside) {
		return 0
	}
	x, y := b.rawReg(int(in.B())/8), b.operand(in)
	if !inside {
		large := s.flags&failOverflow != 0 || (s.b|s.c)&(kInt64|kUint64) != 0 || b.unsigned(x) || b.unsigned(y)
		if !large || s.flags&(failType|failOther) != 0 || !b.wideInput(x, s.b) || !b.wideInput(y, s.c) {
			return 0
		}
		last, ok := b.planWide(i)
		if !ok {
			return 0
		}
		b.pin = pin{fr: b.fr, first: i, last: last, state: b.before()}
	}
	x, nx, _ := b.natural(x, s.b)
	y, ny, _ := b.natural(y, s.c)
	zero := b.f.ConstI(0)
	if op == runtime.Add {
		return b.sumWide(wide{zero, x, nx}, wide{zero, y, ny})
	}
	w := wide{hi: zero, lo: b.emit(ir.OpMul, 0, x, y), bits: nx + ny}
	if w.bits > 64 {
		w.hi = b.emit(ir.OpMulHiU, 0, x, y)
	}
	return b.keepWide(w)
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

// useWide builds an operation on an int of 128 bits: 0 if there is none.
func (b *builder) useWide(i int, in bytecode.Instr, op runtime.BinOp, s *site) ir.ID {
	if !b.pinned(i) {
		return 0
	}
	x, y := b.rawReg(int(in.B())/8), b.operand(in)
	w, ok := b.wides[x]
	v, both := b.wides[y]
	switch {
	case !ok && !both:
		return 0
	case ok && both:
		return b.sumWide(w, v)
	case op == runtime.Add:
		seen := s.c
		if both {
			w, y, seen = v, x, s.b
		}
		y, n, _ := b.natural(y, seen)
		return b.sumWide(w, wide{b.f.ConstI(0), y, n})
	}
	switch op {
	case runtime.RShift:
		return b.shiftWide(w, b.f.Node(y).Aux)
	case runtime.And:
		return b.maskWide(w, y)
	}
	if c, ok := b.f.ConstInt(y); ok && op == runtime.Mod && c > 0 && c&(c-1) == 0 {
		return b.maskWide(w, b.f.ConstI(c-1))
	}
	first := &b.fr.p.sites[b.pin.first]
	d, _, unsigned := b.natural(y, s.c)
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

func (b *builder) maskWide(w wide, mask ir.ID) ir.ID {
	if b.mask64(mask) {
		return b.asUnsigned(b.emit(ir.OpLow64, 0, w.lo))
	}
	v := b.emit(ir.OpAnd, 0, w.lo, mask)
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
