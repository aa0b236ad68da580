package opt

import "github.com/go-python/gopython/ir"

// Dead code elimination: what no store, call, guard, branch, result or state
// needs is dropped: operations, block parameters, states. A parameter is needed
// when something needs it, and then its arguments are; so loop variables that
// only feed each other go.
//
// Sinking of boxes into exits: a state may hold a value in any representation,
// and the interpreter's frame is filled from it. So a state refers to what is
// in the box and not to the box: boxes that were made for exits only are gone.
//
// An overflow check whose result nothing needs is dropped too: what it would
// leave for is the result. Not so if that the result is an int64 has decided
// something (tied).

// Clean drops dead code and keeps the states of loop entries.
func Clean(f *ir.Func) { eliminate(f, true) }

// DCE drops dead code and the states of loop entries: what comes after it
// cannot move guards. Boxes that only the way out of a loop needs are moved
// there.
func DCE(f *ir.Func) {
	eliminate(f, false)
	sinkBoxes(f)
}

type marker struct {
	f      *ir.Func
	live   []bool
	states []bool
	work   []ir.ID
	index  []int32 // of parameters: place in their block
}

func eliminate(f *ir.Func, entries bool) {
	order := blocksOf(f)
	s := spaceOf(f)
	m := marker{f: f, live: s.bools.cut(len(f.Nodes)), states: s.bools.cut(len(f.States)), index: s.ints.cut(len(f.Nodes)), work: s.ids.cut(len(f.Nodes))[:0]}
	for _, b := range order {
		blk := &f.Blocks[b]
		if blk.Term != ir.TermExit && !(entries && blk.Loop) {
			blk.State = 0
		}
		for i, p := range blk.Params {
			m.index[p] = int32(i)
		}
		m.mark(blk.Cond)
		m.state(blk.State)
		for _, id := range blk.Nodes {
			if needed(f, id) {
				m.mark(id)
			}
		}
	}
	for len(m.work) > 0 {
		id := m.work[len(m.work)-1]
		m.work = m.work[:len(m.work)-1]
		n := &f.Nodes[id]
		for _, a := range n.Args {
			m.mark(a)
		}
		m.state(n.State)
		m.state(n.After)
		if n.Op == ir.OpParam {
			m.param(n.Block, m.index[id])
		}
	}
	m.sweep(order)
}

// needed reports whether a node has to be kept although nothing uses it.
func needed(f *ir.Func, id ir.ID) bool {
	n := &f.Nodes[id]
	switch n.Op {
	case ir.OpLoad, ir.OpLoadX, ir.OpShapeOf, ir.OpLoadReg, ir.OpFrameFunc, ir.OpAlloc, ir.OpAllocItems, ir.OpStrSlice:
		return false
	}
	if _, over := isOver(n.Op); over {
		return n.Aux2 == tied
	}
	return !ir.Infos[n.Op].Pure
}

func (m *marker) mark(id ir.ID) {
	if id != 0 && !m.live[id] {
		m.live[id] = true
		m.work = append(m.work, id)
	}
}

// param marks the arguments for parameter i of block b.
func (m *marker) param(b ir.BlockID, i int32) {
	for _, p := range m.f.Blocks[b].Preds {
		for _, e := range m.f.Blocks[p].Succs {
			if e.To == b {
				m.mark(e.Args[i])
			}
		}
	}
}

// state makes the references of a state, and of its parents, those to unboxed
// values, and marks them.
func (m *marker) state(s ir.StateID) {
	f := m.f
	for ; s != 0 && !m.states[s]; s = f.States[s].Parent {
		m.states[s] = true
		st := &f.States[s]
		for i := range st.Regs {
			st.Regs[i].Val = m.unbox(st.Regs[i].Val)
		}
		for i := range st.Virtuals {
			v := &st.Virtuals[i]
			for j := range v.Fields {
				if fl := &v.Fields[j]; !fl.Raw {
					fl.Val = m.unbox(fl.Val)
				}
			}
		}
		stateRefs(st, m.mark)
	}
}

func (m *marker) unbox(r ir.Ref) ir.Ref {
	if r > 0 {
		switch n := &m.f.Nodes[r]; n.Op {
		case ir.OpBoxInt, ir.OpBoxU64, ir.OpTagInt, ir.OpBoxFloat, ir.OpBoxBool:
			return ir.Ref(n.Args[0])
		}
	}
	return r
}

func (m *marker) sweep(order []ir.BlockID) {
	f := m.f
	for _, b := range order {
		blk := &f.Blocks[b]
		dead := false
		for _, p := range blk.Params {
			dead = dead || !m.live[p]
		}
		if dead && b != f.Entry {
			dropParams(f, b, func(i int) bool { return !m.live[blk.Params[i]] })
		}
	}
	for _, b := range order {
		blk := &f.Blocks[b]
		kept := blk.Nodes[:0]
		for _, id := range blk.Nodes {
			if m.live[id] {
				kept = append(kept, id)
			} else {
				f.Nodes[id].Block = 0
			}
		}
		blk.Nodes = kept
	}
	for i := range f.Nodes {
		// What is gone must not look like a use to those who walk all nodes.
		if n := &f.Nodes[i]; i > 0 && !m.live[i] && !ir.Infos[n.Op].Const {
			n.Args, n.State, n.After = nil, 0, 0
		}
	}
	for i := range f.States {
		if !m.states[i] {
			f.States[i] = ir.State{}
		}
	}
}
