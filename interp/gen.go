package interp

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/runtime"
)

// A suspended generator keeps its registers in an Items object. To run it they
// are copied into a frame on the stack, where calls can be made as from any
// frame, and back when it yields. While it runs, the frame's Cont is the
// generator.

// opGENSTART makes a generator of the running frame and returns it.
func opGENSTART(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	h := abi.Frame(R)
	code := codeOf(h.Func)
	// What was on the stack before would be taken for references, and a row of
	// generators could keep each other alive for ever.
	clearUnused(R, pc, code, t.CodeInfo(abi.Obj[abi.Function](h.Func).Code))
	gen := t.NewGenerator(h.Func, int(code.FrameSize/word))
	g := abi.Obj[abi.Generator](gen)
	g.PC = pc
	suspend(t, g, R, code)
	abi.Store(R, gen)
	t.Depth--
	if h.Native != 0 {
		return t.Native.Return(t, R)
	}
	return h.PC, h.R, h.K
}

// clearUnused clears the registers that the code of a generator has not written
// before GENSTART, at pc: all but those of its parameters and of its cells.
func clearUnused(R, pc uintptr, code *abi.Code, info *runtime.CodeInfo) {
	first, free := info.Params(), -1
	for at := code.Entry; at < pc; at += word {
		switch opcode(at) {
		case bytecode.MAKECELL, bytecode.CLEAR: // of variables, which come first
			first = max(first, len(info.VarNames)+len(info.CellVars))
		case bytecode.COPYFREE:
			free = int(opA(at) / word)
		}
	}
	for i := first; i < int(code.FrameSize/word); i++ {
		if free < 0 || i < free || i >= free+len(info.FreeVars) {
			abi.Store(R+uintptr(i)*word, Unbound)
		}
	}
}

func suspend(t *runtime.Thread, g *abi.Generator, R uintptr, code *abi.Code) {
	abi.Move(g.Frame, R, uintptr(code.FrameSize))
	t.Heap.Barrier(g.Frame - abi.BufHeader)
}

// resume puts a suspended generator's frame at base, to return to ret in the
// frame at R; sent is what its yield gives.
func resume(t *runtime.Thread, gen Value, base, ret, R, K uintptr, sent Value) (pc, nR, nK uintptr, ok bool) {
	g := abi.Obj[abi.Generator](gen)
	code := codeOf(g.Func)
	if !room(t, base, code) {
		return 0, 0, 0, false
	}
	t.Depth++
	h := abi.Frame(base)
	h.Func, h.R, h.PC, h.K, h.Cont = g.Func, R, ret, K, gen
	h.Native = 0
	was := g.Outer
	g.Outer = t.Handled
	t.Heap.Barrier(gen.Addr())
	abi.Move(base, g.Frame, uintptr(code.FrameSize))
	if g.Handled != abi.None {
		if was != t.Handled {
			changeOuter(t, g, code, base, was)
		}
		t.Handled = g.Handled
	}
	pc = g.PC
	if g.Aux != abi.GenCreated {
		setA(pc, base, sent) // of YIELD or DELEGATE
	}
	if opcode(pc) != bytecode.DELEGATE {
		pc += 2 * word
	}
	g.Aux = abi.GenRunning
	g.Next = base
	return pc, base, code.Consts, true
}

// changeOuter is for a generator that was left in a handler by another resumer,
// which handled was: where the handlers that it is in end, what the new one
// handles is to be handled again.
func changeOuter(t *runtime.Thread, g *abi.Generator, code *abi.Code, base uintptr, was Value) {
	info := t.CodeInfo(abi.Obj[abi.Function](g.Func).Code)
	at := uint32((g.PC - code.Entry) / word)
	for i := range info.Exc {
		e := &info.Exc[i]
		if e.Start > at || at >= e.End {
			continue
		}
		if in := info.Instrs[e.Handler]; in.Op() == bytecode.POPEXC && abi.Load(base+uintptr(in.A())) == was {
			abi.Store(base+uintptr(in.A()), t.Handled)
		}
	}
}

// opYIELD suspends the running generator.
func opYIELD(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	return yield(t, pc, R, regB(pc, R), Unbound)
}

// yield suspends the running generator; it is what it delegates to, or Unbound.
func yield(t *runtime.Thread, pc, R uintptr, v, it Value) (uintptr, uintptr, uintptr) {
	h := abi.Frame(R)
	g := abi.Obj[abi.Generator](h.Cont)
	if g.Sink.IsPtr() {
		return sink(t, pc, R, codeOf(h.Func).Consts, g.Sink, v)
	}
	suspend(t, g, R, codeOf(h.Func))
	g.PC = pc
	if g.Yielded = it; it != Unbound {
		t.Heap.Barrier(h.Cont.Addr())
	}
	g.Aux = abi.GenSuspended
	g.Next = 0
	leaveHandled(t, g, h)
	abi.Store(R, v)
	t.Depth--
	if h.Native != 0 {
		return t.Native.Return(t, R)
	}
	return h.PC, h.R, h.K
}

// leaveHandled gives the resumer its handled exception back.
func leaveHandled(t *runtime.Thread, g *abi.Generator, h *abi.FrameHeader) {
	outer := g.Outer
	g.Handled = abi.None
	if t.Handled != outer {
		g.Handled = t.Handled
		t.Heap.Barrier(h.Cont.Addr())
	}
	t.Handled = outer
}

// opRETGEN ends the running generator.
func opRETGEN(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	h := abi.Frame(R)
	v := regA(pc, R)
	EndGenerator(t, R, v)
	t.Depth--
	abi.Store(R, Unbound)
	if h.Native != 0 {
		return t.Native.Return(t, R)
	}
	pc = h.PC
	if bytecode.Op(abi.Load8(pc)) == bytecode.FORRET {
		pc += word // the loop ends
	}
	return pc, h.R, h.K
}

// EndGenerator ends the generator whose frame is at R: it returns v. To do that
// again does nothing.
func EndGenerator(t *runtime.Thread, R uintptr, v Value) {
	h := abi.Frame(R)
	if abi.Obj[abi.Generator](h.Cont).Aux != abi.GenDone {
		finishGenerator(t, h)
		t.GenResult = v
	}
}

func finishGenerator(t *runtime.Thread, h *abi.FrameHeader) {
	g := abi.Obj[abi.Generator](h.Cont)
	t.Handled = g.Outer
	g.Aux = abi.GenDone
	g.Frame, g.Next = 0, 0
	g.Handled, g.Outer, g.Yielded, g.Sink = abi.None, abi.None, Unbound, abi.SmallInt(0)
}

// convertStopIteration makes a StopIteration that leaves a generator a
// RuntimeError (PEP 479).
func convertStopIteration(t *runtime.Thread, c *abi.Code) {
	exc := t.Pending()
	if !t.TypeOf(exc).IsSubtype(t.Exc.StopIteration) {
		return
	}
	what := "generator"
	switch {
	case c.Flags&bytecode.FlagCoroutine != 0:
		what = "coroutine"
	case c.Flags&bytecode.FlagAsyncGenerator != 0:
		what = "async generator"
	}
	t.TakePending()
	t.Raise(t.Exc.RuntimeError, "%s raised StopIteration", what)
	t.SetSlot(t.Pending(), runtime.ExcCause, exc)
	t.SetSlot(t.Pending(), runtime.ExcContext, exc)
	t.SetSlot(t.Pending(), runtime.ExcSuppress, abi.True)
}

// Resume implements runtime.Interp.
func (m *Machine) Resume(t *runtime.Thread, gen, sent, throw Value) Value {
	saved, savedPC := t.R, t.PC
	w := t.PushWindow(0)
	g := abi.Obj[abi.Generator](gen)
	pc, R, K, ok := resume(t, gen, w.Base, exitPC, saved, savedPC, sent)
	if !ok {
		t.PopWindow(w)
		return Raised
	}
	if throw != Unbound {
		if g.Handled == abi.None { // what the resumer handles is not its context
			t.SetPending(throw)
		} else {
			t.RaiseExc(throw)
		}
		t.R, t.PC = R, g.PC
	}
	m.run(t, pc, R, K, throw != Unbound)
	t.R, t.PC = saved, savedPC
	t.PopWindow(w)
	if t.Pending() != Unbound {
		return Raised
	}
	return abi.Load(w.Base)
}

// sink is yield where everything goes into a list: the generator just goes on,
// as nobody else would see it suspended.
func sink(t *runtime.Thread, pc, R, K uintptr, list, v Value) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	t.ListAppend(list, v)
	setA(pc, R, abi.None)
	if opcode(pc) == bytecode.YIELD {
		pc += 2 * word
	}
	if t.Poll.Load() != 0 {
		return slowPoll(t, pc, R, K)
	}
	return pc, R, K
}

// Drain implements runtime.Interp.
func (m *Machine) Drain(t *runtime.Thread, gen, list Value) bool {
	saved, savedPC := t.R, t.PC
	w := t.PushWindow(0)
	pc, R, K, ok := resume(t, gen, w.Base, exitPC, saved, savedPC, abi.None)
	if ok {
		g := abi.Obj[abi.Generator](gen)
		g.Sink = list // resume was the barrier
		m.run(t, pc, R, K, false)
		g.Sink = abi.SmallInt(0)
		t.R, t.PC = saved, savedPC
	}
	t.PopWindow(w)
	return ok && t.Pending() == Unbound
}

// slowForIter is FORITER of anything but a range.
//
//go:noinline
func slowForIter(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	it := regB(pc, R)
	var v Value
	switch it.Kind() {
	case abi.KindSeqIter:
		if v = seqNext(t, it); v == Unbound {
			save(t, pc, R)
			v = t.Next(it)
		}
	case abi.KindGenerator:
		if pc, R, K, ok := forGenerator(t, pc, R, K, it); ok {
			return pc, R, K
		}
		save(t, pc, R)
		v = t.Next(it)
	default:
		save(t, pc, R)
		v = t.Next(it)
	}
	switch v {
	case Raised:
		return unwind(t, pc, R, true)
	case Unbound:
		return pc + 2*word, R, K
	}
	setA(pc, R, v)
	return backEdge(t, pc, jumpC(pc), R, K)
}

// seqNext advances an iterator over an exact list, tuple or str; Unbound when it
// is another one or at its end.
func seqNext(t *runtime.Thread, it Value) Value {
	s := abi.Obj[abi.SeqIter](it)
	if !s.Seq.IsPtr() {
		return Unbound
	}
	var items []Value
	switch it.Shape() {
	case t.Types.ListIter.RootShape():
		items = abi.ListItems(s.Seq)
	case t.Types.TupleIter.RootShape():
		items = abi.TupleItems(s.Seq)
	case t.Types.StrIter.RootShape():
		if i := int(s.Index); i < runtime.StrLen(s.Seq) {
			s.Index++
			return t.NewChar(runtime.StrAt(s.Seq, i))
		}
	}
	if uint64(s.Index) < uint64(len(items)) {
		s.Index++
		return items[s.Index-1]
	}
	return Unbound
}

// forGenerator resumes a generator in this loop; ok is false for one that
// cannot just be resumed.
func forGenerator(t *runtime.Thread, pc, R, K uintptr, gen Value) (uintptr, uintptr, uintptr, bool) {
	if !resumable(t, gen, abi.None) {
		return 0, 0, 0, false
	}
	save(t, pc, R)
	base := R + uintptr(abi.Load16(pc+word+4)) // FORRET's window
	npc, nR, nK := resumeIn(t, pc, pc+word, R, K, base, gen, abi.None)
	return npc, nR, nK, true
}

// resumable reports whether v is a generator that only has to be resumed to be
// sent a value.
func resumable(t *runtime.Thread, v, sent Value) bool {
	if !v.IsKind(abi.KindGenerator) || v.Shape() != t.Types.Generator.RootShape() {
		return false
	}
	s := abi.Obj[abi.Generator](v).Aux
	return s == abi.GenSuspended || s == abi.GenCreated && sent == abi.None
}

// resumeIn resumes a generator, its frame at base, for the instruction at pc; it
// returns to ret.
func resumeIn(t *runtime.Thread, pc, ret, R, K, base uintptr, gen, sent Value) (uintptr, uintptr, uintptr) {
	at := abi.Obj[abi.Generator](gen).PC
	npc, nR, nK, ok := resume(t, gen, base, ret, R, K, sent)
	switch {
	case !ok:
		return unwind(t, pc, R, true)
	case hotResume(t, at), abi.LoadPtr(at+word) != 0: // or there is compiled code for it
		return t.Native.Resumed(t, at, npc, nR, nK)
	}
	return npc, nR, nK
}

// hotResume counts the resumptions of generators that were suspended at an
// instruction. Once in 256 of them it reports that they are many.
func hotResume(t *runtime.Thread, at uintptr) bool {
	heat := abi.Load8(at+1) + 1
	abi.Store8(at+1, heat)
	return heat == 0 && t.Native != nil
}

// ResumeNative resumes a generator, which is created or suspended, for the
// compiled code that has the frame at base as its callee's. ok is false when an
// exception is pending.
func ResumeNative(t *runtime.Thread, gen Value, base uintptr) (pc, R, K uintptr, ok bool) {
	at, native := abi.Obj[abi.Generator](gen).PC, abi.Frame(base).Native
	pc, R, K, ok = resume(t, gen, base, 0, 0, 0, abi.None)
	abi.Frame(base).Native = native
	if ok && hotResume(t, at) {
		pc, R, K = t.Native.Resumed(t, at, pc, R, K)
	}
	return pc, R, K, ok
}

func opGETITER(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	return result(t, pc, R, K, t.Iter(regB(pc, R)), 1)
}

func opGETYIELDITER(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	return result(t, pc, R, K, YieldIter(t, regB(pc, R)), 1)
}

// YieldIter is the iterator for `yield from v`.
func YieldIter(t *runtime.Thread, v Value) Value {
	if v.IsKind(abi.KindGenerator) {
		return v
	}
	return t.Iter(v)
}

// Delegated ends the DELEGATE at pc, whose iterator has given v, or Unbound when
// it ended.
func Delegated(t *runtime.Thread, pc, R, K uintptr, v Value) (uintptr, uintptr, uintptr) {
	if v != Unbound {
		return yield(t, pc, R, v, regB(pc, R))
	}
	abi.Obj[abi.Generator](abi.Frame(R).Cont).Yielded = Unbound
	setA(pc, R, t.GenResult)
	return pc + 3*word, R, K
}

// opDELRET is where a generator that DELEGATE has resumed returns to.
func opDELRET(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	return Delegated(t, pc-2*word, R, K, regB(pc, R))
}

// opDELEGATE is one step of `yield from`. The generator stays at this
// instruction, with the iterator in Yielded, until the iterator ends.
func opDELEGATE(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	it, sent := regB(pc, R), regA(pc, R)
	g := abi.Obj[abi.Generator](abi.Frame(R).Cont)
	if resumable(t, it, sent) {
		return resumeIn(t, pc, pc+2*word, R, K, R+opC(pc), it, sent)
	}
	v, ended := t.DelegateSend(it, sent)
	switch {
	case v == Raised:
		g.Yielded = Unbound
		return unwind(t, pc, R, true)
	case ended:
		g.Yielded = Unbound
		setA(pc, R, v)
		return pc + 3*word, R, K
	}
	return yield(t, pc, R, v, it)
}

// NewGenerator makes what a call of a generator function gives, its arguments
// complete, without running the instructions up to GENSTART on the stack. It
// returns Unbound for a function that begins with others than usual.
func NewGenerator(t *runtime.Thread, fn Value, args []Value) Value {
	code := codeOf(fn)
	n := int(code.FrameSize / word)
	gen := t.NewGenerator(fn, n)
	g := abi.Obj[abi.Generator](gen)
	regs := abi.Values(g.Frame, n)
	copy(regs, args)
	for i := len(args); i < n; i++ {
		regs[i] = Unbound
	}
	for pc := code.Entry; ; pc += word {
		a := int(opA(pc) / word)
		switch opcode(pc) {
		case bytecode.GENSTART:
			g.PC = pc
			return gen
		case bytecode.CLEAR: // they are
		case bytecode.MAKECELL:
			regs[a] = t.NewCell(regs[a])
		case bytecode.COPYFREE:
			copy(regs[a:], abi.TupleItems(abi.Obj[abi.Function](fn).Closure))
		default:
			return Unbound
		}
	}
}
