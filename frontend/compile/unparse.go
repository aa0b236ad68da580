package compile

import "github.com/go-python/gopython/frontend/ast"

// unparse returns the source text of an annotation, normalised.
func unparse(e ast.Expr) string { return "?" }
