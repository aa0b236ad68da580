package compile

import (
	"slices"

	"github.com/go-python/gopython/frontend/ast"
)

// quietDepth is how deep an argument is looked into.
const quietDepth = 5

// quiet reports whether an argument of a method call may be evaluated before
// the method is looked up, as CALLMETHOD does. Calls may not, nor anything else
// that runs statements: they can rebind the method. Operators, attributes and
// subscripts of variables may, though in theory a program can tell: when both
// they and the lookup raise or run code of its own. What certainly raises, as an
// operation on constants that could not be folded, may not.
func (c *compiler) quiet(e ast.Expr, depth int) bool {
	if _, ok := c.fold(e); ok {
		return true
	}
	if depth == 0 {
		return false
	}
	depth--
	all := func(list ...ast.Expr) bool { return c.allQuiet(list, depth) }
	switch e := e.(type) {
	case *ast.Constant, *ast.Name:
		return true
	case *ast.Attribute:
		return c.varies(e.Value) && all(e.Value)
	case *ast.Subscript:
		return c.varies(e.Value, e.Slice) && all(e.Value, e.Slice)
	case *ast.Slice:
		return all(e.Lower, e.Upper, e.Step)
	case *ast.BinOp:
		return c.varies(e.Left, e.Right) && all(e.Left, e.Right)
	case *ast.UnaryOp:
		return c.varies(e.Operand) && all(e.Operand)
	case *ast.Compare:
		return all(e.Left) && all(e.Comparators...)
	case *ast.BoolOp:
		return all(e.Values...)
	case *ast.IfExp:
		return all(e.Test, e.Body, e.Orelse)
	case *ast.Tuple:
		return all(e.Elts...)
	case *ast.List:
		return all(e.Elts...)
	case *ast.Set:
		return all(e.Elts...)
	case *ast.Dict:
		return !slices.Contains(e.Keys, nil) && all(e.Keys...) && all(e.Values...)
	case *ast.JoinedStr:
		return all(e.Values...)
	case *ast.FormattedValue:
		return all(e.Value, e.FormatSpec)
	case *ast.Lambda:
		return all(e.Args.Defaults...) && all(e.Args.KwDefaults...)
	}
	return false
}

// allQuiet is quiet of several expressions, of which some may be absent.
func (c *compiler) allQuiet(list []ast.Expr, depth int) bool {
	for _, e := range list {
		if e != nil && !c.quiet(e, depth) {
			return false
		}
	}
	return true
}

// varies reports whether some expression is no constant.
func (c *compiler) varies(list ...ast.Expr) bool {
	for _, e := range list {
		if _, ok := c.fold(e); !ok {
			return true
		}
	}
	return false
}
