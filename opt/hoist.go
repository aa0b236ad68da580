package opt

import "github.com/go-python/gopython/ir"

// Loop-invariant code motion: what computes the same in every iteration is
// moved in front of the loop, from the innermost loop outwards.
//
//   - Operations without preconditions go if their operands are from outside.
//   - Guards go from blocks that every completed iteration runs, when nothing in
//     the loop writes what they read. In front of the loop they leave at the
//     state of the loop's entry: the header's state, in terms of the arguments
//     of the entry edge. It is reached once, before the first iteration did
//     anything, so the interpreter does all that the loop would have done. A
//     loop that is left before it comes to the guard may thus be left for the
//     interpreter needlessly, which costs time only.
//   - Loads, and operations that must not get certain operands, go from such
//     blocks too, but only if no condition that stays in the loop before them is
//     about their operands: it might be what makes the address valid. A load
//     relative to an object whose kind or shape was checked outside needs no
//     such care.
//
// A moved operation forgets its range: it may have come from a condition that
// is behind it now.

// Hoist is the pass.
func Hoist(f *ir.Func) {
	g := newGraph(f)
	if len(g.loops) == 1 {
		return
	}
	if makePreheaders(g) {
		g = newGraph(f)
	}
	h := hoister{graph: g, taint: g.space.ints.cut(len(f.Nodes))}
	for l := int32(len(g.loops) - 1); l > 0; l-- {
		h.loop(l)
	}
}

// makePreheaders gives each loop a block that only jumps to the header and is
// the only one outside of the loop to do so.
func makePreheaders(g *graph) (changed bool) {
	f := g.f
	for l := 1; l < len(g.loops); l++ {
		if preheader(g, int32(l)) != 0 {
			continue
		}
		h := g.loops[l].header
		if h == f.Entry {
			continue
		}
		changed = true
		p := f.NewBlock()
		hb := &f.Blocks[h]
		pb := &f.Blocks[p]
		pb.PC, pb.Code, pb.Term = hb.PC, hb.Code, ir.TermJump
		args := make([]ir.ID, len(hb.Params))
		for i, q := range hb.Params {
			n := f.Nodes[q]
			args[i] = f.NewNode(ir.OpParam, n.Rep, 0)
			f.Nodes[args[i]].Type, f.Nodes[args[i]].Block = n.Type, p
		}
		f.Blocks[p].Params = args
		f.Blocks[p].Succs = []ir.Edge{{To: h, Args: append([]ir.ID(nil), args...)}}
		for _, q := range f.Blocks[h].Preds {
			if g.dominates(h, q) {
				continue
			}
			w := f.Blocks[q].Weight
			f.Blocks[p].Weight = max(w, f.Blocks[p].Weight)
			for i := range f.Blocks[q].Succs {
				if e := &f.Blocks[q].Succs[i]; e.To == h {
					e.To = p
				}
			}
		}
	}
	if changed {
		dropSameParams(f)
	}
	return changed
}

// dropSameParams removes the parameters of new preheaders with one predecessor.
func dropSameParams(f *ir.Func) {
	fo := folder{rewriter: newRewriter(f)}
	fo.params(f.ComputePreds())
	fo.finish()
}

// preheader returns the preheader of loop l, 0 if it has none.
func preheader(g *graph, l int32) ir.BlockID {
	h := g.loops[l].header
	var pre ir.BlockID
	for _, p := range g.f.Blocks[h].Preds {
		if g.dominates(h, p) {
			continue
		}
		if pre != 0 || g.f.Blocks[p].Term != ir.TermJump {
			return 0
		}
		pre = p
	}
	return pre
}

// entryState returns the state of a loop's entry, for a guard at the end of
// the preheader. It is 0 if the header has no state.
func entryState(f *ir.Func, header, pre ir.BlockID) ir.StateID {
	h := &f.Blocks[header]
	if h.State == 0 || !h.Loop || len(f.Blocks[pre].Succs) != 1 {
		return 0
	}
	args := f.Blocks[pre].Succs[0].Args
	return mapState(f, h.State, func(r ir.Ref) ir.Ref {
		if r > 0 && f.Nodes[r].Op == ir.OpParam && f.Nodes[r].Block == header {
			for i, p := range f.Blocks[header].Params {
				if p == ir.ID(r) {
					return ir.Ref(args[i])
				}
			}
		}
		return r
	})
}

type hoister struct {
	*graph
	// taint[v] is the number of the loop (of those looked at) in which a
	// condition that stays is about v.
	taint []int32
	// The current loop:
	l     int32
	pre   ir.BlockID
	state ir.StateID
	tried bool // state was asked for
}

func (h *hoister) loop(l int32) {
	f := h.f
	h.l, h.pre, h.state, h.tried = l, preheader(h.graph, l), 0, false
	if h.pre == 0 {
		return
	}
	moved := false
	for _, b := range h.loops[l].blocks {
		always := h.always(l, b)
		for _, id := range f.Blocks[b].Nodes {
			if f.Nodes[id].Block != b {
				continue // gone with its user
			}
			if h.movable(id, always) {
				h.move(id)
				moved = true
			} else if n := &f.Nodes[id]; ir.Infos[n.Op].Guard {
				h.taintAll(n.Args)
			}
		}
		if blk := &f.Blocks[b]; blk.Term == ir.TermBranch {
			h.taintOne(blk.Cond)
		}
	}
	if !moved {
		return
	}
	for _, b := range h.loops[l].blocks {
		blk := &f.Blocks[b]
		kept := blk.Nodes[:0]
		for _, id := range blk.Nodes {
			if f.Nodes[id].Block == b {
				kept = append(kept, id)
			}
		}
		blk.Nodes = kept
	}
}

func (h *hoister) move(id ir.ID) {
	f := h.f
	for _, a := range f.Nodes[id].Args {
		if !h.outside(h.l, a) {
			h.move(a) // a condition that only goes where its user goes
		}
	}
	n := &f.Nodes[id]
	n.Block = h.pre
	if info := &ir.Infos[n.Op]; info.Guard || info.Slow {
		n.State = h.entry()
	}
	if n.Op >= ir.OpAddOv && n.Op <= ir.OpMaxI || n.Op == ir.OpSelect || n.Op == ir.OpF2I {
		n.Type.HasRange, n.Type.Lo, n.Type.Hi = false, 0, 0
		if n.Rep == ir.I64 {
			n.Type = n.Type.Unbounded()
		}
	}
	blk := &f.Blocks[h.pre]
	blk.Nodes = append(blk.Nodes, id)
}

func (h *hoister) entry() ir.StateID {
	if !h.tried {
		h.tried = true
		h.state = entryState(h.f, h.loops[h.l].header, h.pre)
	}
	return h.state
}

func isCond(op ir.Op) bool { return op >= ir.OpICmp && op <= ir.OpBOr }

// movable reports whether a node can go to the preheader. always says that
// every completed iteration runs it.
func (h *hoister) movable(id ir.ID, always bool) bool {
	f := h.f
	n := &f.Nodes[id]
	info := &ir.Infos[n.Op]
	switch {
	case isCond(n.Op):
		return false // best next to the branch
	case info.Guard, info.Pure && info.Slow:
		for _, a := range n.Args {
			if !h.outside(h.l, a) && !h.freeCond(a) {
				return false
			}
		}
		eff := f.EffectsOf(id)
		return always && eff.Writes == 0 && eff.Reads&h.writes(h.l) == 0 && h.entry() != 0
	case info.Pure:
		return h.invariant(n) && (total(f, n) || always && !h.tainted(n, 0) && !undefined(f, n))
	case n.Op == ir.OpShapeOf:
		return h.invariant(n) && f.EffectsOf(id).Reads&h.writes(h.l) == 0
	case n.Op == ir.OpLoad, n.Op == ir.OpLoadX:
		if !h.invariant(n) || h.written(h.l, n) {
			return false
		}
		if n.Op == ir.OpLoad && checkedObject(&f.Nodes[n.Args[0]], ir.MemOf(n.Aux).Class) {
			return true
		}
		return always && !h.tainted(n, 0)
	}
	return false
}

// checkedObject reports whether n is the address of an object that is known to
// have a word of class c. A kind says so but for attributes, of which instances
// have different numbers.
func checkedObject(n *ir.Node, c ir.MemClass) bool {
	return n.Op == ir.OpCheckShape || n.Op == ir.OpAlloc || n.Op == ir.OpCheckKind && c != ir.MField
}

func (h *hoister) invariant(n *ir.Node) bool {
	for _, a := range n.Args {
		if !h.outside(h.l, a) {
			return false
		}
	}
	return true
}

// freeCond reports whether a is a condition inside the loop on operands from
// outside.
func (h *hoister) freeCond(a ir.ID) bool {
	n := &h.f.Nodes[a]
	if !isCond(n.Op) {
		return false
	}
	for _, x := range n.Args {
		if !h.outside(h.l, x) && !h.freeCond(x) {
			return false
		}
	}
	return true
}

// total reports whether a pure operation is defined for all operands.
func total(f *ir.Func, n *ir.Node) bool {
	switch n.Op {
	case ir.OpFloorDiv, ir.OpFloorMod:
		c, ok := f.ConstInt(n.Args[1])
		return ok && c != 0 && c != -1
	case ir.OpShl:
		c, ok := f.ConstInt(n.Args[1])
		return ok && c >= 0 && c <= 63
	case ir.OpShr:
		c, ok := f.ConstInt(n.Args[1])
		return ok && c >= 0
	case ir.OpQuo, ir.OpRem, ir.OpTagInt, ir.OpTagPtr, ir.OpUntagInt, ir.OpUntagFloat, ir.OpUntagBool, ir.OpUntagPtr:
		return false
	}
	return true
}

// undefined reports whether an operation is never to be executed: a division by
// a constant zero, behind a check that fails but is about nothing that varies.
func undefined(f *ir.Func, n *ir.Node) bool {
	switch n.Op {
	case ir.OpFloorDiv, ir.OpFloorMod, ir.OpQuo, ir.OpRem:
		c, ok := f.ConstInt(n.Args[1])
		return ok && c == 0
	}
	return false
}

// taintAll notes that a condition which stays in the loop is about args.
func (h *hoister) taintAll(args []ir.ID) {
	for _, a := range args {
		h.taintOne(a)
	}
}

func (h *hoister) taintOne(a ir.ID) {
	for int(a) >= len(h.taint) {
		h.taint = append(h.taint, 0)
	}
	if a == 0 || h.taint[a] == h.l || h.f.IsConst(a) {
		return
	}
	h.taint[a] = h.l
	h.taintAll(h.f.Nodes[a].Args)
}

// tainted reports whether a condition that stays in the loop may be about what
// an operation works on.
func (h *hoister) tainted(n *ir.Node, depth int) bool {
	for _, a := range n.Args {
		if int(a) < len(h.taint) && h.taint[a] == h.l {
			return true
		}
		if m := &h.f.Nodes[a]; len(m.Args) > 0 && (depth > 4 || h.tainted(m, depth+1)) {
			return true
		}
	}
	return false
}
