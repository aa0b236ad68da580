package opt

import (
	"slices"

	"github.com/go-python/gopython/ir"
)

// Carried elements: a loop that walks along a list reads with a[i-1] what it read
// or wrote as a[i] one iteration before. That is kept in a loop variable, unboxed
// where it is used so: the first one is read in front of the loop.
//
// For loops of a single way back, in which the index grows by the same each time
// and the only writes of list items are to that list, at that index plus a
// constant. The first read has to be at the head of the loop, with no check
// before it that may be what makes it valid.

// Carry is the pass.
func Carry(f *ir.Func) {
	if !hasLoops(f) {
		return
	}
	g := newGraph(f)
	re := newRewriter(f)
	for l := int32(1); l < int32(len(g.loops)); l++ {
		if g.writes(l)&^(1<<ir.MItems) == 0 {
			c := carrier{graph: g, rewriter: &re, l: l}
			c.loop()
		}
	}
	re.finish()
}

type carrier struct {
	*graph
	*rewriter
	l        int32
	latch    ir.BlockID
	accesses []access
}

// access is a load or store of list items at a constant distance of a loop variable.
type access struct {
	id    ir.ID
	base  ir.ID
	block ir.BlockID
	index int   // of the parameter
	off   int64 // bytes
	store bool
	first bool // nothing that can fail is before it
}

func (c *carrier) loop() {
	lp := &c.loops[c.l]
	if len(lp.latches) != 1 || preheader(c.graph, c.l) == 0 || !c.collect() {
		return
	}
	for i := range c.accesses {
		a := &c.accesses[i]
		if a.store || !a.first || a.block != lp.header {
			continue
		}
		step := c.step(a.index)
		if step == 0 {
			continue
		}
		if k := c.source(a, a.off+step); k >= 0 {
			c.carry(a, &c.accesses[k])
		}
	}
}

// collect lists the accesses. It reports false where there are other writes.
func (c *carrier) collect() bool {
	f, lp := c.graph.f, &c.loops[c.l]
	c.latch = lp.latches[0]
	params := f.Blocks[lp.header].Params
	for _, b := range lp.blocks {
		if c.loopOf[b] != c.l {
			return false
		}
		first := b == lp.header
		for _, id := range f.Blocks[b].Nodes {
			n := &f.Nodes[id]
			info := &ir.Infos[n.Op]
			switch n.Op {
			case ir.OpLoadX, ir.OpStoreX:
				m := ir.MemOf(n.Aux)
				if m.Class != ir.MItems {
					break
				}
				a := access{id: id, base: n.Args[0], block: b, off: int64(m.Off), store: n.Op == ir.OpStoreX, first: first}
				p := n.Args[1]
				if x := &f.Nodes[p]; x.Op == ir.OpAdd || x.Op == ir.OpAddOv {
					if k, ok := f.ConstInt(x.Args[1]); ok && -16 <= k && k <= 16 {
						p, a.off = x.Args[0], a.off+k*int64(m.Scale)
					}
				}
				a.index = slices.Index(params, p)
				known := a.index >= 0 && m.Scale == 8 && m.Width == 8 && c.outside(c.l, a.base)
				if known {
					c.accesses = append(c.accesses, a)
				} else if a.store {
					return false
				}
			default:
				if info.Call || f.EffectsOf(id).Writes&(1<<ir.MItems) != 0 {
					return false
				}
			}
			first = first && !info.Guard
		}
	}
	for i := range c.accesses {
		if a := &c.accesses[i]; a.store && !c.always(c.l, a.block) {
			return false
		}
	}
	return true
}

// step is by how many bytes the item at variable i of the loop moves on, 0 if that is not known.
func (c *carrier) step(i int) int64 {
	f := c.graph.f
	for _, e := range f.Blocks[c.latch].Succs {
		if e.To != c.loops[c.l].header {
			continue
		}
		n := &f.Nodes[e.Args[i]]
		if n.Op == ir.OpAdd && n.Args[0] == f.Blocks[e.To].Params[i] {
			if k, ok := f.ConstInt(n.Args[1]); ok && -16 <= k && k <= 16 {
				return 8 * k
			}
		}
	}
	return 0
}

// source finds the access that has, in each iteration, the value that load a has in
// the next one: that at off bytes. It is -1 if there is none.
func (c *carrier) source(a *access, off int64) int {
	found := -1
	for i := range c.accesses {
		x := &c.accesses[i]
		same := x.base == a.base && x.index == a.index
		if x.store && (!same || x.off == a.off && c.before(x, a)) {
			return -1 // may be to the same list, or at the same place
		}
		if !same || x.off != off || !c.always(c.l, x.block) {
			continue
		}
		switch {
		case found < 0:
			found = i
		case x.store && c.accesses[found].store:
			return -1
		case x.store:
			found = i
		}
	}
	return found
}

// before reports whether store x is run before load a, which is at the head.
func (c *carrier) before(x, a *access) bool {
	if x.block != a.block {
		return false
	}
	nodes := c.graph.f.Blocks[a.block].Nodes
	return slices.Index(nodes, x.id) < slices.Index(nodes, a.id)
}

// carry makes a loop variable of load a, whose next value is that of from.
func (c *carrier) carry(a, from *access) {
	f := c.graph.f
	untag := c.untagged(a.id)
	if untag == ir.OpInvalid {
		return
	}
	next := c.unboxed(from, untag)
	if next == 0 {
		return
	}
	header := c.loops[c.l].header
	pre := preheader(c.graph, c.l)
	load := f.Nodes[a.id]
	f.PC, f.Code = load.PC, load.Code
	init := f.Blocks[pre].Succs[0].Args[a.index]
	m := ir.MemOf(load.Aux)
	m.Off = int32(a.off)
	first := f.Append(pre, ir.OpLoadX, load.Rep, m.Pack(), a.base, init)
	f.Nodes[first].Type = load.Type
	first = f.Append(pre, untag, 0, 0, first)
	f.Nodes[first].Rep = ir.Infos[untag].Result
	p := f.AddParam(header, ir.Infos[untag].Result, f.Nodes[next].Type.Unbounded())
	for _, b := range [...]ir.BlockID{pre, c.latch} {
		for i := range f.Blocks[b].Succs {
			if e := &f.Blocks[b].Succs[i]; e.To == header {
				x := next
				if b == pre {
					x = first
				}
				e.Args = append(slices.Clip(e.Args), x)
			}
		}
	}
	for _, b := range c.order {
		blk := &f.Blocks[b]
		blk.Nodes = slices.DeleteFunc(blk.Nodes, func(id ir.ID) bool {
			n := &f.Nodes[id]
			if id != a.id && (n.Op != untag || n.Args[0] != a.id) || b == pre {
				return false
			}
			c.replace(id, p)
			n.Block = 0
			return true
		})
	}
}

// untagged is what all uses of load id do with it but for states: OpInvalid if that is
// not one of UntagFloat and UntagInt.
func (c *carrier) untagged(id ir.ID) ir.Op {
	f := c.graph.f
	op := ir.OpInvalid
	for _, b := range c.order {
		blk := &f.Blocks[b]
		for _, n := range blk.Nodes {
			x := &f.Nodes[n]
			if !slices.Contains(x.Args, id) {
				continue
			}
			if x.Op != ir.OpUntagFloat && x.Op != ir.OpUntagInt || op != ir.OpInvalid && op != x.Op {
				return ir.OpInvalid
			}
			op = x.Op
		}
		for _, e := range blk.Succs {
			if slices.Contains(e.Args, id) {
				return ir.OpInvalid
			}
		}
		if blk.Cond == id {
			return ir.OpInvalid
		}
	}
	return op
}

// unboxed is the value of an access as untag gives it, 0 if that is not at hand.
func (c *carrier) unboxed(from *access, untag ir.Op) ir.ID {
	f := c.graph.f
	if from.store {
		x := &f.Nodes[f.Nodes[from.id].Args[2]]
		if x.Op == ir.OpBoxFloat && untag == ir.OpUntagFloat || (x.Op == ir.OpTagInt || x.Op == ir.OpBoxInt) && untag == ir.OpUntagInt {
			return c.get(x.Args[0])
		}
		return 0
	}
	if to := c.get(from.id); to != from.id {
		if f.Nodes[to].Rep == ir.Infos[untag].Result {
			return to
		}
		return 0
	}
	for _, b := range c.loops[c.l].blocks {
		for _, id := range f.Blocks[b].Nodes {
			if n := &f.Nodes[id]; n.Op == untag && n.Args[0] == from.id && c.always(c.l, b) {
				return id
			}
		}
	}
	return 0
}
