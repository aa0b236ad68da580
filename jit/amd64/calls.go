package amd64

import (
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit/asm"
	"github.com/go-python/gopython/jit/ra"
)

func init() {
	define((*target).needCall, (*emitter).callHelper, ir.OpCallHelper)
	define((*target).needCall, (*emitter).callPy, ir.OpCallPy)
}

// maxHelperArgs is how many dump words there are for arguments.
const maxHelperArgs = 16

// needCall: arguments anywhere, constants at hand; the result in RAX or X0.
func (t *target) needCall(n *ir.Node, c *ra.Constraint) {
	for _, a := range n.Args {
		if !t.f.IsConst(a) {
			c.Uses = append(c.Uses, useAny(a))
		}
	}
	c.ClobberAll, c.StateSlots = true, true
	switch n.Rep {
	case ir.None:
	case ir.F64:
		c.Result = locX0
	default:
		c.Result = locRAX
	}
}

// arguments stores the arguments where place says.
func (e *emitter) arguments(place func(i int) asm.Mem) {
	used := 0
	for i, a := range e.n.Args {
		if e.f.IsConst(a) {
			e.storeImm(e.f.Nodes[a].Aux, place(i))
			continue
		}
		e.storeLoc(e.u[used], place(i))
		used++
	}
}

func (e *emitter) storeLoc(l ra.Loc, m asm.Mem) {
	switch {
	case !l.IsReg():
		e.b.MR(asm.MOVQ, e.slot(l), scratch)
		e.b.RM(asm.MOVQ, scratch, m)
	case l.IsFloat():
		e.b.RM(asm.MOVSD, e.reg(l), m)
	default:
		e.b.RM(asm.MOVQ, e.reg(l), m)
	}
}

// callExit makes the exit of a call; all values that live on are in slots.
func (e *emitter) callExit(kind ExitKind, resume asm.Label) int32 {
	live := e.liveAcross()
	x := Exit{Kind: kind, Node: e.id, Block: e.block, State: e.n.State, Live: live, Result: ra.Nowhere}
	if e.n.After != 0 {
		x.LiveAfter = live
	}
	return e.addExit(x, resume)
}

// liveAcross is the list of both states of the node without the node itself,
// which is in RAX.
func (e *emitter) liveAcross() []ra.ValueLoc {
	live := e.al.Live[e.id]
	for i, v := range live {
		if v.Val == e.id {
			return append(append([]ra.ValueLoc(nil), live[:i]...), live[i+1:]...)
		}
	}
	return live
}

func (e *emitter) callHelper() {
	if len(e.n.Args) > maxHelperArgs {
		e.fail("%d arguments", len(e.n.Args))
	}
	if e.n.Aux2&ResumeGen != 0 {
		e.resumeGen()
		return
	}
	e.arguments(e.dumpWord)
	resume := e.b.NewLabel()
	e.b.IR(asm.MOVL, e.exitNumber(e.callExit(ExitHelper, resume)), asm.RAX)
	e.b.Op0(asm.RET)
	e.b.Bind(resume)
	if e.n.Rep == ir.F64 {
		e.b.RR(asm.MOVQ, asm.RAX, e.dst())
	}
}

// callPy jumps to the callee's code, with its frame behind this region's.
func (e *emitter) callPy() {
	if e.n.Aux < 0 || int(e.n.Aux) >= len(e.f.Callees) || len(e.n.Args) == 0 {
		e.fail("callee %d", e.n.Aux)
	}
	size := e.code.FrameSize
	frame := func(off int) asm.Mem { return asm.At(regR, size+int32(off)) }
	e.arguments(func(i int) asm.Mem {
		if i == 0 {
			return frame(abi.FrameFunc)
		}
		return frame(abi.Word * (i - 1))
	})
	back := e.b.NewLabel()
	exit := e.callExit(ExitCall, back)
	slow := e.coldPath(func() {
		e.b.IR(asm.MOVL, e.exitNumber(exit), asm.RAX)
		e.b.Op0(asm.RET)
	})
	e.b.LeaLabel(back, scratch)
	e.b.RM(asm.MOVQ, scratch, frame(abi.FrameNative))
	// The frames that were inlined here count from now on, as they do for the
	// interpreter. The callee checks that these are not too many (CheckDepth).
	e.b.MR(asm.MOVL, e.dumpWord(DepthWord), asm.RCX)
	e.b.IR(asm.ADDL, int64(e.f.Inlined(e.n.State))+1, asm.RCX)
	e.b.MR(asm.LEAQ, asm.At(regR, size), asm.RDX)
	e.b.CmpRM(asm.CMPQ, asm.RDX, asm.At(regThread, threadStackLimit))
	e.jump(asm.HI, slow)
	code := e.f.Callees[e.n.Aux].Code
	if code != 0 && code == e.cfg.Self {
		// The region calls itself. It does not become invalid while it runs: it
		// is left before it would go on.
		e.mov(asm.RDX, regR)
		e.b.Jump(asm.JMP, e.native)
		e.b.Bind(back)
		e.b.IR(asm.SUBQ, int64(size), regR)
		return
	}
	if code != 0 {
		e.b.IR(asm.MOVQ, int64(code), asm.RAX)
		e.b.MR(asm.MOVQ, asm.At(asm.RAX, int32(unsafe.Offsetof(abi.Code{}.Native))), asm.RAX)
	} else { // of the function object, which is in the header by now
		e.b.MR(asm.MOVQ, frame(abi.FrameFunc), asm.RAX)
		e.b.MR(asm.MOVQ, asm.At(asm.RAX, int32(unsafe.Offsetof(abi.Function{}.Code))-1), asm.RAX)
		e.b.MR(asm.MOVQ, asm.At(asm.RAX, int32(unsafe.Offsetof(abi.Code{}.Native))-1), asm.RAX)
	}
	e.b.RR(asm.TESTQ, asm.RAX, asm.RAX)
	e.jump(asm.EQ, slow)
	e.mov(asm.RDX, regR)
	e.b.R(asm.JMP, asm.RAX)
	e.b.Bind(back)
	e.b.IR(asm.SUBQ, int64(size), regR)
}
