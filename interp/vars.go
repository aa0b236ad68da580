package interp

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/runtime"
)

func opCLEAR(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	a := R + opA(pc)
	for i := uintptr(0); i < opB(pc); i++ {
		abi.Store(a+i*word, Unbound)
	}
	return pc + word, R, K
}

func opCHECK(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	raiseUnbound(t, constB(pc, K), opX(pc) == 1)
	return unwind(t, pc, R, true)
}

func raiseUnbound(t *runtime.Thread, name Value, free bool) {
	if free {
		t.RaiseName(t.Exc.NameError, name, "cannot access free variable '%s' where it is not associated with a value in enclosing scope")
	} else {
		t.RaiseName(t.Exc.UnboundLocalError, name, "cannot access local variable '%s' where it is not associated with a value")
	}
}

func opMAKECELL(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	setA(pc, R, t.NewCell(regA(pc, R)))
	return pc + word, R, K
}

func slowLoadCell(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	raiseUnbound(t, constC(pc, K), opX(pc) == 1)
	return unwind(t, pc, R, true)
}

func opSTORECELL(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	cell := regA(pc, R)
	abi.Obj[abi.Cell](cell).V = regB(pc, R)
	t.Heap.Barrier(cell.Addr())
	return pc + word, R, K
}

func opDELCELL(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	cell := abi.Obj[abi.Cell](regA(pc, R))
	if cell.V == Unbound {
		save(t, pc, R)
		raiseUnbound(t, constB(pc, K), opX(pc) == 1)
		return unwind(t, pc, R, true)
	}
	cell.V = Unbound
	return pc + word, R, K
}

func opCOPYFREE(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	closure := abi.Obj[abi.Function](abi.Frame(R).Func).Closure
	for i, cell := range abi.TupleItems(closure) {
		abi.Store(R+opA(pc)+uintptr(i)*word, cell)
	}
	return pc + word, R, K
}

func opLOADCLASSCELL(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	return loadDictCell(t, pc, R, K, abi.Load(R))
}

func opLOADDICTCELL(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	return loadDictCell(t, pc, R, K, abi.Load(R+uintptr(opX(pc))*word))
}

func loadDictCell(t *runtime.Thread, pc, R, K uintptr, ns Value) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	v := namespaceGet(t, ns, constC(pc, K))
	if v == Unbound {
		if v = abi.Obj[abi.Cell](regB(pc, R)).V; v == Unbound {
			raiseUnbound(t, constC(pc, K), true)
			v = Raised
		}
	}
	return result(t, pc, R, K, v, 1)
}

// namespaceGet reads a name from a namespace: a dict, or any mapping. Unbound
// when it is not there.
func namespaceGet(t *runtime.Thread, ns, name Value) Value {
	if t.IsExactDict(ns) {
		return t.DictGetStr(ns, name)
	}
	v := t.GetItem(ns, name)
	if v == Raised && t.Catch(t.Exc.KeyError) {
		return Unbound
	}
	return v
}

func function(R uintptr) *abi.Function { return abi.Obj[abi.Function](abi.Frame(R).Func) }

// globalGet reads a global or builtin, filling the cache at pc+8 (two words)
// when cache is set; NameError when there is none.
func globalGet(t *runtime.Thread, pc, R uintptr, name Value, cache bool) Value {
	f := function(R)
	if i := t.DictFindStr(f.Globals, name); i >= 0 {
		if cache {
			abi.Store32(pc+8, uint32(t.WatchDict(f.Globals)))
			abi.Store32(pc+12, 0)
			abi.Store64(pc+16, uint64(i)*entryBytes+entryValue)
		}
		return runtime.DictEntryAt(f.Globals, i).Value
	}
	if !t.IsExactDict(f.Builtins) {
		if v := namespaceGet(t, f.Builtins, name); v != Unbound {
			return v
		}
	} else if i := t.DictFindStr(f.Builtins, name); i >= 0 {
		if cache {
			abi.Store32(pc+8, uint32(t.WatchDict(f.Globals)))
			abi.Store32(pc+12, uint32(t.WatchDict(f.Builtins)))
			abi.Store64(pc+16, uint64(i)*entryBytes+entryValue)
		}
		return runtime.DictEntryAt(f.Builtins, i).Value
	}
	return t.RaiseName(t.Exc.NameError, name, "name '%s' is not defined")
}

const (
	entryBytes = uint64(abi.DictEntryWords) * word
	entryValue = 2 * word
)

//go:noinline
func slowLoadGlobal(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	v := Unbound
	if g := function(R).Globals; !t.IsExactDict(g) {
		v = namespaceGet(t, g, constB(pc, K))
	}
	if v == Unbound {
		v = globalGet(t, pc, R, constB(pc, K), true)
	}
	return result(t, pc, R, K, v, 3)
}

func opSTOREGLOBAL(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	g := function(R).Globals
	t.DictSetStr(g, constB(pc, K), regA(pc, R))
	return pc + 2*word, R, K
}

func opDELGLOBAL(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	return delFrom(t, pc, R, K, function(R).Globals)
}

func delFrom(t *runtime.Thread, pc, R, K uintptr, ns Value) (uintptr, uintptr, uintptr) {
	name := constB(pc, K)
	if !t.IsExactDict(ns) {
		ok := t.DelItem(ns, name)
		if !ok && t.Catch(t.Exc.KeyError) {
			t.RaiseName(t.Exc.NameError, name, "name '%s' is not defined")
		}
		return done(t, pc, R, K, ok, 1)
	}
	if t.DictFindStr(ns, name) < 0 {
		t.RaiseName(t.Exc.NameError, name, "name '%s' is not defined")
		return unwind(t, pc, R, true)
	}
	return done(t, pc, R, K, t.DictDelStr(ns, name), 1)
}

func opLOADNAME(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	ns, f := abi.Load(R), function(R)
	if ns == f.Globals {
		// The same cache as LOADGLOBAL's.
		if g := f.Globals.Addr(); abi.Load32(pc+8) == abi.Load32(g+dictKeyVer) {
			b := abi.Load32(pc + 12)
			if b != 0 {
				g = f.Builtins.Addr()
			}
			if b == 0 || b == abi.Load32(g+dictKeyVer) {
				setA(pc, R, abi.Load(abi.LoadPtr(g+dictEntries)+uintptr(abi.Load64(pc+16))))
				return pc + 3*word, R, K
			}
		}
		return slowLoadGlobal(t, pc, R, K)
	}
	save(t, pc, R)
	v := namespaceGet(t, ns, constB(pc, K))
	if v == Unbound {
		v = globalGet(t, pc, R, constB(pc, K), false)
	}
	return result(t, pc, R, K, v, 3)
}

func opSTORENAME(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	ns := abi.Load(R)
	// Cached: the version of the keys and the place of the value.
	if o := ns.Addr(); ns.IsKind(abi.KindDict) && abi.Load32(pc+8) == abi.Load32(o+dictKeyVer) {
		entries := abi.LoadPtr(o + dictEntries)
		if abi.Load8(entries-abi.BufHeader+5)&gcLog == 0 && abi.Obj[abi.Dict](ns).Aux&abi.DictGuarded == 0 {
			abi.Store(entries+uintptr(abi.Load32(pc+12)), regA(pc, R))
			return pc + 2*word, R, K
		}
	}
	save(t, pc, R)
	name := constB(pc, K)
	if !t.IsExactDict(ns) {
		return done(t, pc, R, K, t.SetItem(ns, name, regA(pc, R)), 2)
	}
	t.DictSetStr(ns, name, regA(pc, R))
	if abi.Obj[abi.Dict](ns).Aux&abi.DictWatched != 0 {
		abi.Store32(pc+8, uint32(abi.Obj[abi.Dict](ns).KeyVer))
		abi.Store32(pc+12, uint32(uint64(t.DictFindStr(ns, name))*entryBytes+entryValue))
	}
	return pc + 2*word, R, K
}

func opDELNAME(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	return delFrom(t, pc, R, K, abi.Load(R))
}

func opLOADDICTGLOBAL(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	v := namespaceGet(t, regB(pc, R), constC(pc, K))
	if v == Unbound {
		v = globalGet(t, pc, R, constC(pc, K), false)
	}
	return result(t, pc, R, K, v, 1)
}

func opLOADLOCALS(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	setA(pc, R, abi.Load(R))
	return pc + word, R, K
}
