package jit

import (
	"fmt"
	"sort"
	"time"

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
	x *exitInfo // of machine code
	R uintptr
	// Of the evaluator; f is nil when there is nothing to do.
	r     *region
	f     *ir.Func
	state ir.StateID
	value *source
}

// exitInfo is what serving an exit takes.
type exitInfo struct {
	*amd64.Exit
	r   *region
	num int      // in the region
	n   *ir.Node // nil for TermExit
	// What a helper call needs, at hand: its function (nil for hStep and for
	// other exits), where its arguments are from R, and how many, where it goes
	// on; how often the exit was taken; how far from R the stack ends.
	helper    helperFunc
	args      uintptr
	nargs     int
	resume    uintptr
	depth     uintptr // where the depth of the frame is, from R
	count     *exitCount
	frameSize uintptr
	// Where the innermost frame of the state is, from R, its instruction and,
	// if it is an inlined one, its function, or where that is from R. pc is 0
	// when the function is neither. See begin.
	base, pc, fnAt uintptr
	fn             Value
	// Of helpers with a short way.
	short  shortKind
	float1 func(x float64) float64
	float2 func(x, y float64) float64
	method runtime.NativeFunc
	values []Value // scratch: its arguments
}

// run enters compiled code at addr and serves its exits until it is left for
// good. R and ret are what it finds in RBX and RAX.
func (j *JIT) run(t *runtime.Thread, addr, R, ret uintptr) (uintptr, uintptr, uintptr) {
	for {
		j.inside, j.insideR = addr, R // for Recover, when it faults
		exit, frame := amd64.Enter(j.ctx, addr, R, ret)
		j.inside = 0
		R = frame
		if uint32(exit) == lazyExit { // returned to code that is out of use
			return j.Return(t, R)
		}
		x := j.exits[exit]
		x.count.n++
		if x.helper != nil {
			var res uint64
			done := false
			if j.cfg.Stats {
				j.countSite(x)
			} else if x.short != 0 && j.cfg.InvalidateEvery == 0 {
				if res, done = x.shortWay(t, R+x.args); done && t.Poll.Load() == 0 {
					addr, ret = x.resume, uintptr(res)
					continue
				}
			}
			t.Depth = int32(abi.Load32(R + x.depth))
			oldTop, oldR := j.begin(t, x, R)
			ok := true
			if !done {
				res, ok = x.helper(j, t, abi.Uint64s(R+x.args, x.nargs))
			}
			bits := t.Poll.Load()
			if bits&abi.PollGC != 0 && ok {
				m := t.Mark()
				if x.n.Rep == ir.Tagged {
					t.Root(Value(res))
				}
				// A call leaves nothing in registers: what is dumped there is from
				// before, and would keep alive what is long dead.
				abi.Clear(R+x.args, amd64.DepthWord*abi.Word)
				j.collect(t)
				t.Unroot(m)
			}
			j.end(t, oldTop, oldR)
			r := x.r
			if !ok {
				if x.n.Aux2&caughtCall != 0 && r.valid {
					addr, ret = x.resume, uintptr(abi.Raised)
					continue
				}
				pc, nR, K := j.raised(t, r, x.num, x.State, R, r.source(R, x.Live))
				if pc == interp.CatchPC() { // in compiled code that called this
					addr, R, ret = j.returnAddr(abi.Frame(nR)), nR, uintptr(abi.Raised)
					continue
				}
				return pc, nR, K
			}
			if !r.valid || bits&^(abi.PollGC|abi.PollJIT) != 0 || j.leaveNow(t, r, R) {
				return j.afterCall(t, r, x.Node, R, res, r.source(R, x.LiveAfter))
			}
			addr, ret = x.resume, uintptr(res)
			continue
		}
		t.Depth = int32(abi.Load32(R + x.depth))
		r := x.r
		switch x.Kind {
		case amd64.ExitHelper:
			pc, nR, K, left := j.stepHelper(t, r, x.Node, R, R+uintptr(r.code.FrameSize),
				abi.Uint64s(R+uintptr(r.code.Dump), amd64.DumpWords)[:len(x.n.Args)], nil, x)
			if left {
				return pc, nR, K
			}
			addr, ret = r.base+uintptr(x.Resume), 0
		case amd64.ExitReturn:
			h := abi.Frame(R)
			t.Depth--
			if abi.Load(R) == abi.Unbound && interp.Opcode(h.PC) == bytecode.FORRET {
				return h.PC + abi.Word, h.R, h.K // the loop ends
			}
			return h.PC, h.R, h.K
		case amd64.ExitCall, amd64.ExitResume:
			inlined := int32(r.f.Inlined(x.State))
			t.Depth += inlined
			callee := R + uintptr(r.code.FrameSize)
			var pc, nR, K uintptr
			var ok bool
			if x.Kind == amd64.ExitResume {
				pc, nR, K, ok = interp.ResumeNative(t, abi.Frame(callee).Cont, callee)
			} else {
				abi.Frame(callee).Cont = 0 // compiled code does not write it
				ok = interp.Room(t, callee)
			}
			if !ok {
				if x.n.Aux2&caughtCall != 0 && r.valid {
					addr, R, ret = r.base+uintptr(x.Resume), callee, uintptr(abi.Raised)
					continue
				}
				t.Depth -= inlined
				return j.raise(t, r.f, R, x.State, r.source(R, x.Live))
			}
			if x.Kind == amd64.ExitResume {
				return pc, nR, K
			}
			return j.startCallee(t, r, R)
		case amd64.ExitDeopt:
			return j.leave(t, x, R)
		case amd64.ExitPoll:
			if pc, nR, K, left := j.poll(t, x, R); left {
				return pc, nR, K
			}
			addr, ret = r.base+uintptr(r.code.Restore), 0
			abi.StorePtr(R+uintptr(r.code.Dump)+amd64.ResumeWord*abi.Word, r.base+uintptr(x.Resume))
		case amd64.ExitSlow:
			if !j.slow(t, x, R) {
				return j.leave(t, x, R)
			}
			addr, ret = r.base+uintptr(r.code.Restore), 0
			abi.StorePtr(R+uintptr(r.code.Dump)+amd64.ResumeWord*abi.Word, r.base+uintptr(x.Resume))
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

// depth is how many Python frames there are up to the region's, at R.
func (r *region) depth(R uintptr) int32 {
	return int32(abi.Load32(R + uintptr(r.code.Dump) + amd64.DepthWord*abi.Word))
}

// begin makes the stack look right to Go code that runs for compiled code: the
// frames of the state, the running instruction, the end of the stack.
func (j *JIT) begin(t *runtime.Thread, x *exitInfo, R uintptr) (oldTop, oldR uintptr) {
	if x.pc != 0 {
		t.R, t.PC = R+x.base, x.pc
		if x.base != 0 { // the rest of the headers is written by CompleteFrames
			if x.fnAt != 0 {
				abi.Frame(t.R).Func = abi.Load(R + x.fnAt)
			} else {
				abi.Frame(t.R).Func = x.fn
			}
		}
	} else {
		j.scratch = x.r.source(R, x.Live)
		t.R, t.PC = j.frames(t, x.r.f, R, x.State, &j.scratch)
	}
	// Field by field: a struct made on the stack and copied costs a failed
	// store-to-load forwarding.
	n := len(j.stack)
	if n == cap(j.stack) {
		j.stack = append(j.stack, served{})
	}
	j.stack = j.stack[:n+1]
	s := &j.stack[n]
	s.x, s.R, s.f = x, R, nil
	return t.SetTop(R+x.frameSize, t.R)
}

// innermost notes the function of the innermost frame, which is an inlined one.
// It reports whether that can be had without looking for it each time.
func (x *exitInfo) innermost(fn ir.Ref) bool {
	if _, virtual := fn.IsVirtual(); virtual {
		return false
	}
	n := x.r.f.Node(ir.ID(fn))
	if n.Op == ir.OpConstT {
		x.fn = Value(n.Aux)
		return true
	}
	for _, l := range x.Live {
		if l.Val == ir.ID(fn) && n.Rep == ir.Tagged {
			x.fnAt = x.r.place(0, l.Loc)
			return true
		}
	}
	return false
}

// CompleteFrames implements runtime.NativeCode.
func (j *JIT) CompleteFrames(t *runtime.Thread) {
	for i := range j.stack {
		if s := &j.stack[i]; s.x != nil && s.x.base != 0 {
			j.scratch = s.x.r.source(s.R, s.x.Live)
			j.frames(t, s.x.r.f, s.R, s.x.State, &j.scratch)
		}
	}
}

// beginEval is begin for the evaluator.
func (j *JIT) beginEval(t *runtime.Thread, r *region, R, top uintptr, s ir.StateID, value *source) (oldTop, oldR uintptr) {
	t.R, t.PC = j.frames(t, r.f, R, s, value)
	j.stack = append(j.stack, served{R: R, r: r, f: r.f, state: s, value: value})
	return t.SetTop(top, t.R)
}

func (j *JIT) end(t *runtime.Thread, oldTop, oldR uintptr) {
	j.stack = j.stack[:len(j.stack)-1]
	t.RestoreTop(oldTop, oldR)
}

// materialise puts what is served into the interpreter's form.
func (j *JIT) materialise(t *runtime.Thread, s *served) (pc, R uintptr) {
	if s.x != nil {
		j.scratch = s.x.r.source(s.R, s.x.Live)
		pc, R, _ = j.deopt(t, s.x.r.f, s.R, s.x.State, &j.scratch)
	} else {
		pc, R, _ = j.deopt(t, s.f, s.R, s.state, s.value)
	}
	s.x, s.f = nil, nil
	return pc, R
}

// helper serves a call of a helper for the evaluator. When left is set the
// interpreter goes on.
func (j *JIT) helper(t *runtime.Thread, r *region, id ir.ID, R, top uintptr, args []uint64, value *source) (res uint64, pc, nR, K uintptr, left bool) {
	n := r.f.Node(id)
	j.stats.Helpers[n.Aux]++
	if helper(n.Aux) == hStep {
		pc, nR, K, left = j.stepHelper(t, r, id, R, top, args, value, nil)
		return 0, pc, nR, K, left
	}
	oldTop, oldR := j.beginEval(t, r, R, top, n.State, value)
	def := &helperTable[n.Aux]
	res, ok := def.fn(j, t, args)
	j.end(t, oldTop, oldR)
	if !ok {
		if n.Aux2&caughtCall != 0 {
			return uint64(abi.Raised), 0, 0, 0, false
		}
		pc, nR, K = j.raise(t, r.f, R, n.State, *value)
		return 0, pc, nR, K, true
	}
	if !r.valid || j.leaveNow(t, r, R) {
		pc, nR, K = j.afterCall(t, r, id, R, res, *value)
		return 0, pc, nR, K, true
	}
	return res, 0, 0, 0, false
}

// afterCall goes on in the interpreter behind a call whose result is res.
func (j *JIT) afterCall(t *runtime.Thread, r *region, id ir.ID, R uintptr, res uint64, after source) (uintptr, uintptr, uintptr) {
	n := r.f.Node(id)
	pc, nR, K := j.deopt(t, r.f, R, n.After, ptr(after.with(id, res)))
	if n.After != n.State {
		return pc, nR, K
	}
	if n.Op == ir.OpCallHelper && helper(n.Aux) == hKeywords {
		return pc, nR, K // only an argument was made: it is made again
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
	case bytecode.JNOMATCH, bytecode.JFALSE, bytecode.LOOPFALSE, bytecode.JNOTIN:
		return jump(!yes)
	case bytecode.NOT:
		return set(abi.Bool(!yes))
	case bytecode.COMPARE:
		return set(abi.Bool(yes))
	case bytecode.RETGEN:
		return pc, R, K // ends it again, to no effect
	case bytecode.FORMATVALUE, bytecode.CALL: // see intText
		return set(Value(res))
	case bytecode.IN:
		return set(abi.Bool(yes != (in.X() == 1)))
	case bytecode.DELEGATE:
		return interp.Delegated(t, pc, R, K, Value(res))
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

// stepHelper has the interpreter execute one instruction. x is nil for the
// evaluator, and value for machine code.
func (j *JIT) stepHelper(t *runtime.Thread, r *region, id ir.ID, R, top uintptr, args []uint64, value *source, x *exitInfo) (pc, nR, K uintptr, left bool) {
	n := r.f.Node(id)
	if n.Aux2&lightStep != 0 {
		return j.lightStep(t, r, n, R, top, args, value, x)
	}
	st := &r.f.States[n.State]
	// In the interpreter's form for good: if the instruction raises, or starts a
	// function, it just goes on.
	depth := t.Depth
	if x != nil {
		j.scratch = r.source(R, x.Live) // nothing runs before it was read
		value = &j.scratch
	}
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
	if nnR != nR || npc != pc+words || !r.valid || j.leaveNow(t, r, R) {
		return npc, nnR, nK, true
	}
	t.Depth -= inlined
	return 0, 0, 0, false
}

// lightStep in Aux2 of a step marks an instruction that starts no Python
// function in the interpreter's loop: only what it reads is put into registers,
// from the arguments of the helper.
const lightStep = 1

func (j *JIT) lightStep(t *runtime.Thread, r *region, n *ir.Node, R, top uintptr, args []uint64, value *source, x *exitInfo) (pc, nR, K uintptr, left bool) {
	var oldTop, oldR uintptr
	if x != nil {
		oldTop, oldR = j.begin(t, x, R)
	} else {
		oldTop, oldR = j.beginEval(t, r, R, top, n.State, value)
	}
	pc, nR = t.PC, t.R
	p := j.profileOf(interp.CodeOf(nR))
	e := &p.flow.eff[int(pc-p.code.Entry)/abi.Word]
	i := 0
	for _, list := range [2][][2]int{e.Reads, e.Maybe} {
		for _, rg := range list {
			for k := rg[0]; k < rg[1]; k++ {
				abi.Store64(nR+uintptr(k)*abi.Word, args[i])
				i++
			}
		}
	}
	if j.cfg.Stats {
		j.stats.Steps[interp.Opcode(pc).String()]++
	}
	lazy, catches := t.Lazy, t.LazyCatch
	t.Lazy, t.LazyCatch = nR, n.Aux2&caughtCall != 0 && r.valid
	npc, nnR, nK := interp.Step(t, pc, nR, p.code.Consts)
	written := t.Lazy == 0
	t.Lazy, t.LazyCatch = lazy, catches
	j.end(t, oldTop, oldR)
	if npc == interp.CatchPC() && !written {
		return 0, 0, 0, false
	}
	if written { // it raised, and the frames are in the interpreter's form
		return npc, nnR, nK, true
	}
	if !r.valid || j.leaveNow(t, r, R) {
		if x != nil {
			j.scratch = r.source(R, x.LiveAfter)
			value = &j.scratch
		}
		pc, nR, K = j.deoptAfter(t, r.f, R, n.After, value, e)
		return pc, nR, K, true
	}
	return 0, 0, 0, false
}

// WriteRegisters implements runtime.NativeCode.
func (j *JIT) WriteRegisters(t *runtime.Thread) {
	j.materialise(t, &j.stack[len(j.stack)-1])
	t.Lazy = 0
}

// raise goes on in the interpreter with the pending exception, raised at a state.
func (j *JIT) raise(t *runtime.Thread, f *ir.Func, R uintptr, s ir.StateID, value source) (uintptr, uintptr, uintptr) {
	pc, nR, _ := j.deopt(t, f, R, s, &value)
	t.R, t.PC = nR, pc
	return interp.Unwind(t, pc, nR)
}

// poll serves a poll: collections, signals.
func (j *JIT) poll(t *runtime.Thread, x *exitInfo, R uintptr) (pc, nR, K uintptr, left bool) {
	if t.Poll.Load() == 0 {
		return 0, 0, 0, false
	}
	oldTop, oldR := j.begin(t, x, R)
	ok := t.Safepoint()
	j.end(t, oldTop, oldR)
	live := x.r.source(R, x.Live)
	if !ok {
		pc, nR, K = j.raise(t, x.r.f, R, x.State, live)
		return pc, nR, K, true
	}
	if !x.r.valid {
		pc, nR, K = j.deopt(t, x.r.f, R, x.State, &live)
		return pc, nR, K, true
	}
	return 0, 0, 0, false
}

// collect collects garbage if that is due. Compiled code's polls only look at
// the goroutine's preemption flag: a collection becomes due in what the code
// calls, and is made there.
func (j *JIT) collect(t *runtime.Thread) {
	if t.Poll.Load()&abi.PollGC != 0 {
		t.Poll.And(^uint32(abi.PollGC))
		j.putOff = 0
		t.Collect()
	}
}

// maxPutOff is how many slow paths leave a collection to a call of a helper,
// where no dead registers are taken for references.
const maxPutOff = 64

// maxSlowArgs is how many arguments an operation with a slow path may have.
const maxSlowArgs = 8

// slow executes the slow path of an operation. It reports whether compiled code
// goes on.
func (j *JIT) slow(t *runtime.Thread, x *exitInfo, R uintptr) bool {
	n, r := x.n, x.r
	if j.cfg.Stats {
		j.stats.Slow[j.siteName(x, n.Op.String())]++
	}
	var args [maxSlowArgs]uint64
	for i, a := range n.Args {
		if c := r.f.Node(a); ir.Infos[c.Op].Const {
			args[i] = uint64(c.Aux)
		} else {
			args[i] = abi.Load64(r.place(R, x.Args[i]))
		}
	}
	oldTop, oldR := j.begin(t, x, R)
	if t.Poll.Load()&abi.PollGC == 0 {
	} else if j.putOff++; j.putOff > maxPutOff {
		j.collect(t) // all that is live is in the dump area, but not only that
	}
	res := j.slowOp(t, n, args[:len(n.Args)])
	j.end(t, oldTop, oldR)
	if res == ir.TableUnsure && ir.Infos[n.Op].Guard {
		return false
	}
	if x.Result != ra.Nowhere {
		abi.Store64(r.place(R, x.Result), res)
	}
	return true
}

// leave goes on in the interpreter at an exit that was taken.
func (j *JIT) leave(t *runtime.Thread, x *exitInfo, R uintptr) (uintptr, uintptr, uintptr) {
	r := x.r
	if x.Node != 0 && x.n.Op == ir.OpCheckDepth && t.Depth > t.DepthLimit {
		return j.tooDeep(t, R)
	}
	j.scratch = r.source(R, x.Live)
	pc, nR, K := j.deopt(t, r.f, R, x.State, &j.scratch)
	n := &r.exits[x.num]
	taken := n.n
	if x.Kind == amd64.ExitSlow { // most of them went on
		n.left++
		taken = n.left
	}
	return j.afterExit(t, r, x.Node, x.Block, taken, pc, nR, K)
}

// tooDeep raises the exception for a call by compiled code of the function whose
// frame is at R: one too many.
func (j *JIT) tooDeep(t *runtime.Thread, R uintptr) (uintptr, uintptr, uintptr) {
	t.Depth--
	r, x := j.callSite(j.returnAddr(abi.Frame(R)))
	caller := R - uintptr(r.code.FrameSize)
	interp.Room(t, R)
	if r.valid && r.f.Node(x.Node).Aux2&caughtCall != 0 {
		return interp.CatchPC(), R, 0
	}
	t.Depth -= int32(r.f.Inlined(x.State))
	return j.raise(t, r.f, caller, x.State, r.source(caller, x.Live))
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
	if e = e.variant(R); e == nil {
		return interp.Step(t, pc, R, K)
	}
	if e.region != nil {
		return j.enter(t, e.region, R, pc, K)
	}
	if e.pending {
		if e.old != nil && e.old.valid {
			return j.enter(t, e.old, R, pc, K)
		}
		j.unpatch(e)
		return interp.Step(t, pc, R, K)
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
	// What was left there by others would be taken for references.
	from := R + uintptr(r.code.SlotBase)
	abi.Clear(from, R+uintptr(r.code.Dump)+amd64.DumpWords*abi.Word-from)
	abi.Store64(R+uintptr(r.code.Dump)+amd64.DepthWord*abi.Word, uint64(t.Depth))
	if r.probe.left > 0 {
		r.probe.entered = time.Now()
	}
	if r.settled {
		defer func(start time.Time) { r.spent += time.Since(start) }(time.Now())
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
	caller := R - uintptr(r.code.FrameSize)
	t.Depth = r.depth(caller) + int32(r.f.Inlined(x.State))
	if !r.valid || j.leaveNow(t, r, caller) {
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
	return j.frames(j.t, r.f, caller, x.State, ptr(r.source(caller, x.Live)))
}

// Unwind implements runtime.NativeCode.
func (j *JIT) Unwind(t *runtime.Thread, R uintptr) (callerR, pc uintptr, caught bool) {
	r, x := j.callSite(j.returnAddr(abi.Frame(R)))
	if r.valid && r.f.Node(x.Node).Aux2&caughtCall != 0 {
		return R, 0, true
	}
	caller := R - uintptr(r.code.FrameSize)
	t.Depth -= int32(r.f.Inlined(x.State))
	pc, nR, _ := j.deopt(t, r.f, caller, x.State, ptr(r.source(caller, x.Live)))
	t.R, t.PC = nR, pc
	j.uncaught(t, r, r.resume[x.Resume], x.State)
	return nR, pc, false
}

// Serving implements runtime.NativeCode.
func (j *JIT) Serving() int { return len(j.stack) }

// Recover implements runtime.NativeCode.
func (j *JIT) Recover(t *runtime.Thread, before int, v any) bool {
	if addr := j.inside; addr != 0 {
		j.inside = 0
		j.stack = j.stack[:min(before, len(j.stack))]
		if f := amd64.FaultOf(v); f != nil {
			j.fault(t, addr, j.insideR, f)
			return true
		}
	}
	if len(j.stack) <= before {
		return false
	}
	s := j.stack[before]
	j.stack = j.stack[:before]
	if s.x != nil || s.f != nil {
		t.PC, t.R = j.materialise(t, &s)
	}
	return false
}

func ptr(s source) *source { return &s }

// fault turns a hardware fault in compiled code into the pending exception,
// raised where the region begins.
func (j *JIT) fault(t *runtime.Thread, addr, R uintptr, err error) {
	r := j.regionAt(addr)
	j.log("fault in %s: %v\n%s", r.name(), err, r.f)
	t.R, t.PC = R, instrAddr(r.p.code, r.at)
	j.invalidate(r, "a fault")
	t.Raise(t.Exc.SystemError, "internal error: compiled code of %s failed: %v", r.name(), err)
}
