// Package bytecode defines the instructions of the virtual machine (ops.txt is
// the table, ops_gen.go is made from it), the isolate-independent form of
// compiled code, and the disassembler.
//
// The package may import only the standard library. The compiler produces
// what is defined here; the interpreter and the JIT consume it.
package bytecode

//go:generate go run ./_gen

import "math/big"

// Op is an opcode.
type Op uint8

// Info describes the operands of an opcode with the letters of ops.txt.
type Info struct {
	Name    string
	A, B, C byte
	X       bool
	Words   int // length of the instruction
}

func (op Op) String() string {
	if int(op) < NumOps {
		return Infos[op].Name
	}
	return "?"
}

// Instr is one instruction word: op | x<<8 | a<<16 | b<<32 | c<<48.
type Instr uint64

// Make packs an instruction. Operands wider than their field are the
// compiler's error to avoid.
func Make(op Op, x uint8, a, b, c uint16) Instr {
	return Instr(op) | Instr(x)<<8 | Instr(a)<<16 | Instr(b)<<32 | Instr(c)<<48
}

// MakeWide packs an instruction whose b and c are one 32-bit operand.
func MakeWide(op Op, x uint8, a uint16, bc uint32) Instr {
	return Instr(op) | Instr(x)<<8 | Instr(a)<<16 | Instr(bc)<<32
}

func (i Instr) Op() Op     { return Op(i) }
func (i Instr) X() uint8   { return uint8(i >> 8) }
func (i Instr) A() uint16  { return uint16(i >> 16) }
func (i Instr) B() uint16  { return uint16(i >> 32) }
func (i Instr) C() uint16  { return uint16(i >> 48) }
func (i Instr) BC() uint32 { return uint32(i >> 32) }

// Values of the x byte of COMPARE.
const (
	CmpLT = iota
	CmpLE
	CmpEQ
	CmpNE
	CmpGT
	CmpGE
)

// Values of the x byte of FORMATVALUE.
const (
	ConvNone = iota
	ConvStr
	ConvRepr
	ConvASCII
	ConvNoSpec = 4 // flag: there is no format specification
)

// Values of the x byte of arithmetic instructions.
const (
	InPlace = 1
	Swapped = 2
)

// Values of the x byte of MAKEFUNCTION.
const (
	HasDefaults = 1 << iota
	HasKwDefaults
	HasAnnotate
	HasClosure
)

// MaxRegs is how many registers a frame may have: operands are 16-bit byte
// offsets.
const MaxRegs = 1 << 13

// Flags of a code object, with CPython's numbers (inspect.CO_*).
const (
	FlagOptimized      = 0x1
	FlagNewLocals      = 0x2
	FlagVarArgs        = 0x4
	FlagVarKeywords    = 0x8
	FlagNested         = 0x10
	FlagGenerator      = 0x20
	FlagCoroutine      = 0x80
	FlagIterCoroutine  = 0x100
	FlagAsyncGenerator = 0x200
	FlagHasDocstring   = 0x4000000
	FlagHidden         = 0x10000000 // ours: no part of tracebacks
	FlagMethod         = 0x8000000
)

// Pos is a source range: lines from 1, columns in UTF-8 bytes from 0. Line 0
// means that the instruction has no place in the source.
type Pos struct {
	Line, EndLine, Col, EndCol int32
}

// ExcEntry says that an exception raised by a word in [Start, End) continues at
// the word Handler, with the exception in register Reg (a slot number). Of
// several entries that cover a word the FIRST one in the table counts:
// inner ones precede outer ones. Registers above Reg+1 are temporaries of the
// code that raised: nobody reads them again, and unwinding clears them.
type ExcEntry struct {
	Start, End, Handler uint32
	Reg                 uint16
}

// Code is compiled code, not yet bound to an isolate.
type Code struct {
	Name, Qualname, Filename string
	FirstLine                int
	Flags                    uint32
	// ArgCount counts positional parameters, positional-only ones included.
	ArgCount, PosOnly, KwOnly int
	// VarNames[i] lives in register i (functions): parameters in the order
	// positional, keyword-only, *args, **kwargs, then the other locals. A
	// variable that is also in CellVars has its cell in that register. The
	// code of modules, classes and exec has its namespace in register 0 and
	// no VarNames.
	VarNames []string
	// CellVars are captured by inner functions; CellRegs are their registers.
	CellVars []string
	CellRegs []uint16
	// FreeVars are captured from outer functions: cell i of the closure is
	// copied to register FreeReg+i by COPYFREE.
	FreeVars []string
	FreeReg  uint16
	NumRegs  int // registers of a frame, call windows included

	Instrs []Instr
	Pos    []Pos // one per word of Instrs
	Exc    []ExcEntry
	Consts []any // see Const

	// StaticAttrs are the names X of every `self.X = ...` in the methods of a
	// class body (__static_attributes__), in the code of the class.
	StaticAttrs []string
	// Source is the text, for carets in tracebacks when the file is not to be
	// had ("" for files). TextLine looks lines up by number.
	Source *string
}

// Constants are: nil (None), bool, int64, *big.Int, float64, complex128, string
// (WTF-8: lone surrogates as three bytes), Bytes, EllipsisType, Tuple,
// FrozenSet, and *Code.
type (
	// Bytes is a bytes constant.
	Bytes string
	// EllipsisType is the type of the constant `...`.
	EllipsisType struct{}
	// Tuple is a tuple of constants.
	Tuple []any
	// FrozenSet is a frozenset of constants.
	FrozenSet []any
	// BigInt is an int constant that does not fit int64.
	BigInt = *big.Int
)
