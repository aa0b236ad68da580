package runtime

import "github.com/go-python/gopython/internal/abi"

// A mappingproxy is a read-only view of a mapping, its only field.
var mappingProxyType = TypeSpec{
	Name: "mappingproxy", Kind: abi.KindInstance, Hidden: 1, Final: true,
	Doc: "Read-only proxy of a mapping.",
	Slots: Slots{
		Repr: func(t *Thread, v Value) Value {
			r := t.Repr(Slot(v, 0))
			if r == Raised {
				return Raised
			}
			return t.NewStr("mappingproxy(" + t.GoString(r) + ")")
		},
		Str:      func(t *Thread, v Value) Value { return t.Str(Slot(v, 0)) },
		Hash:     func(t *Thread, v Value) (int64, bool) { return t.Hash(Slot(v, 0)) },
		Len:      proxyLen,
		GetItem:  proxyGetItem,
		Contains: proxyContains,
		Iter:     proxyIter,
		Compare: func(t *Thread, a, b Value, op CompareOp) Value {
			return t.Compare(Slot(a, 0), t.unproxy(b), op)
		},
		Binary: [NumBinOps]BinaryFunc{Or: proxyOr},
		InPlace: [NumBinOps]BinaryFunc{Or: func(t *Thread, a, b Value) Value {
			return t.Raise(t.Exc.TypeError, "'|=' is not supported by %s; use '|' instead", t.TypeName(a))
		}},
	},
	New: &NativeDef{Name: "mappingproxy", Sig: "cls, mapping", Fn: func(t *Thread, a []Value) Value {
		s := &t.TypeOf(a[1]).Slots
		if s.GetItem == nil || a[1].IsKind(abi.KindList) || a[1].IsKind(abi.KindTuple) {
			return t.Raise(t.Exc.TypeError, "mappingproxy() argument must be a mapping, not %s", t.TypeName(a[1]))
		}
		return t.NewRecord(t.TypeFor(a[0]), a[1])
	}},
	Methods: []*NativeDef{
		{Name: "get", Sig: "self, key, default=None, /", Fn: proxyGet, Doc: "Return the value for key if key is in the mapping, else default."},
		proxyMethod("keys"), proxyMethod("values"), proxyMethod("items"), proxyMethod("copy"),
		proxyMethod("__reversed__"),
		{Name: "__class_getitem__", Class: true, Sig: "cls, item, /", Fn: classGetItem},
	},
}

func proxyLen(t *Thread, v Value) (n int, ok bool) {
	if t.Enter("") {
		n, ok = t.Len(Slot(v, 0))
		t.Leave()
	}
	return n, ok
}

func proxyGetItem(t *Thread, v, key Value) Value {
	if !t.Enter("") {
		return Raised
	}
	x := t.GetItem(Slot(v, 0), key)
	t.Leave()
	return x
}

func proxyContains(t *Thread, v, x Value) (yes, ok bool) {
	if t.Enter("") {
		yes, ok = t.Contains(Slot(v, 0), x)
		t.Leave()
	}
	return yes, ok
}

func proxyIter(t *Thread, v Value) Value {
	if !t.Enter("") {
		return Raised
	}
	it := t.Iter(Slot(v, 0))
	t.Leave()
	return it
}

func proxyOr(t *Thread, a, b Value) Value {
	if !t.Enter("") {
		return Raised
	}
	v := t.BinaryOp(Or, t.unproxy(a), t.unproxy(b))
	t.Leave()
	return v
}

func (t *Thread) unproxy(v Value) Value {
	if v.IsPtr() && t.TypeOf(v) == t.Types.MappingProxy {
		return Slot(v, 0)
	}
	return v
}

func proxyMethod(name string) *NativeDef {
	return &NativeDef{Name: name, Sig: "self, /", Fn: func(t *Thread, a []Value) Value {
		return t.CallMethod(Slot(a[0], 0), t.Intern(name))
	}}
}

func proxyGet(t *Thread, a []Value) Value {
	d := None
	if a[2] != Unbound {
		d = a[2]
	}
	return t.CallMethod(Slot(a[0], 0), t.Intern("get"), a[1], d)
}
