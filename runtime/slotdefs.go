package runtime

import (
	"github.com/go-python/gopython/gc"
	"github.com/go-python/gopython/internal/abi"
)

// slotGroup connects slots with the special methods that stand for them. Slots
// of a builtin class become special methods in its dict (defs); the special
// methods of a Python class become slots (python).
type slotGroup struct {
	has    func(s *Slots) bool
	copy   func(dst, src *Slots)
	python func(s *Slots)
	defs   []wrapperDef
}

// wrapperDef is a special method made of a slot. typ is the class whose slot it
// is (not that of a[0], which may override it).
type wrapperDef struct {
	name, sig string
	fn        func(t *Thread, typ *Type, a []Value) Value
}

var slotGroups []slotGroup
var slotGroupOf = map[string][]int{} // special method -> groups it belongs to

func init() {
	slotGroups = makeSlotGroups()
	for i, g := range slotGroups {
		for _, d := range g.defs {
			slotGroupOf[d.name] = append(slotGroupOf[d.name], i)
		}
	}
}

func okNone(ok bool) Value {
	if ok {
		return None
	}
	return Raised
}

func boolValue(yes, ok bool) Value {
	if !ok {
		return Raised
	}
	return abi.Bool(yes)
}

// unaryGroup is a group of one slot and one method without arguments.
func unaryGroup(name string, field func(*Slots) *UnaryFunc, python UnaryFunc) slotGroup {
	return slotGroup{
		has:    func(s *Slots) bool { return *field(s) != nil },
		copy:   func(dst, src *Slots) { *field(dst) = *field(src) },
		python: func(s *Slots) { *field(s) = python },
		defs: []wrapperDef{{name, "self, /", func(t *Thread, typ *Type, a []Value) Value {
			return (*field(&typ.Slots))(t, a[0])
		}}},
	}
}

// iterGroup is __iter__, whose result the program gets hold of.
func iterGroup() slotGroup {
	g := unaryGroup("__iter__", func(s *Slots) *UnaryFunc { return &s.Iter }, pyIter)
	call := g.defs[0].fn
	g.defs[0].fn = func(t *Thread, typ *Type, a []Value) Value { return share(call(t, typ, a)) }
	return g
}

// callUnary makes a slot that calls the method name.
func callUnary(name func(*names) Value) UnaryFunc {
	return func(t *Thread, v Value) Value {
		r, _ := t.CallSpecial(v, name(&t.names))
		return r
	}
}

var binNames = [NumBinOps]string{"add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift", "and", "or", "xor", "matmul", "divmod"}

func binaryGroup(op BinOp) slotGroup {
	name, rname := "__"+binNames[op]+"__", "__r"+binNames[op]+"__"
	wrap := func(reflected bool) func(t *Thread, typ *Type, a []Value) Value {
		return func(t *Thread, typ *Type, a []Value) Value {
			if len(a) == 3 && a[2] != Unbound && a[2] != None && typ.Slots.PowMod != nil {
				if reflected {
					return typ.Slots.PowMod(t, a[1], a[0], a[2])
				}
				return typ.Slots.PowMod(t, a[0], a[1], a[2])
			}
			if reflected {
				return typ.Slots.Binary[op](t, a[1], a[0])
			}
			return typ.Slots.Binary[op](t, a[0], a[1])
		}
	}
	sig := "self, value, /"
	if op == Pow {
		sig = "self, value, mod=None, /"
	}
	return slotGroup{
		has: func(s *Slots) bool { return s.Binary[op] != nil },
		copy: func(dst, src *Slots) {
			dst.Binary[op] = src.Binary[op]
			if op == Pow {
				dst.PowMod = src.PowMod
			}
		},
		python: func(s *Slots) {
			s.Binary[op] = pyBinary(op)
			if op == Pow {
				s.PowMod = pyPowMod
			}
		},
		defs: []wrapperDef{{name, sig, wrap(false)}, {rname, sig, wrap(true)}},
	}
}

// isPyBinary reports whether a slot was made by pyBinary, for any operator.
func isPyBinary(f BinaryFunc) bool { return sameFunc(f, somePyBinary) }

var somePyBinary BinaryFunc

func init() { somePyBinary = pyBinary(Add) }

// pyBinary is the operator of a class written in Python: it calls the method
// of the left operand or the reflected one of the right.
//
//go:noinline
func pyBinary(op BinOp) BinaryFunc {
	return func(t *Thread, a, b Value) Value {
		name, rname := t.names.Binary[op], t.names.Reflected[op]
		ta, tb := t.TypeOf(a), t.TypeOf(b)
		reflected := Unbound
		if ta != tb {
			reflected = t.Lookup(tb, rname)
		}
		if !isPyBinary(ta.Slots.Binary[op]) {
			// a's class is not one of these: it has its say elsewhere.
			if reflected == Unbound {
				return NotImplemented
			}
			r, _ := t.CallSpecial(b, rname, a)
			return r
		}
		if reflected != Unbound && tb.IsSubtype(ta) && t.Lookup(ta, rname) != reflected {
			if r, _ := t.CallSpecial(b, rname, a); r != NotImplemented {
				return r
			}
			reflected = Unbound
		}
		if r, found := t.CallSpecial(a, name, b); found && r != NotImplemented {
			return r
		}
		if reflected != Unbound {
			r, _ := t.CallSpecial(b, rname, a)
			return r
		}
		return NotImplemented
	}
}

func inPlaceGroup(op BinOp) slotGroup {
	return slotGroup{
		has:  func(s *Slots) bool { return s.InPlace[op] != nil },
		copy: func(dst, src *Slots) { dst.InPlace[op] = src.InPlace[op] },
		python: func(s *Slots) {
			s.InPlace[op] = func(t *Thread, a, b Value) Value {
				r, _ := t.CallSpecial(a, t.names.InPlace[op], b)
				return r
			}
		},
		defs: []wrapperDef{{"__i" + binNames[op] + "__", "self, value, /", func(t *Thread, typ *Type, a []Value) Value {
			return typ.Slots.InPlace[op](t, a[0], a[1])
		}}},
	}
}

func makeSlotGroups() []slotGroup {
	var gs []slotGroup
	for op := Add; op < NumBinOps; op++ {
		gs = append(gs, binaryGroup(op))
		if op != DivMod {
			gs = append(gs, inPlaceGroup(op))
		}
	}
	gs = append(gs,
		unaryGroup("__repr__", func(s *Slots) *UnaryFunc { return &s.Repr }, callUnary(func(n *names) Value { return n.Repr })),
		unaryGroup("__str__", func(s *Slots) *UnaryFunc { return &s.Str }, callUnary(func(n *names) Value { return n.Str })),
		unaryGroup("__neg__", func(s *Slots) *UnaryFunc { return &s.Neg }, callUnary(func(n *names) Value { return n.Neg })),
		unaryGroup("__pos__", func(s *Slots) *UnaryFunc { return &s.Pos }, callUnary(func(n *names) Value { return n.Pos })),
		unaryGroup("__abs__", func(s *Slots) *UnaryFunc { return &s.Abs }, callUnary(func(n *names) Value { return n.Abs })),
		unaryGroup("__invert__", func(s *Slots) *UnaryFunc { return &s.Invert }, callUnary(func(n *names) Value { return n.Invert })),
		unaryGroup("__int__", func(s *Slots) *UnaryFunc { return &s.Int }, callUnary(func(n *names) Value { return n.Int })),
		unaryGroup("__float__", func(s *Slots) *UnaryFunc { return &s.Float }, callUnary(func(n *names) Value { return n.Float })),
		unaryGroup("__index__", func(s *Slots) *UnaryFunc { return &s.Index }, callUnary(func(n *names) Value { return n.Index })),
		unaryGroup("__await__", func(s *Slots) *UnaryFunc { return &s.Await }, callUnary(func(n *names) Value { return n.Await })),
		unaryGroup("__aiter__", func(s *Slots) *UnaryFunc { return &s.AIter }, callUnary(func(n *names) Value { return n.AIter })),
		unaryGroup("__anext__", func(s *Slots) *UnaryFunc { return &s.ANext }, callUnary(func(n *names) Value { return n.ANext })),
		iterGroup(),
		nextGroup(), hashGroup(), boolGroup(), compareGroup(), callGroup(),
		getAttrGroup(), setAttrGroup(), descrGetGroup(), descrSetGroup(),
		newGroup(), initGroup(), delGroup(),
		lenGroup(), getItemGroup(), setItemGroup(), containsGroup(),
		concatGroup(), repeatGroup(), inPlaceConcatGroup(), inPlaceRepeatGroup(),
	)
	return gs
}

// updateSlot recomputes the slots that the special method name stands for, for
// typ and its subclasses.
func (iso *Isolate) updateSlot(typ *Type, name Value) {
	groups := slotGroupOf[iso.ViewString(name)]
	if groups == nil || !typ.Heap {
		return
	}
	iso.initSlotNames()
	before := waysOf(typ)
	for _, g := range groups {
		iso.fixSlot(typ, g)
	}
	iso.noteAttrs(typ)
	if waysOf(typ) != before && iso.FlushCaches != nil {
		iso.FlushCaches()
	}
	for _, sub := range typ.subclasses {
		iso.updateSlot(sub, name)
	}
}

// ways is what inline caches take for granted of a class, without noting a name:
// that attributes of its instances are found and set in the ordinary way, and
// what its instances are as attributes of other classes.
type ways struct{ get, set, descrGet, descrSet bool }

func waysOf(typ *Type) ways {
	return ways{typ.plainAttrs, typ.plainSetAttr, typ.Slots.DescrGet != nil, typ.Slots.DescrSet != nil}
}

// fixSlots computes all slots of a class written in Python. A class with one
// line of ancestors takes those of its base and looks at its own methods only.
func (iso *Isolate) fixSlots(typ *Type) {
	iso.initSlotNames()
	if typ.Base != nil && len(typ.MRO) == len(typ.Base.MRO)+1 && typ.MRO[1] == typ.Base {
		typ.Slots = typ.Base.Slots
		d := abi.Obj[abi.Type](typ.Obj).Dict
		for e, i := DictNext(d, 0); e != nil; e, i = DictNext(d, i+1) {
			if !isDunder(e.Key) {
				continue
			}
			for _, g := range slotGroupOf[iso.ViewString(e.Key)] {
				iso.fixSlot(typ, g)
			}
		}
	} else {
		for i := range slotGroups {
			iso.fixSlot(typ, i)
		}
	}
	iso.noteAttrs(typ)
}

func isDunder(name Value) bool {
	return name.IsKind(abi.KindStr) && StrLen(name) > 4 && StrAt(name, 0) == '_' && StrAt(name, 1) == '_'
}

func (iso *Isolate) initSlotNames() {
	if iso.slotNames != nil {
		return
	}
	iso.slotNames = make([][]Value, len(slotGroups))
	for i, g := range slotGroups {
		for _, d := range g.defs {
			iso.slotNames[i] = append(iso.slotNames[i], iso.Intern(d.name))
		}
	}
	iso.AddRoots(func(m *gc.Marker) {
		for _, names := range iso.slotNames {
			m.Values(names)
		}
	})
}

// fixSlot finds the first class along the MRO that defines one of the special
// methods of group i: a builtin class passes on its slot.
func (iso *Isolate) fixSlot(typ *Type, i int) {
	g := &slotGroups[i]
	for _, m := range typ.MRO {
		if !m.Heap && m.own[i/64]>>(i%64)&1 != 0 {
			iso.copySlot(typ, m, g)
			return
		}
		for _, name := range iso.slotNames[i] {
			v := iso.TypeAttr(m, name)
			if v == Unbound {
				continue
			}
			if m.Heap {
				if iso.isInheritedWrapper(v, g, typ) {
					continue
				}
				g.python(&typ.Slots)
				return
			}
			if v == None || iso.isWrapper(v) || g.has(&m.Slots) {
				iso.copySlot(typ, m, g)
			} else {
				g.python(&typ.Slots)
			}
			return
		}
	}
	g.copy(&typ.Slots, &Slots{})
}

// copySlot takes over a group from the builtin class m. Making an instance is
// up to the class whose layout typ extends, which may be another.
func (iso *Isolate) copySlot(typ, m *Type, g *slotGroup) {
	if g.defs[0].name == "__new__" {
		for m = typ.Base; m.Heap; {
			m = m.Base
		}
	}
	g.copy(&typ.Slots, &m.Slots)
}

func (iso *Isolate) isWrapper(v Value) bool {
	return v.IsKind(abi.KindNative) && v.Shape() == iso.Types.WrapperDescr.rootShape
}

// isInheritedWrapper recognises `__repr__ = object.__repr__` in a class body:
// no reason to go through a call.
func (iso *Isolate) isInheritedWrapper(v Value, g *slotGroup, typ *Type) bool {
	if !iso.isWrapper(v) || len(g.defs) != 1 {
		return false
	}
	owner := iso.TypeFor(abi.Obj[abi.Native](v).Self)
	if owner == nil || owner.Heap || !g.has(&owner.Slots) || iso.NativeDefOf(v).Name != g.defs[0].name || !typ.IsSubtype(owner) {
		return false
	}
	// The search goes on along the MRO and may find another builtin class
	// first; only plain single inheritance is sure to end at owner.
	for _, m := range typ.MRO {
		if !m.Heap {
			return m == owner
		}
	}
	return false
}

// noteAttrs records whether attribute access on instances of typ is the
// ordinary one.
func (iso *Isolate) noteAttrs(typ *Type) {
	typ.plainAttrs = isGenericGetAttr(typ.Slots.GetAttr)
	typ.plainSetAttr = isGenericSetAttr(typ.Slots.SetAttr)
	typ.objectNew = typ.Heap && iso.Lookup(typ, iso.names.New) == iso.TypeAttr(iso.Types.Object, iso.names.New)
}

// addWrappers puts a special method into the dict of a builtin class for each
// of its own slots.
func (t *Thread) addWrappers(typ *Type, d Value) {
	for i := range slotGroups {
		if typ.own[i/64]>>(i%64)&1 == 0 {
			continue
		}
		g := &slotGroups[i]
		for _, w := range g.defs {
			name := t.Intern(w.name)
			if t.DictGetStr(d, name) != Unbound || w.fn == nil {
				continue
			}
			t.DictSetStr(d, name, t.NewNative(t.Types.WrapperDescr, t.wrapperNative(typ, w), typ.Obj))
		}
	}
}

func (t *Thread) wrapperNative(typ *Type, w wrapperDef) *NativeDef {
	if w.sig == "" { // takes any arguments
		return &NativeDef{Name: w.name, wrapper: true, Call: func(t *Thread, _ Value, args []Value, kwnames Value) Value {
			return t.wrapperCall(typ, w.name, args, kwnames)
		}}
	}
	return &NativeDef{Name: w.name, wrapper: true, Sig: w.sig, Fn: func(t *Thread, a []Value) Value { return w.fn(t, typ, a) }}
}
