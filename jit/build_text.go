package jit

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/runtime"
)

// What makes new strs: slices, concatenation, formatting.

// isStr reports whether to treat a value as exactly a str.
func (b *builder) isStr(id ir.ID, seen kinds) bool {
	n := b.f.Node(id)
	switch {
	case n.Rep != ir.Tagged:
		return false
	case n.Op == ir.OpConstT:
		return b.t.IsExactStr(Value(n.Aux))
	}
	return seen == kStr || n.Type.Shape == b.t.StrShape
}

// strAddr checks that a value is a str; its address.
func (b *builder) strAddr(id ir.ID) ir.ID {
	return b.emit(ir.OpCheckShape, int64(b.t.StrShape), id)
}

// newStr gives a node the type of a str.
func (b *builder) newStr(id ir.ID) ir.ID {
	b.f.Node(id).Type = ir.Type{Bits: ir.TObject, Shape: b.t.StrShape}
	return id
}

// sliceStr builds a slice of a str with bounds that are ints or missing.
func (b *builder) sliceStr(in bytecode.Instr, s *site) bool {
	x := b.reg(int(in.B()) / 8)
	if in.X() == 1 || !b.isStr(x, s.b) || s.flags&(failType|failOther|failOverflow) != 0 {
		return false
	}
	lo, ok1 := b.sliceBound(int(in.C())/8, s.c)
	hi, ok2 := b.sliceBound(int(in.C())/8+1, s.a)
	if !ok1 || !ok2 {
		return false
	}
	p := b.strAddr(x)
	n := b.loadInt(p, strLen, ir.MStr, maxLen)
	from := b.f.ConstI(0)
	if lo != 0 {
		from = b.clampBound(b.asInt(lo, s.c), n, from, n)
	}
	to := n
	if hi != 0 {
		to = b.clampBound(b.asInt(hi, s.a), n, b.f.ConstI(0), n)
	}
	if from != b.f.ConstI(0) || hi != 0 {
		to = b.emit(ir.OpMaxI, 0, from, to)
		b.f.Node(to).Type = ir.IntRange(0, maxLen)
	}
	b.set(int(in.A())/8, b.newStr(b.emit(ir.OpStrSlice, 0, p, from, to)))
	return true
}

// sliceBound is the bound in a register, 0 for none; ok is false when it may be
// something else than an int.
func (b *builder) sliceBound(r int, seen kinds) (id ir.ID, ok bool) {
	if b.fr.env[r] <= 0 {
		return 0, false
	}
	id = b.reg(r)
	n := b.f.Node(id)
	if n.Op == ir.OpConstT && (Value(n.Aux) == abi.Unbound || Value(n.Aux) == abi.None) {
		return 0, true
	}
	return id, !b.unsigned(id) && b.sortOf(id, seen) == sortInt
}

// concatStr joins two strs; 0 when they may be something else.
func (b *builder) concatStr(op runtime.BinOp, x, y ir.ID, sx, sy kinds) ir.ID {
	if op != runtime.Add || !b.isStr(x, sx) || !b.isStr(y, sy) {
		return 0
	}
	return b.join2(x, y)
}

func (b *builder) join2(x, y ir.ID) ir.ID {
	p := b.strAddr(x)
	return b.newStr(b.emit(ir.OpStrConcat, 0, p, b.strAddr(y)))
}

// formatValue builds FORMATVALUE.
func (b *builder) formatValue(in bytecode.Instr, s *site) {
	x := b.reg(int(in.B()) / 8)
	dest := int(in.A()) / 8
	conv := int(in.X()) &^ bytecode.ConvNoSpec
	spec := b.f.ConstT(abi.Unbound)
	if in.X()&bytecode.ConvNoSpec == 0 {
		spec = b.taggedReg(int(in.C()) / 8)
	} else if conv == bytecode.ConvNone || conv == bytecode.ConvStr {
		if v := b.textOf(x, s.b, s); v != 0 {
			b.set(dest, v)
			return
		}
	}
	b.set(dest, b.call(hFormat, ir.Tagged, b.f.ConstI(int64(conv)), b.tagged(x), spec))
}

// textOf is str(x) of ints and strs, 0 for anything else.
func (b *builder) textOf(x ir.ID, seen kinds, s *site) ir.ID {
	switch {
	case s.flags&failType != 0 || b.unsigned(x):
		return 0
	case b.isStr(x, seen):
		if n := b.f.Node(x); n.Op != ir.OpConstT && n.Type.Shape != b.t.StrShape {
			x = b.newStr(b.emit(ir.OpTagPtr, 0, b.strAddr(x)))
		}
		return x
	case b.f.Node(x).Rep == ir.Bool || seen == kBool:
		return 0
	case b.sortOf(x, seen) == sortInt:
		return b.intText(b.asInt(x, seen))
	}
	return 0
}

// intText is str(x) of an int.
func (b *builder) intText(x ir.ID) ir.ID {
	const n = runtime.SmallInts
	small := b.emit(ir.OpBAnd, 0, b.emit(ir.OpICmp, ir.GE, x, b.f.ConstI(0)), b.emit(ir.OpICmp, ir.LT, x, b.f.ConstI(n)))
	return b.either(small, func() ir.ID {
		return b.newStr(b.emitRep(ir.OpLoadX, ir.Tagged, ir.Mem{Width: 8, Scale: 8, Class: ir.MTuple}.Pack(), b.f.ConstP(b.t.SmallIntTexts()), x))
	}, func() ir.ID { return b.newStr(b.callSame(hIntText, ir.Tagged, x)) })
}

// reprOf is repr(x) where x may be an int; ask has the runtime do it.
func (b *builder) reprOf(x ir.ID, s *site, ask func() ir.ID) (ir.ID, bool) {
	switch {
	case b.unsigned(x):
	case b.rep(x) == ir.I64:
		return b.intText(x), true
	case b.rep(x) == ir.Tagged && s.b&kInt != 0:
		return b.either(b.emit(ir.OpTIsInt, 0, x), func() ir.ID { return b.intText(b.emit(ir.OpUntagInt, 0, x)) }, ask), true
	}
	return 0, false
}

// buildString builds BUILDSTRING.
func (b *builder) buildString(i int, in bytecode.Instr) {
	n := int(in.C())
	if n > 14 {
		b.generic(i)
		return
	}
	parts := make([]ir.ID, n)
	strs := true
	for k := range parts {
		parts[k] = b.taggedReg(int(in.B())/8 + k)
		strs = strs && b.isStr(parts[k], 0)
	}
	if strs && n >= 2 && n <= 3 {
		v := b.join2(parts[0], parts[1])
		if n == 3 {
			v = b.join2(v, parts[2])
		}
		b.set(int(in.A())/8, v)
		return
	}
	b.set(int(in.A())/8, b.newStr(b.call(hBuildString, ir.Tagged, parts...)))
}

// convertText is str(x) of an int or str, and int(x) and float(x) of a str.
func (b *builder) convertText(typ *runtime.Type, args []ir.ID, cs callSite, s *site) (ir.ID, bool) {
	if len(args) != 1 || s.flags&(failType|failOther) != 0 {
		return 0, false
	}
	switch {
	case typ == b.t.Types.Str:
		v := b.textOf(args[0], s.b, s)
		return v, v != 0
	case !b.isStr(args[0], s.b) || b.f.Node(args[0]).Op == ir.OpConstT:
		return 0, false
	case typ == b.t.Types.Int, typ == b.t.Types.Float:
		b.strAddr(args[0])
		h := hIntOf
		if typ == b.t.Types.Float {
			h = hFloatOf
		}
		return b.callState(h, ir.Tagged, cs.next, cs.dest, args[0]), true
	}
	return 0, false
}
