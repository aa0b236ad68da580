package jit

import (
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/runtime"
)

// instr builds one instruction. What has no better form is executed by the
// interpreter, one instruction at a time (generic).
func (b *builder) instr(i int, in bytecode.Instr) {
	fr := b.fr
	s := &fr.p.sites[i]
	if b.guess != nil {
		s = b.guess
	}
	s.forget(b.t)
	op := in.Op()
	ra, rb, rc := int(in.A())/8, int(in.B())/8, int(in.C())/8
	switch op {
	case bytecode.NOP:
	case bytecode.MOVE:
		fr.env[ra] = fr.env[rb]
	case bytecode.LOADK:
		b.set(ra, b.constant(int(in.BC())))
	case bytecode.CLEAR:
		for r := ra; r < ra+int(in.B()); r++ {
			b.set(r, b.f.ConstT(abi.Unbound))
		}
	case bytecode.CHECK:
		b.checkBound(b.reg(ra))
	case bytecode.JMP, bytecode.LOOP:
		t, _ := bytecode.JumpTarget(in, i)
		b.jump(t)
	case bytecode.JTRUE, bytecode.LOOPTRUE, bytecode.JFALSE, bytecode.LOOPFALSE:
		b.jumpTruth(i, in, s)
	case bytecode.JNONE, bytecode.JNOTNONE:
		b.jumpIs(i, in, b.fr.env[ra], b.f.ConstT(abi.None), op == bytecode.JNONE)
	case bytecode.JIS, bytecode.JISNOT:
		b.jumpIs(i, in, b.fr.env[ra], b.reg(rb), op == bytecode.JIS)
	case bytecode.IS:
		c := b.identical(b.reg(rb), b.reg(rc))
		if in.X() == 1 {
			c = b.emit(ir.OpBNot, 0, c)
		}
		b.set(ra, c)
	case bytecode.NOT:
		if c, ok := b.truthOfInstance(b.reg(rb), s.b, s); ok {
			b.set(ra, b.emit(ir.OpBNot, 0, c))
		} else if c, ok := b.truth(b.reg(rb), s.b); ok {
			b.set(ra, b.emit(ir.OpBNot, 0, c))
		} else {
			b.generic(i)
		}
	case bytecode.NEG:
		b.negate(i, in, s)
	case bytecode.INVERT:
		if x := b.reg(rb); b.sortOf(x, s.b) == sortInt {
			b.set(ra, b.emit(ir.OpNot, 0, b.asInt(x, s.b)))
		} else {
			b.generic(i)
		}
	case bytecode.POS:
		x := b.reg(rb)
		switch b.sortOf(x, s.b) {
		case sortInt:
			b.set(ra, b.asInt(x, s.b))
		case sortFloat:
			b.set(ra, b.asFloat(x))
		default:
			if b.isComplex(x, s.b) {
				b.parts(x) // to check it
				b.set(ra, x)
				return
			}
			b.generic(i)
		}
	case bytecode.COMPARE:
		if v, ok := b.compareSpecial(runtime.CompareOp(in.X()), b.reg(rb), b.reg(rc), s.b, s, ir.Tagged); ok {
			if b.cur != 0 {
				b.set(ra, v)
			}
			return
		}
		if (s.b|s.c)&(kInstance|kOther) != 0 { // the result may be anything
			b.set(ra, b.call(hRichCompare, ir.Tagged, b.f.ConstI(int64(in.X())), b.taggedReg(rb), b.taggedReg(rc)))
			return
		}
		c, ok := b.compare(runtime.CompareOp(in.X()), b.reg(rb), b.reg(rc), s.b, s.c, s)
		if ok {
			b.set(ra, c)
		} else {
			b.generic(i)
		}
	case bytecode.GETITER:
		b.getIter(i, in, s)
	case bytecode.FORITER:
		b.forIter(i, in, s)
	case bytecode.LOADGLOBAL:
		b.loadGlobal(i, in)
	case bytecode.LOADNAME:
		b.loadName(i, in)
	case bytecode.STOREGLOBAL:
		b.storeGlobal(i, in)
	case bytecode.STORENAME:
		b.storeName(i, in)
	case bytecode.LOADATTR:
		b.loadAttr(i, in, s)
	case bytecode.STOREATTR:
		b.storeAttr(i, in, s)
	case bytecode.GETITEM, bytecode.GETITEMI, bytecode.GETITEMK:
		b.getItem(i, in, s)
	case bytecode.SETITEM, bytecode.SETITEMI:
		b.setItem(i, in, s)
	case bytecode.GETSLICE:
		if !b.sliceStr(in, s) {
			b.getSlice(i, in, s)
		}
	case bytecode.SETSLICE:
		b.setSlice(in, s)
	case bytecode.LISTAPPEND:
		// A list that a display or comprehension is being made of.
		list := b.taggedReg(ra)
		b.appendTo(b.emit(ir.OpUntagPtr, 0, list), b.reg(rb), s, func(v ir.ID) { b.call(hListAppend, ir.None, list, v) })
	case bytecode.FORMATVALUE:
		b.formatValue(in, s)
	case bytecode.BUILDSTRING:
		b.buildString(i, in)
	case bytecode.SETADD:
		// A set or dict that a display or comprehension is being made of.
		if p := b.emit(ir.OpCheckShape, int64(b.t.Types.Set.RootShape()), b.taggedReg(ra)); !b.setAdd(p, b.reg(rb), s, b.fr.p.next(i)) {
			b.generic(i)
		}
	case bytecode.DICTSET:
		if !b.dictSet(b.reg(ra), b.reg(rb), b.reg(rc), s) {
			b.generic(i)
		}
	case bytecode.DELITEM:
		if !b.dictDel(b.reg(ra), b.reg(rb), s) {
			b.delItem(in, s)
		}
	case bytecode.BUILDSET:
		if int(in.C()) == 0 {
			b.set(ra, b.call(hNewSet, ir.Tagged))
		} else {
			b.generic(i)
		}
	case bytecode.BUILDDICT:
		if int(in.C()) == 0 {
			b.set(ra, b.emptyDict())
		} else {
			b.generic(i)
		}
	case bytecode.BUILDLIST:
		if !b.spread(i, in) {
			b.buildList(in)
		}
	case bytecode.BUILDTUPLE:
		b.buildTuple(in)
	case bytecode.LISTEXTEND:
		callee := b.f.ConstT(abi.Unbound)
		if in.X() == 1 {
			callee = b.taggedReg(rc)
		}
		b.call(hListExtend, ir.None, b.taggedReg(ra), b.taggedReg(rb), callee)
	case bytecode.LISTTOTUPLE:
		b.set(ra, b.call(hListToTuple, ir.Tagged, b.taggedReg(rb)))
	case bytecode.UNPACK:
		b.unpack(i, in, s)
	case bytecode.LOADCELL:
		b.loadCell(i, in)
	case bytecode.STORECELL:
		b.storeCell(i, in)
	case bytecode.COPYFREE:
		b.copyFree(in)
	case bytecode.MAKECELL:
		b.set(ra, b.call(hNewCell, ir.Tagged, b.taggedReg(ra)))
	case bytecode.MAKEFUNCTION:
		b.makeFunction(i, in)
	case bytecode.CALL, bytecode.CALLKW:
		b.callInstr(i, in, s)
	case bytecode.CALLEX:
		if in.B() == 1 && b.callSpread(i, in, s) {
			return
		}
		kw := b.f.ConstT(abi.Unbound)
		if in.B() == 0 {
			kw = b.taggedReg(ra + 1)
		}
		b.set(ra, b.call(hCallEx, ir.Tagged, b.taggedReg(ra-1), b.taggedReg(ra), kw))
	case bytecode.METHOD:
		b.method(i, in, s)
	case bytecode.SUPERMETHOD:
		b.superMethod(i, in, s)
	case bytecode.CALLMETHOD:
		b.callMethod(i, in, s)
	case bytecode.RETURN:
		b.doReturn(b.reg(ra)) // unsigned ints boxed
	case bytecode.RAISE:
		b.raise(i, in)
	case bytecode.RERAISE:
		b.reraise(i, in)
	case bytecode.PUSHEXC:
		b.pushExc(in)
	case bytecode.POPEXC:
		b.popExc(in)
	case bytecode.JNOMATCH:
		b.jumpNoMatch(i, in, s)
	case bytecode.TRAP:
		b.exitAt(i, ir.ExitRaise)
	case bytecode.YIELD, bytecode.RETGEN:
		switch {
		case fr.gen != nil:
			b.leaveBody(op, rb)
		case b.ownYields() && op == bytecode.RETGEN:
			b.endOwn(b.reg(ra))
		case b.ownYields() && b.suspend(i, b.reg(rb), 0):
		case op == bytecode.YIELD && b.sinkYield(in), op == bytecode.RETGEN && b.sinkEnd(in):
		default:
			b.exitAt(i, ir.ExitGenerator)
		}
	case bytecode.GETYIELDITER:
		b.delegateTo(i, rb, ra, s)
	case bytecode.DELEGATE:
		b.delegate(i, rb, ra, s)
	case bytecode.GENSTART:
		b.exitAt(i, ir.ExitGenerator)
	case bytecode.WITHENTER:
		b.withEnter(i, in, s)
	case bytecode.WITHEXIT:
		b.set(ra, b.call(hWithExit, ir.Tagged, b.taggedReg(rb), b.taggedReg(rc)))
	case bytecode.IMPORTSTAR:
		b.exitAt(i, ir.ExitUnsupported)
	case bytecode.JIN, bytecode.JNOTIN:
		b.jumpIn(i, in, s)
	case bytecode.IN:
		c, ok := b.containsChar(b.reg(rc), b.reg(rb), s.b, s)
		if !ok {
			c, ok = b.contains(b.reg(rc), b.reg(rb), s.c, s)
		}
		if !ok {
			c = b.callSame(hContains, ir.Bool, b.taggedReg(rc), b.taggedReg(rb))
		}
		if in.X() == 1 {
			c = b.emit(ir.OpBNot, 0, c)
		}
		b.set(ra, c)
	default:
		switch {
		case binaryOp[op].form != 0:
			b.binary(i, in, s)
		case compareJump[op].form != 0:
			b.jumpCompare(i, in, s)
		default:
			b.generic(i)
		}
	}
}

func (b *builder) taggedReg(r int) ir.ID { return b.tagged(b.reg(r)) }

// generic has the interpreter execute instruction i on its own registers.
func (b *builder) generic(i int) {
	fr := b.fr
	e := &fr.p.flow.eff[i]
	if _, jumps := bytecode.JumpTarget(fr.p.info.Instrs[i], i); jumps || e.Ends {
		b.exitAt(i, ir.ExitUnsupported)
		return
	}
	var args []ir.ID
	light := lightSteps[fr.p.info.Instrs[i].Op()]
	for _, list := range [2][][2]int{e.Reads, e.Maybe} {
		for _, r := range list {
			for x := r[0]; x < r[1] && light; x++ {
				if fr.env[x] <= 0 || len(args) == 16 {
					light = false
					break
				}
				args = append(args, b.tagged(ir.ID(fr.env[x])))
			}
		}
	}
	if !light {
		args = nil
	}
	id := b.callState(hStep, ir.Tagged, i+fr.p.flow.words(i), -1, args...)
	// The results are in the interpreter's registers.
	if light {
		b.f.Node(id).Aux2 = lightStep
		b.caught(id)
	}
	for _, list := range [2][][2]int{e.Writes, e.Clears} {
		for _, r := range list {
			for x := r[0]; x < r[1]; x++ {
				b.set(x, b.f.Append(b.cur, ir.OpLoadReg, ir.Tagged, int64(fr.base)+int64(x)*abi.Word))
			}
		}
	}
	if e.Window > 0 {
		for x := e.Window - bytecode.WindowHeader; x < fr.p.info.NumRegs; x++ {
			if !within(e.Writes, x) {
				fr.env[x] = 0
			}
		}
	}
	b.state = 0
}

// lightSteps are the instructions for which lightStep is right.
var lightSteps = [256]bool{
	bytecode.BUILDSTRING: true, bytecode.SETADD: true, bytecode.SETUPDATE: true, bytecode.BUILDSET: true,
	bytecode.BUILDDICT: true, bytecode.DICTSET: true, bytecode.DICTUPDATE: true, bytecode.DICTMERGE: true, bytecode.LISTEXTEND: true,
	bytecode.LISTTOTUPLE: true, bytecode.BUILDSLICE: true, bytecode.UNPACK: true, bytecode.UNPACKEX: true,
	bytecode.DELATTR: true, bytecode.MAKEFUNCTION: true, bytecode.NEG: true, bytecode.POS: true, bytecode.INVERT: true, bytecode.NOT: true,
	bytecode.BUILDLIST: true, bytecode.BUILDTUPLE: true, bytecode.SUPERATTR: true, bytecode.LOADASSERT: true, bytecode.DELCELL: true,
	bytecode.WITHENTER: true, bytecode.IMPORTNAME: true, bytecode.IMPORTFROM: true, bytecode.METHOD: true, bytecode.SUPERMETHOD: true, bytecode.LOADGLOBAL: true,
}

func within(list [][2]int, x int) bool {
	for _, r := range list {
		if r[0] <= x && x < r[1] {
			return true
		}
	}
	return false
}

// callState appends a call of a helper. After it the interpreter would go on
// at instruction next, with the result in register dest (-1: the helper has
// written the registers itself, or there is none).
func (b *builder) callState(h helper, rep ir.Rep, next, dest int, args ...ir.ID) ir.ID {
	fr := b.fr
	id := b.emitRep(ir.OpCallHelper, rep, int64(h), args...)
	env := append([]val(nil), fr.env...)
	live := fr.p.flow.live[next]
	if dest >= 0 {
		env[dest] = val(id)
	} else if h == hStep {
		// What the instruction writes is in memory already.
		live = append(bitset(nil), live...)
		e := &fr.p.flow.eff[fr.at]
		for _, list := range [2][][2]int{e.Writes, e.Clears} {
			for _, r := range list {
				for x := r[0]; x < r[1]; x++ {
					live.remove(x)
				}
			}
		}
	}
	s := b.stateOf(fr, next, env, live)
	b.f.Node(id).After = s
	b.caught(id)
	return id
}

// call is a call of a helper whose result goes to the register that the
// instruction writes (operand a), or to none.
func (b *builder) call(h helper, rep ir.Rep, args ...ir.ID) ir.ID {
	fr := b.fr
	i := fr.at
	dest := -1
	if w := fr.p.flow.eff[i].Writes; rep != ir.None && len(w) == 1 && w[0][1]-w[0][0] == 1 {
		dest = w[0][0]
	}
	return b.callState(h, rep, i+fr.p.flow.words(i), dest, args...)
}

// checkBound leaves when a value is unbound.
func (b *builder) checkBound(id ir.ID) {
	n := b.f.Node(id)
	switch {
	case n.Rep != ir.Tagged:
		return
	case n.Op == ir.OpConstT && abi.Value(n.Aux) != abi.Unbound:
		return
	case n.Type.Bits != 0 && n.Type.Bits&ir.TOther == 0:
		return
	}
	b.emit(ir.OpCheckIsNot, int64(abi.Unbound), id)
}

func (b *builder) doReturn(id ir.ID) {
	fr := b.fr
	if !b.leaveGenerators(-1) {
		return
	}
	if fr.parent == nil {
		v := b.tagged(id)
		blk := b.f.Block(b.cur)
		blk.Term, blk.Cond = ir.TermReturn, v
		b.cur = 0
		return
	}
	if n := b.f.Node(id); fr.implemented && n.Rep == ir.Tagged {
		if n.Op == ir.OpConstT && Value(n.Aux) == abi.NotImplemented {
			b.exitAt(fr.at, ir.ExitUnsupported)
			return
		}
		if n.Op != ir.OpTagPtr {
			b.emit(ir.OpCheckIsNot, int64(abi.NotImplemented), id)
		}
	}
	fr.returns = append(fr.returns, retEdge{from: b.cur, val: id, at: fr.at, env: append([]val(nil), fr.env...), cold: b.blind})
	b.cur = 0
}

// identical compares two values by identity.
func (b *builder) identical(x, y ir.ID) ir.ID {
	if x == y { // one number, which may be made an object more than once
		return b.f.ConstB(true)
	}
	if n := b.f.Node(y); n.Op == ir.OpConstT || n.Op == ir.OpConstB {
		return b.isWord(x, b.wordOf(y))
	}
	if n := b.f.Node(x); n.Op == ir.OpConstT || n.Op == ir.OpConstB {
		return b.isWord(y, b.wordOf(x))
	}
	return b.emit(ir.OpTSame, 0, b.tagged(x), b.tagged(y))
}

func (b *builder) wordOf(c ir.ID) Value {
	n := b.f.Node(c)
	if n.Op == ir.OpConstB {
		return abi.Bool(n.Aux != 0)
	}
	return Value(n.Aux)
}

// isWord compares a value with a constant that is no int or float.
func (b *builder) isWord(x ir.ID, w Value) ir.ID {
	n := b.f.Node(x)
	switch n.Rep {
	case ir.I64, ir.F64:
		if !w.IsPtr() && !w.IsInt() && !w.IsFloat() {
			return b.f.ConstB(false)
		}
	case ir.Bool:
		switch w {
		case abi.True:
			return x
		case abi.False:
			return b.emit(ir.OpBNot, 0, x)
		}
		return b.f.ConstB(false)
	}
	if n.Op == ir.OpConstT {
		return b.f.ConstB(Value(n.Aux) == w)
	}
	return b.emit(ir.OpTIs, int64(w), b.tagged(x))
}

func (b *builder) jumpIs(i int, in bytecode.Instr, x val, y ir.ID, sense bool) {
	t, _ := bytecode.JumpTarget(in, i)
	next := i + 1
	if x <= 0 {
		b.refuse("an iterator is compared")
	}
	c := b.identical(ir.ID(x), y)
	if !sense {
		t, next = next, t
	}
	b.branch(c, t, next)
}

// truth gives the truth of a value as a condition; ok is false when that takes
// more than a helper that cannot call back.
func (b *builder) truth(x ir.ID, seen kinds) (ir.ID, bool) {
	n := b.f.Node(x)
	switch n.Rep {
	case ir.Bool:
		return x, true
	case ir.I64:
		return b.emit(ir.OpICmp, ir.NE, x, b.f.ConstI(0)), true
	case ir.F64:
		return b.emit(ir.OpFCmp, ir.NE, x, b.f.ConstF(0)), true
	}
	if n.Op == ir.OpConstT && Value(n.Aux) == abi.None {
		return b.f.ConstB(false), true
	}
	switch {
	case b.isComplex(x, seen):
		p, zero := b.parts(x), b.f.ConstF(0)
		return b.emit(ir.OpBOr, 0, b.emit(ir.OpFCmp, ir.NE, p.re, zero), b.emit(ir.OpFCmp, ir.NE, p.im, zero)), true
	case seen == kBool:
		return b.checkBool(x), true
	case seen == kInt:
		return b.truth(b.checkInt(x, seen), seen)
	case seen == kFloat:
		return b.truth(b.checkFloat(x), seen)
	case seen == kNone:
		b.emit(ir.OpCheckIs, int64(abi.None), x)
		return b.f.ConstB(false), true
	case seen == kDict:
		return b.emit(ir.OpICmp, ir.NE, b.loadInt(b.dictAddr(x), dictUsed, ir.MDict, maxLen), b.f.ConstI(0)), true
	case seen == kSet || seen == kFrozenSet:
		shape, _ := b.tableShape(seen)
		return b.emit(ir.OpICmp, ir.NE, b.loadInt(b.emit(ir.OpCheckShape, int64(shape), x), setUsed, ir.MDict, maxLen), b.f.ConstI(0)), true
	case seen == kList:
		p := b.emit(ir.OpCheckShape, int64(b.t.ListShape), x)
		return b.emit(ir.OpICmp, ir.NE, b.listLen(p), b.f.ConstI(0)), true
	case b.isStr(x, seen) && n.Op != ir.OpConstT:
		return b.emit(ir.OpICmp, ir.NE, b.loadInt(b.strAddr(x), strLen, ir.MStr, maxLen), b.f.ConstI(0)), true
	case seen != 0 && seen&^(kInt|kInt64|kUint64|kBig) == 0 && n.Op != ir.OpConstT:
		// An int in the word, or an object, which is never zero.
		shape := b.emit(ir.OpShapeOf, 0, x)
		b.f.Node(shape).Type = ir.IntRange(0, 1<<32-1)
		boxed := b.emit(ir.OpICmp, ir.EQ, shape, b.f.ConstI(int64(b.t.IntShape)))
		b.emit(ir.OpCheckTrue, 0, b.emit(ir.OpBOr, 0, boxed, b.emit(ir.OpTIsInt, 0, x)))
		return b.emit(ir.OpBNot, 0, b.emit(ir.OpTIs, int64(abi.SmallInt(0)), x)), true
	}
	return b.callSame(hTruth, ir.Bool, x), true
}

// callSame is a call of a helper in the middle of an instruction: to go on
// afterwards means to execute the instruction again, which the helper allows.
func (b *builder) callSame(h helper, rep ir.Rep, args ...ir.ID) ir.ID {
	id := b.emitRep(ir.OpCallHelper, rep, int64(h), args...)
	b.f.Node(id).After = b.before()
	b.caught(id)
	return id
}

func (b *builder) jumpTruth(i int, in bytecode.Instr, s *site) {
	op := in.Op()
	t, _ := bytecode.JumpTarget(in, i)
	next := i + 1
	c, ok := b.truthOfInstance(b.reg(int(in.A())/8), s.a, s)
	if !ok {
		c, ok = b.truth(b.reg(int(in.A())/8), s.a)
	}
	if !ok {
		b.exitAt(i, ir.ExitUnsupported)
		return
	}
	if op == bytecode.JFALSE || op == bytecode.LOOPFALSE {
		t, next = next, t
	}
	b.branch(c, t, next)
}

func (b *builder) jumpIn(i int, in bytecode.Instr, s *site) {
	t, _ := bytecode.JumpTarget(in, i)
	next := i + 1
	c, ok := b.containsChar(b.reg(int(in.B())/8), b.reg(int(in.A())/8), s.a, s)
	if !ok {
		c, ok = b.contains(b.reg(int(in.B())/8), b.reg(int(in.A())/8), s.b, s)
	}
	if !ok {
		c = b.callSame(hContains, ir.Bool, b.taggedReg(int(in.B())/8), b.taggedReg(int(in.A())/8))
	}
	if in.Op() == bytecode.JNOTIN {
		t, next = next, t
	}
	b.branch(c, t, next)
}

func (b *builder) build(h helper, in bytecode.Instr) {
	var args []ir.ID
	if int(in.C()) > 12 {
		b.generic(b.fr.at)
		return
	}
	for r := range int(in.C()) {
		args = append(args, b.taggedReg(int(in.B())/8+r))
	}
	id := b.call(h, ir.Tagged, args...)
	b.f.Node(id).Type = ir.Type{Bits: ir.TObject}
	b.set(int(in.A())/8, id)
}

// buildTuple makes a tuple in place.
func (b *builder) buildTuple(in bytecode.Instr) {
	n := int(in.C())
	if n == 0 || n > 8 {
		b.build(hNewTuple, in)
		return
	}
	vals := make([]ir.ID, n)
	for k := range vals {
		vals[k] = b.taggedReg(int(in.B())/8 + k)
	}
	b.set(int(in.A())/8, b.newTuple(vals))
}

// emptyList makes a list in place.
func (b *builder) emptyList() ir.ID {
	p := b.emit(ir.OpAlloc, int64(abi.Header{Shape: b.t.ListShape, Kind: abi.KindList}.Word()))
	b.f.Node(p).Aux2 = int64(unsafe.Sizeof(abi.List{}))
	id := b.emit(ir.OpTagPtr, 0, p)
	b.f.Node(id).Type = ir.Type{Bits: ir.TObject, Shape: b.t.ListShape}
	return id
}

func (b *builder) loadCell(i int, in bytecode.Instr) {
	cell := b.emit(ir.OpUntagPtr, 0, b.reg(int(in.B())/8))
	v := b.load(cell, cellValue, ir.MCell)
	b.checkBound(v)
	b.set(int(in.A())/8, v)
}

func (b *builder) storeCell(i int, in bytecode.Instr) {
	cell := b.emit(ir.OpUntagPtr, 0, b.reg(int(in.A())/8))
	b.store(cell, cellValue, ir.MCell, b.taggedReg(int(in.B())/8))
}

func (b *builder) copyFree(in bytecode.Instr) {
	fn := b.emit(ir.OpUntagPtr, 0, b.function())
	tuple := b.emit(ir.OpUntagPtr, 0, b.load(fn, funcClosure, ir.MTuple))
	for k := range int(in.B()) {
		b.set(int(in.A())/8+k, b.load(tuple, tupleItems+int32(k)*abi.Word, ir.MTuple))
	}
}

// function is the running function.
func (b *builder) function() ir.ID { return b.fr.fn }

// load reads a value of an object.
func (b *builder) load(p ir.ID, off int32, class ir.MemClass) ir.ID {
	return b.emitRep(ir.OpLoad, ir.Tagged, ir.Mem{Off: off, Width: 8, Class: class}.Pack(), p)
}

// loadInt reads an int64 of an object, known to be in [0, hi].
func (b *builder) loadInt(p ir.ID, off int32, class ir.MemClass, hi int64) ir.ID {
	id := b.emitRep(ir.OpLoad, ir.I64, ir.Mem{Off: off, Width: 8, Class: class}.Pack(), p)
	b.f.Node(id).Type = ir.IntRange(0, hi)
	return id
}

// store writes a value into an object, with the barrier where it needs one.
func (b *builder) store(p ir.ID, off int32, class ir.MemClass, v ir.ID) {
	b.barrier(p, 0, v)
	b.emit(ir.OpStore, ir.Mem{Off: off, Width: 8, Class: class}.Pack(), p, v)
}

// barrier is the write barrier of the object at p+off for the store of v.
func (b *builder) barrier(p ir.ID, off int64, v ir.ID) {
	const boxes = ir.TFloat | ir.TFloatBox | ir.TInt | ir.TInt64 | ir.TBool
	n := b.f.Node(v)
	switch {
	case !b.mayRefer(v):
	case n.Type.Bits != 0 && n.Type.Bits&^boxes == 0 && n.Op != ir.OpConstT: // which is rarely boxed
		b.emit(ir.OpBarrierV, off, p, v)
	default:
		b.emit(ir.OpBarrier, off, p)
	}
}

// mayRefer reports whether a tagged value may be a reference.
func (b *builder) mayRefer(v ir.ID) bool {
	n := b.f.Node(v)
	if n.Op == ir.OpConstT {
		return Value(n.Aux).IsPtr()
	}
	return n.Type.Bits == 0 || n.Type.Bits&(ir.TObject|ir.TInt64|ir.TFloatBox) != 0
}
