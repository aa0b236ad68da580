package opt

import (
	"math"
	"slices"

	"github.com/go-python/gopython/ir"
)

// Facts x - y <= c between values, for Ranges: what branches and checks say,
// and what holds of loop variables by induction.

// addFact notes that x - y <= c from here on.
func (r *ranges) addFact(x, y ir.ID, c int64) {
	f := r.graph.f
	if !r.final || x == y || f.IsConst(x) {
		return
	}
	if r.head == nil {
		r.head = r.space.ints.cut(len(f.Nodes))
		r.facts = append(r.facts, diff{})
	}
	r.extend()
	r.trail = append(r.trail, undo{id: x, fact: r.head[x], what: undoFact})
	r.facts = append(r.facts, diff{y, c, r.head[x]})
	r.head[x] = int32(len(r.facts) - 1)
}

// prove reports whether x - y <= c is known to hold.
func (r *ranges) prove(x, y ir.ID, c int64) bool {
	steps := 40
	return r.proveIn(x, y, c, 4, &steps)
}

func (r *ranges) proveIn(x, y ir.ID, c int64, depth int, steps *int) bool {
	if x == y {
		return c >= 0
	}
	a, b := r.now[x], r.now[y]
	if d, ok := overConst(ir.OpSubOv, a.hi, b.lo); ok && d <= c {
		return true
	}
	if *steps--; depth == 0 || *steps < 0 || c > 1<<41 || c < -1<<41 {
		return false
	}
	f := r.graph.f
	if x0, k := r.split(x); x0 != x && -1<<41 < k && k < 1<<41 {
		// x = x0 + k
		if r.proveIn(x0, y, c-k, depth-1, steps) {
			return true
		}
	}
	if y0, k := r.split(y); y0 != y && -1<<41 < k && k < 1<<41 {
		if r.proveIn(x, y0, c+k, depth-1, steps) {
			return true
		}
	}
	if r.head != nil {
		for i := r.head[x]; i != 0; i = r.facts[i].next {
			if d := &r.facts[i]; r.proveIn(d.y, y, c-d.c, depth-1, steps) {
				return true
			}
		}
	}
	return r.proveBy(f, x, y, c, depth, steps)
}

// proveBy looks at how x and y are computed.
func (r *ranges) proveBy(f *ir.Func, x, y ir.ID, c int64, depth int, steps *int) bool {
	xn, yn := &f.Nodes[x], &f.Nodes[y]
	switch xn.Op {
	case ir.OpMinI:
		return r.proveIn(xn.Args[0], y, c, depth-1, steps) || r.proveIn(xn.Args[1], y, c, depth-1, steps)
	case ir.OpShr, ir.OpQuo:
		// x is not more than what it is a part of.
		return r.now[xn.Args[0]].lo >= 0 && r.proveIn(xn.Args[0], y, c, depth-1, steps)
	case ir.OpRem, ir.OpFloorMod:
		// x < divisor
		return r.now[xn.Args[1]].lo > 0 && r.proveIn(xn.Args[1], y, c+1, depth-1, steps)
	case ir.OpAnd:
		for i := range 2 {
			if r.now[xn.Args[i]].lo >= 0 && r.proveIn(xn.Args[i], y, c, depth-1, steps) {
				return true
			}
		}
	case ir.OpSub, ir.OpSubOv:
		// a - b <= a for b >= 0; a modular difference must not have wrapped.
		if b := r.now[xn.Args[1]]; b.lo >= 0 {
			if _, exact := subRange(r.now[xn.Args[0]], b); exact || xn.Op == ir.OpSubOv {
				return r.proveIn(xn.Args[0], y, c, depth-1, steps)
			}
		}
	}
	switch yn.Op {
	case ir.OpMaxI:
		return r.proveIn(x, yn.Args[0], c, depth-1, steps) || r.proveIn(x, yn.Args[1], c, depth-1, steps)
	case ir.OpAdd, ir.OpAddOv:
		// a <= a + b for b >= 0; a modular sum must not have wrapped.
		a, b := r.now[yn.Args[0]], r.now[yn.Args[1]]
		if _, exact := addRange(a, b); !exact && yn.Op == ir.OpAdd || f.IsConst(yn.Args[1]) {
			break
		}
		return b.lo >= 0 && r.proveIn(x, yn.Args[0], c, depth-1, steps) || a.lo >= 0 && r.proveIn(x, yn.Args[1], c, depth-1, steps)
	}
	return false
}

// split sees x as another value plus a constant, where that holds exactly.
func (r *ranges) split(x ir.ID) (ir.ID, int64) {
	f := r.graph.f
	y, k := splitAdd(f, x, true)
	if y == x && f.Nodes[x].Op == ir.OpAdd {
		// The values are what they are: where y is in a range in which the
		// sum does not wrap, it did not wrap.
		if y, k = splitAdd(f, x, false); y == 0 || !exactAdd(r.now[y], k) {
			return x, 0
		}
	}
	if y == 0 {
		return x, 0
	}
	return y, k
}

// headerFacts adds what holds of the variables of loop l in every iteration.
func (r *ranges) headerFacts(l int32) {
	f := r.graph.f
	pre := preheader(r.graph, l)
	if pre == 0 {
		return
	}
	h := r.loops[l].header
	entry := f.Blocks[pre].Succs[0].Args
	for k, p := range f.Blocks[h].Params {
		if f.Nodes[p].Rep != ir.I64 {
			continue
		}
		init := r.get(entry[k])
		down, up := true, true
		for _, q := range r.loops[l].latches {
			for _, e := range f.Blocks[q].Succs {
				if e.To == h {
					d, u := r.step(p, r.get(e.Args[k]))
					down, up = down && d, up && u
				}
			}
		}
		if down {
			r.addFact(p, init, 0)
		}
		if up {
			r.addFact(init, p, 0)
		}
		r.exitBound(l, pre, k, p, init)
	}
}

// step reports whether next is never above, and never below p.
func (r *ranges) step(p, next ir.ID) (down, up bool) {
	f := r.graph.f
	if next == p {
		return true, true
	}
	n := &f.Nodes[next]
	switch n.Op {
	case ir.OpAddOv, ir.OpSubOv, ir.OpAdd, ir.OpSub:
	default:
		return false, false
	}
	x, y := n.Args[0], n.Args[1]
	if y == p && (n.Op == ir.OpAddOv || n.Op == ir.OpAdd) {
		x, y = y, x
	}
	if x != p {
		return false, false
	}
	by := r.now[y] // y is from outside or has its widest range: it is not computed yet
	if !f.IsConst(y) {
		by = typeRange(&f.Nodes[y])
		if r.dominatesHere(y) {
			by = r.now[y]
		}
	}
	if n.Op == ir.OpAdd || n.Op == ir.OpSub {
		// Must not wrap, for any value of the variable.
		var exact bool
		if n.Op == ir.OpAdd {
			_, exact = addRange(r.now[p], by)
		} else {
			_, exact = subRange(r.now[p], by)
		}
		if !exact {
			// It did not where it was made of a checked one: see its type.
			return false, false
		}
	}
	if n.Op == ir.OpSub || n.Op == ir.OpSubOv {
		return by.lo >= 0, by.hi <= 0
	}
	return by.hi <= 0, by.lo >= 0
}

// tied in Aux2 of an operation with an overflow check says that a decision was
// made which holds because its result is an int64: x * y > 2**63-1 is false
// where the product did not overflow. Then the check stays, although nothing
// may use the product now.
const tied = 1

// tie ties what the ranges of values come from, after a decision by them that
// may have been the last use.
func (r *ranges) tie(values ...ir.ID) {
	f := r.graph.f
	if len(r.tied) < len(f.Nodes) {
		r.tied = append(r.tied, make([]bool, len(f.Nodes)-len(r.tied))...)
	}
	var few [8]ir.ID
	work := append(few[:0], values...)
	for len(work) > 0 {
		id := r.get(work[len(work)-1])
		work = work[:len(work)-1]
		n := &f.Nodes[id]
		if n.Rep != ir.I64 || f.IsConst(id) || r.tied[id] {
			continue
		}
		r.tied[id] = true
		if _, over := isOver(n.Op); over {
			n.Aux2 = tied // and then what it is made of is used
			continue
		}
		if n.Op == ir.OpParam && n.Block != f.Entry {
			blk := &f.Blocks[n.Block]
			k := slices.Index(blk.Params, id)
			for _, p := range blk.Preds {
				for _, e := range f.Blocks[p].Succs {
					if e.To == n.Block {
						work = append(work, e.Args[k])
					}
				}
			}
		}
		if ir.Infos[n.Op].Pure {
			work = append(work, n.Args...)
		}
	}
}

// dominatesHere reports whether x is computed before the current block.
func (r *ranges) dominatesHere(x ir.ID) bool {
	b := r.graph.f.Nodes[x].Block
	return b == 0 || b != r.cur && r.dominates(b, r.cur)
}

// exitBound finds a bound from outside of the loop that the condition of every
// back-edge gives for variable k, p, and that holds on entry too.
func (r *ranges) exitBound(l int32, pre ir.BlockID, k int, p, init ir.ID) {
	f := r.graph.f
	h := r.loops[l].header
	first := true
	var bound ir.ID
	var c int64
	for _, q := range r.loops[l].latches {
		for i, e := range f.Blocks[q].Succs {
			if e.To != h {
				continue
			}
			b, w, ok := r.edgeBound(l, q, i, r.get(e.Args[k]))
			if !ok || !first && (b != bound || w > c) {
				return
			}
			if first || w > c {
				bound, c = b, w
			}
			first = false
		}
	}
	if first || !r.prove(init, bound, c) {
		return
	}
	r.addFact(p, bound, c)
}

// edgeBound looks for a bound of x in the conditions on the way to the edge
// number i out of block q of loop l: x - bound <= c.
func (r *ranges) edgeBound(l int32, q ir.BlockID, i int, x ir.ID) (bound ir.ID, c int64, ok bool) {
	f := r.graph.f
	for range 8 {
		blk := &f.Blocks[q]
		if blk.Term == ir.TermBranch {
			n := &f.Nodes[r.get(blk.Cond)]
			if n.Op == ir.OpICmp {
				cond := n.Aux
				if i == 1 {
					cond = ir.NegateCond(cond)
				}
				a, b := r.get(n.Args[0]), r.get(n.Args[1])
				if b == x {
					a, b, cond = b, a, ir.SwapCond(cond)
				}
				if a == x && r.outside(l, b) {
					switch cond {
					case ir.LT:
						return b, -1, true
					case ir.LE, ir.EQ:
						return b, 0, true
					}
				}
			}
		}
		if q == r.loops[l].header || len(blk.Preds) != 1 {
			return 0, 0, false
		}
		p := blk.Preds[0]
		i = 0
		if s := f.Blocks[p].Succs; len(s) == 2 {
			if s[0].To == s[1].To {
				return 0, 0, false
			}
			if s[1].To == q {
				i = 1
			}
		}
		q = p
	}
	return 0, 0, false
}

// predicate puts a check in front of the loop that implies index < length in
// every iteration. It reports whether it could.
func (r *ranges) predicate(index, length ir.ID) bool {
	f := r.graph.f
	l := r.loopOf[r.cur]
	if l == 0 || !r.outside(l, length) || !r.always(l, r.cur) || r.outside(l, index) {
		return false
	}
	if ln := r.now[length]; ln.lo < 0 || ln.hi > 1<<41 {
		return false
	}
	pre := preheader(r.graph, l)
	if pre == 0 {
		return false
	}
	bound, c, ok := r.bound(l, index, 0, 4)
	if !ok || c > 1<<40 || c < -1<<40 {
		return false
	}
	if n := &f.Nodes[bound]; c > -1 && n.Op == ir.OpLoad && ir.MemOf(n.Aux).Class == ir.MListLen {
		return false // a list that is longer than another one: those with items next to each other are as long
	}
	state := entryState(f, r.loops[l].header, pre)
	if state == 0 {
		return false
	}
	// bound + c < length, as bound <= length - (c + 1).
	limit := length
	if c != -1 {
		limit = f.Append(pre, ir.OpAdd, ir.I64, 0, length, f.ConstI(-c-1))
	}
	cmp := f.Append(pre, ir.OpICmp, ir.Bool, ir.LE, bound, limit)
	check := f.Append(pre, ir.OpCheckTrue, ir.None, 0, cmp)
	f.Nodes[check].State = state
	r.extend()
	r.addFact(bound, length, -c-1)
	return true
}

// least finds what the index of a check in every iteration is at least: where it is a
// variable of the loop that only grows, plus k, the value that it begins with. It
// is 0 where that is not so, and where it is negative for certain.
func (r *ranges) least(index ir.ID) (init ir.ID, k int64) {
	f := r.graph.f
	p, k := r.split(index)
	l := r.loopOf[r.cur]
	if l == 0 || k < -1<<40 || k > 1<<40 || f.Nodes[p].Op != ir.OpParam || f.Nodes[p].Block != r.loops[l].header || !r.always(l, r.cur) {
		return 0, 0
	}
	pre := preheader(r.graph, l)
	if h := &f.Blocks[r.loops[l].header]; pre == 0 || h.State == 0 || !h.Loop || len(f.Blocks[pre].Succs) != 1 {
		return 0, 0
	}
	i := slices.Index(f.Blocks[r.loops[l].header].Params, p)
	init = r.get(f.Blocks[pre].Succs[0].Args[i])
	if f.IsConst(init) || r.now[init].hi < -k || !r.prove(init, p, 0) {
		return 0, 0
	}
	return init, k
}

// predicateLeast checks in front of the loop that init + k is not negative, which
// least found.
func (r *ranges) predicateLeast(init ir.ID, k int64) {
	f := r.graph.f
	l := r.loopOf[r.cur]
	pre := preheader(r.graph, l)
	cmp := f.Append(pre, ir.OpICmp, ir.Bool, ir.GE, init, f.ConstI(-k))
	check := f.Append(pre, ir.OpCheckTrue, ir.None, 0, cmp)
	f.Nodes[check].State = entryState(f, r.loops[l].header, pre)
	r.extend()
	for i, p := range f.Blocks[r.loops[l].header].Params {
		if r.get(f.Blocks[pre].Succs[0].Args[i]) == init && r.prove(init, p, 0) {
			r.refine(p, interval{-k, math.MaxInt64})
		}
	}
}

// bound finds a value from outside of loop l that bounds x: x - bound <= c.
func (r *ranges) bound(l int32, x ir.ID, c int64, depth int) (ir.ID, int64, bool) {
	f := r.graph.f
	if r.outside(l, x) && !f.IsConst(x) {
		return x, c, true
	}
	isVar := f.Nodes[x].Op == ir.OpParam && f.Nodes[x].Block == r.loops[l].header
	if hi := r.now[x].hi; hi < 1<<31 && isVar {
		id := r.constI(hi)
		return id, c, true
	}
	if depth == 0 || r.head == nil {
		return 0, 0, false
	}
	if y, k := r.split(x); y != x && -1<<40 < k && k < 1<<40 {
		return r.bound(l, y, c+k, depth-1)
	}
	for i := r.head[x]; i != 0 && isVar; i = r.facts[i].next {
		if y, d, ok := r.bound(l, r.facts[i].y, c+r.facts[i].c, depth-1); ok {
			return y, d, true
		}
	}
	return 0, 0, false
}
