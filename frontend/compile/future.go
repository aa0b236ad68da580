package compile

import "github.com/go-python/gopython/frontend/ast"

var futures = map[string]bool{
	"nested_scopes": true, "generators": true, "division": true, "absolute_import": true,
	"with_statement": true, "print_function": true, "unicode_literals": true,
	"barry_as_FLUFL": true, "generator_stop": true, "annotations": true,
}

// futureImports checks the imports from __future__ at the start of a module,
// and that there are none elsewhere.
func (c *compiler) futureImports(mod ast.Mod) {
	var list []ast.Stmt
	switch m := mod.(type) {
	case *ast.Module:
		list = m.Body
	case *ast.Interactive:
		list = m.Body
	}
	done := false
	for i, s := range list {
		imp, ok := s.(*ast.ImportFrom)
		if !ok || imp.Module != "__future__" || imp.Level != 0 {
			if _, _, doc := docstring(list[i : i+1]); !doc || i > 0 {
				done = true
			}
			continue
		}
		if done {
			return // reported when the statement is compiled
		}
		if c.futures == nil {
			c.futures = map[*ast.ImportFrom]bool{}
		}
		c.futures[imp] = true
		c.checkFuture(imp)
	}
}

func (c *compiler) checkFuture(imp *ast.ImportFrom) {
	for _, a := range imp.Names {
		switch {
		case a.Name == "braces":
			c.fail(&a.Range, "not a chance")
		case !futures[a.Name]:
			c.fail(&a.Range, "future feature "+a.Name+" is not defined")
		case a.Name == "annotations":
			c.future = true
		}
	}
}
