package jit

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/interp"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit/amd64"
	"github.com/go-python/gopython/runtime"
)

// Generators that are resumed by compiled code. A generator that is not part of
// a loop over it (build_gen.go) has a region for each place where it is often
// suspended: that begins behind the place and ends wherever the generator
// yields. Its address is in the second word of the instruction there, where
// compiled loops look (amd64.ResumeGen) and call it.

// maxResumes is how many such regions a code object has at most.
const maxResumes = 12

// Resumed implements runtime.NativeCode.
func (j *JIT) Resumed(t *runtime.Thread, at, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	p := j.profileOf(interp.CodeOf(R))
	e := j.resumeEntry(p, int(at-p.code.Entry)/abi.Word)
	if e == nil || e.refused || e.pending || j.cfg.Evaluate || e.region == nil && j.compilable(p) != "" {
		return pc, R, K
	}
	if g := abi.Obj[abi.Generator](abi.Frame(R).Cont); g.Handled != abi.None {
		return pc, R, K // left in a handler: compiled code does not resume those
	}
	if in := p.info.Instrs[e.from]; suspends(in.Op()) && abi.Load(R+uintptr(in.A())) != abi.None {
		return pc, R, K // something was sent
	}
	if r := e.region; r != nil {
		if !r.valid || t.Handled != abi.None || abi.LoadPtr(at+abi.Word) == 0 {
			return pc, R, K
		}
		return j.enter(t, r, R, pc, K)
	}
	if e.ticks++; e.ticks < loopTicks && !j.cfg.Force {
		return pc, R, K
	}
	pc, R, K = j.advance(t, e, pc, R, K)
	if e.region == nil && !e.refused && !e.pending && e.ticks > 0 {
		e.soon()
	}
	return pc, R, K
}

// resumeEntry is the entry for a generator that was suspended at an instruction;
// nil when there are too many.
func (j *JIT) resumeEntry(p *codeProfile, from int) *entry {
	for _, e := range p.resumes {
		if e.from == from {
			return e
		}
	}
	if len(p.resumes) == maxResumes || p.info.Flags&generators != bytecode.FlagGenerator {
		return nil
	}
	e := &entry{p: p, at: p.resume(from), iter: -1, resumes: true, from: from}
	p.resumes = append(p.resumes, e)
	return e
}

// setResume sets where compiled code resumes generators that are suspended where
// an entry says; 0: nowhere.
func (j *JIT) setResume(e *entry, addr uintptr) {
	pc := instrAddr(e.p.code, e.from)
	abi.StorePtr(pc+abi.Word, addr)
}

// soon has Resumed called the next time that the interpreter resumes there.
func (e *entry) soon() { abi.Store8(instrAddr(e.p.code, e.from)+1, 255) }

// ownGen is the generator whose frame is that of the region.
type ownGen struct {
	obj      ir.ID // address
	buf      ir.ID // of its registers when it is suspended
	loaded   []ir.ID
	written  bitset // registers that the generator writes to
	handlers bool   // it may be suspended while it handles an exception
	delegate bool
}

// loadOwn begins a region with a suspended generator: registers are loaded from
// where they are kept, not from the frame.
func (b *builder) loadOwn(live bitset) {
	fr := b.fr
	p := fr.p
	gen := b.f.Append(b.cur, ir.OpLoadReg, ir.Tagged, int64(abi.FrameCont))
	b.f.Node(gen).Type = ir.Type{Bits: ir.TObject}
	o := &ownGen{loaded: make([]ir.ID, p.info.NumRegs), written: newBitset(p.info.NumRegs)}
	o.obj = b.emit(ir.OpUntagPtr, 0, gen)
	o.buf = b.emitRep(ir.OpLoad, ir.Ptr, ir.Mem{Off: genFrame, Width: 8, Class: ir.MField}.Pack(), o.obj)
	for i, in := range p.info.Instrs {
		if p.flow.start[i] {
			o.handlers = o.handlers || in.Op() == bytecode.PUSHEXC
			o.delegate = o.delegate || in.Op() == bytecode.DELEGATE
			if in.Op() == bytecode.GENSTART {
				clear(o.written)
			}
			e := &p.flow.eff[i]
			for _, list := range [2][][2]int{e.Writes, e.Clears} {
				for _, rg := range list {
					for r := rg[0]; r < rg[1]; r++ {
						o.written.add(r)
					}
				}
			}
		}
	}
	in := p.info.Instrs[b.region.e.from]
	for r := range p.info.NumRegs {
		switch {
		case !live.has(r):
		case suspends(in.Op()) && r == int(in.A())/8:
			fr.env[r] = val(b.f.ConstT(abi.None)) // what is sent
		default:
			o.loaded[r] = b.load(o.buf, int32(r)*abi.Word, ir.MField)
			fr.env[r] = val(o.loaded[r])
		}
	}
	b.own = o
}

// ownYields reports whether the current frame is that of a generator which this
// region suspends.
func (b *builder) ownYields() bool { return b.own != nil && b.fr.parent == nil }

// yieldsIn reports whether the loop that ends with instruction i has something
// that suspends in it.
func (p *codeProfile) yieldsIn(i int) bool {
	for k := range p.flow.loops {
		if l := &p.flow.loops[k]; l.end == i {
			for at := l.head; at < l.end; at++ {
				if p.flow.start[at] && suspends(p.info.Instrs[at].Op()) {
					return true
				}
			}
		}
	}
	return false
}

// resumeGen takes the next item of what is a generator as a rule: item, or Unbound.
func (b *builder) resumeGen(it ir.ID) ir.ID {
	id := b.emitRep(ir.OpCallHelper, ir.Tagged, int64(hNext), it)
	n := b.f.Node(id)
	n.After, n.Aux2 = b.before(), amd64.ResumeGen
	b.caught(id)
	return id
}

// suspend is YIELD: the registers go to where they are kept, the item to whoever
// has resumed the generator. It returns false when it cannot be done here.
func (b *builder) suspend(i int, v ir.ID, delegate ir.ID) bool {
	fr, o := b.fr, b.own
	p := fr.p
	live := p.suspended(i)
	regs := fr.env[:p.info.NumRegs]
	for r, x := range regs {
		if num, ok := x.IsVirtual(); ok {
			if it := b.iters[num]; it.gen != nil || live.has(r) && (it.class != nil || it.tuple || len(it.parts) > 0) {
				return false
			}
		}
	}
	// First what may leave, or allocates.
	item := val(v)
	v = b.tagged(v)
	b.checkHandled()
	kept := make([]ir.ID, len(regs))
	refers := false
	for r, x := range regs {
		if x == 0 {
			continue
		}
		if !live.has(r) { // a variable, that somebody may look at
			if _, ok := x.IsVirtual(); ok || !isVar(p.info, r) {
				continue
			}
			if x == item {
				kept[r] = v
			} else if b.f.Node(ir.ID(x)).Rep == ir.Tagged {
				kept[r] = ir.ID(x)
			}
			refers = refers || kept[r] != 0 && b.mayRefer(kept[r])
			continue
		}
		if num, ok := x.IsVirtual(); ok {
			kept[r] = b.keepIter(b.iters[num])
		} else {
			kept[r] = b.tagged(ir.ID(x))
		}
		refers = refers || kept[r] != o.loaded[r] && b.mayRefer(kept[r])
	}
	if refers {
		b.emit(ir.OpBarrier, -int64(abi.BufHeader), o.buf)
	}
	// The region may begin with the very same.
	same := delegate != 0 && i == b.region.e.from && b.region.e.at == i && delegate == o.loaded[int(p.info.Instrs[i].B())/8]
	if delegate != 0 && !same {
		b.emit(ir.OpBarrier, 0, o.obj)
	}
	unbound := b.f.ConstT(abi.Unbound)
	for r, x := range kept {
		switch {
		case x == 0 && isVar(p.info, r):
			if !o.written.has(r) {
				continue // as it was passed
			}
			x = unbound
		case x == 0 && o.loaded[r] != 0:
			x = unbound // nothing is kept alive that is not needed
		case x == 0 || x == o.loaded[r]:
			continue
		}
		b.emit(ir.OpStore, ir.Mem{Off: int32(r) * abi.Word, Width: 8, Class: ir.MField}.Pack(), o.buf, x)
	}
	set := func(off int32, width uint8, x ir.ID) {
		b.emit(ir.OpStore, ir.Mem{Off: off, Width: width, Class: ir.MField}.Pack(), o.obj, x)
	}
	if same {
	} else if delegate != 0 {
		set(genYielded, 8, delegate)
	} else if o.delegate {
		set(genYielded, 8, unbound)
	}
	if o.handlers {
		set(genHandled, 8, b.f.ConstT(abi.None))
	}
	set(genPC, 8, b.f.ConstI(int64(instrAddr(p.code, i))))
	set(genNext, 8, b.f.ConstI(0))
	b.emit(ir.OpStore, ir.Mem{Off: headerAux, Width: 2, Class: ir.MFlags}.Pack(), o.obj, b.f.ConstI(abi.GenSuspended))
	b.leaveOwn(v)
	return true
}

// checkHandled leaves when the generator handles another exception than whoever has
// resumed it.
func (b *builder) checkHandled() {
	if o := b.own; o.handlers {
		b.emit(ir.OpCheckSame, 0, b.load(o.obj, genOuter, ir.MField), b.handled())
	}
}

// leaveOwn returns from the region of a generator.
func (b *builder) leaveOwn(v ir.ID) {
	blk := b.f.Block(b.cur)
	blk.Term, blk.Cond = ir.TermReturn, v
	b.cur = 0
}

// endOwn is RETGEN of v.
func (b *builder) endOwn(v ir.ID) {
	o := b.own
	if !b.leaveGenerators(-1) {
		return
	}
	v = b.tagged(v)
	b.checkHandled()
	set := func(off int32, x ir.ID) {
		b.emit(ir.OpStore, ir.Mem{Off: off, Width: 8, Class: ir.MField}.Pack(), o.obj, x)
	}
	set(genFrame, b.f.ConstI(0))
	set(genNext, b.f.ConstI(0))
	if o.delegate {
		set(genYielded, b.f.ConstT(abi.Unbound))
	}
	b.emit(ir.OpStore, ir.Mem{Off: headerAux, Width: 2, Class: ir.MFlags}.Pack(), o.obj, b.f.ConstI(abi.GenDone))
	b.setGenResult(v)
	b.leaveOwn(b.f.ConstT(abi.Unbound))
}

// setGenResult sets what a generator has returned.
func (b *builder) setGenResult(v ir.ID) {
	b.emit(ir.OpStore, ir.Mem{Off: int32(runtime.GenResultOffset), Width: 8, Class: ir.MThread}.Pack(), b.f.ConstP(b.j.ctx), v)
}

// keepIter brings the object of a virtual iterator up to date, which it makes if
// there is none.
func (b *builder) keepIter(it *viter) ir.ID {
	env := b.fr.env
	if it.complex.re != 0 {
		b.refuse("a complex number in a generator")
	}
	cur := b.convert(ir.ID(env[it.slot]), ir.I64)
	var h abi.Header
	size := abi.Layouts[abi.KindRangeIter].Size
	if it.kind != 0 {
		size = abi.Layouts[abi.KindSeqIter].Size
		h = abi.Header{Shape: b.seqIterShape(it.kind), Kind: abi.KindSeqIter}
		if it.back {
			h.Shape = b.t.Types.ListReverseIter.RootShape()
		}
	} else {
		h = abi.Header{Shape: b.t.Types.RangeIter.RootShape(), Kind: abi.KindRangeIter}
	}
	step, left := it.stepID, ir.ID(0)
	switch {
	case it.kind != 0:
	case step != 0:
		left = b.convert(ir.ID(env[it.slot+1]), ir.I64)
	default:
		step = b.f.ConstI(it.step)
		from, to, by := cur, it.bound(env), it.step
		if by < 0 {
			from, to, by = to, from, -by
		}
		left = b.emit(ir.OpSub, 0, to, from)
		b.wordRange(left)
		if by > 1 {
			left = b.emit(ir.OpAdd, 0, left, b.f.ConstI(by-1))
			b.wordRange(left)
			left = b.emit(ir.OpFloorDiv, 0, left, b.f.ConstI(by))
			b.wordRange(left)
		}
		left = b.emit(ir.OpMaxI, 0, b.emit(ir.OpSub, 0, left, b.f.ConstI(1)), b.f.ConstI(0))
		cur = b.emit(ir.OpAdd, 0, cur, step)
	}
	obj, fresh := it.existing, it.existing == 0
	p := ir.ID(0)
	if fresh {
		p = b.emit(ir.OpAlloc, int64(h.Word()))
		b.f.Node(p).Aux2 = int64(size)
		obj = b.emit(ir.OpTagPtr, 0, p)
		b.f.Node(obj).Type = ir.Type{Bits: ir.TObject}
	} else {
		p = b.emit(ir.OpUntagPtr, 0, obj)
	}
	set := func(off int32, x ir.ID) {
		b.emit(ir.OpStore, ir.Mem{Off: off, Width: 8, Class: ir.MIter}.Pack(), p, x)
	}
	if it.kind != 0 {
		set(seqIndex, cur)
		if fresh {
			set(seqSeq, it.bound(env))
		}
		return obj
	}
	two := b.f.ConstI(2)
	set(rangeCur, b.emit(ir.OpShl, 0, cur, two))
	set(rangeLeft, left)
	if fresh {
		set(rangeStep, b.emit(ir.OpShl, 0, step, two))
	}
	return obj
}

// delegateOwn is a step of `yield from` in a generator that the region suspends:
// what the iterator has is yielded, what it returns is the value of the whole.
func (b *builder) delegateOwn(i, rb, ra int, s *site) {
	fr := b.fr
	sent, it := ir.ID(fr.env[ra]), fr.env[rb]
	if it <= 0 || sent <= 0 || b.f.Node(sent).Op != ir.OpConstT || Value(b.f.Node(sent).Aux) != abi.None {
		b.exitAt(i, ir.ExitGenerator)
		return
	}
	id := b.emitRep(ir.OpCallHelper, ir.Tagged, int64(hDelegate), ir.ID(it))
	b.f.Node(id).After = b.before()
	if s.b&kGenerator != 0 {
		b.f.Node(id).Aux2 = amd64.ResumeGen
	}
	b.caught(id)
	done := b.emit(ir.OpTIs, int64(abi.Unbound), id)
	from, yes, no := b.cur, b.f.NewBlock(), b.f.NewBlock()
	blk := b.f.Block(from)
	blk.Term, blk.Cond = ir.TermBranch, done
	blk.Succs = []ir.Edge{{To: yes}, {To: no}}
	env := append([]val(nil), fr.env...)
	b.cur, b.state = no, 0
	b.mark(no)
	if !b.suspend(i, id, ir.ID(it)) {
		b.refuse("an iterator in a yield from")
	}
	fr.env = env
	b.cur, b.state = yes, 0
	b.mark(yes)
	b.set(ra, b.ofThread(runtime.GenResultOffset))
	b.jump(fr.p.next(i))
}
