package runtime

import "github.com/go-python/gopython/internal/abi"

// The views of a dict: field 0 is the dict. Those of keys and of items are sets.

var dictKeysType = TypeSpec{
	Name: "dict_keys", Hidden: 1, Final: true, NoNew: true,
	Slots: viewSlots(func(t *Thread, v Value) Value {
		return t.newDictIter(t.Types.DictKeyIter, Slot(v, 0), abi.IterKeys)
	}, func(t *Thread, v, x Value) (bool, bool) { return t.DictContains(Slot(v, 0), x) }, true),
	Methods: viewMethods(func(t *Thread, a []Value) Value {
		return t.newDictIter(t.Types.DictReverseKeyIter, Slot(a[0], 0), abi.IterKeys)
	}, true),
	GetSets: viewGetSets(),
}

var dictItemsType = TypeSpec{
	Name: "dict_items", Hidden: 1, Final: true, NoNew: true,
	Slots: viewSlots(func(t *Thread, v Value) Value {
		return t.newDictIter(t.Types.DictItemIter, Slot(v, 0), abi.IterItems)
	}, dictItemsContains, true),
	Methods: viewMethods(func(t *Thread, a []Value) Value {
		return t.newDictIter(t.Types.DictReverseItemIter, Slot(a[0], 0), abi.IterItems)
	}, true),
	GetSets: viewGetSets(),
}

var dictValuesType = TypeSpec{
	Name: "dict_values", Hidden: 1, Final: true, NoNew: true,
	Slots: viewSlots(func(t *Thread, v Value) Value {
		return t.newDictIter(t.Types.DictValueIter, Slot(v, 0), abi.IterValues)
	}, nil, false),
	Methods: viewMethods(func(t *Thread, a []Value) Value {
		return t.newDictIter(t.Types.DictReverseValueIter, Slot(a[0], 0), abi.IterValues)
	}, false),
	GetSets: viewGetSets(),
}

func viewSlots(iter UnaryFunc, contains func(t *Thread, v, x Value) (bool, bool), set bool) Slots {
	s := Slots{
		Repr:     viewRepr,
		Iter:     iter,
		Len:      func(_ *Thread, v Value) (int, bool) { return DictLen(Slot(v, 0)), true },
		Contains: contains,
	}
	if set {
		s.Compare = viewCompare
		s.Binary = [NumBinOps]BinaryFunc{Or: viewOp((*Thread).SetUpdate), And: viewAnd, Sub: viewOp((*Thread).setSubtract), Xor: viewOp((*Thread).setToggle)}
	}
	return s
}

func viewMethods(reversed NativeFunc, set bool) []*NativeDef {
	ms := []*NativeDef{{Name: "__reversed__", Sig: "self, /", Fn: reversed}}
	if set {
		ms = append(ms, &NativeDef{Name: "isdisjoint", Sig: "self, other, /", Fn: viewDisjoint})
	}
	return ms
}

func viewGetSets() []*GetSet {
	return []*GetSet{{Name: "mapping", Get: func(t *Thread, v Value) Value { return t.NewRecord(t.Types.MappingProxy, Slot(v, 0)) }}}
}

// isSetView reports whether v is a view of keys or items.
func (t *Thread) isSetView(v Value) bool {
	typ := t.TypeOf(v)
	return typ == t.Types.DictKeys || typ == t.Types.DictItems
}

func viewRepr(t *Thread, v Value) Value {
	name := t.TypeName(v)
	if !t.reprEnter(v) {
		return t.NewStr("...")
	}
	defer t.reprLeave(v)
	m := t.Mark()
	defer t.Unroot(m)
	items := t.newListOf(v)
	if items == Raised {
		return Raised
	}
	text := t.Repr(t.Root(items))
	if text == Raised {
		return Raised
	}
	return t.NewStr(name + "(" + t.GoString(text) + ")")
}

func dictItemsContains(t *Thread, v, x Value) (bool, bool) {
	if !x.IsKind(abi.KindTuple) || len(abi.TupleItems(x)) != 2 {
		return false, true
	}
	have := t.DictGet(Slot(v, 0), abi.TupleItems(x)[0])
	if have == Unbound || have == Raised {
		return false, have == Unbound
	}
	return t.equalItems(have, abi.TupleItems(x)[1])
}

// allIn reports whether all items of the iterable a are in the container b.
func (t *Thread) allIn(a, b Value) (yes, ok bool) {
	l, ok := t.loop(a)
	if !ok {
		return false, false
	}
	defer l.end()
	for {
		x := l.item()
		if x == Unbound {
			return true, true
		}
		if x == Raised {
			return false, false
		}
		if in, ok := t.Contains(b, x); !ok || !in {
			return false, ok
		}
	}
}

func viewCompare(t *Thread, a, b Value, op CompareOp) Value {
	if !isSet(b) && !t.isSetView(b) {
		return NotImplemented
	}
	n, ok := t.Len(a)
	if !ok {
		return Raised
	}
	m, ok := t.Len(b)
	if !ok {
		return Raised
	}
	var yes bool
	switch op {
	case EQ, NE:
		if yes, ok = n == m, true; yes {
			yes, ok = t.allIn(a, b)
		}
		yes = yes == (op == EQ)
	case LT, LE:
		if yes, ok = n < m || op == LE && n == m, true; yes {
			yes, ok = t.allIn(a, b)
		}
	default:
		if yes, ok = n > m || op == GE && n == m, true; yes {
			yes, ok = t.allIn(b, a)
		}
	}
	return boolValue(yes, ok)
}

// viewOp makes an operator of a view: a set of its items, changed by change.
func viewOp(change func(t *Thread, set, b Value) bool) BinaryFunc {
	return func(t *Thread, a, b Value) Value {
		m := t.Mark()
		defer t.Unroot(m)
		r := t.setCopy(t.Types.Set, a)
		if r == Raised || !change(t, t.Root(r), b) {
			return Raised
		}
		return r
	}
}

func viewAnd(t *Thread, a, b Value) Value {
	if !t.isSetView(a) { // the view is on the right
		a, b = b, a
	}
	m := t.Mark()
	defer t.Unroot(m)
	if isSet(b) && DictLen(Slot(a, 0)) <= SetLen(b) {
		return t.setIntersect(t.Root(t.setCopy(t.Types.Set, b)), a)
	}
	if t.isSetView(b) && DictLen(Slot(b, 0)) > DictLen(Slot(a, 0)) {
		a, b = b, a
	}
	r := t.Root(t.newSetOf(t.Types.Set))
	l, ok := t.loop(b)
	if !ok {
		return Raised
	}
	defer l.end()
	for {
		x := l.item()
		if x == Unbound {
			return r
		}
		if x == Raised {
			return Raised
		}
		in, ok := t.Contains(a, x)
		if !ok || in && !t.SetAdd(r, x) {
			return Raised
		}
	}
}

func viewDisjoint(t *Thread, a []Value) Value {
	v, other := a[0], a[1]
	if (isSet(other) || t.isSetView(other)) && t.TypeOf(other).Slots.Len != nil {
		n, ok := t.Len(other)
		if !ok {
			return Raised
		}
		if n > DictLen(Slot(v, 0)) {
			v, other = other, v
		}
	}
	l, ok := t.loop(other)
	if !ok {
		return Raised
	}
	defer l.end()
	for {
		x := l.item()
		if x == Unbound {
			return True
		}
		if x == Raised {
			return Raised
		}
		if in, ok := t.Contains(v, x); !ok || in {
			return boolValue(false, ok)
		}
	}
}
