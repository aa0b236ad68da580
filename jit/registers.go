package jit

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/runtime"
)

// Registers implements runtime.NativeCode. Compiled code that waits, for Go or
// for a function that it called, has its values elsewhere: of what it will need
// again, the state at which it waits knows where.
func (j *JIT) Registers(t *runtime.Thread, R uintptr) {
	for i := range j.stack {
		switch s := &j.stack[i]; {
		case s.x != nil:
			if j.writeVars(t, s.x.r.f, s.R, s.x.State, ptr(s.x.r.source(s.R, s.x.Live)), R) {
				return
			}
		case s.f != nil:
			if j.writeVars(t, s.f, s.R, s.state, s.value, R) {
				return
			}
		}
	}
	j.CompleteFrames(t)
	for at := t.R; at > R && at != t.StackBase(); {
		h := abi.Frame(at)
		if h.Native == 0 {
			at = h.R
			continue
		}
		r, x := j.callSite(j.returnAddr(h))
		at -= uintptr(r.code.FrameSize)
		if j.writeVars(t, r.f, at, x.State, ptr(r.source(at, x.Live)), R) {
			return
		}
	}
}

// writeVars writes the variables of the frame at want, if it is one of those of
// state s of a region whose frame is at R. Those that the state does not have
// become unbound, as do those that hold an object which was not made.
func (j *JIT) writeVars(t *runtime.Thread, f *ir.Func, R uintptr, s ir.StateID, value *source, want uintptr) bool {
	for ; s != 0; s = f.States[s].Parent {
		st := &f.States[s]
		if R+uintptr(st.Base) != want {
			continue
		}
		info := j.iso.CodeAt(f.Codes[st.Code].Index)
		unbind(info, want, nil)
		d := deoptimiser{j: j, t: t, f: f, value: value}
		for _, rv := range st.Regs {
			if _, virtual := rv.Val.IsVirtual(); !virtual && isVar(info, int(rv.Reg)/abi.Word) {
				abi.Store(want+uintptr(rv.Reg), d.ref(rv.Val))
			}
		}
		return true
	}
	return false
}

func isVar(info *runtime.CodeInfo, reg int) bool {
	if info.Flags&bytecode.FlagOptimized == 0 {
		return false
	}
	if reg < len(info.VarNames) {
		return true
	}
	for _, r := range info.CellRegs {
		if int(r) == reg {
			return true
		}
	}
	return false
}

// unbind makes the variables of a function unbound whose registers are at R:
// what is there is from before compiled code ran, and may not be alive. Those
// that the instruction kept has written are left alone.
func unbind(info *runtime.CodeInfo, R uintptr, kept *bytecode.Effect) {
	if info.Flags&bytecode.FlagOptimized == 0 {
		return
	}
	for i := range info.VarNames {
		if kept == nil || !within(kept.Writes, i) && !within(kept.Clears, i) {
			abi.Store(R+uintptr(i)*abi.Word, abi.Unbound)
		}
	}
	for _, r := range info.CellRegs {
		abi.Store(R+uintptr(r)*abi.Word, abi.Unbound)
	}
}
