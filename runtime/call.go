package runtime

import (
	"reflect"

	"github.com/go-python/gopython/internal/abi"
)

func sameFunc(a, b BinaryFunc) bool {
	return a != nil && b != nil && reflect.ValueOf(a).Pointer() == reflect.ValueOf(b).Pointer()
}

// Call calls f with positional arguments.
func (t *Thread) Call(f Value, args ...Value) Value {
	w := t.PushWindow(len(args))
	abi.CopyValues(w.Base, args)
	abi.Frame(w.Base).Func = f
	r := t.CallWindow(w.Base, len(args), Unbound)
	t.PopWindow(w)
	return r
}

// CallBound calls a Python function whose parameters are bound: args are the
// first registers of its frame.
func (t *Thread) CallBound(f Value, args []Value) Value {
	if t.native >= MaxNative {
		return t.Raise(t.Exc.RecursionError, "maximum recursion depth exceeded")
	}
	w := t.PushWindow(len(args))
	abi.CopyValues(w.Base, args)
	abi.Frame(w.Base).Func = f
	t.native++
	r := t.Interp.Call(t, w.Base, Bound, Unbound)
	t.native--
	t.PopWindow(w)
	return r
}

// CallKw calls f; the last values of args are named by kwnames, a tuple of
// str or Unbound.
func (t *Thread) CallKw(f Value, args []Value, kwnames Value) Value {
	w := t.PushWindow(len(args))
	abi.CopyValues(w.Base, args)
	abi.Frame(w.Base).Func = f
	m := t.Mark()
	t.Root(kwnames)
	r := t.CallWindow(w.Base, len(args), kwnames)
	t.Unroot(m)
	t.PopWindow(w)
	return r
}

// CallPrepend calls f with first in front of args.
func (t *Thread) CallPrepend(f, first Value, args []Value, kwnames Value) Value {
	w := t.PushWindow(len(args) + 1)
	abi.CopyValues(w.Base+abi.Word, args)
	abi.Store(w.Base, first)
	abi.Frame(w.Base).Func = f
	m := t.Mark()
	t.Root(kwnames)
	r := t.CallWindow(w.Base, len(args)+1, kwnames)
	t.Unroot(m)
	t.PopWindow(w)
	return r
}

// CallWindow calls what is in the Func of the window at base with the n
// arguments there. Used by the interpreter for everything that is not a
// Python function, too.
func (t *Thread) CallWindow(base uintptr, n int, kwnames Value) Value {
	f := abi.Frame(base).Func
	switch f.Kind() {
	case abi.KindFunction:
		if t.native >= MaxNative {
			return t.Raise(t.Exc.RecursionError, "maximum recursion depth exceeded")
		}
		t.native++
		r := t.Interp.Call(t, base, n, kwnames)
		t.native--
		return r
	case abi.KindNative:
		return t.callNativeObject(f, abi.Values(base, n), kwnames)
	case abi.KindMethod:
		m := abi.Obj[abi.Method](f)
		if t.tooDeep() {
			return Raised
		}
		t.native++
		r := t.CallPrepend(m.Func, m.Self, abi.Values(base, n), kwnames)
		t.native--
		return r
	case abi.KindType:
		if typ := t.TypeFor(f); typ.Meta == t.Types.Type && typ != t.Types.Type && t.native < MaxNative {
			t.native++
			r := t.CallType(typ, abi.Values(base, n), kwnames)
			t.native--
			return r
		}
		return t.callSlot(f, abi.Values(base, n), kwnames)
	}
	return t.callSlot(f, abi.Values(base, n), kwnames)
}

func (t *Thread) callNativeObject(f Value, args []Value, kwnames Value) Value {
	o := abi.Obj[abi.Native](f)
	d := t.natives[o.Index]
	switch f.Shape() {
	case t.Types.Builtin.rootShape:
		if o.Self == Unbound {
			return t.CallNative(d, args, kwnames)
		}
		if t.native >= MaxNative {
			return t.Raise(t.Exc.RecursionError, "maximum recursion depth exceeded")
		}
		t.native++
		r := t.callNativeWith(d, o.Self, args, kwnames)
		t.native--
		return r
	case t.Types.MethodDescr.rootShape, t.Types.WrapperDescr.rootShape:
		if !t.checkReceiver(d, o.Self, args) {
			return Raised
		}
		return t.CallNative(d, args, kwnames)
	}
	return t.callSlot(f, args, kwnames)
}

// checkReceiver verifies that the first argument of an unbound method is an
// instance of the class it belongs to.
func (t *Thread) checkReceiver(d *NativeDef, class Value, args []Value) bool {
	typ := t.TypeFor(class)
	if len(args) == 0 {
		if d.wrapper {
			t.Raise(t.Exc.TypeError, "descriptor '%s' of '%s' object needs an argument", d.Name, typ.Name)
		} else {
			t.Raise(t.Exc.TypeError, "unbound method %s.%s() needs an argument", typ.Name, d.Name)
		}
		return false
	}
	if !t.TypeOf(args[0]).IsSubtype(typ) {
		if d.wrapper {
			t.Raise(t.Exc.TypeError, "descriptor '%s' requires a '%s' object but received a '%s'", d.Name, typ.Name, t.TypeName(args[0]))
			return false
		}
		t.Raise(t.Exc.TypeError, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object", d.Name, typ.Name, t.TypeName(args[0]))
		return false
	}
	return true
}

func (t *Thread) callSlot(f Value, args []Value, kwnames Value) Value {
	typ := t.TypeOf(f)
	if typ.Slots.Call == nil {
		return t.Raise(t.Exc.TypeError, "'%s' object is not callable", typ.Name)
	}
	if t.native >= MaxNative {
		return t.Raise(t.Exc.RecursionError, "maximum recursion depth exceeded")
	}
	t.native++
	r := typ.Slots.Call(t, f, args, kwnames)
	t.native--
	return r
}

// CallMethod calls v.name(args...), name being an interned str.
func (t *Thread) CallMethod(v, name Value, args ...Value) Value {
	f, bound := t.LoadMethod(v, name)
	if f == Raised {
		return Raised
	}
	if !bound {
		return t.Call(f, args...)
	}
	return t.CallPrepend(f, v, args, Unbound)
}

// CallType is what calling a class does: __new__, then __init__.
func (t *Thread) CallType(typ *Type, args []Value, kwnames Value) Value {
	if typ.Slots.New == nil {
		return t.Raise(t.Exc.TypeError, "cannot create '%s' instances", typ.Name)
	}
	v := typ.Slots.New(t, typ, args, kwnames)
	if v == Raised || !t.TypeOf(v).IsSubtype(typ) {
		return v
	}
	if typ.skipInit && t.TypeOf(v) == typ {
		return v
	}
	if init := t.TypeOf(v).Slots.Init; init != nil {
		m := t.Mark()
		t.Root(v)
		ok := init(t, v, args, kwnames)
		t.Unroot(m)
		if !ok {
			return Raised
		}
	}
	return v
}
