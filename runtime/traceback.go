package runtime

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
)

// Fields of a traceback object.
const (
	tbNext = iota // traceback or None
	tbFunc        // the function that ran
	tbCode        // its code at the time
	tbPC          // address of the instruction, a word int
	tbLine        // line number, Unbound until somebody asks
	tbFields
)

// Fields of a frame object: a record of a frame made when somebody asked for it.
const (
	frFunc   = iota // function
	frCode          // code
	frPC            // address of the instruction, a word int
	frBack          // frame or None
	frR             // address of the running frame as a word int, 0 when it has ended
	frLocals        // dict, Unbound until asked for
	frGen           // generator whose frame it is, or None
	frFields
)

var tracebackType = TypeSpec{
	Name: "traceback", Kind: abi.KindInstance, Hidden: tbFields, Final: true,
	New: &NativeDef{Name: "__new__", Sig: "cls, tb_next, tb_frame, tb_lasti, tb_lineno", Fn: newTraceback},
	GetSets: []*GetSet{
		{Name: "tb_next", Get: func(t *Thread, v Value) Value { return Slot(v, tbNext) }, Set: setTracebackNext},
		{Name: "tb_frame", Member: true, Get: tracebackFrame},
		{Name: "tb_lasti", Member: true, Get: func(t *Thread, v Value) Value {
			return abi.SmallInt(int64(t.codeOffset(Slot(v, tbCode), Slot(v, tbPC))))
		}},
		{Name: "tb_lineno", Get: func(t *Thread, v Value) Value { return abi.SmallInt(int64(t.tracebackLine(v))) }},
	},
}

var frameType = TypeSpec{
	Name: "frame", Kind: abi.KindInstance, Hidden: frFields, Final: true, NoNew: true,
	Slots: Slots{Repr: func(t *Thread, v Value) Value {
		info := t.CodeInfo(Slot(v, frCode))
		return t.NewStr("<frame at 0x" + objectAddr(v) + ", file '" + info.Filename + "', line " + itoa64(int64(t.frameLine(v))) + ", code " + info.Name + ">")
	}},
	Methods: []*NativeDef{{Name: "clear", Sig: "self, /", Fn: func(t *Thread, a []Value) Value {
		if t.suspended(a[0]) != nil {
			t.GenClose(Slot(a[0], frGen))
			return okNone(t.exc == Unbound)
		}
		if t.frameAlive(a[0]) {
			return t.Raise(t.Exc.RuntimeError, "cannot clear an executing frame")
		}
		t.SetSlot(a[0], frLocals, Unbound)
		return None
	}}},
	GetSets: []*GetSet{
		{Name: "f_code", Get: func(t *Thread, v Value) Value { return Slot(v, frCode) }},
		{Name: "f_globals", Get: func(t *Thread, v Value) Value { return abi.Obj[abi.Function](Slot(v, frFunc)).Globals }},
		{Name: "f_builtins", Get: func(t *Thread, v Value) Value { return abi.Obj[abi.Function](Slot(v, frFunc)).Builtins }},
		{Name: "f_lineno", Get: func(t *Thread, v Value) Value { return abi.SmallInt(int64(t.frameLine(v))) }},
		{Name: "f_lasti", Get: func(t *Thread, v Value) Value {
			return abi.SmallInt(int64(t.codeOffset(Slot(v, frCode), Slot(v, frPC))))
		}},
		{Name: "f_back", Get: func(t *Thread, v Value) Value { return Slot(v, frBack) }},
		{Name: "f_locals", Get: frameLocals},
		{Name: "f_trace", Get: func(t *Thread, v Value) Value { return None }, Set: func(t *Thread, v, x Value) bool { return true }},
	},
}

func objectAddr(v Value) string {
	const digits = "0123456789abcdef"
	var b [16]byte
	i := len(b)
	for a := uint64(v.Addr()); ; a >>= 4 {
		i--
		b[i] = digits[a&15]
		if a < 16 {
			return string(b[i:])
		}
	}
}

// AddTraceback records that exc leaves (or is raised in) a frame of the
// function fn: pc is the address of any word of the instruction that raised.
// The interpreter calls it for each frame, innermost first; it computes
// nothing, because most exceptions are caught and forgotten.
func (t *Thread) AddTraceback(exc, fn Value, pc uintptr) {
	if t.NoTraceback {
		return
	}
	tb := t.NewInstance(t.Types.Traceback)
	f := abi.Values(tb.Addr()+instanceSize, tbFields)
	f[tbNext], f[tbFunc], f[tbCode], f[tbPC] = Slot(exc, ExcTraceback), fn, abi.Obj[abi.Function](fn).Code, abi.SmallInt(int64(pc))
	t.SetSlot(exc, ExcTraceback, tb)
}

func newTraceback(t *Thread, a []Value) Value {
	if a[1] != None && t.TypeOf(a[1]) != t.Types.Traceback {
		return t.Raise(t.Exc.TypeError, "expected traceback object or None, got '%s'", t.TypeName(a[1]))
	}
	if t.TypeOf(a[2]) != t.Types.Frame {
		return t.Raise(t.Exc.TypeError, "TracebackType() argument 'tb_frame' must be frame, not %s", t.argTypeName(a[2]))
	}
	lasti, ok := t.AsInt(a[3], t.Exc.OverflowError)
	if !ok {
		return Raised
	}
	line, ok := t.AsInt(a[4], t.Exc.OverflowError)
	if !ok {
		return Raised
	}
	code := Slot(a[2], frCode)
	pc := int64(abi.Obj[abi.Code](code).Entry) + int64(lasti)/2*abi.Word
	return t.NewRecord(t.Types.Traceback, a[1], Slot(a[2], frFunc), code, t.NewInt(pc), t.NewInt(int64(line)))
}

func setTracebackNext(t *Thread, v, x Value) bool {
	if x == Unbound {
		t.Raise(t.Exc.TypeError, "can't delete tb_next attribute")
		return false
	}
	if x != None && t.TypeOf(x) != t.Types.Traceback {
		t.Raise(t.Exc.TypeError, "expected traceback object, got '%s'", t.TypeName(x))
		return false
	}
	for c := x; c != None; c = Slot(c, tbNext) {
		if c == v {
			t.Raise(t.Exc.ValueError, "traceback loop detected")
			return false
		}
	}
	t.SetSlot(v, tbNext, x)
	return true
}

// tracebackFrame makes the frame object of a traceback entry. The frame itself
// is gone: only a module's variables are still to be had.
func tracebackFrame(t *Thread, v Value) Value {
	return t.NewRecord(t.Types.Frame, Slot(v, tbFunc), Slot(v, tbCode), Slot(v, tbPC), None, abi.SmallInt(0), Unbound, None)
}

// codeOffset counts an instruction's place as CPython does, two bytes each.
func (t *Thread) codeOffset(code, pc Value) int {
	return int(uintptr(pc.Int())-abi.Obj[abi.Code](code).Entry) / abi.Word * 2
}

func (t *Thread) tracebackPos(v Value) bytecode.Pos {
	return t.PosAt(Slot(v, tbCode), uintptr(Slot(v, tbPC).Int()))
}

func (t *Thread) tracebackLine(v Value) int {
	if l := Slot(v, tbLine); l != Unbound {
		return int(l.Int())
	}
	line := t.lineAt(Slot(v, tbCode), uintptr(Slot(v, tbPC).Int()))
	t.SetSlot(v, tbLine, abi.SmallInt(int64(line)))
	return line
}

// lineAt is the line of an instruction: one without a place in the source
// counts as part of the first line.
func (t *Thread) lineAt(code Value, pc uintptr) int {
	if line := int(t.PosAt(code, pc).Line); line > 0 {
		return line
	}
	return t.CodeInfo(code).FirstLine
}

func (t *Thread) frameLine(v Value) int { return t.lineAt(Slot(v, frCode), t.framePC(v)) }

// framePC is where a frame is now, or was when it ended.
func (t *Thread) framePC(v Value) uintptr {
	if g := t.suspended(v); g != nil {
		return g.PC
	}
	if want := uintptr(Slot(v, frR).Int()); want != 0 {
		at := uintptr(0)
		t.eachFrame(func(r, pc uintptr) bool {
			if r == want {
				at = pc
			}
			return r != want
		})
		if at != 0 && t.frameAlive(v) {
			return at
		}
	}
	return uintptr(Slot(v, frPC).Int())
}

// frameGenerator returns the generator that the frame at r belongs to, or None.
// Of other functions that compiled code called Cont is what the frame before
// left there.
func (t *Thread) frameGenerator(r uintptr) Value {
	const flags = bytecode.FlagGenerator | bytecode.FlagCoroutine | bytecode.FlagAsyncGenerator
	h := abi.Frame(r)
	if abi.Obj[abi.Code](abi.Obj[abi.Function](h.Func).Code).Flags&flags == 0 {
		return None
	}
	if g := h.Cont; g.IsKind(abi.KindGenerator) {
		return g
	}
	return None
}

// suspended returns the generator of a frame when it has registers in the heap.
func (t *Thread) suspended(v Value) *abi.Generator {
	if gen := Slot(v, frGen); gen.IsKind(abi.KindGenerator) {
		if s := t.genState(gen); s == abi.GenSuspended || s == abi.GenCreated {
			return abi.Obj[abi.Generator](gen)
		}
	}
	return nil
}

// generatorFrame is gi_frame: None when the generator has ended.
func (t *Thread) generatorFrame(gen Value) Value {
	g := abi.Obj[abi.Generator](gen)
	state := t.genState(gen)
	r, pc := uintptr(0), g.PC
	switch state {
	case abi.GenDone:
		return None
	case abi.GenRunning:
		r = g.Next
	}
	return t.NewRecord(t.Types.Frame, g.Func, abi.Obj[abi.Function](g.Func).Code, abi.SmallInt(int64(pc)), None, abi.SmallInt(int64(r)), Unbound, gen)
}

// eachFrame walks the running frames, innermost first, until f returns false.
func (t *Thread) eachFrame(f func(r, pc uintptr) bool) {
	if t.Native != nil {
		t.Native.CompleteFrames(t)
	}
	r, pc := t.R, t.PC
	for n := 0; r != 0 && r != t.StackBase() && n < 1<<20; n++ {
		h := abi.Frame(r)
		if h.Func.IsKind(abi.KindFunction) && !hidden(h.Func) && !f(r, pc) {
			return
		}
		if h.Native != 0 {
			r, pc = t.Native.Caller(r)
		} else {
			r, pc = h.R, callerPC(h)
		}
	}
}

// hidden reports whether a function's frames are shown to nobody.
func hidden(fn Value) bool {
	return abi.Obj[abi.Code](abi.Obj[abi.Function](fn).Code).Flags&bytecode.FlagHidden != 0
}

// callerPC is where the caller of a frame is: in the instruction before the one
// returned to, unless the frame returns to an instruction of the machine.
func callerPC(h *abi.FrameHeader) uintptr {
	switch bytecode.Op(abi.Load8(h.PC)) {
	case bytecode.CONT:
		return uintptr(h.Cont)
	case bytecode.EXIT:
		return h.K
	}
	return h.PC - 1
}

// frameAlive reports whether the frame that v describes is still running.
func (t *Thread) frameAlive(v Value) bool {
	want := uintptr(Slot(v, frR).Int())
	if want == 0 {
		return false
	}
	found := false
	t.eachFrame(func(r, pc uintptr) bool {
		found = r == want && abi.Frame(r).Func == Slot(v, frFunc)
		return r != want
	})
	if !found {
		t.SetSlot(v, frR, abi.SmallInt(0))
	}
	return found
}

// FrameObject makes frame objects for the running frame depth levels up and
// all its callers; None when there is none that deep.
func (t *Thread) FrameObject(depth int) Value {
	first, last := None, None
	t.eachFrame(func(r, pc uintptr) bool {
		if depth > 0 {
			depth--
			return true
		}
		fn := abi.Frame(r).Func
		fr := t.NewRecord(t.Types.Frame, fn, abi.Obj[abi.Function](fn).Code, abi.SmallInt(int64(pc)), None, abi.SmallInt(int64(r)), Unbound, t.frameGenerator(r))
		if last == None {
			first = fr
		} else {
			t.SetSlot(last, frBack, fr)
		}
		last = fr
		return true
	})
	return first
}

// frameLocals is f_locals: the namespace of a module or class, a copy of a
// function's variables, nothing once the frame has ended.
func frameLocals(t *Thread, v Value) Value {
	fn, code := Slot(v, frFunc), Slot(v, frCode)
	info := t.CodeInfo(code)
	if g := t.suspended(v); g != nil {
		return t.frameVars(code, g.Func, g.Frame, g.PC)
	}
	alive := t.frameAlive(v)
	if info.Flags&bytecode.FlagNewLocals == 0 {
		if alive {
			if d := abi.Load(uintptr(Slot(v, frR).Int())); d.IsKind(abi.KindDict) {
				return d
			}
		}
		return abi.Obj[abi.Function](fn).Globals
	}
	if !alive {
		if d := Slot(v, frLocals); d != Unbound {
			return d
		}
		return t.NewDict()
	}
	r := uintptr(Slot(v, frR).Int())
	if info.Flags&bytecode.FlagOptimized == 0 {
		if d := abi.Load(r); d.IsPtr() {
			return d
		}
		return t.NewDict()
	}
	d := t.runningVars(code, r, t.framePC(v))
	t.SetSlot(v, frLocals, d)
	return d
}
