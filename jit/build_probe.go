package jit

import (
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/interp"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/runtime"
)

// Methods of receivers of too many classes are looked up in the cache that all
// instructions share (runtime.AttrCache).

// attrEntry is the address of the entry for a name on objects of a shape.
func (b *builder) attrEntry(name Value, shape ir.ID) ir.ID {
	// As in AttrCache.At.
	h := b.emit(ir.OpShrU, 0, b.emit(ir.OpMul, 0, shape, b.f.ConstI(runtime.AttrCacheMul)), b.f.ConstI(runtime.AttrCacheShift))
	h = b.emit(ir.OpXor, 0, h, b.f.ConstI(int64(uint32(name>>3))))
	h = b.emit(ir.OpAnd, 0, h, b.f.ConstI(int64(len(runtime.AttrCache{})-1)))
	const words = int64(unsafe.Sizeof(runtime.AttrEntry{}) / abi.Word)
	return b.emit(ir.OpMul, 0, h, b.f.ConstI(words))
}

// probeMethod calls the method name of args[0] by way of the cache, if that has
// a Python function which takes these arguments as they are.
func (b *builder) probeMethod(name Value, args []ir.ID, site callSite) ir.ID {
	x := b.tagged(args[0])
	all := []ir.ID{b.f.ConstT(name)}
	for _, v := range args {
		all = append(all, b.tagged(v))
	}
	slow := func() ir.ID { return b.callState(hCallMethod, ir.Tagged, site.next, site.dest, all...) }
	shape := b.shapeOf(x)
	b.f.Node(shape).Type = ir.IntRange(0, runtime.MaxShapes)
	entry := b.attrEntry(name, shape)
	table := b.f.ConstP(b.t.AttrsAddr())
	load := func(off uintptr, width uint8) ir.ID {
		return b.emitRep(ir.OpLoadX, ir.I64, ir.Mem{Off: int32(off), Width: width, Scale: 8, Class: ir.MType}.Pack(), table, entry)
	}
	key := b.emit(ir.OpOr, 0, shape, b.f.ConstI(runtime.MethodKey))
	hit := b.emit(ir.OpICmp, ir.EQ, load(unsafe.Offsetof(runtime.AttrEntry{}.Shape), 4), key)
	hit = b.emit(ir.OpBAnd, 0, hit, b.emit(ir.OpICmp, ir.EQ, load(unsafe.Offsetof(runtime.AttrEntry{}.Name), 8), b.f.ConstI(int64(name))))
	hit = b.emit(ir.OpBAnd, 0, hit, b.emit(ir.OpICmp, ir.EQ, load(unsafe.Offsetof(runtime.AttrEntry{}.Kind), 1), b.f.ConstI(interp.MethodPython)))
	return b.eitherCall(hit, ir.Tagged, func() ir.ID {
		fn := b.emitRep(ir.OpLoadX, ir.Tagged, ir.Mem{Off: int32(unsafe.Offsetof(runtime.AttrEntry{}.Data)), Width: 8, Scale: 8, Class: ir.MType}.Pack(), table, entry)
		code := b.emit(ir.OpUntagPtr, 0, b.load(b.emit(ir.OpUntagPtr, 0, fn), funcCode, ir.MType))
		takes := b.emitRep(ir.OpLoad, ir.I64, ir.Mem{Off: int32(unsafe.Offsetof(abi.Code{}.Args)), Width: 4, Class: ir.MType}.Pack(), code)
		return b.eitherCall(b.emit(ir.OpICmp, ir.EQ, takes, b.f.ConstI(int64(len(args)))), ir.Tagged, func() ir.ID {
			return b.callCompiled(fn, 0, "any", args, site)
		}, slow)
	}, slow)
}

func callMethodHelper(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
	v := values(a)
	f, bound := t.LoadMethod(v[1], v[0])
	if f == runtime.Raised {
		return 0, false
	}
	if bound && v[1].IsPtr() {
		interp.CacheMethod(t, v[1], v[0], f)
	}
	m := t.Mark()
	t.Root(f)
	var r Value
	if bound {
		r = t.Call(f, v[1:]...)
	} else {
		r = t.Call(f, v[2:]...)
	}
	t.Unroot(m)
	return word(r)
}
