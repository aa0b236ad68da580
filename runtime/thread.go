package runtime

import (
	"github.com/go-python/gopython/gc"
	"github.com/go-python/gopython/internal/abi"
)

// Thread is a Python thread: a stack of frames, a handle stack and a pending
// exception.
type Thread struct {
	abi.Thread
	*Isolate

	exc     Value   // the pending exception, Unbound without
	handles []Value // see Root
	spares  []Value // empty lists: see joinGenerator

	stack *gc.Area
	// Windows for calls from Go are pushed at top when topR == R (a Go
	// function called from the frame at R has pushed some already), and else
	// behind the frame at R.
	top, topR uintptr

	// Lazy is the frame whose registers compiled code holds while the
	// interpreter executes one of its instructions; 0: none. See
	// NativeCode.WriteRegisters.
	Lazy uintptr
	// LazyCatch says that the compiled code looks itself whether the instruction
	// raised.
	LazyCatch bool

	GenResult Value // what the generator resumed last returned
	native    int   // depth of Go code calling Python calling Go ...
	// NoTraceback is set while there is no memory for tracebacks.
	NoTraceback bool
	// spareMemoryError is for when there is no memory for another one.
	spareMemoryError Value
	reprs            []Value
	skipped          int // safepoints since the last collection: see Config.GCEvery
}

// MaxNative bounds how deep Go functions and Python code may call each other:
// each level takes Go stack, whose overflow would end the process.
const MaxNative = 3000

// DefaultRecursionLimit is CPython's.
const DefaultRecursionLimit = 1000

const (
	stackBytes  = 64 << 20 // address space; touched as needed
	stackMargin = 1 << 20  // room behind StackLimit for one more frame and windows of Go code
)

func newThread(iso *Isolate) (*Thread, error) {
	t := &Thread{Isolate: iso, exc: Unbound, spareMemoryError: Unbound}
	t.Handled = None
	t.DepthLimit = DefaultRecursionLimit
	stack, err := gc.NewArea(stackBytes)
	if err != nil {
		return nil, err
	}
	t.stack = stack
	t.StackLimit = stack.Base + stack.Size - stackMargin
	t.R = stack.Base + abi.FrameHeaderSize
	t.top, t.topR = t.R, t.R
	return t, nil
}

func (t *Thread) mark(m *gc.Marker) {
	m.Value(t.exc)
	m.Value(t.Handled)
	m.Value(t.GenResult)
	m.Value(t.spareMemoryError)
	m.Values(t.handles)
	m.Values(t.spares)
	m.Values(t.reprs)
	m.Conservative(t.stack.Base, t.Top())
}

// Top returns the end of the used part of the frame stack.
func (t *Thread) Top() uintptr {
	if t.topR == t.R {
		return t.top
	}
	return t.R + uintptr(abi.Obj[abi.Code](FrameCode(t.R)).FrameSize)
}

// FrameCode returns the code object that runs in the frame at r.
func FrameCode(r uintptr) Value {
	return abi.Obj[abi.Function](abi.Frame(r).Func).Code
}

// StackBase returns the address below which no frame lies: the pseudo frame
// that Go code without a Python caller runs in.
func (t *Thread) StackBase() uintptr { return t.stack.Base + abi.FrameHeaderSize }

// Window is room for a call from Go: n argument slots at Base, and a frame
// header before.
type Window struct {
	Base      uintptr
	top, topR uintptr
}

// PushWindow makes room for n arguments. Every PushWindow is paired with a
// PopWindow of its result, in stack order.
func (t *Thread) PushWindow(n int) Window {
	base := t.Top() + abi.FrameHeaderSize
	if base+uintptr(n)*abi.Word >= t.StackLimit+stackMargin/2 {
		panic(stackOverflow{})
	}
	w := Window{Base: base, top: t.top, topR: t.topR}
	t.top, t.topR = base+uintptr(n)*abi.Word, t.R
	return w
}

// PopWindow undoes PushWindow.
func (t *Thread) PopWindow(w Window) { t.top, t.topR = w.top, w.topR }

// Mark is a height of the handle stack.
type Mark int

// Root puts v on the handle stack, which keeps it alive until Unroot with a
// mark taken before. Typical use:
//
//	m := t.Mark()
//	defer t.Unroot(m)
//	list := t.Root(t.NewList(nil))
func (t *Thread) Root(v Value) Value {
	t.handles = append(t.handles, v)
	return v
}

// Mark returns the height of the handle stack.
func (t *Thread) Mark() Mark { return Mark(len(t.handles)) }

// Unroot drops what was rooted since m.
func (t *Thread) Unroot(m Mark) { t.handles = t.handles[:m] }

// Enter counts a level of recursion in Go code that follows data (repr of a
// list in a list ...). It raises RecursionError with CPython's words when
// that gets too deep: where is such as " while getting the repr of an
// object". Each successful Enter is paired with Leave.
func (t *Thread) Enter(where string) bool {
	if t.native >= MaxNative || t.Depth+int32(t.native) >= t.DepthLimit*3 {
		t.Raise(t.Exc.RecursionError, "maximum recursion depth exceeded%s", where)
		return false
	}
	t.native++
	return true
}

// tooDeep raises RecursionError when Go code calls itself through objects too
// deep. Between such a check and the call, t.native is counted up.
func (t *Thread) tooDeep() bool {
	if t.native < MaxNative {
		return false
	}
	t.Raise(t.Exc.RecursionError, "maximum recursion depth exceeded")
	return true
}

// Leave undoes Enter.
func (t *Thread) Leave() { t.native-- }

// Pending returns the pending exception, Unbound without.
func (t *Thread) Pending() Value { return t.exc }

// SetPending makes exc (an exception instance) the pending exception.
func (t *Thread) SetPending(exc Value) Value {
	t.exc = exc
	return Raised
}

// TakePending clears the pending exception and returns it.
func (t *Thread) TakePending() Value {
	exc := t.exc
	t.exc = Unbound
	return exc
}

// Catch clears the pending exception and returns true if it is an instance of
// class; otherwise it leaves it.
func (t *Thread) Catch(class *Type) bool {
	if t.exc == Unbound || !t.TypeOf(t.exc).IsSubtype(class) {
		return false
	}
	t.exc = Unbound
	return true
}
