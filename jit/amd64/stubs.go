package amd64

import (
	"slices"
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit/asm"
	"github.com/go-python/gopython/jit/ra"
)

// Offsets in abi.Thread.
const (
	threadPoll       = int32(unsafe.Offsetof(abi.Thread{}.Poll))
	threadDepthLimit = int32(unsafe.Offsetof(abi.Thread{}.DepthLimit))
	threadStackLimit = int32(unsafe.Offsetof(abi.Thread{}.StackLimit))
	threadGuardCount = int32(unsafe.Offsetof(abi.Thread{}.GuardCount))
)

// addExit adds an exit; resume is where Go comes back to, or noLabel.
func (e *emitter) addExit(x Exit, resume asm.Label) int32 {
	e.exits = append(e.exits, x)
	e.resumes = append(e.resumes, resume)
	return int32(len(e.exits) - 1)
}

// exitNumber is what goes into EAX.
func (e *emitter) exitNumber(exit int32) int64 { return int64(e.cfg.FirstExit) + int64(exit) }

// guardExit is the label to jump to when the node's guard fails; the registers
// of its state are as they were.
func (e *emitter) guardExit() asm.Label {
	if e.exit < 0 {
		e.exit = e.addExit(Exit{Kind: ExitDeopt, Node: e.id, Block: e.block, State: e.n.State, Live: e.al.Live[e.id]}, noLabel)
		e.stub = e.b.NewLabel()
		e.cold = append(e.cold, coldCode{label: e.stub, exit: e.exit, id: e.id, block: e.block})
	}
	return e.stub
}

// coldPath is the label of code that is emitted behind the hot path.
func (e *emitter) coldPath(make func()) asm.Label {
	l := e.b.NewLabel()
	e.cold = append(e.cold, coldCode{label: l, exit: -1, id: e.id, block: e.block, make: make})
	return l
}

// undoExit is guardExit for a guard that has changed the register of its
// first operand: undo restores it, where the state needs it.
func (e *emitter) undoExit(undo func()) asm.Label {
	exit := e.guardExit()
	if !e.isLive(e.res) {
		return exit
	}
	return e.coldPath(func() {
		undo()
		e.b.Jump(asm.JMP, exit)
	})
}

// isLive reports whether the node's state has a value in the location.
func (e *emitter) isLive(l ra.Loc) bool {
	return slices.ContainsFunc(e.al.Live[e.id], func(v ra.ValueLoc) bool { return v.Loc == l })
}

// slowExit is the label to jump to for Go to do the node's work and come back
// at resume. All registers are as before the node, but for the result's.
func (e *emitter) slowExit(kind ExitKind, resume asm.Label) asm.Label {
	x := Exit{Kind: kind, Node: e.id, Block: e.block, State: e.n.State, Live: e.al.Live[e.id], Args: slices.Clone(e.u), Result: ra.Nowhere}
	if len(e.u) < len(e.n.Args) { // immediates are no uses
		x.Args = nil
		used := 0
		for _, a := range e.n.Args {
			if _, ok := e.t.imm32(a); ok && (len(x.Args) >= 2 || e.n.Op == ir.OpAllocItems) {
				x.Args = append(x.Args, ra.Nowhere)
				continue
			}
			x.Args = append(x.Args, e.u[used])
			used++
		}
	}
	if e.n.Rep != ir.None {
		x.Result = e.res
	}
	exit := e.addExit(x, resume)
	return e.coldPath(func() {
		e.b.LeaLabel(resume, scratch)
		e.b.RM(asm.MOVQ, scratch, e.dumpWord(ResumeWord))
		e.b.IR(asm.MOVL, e.exitNumber(exit), scratch)
		e.b.Jump(asm.JMP, e.dump)
	})
}

// countGuard makes every n-th guard fail.
func (e *emitter) countGuard() {
	count := asm.At(regThread, threadGuardCount)
	exit := e.guardExit()
	due := e.coldPath(func() {
		e.b.IM(asm.MOVQ, 0, count)
		e.b.Jump(asm.JMP, exit)
	})
	e.b.M(asm.INCQ, count)
	e.b.CmpMI(asm.CMPQ, count, int64(e.cfg.FailEvery))
	e.jump(asm.CC, due)
}

// stubs emits the cold code, the common ends of it, and the dump routine.
func (e *emitter) stubs() {
	for i := 0; i < len(e.cold); i++ { // cold code may add more
		s := e.cold[i]
		e.line(s.id, s.block)
		e.b.Bind(s.label)
		if s.make != nil {
			e.enterNode(s.id)
			s.make()
			continue
		}
		e.b.IR(asm.MOVL, e.exitNumber(s.exit), scratch)
		e.b.Jump(asm.JMP, e.dump)
	}
	e.line(0, 0)
	if e.returns {
		exit := e.addExit(Exit{Kind: ExitReturn, Result: ra.Nowhere}, noLabel)
		e.b.Bind(e.returnExit)
		e.b.RM(asm.MOVQ, asm.RAX, asm.At(regR, 0))
		e.b.IR(asm.MOVL, e.exitNumber(exit), asm.RAX)
		e.b.Op0(asm.RET)
	}
	e.b.Bind(e.dump)
	e.eachRegister(func(r asm.Reg, m asm.Mem) {
		if r.IsXMM() {
			e.b.RM(asm.MOVSD, r, m)
		} else {
			e.b.RM(asm.MOVQ, r, m)
		}
	})
	e.b.RR(asm.MOVL, scratch, asm.RAX)
	e.b.Op0(asm.RET)
}

// restore is the counterpart of the dump routine.
func (e *emitter) restore() {
	e.eachRegister(func(r asm.Reg, m asm.Mem) {
		if r.IsXMM() {
			e.b.MR(asm.MOVSD, m, r)
		} else {
			e.b.MR(asm.MOVQ, m, r)
		}
	})
	e.b.M(asm.JMP, e.dumpWord(ResumeWord))
}

func (e *emitter) eachRegister(visit func(asm.Reg, asm.Mem)) {
	for l := range ra.FirstSlot {
		if allocatable>>l&1 != 0 {
			visit(e.reg(l), e.dumpWord(int(l)))
		}
	}
}

// constPool holds constants behind the code.
type constPool struct {
	words []poolWord // 8 bytes each
	masks []poolWord // 16 bytes each, both halves the same
}

type poolWord struct {
	bits  uint64
	label asm.Label
}

// mem is the memory of an 8-byte constant.
func (p *constPool) mem(b *asm.Builder, bits uint64) asm.Mem { return poolMem(&p.words, b, bits) }

// mask is the memory of an aligned 16-byte constant.
func (p *constPool) mask(b *asm.Builder, bits uint64) asm.Mem { return poolMem(&p.masks, b, bits) }

func poolMem(list *[]poolWord, b *asm.Builder, bits uint64) asm.Mem {
	for _, w := range *list {
		if w.bits == bits {
			return asm.LabelMem(w.label)
		}
	}
	l := b.NewLabel()
	*list = append(*list, poolWord{bits, l})
	return asm.LabelMem(l)
}

func (p *constPool) emit(b *asm.Builder) {
	if len(p.masks) > 0 {
		b.Align(16, 0)
	} else if len(p.words) > 0 {
		b.Align(8, 0)
	}
	for _, w := range p.masks {
		b.Bind(w.label)
		b.Quad(w.bits)
		b.Quad(w.bits)
	}
	for _, w := range p.words {
		b.Bind(w.label)
		b.Quad(w.bits)
	}
}
