package jit

import (
	"slices"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/interp"
	"github.com/go-python/gopython/ir"
)

// Generators. A for loop over a generator whose code is known is built with the
// generator's body in it: to take the next item is to go on in the body where it
// was left, to yield is to go on in the loop. The registers of the generator are
// values like those of the loop, and both become one loop.
//
// The generator object exists; it is open (abi.GenOpen) as long as compiled code
// has its registers. States bring it up to date: while the loop's body runs it is
// a virtual object (Virtual.Existing) with its registers as fields; while its own
// body runs, that is an inlined frame. Who wants to use it otherwise meanwhile
// calls NativeCode.Settle.
//
// The registers of a suspended generator are kept in env of the frame with the
// loop: a view, which is the generator's own env from viter.slot on. It has the
// registers, the item last yielded, the address where it was left, and the slots
// of iterators, which may be generators again.

// vgen is what is particular to a virtual iterator that is a generator.
type vgen struct {
	p     *codeProfile
	site  int   // the FORITER that it is for
	obj   ir.ID // tagged
	fn    ir.ID
	fresh bool // made in this region
	size  int  // of the view
	used  int  // slots of it
	// yields are the places where it may be left, live what is needed there,
	// assigned what changes between them.
	yields   []int
	live     bitset
	assigned bitset
	iters    []*viter
	head     []kinds // what registers hold at the top of the loop that yields
}

// made is what is known of a generator that was made here.
type madeGen struct {
	code Value
	args []ir.ID
}

// item and left are the slots behind the registers.
func (g *vgen) item() int { return g.p.info.NumRegs }
func (g *vgen) left() int { return g.p.info.NumRegs + 1 }

const ownSlots = 2

// makeGenerator calls a generator function.
func (b *builder) makeGenerator(callee ir.ID, code Value, args []ir.ID, site callSite) ir.ID {
	all := []ir.ID{b.tagged(callee)}
	for _, x := range args {
		all = append(all, b.tagged(x))
	}
	c := abi.Obj[abi.Code](code)
	if c.Args != uint32(len(args)) || len(all) > 14 {
		return b.callAny(callee, args, site)
	}
	id, ok := b.newGenerator(all[0], code, all[1:])
	if !ok {
		id = b.callState(hGenerator, ir.Tagged, site.next, site.dest, all...)
	}
	if b.gens == nil {
		b.gens = map[ir.ID]madeGen{}
	}
	b.gens[id] = madeGen{code, append([]ir.ID(nil), args...)}
	return id
}

// openKnown opens the generator obj at a FORITER, at its start.
func (b *builder) openKnown(obj ir.ID, s *site) (int32, bool) {
	made, fresh := b.gens[obj]
	code := made.code
	if !fresh {
		code = s.code
	}
	if s.flags&(failCall|failListKind|failOther) != 0 || !code.IsPtr() || !b.alive(code) || !code.IsKind(abi.KindCode) {
		return 0, false
	}
	p := b.j.profileOf(code)
	if !b.fusible(p) {
		return 0, false
	}
	for i, in := range p.info.Instrs {
		if p.flow.start[i] && in.Op() == bytecode.GENSTART {
			return b.openGenerator(opening{obj: obj, args: made.args, fresh: fresh, p: p, left: i, at: p.next(i), state: abi.GenCreated, site: s, pc: b.fr.at}, b.fr.gen, &b.fr.env), true
		}
	}
	return 0, false
}

// adoptGenerator opens a generator that register r holds where a region begins
// in the middle of a loop over it: v is what is there now.
func (b *builder) adoptGenerator(obj ir.ID, v Value, r int) (int32, bool) {
	fr := b.fr
	o, ok := b.suspendedIn(v)
	if !ok {
		return 0, false
	}
	at := -1
	for k := range fr.p.flow.loops {
		l := &fr.p.flow.loops[k]
		if in := fr.p.info.Instrs[l.end]; l.head <= fr.at && fr.at <= l.end && in.Op() == bytecode.FORITER && int(in.B())/8 == r {
			at = l.end
		}
	}
	if at < 0 || fr.p.sites[at].flags&(failCall|failListKind|failOther) != 0 {
		return 0, false
	}
	o.obj, o.site, o.pc = obj, &fr.p.sites[at], at
	num := b.openGenerator(o, nil, &fr.env)
	b.state = 0
	return num, true
}

// suspendedIn describes the generator v, if it is one that can be opened where
// it is now.
func (b *builder) suspendedIn(v Value) (o opening, ok bool) {
	if !v.IsKind(abi.KindGenerator) || v.Shape() != b.t.Types.Generator.RootShape() {
		return o, false
	}
	g := abi.Obj[abi.Generator](v)
	if g.Aux != abi.GenSuspended || g.Handled != abi.None || !suspends(interp.Opcode(g.PC)) || g.Yielded.IsKind(abi.KindGenerator) {
		return o, false
	}
	p := b.j.profileOf(abi.Obj[abi.Function](g.Func).Code)
	left := int(g.PC-p.code.Entry) / abi.Word
	if !b.fusible(p) || p.sites[left].count == 0 {
		return o, false
	}
	return opening{p: p, left: left, at: p.resume(left), state: abi.GenSuspended, frame: g.Frame}, true
}

// fusible reports whether to build the body of a generator into a loop.
func (b *builder) fusible(p *codeProfile) bool {
	depth, n := 0, len(p.info.Instrs)
	for fr := b.fr; fr != nil; fr = fr.parent {
		if fr.p == p {
			return false
		}
		depth++
	}
	if p.recursive() {
		return false
	}
	return !b.j.avoidVirtual && !b.region.e.apart && depth <= maxInlineDepth && n <= maxInlineGen && b.inlined+2*n <= 2*maxInlineTotal && p.info.Globals != abi.None &&
		b.j.compilable(p) == "" && p.info.Flags&generators == bytecode.FlagGenerator
}

// recursive reports whether a generator goes over others of its own kind, or
// delegates to generators: most of what it does would be left to the interpreter.
func (p *codeProfile) recursive() bool {
	for i, in := range p.info.Instrs {
		if !p.flow.start[i] {
			continue
		}
		s := &p.sites[i]
		switch in.Op() {
		case bytecode.FORITER:
			if s.b&kGenerator != 0 && s.code == p.info.Obj {
				return true
			}
		case bytecode.DELEGATE:
			if s.b&kGenerator != 0 {
				return true
			}
		}
	}
	return false
}

// opening is a generator that is to be opened.
type opening struct {
	obj   ir.ID
	fresh bool    // made in this region
	args  []ir.ID // what it was called with, if that is known
	p     *codeProfile
	left  int // where the object says it was left
	at    int // where it goes on
	state int64
	site  *site
	pc    int     // of the FORITER
	frame uintptr // its registers now, when the region begins with it; or 0
}

// openGenerator takes the registers of a generator. The view is made in *env,
// which is that of a frame or, when host is not nil, of a generator.
func (b *builder) openGenerator(o opening, host *viter, env *[]val) int32 {
	obj, p := o.obj, o.p
	g := &vgen{p: p, site: o.pc, obj: obj, fresh: o.fresh, live: newBitset(p.info.NumRegs), assigned: newBitset(p.info.NumRegs)}
	g.size = b.viewSize(o, 0)
	g.used = p.info.NumRegs + ownSlots
	for i, in := range p.info.Instrs {
		if !p.flow.start[i] {
			continue
		}
		switch in.Op() {
		case bytecode.YIELD, bytecode.DELEGATE:
			if p.sites[i].count == 0 {
				continue
			}
			g.yields = append(g.yields, i)
			g.live.addAll(p.suspended(i))
			if h, ok := p.loopAround(i); ok {
				g.head = p.heads[h]
			}
		}
	}
	for _, y := range g.yields {
		for i, ok := range p.flow.reach(p.resume(y)) {
			if ok && p.flow.start[i] {
				e := &p.flow.eff[i]
				for _, list := range [2][][2]int{e.Writes, e.Clears} {
					for _, r := range list {
						for x := r[0]; x < r[1]; x++ {
							g.assigned.add(x)
						}
					}
				}
				if e.Window > 0 {
					for x := e.Window - bytecode.WindowHeader; x < p.info.NumRegs; x++ {
						g.assigned.add(x)
					}
				}
			}
		}
	}
	code := p.info.Obj
	b.region.keep(code)
	ptr := b.emit(ir.OpCheckShape, int64(b.t.Types.Generator.RootShape()), obj)
	g.fn = b.load(ptr, genFunc, ir.MType)
	b.f.Node(g.fn).Type = ir.Type{Bits: ir.TObject}
	b.emit(ir.OpCheckIs, int64(code), b.load(b.emit(ir.OpUntagPtr, 0, g.fn), funcCode, ir.MType))
	is := b.emit(ir.OpCheckFlags, 0, ptr)
	b.f.Node(is).Aux2 = 0xffff<<16 | o.state
	if o.state != abi.GenCreated {
		pc := b.emitRep(ir.OpLoad, ir.I64, ir.Mem{Off: genPC, Width: 8, Class: ir.MField}.Pack(), ptr)
		b.emit(ir.OpCheckEq, int64(instrAddr(p.code, o.left)), pc)
		b.emit(ir.OpCheckIs, int64(abi.None), b.load(ptr, genHandled, ir.MField))
	}
	buf := b.emitRep(ir.OpLoad, ir.Ptr, ir.Mem{Off: genFrame, Width: 8, Class: ir.MField}.Pack(), ptr)
	own := make([]val, g.size)
	for r := range p.info.NumRegs {
		switch {
		case !p.flow.live[o.at].has(r):
			if g.live.has(r) {
				own[r] = val(b.f.ConstT(abi.Unbound))
			}
		case r < len(o.args) && !p.cellParam(r):
			own[r] = val(o.args[r])
		default:
			own[r] = val(b.load(buf, int32(r)*abi.Word, ir.MField))
		}
	}
	it := &viter{num: int32(len(b.iters)), existing: obj, gen: g}
	b.iters = append(b.iters, it)
	b.adoptInto(it, &own, o)
	// What its resumer handles is the same each time that the loop goes round.
	b.store(ptr, genOuter, ir.MField, b.handled())
	own[g.left()] = val(b.f.ConstI(int64(instrAddr(p.code, o.left))))
	b.emit(ir.OpStore, ir.Mem{Off: headerAux, Width: 2, Class: ir.MFlags}.Pack(), ptr, b.f.ConstI(abi.GenOpen))
	if host != nil {
		it.slot = host.gen.take(b, g.size)
	} else {
		it.slot = len(*env)
		*env = append(*env, make([]val, g.size)...)
	}
	copy((*env)[it.slot:], own)
	return it.num
}

// resume is where a generator goes on that was left at instruction i.
func (p *codeProfile) resume(i int) int {
	if p.info.Instrs[i].Op() == bytecode.DELEGATE {
		return i
	}
	return p.next(i)
}

// suspended are the registers that a generator needs which was left at
// instruction i: but what it is sent.
func (p *codeProfile) suspended(i int) bitset {
	l := append(bitset(nil), p.flow.live[p.resume(i)]...)
	l.remove(int(p.info.Instrs[i].A()) / 8)
	return l
}

// viewSize is how many slots a generator gets: also for those that it iterates
// over, which may not be known yet.
func (b *builder) viewSize(o opening, depth int) int {
	n := o.p.info.NumRegs + ownSlots + 16
	if depth > 2*maxInlineDepth {
		return n
	}
	for i, in := range o.p.info.Instrs {
		if !o.p.flow.start[i] || in.Op() != bytecode.FORITER || o.p.sites[i].b&kGenerator == 0 {
			continue
		}
		r := int(in.B()) / 8
		if o.frame != 0 {
			if inner, ok := b.suspendedIn(abi.Load(o.frame + uintptr(r)*abi.Word)); ok {
				n += b.viewSize(inner, depth+1)
				continue
			}
		}
		if r < len(o.args) {
			if m, ok := b.gens[o.args[r]]; ok {
				n += b.viewSize(opening{p: b.j.profileOf(m.code), args: m.args}, depth+1)
				continue
			}
		}
		n += 100
	}
	return n
}

// take reserves n slots of the view.
func (g *vgen) take(b *builder, n int) int {
	at := g.used
	if g.used += n; g.used > g.size {
		b.region.e.apart = true
		panic(errAgain)
	}
	return at
}

// loopAround finds the innermost loop that instruction i is in.
func (p *codeProfile) loopAround(i int) (head int, ok bool) {
	for k := range p.flow.loops {
		if l := &p.flow.loops[k]; l.head <= i && i <= l.end && (!ok || l.head > head) {
			head, ok = l.head, true
		}
	}
	return head, ok
}

// cellParam reports whether a parameter lives in a cell.
func (p *codeProfile) cellParam(r int) bool {
	for _, c := range p.info.CellRegs {
		if int(c) == r {
			return true
		}
	}
	return false
}

// adoptInto makes the iterators that a generator was left with virtual: those
// of the loops that it is in, as they were observed.
func (b *builder) adoptInto(gen *viter, own *[]val, o opening) {
	p, env := gen.gen.p, *own
	for i, in := range p.info.Instrs {
		if !p.flow.start[i] || in.Op() != bytecode.FORITER && in.Op() != bytecode.DELEGATE {
			continue
		}
		r := int(in.B()) / 8
		obj := ir.ID(env[r])
		seen := &p.sites[i]
		if obj <= 0 || seen.nshapes != 1 || !p.flow.live[o.at].has(r) {
			continue
		}
		if seen.b == kGenerator && o.frame != 0 && p.inLoopOver(o.at, r) {
			if inner, ok := b.suspendedIn(abi.Load(o.frame + uintptr(r)*abi.Word)); ok {
				inner.obj, inner.site, inner.pc = obj, seen, i
				env[r] = ir.VirtualRef(b.openGenerator(inner, gen, own))
			}
			continue
		}
		it := viter{existing: obj, nslots: 1}
		var first ir.ID
		switch seen.b {
		case kRangeIter:
			ptr := b.emit(ir.OpCheckShape, int64(b.t.Types.RangeIter.RootShape()), obj)
			b.private(ptr)
			it.step = 1
			b.emit(ir.OpCheckEq, 1<<2, b.emitRep(ir.OpLoad, ir.I64, ir.Mem{Off: rangeStep, Width: 8, Class: ir.MIter}.Pack(), ptr))
			it.stop, first = b.rangeFields(ptr, 1)
		case kSeqIter:
			k := b.iterOver(seen.shapes[0])
			if k == 0 {
				continue
			}
			ptr := b.emit(ir.OpCheckShape, int64(seen.shapes[0]), obj)
			b.private(ptr)
			first = b.loadInt(ptr, seqIndex, ir.MIter, maxLen)
			it.kind, it.list = k, b.load(ptr, seqSeq, ir.MIter)
			q := b.emit(ir.OpCheckShape, int64(b.seqShape(k)), it.list)
			if k == kStr {
				id := b.emit(ir.OpCheckFlags, 0, q)
				b.f.Node(id).Aux2 = abi.StrASCII<<16 | abi.StrASCII
			}
		default:
			continue
		}
		g := gen.gen
		it.num, it.slot = int32(len(b.iters)), g.take(b, 2)
		b.iters = append(b.iters, &it)
		env[it.slot] = val(first)
		if at := p.makesIter(i, r); at >= 0 {
			// Nobody else has it: as good as one that is made here, and the same
			// as the next one that will be.
			env[it.slot+1] = val(it.bound(nil))
			it.existing, it.dynamic, it.nslots, it.made, it.stop, it.list = 0, true, 2, at, 0, 0
			g.iters = append(g.iters, &it)
		}
		env[r] = ir.VirtualRef(it.num)
	}
}

// makesIter finds the instruction that makes the iterator in register r of the
// FORITER or DELEGATE at i from something that is none; -1: there is none.
func (p *codeProfile) makesIter(i, r int) int {
	for k, in := range p.info.Instrs {
		if !p.flow.start[k] || int(in.A())/8 != r {
			continue
		}
		switch in.Op() {
		case bytecode.GETYIELDITER:
			if p.next(p.next(k)) != i {
				continue
			}
		case bytecode.GETITER:
			if !p.beginsLoop(k, r) {
				continue
			}
			if to, _ := bytecode.JumpTarget(p.info.Instrs[p.next(k)], p.next(k)); to != i {
				continue
			}
		default:
			continue
		}
		if p.sites[k].b&^(kList|kTuple|kStr|kBytes|kOther) == 0 { // kOther: a range
			return k
		}
	}
	return -1
}

// iterOver is the kind of sequence that iterators with a shape are over.
func (b *builder) iterOver(shape uint32) kinds {
	for _, k := range [...]kinds{kList, kTuple, kStr, kBytes} {
		if b.seqIterShape(k) == shape {
			return k
		}
	}
	return 0
}

// rangeFields loads the stop of a range iterator at ptr, and the value before
// the next.
func (b *builder) rangeFields(ptr ir.ID, step int64) (stop, last ir.ID) {
	cur := b.emit(ir.OpShr, 0, b.emitRep(ir.OpLoad, ir.I64, ir.Mem{Off: rangeCur, Width: 8, Class: ir.MIter}.Pack(), ptr), b.f.ConstI(2))
	left := b.loadInt(ptr, rangeLeft, ir.MIter, 1<<61)
	stop = b.emit(ir.OpAdd, 0, cur, b.emit(ir.OpMul, 0, left, b.f.ConstI(step)))
	last = b.emit(ir.OpSub, 0, cur, b.f.ConstI(step))
	b.wordRange(stop)
	b.wordRange(last)
	return stop, last
}

// newIterOf makes the virtual iterator of a loop in a generator. The next time
// round it is the same one again.
func (b *builder) newIterOf(fr *frame, it viter, first ir.ID) val {
	bound := it.stop
	if it.kind != 0 {
		bound = it.list
	}
	it.stop, it.list, it.dynamic, it.nslots, it.made = 0, 0, true, 2, fr.at
	if fr.p.info.Instrs[fr.at].Op() == bytecode.CALL { // of range, before GETITER
		it.made = fr.p.next(fr.at)
	}
	g := fr.gen.gen
	var at *viter
	for _, x := range g.iters {
		if x.made == it.made && x.kind == it.kind && x.step == it.step {
			at = x
		}
	}
	if at == nil {
		at = &it
		at.num, at.slot = int32(len(b.iters)), g.take(b, 2)
		b.iters = append(b.iters, at)
		g.iters = append(g.iters, at)
	}
	fr.env[at.slot], fr.env[at.slot+1] = val(first), val(bound)
	return ir.VirtualRef(at.num)
}

// resumeGenerator is FORITER of an open generator.
func (b *builder) resumeGenerator(i int, in bytecode.Instr, it *viter) {
	fr := b.fr
	g := it.gen
	rb, dest := int(in.B())/8, int(in.A())/8
	body, _ := bytecode.JumpTarget(in, i)
	b.inlined += len(g.p.info.Instrs)
	envs := b.saveEnvs()
	view := append([]val(nil), fr.env[it.slot:it.slot+g.size]...)
	fr.env[rb] = val(g.obj) // it runs
	b.state = 0
	state := b.stateAt(i, fr.env)
	child := b.newFrame(fr, g.p, g.p.info.Globals)
	child.fn, child.caller, child.gen = g.fn, state, it
	child.cont = ir.Cont{Kind: ir.ContGen, Val: ir.Ref(g.obj)}
	child.base = fr.base + int32(bytecode.Instr(fr.p.info.Instrs[i+1]).B())
	b.f.Ext = max(b.f.Ext, child.base+int32(g.p.code.FrameSize))
	child.env = view
	b.fr, b.state = child, 0
	b.buildBody(child)
	item := b.joinYields(child)
	found, view := b.cur, child.env
	b.cur = 0
	// The end.
	b.fr = fr
	b.restoreEnvs(envs)
	fr.at, b.state = i, 0
	b.f.PC, b.f.Code = int32(i), fr.code
	if len(child.returns) > 0 {
		b.cur = b.f.NewBlock()
		b.mark(b.cur)
		for _, r := range child.returns {
			b.link(r.from, b.cur, nil)
		}
		fr.env[rb] = val(g.obj)
		ptr := b.emit(ir.OpUntagPtr, 0, g.obj)
		b.emit(ir.OpStore, ir.Mem{Off: headerAux, Width: 2, Class: ir.MFlags}.Pack(), ptr, b.f.ConstI(abi.GenDone))
		b.emit(ir.OpStore, ir.Mem{Off: genFrame, Width: 8, Class: ir.MField}.Pack(), ptr, b.f.ConstI(0))
		b.jump(i + 2)
		b.restoreEnvs(envs)
		b.state = 0
	}
	if found == 0 {
		return
	}
	b.cur = found
	copy(fr.env[it.slot:it.slot+g.size], view)
	b.set(dest, item)
	b.jump(body)
}

// buildBody builds what a generator does until it yields or ends.
func (b *builder) buildBody(fr *frame) {
	g := fr.gen.gen
	p := g.p
	type start struct {
		k    blockKey
		sent int // register of what yield gives; -1: it has not begun
		pc   int64
	}
	var starts []start
	add := func(at int, pc int64) {
		sent := -1
		if in := p.info.Instrs[at]; suspends(in.Op()) {
			sent = int(in.A()) / 8
		}
		starts = append(starts, start{blockKey{p.resume(at), b.context(fr, p.resume(at), context{})}, sent, pc})
	}
	left := ir.ID(fr.env[g.left()])
	if c, ok := b.f.ConstInt(left); ok {
		add(int(uintptr(c)-p.code.Entry)/abi.Word, c)
	} else {
		for _, y := range g.yields {
			add(y, int64(instrAddr(p.code, y)))
		}
	}
	var firsts []blockKey
	for _, s := range starts {
		firsts = append(firsts, s.k)
	}
	order := b.order(fr, firsts...)
	env := fr.env
	fr.at = starts[0].k.pc
	for k, s := range starts {
		no := ir.BlockID(0)
		if k < len(starts)-1 {
			is := b.emit(ir.OpICmp, ir.EQ, left, b.f.ConstI(s.pc))
			yes := b.f.NewBlock()
			no = b.f.NewBlock()
			blk := b.f.Block(b.cur)
			blk.Term, blk.Cond = ir.TermBranch, is
			blk.Succs = []ir.Edge{{To: yes}, {To: no}}
			b.mark(yes)
			b.mark(no)
			b.cur = yes
		}
		fr.env = append([]val(nil), env...)
		for r := range p.info.NumRegs { // what it is not needed for from here on
			if !p.flow.live[s.k.pc].has(r) {
				fr.env[r] = 0
			}
		}
		fr.env[g.item()], fr.env[g.left()] = 0, 0
		if s.sent >= 0 {
			fr.env[s.sent] = val(b.f.ConstT(abi.None))
		}
		fr.at, fr.ctx, b.state = s.k.pc, context{}, 0
		b.goTo(s.k)
		b.cur = no
	}
	b.buildBlocks(fr, order)
}

// delegateTo is GETYIELDITER: the iterator of a `yield from`.
func (b *builder) delegateTo(i, src, dest int, s *site) {
	x := b.reg(src)
	if b.ownYields() {
		if s.b == kGenerator && s.nshapes == 1 && s.shapes[0] == b.t.Types.Generator.RootShape() && s.flags&failType == 0 {
			b.emit(ir.OpCheckShape, int64(s.shapes[0]), b.tagged(x))
			b.set(dest, x)
			return
		}
		b.set(dest, b.call(hYieldIter, ir.Tagged, b.tagged(x)))
		return
	}
	if b.fr.gen == nil || s.nshapes != 1 || s.flags&(failType|failListKind) != 0 || b.f.Node(x).Rep != ir.Tagged {
		b.exitAt(i, ir.ExitGenerator)
		return
	}
	switch s.b {
	case kList, kTuple, kStr, kBytes:
		b.fr.env[dest] = b.seqIter(s.b, x, 0, b.f.ConstI(0))
	default:
		b.exitAt(i, ir.ExitGenerator)
	}
}

// delegate is DELEGATE: a loop that yields what the iterator has. Loops send
// None, so nothing is sent to that.
func (b *builder) delegate(i, rb, ra int, s *site) {
	fr := b.fr
	if b.ownYields() {
		b.delegateOwn(i, rb, ra, s)
		return
	}
	num, virtual := fr.env[rb].IsVirtual()
	if fr.gen == nil || !virtual || b.iters[num].gen != nil {
		b.exitAt(i, ir.ExitGenerator)
		return
	}
	b.before()
	b.set(ra, b.f.ConstT(abi.None)) // the value of the whole
	b.advance(b.iters[num], s, b.fr.p.next(i), func(x ir.ID) {
		fr.yields = append(fr.yields, retEdge{from: b.cur, val: x, at: i, env: append([]val(nil), fr.env...)})
		b.cur = 0
	})
}

// leaveBody is YIELD or RETGEN in a generator that is part of a loop.
func (b *builder) leaveBody(op bytecode.Op, rb int) {
	fr := b.fr
	if op == bytecode.RETGEN {
		if b.leaveGenerators(-1) {
			fr.returns = append(fr.returns, retEdge{from: b.cur, at: fr.at})
			b.cur = 0
		}
		return
	}
	v := b.reg(rb)
	fr.yields = append(fr.yields, retEdge{from: b.cur, val: v, at: fr.at, env: append([]val(nil), fr.env...)})
	b.cur = 0
}

// joinYields joins the places where a generator was left; the result is the
// item, and fr.env its registers.
func (b *builder) joinYields(fr *frame) ir.ID {
	g := fr.gen.gen
	if len(fr.yields) == 0 {
		b.cur = 0
		return 0
	}
	some := make([]bool, g.p.info.NumRegs)
	preds := make([]pred, len(fr.yields))
	for i, y := range fr.yields {
		preds[i] = pred{from: y.from, env: y.env, at: y.at}
		l := g.p.suspended(y.at)
		y.env[g.item()], y.env[g.left()] = val(y.val), val(b.f.ConstI(int64(instrAddr(g.p.code, y.at))))
		own := int(g.p.info.Instrs[y.at].B()) / 8 // for states in front of it
		for r := range some {
			if !l.has(r) && r != own {
				y.env[r] = 0
			}
			some[r] = some[r] || y.env[r] != 0 || g.live.has(r)
		}
	}
	for _, p := range preds {
		for r := range some {
			if some[r] && p.env[r] == 0 {
				p.env[r] = val(b.f.ConstT(abi.Unbound))
			}
		}
	}
	id := b.f.NewBlock()
	b.join(id, preds, fr.yields[0].at, g.live, g.item(), g.left())
	b.cur = id
	b.mark(id)
	item := ir.ID(fr.env[g.item()])
	fr.env[g.item()] = 0
	return item
}

// leaveGenerators is called where control goes to instruction pc of the current
// frame, or leaves it (-1): loops over generators that are left that way have
// to give back what nobody else has. It reports whether to go on.
func (b *builder) leaveGenerators(pc int) bool {
	fr := b.fr
	for r, v := range fr.env[:fr.p.info.NumRegs] {
		num, ok := v.IsVirtual()
		if !ok || b.iters[num].gen == nil || pc >= 0 && fr.p.flow.live[pc].has(r) {
			continue
		}
		if b.unshared(b.iters[num].gen, pc) {
			fr.env[r] = 0
			b.state = 0
			continue
		}
		if pc < 0 {
			pc = fr.at
		}
		b.exitAt(pc, ir.ExitGenerator)
		return false
	}
	return true
}

// unshared reports whether nothing refers to a generator that a loop over it is
// left by going to pc.
func (b *builder) unshared(g *vgen, pc int) bool {
	if !g.fresh {
		return false
	}
	names := b.passedAs(g.obj)
	for r, v := range b.fr.env[:b.fr.p.info.NumRegs] {
		if v > 0 && pc >= 0 && b.fr.p.flow.live[pc].has(r) && slices.Contains(names, ir.ID(v)) {
			return false
		}
	}
	for s := b.fr.caller; s != 0; s = b.f.States[s].Parent {
		for _, rv := range b.f.States[s].Regs {
			if rv.Val > 0 && slices.Contains(names, ir.ID(rv.Val)) {
				return false
			}
		}
	}
	for i := range b.f.Nodes {
		switch n := &b.f.Nodes[i]; n.Op {
		case ir.OpCheckShape, ir.OpUntagPtr:
		default:
			for _, a := range n.Args {
				if slices.Contains(names, a) {
					return false
				}
			}
		}
	}
	return true
}

// passedAs gives x and the parameters of blocks that it is passed as.
func (b *builder) passedAs(x ir.ID) []ir.ID {
	names := []ir.ID{x}
	for n := 0; n < len(names); {
		n = len(names)
		for i := range b.f.Blocks {
			for _, e := range b.f.Blocks[i].Succs {
				for k, a := range e.Args {
					if p := b.f.Block(e.To).Params[k]; slices.Contains(names, a) && !slices.Contains(names, p) {
						names = append(names, p)
					}
				}
			}
		}
	}
	return names
}

// describeGenerator adds an open generator to a state, and the iterators that
// it has.
func (b *builder) describeGenerator(s *ir.State, it *viter, view []val) {
	g := it.gen
	v := ir.Virtual{Num: it.num, Existing: g.obj, Size: genSize + int32(g.p.info.NumRegs)*abi.Word}
	v.Header = abi.Header{Shape: b.t.Types.Generator.RootShape(), Kind: abi.KindGenerator}.Word()
	own := view[it.slot : it.slot+g.size]
	v.Fields = []ir.VirtualField{{Off: genPC, Raw: true, Val: own[g.left()]}}
	for r := range g.p.info.NumRegs {
		if own[r] != 0 {
			v.Fields = append(v.Fields, ir.VirtualField{Off: genSize + int32(r)*abi.Word, Val: own[r]})
		}
	}
	s.Virtuals = append(s.Virtuals, v)
	for _, x := range own[:g.p.info.NumRegs] {
		if num, ok := x.IsVirtual(); ok {
			b.describe(s, num, own)
		}
	}
}

// eachSlot calls visit for the places in env that the virtual iterator in
// register r has: its loop variables and, of a generator, its registers; for a
// loop l only those that may change there. base is where slots are counted from,
// seen what the register of a generator was observed to hold, if typed is set.
func (b *builder) eachSlot(env []val, r, base int, l *loop, visit func(i int, seen kinds, typed bool) val) {
	num, ok := env[r].IsVirtual()
	if !ok {
		return
	}
	it := b.iters[num]
	if it.complex.re != 0 {
		return
	}
	at := base + it.slot
	if it.gen == nil {
		it.eachSlot(func(slot int) { visit(base+slot, 0, false) })
		return
	}
	g := it.gen
	if l != nil && base == 0 && (g.site < l.head || g.site > l.end) {
		return
	}
	for k := range g.p.info.NumRegs {
		w := env[at+k]
		if _, virtual := w.IsVirtual(); virtual || g.live.has(k) && (l == nil || g.assigned.has(k)) {
			seen := kinds(0)
			if g.head != nil {
				seen = g.head[k]
			}
			w = visit(at+k, seen, g.head != nil)
		}
		if _, virtual := w.IsVirtual(); virtual {
			b.eachSlot(env, at+k, at, l, visit)
		}
	}
	visit(at+g.left(), 0, false)
}
