package runtime

import "github.com/go-python/gopython/internal/abi"

// Fields of a property.
const (
	propGet = iota
	propSet
	propDel
	propDoc
	propName // Unbound until __set_name__
	propGetterDoc
	propFields
)

var propertyType = TypeSpec{
	Name: "property", Kind: abi.KindInstance, Hidden: propFields,
	Doc:   "Property attribute.\n\n  fget\n    function to be used for getting an attribute value\n  fset\n    function to be used for setting an attribute value\n  fdel\n    function to be used for del'ing an attribute\n  doc\n    docstring",
	Slots: Slots{DescrGet: propertyGet, DescrSet: propertySet},
	New: &NativeDef{Name: "__new__", Sig: "cls, *args, **kwargs", Fn: func(t *Thread, a []Value) Value {
		v := t.NewInstance(t.TypeFor(a[0]))
		for i := uintptr(0); i <= propDoc; i++ { // not copy: see NewRecord
			abi.Store(v.Addr()+instanceSize+i*abi.Word, None)
		}
		abi.Store(v.Addr()+instanceSize+propGetterDoc*abi.Word, False)
		return v
	}},
	Init: &NativeDef{Name: "property", Sig: "self, fget=None, fset=None, fdel=None, doc=None", Fn: propertyInit},
	Methods: []*NativeDef{
		{Name: "getter", Sig: "self, fget, /", Fn: func(t *Thread, a []Value) Value { return t.propertyCopy(a[0], propGet, a[1]) },
			Doc: "Descriptor to obtain a copy of the property with a different getter."},
		{Name: "setter", Sig: "self, fset, /", Fn: func(t *Thread, a []Value) Value { return t.propertyCopy(a[0], propSet, a[1]) },
			Doc: "Descriptor to obtain a copy of the property with a different setter."},
		{Name: "deleter", Sig: "self, fdel, /", Fn: func(t *Thread, a []Value) Value { return t.propertyCopy(a[0], propDel, a[1]) },
			Doc: "Descriptor to obtain a copy of the property with a different deleter."},
		{Name: "__set_name__", Sig: "self, owner, name, /", Fn: func(t *Thread, a []Value) Value {
			t.SetSlot(a[0], propName, a[2])
			return None
		}},
	},
	GetSets: []*GetSet{
		{Name: "fget", Member: true, Get: func(t *Thread, v Value) Value { return Slot(v, propGet) }},
		{Name: "fset", Member: true, Get: func(t *Thread, v Value) Value { return Slot(v, propSet) }},
		{Name: "fdel", Member: true, Get: func(t *Thread, v Value) Value { return Slot(v, propDel) }},
		{Name: "__doc__", Get: func(t *Thread, v Value) Value { return Slot(v, propDoc) }, Set: func(t *Thread, v, x Value) bool {
			if x == Unbound {
				x = None
			}
			t.SetSlot(v, propDoc, x)
			return true
		}},
		{Name: "__name__", Get: propertyName, Set: func(t *Thread, v, x Value) bool { t.SetSlot(v, propName, x); return true }},
		{Name: "__isabstractmethod__", Get: propertyAbstract},
	},
}

// NewProperty makes a property with a getter.
func (t *Thread) NewProperty(fget Value) Value {
	return t.NewRecord(t.Types.Property, fget, None, None, None, Unbound, False)
}

func propertyInit(t *Thread, a []Value) Value {
	self := a[0]
	for i := range 3 {
		x := a[1+i]
		if x == Unbound {
			x = None
		}
		t.SetSlot(self, propGet+i, x)
	}
	doc := a[4]
	t.SetSlot(self, propName, Unbound)
	t.SetSlot(self, propGetterDoc, False)
	if doc == Unbound {
		doc = None
	}
	if doc == None && Slot(self, propGet) != None {
		doc = t.GetAttrOpt(Slot(self, propGet), t.names.Doc)
		if doc == Raised {
			return Raised
		}
		if doc == Unbound {
			doc = None
		}
		if doc != None {
			t.SetSlot(self, propGetterDoc, True)
		}
	}
	t.SetSlot(self, propDoc, doc)
	if t.TypeOf(self) != t.Types.Property && doc != None && t.TypeOf(self).HasDict {
		d := t.AttrDict(self)
		t.DictSetStr(d, t.names.Doc, doc)
	}
	return None
}

// propertyCopy makes a property of the same class with one function replaced.
func (t *Thread) propertyCopy(v Value, which int, f Value) Value {
	fs := [4]Value{Slot(v, propGet), Slot(v, propSet), Slot(v, propDel), Slot(v, propDoc)}
	if f != None {
		fs[which] = f
	}
	if Slot(v, propGetterDoc) == True && fs[propGet] != None {
		fs[propDoc] = None
	}
	c := t.Call(t.TypeOf(v).Obj, fs[:]...)
	if c == Raised {
		return Raised
	}
	if t.TypeOf(c).IsSubtype(t.Types.Property) {
		if name := Slot(v, propName); name != Unbound {
			t.SetSlot(c, propName, name)
		}
	}
	return c
}

func propertyName(t *Thread, v Value) Value {
	if n := Slot(v, propName); n != Unbound {
		return n
	}
	if f := Slot(v, propGet); f != None {
		if n := t.GetAttrOpt(f, t.names.Name); n != Unbound {
			return n
		}
	}
	return t.NoAttribute(v, t.names.Name)
}

func propertyAbstract(t *Thread, v Value) Value {
	for i := propGet; i <= propDel; i++ {
		yes, ok := t.isAbstractFunc(Slot(v, i))
		if !ok || yes {
			return boolValue(yes, ok)
		}
	}
	return False
}

// isAbstractFunc is bool(f.__isabstractmethod__), false when it has none.
func (t *Thread) isAbstractFunc(f Value) (yes, ok bool) {
	if f == None || f == Unbound {
		return false, true
	}
	x := t.GetAttrOpt(f, t.names.IsAbstract)
	switch x {
	case Unbound:
		return false, true
	case Raised:
		return false, false
	}
	return t.IsTrue(x)
}

func propertyGet(t *Thread, v, obj, _ Value) Value {
	if obj == Unbound || obj == None {
		return v
	}
	f := Slot(v, propGet)
	if f == None {
		return t.noAccessor(v, obj, "getter")
	}
	return t.Call(f, obj)
}

func propertySet(t *Thread, v, obj, x Value) bool {
	if x == Unbound {
		if f := Slot(v, propDel); f != None {
			return t.Call(f, obj) != Raised
		}
		t.noAccessor(v, obj, "deleter")
		return false
	}
	if f := Slot(v, propSet); f != None {
		return t.Call(f, obj, x) != Raised
	}
	t.noAccessor(v, obj, "setter")
	return false
}

func (t *Thread) noAccessor(v, obj Value, what string) Value {
	q := t.GoString(typeObj(t.TypeOf(obj).Obj).Qualname)
	name := propertyName(t, v)
	if name == Raised {
		t.TakePending()
		return t.Raise(t.Exc.AttributeError, "property of '%s' object has no %s", q, what)
	}
	return t.Raise(t.Exc.AttributeError, "property %s of '%s' object has no %s", t.MustRepr(name), q, what)
}
