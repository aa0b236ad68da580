package jit

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/ir"
)

// Loops over enumerate, zip and reversed of builtin sequences, without the
// iterator objects and, where the loop unpacks them at once, without the
// tuples: for these, the register of the loop variable holds a virtual tuple
// whose items are further values of env.

// eachSlot calls visit for the places in env that an iterator's state is in.
func (it *viter) eachSlot(visit func(slot int)) {
	for k := range it.nslots {
		visit(it.slot + k)
	}
	for _, part := range it.parts {
		part.eachSlot(visit)
	}
}

// unpackedLoop reports whether GETITER at i begins a loop, with the iterator in
// register reg, whose variable is unpacked into n at the top of the body and
// not used otherwise.
func (p *codeProfile) unpackedLoop(i, reg, n int) (dest int, ok bool) {
	at, ok := p.loopOf(i, reg)
	if !ok {
		return 0, false
	}
	loop := p.info.Instrs[at]
	dest = int(loop.A()) / 8
	body, _ := bytecode.JumpTarget(loop, at)
	in := p.info.Instrs[body]
	if in.Op() != bytecode.UNPACK || int(in.B())/8 != dest || int(in.C()) != n {
		return 0, false
	}
	targets := int(in.A()) / 8
	written := targets <= dest && dest < targets+n
	return dest, written || !p.flow.live[p.next(body)].has(dest)
}

// seqKind reports whether virtual iterators go over sequences of one such kind.
func seqKind(k kinds) bool { return k == kList || k == kTuple || k == kStr || k == kBytes }

// part makes a virtual iterator over a sequence for use by another one.
func (b *builder) part(k kinds, x ir.ID) *viter {
	num, _ := b.seqIter(k, x, 0, b.f.ConstI(0)).IsVirtual()
	return b.iters[num]
}

// pairLoop makes a virtual iterator of a call of enumerate, zip or reversed at i
// that GETITER follows, with its result in register dest.
func (b *builder) pairLoop(i int, class Value, args []ir.ID, dest int, s *site) bool {
	p := b.fr.p
	next := p.next(i)
	if b.j.avoidVirtual || b.fr.gen != nil || s.flags&(failType|failOther|failListKind) != 0 || len(args) == 0 || len(args) > maxZip || b.rep(args[0]) != ir.Tagged {
		return false
	}
	t := b.t.Types
	switch b.t.TypeFor(class) {
	case t.Reversed:
		if len(args) != 1 || s.b != kList || !p.beginsLoop(next, dest) {
			return false
		}
		list := b.exactList(args[0])
		last := b.ranged(ir.OpSub, b.listLen(list), b.f.ConstI(1), -1, maxLen)
		b.fr.env[dest] = b.newIter(viter{kind: kList, list: args[0], back: true, nslots: 1}, last)
		return true
	case t.Enumerate:
		_, ok := p.unpackedLoop(next, dest, 2)
		if !ok || !seqKind(s.b) || len(args) > 2 {
			return false
		}
		start := b.f.ConstI(0)
		if len(args) == 2 {
			if b.rep(args[1]) != ir.I64 && (b.rep(args[1]) != ir.Tagged || s.c != kInt) {
				return false
			}
			start = b.wordInt(args[1])
		}
		part := b.part(s.b, args[0])
		b.fr.env[dest] = b.newIter(viter{class: t.Enumerate, parts: []*viter{part}, nslots: 1}, start)
	case t.Zip:
		_, ok := p.unpackedLoop(next, dest, len(args))
		if !ok || len(args) < 2 || !seqKind(s.b) || !seqKind(s.c) {
			return false
		}
		// What further arguments are is not recorded: as the first one, it is
		// hoped.
		for _, x := range args {
			if b.rep(x) != ir.Tagged {
				return false
			}
		}
		var parts []*viter
		for k, x := range args {
			kind := s.b
			if k == 1 {
				kind = s.c
			}
			parts = append(parts, b.part(kind, x))
		}
		b.fr.env[dest] = b.newIter(viter{class: t.Zip, parts: parts}, 0)
	default:
		return false
	}
	num, _ := b.fr.env[dest].IsVirtual()
	it := b.iters[num]
	n := max(2, len(it.parts))
	tuple, _ := b.newIter(viter{tuple: true, nslots: n}, 0).IsVirtual()
	it.item = b.iters[tuple]
	for range n - 1 {
		b.fr.env = append(b.fr.env, 0)
	}
	return true
}

// describePair is describe for enumerate, zip and their tuples.
func (b *builder) describePair(it *viter, env []val) []ir.Virtual {
	tuple := func(num int32, items ...ir.Ref) ir.Virtual {
		n := len(items)
		v := ir.Virtual{Num: num, Header: abi.Header{Shape: b.t.Types.Tuple.RootShape(), Kind: abi.KindTuple}.Word(), Size: tupleItems + int32(n)*abi.Word}
		v.Fields = append(v.Fields, ir.VirtualField{Off: tupleLen, Raw: true, Val: ir.Ref(b.f.ConstI(int64(n)))})
		for k, x := range items {
			v.Fields = append(v.Fields, ir.VirtualField{Off: tupleItems + int32(k)*abi.Word, Val: x})
		}
		return v
	}
	if it.tuple {
		return []ir.Virtual{tuple(it.num, env[it.slot:it.slot+it.nslots]...)}
	}
	slots := it.class.InlineSlots()
	v := ir.Virtual{Num: it.num, Size: instSlots + int32(slots)*abi.Word}
	v.Header = abi.Header{Shape: it.class.RootShape(), Kind: abi.KindInstance, Aux: uint16(slots)}.Word()
	var refs []ir.Ref
	var all []ir.Virtual
	for _, part := range it.parts {
		refs = append(refs, ir.VirtualRef(part.num))
		all = append(all, b.describeIter(part, env))
	}
	first, second := refs[0], ir.Ref(b.f.ConstB(false))
	if it.class == b.t.Types.Enumerate {
		second = env[it.slot]
	} else {
		// The tuple of the iterators has a number of its own: that of the loop
		// variable's is the iterator's plus one.
		all = append(all, tuple(pairTuples+it.num, refs...))
		first = ir.VirtualRef(pairTuples + it.num)
	}
	v.Fields = []ir.VirtualField{{Off: instAttrs, Val: ir.Ref(b.f.ConstT(abi.Unbound))}, {Off: instSlots, Val: first}, {Off: instSlots + abi.Word, Val: second}}
	return append(all, v)
}

// maxZip is how many sequences zip goes over virtually.
const maxZip = 4

// pairTuples is added to the number of a zip for that of its tuple of iterators.
const pairTuples = 1 << 16

// pairIter builds FORITER over enumerate or zip.
func (b *builder) pairIter(it *viter, s *site, dest, body, after int) {
	more := ir.ID(0)
	for _, part := range it.parts {
		c := b.hasNext(part)
		if more != 0 {
			c = b.emit(ir.OpBAnd, 0, more, c)
		}
		more = c
	}
	b.splitIter(b.emit(ir.OpBNot, 0, more), after, func() {
		fr := b.fr
		var items []ir.ID
		if it.class == b.t.Types.Enumerate {
			count := ir.ID(fr.env[it.slot])
			items = append(items, count)
			next := b.emit(ir.OpAdd, 0, count, b.f.ConstI(1))
			b.wordRange(next)
			fr.env[it.slot] = val(next)
		}
		for _, part := range it.parts {
			items = append(items, b.advanceSeq(part))
		}
		for k, x := range items {
			fr.env[it.item.slot+k] = val(x)
		}
		fr.env[dest] = ir.VirtualRef(it.item.num)
		b.jump(body)
	})
}

// hasNext is the condition that an iterator over a sequence is not at the end.
func (b *builder) hasNext(it *viter) ir.ID {
	cur := ir.ID(b.fr.env[it.slot])
	p := b.emit(ir.OpUntagPtr, 0, it.bound(b.fr.env))
	var n ir.ID
	switch it.kind {
	case kTuple:
		n = b.loadInt(p, tupleLen, ir.MTuple, maxLen)
	case kStr:
		n = b.loadInt(p, strLen, ir.MStr, maxLen)
	case kBytes:
		n = b.loadInt(p, bytesLen, ir.MStr, maxLen)
	default:
		n = b.listLen(p)
	}
	c := b.emit(ir.OpICmp, ir.LT, cur, n)
	if it.back { // the list may have become shorter
		c = b.emit(ir.OpBAnd, 0, b.emit(ir.OpICmp, ir.GE, cur, b.f.ConstI(0)), c)
	}
	return c
}

// advanceSeq takes the next item.
func (b *builder) advanceSeq(it *viter) ir.ID {
	cur := ir.ID(b.fr.env[it.slot])
	p := b.emit(ir.OpUntagPtr, 0, it.bound(b.fr.env))
	var x ir.ID
	switch it.kind {
	case kTuple:
		x = b.emitRep(ir.OpLoadX, ir.Tagged, ir.Mem{Off: tupleItems, Width: 8, Scale: 8, Class: ir.MTuple}.Pack(), p, cur)
	case kStr:
		x = b.char(p, cur)
	case kBytes:
		data := b.emitRep(ir.OpLoad, ir.Ptr, ir.Mem{Off: bytesData, Width: 8, Class: ir.MStr}.Pack(), p)
		x = b.emitRep(ir.OpLoadX, ir.I64, ir.Mem{Width: 1, Scale: 1, Class: ir.MStr}.Pack(), data, cur)
		b.f.Node(x).Type = ir.IntRange(0, 255)
	default:
		x = b.listGet(b.listItems(p), cur)
	}
	if it.back {
		b.fr.env[it.slot] = val(b.ranged(ir.OpSub, cur, b.f.ConstI(1), -1, maxLen))
	} else {
		b.fr.env[it.slot] = val(b.ranged(ir.OpAdd, cur, b.f.ConstI(1), 0, maxLen))
	}
	return x
}
