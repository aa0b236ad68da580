package ast

// FunctionDef is a def statement. Its range starts at "def", not at the
// first decorator.
type FunctionDef struct {
	Range
	Name          string
	Args          *Arguments
	Body          []Stmt
	DecoratorList []Expr
	Returns       Expr // or nil
	TypeParams    []TypeParam
}

// AsyncFunctionDef is an async def statement.
type AsyncFunctionDef struct {
	Range
	Name          string
	Args          *Arguments
	Body          []Stmt
	DecoratorList []Expr
	Returns       Expr // or nil
	TypeParams    []TypeParam
}

// ClassDef is a class statement.
type ClassDef struct {
	Range
	Name          string
	Bases         []Expr
	Keywords      []*Keyword
	Body          []Stmt
	DecoratorList []Expr
	TypeParams    []TypeParam
}

// Return is a return statement.
type Return struct {
	Range
	Value Expr // or nil
}

// Delete is a del statement.
type Delete struct {
	Range
	Targets []Expr
}

// Assign is an assignment; it has more than one target for "a = b = value".
type Assign struct {
	Range
	Targets []Expr
	Value   Expr
}

// TypeAlias is a type statement.
type TypeAlias struct {
	Range
	Name       *Name
	TypeParams []TypeParam
	Value      Expr
}

// AugAssign is an augmented assignment such as "a += 1".
type AugAssign struct {
	Range
	Target Expr
	Op     Operator
	Value  Expr
}

// AnnAssign is an annotated assignment or bare annotation. Simple is set for
// a Name that is not in parentheses.
type AnnAssign struct {
	Range
	Target     Expr
	Annotation Expr
	Value      Expr // or nil
	Simple     bool
}

// For is a for loop.
type For struct {
	Range
	Target Expr
	Iter   Expr
	Body   []Stmt
	Orelse []Stmt
}

// AsyncFor is an async for loop.
type AsyncFor struct {
	Range
	Target Expr
	Iter   Expr
	Body   []Stmt
	Orelse []Stmt
}

// While is a while loop.
type While struct {
	Range
	Test   Expr
	Body   []Stmt
	Orelse []Stmt
}

// If is an if statement; an elif is an If alone in Orelse.
type If struct {
	Range
	Test   Expr
	Body   []Stmt
	Orelse []Stmt
}

// With is a with statement.
type With struct {
	Range
	Items []*WithItem
	Body  []Stmt
}

// AsyncWith is an async with statement.
type AsyncWith struct {
	Range
	Items []*WithItem
	Body  []Stmt
}

// Match is a match statement.
type Match struct {
	Range
	Subject Expr
	Cases   []*MatchCase
}

// Raise is a raise statement.
type Raise struct {
	Range
	Exc   Expr // or nil
	Cause Expr // or nil
}

// Try is a try statement with except blocks, a finally block, or both.
type Try struct {
	Range
	Body      []Stmt
	Handlers  []*ExceptHandler
	Orelse    []Stmt
	Finalbody []Stmt
}

// TryStar is a try statement with except* blocks.
type TryStar struct {
	Range
	Body      []Stmt
	Handlers  []*ExceptHandler
	Orelse    []Stmt
	Finalbody []Stmt
}

// Assert is an assert statement.
type Assert struct {
	Range
	Test Expr
	Msg  Expr // or nil
}

// Import is an import statement.
type Import struct {
	Range
	Names []*Alias
}

// ImportFrom is a from ... import statement. Module is empty for "from . import".
// Level counts the leading dots.
type ImportFrom struct {
	Range
	Module string
	Names  []*Alias
	Level  int
}

// Global is a global statement.
type Global struct {
	Range
	Names []string
}

// Nonlocal is a nonlocal statement.
type Nonlocal struct {
	Range
	Names []string
}

// ExprStmt is an expression statement; CPython's ast.Expr.
type ExprStmt struct {
	Range
	Value Expr
}

// Pass is a pass statement.
type Pass struct{ Range }

// Break is a break statement.
type Break struct{ Range }

// Continue is a continue statement.
type Continue struct{ Range }

// ExceptHandler is one except or except* block of a try statement.
type ExceptHandler struct {
	Range
	Type Expr   // or nil
	Name string // or ""
	Body []Stmt
}

// WithItem is one context manager of a with statement.
type WithItem struct {
	ContextExpr  Expr
	OptionalVars Expr // or nil
}

// Alias is one imported name. AsName is "" without "as".
type Alias struct {
	Range
	Name   string
	AsName string
}

// MatchCase is one case block.
type MatchCase struct {
	Pattern Pattern
	Guard   Expr // or nil
	Body    []Stmt
}

// TypeVar is the type parameter "T: bound = default".
type TypeVar struct {
	Range
	Name         string
	Bound        Expr // or nil
	DefaultValue Expr // or nil
}

// ParamSpec is the type parameter "**P = default".
type ParamSpec struct {
	Range
	Name         string
	DefaultValue Expr // or nil
}

// TypeVarTuple is the type parameter "*Ts = default".
type TypeVarTuple struct {
	Range
	Name         string
	DefaultValue Expr // or nil
}
