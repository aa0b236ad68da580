package jit

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
)

// Heads of loops, jumps back to them, and the first iteration.

// peelLoop begins again, with the first iteration of the loop at pc apart from
// the rest: a register has another type there. It returns when that did not
// help, or is not possible.
func (b *builder) peelLoop(pc int) {
	fr := b.fr
	if fr.p.peel[pc] || fr.parent == nil && pc == b.region.at || b.region.peeled > 8 {
		return
	}
	if fr.p.peel == nil {
		fr.p.peel = map[int]bool{}
	}
	fr.p.peel[pc] = true
	b.region.peeled++
	panic(errAgain)
}

// beginLoop makes the head of a loop behind the current block: the registers
// that the loop writes become parameters, unboxed where what was observed says
// so.
func (b *builder) beginLoop(blk *block, l *loop) {
	fr := b.fr
	pc := blk.key.pc
	fl := fr.p.flow
	fr.at = pc
	seen := fr.p.heads[pc]
	head := b.f.NewBlock()
	type init struct {
		reg int
		id  ir.ID
	}
	var inits []init
	var complexes []mergedComplex
	for r := range fr.p.info.NumRegs {
		v := fr.env[r]
		if !fl.live[pc].has(r) || v == 0 {
			continue
		}
		if _, ok := v.IsVirtual(); ok {
			b.eachSlot(fr.env, r, 0, l, func(i int, seen kinds, typed bool) val {
				if v := fr.env[i]; v > 0 {
					id := ir.ID(v)
					if typed {
						id = b.loopRep(id, seen)
					}
					inits = append(inits, init{i, id})
				}
				return fr.env[i]
			})
			continue
		}
		if !l.assigned.has(r) {
			continue
		}
		id := ir.ID(v)
		if seen != nil {
			if seen[r] == kComplex && !fl.identity && b.isComplex(id, kComplex) && !fr.p.boxed[[2]int{pc, r}] {
				if _, _, made := b.madeParts(id); made && !b.passed[id] || fr.p.computes(l, r) {
					complexes = append(complexes, mergedComplex{reg: r, parts: b.parts(id), passed: !made || b.passed[id]})
					continue
				}
			}
			id = b.loopRep(id, b.loopKinds(pc, r, id, seen[r]))
		}
		inits = append(inits, init{r, id})
	}
	var args []ir.ID
	for _, in := range inits {
		fr.env[in.reg] = val(in.id)
	}
	for i := range complexes {
		args = append(args, b.complexParam(head, &complexes[i])...)
		blk.params = append(blk.params, blockParam{complexes[i].reg, complexes[i].re, complexes[i].im})
	}
	from := b.cur
	for _, in := range inits {
		n := b.f.Node(in.id)
		t := n.Type
		t.HasRange, t.Shape = false, 0
		switch n.Rep {
		case ir.Tagged:
			t.Bits = 0
		case ir.I64:
			t.Bits = t.Bits&ir.TUnsigned | ir.TInt | ir.TInt64
		}
		p := b.f.AddParam(head, n.Rep, t)
		args = append(args, in.id)
		blk.params = append(blk.params, blockParam{reg: in.reg, id: p})
		fr.env[in.reg] = val(p)
	}
	b.link(from, head, args)
	b.cur = head
	b.mark(head)
	blk.ir, blk.head = head, true
	b.f.Block(head).Loop = true
	b.state = 0
	if !fr.p.unsure[pc] {
		b.f.Block(head).State = b.stateAt(pc, fr.env)
	}
	b.merged = complexes
	b.makeMerged()
	blk.env = append([]val(nil), fr.env...)
}

// loopKinds is what register r may hold at the top of the loop at pc: seen when
// the loop goes round, and id when it is entered. Where these are different, the
// first iteration is built apart, if that is possible.
func (b *builder) loopKinds(pc, r int, id ir.ID, seen kinds) kinds {
	first := b.kindsOfNode(id)
	if f := b.fr.p.first[pc]; f != nil && first == 0 {
		first = f[r]
	}
	if seen != 0 && first&^seen != 0 {
		switch seen {
		case kFloat, kInt, kInt | kInt64, kBool, kComplex:
			b.peelLoop(pc)
		}
	}
	return seen | first
}

// kindsOfNode is what a value certainly is; 0: that is not known.
func (b *builder) kindsOfNode(id ir.ID) kinds {
	switch n := b.f.Node(id); n.Rep {
	case ir.I64:
		if c, ok := b.f.ConstInt(id); ok && abi.FitsInt(c) {
			return kInt
		}
		return 0
	case ir.F64:
		return kFloat
	case ir.Bool:
		return kBool
	case ir.Tagged:
		if n.Op == ir.OpConstT {
			return kindsOf(b.t, Value(n.Aux))
		}
	}
	return 0
}

// loopRep converts a value to the representation that a register has at the top
// of a loop.
func (b *builder) loopRep(id ir.ID, seen kinds) ir.ID {
	n := b.f.Node(id)
	switch {
	case seen&kUint64 != 0 && seen&^(kInt|kInt64|kUint64) == 0 && (n.Rep == ir.I64 || n.Rep == ir.Tagged && n.Op != ir.OpConstT):
		return b.toUnsigned(id)
	case b.unsigned(id):
		return b.tagged(id)
	case n.Rep == ir.Tagged && n.Op == ir.OpConstT:
		return id
	case n.Rep == ir.Tagged && seen == kInt:
		return b.checkInt(id, kInt)
	case n.Rep == ir.Tagged && (seen == kInt64 || seen == kInt|kInt64):
		return b.checkInt(id, kInt|kInt64)
	case n.Rep == ir.Tagged && seen == kFloat:
		return b.checkFloat(id)
	case n.Rep == ir.I64 && seen&^(kInt|kInt64) == 0, n.Rep == ir.F64 && seen&^kFloat == 0, n.Rep == ir.Bool && seen&^kBool == 0:
		return id
	}
	return b.tagged(id)
}

// backEdge jumps to the head of a loop.
func (b *builder) backEdge(blk *block, env []val) {
	fr := b.fr
	if !blk.head {
		b.refuse("a jump back that is no loop")
	}
	fr.at = blk.key.pc
	b.state = 0
	b.emit(ir.OpPoll, 0)
	var args []ir.ID
	for _, p := range blk.params {
		var v val
		if p.reg < len(env) {
			v = env[p.reg]
		}
		if v == 0 {
			b.refuse("a register without value at a jump back")
		}
		if _, ok := v.IsVirtual(); ok {
			b.refuse("an iterator in a loop variable")
		}
		if p.im != 0 {
			args = append(args, b.backComplex(blk, p.reg, ir.ID(v))...)
			continue
		}
		if b.unsigned(p.id) {
			args = append(args, b.toUnsigned(ir.ID(v)))
			continue
		}
		args = append(args, b.convert(ir.ID(v), b.f.Node(p.id).Rep))
	}
	stays := func(r int) {
		h, had := b.headValue(blk, r)
		if _, ok := env[r].IsVirtual(); had && (ok || h < 0) && env[r] != h {
			b.refuse("different iterators meet")
		}
	}
	for r := range fr.p.info.NumRegs { // what is virtual has to stay so
		if !fr.p.flow.live[blk.key.pc].has(r) {
			continue
		}
		stays(r)
		b.eachSlot(env, r, 0, nil, func(i int, _ kinds, _ bool) val {
			stays(i)
			return env[i]
		})
	}
	b.link(b.cur, blk.ir, args)
	b.cur = 0
}

// headValue is what a register that is no parameter held at the head of a loop.
func (b *builder) headValue(blk *block, r int) (val, bool) {
	for _, p := range blk.params {
		if p.reg == r {
			return 0, false
		}
	}
	if r < len(blk.env) && blk.env[r] != 0 {
		return blk.env[r], true
	}
	return 0, false
}
