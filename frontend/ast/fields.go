package ast

import "strconv"

// fieldsOf writes the name of n, and lists its fields in CPython's order.
func (d *dumper) fieldsOf(n Node) {
	switch n := n.(type) {
	case *Module:
		d.open("Module")
		list(d, "body", n.Body)
	case *Interactive:
		d.open("Interactive")
		list(d, "body", n.Body)
	case *Expression:
		d.open("Expression")
		d.child("body", n.Body)
	case *FunctionDef:
		d.open("FunctionDef")
		d.ident("name", n.Name)
		d.child("args", n.Args)
		list(d, "body", n.Body)
		list(d, "decorator_list", n.DecoratorList)
		d.expr("returns", n.Returns)
		list(d, "type_params", n.TypeParams)
		d.rng(&n.Range)
	case *AsyncFunctionDef:
		d.open("AsyncFunctionDef")
		d.ident("name", n.Name)
		d.child("args", n.Args)
		list(d, "body", n.Body)
		list(d, "decorator_list", n.DecoratorList)
		d.expr("returns", n.Returns)
		list(d, "type_params", n.TypeParams)
		d.rng(&n.Range)
	case *ClassDef:
		d.open("ClassDef")
		d.ident("name", n.Name)
		list(d, "bases", n.Bases)
		list(d, "keywords", n.Keywords)
		list(d, "body", n.Body)
		list(d, "decorator_list", n.DecoratorList)
		list(d, "type_params", n.TypeParams)
		d.rng(&n.Range)
	case *Return:
		d.open("Return")
		d.expr("value", n.Value)
		d.rng(&n.Range)
	case *Delete:
		d.open("Delete")
		list(d, "targets", n.Targets)
		d.rng(&n.Range)
	case *Assign:
		d.open("Assign")
		list(d, "targets", n.Targets)
		d.child("value", n.Value)
		d.rng(&n.Range)
	case *TypeAlias:
		d.open("TypeAlias")
		d.child("name", n.Name)
		list(d, "type_params", n.TypeParams)
		d.child("value", n.Value)
		d.rng(&n.Range)
	case *AugAssign:
		d.open("AugAssign")
		d.child("target", n.Target)
		d.raw("op", n.Op.String()+"()")
		d.child("value", n.Value)
		d.rng(&n.Range)
	case *AnnAssign:
		d.open("AnnAssign")
		d.child("target", n.Target)
		d.child("annotation", n.Annotation)
		d.expr("value", n.Value)
		d.boolInt("simple", n.Simple)
		d.rng(&n.Range)
	case *For:
		d.open("For")
		d.child("target", n.Target)
		d.child("iter", n.Iter)
		list(d, "body", n.Body)
		list(d, "orelse", n.Orelse)
		d.rng(&n.Range)
	case *AsyncFor:
		d.open("AsyncFor")
		d.child("target", n.Target)
		d.child("iter", n.Iter)
		list(d, "body", n.Body)
		list(d, "orelse", n.Orelse)
		d.rng(&n.Range)
	case *While:
		d.open("While")
		d.child("test", n.Test)
		list(d, "body", n.Body)
		list(d, "orelse", n.Orelse)
		d.rng(&n.Range)
	case *If:
		d.open("If")
		d.child("test", n.Test)
		list(d, "body", n.Body)
		list(d, "orelse", n.Orelse)
		d.rng(&n.Range)
	case *With:
		d.open("With")
		list(d, "items", n.Items)
		list(d, "body", n.Body)
		d.rng(&n.Range)
	case *AsyncWith:
		d.open("AsyncWith")
		list(d, "items", n.Items)
		list(d, "body", n.Body)
		d.rng(&n.Range)
	case *Match:
		d.open("Match")
		d.child("subject", n.Subject)
		list(d, "cases", n.Cases)
		d.rng(&n.Range)
	case *Raise:
		d.open("Raise")
		d.expr("exc", n.Exc)
		d.expr("cause", n.Cause)
		d.rng(&n.Range)
	case *Try:
		d.open("Try")
		list(d, "body", n.Body)
		list(d, "handlers", n.Handlers)
		list(d, "orelse", n.Orelse)
		list(d, "finalbody", n.Finalbody)
		d.rng(&n.Range)
	case *TryStar:
		d.open("TryStar")
		list(d, "body", n.Body)
		list(d, "handlers", n.Handlers)
		list(d, "orelse", n.Orelse)
		list(d, "finalbody", n.Finalbody)
		d.rng(&n.Range)
	case *Assert:
		d.open("Assert")
		d.child("test", n.Test)
		d.expr("msg", n.Msg)
		d.rng(&n.Range)
	case *Import:
		d.open("Import")
		list(d, "names", n.Names)
		d.rng(&n.Range)
	case *ImportFrom:
		d.open("ImportFrom")
		d.optIdent("module", n.Module)
		list(d, "names", n.Names)
		d.raw("level", strconv.Itoa(n.Level))
		d.rng(&n.Range)
	case *Global:
		d.open("Global")
		d.idents("names", n.Names)
		d.rng(&n.Range)
	case *Nonlocal:
		d.open("Nonlocal")
		d.idents("names", n.Names)
		d.rng(&n.Range)
	case *ExprStmt:
		d.open("Expr")
		d.child("value", n.Value)
		d.rng(&n.Range)
	case *Pass:
		d.open("Pass")
		d.rng(&n.Range)
	case *Break:
		d.open("Break")
		d.rng(&n.Range)
	case *Continue:
		d.open("Continue")
		d.rng(&n.Range)
	case *ExceptHandler:
		d.open("ExceptHandler")
		d.expr("type", n.Type)
		d.optIdent("name", n.Name)
		list(d, "body", n.Body)
		d.rng(&n.Range)
	case *WithItem:
		d.open("withitem")
		d.child("context_expr", n.ContextExpr)
		d.expr("optional_vars", n.OptionalVars)
	case *Alias:
		d.open("alias")
		d.ident("name", n.Name)
		d.optIdent("asname", n.AsName)
		d.rng(&n.Range)
	case *MatchCase:
		d.open("match_case")
		d.child("pattern", n.Pattern)
		d.expr("guard", n.Guard)
		list(d, "body", n.Body)
	case *TypeVar:
		d.open("TypeVar")
		d.ident("name", n.Name)
		d.expr("bound", n.Bound)
		d.expr("default_value", n.DefaultValue)
		d.rng(&n.Range)
	case *ParamSpec:
		d.open("ParamSpec")
		d.ident("name", n.Name)
		d.expr("default_value", n.DefaultValue)
		d.rng(&n.Range)
	case *TypeVarTuple:
		d.open("TypeVarTuple")
		d.ident("name", n.Name)
		d.expr("default_value", n.DefaultValue)
		d.rng(&n.Range)
	default:
		d.exprFields(n)
	}
}

// exprFields is fieldsOf for expressions, patterns and their parts.
func (d *dumper) exprFields(n Node) {
	switch n := n.(type) {
	case *BoolOp:
		d.open("BoolOp")
		d.raw("op", n.Op.String()+"()")
		list(d, "values", n.Values)
		d.rng(&n.Range)
	case *NamedExpr:
		d.open("NamedExpr")
		d.child("target", n.Target)
		d.child("value", n.Value)
		d.rng(&n.Range)
	case *BinOp:
		d.open("BinOp")
		d.child("left", n.Left)
		d.raw("op", n.Op.String()+"()")
		d.child("right", n.Right)
		d.rng(&n.Range)
	case *UnaryOp:
		d.open("UnaryOp")
		d.raw("op", n.Op.String()+"()")
		d.child("operand", n.Operand)
		d.rng(&n.Range)
	case *Lambda:
		d.open("Lambda")
		d.child("args", n.Args)
		d.child("body", n.Body)
		d.rng(&n.Range)
	case *IfExp:
		d.open("IfExp")
		d.child("test", n.Test)
		d.child("body", n.Body)
		d.child("orelse", n.Orelse)
		d.rng(&n.Range)
	case *Dict:
		d.open("Dict")
		d.optExprs("keys", n.Keys)
		list(d, "values", n.Values)
		d.rng(&n.Range)
	case *Set:
		d.open("Set")
		list(d, "elts", n.Elts)
		d.rng(&n.Range)
	case *ListComp:
		d.open("ListComp")
		d.child("elt", n.Elt)
		list(d, "generators", n.Generators)
		d.rng(&n.Range)
	case *SetComp:
		d.open("SetComp")
		d.child("elt", n.Elt)
		list(d, "generators", n.Generators)
		d.rng(&n.Range)
	case *DictComp:
		d.open("DictComp")
		d.child("key", n.Key)
		d.child("value", n.Value)
		list(d, "generators", n.Generators)
		d.rng(&n.Range)
	case *GeneratorExp:
		d.open("GeneratorExp")
		d.child("elt", n.Elt)
		list(d, "generators", n.Generators)
		d.rng(&n.Range)
	case *Await:
		d.open("Await")
		d.child("value", n.Value)
		d.rng(&n.Range)
	case *Yield:
		d.open("Yield")
		d.expr("value", n.Value)
		d.rng(&n.Range)
	case *YieldFrom:
		d.open("YieldFrom")
		d.child("value", n.Value)
		d.rng(&n.Range)
	case *Compare:
		d.open("Compare")
		d.child("left", n.Left)
		d.cmpOps("ops", n.Ops)
		list(d, "comparators", n.Comparators)
		d.rng(&n.Range)
	case *Call:
		d.open("Call")
		d.child("func", n.Func)
		list(d, "args", n.Args)
		list(d, "keywords", n.Keywords)
		d.rng(&n.Range)
	case *FormattedValue:
		d.open("FormattedValue")
		d.child("value", n.Value)
		d.raw("conversion", strconv.Itoa(n.Conversion))
		d.expr("format_spec", n.FormatSpec)
		d.rng(&n.Range)
	case *Interpolation:
		d.open("Interpolation")
		d.child("value", n.Value)
		d.ident("str", n.Str)
		d.raw("conversion", strconv.Itoa(n.Conversion))
		d.expr("format_spec", n.FormatSpec)
		d.rng(&n.Range)
	case *JoinedStr:
		d.open("JoinedStr")
		list(d, "values", n.Values)
		d.rng(&n.Range)
	case *TemplateStr:
		d.open("TemplateStr")
		list(d, "values", n.Values)
		d.rng(&n.Range)
	case *Constant:
		d.open("Constant")
		d.raw("value", reprValue(n.Value))
		d.optIdent("kind", n.Kind)
		d.rng(&n.Range)
	case *Attribute:
		d.open("Attribute")
		d.child("value", n.Value)
		d.ident("attr", n.Attr)
		d.ctx(n.Ctx)
		d.rng(&n.Range)
	case *Subscript:
		d.open("Subscript")
		d.child("value", n.Value)
		d.child("slice", n.Slice)
		d.ctx(n.Ctx)
		d.rng(&n.Range)
	case *Starred:
		d.open("Starred")
		d.child("value", n.Value)
		d.ctx(n.Ctx)
		d.rng(&n.Range)
	case *Name:
		d.open("Name")
		d.ident("id", n.ID)
		d.ctx(n.Ctx)
		d.rng(&n.Range)
	case *List:
		d.open("List")
		list(d, "elts", n.Elts)
		d.ctx(n.Ctx)
		d.rng(&n.Range)
	case *Tuple:
		d.open("Tuple")
		list(d, "elts", n.Elts)
		d.ctx(n.Ctx)
		d.rng(&n.Range)
	case *Slice:
		d.open("Slice")
		d.expr("lower", n.Lower)
		d.expr("upper", n.Upper)
		d.expr("step", n.Step)
		d.rng(&n.Range)
	case *Comprehension:
		d.open("comprehension")
		d.child("target", n.Target)
		d.child("iter", n.Iter)
		list(d, "ifs", n.Ifs)
		d.boolInt("is_async", n.IsAsync)
	case *Arguments:
		d.open("arguments")
		list(d, "posonlyargs", n.PosOnlyArgs)
		list(d, "args", n.Args)
		d.arg("vararg", n.Vararg)
		list(d, "kwonlyargs", n.KwOnlyArgs)
		d.optExprs("kw_defaults", n.KwDefaults)
		d.arg("kwarg", n.Kwarg)
		list(d, "defaults", n.Defaults)
	case *Arg:
		d.open("arg")
		d.ident("arg", n.Arg)
		d.expr("annotation", n.Annotation)
		d.rng(&n.Range)
	case *Keyword:
		d.open("keyword")
		d.optIdent("arg", n.Arg)
		d.child("value", n.Value)
		d.rng(&n.Range)
	case *MatchValue:
		d.open("MatchValue")
		d.child("value", n.Value)
		d.rng(&n.Range)
	case *MatchSingleton:
		d.open("MatchSingleton")
		d.raw("value", reprValue(n.Value))
		d.rng(&n.Range)
	case *MatchSequence:
		d.open("MatchSequence")
		list(d, "patterns", n.Patterns)
		d.rng(&n.Range)
	case *MatchMapping:
		d.open("MatchMapping")
		list(d, "keys", n.Keys)
		list(d, "patterns", n.Patterns)
		d.optIdent("rest", n.Rest)
		d.rng(&n.Range)
	case *MatchClass:
		d.open("MatchClass")
		d.child("cls", n.Cls)
		list(d, "patterns", n.Patterns)
		d.idents("kwd_attrs", n.KwdAttrs)
		list(d, "kwd_patterns", n.KwdPatterns)
		d.rng(&n.Range)
	case *MatchStar:
		d.open("MatchStar")
		d.optIdent("name", n.Name)
		d.rng(&n.Range)
	case *MatchAs:
		d.open("MatchAs")
		if n.Pattern != nil {
			d.child("pattern", n.Pattern)
		}
		d.optIdent("name", n.Name)
		d.rng(&n.Range)
	case *MatchOr:
		d.open("MatchOr")
		list(d, "patterns", n.Patterns)
		d.rng(&n.Range)
	}
}

func (d *dumper) arg(name string, a *Arg) {
	if a != nil {
		d.child(name, a)
	}
}

func (d *dumper) cmpOps(name string, ops []CmpOperator) {
	d.field(name)
	for i, op := range ops {
		if i == 0 {
			d.text("[")
		} else {
			d.text(", ")
		}
		d.text(op.String() + "()")
	}
	d.text("]")
}
