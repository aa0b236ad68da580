// Package ast declares the abstract syntax tree of Python 3.14.
//
// The node types have the names, fields and source ranges of CPython 3.14's
// ast module, so that CPython's documentation applies to them, and so that
// Dump can be compared with ast.dump. Differences, all for Go's sake: the
// statement Expr is ExprStmt; operators are enumerations; an optional
// identifier that is absent is the empty string; type comments do not exist.
//
// The package imports nothing else of this project.
package ast

// Range is the source range of a node: lines count from 1, columns are UTF-8
// byte offsets from 0, the end is exclusive. These are CPython's lineno,
// col_offset, end_lineno and end_col_offset.
type Range struct {
	Line, Col, EndLine, EndCol int32
}

// Span gives access to the range of the node that embeds it.
func (r *Range) Span() *Range { return r }

// Node is any part of the tree.
type Node interface{ node() }

// Mod is a whole parsed source: *Module, *Interactive or *Expression.
type Mod interface {
	Node
	mod()
}

// Stmt is a statement.
type Stmt interface {
	Node
	Span() *Range
	stmt()
}

// Expr is an expression.
type Expr interface {
	Node
	Span() *Range
	expr()
}

// Pattern is a pattern of a case block.
type Pattern interface {
	Node
	Span() *Range
	pattern()
}

// TypeParam is a type parameter: *TypeVar, *ParamSpec or *TypeVarTuple.
type TypeParam interface {
	Node
	Span() *Range
	typeParam()
}

// Module is a source file (mode "exec").
type Module struct {
	Body []Stmt
}

// Interactive is one interactive statement (mode "single").
type Interactive struct {
	Body []Stmt
}

// Expression is a single expression (mode "eval").
type Expression struct {
	Body Expr
}

func (*Module) node()      {}
func (*Interactive) node() {}
func (*Expression) node()  {}
func (*Module) mod()       {}
func (*Interactive) mod()  {}
func (*Expression) mod()   {}

// Context says what is done with the target that a Name, Attribute,
// Subscript, Starred, List or Tuple stands for.
type Context uint8

// The expression contexts.
const (
	Load Context = iota
	Store
	Del
)

// BoolOperator is the operator of a BoolOp.
type BoolOperator uint8

// The operators of BoolOp.
const (
	And BoolOperator = iota
	Or
)

// Operator is a binary arithmetic operator, of BinOp and AugAssign.
type Operator uint8

// The binary operators. CPython's name is the part after Op.
const (
	OpAdd Operator = iota
	OpSub
	OpMult
	OpMatMult
	OpDiv
	OpMod
	OpPow
	OpLShift
	OpRShift
	OpBitOr
	OpBitXor
	OpBitAnd
	OpFloorDiv
)

// UnaryOperator is the operator of a UnaryOp.
type UnaryOperator uint8

// The unary operators.
const (
	Invert UnaryOperator = iota
	Not
	UAdd
	USub
)

// CmpOperator is a comparison operator.
type CmpOperator uint8

// The comparison operators.
const (
	Eq CmpOperator = iota
	NotEq
	Lt
	LtE
	Gt
	GtE
	Is
	IsNot
	In
	NotIn
)

var (
	contextNames = [...]string{"Load", "Store", "Del"}
	boolNames    = [...]string{"And", "Or"}
	opNames      = [...]string{"Add", "Sub", "Mult", "MatMult", "Div", "Mod", "Pow",
		"LShift", "RShift", "BitOr", "BitXor", "BitAnd", "FloorDiv"}
	unaryNames = [...]string{"Invert", "Not", "UAdd", "USub"}
	cmpNames   = [...]string{"Eq", "NotEq", "Lt", "LtE", "Gt", "GtE", "Is", "IsNot", "In", "NotIn"}
)

// String returns CPython's class name of the context.
func (c Context) String() string { return contextNames[c] }

// String returns CPython's class name of the operator.
func (o BoolOperator) String() string { return boolNames[o] }

// String returns CPython's class name of the operator.
func (o Operator) String() string { return opNames[o] }

// String returns CPython's class name of the operator.
func (o UnaryOperator) String() string { return unaryNames[o] }

// String returns CPython's class name of the operator.
func (o CmpOperator) String() string { return cmpNames[o] }

// Imag is the value of an imaginary literal: the complex number Imag*1j.
type Imag float64

// Bytes is the value of a bytes literal.
type Bytes string

// EllipsisType is the type of the value of the literal "...".
type EllipsisType struct{}

// Ellipsis is the value of the literal "...".
var Ellipsis = EllipsisType{}
