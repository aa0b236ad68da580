package parser

import (
	"github.com/go-python/gopython/frontend/ast"
)

// targetKind says what the targets are for.
type targetKind uint8

const (
	assignTarget targetKind = iota
	forTarget
	delTarget
)

// invalidTarget returns the part of e that cannot be a target, or nil.
func invalidTarget(e ast.Expr, kind targetKind) ast.Expr {
	switch e := e.(type) {
	case *ast.List:
		return firstInvalid(e.Elts, kind)
	case *ast.Tuple:
		return firstInvalid(e.Elts, kind)
	case *ast.Starred:
		if kind == delTarget {
			return e
		}
		return invalidTarget(e.Value, kind)
	case *ast.Compare:
		// "for f() in x" has been read as a comparison.
		if kind == forTarget && e.Ops[0] == ast.In {
			return invalidTarget(e.Left, kind)
		}
		return e
	case *ast.Name, *ast.Subscript, *ast.Attribute:
		return nil
	}
	return e
}

func firstInvalid(elts []ast.Expr, kind targetKind) ast.Expr {
	for _, e := range elts {
		if bad := invalidTarget(e, kind); bad != nil {
			return bad
		}
	}
	return nil
}

// raiseInvalidTarget raises an error if e cannot be a target.
func (p *parser) raiseInvalidTarget(e ast.Expr, kind targetKind) {
	bad := invalidTarget(e, kind)
	switch {
	case bad == nil:
	case kind == delTarget:
		p.raise(bad, "cannot delete %s", exprName(bad))
	default:
		p.raise(bad, "cannot assign to %s", exprName(bad))
	}
}

// setContext makes e, a valid target, a Store or Del target.
func setContext(e ast.Expr, ctx ast.Context) {
	switch e := e.(type) {
	case *ast.Name:
		e.Ctx = ctx
	case *ast.Attribute:
		e.Ctx = ctx
	case *ast.Subscript:
		e.Ctx = ctx
	case *ast.Starred:
		e.Ctx = ctx
		setContext(e.Value, ctx)
	case *ast.List:
		e.Ctx = ctx
		for _, x := range e.Elts {
			setContext(x, ctx)
		}
	case *ast.Tuple:
		e.Ctx = ctx
		for _, x := range e.Elts {
			setContext(x, ctx)
		}
	}
}

// isSingleTarget reports whether e can be annotated or augmented.
func isSingleTarget(e ast.Expr) bool {
	switch e.(type) {
	case *ast.Name, *ast.Attribute, *ast.Subscript:
		return true
	}
	return false
}
