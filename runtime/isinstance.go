package runtime

import "github.com/go-python/gopython/internal/abi"

// IsInstance is isinstance(v, class).
func (t *Thread) IsInstance(v, class Value) (yes, ok bool) {
	if typ := t.TypeFor(class); typ != nil {
		if t.TypeOf(v) == typ {
			return true, true
		}
		if typ.Meta == t.Types.Type {
			return t.plainIsInstance(v, class)
		}
	}
	if t.isUnion(class) {
		class = Slot(class, 0)
	}
	if class.IsKind(abi.KindTuple) {
		if !t.Enter(" in __instancecheck__") {
			return false, false
		}
		defer t.Leave()
		for i := range abi.TupleItems(class) {
			if yes, ok = t.IsInstance(v, abi.TupleItems(class)[i]); yes || !ok {
				return yes, ok
			}
		}
		return false, true
	}
	return t.classCheck(v, class, t.names.InstanceCk, " in __instancecheck__", t.plainIsInstance)
}

// classCheck calls the class's __instancecheck__ or __subclasscheck__.
func (t *Thread) classCheck(v, class, name Value, where string, plain func(v, class Value) (bool, bool)) (yes, ok bool) {
	f := t.Lookup(t.TypeOf(class), name)
	if f == Unbound || f == t.TypeAttr(t.Types.Type, name) {
		return plain(v, class)
	}
	if !t.Enter(where) {
		return false, false
	}
	defer t.Leave()
	r, _ := t.CallSpecial(class, name, v)
	if r == Raised {
		return false, false
	}
	return t.IsTrue(r)
}

// plainIsInstance is type.__instancecheck__: the real class, then __class__.
func (t *Thread) plainIsInstance(v, class Value) (yes, ok bool) {
	typ := t.TypeFor(class)
	if typ != nil && t.TypeOf(v).IsSubtype(typ) {
		return true, true
	}
	if typ == nil {
		isClass, ok := t.checkClass(class)
		if !ok {
			return false, false
		}
		if !isClass {
			t.Raise(t.Exc.TypeError, "isinstance() arg 2 must be a type, a tuple of types, or a union")
			return false, false
		}
	}
	if t.plainClassAttr(t.TypeOf(v)) {
		return false, true
	}
	c := t.GetAttrOpt(v, t.names.Class)
	if c == Raised {
		return false, false
	}
	if c == Unbound || c == t.TypeOf(v).Obj {
		return false, true
	}
	if ct := t.TypeFor(c); typ != nil {
		return ct != nil && ct.IsSubtype(typ), true
	}
	m := t.Mark()
	defer t.Unroot(m)
	return t.abstractSubclass(t.Root(c), class)
}

// plainClassAttr reports whether __class__ of instances is surely their class.
func (t *Thread) plainClassAttr(typ *Type) bool {
	return (typ.plainAttrs || typ.Kind == abi.KindType) &&
		t.Lookup(typ, t.names.Class) == t.TypeAttr(t.Types.Object, t.names.Class)
}

// IsSubclass is issubclass(v, class).
func (t *Thread) IsSubclass(v, class Value) (yes, ok bool) {
	if typ := t.TypeFor(class); typ != nil && typ.Meta == t.Types.Type {
		if v == class {
			return true, true
		}
		return t.plainIsSubclass(v, class)
	}
	if t.isUnion(class) {
		class = Slot(class, 0)
	}
	if class.IsKind(abi.KindTuple) {
		if !t.Enter(" in __subclasscheck__") {
			return false, false
		}
		defer t.Leave()
		for i := range abi.TupleItems(class) {
			if yes, ok = t.IsSubclass(v, abi.TupleItems(class)[i]); yes || !ok {
				return yes, ok
			}
		}
		return false, true
	}
	return t.classCheck(v, class, t.names.SubclassCk, " in __subclasscheck__", t.plainIsSubclass)
}

// plainIsSubclass is type.__subclasscheck__; what is not a class counts as one
// when it has a tuple __bases__.
func (t *Thread) plainIsSubclass(v, class Value) (yes, ok bool) {
	a, b := t.TypeFor(v), t.TypeFor(class)
	if a != nil && b != nil {
		return a.IsSubtype(b), true
	}
	if is, ok := t.checkClass(v); !is {
		if ok {
			t.Raise(t.Exc.TypeError, "issubclass() arg 1 must be a class")
		}
		return false, false
	}
	if is, ok := t.checkClass(class); !is {
		if ok {
			t.Raise(t.Exc.TypeError, "issubclass() arg 2 must be a class, a tuple of classes, or a union")
		}
		return false, false
	}
	return t.abstractSubclass(v, class)
}

// basesOf is v.__bases__ when that is a tuple, else Unbound.
func (t *Thread) basesOf(v Value) Value {
	bases := t.GetAttrOpt(v, t.Intern("__bases__"))
	if bases != Raised && !bases.IsKind(abi.KindTuple) {
		return Unbound
	}
	return bases
}

func (t *Thread) checkClass(v Value) (is, ok bool) {
	if v.IsKind(abi.KindType) {
		return true, true
	}
	b := t.basesOf(v)
	return b != Unbound && b != Raised, b != Raised
}

// abstractSubclass follows __bases__.
func (t *Thread) abstractSubclass(v, class Value) (yes, ok bool) {
	if v == class {
		return true, true
	}
	if !t.Enter(" in __issubclass__") {
		return false, false
	}
	defer t.Leave()
	m := t.Mark()
	defer t.Unroot(m)
	bases := t.basesOf(v)
	if bases == Raised {
		return false, false
	}
	if bases == Unbound {
		return false, true
	}
	t.Root(bases)
	for i := range abi.TupleItems(bases) {
		if yes, ok = t.abstractSubclass(abi.TupleItems(bases)[i], class); yes || !ok {
			return yes, ok
		}
	}
	return false, true
}
