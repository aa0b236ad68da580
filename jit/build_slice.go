package jit

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/ir"
)

// Slices of lists, without a slice object: the bounds are computed as ints, and
// short slices are made, or copied, in place. Everything else is left to
// helpers with the same arguments.

const (
	// maxNewItems is the longest list that is made in place: its storage is one
	// of the collector's cells.
	maxNewItems = 1000
	// maxMoved is how many values are moved without a poll.
	maxMoved = 4000
)

// sliceRange is a slice of a sequence: count items from first on.
type sliceRange struct {
	first, count ir.ID
}

// bound is a bound of a slice as an int, 0 for None; ok is false when it is
// neither, as far as is known.
func (b *builder) bound(x ir.ID) (ir.ID, bool) {
	n := b.f.Node(x)
	switch {
	case n.Op == ir.OpConstT && Value(n.Aux) == abi.None:
		return 0, true
	case n.Rep == ir.I64:
		return x, true
	case n.Rep == ir.Tagged && n.Op != ir.OpConstT:
		return b.checkInt(x, kInt), true
	}
	return 0, false
}

// sliceOf resolves lo:hi:step of a sequence of n items as slice.indices does.
func (b *builder) sliceOf(n, lo, hi ir.ID, step int64) sliceRange {
	zero, one := b.f.ConstI(0), b.f.ConstI(1)
	least, most := zero, n
	start, stop := zero, n
	if step < 0 {
		least, most = b.f.ConstI(-1), b.ranged(ir.OpSub, n, one, -1, maxLen)
		start, stop = most, least
	}
	if lo != 0 {
		start = b.clampBound(lo, n, least, most)
	}
	if hi != 0 {
		stop = b.clampBound(hi, n, least, most)
	}
	from, to := start, stop
	if step < 0 {
		from, to, step = stop, start, -step
	}
	count := to
	if from != zero {
		count = b.ranged(ir.OpSub, to, from, -maxLen, maxLen+1)
		if lo != 0 && hi != 0 || step != 1 {
			count = b.ranged(ir.OpMaxI, count, zero, 0, maxLen)
		} else if lo != 0 || hi != 0 {
			b.f.Node(count).Type = ir.IntRange(0, maxLen)
		}
	}
	if step != 1 {
		d := b.f.ConstI(step)
		count = b.ranged(ir.OpQuo, b.ranged(ir.OpAdd, count, b.f.ConstI(step-1), 0, maxLen+step), d, 0, maxLen)
	}
	return sliceRange{first: start, count: count}
}

// ranged is an operation whose result is known to be in a range.
func (b *builder) ranged(op ir.Op, x, y ir.ID, lo, hi int64) ir.ID {
	id := b.emit(op, 0, x, y)
	b.f.Node(id).Type = ir.IntRange(lo, hi)
	return id
}

// clampBound brings a bound into [least, most].
func (b *builder) clampBound(x, n, least, most ir.ID) ir.ID {
	lo, _ := b.f.Node(x).Type.Range()
	if c, ok := b.f.ConstInt(x); ok && c < 0 {
		if c < -maxLen {
			return least
		}
		x = b.ranged(ir.OpAdd, n, x, c, maxLen)
		return b.ranged(ir.OpMaxI, x, least, -1, maxLen) // it is below n
	}
	if lo < 0 {
		neg := b.emit(ir.OpICmp, ir.LT, x, b.f.ConstI(0))
		x = b.emitRep(ir.OpSelect, ir.I64, 0, neg, b.emit(ir.OpAdd, 0, x, n), x)
		x = b.emit(ir.OpMaxI, 0, x, least)
	}
	return b.ranged(ir.OpMinI, x, most, -1, maxLen)
}

// itemAt is the address of an item.
func (b *builder) itemAt(items, i ir.ID) ir.ID {
	if c, ok := b.f.ConstInt(i); ok && c == 0 {
		return items
	}
	return b.emit(ir.OpAddP, 0, items, b.emit(ir.OpShl, 0, i, b.f.ConstI(3)))
}

// either builds two ways and joins them. The result of fast and slow is the
// value, if they have one.
func (b *builder) either(cond ir.ID, fast, slow func() ir.ID) ir.ID {
	yes, no, join := b.f.NewBlock(), b.f.NewBlock(), b.f.NewBlock()
	blk := b.f.Block(b.cur)
	blk.Term, blk.Cond = ir.TermBranch, cond
	blk.Succs = []ir.Edge{{To: yes}, {To: no}}
	var param ir.ID
	for k, make := range [2]func() ir.ID{fast, slow} {
		b.cur = yes
		if k == 1 {
			b.cur = no
		}
		b.mark(b.cur)
		v := make()
		if v == 0 {
			b.link(b.cur, join, nil)
			continue
		}
		if k == 0 {
			param = b.f.AddParam(join, b.rep(v), b.f.Node(v).Type)
		} else {
			p := b.f.Node(param)
			p.Type = unionType(p.Type, b.f.Node(v).Type)
		}
		b.link(b.cur, join, []ir.ID{v})
	}
	b.cur = join
	b.mark(join)
	return param
}

// exactList is the address of x when it is known, or was seen, to be exactly a list.
func (b *builder) exactList(x ir.ID) ir.ID { return b.emit(ir.OpCheckShape, int64(b.t.ListShape), x) }

// listFlags are the flags of a list that say what its items are.
func (b *builder) listFlags(p ir.ID) ir.ID {
	flags := b.emitRep(ir.OpLoad, ir.I64, ir.Mem{Off: int32(abi.HeaderAux), Width: 2, Class: ir.MFlags}.Pack(), p)
	b.f.Node(flags).Type = ir.IntRange(0, 1<<16-1)
	return b.ranged(ir.OpAnd, flags, b.f.ConstI(abi.ListInts|abi.ListFloats|abi.ListBools), 0, 7)
}

// newList makes a list of count items, maxNewItems at most, which fill stores.
func (b *builder) newList(count, flags ir.ID, fill func(items ir.ID)) ir.ID {
	// The storage last: nothing that may collect comes between it and what
	// refers to its items.
	l := b.emit(ir.OpAlloc, int64(abi.Header{Shape: b.t.ListShape, Kind: abi.KindList}.Word()))
	b.f.Node(l).Aux2 = int64(abi.Layouts[abi.KindList].Size)
	items := b.emit(ir.OpAllocItems, 0, count)
	fill(items)
	b.emit(ir.OpBarrier, 0, l)
	word := func(off int32, class ir.MemClass, v ir.ID) {
		b.emit(ir.OpStore, ir.Mem{Off: off, Width: 8, Class: class}.Pack(), l, v)
	}
	word(listItemsOff, ir.MListItems, items)
	word(listLenOff, ir.MListLen, count)
	word(listCapOff, ir.MListLen, count)
	b.emit(ir.OpStore, ir.Mem{Off: int32(abi.HeaderAux), Width: 2, Class: ir.MFlags}.Pack(), l, flags)
	v := b.emit(ir.OpTagPtr, 0, l)
	b.f.Node(v).Type = ir.Type{Bits: ir.TObject, Shape: b.t.ListShape}
	return v
}

// getSlice builds GETSLICE.
func (b *builder) getSlice(i int, in bytecode.Instr, s *site) {
	ra, rb, rc := int(in.A())/8, int(in.B())/8, int(in.C())/8
	x := b.reg(rb)
	stepID := b.f.ConstT(abi.Unbound)
	step, known := int64(1), true
	if in.X() == 1 {
		stepID = b.reg(rc + 2)
		if n := b.f.Node(stepID); n.Op != ir.OpConstT || Value(n.Aux) != abi.None {
			step, known = b.f.ConstInt(stepID)
		}
	}
	lo, hi := b.reg(rc), b.reg(rc+1)
	helper := func() ir.ID {
		return b.call(hGetSlice, ir.Tagged, b.tagged(x), b.tagged(lo), b.tagged(hi), b.tagged(stepID))
	}
	if s.b != kList || s.nshapes != 1 || s.flags&(failType|failOther) != 0 || !known || step == 0 || step > 1<<20 || step < -1<<20 || b.rep(x) != ir.Tagged {
		b.set(ra, helper())
		return
	}
	from, ok1 := b.bound(lo)
	to, ok2 := b.bound(hi)
	if !ok1 || !ok2 {
		b.set(ra, helper())
		return
	}
	p := b.exactList(x)
	if step == -1 && b.flip(i, ra, x, p, from, to, lo, hi) {
		return
	}
	r := b.sliceOf(b.listLen(p), from, to, step)
	v := b.either(b.emit(ir.OpICmp, ir.LE, r.count, b.f.ConstI(maxNewItems)), func() ir.ID {
		return b.newList(r.count, b.listFlags(p), func(items ir.ID) {
			b.emit(ir.OpCopyItems, step, items, b.itemAt(b.listItems(p), r.first), r.count)
		})
	}, func() ir.ID {
		v := helper()
		b.f.Node(v).Type = ir.Type{Bits: ir.TObject, Shape: b.t.ListShape}
		return v
	})
	b.set(ra, v)
}

// flip builds x[a:b] = x[lo:hi:-1] where that turns items around in their
// places: the slice, what computes a and b, and the assignment are built as if
// they were one instruction.
func (b *builder) flip(i, dest int, x, p, lo, hi, rawLo, rawHi ir.ID) bool {
	fr := b.fr
	k := fr.p.next(i)
	end, ok := b.flipEnd(k, dest, x)
	if !ok {
		return false
	}
	state := b.before()
	for ; k != end; k = fr.p.next(k) {
		b.f.PC = int32(k)
		b.instr(k, fr.p.info.Instrs[k])
		b.state = state
	}
	b.f.PC = int32(end)
	in := fr.p.info.Instrs[end]
	rb := int(in.B()) / 8
	toLo, toHi := b.reg(rb), b.reg(rb+1)
	n := b.listLen(p)
	a, _ := b.bound(toLo)
	z, _ := b.bound(toHi)
	fr.env[dest] = 0 // the slice: nothing reads it
	b.skipTo = fr.p.next(end)
	if fr.p.sites[i].flags&failBounds == 0 {
		b.f.PC = int32(i) // which is to blame
		if b.flipPlain(p, n, lo, hi, a, z) {
			return true
		}
		b.f.PC = int32(end)
	}
	src := b.sliceOf(n, lo, hi, -1)
	dst := b.sliceOf(n, a, z, 1)
	last := b.ranged(ir.OpSub, src.first, src.count, -maxLen, maxLen)
	same := b.emit(ir.OpICmp, ir.EQ, b.emit(ir.OpAdd, 0, last, b.f.ConstI(1)), dst.first)
	cond := b.emit(ir.OpBAnd, 0, same, b.emit(ir.OpICmp, ir.EQ, src.count, dst.count))
	cond = b.emit(ir.OpBAnd, 0, cond, b.emit(ir.OpICmp, ir.GT, src.count, b.f.ConstI(0)))
	cond = b.emit(ir.OpBAnd, 0, cond, b.emit(ir.OpICmp, ir.LE, src.count, b.f.ConstI(maxMoved)))
	b.either(cond, func() ir.ID {
		// What the storage refers to stays the same: no barrier.
		b.emit(ir.OpReverseItems, 0, b.itemAt(b.listItems(p), dst.first), src.count)
		return 0
	}, func() ir.ID {
		b.callState(hMoveSlice, ir.None, fr.p.next(end), -1,
			x, b.tagged(toLo), b.tagged(toHi), b.tagged(rawLo), b.tagged(rawHi), b.f.ConstT(abi.SmallInt(-1)))
		return 0
	})
	return true
}

// flipPlain builds a flip of p, which has n items, whose bounds need not be
// brought into the list and fit each other: it leaves when they do not. A bound
// is 0 for None.
func (b *builder) flipPlain(p, n, lo, hi, a, z ir.ID) bool {
	for _, x := range [...]ir.ID{lo, hi, a, z} {
		if c, ok := b.f.ConstInt(x); x != 0 && ok && c < 0 {
			return false
		}
	}
	zero, one := b.f.ConstI(0), b.f.ConstI(1)
	if hi != 0 && (a == 0 || a == zero) {
		return false // the items from hi on, not hi itself, go to a
	}
	first, last := lo, zero
	if lo == 0 {
		first = b.ranged(ir.OpSub, n, one, -1, maxLen)
	}
	b.emit(ir.OpCheckBounds, 0, first, n)
	count := b.ranged(ir.OpAdd, first, one, 1, maxLen)
	if z != 0 || lo != 0 {
		end := z
		if z == 0 {
			end = n
		}
		b.equal(end, first, count)
	}
	if hi != 0 {
		b.emit(ir.OpCheckBounds, 0, hi, first)
		last = b.ranged(ir.OpAdd, hi, one, 1, maxLen)
		b.equal(a, hi, last)
		count = b.ranged(ir.OpSub, first, hi, 1, maxLen)
	} else if a != 0 {
		b.emit(ir.OpCheckBounds, 0, a, one)
	}
	b.emit(ir.OpCheckBounds, 0, count, b.f.ConstI(maxMoved+1))
	// What the storage refers to stays the same: no barrier.
	b.emit(ir.OpReverseItems, 0, b.itemAt(b.listItems(p), last), count)
	return true
}

// equal leaves when x is not y, which is before + 1.
func (b *builder) equal(x, before, y ir.ID) {
	n := b.f.Node(x)
	if n.Op == ir.OpAdd || n.Op == ir.OpAddOv {
		if c, ok := b.f.ConstInt(n.Args[1]); ok && c == 1 && n.Args[0] == before {
			return
		}
	}
	b.emit(ir.OpCheckBounds, 0, b.emit(ir.OpSub, 0, x, y), b.f.ConstI(1))
}

// flipEnd finds the assignment of a slice of x, made in register dest, to
// another slice of x. Between the two ints are moved and added, no more.
func (b *builder) flipEnd(k, dest int, x ir.ID) (int, bool) {
	fr := b.fr
	fl := fr.p.flow
	isInt := func(r int) bool { return fr.env[r] > 0 && b.rep(ir.ID(fr.env[r])) == ir.I64 }
	for range 6 {
		in := fl.code.Instrs[k]
		ra, rb, rc := int(in.A())/8, int(in.B())/8, int(in.C())/8
		if fl.leader[k] || fr.cold(k) || fr.p.sites[k].flags != 0 {
			return 0, false
		}
		switch in.Op() {
		case bytecode.LOADK:
		case bytecode.MOVE:
			if fr.env[rb] <= 0 || rb == dest {
				return 0, false
			}
		case bytecode.ADDI, bytecode.SUBI:
			if !isInt(rb) {
				return 0, false
			}
		case bytecode.SETSLICE:
			ok := rc == dest && ra != dest && fr.env[ra] == val(x) && !fl.live[fr.p.next(k)].has(dest)
			return k, ok && fr.p.sites[k].a == kList
		default:
			return 0, false
		}
		if ra == dest {
			return 0, false
		}
		k = fr.p.next(k)
	}
	return 0, false
}

// setSlice builds SETSLICE: in place where a list's slice is replaced by as many
// items of another list, of the same kind.
func (b *builder) setSlice(in bytecode.Instr, s *site) {
	x, v := b.reg(int(in.A())/8), b.reg(int(in.C())/8)
	lo, hi := b.reg(int(in.B())/8), b.reg(int(in.B())/8+1)
	helper := func() ir.ID {
		b.call(hSetSlice, ir.None, b.tagged(x), b.tagged(lo), b.tagged(hi), b.tagged(v))
		return 0
	}
	if s.a != kList || s.c != kList || s.nshapes != 1 || s.flags&(failType|failOther) != 0 || b.rep(x) != ir.Tagged || b.rep(v) != ir.Tagged {
		helper()
		return
	}
	from, ok1 := b.bound(lo)
	to, ok2 := b.bound(hi)
	if !ok1 || !ok2 {
		helper()
		return
	}
	p, q := b.exactList(x), b.exactList(v)
	r := b.sliceOf(b.listLen(p), from, to, 1)
	cond := b.emit(ir.OpICmp, ir.EQ, r.count, b.listLen(q))
	cond = b.emit(ir.OpBAnd, 0, cond, b.emit(ir.OpICmp, ir.GT, r.count, b.f.ConstI(0)))
	cond = b.emit(ir.OpBAnd, 0, cond, b.emit(ir.OpICmp, ir.LE, r.count, b.f.ConstI(maxMoved)))
	cond = b.emit(ir.OpBAnd, 0, cond, b.emit(ir.OpICmp, ir.EQ, b.listFlags(p), b.listFlags(q)))
	b.either(cond, func() ir.ID {
		items := b.listItems(p)
		b.emit(ir.OpBarrier, -int64(abi.BufHeader), items)
		b.emit(ir.OpCopyItems, 1, b.itemAt(items, r.first), b.listItems(q), r.count)
		return 0
	}, helper)
}
