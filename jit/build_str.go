package jit

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/runtime"
)

// constASCII returns the text of a constant ASCII string.
func (b *builder) constASCII(id ir.ID) (string, bool) {
	n := b.f.Node(id)
	if n.Op != ir.OpConstT || !b.t.IsExactStr(Value(n.Aux)) || !runtime.IsASCII(Value(n.Aux)) {
		return "", false
	}
	return b.t.GoString(Value(n.Aux)), true
}

// strFlags loads the flags of the string at p.
func (b *builder) strFlags(p ir.ID) ir.ID {
	f := b.emitRep(ir.OpLoad, ir.I64, ir.Mem{Off: int32(abi.HeaderAux), Width: 2, Class: ir.MStr}.Pack(), p)
	b.f.Node(f).Type = ir.IntRange(0, 1<<16-1)
	return b.emit(ir.OpAnd, 0, f, b.f.ConstI(abi.StrASCII))
}

// firstByte loads the first byte of a string; it is anything for an empty one.
func (b *builder) firstByte(p ir.ID) ir.ID {
	data := b.emitRep(ir.OpLoad, ir.Ptr, ir.Mem{Off: strData, Width: 8, Class: ir.MStr}.Pack(), p)
	c := b.emitRep(ir.OpLoad, ir.I64, ir.Mem{Width: 1, Class: ir.MStr}.Pack(), data)
	b.f.Node(c).Type = ir.IntRange(0, 255)
	return c
}

// compareStr compares a string for equality with a constant one.
func (b *builder) compareStr(op runtime.CompareOp, x, y ir.ID, sx kinds) (ir.ID, bool) {
	text, ok := b.constASCII(y)
	if !ok || sx != kStr || op != runtime.EQ && op != runtime.NE || b.rep(x) != ir.Tagged {
		return 0, false
	}
	p := b.emit(ir.OpCheckShape, int64(b.t.StrShape), x)
	same := b.emit(ir.OpICmp, ir.EQ, b.loadInt(p, strLen, ir.MStr, maxLen), b.f.ConstI(int64(len(text))))
	switch len(text) {
	case 0:
	case 1:
		same = b.emit(ir.OpBAnd, 0, same, b.emit(ir.OpICmp, ir.NE, b.strFlags(p), b.f.ConstI(0)))
		same = b.emit(ir.OpBAnd, 0, same, b.emit(ir.OpICmp, ir.EQ, b.firstByte(p), b.f.ConstI(int64(text[0]))))
	default:
		if len(text) <= maxPrefix {
			same = b.emit(ir.OpBAnd, 0, same, b.emit(ir.OpICmp, ir.NE, b.strFlags(p), b.f.ConstI(0)))
			same = b.either(same,
				func() ir.ID { return b.sameText(p, b.f.ConstI(0), text) }, func() ir.ID { return b.f.ConstB(false) })
			break
		}
		// The runtime is asked only when the lengths are equal.
		return b.either(same,
			func() ir.ID { return b.callSame(hCompare, ir.Bool, b.f.ConstI(int64(op)), x, y) },
			func() ir.ID { return b.f.ConstB(op == runtime.NE) }), true
	}
	if op == runtime.NE {
		same = b.emit(ir.OpBNot, 0, same)
	}
	return same, true
}

// containsChar looks for a one-character string in a constant ASCII string.
func (b *builder) containsChar(set, x ir.ID, sx kinds, s *site) (ir.ID, bool) {
	text, ok := b.constASCII(set)
	if !ok || sx != kStr || b.rep(x) != ir.Tagged || s.flags&(failOther|failListKind) != 0 {
		return 0, false
	}
	var bits [2]uint64
	for _, c := range []byte(text) {
		bits[c/64] |= 1 << (c % 64)
	}
	p := b.emit(ir.OpCheckShape, int64(b.t.StrShape), x)
	b.emit(ir.OpCheckEq, 1, b.loadInt(p, strLen, ir.MStr, maxLen))
	id := b.emit(ir.OpCheckFlags, 0, p)
	b.f.Node(id).Aux2 = abi.StrASCII<<16 | abi.StrASCII
	c := b.firstByte(p)
	b.f.Node(c).Type = ir.IntRange(0, 127)
	return b.inSet(c, bits), true
}

// compareChars compares two strings: in place when both are one ASCII character.
func (b *builder) compareChars(op runtime.CompareOp, x, y ir.ID, sx, sy kinds, s *site) (ir.ID, bool) {
	_, constX := b.constASCII(x)
	_, constY := b.constASCII(y)
	if !constX && sx != kStr || !constY && sy != kStr || b.rep(x) != ir.Tagged || b.rep(y) != ir.Tagged {
		return 0, false
	}
	one := func(v ir.ID) (p, is ir.ID) {
		p = b.emit(ir.OpCheckShape, int64(b.t.StrShape), v)
		is = b.emit(ir.OpICmp, ir.EQ, b.loadInt(p, strLen, ir.MStr, maxLen), b.f.ConstI(1))
		return p, b.emit(ir.OpBAnd, 0, is, b.emit(ir.OpICmp, ir.NE, b.strFlags(p), b.f.ConstI(0)))
	}
	px, ox := one(x)
	py, oy := one(y)
	ask, quick, join := b.f.NewBlock(), b.f.NewBlock(), b.f.NewBlock()
	both := b.emit(ir.OpBAnd, 0, ox, oy)
	blk := b.f.Block(b.cur)
	blk.Term, blk.Cond = ir.TermBranch, both
	blk.Succs = []ir.Edge{{To: quick}, {To: ask}}
	res := b.f.AddParam(join, ir.Bool, ir.Type{Bits: ir.TBool})
	b.cur = quick
	b.mark(quick)
	b.link(quick, join, []ir.ID{b.emit(ir.OpICmp, int64(op), b.firstByte(px), b.firstByte(py))})
	b.cur = ask
	b.mark(ask)
	b.link(ask, join, []ir.ID{b.callSame(hCompare, ir.Bool, b.f.ConstI(int64(op)), x, y)})
	b.cur = join
	b.mark(join)
	return res, true
}
