package ir

// The invariants of a Func, which Verify checks. Those marked * hold only in
// blocks that can be reached.
//
// Structure
//   - The entry block exists, has no parameters, and no edge leads to it.
//   - A node that is no constant is in one block, once; Node.Block names it.
//     Constants are in no block. Parameters are in Params, and only they.
//   - Preds, where computed, has one entry for every edge from a block that
//     can be reached.
//   - jump has one successor; branch has two and a condition (bool); return has
//     a tagged result; exit has a State. None has more than that.
//   - An edge has as many arguments as its target has parameters, of the same
//     representations.
//   - * A back-edge (to a block that is not later in reverse postorder) leads to
//     a block with Loop set that dominates its source.
//
// Nodes
//   - The representations of result and arguments are those of the table;
//     Select's operands are as its result; CallHelper's result is as Helpers
//     says; CallPy's arguments are tagged; a narrow load or store is i64, or
//     bool if it is a byte.
//   - Immediates make sense: conditions, kinds, shapes, offsets, sizes, Mem
//     (width 1, 2, 4, 8; scale the same for LoadX and StoreX, else 0; a class;
//     signed only where narrow), index and number of arguments of a callee.
//   - Guards, slow operations and calls have a State, calls also After; other
//     nodes have neither.
//   - FrameFunc is in the entry block.
//   - * What a node, an edge, a terminator or a State uses is a constant or
//     dominates the use. After may use the node itself.
//   - Types: lo <= hi; a range only where an int may be; the bits suit the
//     representation; a constant is within its type.
//
// States
//   - Code is an index of Codes (if there are any), PC and Base are not
//     negative, Base and registers are multiples of 8 and inside Ext (if set);
//     no register is listed twice.
//   - Parents form a chain of decreasing Base; the outermost state has Base 0,
//     no Fn and no Cont, the others have an Fn.
//   - What a state refers to is t, i64, f64 or bool, never an address; Fn,
//     Cont's object and Virtual.Existing are tagged.
//   - The virtual objects that a chain refers to are in its innermost state,
//     each once. A new one has a header and a size; fields are words behind the
//     header, inside the object, each once; a Raw field is i64 or f64, and one
//     that is computed (Minus, Div, Add) is i64.

import (
	"errors"
	"fmt"
	"math"

	"github.com/go-python/gopython/internal/abi"
)

// maxErrors bounds what Verify reports.
const maxErrors = 20

// Verify checks the invariants of f. It changes nothing, and does not rely on
// anything in f being right.
func (f *Func) Verify() error {
	v := &verifier{f: f}
	v.structure()
	if len(v.errs) == 0 {
		v.flow()
		v.nodes()
		v.uses()
	}
	return errors.Join(v.errs...)
}

type verifier struct {
	f    *Func
	errs []error

	block BlockID // what is being checked, for messages
	node  ID

	order []BlockID
	rank  []int32 // in order; -1: cannot be reached
	idom  []BlockID
	pos   []int32 // of a node in its block; parameters are at -1
	// statesOK remembers which states were found well formed.
	statesOK []bool
}

func (v *verifier) errorf(format string, args ...any) {
	if len(v.errs) >= maxErrors {
		return
	}
	where := ""
	if v.block != 0 {
		where = fmt.Sprintf("b%d: ", v.block)
	}
	if v.node != 0 {
		where += v.f.NodeString(v.node) + ": "
	}
	v.errs = append(v.errs, fmt.Errorf("%s: %s%s", v.f.Name, where, fmt.Sprintf(format, args...)))
}

func (v *verifier) at(b BlockID, id ID) { v.block, v.node = b, id }

func (v *verifier) validNode(id ID) bool      { return id > 0 && int(id) < len(v.f.Nodes) }
func (v *verifier) validBlock(b BlockID) bool { return b > 0 && int(b) < len(v.f.Blocks) }
func (v *verifier) validState(s StateID) bool { return s > 0 && int(s) < len(v.f.States) }

// structure checks all that the other checks index by: numbers of nodes,
// blocks and states, and where nodes are.
func (v *verifier) structure() {
	f := v.f
	if !v.validBlock(f.Entry) {
		v.errorf("the entry block b%d does not exist", f.Entry)
		return
	}
	v.pos = make([]int32, len(f.Nodes))
	in := make([]BlockID, len(f.Nodes))
	for i := 1; i < len(f.Blocks); i++ {
		b := &f.Blocks[i]
		v.at(BlockID(i), 0)
		for _, id := range b.Params {
			v.place(in, id, -1)
		}
		for j, id := range b.Nodes {
			v.place(in, id, int32(j))
		}
		for _, e := range b.Succs {
			if !v.validBlock(e.To) {
				v.errorf("edge to b%d, which does not exist", e.To)
			}
			if e.To == f.Entry {
				v.errorf("edge to the entry block")
			}
			v.idsExist(e.Args, "argument of the edge to b%d", e.To)
		}
		if b.Cond != 0 {
			v.idsExist([]ID{b.Cond}, "operand of the terminator")
		}
		v.stateExists(b.State, "state of the terminator")
	}
	v.at(f.Entry, 0)
	if len(f.Blocks[f.Entry].Params) > 0 {
		v.errorf("the entry block has parameters")
	}
	for i := 1; i < len(f.States); i++ {
		v.at(0, 0)
		st := &f.States[i]
		v.stateExists(st.Parent, "parent of s%d", i)
		for _, r := range st.refs() {
			if r > 0 && !v.validNode(ID(r)) {
				v.errorf("s%d refers to v%d, which does not exist", i, r)
			}
		}
	}
}

// place notes where a node is.
func (v *verifier) place(in []BlockID, id ID, pos int32) {
	if !v.validNode(id) {
		v.errorf("lists v%d, which does not exist", id)
		return
	}
	n := &v.f.Nodes[id]
	b := v.block
	v.at(b, id)
	defer v.at(b, 0)
	switch {
	case n.Op == OpInvalid || n.Op >= NumOps:
		v.errorf("no such operation")
		return
	case in[id] != 0:
		v.errorf("is also in b%d", in[id])
	case n.Block != b:
		v.errorf("Node.Block is b%d", n.Block)
	case Infos[n.Op].Const:
		v.errorf("constant in a block")
	case pos < 0 && n.Op != OpParam:
		v.errorf("a parameter that is no Param")
	case pos >= 0 && n.Op == OpParam:
		v.errorf("Param among the nodes")
	}
	in[id], v.pos[id] = b, pos
	v.idsExist(n.Args, "argument")
	v.stateExists(n.State, "State")
	v.stateExists(n.After, "After")
}

func (v *verifier) idsExist(ids []ID, what string, args ...any) {
	for _, id := range ids {
		switch {
		case !v.validNode(id):
			v.errorf("%s v%d does not exist", fmt.Sprintf(what, args...), id)
		case v.f.Nodes[id].Op == OpInvalid || v.f.Nodes[id].Op >= NumOps:
			v.errorf("%s v%d is no node", fmt.Sprintf(what, args...), id)
		}
	}
}

func (v *verifier) stateExists(s StateID, what string, args ...any) {
	if s != 0 && !v.validState(s) {
		v.errorf("%s: s%d does not exist", fmt.Sprintf(what, args...), s)
	}
}

// flow checks the control flow graph, and computes dominators.
func (v *verifier) flow() {
	f := v.f
	v.order = f.rpo()
	v.rank = make([]int32, len(f.Blocks))
	for i := range v.rank {
		v.rank[i] = -1
	}
	for i, b := range v.order {
		v.rank[b] = int32(i)
	}
	preds := make([][]BlockID, len(f.Blocks))
	for _, b := range v.order {
		for _, e := range f.Blocks[b].Succs {
			preds[e.To] = append(preds[e.To], b)
		}
	}
	v.idom = dominators(v.order, v.rank, preds)
	computed := false
	for _, b := range v.order {
		computed = computed || len(f.Blocks[b].Preds) > 0
	}
	for i := 1; i < len(f.Blocks); i++ {
		b := &f.Blocks[i]
		v.at(BlockID(i), 0)
		v.terminator(b)
		if computed && !sameBlocks(b.Preds, preds[i]) {
			v.errorf("Preds are %v, the edges come from %v", b.Preds, preds[i])
		}
		if v.rank[i] < 0 {
			continue
		}
		for _, e := range b.Succs {
			if v.rank[e.To] > v.rank[i] {
				continue
			}
			if !f.Blocks[e.To].Loop {
				v.errorf("back-edge to b%d, which is not marked as a loop", e.To)
			}
			if !v.dominates(e.To, BlockID(i)) {
				v.errorf("back-edge to b%d, which does not dominate it", e.To)
			}
		}
	}
}

func sameBlocks(a, b []BlockID) bool {
	count := map[BlockID]int{}
	for _, x := range a {
		count[x]++
	}
	for _, x := range b {
		count[x]--
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return true
}

// dominators computes the immediate dominators of the blocks in order (reverse
// postorder), 0 for the entry and for others.
func dominators(order []BlockID, rank []int32, preds [][]BlockID) []BlockID {
	idom := make([]BlockID, len(rank))
	for changed := true; changed; {
		changed = false
		for _, b := range order[1:] {
			var d BlockID
			for _, p := range preds[b] {
				if p != order[0] && idom[p] == 0 {
					continue // not yet
				}
				if d == 0 {
					d = p
				}
				for d != p {
					for rank[d] > rank[p] {
						d = idom[d]
					}
					for rank[p] > rank[d] {
						p = idom[p]
					}
				}
			}
			if idom[b] != d {
				idom[b], changed = d, true
			}
		}
	}
	return idom
}

// dominates reports whether a dominates b, both of which can be reached.
func (v *verifier) dominates(a, b BlockID) bool {
	for v.rank[b] > v.rank[a] {
		b = v.idom[b]
	}
	return a == b
}

func (v *verifier) terminator(b *Block) {
	succs, cond, state := 0, None, false
	switch b.Term {
	case TermJump:
		succs = 1
	case TermBranch:
		succs, cond = 2, Bool
	case TermReturn:
		cond = Tagged
	case TermExit:
		state = true
	default:
		if v.rank[v.block] >= 0 || len(b.Nodes)+len(b.Params)+len(b.Succs) > 0 {
			v.errorf("no terminator")
		}
		return
	}
	name := termNames[b.Term]
	if len(b.Succs) != succs {
		v.errorf("%s has %d successors, not %d", name, len(b.Succs), succs)
	}
	switch {
	case cond == None && b.Cond != 0:
		v.errorf("%s has an operand", name)
	case cond != None && b.Cond == 0:
		v.errorf("%s has no operand", name)
	case cond != None && v.f.Nodes[b.Cond].Rep != cond:
		v.errorf("%s has an operand that is %v, not %v", name, v.f.Nodes[b.Cond].Rep, cond)
	}
	// A loop header may have the state of its top.
	if state != (b.State != 0) && !(b.Loop && !state) {
		v.errorf("%s: State is s%d", name, b.State)
	}
	if !state && b.Reason != ExitNone {
		v.errorf("%s has a reason to exit", name)
	}
	for _, e := range b.Succs {
		params := v.f.Blocks[e.To].Params
		if len(params) != len(e.Args) {
			v.errorf("edge to b%d has %d arguments for %d parameters", e.To, len(e.Args), len(params))
			continue
		}
		for i, a := range e.Args {
			if have, want := v.f.Nodes[a].Rep, v.f.Nodes[params[i]].Rep; have != want {
				v.errorf("edge to b%d: argument %d is %v, the parameter v%d is %v", e.To, i, have, params[i], want)
			}
		}
	}
}

// nodes checks every node by itself.
func (v *verifier) nodes() {
	f := v.f
	for i := 1; i < len(f.Nodes); i++ {
		n := &f.Nodes[i]
		if n.Op != OpInvalid && n.Op < NumOps && Infos[n.Op].Const {
			v.at(0, ID(i))
			v.reps(n)
			v.immediates(n)
			v.typ(n)
		}
	}
	for i := 1; i < len(f.Blocks); i++ {
		b := &f.Blocks[i]
		for _, list := range [][]ID{b.Params, b.Nodes} {
			for _, id := range list {
				n := &f.Nodes[id]
				v.at(BlockID(i), id)
				v.reps(n)
				v.immediates(n)
				v.nodeStates(n)
				v.typ(n)
				if n.Op == OpFrameFunc && n.Block != f.Entry {
					v.errorf("not in the entry block")
				}
			}
		}
	}
}

func (v *verifier) reps(n *Node) {
	info := &Infos[n.Op]
	switch {
	case n.Rep > Ptr:
		v.errorf("no such representation")
	case !info.AnyResult && n.Rep != info.Result:
		v.errorf("the result is %v, not %v", n.Rep, info.Result)
	case info.AnyResult && n.Rep == None && n.Op != OpCallHelper:
		v.errorf("no representation")
	case n.Op == OpCallHelper && n.Aux >= 0 && n.Aux < int64(len(Helpers)) && n.Rep != Helpers[n.Aux].Result:
		v.errorf("the result is %v, the helper's is %v", n.Rep, Helpers[n.Aux].Result)
	}
	if info.NArgs >= 0 && len(n.Args) != info.NArgs {
		v.errorf("%d arguments, not %d", len(n.Args), info.NArgs)
		return
	}
	for i, a := range n.Args {
		have, want := v.f.Nodes[a].Rep, None
		switch {
		case info.NArgs > 0:
			want = info.Args[i]
		case n.Op == OpCallPy:
			want = Tagged
		}
		if n.Op == OpSelect && i > 0 {
			want = n.Rep
		}
		if have == None {
			v.errorf("argument %d is no value", i)
		} else if want != None && have != want {
			v.errorf("argument %d is %v, not %v", i, have, want)
		}
	}
}

func (v *verifier) nodeStates(n *Node) {
	info := &Infos[n.Op]
	needs := info.Guard || info.Slow || info.Call
	switch {
	case needs && n.State == 0:
		v.errorf("no State")
	case !needs && n.State != 0:
		v.errorf("a State, which the operation does not need")
	}
	switch {
	case info.Call && n.After == 0:
		v.errorf("no After")
	case !info.Call && n.After != 0:
		v.errorf("After, and no call")
	}
}

func (v *verifier) immediates(n *Node) {
	x := n.Aux
	ok := true
	switch n.Op {
	case OpConstB:
		ok = x == 0 || x == 1
	case OpLoadReg:
		ok = (x >= 0 || x == int64(abi.FrameCont)) && x%8 == 0 && x <= math.MaxInt32 && (v.f.Ext == 0 || x < int64(v.f.Ext))
	case OpCheckShape, OpCheckShapeP:
		ok = x > 0 && x <= math.MaxUint32
	case OpCheckKind:
		ok = x > 0 && x < int64(abi.NumKinds)
	case OpCheckDepth:
		ok = x >= 0 && x <= 1<<16
	case OpCheckFlags:
		ok = uint64(n.Aux2) <= math.MaxUint32
	case OpICmp, OpFCmp:
		ok = x >= LT && x <= GE
	case OpAlloc:
		ok = x != 0 && n.Aux2 >= int64(abi.HeaderSize) && n.Aux2%8 == 0 && n.Aux2 <= math.MaxInt32
	case OpCallHelper:
		ok = x >= 0 && (len(Helpers) == 0 || x < int64(len(Helpers)))
	case OpCallPy:
		if x < 0 || x >= int64(len(v.f.Callees)) {
			v.errorf("no callee %d", x)
		} else if want := v.f.Callees[x].NArgs; len(n.Args) != want+1 {
			v.errorf("%d arguments for the function and its %d", len(n.Args), want)
		}
	case OpLoad, OpLoadX, OpStore, OpStoreX:
		v.mem(n)
	}
	if !ok {
		v.errorf("bad immediate %#x, %#x", n.Aux, n.Aux2)
	}
}

func powerOf2(x uint8) bool { return x == 1 || x == 2 || x == 4 || x == 8 }

func (v *verifier) mem(n *Node) {
	m := MemOf(n.Aux)
	switch {
	case m.Pack() != n.Aux:
		v.errorf("bits in Aux that Mem does not have")
	case !powerOf2(m.Width):
		v.errorf("a width of %d bytes", m.Width)
	case n.Op == OpLoadX || n.Op == OpStoreX:
		if !powerOf2(m.Scale) {
			v.errorf("a scale of %d", m.Scale)
		}
	case m.Scale != 0:
		v.errorf("a scale without an index")
	}
	if m.Class == MNone || m.Class >= NumMemClasses {
		v.errorf("no memory class")
	}
	load := n.Op == OpLoad || n.Op == OpLoadX
	if m.Signed && (!load || m.Width == 8) {
		v.errorf("sign extension of what is not narrow")
	}
	rep := n.Rep
	if !load {
		if len(n.Args) != Infos[n.Op].NArgs {
			return
		}
		rep = v.f.Nodes[n.Args[len(n.Args)-1]].Rep
	}
	switch {
	case rep == Bool && m.Width != 1, rep != Bool && rep != I64 && m.Width != 8:
		v.errorf("%v in %d bytes", rep, m.Width)
	}
}

func (v *verifier) typ(n *Node) {
	t := n.Type
	const ints = TInt | TInt64 | TUnsigned
	allowed := TAny
	switch n.Rep {
	case I64:
		allowed = ints
	case F64:
		allowed = TFloat | TFloatBox
	case Bool:
		allowed = TBool
	case Ptr:
		allowed = TObject | TInt64 | TFloatBox
	}
	if t.Bits&^allowed != 0 {
		v.errorf("type {%s} of a %v", Type{Bits: t.Bits}, n.Rep)
	}
	if t.Shape != 0 && n.Rep != Tagged && n.Rep != Ptr {
		v.errorf("a shape of a %v", n.Rep)
	}
	if !t.HasRange {
		return
	}
	if t.Lo > t.Hi {
		v.errorf("empty range")
	}
	if n.Rep != I64 && n.Rep != Tagged || t.Bits != 0 && t.Bits&ints == 0 {
		v.errorf("a range of what is no int")
	}
	x := n.Aux
	if n.Op == OpConstT && abi.Value(x).IsInt() {
		x = abi.Value(x).Int()
	} else if n.Op != OpConstI {
		return
	}
	if x < t.Lo || x > t.Hi {
		v.errorf("the constant is out of its range")
	}
}
