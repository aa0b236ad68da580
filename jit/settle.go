package jit

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/runtime"
)

// Settle implements runtime.NativeCode. The loop that has the generator open
// goes on in the interpreter when what runs now is done, and later its compiled
// code does not count on being alone with it.
func (j *JIT) Settle(t *runtime.Thread, gen Value) {
	for i := len(j.stack) - 1; i >= 0; i-- {
		switch s := &j.stack[i]; {
		case s.x != nil:
			if j.settleIn(t, s.x.r, s.x.r.f, s.R, s.x.State, ptr(s.x.r.source(s.R, s.x.Live)), gen) {
				return
			}
		case s.f != nil:
			if j.settleIn(t, s.r, s.f, s.R, s.state, s.value, gen) {
				return
			}
		}
	}
	j.CompleteFrames(t)
	for at := t.R; at != 0 && at != t.StackBase(); {
		h := abi.Frame(at)
		if h.Native == 0 {
			at = h.R
			continue
		}
		r, x := j.callSite(j.returnAddr(h))
		at -= uintptr(r.code.FrameSize)
		if j.settleIn(t, r, r.f, at, x.State, ptr(r.source(at, x.Live)), gen) {
			return
		}
	}
}

// settleIn looks for the generator in a state of a region whose frame is at R.
func (j *JIT) settleIn(t *runtime.Thread, r *region, f *ir.Func, R uintptr, s ir.StateID, value *source, gen Value) bool {
	d := deoptimiser{j: j, t: t, f: f, value: value}
	for k := s; k != 0; k = f.States[k].Parent {
		if c := f.States[k].Cont; c.Kind == ir.ContGen && d.ref(c.Val) == gen {
			return true
		}
	}
	st := &f.States[s]
	found := -1
	for i := range st.Virtuals {
		if v := &st.Virtuals[i]; v.Existing != 0 && d.box(v.Existing) == gen {
			found = i
		}
	}
	if found < 0 {
		return false
	}
	for i := range st.Virtuals {
		d.allocate(&st.Virtuals[i])
	}
	for i := range st.Virtuals {
		d.fill(&st.Virtuals[i])
	}
	// Where it is iterated over, nothing is assumed of it any more.
	num := st.Virtuals[found].Num
	for k := s; k != 0; k = f.States[k].Parent {
		p := j.profileOf(j.iso.CodeAt(f.Codes[f.States[k].Code].Index).Obj)
		for _, rv := range f.States[k].Regs {
			if rv.Val == ir.VirtualRef(num) {
				p.distrust(int(rv.Reg) / abi.Word)
			}
		}
	}
	j.invalidate(r, "a generator is used beside the loop over it")
	return true
}

// distrust notes that loops over what is in register reg are not to be built
// with the body of a generator.
func (p *codeProfile) distrust(reg int) {
	for i, in := range p.info.Instrs {
		if p.flow.start[i] && in.Op() == bytecode.FORITER && int(in.B())/8 == reg {
			p.sites[i].flags |= failOther
		}
	}
}
