package ir

import (
	"fmt"
	"math"
	"slices"
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
)

// Host is what an evaluated region runs in. The argument slices and value
// functions are valid during the call; the host may run other regions, with
// the same Evaluator too.
type Host interface {
	// Frame returns R, the address of register 0 of the region's frame.
	Frame() uintptr
	// Slow executes what compiled code leaves to Go: BoxInt and BoxFloat of
	// what does not fit a word, Alloc, Barrier, the operations on hash tables.
	Slow(f *Func, id ID, args []uint64) (result uint64)
	// Helper executes CallHelper and CallPy executes CallPy. When cont is
	// false the region is left (Stopped); result is the node's value in both
	// cases.
	Helper(f *Func, id ID, args []uint64, value func(ID) uint64) (result uint64, cont bool)
	CallPy(f *Func, id ID, args []uint64, value func(ID) uint64) (result uint64, cont bool)
	// Poll is asked at every Poll; the region is left when cont is false.
	Poll(f *Func, id ID, value func(ID) uint64) (cont bool)
	// FailGuard tells, for a test, that a guard is to fail although its
	// condition may hold.
	FailGuard(id ID) bool
}

// OutcomeKind is how a run ended.
type OutcomeKind uint8

// The kinds.
const (
	Returned OutcomeKind = iota // Result is the returned word
	Exited                      // a guard failed (Node), or an exit was reached (Node is 0): go on at State
	Stopped                     // the host ended it at the call or poll Node; State is the node's
	Broken                      // Err: the Func is wrong, or a Limit was reached
)

// Outcome is what a run came to.
type Outcome struct {
	Kind   OutcomeKind
	Result uint64
	State  StateID
	Node   ID
	Block  BlockID
	Err    error
}

// An Evaluator runs regions as they are. It serves one goroutine. Values are
// raw 64 bits: words, int64s, the bits of float64s, 0 or 1, addresses.
type Evaluator struct {
	// IntShape and FloatShape are the shapes of an exact boxed int and float.
	IntShape, FloatShape uint32
	// CheckTypes has every value compared with what its node's type promises.
	CheckTypes bool
	// Limit, if not 0, is how many blocks a run may execute.
	Limit int64

	programs map[*Func]*program
	// stack holds the values of the runs in progress, top is its used part.
	stack []uint64
	top   int
	last  []uint64
	runs  [][]uint64 // of each run in progress, its values
}

// Runs calls f with the values of each run in progress: a collector has to take
// them for references, as compiled code's would be found on the frame stack.
func (e *Evaluator) Runs(f func(values []uint64)) {
	for _, vals := range e.runs {
		f(vals)
	}
}

// run is one run in progress: what the slow operations need.
type run struct {
	e     *Evaluator
	f     *Func
	h     Host
	vals  []uint64
	value func(ID) uint64
}

// Forget drops what the evaluator has prepared for a Func. It has to be called
// when a Func that has been run was changed.
func (e *Evaluator) Forget(f *Func) { delete(e.programs, f) }

// Value returns the value of a node that the last run to end has computed.
func (e *Evaluator) Value(id ID) uint64 { return e.last[id] }

// Run runs a verified Func until it is left.
func (e *Evaluator) Run(f *Func, h Host) Outcome {
	p := e.programs[f]
	if p == nil {
		p = prepare(f)
		if e.programs == nil {
			e.programs = map[*Func]*program{}
		}
		e.programs[f] = p
	}
	base := e.top
	if base+p.size > len(e.stack) {
		// Runs in progress keep the old array: what they have is not moved.
		e.stack = make([]uint64, base+2*p.size+1024)
	}
	vals := e.stack[base : base+p.size : base+p.size]
	e.top = base + p.size
	e.runs = append(e.runs, vals)
	defer func() { e.top, e.runs = base, e.runs[:len(e.runs)-1] }()
	for _, c := range p.consts {
		vals[c.id] = c.bits
	}
	r := run{e: e, f: f, h: h, vals: vals}
	out := r.loop(p)
	e.last = vals
	return out
}

func (r *run) loop(p *program) Outcome {
	vals := r.vals
	limit := r.e.Limit
	block := &p.blocks[p.entry]
	for {
		if limit > 0 {
			if limit--; limit == 0 {
				return r.broken(block.id, 0, fmt.Errorf("more than %d blocks", r.e.Limit))
			}
		}
		for i := range block.code {
			in := &block.code[i]
			x, y, z := vals[in.a], vals[in.b], vals[in.c]
			var res uint64
			var how verdict
			switch in.sort {
			case sortInt:
				switch in.op { // the most frequent ones here
				case OpAdd:
					res = x + y
				case OpSub:
					res = x - y
				case OpAddOv:
					res = x + y
					if int64((x^res)&(y^res)) < 0 {
						how = leaves
					}
				default:
					res, how = pureInt(in.op, in.aux, int64(x), int64(y))
				}
			case sortFloat:
				res, how = pureFloat(in.op, in.aux, math.Float64frombits(x), math.Float64frombits(y), math.Float64frombits(z))
			case sortWord:
				res, how = pureWord(in.op, in.aux, x, abi.Value(y))
			case sortMem:
				res, how = memory(in, x, y, z)
			case sortHeap:
				how = needsHeap
			default:
				res, how = pureOther(in.op, in.aux, x, y, z)
			}
			if in.guard && r.h.FailGuard(in.id) {
				how = leaves
			}
			if how != done {
				if how == needsHeap {
					res, how = r.heap(in, x, y)
				}
				switch how {
				case done:
				case leaves:
					return Outcome{Kind: Exited, State: in.state, Node: in.id, Block: block.id}
				case stops:
					vals[in.id] = res
					return Outcome{Kind: Stopped, State: in.state, Node: in.id, Block: block.id}
				default:
					return r.broken(block.id, in.id, fmt.Errorf("operands %#x, %#x, %#x", x, y, z))
				}
			}
			vals[in.id] = res
			if r.e.CheckTypes {
				if err := checkType(&r.f.Nodes[in.id], res); err != nil {
					return r.broken(block.id, in.id, err)
				}
			}
		}
		var edge *evalEdge
		switch block.term {
		case TermJump:
			edge = &block.succs[0]
		case TermBranch:
			edge = &block.succs[1-vals[block.cond]&1]
		case TermReturn:
			return Outcome{Kind: Returned, Result: vals[block.cond], Block: block.id}
		case TermExit:
			return Outcome{Kind: Exited, State: block.state, Block: block.id}
		default:
			return r.broken(block.id, 0, fmt.Errorf("no terminator"))
		}
		edge.copy(vals, p.temps)
		block = &p.blocks[edge.to]
		if r.e.CheckTypes {
			for _, id := range r.f.Blocks[block.id].Params {
				if err := checkType(&r.f.Nodes[id], vals[id]); err != nil {
					return r.broken(block.id, id, err)
				}
			}
		}
	}
}

func (r *run) broken(b BlockID, id ID, err error) Outcome {
	where := fmt.Sprintf("%s: b%d", r.f.Name, b)
	if id != 0 {
		where += ": " + r.f.NodeString(id)
	}
	return Outcome{Kind: Broken, Node: id, Block: b, Err: fmt.Errorf("%s: %w", where, err)}
}

// stops is the verdict of a call or poll after which the host does not go on.
const stops verdict = undefined + 1

// lowAddress: below it there is no object; a wrong Func is to be reported
// and not to crash.
const lowAddress = 1 << 12

// memory executes loads and stores.
func memory(in *inst, x, y, z uint64) (uint64, verdict) {
	addr := uintptr(x) + uintptr(in.mem.Off)
	v := y
	if in.op == OpLoadX || in.op == OpStoreX {
		addr += uintptr(y) * uintptr(in.mem.Scale)
		v = z
	}
	if addr < lowAddress {
		return 0, undefined
	}
	if in.op == OpStore || in.op == OpStoreX {
		switch in.mem.Width {
		case 1:
			abi.Store8(addr, uint8(v))
		case 2:
			abi.Store16(addr, uint16(v))
		case 4:
			abi.Store32(addr, uint32(v))
		default:
			abi.Store64(addr, v)
		}
		return 0, done
	}
	switch in.mem.Width {
	case 1:
		v = uint64(abi.Load8(addr))
	case 2:
		v = uint64(abi.Load16(addr))
	case 4:
		v = uint64(abi.Load32(addr))
	default:
		v = abi.Load64(addr)
	}
	if in.mem.Signed {
		shift := 64 - 8*in.mem.Width
		v = uint64(int64(v<<shift) >> shift)
	}
	return v, done
}

// heap executes what depends on memory, and what the host does.
func (r *run) heap(in *inst, x, y uint64) (uint64, verdict) {
	w := abi.Value(x)
	switch in.op {
	case OpCheckInt64:
		if w.Shape() == r.e.IntShape && w.IsKind(abi.KindInt64) {
			return uint64(abi.Obj[abi.Int64](w).V), done
		}
		return 0, leaves
	case OpCheckU64:
		switch {
		case w.Shape() != r.e.IntShape:
		case w.IsKind(abi.KindInt64):
			return unless(abi.Obj[abi.Int64](w).V < 0, uint64(abi.Obj[abi.Int64](w).V))
		case w.IsKind(abi.KindBigInt) && abi.Obj[abi.BigInt](w).Size == 1:
			return abi.Load64(w.Addr() + bigDigits), done
		}
		return 0, leaves
	case OpCheckFloat, OpCheckNum:
		if w.Shape() == r.e.FloatShape && w.IsKind(abi.KindFloat) {
			return math.Float64bits(abi.Obj[abi.Float](w).V), done
		}
		return 0, leaves
	case OpCheckShape:
		return unless(int64(w.Shape()) != in.aux, uint64(w.Addr()))
	case OpCheckShapeP:
		if x < lowAddress {
			return 0, undefined
		}
		return unless(int64(abi.Load32(uintptr(x))) != in.aux, 0)
	case OpCheckKind:
		return unless(int64(w.Kind()) != in.aux, uint64(w.Addr()))
	case OpCheckFlags:
		if x < lowAddress {
			return 0, undefined
		}
		mask, want := FlagsOf(r.f.Nodes[in.id].Aux2)
		return unless(abi.Load16(uintptr(x)+abi.HeaderAux)&mask != want, 0)
	case OpCheckDepth:
		if x < lowAddress {
			return 0, undefined
		}
		t := abi.ObjAt[abi.Thread](uintptr(x))
		return unless(int64(t.Depth)+in.aux > int64(t.DepthLimit), 0)
	case OpShapeOf:
		return uint64(w.Shape()), done
	case OpCopyItems, OpReverseItems:
		return 0, r.moveItems(in, uintptr(x), y)
	case OpTableNext:
		if x < lowAddress || int64(y) < 0 {
			return 0, undefined
		}
		return uint64(tableNext(TableOf(in.aux).Set, uintptr(x), int64(y))), done
	case OpLoadReg:
		return abi.Load64(r.h.Frame() + uintptr(in.aux)), done
	case OpFrameFunc:
		return uint64(abi.Frame(r.h.Frame()).Func), done
	}
	return r.ask(in)
}

// moveItems executes CopyItems and ReverseItems.
func (r *run) moveItems(in *inst, dst uintptr, y uint64) verdict {
	if in.op == OpReverseItems {
		items := abi.Uint64s(dst, int(y))
		slices.Reverse(items)
		return done
	}
	src, n := uintptr(y), int(r.vals[in.c])
	if in.aux == 1 {
		abi.Move(dst, src, uintptr(n)*abi.Word)
		return done
	}
	for k := range n {
		abi.Store64(dst+uintptr(k)*abi.Word, abi.Load64(src+uintptr(k)*uintptr(in.aux)*abi.Word))
	}
	return done
}

// ask has the host execute an operation.
func (r *run) ask(in *inst) (uint64, verdict) {
	if r.value == nil {
		vals := r.vals
		r.value = func(id ID) uint64 { return vals[id] }
	}
	nodeArgs := r.f.Nodes[in.id].Args
	// Behind the nodes' values there is room for the longest argument list.
	args := r.vals[len(r.f.Nodes):][:len(nodeArgs):len(nodeArgs)]
	for i, a := range nodeArgs {
		args[i] = r.vals[a]
	}
	cont := true
	var res uint64
	switch in.op {
	case OpCallHelper:
		res, cont = r.h.Helper(r.f, in.id, args, r.value)
	case OpCallPy:
		res, cont = r.h.CallPy(r.f, in.id, args, r.value)
	case OpPoll:
		cont = r.h.Poll(r.f, in.id, r.value)
	case OpBoxInt, OpBoxU64, OpBoxFloat, OpAlloc, OpAllocItems, OpBarrier, OpBarrierV, OpStrSlice, OpStrConcat, OpHashStr, OpDictAdd, OpSetRemove:
		res = r.h.Slow(r.f, in.id, args)
	case OpTableFind, OpSetAdd:
		if res = r.h.Slow(r.f, in.id, args); res == TableUnsure {
			return 0, leaves
		}
	default:
		return 0, undefined
	}
	if !cont {
		return res, stops
	}
	return res, done
}

// checkType compares a value with what its node's type says.
func checkType(n *Node, x uint64) error {
	t := n.Type
	var have TypeBits
	i, isInt := int64(x), n.Rep == I64
	switch n.Rep {
	case I64:
		have = TInt64
		if abi.FitsInt(i) {
			have = TInt
		}
	case Tagged:
		v := abi.Value(x)
		have = TypeOfWord(v).Bits
		if v.IsPtr() {
			have = typeOfObject(v.Addr())
		} else if v.IsInt() {
			i, isInt = v.Int(), true
		}
		if t.Shape != 0 && (!v.IsPtr() || v.Shape() != t.Shape) {
			return fmt.Errorf("%#x is not of shape %d", x, t.Shape)
		}
	case Ptr:
		if t.Shape != 0 && (x < lowAddress || abi.Load32(uintptr(x)) != t.Shape) {
			return fmt.Errorf("%#x is not of shape %d", x, t.Shape)
		}
		return nil
	case Bool:
		if x > 1 {
			return fmt.Errorf("%#x is not a condition", x)
		}
		return nil
	default:
		return nil
	}
	if t.Bits != 0 && t.Bits&have == 0 {
		return fmt.Errorf("%#x is not of type %s", x, t)
	}
	if t.HasRange && isInt && (i < t.Lo || i > t.Hi) {
		return fmt.Errorf("%d is not in the range of %s", i, t)
	}
	return nil
}

// typeOfObject is what an object may be classified as by its kind alone: a
// float object may belong to a subclass.
func typeOfObject(addr uintptr) TypeBits {
	switch abi.KindOf(addr) {
	case abi.KindInt64:
		return TInt64 | TObject
	case abi.KindFloat:
		return TFloatBox | TObject
	}
	return TObject
}

// bigDigits is where the digits of a BigInt begin.
const bigDigits = unsafe.Sizeof(abi.BigInt{})
