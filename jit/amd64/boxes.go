package amd64

import (
	"math"
	"slices"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit/asm"
)

// Boxes of ints that do not fit the word: a small object, made by the code
// itself as alloc makes one, behind the hot path.

// newBox is the label of code that makes an object of which words follow the
// header, the last of them the number in x, puts the reference into d and goes
// to done; slow does the same. Of d, which is not x, nothing is needed.
func (e *emitter) newBox(kind abi.Kind, words []int64, x, d asm.Reg, slow, done asm.Label) asm.Label {
	size := uintptr(abi.HeaderSize) + abi.Word*uintptr(len(words)+1)
	header := int64(abi.Header{Shape: e.cfg.IntShape, Kind: kind}.Word())
	free, cell := uintptr(0), uintptr(0)
	if e.cfg.Bump != nil {
		free, cell = e.bump(size, uint64(header))
	}
	if free == 0 || cell > math.MaxInt32 {
		return slow
	}
	return e.coldPath(func() {
		e.b.IR(asm.MOVQ, int64(free), scratch)
		e.b.MR(asm.MOVQ, asm.At(scratch, 0), d)
		e.b.IR(asm.ADDQ, int64(cell), d)
		e.b.CmpRM(asm.CMPQ, d, asm.At(scratch, 8))
		e.jump(asm.HI, slow)
		e.b.RM(asm.MOVQ, d, asm.At(scratch, 0))
		off := -int32(cell)
		e.storeImm(header, asm.At(d, off))
		off += int32(abi.HeaderSize)
		for _, w := range words {
			e.storeImm(w, asm.At(d, off))
			off += abi.Word
		}
		e.b.RM(asm.MOVQ, x, asm.At(d, off))
		e.b.IR(asm.SUBQ, int64(cell)-tagPtr, d)
		e.b.Jump(asm.JMP, done)
	})
}

// boxInt shifts by doubling, which says whether bits are lost.
func (e *emitter) boxInt() {
	x, d := e.in(0), e.dst()
	if e.t.within(e.n.Args[0], abi.MinInt, abi.MaxInt) {
		e.tagInt(x, d)
		return
	}
	done := e.b.NewLabel()
	box := e.newBox(abi.KindInt64, nil, x, d, e.slowExit(ExitSlow, done), done)
	e.mov(x, d)
	e.b.RR(asm.ADDQ, d, d)
	e.jump(asm.OS, box)
	e.b.RR(asm.ADDQ, d, d)
	e.jump(asm.OS, box)
	e.b.Bind(done)
}

// boxU64: what has the highest bit set is a BigInt of one digit.
func (e *emitter) boxU64() {
	x, d := e.in(0), e.dst()
	done := e.b.NewLabel()
	slow := e.slowExit(ExitSlow, done)
	box := e.newBox(abi.KindInt64, nil, x, d, slow, done)
	big := e.newBox(abi.KindBigInt, []int64{1}, x, d, slow, done)
	which := e.coldPath(func() {
		e.b.RR(asm.TESTQ, x, x)
		e.jump(asm.MI, big)
		e.b.Jump(asm.JMP, box)
	})
	e.mov(x, scratch)
	e.b.IR(asm.SHRQ, 61, scratch)
	e.jump(asm.NE, which)
	e.tagInt(x, d)
	e.b.Bind(done)
}

// checkedBox is what follows a BoxFloat in the block and depends on whether a box
// was made, which is behind the hot path, at made: a check that the float is in
// the word, which fails there, or the barrier of the object that the word is
// stored in, which is needed there only.
type checkedBox struct {
	node ir.ID
	made asm.Label
}

// afterBox finds the check or barrier that follows the BoxFloat being emitted, with
// nothing in between; 0: there is none.
func (e *emitter) afterBox() ir.ID {
	if len(e.al.After[e.id]) > 0 {
		return 0
	}
	nodes := e.f.Blocks[e.block].Nodes
	i := slices.Index(nodes, e.id)
	if i < 0 || i+1 >= len(nodes) {
		return 0
	}
	next := nodes[i+1]
	n := &e.f.Nodes[next]
	if n.Op == ir.OpBarrierV && n.Args[1] == e.id && len(e.al.Before[next]) == 0 {
		return next
	}
	if i+2 >= len(nodes) || e.cfg.FailEvery > 0 {
		return 0
	}
	check := nodes[i+2]
	c := &e.f.Nodes[check]
	if n.Op != ir.OpTIsFloat || n.Args[0] != e.id || !e.t.fused[next] || c.Op != ir.OpCheckTrue || c.Args[0] != next {
		return 0
	}
	if len(e.al.Before[next])+len(e.al.After[next])+len(e.al.Before[check]) > 0 {
		return 0
	}
	return check
}

// checkBoxed emits that check.
func (e *emitter) checkBoxed() {
	made, fails := e.boxed.made, e.guardExit()
	e.boxed = checkedBox{}
	e.coldPath(func() {
		e.b.Bind(made)
		e.b.Jump(asm.JMP, fails)
	})
}

// barrierBoxed emits that barrier.
func (e *emitter) barrierBoxed(off int32) {
	made, done := e.boxed.made, e.b.NewLabel()
	e.boxed = checkedBox{}
	slow := e.slowExit(ExitSlow, done)
	e.coldPath(func() {
		e.b.Bind(made)
		e.b.IM(asm.TESTB, int64(abi.GCLog), asm.At(e.in(0), off))
		e.jump(asm.NE, slow)
		e.b.Jump(asm.JMP, done)
	})
	e.b.Bind(done)
}
