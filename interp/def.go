package interp

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/runtime"
)

func opMAKEFUNCTION(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	self := function(R)
	fn := t.NewFunctionIn(constB(pc, K), self.Globals, self.Builtins)
	f := abi.Obj[abi.Function](fn)
	c, has := R+opC(pc), opX(pc)
	if has&bytecode.HasDefaults != 0 {
		f.Defaults = abi.Load(c)
	}
	if has&bytecode.HasKwDefaults != 0 {
		f.KwDefaults = abi.Load(c + word)
	}
	if has&bytecode.HasAnnotate != 0 {
		f.Annotate = abi.Load(c + 2*word)
	}
	if has&bytecode.HasClosure != 0 {
		f.Closure = abi.Load(c + 3*word)
	}
	setA(pc, R, fn)
	return pc + word, R, K
}

func opBUILDCLASS(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	v := t.BuildClassFunction(function(R).Builtins)
	return result(t, pc, R, K, v, 1)
}

func opIMPORTNAME(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	c := R + opC(pc)
	v := t.Import(function(R).Builtins, constB(pc, K), function(R).Globals, abi.Load(c), abi.Load(c+word))
	return result(t, pc, R, K, v, 1)
}

func opIMPORTFROM(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	return result(t, pc, R, K, t.ImportFrom(regB(pc, R), constC(pc, K)), 1)
}

func opIMPORTSTAR(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	return done(t, pc, R, K, t.ImportStar(regA(pc, R), abi.Load(R)), 1)
}

func opPRINTEXPR(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	return done(t, pc, R, K, t.DisplayHook(regA(pc, R)), 1)
}

// RunCode runs a code object that is not a function's (a module, a class body,
// exec) with its namespaces. locals is the mapping for names.
func (m *Machine) RunCode(t *runtime.Thread, code, globals, locals Value) Value {
	mark := t.Mark()
	defer t.Unroot(mark)
	fn := t.Root(t.NewFunction(code, globals))
	w := t.PushWindow(1)
	defer t.PopWindow(w)
	abi.Store(w.Base, locals) // register 0
	abi.Frame(w.Base).Func = fn
	return m.Call(t, w.Base, 0, Unbound)
}

// Globals implements runtime.Interp.
func (m *Machine) Globals(t *runtime.Thread) Value {
	if t.R == t.StackBase() {
		return Unbound
	}
	return function(t.R).Globals
}

// Locals implements runtime.Interp: the namespace of a module or class body, a
// new dict of the variables of a function.
func (m *Machine) Locals(t *runtime.Thread) Value {
	if t.R == t.StackBase() {
		return Unbound
	}
	return t.FrameNamespace(t.R, t.PC)
}
