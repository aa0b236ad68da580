package jit

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"sort"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/runtime"
)

// The builder interprets bytecode abstractly: the registers of a frame hold IR
// values instead of Python values, in whatever representation is at hand. What
// was observed (profile.go) decides which guards and unboxed operations an
// instruction becomes; the state of a guard is the frame before the
// instruction.
//
// Blocks are bytecode blocks in a context: the set of loops whose head was
// passed. A block inside a loop that is reached from outside before the loop's
// head (the first test of a loop, the rest of an outer iteration behind a loop
// that was entered while it ran) is another block than the one of the loop. So
// loops have one entry, at the top of their body, and tests at the bottom.

// Refusal is why a region is not compiled.
type Refusal struct{ Reason string }

// errAgain is panicked with to begin again with what was learnt.
var errAgain = errors.New("begin again")

func (r *Refusal) Error() string { return r.Reason }

// Limits of a region.
const (
	maxNodes       = 12000
	maxInlineDepth = 6
	maxInlineSize  = 80  // words of a function that is inlined
	maxInlineAgain = 60  // of a function in itself
	alwaysInline   = 24  // of one that is inlined though the region is big
	maxInlineGen   = 150 // of a generator in a loop over it
	maxInlineTotal = 700
)

// val is what a register of a frame holds: a node, a virtual iterator
// (negative), or nothing.
type val = ir.Ref

type builder struct {
	j   *JIT
	t   *runtime.Thread
	f   *ir.Func
	cur ir.BlockID // where nodes are appended; 0: not reachable
	fr  *frame
	// state is the frame state before the current instruction, once needed.
	state      ir.StateID
	regs       []ir.RegValue // what states' lists are cut from
	depthCheck ir.ID         // see limitDepth
	walks      bool          // has loops over maps and filters: see runtime.Thread.WalkDepth
	skip       bool          // the next instruction was built with this one
	skipTo     int           // not 0: so were all up to that one
	inlined    int           // words of inlined functions
	iters      []*viter
	made       map[ir.ID]parts // complex numbers made here
	merged     []mergedComplex // by join, to be made
	wides      map[ir.ID]wide  // see build_wide.go
	pin        pin
	returned   mergedComplex  // by joinReturns, likewise
	passed     map[ir.ID]bool // see mergedComplex
	region     *region
	gens       map[ir.ID]madeGen
	maps       map[ir.ID]madeMap
	funcs      map[ir.ID]Value // functions made here: their code
	// split has, for a block that ends behind a call which may raise, the one
	// that goes on when it did not.
	split       map[ir.BlockID]ir.BlockID
	methodsMade map[ir.ID]boundTo // bound methods made here
	own         *ownGen           // of a region that resumes a generator
	// Of code that was never executed: see build_cold.go. shapes has the shapes
	// that values were checked for, guess stands in for what was not observed.
	blind  bool
	shapes map[ir.ID]uint32
	guess  *site
}

// frame is a frame of the region: its own, or an inlined one.
type frame struct {
	parent *frame
	p      *codeProfile
	code   int32 // in Func.Codes
	base   int32 // bytes from the region's R
	fn     ir.ID // function object
	env    []val // registers, then the loop variables of iterators
	// Of an inlined frame: the state of the caller at the call, and what the
	// result is to be joined with.
	caller  ir.StateID
	cont    ir.Cont
	returns []retEdge
	blocks  map[blockKey]*block
	ctx     context // of the current block
	at      int     // current instruction
	globals Value
	// implemented: returning NotImplemented is left to the interpreter.
	implemented bool
	// methods has the windows (by register) into which METHOD put a function
	// and a receiver.
	methods map[int]*boundMethod
	// Of an inlined generator: itself, and where it yields.
	gen    *viter
	yields []retEdge
	// callers has the registers of the frames around an inlined one, at the call.
	callers [][]val
}

type retEdge struct {
	from ir.BlockID
	val  ir.ID
	at   int
	env  []val
	cold bool
}

type blockKey struct {
	pc  int
	ctx context
}

// block is a basic block being built.
type block struct {
	key    blockKey
	ir     ir.BlockID
	preds  []pred
	begun  bool
	head   bool // of a loop
	params []blockParam
	env    []val // at the head of a loop
}

type pred struct {
	from ir.BlockID
	env  []val
	at   int  // instruction at which values are boxed; -1: that at which they meet
	cold bool // never gone while observed
}

// blockParam says which register a parameter of a loop head is for.
type blockParam struct {
	reg int
	id  ir.ID
	im  ir.ID // of a complex number, whose real part is id
}

// viter is an iterator that is no object, or whose fields are in registers.
type viter struct {
	num      int32
	existing ir.ID // the object, when there is one
	kind     kinds // kList, kTuple, kStr: of an iterator over list
	list     ir.ID // tagged sequence
	stop     ir.ID // of a range: I64
	step     int64
	complex  parts // no iterator: a complex number in a state
	stepID   ir.ID // of a range with an unknown step; slot has the next value then, and slot+1 how many are left
	slot     int   // in env: the last value of a range, the next index of a list, the next number of enumerate
	nslots   int   // places in env from slot on
	back     bool  // reversed(list)
	// dynamic: slot+1 has stop or list, because the iterator is one of a
	// generator, which may make others at the same instruction, made.
	dynamic bool
	made    int
	gen     *vgen // a generator; see build_gen.go
	// Of enumerate and zip: see build_zip.go.
	class *runtime.Type
	parts []*viter
	item  *viter // the loop variable's tuple
	tuple bool   // no iterator but such a tuple
}

// build makes the IR of the region that starts at instruction `at` of p's code,
// in a frame at R, which is there now.
func (j *JIT) build(t *runtime.Thread, r *region, R uintptr) (f *ir.Func, err error) {
	b := &builder{j: j, t: t, f: ir.NewFunc(r.name()), region: r, split: map[ir.BlockID]ir.BlockID{}, methodsMade: map[ir.ID]boundTo{}, shapes: map[ir.ID]uint32{}}
	b.f.Fixed = j.fixed
	defer func() {
		if e := recover(); e != nil {
			ref, ok := e.(*Refusal)
			switch {
			case ok:
				err = ref
			case e == errAgain:
				err = errAgain
			default:
				panic(e)
			}
			b.f.Discard()
		}
	}()
	p := r.p
	fn := abi.Frame(R).Func
	fr := b.newFrame(nil, p, abi.Obj[abi.Function](fn).Globals)
	b.fr = fr
	b.cur = b.f.Entry
	b.f.Ext = int32(p.code.FrameSize)
	fr.fn = b.f.Append(b.cur, ir.OpFrameFunc, ir.Tagged, 0)
	b.f.Nodes[fr.fn].Type = ir.Type{Bits: ir.TObject}
	live := p.flow.live[r.at]
	if r.e.resumes {
		fr.at = r.at
		b.loadOwn(live)
		live = nil
	}
	for reg := range p.info.NumRegs {
		if live != nil && live.has(reg) {
			id := b.f.Append(b.cur, ir.OpLoadReg, ir.Tagged, int64(reg)*abi.Word)
			fr.env[reg] = val(id)
		}
	}
	if r.at == 0 {
		fr.at = 0
		b.emit(ir.OpPoll, 0)
	} else {
		b.adoptIterators(R)
	}
	b.limitDepth()
	b.buildFrame(fr, r.at)
	b.setLimit()
	b.finish()
	return b.f, nil
}

func (b *builder) refuse(format string, args ...any) {
	panic(&Refusal{fmt.Sprintf(format, args...)})
}

func (b *builder) newFrame(parent *frame, p *codeProfile, globals Value) *frame {
	fr := &frame{parent: parent, p: p, blocks: map[blockKey]*block{}, methods: map[int]*boundMethod{}}
	fr.env = make([]val, p.info.NumRegs)
	fr.code = int32(len(b.f.Codes))
	fr.globals = globals
	b.f.Codes = append(b.f.Codes, ir.Code{Index: p.code.Index, Name: p.info.Qualname, Hidden: p.hidden()})
	if p.info.Globals != fr.globals {
		b.refuse("code with several global namespaces")
	}
	b.region.uses(p)
	return fr
}

// buildFrame builds all blocks of the current frame, from instruction start on.
// The current block and fr.env are what it is entered with.
func (b *builder) buildFrame(fr *frame, start int) {
	first := blockKey{start, b.context(fr, start, context{})}
	if fr.parent == nil && first.ctx.first != 0 { // a region that is the loop
		first.ctx = context{in: first.ctx.first}
	}
	order := b.order(fr, first)
	b.goTo(first)
	b.buildBlocks(fr, order)
}

func (b *builder) buildBlocks(fr *frame, order []blockKey) {
	for _, k := range order {
		b.buildBlock(fr.blocks[k])
	}
}

// context is the set of loops that control is in, and of those whose first
// iteration it is in, where that is built apart (peeled).
type context struct{ in, first uint64 }

// context is that of instruction pc, coming from a block with context ctx.
func (b *builder) context(fr *frame, pc int, ctx context) context {
	in := fr.p.flow.inside(pc)
	ctx.in &= in
	ctx.first &= in
	if l, ok := fr.p.flow.byHead[pc]; ok && l < 64 {
		switch bit := uint64(1) << l; {
		case ctx.in&bit != 0:
		case ctx.first&bit == 0 && fr.p.peel[pc]:
			ctx.first |= bit
		default:
			ctx.first &^= bit
			ctx.in |= bit
		}
	}
	return ctx
}

// cold reports whether an instruction was never executed while observed.
func (fr *frame) cold(pc int) bool { return fr.p.sites[pc].count == 0 }

// order finds the blocks that can be reached, in reverse postorder.
func (b *builder) order(fr *frame, first ...blockKey) []blockKey {
	var order []blockKey
	seen := map[blockKey]bool{}
	type item struct {
		k     blockKey
		succs []blockKey
	}
	visit := func(k blockKey) item {
		seen[k] = true
		if len(seen) > 2000 {
			b.refuse("too many blocks")
		}
		return item{k, b.successors(fr, k)}
	}
	stack := []item{{blockKey{pc: -1}, first}}
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		if len(top.succs) == 0 {
			if top.k.pc >= 0 {
				order = append(order, top.k)
			}
			stack = stack[:len(stack)-1]
			continue
		}
		next := top.succs[len(top.succs)-1]
		top.succs = top.succs[:len(top.succs)-1]
		if !seen[next] {
			stack = append(stack, visit(next))
		}
	}
	for i, k := 0, len(order)-1; i < k; i, k = i+1, k-1 {
		order[i], order[k] = order[k], order[i]
	}
	for _, k := range order {
		fr.blocks[k] = &block{key: k}
	}
	return order
}

// successors lists the blocks behind a block.
func (b *builder) successors(fr *frame, k blockKey) []blockKey {
	fl := fr.p.flow
	i := k.pc
	if fr.cold(i) && !b.region.trusts(fr, i) && !fr.plain(i) {
		return nil
	}
	var handlers []blockKey
	for {
		next := i + fl.words(i)
		if fl.code.Instrs[i].Op() == bytecode.YIELD && !fr.sinksAt(i) {
			return handlers
		}
		if h, _ := fl.handler(i); h >= 0 && !fr.cold(h) {
			if key := (blockKey{h, b.context(fr, h, k.ctx)}); !slices.Contains(handlers, key) {
				handlers = append(handlers, key)
			}
		}
		_, jumps := bytecode.JumpTarget(fl.code.Instrs[i], i)
		if jumps || fl.eff[i].Ends || fl.leader[next] {
			var list []blockKey
			var to [2]int
			for _, s := range fl.succs(i, to[:0]) {
				list = append(list, blockKey{s, b.context(fr, s, k.ctx)})
			}
			return append(list, handlers...)
		}
		i = next
	}
}

// goTo ends the current block with a jump to the bytecode block k.
func (b *builder) goTo(k blockKey) {
	fr := b.fr
	if !b.leaveGenerators(k.pc) {
		return
	}
	blk := fr.blocks[k]
	if blk == nil { // not reachable by what was observed
		b.exitAt(k.pc, ir.ExitCold)
		return
	}
	env := append([]val(nil), fr.env...)
	if blk.begun {
		if b.blind {
			b.exitAt(k.pc, ir.ExitCold)
			return
		}
		b.backEdge(blk, env)
		return
	}
	blk.preds = append(blk.preds, pred{from: b.cur, env: env, at: -1, cold: b.blind})
	b.cur = 0
}

// jump goes to the bytecode instruction pc of the current frame.
func (b *builder) jump(pc int) {
	b.goTo(blockKey{pc, b.context(b.fr, pc, b.fr.ctx)})
}

// exitAt ends the current block: the interpreter goes on at pc.
func (b *builder) exitAt(pc int, why ir.ExitReason) {
	s := b.stateAt(pc, b.fr.env)
	blk := b.f.Block(b.cur)
	blk.Term, blk.State, blk.Reason = ir.TermExit, s, why
	b.cur = 0
}

// link sets a jump from one IR block, or what it was split into, to another.
func (b *builder) link(from, to ir.BlockID, args []ir.ID) {
	for b.split[from] != 0 {
		from = b.split[from]
	}
	blk := b.f.Block(from)
	blk.Term = ir.TermJump
	blk.Succs = []ir.Edge{{To: to, Args: args}}
}

// branch ends the current block: to yes if cond holds, else to no.
func (b *builder) branch(cond ir.ID, yes, no int) {
	fr := b.fr
	if n := b.f.Node(cond); n.Op == ir.OpConstB {
		if n.Aux == 0 {
			yes = no
		}
		b.jump(yes)
		return
	}
	from := b.cur
	y, n := b.f.NewBlock(), b.f.NewBlock()
	blk := b.f.Block(from)
	blk.Term, blk.Cond = ir.TermBranch, cond
	blk.Succs = []ir.Edge{{To: y}, {To: n}}
	env := append([]val(nil), fr.env...)
	b.cur = y
	b.mark(y)
	b.jump(yes)
	fr.env = env
	b.cur = n
	b.mark(n)
	b.jump(no)
}

// mark notes where the block id begins, for readers.
func (b *builder) mark(id ir.BlockID) {
	blk := b.f.Block(id)
	blk.PC, blk.Code = int32(b.fr.at), b.fr.code
}

// buildBlock builds the instructions of a bytecode block.
func (b *builder) buildBlock(blk *block) {
	fr := b.fr
	fl := fr.p.flow
	if len(blk.preds) == 0 {
		return // all ways to it turned out not to be taken
	}
	fr.ctx = blk.key.ctx
	fr.at = blk.key.pc
	b.pin = pin{}
	if b.dropCold(blk); len(blk.preds) == 0 {
		return
	}
	b.begin(blk)
	if fr.cold(blk.key.pc) && !b.region.trusts(fr, blk.key.pc) && !fr.plain(blk.key.pc) {
		b.exitAt(blk.key.pc, ir.ExitCold)
		return
	}
	for i := blk.key.pc; b.cur != 0; {
		if len(b.f.Nodes) > maxNodes {
			b.refuse("too big")
		}
		fr.at = i
		b.f.PC, b.f.Code = int32(i), fr.code
		b.state = 0
		if b.pinned(i) {
			b.f.PC, b.state = int32(b.pin.first), b.pin.state
		}
		blind := fr.cold(i) && !b.region.trusts(fr, i)
		b.blind, b.guess = blind, nil
		if blind { // perhaps observing ended before it
			s, ok := b.blindSite(i, fl.code.Instrs[i])
			if !ok {
				b.exitAt(i, ir.ExitCold)
				return
			}
			b.guess = &s
			b.region.blind[[2]int32{fr.code, int32(i)}] = true
		}
		next := i + fl.words(i)
		b.f.Size++
		b.instr(i, fl.code.Instrs[i])
		b.blind, b.guess = blind, nil
		if b.cur == 0 {
			return
		}
		if b.pin.fr == fr && next >= b.pin.last {
			b.unpin()
		}
		if b.skip {
			b.skip = false
			i = next
			next = i + fl.words(i)
		}
		if b.skipTo != 0 {
			next, b.skipTo = b.skipTo, 0
		}
		if fl.leader[next] {
			fr.at = next
			b.state = 0
			b.jump(next)
			return
		}
		i = next
	}
}

// begin starts a block: it joins what its predecessors bring.
func (b *builder) begin(blk *block) {
	fr := b.fr
	pc := blk.key.pc
	l, isLoop := fr.p.flow.byHead[pc]
	isLoop = isLoop && blk.key.ctx.in>>l&1 != 0
	b.state = 0
	id := b.f.NewBlock()
	b.join(id, blk.preds, pc, fr.p.flow.live[pc])
	b.cur = id
	b.mark(id)
	b.makeMerged()
	if isLoop {
		b.beginLoop(blk, &fr.p.flow.loops[l])
	} else {
		blk.ir = id
	}
	blk.begun = true
	if c := fr.p.sites[pc].count; c > 0 {
		b.f.Block(b.cur).Weight = int32(min(c, 1<<30))
	}
}

// join makes block id the successor of preds and fr.env what they have in common.
// extra are further indexes of env that meet.
func (b *builder) join(id ir.BlockID, preds []pred, pc int, live bitset, extra ...int) {
	fr := b.fr
	n := 0
	for i := range preds {
		n = max(n, len(preds[i].env))
	}
	env := make([]val, n)
	args := make([][]ir.ID, len(preds))
	at := func(i, r int) val {
		if r < len(preds[i].env) {
			return preds[i].env[r]
		}
		return 0
	}
	merge := func(r int) {
		v := at(0, r)
		same := true
		for i := range preds {
			if w := at(i, r); w == 0 {
				v, same = 0, true
				break
			} else if w != v {
				same = false
			}
		}
		if same {
			env[r] = v
			return
		}
		if len(extra) == 0 && !fr.p.flow.identity && b.mergeComplex(id, r, env, args, len(preds), at) {
			return
		}
		rep := ir.None
		for i := range preds {
			w := at(i, r)
			if num, ok := w.IsVirtual(); ok {
				b.j.noVirtual = append(b.j.noVirtual, num)
				b.refuse("different iterators meet")
			}
			if k := b.f.Node(ir.ID(w)).Rep; (rep == ir.None || rep == k) && b.unsigned(ir.ID(w)) == b.unsigned(ir.ID(at(0, r))) {
				rep = k
			} else {
				rep = ir.Tagged
			}
		}
		typ := b.f.Node(ir.ID(v)).Type
		for i := range preds {
			x := ir.ID(at(i, r))
			if b.f.Node(x).Rep != rep || rep == ir.Tagged {
				b.cur = preds[i].from
				save := fr.env
				fr.env = preds[i].env
				b.state = 0
				s := fr.at
				fr.at = pc
				if preds[i].at >= 0 {
					fr.at = preds[i].at
				}
				x = b.tagged(x)
				fr.at = s
				fr.env = save
			}
			typ = unionType(typ, b.f.Node(x).Type)
			args[i] = append(args[i], x)
		}
		b.state = 0
		env[r] = val(b.f.AddParam(id, rep, typ))
	}
	for r := range fr.p.info.NumRegs {
		if live.has(r) {
			merge(r)
		}
	}
	for _, r := range extra {
		merge(r)
	}
	for r := range fr.p.info.NumRegs { // the loop variables of iterators
		b.eachSlot(env, r, 0, nil, func(i int, _ kinds, _ bool) val {
			merge(i)
			return env[i]
		})
	}
	for i := range preds {
		b.link(preds[i].from, id, args[i])
	}
	fr.env = env
}

func unionType(a, c ir.Type) ir.Type {
	t := ir.Type{Bits: a.Bits | c.Bits}
	if a.Bits == 0 || c.Bits == 0 {
		t.Bits = 0
	}
	if a.HasRange && c.HasRange {
		t.HasRange, t.Lo, t.Hi = true, min(a.Lo, c.Lo), max(a.Hi, c.Hi)
	}
	if a.Shape == c.Shape {
		t.Shape = a.Shape
	}
	return t
}

// emit appends a node, with the state before the instruction if it needs one.
func (b *builder) emit(op ir.Op, aux int64, args ...ir.ID) ir.ID {
	return b.emitRep(op, ir.Infos[op].Result, aux, args...)
}

func (b *builder) emitRep(op ir.Op, rep ir.Rep, aux int64, args ...ir.ID) ir.ID {
	info := &ir.Infos[op]
	var s ir.StateID
	if info.Guard || info.Slow || info.Call {
		s = b.before()
	}
	id := b.f.Append(b.cur, op, rep, aux, args...)
	n := b.f.Node(id)
	n.State = s
	switch rep {
	case ir.Bool:
		n.Type = ir.Type{Bits: ir.TBool}
	case ir.F64:
		n.Type = ir.Type{Bits: ir.TFloat | ir.TFloatBox}
	case ir.I64:
		n.Type = ir.Type{Bits: ir.TInt | ir.TInt64}
	}
	switch op {
	case ir.OpCheckShape:
		b.shapes[args[0]] = uint32(aux)
	case ir.OpCheckInt, ir.OpUntagInt:
		n.Type = ir.Type{Bits: ir.TInt, HasRange: true, Lo: abi.MinInt, Hi: abi.MaxInt}
	case ir.OpB2I:
		n.Type = ir.IntRange(0, 1)
	case ir.OpBoxInt:
		n.Type = ir.Type{Bits: ir.TInt | ir.TInt64}
	case ir.OpTagInt:
		n.Type = ir.Type{Bits: ir.TInt}
	case ir.OpBoxFloat:
		n.Type = ir.Type{Bits: ir.TFloat | ir.TFloatBox}
	case ir.OpBoxBool:
		n.Type = ir.Type{Bits: ir.TBool}
	}
	return id
}

// before returns the frame state before the current instruction.
func (b *builder) before() ir.StateID {
	if b.state == 0 {
		b.state = b.stateAt(b.fr.at, b.fr.env)
	}
	return b.state
}

// stateAt makes the state of the current frame at instruction pc.
func (b *builder) stateAt(pc int, env []val) ir.StateID {
	return b.stateOf(b.fr, pc, env, b.fr.p.flow.live[pc])
}

func (b *builder) stateOf(fr *frame, pc int, env []val, live bitset) ir.StateID {
	s := ir.State{Parent: fr.caller, Code: fr.code, PC: int32(pc), Base: fr.base, Cont: fr.cont}
	if fr.parent != nil {
		s.Fn = ir.Ref(fr.fn)
	}
	if cap(b.regs)-len(b.regs) < int(fr.p.info.NumRegs) {
		b.regs = make([]ir.RegValue, 0, max(256, int(fr.p.info.NumRegs)))
	}
	first := len(b.regs)
	var used []int32
	for r := range fr.p.info.NumRegs {
		num, virtual := env[r].IsVirtual()
		if live.has(r) && env[r] != 0 {
			b.regs = append(b.regs, ir.RegValue{Reg: int32(r) * abi.Word, Val: env[r]})
		} else if !virtual || b.iters[num].gen == nil {
			continue // a generator has to be brought up to date in any case
		}
		if virtual {
			used = append(used, num)
		}
	}
	if n := len(b.regs); n > first {
		s.Regs = b.regs[first:n:n]
	}
	for _, num := range used {
		b.describe(&s, num, env)
	}
	for up := fr.parent; up != nil; up = up.parent {
		for _, v := range up.env[:up.p.info.NumRegs] {
			if num, ok := v.IsVirtual(); ok {
				b.describe(&s, num, up.env)
			}
		}
	}
	return b.f.NewState(s)
}

func hasVirtual(s *ir.State, num int32) bool {
	for i := range s.Virtuals {
		if s.Virtuals[i].Num == num {
			return true
		}
	}
	return false
}

// tagged converts a value to a Python word.
func (b *builder) tagged(id ir.ID) ir.ID {
	n := b.f.Node(id)
	switch n.Rep {
	case ir.Tagged:
		return id
	case ir.I64:
		if b.unsigned(id) {
			if n.Op == ir.OpCheckU64 {
				return n.Args[0]
			}
			return b.emit(ir.OpBoxU64, 0, id)
		}
		if n.Op == ir.OpConstI && abi.FitsInt(n.Aux) {
			return b.f.ConstT(abi.SmallInt(n.Aux))
		}
		if n.Op == ir.OpCheckInt {
			return n.Args[0]
		}
		return b.emit(ir.OpBoxInt, 0, id)
	case ir.F64:
		if n.Op == ir.OpConstF {
			if w, ok := abi.WordFloat(math.Float64frombits(uint64(n.Aux))); ok {
				return b.f.ConstT(w)
			}
		}
		if n.Op == ir.OpCheckFloat {
			return n.Args[0]
		}
		return b.emit(ir.OpBoxFloat, 0, id)
	case ir.Bool:
		if n.Op == ir.OpConstB {
			return b.f.ConstT(abi.Bool(n.Aux != 0))
		}
		return b.emit(ir.OpBoxBool, 0, id)
	}
	panic(fmt.Sprintf("jit: boxing a %v", n.Op))
}

// convert converts a value to a representation, with a guard where that may fail.
func (b *builder) convert(id ir.ID, rep ir.Rep) ir.ID {
	n := b.f.Node(id)
	if n.Rep == rep && !b.unsigned(id) {
		return id
	}
	switch {
	case rep == ir.Tagged:
		return b.tagged(id)
	case b.unsigned(id): // to a signed one
		return b.convert(b.tagged(id), rep)
	case rep == ir.I64 && n.Rep == ir.Tagged:
		return b.checkInt(id, kInt)
	case rep == ir.F64 && n.Rep == ir.Tagged:
		return b.checkFloat(id)
	case rep == ir.Bool && n.Rep == ir.Tagged:
		return b.checkBool(id)
	}
	// What was assumed of the loop is not so: leave at its top.
	return b.checkFail(id, rep)
}

// checkFail makes a guard that always fails, and a value for what follows.
func (b *builder) checkFail(id ir.ID, rep ir.Rep) ir.ID {
	t := b.tagged(id)
	return b.convert(t, rep)
}

// replace has every register of the current frame that holds old hold id.
func (b *builder) replace(old, id ir.ID) {
	for fr := b.fr; fr != nil; fr = fr.parent {
		for i, v := range fr.env {
			if v == val(old) {
				fr.env[i] = val(id)
			}
		}
	}
}

func (b *builder) checkInt(id ir.ID, seen kinds) ir.ID {
	n := b.f.Node(id)
	if n.Op == ir.OpConstT && abi.Value(n.Aux).IsInt() {
		return b.f.ConstI(abi.Value(n.Aux).Int())
	}
	op := ir.OpCheckInt
	if seen&kInt64 != 0 {
		op = ir.OpCheckInt64
	}
	x := b.emit(op, 0, id)
	b.replace(id, x)
	return x
}

func (b *builder) checkFloat(id ir.ID) ir.ID {
	n := b.f.Node(id)
	if n.Op == ir.OpConstT && abi.Value(n.Aux).IsFloat() {
		return b.f.ConstF(abi.Value(n.Aux).Float())
	}
	x := b.emit(ir.OpCheckFloat, 0, id)
	b.replace(id, x)
	return x
}

func (b *builder) checkBool(id ir.ID) ir.ID {
	n := b.f.Node(id)
	if n.Op == ir.OpConstT && abi.Value(n.Aux).IsBool() {
		return b.f.ConstB(abi.Value(n.Aux) == abi.True)
	}
	x := b.emit(ir.OpCheckBool, 0, id)
	b.replace(id, x)
	return x
}

// reg returns the value of a register, which is not an iterator. Unsigned ints
// come boxed: see rawReg.
func (b *builder) reg(r int) ir.ID {
	id := b.rawReg(r)
	if b.unsigned(id) {
		return b.tagged(id)
	}
	return id
}

// rawReg is reg for those who know about unsigned ints (TUnsigned).
func (b *builder) rawReg(r int) ir.ID {
	v := b.fr.env[r]
	if v <= 0 {
		b.refuse("register %d has no value", r)
	}
	return ir.ID(v)
}

// unsigned reports whether an I64 holds an int from 0 to 2**64-1.
func (b *builder) unsigned(id ir.ID) bool {
	n := b.f.Node(id)
	return n.Rep == ir.I64 && n.Type.Bits&ir.TUnsigned != 0
}

func (b *builder) set(r int, id ir.ID) { b.fr.env[r] = val(id) }

// constant returns constant k of the current code, ints and floats unboxed.
func (b *builder) constant(k int) ir.ID {
	v := abi.Load(b.fr.p.code.Consts + uintptr(k))
	return b.constValue(v)
}

func (b *builder) constValue(v Value) ir.ID {
	switch {
	case v.IsInt():
		return b.f.ConstI(v.Int())
	case v.IsFloat():
		return b.f.ConstF(v.Float())
	case v.IsBool():
		return b.f.ConstB(v == abi.True)
	case v.IsKind(abi.KindInt64) && v.Shape() == b.t.IntShape:
		return b.f.ConstI(abi.Obj[abi.Int64](v).V)
	case v.IsKind(abi.KindFloat) && v.Shape() == b.t.Types.Float.RootShape():
		if f := abi.Obj[abi.Float](v).V; f == f {
			return b.f.ConstF(f)
		} // a NaN is in a list, or not, by its identity
	}
	b.region.keep(v)
	return b.f.ConstT(v)
}

// limitDepth leaves the region at once when the functions inlined in it could
// exceed the recursion limit: the interpreter finds out where that is.
func (b *builder) limitDepth() {
	b.depthCheck = b.emit(ir.OpCheckDepth, 0, b.f.ConstP(b.j.ctx)) // see setLimit
}

// setLimit completes limitDepth, when it is known how deep inlining went.
func (b *builder) setLimit() {
	deepest := 0
	for s := range b.f.States {
		if s > 0 {
			deepest = max(deepest, b.f.Inlined(ir.StateID(s)))
		}
	}
	if b.walks {
		deepest = max(deepest, int(b.t.DepthLimit-b.t.WalkDepth()))
	}
	b.f.Node(b.depthCheck).Aux = int64(deepest)
	if deepest == 0 && b.region.at != 0 {
		// Always so: the interpreter has counted and checked the frame. Functions
		// that compiled code calls do that themselves.
		blk := b.f.Block(b.f.Entry)
		blk.Nodes = slices.DeleteFunc(blk.Nodes, func(id ir.ID) bool { return id == b.depthCheck })
	}
}

// finish orders and cleans what was built.
func (b *builder) finish() {
	b.strengthen()
	sort.SliceStable(b.region.deps, func(i, k int) bool { return b.region.deps[i].name < b.region.deps[k].name })
}

// strengthen makes a check that a value is not unbound the check of its type
// that follows soon: the latter is then found to be made already. Nothing
// between the two has an effect, so to leave earlier is as good.
func (b *builder) strengthen() {
	f := b.f
	for bi := range f.Blocks {
		nodes := f.Blocks[bi].Nodes
		for i, id := range nodes {
			c := &f.Nodes[id]
			if c.Op != ir.OpCheckIsNot || Value(c.Aux) != abi.Unbound {
				continue
			}
			v := c.Args[0]
		search:
			for _, k := range nodes[i+1 : min(i+40, len(nodes))] {
				n := &f.Nodes[k]
				switch n.Op {
				case ir.OpCheckInt, ir.OpCheckFloat, ir.OpCheckBool, ir.OpCheckShape:
					if n.Args[0] == v {
						c.Op, c.Rep, c.Aux, c.Type = n.Op, n.Rep, n.Aux, n.Type
						break search
					}
				case ir.OpCheckInt64, ir.OpCheckU64, ir.OpCheckNum, ir.OpCheckKind, ir.OpPoll:
					if n.Op == ir.OpPoll || n.Args[0] == v {
						break search
					}
				}
				if ir.Infos[n.Op].Call || f.EffectsOf(k).Writes != 0 {
					break
				}
			}
		}
	}
}
