package compile

import (
	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/frontend/symtable"
	"github.com/go-python/gopython/internal/bytecode"
)

// placeKind says where a variable is.
type placeKind uint8

const (
	inRegister    placeKind = iota
	inCell                  // the register holds a cell
	inFreeCell              // likewise, the cell being an enclosing function's
	inGlobals               // the module's namespace, then builtins
	inNamespace             // the namespace of a module or class
	inClassCell             // the class's namespace, then a free variable
	inDictGlobals           // the dict in the cell __classdict__, then globals
	inDictCell              // the same dict, then a free variable
)

type place struct {
	kind placeKind
	reg  int
}

func (c *compiler) mangle(name string) string {
	return symtable.Mangle(c.u.scope.Private, name)
}

// lookup finds a mangled name from the current scope.
func (u *unit) lookup(name string) place {
	s := u.scope
	for {
		sym := s.Symbols[name]
		if sym == nil {
			if s.Inlined {
				s = s.Parent
				continue
			}
			if r, ok := u.vars[name]; ok { // __class__ in a comprehension of a class body
				return place{inCell, r}
			}
			return u.global(s, place{kind: inGlobals})
		}
		switch sym.Where {
		case symtable.Local:
			if s.Inlined {
				return place{inRegister, u.compVars[s][name]}
			}
			if !s.FunctionLike() {
				if u.scope != s && s.Kind == symtable.Class {
					return u.freePlace(name)
				}
				return place{kind: inNamespace}
			}
			return place{inRegister, u.vars[name]}
		case symtable.Cell:
			if s.Inlined {
				return place{inCell, u.compVars[s][name]}
			}
			return place{inCell, u.vars[name]}
		case symtable.Free:
			if s.Inlined {
				s = s.Parent
				continue
			}
			return u.freePlace(name)
		case symtable.GlobalExplicit:
			return place{kind: inGlobals}
		default:
			return u.global(s, place{kind: inGlobals})
		}
	}
}

// freePlace is the place of a free variable, or of a cell of a class body.
func (u *unit) freePlace(name string) place {
	if r, ok := u.free[name]; ok {
		if u.scope.Kind == symtable.Class {
			return place{inClassCell, r}
		}
		return place{inFreeCell, r}
	}
	return place{inCell, u.vars[name]}
}

// global is the place of a name that no scope binds.
func (u *unit) global(s *symtable.Scope, p place) place {
	switch {
	case s.CanSeeClass:
		if q := u.lookup("__classdict__"); q.kind == inFreeCell || q.kind == inCell {
			return place{inDictGlobals, q.reg}
		}
	case u.base.Kind == symtable.Module,
		u.base.Kind == symtable.Class && u.scope == u.base:
		return place{kind: inNamespace}
	}
	return p
}

// load puts the value of a variable into register want, or says in which it is
// when want is negative.
func (c *compiler) load(id string, at *ast.Range, want int) int {
	u := c.u
	name := c.mangle(id)
	p := u.lookup(name)
	if p.kind == inRegister {
		u.check(p.reg, name, at)
		if want < 0 {
			return p.reg
		}
		u.move(at, want, p.reg)
		return want
	}
	d := u.dst(want)
	k := u.name(name)
	switch p.kind {
	case inCell:
		u.emit(at, bytecode.LOADCELL, 0, d, p.reg, k)
	case inFreeCell:
		if dict := u.classDict(name); dict.kind == inFreeCell {
			c.loadDictCell(d, p.reg, dict.reg, k, at)
			if want < 0 {
				u.top = d + 1
			}
			return d
		}
		u.emit(at, bytecode.LOADCELL, 1, d, p.reg, k)
	case inGlobals:
		u.emit(at, bytecode.LOADGLOBAL, 0, d, k, 0)
	case inNamespace:
		u.emit(at, bytecode.LOADNAME, 0, d, k, 0)
	case inClassCell:
		u.emit(at, bytecode.LOADCLASSCELL, 0, d, p.reg, k)
	case inDictGlobals:
		t := u.alloc()
		u.emit(at, bytecode.LOADCELL, 1, t, p.reg, u.name("__classdict__"))
		u.emit(at, bytecode.LOADDICTGLOBAL, 0, d, t, k)
		if want < 0 {
			u.top = d + 1
		} else {
			u.top = t
		}
	}
	return d
}

// classDict is the place of __classdict__ where names are looked up in it
// before free variables, and otherwise something else than a free cell.
func (u *unit) classDict(name string) place {
	switch name {
	case "__classdict__", "__class__", "__conditional_annotations__":
	default:
		if u.scope.CanSeeClass {
			return u.lookup("__classdict__")
		}
	}
	return place{}
}

// loadDictCell loads a variable from the namespace of the class around, or
// else from a cell.
func (c *compiler) loadDictCell(d, cell, dict, k int, at *ast.Range) {
	u := c.u
	mark := u.top
	t := u.alloc()
	u.emit(at, bytecode.LOADCELL, 1, t, dict, u.name("__classdict__"))
	if t < 256 { // what the instruction can name
		u.emit(at, bytecode.LOADDICTCELL, uint8(t), d, cell, k)
	} else {
		u.emit(at, bytecode.LOADCELL, 1, d, cell, k)
	}
	u.top = mark
}

// check makes sure that a variable in a register has a value.
func (u *unit) check(r int, name string, at *ast.Range) {
	if r >= u.fixed || u.state.has(r) {
		return
	}
	u.emit(at, bytecode.CHECK, 0, r, u.name(name), 0)
	u.state.set(r)
	u.unboundAtEntry(r)
}

// unboundAtEntry sees to it that the register of a variable is cleared before
// it can be looked at.
func (u *unit) unboundAtEntry(r int) {
	if i := u.compClears[r]; i != nil {
		i.skip = false
	} else {
		u.needClear[r] = true
	}
}

// target is the register that a store to a name could write directly, or -1.
func (c *compiler) target(e ast.Expr) int {
	n, ok := e.(*ast.Name)
	if !ok {
		return -1
	}
	if p := c.u.lookup(c.mangle(n.ID)); p.kind == inRegister {
		return p.reg
	}
	return -1
}

// storeName assigns the value in register r to a variable.
func (c *compiler) storeName(id string, r int, at *ast.Range) {
	u := c.u
	name := c.mangle(id)
	switch p := u.lookup(name); p.kind {
	case inRegister:
		u.move(at, p.reg, r)
		u.state.set(p.reg)
	case inCell, inFreeCell:
		u.emit(at, bytecode.STORECELL, 0, p.reg, r, 0)
	case inClassCell:
		if sym := u.scope.Lookup(name); sym != nil && sym.Where == symtable.Free {
			u.emit(at, bytecode.STORECELL, 0, p.reg, r, 0)
		} else {
			u.emit(at, bytecode.STORENAME, 0, r, u.name(name), 0)
		}
	case inNamespace:
		u.emit(at, bytecode.STORENAME, 0, r, u.name(name), 0)
	default:
		u.emit(at, bytecode.STOREGLOBAL, 0, r, u.name(name), 0)
	}
}

// deleteName unbinds a variable.
func (c *compiler) deleteName(id string, at *ast.Range) {
	u := c.u
	name := c.mangle(id)
	k := u.name(name)
	switch p := u.lookup(name); p.kind {
	case inRegister:
		u.check(p.reg, name, at)
		u.emit(at, bytecode.CLEAR, 0, p.reg, 1, 0)
		u.state.clear(p.reg)
	case inCell:
		u.emit(at, bytecode.DELCELL, 0, p.reg, k, 0)
	case inFreeCell, inClassCell:
		u.emit(at, bytecode.DELCELL, 1, p.reg, k, 0)
	case inNamespace:
		u.emit(at, bytecode.DELNAME, 0, 0, k, 0)
	default:
		u.emit(at, bytecode.DELGLOBAL, 0, 0, k, 0)
	}
}

// constant puts a constant into a register.
func (c *compiler) constant(v any, at *ast.Range, want int) int {
	d := c.u.dst(want)
	c.u.emit(at, bytecode.LOADK, 0, d, c.u.wideConst(v), 0)
	return d
}

// none puts None into a new register.
func (c *compiler) none(at *ast.Range) int { return c.constant(nil, at, -1) }
