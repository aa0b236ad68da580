package jit

import (
	"slices"
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/runtime"
)

// Complex numbers are objects that are never written again, so compiled code
// works on their two parts: it reads them behind a check of the class, and
// makes a new object of every result. Escape analysis removes those objects
// that nothing else sees, and the parts stay in registers.
//
// The rules are those of runtime/complexops.go: a real operand is no complex
// one with an imaginary part of zero. Where a part of a product or quotient
// comes out as NaN, infinities may have to survive: left to the runtime.

// parts are the real and the imaginary part of a complex number.
type parts struct{ re, im ir.ID }

func (b *builder) complexShape() uint32 { return b.t.Types.Complex.RootShape() }

// isComplex reports whether a value is known to be a complex number, or was
// only seen to be one.
func (b *builder) isComplex(x ir.ID, seen kinds) bool {
	n := b.f.Node(x)
	switch {
	case n.Rep != ir.Tagged:
		return false
	case n.Op == ir.OpConstT:
		return Value(n.Aux).IsPtr() && Value(n.Aux).Shape() == b.complexShape()
	case n.Type.Shape != 0:
		return n.Type.Shape == b.complexShape()
	}
	return seen == kComplex
}

// parts reads the parts of a value for which isComplex holds.
func (b *builder) parts(x ir.ID) parts {
	if n := b.f.Node(x); n.Op == ir.OpConstT {
		c := abi.Obj[abi.Complex](Value(n.Aux))
		return parts{b.f.ConstF(c.Re), b.f.ConstF(c.Im)}
	}
	if p, ok := b.made[x]; ok {
		return p
	}
	p := b.emit(ir.OpCheckShape, int64(b.complexShape()), x)
	return parts{b.loadFloat(p, complexRe), b.loadFloat(p, complexIm)}
}

// loadFloat reads a float64 of an object that is never written again.
func (b *builder) loadFloat(p ir.ID, off int32) ir.ID {
	return b.emitRep(ir.OpLoad, ir.F64, ir.Mem{Off: off, Width: 8, Class: ir.MFloat}.Pack(), p)
}

// newComplex makes a complex number.
func (b *builder) newComplex(re, im ir.ID) ir.ID {
	shape := b.complexShape()
	obj := b.emit(ir.OpAlloc, int64(abi.Header{Shape: shape, Kind: abi.KindComplex}.Word()))
	b.f.Node(obj).Aux2 = int64(unsafe.Sizeof(abi.Complex{}))
	b.emit(ir.OpStore, ir.Mem{Off: complexRe, Width: 8, Class: ir.MFloat}.Pack(), obj, re)
	b.emit(ir.OpStore, ir.Mem{Off: complexIm, Width: 8, Class: ir.MFloat}.Pack(), obj, im)
	x := b.emit(ir.OpTagPtr, 0, obj)
	b.f.Node(x).Type = ir.Type{Bits: ir.TObject, Shape: shape}
	if b.made == nil {
		b.made = map[ir.ID]parts{}
	}
	b.made[x] = parts{re, im}
	return x
}

// complexBinary builds x op y where one of them is a complex number and the
// other a number; 0 when it does not.
func (b *builder) complexBinary(op runtime.BinOp, x, y ir.ID, sx, sy kinds, s *site) ir.ID {
	if s.flags&(failType|failOther) != 0 {
		return 0
	}
	cx, cy := b.isComplex(x, sx), b.isComplex(y, sy)
	real := func(x ir.ID, seen kinds) bool { return b.sortOf(x, seen) != sortOther }
	switch {
	case cx && cy:
		if op == runtime.Add || op == runtime.Sub || op == runtime.Mul || op == runtime.TrueDiv {
			return b.complexOp(op, b.parts(x), b.parts(y))
		}
	case cx && op == runtime.Pow:
		if n, ok := b.f.ConstInt(y); ok && n == 2 {
			return b.complexSquare(b.parts(x))
		}
	case cx && real(y, sy):
		return b.complexReal(op, b.parts(x), b.asFloat(b.number(y, b.sortOf(y, sy), sy)))
	case cy && real(x, sx):
		return b.realComplex(op, b.asFloat(b.number(x, b.sortOf(x, sx), sx)), b.parts(y))
	}
	return 0
}

func (b *builder) fop(op ir.Op, x ...ir.ID) ir.ID { return b.emit(op, 0, x...) }

func (b *builder) selectF(c, x, y ir.ID) ir.ID { return b.emitRep(ir.OpSelect, ir.F64, 0, c, x, y) }

// notNaN leaves where a result is NaN.
func (b *builder) notNaN(x ir.ID) { b.emit(ir.OpCheckTrue, 0, b.emit(ir.OpFCmp, ir.EQ, x, x)) }

func (b *builder) complexOp(op runtime.BinOp, x, y parts) ir.ID {
	switch op {
	case runtime.Add:
		return b.newComplex(b.fop(ir.OpFAdd, x.re, y.re), b.fop(ir.OpFAdd, x.im, y.im))
	case runtime.Sub:
		return b.newComplex(b.fop(ir.OpFSub, x.re, y.re), b.fop(ir.OpFSub, x.im, y.im))
	case runtime.Mul:
		p := b.product(x, y)
		return b.newComplex(p.re, p.im)
	}
	// Divide through the greater part of y: see scaleDivisor.
	byReal, ratio, denom := b.scaled(y)
	great, small := b.selectF(byReal, x.re, x.im), b.selectF(byReal, x.im, x.re)
	re := b.fop(ir.OpFDiv, b.fop(ir.OpFAdd, great, b.fop(ir.OpFMul, small, ratio)), denom)
	b.notNaN(re)
	im := b.selectF(byReal, b.fop(ir.OpFSub, x.im, b.fop(ir.OpFMul, x.re, ratio)), b.fop(ir.OpFSub, b.fop(ir.OpFMul, x.im, ratio), x.re))
	return b.newComplex(re, b.fop(ir.OpFDiv, im, denom))
}

func (b *builder) product(x, y parts) parts {
	re := b.fop(ir.OpFSub, b.fop(ir.OpFMul, x.re, y.re), b.fop(ir.OpFMul, x.im, y.im))
	b.notNaN(re)
	return parts{re, b.fop(ir.OpFAdd, b.fop(ir.OpFMul, x.re, y.im), b.fop(ir.OpFMul, x.im, y.re))}
}

// scaled prepares a division by y, which is not zero: whether its real part is
// the greater one, the other over that, and what is divided by at the end.
func (b *builder) scaled(y parts) (byReal, ratio, denom ir.ID) {
	byReal = b.emit(ir.OpFCmp, ir.GE, b.fop(ir.OpFAbs, y.re), b.fop(ir.OpFAbs, y.im))
	great, small := b.selectF(byReal, y.re, y.im), b.selectF(byReal, y.im, y.re)
	b.emit(ir.OpCheckTrue, 0, b.emit(ir.OpFCmp, ir.NE, great, b.f.ConstF(0)))
	ratio = b.fop(ir.OpFDiv, small, great)
	return byReal, ratio, b.fop(ir.OpFAdd, great, b.fop(ir.OpFMul, small, ratio))
}

// complexSquare is x ** 2, as by repeated multiplication of 1 by x squared.
func (b *builder) complexSquare(x parts) ir.ID {
	p := b.product(x, x)
	one, zero := b.f.ConstF(1), b.f.ConstF(0)
	p = b.product(parts{one, zero}, p)
	for _, v := range [2]ir.ID{p.re, p.im} { // infinite: an error
		b.notNaN(b.fop(ir.OpFSub, v, v))
	}
	return b.newComplex(p.re, p.im)
}

// complexReal is x op f for a real f.
func (b *builder) complexReal(op runtime.BinOp, x parts, f ir.ID) ir.ID {
	switch op {
	case runtime.Add:
		return b.newComplex(b.fop(ir.OpFAdd, x.re, f), x.im)
	case runtime.Sub:
		return b.newComplex(b.fop(ir.OpFSub, x.re, f), x.im)
	case runtime.Mul:
		return b.newComplex(b.fop(ir.OpFMul, x.re, f), b.fop(ir.OpFMul, x.im, f))
	case runtime.TrueDiv:
		if c := b.f.Node(f); c.Op != ir.OpConstF || c.Aux == 0 {
			b.emit(ir.OpCheckTrue, 0, b.emit(ir.OpFCmp, ir.NE, f, b.f.ConstF(0)))
		}
		return b.newComplex(b.fop(ir.OpFDiv, x.re, f), b.fop(ir.OpFDiv, x.im, f))
	}
	return 0
}

// realComplex is f op y for a real f.
func (b *builder) realComplex(op runtime.BinOp, f ir.ID, y parts) ir.ID {
	switch op {
	case runtime.Add:
		return b.newComplex(b.fop(ir.OpFAdd, f, y.re), y.im)
	case runtime.Sub:
		return b.newComplex(b.fop(ir.OpFSub, f, y.re), b.fop(ir.OpFNeg, y.im))
	case runtime.Mul:
		return b.newComplex(b.fop(ir.OpFMul, y.re, f), b.fop(ir.OpFMul, y.im, f))
	case runtime.TrueDiv:
		byReal, ratio, denom := b.scaled(y)
		neg, one := b.fop(ir.OpFNeg, f), b.f.ConstF(1)
		re := b.fop(ir.OpFDiv, b.fop(ir.OpFMul, f, b.selectF(byReal, one, ratio)), denom)
		b.notNaN(re)
		im := b.fop(ir.OpFDiv, b.fop(ir.OpFMul, neg, b.selectF(byReal, ratio, one)), denom)
		return b.newComplex(re, im)
	}
	return 0
}

// complexEqual compares two numbers of which one is complex.
func (b *builder) complexEqual(x, y ir.ID, sx, sy kinds) (ir.ID, bool) {
	if !b.isComplex(x, sx) {
		x, y, sx, sy = y, x, sy, sx
	}
	if !b.isComplex(x, sx) {
		return 0, false
	}
	if b.isComplex(y, sy) {
		p, q := b.parts(x), b.parts(y)
		return b.emit(ir.OpBAnd, 0, b.emit(ir.OpFCmp, ir.EQ, p.re, q.re), b.emit(ir.OpFCmp, ir.EQ, p.im, q.im)), true
	}
	sort := b.sortOf(y, sy)
	if sort == sortOther {
		return 0, false
	}
	p, f := b.parts(x), b.comparable(y, sort, sy)
	return b.emit(ir.OpBAnd, 0, b.emit(ir.OpFCmp, ir.EQ, p.re, f), b.emit(ir.OpFCmp, ir.EQ, p.im, b.f.ConstF(0))), true
}

// complexUnary builds -x and +x.
func (b *builder) complexNegate(x ir.ID) ir.ID {
	p := b.parts(x)
	return b.newComplex(b.fop(ir.OpFNeg, p.re), b.fop(ir.OpFNeg, p.im))
}

// complexAttr is an attribute of a complex number.
func (b *builder) complexAttr(x, name ir.ID) (ir.ID, bool) {
	switch b.t.GoString(Value(b.f.Node(name).Aux)) {
	case "real":
		return b.parts(x).re, true
	case "imag":
		return b.parts(x).im, true
	}
	return 0, false
}

// makeComplex is complex(re, im) of real numbers, and complex(x).
func (b *builder) makeComplex(args []ir.ID, s *site) (ir.ID, bool) {
	if len(args) < 1 || len(args) > 2 || s.flags&(failType|failOther) != 0 {
		return 0, false
	}
	if len(args) == 1 && b.isComplex(args[0], s.b) {
		b.parts(args[0]) // to check it
		return args[0], true
	}
	seen := [2]kinds{s.b, s.c}
	p := [2]ir.ID{0, b.f.ConstF(0)}
	for i, x := range args {
		sort := b.sortOf(x, seen[i])
		if sort == sortOther {
			return 0, false
		}
	}
	for i, x := range args {
		p[i] = b.asFloat(b.number(x, b.sortOf(x, seen[i]), seen[i]))
	}
	return b.newComplex(p[0], p[1]), true
}

// Where ways meet, and at the top of a loop, the parts of a complex number are
// what is passed on: escape analysis does not look through block parameters.
// The number is made again behind, as another object; of one that was made by
// arithmetic nobody can tell. A state in front of that describes it.

// mergedComplex is a complex number that is to be made at the start of a block.
type mergedComplex struct {
	reg int
	parts
	from []ir.ID // what meets
	// passed: it may be an object that others have too, which came into a loop.
	// It is not kept beyond the first iteration.
	passed bool
}

// madeParts are the parts of a number that compiled code has made, or of a
// constant. A number that was given to others is the object that it is.
func (b *builder) madeParts(x ir.ID) (p parts, made, ok bool) {
	if p, ok := b.made[x]; ok {
		return p, true, !b.givenAway(x)
	}
	if b.f.Node(x).Op == ir.OpConstT && b.isComplex(x, 0) {
		return b.parts(x), false, true
	}
	return parts{}, false, false
}

// givenAway reports whether something other than registers refers to x so far.
func (b *builder) givenAway(x ir.ID) bool {
	for i := int(x) + 1; i < len(b.f.Nodes); i++ {
		n := &b.f.Nodes[i]
		switch n.Op {
		case ir.OpStore, ir.OpStoreX, ir.OpCallHelper, ir.OpCallPy:
			if slices.Contains(n.Args, x) {
				return true
			}
		}
	}
	return false
}

// computes reports whether what a loop assigns to register r comes from
// operators.
func (p *codeProfile) computes(l *loop, r int) bool {
	for i := l.head; i <= l.end; i = p.next(i) {
		if op := p.info.Instrs[i].Op(); within(p.flow.eff[i].Writes, r) && binaryOp[op].form == 0 && op != bytecode.NEG {
			return false
		}
	}
	return true
}

// complexParam passes the parts of c on to a block: c has the parameters then,
// and its register a description.
func (b *builder) complexParam(to ir.BlockID, c *mergedComplex) []ir.ID {
	args := []ir.ID{c.re, c.im}
	typ := ir.Type{Bits: ir.TFloat | ir.TFloatBox}
	c.parts = parts{b.f.AddParam(to, ir.F64, typ), b.f.AddParam(to, ir.F64, typ)}
	it := &viter{num: int32(len(b.iters)), complex: c.parts}
	b.iters = append(b.iters, it)
	b.fr.env[c.reg] = ir.VirtualRef(it.num)
	return args
}

func (b *builder) describeComplex(it *viter) ir.Virtual {
	return ir.Virtual{
		Num: it.num, Header: abi.Header{Shape: b.complexShape(), Kind: abi.KindComplex}.Word(), Size: int32(unsafe.Sizeof(abi.Complex{})),
		Fields: []ir.VirtualField{{Off: complexRe, Raw: true, Val: ir.Ref(it.complex.re)}, {Off: complexIm, Raw: true, Val: ir.Ref(it.complex.im)}},
	}
}

// makeMerged makes the numbers in b.merged, in the current block.
func (b *builder) makeMerged() {
	merged := b.merged
	if b.merged = nil; merged == nil {
		return
	}
	b.state = 0
	objs := make([]ir.ID, len(merged))
	for i, c := range merged {
		objs[i] = b.makeAgain(c)
	}
	for i, c := range merged {
		b.fr.env[c.reg] = val(objs[i])
	}
	for r, v := range b.fr.env { // other registers with the same number
		for i, c := range merged {
			if num, ok := v.IsVirtual(); ok && b.iters[num].complex == c.parts {
				b.fr.env[r] = val(objs[i])
			}
		}
	}
	b.state = 0
}

func (b *builder) makeAgain(c mergedComplex) ir.ID {
	x := b.newComplex(c.re, c.im)
	if c.passed {
		if b.passed == nil {
			b.passed = map[ir.ID]bool{}
		}
		b.passed[x] = true
	}
	return x
}

// mergeComplex joins what register r has in the predecessors of a block, if
// these are complex numbers made here. It appends to their arguments.
func (b *builder) mergeComplex(to ir.BlockID, r int, env []val, args [][]ir.ID, n int, at func(i, r int) val) bool {
	from := make([]ir.ID, n)
	any, passed := false, false
	for i := range from {
		if at(i, r) <= 0 {
			return false
		}
		from[i] = ir.ID(at(i, r))
		_, made, ok := b.madeParts(from[i])
		if !ok {
			return false
		}
		any = any || made
		passed = passed || b.passed[from[i]]
	}
	if !any {
		return false
	}
	for _, c := range b.merged {
		if slices.Equal(c.from, from) {
			env[r] = env[c.reg]
			return true
		}
	}
	c := mergedComplex{reg: r, from: from, passed: passed}
	old := b.fr.env
	b.fr.env = env
	b.complexParam(to, &c)
	b.fr.env = old
	for i, x := range from {
		p, _, _ := b.madeParts(x)
		args[i] = append(args[i], p.re, p.im)
	}
	b.merged = append(b.merged, c)
	return true
}

// backComplex gives the parts of a loop variable at a jump back. A number that
// was not made here stays the object that it is.
func (b *builder) backComplex(blk *block, r int, x ir.ID) []ir.ID {
	p, _, ok := b.madeParts(x)
	if !ok || b.passed[x] {
		b.fr.p.boxed[[2]int{blk.key.pc, r}] = true
		panic(errAgain)
	}
	return []ir.ID{p.re, p.im}
}

// joinComplex joins the results of an inlined function if they are complex
// numbers made here. inline makes the number.
func (b *builder) joinComplex(fr *frame, join ir.BlockID) bool {
	any := false
	b.returned = mergedComplex{}
	for _, r := range fr.returns {
		_, made, ok := b.madeParts(r.val)
		if !ok {
			return false
		}
		any = any || made
		b.returned.passed = b.returned.passed || b.passed[r.val]
	}
	if !any {
		return false
	}
	typ := ir.Type{Bits: ir.TFloat | ir.TFloatBox}
	b.returned.parts = parts{b.f.AddParam(join, ir.F64, typ), b.f.AddParam(join, ir.F64, typ)}
	for _, r := range fr.returns {
		p, _, _ := b.madeParts(r.val)
		b.link(r.from, join, []ir.ID{p.re, p.im})
	}
	b.cur = join
	b.mark(join)
	return true
}
