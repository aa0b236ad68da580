package jit

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/runtime"
)

// Exception objects: made in place, given a traceback, found by super.

// slot is where a hidden field of an instance is.
func slot(k int) int32 { return instSlots + int32(k)*abi.Word }

// newInstance makes an instance of a class: its first slots hold fields, the others
// nothing. It returns the address.
func (b *builder) newInstance(typ *runtime.Type, fields []ir.ID) ir.ID {
	slots := typ.InlineSlots()
	h := abi.Header{Shape: typ.RootShape(), Kind: abi.KindInstance, Aux: uint16(slots)}
	obj := b.emit(ir.OpAlloc, int64(h.Word()))
	b.f.Node(obj).Aux2 = int64(instSlots) + int64(slots)*abi.Word
	unbound := b.f.ConstT(abi.Unbound)
	b.emit(ir.OpStore, ir.Mem{Off: instAttrs, Width: 8, Class: ir.MField}.Pack(), obj, unbound)
	for k := range slots {
		v := unbound
		if k < len(fields) {
			v = fields[k]
		}
		b.emit(ir.OpStore, ir.Mem{Off: slot(k), Width: 8, Class: ir.MField}.Pack(), obj, v)
	}
	return obj
}

// tupleOf makes a tuple of values.
func (b *builder) tupleOf(vals []ir.ID) ir.ID {
	if len(vals) == 0 {
		return b.f.ConstT(b.t.EmptyTuple)
	}
	items := make([]ir.ID, len(vals))
	for k, v := range vals {
		items[k] = b.tagged(v)
	}
	return b.newTuple(items)
}

// newException makes an exception of a class for which runtime.PlainException
// holds, before its __init__. It returns the address.
func (b *builder) newException(typ *runtime.Type, args []ir.ID) ir.ID {
	none := b.f.ConstT(abi.None)
	var fields [runtime.ExcExtra]ir.ID
	fields[runtime.ExcArgs] = b.tupleOf(args)
	fields[runtime.ExcTraceback], fields[runtime.ExcContext], fields[runtime.ExcCause] = none, none, none
	fields[runtime.ExcSuppress] = b.f.ConstT(abi.False)
	return b.newInstance(typ, fields[:])
}

// exceptionInit builds a call of BaseException.__init__ for an object of a shape.
func (b *builder) exceptionInit(fn Value, shape uint32, p ir.ID, args []ir.ID) (ir.ID, bool) {
	typ := b.t.TypeShape(shape)
	if typ == nil || fn != b.t.BaseInit() || !b.t.PlainException(typ) || len(args) > 9 {
		return 0, false
	}
	b.store(p, slot(runtime.ExcArgs), ir.MField, b.tupleOf(args[1:]))
	return b.f.ConstT(abi.None), true
}

// addTraceback adds frames to the traceback of an exception: list holds function
// and instruction of each, as left makes it.
func (b *builder) addTraceback(exc ir.ID, list []ir.ID) {
	if len(list) == 0 {
		return
	}
	p := b.emit(ir.OpUntagPtr, 0, exc)
	tb := b.load(p, slot(runtime.ExcTraceback), ir.MField)
	for k := 0; k < len(list); k += 2 {
		fn := list[k]
		var code ir.ID
		if n := b.f.Node(fn); n.Op == ir.OpConstT {
			code = b.f.ConstT(abi.Obj[abi.Function](Value(n.Aux)).Code)
		} else {
			code = b.load(b.emit(ir.OpUntagPtr, 0, fn), funcCode, ir.MType)
		}
		pc := b.f.ConstT(abi.SmallInt(b.f.Node(list[k+1]).Aux))
		tb = b.emit(ir.OpTagPtr, 0, b.newInstance(b.t.Types.Traceback, []ir.ID{tb, fn, code, pc}))
		b.f.Node(tb).Type = ir.Type{Bits: ir.TObject}
	}
	b.store(p, slot(runtime.ExcTraceback), ir.MField, tb)
}

// superMethod builds SUPERMETHOD for instances of classes that were observed.
func (b *builder) superMethod(i int, in bytecode.Instr, s *site) {
	fr := b.fr
	a, r := int(in.A())/8, int(in.B())/8
	name := abi.Load(fr.p.code.Consts + uintptr(in.C()))
	delete(fr.methods, a)
	if !b.findSuper(a, r, name, s) {
		b.generic(i)
	}
}

func (b *builder) findSuper(a, r int, name Value, s *site) bool {
	sup, class, self := b.f.Node(b.reg(r)), b.reg(r+1), b.reg(r+2)
	shapes := s.shapesOf()
	if sup.Op != ir.OpConstT || Value(sup.Aux) != b.t.Types.Super.Obj || shapes == nil || b.f.Node(self).Rep != ir.Tagged ||
		s.ntarget != 1 || s.flags&failCall != 0 || !b.alive(s.targets[0]) || !s.targets[0].IsKind(abi.KindType) {
		return false
	}
	cls := s.targets[0]
	start := b.t.TypeFor(cls)
	m := boundMethod{shapes: shapes, fns: make([]Value, len(shapes))}
	for k, shape := range shapes {
		typ := b.t.TypeShape(shape)
		if typ == nil || typ.Kind != abi.KindInstance || !typ.IsSubtype(start) || !b.t.NoteCached(typ, name) {
			return false
		}
		m.fns[k] = b.t.SuperFind(start, typ, name)
		if m.fns[k] == abi.Unbound || !b.t.IsMethodOf(typ, m.fns[k]) {
			return false
		}
	}
	b.region.classes = true
	b.region.keep(cls)
	b.emit(ir.OpCheckIs, int64(cls), class)
	b.set(a-1, b.selectMethod(self, &m))
	b.set(a, self)
	b.fr.methods[a] = &m
	return true
}
