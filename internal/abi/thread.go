package abi

import (
	"sync/atomic"
	"unsafe"
)

// Thread is the part of a Python thread that compiled code and the dispatch
// loop read by offset. It lives inside runtime.Thread.
type Thread struct {
	// Poll is not zero when the thread is to stop at its next safepoint: a
	// collection is due, a signal or a cancellation came. Any goroutine may
	// set bits of it.
	Poll atomic.Uint32
	// Depth counts Python frames; a call that makes it exceed DepthLimit
	// raises RecursionError.
	Depth, DepthLimit int32
	// R and PC are the frame pointer and instruction of the running frame,
	// written before anything is called that can look at them.
	R, PC uintptr
	// StackLimit is the address that no frame may reach beyond.
	StackLimit uintptr
	// The shapes of an exact list, boxed int and str.
	ListShape, IntShape, StrShape uint32
	// Handled is the exception that is being handled (sys.exception()), or None.
	Handled Value
	// GuardCount counts the guards that compiled code executed, when tests
	// have every n-th one fail.
	GuardCount uint64
}

// Poll bits.
const (
	PollGC = 1 << iota
	PollSignal
	PollCancel
	PollJIT // compiled code is ready
)

// PollWord is Poll for the dispatch loop, where the method of atomic.Uint32
// would be a call.
func (t *Thread) PollWord() *uint32 { return (*uint32)(unsafe.Pointer(&t.Poll)) }
