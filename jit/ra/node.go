package ra

import "github.com/go-python/gopython/ir"

// node assigns the registers of a node.
func (p *pass) node(id ir.ID) {
	k := &p.info[id]
	if !k.located {
		return
	}
	n := &p.f.Nodes[id]
	p.at, p.now = id, p.pos[id]
	p.pinned = 0
	if n.State != 0 && !(k.slots) {
		for _, v := range p.stateVals(n.State) {
			p.mark[v] = p.now
		}
	}
	p.before[id][0] = int32(len(p.steps))
	avoid := RegSet(0)
	if !k.clobberAll {
		avoid = k.clobbers
	}
	temps := p.analysis.temps[k.temps : k.temps+int32(k.ntemps)]
	for _, t := range temps {
		if t.Fixed != Nowhere {
			avoid |= 1 << t.Fixed
		}
	}
	result := Loc(k.result)
	uses, locs := p.usesOf(k), p.uses[k.uses:k.uses+int32(k.nuses)]
	if k.commutes {
		p.exchange(id, uses)
	}
	useAvoid := avoid
	if result != Nowhere && !k.late && !k.same {
		useAvoid |= 1 << result
	}
	p.assignUses(uses, locs, useAvoid, k)
	if k.same {
		result = p.sameResult(id, k, uses, locs, avoid)
	}
	p.assignTemps(k, temps, avoid, result)
	if !k.clobberAll {
		for s := k.clobbers & p.busy; s != 0; s &= s - 1 {
			r := lowest(s)
			p.clobber(r, avoid, result)
		}
	}
	if n.Rep != ir.None && !k.same {
		result = p.freshResult(id, k, locs, result, avoid)
	}
	if n.Rep != ir.None && !k.clean && !k.slots {
		p.forget(result)
	}
	p.nodeLive(id, n, k, result)
	p.before[id][1] = int32(len(p.steps))
	for i := range temps {
		p.forget(p.temps[int(k.temps)+i])
	}
	if k.clobberAll {
		for s := p.busy; s != 0; s &= s - 1 {
			p.forget(lowest(s))
		}
	}
	p.pinned = 0
	if n.Rep != ir.None {
		p.forget(result)
		p.hold(result, id)
		p.result[id] = result
	}
	p.bury()
}

// exchange swaps the operands if the second one dies, or is where the result
// should be.
func (p *pass) exchange(id ir.ID, uses []Use) {
	x, y := uses[0].Val, uses[1].Val
	if x == y || uses[1].Fixed != Nowhere || uses[0].Fixed != Nowhere {
		return
	}
	if keepX, keepY := p.keeps(id, x), p.keeps(id, y); keepX != keepY {
		if keepX {
			uses[0].Val, uses[1].Val = y, x
		}
		return
	} else if keepX {
		return
	}
	if uses[1].AnyLoc && p.in[x] == 0 && p.in[y] != 0 {
		uses[0].Val, uses[1].Val = y, x // x from memory
		return
	}
	if h := p.hint[id]; h >= 0 && p.in[x]>>h&1 == 0 && p.in[y]>>h&1 != 0 {
		uses[0].Val, uses[1].Val = y, x
	}
}

// keeps reports whether v must survive the writing of id's result.
func (p *pass) keeps(id, v ir.ID) bool {
	return p.needed(v) || !p.info[id].clean && p.mark[v] == p.now
}

// assignUses finds registers for operands: first for those that have to be in a
// certain one.
func (p *pass) assignUses(uses []Use, locs []Loc, avoid RegSet, k *info) {
	fixed := RegSet(0)
	for _, u := range uses {
		if u.Fixed != Nowhere {
			fixed |= 1 << u.Fixed
		}
	}
	for i, u := range uses {
		if u.Fixed == Nowhere {
			continue
		}
		locs[i] = u.Fixed
		if p.reg[u.Fixed] != u.Val {
			p.vacate(u.Fixed, avoid|fixed)
			p.load(u.Val, u.Fixed)
		}
		p.pinned |= 1 << u.Fixed
	}
	// What is in a register already must not be driven out by what is not.
	for round := range 2 {
		for i, u := range uses {
			if u.Fixed != Nowhere {
				continue
			}
			bad := avoid
			if k.same && !k.late && i == 0 {
				bad |= fixed
			}
			if k.same && !k.late && i > 0 && u.Val == uses[0].Val {
				if round == 0 {
					continue
				}
				bad |= 1 << locs[0]
			} else if s := p.in[u.Val] &^ bad; round == 0 && s != 0 {
				locs[i] = p.best(s, u.Val)
				p.pinned |= 1 << locs[i]
				continue
			} else if round == 0 {
				locs[i] = Nowhere
				continue
			} else if locs[i] != Nowhere {
				continue
			}
			p.assignUse(u, &locs[i], bad, k)
		}
	}
}

// best picks one of the registers that hold v: a pinned one, then the hinted one.
func (p *pass) best(s RegSet, v ir.ID) Loc {
	if s&p.pinned != 0 {
		return lowest(s & p.pinned)
	}
	if h := p.hint[v]; h >= 0 && s>>h&1 != 0 {
		return Loc(h)
	}
	return lowest(s)
}

// assignUse finds a register for an operand that is in none, or in none of those allowed.
func (p *pass) assignUse(u Use, loc *Loc, avoid RegSet, k *info) {
	v := u.Val
	if s := p.in[v] &^ avoid; s != 0 {
		*loc = p.best(s, v)
		p.pinned |= 1 << *loc
		return
	}
	set := p.class(v) &^ avoid &^ p.pinned
	if u.AnyLoc {
		// A register only if one is free and the value is used again.
		if p.f.IsConst(v) {
			if r := p.freeReg(set, v); r == Nowhere || k.clobberAll {
				p.scratch = append(p.scratch, v)
				p.steps = append(p.steps, step{v, Nowhere, pending})
				p.needSlot(v, p.block)
				*loc = pending
				return
			}
		} else if k.clobberAll || !p.needed(v) || !p.near2(v) || set&^p.busy == 0 {
			p.needSlot(v, p.block)
			*loc = pending
			return
		}
	}
	r := p.take(set, v)
	p.load(v, r)
	p.pinned |= 1 << r
	*loc = r
}

// sameResult decides the register of operand 0, which becomes the result's. What
// is needed later is copied away.
func (p *pass) sameResult(id ir.ID, k *info, uses []Use, locs []Loc, avoid RegSet) Loc {
	v, r := uses[0].Val, locs[0]
	if p.in[v] != 1<<r || !p.keeps(id, v) {
		return r
	}
	set := p.class(v) &^ avoid &^ p.pinned
	h := Loc(p.hint[id])
	to := Nowhere
	away := uses[0].Fixed != Nowhere || h == r // v moves, the result is computed in its place
	if away {
		to = p.freeReg(set, v)
	} else {
		to = p.freeReg(set, id)
	}
	worth := p.worthMoveAfter(v)
	if to == Nowhere {
		x, far := p.victim(set)
		if x == Nowhere || !worth || far <= p.distanceAfter(v) {
			return r // v goes to its slot
		}
		p.forget(x)
		to = x
	} else if !worth && p.slotFree(v) {
		return r
	}
	p.load(v, to)
	if away {
		p.pinned |= 1 << to
		return r
	}
	locs[0] = to
	for _, l := range locs[1:] {
		if l == r {
			p.pinned |= 1 << to
			return to
		}
	}
	p.pinned = p.pinned&^(1<<r) | 1<<to
	return to
}

// slotFree: that v is in its slot costs nothing here.
func (p *pass) slotFree(v ir.ID) bool {
	return p.pos[v] == 0 || p.slot[v] || p.loop != 0 && p.pos[v] < p.loops[p.loop].start
}

// distanceAfter is the distance of v from behind the current node.
func (p *pass) distanceAfter(v ir.ID) int32 {
	p.now++
	d := p.distance(v)
	p.now--
	return d
}

func (p *pass) assignTemps(k *info, temps []Temp, avoid RegSet, result Loc) {
	locs := p.temps[k.temps : k.temps+int32(k.ntemps)]
	for i, t := range temps {
		if t.Fixed != Nowhere {
			p.vacate(t.Fixed, avoid)
			locs[i] = t.Fixed
			p.pinned |= 1 << t.Fixed
		}
	}
	for i, t := range temps {
		if t.Fixed != Nowhere {
			continue
		}
		set := p.regs & generalRegs
		if t.Float {
			set = p.regs & floatRegs
		}
		set &^= avoid
		if result != Nowhere {
			set &^= 1 << result
		}
		r := p.take(set, 0)
		p.forget(r)
		locs[i] = r
		p.pinned |= 1 << r
		p.busy |= 1 << r // forget has nothing to do for it
	}
}

// clobber empties a register that the node overwrites.
func (p *pass) clobber(r Loc, avoid RegSet, result Loc) {
	v := p.reg[r]
	if v == 0 {
		return
	}
	if p.in[v] == 1<<r && (p.needed(v) || p.mark[v] == p.now) && p.worthMoveAfter(v) {
		set := p.class(v) &^ avoid &^ p.pinned
		if result != Nowhere {
			set &^= 1 << result
		}
		if to := p.room(set&^(1<<r), v); to != Nowhere {
			p.load(v, to)
		}
	}
	p.forget(r)
}

func (p *pass) worthMoveAfter(v ir.ID) bool {
	p.now++
	w := p.worthMove(v)
	p.now--
	return w
}

// freshResult picks the register of a result that is not in that of an operand
// by constraint.
func (p *pass) freshResult(id ir.ID, k *info, locs []Loc, fixed Loc, avoid RegSet) Loc {
	var usesSet RegSet
	for _, l := range locs {
		if l.IsReg() {
			usesSet |= 1 << l
		}
	}
	if k.clobberAll {
		if fixed != Nowhere {
			return fixed
		}
		set := p.class(id) &^ usesSet
		if h := p.hint[id]; h >= 0 && set>>h&1 != 0 {
			return Loc(h)
		}
		if s := set &^ p.prefer; s != 0 {
			return lowest(s)
		}
		return lowest(set)
	}
	if fixed != Nowhere {
		if v := p.reg[fixed]; v != 0 && p.in[v] == 1<<fixed && p.keeps(id, v) && p.worthMoveAfter(v) {
			if to := p.room(p.class(v)&^avoid&^p.pinned&^(1<<fixed), v); to != Nowhere {
				p.load(v, to)
			}
		}
		return fixed
	}
	set := p.class(id) &^ avoid
	for _, t := range p.temps[k.temps : k.temps+int32(k.ntemps)] {
		set &^= 1 << t
	}
	if !k.late {
		set &^= usesSet
	}
	// Registers whose values are dead behind the node are free.
	var dying RegSet
	for s := set & p.busy; s != 0; s &= s - 1 {
		r := lowest(s)
		if v := p.reg[r]; v != 0 && (p.in[v]&^usesSet&^(1<<r) != 0 || !p.keeps(id, v)) {
			dying |= 1 << r
		}
	}
	busy := p.busy
	p.busy &^= dying
	r := p.freeReg(set, id)
	p.busy = busy
	if r != Nowhere {
		return r
	}
	pinned := p.pinned
	if k.late {
		p.pinned &^= usesSet
	}
	p.now++
	r, _ = p.victim(set)
	p.now--
	p.pinned = pinned
	if r == Nowhere {
		if p.err == nil {
			p.err = ErrRegisters
		}
		return lowest(p.class(id) | 1)
	}
	return r
}

// nodeLive notes where the values of a node's states are.
func (p *pass) nodeLive(id ir.ID, n *ir.Node, k *info, result Loc) {
	p.liveAt[id] = int32(len(p.live))
	if n.State == 0 && n.After == 0 {
		return
	}
	if n.After == 0 {
		p.noteLive(p.stateVals(n.State), k.slots)
		return
	}
	for _, v := range p.bothStates(n) {
		switch {
		case v == id:
			p.live = append(p.live, result)
		case k.slots || p.in[v]&^(1<<max(result, 0)) == 0:
			p.needSlot(v, p.block)
			p.live = append(p.live, pending)
		default:
			p.live = append(p.live, lowest(p.in[v]&^(1<<max(result, 0))))
		}
	}
}

// bothStates merges the values of State and After.
func (a *analysis) bothStates(n *ir.Node) []ir.ID {
	x, y := a.stateVals(n.State), a.stateVals(n.After)
	out := make([]ir.ID, 0, len(x)+len(y))
	for len(x) > 0 || len(y) > 0 {
		switch {
		case len(y) == 0 || len(x) > 0 && x[0] < y[0]:
			out, x = append(out, x[0]), x[1:]
		case len(x) == 0 || y[0] < x[0]:
			out, y = append(out, y[0]), y[1:]
		default:
			out, x, y = append(out, x[0]), x[1:], y[1:]
		}
	}
	return out
}

func (p *pass) noteLive(vals []ir.ID, slots bool) {
	for _, v := range vals {
		if slots || p.in[v] == 0 {
			p.needSlot(v, p.block)
			p.live = append(p.live, pending)
		} else {
			p.live = append(p.live, lowest(p.in[v]))
		}
	}
}

// bury frees the registers of values that are not needed any more.
func (p *pass) bury() {
	for s := p.busy; s != 0; s &= s - 1 {
		r := lowest(s)
		if v := p.reg[r]; v == 0 {
			p.busy &^= 1 << r // was a temp
		} else if !p.needed(v) {
			p.forget(r)
		}
	}
}
