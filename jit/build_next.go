package jit

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/runtime"
)

// Loops over iterators that are objects: maps and filters with Python functions,
// which are what map_next and filter_next of runtime/walk.py do, inlined; and
// those over ranges, lists and tuples, which stay as far as the program has them.

// nextFunc reports whether it is one of the functions of NextWalker.
func (p *codeProfile) nextFunc(t *runtime.Thread) bool {
	if !p.hidden() {
		return false
	}
	for _, filter := range [2]bool{false, true} {
		if fn := t.NextFunc(filter); fn != runtime.Unbound && abi.Obj[abi.Function](fn).Code == p.info.Obj {
			return true
		}
	}
	return false
}

// ownIter checks that x is an iterator whose class has been seen here, and is
// its own iterator.
func (b *builder) ownIter(x ir.ID, s *site) bool {
	if s.nshapes != 1 || s.flags&(failType|failOther) != 0 || b.rep(x) != ir.Tagged {
		return false
	}
	switch t := &b.t.Types; s.shapes[0] {
	case t.RangeIter.RootShape(), t.Map.RootShape(), t.Filter.RootShape():
		b.emit(ir.OpCheckShape, int64(s.shapes[0]), x)
		return true
	}
	return false
}

// objectIter builds FORITER over the object it.
func (b *builder) objectIter(it ir.ID, dest, body, after int, s *site) bool {
	if s.nshapes != 1 || s.flags&(failType|failOther) != 0 || b.rep(it) != ir.Tagged {
		return false
	}
	switch t := &b.t.Types; s.shapes[0] {
	case t.RangeIter.RootShape():
		b.rangeNext(it, dest, body, after)
		return true
	case t.Map.RootShape(), t.Filter.RootShape():
		return b.walkNext(it, dest, body, after, s)
	}
	return false
}

// rangeNext goes on with a range iterator in memory.
func (b *builder) rangeNext(it ir.ID, dest, body, after int) {
	p := b.emit(ir.OpCheckShape, int64(b.t.Types.RangeIter.RootShape()), it)
	mem := func(off int32) int64 { return ir.Mem{Off: off, Width: 8, Class: ir.MIter}.Pack() }
	left := b.loadInt(p, rangeLeft, ir.MIter, 1<<61)
	b.splitIter(b.emit(ir.OpICmp, ir.LE, left, b.f.ConstI(0)), after, func() {
		cur := b.emitRep(ir.OpLoad, ir.I64, mem(rangeCur), p)
		step := b.emitRep(ir.OpLoad, ir.I64, mem(rangeStep), p)
		x := b.emit(ir.OpShr, 0, cur, b.f.ConstI(2))
		b.f.Node(x).Type = ir.IntRange(abi.MinInt, abi.MaxInt)
		b.emit(ir.OpStore, mem(rangeCur), p, b.emit(ir.OpAdd, 0, cur, step))
		b.emit(ir.OpStore, mem(rangeLeft), p, b.emit(ir.OpSub, 0, left, b.f.ConstI(1)))
		b.set(dest, x)
		b.jump(body)
	})
}

// walkNext has the function of NextWalker in place of the next item of a map or
// filter. A frame of it returns to FORITER, like that of a special method.
func (b *builder) walkNext(it ir.ID, dest, body, after int, s *site) bool {
	filter := s.shapes[0] == b.t.Types.Filter.RootShape()
	fn := b.t.NextFunc(filter)
	if fn == runtime.Unbound {
		return false
	}
	f := abi.Obj[abi.Function](fn)
	if !b.inlinable(b.j.profileOf(f.Code), f.Globals) {
		return false
	}
	p := b.emit(ir.OpCheckShape, int64(s.shapes[0]), it)
	src := b.load(p, slot(1), ir.MField)
	if !filter {
		tuple := b.emit(ir.OpCheckShape, int64(b.t.Types.Tuple.RootShape()), src)
		b.emit(ir.OpCheckEq, 1, b.loadInt(tuple, tupleLen, ir.MTuple, maxLen))
		src = b.load(tuple, tupleItems, ir.MTuple)
	}
	b.walks = true
	called := b.load(p, slot(0), ir.MField)
	b.emit(ir.OpCheckKind, int64(abi.KindFunction), called)
	fr := b.fr
	env := append([]val(nil), fr.env...)
	var ends []ir.BlockID
	blind, guess := b.blind, b.guess
	v := b.callFunction(fn, []ir.ID{called, src}, callSite{next: after, dest: dest, cont: ir.ContInstr, ended: &ends})
	b.blind, b.guess = blind, guess
	if b.cur != 0 {
		b.set(dest, v)
		b.jump(body)
	}
	if len(ends) == 0 {
		return true
	}
	fr.env = env
	b.cur, b.state = b.f.NewBlock(), 0
	b.mark(b.cur)
	for _, e := range ends {
		b.link(e, b.cur, nil)
	}
	b.jump(after)
	return true
}

// splitEnds takes the returns of the constant WalkEnd from those of an inlined
// function.
func (b *builder) splitEnds(fr *frame, ends *[]ir.BlockID) {
	keep := fr.returns[:0]
	for _, r := range fr.returns {
		if n := b.f.Node(r.val); n.Op == ir.OpConstT && Value(n.Aux) == b.t.WalkEnd() {
			*ends = append(*ends, r.from)
		} else {
			keep = append(keep, r)
		}
	}
	fr.returns = keep
}
