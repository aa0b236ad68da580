package runtime

// The builtins of asynchronous iteration, and breakpoint.

var builtinFuncsAsync = []*NativeDef{
	{Name: "aiter", Sig: "async_iterable, /", Fn: builtinAIter, Doc: "Return an asynchronous iterator of an asynchronous iterable."},
	{Name: "anext", Sig: "aiterator, default=None, /", Fn: builtinANext, Doc: "Return an awaitable for the next item of an asynchronous iterator."},
	{Name: "breakpoint", Call: builtinBreakpoint, Doc: "Call sys.breakpointhook with these arguments."},
}

func builtinAIter(t *Thread, a []Value) Value {
	f := t.TypeOf(a[0]).Slots.AIter
	if f == nil {
		return t.Raise(t.Exc.TypeError, "'%s' object is not an async iterable", t.TypeName(a[0]))
	}
	it := f(t, a[0])
	if it != Raised && t.TypeOf(it).Slots.ANext == nil {
		return t.Raise(t.Exc.TypeError, "aiter() returned not an async iterator of type '%s'", t.TypeName(it))
	}
	return it
}

func builtinANext(t *Thread, a []Value) Value {
	f := t.TypeOf(a[0]).Slots.ANext
	if f == nil {
		return t.Raise(t.Exc.TypeError, "'%s' object is not an async iterator", t.TypeName(a[0]))
	}
	if a[1] != Unbound {
		return t.Raise(t.Exc.NotImplementedError, "anext() with a default needs coroutines, which are not supported yet")
	}
	return f(t, a[0])
}

// builtinBreakpoint calls the hook that the program set; without one CPython
// starts pdb, which is not there.
func builtinBreakpoint(t *Thread, _ Value, args []Value, kwnames Value) Value {
	hook := t.SysGet("breakpointhook")
	if hook == Unbound {
		return t.Raise(t.Exc.RuntimeError, "lost sys.breakpointhook")
	}
	return t.CallKw(hook, args, kwnames)
}

// sysBreakpointHook is sys.breakpointhook as long as nobody sets another one.
func sysBreakpointHook(t *Thread, _ Value, _ []Value, _ Value) Value {
	if t.ImportModule("pdb") == Raised {
		return Raised
	}
	return t.Raise(t.Exc.NotImplementedError, "debugging with pdb is not supported yet")
}
