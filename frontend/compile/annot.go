package compile

import (
	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/frontend/symtable"
	"github.com/go-python/gopython/internal/bytecode"
)

// annotation is one annotation of a function, class or module.
type annotation struct {
	name  string // mangled
	expr  ast.Expr
	at    *ast.Range
	index int // number among the conditional ones, or -1
}

// functionAnnotations compiles the function __annotate__ of a function.
func (c *compiler) functionAnnotations(s *ast.FunctionDef) (*bytecode.Code, *symtable.Scope) {
	var list []annotation
	for _, a := range symtable.AnnotatedArgs(s.Args) {
		list = append(list, annotation{c.mangle(a.Arg), a.Annotation, &a.Range, -1})
	}
	if s.Returns != nil {
		list = append(list, annotation{"return", s.Returns, s.Returns.Span(), -1})
	}
	if len(list) == 0 {
		return nil, nil
	}
	scope := c.table.Scope(s, symtable.Annotations)
	if scope == nil { // annotations are strings
		scope = &symtable.Scope{Kind: symtable.Annotation, Name: "__annotate__", Params: []string{"format"},
			Nested:  c.u.base.Nested || c.u.base.FunctionLike(),
			Order:   []string{"format"},
			Symbols: map[string]*symtable.Symbol{"format": {Flags: symtable.DefParam, Where: symtable.Local}}}
	}
	return c.annotateCode(scope, list, &s.Range), scope
}

// annotateCode compiles a function that returns a dict of annotations.
func (c *compiler) annotateCode(scope *symtable.Scope, list []annotation, at *ast.Range) *bytecode.Code {
	u := c.push(scope, "__annotate__", at.Line)
	u.code.Flags = bytecode.FlagOptimized | bytecode.FlagNewLocals
	if scope.Nested {
		u.code.Flags |= bytecode.FlagNested
	}
	u.code.ArgCount, u.code.PosOnly = 1, 1
	supported := &label{}
	u.jump(at, bytecode.JNGTI, 0, 2, supported)
	t := u.alloc()
	u.emit(at, bytecode.LOADGLOBAL, 0, t, u.name("NotImplementedError"), 0)
	u.emit(at, bytecode.RAISE, 1, t, 0, 0)
	u.bind(supported)
	u.top = u.fixed
	acc := u.alloc()
	u.emit(at, bytecode.BUILDDICT, 0, acc, acc, 0)
	for _, a := range list {
		mark := u.top
		skip := &label{}
		if a.index >= 0 {
			i := c.constant(int64(a.index), at, -1)
			set := c.load("__conditional_annotations__", at, -1)
			u.jump(at, bytecode.JNOTIN, i, set, skip)
			u.top = mark
		}
		k := c.constant(a.name, at, -1)
		v := c.annotationValue(a.expr)
		u.emit(at, bytecode.DICTSET, 0, acc, k, v)
		u.bind(skip)
		u.top = mark
	}
	u.emit(at, bytecode.RETURN, 0, acc, 0, 0)
	return c.pop()
}

// annotationValue evaluates an annotation; *args: *T is the one element of T.
func (c *compiler) annotationValue(e ast.Expr) int {
	u := c.u
	if c.future {
		return c.constant(unparse(e), e.Span(), -1)
	}
	if s, ok := e.(*ast.Starred); ok {
		r := c.expr(s.Value, -1)
		d := u.alloc()
		u.emit(&s.Range, bytecode.UNPACK, 0, d, r, 1)
		return d
	}
	return c.expr(e, -1)
}

// variableAnnotations lists the annotations of variables in a body, blocks in
// it included, and numbers those that count as conditional.
func (c *compiler) variableAnnotations(list []ast.Stmt, conditional bool, found *[]annotation, next *int) {
	inner := func(l []ast.Stmt) { c.variableAnnotations(l, true, found, next) }
	for _, s := range list {
		switch s := s.(type) {
		case *ast.AnnAssign:
			n, ok := s.Target.(*ast.Name)
			if !ok || !s.Simple {
				continue
			}
			a := annotation{c.mangle(n.ID), s.Annotation, &s.Range, -1}
			if conditional || c.u.base.Kind == symtable.Module {
				a.index = *next
				if c.u.annIndex == nil {
					c.u.annIndex = map[*ast.AnnAssign]int{}
				}
				c.u.annIndex[s] = *next
				*next++
			}
			*found = append(*found, a)
		case *ast.If:
			for { // along a chain of elifs without recursion
				inner(s.Body)
				elif, ok := onlyIf(s.Orelse)
				if !ok {
					inner(s.Orelse)
					break
				}
				s = elif
			}
		case *ast.For:
			inner(s.Body)
			inner(s.Orelse)
		case *ast.While:
			inner(s.Body)
			inner(s.Orelse)
		case *ast.With:
			inner(s.Body)
		case *ast.Try:
			inner(s.Body)
			for _, h := range s.Handlers {
				inner(h.Body)
			}
			inner(s.Orelse)
			inner(s.Finalbody)
		case *ast.Match:
			for _, m := range s.Cases {
				inner(m.Body)
			}
		}
	}
}

func onlyIf(list []ast.Stmt) (*ast.If, bool) {
	if len(list) != 1 {
		return nil, false
	}
	s, ok := list[0].(*ast.If)
	return s, ok
}

// setupAnnotations creates the dict __annotations__ for annotations that are
// strings.
func (c *compiler) setupAnnotations(at *ast.Range) {
	u := c.u
	mark := u.top
	there := &label{}
	k := c.constant("__annotations__", at, -1)
	ns := u.alloc()
	u.emit(at, bytecode.LOADLOCALS, 0, ns, 0, 0)
	u.jump(at, bytecode.JIN, k, ns, there)
	u.emit(at, bytecode.BUILDDICT, 0, k, k, 0)
	c.storeName("__annotations__", k, at)
	u.bind(there)
	u.top = mark
}

// moduleAnnotations prepares the annotations of a module: its __annotate__
// comes first, and looks up which of the annotated statements have been
// executed.
func (c *compiler) moduleAnnotations(list []ast.Stmt) {
	u := c.u
	var found []annotation
	next := 0
	c.variableAnnotations(list, false, &found, &next)
	if len(found) == 0 {
		return
	}
	at := list[0].Span()
	if c.future {
		c.setupAnnotations(at)
		return
	}
	mark := u.top
	scope := c.annotationScope(c.u.base)
	code := c.annotateCode(scope, found, at)
	c.storeName("__annotate__", c.makeFunction(code, scope, funcExtras{}, at, -1), at)
	u.top = mark
	r := u.alloc()
	u.emit(at, bytecode.BUILDSET, 0, r, r, 0)
	c.storeName("__conditional_annotations__", r, at)
	u.top = mark
}

// annotationScope is the scope of __annotate__ of a module or class.
func (c *compiler) annotationScope(s *symtable.Scope) *symtable.Scope {
	return s.Annotations()
}

// classAnnotations prepares the annotations of a class; what it returns makes
// the class's __annotate_func__, behind the body.
func (c *compiler) classAnnotations(list []ast.Stmt, scope *symtable.Scope, at *ast.Range) func() {
	u := c.u
	var found []annotation
	next := 0
	c.variableAnnotations(list, false, &found, &next)
	if len(found) == 0 {
		return func() {}
	}
	if c.future {
		c.setupAnnotations(at)
		return func() {}
	}
	if scope.ConditionalAnnotations {
		r := u.alloc()
		u.emit(at, bytecode.BUILDSET, 0, r, r, 0)
		c.storeName("__conditional_annotations__", r, at)
		u.top = u.fixed
	}
	return func() {
		inner := scope.Annotations()
		code := c.annotateCode(inner, found, at)
		c.storeName("__annotate_func__", c.makeFunction(code, inner, funcExtras{}, at, -1), at)
		u.top = u.fixed
	}
}

func (c *compiler) annAssign(s *ast.AnnAssign) {
	u := c.u
	if s.Value != nil {
		c.assign([]ast.Expr{s.Target}, s.Value)
	}
	classLike := !u.base.FunctionLike()
	mark := u.top
	defer func() { u.top = mark }()
	switch t := s.Target.(type) {
	case *ast.Name:
		switch {
		case !s.Simple || !classLike:
		case c.future:
			v := c.constant(unparse(s.Annotation), &s.Range, -1)
			d := c.load("__annotations__", &s.Range, -1)
			k := c.constant(c.mangle(t.ID), &s.Range, -1)
			u.emit(&s.Range, bytecode.SETITEM, 0, d, k, v)
		default:
			if i, ok := u.annIndex[s]; ok {
				set := c.load("__conditional_annotations__", &s.Range, -1)
				k := c.constant(int64(i), &s.Range, -1)
				u.emit(&s.Range, bytecode.SETADD, 0, set, k, 0)
			}
		}
	case *ast.Attribute:
		if s.Value == nil {
			c.expr(t.Value, -1)
		}
	case *ast.Subscript:
		if s.Value == nil {
			c.expr(t.Value, -1)
			u.top = mark
			c.expr(t.Slice, -1)
		}
	}
	u.top = mark
	if !s.Simple && classLike && !c.future {
		c.expr(s.Annotation, -1)
	}
}
