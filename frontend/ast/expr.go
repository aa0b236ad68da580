package ast

// BoolOp is "a and b and c" or "a or b or c".
type BoolOp struct {
	Range
	Op     BoolOperator
	Values []Expr
}

// NamedExpr is "target := value".
type NamedExpr struct {
	Range
	Target Expr
	Value  Expr
}

// BinOp is a binary arithmetic operation.
type BinOp struct {
	Range
	Left  Expr
	Op    Operator
	Right Expr
}

// UnaryOp is a unary operation.
type UnaryOp struct {
	Range
	Op      UnaryOperator
	Operand Expr
}

// Lambda is a lambda expression.
type Lambda struct {
	Range
	Args *Arguments
	Body Expr
}

// IfExp is "body if test else orelse".
type IfExp struct {
	Range
	Test   Expr
	Body   Expr
	Orelse Expr
}

// Dict is a dictionary display. A nil key stands for "**value".
type Dict struct {
	Range
	Keys   []Expr
	Values []Expr
}

// Set is a set display.
type Set struct {
	Range
	Elts []Expr
}

// ListComp is a list comprehension.
type ListComp struct {
	Range
	Elt        Expr
	Generators []*Comprehension
}

// SetComp is a set comprehension.
type SetComp struct {
	Range
	Elt        Expr
	Generators []*Comprehension
}

// DictComp is a dictionary comprehension.
type DictComp struct {
	Range
	Key        Expr
	Value      Expr
	Generators []*Comprehension
}

// GeneratorExp is a generator expression.
type GeneratorExp struct {
	Range
	Elt        Expr
	Generators []*Comprehension
}

// Await is an await expression.
type Await struct {
	Range
	Value Expr
}

// Yield is a yield expression.
type Yield struct {
	Range
	Value Expr // or nil
}

// YieldFrom is "yield from value".
type YieldFrom struct {
	Range
	Value Expr
}

// Compare is a chain of comparisons: Left Ops[0] Comparators[0] Ops[1] ...
type Compare struct {
	Range
	Left        Expr
	Ops         []CmpOperator
	Comparators []Expr
}

// Call is a call. Positional arguments include Starred ones; a keyword
// without a name is "**value".
type Call struct {
	Range
	Func     Expr
	Args     []Expr
	Keywords []*Keyword
}

// FormattedValue is a replacement field of an f-string.
type FormattedValue struct {
	Range
	Value      Expr
	Conversion int  // -1, 's', 'r' or 'a'
	FormatSpec Expr // *JoinedStr or nil
}

// Interpolation is a replacement field of a t-string. Str is the source text
// of the expression.
type Interpolation struct {
	Range
	Value      Expr
	Str        string
	Conversion int  // -1, 's', 'r' or 'a'
	FormatSpec Expr // *JoinedStr or nil
}

// JoinedStr is an f-string: Constant and FormattedValue nodes.
type JoinedStr struct {
	Range
	Values []Expr
}

// TemplateStr is a t-string: Constant and Interpolation nodes.
type TemplateStr struct {
	Range
	Values []Expr
}

// Constant is a literal. Value is one of
//
//	nil           None
//	bool          True, False
//	int64         an int that fits
//	*big.Int      any other int
//	float64       a float
//	Imag          an imaginary literal
//	string        a str
//	Bytes         bytes
//	EllipsisType  ...
//
// A str is UTF-8, except that a lone surrogate (from "\ud800") is its
// three-byte generalised UTF-8 form (WTF-8), which Go's utf8 package takes
// for invalid bytes. Each surrogate is encoded for itself: "\ud83d\ude00" is
// two surrogates, six bytes, as it is a str of length two in Python.
//
// Kind is "u" for a literal with the prefix u, and otherwise "".
type Constant struct {
	Range
	Value any
	Kind  string
}

// Attribute is "value.attr".
type Attribute struct {
	Range
	Value Expr
	Attr  string
	Ctx   Context
}

// Subscript is "value[slice]". More than one index makes Slice a Tuple.
type Subscript struct {
	Range
	Value Expr
	Slice Expr
	Ctx   Context
}

// Starred is "*value".
type Starred struct {
	Range
	Value Expr
	Ctx   Context
}

// Name is an identifier, NFKC normalised.
type Name struct {
	Range
	ID  string
	Ctx Context
}

// List is a list display or list target.
type List struct {
	Range
	Elts []Expr
	Ctx  Context
}

// Tuple is a tuple or tuple target. Its range includes its parentheses.
type Tuple struct {
	Range
	Elts []Expr
	Ctx  Context
}

// Slice is "lower:upper:step" in a Subscript.
type Slice struct {
	Range
	Lower Expr // or nil
	Upper Expr // or nil
	Step  Expr // or nil
}

// Comprehension is one "for target in iter if ..." clause.
type Comprehension struct {
	Target  Expr
	Iter    Expr
	Ifs     []Expr
	IsAsync bool
}

// Arguments are the parameters of a function. Defaults belong to the last
// len(Defaults) of PosOnlyArgs+Args; KwDefaults has one entry for each of
// KwOnlyArgs, nil where there is no default.
type Arguments struct {
	PosOnlyArgs []*Arg
	Args        []*Arg
	Vararg      *Arg // or nil
	KwOnlyArgs  []*Arg
	KwDefaults  []Expr
	Kwarg       *Arg // or nil
	Defaults    []Expr
}

// Arg is one parameter.
type Arg struct {
	Range
	Arg        string
	Annotation Expr // or nil
}

// Keyword is a keyword argument of a call or class; Arg is "" for "**value".
type Keyword struct {
	Range
	Arg   string
	Value Expr
}
