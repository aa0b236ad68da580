package ra

import (
	"math/bits"

	"github.com/go-python/gopython/ir"
)

// advice is what one pass tells the next about loops.
type advice struct {
	// drop lists, by header, the values that a register at the loop's start is
	// of no use for: it does not hold them in the end.
	drop [][]ir.ID
	// lost are, by header, the registers that these had: what the loop does not
	// use should not be there.
	lost []RegSet
	// moved lists, by header, the values that are in another register in the end.
	moved [][]place
	// params says in which register an argument of a back-edge was.
	params map[ir.ID]Loc
	any    bool
}

// place is a register for a value.
type place struct {
	v ir.ID
	r Loc
}

// run assigns the registers of all blocks.
func (p *pass) run() {
	for _, b := range p.order.order {
		p.block, p.loop = b, p.blocks[b].loop
		p.noteLast(b)
		p.enter(b)
		for _, id := range p.f.Blocks[b].Nodes {
			p.node(id)
			if p.err != nil {
				return
			}
		}
		p.leave(b)
		p.done[b] = true
	}
	p.edges()
}

// noteLast notes where values are last used in a block. Those that end in a
// register a node insists on are hinted there.
func (p *pass) noteLast(b ir.BlockID) {
	from, to := p.from[b], p.to[b]
	for w, x := range p.set(p.out, b) {
		for ; x != 0; x &= x - 1 {
			p.last[p.cross[w*64+bits.TrailingZeros64(x)]] = to + 1
		}
	}
	events := p.eventsOf(b)
	for i := range events {
		e := &events[i]
		if e.param != 0 && !p.used[e.param] {
			continue
		}
		if p.last[e.v] < from {
			p.last[e.v] = e.pos
		}
		if e.fixed >= 0 && p.last[e.v] == e.pos && p.def[e.v] == b {
			p.suggest(e.v, Loc(e.fixed), 4)
		}
	}
}

// enter decides what registers hold at the start of a block.
func (p *pass) enter(b ir.BlockID) {
	for s := p.busy; s != 0; s &= s - 1 {
		p.forget(lowest(s))
	}
	p.busy, p.pinned, p.prefer = 0, 0, 0
	p.now = p.from[b]
	for l := p.loop; l != 0; l = p.loops[l].parent {
		if h := p.loops[l].header; h != b {
			p.preferParams(h)
		}
	}
	pred := p.mainPred(b)
	if pred == 0 {
		return
	}
	head := p.header[b]
	var drop []ir.ID
	if head != 0 && p.adv != nil {
		drop = p.adv.drop[b]
	}
	if head != 0 && p.adv != nil {
		for _, m := range p.adv.moved[b] {
			if p.reg[m.r] == 0 && p.in[m.v] == 0 && !contains(drop, m.v) {
				p.hold(m.r, m.v)
			}
		}
	}
	p.inherit(b, pred, drop)
	if head != 0 {
		// Parameters come before what can be loaded.
		p.params(b, pred)
		p.preload(b, head, drop)
	} else {
		p.params(b, pred)
	}
	p.start[b], p.started[b] = p.reg, p.busy
	if head != 0 {
		p.preferParams(b)
	}
	p.hintArgs(b)
}

// preferParams keeps the registers of a loop's parameters for what becomes these.
func (p *pass) preferParams(h ir.BlockID) {
	for _, q := range p.f.Blocks[h].Params {
		if r := p.result[q]; r.IsReg() {
			p.prefer |= 1 << r
		}
	}
}

// mainPred is the predecessor that was done and runs most often.
func (p *pass) mainPred(b ir.BlockID) ir.BlockID {
	best, most := ir.BlockID(0), int64(-1)
	for _, q := range p.f.Blocks[b].Preds {
		if p.done[q] {
			if w := p.weight(q)<<20 + int64(p.f.Blocks[q].Weight); w > most {
				best, most = q, w
			}
		}
	}
	return best
}

// inherit takes over what registers hold at the end of a predecessor.
func (p *pass) inherit(b, pred ir.BlockID, drop []ir.ID) {
	end := &p.end[pred]
	lost := RegSet(0)
	if p.header[b] != 0 && p.adv != nil {
		lost = p.adv.lost[b]
	}
	merge := len(p.f.Blocks[b].Preds) > 1
	for s := p.ended[pred]; s != 0; s &= s - 1 {
		r := lowest(s)
		v := end[r]
		if merge && p.in[v] != 0 || p.reg[r] != 0 || contains(drop, v) || lost>>r&1 != 0 && !p.near(v) {
			continue
		}
		if p.pos[v] == 0 {
			if !p.near(v) || merge && p.header[b] == 0 && !p.everywhere(b, v) {
				continue
			}
		} else if !p.liveIn(b, v) {
			continue
		} else if merge && p.header[b] == 0 && !p.near(v) && !p.everywhere(b, v) {
			continue
		}
		p.hold(r, v)
	}
}

// everywhere reports whether all predecessors that were done have v in a register.
func (p *pass) everywhere(b ir.BlockID, v ir.ID) bool {
	for _, q := range p.f.Blocks[b].Preds {
		if p.done[q] && find(&p.end[q], v) == Nowhere {
			return false
		}
	}
	return true
}

func contains(l []ir.ID, v ir.ID) bool {
	for _, x := range l {
		if x == v {
			return true
		}
	}
	return false
}

// find returns a register that holds v.
func find(s *regState, v ir.ID) Loc {
	for r, x := range s {
		if x == v {
			return Loc(r)
		}
	}
	return Nowhere
}

// preload fills free registers with values and constants that a loop uses.
func (p *pass) preload(b ir.BlockID, l int32, drop []ir.ID) {
	try := func(v ir.ID) {
		if p.in[v] == 0 && !contains(drop, v) {
			if r := p.freeReg(p.class(v), v); r != Nowhere {
				p.hold(r, v)
			}
		}
	}
	p.eachLiveIn(b, func(v ir.ID) {
		if p.in[v] == 0 && p.near(v) {
			try(v)
		}
	})
	for _, v := range p.consts[l] {
		try(v)
	}
}

// params decides where the parameters of a block are.
func (p *pass) params(b, pred ir.BlockID) {
	bl := &p.f.Blocks[b]
	if len(bl.Params) == 0 {
		return
	}
	args := p.argsFrom(pred, b)
	for _, v := range bl.Params {
		p.result[v] = Nowhere
	}
	for j, v := range bl.Params { // those for which a register suggests itself
		if !p.used[v] {
			continue
		}
		want := Loc(p.hint[v])
		if p.adv != nil {
			if l, ok := p.adv.params[v]; ok {
				if want = l; l == pending {
					p.toSlot(v, b)
					continue
				}
			}
		}
		if want == Nowhere || p.busy>>want&1 != 0 {
			want = Nowhere
			for s := p.class(v) &^ p.busy; s != 0; s &= s - 1 {
				if r := lowest(s); p.end[pred][r] == args[j] {
					want = r
					break
				}
			}
		}
		if want != Nowhere {
			p.hold(want, v)
			p.result[v] = want
		}
	}
	for j, v := range bl.Params {
		if p.result[v] != Nowhere || !p.used[v] {
			continue
		}
		r := Nowhere
		if p.real[v] || p.pos[args[j]] == 0 || find(&p.end[pred], args[j]) != Nowhere || p.header[b] != 0 {
			r = p.paramReg(v)
		}
		if r == Nowhere && p.real[v] && p.near(v) {
			if x, far := p.victim(p.class(v)); x != Nowhere && far > p.distance(v) && p.pos[p.reg[x]] != p.from[b] {
				p.forget(x)
				r = x
			}
		}
		if r == Nowhere {
			p.toSlot(v, b)
			continue
		}
		p.hold(r, v)
		p.result[v] = r
	}
}

// paramReg finds a free register for a parameter. One that nodes insist on is
// worse than one of a value that is not used in the loop.
func (p *pass) paramReg(v ir.ID) Loc {
	good := p.class(v) &^ p.fixed
	if good&^p.busy == 0 && p.loop != 0 && p.real[v] {
		if x, far := p.victim(good); x != Nowhere && far >= leaving && p.pos[p.reg[x]] < p.now && p.slotFree(p.reg[x]) {
			p.forget(x)
			return x
		}
	}
	return p.freeReg(p.class(v), v)
}

// toSlot puts a parameter into its slot.
func (p *pass) toSlot(v ir.ID, b ir.BlockID) {
	p.result[v] = pending
	p.needSlot(v, b)
}

// argsFrom returns the arguments of an edge.
func (p *pass) argsFrom(pred, b ir.BlockID) []ir.ID {
	for _, e := range p.f.Blocks[pred].Succs {
		if e.To == b {
			return e.Args
		}
	}
	return nil
}

// hintArgs makes the arguments that later blocks pass for the parameters of b go
// where these are.
func (p *pass) hintArgs(b ir.BlockID) {
	for j, v := range p.f.Blocks[b].Params {
		if r := p.result[v]; r.IsReg() {
			p.argsOf(b, j, func(pred ir.BlockID, arg ir.ID) {
				if !p.done[pred] {
					p.suggest(arg, r, 12)
				}
			})
		}
	}
}

// suggest hints v, and what is computed in the same register before, to r.
func (p *pass) suggest(v ir.ID, r Loc, depth int) {
	for ; depth > 0; depth-- {
		if p.pos[v] == 0 || p.hint[v] >= 0 || p.float[v] != r.IsFloat() {
			return
		}
		p.hint[v] = int8(r)
		if p.result[v] != Nowhere {
			return // should it be loaded again
		}
		if b := p.def[v]; p.f.Nodes[v].Op == ir.OpParam {
			p.argsOf(b, int(p.param[v]), func(pred ir.BlockID, arg ir.ID) {
				if !p.done[pred] {
					p.suggest(arg, r, depth/2)
				}
			})
			return
		}
		k := &p.info[v]
		if !k.same {
			return
		}
		v = p.usesOf(k)[0].Val
	}
}

// leave does the end of a block.
func (p *pass) leave(b ir.BlockID) {
	bl := &p.f.Blocks[b]
	k := &p.term[b]
	p.now, p.pinned = p.to[b], 0
	p.ending[b][0] = int32(len(p.steps))
	p.assignUses(p.usesOf(k), p.uses[k.uses:k.uses+int32(k.nuses)], 0, k)
	p.ending[b][1] = int32(len(p.steps))
	if bl.Term == ir.TermExit {
		p.liveT[b] = int32(len(p.live))
		p.noteLive(p.stateVals(bl.State), false)
	}
	p.end[b], p.ended[b] = p.reg, p.busy
	// The other ways into a block that follows should bring their arguments in
	// the same registers.
	for _, e := range bl.Succs {
		if p.done[e.To] || p.isBack(b, e.To) {
			continue
		}
		for j, v := range p.f.Blocks[e.To].Params {
			a := e.Args[j]
			if p.hint[v] >= 0 || p.pos[a] == 0 || p.in[a] == 0 || p.liveIn(e.To, a) {
				continue
			}
			r := p.best(p.in[a], a)
			p.hint[v] = int8(r)
			p.argsOf(e.To, j, func(pred ir.BlockID, arg ir.ID) {
				if !p.done[pred] && pred != b {
					p.suggest(arg, r, 12)
				}
			})
		}
	}
}
