package compile

import (
	"strings"

	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/frontend/symtable"
	"github.com/go-python/gopython/internal/bytecode"
)

// funcExtras are what a function object needs besides its code and closure.
type funcExtras struct {
	args     *ast.Arguments // for the defaults
	annotate *bytecode.Code
	scope    *symtable.Scope // of annotate
}

// makeFunction creates a function object.
func (c *compiler) makeFunction(code *bytecode.Code, scope *symtable.Scope, ex funcExtras, at *ast.Range, want int) int {
	u := c.u
	mark := u.top
	x := uint8(0)
	r := mark
	if ex.args != nil && len(ex.args.Defaults) > 0 {
		x |= bytecode.HasDefaults
		u.top = r + 1
		u.use(r + 1)
		tuple := &ast.Tuple{Range: *at, Elts: ex.args.Defaults}
		c.expr(tuple, r)
	}
	if ex.args != nil && c.kwDefaults(ex.args, at, r+1) {
		x |= bytecode.HasKwDefaults
	}
	if ex.annotate != nil {
		x |= bytecode.HasAnnotate
		u.top = r + 3
		u.use(r + 3)
		c.makeFunction(ex.annotate, ex.scope, funcExtras{}, at, r+2)
	}
	if len(code.FreeVars) > 0 {
		x |= bytecode.HasClosure
		u.use(r + 4)
		u.top = r + 4
		first := u.reserve(len(code.FreeVars))
		for i, name := range code.FreeVars {
			u.emit(at, bytecode.MOVE, 0, first+i, u.cellRegister(name), 0)
		}
		u.emit(at, bytecode.BUILDTUPLE, 0, r+3, first, len(code.FreeVars))
	}
	u.top = mark
	d := u.dst(want)
	if x == 0 {
		r = 0
	} else {
		u.use(r + 4)
	}
	u.emit(at, bytecode.MAKEFUNCTION, x, d, u.name(code), r)
	return d
}

// kwDefaults builds the dict of defaults of keyword-only parameters.
func (c *compiler) kwDefaults(a *ast.Arguments, at *ast.Range, r int) bool {
	u := c.u
	d := &ast.Dict{Range: *at}
	for i, e := range a.KwDefaults {
		if e != nil {
			k := &ast.Constant{Range: *at, Value: c.mangle(a.KwOnlyArgs[i].Arg)}
			d.Keys = append(d.Keys, k)
			d.Values = append(d.Values, e)
		}
	}
	if len(d.Keys) == 0 {
		return false
	}
	u.top = r + 1
	u.use(r + 1)
	c.expr(d, r)
	return true
}

// cellRegister is the register with the cell of a variable that a function
// defined here captures.
func (u *unit) cellRegister(name string) int {
	for s := u.scope; s.Inlined; s = s.Parent {
		if sym := s.Symbols[name]; sym != nil && sym.Where == symtable.Cell {
			return u.compVars[s][name]
		}
	}
	if r, ok := u.free[name]; ok {
		return r
	}
	return u.vars[name]
}

func firstLine(decorators []ast.Expr, at *ast.Range) int32 {
	if len(decorators) > 0 {
		return decorators[0].Span().Line
	}
	return at.Line
}

func (c *compiler) functionDef(s *ast.FunctionDef) {
	if len(s.TypeParams) > 0 {
		c.unsupported(&s.Range, "type parameter")
	}
	c.decorated(s.DecoratorList, s.Name, &s.Range, func(want int) int {
		ex := funcExtras{args: s.Args}
		// The defaults are evaluated before the code is compiled only at run
		// time; the order here does not matter.
		ex.annotate, ex.scope = c.functionAnnotations(s)
		code := c.functionCode(s, s.Name, s.Args, s.Body, firstLine(s.DecoratorList, &s.Range))
		return c.makeFunction(code, c.table.Scope(s, symtable.Body), ex, &s.Range, want)
	})
}

// decorated evaluates decorators, makes a function or class, applies them to
// it and stores the result.
func (c *compiler) decorated(list []ast.Expr, name string, at *ast.Range, make func(want int) int) {
	u := c.u
	mark := u.top
	defer func() { u.top = mark }()
	if len(list) == 0 {
		t := c.target(&ast.Name{Range: *at, ID: name})
		r := make(t)
		c.storeName(name, r, at)
		return
	}
	var windows []int
	for _, d := range list {
		w := u.top + header
		u.use(w + 1)
		c.callable(d, w)
		windows = append(windows, w)
	}
	last := windows[len(windows)-1]
	u.top = last + 1
	make(last)
	for i := len(list) - 1; i >= 0; i-- {
		u.top = windows[i] + 1
		u.emit(list[i].Span(), bytecode.CALL, 0, windows[i], 1, 0)
		if i > 0 {
			u.emit(list[i].Span(), bytecode.MOVE, 0, windows[i-1], windows[i], 0)
		}
	}
	c.storeName(name, windows[0], at)
}

// signature sets what the code object says about its parameters.
func signature(code *bytecode.Code, a *ast.Arguments) {
	code.PosOnly = len(a.PosOnlyArgs)
	code.ArgCount = len(a.PosOnlyArgs) + len(a.Args)
	code.KwOnly = len(a.KwOnlyArgs)
	if a.Vararg != nil {
		code.Flags |= bytecode.FlagVarArgs
	}
	if a.Kwarg != nil {
		code.Flags |= bytecode.FlagVarKeywords
	}
}

// open starts the unit of a function.
func (c *compiler) open(scope *symtable.Scope, name string, a *ast.Arguments, line int32) *unit {
	inClass := c.u.base.Kind == symtable.Class
	u := c.push(scope, name, line)
	u.code.Flags = bytecode.FlagOptimized | bytecode.FlagNewLocals
	if scope.Nested {
		u.code.Flags |= bytecode.FlagNested
	}
	if inClass {
		u.code.Flags |= bytecode.FlagMethod
	}
	if scope.Generator {
		u.code.Flags |= bytecode.FlagGenerator
		u.isGen = true
	}
	signature(u.code, a)
	return u
}

func (c *compiler) functionCode(n ast.Node, name string, a *ast.Arguments, body []ast.Stmt, line int32) *bytecode.Code {
	u := c.open(c.table.Scope(n, symtable.Body), name, a, line)
	if text, _, ok := docstring(body); ok {
		if c.opts.Optimize < 2 {
			u.name(text)
			u.code.Flags |= bytecode.FlagHasDocstring
		}
		body = body[1:]
	}
	c.stmts(body)
	c.returnNone()
	return c.pop()
}

func (c *compiler) lambda(e *ast.Lambda, want int) int {
	scope := c.table.Scope(e, symtable.Body)
	u := c.open(scope, "<lambda>", e.Args, e.Line)
	r := c.expr(e.Body, -1)
	if u.isGen {
		c.ret(r, e.Body.Span())
	} else {
		u.emit(e.Body.Span(), bytecode.RETURN, 0, r, 0, 0)
	}
	code := c.pop()
	return c.makeFunction(code, scope, funcExtras{args: e.Args}, &e.Range, want)
}

// cleanDoc removes the indentation of a docstring.
func cleanDoc(s string) string {
	s = expandTabs(s)
	lines := strings.Split(s, "\n")
	margin := -1
	for _, l := range lines[1:] {
		t := strings.TrimLeft(l, " ")
		if n := len(l) - len(t); t != "" && (margin < 0 || n < margin) {
			margin = n
		}
	}
	margin = max(margin, 0)
	lines[0] = strings.TrimLeft(lines[0], " ")
	for i, l := range lines[1:] {
		n := 0
		for n < len(l) && l[n] == ' ' && n < margin {
			n++
		}
		lines[i+1] = l[n:]
	}
	return strings.Join(lines, "\n")
}

func expandTabs(s string) string {
	if !strings.Contains(s, "\t") {
		return s
	}
	var b strings.Builder
	col := 0
	for _, r := range s {
		switch r {
		case '\t':
			n := 8 - col%8
			b.WriteString(strings.Repeat(" ", n))
			col += n
		case '\n', '\r':
			b.WriteRune(r)
			col = 0
		default:
			b.WriteRune(r)
			col++
		}
	}
	return b.String()
}
