package opt

import "github.com/go-python/gopython/ir"

// Sinking of boxes out of loops (part of DCE): a box that is only an argument
// on the edge out of a loop is made in a new block on that edge, once, and not
// in every iteration.
//
// The states do not refer to boxes any more. A box may need a Go helper, for
// which it has the state of the instruction it was made for; that state may
// still be gone back to on the edge, as nothing that cannot be repeated happens
// between the box and the end of its block: that is checked.

func sinkBoxes(f *ir.Func) {
	g := newGraph(f)
	if len(g.loops) == 1 {
		return
	}
	uses := g.space.ints.cut(len(f.Nodes))
	for _, b := range g.order {
		blk := &f.Blocks[b]
		uses[blk.Cond]++
		for _, id := range blk.Nodes {
			for _, a := range f.Nodes[id].Args {
				uses[a]++
			}
		}
		for _, e := range blk.Succs {
			for _, a := range e.Args {
				uses[a]++
			}
		}
	}
	changed := false
	for _, b := range g.order {
		l := g.loopOf[b]
		if blk := &f.Blocks[b]; l == 0 || blk.Term != ir.TermBranch {
			continue
		}
		for i := range 2 {
			if e := f.Blocks[b].Succs[i]; !g.contains(l, e.To) && len(e.Args) > 0 && sinkTo(f, b, i, uses) {
				changed = true
			}
		}
	}
	if changed {
		f.ComputePreds()
	}
}

// sinkTo moves the boxes of block b that only its edge i uses.
func sinkTo(f *ir.Func, b ir.BlockID, i int, uses []int32) bool {
	var moved []ir.ID
	nodes := f.Blocks[b].Nodes
	for k := len(nodes) - 1; k >= 0; k-- {
		id := nodes[k]
		n := &f.Nodes[id]
		if ir.Infos[n.Op].Call || f.EffectsOf(id).Writes != 0 {
			break
		}
		switch n.Op {
		case ir.OpBoxInt, ir.OpBoxFloat, ir.OpTagInt, ir.OpBoxBool:
			here := int32(0)
			for _, a := range f.Blocks[b].Succs[i].Args {
				if a == id {
					here++
				}
			}
			if here > 0 && here == uses[id] {
				moved = append(moved, id)
			}
		}
	}
	if len(moved) == 0 {
		return false
	}
	to := f.NewBlock()
	blk := &f.Blocks[b]
	e := blk.Succs[i]
	t := &f.Blocks[to]
	t.PC, t.Code, t.Weight = blk.PC, blk.Code, f.Blocks[e.To].Weight
	t.Term, t.Succs = ir.TermJump, []ir.Edge{e}
	t.Nodes = moved // none uses another
	blk.Succs[i] = ir.Edge{To: to}
	for _, id := range moved {
		f.Nodes[id].Block = to
	}
	kept := blk.Nodes[:0]
	for _, id := range blk.Nodes {
		if f.Nodes[id].Block == b {
			kept = append(kept, id)
		}
	}
	blk.Nodes = kept
	return true
}
