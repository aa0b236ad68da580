package jit

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
)

// Maps of a Python function over a list or tuple. Loops over a map that is made
// in the region call the function by compiled code's own convention. The object
// is an ordinary one, always as far as it should be; mostly, nobody gets to see
// it, and it is not allocated (opt.Escape).

// madeMap is what is known of a map that was made here.
type madeMap struct {
	fn   ir.ID
	code Value // of the function
	seq  ir.ID // what it goes over
	kind kinds
	iter ir.ID // address of the iterator over that
}

// makeMap builds a call of map.
func (b *builder) makeMap(args []ir.ID, site callSite, s *site) bool {
	if len(args) != 2 || len(site.names) > 0 || s.flags&(failType|failOther|failListKind) != 0 || s.c != kList && s.c != kTuple || b.rep(args[1]) != ir.Tagged {
		return false
	}
	m := madeMap{fn: args[0], seq: args[1], kind: s.c}
	if code, ok := b.funcs[m.fn]; ok {
		m.code = code
	} else if n := b.f.Node(m.fn); n.Op == ir.OpConstT && Value(n.Aux).IsKind(abi.KindFunction) {
		m.code = abi.Obj[abi.Function](Value(n.Aux)).Code
		b.region.keep(Value(n.Aux))
		b.region.classes = true // as functions can change their code
	} else {
		return false
	}
	if c := abi.Obj[abi.Code](m.code); c.Args != 1 || c.Flags&generators != 0 {
		return false
	}
	b.region.keep(m.code)
	it := b.seqIterObject(m.kind, m.seq)
	m.iter = b.f.Node(it).Args[0]
	typ := b.t.Types.Map
	p := b.newInstance(typ, []ir.ID{b.tagged(m.fn), b.newTuple([]ir.ID{it}), b.f.ConstT(abi.False)})
	id := b.emit(ir.OpTagPtr, 0, p)
	b.f.Node(id).Type = ir.Type{Bits: ir.TObject, Shape: typ.RootShape()}
	if b.maps == nil {
		b.maps = map[ir.ID]madeMap{}
	}
	b.maps[id] = m
	b.set(site.dest, id)
	return true
}

// mapIter is FORITER of a map.
func (b *builder) mapIter(m madeMap, dest, body, after int) {
	fr := b.fr
	set := func(off int32, x ir.ID) {
		b.emit(ir.OpStore, ir.Mem{Off: off, Width: 8, Class: ir.MIter}.Pack(), m.iter, x)
	}
	p := b.emit(ir.OpCheckShape, int64(b.seqShape(m.kind)), m.seq)
	at := b.loadInt(m.iter, seqIndex, ir.MIter, maxLen)
	var n ir.ID
	if m.kind == kTuple {
		n = b.loadInt(p, tupleLen, ir.MTuple, maxLen)
	} else {
		n = b.listLen(p)
	}
	done := b.emit(ir.OpICmp, ir.GE, at, n)
	// It may be at the end although there are more by now.
	done = b.emit(ir.OpBOr, 0, done, b.emit(ir.OpTIs, int64(abi.Unbound), b.load(m.iter, seqSeq, ir.MIter)))
	from, end, more := b.cur, b.f.NewBlock(), b.f.NewBlock()
	blk := b.f.Block(from)
	blk.Term, blk.Cond = ir.TermBranch, done
	blk.Succs = []ir.Edge{{To: end}, {To: more}}
	env := append([]val(nil), fr.env...)
	b.cur = more
	b.mark(more)
	var x ir.ID
	if m.kind == kTuple {
		x = b.emitRep(ir.OpLoadX, ir.Tagged, ir.Mem{Off: tupleItems, Width: 8, Scale: 8, Class: ir.MTuple}.Pack(), p, at)
	} else {
		x = b.listGet(b.listItems(p), at)
	}
	if b.f.Node(m.fn).Op != ir.OpConstT {
		fn := b.emit(ir.OpCheckKind, int64(abi.KindFunction), m.fn)
		b.emit(ir.OpCheckIs, int64(m.code), b.load(fn, funcCode, ir.MType))
	}
	set(seqIndex, b.ranged(ir.OpAdd, at, b.f.ConstI(1), 0, maxLen))
	// Exceptions go to the FORITER: a StopIteration ends the loop there.
	v := b.callUncaught(m.fn, m.code.Addr(), b.j.profileOf(m.code).info.Qualname, []ir.ID{x}, callSite{next: body, dest: dest})
	b.set(dest, v)
	b.jump(body)
	fr.env = env
	b.cur, b.state = end, 0
	b.mark(end)
	set(seqSeq, b.f.ConstT(abi.Unbound))
	b.jump(after)
}
