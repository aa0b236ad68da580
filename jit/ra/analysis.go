package ra

import (
	"fmt"
	"math"
	"math/bits"

	"github.com/go-python/gopython/ir"
)

// info is the Constraint of a node, packed.
type info struct {
	uses, temps     int32 // first in analysis.uses, .temps
	nuses, ntemps   uint16
	result          int8
	located         bool
	same, late      bool
	clobberAll      bool
	slots           bool
	clean, commutes bool
	clobbers        RegSet
}

// analysis is what is known of a function before registers are assigned.
// Positions number the block starts, nodes and block ends in order, by twos.
type analysis struct {
	*order
	t        Target
	regs     RegSet
	info     []info // by ID
	uses     []Use
	temps    []Temp
	term     []info // by block: of its end
	events   []event
	eventsAt [][2]int32   // by block: range in events
	states   [][]ir.ID    // by StateID: stateValues
	stateBuf []ir.ID      // what the lists are cut from
	known    []bool       // by StateID: states is filled in
	def      []ir.BlockID // by ID; 0: constants and what is nowhere
	pos      []int32      // by ID: where it is defined
	from     []int32      // by block: position of the start
	to       []int32      // and of the end
	float    []bool       // by ID: held in a float register
	isDef    []bool       // by ID: has a location
	used     []bool       // by ID: by anything
	param    []int32      // by ID: number among the parameters of its block
	real     []bool       // by ID: by more than states
	index    []int32      // by ID: number in the bit sets of liveness + 1; 0: lives in one block only
	cross    []ir.ID      // by that number
	words    int          // of a bit set
	in       []uint64     // by block: bit set of what is live at the start
	out      []uint64     // and at the end
	first    []int32      // by ID: first in usePos; the end is that of the next ID
	usePos   []int32      // positions of uses but for states, ascending for each value
	fixed    RegSet       // registers that nodes insist on, or overwrite
	consts   [][]ir.ID    // by loop: constants used inside in registers
	header   []int32      // by block: the loop of which it is the header
	orderN   []int32      // by block: index in order
	mem      memory
}

// never is the distance to a use that does not come.
const never = math.MaxInt32

// leaving is how far away the end of a loop is.
const leaving = 1 << 20

func analyse(f *ir.Func, t Target) (*analysis, error) {
	n, nb := len(f.Nodes), len(f.Blocks)
	a := analysisPool.Get().(*analysis)
	o := *a
	*a = analysis{order: newOrder(f), t: t, regs: t.Registers(), mem: o.mem,
		uses: o.uses[:0], temps: o.temps[:0], events: o.events[:0], stateBuf: o.stateBuf[:0],
		cross: o.cross[:0], in: o.in[:0], out: o.out[:0], usePos: o.usePos[:0], states: fit(o.states, len(f.States))}
	m := &a.mem
	m.ints.begin(4*n + 4*nb + 1)
	m.bools.begin(4*n + len(f.States))
	m.infos.begin(n + nb)
	m.blocks.begin(n)
	m.pairs.begin(nb)
	a.info, a.term, a.eventsAt = m.infos.cut(n), m.infos.cut(nb), m.pairs.cut(nb)
	a.def, a.pos, a.param, a.index, a.first = m.blocks.cut(n), m.ints.cut(n), m.ints.cut(n), m.ints.cut(n), m.ints.cut(n+1)
	a.isDef, a.used, a.real, a.float, a.known = m.bools.cut(n), m.bools.cut(n), m.bools.cut(n), m.bools.cut(n), m.bools.cut(len(f.States))
	a.from, a.to, a.header, a.orderN = m.ints.cut(nb), m.ints.cut(nb), m.ints.cut(nb), m.ints.cut(nb)
	a.consts = make([][]ir.ID, len(a.loops))
	for i := range f.Nodes {
		a.float[i] = f.Nodes[i].Rep == ir.F64
	}
	a.collect()
	a.listEvents()
	if err := a.findCross(); err != nil {
		return nil, err
	}
	a.liveness()
	a.realUses()
	a.nextUses()
	return a, nil
}

// stateVals is stateValues, remembered.
func (a *analysis) stateVals(s ir.StateID) []ir.ID {
	if !a.known[s] {
		n := len(a.stateBuf)
		a.stateBuf = appendStateValues(a.stateBuf, a.f, s)
		a.known[s], a.states[s] = true, a.stateBuf[n:len(a.stateBuf):len(a.stateBuf)]
	}
	return a.states[s]
}

// collect asks the target for all constraints and numbers the positions.
func (a *analysis) collect() {
	f := a.f
	for l := 1; l < len(a.loops); l++ {
		a.loops[l].start, a.loops[l].end = never, 0
		a.header[a.loops[l].header] = int32(l)
	}
	var c Constraint
	p := int32(2)
	for i, b := range a.order.order {
		a.orderN[b] = int32(i)
		bl := &f.Blocks[b]
		a.from[b] = p
		for j, v := range bl.Params {
			a.def[v], a.pos[v], a.isDef[v], a.param[v] = b, p, true, int32(j)
		}
		p += 2
		for _, id := range bl.Nodes {
			if f.IsConst(id) {
				continue
			}
			c = Constraint{Uses: c.Uses[:0], Temps: c.Temps[:0], Result: Nowhere}
			a.def[id], a.pos[id] = b, p
			if a.t.Constraints(f, id, &c) {
				a.pack(id, &c)
				p += 2
			}
		}
		c.Uses = a.t.TermUses(f, b, c.Uses[:0])
		a.term[b] = info{uses: int32(len(a.uses)), nuses: uint16(len(c.Uses)), result: -1}
		a.uses = append(a.uses, c.Uses...)
		a.to[b] = p
		p += 2
		if !a.blocks[b].cold {
			for l := a.blocks[b].loop; l != 0; l = a.loops[l].parent {
				a.loops[l].start = min(a.loops[l].start, a.from[b])
				a.loops[l].end = max(a.loops[l].end, a.to[b])
			}
		}
	}
	// Of loops in cold code, which is in order as well.
	for _, b := range a.order.order {
		for l := a.blocks[b].loop; l != 0; l = a.loops[l].parent {
			if lp := &a.loops[l]; a.blocks[lp.header].cold {
				lp.start, lp.end = min(lp.start, a.from[b]), max(lp.end, a.to[b])
			}
		}
	}
}

// pack keeps the constraint of a node.
func (a *analysis) pack(id ir.ID, c *Constraint) {
	k := &a.info[id]
	*k = info{uses: int32(len(a.uses)), nuses: uint16(len(c.Uses)), temps: int32(len(a.temps)), ntemps: uint16(len(c.Temps)),
		result: int8(c.Result), located: true, same: c.ResultSame, late: c.ResultLate, clobberAll: c.ClobberAll,
		slots: c.StateSlots || c.ClobberAll, clean: c.LeavesClean, commutes: c.Commutes, clobbers: c.Clobbers & a.regs}
	if c.ResultSame {
		c.Uses[0].AnyLoc = false
		if c.Result != Nowhere && c.Uses[0].Fixed == Nowhere {
			c.Uses[0].Fixed = c.Result
		}
		if c.Uses[0].Fixed != Nowhere {
			k.commutes = false
		}
	}
	a.uses = append(a.uses, c.Uses...)
	a.temps = append(a.temps, c.Temps...)
	a.isDef[id] = a.f.Nodes[id].Rep != ir.None
	for _, u := range c.Uses {
		if u.Fixed != Nowhere {
			a.fixed |= 1 << u.Fixed
		}
	}
	for _, t := range c.Temps {
		if t.Fixed != Nowhere {
			a.fixed |= 1 << t.Fixed
		}
	}
	if c.Result != Nowhere && !c.ClobberAll {
		a.fixed |= 1 << c.Result
	}
	a.fixed |= k.clobbers
}

// usesOf returns the uses of a node or block end.
func (a *analysis) usesOf(k *info) []Use { return a.uses[k.uses : k.uses+int32(k.nuses)] }

// event is that a value is used at a position.
type event struct {
	v     ir.ID
	pos   int32
	param ir.ID // the parameter that v is passed for at the end of the block
	real  bool  // not by a state
	fixed int8  // the register a node insists on, -1: none
}

// listEvents makes the events of all blocks: those of a block backwards, a
// state's only where the block uses it last.
func (a *analysis) listEvents() {
	f := a.f
	stamp := make([]ir.BlockID, len(f.States))
	for _, b := range a.order.order {
		bl := &f.Blocks[b]
		a.eventsAt[b][0] = int32(len(a.events))
		for _, e := range bl.Succs {
			for j, v := range e.Args {
				if !f.IsConst(v) {
					a.events = append(a.events, event{v: v, pos: a.to[b], param: f.Blocks[e.To].Params[j], fixed: -1})
				}
			}
		}
		a.useEvents(&a.term[b], a.to[b])
		if bl.Term == ir.TermExit {
			a.stateEvents(bl.State, a.to[b])
		}
		for i := len(bl.Nodes) - 1; i >= 0; i-- {
			id := bl.Nodes[i]
			k := &a.info[id]
			if !k.located {
				continue
			}
			n := &f.Nodes[id]
			if n.After != 0 {
				a.stateEvents(n.After, a.pos[id]+1)
			}
			if n.State != 0 && stamp[n.State] != b {
				stamp[n.State] = b
				a.stateEvents(n.State, a.pos[id])
			}
			a.useEvents(k, a.pos[id])
		}
		a.eventsAt[b][1] = int32(len(a.events))
	}
}

func (a *analysis) useEvents(k *info, pos int32) {
	for _, u := range a.usesOf(k) {
		a.events = append(a.events, event{v: u.Val, pos: pos, real: true, fixed: int8(u.Fixed)})
	}
}

func (a *analysis) stateEvents(s ir.StateID, pos int32) {
	for _, v := range a.stateVals(s) {
		a.events = append(a.events, event{v: v, pos: pos, fixed: -1})
	}
}

// eventsOf returns the events of a block.
func (a *analysis) eventsOf(b ir.BlockID) []event {
	return a.events[a.eventsAt[b][0]:a.eventsAt[b][1]]
}

// findCross numbers the values that live in more than one block, and checks
// that everything that is used has a location.
func (a *analysis) findCross() error {
	for _, b := range a.order.order {
		events := a.eventsOf(b)
		for i := range events {
			e := &events[i]
			v := e.v
			if a.def[v] == 0 && a.f.IsConst(v) {
				continue
			}
			a.used[v] = true
			if e.real {
				a.real[v] = true
			}
			if !a.isDef[v] {
				return fmt.Errorf("ra: n%d (%s), used in b%d, has no location", v, ir.Infos[a.f.Nodes[v].Op].Name, b)
			}
			if a.def[v] != b && a.index[v] == 0 {
				a.cross = append(a.cross, v)
				a.index[v] = int32(len(a.cross))
			}
		}
	}
	a.words = (len(a.cross) + 63) / 64
	return nil
}

// set returns the bit set of a block.
func (a *analysis) set(s []uint64, b ir.BlockID) []uint64 {
	return s[int(b)*a.words : (int(b)+1)*a.words]
}

// liveness solves the usual equations; a use in another block than that of the
// definition is exposed at the block's start.
func (a *analysis) liveness() {
	nb := len(a.f.Blocks)
	a.in, a.out = fit(a.in, nb*a.words), fit(a.out, nb*a.words)
	defs := make([]uint64, nb*a.words)
	for i, v := range a.cross {
		a.set(defs, a.def[v])[i/64] |= 1 << (i % 64)
	}
	for _, b := range a.order.order {
		in := a.set(a.in, b)
		events := a.eventsOf(b)
		for i := range events {
			if v := events[i].v; a.index[v] != 0 && a.def[v] != b {
				i := a.index[v] - 1
				in[i/64] |= 1 << (i % 64)
			}
		}
	}
	for changed := true; changed; {
		changed = false
		for i := len(a.order.order) - 1; i >= 0; i-- {
			b := a.order.order[i]
			in, out, def := a.set(a.in, b), a.set(a.out, b), a.set(defs, b)
			for _, e := range a.f.Blocks[b].Succs {
				for w, x := range a.set(a.in, e.To) {
					out[w] |= x
				}
			}
			for w := range in {
				if x := in[w] | out[w]&^def[w]; x != in[w] {
					in[w], changed = x, true
				}
			}
		}
	}
}

// liveIn reports whether a value lives at the start of a block.
func (a *analysis) liveIn(b ir.BlockID, v ir.ID) bool {
	i := a.index[v] - 1
	return i >= 0 && a.in[int(b)*a.words+int(i/64)]>>(i%64)&1 != 0
}

// eachLiveIn calls visit for the values that live at the start of a block.
func (a *analysis) eachLiveIn(b ir.BlockID, visit func(ir.ID)) {
	for w, x := range a.set(a.in, b) {
		for ; x != 0; x &= x - 1 {
			visit(a.cross[w*64+bits.TrailingZeros64(x)])
		}
	}
}

// argsOf calls visit for what the predecessors pass for parameter j of block b.
func (a *analysis) argsOf(b ir.BlockID, j int, visit func(pred ir.BlockID, arg ir.ID)) {
	preds := a.f.Blocks[b].Preds
	for i, p := range preds {
		if i > 0 && preds[i-1] == p {
			continue // both edges of a branch
		}
		for _, e := range a.f.Blocks[p].Succs {
			if e.To == b {
				visit(p, e.Args[j])
			}
		}
	}
}

// realUses finds the values that are used by more than states, through
// parameters: an argument for a parameter that only states use is none.
func (a *analysis) realUses() {
	var work []ir.ID
	for _, b := range a.order.order {
		for _, p := range a.f.Blocks[b].Params {
			if a.real[p] {
				work = append(work, p)
			}
		}
	}
	for len(work) > 0 {
		p := work[len(work)-1]
		work = work[:len(work)-1]
		b := a.def[p]
		a.argsOf(b, int(a.param[p]), func(_ ir.BlockID, v ir.ID) {
			if !a.real[v] && !a.f.IsConst(v) {
				a.real[v] = true
				if a.f.Nodes[v].Op == ir.OpParam {
					work = append(work, v)
				}
			}
		})
	}
}

// nextUses lists the positions of the uses, and the constants of loops.
func (a *analysis) nextUses() {
	counts := func(e *event) bool {
		return e.real || e.param != 0 && a.real[e.param]
	}
	for i := range a.events {
		if e := &a.events[i]; counts(e) {
			a.first[e.v]++
		}
	}
	// Ends first: the events of a block come backwards.
	sum := int32(0)
	for i, n := range a.first {
		sum += n
		a.first[i] = sum
	}
	a.usePos = fit(a.usePos, int(sum))
	for i := len(a.order.order) - 1; i >= 0; i-- {
		events := a.eventsOf(a.order.order[i])
		for i := range events {
			if e := &events[i]; counts(e) {
				a.first[e.v]--
				a.usePos[a.first[e.v]] = e.pos
			}
		}
	}
	for _, b := range a.order.order {
		if l := a.blocks[b].loop; l != 0 && !a.blocks[b].cold {
			a.loopConsts(b, l)
		}
	}
}

// loopConsts adds the constants that a block uses to those of its loops.
func (a *analysis) loopConsts(b ir.BlockID, l int32) {
	see := func(u Use) {
		if u.Fixed != Nowhere || !a.f.IsConst(u.Val) {
			return
		}
		for l := l; l != 0; l = a.loops[l].parent {
			for _, v := range a.consts[l] {
				if v == u.Val {
					return
				}
			}
			if len(a.consts[l]) < 32 {
				a.consts[l] = append(a.consts[l], u.Val)
			}
		}
	}
	for _, id := range a.f.Blocks[b].Nodes {
		if k := &a.info[id]; !k.clobberAll {
			for _, u := range a.usesOf(k) {
				see(u)
			}
		}
	}
	for _, u := range a.usesOf(&a.term[b]) {
		see(u)
	}
}

// weight is how often a block runs, roughly.
func (a *analysis) weight(b ir.BlockID) int64 {
	if a.blocks[b].cold {
		return 1
	}
	return 32 << (3 * min(a.depth(b), 6))
}
