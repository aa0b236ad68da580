package amd64

import (
	"slices"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit/asm"
)

func init() {
	define(nil, (*emitter).poll, ir.OpPoll)
	define(nil, (*emitter).checkDepth, ir.OpCheckDepth)
}

// gPreempt is where the upper half of the stack guard is in the runtime's g:
// negative when the goroutine is asked to stop. SelfTest checks it.
const gPreempt = 20

// checkDepth counts the frames that may be inlined.
func (e *emitter) checkDepth() {
	e.b.MR(asm.MOVL, e.dumpWord(DepthWord), scratch)
	if e.n.Aux != 0 {
		e.b.IR(asm.ADDL, e.n.Aux, scratch)
	}
	e.b.CmpRM(asm.CMPL, scratch, asm.At(regThread, threadDepthLimit))
	e.jump(asm.GT, e.guardExit())
}

// poll looks for what the Go runtime wants. What the VM wants is looked at then,
// too: whoever is in a hurry stops the world (interp.Machine.Interrupt).
func (e *emitter) poll() {
	done := e.b.NewLabel()
	slow := e.slowExit(ExitPoll, done)
	e.b.CmpMI(asm.CMPL, asm.At(regG, gPreempt), 0)
	e.jump(asm.MI, slow)
	if e.cfg.PollThread {
		e.b.CmpMI(asm.CMPL, asm.At(regThread, threadPoll), 0)
		e.jump(asm.NE, slow)
	}
	e.b.Bind(done)
}

// blocks emits all blocks.
func (e *emitter) blocks() {
	e.position = slices.Grow(e.position, len(e.f.Blocks))[:len(e.f.Blocks)]
	clear(e.position)
	for i, b := range e.al.Order {
		e.position[b] = int32(i)
	}
	order, heads := e.blockOrder()
	e.b.Bind(e.native)
	if e.cfg.Self != 0 || e.cfg.CountDepth {
		e.b.RM(asm.MOVL, asm.RCX, e.dumpWord(DepthWord))
		if order[0] != e.f.Entry {
			e.b.Jump(asm.JMP, e.labels[e.f.Entry])
		}
	}
	for i, b := range order {
		e.block, e.next = b, 0
		if i+1 < len(order) {
			e.next = order[i+1]
		}
		if heads[b] {
			e.b.Align(64, e.cfg.LoopOffset&63)
		}
		e.b.Bind(e.labels[b])
		for _, id := range e.f.Blocks[b].Nodes {
			e.node(id)
		}
		e.end(b)
	}
}

// end emits the end of a block.
func (e *emitter) end(b ir.BlockID) {
	blk, t := &e.f.Blocks[b], &e.al.Term[b]
	e.id, e.n = 0, nil
	e.line(0, b)
	e.moves(t.Before)
	switch blk.Term {
	case ir.TermJump:
		e.edge(b, 0)
	case ir.TermBranch:
		e.branch(b)
	case ir.TermReturn:
		if v := &e.f.Nodes[blk.Cond]; ir.Infos[v.Op].Const {
			e.imm(v.Aux, asm.RAX)
		}
		e.b.MR(asm.MOVQ, asm.At(regR, int32(abi.FrameNative)), scratch)
		e.b.RR(asm.TESTQ, scratch, scratch)
		e.jump(asm.EQ, e.returnExit)
		e.b.R(asm.JMP, scratch)
		e.returns = true
	case ir.TermExit:
		exit := e.addExit(Exit{Kind: ExitDeopt, Block: b, State: blk.State, Live: e.al.LiveTerm[b], Result: -1}, noLabel)
		e.b.IR(asm.MOVL, e.exitNumber(exit), scratch)
		e.b.Jump(asm.JMP, e.dump)
	default:
		e.fail("block %d has no end", b)
	}
}

// edge goes to a successor: the moves of the edge and a jump, if one is needed.
func (e *emitter) edge(b ir.BlockID, i int) {
	e.moves(e.al.Term[b].Edges[i])
	if to := e.f.Blocks[b].Succs[i].To; to != e.next {
		e.b.Jump(asm.JMP, e.labels[to])
	}
}

// branch jumps to the successor that does not follow. An edge with moves is
// either passed by falling through, or gets code of its own.
func (e *emitter) branch(b ir.BlockID) {
	blk, t := &e.f.Blocks[b], &e.al.Term[b]
	c := e.condition(blk.Cond, t.Uses)
	plain := func(i int) bool { return len(t.Edges[i]) == 0 }
	jumpTo := 0 // the successor that is jumped to on the condition
	switch {
	case plain(0) && plain(1):
		if blk.Succs[0].To == e.next {
			jumpTo = 1
		}
	case plain(1):
		jumpTo = 1
	case !plain(0) && blk.Succs[0].To == e.next:
		jumpTo = 1
	}
	c = c.notIf(jumpTo == 1)
	if plain(jumpTo) {
		e.jumpIf(c, e.labels[blk.Succs[jumpTo].To])
		e.edge(b, 1-jumpTo)
		return
	}
	// Both edges have moves; the one that falls through comes last.
	other := e.b.NewLabel()
	e.jumpIf(c.not(), other)
	e.moves(t.Edges[jumpTo])
	e.b.Jump(asm.JMP, e.labels[blk.Succs[jumpTo].To])
	e.b.Bind(other)
	e.edge(b, 1-jumpTo)
}
