package ra

import (
	"errors"
	"fmt"

	"github.com/go-python/gopython/ir"
)

// ErrRegisters says that a node needs more registers than there are.
var ErrRegisters = errors.New("ra: too few registers")

// AllocateSimple is the plainest allocator: every value has a slot, is stored
// when it is defined and loaded when it is used. For bisecting wrong code.
func AllocateSimple(f *ir.Func, t Target) (*Allocation, error) {
	o := newOrder(f)
	n := len(f.Nodes)
	a := &Allocation{Order: o.order, Result: make([]Loc, n), Uses: make([][]Loc, n), Temps: make([][]Loc, n),
		Before: make([][]Move, n), After: make([][]Move, n), Term: make([]TermAlloc, len(f.Blocks)),
		Live: make([][]ValueLoc, n), LiveTerm: make([][]ValueLoc, len(f.Blocks))}
	for i := range a.Result {
		a.Result[i] = Nowhere
	}
	s := &simple{f: f, t: t, a: a, slot: make([]Loc, n)}
	for _, b := range o.order {
		for _, p := range f.Blocks[b].Params {
			a.Result[p] = s.slotOf(p)
		}
		for _, id := range f.Blocks[b].Nodes {
			s.slotOf(id)
		}
	}
	for id := range f.Nodes {
		if f.IsConst(ir.ID(id)) {
			s.slotOf(ir.ID(id))
		}
	}
	for _, b := range o.order {
		if err := s.block(b); err != nil {
			return nil, err
		}
	}
	a.Slots += s.scratch
	return a, nil
}

type simple struct {
	f       *ir.Func
	t       Target
	a       *Allocation
	c       Constraint
	slot    []Loc // by ID; 0: none yet
	scratch int
}

func (s *simple) slotOf(v ir.ID) Loc {
	if s.slot[v] == 0 {
		s.slot[v] = Slot(s.a.Slots)
		s.a.Slots++
	}
	return s.slot[v]
}

func (s *simple) float(v ir.ID) bool { return s.f.Nodes[v].Rep == ir.F64 }

func (s *simple) load(v ir.ID, r Loc) Move {
	if s.f.IsConst(v) {
		return Move{From: Nowhere, To: r, Const: v, Float: s.float(v)}
	}
	return Move{From: s.slotOf(v), To: r, Float: s.float(v)}
}

// pick takes a register out of free.
func pick(free *RegSet, float bool, fixed Loc) (Loc, error) {
	lo, hi := Loc(0), Loc(16)
	if float {
		lo, hi = 16, 32
	}
	if fixed != Nowhere {
		*free &^= 1 << fixed
		return fixed, nil
	}
	for r := lo; r < hi; r++ {
		if *free>>r&1 != 0 {
			*free &^= 1 << r
			return r, nil
		}
	}
	return Nowhere, ErrRegisters
}

func (s *simple) uses(uses []Use, free *RegSet, moves *[]Move) ([]Loc, error) {
	locs := make([]Loc, len(uses))
	for i, u := range uses {
		if u.Fixed != Nowhere {
			*free &^= 1 << u.Fixed
			locs[i] = u.Fixed
			*moves = append(*moves, s.load(u.Val, u.Fixed))
		}
	}
	for i, u := range uses {
		if u.Fixed != Nowhere {
			continue
		}
		if u.AnyLoc {
			locs[i] = s.slotOf(u.Val)
			if s.f.IsConst(u.Val) {
				*moves = append(*moves, s.load(u.Val, locs[i]))
			}
			continue
		}
		r, err := pick(free, s.float(u.Val), Nowhere)
		if err != nil {
			return nil, err
		}
		locs[i] = r
		*moves = append(*moves, s.load(u.Val, r))
	}
	return locs, nil
}

func (s *simple) node(id ir.ID) error {
	f, a, c := s.f, s.a, &s.c
	*c = Constraint{Uses: c.Uses[:0], Temps: c.Temps[:0], Result: Nowhere}
	if f.IsConst(id) || !s.t.Constraints(f, id, c) {
		return nil
	}
	free := s.t.Registers()
	if c.ResultSame && c.Result != Nowhere && c.Uses[0].Fixed == Nowhere {
		c.Uses[0].Fixed = c.Result
	}
	for _, t := range c.Temps {
		if t.Fixed != Nowhere {
			free &^= 1 << t.Fixed
		}
	}
	if c.Result != Nowhere {
		free &^= 1 << c.Result
	}
	if !c.ClobberAll {
		free &^= c.Clobbers
	}
	if c.ResultSame {
		c.Uses[0].AnyLoc = false
	}
	var err error
	if a.Uses[id], err = s.uses(c.Uses, &free, &a.Before[id]); err != nil {
		return fmt.Errorf("%w: n%d", err, id)
	}
	for _, t := range c.Temps {
		r, err := pick(&free, t.Float, t.Fixed)
		if err != nil {
			return fmt.Errorf("%w: n%d", err, id)
		}
		a.Temps[id] = append(a.Temps[id], r)
	}
	if n := f.Node(id); n.Rep != ir.None {
		switch {
		case c.ResultSame:
			a.Result[id] = a.Uses[id][0]
		default:
			if a.Result[id], err = pick(&free, s.float(id), c.Result); err != nil {
				return fmt.Errorf("%w: n%d", err, id)
			}
		}
		a.After[id] = append(a.After[id], Move{From: a.Result[id], To: s.slotOf(id), Float: s.float(id)})
	}
	a.Live[id] = s.live(id, f.Node(id).State, f.Node(id).After)
	return nil
}

func (s *simple) live(node ir.ID, states ...ir.StateID) (out []ValueLoc) {
	for _, st := range states {
		for _, v := range stateValues(s.f, st) {
			if v == node {
				out = append(out, ValueLoc{v, s.a.Result[v]})
			} else {
				out = append(out, ValueLoc{v, s.slotOf(v)})
			}
		}
	}
	return sortLive(out)
}

func (s *simple) block(b ir.BlockID) error {
	f, a := s.f, s.a
	for _, id := range f.Blocks[b].Nodes {
		if err := s.node(id); err != nil {
			return err
		}
	}
	bl, t := &f.Blocks[b], &a.Term[b]
	free := s.t.Registers()
	var err error
	if t.Uses, err = s.uses(s.t.TermUses(f, b, nil), &free, &t.Before); err != nil {
		return fmt.Errorf("%w: end of b%d", err, b)
	}
	t.Edges = make([][]Move, len(bl.Succs))
	for i, e := range bl.Succs {
		var ms []pmove
		for j, p := range f.Blocks[e.To].Params {
			m := s.load(e.Args[j], s.slotOf(p))
			ms = append(ms, pmove{from: m.From, to: m.To, konst: m.Const, float: m.Float})
		}
		n := 0
		t.Edges[i] = sequence(nil, ms, func() Loc { n++; return Slot(a.Slots + n - 1) })
		s.scratch = max(s.scratch, n)
	}
	if bl.Term == ir.TermExit {
		a.LiveTerm[b] = s.live(0, bl.State)
	}
	return nil
}
