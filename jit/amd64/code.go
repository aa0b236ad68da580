package amd64

import (
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit/ra"
)

// Config is what emission depends on besides the region.
type Config struct {
	// FirstExit is the number of the region's first exit; the others follow.
	FirstExit uint32
	// Bump gives, for an object size, the address of the two words {next free
	// cell, end of the free cells} and the cell size (gc.Heap.Bump).
	Bump func(size uintptr) (words, cell uintptr)
	// BumpLeaf is Bump for an object that refers to nothing, if one with that
	// header is allocated apart. All of it is stored before anything else happens.
	BumpLeaf func(size uintptr, header uint64) (words, cell uintptr, ok bool)
	// Classes is the same for sizes that are not known beforehand (gc.Heap.Classes).
	Classes func() (table, first, largest uintptr)
	// The shapes of exactly int (boxed) and float.
	IntShape, FloatShape uint32
	// StrHeader is the header of a str of ASCII text; 0: strs are made by Go.
	StrHeader uint64
	// Chars is the address of the array of the strs of one ASCII character.
	Chars uintptr
	// Self is the code object that the region is the whole function of, so that
	// compiled code may call it; 0: none.
	Self uintptr
	// CountDepth has NativeEntry store the depth that it is given, as Self does.
	CountDepth bool
	// GenShape is the shape of exactly generator.
	GenShape uint32
	// LoopOffset is where in a 64-byte line the heads of innermost loops start.
	LoopOffset int
	// PollThread has polls look at abi.Thread.Poll too: for tests, which cannot
	// ask for a preemption.
	PollThread bool
	// FailEvery makes every n-th guard that is executed fail: for tests. The
	// counter is abi.Thread.GuardCount. 0: never.
	FailEvery int
}

// ExitKind says why compiled code was left.
type ExitKind uint8

// The kinds of exits.
const (
	// ExitDeopt: a guard failed or TermExit was reached. All registers are in
	// the dump area. Go on in the interpreter at State.
	ExitDeopt ExitKind = iota
	// ExitSlow: a slow operation (Node) needs Go. All registers are in the dump
	// area; the result is stored into the dump word of Result. Go on at
	// Code.Restore, the address of Resume in dump word ResumeWord.
	ExitSlow
	// ExitPoll: as ExitSlow, for Poll.
	ExitPoll
	// ExitHelper: CallHelper. The arguments are in the first words of the dump
	// area (at most 16, floats as their bits). What is live is in slots. Go on at Resume, with the
	// result in RAX (a float as its bits).
	ExitHelper
	// ExitCall: CallPy of a function without native code, or at the end of the
	// stack. The callee's frame has its arguments, Func and Native. The callee
	// returns to Resume with RBX = its R and RAX = its result.
	ExitCall
	// ExitResume: a generator is to be resumed that has no native code for it.
	// The callee's frame has it in Cont, and Native; otherwise as ExitCall.
	ExitResume
	// ExitReturn: the region's frame returned to the interpreter. The result
	// is in register 0 of the frame.
	ExitReturn
)

// Words of the dump area: general register n in word n, float register n in
// word 16+n.
const (
	DumpWords  = 32
	ResumeWord = 11 // R11's, which holds no value
	// DepthWord is X15's: the number of Python frames up to the region's own.
	// Code is entered with it there, or at NativeEntry with it in ECX. Compiled
	// code does not keep abi.Thread.Depth: whoever is told of an exit takes it
	// from here.
	DepthWord = 31
)

// Exit is a place where compiled code is left.
type Exit struct {
	Kind   ExitKind
	Node   ir.ID      // 0 for TermExit and ExitReturn
	Block  ir.BlockID // of TermExit
	State  ir.StateID
	Resume int           // offset in the code
	Live   []ra.ValueLoc // of State's values, but for constants
	// LiveAfter is Live for the node's After state, when the call has
	// returned; the node itself is in RAX then, and not listed.
	LiveAfter []ra.ValueLoc
	Args      []ra.Loc // ExitSlow: where the node's arguments are; Nowhere: a constant
	Result    ra.Loc   // ExitSlow
}

// Code is the machine code of a region, independent of where it lies.
type Code struct {
	Bytes []byte
	Align int // the address of Bytes[0] is to be a multiple of this
	Entry int // offset: enter here with RBX = R, the frame's registers in memory
	// NativeEntry is where other compiled code enters.
	NativeEntry int
	Restore     int // offset of the stub that reloads all registers from the dump area and jumps to its word ResumeWord
	Exits       []Exit
	// Slot n is at R+SlotBase+8*n, the dump area at R+Dump; a function called
	// natively has its R at R+FrameSize.
	SlotBase, Dump, FrameSize int32
	// Lines maps code offsets to nodes, in ascending order, for dumps and faults.
	Lines []Line

	codeEnd int // behind it are constants
	hotEnd  int // behind it are stubs
}

// Line says that the code from Offset on is for Node (0: a block end, or a stub).
type Line struct {
	Offset int
	Node   ir.ID
	Block  ir.BlockID
}
