// Package symtable finds out, for every scope of a syntax tree, what each of
// its names means: a local variable, a global, a variable of an enclosing
// function, or one that inner functions capture.
//
// It follows CPython 3.14's rules and reports its errors with CPython's texts
// and source ranges. It may import only frontend/ast.
package symtable

import (
	"sort"

	"github.com/go-python/gopython/frontend/ast"
)

// Kind says what sort of block a scope is.
type Kind uint8

// The kinds of scopes.
const (
	Module        Kind = iota
	Function           // def and lambda
	Class              // a class body
	Comprehension      // a comprehension or generator expression
	Annotation         // the function __annotate__
)

// Where says how a name is reached from a scope.
type Where uint8

// The ways to reach a name.
const (
	Unresolved     Where = iota
	Local                // bound here
	GlobalExplicit       // declared global
	GlobalImplicit       // not bound in any enclosing function
	Free                 // bound in an enclosing function
	Cell                 // bound here, and captured by an inner function
)

// Flags collect how a scope uses a name.
type Flags uint16

// The uses of a name.
const (
	DefGlobal Flags = 1 << iota
	DefLocal
	DefParam
	DefNonlocal
	Use
	DefImport
	DefAnnot
	DefCompIter  // target of a comprehension's for
	DefFreeClass // free variable that a class body hands through
	Deleted      // target of del, or name of an except block

	bound = DefLocal | DefParam | DefImport
)

// Symbol is one name in one scope.
type Symbol struct {
	Flags Flags
	Where Where
}

// Scope is one block of the program.
type Scope struct {
	Kind     Kind
	Name     string // of the function or class, or "<lambda>" and so on
	Private  string // class whose private names are mangled here, or ""
	Parent   *Scope
	Children []*Scope

	// Symbols are keyed by the mangled name; Order lists them as they occur.
	Symbols map[string]*Symbol
	Order   []string
	Params  []string // positional, keyword-only, *args, **kwargs

	Generator    bool // contains yield
	Coroutine    bool // async function, or comprehension with async parts
	ReturnsValue bool // contains "return value"
	Nested       bool // inside a function
	// Inlined is set for list, set and dict comprehensions: their code is part
	// of the enclosing function's, though their names are their own.
	Inlined bool
	// CanSeeClass is set where a class body's names are visible although the
	// scope is not the class body itself: annotations inside a class.
	CanSeeClass bool
	// UsesLocals is set where the names in use suggest that all variables may
	// be looked at: locals(), eval() and the like.
	UsesLocals bool
	// Walrus are the names that assignment expressions bind here.
	Walrus map[string]bool

	NeedsClassCell         bool // a method uses __class__ or super()
	NeedsClassDict         bool // something inside uses __classdict__
	ConditionalAnnotations bool // has __conditional_annotations__

	node        ast.Node
	annotations *Scope // the scope of __annotate__ of this class or module
	directives  []directive
	iterExpr    int  // depth of comprehension iterables being visited
	iterTarget  bool // the target of a comprehension is being visited
	conditional int  // depth of conditional blocks being visited
}

type directive struct {
	name string
	at   ast.Range
}

// FunctionLike says whether the scope's locals live in registers.
func (s *Scope) FunctionLike() bool { return s.Kind != Module && s.Kind != Class }

// Annotations is the scope of __annotate__ of a class or module, or nil.
func (s *Scope) Annotations() *Scope { return s.annotations }

// Lookup returns the symbol of a (mangled) name, or nil.
func (s *Scope) Lookup(name string) *Symbol { return s.Symbols[name] }

// FreeVars lists the variables of enclosing functions that the scope needs,
// its inner scopes' ones included, in order.
func (s *Scope) FreeVars() []string {
	var names []string
	for name, sym := range s.Symbols {
		if sym.Where == Free || sym.Flags&DefFreeClass != 0 {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names
}

// Role tells the scopes that belong to one node of the tree apart.
type Role uint8

// The roles.
const (
	Body        Role = iota // the node's own block
	Annotations             // its annotations
)

type key struct {
	node ast.Node
	role Role
}

// Table is the result of Build.
type Table struct {
	Top    *Scope
	scopes map[key]*Scope
}

// Scope returns the scope of a node: a module, function, lambda, class,
// comprehension (role Body), or of a module's, function's or class's
// annotations. It is nil where there is none.
func (t *Table) Scope(n ast.Node, r Role) *Scope { return t.scopes[key{n, r}] }

// Error is a SyntaxError found in the tree. TooDeep is set instead of Msg when
// the tree is nested too deeply to be walked.
type Error struct {
	Msg     string
	At      ast.Range
	TooDeep bool
}

func (e *Error) Error() string { return e.Msg }

// MaxDepth is how deep a tree may be.
const MaxDepth = 6000

// Build analyses a tree. With futureAnnotations annotations are strings, and
// not looked at.
func Build(mod ast.Mod, futureAnnotations bool) (t *Table, err error) {
	b := &builder{table: &Table{scopes: map[key]*Scope{}}, future: futureAnnotations}
	defer func() {
		r := recover()
		if e, ok := r.(*Error); ok {
			t, err = nil, e
		} else if r != nil {
			panic(r)
		}
	}()
	b.module(mod)
	analyze(b.table.Top)
	return b.table, nil
}

// Mangle returns the name that a private name `__x` has inside a class.
func Mangle(class, name string) string {
	if class == "" || len(name) < 2 || name[0] != '_' || name[1] != '_' {
		return name
	}
	if len(name) >= 4 && name[len(name)-2:] == "__" {
		return name
	}
	for i := range len(name) {
		if name[i] == '.' {
			return name
		}
	}
	i := 0
	for i < len(class) && class[i] == '_' {
		i++
	}
	if i == len(class) {
		return name
	}
	return "_" + class[i:] + name
}
