package runtime

import (
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
)

// TypeSpec declares a builtin class.
type TypeSpec struct {
	Name, Module, Doc string // Module "" means builtins
	Kind              abi.Kind
	Hidden            int  // fixed fields (KindInstance), beyond those of the base
	HasDict           bool // instances have a __dict__
	HasWeak           bool
	Final             bool // cannot be a base class
	NoNew             bool // "cannot create 'x' instances"
	Slots             Slots
	// New and Init become Slots.New and Slots.Init, with arguments bound to
	// their signature: New's first parameter is cls (a class object), Init's self.
	New, Init *NativeDef
	Methods   []*NativeDef
	GetSets   []*GetSet
	// MatchArgs is __match_args__.
	MatchArgs []string
	// Ints are attributes of the class itself.
	Ints []NamedInt
}

// NamedInt is an attribute of a class that is an int.
type NamedInt struct {
	Name  string
	Value int
}

// GetSet is a computed attribute of a builtin class.
type GetSet struct {
	Name string
	Get  UnaryFunc
	Set  func(t *Thread, v, x Value) bool // nil: read-only; x Unbound: delete
	Doc  string
	// Member is set for what is a plain field in CPython: the words of the
	// error that setting it raises are others.
	Member bool
}

// NewBuiltinType makes a class of spec. base nil means object.
func (t *Thread) NewBuiltinType(spec *TypeSpec, base *Type) *Type {
	typ := t.addBuiltin(spec, base)
	t.fillBuiltin(typ, spec)
	return typ
}

// addBuiltin makes the class without the contents of its dict, which may need
// classes that are not there yet.
func (t *Thread) addBuiltin(spec *TypeSpec, base *Type) *Type {
	if base == nil {
		base = t.Types.Object
	}
	typ := &Type{Name: spec.Name, Module: spec.Module, Doc: spec.Doc, Kind: spec.Kind, Hidden: spec.Hidden,
		HasDict: spec.HasDict, HasWeak: spec.HasWeak, Final: spec.Final, NoNew: spec.NoNew, Meta: t.Types.Type, Base: base, Slots: spec.Slots}
	if typ.Module == "" {
		typ.Module = "builtins"
	}
	if base != nil {
		typ.Bases = []*Type{base}
		typ.Meta = base.Meta
		typ.Hidden += base.Hidden
		typ.HasDict = typ.HasDict || base.HasDict
		typ.HasWeak = typ.HasWeak || base.HasWeak
		typ.excInit = base.excInit
		if typ.Kind == abi.KindFree {
			typ.Kind = base.Kind
		}
	}
	if typ.Kind == abi.KindFree {
		typ.Kind = abi.KindInstance
	}
	if spec.New != nil {
		typ.Slots.New = newSlot(spec.New)
		typ.hasNew = true
	}
	if spec.Init != nil {
		typ.Slots.Init = initSlot(spec.Init)
	}
	if !t.AddType(typ) {
		panic("runtime: builtin class " + typ.Name)
	}
	return typ
}

// fillBuiltin inherits slots and completes the class but for its dict: see
// classDict.
func (t *Thread) fillBuiltin(typ *Type, spec *TypeSpec) {
	own := typ.Slots
	for i := range slotGroups {
		if slotGroups[i].has(&own) {
			typ.own[i/64] |= 1 << (i % 64)
		}
	}
	if typ.Base != nil {
		inheritSlots(&typ.Slots, &typ.Base.Slots)
	}
	if typ.NoNew {
		typ.Slots.New = nil
	}
	typ.skipInit = typ.hasNew && spec.Init == nil && typ.Base == t.Types.Object
	if own.Compare != nil && own.Hash == nil {
		typ.Slots.Hash = nil
	}
	t.noteAttrs(typ)
	o := abi.Obj[abi.Type](typ.Obj)
	o.Name = t.Intern(typ.shortName())
	o.Qualname = o.Name
	o.Bases = t.typeTuple(typ.Bases)
	o.MRO = t.typeTuple(typ.MRO)
	typ.spec = spec
}

// classDict returns the dict of a class. Those of builtin classes are filled
// when they are asked for: most programs need few of them.
func (iso *Isolate) classDict(typ *Type) Value {
	if typ.spec != nil {
		iso.Heap.Uncapped(func() { iso.main.fillDict(typ) }) // so that MemoryError can be handled
	}
	return abi.Obj[abi.Type](typ.Obj).Dict
}

// fillDict makes the dict of a builtin class. It may be left by a panic for want
// of memory, and is then called again.
func (t *Thread) fillDict(typ *Type) {
	spec, dict := typ.spec, t.NewDict()
	set := func(name string, v Value) { t.DictSetStr(dict, t.Intern(name), v) }
	if spec.New != nil {
		set("__new__", t.NewNative(t.Types.Builtin, newMethod(typ, spec.New), Unbound))
	}
	for _, d := range spec.Methods {
		set(d.Name, t.methodObject(typ, d))
	}
	t.addWrappers(typ, dict)
	if spec.Slots.Compare != nil && spec.Slots.Hash == nil {
		set("__hash__", None)
	}
	for _, g := range spec.GetSets {
		set(g.Name, t.NewGetSet(typ, g))
	}
	switch { // a class whose instances have a __doc__ keeps that: see getTypeDoc
	case t.DictGetStr(dict, t.names.Doc) != Unbound:
	case typ.Doc != "":
		set("__doc__", t.NewStr(typ.Doc))
	default:
		set("__doc__", None)
	}
	for _, n := range spec.Ints {
		set(n.Name, abi.SmallInt(int64(n.Value)))
	}
	if spec.MatchArgs != nil {
		vs := make([]Value, len(spec.MatchArgs))
		for i, s := range spec.MatchArgs {
			vs[i] = t.Intern(s)
		}
		set("__match_args__", t.NewTuple(vs))
	}
	t.store(typ.Obj, &abi.Obj[abi.Type](typ.Obj).Dict, dict)
	typ.spec = nil
}

// shortName is the name without a module in front.
func (t *Type) shortName() string {
	for i := len(t.Name) - 1; i >= 0; i-- {
		if t.Name[i] == '.' {
			return t.Name[i+1:]
		}
	}
	return t.Name
}

func (iso *Isolate) typeTuple(types []*Type) Value {
	vs := make([]Value, len(types))
	for i, typ := range types {
		vs[i] = typ.Obj
	}
	return iso.NewTuple(vs)
}

// inheritSlots fills what is nil in dst.
func inheritSlots(dst, src *Slots) {
	own := *dst
	for i := range slotGroups {
		if g := &slotGroups[i]; !g.has(dst) && g.has(src) {
			g.copy(dst, src)
		}
	}
	if own.Compare != nil && own.Hash == nil {
		dst.Hash = nil
	}
}

// methodObject makes what stands in a class's dict for a method.
func (t *Thread) methodObject(typ *Type, d *NativeDef) Value {
	switch {
	case d.Static:
		return t.NewRecord(t.Types.StaticMethod, t.NewNative(t.Types.Builtin, d, Unbound))
	case d.Class:
		return t.NewNative(t.Types.ClassMethodDescr, d, typ.Obj)
	}
	return t.NewNative(t.Types.MethodDescr, d, typ.Obj)
}

func newSlot(d *NativeDef) func(*Thread, *Type, []Value, Value) Value {
	return func(t *Thread, typ *Type, args []Value, kwnames Value) Value {
		return t.callNativeWith(d, typ.Obj, args, kwnames)
	}
}

func initSlot(d *NativeDef) func(*Thread, Value, []Value, Value) bool {
	return func(t *Thread, v Value, args []Value, kwnames Value) bool {
		return t.callNativeWith(d, v, args, kwnames) != Raised
	}
}

// newMethod is X.__new__ of a builtin class: it checks the class it is given.
func newMethod(typ *Type, d *NativeDef) *NativeDef {
	return &NativeDef{Name: "__new__", Doc: "Create and return a new object.  See help(type) for accurate signature.",
		Call: func(t *Thread, _ Value, args []Value, kwnames Value) Value {
			if len(args) == 0 {
				return t.Raise(t.Exc.TypeError, "%s.__new__(): not enough arguments", typ.Name)
			}
			cls := t.TypeFor(args[0])
			if cls == nil {
				return t.Raise(t.Exc.TypeError, "%s.__new__(X): X is not a type object (%s)", typ.Name, t.TypeName(args[0]))
			}
			if !cls.IsSubtype(typ) {
				return t.Raise(t.Exc.TypeError, "%s.__new__(%s): %s is not a subtype of %s", typ.Name, cls.Name, cls.Name, typ.Name)
			}
			for _, m := range cls.MRO {
				if !m.Heap && m.Slots.New != nil {
					if m != typ && !sameNew(m, typ) {
						return t.Raise(t.Exc.TypeError, "%s.__new__(%s) is not safe, use %s.__new__()", typ.Name, cls.Name, m.Name)
					}
					break
				}
			}
			return t.callNative(d, args, kwnames)
		}}
}

// sameNew reports whether a inherited its __new__ from b.
func sameNew(a, b *Type) bool {
	for ; a != nil && a != b; a = a.Base {
		if a.hasNew {
			return false
		}
	}
	return a == b
}

// NewGetSet makes the descriptor of a computed attribute.
func (t *Thread) NewGetSet(typ *Type, g *GetSet) Value {
	addr := t.Heap.Alloc(unsafe.Sizeof(abi.Native{}), abi.Header{Shape: t.Types.GetSet.rootShape, Kind: abi.KindNative}.Word())
	o := abi.ObjAt[abi.Native](addr)
	o.Index, o.Self, o.Module = int64(len(t.getsets)), typ.Obj, None
	t.getsets = append(t.getsets, g)
	return abi.Ptr(addr)
}

// GetSetOf returns the declaration of a descriptor made by NewGetSet.
func (iso *Isolate) GetSetOf(v Value) *GetSet { return iso.getsets[abi.Obj[abi.Native](v).Index] }
