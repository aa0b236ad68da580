package opt

import (
	"slices"

	"github.com/go-python/gopython/ir"
)

// Attributes as loop variables: what every iteration loads from a field of an
// object and then stores to it is kept in a loop variable as well, which phis
// unboxes. The stores stay where they are, so that memory is right wherever the
// loop is left; the next iteration does not wait for what it loads to be stored,
// and does not look at what it knows.
//
// For fields of objects from outside of the loop whose shape was checked there,
// when every store to such a field in the loop is to that object, and is run in
// every iteration. A load that no store comes before has the value of the last
// iteration's last store.

// Promote is the pass.
func Promote(f *ir.Func) {
	stores := func(n ir.Node) bool { return n.Op == ir.OpStore && n.Block != 0 && ir.MemOf(n.Aux).Class == ir.MField }
	if !hasLoops(f) || !slices.ContainsFunc(f.Nodes, stores) {
		return
	}
	p := promoter{graph: newGraph(f), rewriter: newRewriter(f)}
	for l := int32(1); l < int32(len(p.loops)); l++ {
		if fields := p.fieldsWritten(l); fields != 0 && fields != anyField {
			p.loop(l)
		}
	}
	if !p.some {
		return
	}
	p.finish()
	p.space.reset()
	Phis(f)
}

type promoter struct {
	*graph
	rewriter
	l int32
}

// place is where a node is: the position in its block counts.
type place struct {
	block ir.BlockID
	pos   int
	id    ir.ID
}

// before reports whether x is run before y whenever y is.
func (p *promoter) before(x, y place) bool {
	if x.block == y.block {
		return x.pos < y.pos
	}
	return p.dominates(x.block, y.block)
}

func (p *promoter) loop(l int32) {
	f := p.graph.f
	p.l = l
	if preheader(p.graph, l) == 0 {
		return
	}
	for done := fieldSet(0); ; {
		last, ok := p.nextStore(&done)
		if !ok {
			return
		}
		n := &f.Nodes[last.id]
		base, off := n.Args[0], ir.MemOf(n.Aux).Off
		if !p.outside(l, base) || !checkedObject(&f.Nodes[base], ir.MField) || f.Nodes[n.Args[1]].Rep != ir.Tagged {
			continue
		}
		if stores, ok := p.stores(base, off, last); ok {
			p.promote(base, off, stores)
		}
	}
}

// nextStore finds a store in the loop to a field that is not among done, which it adds.
func (p *promoter) nextStore(done *fieldSet) (place, bool) {
	f := p.graph.f
	for _, b := range p.loops[p.l].blocks {
		for i, id := range f.Blocks[b].Nodes {
			n := &f.Nodes[id]
			if n.Op != ir.OpStore || ir.MemOf(n.Aux).Class != ir.MField {
				continue
			}
			if w := fieldOf(f, n); w&^*done != 0 {
				*done |= w
				return place{b, i, id}, true
			}
		}
	}
	return place{}, false
}

// stores lists the loop's stores to a field in the order in which they are run. ok is
// false if one is to another object, or not run once in every iteration.
func (p *promoter) stores(base ir.ID, off int32, first place) (list []place, ok bool) {
	f := p.graph.f
	want := fieldOf(f, &f.Nodes[first.id])
	for _, b := range p.loops[p.l].blocks {
		for i, id := range f.Blocks[b].Nodes {
			n := &f.Nodes[id]
			if n.Op != ir.OpStore || ir.MemOf(n.Aux).Class != ir.MField || fieldOf(f, n)&want == 0 {
				continue
			}
			if n.Args[0] != base || f.Nodes[n.Args[1]].Rep != ir.Tagged || p.loopOf[b] != p.l || !p.always(p.l, b) {
				return nil, false
			}
			list = append(list, place{b, i, id})
		}
	}
	slices.SortFunc(list, func(x, y place) int {
		if p.before(x, y) {
			return -1
		}
		return 1
	})
	return list, true
}

// promote makes a loop variable of a field, if there are loads to gain from it.
func (p *promoter) promote(base ir.ID, off int32, stores []place) {
	f := p.graph.f
	var loads []place
	for _, b := range p.loops[p.l].blocks {
		for i, id := range f.Blocks[b].Nodes {
			n := &f.Nodes[id]
			if n.Op != ir.OpLoad || n.Args[0] != base || n.Rep != ir.Tagged {
				continue
			}
			m := ir.MemOf(n.Aux)
			if x := (place{b, i, id}); m.Class == ir.MField && m.Off == off && m.Width == 8 && !p.before(stores[0], x) {
				loads = append(loads, x)
			}
		}
	}
	if len(loads) == 0 {
		return
	}
	header, pre := p.loops[p.l].header, preheader(p.graph, p.l)
	load := f.Nodes[loads[0].id]
	f.PC, f.Code = load.PC, load.Code
	first := f.Append(pre, ir.OpLoad, ir.Tagged, load.Aux, base)
	next := f.Nodes[stores[len(stores)-1].id].Args[1]
	v := f.AddParam(header, ir.Tagged, ir.Type{})
	for _, b := range p.order {
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
	for _, x := range loads {
		p.replace(x.id, v)
		blk := &f.Blocks[x.block]
		blk.Nodes = slices.DeleteFunc(blk.Nodes, func(id ir.ID) bool { return id == x.id })
		f.Nodes[x.id].Block = 0
	}
}
