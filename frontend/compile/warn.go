package compile

import (
	"math/big"

	"github.com/go-python/gopython/frontend/ast"
)

// typeName is the type that an expression certainly has, or "".
func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Tuple:
		return "tuple"
	case *ast.List, *ast.ListComp:
		return "list"
	case *ast.Dict, *ast.DictComp:
		return "dict"
	case *ast.Set, *ast.SetComp:
		return "set"
	case *ast.GeneratorExp:
		return "generator"
	case *ast.Lambda:
		return "function"
	case *ast.TemplateStr:
		return "string.templatelib.Template"
	case *ast.JoinedStr, *ast.FormattedValue:
		return "str"
	case *ast.Constant:
		switch e.Value.(type) {
		case nil:
			return "NoneType"
		case bool:
			return "bool"
		case int64, *big.Int:
			return "int"
		case float64:
			return "float"
		case ast.Imag:
			return "complex"
		case string:
			return "str"
		case ast.Bytes:
			return "bytes"
		case ast.EllipsisType:
			return "ellipsis"
		}
	}
	return ""
}

// warnCompare warns of "is" with a literal.
func (c *compiler) warnCompare(e *ast.Compare) {
	left := e.Left
	for i, op := range e.Ops {
		right := e.Comparators[i]
		if op == ast.Is || op == ast.IsNot {
			bad := left
			if !oddForIs(left) {
				bad = right
			}
			if oddForIs(bad) {
				text, instead := "is", "=="
				if op == ast.IsNot {
					text, instead = "is not", "!="
				}
				c.warn(&e.Range, `"`+text+`" with '`+typeName(bad)+`' literal. Did you mean "`+instead+`"?`)
			}
		}
		left = right
	}
}

func oddForIs(e ast.Expr) bool {
	k, ok := e.(*ast.Constant)
	if !ok {
		return false
	}
	switch k.Value.(type) {
	case nil, bool, ast.EllipsisType:
		return false
	}
	return true
}

// warnCaller warns of calls of what cannot be called.
func (c *compiler) warnCaller(e *ast.Call) {
	switch e.Func.(type) {
	case *ast.Lambda:
		return
	}
	if t := typeName(e.Func); t != "" {
		c.warn(&e.Range, "'"+t+"' object is not callable; perhaps you missed a comma?")
	}
}

// warnSubscript warns of subscripts that cannot work.
func (c *compiler) warnSubscript(e *ast.Subscript) {
	if e.Ctx != ast.Load {
		return
	}
	t := typeName(e.Value)
	switch t {
	case "NoneType", "bool", "int", "float", "complex", "ellipsis", "set", "generator", "function",
		"string.templatelib.Template":
		c.warn(&e.Range, "'"+t+"' object is not subscriptable; perhaps you missed a comma?")
	case "tuple", "list", "str", "bytes":
		i := typeName(e.Slice)
		if i == "" || i == "int" || i == "bool" {
			return
		}
		c.warn(&e.Range, t+" indices must be integers or slices, not "+i+"; perhaps you missed a comma?")
	}
}

// warnFinally warns of statements that leave a finally block.
func (c *compiler) warnFinally(list []ast.Stmt, inLoop bool) {
	for _, s := range list {
		switch s := s.(type) {
		case *ast.Return:
			c.warn(&s.Range, "'return' in a 'finally' block")
		case *ast.Break:
			if !inLoop {
				c.warn(&s.Range, "'break' in a 'finally' block")
			}
		case *ast.Continue:
			if !inLoop {
				c.warn(&s.Range, "'continue' in a 'finally' block")
			}
		case *ast.If:
			for elif := s; elif != nil; elif, _ = onlyIf(s.Orelse) { // without recursion
				s = elif
				c.warnFinally(s.Body, inLoop)
			}
			c.warnFinally(s.Orelse, inLoop)
		case *ast.For:
			c.warnFinally(s.Body, true)
			c.warnFinally(s.Orelse, inLoop)
		case *ast.While:
			c.warnFinally(s.Body, true)
			c.warnFinally(s.Orelse, inLoop)
		case *ast.With:
			c.warnFinally(s.Body, inLoop)
		case *ast.Try:
			c.warnFinally(s.Body, inLoop)
			for _, h := range s.Handlers {
				c.warnFinally(h.Body, inLoop)
			}
			c.warnFinally(s.Orelse, inLoop)
			c.warnFinally(s.Finalbody, inLoop)
		}
	}
}
