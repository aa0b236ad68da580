package runtime

import (
	"slices"
	"strings"

	"github.com/go-python/gopython/internal/abi"
)

// maxInline bounds how many attributes a new instance has room for.
const maxInline = 40

// classDraft is a class that is being made.
type classDraft struct {
	typ      *Type
	dict     Value
	cell     Value // __classcell__, Unbound without
	dictCell Value // __classdictcell__, Unbound without
	qualname Value
	newSlots []string
	slotDocs Value // __slots__, when it is a dict
	addDict  bool
	addWeak  bool
}

// typeNew is type.__new__(meta, name, bases, dict, **kw).
func typeNew(t *Thread, _ Value, args []Value, kwnames Value) Value {
	nkw := 0
	if kwnames != Unbound {
		nkw = len(abi.TupleItems(kwnames))
	}
	pos := args[1 : len(args)-nkw]
	if len(pos) != 3 {
		return t.Raise(t.Exc.TypeError, "type.__new__() takes exactly 3 arguments (%d given)", len(pos))
	}
	switch {
	case !pos[0].IsKind(abi.KindStr):
		return t.Raise(t.Exc.TypeError, "type.__new__() argument 1 must be str, not %s", t.TypeName(pos[0]))
	case !pos[1].IsKind(abi.KindTuple):
		return t.Raise(t.Exc.TypeError, "type.__new__() argument 2 must be tuple, not %s", t.TypeName(pos[1]))
	case !pos[2].IsKind(abi.KindDict):
		return t.Raise(t.Exc.TypeError, "type.__new__() argument 3 must be dict, not %s", t.TypeName(pos[2]))
	}
	for _, b := range abi.TupleItems(pos[1]) {
		if b.IsKind(abi.KindType) {
			continue
		}
		x := t.GetAttrOpt(b, t.names.MROEntries)
		if x == Raised {
			return Raised
		}
		if x != Unbound {
			return t.Raise(t.Exc.TypeError, "type() doesn't support MRO entry resolution; use types.new_class()")
		}
	}
	meta := t.TypeFor(args[0])
	winner := t.calculateMeta(meta, abi.TupleItems(pos[1]))
	if winner == nil {
		return Raised
	}
	if winner != meta {
		if t.Lookup(winner, t.names.New) != t.TypeAttr(t.Types.Type, t.names.New) && winner.Slots.New != nil {
			return winner.Slots.New(t, winner, args[1:], kwnames)
		}
		meta = winner
	}
	return t.makeClass(meta, pos[0], pos[1], pos[2], args[len(args)-nkw:], kwnames)
}

// makeClass makes a class; kw are the values named by kwnames.
func (t *Thread) makeClass(meta *Type, name, bases, ns Value, kw []Value, kwnames Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	text := t.GoString(name)
	if strings.IndexByte(text, 0) >= 0 {
		return t.Raise(t.Exc.ValueError, "type name must not contain null characters")
	}
	typ := &Type{Name: text, Heap: true, Meta: meta}
	for _, b := range abi.TupleItems(bases) {
		bt := t.TypeFor(b)
		if bt == nil {
			return t.Raise(t.Exc.TypeError, "bases must be types")
		}
		typ.Bases = append(typ.Bases, bt)
	}
	if len(typ.Bases) == 0 {
		typ.Bases = []*Type{t.Types.Object}
		bases = t.Root(t.NewTuple([]Value{t.Types.Object.Obj}))
	}
	if typ.Base = t.bestBase(typ.Bases); typ.Base == nil {
		return Raised
	}
	d := &classDraft{typ: typ, dict: t.Root(t.CopyDict(ns)), cell: Unbound, dictCell: Unbound, slotDocs: Unbound}
	if !t.draftSlots(d) || !t.draftDict(d, name) {
		return Raised
	}
	t.Root(d.qualname)
	typ.Kind = typ.Base.Kind
	typ.Hidden = typ.Base.Hidden + len(d.newSlots)
	typ.HasDict = typ.Base.HasDict || d.addDict
	typ.HasWeak = typ.Base.HasWeak || d.addWeak
	typ.excInit = typ.Base.excInit
	typ.slotNames = d.newSlots
	if typ.Kind == abi.KindInstance && typ.HasDict {
		typ.inline = t.estimateInline(typ, d.dict)
	}
	if dup := duplicateBase(typ.Bases); dup != nil {
		return t.Raise(t.Exc.TypeError, "duplicate base class %s", dup.Name)
	}
	if !t.AddType(typ) {
		return Raised
	}
	t.Root(typ.Obj)
	o := abi.Obj[abi.Type](typ.Obj)
	o.Dict, o.Name, o.Qualname, o.Bases, o.MRO = d.dict, name, d.qualname, bases, t.typeTuple(typ.MRO)
	t.Heap.Barrier(typ.Obj.Addr())
	t.addDescriptors(d)
	if t.Lookup(meta, t.names.MRO) != t.TypeAttr(t.Types.Type, t.names.MRO) {
		mro, ok := t.typeMRO(typ)
		if !ok {
			return t.dropClass(typ)
		}
		t.setMRO(typ, mro)
		t.typeChanged(typ)
	}
	t.fixSlots(typ)
	if typ.Slots.New == nil && typ.Base.NoNew {
		typ.NoNew = true
	}
	if d.cell != Unbound {
		t.store(d.cell, &abi.Obj[abi.Cell](d.cell).V, typ.Obj)
	}
	if d.dictCell != Unbound {
		t.store(d.dictCell, &abi.Obj[abi.Cell](d.dictCell).V, d.dict)
	}
	if !t.setNames(typ, d.dict) || !t.initSubclass(typ, kw, kwnames) {
		return t.dropClass(typ)
	}
	return typ.Obj
}

// dropClass removes a class whose creation failed from its bases' lists.
func (t *Thread) dropClass(typ *Type) Value {
	for _, b := range typ.Bases {
		b.dropSubclass(typ)
	}
	return Raised
}

func duplicateBase(bases []*Type) *Type {
	for i, b := range bases {
		if slices.Contains(bases[:i], b) {
			return b
		}
	}
	return nil
}

// draftSlots decides what __slots__ means for the layout.
func (t *Thread) draftSlots(d *classDraft) bool {
	base := d.typ.Base
	mayDict, mayWeak := !base.HasDict, !base.HasWeak && !varSized(base.Kind)
	slots := t.DictGetStr(d.dict, t.names.Slots)
	if slots == Unbound {
		d.addDict, d.addWeak = mayDict, mayWeak
		return true
	}
	m := t.Mark()
	defer t.Unroot(m)
	if slots.IsKind(abi.KindDict) {
		d.slotDocs = slots
	}
	if slots.IsKind(abi.KindStr) {
		slots = t.NewTuple([]Value{slots})
	} else if slots = t.TupleOf(slots); slots == Raised {
		return false
	}
	t.Root(slots)
	names := abi.TupleItems(slots)
	if len(names) > 0 && varSized(base.Kind) {
		t.Raise(t.Exc.TypeError, "nonempty __slots__ not supported for subtype of '%s'", base.Name)
		return false
	}
	if base.Hidden+len(names) > 1<<14 {
		t.Raise(t.Exc.MemoryError, "too many __slots__")
		return false
	}
	for _, v := range names {
		if !t.draftSlot(d, v, mayDict, mayWeak) {
			return false
		}
	}
	slices.Sort(d.newSlots)
	if len(d.typ.Bases) > 1 {
		for _, b := range d.typ.Bases {
			d.addDict = d.addDict || mayDict && b.HasDict
			d.addWeak = d.addWeak || mayWeak && b.HasWeak
		}
	}
	return true
}

// draftSlot adds one name of __slots__.
func (t *Thread) draftSlot(d *classDraft, v Value, mayDict, mayWeak bool) bool {
	if !v.IsKind(abi.KindStr) {
		t.Raise(t.Exc.TypeError, "__slots__ items must be strings, not '%s'", t.TypeName(v))
		return false
	}
	name := t.GoString(v)
	switch {
	case !isIdentifier(name):
		t.Raise(t.Exc.TypeError, "__slots__ must be identifiers")
		return false
	case name == "__dict__":
		if !mayDict || d.addDict {
			t.Raise(t.Exc.TypeError, "__dict__ slot disallowed: we already got one")
			return false
		}
		d.addDict = true
		return true
	case name == "__weakref__":
		if !mayWeak || d.addWeak {
			t.Raise(t.Exc.TypeError, "__weakref__ slot disallowed: we already got one")
			return false
		}
		d.addWeak = true
		return true
	}
	name = mangle(d.typ.Name, name)
	key := t.Intern(name)
	if t.DictGetStr(d.dict, key) != Unbound && name != "__qualname__" && name != "__classcell__" && name != "__classdictcell__" {
		t.Raise(t.Exc.ValueError, "%s in __slots__ conflicts with class variable", t.MustRepr(key))
		return false
	}
	d.newSlots = append(d.newSlots, name)
	return true
}

// mangle makes a private name unique to its class.
func mangle(class, name string) string {
	if !strings.HasPrefix(name, "__") || strings.HasSuffix(name, "__") || strings.Contains(name, ".") {
		return name
	}
	class = strings.TrimLeft(class, "_")
	if class == "" {
		return name
	}
	return "_" + class + name
}

// varSized reports whether instances of a kind end in items, which leaves no
// room for slots (CPython's restriction).
func varSized(k abi.Kind) bool {
	switch k {
	case abi.KindInt64, abi.KindBigInt, abi.KindIntObject, abi.KindTuple, abi.KindBytes, abi.KindType:
		return true
	}
	return false
}

// draftDict takes out of the namespace what does not stay there, and adds what
// every class has.
func (t *Thread) draftDict(d *classDraft, name Value) bool {
	if t.DictGetStr(d.dict, t.names.Module) == Unbound {
		if g := t.callerGlobals(); g != Unbound {
			if mod := t.DictGetStr(g, t.names.Name); mod != Unbound {
				t.DictSetStr(d.dict, t.names.Module, mod)
			}
		}
	}
	d.qualname = name
	if q := t.DictGetStr(d.dict, t.names.Qualname); q != Unbound {
		if !q.IsKind(abi.KindStr) {
			t.Raise(t.Exc.TypeError, "type __qualname__ must be a str, not %s", t.TypeName(q))
			return false
		}
		d.qualname = q
		t.DictDelStr(d.dict, t.names.Qualname)
	}
	t.convertMethod(d.dict, t.names.New, t.Types.StaticMethod)
	t.convertMethod(d.dict, t.names.InitSubclass, t.Types.ClassMethod)
	t.convertMethod(d.dict, t.names.ClassGetItem, t.Types.ClassMethod)
	var ok bool
	if d.cell, ok = t.takeCell(d, "__classcell__"); !ok {
		return false
	}
	if d.dictCell, ok = t.takeCell(d, "__classdictcell__"); !ok {
		return false
	}
	if t.DictGetStr(d.dict, t.names.Doc) == Unbound {
		t.DictSetStr(d.dict, t.names.Doc, None)
	}
	if t.DictGetStr(d.dict, t.names.Eq) != Unbound && t.DictGetStr(d.dict, t.names.Hash) == Unbound {
		t.DictSetStr(d.dict, t.names.Hash, None)
	}
	return true
}

// callerGlobals returns the globals of the Python code that runs, Unbound
// without.
func (t *Thread) callerGlobals() Value {
	if t.R == t.StackBase() || !abi.Frame(t.R).Func.IsKind(abi.KindFunction) {
		return Unbound
	}
	return abi.Obj[abi.Function](abi.Frame(t.R).Func).Globals
}

func (t *Thread) convertMethod(dict, name Value, to *Type) {
	if f := t.DictGetStr(dict, name); f != Unbound && f.IsKind(abi.KindFunction) {
		t.DictSetStr(dict, name, t.newWrapped(to, f))
	}
}

func (t *Thread) takeCell(d *classDraft, name string) (Value, bool) {
	key := t.Intern(name)
	v := t.DictGetStr(d.dict, key)
	if v == Unbound {
		return v, true
	}
	if !v.IsKind(abi.KindCell) {
		t.Raise(t.Exc.TypeError, "%s must be a nonlocal cell, not %s", name, t.MustRepr(t.TypeOf(v).Obj))
		return v, false
	}
	t.Root(v)
	return v, t.DictDelStr(d.dict, key)
}

// addDescriptors puts in the descriptors of slots, __dict__ and __weakref__.
func (t *Thread) addDescriptors(d *classDraft) {
	for i, name := range d.newSlots {
		doc := None
		if d.slotDocs != Unbound {
			if x := t.DictGetStr(d.slotDocs, t.Intern(name)); x != Unbound {
				doc = x
			}
		}
		key := t.Intern(name)
		t.DictSetStr(d.dict, key, t.newMember(d.typ, key, d.typ.Base.Hidden+i, doc))
	}
	if d.addDict && t.DictGetStr(d.dict, t.names.Dict) == Unbound {
		t.DictSetStr(d.dict, t.names.Dict, t.sharedGetSet(d.typ, 0, &dictGetSet))
	}
	if d.addWeak && t.DictGetStr(d.dict, t.names.WeakRef) == Unbound {
		t.DictSetStr(d.dict, t.names.WeakRef, t.sharedGetSet(d.typ, 1, &weakGetSet))
	}
}

// estimateInline guesses how many attributes instances will have: those that
// the methods of the class and its bases assign to self.
func (t *Thread) estimateInline(typ *Type, dict Value) int {
	var names []Value
	add := func(v Value) {
		if !v.IsKind(abi.KindTuple) {
			return
		}
		for _, x := range abi.TupleItems(v) {
			if len(names) < maxInline && !slices.Contains(names, x) {
				names = append(names, x)
			}
		}
	}
	add(t.DictGetStr(dict, t.names.StaticAttrs))
	for _, b := range typ.Bases {
		for _, m := range b.MRO {
			if m.Heap {
				add(t.TypeAttr(m, t.names.StaticAttrs))
			}
		}
	}
	n := max(len(names), typ.Base.inline)
	if n == 0 {
		return 3
	}
	return n
}

// setNames calls __set_name__ of the values in the class's dict.
func (t *Thread) setNames(typ *Type, dict Value) bool {
	any := false
	for e, i := DictNext(dict, 0); e != nil && !any; e, i = DictNext(dict, i+1) {
		any = t.Lookup(t.TypeOf(e.Value), t.names.SetName) != Unbound
	}
	if !any {
		return true
	}
	m := t.Mark()
	defer t.Unroot(m)
	items := t.Root(t.CopyDict(dict))
	for e, i := DictNext(items, 0); e != nil; e, i = DictNext(items, i+1) {
		name, v := e.Key, e.Value
		r, found := t.CallSpecial(v, t.names.SetName, typ.Obj, name)
		if found && r == Raised {
			t.noteSetName(typ, name, v)
			return false
		}
	}
	return true
}

// noteSetName adds to the pending exception where it came from.
func (t *Thread) noteSetName(typ *Type, name, v Value) {
	m := t.Mark()
	defer t.Unroot(m)
	exc := t.Root(t.TakePending())
	note := t.NewStr("Error calling __set_name__ on '" + t.TypeName(v) + "' instance " + t.MustRepr(name) + " in '" + typ.Name + "'")
	if r := t.CallMethod(exc, t.Intern("add_note"), t.Root(note)); r == Raised {
		t.TakePending()
	}
	t.SetPending(exc)
}

// initSubclass calls super(typ, typ).__init_subclass__(**kw).
func (t *Thread) initSubclass(typ *Type, kw []Value, kwnames Value) bool {
	f := Unbound
	for _, b := range typ.MRO[min(1, len(typ.MRO)):] {
		if f = t.TypeAttr(b, t.names.InitSubclass); f != Unbound {
			break
		}
	}
	if f == Unbound {
		return true
	}
	if kwnames == Unbound && f == t.TypeAttr(t.Types.Object, t.names.InitSubclass) {
		return true
	}
	m := t.Mark()
	defer t.Unroot(m)
	if get := t.TypeOf(f).Slots.DescrGet; get != nil {
		if f = get(t, f, Unbound, typ.Obj); f == Raised {
			return false
		}
		t.Root(f)
	}
	return t.CallKw(f, kw, kwnames) != Raised
}
