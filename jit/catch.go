package jit

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/interp"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/runtime"
)

// catchHelper takes the pending exception, or a given one, and adds the frames
// that it left to its traceback.
func catchHelper(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
	exc := Value(a[0])
	if exc == abi.Unbound {
		exc = t.TakePending()
	}
	addTraceback(t, exc, a[1:])
	return uint64(exc), true
}

// throwHelper raises a value, with a cause unless that is Unbound, and goes on
// as catchHelper.
func throwHelper(j *JIT, t *runtime.Thread, a []uint64) (uint64, bool) {
	if cause := Value(a[1]); cause != abi.Unbound {
		interp.RaiseFrom(t, Value(a[0]), cause)
	} else if exc := t.ExceptionOf(Value(a[0])); exc != runtime.Raised {
		t.RaiseExc(exc)
	}
	exc := t.TakePending()
	addTraceback(t, exc, a[2:])
	return uint64(exc), true
}

func addTraceback(t *runtime.Thread, exc Value, frames []uint64) {
	for k := 0; k < len(frames); k += 2 {
		t.AddTraceback(exc, Value(frames[k]), uintptr(frames[k+1]))
	}
}

// handles finds the handler of an exception at a state, in the frames of the
// region.
func (j *JIT) handles(f *ir.Func, s ir.StateID) *site {
	for ; s != 0; s = f.States[s].Parent {
		st := &f.States[s]
		p := j.profileOf(j.iso.CodeAt(f.Codes[st.Code].Index).Obj)
		if h, _ := p.flow.handler(int(st.PC)); h >= 0 {
			return &p.sites[h]
		}
	}
	return nil
}

// uncaught is told of an exception at a state of a region that has no way to
// the handler: when that happens again and again, it gets one. It reports
// whether to observe how it is handled. The frames are in the interpreter's form.
func (j *JIT) uncaught(t *runtime.Thread, r *region, exit int, s ir.StateID) bool {
	h := j.handles(r.f, s)
	if h == nil || h.flags&failCatch != 0 || r.code == nil || j.cfg.FailEvery > 0 {
		return false
	}
	if h.count == 0 {
		h.count = 1
	}
	x := &r.exits[exit]
	x.raised++
	if x.raised >= j.exitLimit(r) && r.valid {
		h.flags |= failCatch
		j.invalidate(r, "an exception that is handled in it")
	}
	return x.raised <= 4 && j.observing < maxObserving
}

// exitLimit is how often an exit is taken until its region is compiled again.
func (j *JIT) exitLimit(r *region) int {
	if j.cfg.Force {
		return 2
	}
	limit := exitLimit + r.f.Size/exitSize
	if e := r.e; e != nil {
		limit <<= min(e.tries-1, 4) // what is compiled again and again has to be worth it
	}
	return limit
}

// raised goes on after a call of compiled code raised: in its handler there, or
// by unwinding.
func (j *JIT) raised(t *runtime.Thread, r *region, exit int, s ir.StateID, R uintptr, value source) (pc, nR, K uintptr) {
	pc, nR, _ = j.deopt(t, r.f, R, s, &value)
	t.R, t.PC = nR, pc
	observe := j.uncaught(t, r, exit, s)
	pc, nR, K = interp.Unwind(t, pc, nR)
	if observe && pc != interp.CatchPC() {
		return j.observe(t, pc, nR, K, 300)
	}
	return pc, nR, K
}

// Catch implements runtime.NativeCode.
func (j *JIT) Catch(t *runtime.Thread, R uintptr) (uintptr, uintptr, uintptr) {
	return j.run(t, j.returnAddr(abi.Frame(R)), R, uintptr(abi.Raised))
}
