package jit

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/runtime"
)

// attrKind says what an attribute is on a shape.
type attrKind int

const (
	attrUnknown  attrKind = iota
	attrSlot              // inside the object, at an offset
	attrOverflow          // slot in Attrs, at an offset in there
	attrConst             // a value on the class
	attrGetter            // a property with a Python function
	attrMethod            // a function on the class, to be bound
)

type attr struct {
	kind  attrKind
	off   int32
	value Value
}

// attrOf finds out what name is on objects of a shape of kind Instance, and
// has the region depend on it.
func (b *builder) attrOf(shape uint32, name Value) attr {
	t := b.t
	typ := t.TypeShape(shape)
	if typ == nil || typ.Kind != abi.KindInstance || !t.PlainAttrs(typ) || t.ShapeHasDict(shape) || !t.NoteCached(typ, name) {
		return attr{}
	}
	b.region.classes = true
	descr := t.Lookup(typ, name)
	slot, ok := -1, false
	if descr != abi.Unbound && t.IsDataDescr(descr) {
		if get := t.PropertyGetter(descr); get.IsKind(abi.KindFunction) {
			return attr{kind: attrGetter, value: get}
		}
		if t.IsClassGetter(descr, name) {
			return attr{kind: attrConst, value: typ.Obj}
		}
		if slot, ok = t.MemberSlot(typ, descr); !ok {
			return attr{}
		}
	} else {
		slot, ok = t.ShapeSlot(shape, name)
	}
	switch {
	case ok && slot < typ.InlineSlots():
		return attr{kind: attrSlot, off: instSlots + int32(slot)*abi.Word}
	case ok:
		return attr{kind: attrOverflow, off: int32(abi.BufHeader) + int32(slot-typ.InlineSlots())*abi.Word}
	case descr == abi.Unbound:
		return attr{}
	case t.IsMethodDescr(descr):
		return attr{kind: attrMethod, value: descr}
	case !t.HasDescrGet(descr):
		return attr{kind: attrConst, value: descr}
	}
	return attr{}
}

// shapesOf returns the shapes an instruction has seen, nil if they are too many
// or failed before.
func (s *site) shapesOf() []uint32 {
	if s.nshapes == 0 || s.nshapes > maxShapes || s.flags&failOther != 0 {
		return nil
	}
	return s.shapes[:s.nshapes]
}

func (b *builder) loadAttr(i int, in bytecode.Instr, s *site) {
	x := b.reg(int(in.B()) / 8)
	dest := int(in.A()) / 8
	name := abi.Load(b.fr.p.code.Consts + uintptr(in.C()))
	if n := b.f.Node(x); n.Op == ir.OpConstT {
		if v, ok := b.moduleAttr(Value(n.Aux), name); ok {
			b.set(dest, v)
			return
		}
	}
	if b.isComplex(x, s.b) {
		if v, ok := b.complexAttr(x, b.f.ConstT(name)); ok {
			b.set(dest, v)
			return
		}
	}
	if n := b.f.Node(x); n.Op == ir.OpConstT {
		if v, first := b.classAttr(Value(n.Aux), name); v != abi.Unbound && first == abi.Unbound {
			b.set(dest, b.constValue(v))
			return
		}
	}
	shapes := s.shapesOf()
	if s.b == kInstance && shapes != nil && b.f.Node(x).Rep == ir.Tagged {
		attrs := make([]attr, len(shapes))
		ok := true
		for k, shape := range shapes {
			attrs[k] = b.attrOf(shape, name)
			ok = ok && attrs[k].kind != attrUnknown && attrs[k].kind != attrMethod
		}
		if ok {
			v := b.dispatch(x, shapes, func(k int, p ir.ID) ir.ID {
				switch a := &attrs[k]; a.kind {
				case attrSlot:
					v := b.load(p, a.off, ir.MField)
					b.checkBound(v)
					return v
				case attrOverflow:
					items := b.emit(ir.OpUntagPtr, 0, b.load(p, instAttrs, ir.MField))
					v := b.load(items, a.off, ir.MField)
					b.checkBound(v)
					return v
				case attrConst:
					return b.constValue(a.value)
				case attrGetter:
					return b.callFunction(a.value, []ir.ID{x}, callSite{next: i + b.fr.p.flow.words(i), dest: dest, cont: ir.ContInstr})
				}
				return 0
			})
			if b.cur != 0 {
				b.set(dest, v)
			}
			return
		}
	}
	v := b.call(hGetAttr, ir.Tagged, b.tagged(x), b.f.ConstT(name))
	b.set(dest, v)
}

// moduleAttr is an attribute of a constant module that does not change.
func (b *builder) moduleAttr(mod, name Value) (ir.ID, bool) {
	if !mod.IsKind(abi.KindInstance) || b.t.TypeOf(mod) != b.t.Types.Module {
		return 0, false
	}
	d := abi.Obj[abi.Instance](mod).Attrs
	if !b.t.IsExactDict(d) || b.t.Lookup(b.t.Types.Module, name) != abi.Unbound {
		return 0, false
	}
	if v, ok := b.watch(d, name); ok && v != abi.Unbound {
		return b.constValue(v), true
	}
	return 0, false
}

// dispatch does what do says for each of the shapes that x may have, and joins
// the results. do gets the address of the object. Other shapes leave.
func (b *builder) dispatch(x ir.ID, shapes []uint32, do func(k int, p ir.ID) ir.ID) ir.ID {
	if len(shapes) == 1 {
		return do(0, b.emit(ir.OpCheckShape, int64(shapes[0]), x))
	}
	id := b.emit(ir.OpShapeOf, 0, x)
	b.f.Node(id).Type = ir.IntRange(0, 1<<32-1)
	envs := b.saveEnvs()
	type arm struct {
		from ir.BlockID
		val  ir.ID
	}
	var arms []arm
	at, state := b.fr.at, b.state
	for k := range shapes {
		var next ir.BlockID
		var p ir.ID
		if k == len(shapes)-1 {
			p = b.emit(ir.OpCheckShape, int64(shapes[k]), x)
		} else {
			c := b.emit(ir.OpICmp, ir.EQ, id, b.f.ConstI(int64(shapes[k])))
			yes, no := b.f.NewBlock(), b.f.NewBlock()
			blk := b.f.Block(b.cur)
			blk.Term, blk.Cond = ir.TermBranch, c
			blk.Succs = []ir.Edge{{To: yes}, {To: no}}
			b.cur, next = yes, no
			b.mark(yes)
			b.mark(no)
			p = b.emit(ir.OpCheckShape, int64(shapes[k]), x)
		}
		v := do(k, p)
		if b.cur != 0 {
			if v == 0 {
				v = b.f.ConstT(abi.None)
			}
			v = b.tagged(v)
			arms = append(arms, arm{b.cur, v})
		}
		b.restoreEnvs(envs)
		b.fr.at, b.state = at, state
		b.f.PC, b.f.Code = int32(at), b.fr.code
		b.cur = next
	}
	if len(arms) == 0 {
		return 0
	}
	join := b.f.NewBlock()
	p := b.f.AddParam(join, ir.Tagged, ir.Type{})
	for _, a := range arms {
		b.link(a.from, join, []ir.ID{a.val})
	}
	b.cur = join
	b.mark(join)
	return p
}

// saveEnvs copies the registers of the current frame and its callers.
func (b *builder) saveEnvs() [][]val {
	var envs [][]val
	for fr := b.fr; fr != nil; fr = fr.parent {
		envs = append(envs, append([]val(nil), fr.env...))
	}
	return envs
}

func (b *builder) restoreEnvs(envs [][]val) {
	k := 0
	for fr := b.fr; fr != nil; fr = fr.parent {
		fr.env = append(fr.env[:0:0], envs[k]...)
		k++
	}
}

func (b *builder) storeAttr(i int, in bytecode.Instr, s *site) {
	x := b.reg(int(in.A()) / 8)
	name := abi.Load(b.fr.p.code.Consts + uintptr(in.B()))
	v := b.reg(int(in.C()) / 8)
	shapes := s.shapesOf()
	if s.a == kInstance && shapes != nil && b.f.Node(x).Rep == ir.Tagged {
		stores := make([]attrStore, len(shapes))
		ok := true
		for k, shape := range shapes {
			stores[k] = b.storeOf(shape, name)
			ok = ok && (stores[k].off != 0 || stores[k].setter != 0)
		}
		if ok {
			w := b.tagged(v)
			b.dispatch(x, shapes, func(k int, p ir.ID) ir.ID {
				if set := stores[k].setter; set != 0 {
					b.callSpecial(set, []ir.ID{x, v}, i, -1)
					return 0
				}
				b.store(p, stores[k].off, ir.MField, w)
				if next := stores[k].next; next != 0 {
					b.emit(ir.OpStore, ir.Mem{Width: 4, Class: ir.MShape}.Pack(), p, b.f.ConstI(int64(next)))
				}
				return 0
			})
			return
		}
	}
	b.call(hSetAttr, ir.None, b.tagged(x), b.f.ConstT(name), b.tagged(v))
}

// attrStore is where an attribute is stored, and the shape afterwards if it is
// another one; or the function that sets a property.
type attrStore struct {
	off    int32
	next   uint32
	setter Value
}

func (b *builder) storeOf(shape uint32, name Value) attrStore {
	t := b.t
	typ := t.TypeShape(shape)
	if typ == nil || typ.Kind != abi.KindInstance || !t.PlainSetAttr(typ) || t.ShapeHasDict(shape) || !t.NoteCached(typ, name) {
		return attrStore{}
	}
	b.region.classes = true
	off := func(slot int) int32 { return instSlots + int32(slot)*abi.Word }
	descr := t.Lookup(typ, name)
	if descr != abi.Unbound && t.HasDescrSet(descr) {
		if slot, ok := t.MemberSlot(typ, descr); ok && slot < typ.InlineSlots() {
			return attrStore{off: off(slot)}
		}
		if set := t.PropertySetter(descr); set.IsKind(abi.KindFunction) {
			return attrStore{setter: set}
		}
		return attrStore{}
	}
	if slot, ok := t.ShapeSlot(shape, name); ok {
		if slot < typ.InlineSlots() {
			return attrStore{off: off(slot)}
		}
		return attrStore{}
	}
	if !typ.HasDict {
		return attrStore{}
	}
	slot := t.ShapeFields(shape)
	next, ok := t.ShapeAdd(shape, name)
	if !ok || slot >= typ.InlineSlots() {
		return attrStore{}
	}
	return attrStore{off: off(slot), next: next}
}

// reflected builds x op y for a number x by the reflected Python method of y's
// class; it reports whether it could.
func (b *builder) reflected(i int, op runtime.BinOp, in bytecode.Instr, x, y ir.ID, sx, sy kinds, s *site) bool {
	sort := b.sortOf(x, sx)
	if sort == sortOther || sy != kInstance || s.nshapes != 1 || in.X()&bytecode.InPlace != 0 || s.flags&(failType|failOther) != 0 || b.f.Node(y).Rep != ir.Tagged {
		return false
	}
	ty := b.t.TypeShape(s.shapes[0])
	if ty == nil || ty.Kind != abi.KindInstance {
		return false
	}
	fn, name := b.t.ReflectedMethod(op, ty)
	if fn == abi.Unbound || !b.t.NoteCached(ty, name) {
		return false
	}
	f := abi.Obj[abi.Function](fn)
	p := b.j.profileOf(f.Code)
	if !b.inlinable(p, f.Globals) && !b.implements(p, f.Globals) {
		return false
	}
	b.region.classes = true
	x = b.number(x, sort, sx)
	b.emit(ir.OpCheckShape, int64(s.shapes[0]), y)
	dest := int(in.A()) / 8
	v := b.callFunction(fn, []ir.ID{y, x}, callSite{next: i + 1, dest: dest, cont: ir.ContInstr, implemented: true})
	if b.cur != 0 {
		b.set(dest, v)
	}
	return true
}

// dunder builds x op y by the Python method of x's class; it reports whether
// it could.
func (b *builder) dunder(i int, op runtime.BinOp, in bytecode.Instr, x, y ir.ID, sx kinds, s *site) bool {
	if sx != kInstance || s.nshapes != 1 || in.X() != 0 || s.flags&(failType|failOther) != 0 || b.f.Node(x).Rep != ir.Tagged {
		return false
	}
	tx := b.t.TypeShape(s.shapes[0])
	if tx == nil {
		return false
	}
	sy := s.c
	var ty *runtime.Type
	switch {
	case b.f.Node(y).Rep == ir.F64:
		ty = b.t.Types.Float
	case b.f.Node(y).Rep == ir.I64:
		ty = b.t.Types.Int
	case b.f.Node(y).Rep == ir.Bool:
		ty = b.t.Types.Bool
	case sy == kFloat && b.f.Node(y).Rep == ir.Tagged:
		y, ty = b.checkFloat(y), b.t.Types.Float
	case sy == kInt && b.f.Node(y).Rep == ir.Tagged:
		y, ty = b.checkInt(y, kInt), b.t.Types.Int
	case sy == kInstance:
		// A class that is not a subclass of x's: only the same one is certain.
		ty = tx
	default:
		return false
	}
	fn, name := b.t.BinaryMethod(op, tx, ty)
	if fn == abi.Unbound || !b.t.NoteCached(tx, name) {
		return false
	}
	f := abi.Obj[abi.Function](fn)
	p := b.j.profileOf(f.Code)
	if !b.inlinable(p, f.Globals) && !b.implements(p, f.Globals) {
		return false
	}
	b.region.classes = true
	b.emit(ir.OpCheckShape, int64(s.shapes[0]), x)
	if b.f.Node(y).Rep == ir.Tagged {
		b.emit(ir.OpCheckShape, int64(s.shapes[0]), y)
	}
	dest := int(in.A()) / 8
	v := b.callFunction(fn, []ir.ID{x, y}, callSite{next: i + 1, dest: dest, cont: ir.ContInstr, implemented: true})
	if b.cur != 0 {
		b.set(dest, v)
	}
	return true
}
