package runtime

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
)

var generatorType = TypeSpec{
	Name: "generator", Kind: abi.KindGenerator, Final: true, NoNew: true, HasWeak: true,
	Slots: Slots{Repr: genRepr("generator"), Iter: func(_ *Thread, v Value) Value { return v }, Next: genNext},
	Methods: append(genMethods,
		&NativeDef{Name: "__class_getitem__", Class: true, Sig: "cls, item, /", Fn: classGetItem}),
	GetSets: genAttrs("gi", "yieldfrom"),
}

var coroutineType = TypeSpec{
	Name: "coroutine", Kind: abi.KindGenerator, Final: true, NoNew: true, HasWeak: true,
	// A coroutine is its own awaitable iterator here.
	Slots: Slots{Repr: genRepr("coroutine"), Await: func(_ *Thread, v Value) Value { return v }},
	Methods: append(genMethods,
		&NativeDef{Name: "__class_getitem__", Class: true, Sig: "cls, item, /", Fn: classGetItem}),
	GetSets: append(genAttrs("cr", "await"), &GetSet{Name: "cr_origin", Get: func(*Thread, Value) Value { return None }}),
}

var asyncGeneratorType = TypeSpec{
	Name: "async_generator", Kind: abi.KindGenerator, Final: true, NoNew: true, HasWeak: true,
	Slots:   Slots{Repr: genRepr("async_generator"), AIter: func(_ *Thread, v Value) Value { return v }},
	GetSets: genAttrs("ag", "await"),
}

var genMethods = []*NativeDef{
	{Name: "send", Sig: "self, value, /", Fn: func(t *Thread, a []Value) Value { return t.genResult(t.GenSend(a[0], a[1])) },
		Doc: "send(value) -> send 'value' into generator,\nreturn next yielded value or raise StopIteration."},
	{Name: "throw", Sig: "self, typ, val=None, tb=None, /", Fn: genThrow,
		Doc: "throw(value)\n\nRaise exception in generator, return next yielded value or raise\nStopIteration."},
	{Name: "close", Sig: "self, /", Fn: func(t *Thread, a []Value) Value { return t.GenClose(a[0]) },
		Doc: "close() -> raise GeneratorExit inside generator."},
}

// genAttrs are the attributes of the three kinds: gi_code, cr_code, ...
func genAttrs(prefix, delegate string) []*GetSet {
	return []*GetSet{
		{Name: "__name__", Get: func(_ *Thread, v Value) Value { return abi.Obj[abi.Generator](v).Name },
			Set: setGenName("__name__", func(g *abi.Generator) *Value { return &g.Name })},
		{Name: "__qualname__", Get: func(_ *Thread, v Value) Value { return abi.Obj[abi.Generator](v).Qual },
			Set: setGenName("__qualname__", func(g *abi.Generator) *Value { return &g.Qual })},
		{Name: prefix + "_code", Get: func(_ *Thread, v Value) Value {
			return abi.Obj[abi.Function](abi.Obj[abi.Generator](v).Func).Code
		}},
		{Name: prefix + "_frame", Get: func(t *Thread, v Value) Value { return t.generatorFrame(v) }},
		{Name: prefix + "_running", Get: func(t *Thread, v Value) Value {
			return abi.Bool(t.genState(v) == abi.GenRunning)
		}},
		{Name: prefix + "_suspended", Get: func(t *Thread, v Value) Value {
			return abi.Bool(t.genState(v) == abi.GenSuspended)
		}},
		{Name: prefix + "_" + delegate, Get: func(t *Thread, v Value) Value {
			if t.genState(v) != abi.GenSuspended {
				return None
			}
			return boundOrNone(abi.Obj[abi.Generator](v).Yielded)
		}},
	}
}

func setGenName(name string, field func(*abi.Generator) *Value) func(t *Thread, v, x Value) bool {
	return func(t *Thread, v, x Value) bool {
		if x == Unbound || !x.IsKind(abi.KindStr) {
			t.Raise(t.Exc.TypeError, "%s must be set to a string object", name)
			return false
		}
		t.store(v, field(abi.Obj[abi.Generator](v)), x)
		return true
	}
}

func genRepr(kind string) UnaryFunc {
	return func(t *Thread, v Value) Value {
		return t.NewStr("<" + kind + " object " + t.GoString(abi.Obj[abi.Generator](v).Qual) + " at " + addrText(v) + ">")
	}
}

// genKind is how messages call a generator.
func genKind(v Value, t *Thread) string {
	switch t.TypeOf(v) {
	case t.Types.Coroutine:
		return "coroutine"
	case t.Types.AsyncGenerator:
		return "async generator"
	}
	return "generator"
}

// genState is the state of a generator, brought up to date where compiled code
// has its registers.
func (t *Thread) genState(gen Value) uint16 {
	g := abi.Obj[abi.Generator](gen)
	if g.Aux == abi.GenOpen {
		t.Native.Settle(t, gen)
		if g.Aux == abi.GenOpen {
			return abi.GenRunning
		}
	}
	return g.Aux
}

func genNext(t *Thread, v Value) Value {
	return t.GenSend(v, None)
}

// GenSend continues a generator with what its yield returns. The result is
// what it yields next; Unbound when it returned, with the value in GenResult.
func (t *Thread) GenSend(gen, sent Value) Value {
	if t.genState(gen) == abi.GenDone && gen.Shape() == t.Types.Coroutine.rootShape {
		return t.Raise(t.Exc.RuntimeError, "cannot reuse already awaited coroutine")
	}
	return t.resumeGenerator(gen, sent)
}

// genResult makes what send() and throw() give Python code: the end is a
// StopIteration with the value.
func (t *Thread) genResult(v Value) Value {
	if v != Unbound {
		return v
	}
	return t.RaiseStop(t.GenResult)
}

// iterResult is the value of the StopIteration that it, whose next slot has just
// said Unbound, stands for: only generators and __next__ written in Python have
// one. For others GenResult may be what a generator left that they used.
func (t *Thread) iterResult(it Value) Value {
	if it.IsKind(abi.KindGenerator) || t.pyFunction(t.TypeOf(it), t.names.Next) != Unbound {
		return t.GenResult
	}
	return None
}

// RaiseStop raises StopIteration with the value that a generator returned.
func (t *Thread) RaiseStop(v Value) Value {
	t.GenResult = None
	if v == None || v == Unbound {
		return t.RaiseArgs(t.Exc.StopIteration)
	}
	return t.RaiseArgs(t.Exc.StopIteration, v)
}

// genThrow is gen.throw(exception), or (class, value, traceback).
func genThrow(t *Thread, a []Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	exc := a[1]
	if a[2] != Unbound || a[3] != Unbound {
		if a[3] != Unbound && a[3] != None && t.TypeOf(a[3]) != t.Types.Traceback {
			return t.Raise(t.Exc.TypeError, "throw() third argument must be a traceback object")
		}
		if t.IsException(exc) && a[2] != Unbound && a[2] != None {
			return t.Raise(t.Exc.TypeError, "instance exception may not have a separate value")
		}
	}
	if t.IsExceptionClass(exc) {
		switch {
		case t.IsException(a[2]):
			exc = a[2]
		case a[2] == Unbound || a[2] == None:
			exc = t.Call(exc)
		case a[2].IsKind(abi.KindTuple):
			exc = t.CallKw(exc, abi.TupleItems(a[2]), Unbound)
		default:
			exc = t.Call(exc, a[2])
		}
		if exc == Raised {
			return Raised
		}
	}
	if !t.IsException(exc) {
		return t.Raise(t.Exc.TypeError, "exceptions must be classes or instances deriving from BaseException, not %s", t.TypeName(exc))
	}
	t.Root(exc)
	if a[3] != Unbound && a[3] != None {
		t.SetSlot(exc, ExcTraceback, a[3])
	}
	return t.genResult(t.GenThrow(a[0], exc))
}

// GenThrow raises exc where the generator is suspended, or in the iterator that
// it delegates to. The result is as GenSend's.
func (t *Thread) GenThrow(gen, exc Value) Value {
	g := abi.Obj[abi.Generator](gen)
	switch t.genState(gen) {
	case abi.GenRunning:
		return t.Raise(t.Exc.ValueError, "%s already executing", genKind(gen, t))
	case abi.GenDone:
		if gen.Shape() == t.Types.Coroutine.rootShape {
			return t.Raise(t.Exc.RuntimeError, "cannot reuse already awaited coroutine")
		}
		return t.SetPending(exc)
	}
	if t.native >= MaxNative {
		return t.Raise(t.Exc.RecursionError, "maximum recursion depth exceeded")
	}
	t.native++
	defer func() { t.native-- }()
	m := t.Mark()
	defer t.Unroot(m)
	t.Root(exc)
	if it := g.Yielded; g.Aux == abi.GenSuspended && it != Unbound {
		t.Root(it)
		v, handled := t.throwDelegate(gen, it, exc)
		if handled {
			return v
		}
		exc = t.Root(t.TakePending())
		if t.endDelegate(gen, exc) {
			return t.Interp.Resume(t, gen, None, Unbound)
		}
	}
	g.Yielded = Unbound
	return t.Interp.Resume(t, gen, None, exc)
}

// throwDelegate throws into the iterator that gen delegates to. When handled
// is false, the pending exception is to be raised in gen itself.
func (t *Thread) throwDelegate(gen, it, exc Value) (v Value, handled bool) {
	g := abi.Obj[abi.Generator](gen)
	if t.TypeOf(exc).IsSubtype(t.Exc.GeneratorExit) {
		g.Aux = abi.GenRunning
		ok := t.closeIter(it)
		g.Aux = abi.GenSuspended
		if ok {
			t.SetPending(exc)
		}
		return Raised, false
	}
	g.Aux = abi.GenRunning
	if it.IsKind(abi.KindGenerator) {
		v = t.GenThrow(it, exc)
		if v == Unbound {
			v = t.RaiseStop(t.GenResult)
		}
	} else {
		f := t.GetAttrOpt(it, t.names.Throw)
		switch f {
		case Unbound:
			v = t.SetPending(exc)
		case Raised:
			v = Raised
		default:
			v = t.Call(t.Root(f), exc)
		}
	}
	g.Aux = abi.GenSuspended
	return v, v != Raised
}

// endDelegate arranges that `yield from` in gen ends with the value of a
// StopIteration that throw() got from the iterator: the register with the
// iterator gets a cell with that value, for which DelegateSend looks.
func (t *Thread) endDelegate(gen, exc Value) bool {
	g := abi.Obj[abi.Generator](gen)
	if !t.TypeOf(exc).IsSubtype(t.Exc.StopIteration) || bytecode.Op(abi.Load8(g.PC)) != bytecode.DELEGATE {
		return false
	}
	reg := bytecode.Instr(abi.Load64(g.PC)).B()
	abi.Store(g.Frame+uintptr(reg), t.NewCell(boundOrNone(Slot(exc, ExcExtra))))
	t.Heap.Barrier(g.Frame - abi.BufHeader)
	g.Yielded = Unbound
	return true
}

// closeIter calls close() of an iterator, if it has it.
func (t *Thread) closeIter(it Value) bool {
	if it.IsKind(abi.KindGenerator) {
		return t.GenClose(it) != Raised
	}
	m := t.Mark()
	defer t.Unroot(m)
	f := t.GetAttrOpt(it, t.names.Close)
	if f == Raised || f == Unbound {
		return f == Unbound
	}
	return t.Call(t.Root(f)) != Raised
}

// GenClose is gen.close(): it returns what the generator returned, or None.
func (t *Thread) GenClose(gen Value) Value {
	g := abi.Obj[abi.Generator](gen)
	switch t.genState(gen) {
	case abi.GenCreated:
		g.Aux, g.Frame = abi.GenDone, 0
		return None
	case abi.GenDone:
		return None
	}
	m := t.Mark()
	defer t.Unroot(m)
	t.Root(gen)
	v := t.GenThrow(gen, t.NewException(t.Exc.GeneratorExit))
	switch {
	case v == Unbound:
		r := t.GenResult
		t.GenResult = None
		return r
	case v != Raised:
		return t.Raise(t.Exc.RuntimeError, "%s ignored GeneratorExit", genKind(gen, t))
	case t.Catch(t.Exc.GeneratorExit) || t.Catch(t.Exc.StopIteration):
		return None
	}
	return Raised
}
