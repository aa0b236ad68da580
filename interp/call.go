package interp

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/runtime"
)

// What a CALLMETHOD's cache holds: the second half of its first word. The
// function is in the second word.
const (
	methodNone   = iota
	methodSimple // Python function that takes exactly these arguments
	methodPython // Python function
	methodNative // function written in Go
)

// enter starts the Python function whose window is at base, its arguments
// bound; it returns to ret in the frame at R.
func enter(t *runtime.Thread, base uintptr, ret, R, K uintptr, cont Value) (uintptr, uintptr, uintptr, bool) {
	code := codeOf(abi.Frame(base).Func)
	if !room(t, base, code) {
		return 0, 0, 0, false
	}
	if t.Poll.Load() != 0 {
		// A call is a safepoint: everything is in registers now.
		saved := t.R
		t.R = base
		ok := safepoint(t)
		t.R = saved
		if !ok {
			return 0, 0, 0, false
		}
	}
	if code.Heat--; code.Heat == 0 && t.Native != nil {
		t.Native.HotCall(t, abi.Obj[abi.Function](abi.Frame(base).Func).Code)
	}
	t.Depth++
	h := abi.Frame(base)
	h.Native, h.Cont, h.K, h.PC, h.R = 0, cont, K, ret, R
	return code.Entry, base, code.Consts, true
}

//go:noinline
func slowCall(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	base, n := R+opA(pc), int(opB(pc))
	if opX(pc) == 1 {
		if f := abi.Frame(base).Func; f.IsKind(abi.KindNative) && abi.Load(base) != Unbound {
			return callNativeMethod(t, pc, R, K, base, n, f, pc+2*word)
		}
		n = methodArgs(base, n)
	}
	if n == 1 && abi.Frame(base).Func == t.Types.Type.Obj {
		abi.Store(base, t.TypeOf(abi.Load(base)).Obj)
		return pc + 2*word, R, K
	}
	if arg := abi.Load(base); n == 1 && (arg.IsKind(abi.KindGenerator) || arg.IsKind(abi.KindInstance)) {
		if fn := t.Walker(abi.Frame(base).Func, abi.Load(base)); fn != Unbound {
			abi.Frame(base).Func = fn
		}
	}
	if d := t.PlainNative(abi.Frame(base).Func); d != nil && (d.Quick != nil || d.Exact(n)) {
		var v Value
		if d.Quick != nil {
			v = t.CallNative(d, abi.Values(base, n), Unbound)
		} else {
			v = d.Fn(t, abi.Values(base, n))
		}
		if v == Raised {
			return unwind(t, pc, R, true)
		}
		abi.Store(base, v)
		if t.Poll.Load() != 0 {
			return slowPoll(t, pc+2*word, R, K)
		}
		return pc + 2*word, R, K
	}
	return call(t, pc, R, K, base, n, Unbound, pc+2*word)
}

// methodArgs arranges the window of a call after METHOD: n arguments follow the
// receiver, or a hole that is closed here. It returns the number of arguments.
func methodArgs(base uintptr, n int) int {
	if abi.Load(base) != Unbound {
		return n + 1
	}
	abi.Move(base, base+word, uintptr(n)*word)
	return n
}

// call calls what is in the window at base with n arguments; ret is where to go
// on, INITRET the word behind pc.
func call(t *runtime.Thread, pc, R, K, base uintptr, n int, kwnames Value, ret uintptr) (uintptr, uintptr, uintptr) {
	f := abi.Frame(base).Func
	switch f.Kind() {
	case abi.KindMethod:
		// Unpack a bound method: its window is ours to shift.
		m := abi.Obj[abi.Method](f)
		abi.Move(base+word, base, uintptr(n)*word)
		abi.Store(base, m.Self)
		abi.Frame(base).Func = m.Func
		n++
		f = m.Func
	case abi.KindType:
		if typ := t.TypeFor(f); t.PlainNew(typ) || t.PlainException(typ) {
			if init := t.PyInit(typ); init != Unbound {
				obj := t.NewPlain(typ, abi.Values(base, n), kwnames)
				abi.Move(base+word, base, uintptr(n)*word)
				abi.Store(base, obj)
				abi.Frame(base).Func = init
				if !bindArgs(t, init, base, n+1, kwnames) {
					return unwind(t, pc, R, true)
				}
				if npc, nR, nK, ok := enter(t, base, pc+word, R, K, obj); ok {
					return npc, nR, nK
				}
				return unwind(t, pc, R, true)
			}
		}
	}
	if f.IsKind(abi.KindFunction) {
		if bindArgs(t, f, base, n, kwnames) {
			if npc, nR, nK, ok := enter(t, base, ret, R, K, 0); ok {
				return npc, nR, nK
			}
		}
		return unwind(t, pc, R, true)
	}
	v := t.CallWindow(base, n, kwnames)
	if v == Raised {
		return unwind(t, pc, R, true)
	}
	abi.Store(base, v)
	if t.Poll.Load() != 0 {
		return slowPoll(t, ret, R, K)
	}
	return ret, R, K
}

func opCALLKW(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	base, n := R+opA(pc), int(opB(pc))
	if opX(pc) == 1 {
		n = methodArgs(base, n)
	}
	return call(t, pc, R, K, base, n, constC(pc, K), pc+2*word)
}

// opCALLEX spreads a tuple and a dict over the window. The window has room for
// two arguments, what goes beyond lies above the frame, where the callee's
// frame will be; a very long argument list goes through the heap.
func opCALLEX(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	base := R + opA(pc)
	args, kw := abi.Load(base), Unbound
	if opB(pc) == 0 {
		kw = abi.Load(base + word)
	}
	n, names := len(abi.TupleItems(args)), Unbound
	total := n
	if kw != Unbound && runtime.DictLen(kw) > 0 {
		total += runtime.DictLen(kw)
	}
	if base+uintptr(total+64)*word >= t.StackLimit {
		t.Raise(t.Exc.MemoryError, "too many arguments for a call")
		return unwind(t, pc, R, true)
	}
	if total > n {
		if names = t.KeywordNames(kw); names == Raised {
			return unwind(t, pc, R, true)
		}
	}
	for i, v := range abi.TupleItems(args) {
		abi.Store(base+uintptr(i)*word, v)
	}
	if total > n {
		i := n
		for e, j := runtime.DictNext(kw, 0); e != nil; e, j = runtime.DictNext(kw, j+1) {
			abi.Store(base+uintptr(i)*word, e.Value)
			i++
		}
	}
	m := t.Mark()
	t.Root(args)
	t.Root(kw)
	t.Root(names)
	f := abi.Frame(base).Func
	if base+uintptr(total)*word > R+uintptr(codeOf(abi.Frame(R).Func).FrameSize) && !f.IsKind(abi.KindFunction) {
		// The arguments of a function that is not Python's must lie below Top.
		v := t.CallKw(f, abi.Values(base, total), names)
		t.Unroot(m)
		if v != Raised {
			abi.Store(base, v)
		}
		return done(t, pc, R, K, v != Raised, 2)
	}
	pc, R, K = call(t, pc, R, K, base, total, names, pc+2*word)
	t.Unroot(m)
	return pc, R, K
}

// slowCallMethod is CALLMETHOD beyond the cached call of a Python function.
//
//go:noinline
func slowCallMethod(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	base, n := R+opA(pc), int(opB(pc))
	o := abi.Load(base)
	ret := pc + 4*word
	if o.IsPtr() && o.Shape() == abi.Load32(pc+16) {
		f := abi.Load(pc + 24)
		switch abi.Load32(pc + 20) {
		case methodNative:
			return callNativeMethod(t, pc, R, K, base, n, f, ret)
		case methodSimple, methodPython:
			abi.Frame(base).Func = f
			return call(t, pc, R, K, base, n+1, Unbound, ret)
		}
	}
	name := constC(pc, K)
	if o.IsPtr() {
		key := o.Shape() | runtime.MethodKey
		if e := t.Attrs.At(name, key); e.Shape == key && e.Name == name {
			setMethodCache(pc, o.Shape(), e.Data, n+1)
			abi.Frame(base).Func = e.Data
			if e.Kind == methodNative {
				return callNativeMethod(t, pc, R, K, base, n, e.Data, ret)
			}
			return call(t, pc, R, K, base, n+1, Unbound, ret)
		}
	}
	t.PC = pc + 2*word // whose position is the attribute's
	f, bound := t.LoadMethod(o, name)
	if f == Raised {
		return unwind(t, pc+2*word, R, true)
	}
	t.PC = pc
	abi.Frame(base).Func = f
	if !bound {
		abi.Move(base, base+word, uintptr(n)*word)
		return call(t, pc, R, K, base, n, Unbound, ret)
	}
	if o.IsPtr() && cacheMethod(t, o, name, f) {
		setMethodCache(pc, o.Shape(), f, n+1)
	}
	if f.IsKind(abi.KindNative) {
		v := t.CallWindow(base, n+1, Unbound)
		if v == Raised {
			return unwind(t, pc, R, true)
		}
		abi.Store(base, v)
		return ret, R, K
	}
	return call(t, pc, R, K, base, n+1, Unbound, ret)
}

// callNativeMethod calls a method written in Go that was looked up on the
// receiver, which is in front of the n arguments; ret is where to go on.
func callNativeMethod(t *runtime.Thread, pc, R, K, base uintptr, n int, f Value, ret uintptr) (uintptr, uintptr, uintptr) {
	d := t.NativeDefOf(f)
	var v Value
	if d.Exact(n + 1) {
		v = d.Fn(t, abi.Values(base, n+1))
	} else {
		v = t.CallNative(d, abi.Values(base, n+1), Unbound)
	}
	if v == Raised {
		return unwind(t, pc, R, true)
	}
	abi.Store(base, v)
	if t.Poll.Load() != 0 {
		return slowPoll(t, ret, R, K)
	}
	return ret, R, K
}

// setMethodCache fills the cache of CALLMETHOD; f is a Python function or a
// native method.
func setMethodCache(pc uintptr, shape uint32, f Value, nargs int) {
	kind := uint32(methodPython)
	if f.IsKind(abi.KindNative) {
		kind = methodNative
	} else if codeOf(f).Args == uint32(nargs) {
		kind = methodSimple
	}
	abi.Store32(pc+16, shape)
	abi.Store32(pc+20, kind)
	abi.Store(pc+24, f)
}

// cacheMethod puts the method f, found as o.name, into the cache that all
// instructions share. It reports whether it may be cached.
func cacheMethod(t *runtime.Thread, o, name, f Value) bool {
	typ := t.TypeOf(o)
	if o.IsKind(abi.KindInstance) {
		if t.ShapeHasDict(o.Shape()) {
			return false
		}
	} else if typ.HasDict {
		return false // the instance may get an attribute of that name
	}
	if !t.NoteCached(typ, name) {
		return false
	}
	kind := uint8(methodPython)
	switch f.Kind() {
	case abi.KindNative:
		kind = methodNative
	case abi.KindFunction:
	default:
		return false
	}
	key := o.Shape() | runtime.MethodKey
	*t.Attrs.At(name, key) = runtime.AttrEntry{Name: name, Shape: key, Data: f, Kind: kind}
	return true
}

// CacheMethod is cacheMethod where nothing is cached yet.
func CacheMethod(t *runtime.Thread, o, name, f Value) {
	key := o.Shape() | runtime.MethodKey
	if e := t.Attrs.At(name, key); e.Shape != key || e.Name != name {
		cacheMethod(t, o, name, f)
	}
}

// MethodPython is the kind of Python functions in runtime.AttrEntry.
const MethodPython = methodPython

// opINITRET is where an __init__ returns to.
func opINITRET(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	base := R + opA(pc)
	if v := abi.Load(base); v != abi.None {
		save(t, pc, R)
		t.Raise(t.Exc.TypeError, "__init__() should return None, not '%s'", t.TypeName(v))
		return unwind(t, pc, R, true)
	}
	abi.Store(base, abi.Frame(base).Cont)
	return pc + word + uintptr(opX(pc))*word, R, K
}

// pushCont runs a Python function for the instruction at pc, which has no call
// window: the frame lies above the running one and returns to CONT. The n
// arguments are at contBase already.
func pushCont(t *runtime.Thread, pc, R, K uintptr, fn Value, n int) (uintptr, uintptr, uintptr) {
	base := contBase(R)
	abi.Frame(base).Func = fn
	if codeOf(fn).Args != uint32(n) && !bindArgs(t, fn, base, n, Unbound) {
		return unwind(t, pc, R, true)
	}
	npc, nR, nK, ok := enter(t, base, contPC, R, K, Value(pc))
	if !ok {
		return unwind(t, pc, R, true)
	}
	return npc, nR, nK
}

func pushCont1(t *runtime.Thread, pc, R, K uintptr, fn, x Value) (uintptr, uintptr, uintptr) {
	abi.Store(contBase(R), x)
	return pushCont(t, pc, R, K, fn, 1)
}

func pushCont2(t *runtime.Thread, pc, R, K uintptr, fn, x, y Value) (uintptr, uintptr, uintptr) {
	base := contBase(R)
	abi.Store(base, x)
	abi.Store(base+word, y)
	return pushCont(t, pc, R, K, fn, 2)
}

func pushCont3(t *runtime.Thread, pc, R, K uintptr, fn, x, y, z Value) (uintptr, uintptr, uintptr) {
	abi.Store(contBase(R)+2*word, z)
	return pushCont2N(t, pc, R, K, fn, x, y, 3)
}

func pushCont2N(t *runtime.Thread, pc, R, K uintptr, fn, x, y Value, n int) (uintptr, uintptr, uintptr) {
	base := contBase(R)
	abi.Store(base, x)
	abi.Store(base+word, y)
	return pushCont(t, pc, R, K, fn, n)
}

// Continued is the address of the instruction that the result of a special
// method, which has returned to CONT in the frame at R, is for.
func Continued(R uintptr) uintptr { return uintptr(abi.Frame(contBase(R)).Cont) }

// contBase is where a frame without a window goes.
func contBase(R uintptr) uintptr {
	return R + uintptr(codeOf(abi.Frame(R).Func).FrameSize) + abi.FrameHeaderSize
}

// opCONT takes the result of a frame made by pushCont to its instruction.
func opCONT(t *runtime.Thread, _, R, K uintptr) (uintptr, uintptr, uintptr) {
	base := contBase(R)
	pc, v := uintptr(abi.Frame(base).Cont), abi.Load(base)
	op := opcode(pc)
	switch {
	case binaryOp[op].form != 0:
		if v == abi.NotImplemented {
			save(t, pc, R)
			x, y := binaryOperands(pc, R, K)
			v = t.BinaryRest(binaryOp[op].op, x, y)
		}
		return result(t, pc, R, K, v, 1)
	case compareJumps[op].form != 0:
		return contBranch(t, pc, R, K, v)
	}
	switch op {
	case bytecode.COMPARE:
		if v == abi.NotImplemented {
			save(t, pc, R)
			v = t.CompareRest(regB(pc, R), regC(pc, R), runtime.CompareOp(opX(pc)))
		}
		return result(t, pc, R, K, v, 1)
	case bytecode.SETITEM, bytecode.SETITEMI, bytecode.STOREATTR:
		return pc + uintptr(bytecode.Infos[op].Words)*word, R, K
	case bytecode.WITHENTER:
		abi.Store(R+opC(pc), v)
		return pc + word, R, K
	case bytecode.FORITER:
		if v == t.WalkEnd() {
			return pc + 2*word, R, K
		}
		setA(pc, R, v)
		return backEdge(t, pc, jumpC(pc), R, K)
	}
	return result(t, pc, R, K, v, uintptr(bytecode.Infos[op].Words))
}

func contBranch(t *runtime.Thread, pc, R, K uintptr, v Value) (uintptr, uintptr, uintptr) {
	c := &compareJumps[opcode(pc)]
	save(t, pc, R)
	if v == abi.NotImplemented {
		y := Value(0)
		switch c.form {
		case 'i':
			y = abi.SmallInt(immB(pc))
		case 'k':
			y = constB(pc, K)
		default:
			y = regB(pc, R)
		}
		if v = t.CompareRest(regA(pc, R), y, c.op); v == Raised {
			return unwind(t, pc, R, true)
		}
	}
	yes, ok := t.IsTrue(v)
	if !ok {
		return unwind(t, pc, R, true)
	}
	return branch(t, pc, R, K, yes)
}
