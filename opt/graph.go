package opt

import (
	"slices"

	"github.com/go-python/gopython/ir"
)

// graph is what passes ask about control flow: dominators and loops. It is
// computed at the start of a pass and holds until blocks or edges change.
type graph struct {
	f       *ir.Func
	space   *space
	version int  // of f.Flow
	wrote   bool // loop.writes is known
	memory  struct {
		ints   slab[int32]
		blocks slab[ir.BlockID]
		work   []ir.BlockID
	}
	// order lists the reachable blocks so that a block comes after the one that
	// immediately dominates it, the blocks a block dominates follow it without
	// a gap, and all its predecessors but those of back-edges come before it.
	order []ir.BlockID
	idom  []ir.BlockID
	// Block a dominates b when pre[a] <= pre[b] <= last[a]. pre is the index
	// in order plus one; 0: unreachable.
	pre, last []int32
	// loops[0] is the code outside of loops. Inner loops have higher numbers
	// than the loops around them.
	loops  []loop
	loopOf []int32 // innermost loop of a block
}

// hasLoops reports whether there is a loop for a graph to find.
func hasLoops(f *ir.Func) bool {
	return slices.ContainsFunc(f.Blocks, func(b ir.Block) bool { return b.Loop })
}

// loop is a natural loop.
type loop struct {
	header  ir.BlockID
	parent  int32
	depth   int32
	blocks  []ir.BlockID // inner loops included, in order
	latches []ir.BlockID // sources of back-edges
	writes  uint32       // classes of memory written in the loop; see graph.writes
	fields  fieldSet     // of MField, those written
}

// newGraph makes the graph of f. It is the last one that was made if the edges are
// the same; it stays what it is until two others are made.
func newGraph(f *ir.Func) *graph {
	rpo := blocksOf(f)
	g := new(graph)
	if f.Flow != nil {
		last := &spaceOf(f).graphs
		if g = &last[0]; g.f == f && g.version == f.Flow.Version && len(g.idom) == len(f.Blocks) {
			g.wrote = false
			return g
		}
		last[0], last[1] = last[1], last[0]
		g.version = f.Flow.Version
	}
	g.make(f, rpo)
	return g
}

// make fills g, in its own memory.
func (g *graph) make(f *ir.Func, rpo []ir.BlockID) {
	n := len(f.Blocks)
	g.f, g.space, g.wrote = f, spaceOf(f), false
	g.memory.ints.used, g.memory.blocks.used = 0, 0
	ints := g.memory.ints.cut(5 * n)
	num := ints[0*n : 1*n : 1*n] // number in reverse postorder
	g.pre, g.last = ints[1*n:2*n:2*n], ints[2*n:3*n:3*n]
	g.loopOf = ints[3*n : 4*n : 4*n]
	g.idom = g.memory.blocks.cut(n)
	for i, b := range rpo {
		num[b] = int32(i)
	}
	g.dominators(rpo, num)
	g.number(rpo, ints[4*n:])
	g.findLoops()
}

// dominators is the algorithm of Cooper, Harvey and Kennedy.
func (g *graph) dominators(rpo []ir.BlockID, num []int32) {
	g.idom[rpo[0]] = rpo[0]
	for changed := true; changed; {
		changed = false
		for _, b := range rpo[1:] {
			var d ir.BlockID
			for _, p := range g.f.Blocks[b].Preds {
				if g.idom[p] == 0 {
					continue
				}
				if d == 0 {
					d = p
					continue
				}
				for a := p; a != d; {
					for num[a] > num[d] {
						a = g.idom[a]
					}
					for num[d] > num[a] {
						d = g.idom[d]
					}
				}
			}
			if g.idom[b] != d {
				g.idom[b] = d
				changed = true
			}
		}
	}
}

// number fills order, pre and last.
func (g *graph) number(rpo []ir.BlockID, next []int32) {
	// Children of a block in a list through first and next, in the order of
	// rpo: then the predecessors of a merge, which are below its siblings or
	// are siblings, come before it.
	first := g.memory.blocks.cut(len(next))
	for i := len(rpo) - 1; i > 0; i-- {
		b := rpo[i]
		d := g.idom[b]
		next[b] = int32(first[d])
		first[d] = b
	}
	b := g.f.Entry
	order := g.memory.blocks.cut(len(rpo))[:0]
	for {
		order = append(order, b)
		g.pre[b] = int32(len(order))
		if first[b] != 0 {
			b = first[b]
			continue
		}
		g.last[b] = int32(len(order))
		for b != g.f.Entry && next[b] == 0 {
			b = g.idom[b]
			g.last[b] = int32(len(order))
		}
		if b == g.f.Entry {
			break
		}
		b = ir.BlockID(next[b])
	}
	g.order = order
}

func (g *graph) dominates(a, b ir.BlockID) bool {
	return g.pre[a] <= g.pre[b] && g.pre[b] <= g.last[a]
}

func (g *graph) findLoops() {
	f := g.f
	g.loops = append(g.loops[:0], loop{})
	for _, b := range g.order {
		isHeader := false
		for _, p := range f.Blocks[b].Preds {
			if g.dominates(b, p) {
				isHeader = true
			}
		}
		if isHeader {
			g.loops = append(g.loops, loop{header: b, latches: g.latches(len(g.loops))})
		}
	}
	// Inner loops first: a block belongs to the first loop that reaches it.
	// Headers in order: an outer one comes before an inner one.
	work := g.memory.work[:0]
	for l := int32(len(g.loops) - 1); l > 0; l-- {
		lp := &g.loops[l]
		if g.loopOf[lp.header] == 0 {
			g.loopOf[lp.header] = l
		}
		for _, p := range f.Blocks[lp.header].Preds {
			if g.dominates(lp.header, p) {
				lp.latches = append(lp.latches, p)
				work = append(work, p)
			}
		}
		for len(work) > 0 {
			b := work[len(work)-1]
			work = work[:len(work)-1]
			if b == lp.header {
				continue
			}
			in := g.loopOf[b]
			if in == 0 {
				g.loopOf[b] = l
				work = append(work, f.Blocks[b].Preds...)
				continue
			}
			for g.loops[in].parent != 0 {
				in = g.loops[in].parent
			}
			if in != l {
				g.loops[in].parent = l
				for _, p := range f.Blocks[g.loops[in].header].Preds {
					if !g.dominates(g.loops[in].header, p) {
						work = append(work, p)
					}
				}
			}
		}
	}
	for l := 1; l < len(g.loops); l++ {
		g.loops[l].depth = g.loops[g.loops[l].parent].depth + 1
	}
	g.memory.work = work
	if len(g.loops) == 1 {
		return
	}
	size := g.memory.ints.cut(len(g.loops))
	for _, b := range g.order {
		for l := g.loopOf[b]; l != 0; l = g.loops[l].parent {
			size[l]++
		}
	}
	for l := 1; l < len(g.loops); l++ {
		g.loops[l].blocks = g.memory.blocks.cut(int(size[l]))[:0]
	}
	for _, b := range g.order {
		for l := g.loopOf[b]; l != 0; l = g.loops[l].parent {
			g.loops[l].blocks = append(g.loops[l].blocks, b)
		}
	}
}

// latches is the memory that the latches of loop l had the last time.
func (g *graph) latches(l int) []ir.BlockID {
	if l < cap(g.loops) {
		return g.loops[:l+1][l].latches[:0]
	}
	return nil
}

// writes is which classes of memory are written in loop l.
func (g *graph) writes(l int32) uint32 {
	if !g.wrote {
		g.wrote = true
		for l := range g.loops {
			g.loops[l].writes, g.loops[l].fields = 0, 0
		}
		for _, b := range g.order {
			in := g.loopOf[b]
			if in == 0 {
				continue
			}
			var w uint32
			var fields fieldSet
			for _, id := range g.f.Blocks[b].Nodes {
				writes := g.f.EffectsOf(id).Writes
				w |= writes
				if writes>>ir.MField&1 != 0 {
					fields |= fieldOf(g.f, &g.f.Nodes[id])
				}
			}
			for l := in; l != 0; l = g.loops[l].parent {
				g.loops[l].writes |= w
				g.loops[l].fields |= fields
			}
		}
	}
	return g.loops[l].writes
}

// contains reports whether block b is in loop l.
func (g *graph) contains(l int32, b ir.BlockID) bool {
	for in := g.loopOf[b]; in != 0; in = g.loops[in].parent {
		if in == l {
			return true
		}
	}
	return false
}

// outside reports whether the value id is computed outside of loop l.
func (g *graph) outside(l int32, id ir.ID) bool {
	b := g.f.Nodes[id].Block
	return b == 0 || !g.contains(l, b)
}

// always reports whether block b is run in every iteration of loop l that gets
// to a back-edge.
func (g *graph) always(l int32, b ir.BlockID) bool {
	for _, p := range g.loops[l].latches {
		if !g.dominates(b, p) {
			return false
		}
	}
	return true
}

// entered returns the block that is the only one to lead to b but for
// back-edges, 0 if there are several.
func (g *graph) entered(b ir.BlockID) ir.BlockID {
	var from ir.BlockID
	for _, p := range g.f.Blocks[b].Preds {
		if g.dominates(b, p) {
			continue
		}
		if from != 0 {
			return 0
		}
		from = p
	}
	return from
}

// LoopOps counts the operations in the loop whose header is given, inner loops
// included. It is for tests that say what has to be gone from a loop.
func LoopOps(f *ir.Func, header ir.BlockID) map[ir.Op]int {
	g := newGraph(f)
	count := map[ir.Op]int{}
	for l := range g.loops {
		if l == 0 || g.loops[l].header != header {
			continue
		}
		for _, b := range g.loops[l].blocks {
			for _, id := range f.Blocks[b].Nodes {
				count[f.Nodes[id].Op]++
			}
		}
	}
	return count
}

// Loops returns the headers of the loops of f, outer ones first.
func Loops(f *ir.Func) []ir.BlockID {
	var headers []ir.BlockID
	for _, l := range newGraph(f).loops[1:] {
		headers = append(headers, l.header)
	}
	return headers
}

// InLoop reports whether the loop with the header inner is inside that of outer.
func InLoop(f *ir.Func, outer, inner ir.BlockID) bool {
	g := newGraph(f)
	for l := range g.loops {
		if l != 0 && g.loops[l].header == outer {
			return slices.Contains(g.loops[l].blocks, inner)
		}
	}
	return false
}

// LoopMem counts the loads and stores of a loop by class of memory, for the
// same tests.
func LoopMem(f *ir.Func, header ir.BlockID) (loads, stores map[ir.MemClass]int) {
	g := newGraph(f)
	loads, stores = map[ir.MemClass]int{}, map[ir.MemClass]int{}
	for l := range g.loops {
		if l == 0 || g.loops[l].header != header {
			continue
		}
		for _, b := range g.loops[l].blocks {
			for _, id := range f.Blocks[b].Nodes {
				switch n := &f.Nodes[id]; n.Op {
				case ir.OpLoad, ir.OpLoadX:
					loads[ir.MemOf(n.Aux).Class]++
				case ir.OpStore, ir.OpStoreX:
					stores[ir.MemOf(n.Aux).Class]++
				}
			}
		}
	}
	return loads, stores
}
