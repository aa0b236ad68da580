package jit

import (
	"math"
	"strings"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/runtime"
)

// moduleOf names the module of a function written in Go.
func (b *builder) moduleOf(fn Value) string {
	if m := abi.Obj[abi.Native](fn).Module; b.t.IsExactStr(m) {
		return b.t.GoString(m)
	}
	return ""
}

// intrinsic builds a call of a function written in Go out of operations, where
// it is one that is known.
func (b *builder) intrinsic(d *runtime.NativeDef, fn Value, args []ir.ID, s *site, cs callSite) (ir.ID, bool) {
	if s.flags&failType != 0 {
		return 0, false
	}
	if s.flags&failOther != 0 {
		if d.Name == "isinstance" && len(args) == 2 && b.moduleOf(fn) == "builtins" {
			return b.isinstance(args[0], args[1], s, func() ir.ID { return b.emit(ir.OpTIs, int64(abi.True), b.callNative(fn, args, cs)) })
		}
		return b.floatFunction(d, fn, args, s, cs)
	}
	switch b.moduleOf(fn) {
	case "builtins":
		if d.Name == "repr" && len(args) == 1 {
			return b.reprOf(args[0], s, func() ir.ID { return b.callNative(fn, args, cs) })
		}
		return b.builtin(d.Name, args, s, cs)
	case "math":
		if v, ok := b.math(d.Name, fn, args, s); ok {
			return v, true
		}
	}
	return b.floatFunction(d, fn, args, s, cs)
}

// floatFunction calls a function of floats, which are not boxed for it.
func (b *builder) floatFunction(d *runtime.NativeDef, fn Value, args []ir.ID, s *site, cs callSite) (ir.ID, bool) {
	h := hFloat1
	switch {
	case d.Float1 != nil && len(args) == 1:
	case d.Float2 != nil && len(args) == 2:
		h = hFloat2
	default:
		return 0, false
	}
	for i, x := range args {
		x = b.unboxed(x, [2]kinds{s.b, s.c}[i])
		if strings.HasPrefix(d.Name, "log") && b.rep(x) == ir.I64 { // ints have errors of their own
			if s.flags&failOther != 0 {
				return 0, false
			}
			b.emit(ir.OpCheckTrue, 0, b.emit(ir.OpICmp, ir.GT, x, b.f.ConstI(0)))
		}
		v, ok := b.numberArg(x, [2]kinds{s.b, s.c}[i])
		if !ok {
			return 0, false
		}
		args[i] = v
	}
	b.region.keep(fn)
	if d.Name == "hypot" && len(args) == 2 {
		return b.hypot(args[0], args[1], func() ir.ID {
			return b.callState(h, ir.F64, cs.next, cs.dest, append(args, b.f.ConstT(fn))...)
		}), true
	}
	return b.callState(h, ir.F64, cs.next, cs.dest, append(args, b.f.ConstT(fn))...), true
}

// rep is the representation of an argument.
func (b *builder) rep(id ir.ID) ir.Rep { return b.f.Node(id).Rep }

func (b *builder) builtin(name string, args []ir.ID, s *site, cs callSite) (ir.ID, bool) {
	switch name {
	case "len":
		if len(args) == 1 {
			return b.length(args[0], s)
		}
	case "abs":
		if len(args) == 1 && b.isComplex(args[0], s.b) {
			p := b.parts(args[0])
			return b.hypot(p.re, p.im, func() ir.ID {
				return b.callState(hComplexAbs, ir.F64, cs.next, cs.dest, p.re, p.im)
			}), true
		}
		if len(args) == 1 {
			args[0] = b.unboxed(args[0], s.b)
			switch b.rep(args[0]) {
			case ir.I64:
				return b.emit(ir.OpAbsOv, 0, args[0]), true
			case ir.F64:
				return b.emit(ir.OpFAbs, 0, args[0]), true
			}
		}
	case "min", "max":
		if len(args) < 2 || len(args) > 6 {
			break
		}
		args[0], args[1] = b.unboxed(args[0], s.b), b.unboxed(args[1], s.c)
		rep, mixed := b.rep(args[0]), false
		for _, a := range args {
			if r := b.rep(a); r != ir.I64 && r != ir.F64 {
				return 0, false
			}
			mixed = mixed || b.rep(a) != rep
		}
		op, cond := ir.OpMinI, ir.LT
		if name == "max" {
			op, cond = ir.OpMaxI, ir.GT
		}
		if mixed {
			return b.extreme(cond, args), true
		}
		v := args[0]
		for _, a := range args[1:] {
			if rep == ir.I64 {
				v = b.emit(op, 0, v, a)
			} else { // a later one only if it is less (greater)
				v = b.emitRep(ir.OpSelect, ir.F64, 0, b.emit(ir.OpFCmp, cond, a, v), a, v)
			}
		}
		return v, true
	case "round":
		if len(args) != 1 {
			break
		}
		switch x := b.unboxed(args[0], s.b); b.rep(x) {
		case ir.I64:
			return x, true
		case ir.F64: // the nearest, of two the even one
			b.emit(ir.OpCheckTrue, 0, b.emit(ir.OpFCmp, ir.LT, b.emit(ir.OpFAbs, 0, x), b.f.ConstF(1<<51)))
			shift := b.f.ConstF(3 << 51)
			return b.emit(ir.OpF2I, 0, b.emit(ir.OpFSub, 0, b.emit(ir.OpFAdd, 0, x, shift), shift)), true
		}
	case "ord":
		if len(args) == 1 && b.rep(args[0]) == ir.Tagged {
			// A one-character string of a byte per character.
			p := b.emit(ir.OpCheckShape, int64(b.t.StrShape), args[0])
			id := b.emit(ir.OpCheckFlags, 0, p)
			b.f.Node(id).Aux2 = abi.StrASCII<<16 | abi.StrASCII
			b.emit(ir.OpCheckEq, 1, b.loadInt(p, strLen, ir.MStr, maxLen))
			data := b.emitRep(ir.OpLoad, ir.Ptr, ir.Mem{Off: strData, Width: 8, Class: ir.MStr}.Pack(), p)
			c := b.emitRep(ir.OpLoad, ir.I64, ir.Mem{Width: 1, Class: ir.MStr}.Pack(), data)
			b.f.Node(c).Type = ir.IntRange(0, 127)
			return c, true
		}
	case "chr":
		if len(args) == 1 && b.rep(args[0]) == ir.I64 {
			b.emit(ir.OpCheckBounds, 0, args[0], b.f.ConstI(256))
			v := b.emitRep(ir.OpLoadX, ir.Tagged, ir.Mem{Width: 8, Scale: 8, Class: ir.MTuple}.Pack(), b.f.ConstP(b.t.CharTable()), args[0])
			b.f.Node(v).Type = ir.Type{Bits: ir.TObject}
			return v, true
		}
	case "isinstance":
		if len(args) == 2 {
			return b.isinstance(args[0], args[1], s, nil)
		}
	}
	return 0, false
}

// extreme is the least or greatest of ints and floats: the first of them that
// is, as what it is.
func (b *builder) extreme(cond ir.Cond, args []ir.ID) ir.ID {
	float := func(x ir.ID) ir.ID {
		if b.rep(x) == ir.I64 {
			return b.exactFloat(x)
		}
		return x
	}
	v, f := b.tagged(args[0]), float(args[0])
	for _, x := range args[1:] {
		y := float(x)
		c := b.emit(ir.OpFCmp, cond, y, f)
		v = b.emitRep(ir.OpSelect, ir.Tagged, 0, c, b.tagged(x), v)
		f = b.selectF(c, y, f)
	}
	b.f.Node(v).Type = ir.Type{Bits: ir.TInt | ir.TInt64 | ir.TFloat | ir.TFloatBox}
	return v
}

// unboxed converts a value that was seen to be a number of one kind.
func (b *builder) unboxed(x ir.ID, seen kinds) ir.ID {
	if b.rep(x) == ir.Tagged {
		switch seen {
		case kInt:
			return b.checkInt(x, seen)
		case kFloat:
			return b.checkFloat(x)
		}
	}
	return x
}

// isinstance decides where the class is a constant and the value unboxed.
func (b *builder) isinstance(x, class ir.ID, s *site, ask func() ir.ID) (ir.ID, bool) {
	n := b.f.Node(class)
	if n.Op != ir.OpConstT || !Value(n.Aux).IsKind(abi.KindType) {
		return 0, false
	}
	typ := b.t.TypeFor(Value(n.Aux))
	if typ.Meta != b.t.Types.Type {
		return 0, false
	}
	t := b.t.Types
	switch b.rep(x) {
	case ir.I64:
		return b.f.ConstB(t.Int.IsSubtype(typ)), true
	case ir.F64:
		return b.f.ConstB(t.Float.IsSubtype(typ)), true
	case ir.Bool:
		return b.f.ConstB(t.Bool.IsSubtype(typ)), true
	}
	if v, ok := b.isinstanceOf(x, typ, s, ask); ok || ask != nil {
		return v, ok
	}
	return b.isinstanceOfClass(x, typ, s)
}

// length is len of a container of the class that was seen.
func (b *builder) length(x ir.ID, s *site) (ir.ID, bool) {
	if b.rep(x) != ir.Tagged {
		return 0, false
	}
	switch s.b {
	case kList:
		return b.listLen(b.emit(ir.OpCheckShape, int64(b.t.ListShape), x)), true
	case kStr:
		return b.loadInt(b.emit(ir.OpCheckShape, int64(b.t.StrShape), x), strLen, ir.MStr, maxLen), true
	case kDict:
		return b.loadInt(b.dictAddr(x), dictUsed, ir.MDict, maxLen), true
	case kSet, kFrozenSet:
		shape, _ := b.tableShape(s.b)
		return b.loadInt(b.emit(ir.OpCheckShape, int64(shape), x), setUsed, ir.MDict, maxLen), true
	case kTuple:
		return b.loadInt(b.emit(ir.OpCheckShape, int64(b.t.Types.Tuple.RootShape()), x), tupleLen, ir.MTuple, maxLen), true
	case kBytes:
		return b.loadInt(b.emit(ir.OpCheckShape, int64(b.t.Types.Bytes.RootShape()), x), bytesLen, ir.MStr, maxLen), true
	case kByteArray:
		return b.loadInt(b.emit(ir.OpCheckShape, int64(b.t.Types.ByteArray.RootShape()), x), byteArrayLen, ir.MByteArray, maxLen), true
	}
	return 0, false
}

// numberArg is an argument of a function of math as a float; ok is false when
// it is not known to be a number.
func (b *builder) numberArg(x ir.ID, seen kinds) (ir.ID, bool) {
	switch b.rep(x) {
	case ir.F64, ir.I64:
		return b.asFloat(x), true
	case ir.Tagged:
		switch seen {
		case kFloat:
			return b.checkFloat(x), true
		case kInt:
			return b.asFloat(b.checkInt(x, kInt)), true
		}
	}
	return 0, false
}

func (b *builder) math(name string, fn Value, args []ir.ID, s *site) (ir.ID, bool) {
	if len(args) != 1 {
		return 0, false
	}
	switch name {
	case "sqrt":
		x, ok := b.numberArg(args[0], s.b)
		if !ok {
			return 0, false
		}
		b.emit(ir.OpCheckTrue, 0, b.emit(ir.OpFCmp, ir.GE, x, b.f.ConstF(0))) // negative: ValueError; NaN
		return b.emit(ir.OpFSqrt, 0, x), true
	case "fabs":
		if x, ok := b.numberArg(args[0], s.b); ok {
			return b.emit(ir.OpFAbs, 0, x), true
		}
	case "sin", "cos":
		if x, ok := b.numberArg(args[0], s.b); ok {
			return b.sinCos(x, name == "cos")
		}
	case "degrees", "radians":
		if x, ok := b.numberArg(args[0], s.b); ok {
			return b.emit(ir.OpFMul, 0, x, b.f.ConstF(b.t.Natives(fn).Float1(1))), true
		}
	case "isnan":
		if x, ok := b.numberArg(args[0], s.b); ok {
			return b.emit(ir.OpFCmp, ir.NE, x, x), true
		}
	case "isfinite":
		if x, ok := b.numberArg(args[0], s.b); ok {
			return b.emit(ir.OpFCmp, ir.LE, b.emit(ir.OpFAbs, 0, x), b.f.ConstF(math.MaxFloat64)), true
		}
	case "isinf":
		if x, ok := b.numberArg(args[0], s.b); ok {
			return b.emit(ir.OpFCmp, ir.EQ, b.emit(ir.OpFAbs, 0, x), b.f.ConstF(math.Inf(1))), true
		}
	case "floor", "ceil", "trunc":
		if b.rep(args[0]) == ir.I64 {
			return args[0], true
		}
		x, ok := b.numberArg(args[0], s.b)
		if !ok {
			return 0, false
		}
		switch name {
		case "floor":
			x = b.emit(ir.OpFFloor, 0, x)
		case "ceil":
			x = b.emit(ir.OpFCeil, 0, x)
		}
		return b.emit(ir.OpF2I, 0, x), true
	}
	return 0, false
}

// convertNumber is int(x), float(x), bool(x) of numbers.
func (b *builder) convertNumber(typ *runtime.Type, args []ir.ID, cs callSite, s *site) (ir.ID, bool) {
	if len(args) != 1 || s.flags&(failType|failOther|failOverflow) != 0 {
		return 0, false
	}
	x := args[0]
	if b.rep(x) == ir.Tagged && s.b == kFloat {
		x = b.checkFloat(x)
	} else if b.rep(x) == ir.Tagged && s.b == kInt {
		x = b.checkInt(x, kInt)
	}
	switch typ {
	case b.t.Types.Int:
		switch b.rep(x) {
		case ir.I64:
			return x, true
		case ir.Bool:
			return b.emit(ir.OpB2I, 0, x), true
		case ir.F64:
			return b.emit(ir.OpF2I, 0, x), true
		}
	case b.t.Types.Float:
		switch b.rep(x) {
		case ir.F64, ir.I64, ir.Bool:
			return b.asFloat(x), true
		}
	case b.t.Types.Bool:
		if b.rep(x) != ir.Tagged {
			return b.truth(x, 0)
		}
	}
	return 0, false
}

// methodIntrinsic builds methods of builtin classes; p is the checked object.
func (b *builder) methodIntrinsic(fn Value, p ir.ID, args []ir.ID, s *site, cs callSite) (ir.ID, bool) {
	d := b.t.Natives(fn)
	if v, ok := b.tableMethod(d.Name, p, args, s, cs); ok {
		return v, true
	}
	if d.Name == "append" && len(args) == 2 && (s.a == kList || s.b == kList) && s.nshapes == 1 {
		if p == 0 {
			p = b.emit(ir.OpCheckShape, int64(b.t.ListShape), args[0])
		}
		b.appendTo(p, args[1], s, func(v ir.ID) {
			b.before()
			b.set(cs.dest, b.f.ConstT(abi.None))
			b.callState(hListAppend, ir.None, cs.next, -1, args[0], v)
		})
		return b.f.ConstT(abi.None), true
	}
	if d.Name == "index" && len(args) == 2 && (s.a == kList || s.b == kList) && s.nshapes == 1 {
		if p == 0 {
			b.emit(ir.OpCheckShape, int64(b.t.ListShape), args[0])
		}
		i := b.callState(hListIndex, ir.I64, cs.next, cs.dest, args[0], b.tagged(args[1]))
		b.f.Node(i).Type = ir.IntRange(0, maxLen)
		return i, true
	}
	if d.Name == "pop" && len(args) == 1 && (s.a == kList || s.b == kList) && s.nshapes == 1 && s.flags&(failBounds|failOther) == 0 {
		if p == 0 {
			p = b.emit(ir.OpCheckShape, int64(b.t.ListShape), args[0])
		}
		id := b.emit(ir.OpCheckFlags, 0, p)
		b.f.Node(id).Aux2 = abi.ListSorting << 16
		n := b.emit(ir.OpSub, 0, b.listLen(p), b.f.ConstI(1))
		b.f.Node(n).Type = ir.IntRange(-1, maxLen)
		b.emit(ir.OpCheckTrue, 0, b.emit(ir.OpICmp, ir.GE, n, b.f.ConstI(0)))
		items := b.listItems(p)
		v := b.listGet(items, n)
		if b.rep(v) == ir.Tagged && b.mayRefer(v) {
			// Nothing that may die stays behind the end: while the list has but
			// numbers the collector does not look there, and later it does again.
			b.storeItem(items, n, b.f.ConstT(abi.SmallInt(0)))
		}
		b.setLen(p, n)
		return v, true
	}
	if s.nshapes == 1 && s.shapes[0] == b.t.StrShape {
		return b.strMethod(d.Name, fn, p, args, s, cs)
	}
	if (s.a == kList || s.b == kList) && s.nshapes == 1 && !(d.Name == "pop" && len(args) == 1) {
		return b.listMethod(d.Name, fn, p, args, s, cs)
	}
	return 0, false
}

// appendTo appends x to the list at address p: in place where there is room and
// the kind of the elements stays what it is, else by slow.
func (b *builder) appendTo(p, x ir.ID, s *site, slow func(v ir.ID)) {
	b.addItem(p, x, 0, s, func(items, n, v ir.ID) { b.storeItem(items, n, v) }, func(v ir.ID) {
		// The first element, which decides the kind.
		b.either(b.emit(ir.OpICmp, ir.EQ, b.listLen(p), b.f.ConstI(0)), func() ir.ID {
			none := func() ir.ID { return 0 }
			b.either(b.emit(ir.OpICmp, ir.EQ, b.loadInt(p, listCapOff, ir.MListLen, maxLen), b.f.ConstI(0)), func() ir.ID {
				room := b.f.ConstI(firstItems)
				if b.fr.p.hidden() && b.fr.p.info.Name == "join" {
					room = b.f.ConstI(joinedItems) // nobody keeps the list
				}
				items := b.emit(ir.OpAllocItems, 0, room)
				b.emit(ir.OpBarrier, 0, p)
				b.emit(ir.OpStore, ir.Mem{Off: listItemsOff, Width: 8, Class: ir.MListItems}.Pack(), p, items)
				b.emit(ir.OpStore, ir.Mem{Off: listCapOff, Width: 8, Class: ir.MListLen}.Pack(), p, room)
				return 0
			}, none)
			kind := b.displayKind([]ir.ID{v}, []ir.Rep{b.rep(x)})
			items := b.listItems(p)
			if b.mayRefer(v) {
				b.emit(ir.OpBarrier, -int64(abi.BufHeader), items)
			}
			b.storeItem(items, b.f.ConstI(0), v)
			b.setLen(p, b.f.ConstI(1))
			flags := b.emitRep(ir.OpLoad, ir.I64, ir.Mem{Off: int32(abi.HeaderAux), Width: 2, Class: ir.MFlags}.Pack(), p)
			b.f.Node(flags).Type = ir.IntRange(0, 1<<16-1)
			b.storeFlags(p, b.emit(ir.OpOr, 0, b.emit(ir.OpAnd, 0, flags, b.f.ConstI(^listKinds)), kind))
			return 0
		}, func() ir.ID {
			slow(v)
			return 0
		})
	})
}

// firstItems is how many items an empty list gets room for by append.
const firstItems = 4

// joinedItems is how many the list of strs to be joined does.
const joinedItems = 16

// addItem makes the list at address p longer by x, which put stores: if there is
// room, if cond holds (0: it does) and if the flags stay right, else slow does it.
func (b *builder) addItem(p, x, cond ir.ID, s *site, put func(items, n, v ir.ID), slow func(v ir.ID)) {
	kind, boxed := int64(0), false // boxed: x may be a reference
	switch b.rep(x) {
	case ir.I64:
		kind = abi.ListInts
	case ir.F64:
		kind = abi.ListFloats
	case ir.Bool:
		kind = abi.ListBools
	default:
		boxed = b.mayRefer(x)
		kind = int64(s.lists) & (abi.ListInts | abi.ListFloats)
	}
	v := b.tagged(x)
	const mask = listKinds | abi.ListSorting
	flags := b.emitRep(ir.OpLoad, ir.I64, ir.Mem{Off: int32(abi.HeaderAux), Width: 2, Class: ir.MFlags}.Pack(), p)
	b.f.Node(flags).Type = ir.IntRange(0, 1<<16-1)
	flags = b.emit(ir.OpAnd, 0, flags, b.f.ConstI(mask))
	n := b.listLen(p)
	room := b.emit(ir.OpICmp, ir.LT, n, b.loadInt(p, listCapOff, ir.MListLen, maxLen))
	if cond != 0 {
		room = b.emit(ir.OpBAnd, 0, room, cond)
	}
	// A list that is of no kind takes anything, but for the first element, which
	// decides the kind.
	other := b.emit(ir.OpBAnd, 0, b.emit(ir.OpICmp, ir.EQ, flags, b.f.ConstI(0)), b.emit(ir.OpICmp, ir.NE, n, b.f.ConstI(0)))
	same := other
	if kind != 0 {
		same = b.emit(ir.OpICmp, ir.EQ, flags, b.f.ConstI(kind))
	}
	if kind == abi.ListInts || kind == abi.ListFloats { // nothing that is in an object
		op := ir.OpTIsInt
		if kind == abi.ListFloats {
			op = ir.OpTIsFloat
		}
		if is := b.emit(op, 0, v); boxed {
			same = b.emit(ir.OpBAnd, 0, same, is)
		} else {
			room = b.emit(ir.OpBAnd, 0, room, is)
		}
	}
	fast, rest, join := b.f.NewBlock(), b.f.NewBlock(), b.f.NewBlock()
	split := func(c ir.ID, no ir.BlockID) {
		blk := b.f.Block(b.cur)
		blk.Term, blk.Cond = ir.TermBranch, c
		blk.Succs = []ir.Edge{{To: fast}, {To: no}}
	}
	split(b.emit(ir.OpBAnd, 0, room, same), rest)
	if kind != 0 {
		b.cur = rest
		b.mark(rest)
		rest = b.f.NewBlock()
		split(b.emit(ir.OpBAnd, 0, room, other), rest)
	}
	b.cur = fast
	b.mark(fast)
	items := b.listItems(p)
	if boxed {
		b.emit(ir.OpBarrier, -int64(abi.BufHeader), items)
	}
	put(items, n, v)
	b.setLen(p, b.ranged(ir.OpAdd, n, b.f.ConstI(1), 1, maxLen))
	b.link(b.cur, join, nil)
	b.cur = rest
	b.mark(rest)
	slow(v)
	b.link(b.cur, join, nil)
	b.cur = join
	b.mark(join)
}
