package opt

import "github.com/go-python/gopython/ir"

// Half of the nodes, states and blocks of a larger function are dead when the
// passes are done. compact drops them, so that what comes behind, which has lists
// by number of everything, is not sized by what is gone. The order of what stays
// is the same.

type compactor struct {
	f      *ir.Func
	nodes  []ir.ID // by ID: the new one; until that is known, not 0: it stays
	states []int32 // by StateID: likewise
	blocks []ir.BlockID
	nargs  int // lengths of the lists that are to be made
	nregs  int
	ids    []ir.ID // memory of the new ones: passes let nodes, edges and states share lists
	regs   []ir.RegValue
}

func compact(f *ir.Func) {
	s := spaceOf(f)
	c := compactor{f: f, nodes: s.ids.cut(len(f.Nodes)), states: s.ints.cut(len(f.States)), blocks: s.blocks.cut(len(f.Blocks))}
	for _, b := range blocksOf(f) {
		c.see(b)
	}
	number(c.nodes)
	number(c.states)
	number(c.blocks)
	c.ids, c.regs = make([]ir.ID, 0, c.nargs), make([]ir.RegValue, 0, c.nregs)
	f.Nodes = moveDown(f.Nodes, c.nodes)
	f.States = moveDown(f.States, c.states)
	f.Blocks = moveDown(f.Blocks, c.blocks)
	f.Entry = c.blocks[f.Entry]
	for i := range f.Nodes {
		n := &f.Nodes[i]
		n.Args = c.list(n.Args)
		n.State, n.After, n.Block = c.state(n.State), c.state(n.After), c.blocks[n.Block]
	}
	for i := range f.States {
		c.renumberState(&f.States[i])
	}
	for i := range f.Blocks {
		c.block(&f.Blocks[i])
	}
	f.Renumbered()
}

// see marks what a block needs.
func (c *compactor) see(b ir.BlockID) {
	f := c.f
	blk := &f.Blocks[b]
	c.blocks[b] = 1
	for _, p := range blk.Params {
		c.nodes[p] = 1
	}
	for _, id := range blk.Nodes {
		n := &f.Nodes[id]
		c.nodes[id] = 1
		c.nargs += len(n.Args)
		for _, a := range n.Args {
			c.nodes[a] = 1
		}
		c.seeState(n.State)
		c.seeState(n.After)
	}
	c.nodes[blk.Cond] = 1
	for i := range blk.Succs {
		c.nargs += len(blk.Succs[i].Args)
		for _, a := range blk.Succs[i].Args {
			c.nodes[a] = 1
		}
	}
	c.seeState(blk.State)
}

func (c *compactor) seeState(s ir.StateID) {
	for ; s != 0 && c.states[s] == 0; s = c.f.States[s].Parent {
		c.states[s] = 1
		st := &c.f.States[s]
		c.nregs += len(st.Regs)
		stateRefs(st, func(id ir.ID) { c.nodes[id] = 1 })
	}
}

// number gives what stays its new number. Number 0, which is nothing, stays.
func number[T ~int32](to []T) {
	to[0] = 0
	next := T(1)
	for i := 1; i < len(to); i++ {
		if to[i] != 0 {
			to[i] = next
			next++
		}
	}
}

// moveDown moves what stays to where it belongs, and clears what is behind.
func moveDown[E any, T ~int32](list []E, to []T) []E {
	n := 1
	for i := 1; i < len(list); i++ {
		if to[i] != 0 {
			if i != n {
				list[n] = list[i]
			}
			n++
		}
	}
	clear(list[n:])
	return list[:n]
}

// list is a renumbered copy.
func (c *compactor) list(old []ir.ID) []ir.ID {
	if len(old) == 0 {
		return nil
	}
	k := len(c.ids)
	for _, id := range old {
		c.ids = append(c.ids, c.nodes[id])
	}
	return c.ids[k:len(c.ids):len(c.ids)]
}

func (c *compactor) state(s ir.StateID) ir.StateID { return ir.StateID(c.states[s]) }

func (c *compactor) ref(r ir.Ref) ir.Ref {
	if r > 0 {
		return ir.Ref(c.nodes[r])
	}
	return r
}

func (c *compactor) renumberState(st *ir.State) {
	st.Parent = c.state(st.Parent)
	st.Fn = c.ref(st.Fn)
	st.Cont.Val = c.ref(st.Cont.Val)
	if len(st.Regs) > 0 {
		k := len(c.regs)
		c.regs = append(c.regs, st.Regs...)
		st.Regs = c.regs[k:len(c.regs):len(c.regs)]
		for i := range st.Regs {
			st.Regs[i].Val = c.ref(st.Regs[i].Val)
		}
	}
	if len(st.Virtuals) > 0 {
		st.Virtuals = append([]ir.Virtual(nil), st.Virtuals...)
	}
	for i := range st.Virtuals {
		v := &st.Virtuals[i]
		v.Existing = c.nodes[v.Existing]
		v.Fields = append([]ir.VirtualField(nil), v.Fields...)
		for j := range v.Fields {
			fl := &v.Fields[j]
			fl.Val, fl.Minus = c.ref(fl.Val), c.nodes[fl.Minus]
		}
	}
}

func (c *compactor) block(blk *ir.Block) {
	for i, p := range blk.Params {
		blk.Params[i] = c.nodes[p]
	}
	for i, id := range blk.Nodes {
		blk.Nodes[i] = c.nodes[id]
	}
	blk.Cond, blk.State = c.nodes[blk.Cond], c.state(blk.State)
	for i := range blk.Succs {
		e := &blk.Succs[i]
		e.To, e.Args = c.blocks[e.To], c.list(e.Args)
	}
	for i, p := range blk.Preds {
		blk.Preds[i] = c.blocks[p]
	}
}
