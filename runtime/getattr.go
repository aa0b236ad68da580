package runtime

import "github.com/go-python/gopython/internal/abi"

// GetAttr is v.name.
func (t *Thread) GetAttr(v, name Value) Value {
	r := t.TypeOf(v).Slots.GetAttr(t, v, name)
	if r == Raised {
		t.attrContext(v, name)
	}
	return r
}

// attrContext notes which attribute of what an AttributeError is about, if that
// is not known: one raised by __getattr__, say.
func (t *Thread) attrContext(v, name Value) {
	exc := t.exc
	if exc == Unbound || !t.TypeOf(exc).IsSubtype(t.Exc.AttributeError) {
		return
	}
	if Slot(exc, attrName) == Unbound && Slot(exc, attrObj) == Unbound {
		t.SetSlot(exc, attrName, name)
		t.SetSlot(exc, attrObj, v)
	}
}

// GetAttrOpt is v.name, Unbound when an AttributeError says there is none.
func (t *Thread) GetAttrOpt(v, name Value) Value {
	typ := t.TypeOf(v)
	var r Value
	if sameGetAttr(typ) {
		r = t.genericGetAttr(v, typ, name)
	} else {
		r = typ.Slots.GetAttr(t, v, name)
	}
	// An empty slot raises, and so may a property.
	if r == Raised && t.Catch(t.Exc.AttributeError) {
		return Unbound
	}
	return r
}

// sameGetAttr reports whether attributes of instances of typ are found the
// ordinary way.
func sameGetAttr(typ *Type) bool { return typ.plainAttrs }

// GenericGetAttr is object.__getattribute__.
func GenericGetAttr(t *Thread, v, name Value) Value {
	typ := t.TypeOf(v)
	r := t.genericGetAttr(v, typ, name)
	if r == Unbound {
		return t.NoAttribute(v, name)
	}
	return r
}

// NoAttribute raises AttributeError for v.name.
func (t *Thread) NoAttribute(v, name Value) Value {
	exc := t.NewException(t.Exc.AttributeError, t.NewStr(t.noAttributeText(v, t.GoString(name))))
	t.SetSlot(exc, ExcExtra, name)
	t.SetSlot(exc, ExcExtra+1, v)
	return t.RaiseExc(exc)
}

func (t *Thread) noAttributeText(v Value, name string) string {
	if typ := t.TypeFor(v); typ != nil {
		return "type object '" + typ.Name + "' has no attribute '" + name + "'"
	}
	return "'" + t.TypeName(v) + "' object has no attribute '" + name + "'"
}

// genericGetAttr finds an attribute by the ordinary rules: data descriptor of
// the class, then the instance, then the class. Unbound when there is none.
func (t *Thread) genericGetAttr(v Value, typ *Type, name Value) Value {
	if !t.IsExactStr(name) {
		name = t.plainStr(name)
	}
	name = t.InternStr(name)
	descr := t.Lookup(typ, name)
	var dt *Type
	if descr != Unbound {
		dt = t.TypeOf(descr)
		if dt.Slots.DescrGet != nil && dt.Slots.DescrSet != nil {
			return dt.Slots.DescrGet(t, descr, v, typ.Obj)
		}
	}
	if x := t.InstanceAttr(v, name); x != Unbound {
		return x
	}
	if descr != Unbound && dt.Slots.DescrGet != nil {
		return dt.Slots.DescrGet(t, descr, v, typ.Obj)
	}
	return descr
}

// plainStr makes an exact str of an instance of a subclass.
func (t *Thread) plainStr(v Value) Value {
	if t.IsExactStr(v) {
		return v
	}
	return t.NewStr(t.GoString(v))
}

// InstanceAttr reads name (interned) from the instance itself, not its class.
func (t *Thread) InstanceAttr(v, name Value) Value {
	if v.IsKind(abi.KindInstance) {
		shape := v.Shape()
		if slot, ok := t.ShapeSlot(shape, name); ok {
			return Slot(v, slot)
		}
		if !t.shapeInfo[shape].dict {
			return Unbound
		}
	}
	if d := t.instanceDict(v); d != Unbound {
		if abi.Obj[abi.Dict](d).Aux&abi.DictStrKeys != 0 {
			return t.DictGetStr(d, name)
		}
		return t.DictGet(d, name)
	}
	return Unbound
}

// instanceDict returns the dict that holds the attributes of v, Unbound when
// there is none (yet, or because they are in slots).
func (t *Thread) instanceDict(v Value) Value {
	switch v.Kind() {
	case abi.KindInstance:
		o := abi.Obj[abi.Instance](v)
		if t.shapeInfo[o.Shape].dict {
			return o.Attrs
		}
	case abi.KindFunction:
		return abi.Obj[abi.Function](v).Dict
	case abi.KindFree:
	default:
		if abi.ObjAt[abi.Header](v.Addr()).GC&abi.GCExtra != 0 && t.TypeOf(v).HasDict {
			return *extraField(v, 0)
		}
	}
	return Unbound
}

// AttrDict is v.__dict__ : the dict with the attributes of v, made if need be;
// Unbound when objects of that class have none.
func (t *Thread) AttrDict(v Value) Value {
	typ := t.TypeOf(v)
	switch v.Kind() {
	case abi.KindInstance:
		if typ.HasDict {
			return t.materializeDict(v)
		}
	case abi.KindFunction:
		f := abi.Obj[abi.Function](v)
		if f.Dict == Unbound {
			t.store(v, &f.Dict, t.NewDict())
		}
		return f.Dict
	case abi.KindType:
		return t.classDict(t.TypeFor(v))
	case abi.KindFree:
	default:
		if typ.HasDict && abi.ObjAt[abi.Header](v.Addr()).GC&abi.GCExtra != 0 {
			p := extraField(v, 0)
			if *p == Unbound {
				t.store(v, p, t.NewDict())
			}
			return *p
		}
	}
	return Unbound
}

// SetAttr is v.name = x; x == Unbound deletes.
func (t *Thread) SetAttr(v, name, x Value) bool {
	return t.TypeOf(v).Slots.SetAttr(t, v, name, x)
}

// GenericSetAttr is object.__setattr__ and, with Unbound, __delattr__.
func GenericSetAttr(t *Thread, v, name, x Value) bool {
	typ := t.TypeOf(v)
	name = t.InternStr(t.plainStr(name))
	descr := t.Lookup(typ, name)
	if descr != Unbound {
		if f := t.TypeOf(descr).Slots.DescrSet; f != nil {
			return f(t, descr, v, x)
		}
	}
	if !typ.HasDict {
		return t.cannotSetAttr(v, name, x, descr != Unbound)
	}
	if v.IsKind(abi.KindInstance) {
		return t.setInstanceAttr(v, name, x)
	}
	d := t.AttrDict(v)
	if x == Unbound {
		if d == Unbound || t.DictGetStr(d, name) == Unbound {
			t.NoAttribute(v, name)
			return false
		}
		return t.DictDelStr(d, name)
	}
	t.DictSetStr(d, name, x)
	return true
}

func (t *Thread) cannotSetAttr(v, name, x Value, onClass bool) bool {
	what := t.GoString(name)
	if onClass {
		t.raiseAttr(v, name, "'%s' object attribute '%s' is read-only", t.TypeName(v), what)
	} else if isGenericSetAttr(t.TypeOf(v).Slots.SetAttr) {
		t.raiseAttr(v, name, "'%s' object has no attribute '%s' and no __dict__ for setting new attributes", t.TypeName(v), what)
	} else {
		t.NoAttribute(v, name)
	}
	return false
}

// raiseAttr raises AttributeError with name and obj set.
func (t *Thread) raiseAttr(v, name Value, format string, args ...any) {
	t.Raise(t.Exc.AttributeError, format, args...)
	t.SetSlot(t.exc, ExcExtra, name)
	t.SetSlot(t.exc, ExcExtra+1, v)
}

// setInstanceAttr sets or deletes an attribute of an instance with shape or dict.
func (t *Thread) setInstanceAttr(v, name, x Value) bool {
	o := abi.Obj[abi.Instance](v)
	shape := o.Shape
	if x == Unbound {
		if t.InstanceAttr(v, name) == Unbound {
			t.NoAttribute(v, name)
			return false
		}
		return t.DictDelStr(t.materializeDict(v), name)
	}
	if slot, ok := t.ShapeSlot(shape, name); ok {
		t.SetSlot(v, slot, x)
		return true
	}
	if !t.shapeInfo[shape].dict {
		if next, ok := t.ShapeAdd(shape, name); ok {
			t.SetSlot(v, int(t.shapes[next].Fields)-1, x)
			o.Shape = next
			return true
		}
	}
	t.DictSetStr(t.materializeDict(v), name, x)
	return true
}

// LoadMethod finds v.name for a call: with bound, f is to be called with v in
// front of the arguments; otherwise it is called as it is. f is Raised when
// there is no such attribute. name is interned.
func (t *Thread) LoadMethod(v, name Value) (f Value, bound bool) {
	typ := t.TypeOf(v)
	if sameGetAttr(typ) {
		descr := t.Lookup(typ, name)
		if descr != Unbound && t.isMethodOf(typ, descr) && t.InstanceAttr(v, name) == Unbound {
			return descr, true
		}
	}
	return t.GetAttr(v, name), false
}

// isMethodOf reports whether descr, found on typ, may be called with an instance
// of typ in front. A method of a builtin class checks its receiver only when it
// is bound, and a class can have one of a class that it does not derive from.
func (t *Thread) isMethodOf(typ *Type, descr Value) bool {
	if !t.isMethodDescr(descr) {
		return false
	}
	return !descr.IsKind(abi.KindNative) || typ.IsSubtype(t.TypeFor(abi.Obj[abi.Native](descr).Self))
}

// isMethodDescr reports whether binding v to an instance makes a bound method
// that calls v with the instance in front.
func (t *Thread) isMethodDescr(v Value) bool {
	switch v.Kind() {
	case abi.KindFunction:
		return true
	case abi.KindNative:
		s := v.Shape()
		return s == t.Types.MethodDescr.rootShape || s == t.Types.WrapperDescr.rootShape
	}
	return false
}

// CallSpecial calls the special method name of v's class; found is false when
// the class has none.
func (t *Thread) CallSpecial(v, name Value, args ...Value) (r Value, found bool) {
	f := t.Lookup(t.TypeOf(v), name)
	if f == Unbound {
		return Unbound, false
	}
	if t.isMethodDescr(f) {
		return t.CallPrepend(f, v, args, Unbound), true
	}
	if get := t.TypeOf(f).Slots.DescrGet; get != nil {
		if f = get(t, f, v, t.TypeOf(v).Obj); f == Raised {
			return Raised, true
		}
	}
	return t.Call(f, args...), true
}

// LookupSpecial finds a special method on v's class and binds it to v, Unbound
// when there is none.
func (t *Thread) LookupSpecial(v, name Value) Value {
	f := t.Lookup(t.TypeOf(v), name)
	if f == Unbound {
		return Unbound
	}
	if get := t.TypeOf(f).Slots.DescrGet; get != nil {
		return get(t, f, v, t.TypeOf(v).Obj)
	}
	return f
}
