package runtime

import (
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
)

var setSlots = Slots{
	Repr:     setRepr,
	Compare:  setCompare,
	Iter:     setIter,
	Len:      func(_ *Thread, v Value) (int, bool) { return SetLen(v), true },
	Contains: setContains,
	Binary:   [NumBinOps]BinaryFunc{Or: setOr, And: setAnd, Sub: setSub, Xor: setXor},
}

func frozenSlots() Slots {
	s := setSlots
	s.Hash = frozenSetHash
	return s
}

func mutableSlots() Slots {
	s := setSlots
	s.InPlace = [NumBinOps]BinaryFunc{Or: setInPlaceOr, And: setInPlaceAnd, Sub: setInPlaceSub, Xor: setInPlaceXor}
	return s
}

// setMethods are the methods that set and frozenset share.
func setMethods(more ...*NativeDef) []*NativeDef {
	return append(more,
		&NativeDef{Name: "copy", Sig: "self, /", Fn: setCopyMethod},
		&NativeDef{Name: "difference", Sig: "self, *others", Fn: setDifferenceMethod},
		&NativeDef{Name: "intersection", Sig: "self, *others", Fn: setIntersectionMethod},
		&NativeDef{Name: "isdisjoint", Sig: "self, other, /", Fn: func(t *Thread, a []Value) Value {
			return boolValue(t.setDisjoint(a[0], a[1]))
		}},
		&NativeDef{Name: "issubset", Sig: "self, other, /", Fn: setIsSubset},
		&NativeDef{Name: "issuperset", Sig: "self, other, /", Fn: setIsSuperset},
		&NativeDef{Name: "symmetric_difference", Sig: "self, other, /", Fn: func(t *Thread, a []Value) Value {
			return t.setSymmetric(a[0], a[1])
		}},
		&NativeDef{Name: "union", Sig: "self, *others", Fn: setUnionMethod},
		&NativeDef{Name: "__reduce__", Sig: "self, /", Fn: setReduce},
		&NativeDef{Name: "__sizeof__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value {
			return t.NewInt(int64(unsafe.Sizeof(abi.Set{})) + (abi.Obj[abi.Set](a[0]).Mask+1)*int64(setEntryBytes))
		}},
		aliasMethod(),
	)
}

var setType = TypeSpec{
	Name: "set", Kind: abi.KindSet,
	Doc:   "An unordered collection of unique items.",
	New:   &NativeDef{Name: "set", Call: setNew},
	Init:  &NativeDef{Name: "set", Sig: "self, iterable=(), /", Fn: setInit},
	Slots: mutableSlots(),
	Methods: setMethods(
		&NativeDef{Name: "add", Sig: "self, object, /", Fn: func(t *Thread, a []Value) Value { return okNone(t.SetAdd(a[0], a[1])) }},
		&NativeDef{Name: "clear", Sig: "self, /", Fn: func(t *Thread, a []Value) Value { t.setClear(a[0]); return None }},
		&NativeDef{Name: "discard", Sig: "self, object, /", Fn: func(t *Thread, a []Value) Value {
			_, ok := t.setDiscardAny(a[0], a[1])
			return okNone(ok)
		}},
		&NativeDef{Name: "remove", Sig: "self, object, /", Fn: setRemove},
		&NativeDef{Name: "pop", Sig: "self, /", Fn: setPop},
		&NativeDef{Name: "update", Sig: "self, *others", Fn: setUpdateMethod},
		&NativeDef{Name: "difference_update", Sig: "self, *others", Fn: func(t *Thread, a []Value) Value {
			for _, o := range abi.TupleItems(a[1]) {
				if !t.setSubtract(a[0], o) {
					return Raised
				}
			}
			return None
		}},
		&NativeDef{Name: "intersection_update", Sig: "self, *others", Fn: func(t *Thread, a []Value) Value {
			r := setIntersectionMethod(t, a)
			if r == Raised {
				return Raised
			}
			t.setTake(a[0], r)
			return None
		}},
		&NativeDef{Name: "symmetric_difference_update", Sig: "self, other, /", Fn: func(t *Thread, a []Value) Value {
			return okNone(t.setToggle(a[0], a[1]))
		}},
	),
}

var frozenSetType = TypeSpec{
	Name: "frozenset", Kind: abi.KindSet,
	Doc:     "An immutable unordered collection of unique items.",
	New:     &NativeDef{Name: "frozenset", Sig: "cls, iterable=(), /", Fn: frozenSetNew},
	Slots:   frozenSlots(),
	Methods: setMethods(),
}

var setIterType = iterSpec("set_iterator", abi.KindSetIter, setIterNext, setIterHint)

func setNew(t *Thread, _ Value, args []Value, _ Value) Value {
	return t.newSetOf(t.TypeFor(args[0]))
}

func setInit(t *Thread, a []Value) Value {
	if abi.Obj[abi.Set](a[0]).Fill > 0 {
		t.setClear(a[0])
	}
	if a[1] == Unbound {
		return None
	}
	return okNone(t.SetUpdate(a[0], a[1]))
}

func frozenSetNew(t *Thread, a []Value) Value {
	typ := t.TypeFor(a[0])
	exact := typ == t.Types.FrozenSet
	if a[1] == Unbound {
		a[1] = t.EmptyTuple
	}
	if exact && t.TypeOf(a[1]) == typ {
		return a[1]
	}
	r := t.setCopy(typ, a[1])
	if r != Raised && exact && SetLen(r) == 0 {
		if t.emptyFrozenset == Unbound {
			t.emptyFrozenset = r
		}
		return t.emptyFrozenset
	}
	return r
}

func setRepr(t *Thread, v Value) Value {
	typ := t.TypeOf(v)
	if SetLen(v) == 0 {
		return t.NewStr(typ.shortName() + "()")
	}
	if !t.reprEnter(v) {
		return t.NewStr(typ.shortName() + "(...)")
	}
	defer t.reprLeave(v)
	buf := []byte(typ.shortName() + "({")
	if typ == t.Types.Set {
		buf = append(buf[:0], '{')
	}
	start := len(buf)
	for i := int64(0); ; i++ {
		var x Value
		if x, i = SetNext(v, i); x == Unbound {
			break
		}
		if len(buf) > start {
			buf = append(buf, ", "...)
		}
		var ok bool
		if buf, ok = t.appendReprItem(buf, x); !ok {
			return Raised
		}
	}
	buf = append(buf, '}')
	if typ != t.Types.Set {
		buf = append(buf, ')')
	}
	return t.NewStr(string(buf))
}

// frozenSetHash mixes the hashes of the items so that their order is no matter.
func frozenSetHash(_ *Thread, v Value) (int64, bool) {
	s := abi.Obj[abi.Set](v)
	if s.Hash != 0 {
		return s.Hash, true
	}
	h := uint64(0)
	for i := int64(0); i <= s.Mask && s.Table != 0; i++ {
		if e := setEntry(s, i); e.Key != Unbound && e.Key != abi.Deleted {
			x := uint64(e.Hash.Int())
			h ^= ((x ^ 89869747) ^ (x << 16)) * 3644798167
		}
	}
	h ^= (uint64(s.Used) + 1) * 1927868237
	h ^= (h >> 11) ^ (h >> 25)
	h = h*69069 + 907133923
	if h == ^uint64(0) {
		h = 590923713
	}
	s.Hash = int64(h)
	return s.Hash, true
}

func setCompare(t *Thread, a, b Value, op CompareOp) Value {
	if !isSet(a) || !isSet(b) {
		return NotImplemented
	}
	n, m := SetLen(a), SetLen(b)
	switch op {
	case EQ, NE:
		same, ok := false, true
		if n == m && !t.hashesDiffer(a, b) {
			same, ok = t.setSubset(a, b)
		}
		return boolValue(same == (op == EQ), ok)
	case LE:
		return boolValue(t.setSubset(a, b))
	case GE:
		return boolValue(t.setSubset(b, a))
	case LT:
		if n >= m {
			return False
		}
		return boolValue(t.setSubset(a, b))
	}
	if n <= m {
		return False
	}
	return boolValue(t.setSubset(b, a))
}

// hashesDiffer reports whether both are frozensets with known, different hashes.
func (t *Thread) hashesDiffer(a, b Value) bool {
	if !t.isFrozen(a) || !t.isFrozen(b) {
		return false
	}
	x, y := abi.Obj[abi.Set](a).Hash, abi.Obj[abi.Set](b).Hash
	return x != 0 && y != 0 && x != y
}

// setSubset reports whether all items of the set a are in the set b.
func (t *Thread) setSubset(a, b Value) (yes, ok bool) {
	if SetLen(a) > SetLen(b) {
		return false, true
	}
	return t.setAll(a, b, true)
}

// setAll reports whether each item of the set a is in the set b (or is not).
func (t *Thread) setAll(a, b Value, in bool) (yes, ok bool) {
	m := t.Mark()
	defer t.Unroot(m)
	for i := int64(0); ; i++ {
		var x Value
		if x, i = SetNext(a, i); x == Unbound {
			return true, true
		}
		t.Unroot(m)
		at, ok := t.setFind(b, t.Root(x), setEntry(abi.Obj[abi.Set](a), i).Hash.Int())
		if !ok || (at >= 0) != in {
			return false, ok
		}
	}
}

func setIter(t *Thread, v Value) Value {
	addr := t.Heap.Alloc(unsafe.Sizeof(abi.DictIter{}), abi.Header{Shape: t.Types.SetIter.rootShape, Kind: abi.KindSetIter}.Word())
	it := abi.ObjAt[abi.DictIter](addr)
	it.Dict, it.Used = v, abi.Obj[abi.Set](v).Used
	it.Left = it.Used
	return abi.Ptr(addr)
}

func setIterNext(t *Thread, v Value) Value {
	it := abi.Obj[abi.DictIter](v)
	if it.Dict == Unbound {
		return Unbound
	}
	if it.Used != abi.Obj[abi.Set](it.Dict).Used {
		return t.iterChanged(it, "Set changed size during iteration")
	}
	x, i := SetNext(it.Dict, it.Index)
	if x == Unbound {
		it.Dict = Unbound
		return Unbound
	}
	it.Index = i + 1
	it.Left--
	return x
}

func setIterHint(_ *Thread, v Value) Value {
	it := abi.Obj[abi.DictIter](v)
	if it.Dict == Unbound || it.Used != abi.Obj[abi.Set](it.Dict).Used {
		return 0
	}
	return abi.SmallInt(it.Left)
}

// setContains is x in set: a set as x stands for a frozenset of its items.
func setContains(t *Thread, v, x Value) (bool, bool) {
	if !isSet(x) || t.TypeOf(x).Slots.Hash != nil {
		return t.SetContains(v, x)
	}
	m := t.Mark()
	defer t.Unroot(m)
	return t.SetContains(v, t.Root(t.setCopy(t.Types.FrozenSet, x)))
}

func (t *Thread) setDiscardAny(v, x Value) (found, ok bool) {
	if !isSet(x) || t.TypeOf(x).Slots.Hash != nil {
		return t.SetDiscard(v, x)
	}
	m := t.Mark()
	defer t.Unroot(m)
	return t.SetDiscard(v, t.Root(t.setCopy(t.Types.FrozenSet, x)))
}

func setRemove(t *Thread, a []Value) Value {
	found, ok := t.setDiscardAny(a[0], a[1])
	if ok && !found {
		return t.RaiseKey(a[1])
	}
	return okNone(ok)
}

func setPop(t *Thread, a []Value) Value {
	s := abi.Obj[abi.Set](a[0])
	if s.Used == 0 {
		return t.Raise(t.Exc.KeyError, "pop from an empty set")
	}
	x, i := SetNext(a[0], s.Hash&s.Mask)
	if x == Unbound {
		x, i = SetNext(a[0], 0)
	}
	setTakeOut(s, i)
	s.Hash = i + 1
	return x
}

func setReduce(t *Thread, a []Value) Value {
	items := t.newListOf(a[0])
	if items == Raised {
		return Raised
	}
	state := t.AttrDict(a[0])
	if state == Unbound || DictLen(state) == 0 {
		state = None
	}
	return t.NewTuple([]Value{t.TypeOf(a[0]).Obj, t.NewTuple([]Value{items}), state})
}
