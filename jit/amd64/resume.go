package amd64

import (
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/jit/asm"
)

// ResumeGen in Aux2 of a CallHelper, of an iterator's next item, says that this
// is a generator as a rule: one with native code is resumed as a function is
// called, its frame behind this region's.
const ResumeGen = 1 << 8

// Offsets in abi.Generator.
const (
	genFunc    = int32(unsafe.Offsetof(abi.Generator{}.Func))
	genPC      = int32(unsafe.Offsetof(abi.Generator{}.PC))
	genHandled = int32(unsafe.Offsetof(abi.Generator{}.Handled))
	genOuter   = int32(unsafe.Offsetof(abi.Generator{}.Outer))
	genNext    = int32(unsafe.Offsetof(abi.Generator{}.Next))
	headerAux  = int32(unsafe.Offsetof(abi.Header{}.Aux))

	threadHandled = int32(unsafe.Offsetof(abi.Thread{}.Handled))
)

// resumeGen resumes the generator that is the node's argument, if it is one that
// is created or suspended, where nothing is being handled. Native code that goes
// on where it was left is found in the second word of the instruction there.
// The result is the item, or Unbound at the end, as the helper gives it.
func (e *emitter) resumeGen() {
	size := e.code.FrameSize
	frame := func(off int) asm.Mem { return asm.At(regR, size+int32(off)) }
	if a := e.n.Args[0]; e.f.IsConst(a) {
		e.imm(e.f.Nodes[a].Aux, asm.RAX)
	} else if l := e.u[0]; l.IsReg() {
		e.mov(e.reg(l), asm.RAX)
	} else {
		e.b.MR(asm.MOVQ, e.slot(l), asm.RAX)
	}
	back, done := e.b.NewLabel(), e.b.NewLabel()
	next := e.callExit(ExitHelper, done)
	exit := e.callExit(ExitResume, back)
	other := e.coldPath(func() { // anything else
		e.b.RM(asm.MOVQ, asm.RAX, e.dumpWord(0))
		e.b.IR(asm.MOVL, e.exitNumber(next), asm.RAX)
		e.b.Op0(asm.RET)
	})
	slow := e.coldPath(func() { // no native code, or an unusual state
		e.b.RM(asm.MOVQ, asm.RAX, frame(abi.FrameCont))
		e.b.LeaLabel(back, scratch)
		e.b.RM(asm.MOVQ, scratch, frame(abi.FrameNative))
		e.b.IR(asm.MOVL, e.exitNumber(exit), asm.RAX)
		e.b.Op0(asm.RET)
	})
	e.testPtr(asm.RAX)
	e.jump(asm.NE, other)
	e.b.CmpMI(asm.CMPL, field(asm.RAX, 0), int64(e.cfg.GenShape))
	e.jump(asm.NE, other)
	e.b.CmpMI(asm.CMPW, field(asm.RAX, headerAux), abi.GenSuspended)
	e.jump(asm.HI, other)
	e.b.MR(asm.MOVQ, field(asm.RAX, genPC), asm.RDX)
	e.b.MR(asm.MOVQ, asm.At(asm.RDX, abi.Word), asm.RDX)
	e.b.RR(asm.TESTQ, asm.RDX, asm.RDX)
	e.jump(asm.EQ, slow)
	e.b.CmpMI(asm.CMPQ, field(asm.RAX, genHandled), int64(abi.None))
	e.jump(asm.NE, slow)
	e.b.CmpMI(asm.CMPQ, asm.At(regThread, threadHandled), int64(abi.None))
	e.jump(asm.NE, slow)
	e.b.MR(asm.MOVL, e.dumpWord(DepthWord), asm.RCX)
	e.b.IR(asm.ADDL, int64(e.f.Inlined(e.n.State))+1, asm.RCX)
	e.b.CmpRM(asm.CMPL, asm.RCX, asm.At(regThread, threadDepthLimit))
	e.jump(asm.GT, slow)
	e.b.MR(asm.LEAQ, asm.At(regR, size), asm.RSI)
	e.b.CmpRM(asm.CMPQ, asm.RSI, asm.At(regThread, threadStackLimit))
	e.jump(asm.HI, slow)
	e.b.MR(asm.MOVQ, field(asm.RAX, genFunc), asm.RDI)
	e.b.RM(asm.MOVQ, asm.RDI, frame(abi.FrameFunc))
	e.b.RM(asm.MOVQ, asm.RAX, frame(abi.FrameCont))
	e.b.LeaLabel(back, scratch)
	e.b.RM(asm.MOVQ, scratch, frame(abi.FrameNative))
	e.b.IM(asm.MOVW, abi.GenRunning, field(asm.RAX, headerAux))
	e.b.IM(asm.MOVQ, int64(abi.None), field(asm.RAX, genOuter))
	e.b.RM(asm.MOVQ, asm.RSI, field(asm.RAX, genNext))
	e.mov(asm.RSI, regR)
	e.b.R(asm.JMP, asm.RDX)
	e.b.Bind(back)
	e.b.IR(asm.SUBQ, int64(size), regR)
	e.b.Bind(done)
}
