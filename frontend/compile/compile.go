// Package compile translates syntax trees into bytecode.
//
// The result is independent of any running interpreter. The package may import
// the other packages of frontend and internal/bytecode; it knows nothing of
// objects or of execution.
//
// A unit (unit.go) is one code object under construction: a list of
// instructions with symbolic labels and constants, which assemble.go lays out.
// While code is generated, the unit tracks which local variables certainly
// have a value (state.go), so that only doubtful reads are checked.
package compile

import (
	"errors"

	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/frontend/lexer"
	"github.com/go-python/gopython/frontend/parser"
	"github.com/go-python/gopython/frontend/symtable"
	"github.com/go-python/gopython/internal/bytecode"
)

// Options say how to compile.
type Options struct {
	Optimize          int  // 1 drops assert and makes __debug__ false, 2 drops docstrings too
	FutureAnnotations bool // as if the source had from __future__ import annotations
	Interactive       bool // print the values of expression statements
}

var (
	// ErrTooDeep is Python's RecursionError: the tree is nested too deeply.
	ErrTooDeep = errors.New("maximum recursion depth exceeded during compilation")
	// ErrTooManyRegs means that a function needs more registers than operands
	// can name.
	ErrTooManyRegs = errors.New("too many registers")
	// ErrTooManyConsts means that a function has more names than operands can
	// tell apart.
	ErrTooManyConsts = errors.New("too many names")
	// ErrTooLarge means that the code of a function is beyond all measure.
	ErrTooLarge = errors.New("code too large")
)

// abort carries an error out of the compiler by panic.
type abort struct{ err error }

// compiler compiles one source.
type compiler struct {
	filename string
	source   []byte
	opts     Options
	future   bool // annotations are strings
	table    *symtable.Table
	warnings []parser.Warning
	futures  map[*ast.ImportFrom]bool // in their place
	warned   map[parser.Warning]bool
	folded   map[ast.Expr]folded
	u        *unit
	depth    int
}

// Compile translates a tree. Errors are *parser.SyntaxError or one of the Err
// values of this package.
func Compile(mod ast.Mod, filename string, source []byte, opts Options) (code *bytecode.Code, warnings []parser.Warning, err error) {
	c := &compiler{filename: filename, source: source, opts: opts, folded: map[ast.Expr]folded{}, warned: map[parser.Warning]bool{}}
	defer func() {
		r := recover()
		if a, ok := r.(abort); ok {
			code, warnings, err = nil, c.warnings, a.err
		} else if r != nil {
			panic(r)
		}
	}()
	c.future = opts.FutureAnnotations
	c.futureImports(mod)
	table, err := symtable.Build(mod, c.future)
	if err != nil {
		e := err.(*symtable.Error)
		if e.TooDeep {
			return nil, nil, ErrTooDeep
		}
		c.fail(&e.At, e.Msg)
	}
	c.table = table
	code = c.module(mod)
	if verifyAll {
		if err := Verify(code); err != nil {
			panic(err)
		}
	}
	return code, c.warnings, nil
}

// fail gives up with a SyntaxError.
func (c *compiler) fail(at *ast.Range, msg string) {
	e := &parser.SyntaxError{Kind: parser.KindSyntaxError, Msg: msg, Filename: c.filename}
	if at != nil && at.Line > 0 { // columns count bytes here, as CPython's compiler does
		e.Line, e.EndLine = int(at.Line), int(at.EndLine)
		e.Col, e.EndCol = int(at.Col)+1, int(at.EndCol)+1
		if c.source != nil {
			e.Text = string(c.line(at.Line))
		}
	}
	panic(abort{e})
}

func (c *compiler) line(n int32) []byte {
	if c.source == nil {
		return nil
	}
	i := lexer.LineStart(c.source, int(n))
	if i > len(c.source) {
		return nil
	}
	s := c.source[i:]
	for j, b := range s {
		if b == '\n' {
			return s[:j+1]
		}
	}
	return s
}

func (c *compiler) unsupported(at *ast.Range, what string) {
	c.fail(at, what+" is not supported yet")
}

func (c *compiler) warn(at *ast.Range, msg string) {
	w := parser.Warning{Msg: msg, Line: int(at.Line)}
	if c.warned[w] { // finally bodies are compiled more than once
		return
	}
	c.warned[w] = true
	c.warnings = append(c.warnings, w)
}

// enter counts nesting; leave undoes it.
func (c *compiler) enter() {
	if c.depth++; c.depth > symtable.MaxDepth*2 {
		panic(abort{ErrTooDeep})
	}
}

func (c *compiler) leave() { c.depth-- }

// module compiles the outermost code.
func (c *compiler) module(mod ast.Mod) *bytecode.Code {
	u := c.push(c.table.Scope(mod, symtable.Body), "<module>", 1)
	switch m := mod.(type) {
	case *ast.Module:
		c.body(m.Body, true)
	case *ast.Interactive:
		c.opts.Interactive = true
		c.body(m.Body, false)
	case *ast.Expression:
		u.emit(m.Body.Span(), bytecode.RETURN, 0, c.expr(m.Body, -1), 0, 0)
	}
	c.returnNone()
	return c.pop()
}

// body compiles the statements of a module.
func (c *compiler) body(list []ast.Stmt, doc bool) {
	c.moduleAnnotations(list)
	if doc {
		list = c.documented(list)
	}
	c.stmts(list)
}

// documented stores the docstring of a module or class and returns the
// statements after it.
func (c *compiler) documented(list []ast.Stmt) []ast.Stmt {
	text, at, ok := docstring(list)
	if !ok {
		return list
	}
	if c.opts.Optimize < 2 {
		c.storeName("__doc__", c.constant(text, at, -1), at)
		c.u.top = c.u.fixed
	}
	return list[1:]
}

// docstring returns the docstring of a body.
func docstring(list []ast.Stmt) (string, *ast.Range, bool) {
	if len(list) == 0 {
		return "", nil, false
	}
	es, ok := list[0].(*ast.ExprStmt)
	if !ok {
		return "", nil, false
	}
	k, ok := es.Value.(*ast.Constant)
	if !ok {
		return "", nil, false
	}
	text, ok := k.Value.(string)
	return cleanDoc(text), &k.Range, ok
}
