package runtime

import (
	"fmt"
	"slices"

	"github.com/go-python/gopython/internal/abi"
)

// Fields of every exception, the first slots of the instance.
const (
	ExcArgs      = iota // tuple
	ExcTraceback        // traceback or None
	ExcContext          // exception or None
	ExcCause            // exception or None
	ExcSuppress         // bool: __suppress_context__
	ExcExtra            // first field of the class's own
)

// Raise sets a new exception with the formatted message and returns Raised.
func (t *Thread) Raise(class *Type, format string, args ...any) Value {
	msg := format
	if len(args) > 0 {
		msg = fmt.Sprintf(format, args...)
	}
	return t.RaiseArgs(class, t.NewStr(msg))
}

// RaiseArgs sets a new exception with these args and returns Raised.
func (t *Thread) RaiseArgs(class *Type, args ...Value) Value {
	return t.RaiseExc(t.NewException(class, args...))
}

// RaiseExc makes exc the pending exception, with what is being handled as its
// context, and returns Raised.
func (t *Thread) RaiseExc(exc Value) Value {
	t.setContext(exc)
	t.exc = exc
	return Raised
}

// NewException makes an exception of a builtin class (or one with the same
// fields) without running its __init__.
func (t *Thread) NewException(class *Type, args ...Value) Value {
	v := t.NewInstance(class)
	f := abi.Values(v.Addr()+instanceSize, ExcExtra)
	f[ExcArgs], f[ExcTraceback], f[ExcContext], f[ExcCause], f[ExcSuppress] = t.NewTuple(args), None, None, None, False
	if class.excInit != nil {
		class.excInit(t, v, slices.Clone(args)) // so that args need not be in the heap without one
	}
	return v
}

// setContext links exc to the exception being handled, breaking cycles.
func (t *Thread) setContext(exc Value) {
	ctx := t.Handled
	if ctx == None || ctx == exc || !ctx.IsPtr() {
		return
	}
	for o, n := ctx, 0; n < 1<<20; n++ {
		next := Slot(o, ExcContext)
		if next == exc {
			t.SetSlot(o, ExcContext, None)
			break
		}
		if next == None || !next.IsPtr() {
			break
		}
		o = next
	}
	t.SetSlot(exc, ExcContext, ctx)
}

// RaiseKey raises KeyError(key).
func (t *Thread) RaiseKey(key Value) Value { return t.RaiseArgs(t.Exc.KeyError, key) }

// IsException reports whether v is an instance of BaseException.
func (t *Thread) IsException(v Value) bool {
	return v.IsKind(abi.KindInstance) && t.traits(t.TypeOf(v)).exception
}

// IsExceptionClass reports whether v is a class derived from BaseException.
func (t *Thread) IsExceptionClass(v Value) bool {
	typ := t.TypeFor(v)
	return typ != nil && t.traits(typ).exception
}

// ExceptionOf makes what `raise v` raises: v itself, or v called when it is a
// class. Raised when v is neither.
func (t *Thread) ExceptionOf(v Value) Value {
	switch {
	case t.IsException(v):
		return v
	case t.IsExceptionClass(v):
		exc := t.Call(v)
		if exc != Raised && !t.IsException(exc) {
			return t.Raise(t.Exc.TypeError, "calling %s should have returned an instance of BaseException, not %s",
				t.MustRepr(v), t.MustRepr(t.TypeOf(exc).Obj))
		}
		return exc
	}
	return t.Raise(t.Exc.TypeError, "exceptions must derive from BaseException")
}

// TypeName is the name of v's class, for messages.
func (t *Thread) TypeName(v Value) string { return t.TypeOf(v).Name }

// MustRepr is repr(v) for messages; when that fails, a placeholder.
func (t *Thread) MustRepr(v Value) string {
	saved := t.exc
	r := t.Repr(v)
	if r == Raised {
		t.exc = saved
		return "<" + t.TypeName(v) + " object>"
	}
	return t.GoString(r)
}
