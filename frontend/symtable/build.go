package symtable

import (
	"slices"
	"strings"

	"github.com/go-python/gopython/frontend/ast"
)

// builder walks the tree and collects the names of each scope. Errors leave it
// as panics with an *Error.
type builder struct {
	table  *Table
	cur    *Scope
	future bool
	depth  int
}

func fail(at *ast.Range, msg string) {
	panic(&Error{Msg: msg, At: *at})
}

func (b *builder) enter() {
	if b.depth++; b.depth > MaxDepth {
		panic(&Error{TooDeep: true, Msg: "maximum recursion depth exceeded during compilation"})
	}
}

func (b *builder) open(k Kind, name string, n ast.Node, r Role) *Scope {
	s := &Scope{Kind: k, Name: name, Parent: b.cur, node: n, Symbols: map[string]*Symbol{}}
	if p := b.cur; p != nil {
		p.Children = append(p.Children, s)
		s.Private = p.Private
		s.Nested = p.Nested || p.FunctionLike()
		s.CanSeeClass = k == Annotation && p.Kind == Class || k == Comprehension && p.CanSeeClass
	}
	b.table.scopes[key{n, r}] = s
	b.cur = s
	return s
}

func (b *builder) close() { b.cur = b.cur.Parent }

func (b *builder) module(mod ast.Mod) {
	b.table.Top = b.open(Module, "<module>", mod, Body)
	switch m := mod.(type) {
	case *ast.Module:
		b.stmts(m.Body)
	case *ast.Interactive:
		b.stmts(m.Body)
	case *ast.Expression:
		b.expr(m.Body)
	}
}

// define notes a use of a name in the current scope.
func (b *builder) define(name string, f Flags, at *ast.Range) {
	b.defineIn(b.cur, Mangle(b.cur.Private, name), f, at)
}

func (b *builder) defineIn(s *Scope, name string, f Flags, at *ast.Range) {
	sym := s.Symbols[name]
	if sym == nil {
		sym = &Symbol{}
		s.Symbols[name] = sym
		s.Order = append(s.Order, name)
	}
	if f&DefParam != 0 {
		if sym.Flags&DefParam != 0 {
			fail(at, "duplicate argument '"+name+"' in function definition")
		}
		s.Params = append(s.Params, name)
	}
	if s.iterTarget && f&(DefLocal|DefParam) != 0 {
		if sym.Flags&(DefGlobal|DefNonlocal) != 0 {
			fail(at, "comprehension inner loop cannot rebind assignment expression target '"+name+"'")
		}
		f |= DefCompIter
	}
	sym.Flags |= f
}

func checkName(name string, ctx ast.Context, at *ast.Range) {
	if name != "__debug__" || ctx == ast.Load {
		return
	}
	if ctx == ast.Del {
		fail(at, "cannot delete __debug__")
	}
	fail(at, "cannot assign to __debug__")
}

func (b *builder) stmts(list []ast.Stmt) {
	for _, s := range list {
		b.stmt(s)
	}
}

// inner visits statements that are not always executed.
func (b *builder) inner(list []ast.Stmt) {
	b.cur.conditional++
	b.stmts(list)
	b.cur.conditional--
}

func (b *builder) stmt(s ast.Stmt) {
	b.enter()
	defer func() { b.depth-- }()
	switch s := s.(type) {
	case *ast.FunctionDef:
		b.functionDef(s, s.Name, s.Args, s.Body, s.DecoratorList, s.Returns, len(s.TypeParams) > 0)
	case *ast.AsyncFunctionDef:
		b.functionDef(s, s.Name, s.Args, s.Body, s.DecoratorList, s.Returns, len(s.TypeParams) > 0).Coroutine = true
	case *ast.ClassDef:
		b.classDef(s)
	case *ast.Return:
		if s.Value != nil {
			b.expr(s.Value)
			b.cur.ReturnsValue = true
		}
	case *ast.Delete:
		b.exprs(s.Targets)
	case *ast.Assign:
		b.exprs(s.Targets)
		b.expr(s.Value)
	case *ast.TypeAlias:
		b.expr(s.Name)
	case *ast.AugAssign:
		b.expr(s.Target)
		b.expr(s.Value)
	case *ast.AnnAssign:
		b.annAssign(s)
	case *ast.For:
		b.loop(s.Target, s.Iter, s.Body, s.Orelse)
	case *ast.AsyncFor:
		b.loop(s.Target, s.Iter, s.Body, s.Orelse)
	case *ast.While:
		b.expr(s.Test)
		b.inner(s.Body)
		b.inner(s.Orelse)
	case *ast.If:
		b.ifStmt(s)
	case *ast.With:
		b.with(s.Items, s.Body)
	case *ast.AsyncWith:
		b.with(s.Items, s.Body)
	case *ast.Match:
		b.match(s)
	case *ast.Raise:
		b.optional(s.Exc)
		b.optional(s.Cause)
	case *ast.Try:
		b.try(s.Body, s.Handlers, s.Orelse, s.Finalbody)
	case *ast.TryStar:
		b.try(s.Body, s.Handlers, s.Orelse, s.Finalbody)
	case *ast.Assert:
		b.expr(s.Test)
		b.optional(s.Msg)
	case *ast.Import:
		b.aliases(s.Names)
	case *ast.ImportFrom:
		b.aliases(s.Names)
	case *ast.Global:
		b.declare(s.Names, DefGlobal, "global", &s.Range)
	case *ast.Nonlocal:
		b.declare(s.Names, DefNonlocal, "nonlocal", &s.Range)
	case *ast.ExprStmt:
		b.expr(s.Value)
	}
}

func (b *builder) loop(target, iter ast.Expr, body, orelse []ast.Stmt) {
	b.expr(target)
	b.expr(iter)
	b.inner(body)
	b.inner(orelse)
}

// ifStmt goes along a chain of elifs without recursion.
func (b *builder) ifStmt(s *ast.If) {
	for {
		b.expr(s.Test)
		b.inner(s.Body)
		next, ok := elif(s)
		if !ok {
			b.inner(s.Orelse)
			return
		}
		s = next
	}
}

func elif(s *ast.If) (*ast.If, bool) {
	if len(s.Orelse) != 1 {
		return nil, false
	}
	next, ok := s.Orelse[0].(*ast.If)
	return next, ok
}

func (b *builder) with(items []*ast.WithItem, body []ast.Stmt) {
	for _, it := range items {
		b.expr(it.ContextExpr)
		b.optional(it.OptionalVars)
	}
	b.inner(body)
}

func (b *builder) try(body []ast.Stmt, handlers []*ast.ExceptHandler, orelse, final []ast.Stmt) {
	b.inner(body)
	for _, h := range handlers {
		b.optional(h.Type)
		if h.Name != "" {
			checkName(h.Name, ast.Store, &h.Range)
			b.define(h.Name, DefLocal|Deleted, &h.Range)
		}
		b.inner(h.Body)
	}
	b.inner(orelse)
	b.inner(final)
}

func (b *builder) aliases(names []*ast.Alias) {
	for _, a := range names {
		name := a.AsName
		if name == "" {
			name, _, _ = strings.Cut(a.Name, ".")
		}
		if name == "*" {
			if b.cur.Kind != Module {
				fail(&a.Range, "import * only allowed at module level")
			}
			continue
		}
		checkName(name, ast.Store, &a.Range)
		b.define(name, DefImport, &a.Range)
	}
}

func (b *builder) declare(names []string, f Flags, word string, at *ast.Range) {
	s := b.cur
	for _, n := range names {
		name := Mangle(s.Private, n)
		if sym := s.Symbols[name]; sym != nil {
			switch q := "name '" + name + "' is "; {
			case sym.Flags&DefParam != 0:
				fail(at, q+"parameter and "+word)
			case sym.Flags&Use != 0:
				fail(at, q+"used prior to "+word+" declaration")
			case sym.Flags&DefAnnot != 0:
				fail(at, "annotated name '"+name+"' can't be "+word)
			case sym.Flags&DefLocal != 0:
				fail(at, q+"assigned to before "+word+" declaration")
			}
		}
		b.define(n, f, at)
		s.directives = append(s.directives, directive{name, *at})
	}
}

func (b *builder) annAssign(s *ast.AnnAssign) {
	if name, ok := s.Target.(*ast.Name); ok {
		checkName(name.ID, ast.Store, &name.Range)
		mangled := Mangle(b.cur.Private, name.ID)
		if sym := b.cur.Symbols[mangled]; sym != nil && s.Simple && b.cur.Kind != Module {
			if sym.Flags&DefGlobal != 0 {
				fail(&s.Range, "annotated name '"+mangled+"' can't be global")
			}
			if sym.Flags&DefNonlocal != 0 {
				fail(&s.Range, "annotated name '"+mangled+"' can't be nonlocal")
			}
		}
		if s.Simple {
			b.define(name.ID, DefAnnot|DefLocal, &name.Range)
		} else if s.Value != nil {
			b.define(name.ID, DefLocal, &name.Range)
		}
	} else {
		b.expr(s.Target)
	}
	switch {
	case s.Simple:
		b.annotation(s.Annotation)
	case b.cur.FunctionLike():
		b.annotation(s.Annotation)
	case !b.future:
		b.expr(s.Annotation)
	}
	b.optional(s.Value)
}

// annotation visits the annotation of a variable. In functions annotations are
// not evaluated; they must not count as uses of names.
func (b *builder) annotation(e ast.Expr) {
	p := b.cur
	if p.FunctionLike() {
		b.cur = &Scope{Kind: Annotation, Name: "__annotate__", Parent: p, Private: p.Private,
			Symbols: map[string]*Symbol{}, Nested: true}
		saved := b.table.scopes
		b.table.scopes = map[key]*Scope{}
		b.expr(e)
		b.table.scopes = saved
		b.cur = p
		return
	}
	if b.future {
		return
	}
	if (p.conditional > 0 || p.Kind == Module) && !p.ConditionalAnnotations {
		p.ConditionalAnnotations = true
		b.define("__conditional_annotations__", Use|DefLocal, e.Span())
	}
	if p.annotations == nil {
		p.annotations = b.openAnnotations(p.node, e.Span())
	}
	b.cur = p.annotations
	if p.ConditionalAnnotations {
		b.define("__conditional_annotations__", Use, e.Span())
	}
	b.expr(e)
	b.cur = p
}

func (b *builder) openAnnotations(n ast.Node, at *ast.Range) *Scope {
	inClass := b.cur.Kind == Class
	s := b.open(Annotation, "__annotate__", n, Annotations)
	b.define("format", DefParam, at)
	if inClass {
		b.define("__classdict__", Use, at)
	}
	return s
}

func (b *builder) functionDef(n ast.Stmt, name string, args *ast.Arguments, body []ast.Stmt,
	decorators []ast.Expr, returns ast.Expr, generic bool) *Scope {
	checkName(name, ast.Store, n.Span())
	b.define(name, DefLocal, n.Span())
	b.exprs(decorators)
	b.defaults(args)
	b.functionAnnotations(n, args, returns)
	s := b.open(Function, name, n, Body)
	b.params(args)
	b.stmts(body)
	b.close()
	return s
}

func (b *builder) defaults(a *ast.Arguments) {
	b.exprs(a.Defaults)
	for _, e := range a.KwDefaults {
		b.optional(e)
	}
}

func (b *builder) functionAnnotations(n ast.Stmt, a *ast.Arguments, returns ast.Expr) {
	if b.future {
		return
	}
	list := AnnotatedArgs(a)
	if len(list) == 0 && returns == nil {
		return
	}
	b.openAnnotations(n, n.Span())
	for _, arg := range list {
		e := arg.Annotation
		if st, ok := e.(*ast.Starred); ok {
			e = st.Value
		}
		b.expr(e)
	}
	b.optional(returns)
	b.close()
}

// AnnotatedArgs lists the parameters that have annotations, in the order in
// which __annotations__ has them.
func AnnotatedArgs(a *ast.Arguments) []*ast.Arg {
	all := slices.Concat(a.PosOnlyArgs, a.Args, []*ast.Arg{a.Vararg}, a.KwOnlyArgs, []*ast.Arg{a.Kwarg})
	var list []*ast.Arg
	for _, arg := range all {
		if arg != nil && arg.Annotation != nil {
			list = append(list, arg)
		}
	}
	return list
}

// params declares the parameters in the order of their registers.
func (b *builder) params(a *ast.Arguments) {
	for _, arg := range slices.Concat(a.PosOnlyArgs, a.Args, a.KwOnlyArgs, []*ast.Arg{a.Vararg, a.Kwarg}) {
		if arg != nil {
			checkName(arg.Arg, ast.Store, &arg.Range)
			b.define(arg.Arg, DefParam, &arg.Range)
		}
	}
}

func (b *builder) classDef(s *ast.ClassDef) {
	checkName(s.Name, ast.Store, &s.Range)
	b.define(s.Name, DefLocal, &s.Range)
	b.exprs(s.DecoratorList)
	b.exprs(s.Bases)
	for _, k := range s.Keywords {
		b.expr(k.Value)
	}
	c := b.open(Class, s.Name, s, Body)
	c.Private = s.Name
	b.stmts(s.Body)
	b.close()
}

func (b *builder) match(s *ast.Match) {
	b.expr(s.Subject)
	for _, c := range s.Cases {
		b.pattern(c.Pattern)
		b.optional(c.Guard)
		b.inner(c.Body)
	}
}

func (b *builder) pattern(p ast.Pattern) {
	b.enter()
	defer func() { b.depth-- }()
	bind := func(name string, at *ast.Range) {
		if name != "" {
			checkName(name, ast.Store, at)
			b.define(name, DefLocal, at)
		}
	}
	switch p := p.(type) {
	case *ast.MatchValue:
		b.expr(p.Value)
	case *ast.MatchSequence:
		b.patterns(p.Patterns)
	case *ast.MatchMapping:
		b.exprs(p.Keys)
		b.patterns(p.Patterns)
		bind(p.Rest, &p.Range)
	case *ast.MatchClass:
		b.expr(p.Cls)
		b.patterns(p.Patterns)
		b.patterns(p.KwdPatterns)
	case *ast.MatchStar:
		bind(p.Name, &p.Range)
	case *ast.MatchAs:
		if p.Pattern != nil {
			b.pattern(p.Pattern)
		}
		bind(p.Name, &p.Range)
	case *ast.MatchOr:
		b.patterns(p.Patterns)
	}
}

func (b *builder) patterns(list []ast.Pattern) {
	for _, p := range list {
		b.pattern(p)
	}
}
