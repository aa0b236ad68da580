package jit

import (
	"unsafe"

	"github.com/go-python/gopython/internal/libm"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit/amd64"
)

// sinCos is the sine or cosine of x in the steps of libm.Sin and libm.Cos, so
// that results are the same to the last bit. The steps that both have in common
// are found by value numbering. Large arguments leave, as do infinities and NaN.
// ok is false where the processor cannot do a step.
func (b *builder) sinCos(x ir.ID, cos bool) (ir.ID, bool) {
	if !amd64.HasFMA {
		return 0, false
	}
	c := func(v float64) ir.ID { return b.f.ConstF(v) }
	add := func(x, y ir.ID) ir.ID { return b.emit(ir.OpFAdd, 0, x, y) }
	sub := func(x, y ir.ID) ir.ID { return b.emit(ir.OpFSub, 0, x, y) }
	mul := func(x, y ir.ID) ir.ID { return b.emit(ir.OpFMul, 0, x, y) }
	twoSum := func(x, y ir.ID) (s, e ir.ID) {
		s = add(x, y)
		t := sub(s, x)
		return s, add(sub(x, sub(s, t)), sub(y, t))
	}
	t := &libm.Trig
	size := b.emit(ir.OpFAbs, 0, x)
	b.emit(ir.OpCheckTrue, 0, b.emit(ir.OpFCmp, ir.LT, size, c(t.Limit)))

	// reduce
	shifted := add(mul(x, c(t.PerPi)), c(t.Shift))
	k := b.emit(ir.OpFBits, 0, shifted)
	f := sub(shifted, c(t.Shift))
	r := sub(sub(x, mul(f, c(t.Pi[0]))), mul(f, c(t.Pi[1])))
	rh, rl := twoSum(r, b.emit(ir.OpFNeg, 0, mul(f, c(t.Pi[2]))))
	rl = sub(rl, mul(f, c(t.Pi[3])))
	sum := add(rh, rl)
	rh, rl = sum, sub(rl, sub(sum, rh))

	// sinCosSmall
	r2 := mul(rh, rh)
	series := func(k *[4]float64) ir.ID {
		v := c(k[0])
		for _, next := range k[1:] {
			v = add(mul(r2, v), c(next))
		}
		return v
	}
	cm := sub(mul(r2, series(&t.Cos)), mul(rh, rl))
	sm := add(mul(mul(rh, r2), series(&t.Sin)), rl)

	// sinAt, combine
	table := b.f.ConstP(uintptr(unsafe.Pointer(t.Table)))
	k = b.emit(ir.OpShl, 0, k, b.f.ConstI(1))
	entry := func(quarters int64) (h, l ir.ID) {
		i := k
		if quarters != 0 {
			i = b.emit(ir.OpAdd, 0, k, b.f.ConstI(quarters*128))
		}
		i = b.emit(ir.OpAnd, 0, i, b.f.ConstI(511))
		load := func(off int32) ir.ID {
			return b.emitRep(ir.OpLoadX, ir.F64, ir.Mem{Off: off, Width: 8, Scale: 8, Class: ir.MTuple}.Pack(), table, i)
		}
		return load(0), load(8)
	}
	first := int64(0)
	if cos {
		first = 1
	}
	ah, al := entry(first)
	bh, bl := entry(first + 1)
	p := mul(bh, rh)
	pe := b.emit(ir.OpFMulSub, 0, p, bh, rh)
	h, l := twoSum(ah, p)
	l = add(l, add(add(pe, add(al, mul(bl, rh))), add(mul(ah, cm), mul(bh, sm))))
	h = add(h, l)
	if cos {
		return h, true
	}
	return b.selectF(b.emit(ir.OpFCmp, ir.LT, size, c(t.Tiny)), x, h), true
}

// hypot is the length of the vector (x, y) in the steps of libm.Hypot; slow
// makes it where scaling is needed, and for infinities and NaN.
func (b *builder) hypot(x, y ir.ID, slow func() ir.ID) ir.ID {
	if !amd64.HasFMA {
		return slow()
	}
	cmp := func(c ir.Cond, x ir.ID, v float64) ir.ID { return b.emit(ir.OpFCmp, c, x, b.f.ConstF(v)) }
	x, y = b.emit(ir.OpFAbs, 0, x), b.emit(ir.OpFAbs, 0, y)
	swap := b.emit(ir.OpFCmp, ir.LT, x, y)
	x, y = b.selectF(swap, y, x), b.selectF(swap, x, y)
	sized := b.emit(ir.OpBAnd, 0, cmp(ir.GE, x, 0x1p-450), cmp(ir.LE, x, 0x1p500))
	return b.eitherF(b.emit(ir.OpBAnd, 0, sized, b.emit(ir.OpBOr, 0, cmp(ir.GE, y, 0x1p-450), cmp(ir.EQ, y, 0))), func() ir.ID {
		add := func(x, y ir.ID) ir.ID { return b.emit(ir.OpFAdd, 0, x, y) }
		sub := func(x, y ir.ID) ir.ID { return b.emit(ir.OpFSub, 0, x, y) }
		square := func(x ir.ID) (p, e ir.ID) {
			p = b.emit(ir.OpFMul, 0, x, x)
			return p, b.emit(ir.OpFMulSub, 0, p, x, x)
		}
		xx, xe := square(x)
		yy, ye := square(y)
		s := add(xx, yy)
		e := add(sub(yy, sub(s, xx)), add(xe, ye))
		h := b.emit(ir.OpFSqrt, 0, s)
		rest := sub(e, b.emit(ir.OpFMulSub, 0, s, h, h))
		return add(h, b.emit(ir.OpFDiv, 0, rest, add(h, h)))
	}, slow)
}

// eitherF is a float made by one of two ways.
func (b *builder) eitherF(c ir.ID, yes, no func() ir.ID) ir.ID {
	from := b.cur
	fast, slow, join := b.f.NewBlock(), b.f.NewBlock(), b.f.NewBlock()
	blk := b.f.Block(from)
	blk.Term, blk.Cond = ir.TermBranch, c
	blk.Succs = []ir.Edge{{To: fast}, {To: slow}}
	for _, way := range []struct {
		at   ir.BlockID
		make func() ir.ID
	}{{fast, yes}, {slow, no}} {
		b.cur = way.at
		b.mark(b.cur)
		v := way.make()
		b.link(b.cur, join, []ir.ID{v})
	}
	p := b.f.AddParam(join, ir.F64, ir.Type{Bits: ir.TFloat | ir.TFloatBox})
	b.cur = join
	b.mark(join)
	return p
}
