package jit

import (
	"fmt"
	"sort"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/interp"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit/amd64"
	"github.com/go-python/gopython/jit/ra"
	"github.com/go-python/gopython/runtime"
)

// served is compiled code that waits for Go: what is needed to put its frames
// into the interpreter's form when that panics.
type served struct {
	f     *ir.Func
	R     uintptr
	state ir.StateID
	value source
}

// run enters compiled code at addr and serves its exits until it is left for
// good. R and ret are what it finds in RBX and RAX.
func (j *JIT) run(t *runtime.Thread, addr, R, ret uintptr) (uintptr, uintptr, uintptr) {
	for {
		exit, frame, err := amd64.EnterSafe(j.ctx, addr, R, ret)
		if err != nil {
			return j.fault(t, addr, R, err)
		}
		R = frame
		if uint32(exit) == lazyExit { // returned to code that is out of use
			return j.Return(t, R)
		}
		r, x, k := j.exitAt(uint32(exit))
		switch x.Kind {
		case amd64.ExitReturn:
			h := abi.Frame(R)
			return h.PC, h.R, h.K
		case amd64.ExitCall:
			inlined := int32(r.f.Inlined(x.State))
			t.Depth += inlined
			if !interp.Room(t, R+uintptr(r.code.FrameSize)) {
				t.Depth -= inlined
				return j.raise(t, r.f, R, x.State, r.source(R, x.Live))
			}
			return j.startCallee(t, r, R)
		case amd64.ExitDeopt:
			return j.leave(t, r, k, R)
		case amd64.ExitPoll:
			if pc, nR, K, left := j.poll(t, r, x, R); left {
				return pc, nR, K
			}
			addr, ret = r.base+uintptr(r.code.Restore), 0
			abi.StorePtr(R+uintptr(r.code.Dump)+amd64.ResumeWord*abi.Word, r.base+uintptr(x.Resume))
		case amd64.ExitSlow:
			j.slow(t, r, x, R)
			addr, ret = r.base+uintptr(r.code.Restore), 0
			abi.StorePtr(R+uintptr(r.code.Dump)+amd64.ResumeWord*abi.Word, r.base+uintptr(x.Resume))
		case amd64.ExitHelper:
			n := r.f.Node(x.Node)
			args := abi.Uint64s(R+uintptr(r.code.Dump), amd64.DumpWords)[:len(n.Args)]
			res, pc, nR, K, left := j.helper(t, r, x.Node, R, R+uintptr(r.code.FrameSize), args, r.source(R, x.Live), r.source(R, x.LiveAfter))
			if left {
				return pc, nR, K
			}
			addr, ret = r.base+uintptr(x.Resume), uintptr(res)
		}
	}
}

// startCallee starts the interpreter in the frame that compiled code has made
// for a function without compiled code.
func (j *JIT) startCallee(t *runtime.Thread, r *region, R uintptr) (uintptr, uintptr, uintptr) {
	base := R + uintptr(r.code.FrameSize)
	c := abi.Obj[abi.Code](interp.CodeOf(base))
	if c.Heat--; c.Heat == 0 {
		j.HotCall(t, abi.Obj[abi.Function](abi.Frame(base).Func).Code)
	}
	return interp.EnterFrame(t, base)
}

// source reads values from where the register allocator put them.
func (r *region) source(R uintptr, live []ra.ValueLoc) source {
	return source{r: r, R: R, live: live}
}

// place is the address of a location: of a register, in the dump area.
func (r *region) place(R uintptr, l ra.Loc) uintptr {
	if n, ok := l.IsSlot(); ok {
		return R + uintptr(r.code.SlotBase) + uintptr(n)*abi.Word
	}
	return R + uintptr(r.code.Dump) + uintptr(l)*abi.Word
}

// exitAt finds the exit with a number.
func (j *JIT) exitAt(n uint32) (*region, *amd64.Exit, int) {
	i := sort.Search(len(j.exits), func(i int) bool { return j.exits[i].first > n }) - 1
	r := j.exits[i].region
	k := int(n - j.exits[i].first)
	return r, &r.code.Exits[k], k
}

// exitRange is the numbers of a region's exits.
type exitRange struct {
	first  uint32
	region *region
}

// serving makes the stack look right to Go code that runs for compiled code: the
// frames of the state, the running instruction, the end of the stack.
func (j *JIT) begin(t *runtime.Thread, f *ir.Func, R, top uintptr, s ir.StateID, value source) (oldTop, oldR uintptr) {
	t.R, t.PC = j.frames(t, f, R, s, value)
	j.stack = append(j.stack, served{f, R, s, value})
	return t.SetTop(top, t.R)
}

func (j *JIT) end(t *runtime.Thread, oldTop, oldR uintptr) {
	j.stack = j.stack[:len(j.stack)-1]
	t.RestoreTop(oldTop, oldR)
}

// helper serves a call of a helper. value and after give the values of the
// node's two states. When left is set the interpreter goes on.
func (j *JIT) helper(t *runtime.Thread, r *region, id ir.ID, R, top uintptr, args []uint64, value, after source) (res uint64, pc, nR, K uintptr, left bool) {
	n := r.f.Node(id)
	j.stats.Helpers[n.Aux]++
	if helper(n.Aux) == hStep {
		return j.stepHelper(t, r, id, R, top, args, value, after)
	}
	oldTop, oldR := j.begin(t, r.f, R, top, n.State, value)
	def := &helperTable[n.Aux]
	res, ok := def.fn(j, t, args)
	j.end(t, oldTop, oldR)
	if !ok {
		pc, nR, K = j.raise(t, r.f, R, n.State, value)
		return 0, pc, nR, K, true
	}
	if !r.valid || j.leaveNow() {
		pc, nR, K = j.afterCall(t, r, id, R, res, after)
		return 0, pc, nR, K, true
	}
	return res, 0, 0, 0, false
}

// afterCall goes on in the interpreter behind a call whose result is res.
func (j *JIT) afterCall(t *runtime.Thread, r *region, id ir.ID, R uintptr, res uint64, after source) (uintptr, uintptr, uintptr) {
	n := r.f.Node(id)
	pc, nR, K := j.deopt(t, r.f, R, n.After, after.with(id, res))
	if n.After != n.State {
		return pc, nR, K
	}
	// In the middle of an instruction: the result decides it.
	return j.conclude(t, pc, nR, K, res)
}

// conclude ends the instruction at pc, of which res is the outcome.
func (j *JIT) conclude(t *runtime.Thread, pc, R, K uintptr, res uint64) (uintptr, uintptr, uintptr) {
	op := interp.Opcode(pc)
	in := bytecode.Instr(abi.Load64(pc))
	jump := func(yes bool) (uintptr, uintptr, uintptr) {
		if !yes {
			return pc + uintptr(bytecode.Infos[op].Words)*abi.Word, R, K
		}
		// The opcode byte may be ENTER's: the jump depends on the real one.
		to, _ := bytecode.JumpTarget(in&^0xff|bytecode.Instr(op), 0)
		return pc + uintptr(to*abi.Word), R, K
	}
	yes := res != 0
	set := func(v Value) (uintptr, uintptr, uintptr) {
		abi.Store(R+uintptr(in.A()), v)
		return pc + uintptr(bytecode.Infos[op].Words)*abi.Word, R, K
	}
	switch op {
	case bytecode.JTRUE, bytecode.LOOPTRUE, bytecode.JIN:
		return jump(yes)
	case bytecode.JFALSE, bytecode.LOOPFALSE, bytecode.JNOTIN:
		return jump(!yes)
	case bytecode.NOT:
		return set(abi.Bool(!yes))
	case bytecode.COMPARE:
		return set(abi.Bool(yes))
	case bytecode.IN:
		return set(abi.Bool(yes != (in.X() == 1)))
	case bytecode.FORITER:
		if Value(res) == abi.Unbound {
			return pc + 2*abi.Word, R, K
		}
		abi.Store(R+uintptr(in.A()), Value(res))
		return jump(true)
	}
	if c := &compareJump[op]; c.form != 0 {
		return jump(yes == c.sense)
	}
	panic("jit: an outcome for " + op.String())
}

// stepHelper has the interpreter execute one instruction on its registers.
func (j *JIT) stepHelper(t *runtime.Thread, r *region, id ir.ID, R, top uintptr, args []uint64, value, after source) (res uint64, pc, nR, K uintptr, left bool) {
	n := r.f.Node(id)
	st := &r.f.States[n.State]
	if n.Aux2 == lightStep {
		return j.lightStep(t, r, n, id, R, top, args, value, after)
	}
	// In the interpreter's form for good: if the instruction raises, or starts a
	// function, it just goes on.
	depth := t.Depth
	pc, nR, K = j.deopt(t, r.f, R, n.State, value)
	inlined := t.Depth - depth
	oldTop, oldR := t.SetTop(max(top, nR+uintptr(j.codeOf(r.f, st.Code).FrameSize)), nR)
	t.R, t.PC = nR, pc
	j.stack = append(j.stack, served{}) // nothing to do when it panics
	op := interp.Opcode(pc)
	if j.cfg.Stats {
		j.stats.Steps[op.String()]++
	}
	words := uintptr(bytecode.Infos[op].Words) * abi.Word
	npc, nnR, nK := interp.Step(t, pc, nR, K)
	j.end(t, oldTop, oldR)
	if nnR != nR || npc != pc+words || !r.valid || j.leaveNow() {
		return 0, npc, nnR, nK, true
	}
	t.Depth -= inlined
	return 0, 0, 0, 0, false
}

// lightStep in Aux2 of a step marks an instruction that starts no Python
// function in the interpreter's loop: only what it reads is put into registers,
// from the arguments of the helper.
const lightStep = 1

func (j *JIT) lightStep(t *runtime.Thread, r *region, n *ir.Node, id ir.ID, R, top uintptr, args []uint64, value, after source) (res uint64, pc, nR, K uintptr, left bool) {
	oldTop, oldR := j.begin(t, r.f, R, top, n.State, value)
	pc, nR = t.PC, t.R
	p := j.profileOf(interp.CodeOf(nR))
	e := &p.flow.eff[int(pc-p.code.Entry)/abi.Word]
	i := 0
	for _, list := range [2][][2]int{e.Reads, e.Maybe} {
		for _, rg := range list {
			for x := rg[0]; x < rg[1]; x++ {
				abi.Store64(nR+uintptr(x)*abi.Word, args[i])
				i++
			}
		}
	}
	op := interp.Opcode(pc)
	if j.cfg.Stats {
		j.stats.Steps[op.String()]++
	}
	lazy := t.Lazy
	t.Lazy = nR
	npc, nnR, nK := interp.Step(t, pc, nR, p.code.Consts)
	written := t.Lazy == 0
	t.Lazy = lazy
	j.end(t, oldTop, oldR)
	if written { // it raised, and the frames are in the interpreter's form
		return 0, npc, nnR, nK, true
	}
	if !r.valid || j.leaveNow() {
		pc, nR, K = j.deopt(t, r.f, R, n.After, after)
		return 0, pc, nR, K, true
	}
	return 0, 0, 0, 0, false
}

// WriteRegisters implements runtime.NativeCode.
func (j *JIT) WriteRegisters(t *runtime.Thread) {
	s := &j.stack[len(j.stack)-1]
	j.deopt(t, s.f, s.R, s.state, s.value)
	t.Lazy = 0
	s.f = nil
}

// raise goes on in the interpreter with the pending exception, raised at a state.
func (j *JIT) raise(t *runtime.Thread, f *ir.Func, R uintptr, s ir.StateID, value source) (uintptr, uintptr, uintptr) {
	pc, nR, _ := j.deopt(t, f, R, s, value)
	t.R, t.PC = nR, pc
	return interp.Unwind(t, pc, nR)
}

// poll serves a poll: collections, signals.
func (j *JIT) poll(t *runtime.Thread, r *region, x *amd64.Exit, R uintptr) (pc, nR, K uintptr, left bool) {
	if t.Poll.Load() != 0 {
		value := r.source(R, x.Live)
		oldTop, oldR := j.begin(t, r.f, R, R+uintptr(r.code.FrameSize), x.State, value)
		ok := t.Safepoint()
		j.end(t, oldTop, oldR)
		if !ok {
			pc, nR, K = j.raise(t, r.f, R, x.State, value)
			return pc, nR, K, true
		}
		if !r.valid {
			pc, nR, K = j.deopt(t, r.f, R, x.State, value)
			return pc, nR, K, true
		}
	}
	return 0, 0, 0, false
}

// slow executes the slow path of an operation.
func (j *JIT) slow(t *runtime.Thread, r *region, x *amd64.Exit, R uintptr) {
	n := r.f.Node(x.Node)
	arg := uint64(0)
	if len(n.Args) > 0 {
		if c := r.f.Node(n.Args[0]); ir.Infos[c.Op].Const {
			arg = uint64(c.Aux)
		} else {
			arg = abi.Load64(r.place(R, x.Args[0]))
		}
	}
	oldTop, oldR := t.SetTop(R+uintptr(r.code.FrameSize), t.R)
	if n.State != 0 {
		t.RestoreTop(oldTop, oldR)
		oldTop, oldR = j.begin(t, r.f, R, R+uintptr(r.code.FrameSize), n.State, r.source(R, x.Live))
	}
	res := j.slowOp(t, n, arg)
	if n.State != 0 {
		j.end(t, oldTop, oldR)
	} else {
		t.RestoreTop(oldTop, oldR)
	}
	if x.Result != ra.Nowhere {
		abi.Store64(r.place(R, x.Result), res)
	}
}

// leave goes on in the interpreter at an exit that was taken.
func (j *JIT) leave(t *runtime.Thread, r *region, k int, R uintptr) (uintptr, uintptr, uintptr) {
	x := &r.code.Exits[k]
	r.exits[k].n++
	pc, nR, K := j.deopt(t, r.f, R, x.State, r.source(R, x.Live))
	return j.afterExit(t, r, x.Node, x.Block, r.exits[k].n, pc, nR, K)
}

// Enter implements runtime.NativeCode.
func (j *JIT) Enter(t *runtime.Thread, pc, R, K uintptr) (uintptr, uintptr, uintptr) {
	p := j.profileOf(interp.CodeOf(R))
	at := int(pc-p.code.Entry) / abi.Word
	e := p.entries[at]
	if e == nil {
		interp.Unpatch(pc)
		return interp.Step(t, pc, R, K)
	}
	if e.region != nil {
		return j.enter(t, e.region, R, pc, K)
	}
	return j.advance(t, e, pc, R, K)
}

// enter runs a region in the frame at R.
func (j *JIT) enter(t *runtime.Thread, r *region, R, pc, K uintptr) (uintptr, uintptr, uintptr) {
	if R+uintptr(r.f.Ext)+j.frameMargin >= t.StackLimit {
		return interp.Step(t, pc, R, K)
	}
	if r.code == nil {
		return j.evaluate(t, r, R)
	}
	npc, nR, nK := j.run(t, r.base+uintptr(r.code.Entry), R, 0)
	if npc == pc && nR == R {
		// Left where it begins: the interpreter takes the first step, or it
		// would come back for ever.
		return interp.Step(t, npc, nR, nK)
	}
	return npc, nR, nK
}

// Return implements runtime.NativeCode.
func (j *JIT) Return(t *runtime.Thread, R uintptr) (uintptr, uintptr, uintptr) {
	h := abi.Frame(R)
	to := j.returnAddr(h)
	r, x := j.callSite(to)
	if !r.valid || j.leaveNow() {
		caller := R - uintptr(r.code.FrameSize)
		t.Depth -= int32(r.f.Inlined(x.State))
		return j.afterCall(t, r, x.Node, caller, uint64(abi.Load(R)), r.source(caller, x.LiveAfter))
	}
	return j.run(t, to, R, uintptr(abi.Load(R)))
}

// callSite finds the call that returns to an address in compiled code.
func (j *JIT) callSite(addr uintptr) (*region, *amd64.Exit) {
	r := j.regionAt(addr)
	return r, &r.code.Exits[r.resume[int(addr-r.base)]]
}

// regionAt finds the region whose machine code contains an address.
func (j *JIT) regionAt(addr uintptr) *region {
	i := sort.Search(len(j.byAddr), func(i int) bool { return j.byAddr[i].base > addr }) - 1
	if i < 0 || addr >= j.byAddr[i].base+uintptr(len(j.byAddr[i].code.Bytes)) {
		panic(fmt.Sprintf("jit: %#x is not in compiled code", addr))
	}
	return j.byAddr[i]
}

// Caller implements runtime.NativeCode.
func (j *JIT) Caller(R uintptr) (uintptr, uintptr) {
	r, x := j.callSite(j.returnAddr(abi.Frame(R)))
	caller := R - uintptr(r.code.FrameSize)
	return j.frames(j.t, r.f, caller, x.State, r.source(caller, x.Live))
}

// Unwind implements runtime.NativeCode.
func (j *JIT) Unwind(t *runtime.Thread, R uintptr) (uintptr, uintptr) {
	r, x := j.callSite(j.returnAddr(abi.Frame(R)))
	caller := R - uintptr(r.code.FrameSize)
	t.Depth -= int32(r.f.Inlined(x.State))
	pc, nR, _ := j.deopt(t, r.f, caller, x.State, r.source(caller, x.Live))
	return nR, pc
}

// Serving implements runtime.NativeCode.
func (j *JIT) Serving() int { return len(j.stack) }

// Recover implements runtime.NativeCode.
func (j *JIT) Recover(t *runtime.Thread, before int) {
	if len(j.stack) <= before {
		return
	}
	s := j.stack[before]
	j.stack = j.stack[:before]
	if s.f != nil {
		pc, R, _ := j.deopt(t, s.f, s.R, s.state, s.value)
		t.PC, t.R = pc, R
	}
}

// fault turns a hardware fault in compiled code into an exception.
func (j *JIT) fault(t *runtime.Thread, addr, R uintptr, err error) (uintptr, uintptr, uintptr) {
	r := j.regionAt(addr)
	j.log("fault in %s: %v\n%s", r.name(), err, r.f)
	j.invalidate(r, "a fault")
	pc := instrAddr(r.p.code, r.at)
	t.R, t.PC = R, pc
	t.Raise(t.Exc.SystemError, "internal error: compiled code of %s failed: %v", r.name(), err)
	return interp.Unwind(t, pc, R)
}
