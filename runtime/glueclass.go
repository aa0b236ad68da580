package runtime

import (
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
)

// NewGenerator makes a generator (coroutine, ...) that runs fn and has room for
// its registers.
func (t *Thread) NewGenerator(fn Value, regs int) Value {
	f := abi.Obj[abi.Function](fn)
	typ := t.Types.Generator
	switch flags := abi.Obj[abi.Code](f.Code).Flags; {
	case flags&bytecode.FlagCoroutine != 0:
		typ = t.Types.Coroutine
	case flags&bytecode.FlagAsyncGenerator != 0:
		typ = t.Types.AsyncGenerator
	}
	addr := t.Heap.Alloc(unsafe.Sizeof(abi.Generator{}), abi.Header{Shape: typ.rootShape, Kind: abi.KindGenerator, Aux: abi.GenCreated}.Word())
	g := abi.ObjAt[abi.Generator](addr)
	g.Func, g.Yielded, g.Handled, g.Outer, g.Name, g.Qual = fn, Unbound, None, None, f.Name, f.Qualname
	g.Frame = t.newItemsZero(regs)
	abi.ObjAt[abi.Header](g.Frame - abi.BufHeader).Aux = abi.ItemsFrame
	return abi.Ptr(addr)
}

// DelegateSend is one step of `yield from it`: it sends a value and returns
// what is yielded or, with ended, the value of the whole expression.
func (t *Thread) DelegateSend(it, sent Value) (v Value, ended bool) {
	t.GenResult = None
	switch {
	case it.IsKind(abi.KindGenerator):
		v = t.resumeGenerator(it, sent)
	case it.IsKind(abi.KindCell): // throw() ended the iterator: see endDelegate
		return abi.Obj[abi.Cell](it).V, true
	case sent == None:
		v = t.Next(it)
	default:
		if v = t.CallMethod(it, t.names.Send, sent); v == Raised && t.exc != Unbound && t.TypeOf(t.exc).IsSubtype(t.Exc.StopIteration) {
			t.GenResult = Slot(t.TakePending(), ExcExtra)
			v = Unbound
		}
	}
	switch {
	case v != Unbound:
		return v, false
	case sent == None:
		return t.iterResult(it), true
	}
	return t.GenResult, true
}

// resumeGenerator continues a generator: Unbound when it returned, with the
// value in GenResult.
func (t *Thread) resumeGenerator(gen, sent Value) Value {
	switch t.genState(gen) {
	case abi.GenRunning:
		return t.Raise(t.Exc.ValueError, "%s already executing", genKind(gen, t))
	case abi.GenDone:
		t.GenResult = None
		return Unbound
	case abi.GenCreated:
		if sent != None {
			return t.Raise(t.Exc.TypeError, "can't send non-None value to a just-started %s", genKind(gen, t))
		}
	}
	if t.native >= MaxNative {
		return t.Raise(t.Exc.RecursionError, "maximum recursion depth exceeded")
	}
	t.native++
	v := t.Interp.Resume(t, gen, sent, Unbound)
	t.native--
	return v
}

// drain continues a generator that is not running until it ends, and appends
// what it yields to a list.
func (t *Thread) drain(gen, list Value) bool {
	if t.native >= MaxNative {
		t.Raise(t.Exc.RecursionError, "maximum recursion depth exceeded")
		return false
	}
	t.native++
	ok := t.Interp.Drain(t, gen, list)
	t.native--
	return ok
}

// BuildClassFunction returns __build_class__ as the running code sees it.
func (t *Thread) BuildClassFunction(builtins Value) Value {
	if v := t.DictGetStr(builtins, t.names.BuildClass); v != Unbound {
		return v
	}
	return t.Raise(t.Exc.NameError, "__build_class__ not found")
}

// Import is what an import statement does: __import__ of the builtins, called
// directly when it is the original one.
func (t *Thread) Import(builtins, name, globals, level, fromlist Value) Value {
	f := t.DictGetStr(builtins, t.names.Import)
	switch {
	case f == Unbound:
		return t.Raise(t.Exc.ImportError, "__import__ not found")
	case f.IsKind(abi.KindNative) && t.NativeDefOf(f).Name == "__import__":
		return t.ImportName(name, globals, fromlist, int(level.Int()))
	}
	return t.Call(f, name, globals, None, fromlist, level)
}

// DisplayHook calls sys.displayhook(v).
func (t *Thread) DisplayHook(v Value) bool {
	hook := t.SysGet("displayhook")
	if hook == Unbound {
		t.Raise(t.Exc.RuntimeError, "lost sys.displayhook")
		return false
	}
	return t.Call(hook, v) != Raised
}

// PropertySetter is PropertyGetter for setting.
func (t *Thread) PropertySetter(v Value) Value {
	if !v.IsPtr() || v.Shape() != t.Types.Property.rootShape {
		return Unbound
	}
	return Slot(v, propSet)
}

// PropertyGetter returns the getter of an exact property, Unbound for anything else.
func (t *Thread) PropertyGetter(v Value) Value {
	if !v.IsPtr() || v.Shape() != t.Types.Property.rootShape {
		return Unbound
	}
	return Slot(v, propGet)
}
