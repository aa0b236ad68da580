package runtime

import (
	"sort"
	"strconv"
	"strings"

	"github.com/go-python/gopython/internal/abi"
)

var objectType = TypeSpec{
	Name: "object", Kind: abi.KindInstance,
	Doc: "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n",
	Slots: Slots{
		Repr: objectRepr, Str: objectStr, Hash: identityHash, Compare: objectCompare,
		GetAttr: GenericGetAttr, SetAttr: GenericSetAttr, Init: objectInit,
	},
	New: &NativeDef{Name: "__new__", Call: objectNew},
	Methods: []*NativeDef{
		{Name: "__format__", Sig: "self, format_spec, /", Fn: objectFormat, Doc: "Default object formatter.\n\nReturn str(self) if format_spec is empty. Raise TypeError otherwise."},
		{Name: "__dir__", Sig: "self, /", Fn: objectDir, Doc: "Default dir() implementation."},
		{Name: "__init_subclass__", Class: true, Call: objectInitSubclass, Doc: "Called when a class is subclassed. The default does nothing."},
		{Name: "__subclasshook__", Class: true, Call: func(*Thread, Value, []Value, Value) Value { return NotImplemented },
			Doc: "Customises issubclass() of an abstract class. The default gives NotImplemented."},
		{Name: "__reduce__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value { return t.reduceOld(a[0], 0) }, Doc: "Helper for pickle."},
		{Name: "__reduce_ex__", Sig: "self, protocol, /", Fn: objectReduceEx, Doc: "Helper for pickle."},
		{Name: "__getstate__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value { return t.objectState(a[0], false) }, Doc: "Helper for pickle."},
		{Name: "__sizeof__", Sig: "self, /", Fn: objectSizeof, Doc: "Size of object in memory, in bytes."},
	},
	GetSets: []*GetSet{
		{Name: "__class__", Get: func(t *Thread, v Value) Value { return t.TypeOf(v).Obj }, Set: setClass, Doc: "the object's class"},
	},
}

// SimpleNew reports whether instances of typ are made by object.__new__, so
// that a call of typ with a Python __init__ may allocate with NewInstance.
func (t *Type) SimpleNew() bool { return t.objectNew && !t.Abstract && t.Kind == abi.KindInstance }

// HasObjectInit reports whether typ has no __init__ but that of object.
func (t *Thread) HasObjectInit(typ *Type) bool {
	return t.Lookup(typ, t.names.Init) == t.TypeAttr(t.Types.Object, t.names.Init)
}

func objectNew(t *Thread, _ Value, args []Value, _ Value) Value {
	typ := t.TypeFor(args[0])
	if len(args) > 1 {
		if typ.Heap && !typ.objectNew {
			return t.Raise(t.Exc.TypeError, "object.__new__() takes exactly one argument (the type to instantiate)")
		}
		if t.HasObjectInit(typ) {
			return t.Raise(t.Exc.TypeError, "%s() takes no arguments", typ.Name)
		}
	}
	if typ.Abstract {
		return t.raiseAbstract(typ)
	}
	if typ.Kind != abi.KindInstance {
		return t.Raise(t.Exc.TypeError, "object.__new__(%s) is not safe, use %s.__new__()", typ.Name, typ.Name)
	}
	return t.NewInstance(typ)
}

// raiseAbstract says which methods an abstract class lacks.
func (t *Thread) raiseAbstract(typ *Type) Value {
	m := t.Mark()
	defer t.Unroot(m)
	set := t.GetAttr(typ.Obj, t.names.Abstract)
	if set == Raised {
		return Raised
	}
	t.Root(set)
	var names []string
	ok := t.Each(set, func(v Value) bool {
		if !v.IsKind(abi.KindStr) {
			t.Raise(t.Exc.TypeError, "sequence item %d: expected str instance, %s found", len(names), t.TypeName(v))
			return false
		}
		names = append(names, t.GoString(v))
		return true
	})
	if !ok {
		return Raised
	}
	sort.Strings(names)
	return t.Raise(t.Exc.TypeError, "Can't instantiate abstract class %s without an implementation for abstract method%s '%s'",
		typ.Name, plural(len(names)), strings.Join(names, "', '"))
}

func objectInit(t *Thread, v Value, args []Value, _ Value) bool {
	if len(args) == 0 {
		return true
	}
	typ := t.TypeOf(v)
	if !t.HasObjectInit(typ) {
		t.Raise(t.Exc.TypeError, "object.__init__() takes exactly one argument (the instance to initialize)")
		return false
	}
	if typ.objectNew || typ == t.Types.Object {
		t.Raise(t.Exc.TypeError, "%s.__init__() takes exactly one argument (the instance to initialize)", typ.Name)
		return false
	}
	return true
}

// addrText is what repr shows as the address of v.
func addrText(v Value) string {
	if v.IsPtr() {
		return "0x" + strconv.FormatUint(uint64(v.Addr()), 16)
	}
	return "0x" + strconv.FormatUint(uint64(v), 16)
}

func objectRepr(t *Thread, v Value) Value {
	return t.NewStr("<" + t.FullName(t.TypeOf(v)) + " object at " + addrText(v) + ">")
}

func objectStr(t *Thread, v Value) Value { return t.TypeOf(v).Slots.Repr(t, v) }

// identityHash is made of the address, which never changes.
func identityHash(_ *Thread, v Value) (int64, bool) { return IdentityHash(v), true }

// IdentityShift is log2 of what all addresses of objects are multiples of.
const IdentityShift = 4

// IdentityHash is the hash of objects that compare by identity.
func IdentityHash(v Value) int64 {
	return int64(uint64(v)>>IdentityShift) &^ (-1 << 60)
}

// objectCompare gives == by identity, and != as the opposite of what the
// class's own == says.
func objectCompare(t *Thread, a, b Value, op CompareOp) Value {
	switch op {
	case EQ:
		if a == b {
			return True
		}
	case NE:
		f := t.TypeOf(a).Slots.Compare
		r := f(t, a, b, EQ)
		if r == Raised || r == NotImplemented {
			return r
		}
		yes, ok := t.IsTrue(r)
		return boolValue(!yes, ok)
	}
	return NotImplemented
}

func objectFormat(t *Thread, a []Value) Value {
	if !a[1].IsKind(abi.KindStr) {
		return t.Raise(t.Exc.TypeError, "__format__() argument must be str, not %s", t.TypeName(a[1]))
	}
	if StrLen(a[1]) > 0 {
		return t.Raise(t.Exc.TypeError, "unsupported format string passed to %s.__format__", t.TypeName(a[0]))
	}
	return t.Str(a[0])
}

// objectDir lists the names in the object's dict, its slots and its class.
func objectDir(t *Thread, a []Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	names := t.Root(t.NewDict())
	d := t.GetAttrOpt(a[0], t.names.Dict)
	if d == Raised {
		return Raised
	}
	if d.IsKind(abi.KindDict) {
		t.mergeKeys(names, d)
	}
	class := t.GetAttrOpt(a[0], t.names.Class)
	if class == Raised {
		return Raised
	}
	if typ := t.TypeFor(class); typ != nil {
		t.mergeClassKeys(names, typ)
	}
	return t.keyList(names)
}

// mergeKeys adds the keys of d to names, a dict.
func (t *Thread) mergeKeys(names, d Value) {
	for e, i := DictNext(d, 0); e != nil; e, i = DictNext(d, i+1) {
		if t.IsExactStr(e.Key) {
			t.DictSetStr(names, e.Key, None)
		}
	}
}

func (t *Thread) mergeClassKeys(names Value, typ *Type) {
	for i := len(typ.MRO) - 1; i >= 0; i-- {
		t.mergeKeys(names, t.classDict(typ.MRO[i]))
	}
}

func (t *Thread) keyList(d Value) Value {
	list := t.NewList(nil)
	for e, i := DictNext(d, 0); e != nil; e, i = DictNext(d, i+1) {
		t.ListAppend(list, e.Key)
	}
	return list
}

func objectInitSubclass(t *Thread, _ Value, args []Value, kwnames Value) Value {
	name := t.TypeFor(args[0]).Name
	if kwnames != Unbound && len(abi.TupleItems(kwnames)) > 0 {
		return t.Raise(t.Exc.TypeError, "%s.__init_subclass__() takes no keyword arguments", name)
	}
	if len(args) > 1 {
		return t.Raise(t.Exc.TypeError, "%s.__init_subclass__() takes no arguments (%d given)", name, len(args)-1)
	}
	return None
}

func objectSizeof(t *Thread, a []Value) Value {
	v := a[0]
	if !v.IsPtr() {
		return abi.SmallInt(abi.Word)
	}
	n := abi.Layouts[v.Kind()].Size
	if v.IsKind(abi.KindInstance) {
		n += uintptr(abi.Obj[abi.Instance](v).Aux) * abi.Word
	}
	return t.NewInt(int64(n))
}

// setClass is `v.__class__ = x`.
func setClass(t *Thread, v, x Value) bool {
	if x == Unbound {
		t.Raise(t.Exc.TypeError, "can't delete __class__ attribute")
		return false
	}
	to, from := t.TypeFor(x), t.TypeOf(v)
	if to == nil {
		t.Raise(t.Exc.TypeError, "__class__ must be set to a class, not '%s' object", t.TypeName(x))
		return false
	}
	if from == to {
		return true
	}
	module := t.Types.Module
	if !(from.Heap && to.Heap) && !(from.IsSubtype(module) && to.IsSubtype(module)) {
		t.Raise(t.Exc.TypeError, "__class__ assignment only supported for mutable types or ModuleType subclasses")
		return false
	}
	if !sameLayout(from, to) {
		t.Raise(t.Exc.TypeError, "__class__ assignment: '%s' object layout differs from '%s'", to.Name, from.Name)
		return false
	}
	t.changeClass(v, to)
	return true
}

// sameLayout reports whether an instance of a could be one of b.
func sameLayout(a, b *Type) bool {
	if a.Kind != b.Kind || a.Hidden != b.Hidden || a.HasDict != b.HasDict || a.HasWeak != b.HasWeak {
		return false
	}
	a, b = layoutBase(a), layoutBase(b)
	return a == b || sameSlots(a, b)
}

// layoutBase returns the class along the line of Base that was the last to add
// anything to typ's instances, be it a __dict__.
func layoutBase(typ *Type) *Type {
	for b := typ.Base; b != nil && typ.Kind == b.Kind && typ.Hidden == b.Hidden && typ.HasDict == b.HasDict && typ.HasWeak == b.HasWeak; b = b.Base {
		typ = b
	}
	return typ
}

// sameSlots reports whether a and b add the same __slots__ to the same class.
func sameSlots(a, b *Type) bool {
	if !a.Heap || !b.Heap || len(a.slotNames) != len(b.slotNames) || a.Base != b.Base {
		return false
	}
	for i, n := range a.slotNames {
		if n != b.slotNames[i] {
			return false
		}
	}
	return true
}

// changeClass gives v another class of the same layout.
func (t *Thread) changeClass(v Value, to *Type) {
	h := abi.ObjAt[abi.Header](v.Addr())
	defer t.Heap.Barrier(v.Addr())
	if v.IsKind(abi.KindType) || waysOf(t.TypeOf(v)) != waysOf(to) { // v may be an attribute of a class
		if t.FlushCaches != nil {
			t.FlushCaches()
		}
	}
	switch v.Kind() {
	case abi.KindType:
		t.TypeFor(v).Meta = to
		h.Shape = to.rootShape
		t.Modified(t.TypeFor(v), t.names.Class)
		return
	case abi.KindInstance:
	default:
		h.Shape = to.rootShape
		return
	}
	if !t.shapeInfo[h.Shape].dict && uint32(h.Aux) == to.inlineCap() {
		shape, ok := to.rootShape, true
		for _, key := range t.ShapeKeys(h.Shape) {
			if shape, ok = t.ShapeAdd(shape, key); !ok {
				break
			}
		}
		if ok {
			h.Shape = shape
			return
		}
	}
	if to.HasDict {
		t.materializeDict(v)
		h.Shape = t.dictShape(to)
		return
	}
	h.Shape = to.rootShape
}
