package runtime

// The operations of a class that Go code calls, as in CPython's type object. A
// nil slot means that the class does not have the operation. Classes written
// in Python get slots that call their special methods (slotdefs.go), and
// builtin classes get special methods made of their slots.

type (
	// UnaryFunc computes something of one object.
	UnaryFunc func(t *Thread, v Value) Value
	// BinaryFunc computes something of two; NotImplemented means that it does
	// not know the other operand.
	BinaryFunc func(t *Thread, a, b Value) Value
	// TernaryFunc is pow with its optional modulus (None without).
	TernaryFunc func(t *Thread, a, b, c Value) Value
	// TestFunc answers a question; ok is false when it raised.
	TestFunc func(t *Thread, v Value) (yes, ok bool)
	// CallFunc calls v: args, of which the last len(kwnames) are named.
	// kwnames is a tuple of str, or Unbound. args is valid during the call.
	CallFunc func(t *Thread, v Value, args []Value, kwnames Value) Value
)

// CompareOp is a rich comparison.
type CompareOp int

// The comparisons, numbered as in bytecode.CmpLT ...
const (
	LT CompareOp = iota
	LE
	EQ
	NE
	GT
	GE
)

// BinOp is a binary operator.
type BinOp int

// The binary operators.
const (
	Add BinOp = iota
	Sub
	Mul
	TrueDiv
	FloorDiv
	Mod
	Pow
	LShift
	RShift
	And
	Or
	Xor
	MatMul
	DivMod
	NumBinOps
)

// Slots are the operations of a class.
type Slots struct {
	Repr, Str UnaryFunc
	Hash      func(t *Thread, v Value) (h int64, ok bool)
	Call      CallFunc
	// GetAttr and SetAttr take an interned or plain str as name; SetAttr with
	// Unbound deletes.
	GetAttr func(t *Thread, v, name Value) Value
	SetAttr func(t *Thread, v, name, x Value) bool
	Compare func(t *Thread, a, b Value, op CompareOp) Value
	Iter    UnaryFunc
	// Next returns Unbound at the end, without an exception.
	Next UnaryFunc
	// DescrGet reads a descriptor found on a class for obj (Unbound when read
	// on the class) of class typ.
	DescrGet func(t *Thread, descr, obj, typ Value) Value
	// DescrSet writes through a descriptor; Unbound deletes.
	DescrSet func(t *Thread, descr, obj, x Value) bool
	// New makes an instance of class typ (typ.Obj is not in args).
	New func(t *Thread, typ *Type, args []Value, kwnames Value) Value
	// Init initialises a new instance.
	Init func(t *Thread, v Value, args []Value, kwnames Value) bool
	Del  func(t *Thread, v Value)

	// Binary is called with the operands in their order in the source, for
	// the class of either: a slot has to look which of them it knows.
	Binary  [NumBinOps]BinaryFunc
	InPlace [NumBinOps]BinaryFunc
	PowMod  TernaryFunc // pow() with three arguments

	Neg, Pos, Abs, Invert UnaryFunc
	Bool                  TestFunc
	Int, Float, Index     UnaryFunc

	Len      func(t *Thread, v Value) (n int, ok bool)
	GetItem  BinaryFunc
	SetItem  func(t *Thread, v, key, x Value) bool // Unbound deletes
	Contains func(t *Thread, v, x Value) (yes, ok bool)
	// Concat and Repeat are + and * of sequences: tried after the Binary slots
	// of both operands. Repeat gets the sequence first.
	Concat, InPlaceConcat BinaryFunc
	Repeat, InPlaceRepeat func(t *Thread, v Value, n Value) Value

	Await, AIter, ANext UnaryFunc
}
