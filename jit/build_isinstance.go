package jit

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/runtime"
)

// isinstanceOf decides isinstance(x, typ) by the shape of x, where typ is one of
// the builtin classes below and all kinds seen are of exactly builtin classes.
// Objects of other classes leave the compiled code; where that has happened
// (failOther), ask asks the runtime for them.
func (b *builder) isinstanceOf(x ir.ID, typ *runtime.Type, s *site, ask func() ir.ID) (ir.ID, bool) {
	t := b.t.Types
	shapes := []struct {
		kind  kinds
		shape uint32
	}{
		{kStr, b.t.StrShape}, {kList, b.t.ListShape}, {kTuple, t.Tuple.RootShape()}, {kDict, t.Dict.RootShape()},
		{kBytes, t.Bytes.RootShape()}, {kInt64 | kUint64 | kBig, b.t.IntShape}, {kFloat, t.Float.RootShape()},
	}
	const words = kInt | kFloat | kBool | kNone
	want, known := uint32(0), words
	for _, k := range shapes {
		known |= k.kind
	}
	switch typ {
	case t.Str, t.List, t.Tuple, t.Dict, t.Bytes:
		want = typ.RootShape()
	default:
		return 0, false
	}
	failed := s.flags&failOther != 0
	if s.b == 0 || !failed && s.b&^known != 0 || failed && ask == nil {
		return 0, false
	}
	shape := b.emit(ir.OpShapeOf, 0, x)
	b.f.Node(shape).Type = ir.IntRange(0, 1<<32-1)
	is := b.emit(ir.OpICmp, ir.EQ, shape, b.f.ConstI(int64(want)))
	one := b.emit(ir.OpBOr, 0, is, b.emit(ir.OpICmp, ir.EQ, shape, b.f.ConstI(0)))
	for _, k := range shapes {
		if (failed || s.b&k.kind != 0) && k.shape != want {
			one = b.emit(ir.OpBOr, 0, one, b.emit(ir.OpICmp, ir.EQ, shape, b.f.ConstI(int64(k.shape))))
		}
	}
	if failed {
		return b.either(one, func() ir.ID { return is }, ask), true
	}
	b.emit(ir.OpCheckTrue, 0, one)
	return is, true
}

// isinstanceOfClass decides isinstance(x, typ) for a class written in Python and
// objects of a few shapes.
func (b *builder) isinstanceOfClass(x ir.ID, typ *runtime.Type, s *site) (ir.ID, bool) {
	shapes := s.shapesOf()
	if !typ.Heap || shapes == nil || b.rep(x) != ir.Tagged {
		return 0, false
	}
	for _, id := range shapes {
		if c := b.t.TypeShape(id); c == nil || !b.t.PlainClass(c) {
			return 0, false
		}
	}
	b.region.classes = true
	b.region.keep(typ.Obj)
	shape := b.shapeOf(x)
	no := b.f.ConstB(false)
	is, known := no, no
	if s.b&(kInt|kFloat|kBool|kNone) != 0 { // what is no reference
		known = b.emit(ir.OpICmp, ir.EQ, shape, b.f.ConstI(0))
	}
	or := func(x, y ir.ID) ir.ID {
		if x == no {
			return y
		}
		return b.emit(ir.OpBOr, 0, x, y)
	}
	for _, id := range shapes {
		c := b.emit(ir.OpICmp, ir.EQ, shape, b.f.ConstI(int64(id)))
		if known = or(known, c); b.t.TypeShape(id).IsSubtype(typ) {
			is = or(is, c)
		}
	}
	b.orCold(known)
	return is, true
}

// isIsinstance reports whether a callable is the builtin function isinstance.
func isIsinstance(t *runtime.Thread, f Value) bool {
	if !f.IsKind(abi.KindNative) {
		return false
	}
	d := t.PlainNative(f)
	return d != nil && d.Name == "isinstance"
}
