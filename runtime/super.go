package runtime

import "github.com/go-python/gopython/internal/abi"

// Fields of a super object.
const (
	superThis     = iota // the class behind which the search begins
	superSelf            // object or class, None when not bound
	superSelfType        // the class whose MRO is searched
	superFields
)

var superType = TypeSpec{
	Name: "super", Kind: abi.KindInstance, Hidden: superFields,
	Doc:   "super() -> same as super(__class__, <first argument>)\nsuper(type) -> unbound super object\nsuper(type, obj) -> bound super object; requires isinstance(obj, type)\nsuper(type, type2) -> bound super object; requires issubclass(type2, type)",
	Slots: Slots{Repr: superRepr, GetAttr: superGetAttr, DescrGet: superDescrGet},
	New: &NativeDef{Name: "__new__", Sig: "cls, *args, **kwargs", Fn: func(t *Thread, a []Value) Value {
		return t.NewInstance(t.TypeFor(a[0]))
	}},
	Init: &NativeDef{Name: "super", Sig: "self, type=None, obj=None, /", Fn: superInit},
	GetSets: []*GetSet{
		{Name: "__thisclass__", Member: true, Get: func(t *Thread, v Value) Value { return boundOrNone(Slot(v, superThis)) }},
		{Name: "__self__", Member: true, Get: func(t *Thread, v Value) Value { return boundOrNone(Slot(v, superSelf)) }},
		{Name: "__self_class__", Member: true, Get: func(t *Thread, v Value) Value { return boundOrNone(Slot(v, superSelfType)) }},
	},
}

func superInit(t *Thread, a []Value) Value {
	typ, obj := a[1], a[2]
	if typ == Unbound {
		if typ, obj = t.superOfFrame(); typ == Raised {
			return Raised
		}
	}
	if !typ.IsKind(abi.KindType) {
		return t.Raise(t.Exc.TypeError, "super() argument 1 must be a type, not %s", t.TypeName(typ))
	}
	self, selfType := None, None
	if obj != Unbound && obj != None {
		st := t.superCheck(t.TypeFor(typ), obj)
		if st == nil {
			return Raised
		}
		self, selfType = obj, st.Obj
	}
	t.SetSlot(a[0], superThis, typ)
	t.SetSlot(a[0], superSelf, self)
	t.SetSlot(a[0], superSelfType, selfType)
	return None
}

// superOfFrame finds what super() without arguments means in the function that
// runs: its cell __class__ and its first argument.
func (t *Thread) superOfFrame() (typ, obj Value) {
	if t.R == t.StackBase() || !abi.Frame(t.R).Func.IsKind(abi.KindFunction) {
		return t.Raise(t.Exc.RuntimeError, "super(): no current frame"), Unbound
	}
	info := t.CodeInfo(FrameCode(t.R))
	if info.ArgCount == 0 {
		return t.Raise(t.Exc.RuntimeError, "super(): no arguments"), Unbound
	}
	obj = abi.Load(t.R)
	for _, r := range info.CellRegs {
		if r == 0 && obj.IsKind(abi.KindCell) {
			obj = abi.Obj[abi.Cell](obj).V
		}
	}
	if obj == Unbound {
		return t.Raise(t.Exc.RuntimeError, "super(): arg[0] deleted"), Unbound
	}
	for i, name := range info.FreeVars {
		if name != "__class__" {
			continue
		}
		cell := abi.Load(t.R + (uintptr(info.FreeReg)+uintptr(i))*abi.Word)
		if !cell.IsKind(abi.KindCell) {
			return t.Raise(t.Exc.RuntimeError, "super(): bad __class__ cell"), Unbound
		}
		typ = abi.Obj[abi.Cell](cell).V
		if typ == Unbound {
			return t.Raise(t.Exc.RuntimeError, "super(): empty __class__ cell"), Unbound
		}
		if !typ.IsKind(abi.KindType) {
			return t.Raise(t.Exc.RuntimeError, "super(): __class__ is not a type (%s)", t.TypeName(typ)), Unbound
		}
		return typ, obj
	}
	return t.Raise(t.Exc.RuntimeError, "super(): __class__ cell not found"), Unbound
}

// superCheck returns the class whose MRO super(typ, obj) searches; nil after
// an exception.
func (t *Thread) superCheck(typ *Type, obj Value) *Type {
	if c := t.TypeFor(obj); c != nil && c.IsSubtype(typ) {
		return c
	}
	if c := t.TypeOf(obj); c.IsSubtype(typ) {
		return c
	}
	class := t.GetAttrOpt(obj, t.names.Class)
	if class == Raised {
		return nil
	}
	if c := t.TypeFor(class); c != nil && c != t.TypeOf(obj) && c.IsSubtype(typ) {
		return c
	}
	kind, name := "instance of", t.TypeName(obj)
	if c := t.TypeFor(obj); c != nil {
		kind, name = "type", c.Name
	}
	t.Raise(t.Exc.TypeError, "super(type, obj): obj (%s %s) is not an instance or subtype of type (%s).", kind, name, typ.Name)
	return nil
}

// superFind looks name up behind typ in the MRO of start.
func (t *Thread) superFind(typ, start *Type, name Value) Value {
	for i, m := range start.MRO {
		if m != typ {
			continue
		}
		for _, b := range start.MRO[i+1:] {
			if v := t.TypeAttr(b, name); v != Unbound {
				return v
			}
		}
		break
	}
	return Unbound
}

// SuperLookup finds what super(cls, self).name is before binding: descr is to
// be bound to self, or to the class start when self is that class. descr is
// Unbound when there is nothing and Raised after an exception.
func (t *Thread) SuperLookup(cls *Type, self, name Value) (descr Value, start *Type) {
	start = t.superCheck(cls, self)
	if start == nil {
		return Raised, nil
	}
	return t.superFind(cls, start, name), start
}

// SuperAttr is super(cls, self).name where super is the value sup, which may
// be something else. implicit says that super() was written.
func (t *Thread) SuperAttr(sup, cls, self, name Value, implicit bool) Value {
	if typ := t.superArgs(sup, cls, self); typ != nil && name != t.names.Class {
		descr, start := t.SuperLookup(typ, self, name)
		switch descr {
		case Raised:
			return Raised
		case Unbound:
		default:
			return t.superBind(descr, self, start)
		}
	}
	m := t.Mark()
	defer t.Unroot(m)
	obj := t.callSuper(sup, cls, self, implicit)
	if obj == Raised {
		return Raised
	}
	return t.GetAttr(t.Root(obj), name)
}

// SuperMethod is SuperAttr for a call: bound is what to put in front of the
// arguments, Unbound for nothing.
func (t *Thread) SuperMethod(sup, cls, self, name Value, implicit bool) (f, bound Value) {
	if typ := t.superArgs(sup, cls, self); typ != nil && name != t.names.Class {
		descr, start := t.SuperLookup(typ, self, name)
		switch {
		case descr == Raised:
			return Raised, Unbound
		case descr == Unbound:
		case start.Obj != self && t.isMethodOf(t.TypeOf(self), descr):
			return descr, self
		case descr.IsPtr() && t.TypeOf(descr) == t.Types.ClassMethod && Slot(descr, 0).IsKind(abi.KindFunction):
			return Slot(descr, 0), start.Obj
		default:
			return t.superBind(descr, self, start), Unbound
		}
	}
	return t.SuperAttr(sup, cls, self, name, implicit), Unbound
}

// superArgs returns the class when sup is the builtin super and cls a class.
func (t *Thread) superArgs(sup, cls, self Value) *Type {
	if sup != t.Types.Super.Obj || self == Unbound || self == None || cls == Unbound {
		return nil
	}
	return t.TypeFor(cls)
}

// callSuper calls what the name super means, as it was written.
func (t *Thread) callSuper(sup, cls, self Value, implicit bool) Value {
	if !implicit {
		return t.Call(sup, cls, self)
	}
	if sup != t.Types.Super.Obj {
		return t.Call(sup)
	}
	if cls == Unbound {
		return t.Raise(t.Exc.RuntimeError, "super(): empty __class__ cell")
	}
	if self == Unbound {
		return t.Raise(t.Exc.RuntimeError, "super(): arg[0] deleted")
	}
	return t.Call(sup, cls, self)
}

func (t *Thread) superBind(descr, self Value, start *Type) Value {
	get := t.TypeOf(descr).Slots.DescrGet
	if get == nil {
		return descr
	}
	if self == start.Obj {
		self = Unbound
	}
	return get(t, descr, self, start.Obj)
}

func superGetAttr(t *Thread, v, name Value) Value {
	name = t.InternStr(t.plainStr(name))
	if st := Slot(v, superSelfType); st != Unbound && st != None && name != t.names.Class {
		start := t.TypeFor(st)
		if descr := t.superFind(t.TypeFor(Slot(v, superThis)), start, name); descr != Unbound {
			return t.superBind(descr, Slot(v, superSelf), start)
		}
	}
	r := t.genericGetAttr(v, t.TypeOf(v), name)
	if r == Unbound {
		return t.NoAttribute(v, name)
	}
	return r
}

func superDescrGet(t *Thread, v, obj, _ Value) Value {
	if obj == Unbound || obj == None || Slot(v, superSelf) != None {
		return v
	}
	if t.TypeOf(v) != t.Types.Super {
		return t.Call(t.TypeOf(v).Obj, Slot(v, superThis), obj)
	}
	start := t.superCheck(t.TypeFor(Slot(v, superThis)), obj)
	if start == nil {
		return Raised
	}
	return t.NewRecord(t.Types.Super, Slot(v, superThis), obj, start.Obj)
}

func superRepr(t *Thread, v Value) Value {
	this := "NULL"
	if typ := t.TypeFor(boundOrNone(Slot(v, superThis))); typ != nil {
		this = typ.Name
	}
	if st := t.TypeFor(boundOrNone(Slot(v, superSelfType))); st != nil {
		return t.NewStr("<super: <class '" + this + "'>, <" + st.Name + " object>>")
	}
	return t.NewStr("<super: <class '" + this + "'>, NULL>")
}
