package opt

import "github.com/go-python/gopython/ir"

// Demanded bits: overflow checks of values of which only the low 64 bits count.
//
// In two's complement the low bits of a sum, difference, product, left shift,
// or bitwise operation depend on the low bits of the operands only. Python's
// ints have all bits, so in (x*y + c) & mask, with mask not negative, the
// product and the sum may as well be computed modulo 2**64: the result is
// exact. That is so as long as nothing else sees the product: no comparison, no
// call, no state of a check that remains.
//
// The pass marks the values that have to be exact, from those uses backwards.
// A check that loses its test loses its state, which is why it is optimistic:
// the states of checks that may go mark nothing unless they stay. What is not
// marked forgets its range, as that spoke of the exact value.

// Wrap is the pass.
func Wrap(f *ir.Func) {
	order := blocksOf(f)
	s := spaceOf(f)
	w := wrapper{f: f, exact: s.bools.cut(len(f.Nodes)), states: s.bools.cut(len(f.States))}
	some := false
	for _, b := range order {
		blk := &f.Blocks[b]
		w.mark(blk.Cond)
		w.state(blk.State)
		for _, id := range blk.Nodes {
			n := &f.Nodes[id]
			if _, over := isOver(n.Op); over {
				some = true
			}
			if w.bitwise(n) {
				switch n.Op {
				case ir.OpShl, ir.OpShlOv:
					w.mark(n.Args[1])
				case ir.OpSelect:
					w.mark(n.Args[0])
				}
				continue
			}
			if n.Op == ir.OpAnd {
				w.mark(n.Args[w.masked(n)^1])
				continue
			}
			w.uses(n)
		}
		for _, e := range blk.Succs {
			for i, p := range f.Blocks[e.To].Params {
				if f.Nodes[p].Rep != ir.I64 {
					w.mark(e.Args[i])
				}
			}
		}
	}
	if !some {
		return
	}
	for len(w.work) > 0 {
		id := w.work[len(w.work)-1]
		w.work = w.work[:len(w.work)-1]
		n := &f.Nodes[id]
		switch {
		case n.Op == ir.OpParam:
			w.param(id, n.Block)
		case w.bitwise(n):
			w.uses(n)
		}
	}
	w.change(order)
}

type wrapper struct {
	f      *ir.Func
	exact  []bool
	states []bool
	work   []ir.ID
}

// bitwise reports whether the low bits of the result depend on the low bits of
// the operands only.
func (w *wrapper) bitwise(n *ir.Node) bool {
	switch n.Op {
	case ir.OpAddOv, ir.OpSubOv, ir.OpMulOv, ir.OpNegOv, ir.OpAdd, ir.OpSub, ir.OpMul, ir.OpNeg, ir.OpNot, ir.OpOr, ir.OpXor:
		return true
	case ir.OpAnd:
		return w.masked(n) < 0
	case ir.OpShl, ir.OpShlOv:
		s := w.rangeOf(n.Args[1])
		return s.lo >= 0 && s.hi <= 63
	case ir.OpSelect:
		return n.Rep == ir.I64
	}
	return false
}

// masked returns which operand of And is masked by the other, one that is not
// negative: its high bits do not count. -1 without.
func (w *wrapper) masked(n *ir.Node) int {
	for i := range 2 {
		if w.rangeOf(n.Args[1-i]).lo >= 0 {
			return i
		}
	}
	return -1
}

func (w *wrapper) rangeOf(id ir.ID) interval {
	n := &w.f.Nodes[id]
	if n.Op == ir.OpConstI {
		return interval{n.Aux, n.Aux}
	}
	return typeRange(n)
}

func (w *wrapper) mark(id ir.ID) {
	if id != 0 && !w.exact[id] {
		w.exact[id] = true
		w.work = append(w.work, id)
	}
}

// uses marks what a node uses: all, or of an operation on low bits what has to
// be exact when its result has to be.
func (w *wrapper) uses(n *ir.Node) {
	for _, a := range n.Args {
		w.mark(a)
	}
	w.state(n.State)
	w.state(n.After)
}

func (w *wrapper) state(s ir.StateID) {
	for ; s != 0 && !w.states[s]; s = w.f.States[s].Parent {
		w.states[s] = true
		stateRefs(&w.f.States[s], w.mark)
	}
}

func (w *wrapper) param(p ir.ID, b ir.BlockID) {
	f := w.f
	for i, q := range f.Blocks[b].Params {
		if q != p {
			continue
		}
		for _, pred := range f.Blocks[b].Preds {
			for _, e := range f.Blocks[pred].Succs {
				if e.To == b {
					w.mark(e.Args[i])
				}
			}
		}
	}
}

func (w *wrapper) change(order []ir.BlockID) {
	f := w.f
	forget := func(id ir.ID) {
		if n := &f.Nodes[id]; n.Rep == ir.I64 && !w.exact[id] {
			n.Type = ir.Type{}
		}
	}
	for _, b := range order {
		for _, p := range f.Blocks[b].Params {
			forget(p)
		}
		for _, id := range f.Blocks[b].Nodes {
			n := &f.Nodes[id]
			if w.exact[id] || !w.bitwise(n) {
				continue
			}
			if op, over := isOver(n.Op); over {
				makePure(n, op)
			}
		}
	}
	// Not before all nodes were looked at: bitwise asks for ranges.
	for _, b := range order {
		for _, id := range f.Blocks[b].Nodes {
			if w.bitwise(&f.Nodes[id]) {
				forget(id)
			}
		}
	}
}
