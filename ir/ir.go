package ir

import (
	"math"

	"github.com/go-python/gopython/internal/abi"
)

// ID numbers a node; 0 is none.
type ID int32

// BlockID numbers a block; 0 is none.
type BlockID int32

// StateID numbers a frame state; 0 is none.
type StateID int32

// Op is an operation.
type Op uint8

// Rep says how a value is held.
type Rep uint8

// The representations.
const (
	None   Rep = iota // no value
	Tagged            // abi.Value
	I64               // any int that fits int64
	F64
	Bool // 0 or 1
	Ptr  // address of an object or inside one, not tagged
)

// Cond is a comparison: the Aux of ICmp and FCmp.
type Cond = int64

// The comparisons, in the order of the COMPARE instruction.
const (
	LT Cond = iota
	LE
	EQ
	NE
	GT
	GE
)

// NegateCond gives the comparison that holds when c does not (of ints).
func NegateCond(c Cond) Cond { return [...]Cond{GE, GT, NE, EQ, LE, LT}[c] }

// SwapCond gives the comparison with the operands exchanged.
func SwapCond(c Cond) Cond { return [...]Cond{GT, GE, EQ, NE, LT, LE}[c] }

// Node is one operation and its result. Which of the fields count says the Op.
type Node struct {
	Op   Op
	Rep  Rep // of the result
	Args []ID
	Aux  int64
	Aux2 int64
	// PC and Code are the bytecode instruction the node was made for.
	PC, Code int32
	State    StateID // of guards, slow and call operations
	After    StateID // of calls: the frames to go on in after it, the result being this node
	Block    BlockID
	Type     Type
}

// TypeBits is a set of the classes of Python values.
type TypeBits uint16

// The classes.
const (
	TInt      TypeBits = 1 << iota // an int that fits the word
	TInt64                         // an int beyond that
	TFloat                         // exactly class float, in the word
	TFloatBox                      // exactly class float, boxed
	TBool
	TNone
	TObject // any other object
	TOther  // other immediates: Unbound, NotImplemented, ...
	// TUnsigned, of an I64, says that the bits are an int from 0 to 2**64-1.
	TUnsigned

	TAny = TInt | TInt64 | TFloat | TFloatBox | TBool | TNone | TObject | TOther
)

// Type is what is known of a node's value. The zero Type knows nothing.
type Type struct {
	Bits  TypeBits // 0: not known
	Shape uint32   // exact shape of an object, as long as nothing changes it; 0: not known
	// Lo and Hi bound an int (HasRange).
	HasRange bool
	Lo, Hi   int64
}

// IntRange makes a range type.
func IntRange(lo, hi int64) Type { return Type{Bits: TInt | TInt64, HasRange: true, Lo: lo, Hi: hi} }

// Range returns the bounds of an int.
func (t Type) Range() (lo, hi int64) {
	if t.HasRange {
		return t.Lo, t.Hi
	}
	return math.MinInt64, math.MaxInt64
}

// Unbounded is the type without what was found out about the value: what is left
// says what its bits mean.
func (t Type) Unbounded() Type { return Type{Bits: t.Bits & TUnsigned} }

// MemClass partitions memory for alias analysis: operations of different
// classes never touch the same word.
type MemClass uint8

// The classes of memory.
const (
	MNone      MemClass = iota
	MFrame              // interpreter registers in memory
	MInt                // boxed ints (immutable)
	MFloat              // boxed floats (immutable)
	MShape              // shape word of headers
	MFlags              // Header.Aux
	MField              // attribute slots of instances
	MListLen            // List.Len and Cap
	MListItems          // List.Items
	MItems              // words of Items storage: list items
	MTuple              // tuple items and lengths (immutable)
	MStr                // str and bytes contents and lengths (immutable)
	MByteArray          // lengths, pointers of bytearrays
	MBytes              // contents of bytearrays, buffers
	MDict               // dict structure: Used, Entries, Index, KeyVer
	MDictVals           // dict entries
	MCell               // contents of cells
	MIter               // iterator objects
	MThread             // abi.Thread
	MType               // type and function objects
	NumMemClasses
)

// Mem describes a memory operation; it is packed into Node.Aux.
type Mem struct {
	Off    int32
	Width  uint8 // bytes: 1, 2, 4, 8
	Scale  uint8 // of LoadX and StoreX: 1, 2, 4, 8
	Class  MemClass
	Signed bool // sign extension of loads narrower than 8 bytes
}

// Pack makes the Aux of a memory operation.
func (m Mem) Pack() int64 {
	x := int64(uint32(m.Off)) | int64(m.Width)<<32 | int64(m.Scale)<<40 | int64(m.Class)<<48
	if m.Signed {
		x |= 1 << 56
	}
	return x
}

// MemOf unpacks the Aux of a memory operation.
func MemOf(aux int64) Mem {
	return Mem{Off: int32(aux), Width: uint8(aux >> 32), Scale: uint8(aux >> 40), Class: MemClass(aux >> 48), Signed: aux>>56&1 != 0}
}

// Effects are sets of memory classes, a bit each.
type Effects struct{ Reads, Writes uint32 }

// AllMem is every class that code can write.
const AllMem = uint32(1)<<NumMemClasses - 1 - 1<<MNone - 1<<MInt - 1<<MFloat - 1<<MTuple - 1<<MStr - 1<<MFrame

// TermKind is how a block ends.
type TermKind uint8

// The terminators.
const (
	TermNone   TermKind = iota
	TermJump            // to Succs[0]
	TermBranch          // to Succs[0] if Cond holds, else Succs[1]
	TermReturn          // of the region's frame, with Cond (tagged) as result
	TermExit            // go on in the interpreter, at State
)

// Edge is a way to another block, with the arguments for its parameters.
type Edge struct {
	To   BlockID
	Args []ID
}

// Block is a basic block. The parameters are nodes with Op Param.
type Block struct {
	Params []ID
	Nodes  []ID // in order
	Term   TermKind
	Cond   ID
	State  StateID
	Reason ExitReason // of TermExit
	Succs  []Edge
	Preds  []BlockID // kept by ComputePreds, one entry per edge

	// Loop is set in loop headers: every back-edge into the block comes from
	// inside the loop.
	Loop bool
	// PC is the bytecode instruction the block starts with and Code the
	// index in Func.Codes: for readers and dumps.
	PC, Code int32
	// Weight is how often the block ran when it was observed; 0: never or not known.
	Weight int32
}

// ExitReason says why compiled code is left at an exit that is not a failing check.
type ExitReason uint8

// The reasons.
const (
	ExitNone        ExitReason = iota
	ExitCold                   // code that was never executed
	ExitUnsupported            // an instruction that is not compiled
	ExitMegamorphic            // too many different types
	ExitRaise                  // an exception that goes to the interpreter
	ExitGenerator              // yield and the like
)

// Ref is a value in a state: a node, or a virtual object of the state.
type Ref int32

// VirtualRef refers to the virtual object with that number.
func VirtualRef(num int32) Ref { return Ref(-1 - num) }

// IsVirtual reports whether r is a virtual object, and its number.
func (r Ref) IsVirtual() (num int32, ok bool) { return int32(-1 - r), r < 0 }

// RegValue is the content of an interpreter register.
type RegValue struct {
	Reg int32 // byte offset from the frame's R
	Val Ref
}

// State is where and how the interpreter goes on. The registers that are not
// listed are dead.
type State struct {
	Parent StateID // the frame that called this one, when it was inlined: its PC is the call
	Code   int32   // index in Func.Codes
	PC     int32   // index of an instruction word
	Base   int32   // bytes from the region's R to this frame's
	Fn     Ref     // function object; 0 in the outermost frame, which has it already
	Cont   Cont
	Regs   []RegValue
	// Virtuals are objects that are to be made (or brought up to date) first.
	// The innermost state of a chain holds those that any state of the chain
	// refers to, and those that these refer to.
	Virtuals []Virtual
}

// ContKind says what the header's Cont of an inlined frame is.
type ContKind uint8

// The kinds; see package interp.
const (
	ContNone   ContKind = iota
	ContObject          // an __init__: the new object, Val
	ContInstr           // a special method: the caller's instruction
	ContGen             // a generator: its object, Val; the caller's instruction is FORITER
)

// Cont is the continuation of an inlined frame.
type Cont struct {
	Kind ContKind
	Val  Ref
}

// Virtual is an object that compiled code did not allocate, or whose fields it
// holds in registers.
type Virtual struct {
	Num      int32  // the object's number: the same in all states of a Func
	Existing ID     // tagged object to store the fields into; 0: allocate one
	Header   uint64 // header word of the new object
	Size     int32
	Fields   []VirtualField
}

// VirtualField is one word of a virtual object. Val is stored as a Python value,
// or, when it is Raw (an I64 or F64), as it is. The value of an I64 may be computed:
// Val - Minus, divided by Div (rounded up, at least 0) if that is not 0, plus Add.
type VirtualField struct {
	Off   int32
	Raw   bool
	Val   Ref
	Minus ID // 0: nothing
	Div   int64
	Add   int64
}

// Code is a code object of the region.
type Code struct {
	Index  int64 // in the isolate's table
	Name   string
	Hidden bool // its frames do not count for the recursion limit
}

// Callee is a target of CallPy.
type Callee struct {
	Code  uintptr // address of the abi.Code; 0: any that takes exactly NArgs
	Name  string
	NArgs int
}

// HelperInfo describes a Go helper that CallHelper names.
type HelperInfo struct {
	Name    string
	Result  Rep
	Effects Effects
	Raises  bool // may raise: the result is abi.Raised, or the thread has a pending exception
	// Frames says that the helper puts State into the interpreter's form: what
	// State refers to escapes.
	Frames bool
}

// Helpers is the table of helpers; package jit fills it.
var Helpers []HelperInfo

// Func is a region.
type Func struct {
	Name    string
	Nodes   []Node  // Nodes[0] is not used
	Blocks  []Block // Blocks[0] is not used
	States  []State // States[0] is not used
	Entry   BlockID
	Codes   []Code
	Callees []Callee
	// Ext is the number of bytes behind R that interpreter frames of the
	// region, inlined ones included, may occupy.
	Ext int32

	// Size is how many bytecode instructions it was built of, each as often as it
	// was built.
	Size int

	// Fixed are the shapes that no object gets or loses after it was made.
	Fixed ShapeSet

	// Scratch is memory of whoever works on the function at the moment.
	Scratch any
	// Flow is what ComputePreds keeps from one time to the next; nil: nothing.
	Flow *Flow

	// PC and Code are what new nodes get.
	PC, Code int32

	consts map[constKey]ID
	args   []ID // see operands
}

type constKey struct {
	op  Op
	aux int64
}

// NewBlock adds a block.
func (f *Func) NewBlock() BlockID {
	f.Blocks = append(f.Blocks, Block{})
	return BlockID(len(f.Blocks) - 1)
}

// NewNode makes a node that is in no block yet.
func (f *Func) NewNode(op Op, rep Rep, aux int64, args ...ID) ID {
	f.Nodes = append(f.Nodes, Node{Op: op, Rep: rep, Aux: aux, Args: f.operands(args)})
	return ID(len(f.Nodes) - 1)
}

// operands copies a list into memory that nodes share.
func (f *Func) operands(args []ID) []ID {
	n := len(args)
	if n == 0 {
		return nil
	}
	if len(f.args)+n > cap(f.args) {
		f.args = make([]ID, 0, max(256, n))
	}
	k := len(f.args)
	f.args = append(f.args, args...)
	return f.args[k : k+n : k+n]
}

// Append makes a node at the end of block b. The representation is the one
// that the table gives, or rep where that is up to the node.
func (f *Func) Append(b BlockID, op Op, rep Rep, aux int64, args ...ID) ID {
	id := f.NewNode(op, rep, aux, args...)
	n := &f.Nodes[id]
	n.Block, n.PC, n.Code = b, f.PC, f.Code
	f.Blocks[b].Nodes = append(f.Blocks[b].Nodes, id)
	return id
}

// AddParam adds a parameter to block b.
func (f *Func) AddParam(b BlockID, rep Rep, t Type) ID {
	id := f.NewNode(OpParam, rep, 0)
	f.Nodes[id].Block, f.Nodes[id].Type = b, t
	f.Blocks[b].Params = append(f.Blocks[b].Params, id)
	return id
}

// NewState adds a frame state.
func (f *Func) NewState(s State) StateID {
	f.States = append(f.States, s)
	return StateID(len(f.States) - 1)
}

// Const returns a constant node. Constants are in no block: they are at hand
// everywhere.
func (f *Func) Const(op Op, aux int64) ID {
	k := constKey{op, aux}
	if id, ok := f.consts[k]; ok {
		return id
	}
	if f.consts == nil {
		f.consts = map[constKey]ID{}
	}
	id := f.NewNode(op, Infos[op].Result, aux)
	f.Nodes[id].Type = constType(op, aux)
	f.consts[k] = id
	return id
}

// constType is the type that a constant has by its value alone.
func constType(op Op, aux int64) Type {
	switch op {
	case OpConstI:
		return IntRange(aux, aux)
	case OpConstT:
		return TypeOfWord(abi.Value(aux))
	case OpConstB:
		return Type{Bits: TBool}
	case OpConstF:
		return Type{Bits: TFloat | TFloatBox}
	}
	return Type{}
}

// ConstI, ConstF, ConstT, ConstB and ConstP return constants.
func (f *Func) ConstI(x int64) ID     { return f.Const(OpConstI, x) }
func (f *Func) ConstF(x float64) ID   { return f.Const(OpConstF, int64(math.Float64bits(x))) }
func (f *Func) ConstT(v abi.Value) ID { return f.Const(OpConstT, int64(v)) }
func (f *Func) ConstP(p uintptr) ID   { return f.Const(OpConstP, int64(p)) }
func (f *Func) ConstB(b bool) ID {
	if b {
		return f.Const(OpConstB, 1)
	}
	return f.Const(OpConstB, 0)
}

// Node returns the node with the number id. The pointer is valid until a node is added.
func (f *Func) Node(id ID) *Node { return &f.Nodes[id] }

// Block returns a block. The pointer is valid until a block is added.
func (f *Func) Block(b BlockID) *Block { return &f.Blocks[b] }

// State returns a frame state. The pointer is valid until a state is added.
func (f *Func) State(s StateID) *State { return &f.States[s] }

// IsConst reports whether a node is a constant.
func (f *Func) IsConst(id ID) bool { return Infos[f.Nodes[id].Op].Const }

// ConstInt returns the value of an int constant.
func (f *Func) ConstInt(id ID) (int64, bool) {
	if n := &f.Nodes[id]; n.Op == OpConstI {
		return n.Aux, true
	}
	return 0, false
}

// TypeOfWord is the type of a constant word.
func TypeOfWord(v abi.Value) Type {
	switch {
	case v.IsInt():
		return Type{Bits: TInt, HasRange: true, Lo: v.Int(), Hi: v.Int()}
	case v.IsFloat():
		return Type{Bits: TFloat}
	case v.IsBool():
		return Type{Bits: TBool}
	case v == abi.None:
		return Type{Bits: TNone}
	case v.IsPtr():
		return Type{Bits: TObject | TInt64 | TFloatBox}
	}
	return Type{Bits: TOther}
}

// EffectsOf returns what a node reads and writes.
func (f *Func) EffectsOf(id ID) Effects {
	n := &f.Nodes[id]
	switch n.Op {
	case OpLoad, OpLoadX:
		return Effects{Reads: 1 << MemOf(n.Aux).Class}
	case OpStore, OpStoreX:
		return Effects{Writes: 1 << MemOf(n.Aux).Class}
	case OpCallHelper:
		if n.Aux >= 0 && int(n.Aux) < len(Helpers) {
			return Helpers[n.Aux].Effects
		}
		return Effects{AllMem, AllMem}
	case OpCheckShape, OpCheckShapeP:
		if f.Fixed.Has(n.Aux) {
			return Effects{}
		}
	}
	return Infos[n.Op].Effects
}

// ShapeSet is a set of numbers of shapes, a bit for each.
type ShapeSet []uint64

// Has reports whether a shape is in the set.
func (s ShapeSet) Has(shape int64) bool {
	return uint64(shape)/64 < uint64(len(s)) && s[shape/64]>>(shape%64)&1 != 0
}

// Add returns the set with another shape.
func (s ShapeSet) Add(shape uint32) ShapeSet {
	for int(shape/64) >= len(s) {
		s = append(s, 0)
	}
	s[shape/64] |= 1 << (shape % 64)
	return s
}

// Inlined returns how many inlined frames a state has, of those that count.
func (f *Func) Inlined(s StateID) int {
	n := 0
	for ; f.States[s].Parent != 0; s = f.States[s].Parent {
		if !f.Codes[f.States[s].Code].Hidden {
			n++
		}
	}
	return n
}

// StateRefs calls visit for every reference of a state and of its parents;
// what visit returns replaces the reference.
func (f *Func) StateRefs(s StateID, visit func(Ref) Ref) {
	for ; s != 0; s = f.States[s].Parent {
		st := &f.States[s]
		if st.Fn != 0 {
			st.Fn = visit(st.Fn)
		}
		if st.Cont.Val != 0 {
			st.Cont.Val = visit(st.Cont.Val)
		}
		for i := range st.Regs {
			st.Regs[i].Val = visit(st.Regs[i].Val)
		}
		for i := range st.Virtuals {
			v := &st.Virtuals[i]
			if v.Existing != 0 {
				v.Existing = ID(visit(Ref(v.Existing)))
			}
			for j := range v.Fields {
				v.Fields[j].Val = visit(v.Fields[j].Val)
				if v.Fields[j].Minus != 0 {
					v.Fields[j].Minus = ID(visit(Ref(v.Fields[j].Minus)))
				}
			}
		}
	}
}
