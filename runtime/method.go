package runtime

import "github.com/go-python/gopython/internal/abi"

var methodType = TypeSpec{
	Name: "method", Kind: abi.KindMethod, Final: true,
	Doc:   "Create a bound instance method object.",
	Slots: Slots{Repr: methodRepr, Hash: methodHash, Compare: methodCompare, Call: methodCall, GetAttr: methodGetAttr, DescrGet: methodGet},
	New: &NativeDef{Name: "method", Sig: "cls, function, instance, /", Fn: func(t *Thread, a []Value) Value {
		if !t.Callable(a[1]) {
			return t.Raise(t.Exc.TypeError, "first argument must be callable")
		}
		if a[2] == None {
			return t.Raise(t.Exc.TypeError, "instance must not be None")
		}
		return t.NewMethod(a[1], a[2])
	}},
	GetSets: []*GetSet{
		{Name: "__func__", Member: true, Get: func(t *Thread, v Value) Value { return abi.Obj[abi.Method](v).Func }},
		{Name: "__self__", Member: true, Get: func(t *Thread, v Value) Value { return abi.Obj[abi.Method](v).Self }},
		{Name: "__doc__", Get: func(t *Thread, v Value) Value { return t.GetAttr(abi.Obj[abi.Method](v).Func, t.names.Doc) }},
	},
	Methods: []*NativeDef{{Name: "__reduce__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value {
		o := abi.Obj[abi.Method](a[0])
		name := t.GetAttr(o.Func, t.names.Name)
		if name == Raised {
			return Raised
		}
		return t.reduceAttr(o.Self, name)
	}}},
}

func methodCall(t *Thread, v Value, args []Value, kwnames Value) Value {
	o := abi.Obj[abi.Method](v)
	return t.CallPrepend(o.Func, o.Self, args, kwnames)
}

// methodGetAttr reads what a method does not have itself from its function.
func methodGetAttr(t *Thread, v, name Value) Value {
	name = t.InternStr(t.plainStr(name))
	if descr := t.Lookup(t.Types.Method, name); descr != Unbound {
		if get := t.TypeOf(descr).Slots.DescrGet; get != nil {
			return get(t, descr, v, t.Types.Method.Obj)
		}
		return descr
	}
	return t.GetAttr(abi.Obj[abi.Method](v).Func, name)
}

func methodGet(_ *Thread, v, _, _ Value) Value { return v }

func methodHash(t *Thread, v Value) (int64, bool) {
	o := abi.Obj[abi.Method](v)
	h, ok := t.Hash(o.Func)
	return IdentityHash(o.Self) ^ h, ok
}

func methodCompare(t *Thread, a, b Value, op CompareOp) Value {
	if op != EQ && op != NE || !a.IsKind(abi.KindMethod) || !b.IsKind(abi.KindMethod) {
		return NotImplemented
	}
	x, y := abi.Obj[abi.Method](a), abi.Obj[abi.Method](b)
	same, ok := t.Equal(x.Func, y.Func)
	if !ok {
		return Raised
	}
	return abi.Bool((same && abi.Obj[abi.Method](a).Self == abi.Obj[abi.Method](b).Self) == (op == EQ))
}

func methodRepr(t *Thread, v Value) Value {
	o := abi.Obj[abi.Method](v)
	name := "?"
	for _, key := range []Value{t.names.Qualname, t.names.Name} {
		x := t.GetAttrOpt(o.Func, key)
		if x == Raised {
			return Raised
		}
		if x != Unbound {
			if x.IsKind(abi.KindStr) {
				name = t.GoString(x)
			}
			break
		}
	}
	r := t.Repr(o.Self)
	if r == Raised {
		return Raised
	}
	return t.NewStr("<bound method " + name + " of " + t.GoString(r) + ">")
}
