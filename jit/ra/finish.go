package ra

import (
	"slices"

	"github.com/go-python/gopython/ir"
)

// finish numbers the slots and writes the Allocation.
type finish struct {
	*pass
	in     []uint64 // analysis.in
	a      *Allocation
	slotOf []Loc // by ID
	// What many short lists are cut from.
	moveBuf  []Move
	liveBuf  []ValueLoc
	edgeBuf  [][]Move
	parallel []pmove
	spare    int // slots for cycles
}

func (p *pass) finish() *Allocation {
	n, nb := len(p.f.Nodes), len(p.f.Blocks)
	m := &p.mem
	m.lists.begin(2 * n)
	m.moves.begin(2 * n)
	m.live.begin(n + nb)
	m.terms.begin(nb)
	p.product = Allocation{Order: p.order.order, Result: m.locs.cut(n), Uses: m.lists.cut(n), Temps: m.lists.cut(n),
		Before: m.moves.cut(n), After: m.moves.cut(n), Term: m.terms.cut(nb), Live: m.live.cut(n), LiveTerm: m.live.cut(nb), pass: p}
	copy(p.product.Result, p.result)
	s := &finish{pass: p, in: p.analysis.in, a: &p.product}
	s.numberSlots()
	s.moveBuf, s.liveBuf = slices.Grow(p.moveBuf[:0], len(s.steps)*2), make([]ValueLoc, 0, len(s.live))
	edges := 0
	for _, b := range p.order.order {
		edges += len(p.f.Blocks[b].Succs)
	}
	m.edges.begin(edges)
	s.edgeBuf = m.edges.cut(edges)
	for _, b := range p.order.order {
		s.block(b)
	}
	s.stores()
	s.a.Slots += s.spare
	p.moveBuf = s.moveBuf
	return s.a
}

// resolve replaces pending by the slot of v.
func (s *finish) resolve(l Loc, v ir.ID) Loc {
	if l == pending {
		return s.slotOf[v]
	}
	return l
}

func (s *finish) move(x step) Move {
	m := Move{From: s.resolve(x.from, x.val), To: s.resolve(x.to, x.val), Float: s.float[x.val]}
	if x.from == Nowhere {
		m.Const = x.val
	}
	return m
}

func (s *finish) moves(r [2]int32) []Move {
	if r[0] == r[1] {
		return nil
	}
	n := len(s.moveBuf)
	for _, x := range s.steps[r[0]:r[1]] {
		s.moveBuf = append(s.moveBuf, s.move(x))
	}
	return s.cut(n)
}

// cut returns what was added to moveBuf from n on.
func (s *finish) cut(n int) []Move {
	if n == len(s.moveBuf) {
		return nil
	}
	return s.moveBuf[n:len(s.moveBuf):len(s.moveBuf)]
}

func (s *finish) locs(uses []Use, first int32) []Loc {
	l := s.pass.uses[first : int(first)+len(uses) : int(first)+len(uses)]
	for i, u := range uses {
		l[i] = s.resolve(l[i], u.Val)
	}
	return l
}

func (s *finish) liveList(vals []ir.ID, first int32) []ValueLoc {
	if len(vals) == 0 {
		return nil
	}
	n := len(s.liveBuf)
	for i, v := range vals {
		s.liveBuf = append(s.liveBuf, ValueLoc{v, s.resolve(s.live[int(first)+i], v)})
	}
	return s.liveBuf[n:len(s.liveBuf):len(s.liveBuf)]
}

func (s *finish) block(b ir.BlockID) {
	a, bl := s.a, &s.f.Blocks[b]
	for _, v := range bl.Params {
		a.Result[v] = s.resolve(a.Result[v], v)
	}
	for _, id := range bl.Nodes {
		k := &s.info[id]
		if !k.located {
			continue
		}
		a.Uses[id] = s.locs(s.usesOf(k), k.uses)
		a.Temps[id] = s.pass.temps[k.temps : k.temps+int32(k.ntemps) : k.temps+int32(k.ntemps)]
		a.Before[id] = s.moves(s.before[id])
		n := &s.f.Nodes[id]
		switch {
		case n.After != 0:
			a.Live[id] = s.liveList(s.bothStates(n), s.liveAt[id])
		case n.State != 0:
			a.Live[id] = s.liveList(s.stateVals(n.State), s.liveAt[id])
		}
	}
	t, k := &a.Term[b], &s.term[b]
	t.Before = s.moves(s.ending[b])
	t.Uses = s.locs(s.usesOf(k), k.uses)
	if bl.Term == ir.TermExit {
		a.LiveTerm[b] = s.liveList(s.stateVals(bl.State), s.liveT[b])
	}
	t.Edges = s.edgeBuf[:len(bl.Succs):len(bl.Succs)]
	s.edgeBuf = s.edgeBuf[len(bl.Succs):]
	ms := s.parallel
	for i := range bl.Succs {
		ms = ms[:0]
		s.eachMove(b, &bl.Succs[i], func(src ir.ID, from, to Loc, param ir.ID) {
			m := pmove{from: s.resolve(from, src), to: s.resolve(to, param), float: s.float[src]}
			if from == Nowhere {
				m.konst = src
			}
			ms = append(ms, m)
		})
		used := 0
		n := len(s.moveBuf)
		s.moveBuf = sequence(s.moveBuf, ms, func() Loc { used++; return Slot(a.Slots + used - 1) })
		t.Edges[i] = s.cut(n)
		s.spare = max(s.spare, used)
	}
	s.parallel = ms
}

// stores adds the moves that fill the slots.
func (s *finish) stores() {
	for i := len(s.slot) - 1; i >= 0; i-- {
		v := ir.ID(i)
		if !s.slot[v] || s.pos[v] == 0 {
			continue
		}
		m := Move{From: s.a.Result[v], To: s.slotOf[v], Float: s.float[v]}
		if m.From == m.To {
			continue
		}
		b := s.storeAt(v)
		switch {
		case b != s.def[v]:
			m.From = find(&s.start[b], v)
			s.atStart(b, m)
		case s.f.Nodes[v].Op == ir.OpParam:
			s.atStart(b, m)
		default:
			n := len(s.moveBuf)
			s.moveBuf = append(s.moveBuf, m)
			s.a.After[v] = s.cut(n)
		}
	}
}

// atStart adds a move before everything else in a block.
func (s *finish) atStart(b ir.BlockID, m Move) {
	for _, id := range s.f.Blocks[b].Nodes {
		if s.info[id].located {
			s.a.Before[id] = slices.Insert(s.a.Before[id], 0, m)
			return
		}
	}
	t := &s.a.Term[b]
	t.Before = slices.Insert(t.Before, 0, m)
}
