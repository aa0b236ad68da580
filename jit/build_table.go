package jit

import (
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/runtime"
)

// Dicts and sets with keys that are ints, strs or small tuples of these: the
// hash is computed and the table probed in place. A miss that is an error, and a
// key that Python code would have to compare, leave.

// maxKeyItems is the largest tuple that is looked up by its items.
const maxKeyItems = 4

// keySeen is what was seen of the keys at an instruction.
type keySeen struct {
	kinds kinds
	n     int8 // length of all tuples, 0: none seen, -1: different ones
	items [maxKeyItems]kinds
	shape uint32 // of all instances, 0: none seen
	mixed bool   // instances of several shapes
}

// note notes a key.
func (k *keySeen) note(t *runtime.Thread, v Value) {
	sort := kindsOf(t, v)
	k.kinds |= sort
	if sort == kInstance {
		k.mixed = k.mixed || k.shape != 0 && k.shape != v.Shape()
		k.shape = v.Shape()
	}
	if sort != kTuple {
		return
	}
	items := abi.TupleItems(v)
	switch n := len(items); {
	case n == 0 || n > maxKeyItems || k.n != 0 && int(k.n) != n:
		k.n = -1
	default:
		k.n = int8(n)
		for i, x := range items {
			k.items[i] |= kindsOf(t, x)
		}
	}
}

// recordKey notes the key that an instruction looks up.
func (j *JIT) recordKey(t *runtime.Thread, s *site, op bytecode.Op, pc, R uintptr) {
	var at uintptr
	switch op {
	case bytecode.SETITEM, bytecode.DELITEM, bytecode.IN, bytecode.SETADD, bytecode.DICTSET:
		at = uintptr(abi.Load16(pc + 4))
	case bytecode.JIN, bytecode.JNOTIN:
		at = uintptr(abi.Load16(pc + 2))
	case bytecode.GETITEM:
		at = uintptr(abi.Load16(pc + 6))
	case bytecode.CALLMETHOD:
		if abi.Load16(pc+4) == 0 {
			return
		}
		at = uintptr(abi.Load16(pc+2)) + abi.Word
	case bytecode.CALL:
		if abi.Load8(pc+1) != 1 || abi.Load16(pc+4) == 0 {
			return
		}
		at = uintptr(abi.Load16(pc+2)) + abi.Word
	default:
		return
	}
	s.key.note(t, abi.Load(R+at))
}

// tableKey is a key to look up.
type tableKey struct {
	form  ir.TableKey
	shape uint32
	hash  ir.ID
	parts []ir.ID // what TableFind gets
	value ir.ID   // the key itself, tagged
	made  bool    // a tuple that was made here, and not for this only
}

func (k *tableKey) aux(set bool) int64 {
	return ir.Table{Set: set, Key: k.form, Shape: k.shape}.Pack()
}

// whole is aux for operations that get the key itself.
func (k *tableKey) whole(set bool) int64 {
	t := ir.Table{Set: set, Key: k.form, Shape: k.shape}
	if t.Key == ir.KeyTuple {
		t.Key, t.Shape = ir.KeyWord, 0
	}
	return t.Pack()
}

// key computes the hash of a key of a sort that was seen.
func (b *builder) key(x ir.ID, s *site) (k tableKey, ok bool) {
	if s.flags&(failOther|failType) != 0 {
		return k, false
	}
	if n := b.f.Node(x); n.Op == ir.OpConstT && b.t.IsExactStr(Value(n.Aux)) {
		k = tableKey{form: ir.KeyStr, shape: b.t.StrShape, hash: b.f.ConstI(b.t.StrHash(Value(n.Aux))), value: x}
		k.parts = []ir.ID{x}
		return k, true
	}
	if k.hash, k.value, k.form, ok = b.hash(x, s.key.kinds); ok {
		k.parts = []ir.ID{k.value}
		if k.form == ir.KeyStr {
			k.shape = b.t.StrShape
		}
		return k, true
	}
	if b.rep(x) == ir.Tagged && s.key.kinds == kInstance && !s.key.mixed {
		// Found by identity.
		typ := b.t.TypeShape(s.key.shape)
		if typ == nil || !b.t.HashesByIdentity(typ) {
			return k, false
		}
		b.region.classes = true
		p := b.emit(ir.OpCheckShape, int64(s.key.shape), x)
		return tableKey{form: ir.KeyWord, hash: b.hashRange(b.emit(ir.OpHashPtr, 0, p)), parts: []ir.ID{x}, value: x}, true
	}
	if b.rep(x) != ir.Tagged || s.key.kinds != kTuple || s.key.n <= 0 {
		return k, false
	}
	n := int(s.key.n)
	for _, seen := range s.key.items[:n] {
		if seen != kStr && (seen == 0 || seen&^(kInt|kInt64) != 0) {
			return k, false
		}
	}
	k = tableKey{form: ir.KeyTuple, shape: b.t.Types.Tuple.RootShape(), value: x}
	p := b.emit(ir.OpCheckShape, int64(k.shape), x)
	b.emit(ir.OpCheckEq, int64(n), b.loadInt(p, tupleLen, ir.MTuple, maxLen))
	start := uint64(ir.HashTuple5)
	acc := b.f.ConstI(int64(start))
	for i := range n {
		item := b.load(p, tupleItems+int32(i)*abi.Word, ir.MTuple)
		h, v, _, _ := b.hash(item, s.key.items[i])
		acc = b.emit(ir.OpHashMix, 0, acc, h)
		k.parts = append(k.parts, v)
	}
	k.hash = b.hashRange(b.emit(ir.OpHashEnd, int64(n), acc))
	if nd := b.f.Node(x); nd.Op == ir.OpTagPtr && b.f.Node(nd.Args[0]).Op == ir.OpAlloc {
		k.made = true
	}
	return k, true
}

// hash is that of an int or str, with the tagged value that it is.
func (b *builder) hash(x ir.ID, seen kinds) (h, v ir.ID, form ir.TableKey, ok bool) {
	switch rep := b.rep(x); {
	case rep == ir.I64 && !b.unsigned(x), rep == ir.Tagged && seen != 0 && seen&^(kInt|kInt64) == 0:
		// What does not fit a word is boxed, and never the very key of an entry:
		// Go compares it when there is one with that hash.
		if rep == ir.Tagged {
			x = b.checkInt(x, seen)
		}
		return b.hashRange(b.emit(ir.OpHashInt, 0, x)), b.tagged(x), ir.KeyWord, true
	case rep == ir.Tagged && seen == kStr:
		p := b.emit(ir.OpCheckShape, int64(b.t.StrShape), x)
		return b.hashRange(b.emit(ir.OpHashStr, int64(b.t.HashSeed()), p)), x, ir.KeyStr, true
	}
	return 0, 0, 0, false
}

func (b *builder) hashRange(h ir.ID) ir.ID {
	b.f.Node(h).Type = ir.IntRange(abi.MinInt, abi.MaxInt)
	return h
}

// find looks a key up in the table at p.
func (b *builder) find(p ir.ID, set bool, k *tableKey) ir.ID {
	return b.emit(ir.OpTableFind, k.aux(set), append([]ir.ID{p, k.hash}, k.parts...)...)
}

// missing is the condition that find has found nothing.
func (b *builder) missing(e ir.ID) ir.ID { return b.emit(ir.OpPEqual, 0, e, b.f.ConstP(0)) }

// forInsert is the key as an object to be put into a table. A tuple that was
// made to look it up, and is not needed after this instruction (next is the one
// that follows), is made here: then those that are found are never made.
func (b *builder) forInsert(k *tableKey, next int) ir.ID {
	if !k.made {
		return k.value
	}
	live := b.fr.p.flow.live[next]
	for fr := b.fr; fr != nil; fr = fr.parent {
		for r, v := range fr.env {
			if v == val(k.value) && (fr != b.fr || live.has(r)) {
				return k.value
			}
		}
	}
	return b.newTuple(k.parts)
}

// newTuple makes a tuple of tagged values.
func (b *builder) newTuple(vals []ir.ID) ir.ID {
	shape := b.t.Types.Tuple.RootShape()
	p := b.emit(ir.OpAlloc, int64(abi.Header{Shape: shape, Kind: abi.KindTuple}.Word()))
	b.f.Node(p).Aux2 = int64(tupleItems) + int64(len(vals))*abi.Word
	b.emit(ir.OpStore, ir.Mem{Off: tupleLen, Width: 8, Class: ir.MTuple}.Pack(), p, b.f.ConstI(int64(len(vals))))
	for k, v := range vals {
		b.emit(ir.OpStore, ir.Mem{Off: tupleItems + int32(k)*abi.Word, Width: 8, Class: ir.MTuple}.Pack(), p, v)
	}
	id := b.emit(ir.OpTagPtr, 0, p)
	b.f.Node(id).Type = ir.Type{Bits: ir.TObject, Shape: shape}
	return id
}

// emptyDict makes a dict in place.
func (b *builder) emptyDict() ir.ID {
	shape := b.t.Types.Dict.RootShape()
	p := b.emit(ir.OpAlloc, int64(abi.Header{Shape: shape, Kind: abi.KindDict, Aux: abi.DictStrKeys}.Word()))
	b.f.Node(p).Aux2 = int64(unsafe.Sizeof(abi.Dict{}))
	for _, off := range [2]uintptr{unsafe.Offsetof(abi.Dict{}.Mask), unsafe.Offsetof(abi.Dict{}.KeyVer)} {
		b.emit(ir.OpStore, ir.Mem{Off: int32(off), Width: 8, Class: ir.MDict}.Pack(), p, b.f.ConstI(-1))
	}
	id := b.emit(ir.OpTagPtr, 0, p)
	b.f.Node(id).Type = ir.Type{Bits: ir.TObject, Shape: shape}
	return id
}

// dictShape checks that x is an exact dict; its address.
func (b *builder) dictAddr(x ir.ID) ir.ID {
	return b.emit(ir.OpCheckShape, int64(b.t.Types.Dict.RootShape()), x)
}

// entryLoad reads the value of an entry.
func (b *builder) entryLoad(e ir.ID) ir.ID { return b.load(e, entryValue, ir.MDictVals) }

// dictGet is x[y]; a missing key leaves, until that has happened.
func (b *builder) dictGet(x, y ir.ID, s *site) (ir.ID, bool) {
	if s.b != kDict || b.rep(x) != ir.Tagged {
		return 0, false
	}
	k, ok := b.key(y, s)
	if !ok {
		return 0, false
	}
	e := b.find(b.dictAddr(x), false, &k)
	if s.flags&failMissing == 0 {
		b.emit(ir.OpCheckFalse, 0, b.missing(e))
		return b.entryLoad(e), true
	}
	b.failing(b.emit(ir.OpBNot, 0, b.missing(e)), func() {
		b.call(hGetItem, ir.Tagged, x, k.value)
	})
	return b.entryLoad(e), true
}

// dictSet is x[y] = v.
func (b *builder) dictSet(x, y, v ir.ID, s *site) bool {
	if b.rep(x) != ir.Tagged || s.flags&failListKind != 0 {
		return false
	}
	k, ok := b.key(y, s)
	if !ok {
		return false
	}
	b.dictStore(b.dictAddr(x), &k, b.tagged(v), b.fr.p.next(b.fr.at))
	return true
}

// plainDict leaves when something relies on what is in the dict at p.
func (b *builder) plainDict(p ir.ID) {
	id := b.emit(ir.OpCheckFlags, 0, p)
	b.f.Node(id).Aux2 = ir.FlagsAux(abi.DictWatched|abi.DictGuarded, 0)
}

// dictStore sets the value of a key.
func (b *builder) dictStore(p ir.ID, k *tableKey, v ir.ID, next int) {
	b.plainDict(p)
	e := b.find(p, false, k)
	b.either(b.missing(e), func() ir.ID {
		b.emit(ir.OpDictAdd, k.whole(false), p, k.hash, b.forInsert(k, next), v)
		return 0
	}, func() ir.ID {
		if b.mayRefer(v) {
			items := b.emitRep(ir.OpLoad, ir.Ptr, ir.Mem{Off: dictEntries, Width: 8, Class: ir.MDict}.Pack(), p)
			b.barrier(items, -int64(abi.BufHeader), v)
		}
		b.emit(ir.OpStore, ir.Mem{Off: entryValue, Width: 8, Class: ir.MDictVals}.Pack(), e, v)
		return 0
	})
}

// dictDel is del x[y]; a missing key leaves.
func (b *builder) dictDel(x, y ir.ID, s *site) bool {
	if s.a != kDict || b.rep(x) != ir.Tagged {
		return false
	}
	k, ok := b.key(y, s)
	if !ok {
		return false
	}
	p := b.dictAddr(x)
	e := b.find(p, false, &k)
	b.emit(ir.OpCheckFalse, 0, b.missing(e))
	b.call(hDictRemove, ir.None, p, e)
	return true
}

// contains is x in the container c, a dict or set.
func (b *builder) contains(c, x ir.ID, seen kinds, s *site) (ir.ID, bool) {
	shape, set := b.tableShape(seen)
	if shape == 0 || b.rep(c) != ir.Tagged {
		return 0, false
	}
	k, ok := b.key(x, s)
	if !ok {
		return 0, false
	}
	p := b.emit(ir.OpCheckShape, int64(shape), c)
	return b.emit(ir.OpBNot, 0, b.missing(b.find(p, set, &k))), true
}

// tableShape is the shape of an exact dict, set or frozenset, 0 for others.
func (b *builder) tableShape(seen kinds) (shape uint32, set bool) {
	switch seen {
	case kDict:
		return b.t.Types.Dict.RootShape(), false
	case kSet:
		return b.t.Types.Set.RootShape(), true
	case kFrozenSet:
		return b.t.Types.FrozenSet.RootShape(), true
	}
	return 0, false
}

// setAdd adds x to the set at p.
func (b *builder) setAdd(p, x ir.ID, s *site, next int) bool {
	k, ok := b.key(x, s)
	if !ok {
		return false
	}
	if !k.made {
		b.emit(ir.OpSetAdd, k.whole(true), p, k.hash, k.value)
		return true
	}
	e := b.find(p, true, &k)
	b.either(b.missing(e), func() ir.ID {
		b.emit(ir.OpSetAdd, k.whole(true), p, k.hash, b.forInsert(&k, next))
		return 0
	}, func() ir.ID { return 0 })
	return true
}

// tableMethod builds methods of exact dicts and sets; p is the checked object.
func (b *builder) tableMethod(name string, p ir.ID, args []ir.ID, s *site, cs callSite) (ir.ID, bool) {
	if p == 0 || len(args) < 2 {
		return 0, false
	}
	c := b.f.Node(p)
	if c.Op != ir.OpCheckShape {
		return 0, false
	}
	none := b.f.ConstT(abi.None)
	switch uint32(c.Aux) {
	case b.t.Types.Dict.RootShape():
		switch {
		case name == "get" && len(args) <= 3:
			k, ok := b.key(args[1], s)
			if !ok {
				return 0, false
			}
			other := none
			if len(args) == 3 {
				other = b.tagged(args[2])
			}
			e := b.find(p, false, &k)
			return b.either(b.missing(e), func() ir.ID { return other }, func() ir.ID { return b.entryLoad(e) }), true
		case name == "setdefault" && len(args) <= 3 && s.flags&failListKind == 0:
			k, ok := b.key(args[1], s)
			if !ok {
				return 0, false
			}
			b.plainDict(p)
			other := none
			if len(args) == 3 {
				other = b.tagged(args[2])
			}
			e := b.find(p, false, &k)
			return b.either(b.missing(e), func() ir.ID {
				b.emit(ir.OpDictAdd, k.whole(false), p, k.hash, b.forInsert(&k, cs.next), other)
				return other
			}, func() ir.ID { return b.entryLoad(e) }), true
		case name == "pop" && len(args) <= 3:
			k, ok := b.key(args[1], s)
			if !ok {
				return 0, false
			}
			other := ir.ID(0)
			if len(args) == 3 {
				other = b.tagged(args[2])
			}
			e := b.find(p, false, &k)
			remove := func() ir.ID {
				v := b.entryLoad(e)
				was := b.fr.env[cs.dest]
				b.set(cs.dest, v)
				b.callState(hDictRemove, ir.None, cs.next, -1, p, e)
				b.fr.env[cs.dest] = was
				return v
			}
			if other == 0 {
				b.emit(ir.OpCheckFalse, 0, b.missing(e))
				return remove(), true
			}
			return b.either(b.missing(e), func() ir.ID { return other }, remove), true
		}
	case b.t.Types.Set.RootShape():
		switch {
		case name == "add" && len(args) == 2:
			return none, b.setAdd(p, args[1], s, cs.next)
		case (name == "remove" || name == "discard") && len(args) == 2:
			k, ok := b.key(args[1], s)
			if !ok {
				return 0, false
			}
			e := b.find(p, true, &k)
			if name == "remove" {
				b.emit(ir.OpCheckFalse, 0, b.missing(e))
				b.emit(ir.OpSetRemove, 0, p, k.hash, e)
				return none, true
			}
			b.either(b.missing(e), func() ir.ID { return 0 }, func() ir.ID { b.emit(ir.OpSetRemove, 0, p, k.hash, e); return 0 })
			return none, true
		}
	}
	return 0, false
}

// tableIter builds FORITER over a dict or set, whose iterator is an object.
func (b *builder) tableIter(it ir.ID, dest, body, after int, s *site) bool {
	if s.nshapes != 1 || s.flags&(failOther|failType) != 0 || b.rep(it) != ir.Tagged {
		return false
	}
	what, set := 0, false
	switch t := b.t.Types; s.shapes[0] {
	case t.DictKeyIter.RootShape():
		what = abi.IterKeys
	case t.DictValueIter.RootShape():
		what = abi.IterValues
	case t.DictItemIter.RootShape():
		what = abi.IterItems
	case t.SetIter.RootShape():
		set = true
	default:
		return false
	}
	f := b.f
	p := b.emit(ir.OpCheckShape, int64(s.shapes[0]), it)
	table := b.load(p, iterDict, ir.MIter)
	b.emit(ir.OpCheckIsNot, int64(abi.Unbound), table)
	d := b.emit(ir.OpUntagPtr, 0, table)
	word := func(p ir.ID, off int32, class ir.MemClass) ir.ID {
		return b.emitRep(ir.OpLoad, ir.I64, ir.Mem{Off: off, Width: 8, Class: class}.Pack(), p)
	}
	used := dictUsed
	if set {
		used = setUsed
	}
	b.emit(ir.OpCheckTrue, 0, b.emit(ir.OpICmp, ir.EQ, word(p, iterUsed, ir.MIter), word(d, used, ir.MDict)))
	left := word(p, iterLeft, ir.MIter)
	next := b.emit(ir.OpTableNext, ir.Table{Set: set}.Pack(), d, b.loadInt(p, iterIndex, ir.MIter, maxLen))
	f.Node(next).Type = ir.IntRange(-1, maxLen)
	store := func(off int32, v ir.ID) { b.emit(ir.OpStore, ir.Mem{Off: off, Width: 8, Class: ir.MIter}.Pack(), p, v) }
	b.splitEnd(b.emit(ir.OpICmp, ir.LT, next, f.ConstI(0)), after, func() { store(iterDict, f.ConstT(abi.Unbound)) }, func() {
		if !set { // keys came and went
			b.emit(ir.OpCheckTrue, 0, b.emit(ir.OpICmp, ir.NE, left, f.ConstI(0)))
		}
		field := func(base int32, words int64, off int32, class ir.MemClass) ir.ID {
			buf := b.emitRep(ir.OpLoad, ir.Ptr, ir.Mem{Off: base, Width: 8, Class: ir.MDict}.Pack(), d)
			i := b.emit(ir.OpMul, 0, next, f.ConstI(words))
			f.Node(i).Type = ir.IntRange(0, 4*maxLen)
			return b.emitRep(ir.OpLoadX, ir.Tagged, ir.Mem{Off: off, Width: 8, Scale: 8, Class: class}.Pack(), buf, i)
		}
		key := func() ir.ID { return field(dictEntries, int64(abi.DictEntryWords), entryKey, ir.MDict) }
		value := func() ir.ID { return field(dictEntries, int64(abi.DictEntryWords), entryValue, ir.MDictVals) }
		var x ir.ID
		switch {
		case set:
			x = field(setTable, 2, setEntryKey, ir.MDict)
		case what == abi.IterKeys:
			x = key()
		case what == abi.IterValues:
			x = value()
		default:
			x = b.newTuple([]ir.ID{key(), value()})
		}
		more := b.emit(ir.OpAdd, 0, next, f.ConstI(1))
		f.Node(more).Type = ir.IntRange(0, maxLen)
		store(iterIndex, more)
		store(iterLeft, b.emit(ir.OpSub, 0, left, f.ConstI(1)))
		b.set(dest, x)
		b.jump(body)
	})
	return true
}

// splitEnd is splitIter with something to do at the end.
func (b *builder) splitEnd(done ir.ID, after int, last, more func()) {
	fr := b.fr
	y, n := b.f.NewBlock(), b.f.NewBlock()
	blk := b.f.Block(b.cur)
	blk.Term, blk.Cond = ir.TermBranch, done
	blk.Succs = []ir.Edge{{To: y}, {To: n}}
	env := append([]val(nil), fr.env...)
	b.cur = n
	b.mark(n)
	more()
	fr.env = env
	b.cur = y
	b.mark(y)
	last()
	b.jump(after)
}
