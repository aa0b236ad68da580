package opt

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
)

// Value numbering: an operation that computes what a dominating operation has
// computed is replaced by it. Blocks are visited in dominator order, so that
// what the table holds of a dominating block is valid.
//
// A guard is equal to a dominating one on the same operands: it would have left
// there. Beyond identity, what a check has established is used: after
// CheckInt x, UntagInt x is its result; after CheckTrue c, and behind a branch
// on c, c is true.
//
// What reads memory is looked up among the facts that hold at that point; see
// memory.go.

// GVN is the pass.
func GVN(f *ir.Func) {
	g := newGraph(f)
	v := gvn{graph: g, rewriter: newRewriter(f)}
	size := 64
	for size < 2*len(f.Nodes) {
		size *= 2
	}
	v.table = g.space.ids.cut(size)
	v.known = g.space.known.cut(len(f.Nodes))
	v.memOut = g.space.memories.cut(len(f.Blocks))
	v.addr = g.space.ids.cut(len(f.Nodes))
	v.seq = g.space.ints.cut(len(f.Nodes))
	v.facts, v.headers = append(g.space.facts[:0], factNode{}), append(g.space.headers[:0], headerNode{})
	for _, b := range g.order {
		v.block(b)
	}
	v.finish()
	g.space.facts, g.space.headers = v.facts, v.headers
}

// known is the value that a condition has from block in on.
type known struct {
	in    ir.BlockID
	value bool
}

type gvn struct {
	*graph
	rewriter
	seq    []int32 // order in which nodes were visited
	visits int32
	table  []ir.ID // open addressing by hash of op, aux and operands
	count  int
	known  []known  // by node
	addr   []ir.ID  // of tagged values: a node with the address, if one dominates
	memOut []memory // at the end of blocks
	mem    memory
	// What the lists of memories are made of; number 0 is the end.
	facts   []factNode
	headers []headerNode
	cur     ir.BlockID
}

func (v *gvn) block(b ir.BlockID) {
	f := v.graph.f
	v.cur = b
	v.entryMemory(b)
	blk := &f.Blocks[b]
	// The condition of the branch that leads here, but for back-edges: it was
	// computed before the loop and stays what it is.
	if from := v.entered(b); from != 0 {
		p := &f.Blocks[from]
		if p.Term == ir.TermBranch && p.Succs[0].To != p.Succs[1].To {
			v.learn(v.get(p.Cond), p.Succs[0].To == b)
		}
	}
	nodes := blk.Nodes
	kept := nodes[:0]
	for _, id := range nodes {
		v.args(&f.Nodes[id])
		v.visits++
		v.seq[id] = v.visits
		by := v.node(id)
		if by == id {
			kept = append(kept, id)
			continue
		}
		f.Nodes[id].Block = 0
		if by != 0 {
			v.replace(id, by)
		}
	}
	f.Blocks[b].Nodes = kept
	v.term(&f.Blocks[b])
	if blk := &f.Blocks[b]; blk.Term == ir.TermBranch {
		if val, ok := v.condition(blk.Cond); ok {
			c := f.ConstB(val)
			f.Blocks[b].Cond = c
		}
	}
	v.mem.done = true
	v.memOut[b] = v.mem
}

// node returns what a node is equal to, 0 for a check that holds.
func (v *gvn) node(id ir.ID) ir.ID {
	f := v.graph.f
	n := &f.Nodes[id]
	info := &ir.Infos[n.Op]
	eff := f.EffectsOf(id)
	if eff.Writes != 0 || info.Call {
		v.write(id, eff.Writes)
		return id
	}
	switch n.Op {
	case ir.OpLoad, ir.OpLoadX, ir.OpCheckFlags, ir.OpShapeOf, ir.OpCheckShapeP:
		return v.read(id)
	case ir.OpCheckShape, ir.OpCheckKind:
		return v.object(id)
	case ir.OpUntagPtr, ir.OpTagPtr:
		x := n.Args[0]
		if n.Op == ir.OpTagPtr {
			if by := v.lookup(id); by != id {
				return by
			}
			v.setAddr(id, x)
			return id
		}
		if p := v.addrOf(x); p != 0 {
			return p
		}
		v.setAddr(x, id)
		return id
	case ir.OpCheckTrue, ir.OpCheckFalse:
		if val, ok := v.condition(n.Args[0]); ok && val == (n.Op == ir.OpCheckTrue) {
			return 0
		}
		v.learn(n.Args[0], n.Op == ir.OpCheckTrue)
		return id
	case ir.OpTableFind:
		return v.search(id)
	case ir.OpTableNext:
		return id // what it reads may change
	case ir.OpBarrier, ir.OpBarrierV:
		if v.barrier(id) {
			return 0
		}
		return id
	case ir.OpPoll, ir.OpAlloc, ir.OpAllocItems, ir.OpStrSlice, ir.OpStrConcat:
		v.gc(id)
		return id
	case ir.OpTIsInt, ir.OpTIsPtr, ir.OpTIsFloat:
		if val, ok := v.classOf(n); ok {
			return f.ConstB(val)
		}
	}
	if !info.Pure && !info.Guard {
		return id
	}
	if info.Slow {
		v.mem.barriers = 0 // it may collect
	}
	by := v.lookup(id)
	if by == id {
		by = v.implied(id)
	}
	if by != id && info.Guard && info.Result == ir.None {
		return 0
	}
	return by
}

// learn notes the value of a condition in the blocks that the current one
// dominates.
func (v *gvn) learn(c ir.ID, value bool) {
	f := v.graph.f
	if f.IsConst(c) || int(c) >= len(v.known) {
		return
	}
	if k := v.known[c]; k.in != 0 && v.dominates(k.in, v.cur) {
		return
	}
	v.known[c] = known{v.cur, value}
	n := &f.Nodes[c]
	switch {
	case n.Op == ir.OpBNot:
		v.learn(n.Args[0], !value)
	case n.Op == ir.OpBAnd && value, n.Op == ir.OpBOr && !value:
		v.learn(n.Args[0], value)
		v.learn(n.Args[1], value)
	}
}

// condition returns the value of a condition, if known.
func (v *gvn) condition(c ir.ID) (value, ok bool) {
	f := v.graph.f
	n := &f.Nodes[c]
	if n.Op == ir.OpConstB {
		return n.Aux == 1, true
	}
	if int(c) < len(v.known) {
		if k := v.known[c]; k.in != 0 && v.dominates(k.in, v.cur) {
			return k.value, true
		}
	}
	if n.Op == ir.OpICmp {
		// The negation may be known under its own name.
		neg := ir.Node{Op: ir.OpICmp, Rep: ir.Bool, Aux: ir.NegateCond(n.Aux), Args: n.Args}
		var swapped [2]ir.ID
		if _, isC := f.ConstInt(n.Args[1]); !isC && (neg.Aux == ir.GT || neg.Aux == ir.GE) {
			swapped = [2]ir.ID{n.Args[1], n.Args[0]}
			neg.Aux, neg.Args = ir.SwapCond(neg.Aux), swapped[:]
		}
		if o := v.find(&neg); o != 0 && int(o) < len(v.known) {
			if k := v.known[o]; k.in != 0 && v.dominates(k.in, v.cur) {
				return !k.value, true
			}
		}
	}
	return false, false
}

func hashNode(n *ir.Node) uint32 {
	h := uint64(n.Op)*0x9e3779b97f4a7c15 ^ uint64(n.Aux)*0xbf58476d1ce4e5b9 ^ uint64(n.Aux2)<<7 ^ uint64(n.Rep)<<3
	for _, a := range n.Args {
		h = (h ^ uint64(a)) * 0x94d049bb133111eb
		h ^= h >> 29
	}
	return uint32(h ^ h>>32)
}

func sameNode(a, b *ir.Node) bool {
	if a.Op != b.Op || a.Aux != b.Aux || a.Aux2 != b.Aux2 || len(a.Args) != len(b.Args) {
		return false
	}
	for i := range a.Args {
		if a.Args[i] != b.Args[i] {
			return false
		}
	}
	return true
}

// order makes the operands of a commutative operation come in one order.
func (v *gvn) normal(n *ir.Node) {
	if ir.Infos[n.Op].Commutative && len(n.Args) == 2 && n.Args[0] > n.Args[1] && !v.graph.f.IsConst(n.Args[1]) {
		n.Args[0], n.Args[1] = n.Args[1], n.Args[0]
	}
}

// find returns a dominating node equal to n, 0 without.
func (v *gvn) find(n *ir.Node) ir.ID {
	mask := uint32(len(v.table) - 1)
	for i := hashNode(n) & mask; v.table[i] != 0; i = (i + 1) & mask {
		id := v.table[i]
		m := &v.graph.f.Nodes[id]
		if sameNode(m, n) && m.Block != 0 && v.dominates(m.Block, v.cur) {
			return id
		}
	}
	return 0
}

// lookup returns a dominating node equal to id, or enters id and returns it.
func (v *gvn) lookup(id ir.ID) ir.ID {
	n := &v.graph.f.Nodes[id]
	v.normal(n)
	mask := uint32(len(v.table) - 1)
	i := hashNode(n) & mask
	for ; v.table[i] != 0; i = (i + 1) & mask {
		m := &v.graph.f.Nodes[v.table[i]]
		if !sameNode(m, n) {
			continue
		}
		if m.Block != 0 && v.dominates(m.Block, v.cur) {
			return v.table[i]
		}
		// Of a block that is done with: no block to come is below it.
		v.table[i] = id
		return id
	}
	if v.count++; v.count > len(v.table)*3/4 {
		return id // full: new nodes are not entered
	}
	v.table[i] = id
	return id
}

func (v *gvn) findOp(op ir.Op, args ...ir.ID) ir.ID {
	n := ir.Node{Op: op, Args: args, Rep: ir.Infos[op].Result}
	return v.find(&n)
}

// implied returns a dominating check of another kind that gives the value of
// the node id.
func (v *gvn) implied(id ir.ID) ir.ID {
	n := &v.graph.f.Nodes[id]
	var ops []ir.Op
	switch n.Op {
	case ir.OpUntagInt:
		ops = []ir.Op{ir.OpCheckInt, ir.OpCheckInt64}
	case ir.OpCheckInt64:
		ops = []ir.Op{ir.OpCheckInt, ir.OpUntagInt}
	case ir.OpCheckInt:
		ops = []ir.Op{ir.OpUntagInt}
	case ir.OpUntagFloat:
		ops = []ir.Op{ir.OpCheckFloat, ir.OpCheckNum}
	case ir.OpCheckNum, ir.OpCheckFloat:
		ops = []ir.Op{ir.OpUntagFloat, ir.OpCheckFloat}
	case ir.OpUntagBool:
		ops = []ir.Op{ir.OpCheckBool}
	case ir.OpCheckBool:
		ops = []ir.Op{ir.OpUntagBool}
	case ir.OpAdd:
		ops = []ir.Op{ir.OpAddOv}
	case ir.OpSub:
		ops = []ir.Op{ir.OpSubOv}
	case ir.OpMul:
		ops = []ir.Op{ir.OpMulOv}
	case ir.OpI2F:
		ops = []ir.Op{ir.OpCheckI2F}
	case ir.OpTagInt:
		ops = []ir.Op{ir.OpBoxInt}
	case ir.OpTIs:
		return v.impliedIs(id, n)
	}
	for _, op := range ops {
		if op == n.Op {
			continue
		}
		if by := v.findOp(op, n.Args...); by != 0 {
			return by
		}
	}
	return id
}

func (v *gvn) impliedIs(id ir.ID, n *ir.Node) ir.ID {
	f := v.graph.f
	for _, op := range [...]ir.Op{ir.OpCheckIs, ir.OpCheckIsNot} {
		if v.find(&ir.Node{Op: op, Aux: n.Aux, Args: n.Args}) != 0 {
			return f.ConstB(op == ir.OpCheckIs)
		}
	}
	if v.checkedClass(n.Args[0])&ir.TypeOfWord(abi.Value(n.Aux)).Bits == 0 {
		return f.ConstB(false)
	}
	return id
}

// checkedClass returns the classes that x can be of, for what dominating checks
// say.
func (v *gvn) checkedClass(x ir.ID) ir.TypeBits {
	b := bitsOf(v.graph.f, x)
	switch {
	case v.findOp(ir.OpCheckInt, x) != 0:
		b &= ir.TInt
	case v.findOp(ir.OpCheckFloat, x) != 0:
		b &= ir.TFloat | ir.TFloatBox
	case v.findOp(ir.OpCheckBool, x) != 0:
		b &= ir.TBool
	case v.addrOf(x) != 0:
		b &= ir.TInt64 | ir.TFloatBox | ir.TObject
	}
	return b
}

// classOf decides a test of the class of a word.
func (v *gvn) classOf(n *ir.Node) (value, ok bool) {
	want := ir.TInt
	switch n.Op {
	case ir.OpTIsFloat:
		want = ir.TFloat
	case ir.OpTIsPtr:
		want = ir.TInt64 | ir.TFloatBox | ir.TObject
	}
	b := v.checkedClass(n.Args[0])
	switch {
	case b == 0: // cannot be reached
	case b&^want == 0:
		return true, true
	case b&want == 0:
		return false, true
	}
	return false, false
}

// setAddr notes that p is the address of the object that t refers to.
func (v *gvn) setAddr(t, p ir.ID) {
	if int(t) < len(v.addr) {
		v.addr[t] = p
	}
}

// addrOf returns a node with the address of the object that t refers to, 0
// without.
func (v *gvn) addrOf(t ir.ID) ir.ID {
	f := v.graph.f
	if n := &f.Nodes[t]; n.Op == ir.OpTagPtr {
		return n.Args[0]
	}
	if int(t) < len(v.addr) && v.addr[t] != 0 {
		p := v.addr[t]
		if b := f.Nodes[p].Block; f.IsConst(p) || b != 0 && v.dominates(b, v.cur) {
			return p
		}
	}
	return 0
}

// object handles the checks of a tagged reference. They all give the same
// address; where one dominates, another only has to check what it is about.
func (v *gvn) object(id ir.ID) ir.ID {
	f := v.graph.f
	n := &f.Nodes[id]
	t := n.Args[0]
	p := v.addrOf(t)
	if n.Op == ir.OpCheckKind {
		if by := v.lookup(id); by != id {
			if p != 0 {
				return p
			}
			return by
		}
		if p == 0 {
			v.setAddr(t, id)
		} else {
			v.replace(id, p) // the check stays, its result is not needed
		}
		return id
	}
	if p == 0 {
		v.setAddr(t, id)
		v.setShape(id, n.Aux)
		return id
	}
	if v.shape(p) == n.Aux {
		return p
	}
	n.Op, n.Rep, n.Args, n.Type = ir.OpCheckShapeP, ir.None, []ir.ID{p}, ir.Type{}
	v.setShape(p, n.Aux)
	v.replace(id, p)
	return id
}
