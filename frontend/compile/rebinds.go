package compile

import "github.com/go-python/gopython/frontend/ast"

// rebinds says whether evaluating e may assign to the variable name by an
// assignment expression.
func rebinds(e ast.Expr, name string) bool {
	any := func(list ...ast.Expr) bool {
		for _, x := range list {
			if x != nil && rebinds(x, name) {
				return true
			}
		}
		return false
	}
	clauses := func(gens []*ast.Comprehension, list ...ast.Expr) bool {
		for _, g := range gens {
			if any(g.Target, g.Iter) || any(g.Ifs...) {
				return true
			}
		}
		return any(list...)
	}
	switch e := e.(type) {
	case *ast.NamedExpr:
		n, ok := e.Target.(*ast.Name)
		return ok && n.ID == name || any(e.Value)
	case *ast.BoolOp:
		return any(e.Values...)
	case *ast.BinOp:
		return any(e.Left, e.Right)
	case *ast.UnaryOp:
		return any(e.Operand)
	case *ast.IfExp:
		return any(e.Test, e.Body, e.Orelse)
	case *ast.Dict:
		return any(e.Keys...) || any(e.Values...)
	case *ast.Set:
		return any(e.Elts...)
	case *ast.ListComp:
		return clauses(e.Generators, e.Elt)
	case *ast.SetComp:
		return clauses(e.Generators, e.Elt)
	case *ast.DictComp:
		return clauses(e.Generators, e.Key, e.Value)
	case *ast.GeneratorExp:
		return any(e.Generators[0].Iter)
	case *ast.Await:
		return any(e.Value)
	case *ast.Yield:
		return any(e.Value)
	case *ast.YieldFrom:
		return any(e.Value)
	case *ast.Compare:
		return any(e.Left) || any(e.Comparators...)
	case *ast.Call:
		for _, k := range e.Keywords {
			if any(k.Value) {
				return true
			}
		}
		return any(e.Func) || any(e.Args...)
	case *ast.FormattedValue:
		return any(e.Value, e.FormatSpec)
	case *ast.JoinedStr:
		return any(e.Values...)
	case *ast.Attribute:
		return any(e.Value)
	case *ast.Subscript:
		return any(e.Value, e.Slice)
	case *ast.Starred:
		return any(e.Value)
	case *ast.List:
		return any(e.Elts...)
	case *ast.Tuple:
		return any(e.Elts...)
	case *ast.Slice:
		return any(e.Lower, e.Upper, e.Step)
	case *ast.Lambda:
		return any(e.Args.Defaults...) || any(e.Args.KwDefaults...)
	}
	return false
}
