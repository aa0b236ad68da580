package runtime

import "github.com/go-python/gopython/internal/abi"

// Safepoint does what the poll word asks for: it collects garbage and raises
// KeyboardInterrupt. Whatever may run Python code may call it.
func (t *Thread) Safepoint() bool {
	bits := t.Poll.Load()
	if bits&abi.PollGC != 0 {
		t.Poll.And(^uint32(abi.PollGC))
		t.Collect()
	}
	if bits&abi.PollJIT != 0 {
		t.Poll.And(^uint32(abi.PollJIT))
		t.Native.Poll(t)
	}
	if bits&abi.PollSignal != 0 {
		t.Poll.And(^uint32(abi.PollSignal))
		t.RaiseArgs(t.Exc.KeyboardInterrupt)
		return false
	}
	return true
}

// interrupted serves signals in long loops that are no safepoints, because they
// hold references that nothing else does; it raises KeyboardInterrupt.
func (t *Thread) interrupted() bool {
	if t.Poll.Load()&abi.PollSignal == 0 {
		return false
	}
	t.Poll.And(^uint32(abi.PollSignal))
	t.RaiseArgs(t.Exc.KeyboardInterrupt)
	return true
}
