package opt

import (
	"slices"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
)

// Escape analysis: an object that compiled code allocates and that nothing else
// gets to see is not allocated. Its fields become values; where an exit needs
// the object, the state describes it (ir.Virtual) and the exit makes it.
//
// An object is not seen by others when its address is used only to load and
// store its own words and to check its header, and the reference to it only in
// states and in fields of other such objects. Such a field must be set right
// where its object is allocated, so that it is the same everywhere.
//
// A field is a variable: stores set it, loads read it. Where ways meet that may
// have set it differently, the block gets a parameter for it; fold and dce
// remove those that were not needed. An object is only known in the blocks that
// its allocation dominates, so every way there has values for its fields.

// Escape is the pass.
func Escape(f *ir.Func) {
	e := escaper{f: f}
	if !e.collect() {
		return
	}
	e.graph = newGraph(f)
	e.judge()
	if !e.any() {
		return
	}
	e.rewriter = newRewriter(f)
	e.run()
	e.fillEdges()
	e.finish()
}

// object is an allocation.
type object struct {
	alloc   ir.ID
	home    ir.BlockID // of the allocation
	num     int32
	escapes bool
	fields  []field
}

// field is one word of an object that is stored to.
type field struct {
	off    int32
	rep    ir.Rep
	outer  bool // stored to in other blocks than that of the allocation
	stores int  // how many
	loaded bool
	holds  int        // index+1 of the object that is stored here
	cur    ir.ID      // value where the walk is
	out    []ir.ID    // by block: value at its end
	in     []fieldPhi // parameters made for the field
}

type fieldPhi struct {
	block ir.BlockID
	param ir.ID
}

type escaper struct {
	f *ir.Func
	*graph
	rewriter
	objs  []object
	objOf []int32 // of Alloc and TagPtr nodes: index of the object plus one
	cur   ir.BlockID
	next  int32 // number of the next virtual object
	// memo are the states made for the current values of the fields.
	memo map[ir.StateID]ir.StateID
	// refers says of a state whether it, or a parent, is about an object: 0 not
	// known, 1 no, 2 yes.
	refers []uint8
}

// collect finds the allocations.
func (e *escaper) collect() bool {
	f := e.f
	for id := 1; id < len(f.Nodes); id++ {
		n := &f.Nodes[id]
		if n.Block == 0 {
			continue
		}
		if n.Op == ir.OpAlloc && n.Aux2 < 1<<12 && !suspended(n) {
			if e.objOf == nil {
				e.objOf = spaceOf(f).ints.cut(len(f.Nodes))
			}
			e.objs = append(e.objs, object{alloc: ir.ID(id), home: n.Block})
			e.objOf[id] = int32(len(e.objs))
		}
	}
	if e.objOf == nil {
		return false
	}
	for id := 1; id < len(f.Nodes); id++ {
		if n := &f.Nodes[id]; n.Op == ir.OpTagPtr && n.Block != 0 {
			e.objOf[id] = e.objOf[n.Args[0]]
		}
	}
	for i := range f.States {
		for _, v := range f.States[i].Virtuals {
			e.next = max(e.next, v.Num+1)
		}
	}
	return true
}

// suspended reports whether an allocation is a part of a suspended generator:
// exits do not make those.
func suspended(n *ir.Node) bool {
	switch abi.Kind(n.Aux >> (8 * abi.HeaderKind)) {
	case abi.KindGenerator:
		return true
	case abi.KindItems:
		return uint64(n.Aux)>>48 == abi.ItemsFrame
	}
	return false
}

func (e *escaper) any() bool {
	for i := range e.objs {
		if !e.objs[i].escapes {
			return true
		}
	}
	return false
}

// obj returns the object that a node is the address of or the reference to.
func (e *escaper) obj(id ir.ID) *object {
	if int(id) < len(e.objOf) && e.objOf[id] != 0 {
		return &e.objs[e.objOf[id]-1]
	}
	return nil
}

// virtual returns the object of a node if it is not to be allocated.
func (e *escaper) virtual(id ir.ID) *object {
	if o := e.obj(id); o != nil && !o.escapes {
		return o
	}
	return nil
}

func (e *escaper) escape(id ir.ID) {
	if o := e.obj(id); o != nil {
		o.escapes = true
	}
}

func (o *object) field(off int32) *field {
	for i := range o.fields {
		if o.fields[i].off == off {
			return &o.fields[i]
		}
	}
	return nil
}

// judge finds out which objects escape.
func (e *escaper) judge() {
	f := e.f
	for _, b := range e.order {
		blk := &f.Blocks[b]
		for _, id := range blk.Nodes {
			e.use(b, id)
		}
		e.escape(blk.Cond)
		for _, s := range blk.Succs {
			for _, a := range s.Args {
				e.escape(a)
			}
		}
	}
	for i := range f.States {
		for j := range f.States[i].Virtuals {
			e.escape(f.States[i].Virtuals[j].Existing)
		}
		if fn := f.States[i].Fn; fn > 0 {
			e.escape(ir.ID(fn))
		}
	}
	for changed := true; changed; {
		changed = false
		for i := range e.objs {
			for j := range e.objs[i].fields {
				fl := &e.objs[i].fields[j]
				if fl.holds == 0 {
					continue
				}
				held := &e.objs[fl.holds-1]
				if !held.escapes && (e.objs[i].escapes || fl.stores > 1 || fl.outer || fl.loaded) {
					held.escapes, changed = true, true
				}
				if held.escapes && !e.objs[i].escapes {
					// The field holds a real object: an ordinary value.
					fl.holds = 0
				}
			}
		}
	}
}

// use looks at what a node does with objects.
func (e *escaper) use(b ir.BlockID, id ir.ID) {
	f := e.f
	n := &f.Nodes[id]
	if n.Op == ir.OpCallHelper && n.Aux >= 0 && int(n.Aux) < len(ir.Helpers) && ir.Helpers[n.Aux].Frames {
		// The helper makes the frames that State describes.
		for s := n.State; s != 0; s = f.States[s].Parent {
			stateRefs(&f.States[s], e.escape)
		}
	}
	for i, a := range n.Args {
		o := e.obj(a)
		if o == nil {
			continue
		}
		isAddr := f.Nodes[a].Op == ir.OpAlloc
		switch {
		case !isAddr && i == 1 && n.Op == ir.OpStore && e.obj(n.Args[0]) != nil && f.Nodes[n.Args[0]].Op == ir.OpAlloc:
			// Into a field of another object: see the case of Store below.
		case !isAddr && (n.Op == ir.OpShapeOf || n.Op == ir.OpTSame || n.Op == ir.OpTIs || n.Op == ir.OpTIsPtr):
		case !isAddr:
			o.escapes = true
		case n.Op == ir.OpTagPtr, n.Op == ir.OpBarrier, n.Op == ir.OpBarrierV && i == 0, n.Op == ir.OpPEqual:
		case n.Op == ir.OpCheckShapeP && n.Aux == f.Nodes[o.alloc].Aux&0xffffffff:
		case n.Op == ir.OpCheckFlags && flagsImply(int64(0xffff)<<16|f.Nodes[o.alloc].Aux>>48&0xffff, n.Aux2):
		case n.Op == ir.OpLoad:
			if fl := e.access(o, n, n.Rep); fl != nil {
				fl.loaded = true
			}
		case n.Op == ir.OpStore && i == 0:
			v := n.Args[1]
			fl := e.access(o, n, f.Nodes[v].Rep)
			if fl == nil {
				e.escape(v)
				break
			}
			fl.stores++
			if b != o.home {
				fl.outer = true
			}
			switch {
			case e.obj(v) == nil:
			case fl.holds == 0:
				fl.holds = int(e.objOf[v])
			default:
				e.escape(v) // what the field holds already does too: two stores
			}
		default:
			o.escapes = true
		}
	}
}

// access notes a load or store of a word. The object escapes if it is not a
// whole word behind the header, always of one representation.
func (e *escaper) access(o *object, n *ir.Node, rep ir.Rep) *field {
	m := ir.MemOf(n.Aux)
	size := int32(e.f.Nodes[o.alloc].Aux2)
	if m.Width != 8 || m.Off < 8 || m.Off%8 != 0 || m.Off+8 > size || rep != ir.Tagged && rep != ir.I64 && rep != ir.F64 {
		o.escapes = true
		return nil
	}
	fl := o.field(m.Off)
	if fl == nil {
		o.fields = append(o.fields, field{off: m.Off, rep: rep})
		return &o.fields[len(o.fields)-1]
	}
	if fl.rep != rep {
		o.escapes = true
		return nil
	}
	return fl
}

// run walks the blocks and replaces the objects by the values of their fields.
func (e *escaper) run() {
	f := e.f
	e.memo = map[ir.StateID]ir.StateID{}
	e.refers = make([]uint8, len(f.States))
	for i := range e.objs {
		o := &e.objs[i]
		o.num = e.next + int32(i)
		for j := range o.fields {
			o.fields[j].out = make([]ir.ID, len(f.Blocks))
		}
	}
	for _, b := range e.order {
		e.cur = b
		clear(e.memo)
		e.enter(b)
		if blk := &f.Blocks[b]; blk.Loop && blk.Term != ir.TermExit {
			s := e.newState(blk.State)
			f.Blocks[b].State = s
		}
		nodes := f.Blocks[b].Nodes
		kept := nodes[:0]
		for _, id := range nodes {
			e.args(&f.Nodes[id])
			if !e.node(id) {
				kept = append(kept, id)
				st := e.newState(f.Nodes[id].State)
				f.Nodes[id].State = st
				if f.Nodes[id].After != 0 {
					st = e.newState(f.Nodes[id].After)
					f.Nodes[id].After = st
				}
			} else {
				f.Nodes[id].Block = 0
			}
		}
		f.Blocks[b].Nodes = kept
		if f.Blocks[b].Term == ir.TermExit {
			s := e.newState(f.Blocks[b].State)
			f.Blocks[b].State = s
		}
		e.leave(b)
	}
}

// enter sets the fields to their values at the start of a block.
func (e *escaper) enter(b ir.BlockID) {
	f := e.f
	for i := range e.objs {
		o := &e.objs[i]
		home := o.home
		if o.escapes || b == home || !e.dominates(home, b) {
			continue
		}
		preds := f.Blocks[b].Preds
		for j := range o.fields {
			fl := &o.fields[j]
			switch {
			case !fl.outer:
				fl.cur = fl.out[home]
			case len(preds) == 1:
				fl.cur = fl.out[preds[0]]
			default:
				p := f.AddParam(b, fl.rep, ir.Type{})
				fl.in = append(fl.in, fieldPhi{b, p})
				fl.cur = p
			}
		}
	}
}

func (e *escaper) leave(b ir.BlockID) {
	for i := range e.objs {
		o := &e.objs[i]
		if o.escapes || !e.dominates(o.home, b) {
			continue
		}
		for j := range o.fields {
			o.fields[j].out[b] = o.fields[j].cur
		}
	}
}

// fillEdges adds the arguments for the parameters that enter made.
func (e *escaper) fillEdges() {
	f := e.f
	byBlock := map[ir.BlockID][]*field{}
	param := map[ir.ID]*field{}
	for i := range e.objs {
		for j := range e.objs[i].fields {
			fl := &e.objs[i].fields[j]
			for _, p := range fl.in {
				byBlock[p.block] = append(byBlock[p.block], fl)
				param[p.param] = fl
			}
		}
	}
	for b := range byBlock {
		for _, p := range f.Blocks[b].Params {
			fl := param[p]
			if fl == nil {
				continue
			}
			done := ir.BlockID(0)
			preds := slices.Clone(f.Blocks[b].Preds)
			slices.Sort(preds)
			for _, q := range preds {
				if q == done {
					continue
				}
				done = q
				for s := range f.Blocks[q].Succs {
					if edge := &f.Blocks[q].Succs[s]; edge.To == b {
						edge.Args = append(slices.Clip(edge.Args), fl.out[q])
					}
				}
			}
		}
	}
}

// node handles a node that works on an object that is not allocated. It reports
// whether the node goes away.
func (e *escaper) node(id ir.ID) bool {
	f := e.f
	n := &f.Nodes[id]
	if n.Op == ir.OpAlloc {
		o := e.virtual(id)
		if o == nil {
			return false
		}
		for i := range o.fields {
			fl := &o.fields[i]
			switch fl.rep {
			case ir.I64:
				fl.cur = f.ConstI(0)
			case ir.F64:
				fl.cur = f.ConstF(0)
			default:
				fl.cur = f.ConstT(0)
			}
		}
		clear(e.memo)
		return true
	}
	if len(n.Args) == 0 {
		return false
	}
	o := e.virtual(n.Args[0])
	switch n.Op {
	case ir.OpTSame, ir.OpPEqual, ir.OpTIs, ir.OpTIsPtr:
		if o == nil && (len(n.Args) == 1 || e.virtual(n.Args[1]) == nil) {
			return false
		}
		same := n.Op == ir.OpTIsPtr || n.Op != ir.OpTIs && e.obj(n.Args[0]) == e.obj(n.Args[1])
		c := f.ConstB(same)
		e.replace(id, c)
		return true
	}
	if o == nil {
		return false
	}
	switch n.Op {
	case ir.OpTagPtr, ir.OpBarrier, ir.OpBarrierV, ir.OpCheckShapeP, ir.OpCheckFlags:
		return true
	case ir.OpShapeOf:
		c := f.ConstI(f.Nodes[o.alloc].Aux & 0xffffffff)
		e.replace(id, c)
		return true
	case ir.OpLoad:
		e.replace(id, o.field(ir.MemOf(n.Aux).Off).cur)
		return true
	case ir.OpStore:
		o.field(ir.MemOf(n.Aux).Off).cur = e.get(n.Args[1])
		clear(e.memo)
		return true
	}
	return false
}

// about reports whether a state, or a parent, refers to one of the objects.
func (e *escaper) about(s ir.StateID) bool {
	if s == 0 {
		return false
	}
	for int(s) >= len(e.refers) {
		e.refers = append(e.refers, 0)
	}
	if e.refers[s] == 0 {
		e.refers[s] = 1
		if e.about(e.f.States[s].Parent) {
			e.refers[s] = 2
		}
		stateRefs(&e.f.States[s], func(id ir.ID) {
			if e.virtual(id) != nil {
				e.refers[s] = 2
			}
		})
	}
	return e.refers[s] == 2
}

// newState returns s with the objects described as they are where the walk is.
func (e *escaper) newState(s ir.StateID) ir.StateID {
	if !e.about(s) {
		return s
	}
	if n, ok := e.memo[s]; ok {
		return n
	}
	var used []*object
	ref := func(r ir.Ref) ir.Ref {
		if r > 0 {
			if o := e.virtual(ir.ID(r)); o != nil {
				if !slices.Contains(used, o) {
					used = append(used, o)
				}
				return ir.VirtualRef(o.num)
			}
		}
		return r
	}
	n := mapState(e.f, s, ref)
	for i := 0; i < len(used); i++ {
		o := used[i]
		a := &e.f.Nodes[o.alloc]
		v := ir.Virtual{Num: o.num, Header: uint64(a.Aux), Size: int32(a.Aux2)}
		for j := range o.fields {
			fl := &o.fields[j]
			if fl.stores == 0 {
				continue
			}
			v.Fields = append(v.Fields, ir.VirtualField{Off: fl.off, Raw: fl.rep != ir.Tagged, Val: ref(ir.Ref(e.get(fl.cur)))})
		}
		e.f.States[n].Virtuals = append(e.f.States[n].Virtuals, v)
	}
	e.memo[s] = n
	return n
}
