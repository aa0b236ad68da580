package opt

import "github.com/go-python/gopython/ir"

// rewriter replaces values by others. Uses are changed all at once by finish;
// until then, get says what a value has become.
type rewriter struct {
	f    *ir.Func
	to   []ir.ID
	some bool
}

func newRewriter(f *ir.Func) rewriter { return rewriter{f: f, to: spaceOf(f).ids.cut(len(f.Nodes))} }

func (r *rewriter) get(id ir.ID) ir.ID {
	for int(id) < len(r.to) && r.to[id] != 0 {
		if next := r.to[id]; int(next) < len(r.to) && r.to[next] != 0 {
			r.to[id] = r.to[next]
		}
		id = r.to[id]
	}
	return id
}

func (r *rewriter) replace(old, by ir.ID) {
	by = r.get(by)
	if old == by {
		return
	}
	for len(r.to) <= int(old) {
		r.to = append(r.to, 0)
	}
	r.to[old] = by
	r.some = true
}

func (r *rewriter) ref(x ir.Ref) ir.Ref {
	if x > 0 {
		return ir.Ref(r.get(ir.ID(x)))
	}
	return x
}

func (r *rewriter) args(n *ir.Node) {
	for i, a := range n.Args {
		n.Args[i] = r.get(a)
	}
}

func (r *rewriter) term(b *ir.Block) {
	b.Cond = r.get(b.Cond)
	for i := range b.Succs {
		for j, a := range b.Succs[i].Args {
			b.Succs[i].Args[j] = r.get(a)
		}
	}
}

// finish changes all uses in the function.
func (r *rewriter) finish() {
	if !r.some {
		return
	}
	for i := range r.f.Nodes {
		r.args(&r.f.Nodes[i])
	}
	for i := range r.f.Blocks {
		r.term(&r.f.Blocks[i])
	}
	for i := range r.f.States {
		r.state(&r.f.States[i])
	}
}

func (r *rewriter) state(st *ir.State) {
	st.Fn = r.ref(st.Fn)
	st.Cont.Val = r.ref(st.Cont.Val)
	for i := range st.Regs {
		st.Regs[i].Val = r.ref(st.Regs[i].Val)
	}
	for i := range st.Virtuals {
		v := &st.Virtuals[i]
		v.Existing = r.get(v.Existing)
		for j := range v.Fields {
			v.Fields[j].Val = r.ref(v.Fields[j].Val)
			v.Fields[j].Minus = r.get(v.Fields[j].Minus)
		}
	}
}

// stateRefs calls visit for every node that one state, without its parents,
// refers to.
func stateRefs(st *ir.State, visit func(ir.ID)) {
	if st.Fn > 0 {
		visit(ir.ID(st.Fn))
	}
	if st.Cont.Val > 0 {
		visit(ir.ID(st.Cont.Val))
	}
	for i := range st.Regs {
		if v := st.Regs[i].Val; v > 0 {
			visit(ir.ID(v))
		}
	}
	for i := range st.Virtuals {
		v := &st.Virtuals[i]
		if v.Existing > 0 {
			visit(v.Existing)
		}
		for j := range v.Fields {
			if x := v.Fields[j].Val; x > 0 {
				visit(ir.ID(x))
			}
			if x := v.Fields[j].Minus; x != 0 {
				visit(x)
			}
		}
	}
}

// mapState returns a state like s, parents included, in which m has changed
// the references. It is s itself where m changes nothing.
func mapState(f *ir.Func, s ir.StateID, m func(ir.Ref) ir.Ref) ir.StateID {
	if s == 0 {
		return 0
	}
	parent := mapState(f, f.States[s].Parent, m)
	changed := parent != f.States[s].Parent
	probe := func(r ir.Ref) {
		if r != 0 && m(r) != r {
			changed = true
		}
	}
	if st := &f.States[s]; !changed {
		probe(st.Fn)
		probe(st.Cont.Val)
		for i := range st.Regs {
			probe(st.Regs[i].Val)
		}
		for i := range st.Virtuals {
			probe(ir.Ref(st.Virtuals[i].Existing))
			for j := range st.Virtuals[i].Fields {
				probe(st.Virtuals[i].Fields[j].Val)
				probe(ir.Ref(st.Virtuals[i].Fields[j].Minus))
			}
		}
	}
	if !changed {
		return s
	}
	c := copyState(&f.States[s])
	c.Parent = parent
	apply := func(r *ir.Ref) {
		if *r != 0 {
			*r = m(*r)
		}
	}
	apply(&c.Fn)
	apply(&c.Cont.Val)
	for i := range c.Regs {
		apply(&c.Regs[i].Val)
	}
	for i := range c.Virtuals {
		v := &c.Virtuals[i]
		if v.Existing != 0 {
			v.Existing = ir.ID(m(ir.Ref(v.Existing)))
		}
		for j := range v.Fields {
			apply(&v.Fields[j].Val)
			if x := v.Fields[j].Minus; x != 0 {
				v.Fields[j].Minus = ir.ID(m(ir.Ref(x)))
			}
		}
	}
	return f.NewState(c)
}

func copyState(st *ir.State) ir.State {
	c := *st
	c.Regs = append([]ir.RegValue(nil), st.Regs...)
	c.Virtuals = append([]ir.Virtual(nil), st.Virtuals...)
	for i := range c.Virtuals {
		c.Virtuals[i].Fields = append([]ir.VirtualField(nil), c.Virtuals[i].Fields...)
	}
	return c
}

// isOver reports whether op is arithmetic with an overflow check, and the same
// operation modulo 2**64 (OpInvalid for AbsOv).
func isOver(op ir.Op) (modular ir.Op, ok bool) {
	switch op {
	case ir.OpAddOv:
		return ir.OpAdd, true
	case ir.OpSubOv:
		return ir.OpSub, true
	case ir.OpMulOv:
		return ir.OpMul, true
	case ir.OpNegOv:
		return ir.OpNeg, true
	case ir.OpShlOv:
		return ir.OpShl, true
	case ir.OpAbsOv:
		return ir.OpInvalid, true
	}
	return ir.OpInvalid, false
}

// makePure turns a checked operation into one without check.
func makePure(n *ir.Node, op ir.Op) { n.Op, n.State = op, 0 }

// splitAdd sees x as base + k, for sums with a constant. With exact set only
// where the sum did not wrap.
func splitAdd(f *ir.Func, x ir.ID, exact bool) (base ir.ID, k int64) {
	n := &f.Nodes[x]
	switch n.Op {
	case ir.OpConstI:
		return 0, n.Aux
	case ir.OpAddOv:
	case ir.OpAdd:
		if exact {
			return x, 0
		}
	default:
		return x, 0
	}
	if c, ok := f.ConstInt(n.Args[1]); ok && !f.IsConst(n.Args[0]) {
		return n.Args[0], c
	}
	return x, 0
}

// blocksOf computes predecessors, empties what cannot be reached, and returns
// the rest in reverse postorder.
func blocksOf(f *ir.Func) []ir.BlockID {
	found := f.ComputePreds()
	if f.Flow == nil {
		dropUnreachable(f, found)
		return found
	}
	s := spaceOf(f)
	order := s.blocks.cut(len(found))
	copy(order, found)
	if s.dropped != f.Flow.Version || s.droppedOf != len(f.Blocks) {
		dropUnreachable(f, order)
		s.dropped, s.droppedOf = f.Flow.Version, len(f.Blocks)
	}
	return order
}

// dropUnreachable empties the blocks that are not in order.
func dropUnreachable(f *ir.Func, order []ir.BlockID) {
	seen := spaceOf(f).bools.cut(len(f.Blocks))
	for _, b := range order {
		seen[b] = true
	}
	for b := range f.Blocks {
		blk := &f.Blocks[b]
		if seen[b] || blk.Term == ir.TermNone && len(blk.Params) == 0 {
			continue
		}
		for _, id := range blk.Nodes {
			f.Nodes[id].Block = 0
		}
		for _, id := range blk.Params {
			f.Nodes[id].Block = 0
		}
		*blk = ir.Block{}
	}
}
