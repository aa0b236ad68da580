package symtable

import "github.com/go-python/gopython/frontend/ast"

func (b *builder) exprs(list []ast.Expr) {
	for _, e := range list {
		b.expr(e)
	}
}

func (b *builder) optional(e ast.Expr) {
	if e != nil {
		b.expr(e)
	}
}

func (b *builder) expr(e ast.Expr) {
	b.enter()
	defer func() { b.depth-- }()
	switch e := e.(type) {
	case *ast.BoolOp:
		b.exprs(e.Values)
	case *ast.NamedExpr:
		b.namedExpr(e)
	case *ast.BinOp:
		b.expr(e.Left)
		b.expr(e.Right)
	case *ast.UnaryOp:
		b.expr(e.Operand)
	case *ast.Lambda:
		b.defaults(e.Args)
		b.open(Function, "<lambda>", e, Body)
		b.params(e.Args)
		b.expr(e.Body)
		b.close()
	case *ast.IfExp:
		b.expr(e.Test)
		b.expr(e.Body)
		b.expr(e.Orelse)
	case *ast.Dict:
		for i, k := range e.Keys {
			b.optional(k)
			b.expr(e.Values[i])
		}
	case *ast.Set:
		b.exprs(e.Elts)
	case *ast.ListComp:
		b.comprehension(e, "<listcomp>", e.Generators, e.Elt, nil)
	case *ast.SetComp:
		b.comprehension(e, "<setcomp>", e.Generators, e.Elt, nil)
	case *ast.DictComp:
		b.comprehension(e, "<dictcomp>", e.Generators, e.Key, e.Value)
	case *ast.GeneratorExp:
		b.comprehension(e, "<genexpr>", e.Generators, e.Elt, nil)
	case *ast.Await:
		b.notInAnnotation(e, "await expression")
		b.expr(e.Value)
		b.cur.Coroutine = b.cur.Coroutine || b.cur.Kind == Comprehension
	case *ast.Yield:
		b.yield(e, "yield")
		b.optional(e.Value)
	case *ast.YieldFrom:
		b.yield(e, "yield from")
		b.expr(e.Value)
	case *ast.Compare:
		b.expr(e.Left)
		b.exprs(e.Comparators)
	case *ast.Call:
		b.expr(e.Func)
		b.exprs(e.Args)
		for _, k := range e.Keywords {
			checkName(k.Arg, ast.Store, &k.Range)
			b.expr(k.Value)
		}
	case *ast.FormattedValue:
		b.expr(e.Value)
		b.optional(e.FormatSpec)
	case *ast.Interpolation:
		b.expr(e.Value)
		b.optional(e.FormatSpec)
	case *ast.JoinedStr:
		b.exprs(e.Values)
	case *ast.TemplateStr:
		b.exprs(e.Values)
	case *ast.Attribute:
		checkName(e.Attr, e.Ctx, &e.Range)
		b.expr(e.Value)
	case *ast.Subscript:
		b.expr(e.Value)
		b.expr(e.Slice)
	case *ast.Starred:
		b.expr(e.Value)
	case *ast.Name:
		b.name(e)
	case *ast.List:
		b.exprs(e.Elts)
	case *ast.Tuple:
		b.exprs(e.Elts)
	case *ast.Slice:
		b.optional(e.Lower)
		b.optional(e.Upper)
		b.optional(e.Step)
	}
}

func (b *builder) name(e *ast.Name) {
	checkName(e.ID, e.Ctx, &e.Range)
	switch e.Ctx {
	case ast.Load:
		b.define(e.ID, Use, &e.Range)
		b.specialName(e)
	case ast.Store:
		b.define(e.ID, DefLocal, &e.Range)
	case ast.Del:
		b.define(e.ID, DefLocal|Deleted, &e.Range)
	}
}

// specialName notes names whose use has consequences for the whole scope.
func (b *builder) specialName(e *ast.Name) {
	switch e.ID {
	case "super":
		if b.cur.FunctionLike() {
			b.define("__class__", Use, &e.Range)
		}
	case "locals", "vars", "dir", "eval", "exec":
		for s := b.cur; s != nil; s = s.Parent {
			s.UsesLocals = true
			if !s.Inlined {
				break
			}
		}
	}
}

func (b *builder) notInAnnotation(e ast.Expr, what string) {
	if b.cur.Kind == Annotation {
		fail(e.Span(), what+" cannot be used within an annotation")
	}
}

func (b *builder) yield(e ast.Expr, word string) {
	b.notInAnnotation(e, "yield expression")
	if b.cur.Kind == Comprehension {
		what := map[string]string{"<listcomp>": "list comprehension", "<setcomp>": "set comprehension",
			"<dictcomp>": "dict comprehension", "<genexpr>": "generator expression"}[b.cur.Name]
		fail(e.Span(), "'yield' inside "+what)
	}
	b.cur.Generator = true
}

func (b *builder) namedExpr(e *ast.NamedExpr) {
	b.notInAnnotation(e, "named expression")
	if b.cur.iterExpr > 0 {
		fail(&e.Range, "assignment expression cannot be used in a comprehension iterable expression")
	}
	target, _ := e.Target.(*ast.Name)
	s := b.cur
	if target != nil {
		if s.Kind == Comprehension {
			s = b.extendNamed(target, &target.Range)
		}
		if s.Walrus == nil {
			s.Walrus = map[string]bool{}
		}
		s.Walrus[Mangle(b.cur.Private, target.ID)] = true
	}
	b.expr(e.Value)
	if b.cur.Kind == Comprehension && target != nil {
		checkName(target.ID, ast.Store, &target.Range)
		return // bound outside: extendNamed has noted that
	}
	b.expr(e.Target)
}

// extendNamed binds the target of an assignment expression in a comprehension,
// which is a variable of the block around the comprehension. It returns that.
func (b *builder) extendNamed(target *ast.Name, at *ast.Range) *Scope {
	name := Mangle(b.cur.Private, target.ID)
	for s := b.cur; s != nil; s = s.Parent {
		switch s.Kind {
		case Comprehension:
			if sym := s.Symbols[name]; sym != nil && sym.Flags&DefCompIter != 0 {
				fail(at, "assignment expression cannot rebind comprehension iteration variable '"+target.ID+"'")
			}
		case Function:
			f := DefNonlocal
			if sym := s.Symbols[name]; sym != nil && sym.Flags&DefGlobal != 0 {
				f = DefGlobal
			}
			b.defineThrough(b.cur, s, name, f, at)
			if f == DefNonlocal && (s.Symbols[name] == nil || s.Symbols[name].Flags&DefNonlocal == 0) {
				b.defineIn(s, name, DefLocal, at)
			}
			return s
		case Module:
			b.defineThrough(b.cur, s, name, DefGlobal, at)
			b.defineIn(s, name, DefGlobal, at)
			return s
		case Class:
			fail(at, "assignment expression within a comprehension cannot be used in a class body")
		case Annotation:
			fail(at, "named expression cannot be used within an annotation")
		}
	}
	return b.cur
}

// defineThrough notes the binding in the comprehension s; those between it and
// the block that has the variable find it by the ordinary rules.
func (b *builder) defineThrough(s, outer *Scope, name string, f Flags, at *ast.Range) {
	target := s.iterTarget
	s.iterTarget = false
	b.defineIn(s, name, f, at)
	s.iterTarget = target
	s.directives = append(s.directives, directive{name, *at})
}

func (b *builder) comprehension(n ast.Expr, name string, gens []*ast.Comprehension, elt, value ast.Expr) {
	outer := b.cur
	outer.iterExpr++
	b.expr(gens[0].Iter)
	outer.iterExpr--
	s := b.open(Comprehension, name, n, Body)
	s.Inlined = name != "<genexpr>"
	if !s.Inlined {
		s.Generator = true
		b.define(".0", DefParam, n.Span())
		if s.CanSeeClass {
			b.define("__classdict__", Use, n.Span())
		}
	}
	for i, g := range gens {
		s.iterTarget = true
		b.expr(g.Target)
		s.iterTarget = false
		if i > 0 {
			s.iterExpr++
			b.expr(g.Iter)
			s.iterExpr--
		}
		for _, cond := range g.Ifs {
			b.expr(cond)
		}
		s.Coroutine = s.Coroutine || g.IsAsync
	}
	b.optional(value)
	b.expr(elt)
	b.close()
}
