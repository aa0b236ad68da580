package symtable

import "maps"

type set map[string]bool

// analyze resolves the names of a module's scopes. It panics with an *Error.
func analyze(top *Scope) {
	block(top, set{}, set{}, nil)
}

// block resolves the names of s and of the scopes in it. bound are the names
// bound in enclosing functions, global those declared global there; both
// belong to this call. It returns the names that are to come from an enclosing
// function: free ones need a cell, direct ones (of an inlined comprehension)
// are variables of the very frame that s is part of, if it has them.
func block(s *Scope, bound, global set, class *Scope) (free, direct set) {
	free, direct = set{}, set{}
	own := set{}
	newBound, newGlobal := bound, global
	if s.Kind == Class { // its own names are invisible further in
		newBound, newGlobal = maps.Clone(bound), maps.Clone(global)
	}
	for _, name := range s.Order {
		if resolve(s, name, bound, global, class) {
			own[name] = true
		}
	}
	switch {
	case s.Kind == Class:
		newBound["__class__"] = true
		newBound["__classdict__"] = true
		newBound["__conditional_annotations__"] = true
	case s.FunctionLike():
		newBound = bound
		for _, name := range s.Order {
			if s.Symbols[name].Where == Local {
				newBound[name] = true
			}
		}
	}
	for _, child := range s.Children {
		var see *Scope
		if child.CanSeeClass {
			if see = class; s.Kind == Class {
				see = s
			}
		}
		f, d := block(child, maps.Clone(newBound), maps.Clone(newGlobal), see)
		maps.Copy(free, f)
		for name := range d {
			sym := s.Symbols[name]
			switch {
			case s.FunctionLike() && sym != nil && sym.Where == Local:
			case s.Inlined:
				direct[name] = true
			default:
				free[name] = true
			}
		}
	}
	if s.Inlined {
		maps.Copy(direct, own)
	} else {
		maps.Copy(free, own)
	}
	if s.FunctionLike() {
		for name := range free {
			if sym := s.Symbols[name]; sym != nil && sym.Where == Local {
				sym.Where = Cell
				delete(free, name)
			}
		}
	}
	if s.Kind == Class {
		s.NeedsClassCell = free["__class__"]
		s.NeedsClassDict = free["__classdict__"]
		delete(free, "__class__")
		delete(free, "__classdict__")
		if free["__conditional_annotations__"] {
			delete(free, "__conditional_annotations__")
			s.Symbols["__conditional_annotations__"].Where = Cell
		}
	}
	handThrough(s, free, bound)
	return free, direct
}

// handThrough makes the names that inner scopes take from outside free
// variables of s, too.
func handThrough(s *Scope, free, outer set) {
	for name := range free {
		sym := s.Symbols[name]
		switch {
		case sym == nil:
			s.Symbols[name] = &Symbol{Where: Free}
		case s.Kind == Class && sym.Flags&(bound|DefGlobal) != 0:
			sym.Flags |= DefFreeClass
		case sym.Where == GlobalImplicit && outer[name]:
			sym.Where = Free
		}
	}
}

// resolve sets what name means in s, and says whether it is free.
func resolve(s *Scope, name string, bnd, global set, class *Scope) bool {
	sym := s.Symbols[name]
	f := sym.Flags
	switch {
	case f&DefGlobal != 0:
		if f&DefNonlocal != 0 {
			s.directiveError(name, "name '"+name+"' is nonlocal and global")
		}
		sym.Where = GlobalExplicit
		global[name] = true
		delete(bnd, name)
		return false
	case f&DefNonlocal != 0:
		if s.Kind == Module {
			s.directiveError(name, "nonlocal declaration not allowed at module level")
		}
		if !bnd[name] {
			s.directiveError(name, "no binding for nonlocal '"+name+"' found")
		}
		sym.Where = Free
		return true
	case f&bound != 0:
		sym.Where = Local
		delete(global, name)
		return false
	}
	if class != nil && name != "__conditional_annotations__" {
		if cs := class.Symbols[name]; cs != nil {
			switch {
			case cs.Flags&DefGlobal != 0:
				sym.Where = GlobalExplicit
				return false
			case cs.Flags&bound != 0 && cs.Flags&DefNonlocal == 0:
				sym.Where = GlobalImplicit
				return false
			}
		}
	}
	if bnd[name] {
		sym.Where = Free
		return true
	}
	sym.Where = GlobalImplicit
	return false
}

func (s *Scope) directiveError(name, msg string) {
	e := &Error{Msg: msg}
	for _, d := range s.directives {
		if d.name == name {
			e.At = d.at
			break
		}
	}
	panic(e)
}
