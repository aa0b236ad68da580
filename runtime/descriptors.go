package runtime

import (
	"strings"

	"github.com/go-python/gopython/internal/abi"
)

// What stands in the dicts of builtin classes, and functions written in Go.

var builtinType = TypeSpec{
	Name: "builtin_function_or_method", Kind: abi.KindNative, Final: true, NoNew: true,
	Slots: Slots{Repr: builtinRepr, Hash: builtinHash, Compare: builtinCompare, Call: nativeCall},
	GetSets: append(nativeGetSets,
		&GetSet{Name: "__self__", Get: builtinSelf},
		&GetSet{Name: "__module__", Get: func(t *Thread, v Value) Value { return abi.Obj[abi.Native](v).Module },
			Set: func(t *Thread, v, x Value) bool {
				if x == Unbound {
					x = None
				}
				t.store(v, &abi.Obj[abi.Native](v).Module, x)
				return true
			}}),
	Methods: []*NativeDef{{Name: "__reduce__", Sig: "self, /", Fn: builtinReduce}},
}

var methodDescrType = TypeSpec{
	Name: "method_descriptor", Kind: abi.KindNative, Final: true, NoNew: true,
	Slots:   Slots{Repr: descrRepr("method"), DescrGet: methodDescrGet, Call: nativeCall},
	GetSets: append(nativeGetSets, objClassGetSet),
	Methods: []*NativeDef{descrReduce},
}

var wrapperDescrType = TypeSpec{
	Name: "wrapper_descriptor", Kind: abi.KindNative, Final: true, NoNew: true,
	Slots:   Slots{Repr: descrRepr("slot wrapper"), DescrGet: wrapperDescrGet, Call: nativeCall},
	GetSets: append(nativeGetSets, objClassGetSet),
	Methods: []*NativeDef{descrReduce},
}

var methodWrapperType = TypeSpec{
	Name: "method-wrapper", Kind: abi.KindNative, Final: true, NoNew: true,
	Slots: Slots{Repr: methodWrapperRepr, Hash: builtinHash, Compare: builtinCompare, Call: methodWrapperCall},
	GetSets: append(nativeGetSets,
		&GetSet{Name: "__self__", Get: func(t *Thread, v Value) Value { return abi.Obj[abi.Native](v).Self }},
		&GetSet{Name: "__objclass__", Get: func(t *Thread, v Value) Value { return abi.Obj[abi.Native](v).Module }}),
	Methods: []*NativeDef{{Name: "__reduce__", Sig: "self, /", Fn: builtinReduce}},
}

var classMethodDescrType = TypeSpec{
	Name: "classmethod_descriptor", Kind: abi.KindNative, Final: true, NoNew: true,
	Slots:   Slots{Repr: descrRepr("method"), DescrGet: classMethodDescrGet, Call: classMethodDescrCall},
	GetSets: append(nativeGetSets, objClassGetSet),
	Methods: []*NativeDef{descrReduce},
}

var getSetType = TypeSpec{
	Name: "getset_descriptor", Kind: abi.KindNative, Final: true, NoNew: true,
	Slots: Slots{Repr: getSetRepr, DescrGet: getSetGet, DescrSet: getSetSet},
	GetSets: []*GetSet{
		{Name: "__name__", Get: func(t *Thread, v Value) Value { return t.Intern(t.GetSetOf(v).Name) }},
		{Name: "__qualname__", Get: func(t *Thread, v Value) Value { return t.qualnameIn(abi.Obj[abi.Native](v).Self, t.GetSetOf(v).Name) }},
		{Name: "__doc__", Get: func(t *Thread, v Value) Value { return t.docValue(t.GetSetOf(v).Doc) }},
		objClassGetSet,
	},
}

// Fields of a member descriptor.
const (
	memberClass = iota
	memberName
	memberSlot // a word int
	memberDoc
	memberFields
)

var memberType = TypeSpec{
	Name: "member_descriptor", Kind: abi.KindInstance, Hidden: memberFields, Final: true, NoNew: true,
	Slots: Slots{Repr: memberRepr, DescrGet: memberGet, DescrSet: memberSet},
	GetSets: []*GetSet{
		{Name: "__name__", Get: func(t *Thread, v Value) Value { return Slot(v, memberName) }},
		{Name: "__qualname__", Get: func(t *Thread, v Value) Value {
			return t.qualnameIn(Slot(v, memberClass), t.GoString(Slot(v, memberName)))
		}},
		{Name: "__doc__", Get: func(t *Thread, v Value) Value { return Slot(v, memberDoc) }},
		{Name: "__objclass__", Get: func(t *Thread, v Value) Value { return Slot(v, memberClass) }},
	},
	Methods: []*NativeDef{{Name: "__reduce__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value {
		return t.reduceAttr(Slot(a[0], memberClass), Slot(a[0], memberName))
	}}},
}

var objClassGetSet = &GetSet{Name: "__objclass__", Get: func(t *Thread, v Value) Value { return abi.Obj[abi.Native](v).Self }}

var descrReduce = &NativeDef{Name: "__reduce__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value {
	return t.reduceAttr(abi.Obj[abi.Native](a[0]).Self, t.Intern(t.NativeDefOf(a[0]).Name))
}}

// nativeGetSets are what functions and method descriptors have in common. The
// capacity is the length: each append to it makes a list of its own.
var nativeGetSets = []*GetSet{
	{Name: "__name__", Get: func(t *Thread, v Value) Value { return t.Intern(t.NativeDefOf(v).Name) }},
	{Name: "__qualname__", Get: nativeQualname},
	{Name: "__doc__", Get: func(t *Thread, v Value) Value { return t.docValue(t.NativeDefOf(v).Doc) }},
	{Name: "__text_signature__", Get: nativeTextSignature},
}

func (t *Thread) docValue(doc string) Value {
	if doc == "" {
		return None
	}
	return t.NewStr(doc)
}

// nativeTextSignature shows the signature as inspect parses it.
func nativeTextSignature(t *Thread, v Value) Value {
	d := t.NativeDefOf(v)
	if d.Call != nil {
		return None
	}
	sig := d.Sig
	for _, self := range []string{"self", "cls"} {
		if sig == self || strings.HasPrefix(sig, self+",") {
			sig = "$" + sig
		}
	}
	return t.NewStr("(" + sig + ")")
}

// qualnameIn is the qualified name of an attribute of a class.
func (t *Thread) qualnameIn(class Value, name string) Value {
	if !class.IsKind(abi.KindType) {
		return t.NewStr(name)
	}
	return t.NewStr(t.GoString(typeObj(class).Qualname) + "." + name)
}

func nativeQualname(t *Thread, v Value) Value {
	o, d := abi.Obj[abi.Native](v), t.NativeDefOf(v)
	switch {
	case o.Self == Unbound || t.isModule(o.Self):
		return t.Intern(d.Name)
	case v.Shape() == t.Types.Builtin.rootShape && !o.Self.IsKind(abi.KindType):
		return t.qualnameIn(t.TypeOf(o.Self).Obj, d.Name)
	case v.Shape() == t.Types.MethodWrapper.rootShape:
		return t.qualnameIn(o.Module, d.Name)
	}
	return t.qualnameIn(o.Self, d.Name)
}

func builtinSelf(t *Thread, v Value) Value {
	o := abi.Obj[abi.Native](v)
	if o.Self != Unbound {
		return o.Self
	}
	if o.Module.IsKind(abi.KindStr) && t.modules.IsKind(abi.KindDict) {
		if m := t.DictGetStr(t.modules, o.Module); m != Unbound {
			return m
		}
	}
	return None
}

func builtinRepr(t *Thread, v Value) Value {
	o, d := abi.Obj[abi.Native](v), t.NativeDefOf(v)
	if o.Self == Unbound || t.isModule(o.Self) {
		return t.NewStr("<built-in function " + d.Name + ">")
	}
	return t.NewStr("<built-in method " + d.Name + " of " + t.TypeName(o.Self) + " object at " + addrText(o.Self) + ">")
}

func builtinHash(_ *Thread, v Value) (int64, bool) {
	o := abi.Obj[abi.Native](v)
	return IdentityHash(o.Self) ^ o.Index*1000003, true
}

// builtinCompare makes two bindings of the same function to the same object equal.
func builtinCompare(t *Thread, a, b Value, op CompareOp) Value {
	if op != EQ && op != NE || !b.IsKind(abi.KindNative) || a.Shape() != b.Shape() {
		return NotImplemented
	}
	x, y := abi.Obj[abi.Native](a), abi.Obj[abi.Native](b)
	return abi.Bool((x.Index == y.Index && x.Self == y.Self) == (op == EQ))
}

// nativeCall serves __call__ of natives; calls go to callNativeObject directly.
func nativeCall(t *Thread, v Value, args []Value, kwnames Value) Value {
	return t.callNativeObject(v, args, kwnames)
}

func builtinReduce(t *Thread, a []Value) Value {
	o, d := abi.Obj[abi.Native](a[0]), t.NativeDefOf(a[0])
	if o.Self == Unbound || t.isModule(o.Self) {
		return t.Intern(d.Name)
	}
	return t.reduceAttr(o.Self, t.Intern(d.Name))
}

// reduceAttr is what pickles an attribute of something: (getattr, (obj, name)).
func (t *Thread) reduceAttr(obj, name Value) Value {
	f := t.DictGetStr(t.Builtins, t.Intern("getattr"))
	return t.NewTuple2(f, t.NewTuple2(obj, name))
}

func descrRepr(what string) UnaryFunc {
	return func(t *Thread, v Value) Value {
		return t.NewStr("<" + what + " '" + t.NativeDefOf(v).Name + "' of '" + t.TypeFor(abi.Obj[abi.Native](v).Self).Name + "' objects>")
	}
}

// checkDescr verifies that a descriptor of class is read on one of its instances.
func (t *Thread) checkDescr(name string, class, obj Value) bool {
	if owner := t.TypeFor(class); !t.TypeOf(obj).IsSubtype(owner) {
		t.Raise(t.Exc.TypeError, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", name, owner.Name, t.TypeName(obj))
		return false
	}
	return true
}

func methodDescrGet(t *Thread, descr, obj, _ Value) Value {
	if obj == Unbound {
		return descr
	}
	o := abi.Obj[abi.Native](descr)
	if !t.checkDescr(t.natives[o.Index].Name, o.Self, obj) {
		return Raised
	}
	return t.newNative(t.Types.Builtin, o.Index, obj)
}

func wrapperDescrGet(t *Thread, descr, obj, _ Value) Value {
	if obj == Unbound {
		return descr
	}
	o := abi.Obj[abi.Native](descr)
	if !t.checkDescr(t.natives[o.Index].Name, o.Self, obj) {
		return Raised
	}
	w := t.newNative(t.Types.MethodWrapper, o.Index, obj)
	abi.Obj[abi.Native](w).Module = o.Self
	return w
}

func methodWrapperRepr(t *Thread, v Value) Value {
	self := abi.Obj[abi.Native](v).Self
	return t.NewStr("<method-wrapper '" + t.NativeDefOf(v).Name + "' of " + t.TypeName(self) + " object at " + addrText(self) + ">")
}

func methodWrapperCall(t *Thread, v Value, args []Value, kwnames Value) Value {
	return t.callBound(t.NativeDefOf(v), abi.Obj[abi.Native](v).Self, args, kwnames)
}

// callBound calls d with self in front of args.
func (t *Thread) callBound(d *NativeDef, self Value, args []Value, kwnames Value) Value {
	w := t.PushWindow(len(args) + 1)
	all := abi.Values(w.Base, len(args)+1)
	copy(all[1:], args)
	all[0] = self
	r := t.CallNative(d, all, kwnames)
	t.PopWindow(w)
	return r
}

// classMethodDescrGet binds a class method of a builtin class to a class.
func classMethodDescrGet(t *Thread, descr, obj, typ Value) Value {
	o := abi.Obj[abi.Native](descr)
	d, owner := t.natives[o.Index], t.TypeFor(o.Self)
	if typ == None || typ == Unbound {
		if obj == Unbound {
			return t.Raise(t.Exc.TypeError, "descriptor '%s' for type '%s' needs either an object or a type", d.Name, owner.Name)
		}
		typ = t.TypeOf(obj).Obj
	}
	cls := t.TypeFor(typ)
	if cls == nil {
		return t.Raise(t.Exc.TypeError, "descriptor '%s' for type '%s' needs a type, not a '%s' as arg 2", d.Name, owner.Name, t.TypeName(typ))
	}
	if !cls.IsSubtype(owner) {
		return t.Raise(t.Exc.TypeError, "descriptor '%s' requires a subtype of '%s' but received '%s'", d.Name, owner.Name, cls.Name)
	}
	return t.newNative(t.Types.Builtin, o.Index, typ)
}

func classMethodDescrCall(t *Thread, v Value, args []Value, kwnames Value) Value {
	d, owner := t.NativeDefOf(v), t.TypeFor(abi.Obj[abi.Native](v).Self)
	if len(args) == 0 {
		return t.Raise(t.Exc.TypeError, "descriptor '%s' of '%s' object needs an argument", d.Name, owner.Name)
	}
	f := classMethodDescrGet(t, v, Unbound, args[0])
	if f == Raised {
		return Raised
	}
	return t.CallNative(d, args, kwnames)
}

func getSetRepr(t *Thread, v Value) Value {
	return t.NewStr("<attribute '" + t.GetSetOf(v).Name + "' of '" + t.TypeFor(abi.Obj[abi.Native](v).Self).Name + "' objects>")
}

func getSetGet(t *Thread, descr, obj, _ Value) Value {
	if obj == Unbound {
		return descr
	}
	o := abi.Obj[abi.Native](descr)
	g := t.getsets[o.Index]
	if !t.checkDescr(g.Name, o.Self, obj) {
		return Raised
	}
	if g.Get == nil {
		return t.Raise(t.Exc.AttributeError, "attribute '%s' of '%s' objects is not readable", g.Name, t.TypeFor(o.Self).Name)
	}
	if t.tooDeep() {
		return Raised
	}
	t.native++
	v := g.Get(t, obj)
	t.native--
	return v
}

func getSetSet(t *Thread, descr, obj, x Value) bool {
	o := abi.Obj[abi.Native](descr)
	g := t.getsets[o.Index]
	if !t.checkDescr(g.Name, o.Self, obj) {
		return false
	}
	if g.Set == nil && g.Member {
		t.Raise(t.Exc.AttributeError, "readonly attribute")
		return false
	}
	if g.Set == nil {
		t.Raise(t.Exc.AttributeError, "attribute '%s' of '%s' objects is not writable", g.Name, t.TypeFor(o.Self).Name)
		return false
	}
	return g.Set(t, obj, x)
}

// newMember makes the descriptor of a name in __slots__.
func (t *Thread) newMember(typ *Type, name Value, slot int, doc Value) Value {
	return t.NewRecord(t.Types.Member, typ.Obj, name, abi.SmallInt(int64(slot)), doc)
}

// MemberSlot tells the slot of instances that a member descriptor reads, for
// classes of kind KindInstance; ok is false for anything else. An empty slot
// holds Unbound.
func (t *Thread) MemberSlot(typ *Type, descr Value) (slot int, ok bool) {
	if typ.Kind != abi.KindInstance || !descr.IsPtr() || descr.Shape() != t.Types.Member.rootShape {
		return 0, false
	}
	if owner := t.TypeFor(Slot(descr, memberClass)); !typ.IsSubtype(owner) {
		return 0, false
	}
	return int(Slot(descr, memberSlot).Int()), true
}

func memberRepr(t *Thread, v Value) Value {
	return t.NewStr("<member '" + t.GoString(Slot(v, memberName)) + "' of '" + t.TypeFor(Slot(v, memberClass)).Name + "' objects>")
}

func memberGet(t *Thread, descr, obj, _ Value) Value {
	if obj == Unbound {
		return descr
	}
	if owner := Slot(descr, memberClass); !t.TypeOf(obj).IsSubtype(t.TypeFor(owner)) {
		t.checkDescr(t.GoString(Slot(descr, memberName)), owner, obj)
		return Raised
	}
	i, x := int(Slot(descr, memberSlot).Int()), Unbound
	if obj.IsKind(abi.KindInstance) {
		x = Slot(obj, i)
	} else {
		x = *extraField(obj, 1+i)
	}
	if x == Unbound {
		return t.NoAttribute(obj, Slot(descr, memberName))
	}
	return x
}

func memberSet(t *Thread, descr, obj, x Value) bool {
	name := Slot(descr, memberName)
	if !t.checkDescr(t.ViewString(name), Slot(descr, memberClass), obj) {
		return false
	}
	i := int(Slot(descr, memberSlot).Int())
	if obj.IsKind(abi.KindInstance) {
		if x == Unbound && Slot(obj, i) == Unbound {
			t.NoSuch(obj, name)
			return false
		}
		t.SetSlot(obj, i, x)
		return true
	}
	p := extraField(obj, 1+i)
	if x == Unbound && *p == Unbound {
		t.NoSuch(obj, name)
		return false
	}
	t.store(obj, p, x)
	return true
}

// dictGetSet and weakGetSet are __dict__ and __weakref__ of instances.
var dictGetSet = GetSet{Name: "__dict__", Doc: "dictionary for instance variables", Get: getInstanceDict, Set: setInstanceDict}
var weakGetSet = GetSet{Name: "__weakref__", Doc: "list of weak references to the object", Get: func(*Thread, Value) Value { return None }}

// sharedGetSet makes one of the descriptors that most classes have, without a
// new entry in the table of getsets each time.
func (t *Thread) sharedGetSet(typ *Type, i int, g *GetSet) Value {
	if t.sharedGets[i] == 0 {
		t.sharedGets[i] = abi.Obj[abi.Native](t.NewGetSet(typ, g)).Index
	}
	v := t.newNative(t.Types.GetSet, t.sharedGets[i], typ.Obj)
	return v
}

func getInstanceDict(t *Thread, v Value) Value {
	if d := t.AttrDict(v); d != Unbound {
		return d
	}
	return t.NoAttribute(v, t.names.Dict)
}

// setInstanceDict is `v.__dict__ = x`; deleting leaves an empty dict.
func setInstanceDict(t *Thread, v, x Value) bool {
	if x == Unbound {
		x = t.NewDict()
	}
	if !x.IsKind(abi.KindDict) {
		t.Raise(t.Exc.TypeError, "__dict__ must be set to a dictionary, not a '%s'", t.TypeName(x))
		return false
	}
	switch v.Kind() {
	case abi.KindInstance:
		t.materializeDict(v)
		t.store(v, &abi.Obj[abi.Instance](v).Attrs, x)
	case abi.KindFunction:
		t.store(v, &abi.Obj[abi.Function](v).Dict, x)
	default:
		if t.AttrDict(v) == Unbound {
			t.NoAttribute(v, t.names.Dict)
			return false
		}
		t.store(v, extraField(v, 0), x)
	}
	return true
}
