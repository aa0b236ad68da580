package jit

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/runtime"
)

// Methods and operators of lists. What moves few items, and needs no new
// storage, is done in place; the rest by the function written in Go.

const listKinds = abi.ListInts | abi.ListFloats | abi.ListBools

// listMethod builds a method of a list other than append and pop(): fn is the
// function, p the address of the checked list.
func (b *builder) listMethod(name string, fn Value, p ir.ID, args []ir.ID, s *site, cs callSite) (ir.ID, bool) {
	if s.flags&(failType|failOther) != 0 {
		return 0, false
	}
	none := b.f.ConstT(abi.None)
	if p == 0 {
		p = b.exactList(args[0])
	}
	call := func() ir.ID { return b.callNative(fn, args, cs) }
	le := func(n ir.ID, limit int64) ir.ID { return b.emit(ir.OpICmp, ir.LE, n, b.f.ConstI(limit)) }
	switch {
	case name == "pop" && len(args) == 2 && b.indexArg(args[1]):
		n := b.listLen(p)
		k := b.index(b.wordInt(args[1]), n, s)
		return b.remove(p, k, call), true
	case name == "insert" && len(args) == 3 && b.indexArg(args[1]):
		n := b.listLen(p)
		k := b.clampBound(b.wordInt(args[1]), n, b.f.ConstI(0), n)
		rest := b.ranged(ir.OpSub, n, k, 0, maxLen)
		short := le(rest, maxMoved)
		b.addItem(p, args[2], short, s, func(items, n, v ir.ID) {
			at := b.itemAt(items, k)
			b.emit(ir.OpCopyItems, 1, b.emit(ir.OpAddP, abi.Word, at, b.f.ConstI(0)), at, rest)
			b.storeItem(items, k, v)
		}, func(ir.ID) { call() })
		return none, true
	case name == "reverse" && len(args) == 1:
		n := b.listLen(p)
		return b.either(le(n, maxMoved), func() ir.ID {
			b.emit(ir.OpReverseItems, 0, b.listItems(p), n)
			return none
		}, call), true
	case name == "copy" && len(args) == 1:
		return b.copyList(p, call), true
	case name == "clear" && len(args) == 1:
		zero := b.f.ConstI(0)
		b.setLen(p, zero)
		b.emit(ir.OpStore, ir.Mem{Off: listCapOff, Width: 8, Class: ir.MListLen}.Pack(), p, zero)
		b.emit(ir.OpStore, ir.Mem{Off: listItemsOff, Width: 8, Class: ir.MListItems}.Pack(), p, b.f.ConstP(0))
		flags := b.emitRep(ir.OpLoad, ir.I64, ir.Mem{Off: int32(abi.HeaderAux), Width: 2, Class: ir.MFlags}.Pack(), p)
		b.storeFlags(p, b.emit(ir.OpAnd, 0, flags, b.f.ConstI(^listKinds)))
		return none, true
	case name == "extend" && len(args) == 2 && b.isList(args[1]):
		b.extend(p, args[0], args[1], func() { call() })
		return none, true
	}
	return 0, false
}

// sequenceOf builds list(x) and tuple(x).
func (b *builder) sequenceOf(typ *runtime.Type, x ir.ID, cs callSite, s *site) ir.ID {
	h := hListOf
	if typ == b.t.Types.Tuple {
		h = hTupleOf
	}
	call := func() ir.ID {
		v := b.callState(h, ir.Tagged, cs.next, cs.dest, b.tagged(x))
		b.f.Node(v).Type = ir.Type{Bits: ir.TObject, Shape: typ.RootShape()}
		return v
	}
	if h == hTupleOf || s.b != kList || b.rep(x) != ir.Tagged || s.flags&(failType|failOther) != 0 {
		return call()
	}
	return b.copyList(b.exactList(x), call)
}

// copyList makes a copy of the list at address p.
func (b *builder) copyList(p ir.ID, slow func() ir.ID) ir.ID {
	n := b.listLen(p)
	return b.either(b.emit(ir.OpICmp, ir.LE, n, b.f.ConstI(maxNewItems)), func() ir.ID {
		return b.newList(n, b.listFlags(p), func(items ir.ID) { b.emit(ir.OpCopyItems, 1, items, b.listItems(p), n) })
	}, slow)
}

// remove takes item k, which exists, out of the list at address p, and gives it.
func (b *builder) remove(p, k ir.ID, slow func() ir.ID) ir.ID {
	n := b.listLen(p)
	last := b.ranged(ir.OpSub, n, b.f.ConstI(1), 0, maxLen)
	rest := b.ranged(ir.OpSub, last, k, 0, maxLen)
	return b.either(b.emit(ir.OpICmp, ir.LE, rest, b.f.ConstI(maxMoved)), func() ir.ID {
		items := b.listItems(p)
		v := b.listGet(items, k)
		at := b.itemAt(items, k)
		b.emit(ir.OpCopyItems, 1, at, b.emit(ir.OpAddP, abi.Word, at, b.f.ConstI(0)), rest)
		b.storeItem(items, last, b.f.ConstT(abi.SmallInt(0)))
		b.setLen(p, last)
		return v
	}, slow)
}

// delItem builds DELITEM.
func (b *builder) delItem(in bytecode.Instr, s *site) {
	x, y := b.reg(int(in.A())/8), b.reg(int(in.B())/8)
	call := func() { b.call(hDelItem, ir.None, b.tagged(x), b.tagged(y)) }
	if s.a != kList || s.b != kInt || s.nshapes != 1 || s.flags&(failType|failOther) != 0 || b.rep(x) != ir.Tagged || !b.indexArg(y) {
		call()
		return
	}
	p := b.exactList(x)
	k := b.index(b.wordInt(y), b.listLen(p), s)
	none := b.f.ConstT(abi.None)
	b.remove(p, k, func() ir.ID {
		call()
		return none
	})
}

// repeat builds x * n of a list that has one item.
func (b *builder) repeat(x, n ir.ID, slow func() ir.ID) ir.ID {
	p := b.exactList(x)
	cond := b.emit(ir.OpBAnd, 0, b.emit(ir.OpICmp, ir.EQ, b.listLen(p), b.f.ConstI(1)), b.emit(ir.OpICmp, ir.LE, n, b.f.ConstI(maxNewItems)))
	cond = b.emit(ir.OpBAnd, 0, cond, b.emit(ir.OpICmp, ir.GT, n, b.f.ConstI(0)))
	return b.either(cond, func() ir.ID {
		return b.newList(n, b.listFlags(p), func(items ir.ID) { b.emit(ir.OpCopyItems, 0, items, b.listItems(p), n) })
	}, func() ir.ID {
		v := slow()
		b.f.Node(v).Type = ir.Type{Bits: ir.TObject, Shape: b.t.ListShape}
		return v
	})
}

// indexArg reports whether an argument is an int in the word, or may be checked
// to be one.
func (b *builder) indexArg(x ir.ID) bool {
	r := b.rep(x)
	return r == ir.I64 || r == ir.Tagged && b.f.Node(x).Op != ir.OpConstT
}

// isList reports whether x is known to be exactly a list.
func (b *builder) isList(x ir.ID) bool {
	return b.rep(x) == ir.Tagged && b.f.Node(x).Type.Shape == b.t.ListShape
}

func (b *builder) storeItem(items, k, v ir.ID) {
	b.emit(ir.OpStoreX, ir.Mem{Width: 8, Scale: 8, Class: ir.MItems}.Pack(), items, k, v)
}

func (b *builder) setLen(p, n ir.ID) {
	b.emit(ir.OpStore, ir.Mem{Off: listLenOff, Width: 8, Class: ir.MListLen}.Pack(), p, n)
}

func (b *builder) storeFlags(p, flags ir.ID) {
	b.emit(ir.OpStore, ir.Mem{Off: int32(abi.HeaderAux), Width: 2, Class: ir.MFlags}.Pack(), p, flags)
}

// extend appends the items of the list y to the list x at address p.
func (b *builder) extend(p, x, y ir.ID, slow func()) {
	q := b.exactList(y)
	n, m := b.listLen(p), b.listLen(q)
	all := b.ranged(ir.OpAdd, n, m, 0, 2*maxLen)
	cond := b.emit(ir.OpICmp, ir.LE, all, b.loadInt(p, listCapOff, ir.MListLen, maxLen))
	cond = b.emit(ir.OpBAnd, 0, cond, b.emit(ir.OpICmp, ir.GT, m, b.f.ConstI(0)))
	cond = b.emit(ir.OpBAnd, 0, cond, b.emit(ir.OpICmp, ir.LE, m, b.f.ConstI(maxMoved)))
	cond = b.emit(ir.OpBAnd, 0, cond, b.emit(ir.OpICmp, ir.EQ, b.listFlags(p), b.listFlags(q)))
	b.either(cond, func() ir.ID {
		items := b.listItems(p)
		b.emit(ir.OpBarrier, -int64(abi.BufHeader), items)
		b.emit(ir.OpCopyItems, 1, b.itemAt(items, n), b.listItems(q), m)
		b.setLen(p, all)
		return 0
	}, func() ir.ID {
		slow()
		return 0
	})
}

// concat builds x + y of two lists.
func (b *builder) concat(x, y ir.ID, slow func() ir.ID) ir.ID {
	p, q := b.exactList(x), b.exactList(y)
	n, m := b.listLen(p), b.listLen(q)
	all := b.ranged(ir.OpAdd, n, m, 0, 2*maxLen)
	return b.either(b.emit(ir.OpICmp, ir.LE, all, b.f.ConstI(maxNewItems)), func() ir.ID {
		// The kind of both, or of that which has items.
		zero, fx, fy := b.f.ConstI(0), b.listFlags(p), b.listFlags(q)
		flags := b.emit(ir.OpAnd, 0, fx, fy)
		flags = b.emitRep(ir.OpSelect, ir.I64, 0, b.emit(ir.OpICmp, ir.EQ, m, zero), fx, flags)
		flags = b.emitRep(ir.OpSelect, ir.I64, 0, b.emit(ir.OpICmp, ir.EQ, n, zero), fy, flags)
		return b.newList(all, flags, func(items ir.ID) {
			b.emit(ir.OpCopyItems, 1, items, b.listItems(p), n)
			b.emit(ir.OpCopyItems, 1, b.itemAt(items, n), b.listItems(q), m)
		})
	}, func() ir.ID {
		v := slow()
		b.f.Node(v).Type = ir.Type{Bits: ir.TObject, Shape: b.t.ListShape}
		return v
	})
}

// addLists builds x + y and x += y.
func (b *builder) addLists(in bytecode.Instr, dest int, x, y ir.ID) {
	if in.X()&bytecode.InPlace == 0 {
		b.set(dest, b.concat(x, y, func() ir.ID { return b.call(hBinary, ir.Tagged, b.f.ConstI(int64(runtime.Add)), x, y) }))
		return
	}
	b.extend(b.exactList(x), x, y, func() { b.call(hInPlace, ir.Tagged, b.f.ConstI(int64(runtime.Add)), x, y) })
	b.set(dest, x)
}

// displayKind is the kind flags of a list of these values, which are tagged.
func (b *builder) displayKind(vals []ir.ID, reps []ir.Rep) ir.ID {
	zero := b.f.ConstI(0)
	is := func(op ir.Op, flag int64, rest ir.ID) ir.ID {
		c := ir.ID(0)
		for _, v := range vals {
			x := b.emit(op, 0, v)
			if c != 0 {
				x = b.emit(ir.OpBAnd, 0, c, x)
			}
			c = x
		}
		return b.emitRep(ir.OpSelect, ir.I64, 0, c, b.f.ConstI(flag), rest)
	}
	for _, r := range reps {
		if r != reps[0] {
			return zero // it is right to claim nothing
		}
	}
	switch reps[0] {
	case ir.I64:
		return is(ir.OpTIsInt, abi.ListInts, zero)
	case ir.F64:
		return is(ir.OpTIsFloat, abi.ListFloats, zero)
	case ir.Bool:
		return b.f.ConstI(abi.ListBools)
	}
	for _, v := range vals {
		if t := b.f.Node(v).Type; t.Bits != 0 && t.Bits&(ir.TInt|ir.TFloat) == 0 {
			return zero
		}
	}
	return is(ir.OpTIsInt, abi.ListInts, is(ir.OpTIsFloat, abi.ListFloats, zero))
}

// buildList makes a list of a display in place.
func (b *builder) buildList(in bytecode.Instr) {
	n := int(in.C())
	if n == 0 {
		b.set(int(in.A())/8, b.emptyList())
		return
	}
	if n > 6 {
		b.build(hNewList, in)
		return
	}
	vals, reps := make([]ir.ID, n), make([]ir.Rep, n)
	for k := range vals {
		x := b.reg(int(in.B())/8 + k)
		reps[k] = b.rep(x)
		if o := b.f.Node(x).Op; o == ir.OpConstT {
			reps[k] = ir.Tagged
		}
		vals[k] = b.tagged(x)
	}
	count, flags := b.f.ConstI(int64(n)), b.displayKind(vals, reps)
	v := b.newList(count, flags, func(items ir.ID) {
		for k, x := range vals {
			b.emit(ir.OpStore, ir.Mem{Off: int32(k) * abi.Word, Width: 8, Class: ir.MItems}.Pack(), items, x)
		}
	})
	b.set(int(in.A())/8, v)
}
