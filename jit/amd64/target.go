package amd64

import (
	"math"

	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit/asm"
	"github.com/go-python/gopython/jit/ra"
)

// Registers as locations: the machine's numbers.
const (
	locRAX ra.Loc = 0
	locRCX ra.Loc = 1
	locRDX ra.Loc = 2
	locX0  ra.Loc = 16
)

// The registers with a fixed meaning.
const (
	regR      = asm.RBX // the frame
	regG      = asm.R14
	regThread = asm.R15
	scratch   = asm.R11
	scratchX  = asm.X15
)

// allocatable is what holds values: RAX RCX RDX RSI RDI R8 R9 R10 R12 R13, X0 to X14.
const allocatable ra.RegSet = 1<<0 | 1<<1 | 1<<2 | 1<<6 | 1<<7 | 1<<8 | 1<<9 | 1<<10 | 1<<12 | 1<<13 | 0x7fff<<16

// operation is how an ir.Op becomes machine code: what it needs, and its
// emission, which relies on having got that.
type operation struct {
	need func(t *target, n *ir.Node, c *ra.Constraint)
	emit func(e *emitter)
}

// operations is filled by the files of the topics. What has no entry emits
// nothing: constants and parameters.
var operations [ir.NumOps]operation

func define(need func(*target, *ir.Node, *ra.Constraint), emit func(*emitter), ops ...ir.Op) {
	for _, op := range ops {
		operations[op] = operation{need, emit}
	}
}

// target is the ra.Target for one Func.
type target struct {
	f  *ir.Func
	id ir.ID // the node that is asked for
	// fused nodes are conditions that their only user computes as flags.
	fused []bool
	// again marks nodes that read the memory of a load once more, or instead
	// of it: nothing was written in between; and ICmp of masked values that
	// do the masking.
	again []bool
	bmi2  bool
	avx   bool
	rot   bool // vectors can be rotated: AVX-512VL
}

func newTarget(f *ir.Func) *target {
	t := plainTarget(f)
	t.bmi2, t.avx, t.rot = HasBMI2, HasAVX, HasAVX512VL
	t.fuse()
	return t
}

// plainTarget is a target for a processor without anything special, before fuse.
func plainTarget(f *ir.Func) *target {
	marks := make([]bool, 2*len(f.Nodes))
	return &target{f: f, fused: marks[:len(f.Nodes)], again: marks[len(f.Nodes):]}
}

// Registers implements ra.Target.
func (t *target) Registers() ra.RegSet { return allocatable }

// Constraints implements ra.Target.
func (t *target) Constraints(f *ir.Func, id ir.ID, c *ra.Constraint) bool {
	n := &f.Nodes[id]
	t.id = id
	*c = ra.Constraint{Uses: c.Uses[:0], Temps: c.Temps[:0], Result: ra.Nowhere}
	op := &operations[n.Op]
	if t.fused[id] || op.emit == nil {
		return false
	}
	if op.need != nil {
		op.need(t, n, c)
	}
	return true
}

// TermUses implements ra.Target.
func (t *target) TermUses(f *ir.Func, b ir.BlockID, uses []ra.Use) []ra.Use {
	blk := &f.Blocks[b]
	switch blk.Term {
	case ir.TermBranch:
		return t.condUses(blk.Cond, uses)
	case ir.TermReturn:
		if !f.IsConst(blk.Cond) {
			uses = append(uses, ra.Use{Val: blk.Cond, Fixed: locRAX})
		}
	}
	return uses
}

// fuse finds the conditions that need no register: those with one use, which
// is a branch, a check or a selection in the same block.
func (t *target) fuse() {
	f := t.f
	uses := make([]uint8, len(f.Nodes))
	count := func(id ir.ID) {
		if uses[id] < 2 {
			uses[id]++
		}
	}
	for b := 1; b < len(f.Blocks); b++ {
		blk := &f.Blocks[b]
		for _, id := range blk.Nodes {
			for _, a := range f.Nodes[id].Args {
				count(a)
			}
		}
		count(blk.Cond)
		for i := range blk.Succs {
			for _, a := range blk.Succs[i].Args {
				count(a)
				count(a)
			}
		}
	}
	for i := range f.States {
		countState(&f.States[i], uses)
	}
	pos := make([]int32, len(f.Nodes))
	for b := 1; b < len(f.Blocks); b++ {
		t.fuseBlock(&f.Blocks[b], uses)
		t.repeat(&f.Blocks[b], uses, pos)
	}
}

// repeat finds where a loaded value is taken from memory by its user. pos has
// the numbers of the block's loads, the last write and calls are before.
func (t *target) repeat(blk *ir.Block, uses []uint8, pos []int32) {
	f := t.f
	first := int32(0) // loads from here on can be repeated
	for i, id := range blk.Nodes {
		n := &f.Nodes[id]
		switch info := &ir.Infos[n.Op]; n.Op {
		case ir.OpLoad, ir.OpLoadX:
			pos[id] = int32(i) + 1
		case ir.OpCheckFloat, ir.OpCheckNum:
			w := n.Args[0]
			t.again[id] = t.avx && pos[w] > first && f.Nodes[w].Block == n.Block
		case ir.OpUntagFloat:
			if w := n.Args[0]; t.avx && pos[w] > first {
				t.instead(id, w, uses)
			}
		case ir.OpCheckBounds:
			if w := n.Args[1]; pos[w] > first && t.isLength(w) {
				t.instead(id, w, uses)
			}
		case ir.OpCheckIs, ir.OpCheckIsNot, ir.OpCheckEq:
			if w := n.Args[0]; pos[w] > first {
				t.instead(id, w, uses)
			}
		default:
			if info.Slow || info.Call || n.Op == ir.OpStore || n.Op == ir.OpStoreX {
				first = int32(i) + 1
			}
		}
	}
}

// instead has a node compare a loaded value in memory when it is the only user.
func (t *target) instead(id, load ir.ID, uses []uint8) {
	n, l := &t.f.Nodes[id], &t.f.Nodes[load]
	if l.Block == n.Block && uses[load] == 1 && ir.MemOf(l.Aux).Width == 8 {
		t.again[id], t.fused[load] = true, true
	}
}

// countState makes everything that a state refers to used too often to be fused.
func countState(s *ir.State, uses []uint8) {
	ref := func(r ir.Ref) {
		if r > 0 {
			uses[r] = 2
		}
	}
	for i := range s.Regs {
		ref(s.Regs[i].Val)
	}
	if s.Cont.Val != 0 {
		ref(s.Cont.Val)
	}
	ref(s.Fn)
	for i := range s.Virtuals {
		ref(ir.Ref(s.Virtuals[i].Existing))
		for j := range s.Virtuals[i].Fields {
			ref(s.Virtuals[i].Fields[j].Val)
			ref(ir.Ref(s.Virtuals[i].Fields[j].Minus))
		}
	}
}

// fuseBlock marks from the users to the conditions: a negation may be fused
// itself.
func (t *target) fuseBlock(blk *ir.Block, uses []uint8) {
	f := t.f
	try := func(id ir.ID, block ir.BlockID) {
		n := &f.Nodes[id]
		if uses[id] == 1 && n.Block == block && isCondition(n.Op) {
			t.fused[id] = true
		}
	}
	if len(blk.Nodes) == 0 {
		return
	}
	block := f.Nodes[blk.Nodes[0]].Block
	if blk.Term == ir.TermBranch {
		try(blk.Cond, block)
	}
	for i := len(blk.Nodes) - 1; i >= 0; i-- {
		id := blk.Nodes[i]
		n := &f.Nodes[id]
		switch n.Op {
		case ir.OpICmp:
			if x, ok := t.masks(n); ok && uses[x] == 1 && f.Nodes[x].Block == block {
				t.fused[x], t.again[id] = true, true
			}
		case ir.OpCheckTrue, ir.OpCheckFalse, ir.OpSelect:
			try(n.Args[0], block)
		case ir.OpBNot:
			if t.fused[id] {
				try(n.Args[0], block)
			}
		}
	}
}

// masks reports whether a comparison is that of x & mask, or of x modulo a power
// of two, with zero, and which node that is.
func (t *target) masks(n *ir.Node) (ir.ID, bool) {
	x, y, c := t.compared(n)
	if v, ok := t.f.ConstInt(y); !ok || v != 0 || c != ir.EQ && c != ir.NE {
		return 0, false
	}
	_, ok := t.mask(&t.f.Nodes[x])
	return x, ok
}

// mask is the mask of x & mask, or of x modulo a power of two.
func (t *target) mask(n *ir.Node) (int64, bool) {
	var m int64
	switch n.Op {
	case ir.OpAnd:
		_, y := t.operands(n)
		v, ok := t.f.ConstInt(y)
		if !ok {
			return 0, false
		}
		m = v
	case ir.OpFloorMod, ir.OpRem:
		kind, d := t.divisor(n)
		if kind != divPower {
			return 0, false
		}
		m = d - 1
	default:
		return 0, false
	}
	return m, m == int64(int32(m))
}

// isCondition reports whether the result can be had as flags.
func isCondition(op ir.Op) bool {
	switch op {
	case ir.OpICmp, ir.OpFCmp, ir.OpTSame, ir.OpTIs, ir.OpTIsInt, ir.OpTIsFloat, ir.OpTIsPtr, ir.OpPEqual, ir.OpBNot, ir.OpBAnd:
		return true
	}
	return false
}

// use is a value in any register.
func use(id ir.ID) ra.Use { return ra.Use{Val: id, Fixed: ra.Nowhere} }

// useAny is a value in a register or in memory.
func useAny(id ir.ID) ra.Use { return ra.Use{Val: id, Fixed: ra.Nowhere, AnyLoc: true} }

// imm32 reports whether a node is a constant that an instruction can have as
// an immediate: it emits nothing and is no Use then.
func (t *target) imm32(id ir.ID) (int64, bool) {
	n := &t.f.Nodes[id]
	if !isIntConst(n.Op) || n.Aux != int64(int32(n.Aux)) {
		return 0, false
	}
	return n.Aux, true
}

// isIntConst: constants that are held in general registers.
func isIntConst(op ir.Op) bool {
	return op == ir.OpConstI || op == ir.OpConstT || op == ir.OpConstP || op == ir.OpConstB
}

// rng is the range of an int.
func (t *target) rng(id ir.ID) (lo, hi int64) {
	n := &t.f.Nodes[id]
	if n.Op == ir.OpConstI {
		return n.Aux, n.Aux
	}
	return n.Type.Range()
}

// within reports whether an int is known to be in a range.
func (t *target) within(id ir.ID, lo, hi int64) bool {
	l, h := t.rng(id)
	return l >= lo && h <= hi
}

// isNatural: not negative.
func (t *target) isNatural(id ir.ID) bool { return t.within(id, 0, math.MaxInt64) }

// operands gives the operands of a binary operation, a constant second if it
// can be.
func (t *target) operands(n *ir.Node) (x, y ir.ID) {
	x, y = n.Args[0], n.Args[1]
	if ir.Infos[n.Op].Commutative && t.f.IsConst(x) && !t.f.IsConst(y) {
		return y, x
	}
	return x, y
}

// needEach: every argument in a register, the result anywhere but there.
func needEach(_ *target, n *ir.Node, c *ra.Constraint) {
	for _, a := range n.Args {
		c.Uses = append(c.Uses, use(a))
	}
}

// needLate: every argument in a register; the result's may be one of these.
func needLate(t *target, n *ir.Node, c *ra.Constraint) {
	needEach(t, n, c)
	c.ResultLate = true
}

// needClean is needLate for guards that write the result behind the last check.
func needClean(t *target, n *ir.Node, c *ra.Constraint) {
	needLate(t, n, c)
	c.LeavesClean = true
}

// needSame: one argument, which becomes the result.
func needSame(t *target, n *ir.Node, c *ra.Constraint) {
	needEach(t, n, c)
	c.ResultSame = true
}

// binaryUses appends the operands of a binary operation that works on the
// first one, the second anywhere or immediate.
func (t *target) binaryUses(n *ir.Node, c *ra.Constraint, immediate bool) {
	x, y := t.operands(n)
	c.Uses = append(c.Uses, use(x))
	switch {
	case immediate:
	case x == y && n.Op != ir.OpAddOv:
		// One register is both. A sum could not be undone then.
	case ir.Infos[n.Op].Commutative && !t.f.IsConst(y):
		c.Uses = append(c.Uses, use(y))
		c.Commutes = true
	default:
		c.Uses = append(c.Uses, useAny(y))
	}
}

// immY reports whether the second operand is an immediate.
func (t *target) immY(n *ir.Node) bool {
	_, y := t.operands(n)
	_, ok := t.imm32(y)
	return ok
}
