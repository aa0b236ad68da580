package jit

import (
	"math"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/interp"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit/ra"
	"github.com/go-python/gopython/runtime"
)

// source gives the values of nodes where a region stopped, as raw words.
type source struct {
	r    *region // machine code: values are where live says, in the frame at R
	R    uintptr
	live []ra.ValueLoc
	eval func(ir.ID) uint64 // or the evaluator's
	// The outcome of a call that has just ended.
	call   ir.ID
	result uint64
}

func (s *source) get(id ir.ID) uint64 {
	if id == s.call && id != 0 {
		return s.result
	}
	if s.eval != nil {
		return s.eval(id)
	}
	lo, hi := 0, len(s.live)
	for lo < hi {
		if m := int(uint(lo+hi) >> 1); s.live[m].Val < id {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo == len(s.live) || s.live[lo].Val != id {
		panic("jit: no location for " + s.r.f.NodeString(id))
	}
	return abi.Load64(s.r.place(s.R, s.live[lo].Loc))
}

// with is s for after the call id, whose result is known.
func (s source) with(id ir.ID, result uint64) source {
	s.call, s.result = id, result
	return s
}

// deopt puts the frames of a state into the interpreter's form. R is that of
// the region's frame. It returns where the interpreter goes on.
func (j *JIT) deopt(t *runtime.Thread, f *ir.Func, R uintptr, s ir.StateID, value *source) (pc, newR, K uintptr) {
	return j.deoptAfter(t, f, R, s, value, nil)
}

// deoptAfter is deopt behind an instruction that has written its results into
// registers already (kept; nil: there is none).
func (j *JIT) deoptAfter(t *runtime.Thread, f *ir.Func, R uintptr, s ir.StateID, value *source, kept *bytecode.Effect) (pc, newR, K uintptr) {
	d := deoptimiser{j: j, t: t, f: f, value: value}
	st := &f.States[s]
	for i := range st.Virtuals {
		d.allocate(&st.Virtuals[i])
	}
	for i := range st.Virtuals {
		d.fill(&st.Virtuals[i])
	}
	// All values before the first is written: they may be in the places that
	// the frames take.
	puts := j.puts[:0]
	for k := s; k != 0; k = f.States[k].Parent {
		st := &f.States[k]
		for _, rv := range st.Regs {
			puts = append(puts, put{R + uintptr(st.Base) + uintptr(rv.Reg), d.ref(rv.Val)})
		}
	}
	fns := j.fns[:0]
	for k := s; k != 0; k = f.States[k].Parent {
		st := &f.States[k]
		fc := fnCont{}
		if st.Parent != 0 {
			fc.fn = d.ref(st.Fn)
			if st.Cont.Val != 0 {
				fc.cont = d.ref(st.Cont.Val)
			}
		}
		fns = append(fns, fc)
	}
	j.puts, j.fns = puts, fns
	for k := s; k != 0; k = f.States[k].Parent {
		st := &f.States[k]
		unbind(j.iso.CodeAt(f.Codes[st.Code].Index), R+uintptr(st.Base), kept)
		kept = nil // of the innermost frame
	}
	for _, p := range puts {
		abi.Store(p.addr, p.v)
	}
	i := 0
	for k := s; k != 0; k = f.States[k].Parent {
		st := &f.States[k]
		if st.Parent != 0 {
			j.writeHeader(f, R, k, fns[i].fn, fns[i].cont)
			t.Depth++
			if st.Cont.Kind == ir.ContGen {
				g := abi.Obj[abi.Generator](fns[i].cont)
				g.Aux, g.Yielded = abi.GenRunning, runtime.Unbound
			}
		}
		i++
	}
	for st = &f.States[s]; st.Parent != 0; {
		st = &f.States[st.Parent]
	}
	if h := abi.Frame(R); h.Native != 0 && !j.codeIs(f, st.Code, bytecode.FlagGenerator) {
		h.Cont = 0 // compiled code does not write it
	}
	st = &f.States[s]
	c := j.codeOf(f, st.Code)
	return instrAddr(c, int(st.PC)), R + uintptr(st.Base), c.Consts
}

// codeIs reports whether a code object of a region has a flag.
func (j *JIT) codeIs(f *ir.Func, code int32, flag uint32) bool {
	return j.iso.CodeAt(f.Codes[code].Index).Flags&flag != 0
}

func (j *JIT) codeOf(f *ir.Func, code int32) *abi.Code {
	return abi.Obj[abi.Code](j.iso.CodeAt(f.Codes[code].Index).Obj)
}

// writeHeader writes the header of an inlined frame.
func (j *JIT) writeHeader(f *ir.Func, R uintptr, s ir.StateID, fn, cont Value) {
	st := &f.States[s]
	up := &f.States[st.Parent]
	caller := j.codeOf(f, up.Code)
	base := R + uintptr(st.Base)
	h := abi.Frame(base)
	call := instrAddr(caller, int(up.PC))
	h.Native, h.R, h.K, h.Func = 0, R+uintptr(up.Base), caller.Consts, fn
	switch st.Cont.Kind {
	case ir.ContNone:
		h.PC, h.Cont = call+uintptr(bytecode.Infos[interp.Opcode(call)].Words)*abi.Word, 0
	case ir.ContObject:
		h.PC, h.Cont = call+abi.Word, cont
	case ir.ContGen: // returns to FORRET
		h.PC, h.Cont = call+abi.Word, cont
		abi.Obj[abi.Generator](cont).Next = base
	case ir.ContInstr:
		h.PC, h.Cont = interp.ContPC(), Value(call)
	}
}

// frames writes the headers of the inlined frames of a state, so that the stack
// can be walked, and returns the innermost frame and instruction.
func (j *JIT) frames(t *runtime.Thread, f *ir.Func, R uintptr, s ir.StateID, value *source) (newR, pc uintptr) {
	d := deoptimiser{j: j, t: t, f: f, value: value}
	for k := s; f.States[k].Parent != 0; k = f.States[k].Parent {
		st := &f.States[k]
		cont := Value(0)
		if st.Cont.Val != 0 {
			if _, virtual := st.Cont.Val.IsVirtual(); !virtual {
				cont = d.ref(st.Cont.Val)
			}
		}
		j.writeHeader(f, R, k, d.ref(st.Fn), cont)
	}
	st := &f.States[s]
	return R + uintptr(st.Base), instrAddr(j.codeOf(f, st.Code), int(st.PC))
}

// put is a register to be written.
type put struct {
	addr uintptr
	v    Value
}

// fnCont is what goes into the header of a frame.
type fnCont struct{ fn, cont Value }

// deoptimiser makes values of nodes.
type deoptimiser struct {
	j     *JIT
	t     *runtime.Thread
	f     *ir.Func
	value *source
	objs  []madeObject
	boxes []madeObject // numbers that are objects, by node
}

type madeObject struct {
	num int32
	v   Value
}

// ref returns the Python value of a reference.
func (d *deoptimiser) ref(r ir.Ref) Value {
	if num, ok := r.IsVirtual(); ok {
		for _, o := range d.objs {
			if o.num == num {
				return o.v
			}
		}
		panic("jit: a virtual object that the state does not describe")
	}
	return d.box(ir.ID(r))
}

func (d *deoptimiser) raw(id ir.ID) uint64 {
	if n := &d.f.Nodes[id]; ir.Infos[n.Op].Const {
		return uint64(n.Aux)
	}
	return d.value.get(id)
}

// once gives all that refers to a number the same object.
func (d *deoptimiser) once(id ir.ID, v Value) Value {
	if !v.IsPtr() {
		return v
	}
	for _, o := range d.boxes {
		if o.num == int32(id) {
			return o.v
		}
	}
	d.boxes = append(d.boxes, madeObject{int32(id), v})
	return v
}

// box makes a Python value of a node's.
func (d *deoptimiser) box(id ir.ID) Value {
	x := d.raw(id)
	switch d.f.Nodes[id].Rep {
	case ir.Tagged:
		return Value(x)
	case ir.I64:
		if d.f.Nodes[id].Type.Bits&ir.TUnsigned != 0 {
			return d.once(id, d.t.NewUint(x))
		}
		return d.once(id, d.t.NewInt(int64(x)))
	case ir.F64:
		return d.once(id, d.t.NewFloat(math.Float64frombits(x)))
	case ir.Bool:
		return abi.Bool(x&1 != 0)
	case ir.Ptr:
		return abi.Ptr(uintptr(x))
	}
	panic("jit: a state refers to a node without a value")
}

func (d *deoptimiser) allocate(v *ir.Virtual) {
	if v.Existing != 0 {
		d.objs = append(d.objs, madeObject{v.Num, d.box(v.Existing)})
		return
	}
	addr := d.t.Heap.Alloc(uintptr(v.Size), v.Header)
	d.objs = append(d.objs, madeObject{v.Num, abi.Ptr(addr)})
}

// delegates completes a suspended generator that is in a `yield from`.
func (d *deoptimiser) delegates(obj, regs uintptr) {
	if regs == 0 {
		return
	}
	g := abi.ObjAt[abi.Generator](obj)
	g.Yielded = runtime.Unbound
	if in := bytecode.Instr(abi.Load64(g.PC)); interp.Opcode(g.PC) == bytecode.DELEGATE {
		g.Yielded = abi.Load(regs + uintptr(in.B()))
	}
}

// fill stores the fields of a virtual object.
func (d *deoptimiser) fill(v *ir.Virtual) {
	obj := d.ref(ir.VirtualRef(v.Num)).Addr()
	d.t.Heap.Barrier(obj)
	regs := uintptr(0)
	if abi.Kind(v.Header>>kindShift) == abi.KindGenerator {
		g := abi.ObjAt[abi.Generator](obj)
		if g.Aux != abi.GenOpen {
			return // somebody else took it over: see Settle
		}
		g.Aux, regs = abi.GenSuspended, g.Frame
		d.t.Heap.Barrier(regs - abi.BufHeader)
	}
	defer d.delegates(obj, regs)
	for _, fd := range v.Fields {
		at := obj + uintptr(fd.Off)
		if regs != 0 && fd.Off >= genSize {
			at = regs + uintptr(fd.Off-genSize)
		}
		computed := fd.Minus != 0 || fd.Div != 0 || fd.Add != 0
		if !fd.Raw && !computed {
			abi.Store(at, d.ref(fd.Val))
			continue
		}
		x := int64(d.raw(ir.ID(fd.Val)))
		if fd.Minus != 0 {
			x -= int64(d.raw(fd.Minus))
		}
		if fd.Div != 0 {
			// Rounded up; at least 0.
			q := x / fd.Div
			if x%fd.Div != 0 && (x < 0) == (fd.Div < 0) {
				q++
			}
			x = max(q, 0)
		}
		x += fd.Add
		if fd.Div != 0 {
			x = max(x, 0)
		}
		if fd.Raw {
			abi.Store64(at, uint64(x))
		} else {
			abi.Store(at, d.t.NewInt(x))
		}
	}
}
