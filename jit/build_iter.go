package jit

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/runtime"
)

// newIter makes a virtual iterator whose loop variable is in a new slot of env.
func (b *builder) newIter(it viter, first ir.ID) val {
	fr := b.fr
	if fr.gen != nil && it.stepID == 0 {
		return b.newIterOf(fr, it, first)
	}
	it.num, it.slot = int32(len(b.iters)), len(fr.env)
	fr.env = append(fr.env, val(first))
	n := it
	b.iters = append(b.iters, &n)
	return ir.VirtualRef(n.num)
}

// describe adds to a state how the object of a virtual iterator is made, or
// brought up to date. view is env from where slots are counted.
func (b *builder) describe(s *ir.State, num int32, view []val) {
	if hasVirtual(s, num) {
		return
	}
	switch it := b.iters[num]; {
	case it.complex.re != 0:
		s.Virtuals = append(s.Virtuals, b.describeComplex(it))
	case it.gen != nil:
		b.describeGenerator(s, it, view)
	case it.tuple || it.class != nil:
		s.Virtuals = append(s.Virtuals, b.describePair(it, view)...)
	default:
		s.Virtuals = append(s.Virtuals, b.describeIter(it, view))
	}
}

func (b *builder) describeIter(it *viter, view []val) ir.Virtual {
	v := ir.Virtual{Num: it.num, Existing: it.existing}
	cur := view[it.slot]
	if it.kind != 0 {
		shape := b.seqIterShape(it.kind)
		if it.back {
			shape = b.t.Types.ListReverseIter.RootShape()
		}
		v.Header = abi.Header{Shape: shape, Kind: abi.KindSeqIter}.Word()
		v.Size = int32(abi.Layouts[abi.KindSeqIter].Size)
		v.Fields = []ir.VirtualField{{Off: seqIndex, Raw: true, Val: cur}}
		if it.existing == 0 {
			v.Fields = append(v.Fields, ir.VirtualField{Off: seqSeq, Val: ir.Ref(it.bound(view))})
		}
		return v
	}
	v.Header = abi.Header{Shape: b.t.Types.RangeIter.RootShape(), Kind: abi.KindRangeIter}.Word()
	v.Size = int32(abi.Layouts[abi.KindRangeIter].Size)
	step := it.stepID
	if step != 0 {
		v.Fields = []ir.VirtualField{{Off: rangeCur, Val: cur}, {Off: rangeLeft, Raw: true, Val: view[it.slot+1]}}
	} else {
		step = b.f.ConstI(it.step)
		stop := it.bound(view)
		left := ir.VirtualField{Off: rangeLeft, Raw: true, Val: ir.Ref(stop), Minus: ir.ID(cur), Div: it.step, Add: -1}
		if it.step < 0 {
			left.Val, left.Minus, left.Div = cur, stop, -it.step
		}
		v.Fields = []ir.VirtualField{{Off: rangeCur, Val: cur, Add: it.step}, left}
	}
	if it.existing == 0 {
		v.Fields = append(v.Fields, ir.VirtualField{Off: rangeStep, Val: ir.Ref(step)})
	}
	return v
}

// bound is the stop of a range, or the sequence.
func (it *viter) bound(view []val) ir.ID {
	switch {
	case it.dynamic:
		return ir.ID(view[it.slot+1])
	case it.kind != 0:
		return it.list
	}
	return it.stop
}

// seqIterShape is the shape of iterators over a kind of sequence.
func (b *builder) seqIterShape(k kinds) uint32 {
	switch k {
	case kTuple:
		return b.t.Types.TupleIter.RootShape()
	case kStr:
		return b.t.Types.StrIter.RootShape()
	case kBytes:
		return b.t.Types.BytesIter.RootShape()
	}
	return b.t.Types.ListIter.RootShape()
}

// seqShape is the shape of a kind of sequence.
func (b *builder) seqShape(k kinds) uint32 {
	switch k {
	case kTuple:
		return b.t.Types.Tuple.RootShape()
	case kStr:
		return b.t.StrShape
	case kBytes:
		return b.t.Types.Bytes.RootShape()
	}
	return b.t.ListShape
}

// seqIter makes a virtual iterator over the sequence x, which is checked to be
// of kind k.
func (b *builder) seqIter(k kinds, x, obj, index ir.ID) val {
	p := b.emit(ir.OpCheckShape, int64(b.seqShape(k)), x)
	if k == kStr { // characters are looked up in a table
		id := b.emit(ir.OpCheckFlags, 0, p)
		b.f.Node(id).Aux2 = abi.StrASCII<<16 | abi.StrASCII
	}
	return b.newIter(viter{kind: k, list: x, existing: obj, nslots: 1}, index)
}

// adoptIterators takes the fields of iterators that are in registers at the
// entry of a loop into virtual ones.
func (b *builder) adoptIterators(R uintptr) {
	fr := b.fr
	fr.at = b.region.at
	b.f.PC = int32(fr.at)
	for r := range fr.p.info.NumRegs {
		if fr.env[r] == 0 || !fr.p.inLoopOver(fr.at, r) || b.j.avoidVirtual {
			continue
		}
		if fr.p.nextFunc(b.t) {
			continue // the map or filter holds the iterator too
		}
		obj := ir.ID(fr.env[r])
		v := abi.Load(R + uintptr(r)*abi.Word)
		if !v.IsPtr() || !v.IsKind(abi.KindGenerator) && abi.Obj[abi.Header](v).Aux&abi.IterShared != 0 {
			continue
		}
		switch v.Kind() {
		case abi.KindRangeIter:
			step := abi.Obj[abi.RangeIter](v).Step >> 2
			if step == 0 {
				continue
			}
			p := b.emit(ir.OpCheckShape, int64(b.t.Types.RangeIter.RootShape()), obj)
			b.private(p)
			s := b.emitRep(ir.OpLoad, ir.I64, ir.Mem{Off: rangeStep, Width: 8, Class: ir.MIter}.Pack(), p)
			if fr.p.sites[b.region.at].flags&failOther != 0 {
				// Steps that differ: another loop variable, how many are left.
				next := b.emit(ir.OpShr, 0, b.emitRep(ir.OpLoad, ir.I64, ir.Mem{Off: rangeCur, Width: 8, Class: ir.MIter}.Pack(), p), b.f.ConstI(2))
				by := b.emit(ir.OpShr, 0, s, b.f.ConstI(2))
				b.wordRange(next)
				b.wordRange(by)
				fr.env[r] = b.newIter(viter{existing: obj, stepID: by, nslots: 2}, next)
				fr.env = append(fr.env, val(b.loadInt(p, rangeLeft, ir.MIter, 1<<61)))
				continue
			}
			b.emit(ir.OpCheckEq, step<<2, s)
			stop, last := b.rangeFields(p, step)
			fr.env[r] = b.newIter(viter{existing: obj, stop: stop, step: step, nslots: 1}, last)
			b.adoptCounter(r, last)
		case abi.KindGenerator:
			if b.own != nil {
				continue
			}
			if num, ok := b.adoptGenerator(obj, v, r); ok {
				fr.env[r] = ir.VirtualRef(num)
				b.state = 0
			}
		case abi.KindSeqIter:
			s := abi.Obj[abi.SeqIter](v)
			k := kindsOf(b.t, s.Seq)
			if k&(kList|kTuple|kStr|kBytes) == 0 || v.Shape() != b.seqIterShape(k) || k == kStr && !runtime.IsASCII(s.Seq) {
				continue
			}
			p := b.emit(ir.OpCheckShape, int64(b.seqIterShape(k)), obj)
			b.private(p)
			index := b.loadInt(p, seqIndex, ir.MIter, maxLen)
			fr.env[r] = b.seqIter(k, b.load(p, seqSeq, ir.MIter), obj, index)
		}
	}
	b.state = 0
}

// adoptCounter sees the variable of the loop that the region begins with as what
// the range iterator in register r gave last: the top of a loop comes behind its
// FORITER. Then the two are one loop variable.
func (b *builder) adoptCounter(r int, last ir.ID) {
	fr := b.fr
	l, ok := fr.p.flow.byHead[b.region.at]
	if !ok {
		return
	}
	in := fr.p.flow.code.Instrs[fr.p.flow.loops[l].end]
	dest := int(in.A()) / 8
	if in.Op() != bytecode.FORITER || int(in.B())/8 != r || fr.env[dest] <= 0 {
		return
	}
	if id := ir.ID(fr.env[dest]); b.f.Node(id).Rep == ir.Tagged {
		b.emit(ir.OpCheckTrue, 0, b.emit(ir.OpICmp, ir.EQ, b.checkInt(id, kInt), last))
		fr.env[dest] = val(last)
	}
}

// private checks that the program does not hold the iterator at address p.
func (b *builder) private(p ir.ID) {
	b.f.Node(b.emit(ir.OpCheckFlags, 0, p)).Aux2 = ir.FlagsAux(abi.IterShared, 0)
}

// wordRange notes that an int is about as large as one in a word.
func (b *builder) wordRange(id ir.ID) {
	b.f.Node(id).Type = ir.IntRange(2*abi.MinInt, 2*abi.MaxInt)
}

func (b *builder) getIter(i int, in bytecode.Instr, s *site) {
	rb := int(in.B()) / 8
	dest := int(in.A()) / 8
	x := b.reg(rb)
	n := b.f.Node(x)
	_, made := b.gens[x]
	if _, mapped := b.maps[x]; made || mapped {
		b.set(dest, x) // its own iterator
		return
	}
	if s.b == kGenerator && s.nshapes == 1 && s.shapes[0] == b.t.Types.Generator.RootShape() && s.flags&failType == 0 {
		b.emit(ir.OpCheckShape, int64(s.shapes[0]), x) // its own iterator
		b.set(dest, x)
		return
	}
	if n.Rep == ir.Tagged && (s.b == kList || s.b == kTuple || s.b == kStr || s.b == kBytes) && s.nshapes == 1 && !b.j.avoidVirtual && b.fr.p.beginsLoop(i, dest) && s.flags&(failType|failListKind) == 0 {
		b.fr.env[dest] = b.seqIter(s.b, x, 0, b.f.ConstI(0))
		return
	}
	if b.ownIter(x, s) {
		b.set(dest, x)
		return
	}
	if s.b == kInstance && b.iterGenerator(i, dest, x, s) {
		return
	}
	if n.Rep == ir.Tagged && (s.b == kList || s.b == kTuple || s.b == kStr) && s.nshapes == 1 && s.flags&(failType|failListKind|failOther) == 0 {
		b.set(dest, b.seqIterObject(s.b, x))
		return
	}
	b.set(dest, b.call(hIter, ir.Tagged, b.tagged(x)))
}

// seqIterObject makes the iterator of a list, tuple or ASCII str that is not for
// a loop here.
func (b *builder) seqIterObject(k kinds, x ir.ID) ir.ID {
	p := b.emit(ir.OpCheckShape, int64(b.seqShape(k)), x)
	if k == kStr {
		b.f.Node(b.emit(ir.OpCheckFlags, 0, p)).Aux2 = ir.FlagsAux(abi.StrASCII, abi.StrASCII)
	}
	shape := b.seqIterShape(k)
	it := b.emit(ir.OpAlloc, int64(abi.Header{Shape: shape, Kind: abi.KindSeqIter}.Word()))
	b.f.Node(it).Aux2 = int64(abi.Layouts[abi.KindSeqIter].Size)
	b.emit(ir.OpStore, ir.Mem{Off: seqSeq, Width: 8, Class: ir.MIter}.Pack(), it, x)
	b.emit(ir.OpStore, ir.Mem{Off: seqIndex, Width: 8, Class: ir.MIter}.Pack(), it, b.f.ConstI(0))
	v := b.emit(ir.OpTagPtr, 0, it)
	b.f.Node(v).Type = ir.Type{Bits: ir.TObject, Shape: shape}
	return v
}

// rangeLoop makes a virtual range iterator of the arguments of a call of range
// that GETITER follows.
func (b *builder) rangeLoop(i int, args []ir.ID, dest int) bool {
	if b.j.avoidVirtual || !b.fr.p.beginsLoop(b.fr.p.next(i), dest) || len(args) == 0 || len(args) > 3 {
		return false
	}
	for _, a := range args {
		if n := b.f.Node(a); n.Rep != ir.I64 && n.Rep != ir.Tagged {
			return false
		}
	}
	if b.fr.p.sites[i].flags&(failType|failOther) != 0 {
		return false
	}
	step := int64(1)
	if len(args) == 3 {
		c, ok := b.f.ConstInt(args[2])
		if !ok && b.fr.gen != nil {
			return false
		}
		if !ok {
			return b.steppedLoop(args, dest)
		}
		if c == 0 || c > 1<<40 || c < -1<<40 {
			return false
		}
		step = c
		args = args[:2]
	}
	start := b.f.ConstI(0)
	if len(args) == 2 {
		start = b.wordInt(args[0])
	}
	stop := b.wordInt(args[len(args)-1])
	last := b.emit(ir.OpSub, 0, start, b.f.ConstI(step))
	b.wordRange(last)
	b.fr.env[dest] = b.newIter(viter{stop: stop, step: step, nslots: 1}, last)
	return true
}

// steppedLoop is rangeLoop for a step that is no constant; it has to be positive.
func (b *builder) steppedLoop(args []ir.ID, dest int) bool {
	start, stop, step := b.wordInt(args[0]), b.wordInt(args[1]), b.wordInt(args[2])
	b.emit(ir.OpCheckTrue, 0, b.emit(ir.OpICmp, ir.GT, step, b.f.ConstI(0)))
	// How many there are: (stop - start + step - 1) // step, at least 0.
	n := b.emit(ir.OpAdd, 0, b.emit(ir.OpSub, 0, stop, start), b.emit(ir.OpSub, 0, step, b.f.ConstI(1)))
	n = b.emit(ir.OpMaxI, 0, n, b.f.ConstI(0))
	left := b.emit(ir.OpFloorDiv, 0, n, step)
	b.f.Node(left).Type = ir.IntRange(0, 1<<62)
	b.fr.env[dest] = b.newIter(viter{stepID: step, nslots: 2}, start)
	b.fr.env = append(b.fr.env, val(left))
	return true
}

// wordInt gives an int that fits the word.
func (b *builder) wordInt(id ir.ID) ir.ID {
	n := b.f.Node(id)
	if n.Rep == ir.Tagged {
		return b.checkInt(id, kInt)
	}
	if lo, hi := n.Type.Range(); lo < abi.MinInt || hi > abi.MaxInt {
		t := b.emit(ir.OpCheckInt, 0, b.emit(ir.OpBoxInt, 0, id))
		return t
	}
	return id
}

func (b *builder) forIter(i int, in bytecode.Instr, s *site) {
	fr := b.fr
	rb, dest := int(in.B())/8, int(in.A())/8
	body, _ := bytecode.JumpTarget(in, i)
	after := i + 2
	v := fr.env[rb]
	num, virtual := v.IsVirtual()
	if !virtual {
		it := b.reg(rb)
		if m, ok := b.maps[it]; ok {
			b.mapIter(m, dest, body, after)
			return
		}
		if s.b&kGenerator != 0 {
			inside := fr.parent == nil && fr.p.inLoopOver(b.region.at, rb) // the region began with it
			if !inside && !(b.ownYields() && fr.p.yieldsIn(i)) {
				if num, ok := b.openKnown(it, s); ok {
					fr.env[rb] = ir.VirtualRef(num)
					b.state = 0
					b.resumeGenerator(i, in, b.iters[num])
					return
				}
			}
			x := b.resumeGen(it)
			done := b.emit(ir.OpTIs, int64(abi.Unbound), x)
			b.splitIter(done, after, func() {
				b.set(dest, x)
				b.jump(body)
			})
			return
		}
		if b.tableIter(it, dest, body, after, s) || b.objectIter(it, dest, body, after, s) {
			return
		}
		x := b.callSame(hNext, ir.Tagged, it)
		done := b.emit(ir.OpTIs, int64(abi.Unbound), x)
		b.splitIter(done, after, func() {
			b.set(dest, x)
			b.jump(body)
		})
		return
	}
	it := b.iters[num]
	if it.gen != nil {
		b.resumeGenerator(i, in, it)
		return
	}
	if it.class != nil {
		b.pairIter(it, s, dest, body, after)
		return
	}
	b.advance(it, s, after, func(x ir.ID) {
		b.set(dest, x)
		b.jump(body)
	})
}

// advance takes the next item of a virtual iterator that is no generator, with
// which it calls item; at the end it goes on at after.
func (b *builder) advance(it *viter, s *site, after int, item func(x ir.ID)) {
	fr := b.fr
	cur := ir.ID(fr.env[it.slot])
	if it.stepID != 0 {
		left := ir.ID(fr.env[it.slot+1])
		done := b.emit(ir.OpICmp, ir.LE, left, b.f.ConstI(0))
		b.splitIter(done, after, func() {
			next := b.emit(ir.OpAdd, 0, cur, it.stepID)
			b.wordRange(next)
			fewer := b.emit(ir.OpSub, 0, left, b.f.ConstI(1))
			b.f.Node(fewer).Type = ir.IntRange(0, 1<<61)
			fr.env[it.slot], fr.env[it.slot+1] = val(next), val(fewer)
			item(cur)
		})
		return
	}
	if it.kind == 0 {
		next := b.emit(ir.OpAdd, 0, cur, b.f.ConstI(it.step))
		b.wordRange(next)
		cond := ir.LT
		if it.step < 0 {
			cond = ir.GT
		}
		c := b.emit(ir.OpICmp, cond, next, it.bound(fr.env))
		b.splitIter(b.emit(ir.OpBNot, 0, c), after, func() {
			fr.env[it.slot] = val(next)
			item(next)
		})
		return
	}
	c := b.hasNext(it)
	b.splitIter(b.emit(ir.OpBNot, 0, c), after, func() {
		// The check is before anything is advanced.
		untag := ir.OpInvalid
		if it.kind == kList && s.flags&failListKind == 0 {
			p := b.emit(ir.OpUntagPtr, 0, it.bound(fr.env))
			for k, op := range [...]ir.Op{ir.OpUntagInt, ir.OpUntagFloat, ir.OpUntagBool} {
				if flag := int64(abi.ListInts) << k; int64(s.lists)&flag != 0 {
					b.listKind(p, flag)
					untag = op
					break
				}
			}
		}
		x := b.advanceSeq(it)
		if untag != ir.OpInvalid {
			x = b.emit(untag, 0, x)
		}
		item(x)
	})
}

// splitIter goes to after when done holds, else does more.
func (b *builder) splitIter(done ir.ID, after int, more func()) {
	fr := b.fr
	from := b.cur
	y, n := b.f.NewBlock(), b.f.NewBlock()
	blk := b.f.Block(from)
	blk.Term, blk.Cond = ir.TermBranch, done
	if d := b.f.Node(done); d.Op == ir.OpBNot {
		blk.Cond = d.Args[0]
		blk.Succs = []ir.Edge{{To: n}, {To: y}}
	} else {
		blk.Succs = []ir.Edge{{To: y}, {To: n}}
	}
	env := append([]val(nil), fr.env...)
	b.cur = n
	b.mark(n)
	more()
	fr.env = env
	b.cur = y
	b.mark(y)
	b.jump(after)
}

// Lists. p is the address of a list object whose shape was checked.

func (b *builder) listLen(p ir.ID) ir.ID { return b.loadInt(p, listLenOff, ir.MListLen, maxLen) }

func (b *builder) listItems(p ir.ID) ir.ID {
	return b.emitRep(ir.OpLoad, ir.Ptr, ir.Mem{Off: listItemsOff, Width: 8, Class: ir.MListItems}.Pack(), p)
}

func (b *builder) listGet(items, i ir.ID) ir.ID {
	return b.emitRep(ir.OpLoadX, ir.Tagged, ir.Mem{Width: 8, Scale: 8, Class: ir.MItems}.Pack(), items, i)
}

// listKind leaves unless all elements are of the kind flag.
func (b *builder) listKind(p ir.ID, flag int64) {
	id := b.emit(ir.OpCheckFlags, 0, p)
	b.f.Node(id).Aux2 = flag<<16 | flag
}

// index converts an index to one from 0 up to len, leaving when it is out of
// range. Negative ones have been seen if s says so.
func (b *builder) index(i, n ir.ID, s *site) ir.ID {
	if c, ok := b.f.ConstInt(i); ok && c < 0 {
		i = b.emit(ir.OpAdd, 0, n, i)
		b.f.Node(i).Type = ir.IntRange(c, maxLen)
	} else if s.flags&failBounds != 0 {
		neg := b.emit(ir.OpICmp, ir.LT, i, b.f.ConstI(0))
		i = b.emitRep(ir.OpSelect, ir.I64, 0, neg, b.emit(ir.OpAdd, 0, i, n), i)
	}
	b.emit(ir.OpCheckBounds, 0, i, n)
	return i
}

func (b *builder) getItem(i int, in bytecode.Instr, s *site) {
	dest := int(in.A()) / 8
	x := b.reg(int(in.B()) / 8)
	var y ir.ID
	sy := s.c
	switch in.Op() {
	case bytecode.GETITEMI:
		y, sy = b.f.ConstI(int64(int16(in.C()))), kInt
	case bytecode.GETITEMK:
		y, sy = b.constant(int(in.C())), 0
	default:
		y = b.reg(int(in.C()) / 8)
	}
	isInt := b.sortOf(y, sy) == sortInt && b.f.Node(y).Rep != ir.Bool && sy != kBool
	if v, ok := b.loadItem(x, y, isInt, sy, s); ok {
		b.set(dest, v)
		return
	}
	if v, ok := b.dictGet(x, y, s); ok {
		b.set(dest, v)
		return
	}
	if s.b == kInstance && b.itemSpecial(i, dest, x, y, 0, s) {
		return
	}
	b.set(dest, b.call(hGetItem, ir.Tagged, b.tagged(x), b.tagged(y)))
}

// loadItem reads x[y] where that is a sequence with an int index.
func (b *builder) loadItem(x, y ir.ID, isInt bool, sy kinds, s *site) (ir.ID, bool) {
	if !isInt || s.nshapes != 1 || b.f.Node(x).Rep != ir.Tagged || s.flags&(failType|failOther) != 0 || s.b&(s.b-1) != 0 {
		return 0, false
	}
	switch {
	case s.b == kList:
		p := b.emit(ir.OpCheckShape, int64(b.t.ListShape), x)
		k := b.index(b.asInt(y, sy), b.listLen(p), s)
		var v ir.ID
		switch {
		case s.lists&abi.ListFloats != 0 && s.flags&failListKind == 0:
			b.listKind(p, abi.ListFloats)
			v = b.emit(ir.OpUntagFloat, 0, b.listGet(b.listItems(p), k))
		case s.lists&abi.ListInts != 0 && s.flags&failListKind == 0:
			b.listKind(p, abi.ListInts)
			v = b.emit(ir.OpUntagInt, 0, b.listGet(b.listItems(p), k))
		case s.lists&abi.ListBools != 0 && s.flags&failListKind == 0:
			b.listKind(p, abi.ListBools)
			v = b.emit(ir.OpUntagBool, 0, b.listGet(b.listItems(p), k))
		default:
			v = b.listGet(b.listItems(p), k)
		}
		return v, true
	case s.b == kTuple:
		p := b.emit(ir.OpCheckShape, int64(b.t.Types.Tuple.RootShape()), x)
		k := b.index(b.asInt(y, sy), b.loadInt(p, tupleLen, ir.MTuple, maxLen), s)
		return b.emitRep(ir.OpLoadX, ir.Tagged, ir.Mem{Off: tupleItems, Width: 8, Scale: 8, Class: ir.MTuple}.Pack(), p, k), true
	case s.b == kBytes:
		p := b.emit(ir.OpCheckShape, int64(b.t.Types.Bytes.RootShape()), x)
		k := b.index(b.asInt(y, sy), b.loadInt(p, bytesLen, ir.MStr, maxLen), s)
		data := b.emitRep(ir.OpLoad, ir.Ptr, ir.Mem{Off: bytesData, Width: 8, Class: ir.MStr}.Pack(), p)
		v := b.emitRep(ir.OpLoadX, ir.I64, ir.Mem{Width: 1, Scale: 1, Class: ir.MStr}.Pack(), data, k)
		b.f.Node(v).Type = ir.IntRange(0, 255)
		return v, true
	case s.b == kByteArray:
		p := b.emit(ir.OpCheckShape, int64(b.t.Types.ByteArray.RootShape()), x)
		k := b.index(b.asInt(y, sy), b.loadInt(p, byteArrayLen, ir.MByteArray, maxLen), s)
		data := b.emitRep(ir.OpLoad, ir.Ptr, ir.Mem{Off: byteArrayData, Width: 8, Class: ir.MByteArray}.Pack(), p)
		v := b.emitRep(ir.OpLoadX, ir.I64, ir.Mem{Width: 1, Scale: 1, Class: ir.MBytes}.Pack(), data, k)
		b.f.Node(v).Type = ir.IntRange(0, 255)
		return v, true
	case s.b == kStr:
		// ASCII strings: a character is one of the preallocated ones.
		p := b.emit(ir.OpCheckShape, int64(b.t.StrShape), x)
		id := b.emit(ir.OpCheckFlags, 0, p)
		b.f.Node(id).Aux2 = abi.StrASCII<<16 | abi.StrASCII
		k := b.index(b.asInt(y, sy), b.loadInt(p, strLen, ir.MStr, maxLen), s)
		return b.char(p, k), true
	}
	return 0, false
}

// char is the one-character string at index k of the ASCII string at p.
func (b *builder) char(p, k ir.ID) ir.ID {
	data := b.emitRep(ir.OpLoad, ir.Ptr, ir.Mem{Off: strData, Width: 8, Class: ir.MStr}.Pack(), p)
	c := b.emitRep(ir.OpLoadX, ir.I64, ir.Mem{Width: 1, Scale: 1, Class: ir.MStr}.Pack(), data, k)
	b.f.Node(c).Type = ir.IntRange(0, 127)
	v := b.emitRep(ir.OpLoadX, ir.Tagged, ir.Mem{Width: 8, Scale: 8, Class: ir.MTuple}.Pack(), b.f.ConstP(b.t.CharTable()), c)
	b.f.Node(v).Type = ir.Type{Bits: ir.TObject, Shape: b.t.StrShape}
	return v
}

func (b *builder) setItem(i int, in bytecode.Instr, s *site) {
	x := b.reg(int(in.A()) / 8)
	v := b.reg(int(in.C()) / 8)
	var y ir.ID
	sy := s.b
	if in.Op() == bytecode.SETITEMI {
		y, sy = b.f.ConstI(int64(int16(in.B()))), kInt
	} else {
		y = b.reg(int(in.B()) / 8)
	}
	isInt := b.sortOf(y, sy) == sortInt && b.f.Node(y).Rep != ir.Bool && sy != kBool
	if isInt && s.nshapes == 1 && s.flags&(failType|failOther) == 0 && b.f.Node(x).Rep == ir.Tagged {
		switch s.a {
		case kList:
			if b.storeList(x, b.asInt(y, sy), v, s) {
				return
			}
		case kByteArray:
			if b.sortOf(v, s.c) == sortInt {
				p := b.emit(ir.OpCheckShape, int64(b.t.Types.ByteArray.RootShape()), x)
				c := b.asInt(v, s.c)
				b.emit(ir.OpCheckBounds, 0, c, b.f.ConstI(256))
				k := b.index(b.asInt(y, sy), b.loadInt(p, byteArrayLen, ir.MByteArray, maxLen), s)
				data := b.emitRep(ir.OpLoad, ir.Ptr, ir.Mem{Off: byteArrayData, Width: 8, Class: ir.MByteArray}.Pack(), p)
				b.emit(ir.OpStoreX, ir.Mem{Width: 1, Scale: 1, Class: ir.MBytes}.Pack(), data, k, c)
				return
			}
		}
	}
	if s.a == kDict && b.dictSet(x, y, v, s) {
		return
	}
	if s.a == kInstance && b.itemSpecial(i, -1, x, y, v, s) {
		return
	}
	b.call(hSetItem, ir.None, b.tagged(x), b.tagged(y), b.tagged(v))
}

// storeList writes into a list whose kind flags stay true.
func (b *builder) storeList(x, y, v ir.ID, s *site) bool {
	kind := int64(0)
	n := b.f.Node(v)
	const mask = abi.ListInts | abi.ListFloats | abi.ListBools
	switch {
	case s.flags&failListKind != 0:
		return false
	case s.lists&abi.ListFloats != 0:
		if b.sortOf(v, s.c) != sortFloat {
			return false
		}
		kind = abi.ListFloats
	case s.lists&abi.ListInts != 0:
		if b.sortOf(v, s.c) != sortInt || n.Rep == ir.Bool || s.c&kBool != 0 {
			return false
		}
		kind = abi.ListInts
	case s.lists&abi.ListBools != 0:
		if n.Rep != ir.Bool && s.c != kBool {
			return false
		}
		kind = abi.ListBools
	}
	p := b.emit(ir.OpCheckShape, int64(b.t.ListShape), x)
	id := b.emit(ir.OpCheckFlags, 0, p)
	b.f.Node(id).Aux2 = mask<<16 | kind
	var w ir.ID
	switch kind {
	case abi.ListFloats: // a boxed float is none of the kind
		w = b.tagged(b.asFloat(v))
		if b.f.Node(w).Op == ir.OpBoxFloat || b.f.Node(w).Op != ir.OpConstT {
			b.emit(ir.OpCheckTrue, 0, b.emit(ir.OpTIsFloat, 0, w))
		}
	case abi.ListInts:
		w = b.tagged(b.wordInt(b.asInt(v, s.c)))
	case abi.ListBools:
		if n.Rep != ir.Bool {
			v = b.checkBool(v)
		}
		w = b.tagged(v)
	default:
		w = b.tagged(v)
	}
	k := b.index(y, b.listLen(p), s)
	items := b.listItems(p)
	if kind == 0 {
		b.barrier(items, -int64(abi.BufHeader), w)
	}
	b.emit(ir.OpStoreX, ir.Mem{Width: 8, Scale: 8, Class: ir.MItems}.Pack(), items, k, w)
	return true
}

func (b *builder) unpack(i int, in bytecode.Instr, s *site) {
	dest, n := int(in.A())/8, int(in.C())
	if num, ok := b.fr.env[int(in.B())/8].IsVirtual(); ok && b.iters[num].tuple {
		it := b.iters[num]
		var items [maxZip]val // the targets may be among the slots' registers
		copy(items[:], b.fr.env[it.slot:it.slot+n])
		copy(b.fr.env[dest:dest+n], items[:])
		return
	}
	x := b.reg(int(in.B()) / 8)
	if s.nshapes == 1 && s.flags&(failType|failOther) == 0 && b.f.Node(x).Rep == ir.Tagged {
		switch s.b {
		case kTuple:
			p := b.emit(ir.OpCheckShape, int64(b.t.Types.Tuple.RootShape()), x)
			b.emit(ir.OpCheckEq, int64(n), b.loadInt(p, tupleLen, ir.MTuple, maxLen))
			for k := range n {
				b.set(dest+k, b.load(p, tupleItems+int32(k)*abi.Word, ir.MTuple))
			}
			return
		case kList:
			p := b.emit(ir.OpCheckShape, int64(b.t.ListShape), x)
			b.emit(ir.OpCheckEq, int64(n), b.listLen(p))
			floats := s.lists&abi.ListFloats != 0 && s.flags&failListKind == 0
			if floats {
				b.listKind(p, abi.ListFloats)
			}
			items := b.listItems(p)
			for k := range n {
				v := b.load(items, int32(k)*abi.Word, ir.MItems)
				if floats {
					v = b.emit(ir.OpUntagFloat, 0, v)
				}
				b.set(dest+k, v)
			}
			return
		}
	}
	b.generic(i)
}
