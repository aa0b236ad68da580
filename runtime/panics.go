package runtime

import (
	"fmt"
	"runtime/debug"

	"github.com/go-python/gopython/gc"
)

// stackOverflow is what PushWindow panics with at the end of the frame stack.
type stackOverflow struct{}

// RaisePanic makes a Python exception of what a Go panic was recovered with:
// MemoryError when the heap is at its cap, RecursionError at the end of the
// frame stack, SystemError for an error of ours. It does not panic itself.
func (t *Thread) RaisePanic(r any) {
	defer func() {
		if recover() != nil { // no room for the exception
			t.exc = t.spareMemoryError
			for _, field := range []int{ExcTraceback, ExcContext, ExcCause} {
				t.SetSlot(t.exc, field, None)
			}
		}
	}()
	switch r.(type) {
	case gc.OutOfMemory:
		t.RaiseMemory()
	case stackOverflow:
		t.Raise(t.Exc.RecursionError, "maximum recursion depth exceeded")
	default:
		// The stack goes with it, because a report without it cannot be acted on.
		t.Raise(t.Exc.SystemError, "internal error: %s\n%s", fmt.Sprint(r), debug.Stack())
	}
}

// guard calls f, which runs outside of any Python frame, and turns a panic into
// the pending exception; ok is false then.
func (t *Thread) guard(f func()) (ok bool) {
	var st State
	t.SaveState(&st)
	defer func() {
		if r := recover(); r != nil {
			t.RestoreState(&st)
			t.RaisePanic(r)
		}
	}()
	f()
	return true
}
