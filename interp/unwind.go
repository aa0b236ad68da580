package interp

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/runtime"
)

// unwind looks for a handler of the pending exception, which was raised by the
// instruction at pc in the frame at R. Frames without one are left; the
// outermost frame of this run returns to EXIT with the exception pending.
// trace says whether the frame at R is to be added to the traceback: not when
// an exception is raised again.
//
//go:noinline
func unwind(t *runtime.Thread, pc, R uintptr, trace bool) (uintptr, uintptr, uintptr) {
	if R == t.Lazy && t.LazyCatch {
		return catchPC, R, 0 // the frame's own code goes on
	}
	if R == t.Lazy {
		t.Native.WriteRegisters(t)
	}
	for {
		fn := abi.Frame(R).Func
		code := abi.Obj[abi.Function](fn).Code
		if opcode(pc) == bytecode.FORITER && endsLoop(t) {
			c := abi.Obj[abi.Code](code)
			return pc + 2*word, R, c.Consts
		}
		if trace && abi.Obj[abi.Code](code).Flags&bytecode.FlagHidden == 0 {
			t.AddTraceback(t.Pending(), fn, pc)
		}
		trace = true
		c := abi.Obj[abi.Code](code)
		if e := findHandler(t.CodeInfo(code), uint32((pc-c.Entry)/word)); e != nil {
			exc := t.TakePending()
			abi.Store(R+uintptr(e.Reg)*word, exc)
			clearAbove(R, int(e.Reg)+2, c)
			return c.Entry + uintptr(e.Handler)*word, R, c.Consts
		}
		h := abi.Frame(R)
		if h.Cont.IsKind(abi.KindGenerator) {
			finishGenerator(t, h)
			if opcode(pc) != bytecode.GENSTART { // it has begun
				convertStopIteration(t, c)
			}
		}
		t.Depth--
		if h.Native != 0 {
			caught := false
			if R, pc, caught = t.Native.Unwind(t, R); caught {
				return catchPC, R, 0
			}
			t.R, t.PC = R, pc
			continue
		}
		pc, R = h.PC, h.R
		if pc == exitPC {
			t.R = R
			return pc, R, 0
		}
		if pc == contPC {
			pc = uintptr(h.Cont) + word
		}
		pc -= word // into the instruction that called
		t.R, t.PC = R, pc
	}
}

// endsLoop reports whether what a FORITER has raised, by way of a function that
// compiled code calls for it, ends the loop, and takes it then.
func endsLoop(t *runtime.Thread) bool {
	if !t.TypeOf(t.Pending()).IsSubtype(t.Exc.StopIteration) {
		return false
	}
	t.TakePending()
	return true
}

// clearAbove clears the registers from n on, so that what was being computed
// when an exception came does not stay alive for the rest of the function. The
// register behind the exception is the clean-up's (PUSHEXC).
func clearAbove(R uintptr, n int, c *abi.Code) {
	for r := R + uintptr(n)*word; r < R+uintptr(c.FrameSize); r += word {
		abi.Store(r, Unbound)
	}
}

// findHandler returns the innermost entry that covers a word.
func findHandler(info *runtime.CodeInfo, at uint32) *bytecode.ExcEntry {
	for i := range info.Exc {
		if e := &info.Exc[i]; e.Start <= at && at < e.End {
			return e
		}
	}
	return nil
}

func opRAISE(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	switch opX(pc) {
	case 0:
		if t.Handled == abi.None {
			t.Raise(t.Exc.RuntimeError, "No active exception to reraise")
			return unwind(t, pc, R, true)
		}
		t.SetPending(t.Handled)
		return unwind(t, pc, R, false)
	case 1:
		if exc := t.ExceptionOf(regA(pc, R)); exc != Raised {
			t.RaiseExc(exc)
		}
	default:
		raiseFrom(t, regA(pc, R), regB(pc, R))
	}
	return unwind(t, pc, R, true)
}

func raiseFrom(t *runtime.Thread, v, cause Value) {
	m := t.Mark()
	defer t.Unroot(m)
	exc := t.ExceptionOf(v)
	if exc == Raised {
		return
	}
	t.Root(exc)
	if cause != abi.None {
		switch {
		case t.IsExceptionClass(cause):
			if cause = t.ExceptionOf(cause); cause == Raised {
				return
			}
		case !t.IsException(cause):
			t.Raise(t.Exc.TypeError, "exception causes must derive from BaseException")
			return
		}
	}
	t.SetSlot(exc, runtime.ExcCause, cause)
	t.SetSlot(exc, runtime.ExcSuppress, abi.True)
	t.RaiseExc(exc)
}

func opRERAISE(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	t.SetPending(regA(pc, R))
	return unwind(t, pc, R, false)
}

func opPUSHEXC(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	setA(pc, R, t.Handled)
	t.Handled = regB(pc, R)
	return pc + word, R, K
}

func opPOPEXC(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	t.Handled = regA(pc, R)
	return pc + word, R, K
}

func opJNOMATCH(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	yes, ok := t.HandlerMatches(regA(pc, R), regB(pc, R))
	switch {
	case !ok:
		return unwind(t, pc, R, true)
	case yes:
		return pc + word, R, K
	}
	return jumpC(pc), R, K
}

func opLOADASSERT(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	setA(pc, R, t.Exc.AssertionError.Obj)
	return pc + word, R, K
}

func opWITHENTER(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	v := regB(pc, R)
	if enter, exit := t.WithMethods(t.TypeOf(v)); enter != Unbound {
		setA(pc, R, t.NewMethod(exit, v))
		return pushCont1(t, pc, R, K, enter, v)
	}
	exit, entered := t.WithEnter(v)
	if entered == Raised {
		return unwind(t, pc, R, true)
	}
	setA(pc, R, exit)
	abi.Store(R+opC(pc), entered)
	return pc + word, R, K
}

func opWITHEXIT(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	exc := regC(pc, R)
	return result(t, pc, R, K, t.WithExit(regB(pc, R), exc), 1)
}
