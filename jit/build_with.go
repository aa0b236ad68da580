package jit

import (
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/ir"
)

// With statements, and bound methods that are known.

// boundTo is what a bound method made in the region calls.
type boundTo struct {
	fn   Value // a Python function
	self ir.ID
}

// bind makes a bound method of a Python function.
func (b *builder) bind(fn Value, self ir.ID) ir.ID {
	b.region.keep(fn)
	id := b.bindAny(b.f.ConstT(fn), self)
	b.methodsMade[id] = boundTo{fn, self}
	return id
}

// bindAny makes a bound method of a function that is no constant.
func (b *builder) bindAny(fn, self ir.ID) ir.ID {
	p := b.emit(ir.OpAlloc, int64(abi.Header{Shape: b.t.Types.Method.RootShape(), Kind: abi.KindMethod}.Word()))
	b.f.Node(p).Aux2 = int64(unsafe.Sizeof(abi.Method{}))
	store := func(off uintptr, v ir.ID) {
		b.emit(ir.OpStore, ir.Mem{Off: int32(off), Width: 8, Class: ir.MField}.Pack(), p, v)
	}
	store(unsafe.Offsetof(abi.Method{}.Func), fn)
	store(unsafe.Offsetof(abi.Method{}.Self), self)
	id := b.emit(ir.OpTagPtr, 0, p)
	b.f.Node(id).Type = ir.Type{Bits: ir.TObject, Shape: b.t.Types.Method.RootShape()}
	return id
}

// withEnterAny is withEnter for objects of some classes; it reports whether it
// could.
func (b *builder) withEnterAny(i int, in bytecode.Instr, x ir.ID, shapes []uint32) bool {
	m := boundMethod{shapes: shapes, fns: make([]Value, len(shapes))}
	enters := make([]Value, len(shapes))
	for k, shape := range shapes {
		typ := b.t.TypeShape(shape)
		if typ == nil {
			return false
		}
		enters[k], m.fns[k] = b.t.WithMethods(typ)
		if enters[k] == abi.Unbound || !b.t.NoteCached(typ, b.t.EnterName()) || !b.t.NoteCached(typ, b.t.ExitName()) {
			return false
		}
	}
	b.region.classes = true
	b.set(int(in.A())/8, b.bindAny(b.selectMethod(x, &m), x))
	dest := int(in.C()) / 8
	v := b.dispatch(x, shapes, func(k int, p ir.ID) ir.ID {
		return b.callFunction(enters[k], []ir.ID{x}, callSite{next: i + 1, dest: dest, cont: ir.ContInstr})
	})
	if b.cur != 0 {
		b.set(dest, v)
	}
	return true
}

// withEnter builds WITHENTER for objects of one class with Python methods.
func (b *builder) withEnter(i int, in bytecode.Instr, s *site) {
	x := b.reg(int(in.B()) / 8)
	shapes := s.shapesOf()
	if len(shapes) > 1 && b.f.Node(x).Rep == ir.Tagged && b.withEnterAny(i, in, x, shapes) {
		return
	}
	if len(shapes) != 1 || b.f.Node(x).Rep != ir.Tagged {
		b.exitAt(i, ir.ExitUnsupported)
		return
	}
	typ := b.t.TypeShape(shapes[0])
	if typ == nil {
		b.exitAt(i, ir.ExitUnsupported)
		return
	}
	enter, exit := b.t.WithMethods(typ)
	if !b.t.NoteCached(typ, b.t.EnterName()) || !b.t.NoteCached(typ, b.t.ExitName()) {
		b.exitAt(i, ir.ExitUnsupported)
		return
	}
	b.region.classes = true
	b.emit(ir.OpCheckShape, int64(shapes[0]), x)
	if enter == abi.Unbound { // the interpreter starts no function for it
		b.generic(i)
		return
	}
	dest := int(in.C()) / 8
	b.set(int(in.A())/8, b.bind(exit, x))
	v := b.callFunction(enter, []ir.ID{x}, callSite{next: i + 1, dest: dest, cont: ir.ContInstr})
	if b.cur != 0 {
		b.set(dest, v)
	}
}

// callKnownBound calls a bound method made by bind; it reports whether callee
// is one.
func (b *builder) callKnownBound(callee ir.ID, args []ir.ID, site callSite) bool {
	m, ok := b.methodsMade[callee]
	if !ok || len(args) > 12 {
		return false
	}
	v := b.callFunction(m.fn, append([]ir.ID{m.self}, args...), site)
	if b.cur != 0 {
		b.set(site.dest, v)
	}
	return true
}
