package ra

import "github.com/go-python/gopython/ir"

// blockInfo is what the allocator knows of a block.
type blockInfo struct {
	rpo  int32 // number in reverse postorder, -1: not reachable
	idom ir.BlockID
	loop int32 // innermost loop, 0: none
	cold bool
	need int32 // forward edges into the block from blocks not placed yet
}

// loopInfo is a natural loop. Loops are numbered from 1, inner ones first.
type loopInfo struct {
	header     ir.BlockID
	parent     int32
	depth      int32
	left       int32 // blocks not placed yet
	start, end int32 // positions of the first and behind the last block that is not cold
}

// order is the block structure of a function.
type order struct {
	f      *ir.Func
	rpo    []ir.BlockID
	blocks []blockInfo // by BlockID
	loops  []loopInfo
	order  []ir.BlockID
}

// newOrder finds dominators, loops and the order of the blocks.
func newOrder(f *ir.Func) *order {
	o := &order{f: f, rpo: f.ComputePreds(), blocks: make([]blockInfo, len(f.Blocks)), loops: make([]loopInfo, 1)}
	for i := range o.blocks {
		o.blocks[i].rpo = -1
	}
	for i, b := range o.rpo {
		o.blocks[b].rpo = int32(i)
	}
	o.dominators()
	o.findLoops()
	o.findCold()
	o.order = make([]ir.BlockID, 0, len(o.rpo))
	o.place(false)
	o.place(true)
	return o
}

// dominators computes idom by the method of Cooper, Harvey and Kennedy.
func (o *order) dominators() {
	entry := o.rpo[0]
	o.blocks[entry].idom = entry
	for changed := true; changed; {
		changed = false
		for _, b := range o.rpo[1:] {
			var d ir.BlockID
			for _, p := range o.f.Blocks[b].Preds {
				if o.blocks[p].idom == 0 {
					continue
				}
				if d == 0 {
					d = p
				} else {
					d = o.common(d, p)
				}
			}
			if o.blocks[b].idom != d {
				o.blocks[b].idom, changed = d, true
			}
		}
	}
}

// common returns the nearest common dominator.
func (o *order) common(a, b ir.BlockID) ir.BlockID {
	for a != b {
		if o.blocks[a].rpo > o.blocks[b].rpo {
			a = o.blocks[a].idom
		} else {
			b = o.blocks[b].idom
		}
	}
	return a
}

// dominates reports whether a dominates b.
func (o *order) dominates(a, b ir.BlockID) bool {
	for o.blocks[b].rpo > o.blocks[a].rpo {
		b = o.blocks[b].idom
	}
	return a == b
}

// isBack reports whether the edge from p to b closes a loop.
func (o *order) isBack(p, b ir.BlockID) bool { return o.blocks[p].rpo >= o.blocks[b].rpo }

// findLoops finds the natural loops, inner ones first.
func (o *order) findLoops() {
	var work []ir.BlockID
	for i := len(o.rpo) - 1; i >= 0; i-- {
		h := o.rpo[i]
		work = work[:0]
		for _, p := range o.f.Blocks[h].Preds {
			if o.isBack(p, h) && o.dominates(h, p) {
				work = append(work, p)
			}
		}
		if len(work) == 0 {
			continue
		}
		l := int32(len(o.loops))
		o.loops = append(o.loops, loopInfo{header: h})
		o.fillLoop(l, work)
		if o.blocks[h].loop == 0 {
			o.blocks[h].loop = l
		}
	}
	for l := len(o.loops) - 1; l > 0; l-- { // outer loops have higher numbers
		o.loops[l].depth = o.loops[o.loops[l].parent].depth + 1
	}
}

// fillLoop marks the blocks of loop l, found backwards from its latches.
func (o *order) fillLoop(l int32, work []ir.BlockID) {
	h := o.loops[l].header
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		in := o.blocks[b].loop
		if in == 0 {
			o.blocks[b].loop = l
		} else {
			for o.loops[in].parent != 0 {
				in = o.loops[in].parent
			}
			if in == l {
				continue
			}
			o.loops[in].parent = l
			b = o.loops[in].header
		}
		if b != h {
			work = append(work, o.f.Blocks[b].Preds...)
		}
	}
}

// inLoop reports whether block b is inside loop l or an inner loop of it; l = 0
// is the whole function.
func (o *order) inLoop(b ir.BlockID, l int32) bool {
	if l == 0 {
		return true
	}
	for in := o.blocks[b].loop; in != 0; in = o.loops[in].parent {
		if in == l {
			return true
		}
	}
	return false
}

// depth is the number of loops around a block.
func (o *order) depth(b ir.BlockID) int32 { return o.loops[o.blocks[b].loop].depth }

// findCold marks the blocks that go last: exits, what never ran while a sibling
// did, and what only leads there or only comes from there.
func (o *order) findCold() {
	f := o.f
	for _, b := range o.rpo[1:] {
		o.blocks[b].cold = f.Blocks[b].Term == ir.TermExit
	}
	for _, b := range o.rpo {
		s := f.Blocks[b].Succs
		if len(s) != 2 {
			continue
		}
		// The end of a loop comes some time, even if it was not seen yet, and
		// what jumps back from the test at its bottom has no count.
		for i, e := range s {
			if l := o.blocks[b].loop; f.Blocks[e.To].Weight == 0 && f.Blocks[s[1-i].To].Weight > 0 && o.inLoop(e.To, l) && !o.isBack(b, e.To) && !o.isLatch(e.To) {
				o.blocks[e.To].cold = true
			}
		}
	}
	for i := len(o.rpo) - 1; i > 0; i-- {
		b := o.rpo[i]
		if s := f.Blocks[b].Succs; len(s) > 0 && !o.blocks[b].cold {
			all := true
			for _, e := range s {
				all = all && o.blocks[e.To].cold && !o.isBack(b, e.To)
			}
			o.blocks[b].cold = all
		}
	}
	o.blocks[o.rpo[0]].cold = false
	for _, b := range o.rpo[1:] {
		all := true
		for _, p := range f.Blocks[b].Preds {
			all = all && (o.blocks[p].cold || o.isBack(p, b))
		}
		o.blocks[b].cold = o.blocks[b].cold || all
	}
}

// place appends the blocks that are cold, or those that are not, so that a
// block follows its forward predecessors and a loop is contiguous.
func (o *order) place(cold bool) {
	f := o.f
	var ready []ir.BlockID
	for _, b := range o.rpo {
		if o.blocks[b].cold != cold {
			continue
		}
		n := int32(0)
		for _, p := range f.Blocks[b].Preds {
			if o.blocks[p].cold == cold && !o.isBack(p, b) {
				n++
			}
		}
		o.blocks[b].need = n
		if n == 0 {
			ready = append(ready, b)
		}
		for l := o.blocks[b].loop; l != 0; l = o.loops[l].parent {
			o.loops[l].left++
		}
	}
	var last ir.BlockID
	for len(ready) > 0 {
		i := o.choose(ready, last)
		b := ready[i]
		ready = append(ready[:i], ready[i+1:]...)
		o.order = append(o.order, b)
		last = b
		for l := o.blocks[b].loop; l != 0; l = o.loops[l].parent {
			o.loops[l].left--
		}
		for _, e := range f.Blocks[b].Succs {
			if o.blocks[e.To].cold != cold || o.isBack(b, e.To) {
				continue
			}
			if o.blocks[e.To].need--; o.blocks[e.To].need == 0 {
				ready = append(ready, e.To)
			}
		}
	}
}

// choose returns the index of the best of the ready blocks behind last.
func (o *order) choose(ready []ir.BlockID, last ir.BlockID) int {
	l := int32(0)
	if last != 0 {
		for l = o.blocks[last].loop; l != 0 && o.loops[l].left == 0; {
			l = o.loops[l].parent
		}
	}
	best, bestScore := 0, int64(-1)
	for i, b := range ready {
		score := int64(o.f.Blocks[b].Weight)
		if o.inLoop(b, l) {
			score += 1 << 40
		}
		if !o.isLatch(b) {
			score += 1 << 38
		}
		if last != 0 {
			for _, e := range o.f.Blocks[last].Succs {
				if e.To == b {
					score += 1 << 36
				}
			}
		}
		if score > bestScore {
			best, bestScore = i, score
		}
	}
	return best
}

// isLatch reports whether a back-edge starts at b.
func (o *order) isLatch(b ir.BlockID) bool {
	for _, e := range o.f.Blocks[b].Succs {
		if o.isBack(b, e.To) {
			return true
		}
	}
	return false
}
