package ra

import (
	"fmt"

	"github.com/go-python/gopython/ir"
)

// sim executes a function and its allocation side by side.
type sim struct {
	f   *ir.Func
	a   *Allocation
	t   Target
	env []uint64 // by ID
	loc []uint64
	n   uint64
}

func mix(x uint64) uint64 {
	x ^= x >> 31
	x *= 0x9e3779b97f4a7c15
	return x ^ x>>29
}

func simulate(f *ir.Func, a *Allocation, t Target, steps int) error {
	s := &sim{f: f, a: a, t: t, env: make([]uint64, len(f.Nodes)), loc: make([]uint64, int(FirstSlot)+a.Slots)}
	for i := range f.Nodes {
		if f.IsConst(ir.ID(i)) {
			s.env[i] = mix(uint64(i))
		}
	}
	for b := f.Entry; steps > 0; steps-- {
		next, err := s.block(b)
		if err != nil || next == 0 {
			return err
		}
		b = next
	}
	return nil
}

func (s *sim) moves(ms []Move) {
	for _, m := range ms {
		switch {
		case m.Const != 0:
			s.loc[m.To] = s.env[m.Const]
		case m.Swap:
			s.loc[m.To], s.loc[m.From] = s.loc[m.From], s.loc[m.To]
		default:
			s.loc[m.To] = s.loc[m.From]
		}
	}
}

func (s *sim) live(l []ValueLoc) error {
	for _, v := range l {
		if s.loc[v.Loc] != s.env[v.Val] {
			return fmt.Errorf("live n%d is not in %d", v.Val, v.Loc)
		}
	}
	return nil
}

func (s *sim) garbage(set RegSet) {
	for r := range FirstSlot {
		if set>>r&1 != 0 {
			s.n++
			s.loc[r] = mix(s.n) | 1<<63
		}
	}
}

func (s *sim) block(b ir.BlockID) (ir.BlockID, error) {
	bl := &s.f.Blocks[b]
	for _, id := range bl.Nodes {
		n := &s.f.Nodes[id]
		var c Constraint
		v := mix(uint64(id))
		for _, a := range n.Args {
			v = mix(v + s.env[a])
		}
		if n.Op == ir.OpLoadReg || n.Op == ir.OpCallHelper {
			s.n++
			v += s.n
		}
		if s.t.Constraints(s.f, id, &c) {
			s.moves(s.a.Before[id])
			var want, got uint64
			for i, u := range c.Uses {
				k := uint64(i + 1)
				if c.Commutes {
					k = 1
				}
				want += k * s.env[u.Val]
				got += k * s.loc[s.a.Uses[id][i]]
			}
			if want != got {
				return 0, fmt.Errorf("b%d n%d: wrong operands", b, id)
			}
			if n.After == 0 {
				if err := s.live(s.a.Live[id]); err != nil {
					return 0, fmt.Errorf("b%d n%d: %w", b, id, err)
				}
			}
			set := c.Clobbers
			for _, r := range s.a.Temps[id] {
				set |= 1 << r
			}
			if c.ClobberAll {
				set = ^RegSet(0)
			}
			s.garbage(set)
			if n.Rep != ir.None {
				s.loc[s.a.Result[id]] = v
			}
		}
		s.env[id] = v
		if n.After != 0 {
			if err := s.live(s.a.Live[id]); err != nil {
				return 0, fmt.Errorf("b%d n%d after: %w", b, id, err)
			}
		}
		s.moves(s.a.After[id])
	}
	t := &s.a.Term[b]
	s.moves(t.Before)
	for i, u := range s.t.TermUses(s.f, b, nil) {
		if s.loc[t.Uses[i]] != s.env[u.Val] {
			return 0, fmt.Errorf("b%d end: wrong operand %d", b, i)
		}
	}
	if bl.Term == ir.TermExit {
		return 0, s.live(s.a.LiveTerm[b])
	}
	if len(bl.Succs) == 0 {
		return 0, nil
	}
	i := 0
	if bl.Term == ir.TermBranch && s.env[bl.Cond]>>20&3 == 0 {
		i = 1
	}
	e := bl.Succs[i]
	s.moves(t.Edges[i])
	vals := make([]uint64, len(e.Args))
	for j, a := range e.Args {
		vals[j] = s.env[a]
	}
	for j, p := range s.f.Blocks[e.To].Params {
		s.env[p] = vals[j]
	}
	return e.To, nil
}
