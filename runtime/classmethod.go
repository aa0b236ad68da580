package runtime

import "github.com/go-python/gopython/internal/abi"

// classmethod and staticmethod: field 0 is the function, and both have a dict
// that copies what describes it.

var classMethodType = TypeSpec{
	Name: "classmethod", Kind: abi.KindInstance, Hidden: 1, HasDict: true,
	Doc:     "Convert a function to be a class method.",
	Slots:   Slots{Repr: wrappedRepr, DescrGet: classMethodGet},
	New:     &NativeDef{Name: "__new__", Call: wrappedNew},
	Init:    &NativeDef{Name: "classmethod", Sig: "self, function, /", Fn: wrappedInit},
	GetSets: wrappedGetSets,
	Methods: []*NativeDef{{Name: "__class_getitem__", Class: true, Sig: "cls, item, /", Fn: classGetItem}},
}

var staticMethodType = TypeSpec{
	Name: "staticmethod", Kind: abi.KindInstance, Hidden: 1, HasDict: true,
	Doc: "Convert a function to be a static method.",
	Slots: Slots{Repr: wrappedRepr,
		DescrGet: func(t *Thread, v, _, _ Value) Value { return t.wrappedFunc(v, "staticmethod") },
		Call: func(t *Thread, v Value, args []Value, kwnames Value) Value {
			f := t.wrappedFunc(v, "staticmethod")
			if f == Raised {
				return Raised
			}
			return t.CallKw(f, args, kwnames)
		}},
	New:     &NativeDef{Name: "__new__", Call: wrappedNew},
	Init:    &NativeDef{Name: "staticmethod", Sig: "self, function, /", Fn: wrappedInit},
	GetSets: wrappedGetSets,
	Methods: []*NativeDef{{Name: "__class_getitem__", Class: true, Sig: "cls, item, /", Fn: classGetItem}},
}

var wrappedGetSets = []*GetSet{
	{Name: "__func__", Get: func(t *Thread, v Value) Value { return boundOrNone(Slot(v, 0)) }},
	{Name: "__wrapped__", Get: func(t *Thread, v Value) Value { return boundOrNone(Slot(v, 0)) }},
	{Name: "__isabstractmethod__", Get: func(t *Thread, v Value) Value { return boolValue(t.isAbstractFunc(Slot(v, 0))) }},
	{Name: "__dict__", Get: getInstanceDict, Set: setInstanceDict},
	{Name: "__annotations__", Get: wrappedAttr("__annotations__"), Set: setWrappedAttr("__annotations__")},
	{Name: "__annotate__", Get: wrappedAttr("__annotate__"), Set: setWrappedAttr("__annotate__")},
}

// wrappedAttr reads an attribute of the function, and keeps it.
func wrappedAttr(name string) UnaryFunc {
	return func(t *Thread, v Value) Value {
		key := t.Intern(name)
		if x := t.InstanceAttr(v, key); x != Unbound {
			return x
		}
		x := t.GetAttr(boundOrNone(Slot(v, 0)), key)
		if x != Raised {
			t.setInstanceAttr(v, key, x)
		}
		return x
	}
}

func setWrappedAttr(name string) func(t *Thread, v, x Value) bool {
	return func(t *Thread, v, x Value) bool { return t.setInstanceAttr(v, t.Intern(name), x) }
}

func boundOrNone(v Value) Value {
	if v == Unbound {
		return None
	}
	return v
}

// newWrapped makes a classmethod or staticmethod of f, as calling typ does.
func (t *Thread) newWrapped(typ *Type, f Value) Value {
	v := t.NewRecord(typ, f)
	if f.IsKind(abi.KindFunction) {
		o := abi.Obj[abi.Function](f)
		t.setInstanceAttr(v, t.names.Module, o.Module)
		t.setInstanceAttr(v, t.names.Name, o.Name)
		t.setInstanceAttr(v, t.names.Qualname, o.Qualname)
		t.setInstanceAttr(v, t.names.Doc, o.Doc)
	}
	return v
}

func wrappedNew(t *Thread, _ Value, args []Value, _ Value) Value {
	return t.NewInstance(t.TypeFor(args[0]))
}

func wrappedInit(t *Thread, a []Value) Value {
	t.SetSlot(a[0], 0, a[1])
	for _, name := range []Value{t.names.Module, t.names.Name, t.names.Qualname, t.names.Doc} {
		x := t.GetAttrOpt(a[1], name)
		if x == Raised {
			return Raised
		}
		if x != Unbound && !t.setInstanceAttr(a[0], name, x) {
			return Raised
		}
	}
	return None
}

func (t *Thread) wrappedFunc(v Value, what string) Value {
	f := Slot(v, 0)
	if f == Unbound {
		return t.Raise(t.Exc.RuntimeError, "uninitialized %s object", what)
	}
	return f
}

func wrappedRepr(t *Thread, v Value) Value {
	r := t.Repr(boundOrNone(Slot(v, 0)))
	if r == Raised {
		return Raised
	}
	return t.NewStr("<" + t.TypeName(v) + "(" + t.GoString(r) + ")>")
}

func classMethodGet(t *Thread, v, obj, typ Value) Value {
	f := t.wrappedFunc(v, "classmethod")
	if f == Raised {
		return Raised
	}
	if typ == Unbound || typ == None {
		typ = t.TypeOf(obj).Obj
	}
	return t.NewMethod(f, typ)
}

// ClassMethodFunc returns the function of an exact classmethod, Unbound for
// anything else.
func (t *Thread) ClassMethodFunc(v Value) Value {
	if v.IsPtr() && t.TypeOf(v) == t.Types.ClassMethod {
		return Slot(v, 0)
	}
	return Unbound
}

// StaticMethodFunc returns the function of an exact staticmethod, Unbound for
// anything else.
func (t *Thread) StaticMethodFunc(v Value) Value {
	if v.IsPtr() && t.TypeOf(v) == t.Types.StaticMethod {
		return Slot(v, 0)
	}
	return Unbound
}

// classGetItem is __class_getitem__ of the generic builtin classes.
func classGetItem(t *Thread, a []Value) Value { return t.NewGenericAlias(a[0], a[1]) }
