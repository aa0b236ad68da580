package ra

import "github.com/go-python/gopython/ir"

// pmove is one of a set of moves that happen at the same time: each reads its
// source before any destination is written. The destinations differ.
type pmove struct {
	from, to Loc
	konst    ir.ID // the source, when from is Nowhere
	float    bool
}

// sequence orders parallel moves, appending to out. Cycles of registers of one
// class become swaps; others go through the slot that temp returns.
func sequence(out []Move, moves []pmove, temp func() Loc) []Move {
	// Few moves are on an edge: a quadratic search is quicker than tables.
	n := 0
	for _, m := range moves {
		if m.from != m.to {
			moves[n] = m
			n++
		}
	}
	moves = moves[:n]
	for len(moves) > 0 {
		done := false
		for i := 0; i < len(moves); {
			m := moves[i]
			if readBy(moves, m.to, i) {
				i++
				continue
			}
			out = append(out, Move{From: m.from, To: m.to, Const: m.konst, Float: m.float})
			moves = append(moves[:i], moves[i+1:]...)
			done = true
		}
		if done {
			continue
		}
		// Only cycles are left, and each location is read once at most per cycle.
		m := &moves[0]
		if m.from.IsReg() && m.to.IsReg() && m.from.IsFloat() == m.to.IsFloat() {
			a, b := m.from, m.to
			out = append(out, Move{From: a, To: b, Float: m.float, Swap: true})
			// What was in b is in a now, and the other way round.
			moves = append(moves[:0], moves[1:]...)
			n := 0
			for _, x := range moves {
				switch x.from {
				case a:
					x.from = b
				case b:
					x.from = a
				}
				if x.from != x.to {
					moves[n] = x
					n++
				}
			}
			moves = moves[:n]
			continue
		}
		t := temp()
		from := m.from
		out = append(out, Move{From: from, To: t, Float: m.float})
		for i := range moves {
			if moves[i].from == from {
				moves[i].from = t
			}
		}
	}
	return out
}

// readBy reports whether a move other than that with index self reads l.
func readBy(moves []pmove, l Loc, self int) bool {
	for i := range moves {
		if i != self && moves[i].from == l {
			return true
		}
	}
	return false
}
