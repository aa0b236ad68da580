package interp

import (
	"github.com/go-python/gopython/gc"
	goruntime "runtime"
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/runtime"
)

// Value is a Python value.
type Value = abi.Value

const (
	// Raised and Unbound as in package runtime.
	Raised  = abi.Raised
	Unbound = abi.Unbound
)

// Offsets used by the dispatch loop. Frame offsets are negative, which is why
// they are written as wrapped unsigned numbers.
const (
	frameFunc = ^uintptr(0) - uintptr(-abi.FrameFunc) + 1
	frameR    = ^uintptr(0) - uintptr(-abi.FrameR) + 1
	framePC   = ^uintptr(0) - uintptr(-abi.FramePC) + 1
	frameK    = ^uintptr(0) - uintptr(-abi.FrameK) + 1
	frameCont = ^uintptr(0) - uintptr(-abi.FrameCont) + 1

	frameNative = ^uintptr(0) - uintptr(-abi.FrameNative) + 1

	funcCode     = unsafe.Offsetof(abi.Function{}.Code)
	funcGlobals  = unsafe.Offsetof(abi.Function{}.Globals)
	funcBuiltins = unsafe.Offsetof(abi.Function{}.Builtins)

	codeArgs      = unsafe.Offsetof(abi.Code{}.Args)
	codeFrameSize = unsafe.Offsetof(abi.Code{}.FrameSize)
	codeEntry     = unsafe.Offsetof(abi.Code{}.Entry)
	codeConsts    = unsafe.Offsetof(abi.Code{}.Consts)
	codeHeat      = unsafe.Offsetof(abi.Code{}.Heat)

	dictKeyVer  = unsafe.Offsetof(abi.Dict{}.KeyVer)
	dictEntries = unsafe.Offsetof(abi.Dict{}.Entries)

	listLen   = unsafe.Offsetof(abi.List{}.Len)
	listItems = unsafe.Offsetof(abi.List{}.Items)

	rangeCur  = unsafe.Offsetof(abi.RangeIter{}.Cur)
	rangeLeft = unsafe.Offsetof(abi.RangeIter{}.Left)
	rangeStep = unsafe.Offsetof(abi.RangeIter{}.Step)

	gcLog = uint8(abi.GCLog)
	word  = abi.Word
)

// stubs are instructions that frames return to.
var stubs = []uint64{uint64(bytecode.EXIT), uint64(bytecode.CONT), uint64(bytecode.CATCH)}

var (
	exitPC  = abi.AddrOf(stubs)
	contPC  = exitPC + word
	catchPC = exitPC + 2*word
)

// Machine runs Python code; it implements runtime.Interp.
type Machine struct {
	// When and where an instruction was last executed once more; see retry.
	retriedAt uint64
	retriedPC uintptr
}

// New makes the interpreter of an isolate and installs it.
func New(iso *runtime.Isolate) *Machine {
	m := &Machine{}
	iso.Interp = m
	iso.FlushCaches = func() {
		flushCaches(iso)
		if iso.Native != nil {
			iso.Native.FlushClasses()
		}
	}
	return m
}

// Call implements runtime.Interp.
func (m *Machine) Call(t *runtime.Thread, base uintptr, nargs int, kwnames Value) Value {
	fn := abi.Frame(base).Func
	saved := t.R
	savedPC := t.PC
	if nargs != runtime.Bound && !bindArgs(t, fn, base, nargs, kwnames) {
		return Raised
	}
	code := codeOf(fn)
	if !room(t, base, code) {
		return Raised
	}
	t.Depth++
	h := abi.Frame(base)
	h.Native, h.Cont, h.K, h.PC, h.R = 0, 0, savedPC, exitPC, saved
	m.run(t, code.Entry, base, code.Consts, false)
	t.R, t.PC = saved, savedPC
	if t.Pending() != Unbound {
		return Raised
	}
	return abi.Load(base)
}

// run executes from pc until the frame at R returns to EXIT. With unwinding, it
// raises the pending exception at t.PC in the frame at t.R instead.
func (m *Machine) run(t *runtime.Thread, pc, R, K uintptr, unwinding bool) {
	var st runtime.State
	t.SaveState(&st)
	if t.Native != nil {
		st.Serving = t.Native.Serving()
	}
	for next := m.protect(t, pc, R, K, &st, unwinding); next != finished; {
		if next == again {
			pc, R, K = t.PC, t.R, codeOf(abi.Frame(t.R).Func).Consts
		}
		next = m.protect(t, pc, R, K, &st, next == raised)
	}
}

// outcome is what is to be done after the dispatch loop was left.
type outcome int

const (
	finished outcome = iota
	raised           // a Go panic was turned into a pending exception: unwind it
	again            // memory was found: execute the instruction once more
)

// protect runs the dispatch loop and turns a Go panic under it into a Python
// exception, raised where the thread was.
//
// When unwinding is set, an exception is pending that is to be unwound first.
// That is done here because it allocates, and so may panic in turn; the second
// time it goes without the traceback.
func (m *Machine) protect(t *runtime.Thread, pc, R, K uintptr, st *runtime.State, unwinding bool) (next outcome) {
	defer func() {
		r := recover()
		if r == nil {
			return
		}
		t.RestoreState(st)
		if t.Native != nil {
			if t.Native.Recover(t, st.Serving, r) {
				t.NoTraceback = unwinding
				next = raised
				return
			}
		}
		if oom, ok := r.(gc.OutOfMemory); ok && !unwinding && m.retry(t, oom) {
			next = again
			return
		}
		t.NoTraceback = unwinding
		t.RaisePanic(r)
		next = raised
	}()
	if unwinding {
		pc, R, K = unwind(t, t.PC, t.R, true)
		t.NoTraceback = false
		unwinding = false
	}
	dispatch(t, pc, R, K)
	return finished
}

// retry collects garbage for an instruction that found no memory, and reports
// whether to execute it once more. It has to be one that allocates before it
// changes anything, and something must have been allocated since the last time.
func (m *Machine) retry(t *runtime.Thread, oom gc.OutOfMemory) bool {
	op := opcode(t.PC)
	if binaryOp[op].form != 0 {
		x, y := binaryOperands(t.PC, t.R, codeOf(abi.Frame(t.R).Func).Consts)
		if !t.IsBuiltin(x) || !t.IsBuiltin(y) || opX(t.PC)&bytecode.InPlace != 0 {
			return false
		}
	} else if op == bytecode.SETITEM || op == bytecode.SETITEMI {
		// A dict that grows finds room first, and looking for such a key calls nothing.
		if !t.IsExactDict(regA(t.PC, t.R)) {
			return false
		}
		if op == bytecode.SETITEM && !regB(t.PC, t.R).IsInt() && !t.IsExactStr(regB(t.PC, t.R)) {
			return false
		}
	} else if !retryable[op] {
		return false
	}
	if made := t.Heap.Stats().Allocated; made != m.retriedAt || t.PC != m.retriedPC {
		m.retriedAt, m.retriedPC = made, t.PC
		return t.CollectForRoom(uint64(oom.Requested))
	}
	return false
}

// retryable has the instructions that allocate first.
var retryable = [256]bool{
	bytecode.LISTAPPEND: true, bytecode.BUILDLIST: true, bytecode.BUILDTUPLE: true, bytecode.BUILDSTRING: true,
	bytecode.MAKECELL: true, bytecode.MAKEFUNCTION: true, bytecode.GETITER: true, bytecode.GETSLICE: true, bytecode.DICTSET: true,
}

func codeOf(fn Value) *abi.Code {
	return abi.Obj[abi.Code](abi.Obj[abi.Function](fn).Code)
}

// room checks the recursion limit and the frame stack for a frame at base.
func room(t *runtime.Thread, base uintptr, code *abi.Code) bool {
	if t.Depth >= t.DepthLimit || base+uintptr(code.FrameSize) >= t.StackLimit {
		t.Raise(t.Exc.RecursionError, "maximum recursion depth exceeded")
		return false
	}
	return true
}

// Operands of the instruction at pc.
func opX(pc uintptr) int          { return int(abi.Load8(pc + 1)) }
func opA(pc uintptr) uintptr      { return uintptr(abi.Load16(pc + 2)) }
func opB(pc uintptr) uintptr      { return uintptr(abi.Load16(pc + 4)) }
func opC(pc uintptr) uintptr      { return uintptr(abi.Load16(pc + 6)) }
func immB(pc uintptr) int64       { return int64(int16(abi.Load16(pc + 4))) }
func immC(pc uintptr) int64       { return int64(int16(abi.Load16(pc + 6))) }
func jumpC(pc uintptr) uintptr    { return pc + uintptr(immC(pc)*word) }
func jumpWide(pc uintptr) uintptr { return pc + uintptr(int64(int32(abi.Load32(pc+4)))*word) }
func regA(pc, R uintptr) Value    { return abi.Load(R + opA(pc)) }
func regB(pc, R uintptr) Value    { return abi.Load(R + opB(pc)) }
func regC(pc, R uintptr) Value    { return abi.Load(R + opC(pc)) }
func constB(pc, K uintptr) Value  { return abi.Load(K + opB(pc)) }
func constC(pc, K uintptr) Value  { return abi.Load(K + opC(pc)) }
func setA(pc, R uintptr, v Value) { abi.Store(R+opA(pc), v) }

// save records where the thread is, for whatever may look at the stack.
func save(t *runtime.Thread, pc, R uintptr) { t.PC, t.R = pc, R }

// result stores v in register a and goes on n words further; v == Raised unwinds.
func result(t *runtime.Thread, pc, R, K uintptr, v Value, n uintptr) (uintptr, uintptr, uintptr) {
	if v == Raised {
		return unwind(t, pc, R, true)
	}
	setA(pc, R, v)
	if t.Poll.Load() != 0 && t.Heap.Urgent() { // large garbage made by code without loops and calls
		return slowPoll(t, pc+n*word, R, K)
	}
	return pc + n*word, R, K
}

// done goes on n words further, or unwinds when ok is false.
func done(t *runtime.Thread, pc, R, K uintptr, ok bool, n uintptr) (uintptr, uintptr, uintptr) {
	if !ok {
		return unwind(t, pc, R, true)
	}
	return pc + n*word, R, K
}

// slowPoll serves what the poll word asks for, at a back-edge that was taken:
// pc is its target.
//
//go:noinline
func slowPoll(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	if !t.Safepoint() {
		return unwind(t, pc, R, true)
	}
	return pc, R, K
}

func opTRAP(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	save(t, pc, R)
	t.Raise(t.Exc.SystemError, "unknown opcode %d", opcode(pc))
	return unwind(t, pc, R, true)
}

// Interrupt makes t raise KeyboardInterrupt at its next safepoint. Any
// goroutine may call it.
func (m *Machine) Interrupt(t *runtime.Thread) {
	t.Poll.Or(abi.PollSignal)
	if t.Native != nil {
		// Compiled loops look at the goroutine's preemption flag alone. To stop
		// the world sets it; this is the cheapest thing that does.
		var stats goruntime.MemStats
		goruntime.ReadMemStats(&stats)
	}
}

// safepoint collects garbage and serves signals.
func safepoint(t *runtime.Thread) bool { return t.Safepoint() }
