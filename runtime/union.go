package runtime

import "github.com/go-python/gopython/internal/abi"

// A union, X | Y: field 0 is the tuple of its members.
var unionType = TypeSpec{
	Name: "typing.Union", Module: "typing", Kind: abi.KindInstance, Hidden: 2, Final: true, NoNew: true,
	Doc: "Represent a union type\n\nE.g. for int | str",
	Slots: Slots{Repr: unionRepr, Hash: unionHash, Compare: unionCompare, GetItem: unionGetItem,
		Binary: [NumBinOps]BinaryFunc{Or: unionOr}},
	Methods: []*NativeDef{
		{Name: "__instancecheck__", Sig: "self, instance, /", Fn: func(t *Thread, a []Value) Value {
			return boolValue(t.IsInstance(a[1], Slot(a[0], 0)))
		}},
		{Name: "__subclasscheck__", Sig: "self, cls, /", Fn: func(t *Thread, a []Value) Value {
			return boolValue(t.IsSubclass(a[1], Slot(a[0], 0)))
		}},
		{Name: "__mro_entries__", Sig: "self, bases, /", Fn: func(t *Thread, a []Value) Value {
			return t.Raise(t.Exc.TypeError, "Cannot subclass %s", t.MustRepr(a[0]))
		}},
		{Name: "__class_getitem__", Class: true, Sig: "cls, item, /", Fn: func(t *Thread, a []Value) Value {
			if a[1].IsKind(abi.KindTuple) {
				if len(abi.TupleItems(a[1])) == 0 {
					return t.Raise(t.Exc.TypeError, "Cannot take a Union of no types.")
				}
				return t.NewUnion(abi.TupleItems(a[1]))
			}
			return t.NewUnion([]Value{a[1]})
		}},
		{Name: "__reduce__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value {
			f := t.importAttr("operator", "getitem")
			if f == Raised {
				return Raised
			}
			return t.NewTuple2(f, t.NewTuple2(t.Types.Union.Obj, Slot(a[0], 0)))
		}},
	},
	GetSets: []*GetSet{
		{Name: "__args__", Get: func(t *Thread, v Value) Value { return Slot(v, 0) }},
		{Name: "__origin__", Get: func(t *Thread, v Value) Value { return t.Types.Union.Obj }},
		{Name: "__name__", Get: func(t *Thread, v Value) Value { return t.Intern("Union") }},
		{Name: "__qualname__", Get: func(t *Thread, v Value) Value { return t.Intern("Union") }},
		{Name: "__parameters__", Get: unionParameters},
	},
}

func (t *Thread) isUnion(v Value) bool {
	return v.IsPtr() && v.Shape() == t.Types.Union.rootShape
}

// unionable reports whether v may stand in X | Y.
func (t *Thread) unionable(v Value) bool {
	return v == None || v.IsKind(abi.KindType) || t.isUnion(v) || t.isAlias(v) ||
		v.IsKind(abi.KindInstance) && t.TypeOf(v).Name == "typing.TypeAliasType"
}

func unionOr(t *Thread, a, b Value) Value {
	if a == None && b == None || !t.unionable(a) || !t.unionable(b) {
		return NotImplemented
	}
	return t.NewUnion([]Value{a, b})
}

// NewUnion makes a union of types, without duplicates; a single one is returned
// as it is.
func (t *Thread) NewUnion(items []Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	list := t.Root(t.NewList(nil))
	var flat []Value
	for _, x := range items {
		t.Root(x)
		if t.isUnion(x) {
			flat = append(flat, abi.TupleItems(Slot(x, 0))...)
		} else {
			flat = append(flat, x)
		}
	}
next:
	for _, x := range flat {
		if x == None {
			x = t.Types.None.Obj
		}
		for i := 0; i < len(abi.ListItems(list)); i++ {
			y := abi.ListItems(list)[i]
			same := x == y
			if !same && !(x.IsKind(abi.KindType) && y.IsKind(abi.KindType)) {
				var ok bool
				if same, ok = t.Equal(y, x); !ok {
					return Raised
				}
			}
			if same {
				continue next
			}
		}
		t.ListAppend(list, x)
	}
	if u := abi.ListItems(list); len(u) == 1 {
		return u[0]
	}
	return t.NewRecord(t.Types.Union, t.NewTuple(abi.ListItems(list)), Unbound)
}

func unionParameters(t *Thread, v Value) Value {
	p := Slot(v, 1)
	if p == Unbound {
		if p = t.typeParameters(Slot(v, 0)); p != Raised {
			t.SetSlot(v, 1, p)
		}
	}
	return p
}

func unionGetItem(t *Thread, v, item Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	params := unionParameters(t, v)
	if params == Raised {
		return Raised
	}
	args := t.substitute(v, Slot(v, 0), t.Root(params), item)
	if args == Raised {
		return Raised
	}
	t.Root(args)
	return t.NewUnion(abi.TupleItems(args))
}

func unionRepr(t *Thread, v Value) Value {
	var buf []byte
	ok := true
	for i, x := range abi.TupleItems(Slot(v, 0)) {
		if i > 0 {
			buf = append(buf, " | "...)
		}
		if buf, ok = t.appendTypeName(buf, x); !ok {
			return Raised
		}
	}
	return t.NewStr(string(buf))
}

// unionHash does not depend on the order.
func unionHash(t *Thread, v Value) (int64, bool) {
	h := int64(0x3e1)
	for _, x := range abi.TupleItems(Slot(v, 0)) {
		xh, ok := t.Hash(x)
		if !ok {
			return 0, false
		}
		h ^= xh * 0x5851f42d
	}
	return h, true
}

func unionCompare(t *Thread, a, b Value, op CompareOp) Value {
	if op != EQ && op != NE || !t.isUnion(a) || !t.isUnion(b) {
		return NotImplemented
	}
	x, y := Slot(a, 0), Slot(b, 0)
	same := len(abi.TupleItems(x)) == len(abi.TupleItems(y))
	for i := 0; same && i < len(abi.TupleItems(x)); i++ {
		in, ok := t.Contains(y, abi.TupleItems(x)[i])
		if !ok {
			return Raised
		}
		same = in
	}
	return abi.Bool(same == (op == EQ))
}
