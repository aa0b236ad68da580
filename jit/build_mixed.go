package jit

import (
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/runtime"
)

// Numbers that are an int at one time and a float at another: the type is
// tested where they are used.

// mixedNumber reports whether a value may be an int or a float, and is boxed.
func (b *builder) mixedNumber(id ir.ID, seen kinds) bool {
	n := b.f.Node(id)
	return n.Rep == ir.Tagged && !ir.Infos[n.Op].Const && seen&kInt != 0 && seen&kFloat != 0 && seen&^(kInt|kFloat) == 0
}

// mixedOperand reports whether a value is, or is to be taken for, a number in
// the word.
func (b *builder) mixedOperand(id ir.ID, seen kinds) bool {
	n := b.f.Node(id)
	return n.Rep == ir.I64 && !b.unsigned(id) || n.Rep == ir.F64 || b.mixedNumber(id, seen) || n.Rep == ir.Tagged && !ir.Infos[n.Op].Const && (seen == kInt || seen == kFloat)
}

// bothInts is the condition that two operands are ints in the word; they are
// unboxed where that is certain.
func (b *builder) bothInts(x, y ir.ID, sx, sy kinds) (nx, ny, cond ir.ID) {
	cond = b.f.ConstB(true)
	one := func(id ir.ID, seen kinds) ir.ID {
		switch {
		case b.rep(id) == ir.F64:
			cond = b.f.ConstB(false)
		case b.rep(id) != ir.Tagged:
		case seen == kInt:
			return b.checkInt(id, kInt)
		case seen == kFloat:
			cond = b.f.ConstB(false)
			return b.checkFloat(id)
		default:
			is := b.emit(ir.OpTIsInt, 0, id)
			switch c := b.f.Node(cond); {
			case c.Op != ir.OpConstB:
				cond = b.emit(ir.OpBAnd, 0, cond, is)
			case c.Aux != 0:
				cond = is
			}
		}
		return id
	}
	nx = one(x, sx)
	return nx, one(y, sy), cond
}

// fork ends the current block with a branch; it returns the blocks for when cond
// holds and does not.
func (b *builder) fork(cond ir.ID) (yes, no ir.BlockID) {
	yes, no = b.f.NewBlock(), b.f.NewBlock()
	blk := b.f.Block(b.cur)
	blk.Term, blk.Cond = ir.TermBranch, cond
	blk.Succs = []ir.Edge{{To: yes}, {To: no}}
	b.mark(yes)
	b.mark(no)
	return yes, no
}

func (b *builder) smallInt(id ir.ID) ir.ID {
	if b.rep(id) == ir.Tagged {
		return b.emit(ir.OpUntagInt, 0, id)
	}
	return id
}

func (b *builder) anyFloat(id ir.ID) ir.ID {
	switch b.rep(id) {
	case ir.Tagged:
		return b.emit(ir.OpCheckNum, 0, id)
	case ir.F64:
		return id
	}
	return b.asFloat(id)
}

// mixed builds x op y for numbers of both types; 0 when it is something else.
func (b *builder) mixed(op runtime.BinOp, x, y ir.ID, sx, sy kinds, s *site) ir.ID {
	if op != runtime.Add && op != runtime.Sub && op != runtime.Mul || s.flags&(failType|failOther|failOverflow) != 0 ||
		!b.mixedOperand(x, sx) || !b.mixedOperand(y, sy) || !b.mixedNumber(x, sx) && !b.mixedNumber(y, sy) {
		return 0
	}
	x, y, cond := b.bothInts(x, y, sx, sy)
	if b.f.IsConst(cond) { // one is a float
		return b.floatOp(op, b.anyFloat(x), b.anyFloat(y))
	}
	ints, floats := b.fork(cond)
	join := b.f.NewBlock()
	res := b.f.AddParam(join, ir.Tagged, ir.Type{Bits: ir.TInt | ir.TInt64 | ir.TFloat | ir.TFloatBox})
	b.cur = ints
	v := b.tagged(b.intOp(op, b.smallInt(x), b.smallInt(y), kInt, kInt, s))
	b.link(b.cur, join, []ir.ID{v})
	b.cur = floats
	v = b.tagged(b.floatOp(op, b.anyFloat(x), b.anyFloat(y)))
	b.link(b.cur, join, []ir.ID{v})
	b.cur = join
	b.mark(join)
	return res
}

// compareMixed is mixed for comparisons.
func (b *builder) compareMixed(op runtime.CompareOp, x, y ir.ID, sx, sy kinds, s *site) ir.ID {
	if s.flags&(failType|failOther) != 0 || !b.mixedOperand(x, sx) || !b.mixedOperand(y, sy) || !b.mixedNumber(x, sx) && !b.mixedNumber(y, sy) {
		return 0
	}
	x, y, cond := b.bothInts(x, y, sx, sy)
	if b.f.IsConst(cond) { // one is a float: an int would have to be compared exactly
		return 0
	}
	ints, rest := b.fork(cond)
	join := b.f.NewBlock()
	res := b.f.AddParam(join, ir.Bool, ir.Type{Bits: ir.TBool})
	b.cur = ints
	c := b.emit(ir.OpICmp, ir.Cond(op), b.smallInt(x), b.smallInt(y))
	b.link(b.cur, join, []ir.ID{c})
	b.cur = rest
	if b.rep(x) == ir.Tagged && b.rep(y) == ir.Tagged {
		both := b.emit(ir.OpBAnd, 0, b.emit(ir.OpTIsFloat, 0, x), b.emit(ir.OpTIsFloat, 0, y))
		var floats ir.BlockID
		floats, rest = b.fork(both)
		b.cur = floats
		c := b.emit(ir.OpFCmp, ir.Cond(op), b.emit(ir.OpUntagFloat, 0, x), b.emit(ir.OpUntagFloat, 0, y))
		b.link(b.cur, join, []ir.ID{c})
		b.cur = rest
	}
	c = b.callSame(hCompare, ir.Bool, b.f.ConstI(int64(op)), b.tagged(x), b.tagged(y))
	b.link(b.cur, join, []ir.ID{c})
	b.cur = join
	b.mark(join)
	return res
}
