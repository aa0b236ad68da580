package opt

import (
	"math"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
)

// Ranges: an interval for every int64, refined by the conditions that hold
// where it is used; and facts x - y <= c between values. With them overflow
// checks, bounds checks and comparisons are decided.
//
// The analysis starts with no values at all for loop variables and walks the
// blocks in dominator order until nothing grows; bounds that keep growing are
// widened. What it then has holds for every execution. Two more walks from
// there only narrow: each still contains what the operations can give.
//
// A node's Type gets the range at its definition, which holds wherever the
// value is used.
//
// A loop variable that only changes by small constants is taken to stay within
// 2**60 of where it starts: to get further takes more than 2**56 steps, two
// years of one loop.
//
// Bounds checks in loops, of an index that is below a bound n from outside of
// the loop, with a length from outside: one check n <= length in front of the
// loop takes their place (at the state of the loop's entry; see hoist).

// Ranges is the pass.
func Ranges(f *ir.Func) {
	g := newGraph(f)
	if len(g.loops) > 1 && makePreheaders(g) {
		g = newGraph(f)
	}
	r := &ranges{graph: g, rewriter: newRewriter(f)}
	r.solve()
	r.final = true
	r.walk()
	r.finish()
	r.dropGone()
}

type interval struct{ lo, hi int64 }

var (
	full     = interval{math.MinInt64, math.MaxInt64}
	nothing  = interval{math.MaxInt64, math.MinInt64}
	wordInts = interval{abi.MinInt, abi.MaxInt}
	lengths  = interval{0, 1 << 40}
)

func (a interval) empty() bool { return a.lo > a.hi }

func (a interval) join(b interval) interval {
	if a.empty() {
		return b
	}
	if b.empty() {
		return a
	}
	return interval{min(a.lo, b.lo), max(a.hi, b.hi)}
}

func (a interval) meet(b interval) interval { return interval{max(a.lo, b.lo), min(a.hi, b.hi)} }

func (a interval) within(b interval) bool { return a.empty() || b.lo <= a.lo && a.hi <= b.hi }

type undo struct {
	id   ir.ID
	old  interval
	fact int32 // the old head of the facts, when is is a fact that is undone
	what uint8 // undoRange, undoFact
}

const (
	undoRange = iota
	undoFact
)

// diff says x - y <= c for the x in whose list it is.
type diff struct {
	y    ir.ID
	c    int64
	next int32
}

type ranges struct {
	*graph
	rewriter
	now   []interval // of values, where the walk is
	acc   []interval // of parameters: the arguments seen in this walk
	held  []interval // of loop variables: what is assumed at the top
	limit []interval // of loop variables: what a counter can reach
	trail []undo
	scope []scope
	dead  []bool // blocks that are never entered
	cur   ir.BlockID
	final bool
	// In the final walk:
	head  []int32 // facts of a value
	facts []diff
	gone  bool
	tied  []bool // what tie has seen
}

type scope struct {
	block ir.BlockID
	trail int
}

func (r *ranges) solve() {
	f := r.graph.f
	n := len(f.Nodes)
	all := r.space.intervals.cut(4 * n)
	r.now, r.acc, r.held, r.limit = all[:n:n], all[n:2*n:2*n], all[2*n:3*n:3*n], all[3*n:]
	r.dead = r.space.bools.cut(len(f.Blocks))
	for i := range r.held {
		r.held[i] = nothing
		r.limit[i] = full
		if c := &f.Nodes[i]; c.Op == ir.OpConstI {
			r.now[i] = interval{c.Aux, c.Aux}
		} else {
			r.now[i] = full
		}
	}
	for _, l := range r.loops[1:] {
		for _, p := range f.Blocks[l.header].Params {
			if f.Nodes[p].Rep == ir.I64 {
				r.limit[p] = r.counter(p)
			}
		}
	}
	for round := 0; ; round++ {
		r.walk()
		if !r.grow(round) {
			break
		}
	}
	for range 2 {
		r.narrow()
		r.walk()
	}
	r.narrow()
}

// grow takes the ranges of loop variables from what the walk has seen. It
// reports whether they were larger than assumed.
func (r *ranges) grow(round int) bool {
	grown := false
	for _, l := range r.loops[1:] {
		for _, p := range r.graph.f.Blocks[l.header].Params {
			seen := r.acc[p].meet(r.limit[p])
			if seen.within(r.held[p]) {
				continue
			}
			grown = true
			r.held[p] = widen(r.held[p], seen, round).meet(r.limit[p])
		}
	}
	if grown && round > 10 {
		// Many variables that depend on one another, each in its turn: enough.
		for _, l := range r.loops[1:] {
			for _, p := range r.graph.f.Blocks[l.header].Params {
				r.held[p] = r.limit[p]
			}
		}
	}
	return grown
}

func widen(old, seen interval, round int) interval {
	w := old.join(seen)
	if old.empty() || round < 1 {
		return w
	}
	if w.lo < old.lo {
		switch {
		case round > 4:
			w.lo = math.MinInt64
		case w.lo >= 0:
			w.lo = 0
		case w.lo >= abi.MinInt:
			w.lo = abi.MinInt
		default:
			w.lo = math.MinInt64
		}
	}
	if w.hi > old.hi {
		switch {
		case round > 4:
			w.hi = math.MaxInt64
		case w.hi <= 1<<40:
			w.hi = 1 << 40
		case w.hi <= abi.MaxInt:
			w.hi = abi.MaxInt
		default:
			w.hi = math.MaxInt64
		}
	}
	return w
}

func (r *ranges) narrow() {
	for _, l := range r.loops[1:] {
		for _, p := range r.graph.f.Blocks[l.header].Params {
			r.held[p] = r.held[p].meet(r.acc[p])
		}
	}
}

// counter returns what a loop variable can reach that only changes by small
// constants.
func (r *ranges) counter(p ir.ID) interval {
	f := r.graph.f
	c := nothing
	down, up := false, false
	var seen [32]ir.ID
	seen[0] = p
	for i, n := 0, 1; i < n; i++ {
		x := &f.Nodes[seen[i]]
		push := func(a ir.ID) bool {
			for _, s := range seen[:n] {
				if s == a {
					return true
				}
			}
			if n == len(seen) {
				return false
			}
			seen[n] = a
			n++
			return true
		}
		ok := true
		switch x.Op {
		case ir.OpParam:
			if x.Block == f.Entry {
				return full
			}
			k := 0
			for f.Blocks[x.Block].Params[k] != seen[i] {
				k++
			}
			for _, q := range f.Blocks[x.Block].Preds {
				for _, e := range f.Blocks[q].Succs {
					if e.To == x.Block {
						ok = ok && push(e.Args[k])
					}
				}
			}
		case ir.OpSelect:
			ok = push(x.Args[1]) && push(x.Args[2])
		case ir.OpAdd, ir.OpAddOv:
			k, isC := f.ConstInt(x.Args[1])
			if isC && -16 <= k && k <= 16 {
				down, up = down || k < 0, up || k > 0
				ok = push(x.Args[0])
				break
			}
			return full
		default:
			leaf := r.leaf(x)
			if !leaf.within(interval{-1 << 61, 1 << 61}) {
				return full
			}
			c = c.join(leaf)
		}
		if !ok {
			return full
		}
	}
	if c.empty() {
		return full
	}
	if down {
		c.lo -= 1 << 60
	}
	if up {
		c.hi += 1 << 60
	}
	return c
}

// leaf returns the range of a node without looking at where it is.
func (r *ranges) leaf(n *ir.Node) interval {
	switch n.Op {
	case ir.OpConstI:
		return interval{n.Aux, n.Aux}
	case ir.OpCheckInt, ir.OpUntagInt:
		return wordInts.meet(typeRange(n))
	case ir.OpB2I:
		return interval{0, 1}
	case ir.OpLoad, ir.OpLoadX:
		return loadRange(n)
	}
	return typeRange(n)
}

func typeRange(n *ir.Node) interval {
	lo, hi := n.Type.Range()
	return interval{lo, hi}
}

func loadRange(n *ir.Node) interval {
	m := ir.MemOf(n.Aux)
	t := typeRange(n)
	switch {
	case m.Width < 8 && m.Signed:
		w := uint(8 * m.Width)
		return t.meet(interval{-1 << (w - 1), 1<<(w-1) - 1})
	case m.Width < 8:
		return t.meet(interval{0, 1<<(8*m.Width) - 1})
	case m.Class == ir.MListLen || m.Class == ir.MTuple:
		return t.meet(lengths)
	}
	return t
}

// walk visits all blocks once.
func (r *ranges) walk() {
	f := r.graph.f
	for _, b := range r.order {
		for _, p := range f.Blocks[b].Params {
			r.acc[p] = nothing
		}
		r.dead[b] = false
	}
	r.scope = r.scope[:0]
	for _, b := range r.order {
		r.leave(b)
		r.scope = append(r.scope, scope{b, len(r.trail)})
		r.enter(b)
		if !r.dead[b] {
			r.block(b)
		}
	}
	r.leave(0)
}

// leave undoes what was learnt in blocks that do not dominate b.
func (r *ranges) leave(b ir.BlockID) {
	for len(r.scope) > 0 {
		top := r.scope[len(r.scope)-1]
		if b != 0 && r.dominates(top.block, b) {
			return
		}
		for i := len(r.trail) - 1; i >= top.trail; i-- {
			u := &r.trail[i]
			if u.what == undoFact {
				r.head[u.id] = u.fact
			} else {
				r.now[u.id] = u.old
			}
		}
		r.trail = r.trail[:top.trail]
		r.scope = r.scope[:len(r.scope)-1]
	}
}

// enter sets what holds at the start of a block.
func (r *ranges) enter(b ir.BlockID) {
	f := r.graph.f
	blk := &f.Blocks[b]
	r.cur = b
	isHeader := r.loopOf[b] != 0 && r.loops[r.loopOf[b]].header == b
	alive := b == f.Entry
	for _, p := range blk.Preds {
		alive = alive || !r.dead[p]
	}
	if !alive {
		r.dead[b] = true
		return
	}
	for _, p := range blk.Params {
		x := r.acc[p]
		if isHeader {
			x = r.held[p].join(x).meet(r.limit[p])
			if r.final {
				x = r.held[p]
			}
		}
		if f.Nodes[p].Rep != ir.I64 {
			x = full
		}
		r.now[p] = x.meet(typeRange(&f.Nodes[p]))
		if r.final {
			r.setType(p)
		}
		if r.now[p].empty() {
			r.now[p] = full // no edge was taken yet: what follows is not reached either
		}
	}
	if len(blk.Preds) == 1 {
		p := &f.Blocks[blk.Preds[0]]
		if p.Term == ir.TermBranch && p.Succs[0].To != p.Succs[1].To {
			if !r.assume(r.get(p.Cond), p.Succs[0].To == b, 0) {
				r.dead[b] = true
				return
			}
		}
	}
	if r.final && isHeader {
		r.headerFacts(r.loopOf[b])
	}
}

func (r *ranges) block(b ir.BlockID) {
	f := r.graph.f
	nodes := f.Blocks[b].Nodes
	for i := 0; i < len(nodes); i++ {
		id := nodes[i]
		n := &f.Nodes[id]
		if n.Rep == ir.I64 {
			x := r.result(n)
			if x.empty() {
				// A check that fails for certain: what follows is not reached.
				r.dead[b] = !r.final
				x = full
			}
			r.now[id] = x
		}
		if r.final {
			f.PC, f.Code = n.PC, n.Code // of checks made for this one
			r.rewrite(id)
			n = &f.Nodes[id]
		}
		if n.Block != 0 {
			r.after(id, n)
		}
		if r.dead[b] {
			return
		}
	}
	blk := &f.Blocks[b]
	for i := range blk.Succs {
		e := &blk.Succs[i]
		if len(e.Args) == 0 {
			continue
		}
		// What the branch says of the arguments on this edge.
		mark := len(r.trail)
		ok := true
		if blk.Term == ir.TermBranch {
			ok = r.assume(r.get(blk.Cond), i == 0, 0)
		}
		if ok {
			for j, p := range f.Blocks[e.To].Params {
				r.acc[p] = r.acc[p].join(r.now[r.get(e.Args[j])])
			}
		}
		for k := len(r.trail) - 1; k >= mark; k-- {
			u := &r.trail[k]
			if u.what == undoFact {
				r.head[u.id] = u.fact
			} else {
				r.now[u.id] = u.old
			}
		}
		r.trail = r.trail[:mark]
	}
}

// refine notes that x is within to, from here on. It reports whether that can be.
func (r *ranges) refine(x ir.ID, to interval) bool {
	f := r.graph.f
	for range 3 {
		old := r.now[x]
		m := old.meet(to)
		if m.empty() {
			return false
		}
		if m == old {
			return true
		}
		if f.IsConst(x) {
			return true
		}
		r.trail = append(r.trail, undo{id: x, old: old})
		r.now[x] = m
		// x = y + k without wrapping: y = x - k.
		y, k := splitAdd(f, x, true)
		if y == x && f.Nodes[x].Op == ir.OpAdd {
			if y, k = splitAdd(f, x, false); y == x || y == 0 || !exactAdd(r.now[y], k) {
				return true // may have wrapped
			}
		}
		if y == x || y == 0 {
			return true
		}
		to = interval{satSub(m.lo, k), satSub(m.hi, k)}
		x = y
	}
	return true
}

func satSub(a, k int64) int64 {
	if d, ok := overConst(ir.OpSubOv, a, k); ok {
		return d
	}
	if k > 0 {
		return math.MinInt64
	}
	return math.MaxInt64
}

// assume notes that a condition has a value, from here on. It reports whether
// that can be.
func (r *ranges) assume(c ir.ID, value bool, depth int) bool {
	f := r.graph.f
	n := &f.Nodes[c]
	switch n.Op {
	case ir.OpConstB:
		return (n.Aux == 1) == value
	case ir.OpBNot:
		return r.assume(n.Args[0], !value, depth)
	case ir.OpBAnd, ir.OpBOr:
		if value == (n.Op == ir.OpBAnd) && depth < 4 {
			return r.assume(n.Args[0], value, depth+1) && r.assume(n.Args[1], value, depth+1)
		}
		return true
	case ir.OpICmp:
		cond := n.Aux
		if !value {
			cond = ir.NegateCond(cond)
		}
		return r.relation(cond, n.Args[0], n.Args[1])
	}
	return true
}

func (r *ranges) relation(cond ir.Cond, x, y ir.ID) bool {
	switch cond {
	case ir.GT, ir.GE:
		return r.relation(ir.SwapCond(cond), y, x)
	case ir.LT:
		a, b := r.now[x], r.now[y]
		if b.hi == math.MinInt64 || a.lo == math.MaxInt64 {
			return false
		}
		r.addFact(x, y, -1)
		return r.refine(x, interval{math.MinInt64, b.hi - 1}) && r.refine(y, interval{a.lo + 1, math.MaxInt64})
	case ir.LE:
		a, b := r.now[x], r.now[y]
		r.addFact(x, y, 0)
		return r.refine(x, interval{math.MinInt64, b.hi}) && r.refine(y, interval{a.lo, math.MaxInt64})
	case ir.EQ:
		a, b := r.now[x], r.now[y]
		r.addFact(x, y, 0)
		r.addFact(y, x, 0)
		return r.refine(x, b) && r.refine(y, a)
	}
	return r.notEqual(x, r.now[y]) && r.notEqual(y, r.now[x])
}

func (r *ranges) notEqual(x ir.ID, y interval) bool {
	if y.lo != y.hi {
		return true
	}
	a := r.now[x]
	switch {
	case a.lo == y.lo && a.hi == y.lo:
		return false
	case a.lo == y.lo:
		a.lo++
	case a.hi == y.lo:
		a.hi--
	}
	return r.refine(x, a)
}

// after notes what holds behind a node.
func (r *ranges) after(id ir.ID, n *ir.Node) {
	ok := true
	switch n.Op {
	case ir.OpCheckBounds:
		i, l := n.Args[0], n.Args[1]
		ok = r.refine(i, interval{0, math.MaxInt64}) && r.relation(ir.LT, i, l)
	case ir.OpCheckTrue, ir.OpCheckFalse:
		ok = r.assume(n.Args[0], n.Op == ir.OpCheckTrue, 0)
	case ir.OpCheckEq:
		ok = r.refine(n.Args[0], interval{n.Aux, n.Aux})
	case ir.OpCheckI2F:
		ok = r.refine(n.Args[0], interval{-1<<53 + 1, 1<<53 - 1})
	}
	if !ok && !r.final {
		r.dead[r.cur] = true
	}
}

// dropGone removes the nodes that rewrite found not to be needed.
func (r *ranges) dropGone() {
	if !r.gone {
		return
	}
	f := r.graph.f
	for _, b := range r.order {
		blk := &f.Blocks[b]
		kept := blk.Nodes[:0]
		for _, id := range blk.Nodes {
			if f.Nodes[id].Block != 0 {
				kept = append(kept, id)
			}
		}
		blk.Nodes = kept
	}
}
