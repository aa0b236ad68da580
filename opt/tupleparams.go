package opt

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
)

// Tuples as loop variables: a parameter of a loop header that is always a tuple
// made for it, on every way there, is made at the top of the loop instead, of
// parameters with its items. Escape analysis sees one tuple then, in the loop,
// which a body that unpacks it never needs. `for k, v in d.items()` is such a
// loop.
//
// A tuple that nothing but states refers to may be made later: where an exit
// needs one before, it makes it, and compiled code does not go on. It is made
// at the state of the loop's header, in which the variable is described by its
// items.

// TupleParams is the pass.
func TupleParams(f *ir.Func) {
	t := tupleParams{f: f}
	if !t.collect() {
		return
	}
	t.rewriter = newRewriter(f)
	for _, b := range blocksOf(f) {
		if blk := &f.Blocks[b]; blk.Loop && blk.State != 0 && blk.Term != ir.TermExit {
			for i := 0; i < len(f.Blocks[b].Params); i++ {
				if t.candidate(b, i) {
					t.change(b, i)
					i--
				}
			}
		}
	}
	t.finish()
}

type tupleParams struct {
	f *ir.Func
	rewriter
	items map[ir.ID][]ir.ID // by allocation: what is stored, by word behind the header; nil: not to be touched
	edges map[ir.ID]int     // how many edges the reference is an argument of
	num   int32             // of the next virtual object
}

func isTuple(n *ir.Node) bool {
	return n.Op == ir.OpAlloc && abi.Kind(n.Aux>>32) == abi.KindTuple && n.Aux2 <= 8*abi.Word
}

// tupleOf returns the allocation of which id is the reference, 0 without.
func (t *tupleParams) tupleOf(id ir.ID) ir.ID {
	if n := &t.f.Nodes[id]; n.Op == ir.OpTagPtr && isTuple(&t.f.Nodes[n.Args[0]]) {
		return n.Args[0]
	}
	return 0
}

// collect finds the tuples and what is done with them.
func (t *tupleParams) collect() bool {
	f := t.f
	order := blocksOf(f)
	for _, b := range order {
		for _, id := range f.Blocks[b].Nodes {
			if n := &f.Nodes[id]; isTuple(n) {
				if t.items == nil {
					t.items, t.edges = map[ir.ID][]ir.ID{}, map[ir.ID]int{}
				}
				t.items[id] = make([]ir.ID, n.Aux2/abi.Word-1)
			}
		}
	}
	if t.items == nil {
		return false
	}
	for _, b := range order {
		blk := &f.Blocks[b]
		for _, id := range blk.Nodes {
			t.use(&f.Nodes[id])
		}
		if a := t.tupleOf(blk.Cond); blk.Cond != 0 && a != 0 {
			t.items[a] = nil
		}
		for _, e := range blk.Succs {
			for _, x := range e.Args {
				if a := t.tupleOf(x); a != 0 {
					t.edges[a]++
				}
			}
		}
	}
	for i := range f.States {
		for _, v := range f.States[i].Virtuals {
			t.num = max(t.num, v.Num+1)
		}
	}
	return true
}

func (t *tupleParams) use(n *ir.Node) {
	f := t.f
	for i, x := range n.Args {
		if a := t.tupleOf(x); a != 0 {
			t.items[a] = nil
			continue
		}
		a := &f.Nodes[x]
		if !isTuple(a) || n.Op == ir.OpTagPtr {
			continue
		}
		m := ir.MemOf(n.Aux)
		word := int(m.Off)/abi.Word - 1
		if list := t.items[x]; n.Op == ir.OpStore && i == 0 && n.Block == a.Block && m.Width == abi.Word && m.Off%abi.Word == 0 &&
			word >= 0 && word < len(list) && list[word] == 0 {
			list[word] = n.Args[1]
			continue
		}
		t.items[x] = nil
	}
}

// candidate reports whether parameter i of block b is such a tuple.
func (t *tupleParams) candidate(b ir.BlockID, i int) bool {
	f := t.f
	if f.Nodes[f.Blocks[b].Params[i]].Rep != ir.Tagged {
		return false
	}
	first := ir.ID(0)
	for _, p := range f.Blocks[b].Preds {
		for _, e := range f.Blocks[p].Succs {
			if e.To != b {
				continue
			}
			a := t.tupleOf(e.Args[i])
			if a == 0 || t.items[a] == nil || t.edges[a] != 1 {
				return false
			}
			for _, x := range t.items[a] {
				if x == 0 {
					return false
				}
			}
			if first == 0 {
				first = a
			} else if x, y := &f.Nodes[first], &f.Nodes[a]; x.Aux != y.Aux || x.Aux2 != y.Aux2 {
				return false
			}
			for k, x := range t.items[a] {
				if f.Nodes[x].Rep != f.Nodes[t.items[first][k]].Rep {
					return false
				}
			}
		}
	}
	return first != 0
}

// change replaces parameter i of block b.
func (t *tupleParams) change(b ir.BlockID, i int) {
	f := t.f
	old := f.Blocks[b].Params[i]
	var like ir.Node
	var fields []ir.ID
	done := map[ir.BlockID]bool{}
	for _, p := range f.Blocks[b].Preds {
		if done[p] {
			continue
		}
		done[p] = true
		for s := range f.Blocks[p].Succs {
			e := &f.Blocks[p].Succs[s]
			if e.To != b {
				continue
			}
			a := t.tupleOf(e.Args[i])
			if fields == nil {
				like, fields = f.Nodes[a], t.items[a]
			}
			args := append(append([]ir.ID(nil), e.Args[:i]...), e.Args[i+1:]...)
			e.Args = append(args, t.items[a]...)
		}
	}
	params := f.Blocks[b].Params
	f.Blocks[b].Params = append(append([]ir.ID(nil), params[:i]...), params[i+1:]...)
	virtual := ir.Virtual{Num: t.num, Header: uint64(like.Aux), Size: int32(like.Aux2)}
	t.num++
	var stores []ir.ID
	alloc := f.NewNode(ir.OpAlloc, ir.Ptr, like.Aux)
	for k, x := range fields {
		rep := f.Nodes[x].Rep
		v := f.AddParam(b, rep, ir.Type{})
		m := ir.Mem{Off: int32(k+1) * abi.Word, Width: abi.Word, Class: ir.MTuple}
		virtual.Fields = append(virtual.Fields, ir.VirtualField{Off: m.Off, Raw: rep == ir.I64, Val: ir.Ref(v)})
		stores = append(stores, f.NewNode(ir.OpStore, ir.None, m.Pack(), alloc, v))
	}
	tag := f.NewNode(ir.OpTagPtr, ir.Tagged, 0, alloc)
	f.Nodes[tag].Type = ir.Type{Bits: ir.TObject, Shape: uint32(like.Aux)}
	state := mapState(f, f.Blocks[b].State, func(r ir.Ref) ir.Ref {
		if r == ir.Ref(old) {
			return ir.VirtualRef(virtual.Num)
		}
		return r
	})
	if state != f.Blocks[b].State {
		f.States[state].Virtuals = append(f.States[state].Virtuals, virtual)
	}
	f.Blocks[b].State = state
	f.Nodes[alloc].Aux2, f.Nodes[alloc].State = like.Aux2, state
	nodes := append([]ir.ID{alloc}, stores...)
	nodes = append(nodes, tag)
	for _, id := range nodes {
		n := &f.Nodes[id]
		n.Block, n.PC, n.Code = b, f.Blocks[b].PC, f.Blocks[b].Code
	}
	f.Blocks[b].Nodes = append(nodes, f.Blocks[b].Nodes...)
	t.replace(old, tag)
}
