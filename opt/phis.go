package opt

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
)

// Representation of block parameters: a tagged parameter all of whose
// arguments are boxes of one representation (or constants that have it, or
// other such parameters) becomes an unboxed parameter; where the tagged value
// is used, it is boxed again at the start of the block. The boxes that only
// checks and states use then go away in fold and dce.
//
// A loop variable may come into the loop as a tagged word of which nothing is
// known. When every iteration checks it, the check is made before the loop, at
// the state of the loop's entry (see hoist): the first iteration would have
// failed in its stead.

// Phis is the pass.
func Phis(f *ir.Func) {
	p := phis{graph: newGraph(f)}
	for l := 1; l < len(p.loops); l++ {
		if hasTagged(f, p.loops[l].header) && makePreheaders(p.graph) {
			p.graph = newGraph(f)
			break
		}
	}
	if !p.collect() {
		return
	}
	p.solve()
	if p.choose() {
		p.change()
	}
}

func hasTagged(f *ir.Func, b ir.BlockID) bool {
	for _, id := range f.Blocks[b].Params {
		if f.Nodes[id].Rep == ir.Tagged {
			return true
		}
	}
	return false
}

// want says what the checks of a parameter ask for.
type want struct {
	rep    ir.Rep // of the arguments so far; None: not known yet
	mixed  bool
	checks [5]bool // a check for the representation; in a block that is always run
	some   [5]bool // a check anywhere
	other  bool    // a use as a tagged word
	hard   bool    // some argument is a word of unknown kind
	new    ir.ID
}

type phis struct {
	*graph
	num    []int32 // of nodes: index in cand plus one
	cand   []ir.ID
	want   []want
	blocks []ir.BlockID // with candidates
}

// collect finds the candidates and looks at their uses.
func (p *phis) collect() bool {
	f := p.f
	p.num = p.space.ints.cut(len(f.Nodes))
	for _, b := range p.order {
		if b == f.Entry {
			continue
		}
		any := false
		for _, id := range f.Blocks[b].Params {
			if f.Nodes[id].Rep == ir.Tagged {
				p.cand = append(p.cand, id)
				p.num[id] = int32(len(p.cand))
				any = true
			}
		}
		if any {
			p.blocks = append(p.blocks, b)
		}
	}
	if len(p.cand) == 0 {
		return false
	}
	p.want = make([]want, len(p.cand))
	for _, b := range p.order {
		blk := &f.Blocks[b]
		for _, id := range blk.Nodes {
			n := &f.Nodes[id]
			for _, a := range n.Args {
				if p.num[a] != 0 {
					p.use(&p.want[p.num[a]-1], n, f.Nodes[a].Block, b)
				}
			}
		}
		if blk.Cond != 0 && p.num[blk.Cond] != 0 {
			p.want[p.num[blk.Cond]-1].other = true
		}
	}
	return true
}

// use notes that a node n in block b uses a candidate of block home.
func (p *phis) use(w *want, n *ir.Node, home, b ir.BlockID) {
	rep := ir.None
	switch n.Op {
	case ir.OpCheckInt, ir.OpUntagInt:
		rep = ir.I64
	case ir.OpCheckFloat, ir.OpUntagFloat:
		rep = ir.F64
	case ir.OpCheckBool, ir.OpUntagBool:
		rep = ir.Bool
	case ir.OpCheckInt64:
		w.some[ir.I64] = true
		return
	case ir.OpCheckNum:
		w.some[ir.F64] = true
		return
	case ir.OpTIsInt, ir.OpTIsFloat, ir.OpTIsPtr, ir.OpTIs, ir.OpCheckIsNot:
		return // decided by the kind of the box
	default:
		w.other = true
		return
	}
	w.some[rep] = true
	l := p.loopOf[home]
	if ir.Infos[n.Op].Guard && l != 0 && p.loops[l].header == home && p.contains(l, b) && p.always(l, b) {
		w.checks[rep] = true
	}
}

// boxed returns the representation that the word a is a box of, None if that
// is not known.
func (p *phis) boxed(a ir.ID) ir.Rep {
	n := &p.f.Nodes[a]
	switch n.Op {
	case ir.OpTagInt, ir.OpBoxInt:
		return ir.I64
	case ir.OpBoxFloat:
		return ir.F64
	case ir.OpBoxBool:
		return ir.Bool
	}
	switch b := bitsOf(p.f, a); {
	case b == ir.TInt:
		return ir.I64
	case b == ir.TFloat:
		return ir.F64
	case b == ir.TBool:
		return ir.Bool
	}
	return ir.None
}

// solve finds the representation of the arguments of each candidate: all
// candidates start as unknown, and take what their arguments have until
// nothing changes.
func (p *phis) solve() {
	for changed := true; changed; {
		changed = false
		p.edges(func(w *want, to ir.BlockID, from ir.BlockID, a ir.ID) {
			rep, mixed := p.boxed(a), false
			if i := p.num[a]; i != 0 && rep == ir.None {
				rep, mixed = p.want[i-1].rep, p.want[i-1].mixed
				if rep == ir.None && !mixed {
					return
				}
			} else if rep == ir.None {
				if !p.mayCheck(to, from) {
					mixed = true
				} else if !w.hard {
					w.hard, changed = true, true
				}
			}
			if rep != ir.None && w.rep == ir.None && !w.mixed {
				w.rep, changed = rep, true
			}
			if (mixed || rep != ir.None && rep != w.rep) && !w.mixed {
				w.mixed, changed = true, true
			}
		})
	}
}

// mayCheck reports whether a check can be put on the edge from one block to
// another: only on the way into a loop.
func (p *phis) mayCheck(to, from ir.BlockID) bool {
	blk := &p.f.Blocks[to]
	return blk.Loop && blk.State != 0 && p.f.Blocks[from].Term == ir.TermJump && !p.dominates(to, from)
}

// edges visits the arguments of the candidates.
func (p *phis) edges(visit func(w *want, to, from ir.BlockID, a ir.ID)) {
	f := p.f
	for _, b := range p.order {
		for _, e := range f.Blocks[b].Succs {
			params := f.Blocks[e.To].Params
			for i, a := range e.Args {
				if c := p.num[params[i]]; c != 0 {
					visit(&p.want[c-1], e.To, b, a)
				}
			}
		}
	}
}

// choose takes out the candidates that do not gain, and those that depend on
// them.
func (p *phis) choose() bool {
	for i := range p.want {
		w := &p.want[i]
		blk := &p.f.Blocks[p.f.Nodes[p.cand[i]].Block]
		slow := w.rep == ir.F64 || w.rep == ir.I64
		switch {
		case w.rep == ir.None,
			w.hard && !w.checks[w.rep],
			!w.some[w.rep] && w.other,
			slow && !(blk.Loop && blk.State != 0): // no state for the box
			w.mixed = true
		}
	}
	for changed := true; changed; {
		changed = false
		p.edges(func(w *want, to, from ir.BlockID, a ir.ID) {
			if i := p.num[a]; i != 0 && !w.mixed && p.boxed(a) == ir.None && (p.want[i-1].mixed || p.want[i-1].rep != w.rep) {
				w.mixed, changed = true, true
			}
		})
	}
	for i := range p.want {
		if !p.want[i].mixed {
			return true
		}
	}
	return false
}

// change makes the new parameters, the boxes and the arguments.
func (p *phis) change() {
	f := p.f
	for i := range p.want {
		w := &p.want[i]
		if w.mixed {
			continue
		}
		n := f.Nodes[p.cand[i]]
		w.new = f.NewNode(ir.OpParam, w.rep, 0)
		f.Nodes[w.new].Block = n.Block
		if t := n.Type; w.rep == ir.I64 && t.HasRange {
			f.Nodes[w.new].Type = t
		}
	}
	for _, b := range p.order {
		for j := range f.Blocks[b].Succs {
			e := f.Blocks[b].Succs[j]
			for k, a := range e.Args {
				q := f.Blocks[e.To].Params[k]
				if int(q) < len(p.num) && p.num[q] != 0 && !p.want[p.num[q]-1].mixed {
					arg := p.unboxed(b, e.To, a, p.want[p.num[q]-1].rep)
					f.Blocks[b].Succs[j].Args[k] = arg
				}
			}
		}
	}
	r := newRewriter(f)
	for _, b := range p.blocks {
		p.changeBlock(&r, b)
	}
	r.finish()
	// The boxes' operands and states speak of the new parameters already.
}

// changeBlock replaces the chosen parameters of b by boxes of the new ones.
func (p *phis) changeBlock(r *rewriter, b ir.BlockID) {
	f := p.f
	subst := func(x ir.Ref) ir.Ref {
		if x > 0 && int(x) < len(p.num) && p.num[x] != 0 && f.Nodes[x].Block == b && p.want[p.num[x]-1].new != 0 {
			return ir.Ref(p.want[p.num[x]-1].new)
		}
		return x
	}
	var state ir.StateID
	if blk := &f.Blocks[b]; blk.Loop && blk.State != 0 {
		state = mapState(f, blk.State, subst)
		f.Blocks[b].State = state
	}
	var boxes []ir.ID
	for k, q := range f.Blocks[b].Params {
		i := p.num[q]
		if i == 0 || p.want[i-1].mixed {
			continue
		}
		w := &p.want[i-1]
		op := map[ir.Rep]ir.Op{ir.I64: ir.OpBoxInt, ir.F64: ir.OpBoxFloat, ir.Bool: ir.OpBoxBool}[w.rep]
		box := f.NewNode(op, ir.Tagged, 0, w.new)
		f.Nodes[box].Block = b
		if op != ir.OpBoxBool {
			f.Nodes[box].State = state
		}
		boxes = append(boxes, box)
		f.Blocks[b].Params[k] = w.new
		r.replace(q, box)
	}
	f.Blocks[b].Nodes = append(boxes, f.Blocks[b].Nodes...)
}

// unboxed returns the value in the representation rep that the word a, on the
// edge from b to block to, is a box of.
func (p *phis) unboxed(b, to ir.BlockID, a ir.ID, rep ir.Rep) ir.ID {
	f := p.f
	if int(a) < len(p.num) && p.num[a] != 0 {
		if w := &p.want[p.num[a]-1]; w.new != 0 && w.rep == rep {
			return w.new
		}
	}
	n := &f.Nodes[a]
	w := abi.Value(n.Aux)
	switch n.Op {
	case ir.OpTagInt, ir.OpBoxInt, ir.OpBoxFloat, ir.OpBoxBool:
		return n.Args[0]
	case ir.OpConstT: // of others, as a NaN, the constant is an object
		switch {
		case rep == ir.I64 && w.IsInt():
			return f.ConstI(w.Int())
		case rep == ir.F64 && w.IsFloat():
			return f.ConstF(w.Float())
		case rep == ir.Bool && w.IsBool():
			return f.ConstB(w == abi.True)
		}
	}
	known := p.boxed(a) == rep
	untag := [...]ir.Op{ir.I64: ir.OpUntagInt, ir.F64: ir.OpUntagFloat, ir.Bool: ir.OpUntagBool}[rep]
	check := [...]ir.Op{ir.I64: ir.OpCheckInt, ir.F64: ir.OpCheckFloat, ir.Bool: ir.OpCheckBool}[rep]
	if known {
		return f.Append(b, untag, rep, 0, a)
	}
	state := entryState(f, to, b)
	id := f.Append(b, check, rep, 0, a)
	f.Nodes[id].State = state
	return id
}
