package compile

import (
	"maps"
	"slices"

	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/frontend/symtable"
	"github.com/go-python/gopython/internal/bytecode"
)

func (c *compiler) classDef(s *ast.ClassDef) {
	if len(s.TypeParams) > 0 {
		c.unsupported(&s.Range, "type parameter")
	}
	c.checkKeywords(s.Keywords)
	c.decorated(s.DecoratorList, s.Name, &s.Range, func(want int) int {
		u := c.u
		scope := c.table.Scope(s, symtable.Body)
		code := c.classCode(s, scope)
		mark := u.top
		w := mark + header
		u.use(w + 2)
		u.emit(&s.Range, bytecode.BUILDCLASS, 0, w-1, 0, 0)
		u.top = w + 1
		c.makeFunction(code, scope, funcExtras{}, &s.Range, w)
		u.top = w + 1
		c.constant(s.Name, &s.Range, -1)
		c.callArgsAfter(2, s.Bases, s.Keywords, w, &s.Range)
		if want >= 0 {
			u.top = mark
			u.move(&s.Range, want, w)
			return want
		}
		u.top = w + 1
		return w
	})
}

func (c *compiler) classCode(s *ast.ClassDef, scope *symtable.Scope) *bytecode.Code {
	u := c.push(scope, s.Name, firstLine(s.DecoratorList, &s.Range))
	u.static = map[string]bool{}
	at := &ast.Range{Line: int32(u.code.FirstLine), EndLine: int32(u.code.FirstLine)}
	t := u.alloc()
	set := func(name string, r int) { u.emit(at, bytecode.STORENAME, 0, r, u.name(name), 0) }
	u.emit(at, bytecode.LOADNAME, 0, t, u.name("__name__"), 0)
	set("__module__", t)
	set("__qualname__", c.constant(u.code.Qualname, at, t))
	set("__firstlineno__", c.constant(int64(u.code.FirstLine), at, t))
	if scope.NeedsClassDict {
		u.emit(at, bytecode.LOADLOCALS, 0, t, 0, 0)
		u.emit(at, bytecode.STORECELL, 0, u.vars["__classdict__"], t, 0)
	}
	u.top = u.fixed
	body := s.Body
	finish := c.classAnnotations(body, scope, at)
	c.stmts(c.documented(body))
	u.top = u.fixed
	finish()
	u.code.StaticAttrs = slices.Sorted(maps.Keys(u.static))
	names := bytecode.Tuple{}
	for _, n := range u.code.StaticAttrs {
		names = append(names, n)
	}
	t = u.alloc()
	set("__static_attributes__", c.constant(names, at, t))
	if scope.NeedsClassDict {
		set("__classdictcell__", u.vars["__classdict__"])
	}
	if scope.NeedsClassCell {
		r := u.vars["__class__"]
		set("__classcell__", r)
		u.emit(at, bytecode.RETURN, 0, r, 0, 0)
	} else {
		c.ret(c.constant(nil, at, t), at)
	}
	return c.pop()
}

// noteStatic notes an assignment to self.X for the class around.
func (c *compiler) noteStatic(t *ast.Attribute) {
	if n, ok := t.Value.(*ast.Name); !ok || n.ID != "self" {
		return
	}
	for u := c.u; u != nil; u = u.parent {
		if u.base.Kind == symtable.Class {
			u.static[t.Attr] = true
			return
		}
	}
}
