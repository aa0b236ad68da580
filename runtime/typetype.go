package runtime

import (
	"github.com/go-python/gopython/internal/abi"
)

var typeType = TypeSpec{
	Name: "type", Kind: abi.KindType,
	Doc:   "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
	Slots: Slots{Repr: typeRepr, Call: typeCall, GetAttr: typeGetAttr, SetAttr: typeSetAttr, Init: typeInit, Binary: [NumBinOps]BinaryFunc{Or: unionOr}},
	New:   &NativeDef{Name: "__new__", Call: typeNew},
	Methods: []*NativeDef{
		{Name: "mro", Sig: "self, /", Fn: typeMROMethod, Doc: "Return a type's method resolution order."},
		{Name: "__subclasses__", Sig: "self, /", Fn: typeSubclasses, Doc: "Return a list of immediate subclasses."},
		{Name: "__prepare__", Class: true, Call: func(t *Thread, _ Value, _ []Value, _ Value) Value { return t.NewDict() },
			Doc: "Create the namespace for the class statement"},
		{Name: "__instancecheck__", Sig: "self, instance, /", Fn: func(t *Thread, a []Value) Value {
			return boolValue(t.plainIsInstance(a[1], a[0]))
		}, Doc: "Check if an object is an instance."},
		{Name: "__subclasscheck__", Sig: "self, subclass, /", Fn: func(t *Thread, a []Value) Value {
			return boolValue(t.plainIsSubclass(a[1], a[0]))
		}, Doc: "Check if a class is a subclass."},
		{Name: "__dir__", Sig: "self, /", Fn: typeDir, Doc: "Specialized __dir__ implementation for types."},
		{Name: "__sizeof__", Sig: "self, /", Fn: objectSizeof, Doc: "Return memory consumption of the type object."},
	},
	GetSets: []*GetSet{
		{Name: "__name__", Get: func(t *Thread, v Value) Value { return typeObj(v).Name }, Set: setTypeName},
		{Name: "__qualname__", Get: func(t *Thread, v Value) Value { return typeObj(v).Qualname }, Set: setTypeQualname},
		{Name: "__module__", Get: getTypeModule, Set: setTypeModule},
		{Name: "__bases__", Get: func(t *Thread, v Value) Value { return typeObj(v).Bases }, Set: setBases},
		{Name: "__base__", Get: func(t *Thread, v Value) Value {
			if b := t.TypeFor(v).Base; b != nil {
				return b.Obj
			}
			return None
		}},
		{Name: "__mro__", Get: func(t *Thread, v Value) Value { return typeObj(v).MRO }},
		{Name: "__dict__", Get: func(t *Thread, v Value) Value { return t.NewRecord(t.Types.MappingProxy, t.classDict(t.TypeFor(v))) }},
		{Name: "__doc__", Get: getTypeDoc, Set: setTypeDoc},
		{Name: "__text_signature__", Get: func(t *Thread, v Value) Value { return None }},
		{Name: "__abstractmethods__", Get: getAbstract, Set: setAbstract},
		{Name: "__annotations__", Get: getTypeAnnotations, Set: setTypeAnnotations},
		{Name: "__annotate__", Get: getTypeAnnotate, Set: setTypeAnnotate},
		{Name: "__type_params__", Get: getTypeParams, Set: setTypeParams},
		{Name: "__flags__", Get: typeFlags},
		{Name: "__basicsize__", Get: func(t *Thread, v Value) Value {
			typ := t.TypeFor(v)
			return t.NewInt(int64(abi.Layouts[typ.Kind].Size) + int64(typ.Hidden)*abi.Word)
		}},
		{Name: "__itemsize__", Get: func(t *Thread, v Value) Value {
			if varSized(t.TypeFor(v).Kind) {
				return abi.SmallInt(abi.Word)
			}
			return abi.SmallInt(0)
		}},
		{Name: "__dictoffset__", Get: func(t *Thread, v Value) Value {
			if t.TypeFor(v).HasDict {
				return abi.SmallInt(-1)
			}
			return abi.SmallInt(0)
		}},
		{Name: "__weakrefoffset__", Get: func(t *Thread, v Value) Value {
			if t.TypeFor(v).HasWeak {
				return abi.SmallInt(-4 * abi.Word)
			}
			return abi.SmallInt(0)
		}},
	},
}

func typeObj(v Value) *abi.Type { return abi.Obj[abi.Type](v) }

func typeRepr(t *Thread, v Value) Value {
	return t.NewStr("<class '" + t.FullName(t.TypeFor(v)) + "'>")
}

// typeCall is what calling a class does.
func typeCall(t *Thread, v Value, args []Value, kwnames Value) Value {
	typ := t.TypeFor(v)
	if typ == t.Types.Type {
		switch n := len(args); {
		case n == 1 && kwnames == Unbound:
			return t.TypeOf(args[0]).Obj
		case kwnames == Unbound && n != 3, kwnames != Unbound && n-len(abi.TupleItems(kwnames)) != 3:
			if kwnames != Unbound && n-len(abi.TupleItems(kwnames)) == 1 {
				return t.Raise(t.Exc.TypeError, "type() takes no keyword arguments")
			}
			return t.Raise(t.Exc.TypeError, "type() takes 1 or 3 arguments")
		}
	}
	return t.CallType(typ, args, kwnames)
}

func typeInit(t *Thread, _ Value, args []Value, kwnames Value) bool {
	n := len(args)
	if kwnames != Unbound {
		n -= len(abi.TupleItems(kwnames))
		if n == 1 {
			t.Raise(t.Exc.TypeError, "type.__init__() takes no keyword arguments")
			return false
		}
	}
	if n != 1 && n != 3 {
		t.Raise(t.Exc.TypeError, "type.__init__() takes 1 or 3 arguments")
		return false
	}
	return true
}

// typeGetAttr is type.__getattribute__: a data descriptor of the metaclass, the
// class's MRO, then the metaclass.
func typeGetAttr(t *Thread, v, name Value) Value {
	r := t.typeAttrOpt(t.TypeFor(v), name)
	if r == Unbound {
		return t.NoAttribute(v, name)
	}
	return r
}

// typeAttrOpt is typeGetAttr that returns Unbound where there is nothing.
func (t *Thread) typeAttrOpt(typ *Type, name Value) Value {
	name = t.InternStr(t.plainStr(name))
	descr := t.Lookup(typ.Meta, name)
	var dt *Type
	if descr != Unbound {
		dt = t.TypeOf(descr)
		if dt.Slots.DescrGet != nil && dt.Slots.DescrSet != nil {
			return dt.Slots.DescrGet(t, descr, typ.Obj, typ.Meta.Obj)
		}
	}
	if attr := t.Lookup(typ, name); attr != Unbound {
		if get := t.TypeOf(attr).Slots.DescrGet; get != nil {
			return get(t, attr, Unbound, typ.Obj)
		}
		return attr
	}
	if descr != Unbound && dt.Slots.DescrGet != nil {
		return dt.Slots.DescrGet(t, descr, typ.Obj, typ.Meta.Obj)
	}
	return descr
}

// typeSetAttr is type.__setattr__ and, with Unbound, __delattr__.
func typeSetAttr(t *Thread, v, name, x Value) bool {
	typ := t.TypeFor(v)
	if !name.IsKind(abi.KindStr) {
		t.Raise(t.Exc.TypeError, "attribute name must be string, not '%s'", t.TypeName(name))
		return false
	}
	if !typ.Heap {
		t.Raise(t.Exc.TypeError, "cannot set %s attribute of immutable type '%s'", t.MustRepr(name), typ.Name)
		return false
	}
	name = t.InternStr(t.plainStr(name))
	if descr := t.Lookup(typ.Meta, name); descr != Unbound {
		if set := t.TypeOf(descr).Slots.DescrSet; set != nil {
			ok := set(t, descr, v, x)
			if ok {
				t.Modified(typ, name)
			}
			return ok
		}
	}
	if x == Unbound && t.TypeAttr(typ, name) == Unbound {
		t.NoAttribute(v, name)
		return false
	}
	return t.SetTypeAttr(typ, name, x)
}

// checkMutable raises TypeError where a special attribute of a class may not
// be set (or deleted: x is Unbound).
func (t *Thread) checkMutable(typ *Type, name string, x Value) bool {
	if !typ.Heap {
		t.Raise(t.Exc.TypeError, "cannot set '%s' attribute of immutable type '%s'", name, typ.Name)
		return false
	}
	if x == Unbound {
		t.Raise(t.Exc.TypeError, "cannot delete '%s' attribute of immutable type '%s'", name, typ.Name)
		return false
	}
	return true
}

func setTypeName(t *Thread, v, x Value) bool {
	typ := t.TypeFor(v)
	if !t.checkMutable(typ, "__name__", x) {
		return false
	}
	if !x.IsKind(abi.KindStr) {
		t.Raise(t.Exc.TypeError, "can only assign string to %s.__name__, not '%s'", typ.Name, t.TypeName(x))
		return false
	}
	text := t.GoString(x)
	for i := range len(text) {
		if text[i] == 0 {
			t.Raise(t.Exc.ValueError, "type name must not contain null characters")
			return false
		}
	}
	typ.Name = text
	t.store(v, &typeObj(v).Name, x)
	return true
}

func setTypeQualname(t *Thread, v, x Value) bool {
	typ := t.TypeFor(v)
	if !t.checkMutable(typ, "__qualname__", x) {
		return false
	}
	if !x.IsKind(abi.KindStr) {
		t.Raise(t.Exc.TypeError, "can only assign string to %s.__qualname__, not '%s'", typ.Name, t.TypeName(x))
		return false
	}
	t.store(v, &typeObj(v).Qualname, x)
	return true
}

func getTypeModule(t *Thread, v Value) Value {
	typ := t.TypeFor(v)
	if !typ.Heap {
		return t.NewStr(typ.Module)
	}
	if m := t.TypeAttr(typ, t.names.Module); m != Unbound {
		return m
	}
	return t.NoSuch(v, t.names.Module)
}

// NoSuch raises AttributeError(name).
func (t *Thread) NoSuch(v, name Value) Value {
	t.raiseAttr(v, name, "%s", t.GoString(name))
	return Raised
}

func setTypeModule(t *Thread, v, x Value) bool {
	typ := t.TypeFor(v)
	return t.checkMutable(typ, "__module__", x) && t.SetTypeAttr(typ, t.names.Module, x)
}

func getTypeDoc(t *Thread, v Value) Value {
	typ := t.TypeFor(v)
	if !typ.Heap && typ.Doc != "" {
		return t.NewStr(typ.Doc)
	}
	d := t.TypeAttr(typ, t.names.Doc)
	if d == Unbound {
		return None
	}
	if get := t.TypeOf(d).Slots.DescrGet; get != nil {
		return get(t, d, Unbound, v)
	}
	return d
}

func setTypeDoc(t *Thread, v, x Value) bool {
	typ := t.TypeFor(v)
	return t.checkMutable(typ, "__doc__", x) && t.SetTypeAttr(typ, t.names.Doc, x)
}

func getAbstract(t *Thread, v Value) Value {
	typ := t.TypeFor(v)
	if typ != t.Types.Type {
		if x := t.TypeAttr(typ, t.names.Abstract); x != Unbound {
			return x
		}
	}
	return t.NoSuch(v, t.names.Abstract)
}

func setAbstract(t *Thread, v, x Value) bool {
	typ := t.TypeFor(v)
	if x == Unbound {
		if t.TypeAttr(typ, t.names.Abstract) == Unbound {
			t.NoSuch(v, t.names.Abstract)
			return false
		}
		typ.Abstract = false
		return t.SetTypeAttr(typ, t.names.Abstract, Unbound)
	}
	yes, ok := t.IsTrue(x)
	if !ok {
		return false
	}
	typ.Abstract = yes
	return t.SetTypeAttr(typ, t.names.Abstract, x)
}

func getTypeParams(t *Thread, v Value) Value {
	if t.TypeFor(v).Heap {
		if x := t.TypeAttr(t.TypeFor(v), t.names.TypeParams); x != Unbound {
			return x
		}
	}
	return t.EmptyTuple
}

func setTypeParams(t *Thread, v, x Value) bool {
	typ := t.TypeFor(v)
	return t.checkMutable(typ, "__type_params__", x) && t.SetTypeAttr(typ, t.names.TypeParams, x)
}

// typeFlags gives the bits of CPython's tp_flags that programs ask for.
func typeFlags(t *Thread, v Value) Value {
	typ := t.TypeFor(v)
	f := int64(1<<12 | 1<<14) // ready, collected
	if typ.Heap {
		f |= 1 << 9
	} else {
		f |= 1 << 8 // immutable
	}
	if !typ.Final {
		f |= 1 << 10
	}
	if typ.Abstract {
		f |= 1 << 20
	}
	T := &t.Types
	for i, b := range []*Type{T.Int, T.List, T.Tuple, T.Bytes, T.Str, T.Dict, t.Exc.BaseException, T.Type} {
		if typ.IsSubtype(b) {
			f |= 1 << (24 + i)
		}
	}
	return t.NewInt(f)
}

func typeMROMethod(t *Thread, a []Value) Value {
	mro, ok := t.computeMRO(t.TypeFor(a[0]))
	if !ok {
		return Raised
	}
	list := t.NewList(nil)
	for _, m := range mro {
		t.ListAppend(list, m.Obj)
	}
	return list
}

func typeSubclasses(t *Thread, a []Value) Value {
	list := t.NewList(nil)
	for _, s := range t.TypeFor(a[0]).subclasses {
		t.ListAppend(list, s.Obj)
	}
	return list
}

func typeDir(t *Thread, a []Value) Value {
	names := t.NewDict()
	t.mergeClassKeys(names, t.TypeFor(a[0]))
	return t.keyList(names)
}
