package compile

import (
	"math"

	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/internal/bytecode"
)

// expr compiles an expression. Its value goes into register want; when that is
// negative, the result says which register has it: a variable's own one, or a
// temporary, which is then the last one taken. A variable's register is only
// written by the last instruction, so that it may be a want.
func (c *compiler) expr(e ast.Expr, want int) int {
	c.enter()
	defer c.leave()
	if v, ok := c.fold(e); ok {
		return c.constant(v, e.Span(), want)
	}
	at := e.Span()
	switch e := e.(type) {
	case *ast.Name:
		return c.load(e.ID, at, want)
	case *ast.BinOp:
		return c.binOp(e, want)
	case *ast.UnaryOp:
		return c.unaryOp(e, want)
	case *ast.BoolOp:
		return c.boolOp(e, want)
	case *ast.Compare:
		return c.compare(e, want)
	case *ast.IfExp:
		return c.ifExp(e, want)
	case *ast.NamedExpr:
		return c.namedExpr(e, want)
	case *ast.Call:
		return c.call(e, want)
	case *ast.Attribute:
		return c.attribute(e, want)
	case *ast.Subscript:
		return c.subscript(e, want)
	case *ast.Lambda:
		return c.lambda(e, want)
	case *ast.Tuple:
		return c.display(bytecode.BUILDTUPLE, e.Elts, at, want)
	case *ast.List:
		return c.display(bytecode.BUILDLIST, e.Elts, at, want)
	case *ast.Set:
		return c.display(bytecode.BUILDSET, e.Elts, at, want)
	case *ast.Dict:
		return c.dict(e, want)
	case *ast.ListComp:
		return c.comprehension(e, e.Generators, e.Elt, nil, bytecode.BUILDLIST, want)
	case *ast.SetComp:
		return c.comprehension(e, e.Generators, e.Elt, nil, bytecode.BUILDSET, want)
	case *ast.DictComp:
		return c.comprehension(e, e.Generators, e.Key, e.Value, bytecode.BUILDDICT, want)
	case *ast.GeneratorExp:
		return c.generatorExp(e, want)
	case *ast.JoinedStr:
		return c.joinedStr(e, want)
	case *ast.FormattedValue:
		return c.formattedValue(e, want)
	case *ast.Yield:
		return c.yield(e, want)
	case *ast.YieldFrom:
		return c.yieldFrom(e, want)
	case *ast.Slice:
		return c.slice(e, want)
	case *ast.Starred:
		c.fail(at, "can't use starred expression here")
	case *ast.Await:
		if !c.u.base.FunctionLike() {
			c.fail(at, "'await' outside function")
		}
		c.fail(at, "'await' outside async function") // async functions are not compiled yet
	case *ast.TemplateStr:
		c.unsupported(at, "template string")
	default:
		c.fail(at, "invalid expression")
	}
	return 0
}

// into compiles an expression into temporary r, which becomes the last one
// taken; r must be at or above the top.
func (c *compiler) into(e ast.Expr, r int) {
	u := c.u
	u.use(r + 1)
	switch e.(type) {
	case *ast.Call, *ast.Attribute, *ast.Subscript, *ast.BinOp: // written by the last instruction
		c.expr(e, r)
	default:
		u.top = r + 1
		c.expr(e, r)
	}
	u.top = r + 1
}

// operand compiles an expression that is used after others have been
// evaluated, which must not change its value.
func (c *compiler) operand(e ast.Expr, later ...ast.Expr) int {
	r := c.expr(e, -1)
	return c.protect(e, r, later)
}

func (c *compiler) protect(e ast.Expr, r int, later []ast.Expr) int {
	u := c.u
	if n, ok := e.(*ast.NamedExpr); ok {
		e = n.Target
	}
	name, ok := e.(*ast.Name)
	if !ok || u.temp(r) || len(u.base.Walrus) == 0 || !u.base.Walrus[c.mangle(name.ID)] {
		return r
	}
	for _, l := range later {
		if l != nil && rebinds(l, name.ID) {
			t := u.alloc()
			u.move(e.Span(), t, r)
			return t
		}
	}
	return r
}

// accumulator is a register that an expression may write more than once.
func (u *unit) accumulator(want int) int {
	if want >= 0 && u.temp(want) {
		return want
	}
	return u.alloc()
}

// result moves the accumulator to where the result is wanted. mark is the
// first temporary of the expression.
func (u *unit) result(at *ast.Range, acc, want, mark int) int {
	if want >= 0 {
		u.move(at, want, acc)
		u.top = mark
		return want
	}
	u.top = max(mark, acc+1)
	return acc
}

var binOps = [...]bytecode.Op{
	ast.OpAdd: bytecode.ADD, ast.OpSub: bytecode.SUB, ast.OpMult: bytecode.MUL,
	ast.OpMatMult: bytecode.MATMUL, ast.OpDiv: bytecode.TRUEDIV, ast.OpMod: bytecode.MOD,
	ast.OpPow: bytecode.POW, ast.OpLShift: bytecode.LSHIFT, ast.OpRShift: bytecode.RSHIFT,
	ast.OpBitOr: bytecode.OR, ast.OpBitXor: bytecode.XOR, ast.OpBitAnd: bytecode.AND,
	ast.OpFloorDiv: bytecode.FLOORDIV,
}

var binOpsK = [...]bytecode.Op{
	ast.OpAdd: bytecode.ADDK, ast.OpSub: bytecode.SUBK, ast.OpMult: bytecode.MULK,
	ast.OpDiv: bytecode.TRUEDIVK, ast.OpMod: bytecode.MODK,
	ast.OpPow: bytecode.POWK, ast.OpLShift: bytecode.LSHIFTK, ast.OpRShift: bytecode.RSHIFTK,
	ast.OpBitOr: bytecode.ORK, ast.OpBitXor: bytecode.XORK, ast.OpBitAnd: bytecode.ANDK,
	ast.OpFloorDiv: bytecode.FLOORDIVK,
}

func (c *compiler) binOp(e *ast.BinOp, want int) int {
	u := c.u
	mark := u.top
	if s := percentFormat(e); s != nil {
		return c.joinedStr(s, want)
	}
	if k, ok := c.fold(e.Left); ok && commutes(e.Op, k) && u.fits() {
		if _, both := c.fold(e.Right); !both {
			r := c.expr(e.Right, -1)
			u.top = mark
			d := u.dst(want)
			u.emit(&e.Range, binOpsK[e.Op], bytecode.Swapped, d, r, u.name(k))
			return d
		}
	}
	l := c.operand(e.Left, e.Right)
	return c.binary(e.Op, l, e.Right, 0, &e.Range, want, mark)
}

// commutes says whether "k op x" can be computed as "x op k" with a flag.
func commutes(op ast.Operator, k any) bool {
	switch op {
	case ast.OpAdd, ast.OpMult, ast.OpBitAnd, ast.OpBitOr, ast.OpBitXor:
	default:
		return false
	}
	switch k.(type) {
	case int64, float64, string, bytecode.BigInt:
		return true
	}
	return false
}

func smallInt(v any) (int, bool) {
	n, ok := v.(int64)
	return int(n), ok && n >= math.MinInt16 && n <= math.MaxInt16
}

// binary applies an operator to register l and an expression.
func (c *compiler) binary(op ast.Operator, l int, right ast.Expr, flags uint8, at *ast.Range, want, mark int) int {
	u := c.u
	if k, ok := c.fold(right); ok {
		u.top = mark
		n, small := smallInt(k)
		switch {
		case small && op == ast.OpAdd:
			d := u.dst(want)
			u.emit(at, bytecode.ADDI, flags, d, l, n)
			return d
		case small && op == ast.OpSub:
			d := u.dst(want)
			u.emit(at, bytecode.SUBI, flags, d, l, n)
			return d
		case op != ast.OpMatMult && u.fits():
			d := u.dst(want)
			u.emit(at, binOpsK[op], flags, d, l, u.name(k))
			return d
		}
		u.top = max(mark, l+1)
		if !u.temp(l) {
			u.top = mark
		}
	}
	r := c.expr(right, -1)
	u.top = mark
	d := u.dst(want)
	u.emit(at, binOps[op], flags, d, l, r)
	return d
}

func (c *compiler) unaryOp(e *ast.UnaryOp, want int) int {
	u := c.u
	mark := u.top
	if e.Op == ast.Not {
		if cmp, ok := e.Operand.(*ast.Compare); ok && len(cmp.Ops) == 1 {
			if op, ok := opposite(cmp.Ops[0]); ok {
				inv := *cmp
				inv.Ops = []ast.CmpOperator{op}
				return c.compare(&inv, want)
			}
		}
	}
	r := c.expr(e.Operand, -1)
	u.top = mark
	d := u.dst(want)
	op := [...]bytecode.Op{ast.Invert: bytecode.INVERT, ast.Not: bytecode.NOT,
		ast.UAdd: bytecode.POS, ast.USub: bytecode.NEG}[e.Op]
	u.emit(&e.Range, op, 0, d, r, 0)
	return d
}

func opposite(op ast.CmpOperator) (ast.CmpOperator, bool) {
	switch op {
	case ast.Is:
		return ast.IsNot, true
	case ast.IsNot:
		return ast.Is, true
	case ast.In:
		return ast.NotIn, true
	case ast.NotIn:
		return ast.In, true
	}
	return op, false
}

func (c *compiler) boolOp(e *ast.BoolOp, want int) int {
	u := c.u
	mark := u.top
	end := &label{}
	op := bytecode.JFALSE
	if e.Op == ast.Or {
		op = bytecode.JTRUE
	}
	if n, ok := e.Values[0].(*ast.Name); ok && want >= 0 && len(e.Values) == 2 && c.target(n) == want { // x = x or y
		c.load(n.ID, &n.Range, -1)
		u.jump(&n.Range, op, want, 0, end)
		c.expr(e.Values[1], want)
		u.bind(end)
		return want
	}
	acc := u.accumulator(want)
	for i, v := range e.Values {
		c.expr(v, acc)
		if i < len(e.Values)-1 {
			u.jump(v.Span(), op, acc, 0, end)
		}
	}
	u.bind(end)
	return u.result(&e.Range, acc, want, mark)
}

func (c *compiler) ifExp(e *ast.IfExp, want int) int {
	u := c.u
	d := u.dst(want)
	orelse, end := &label{}, &label{}
	c.condJump(e.Test, orelse, false)
	c.expr(e.Body, d)
	u.goTo(&e.Range, end)
	u.state.dead = true
	u.bind(orelse)
	c.expr(e.Orelse, d)
	u.bind(end)
	return d
}

func (c *compiler) namedExpr(e *ast.NamedExpr, want int) int {
	name, ok := e.Target.(*ast.Name)
	if !ok {
		c.fail(e.Target.Span(), "cannot use assignment expressions with this target")
	}
	if r := c.target(name); r >= 0 {
		c.expr(e.Value, r)
		c.u.state.set(r)
		if want >= 0 {
			c.u.move(&e.Range, want, r)
			return want
		}
		return r
	}
	r := c.expr(e.Value, want)
	c.storeName(name.ID, r, name.Span())
	return r
}

func (c *compiler) attribute(e *ast.Attribute, want int) int {
	if r, ok := c.superAttribute(e, want); ok {
		return r
	}
	u := c.u
	mark := u.top
	v := c.expr(e.Value, -1)
	u.top = mark
	d := u.dst(want)
	u.emit(attrRange(e), bytecode.LOADATTR, 0, d, v, u.name(c.mangle(e.Attr)))
	return d
}

// attrRange is the position of an access to an attribute: when it spans
// lines, only the name.
func attrRange(e *ast.Attribute) *ast.Range {
	if e.Line == e.EndLine {
		return &e.Range
	}
	at := e.Range
	at.Line = at.EndLine
	at.Col = max(at.EndCol-int32(len(e.Attr)), 0)
	return &at
}

func (c *compiler) subscript(e *ast.Subscript, want int) int {
	u := c.u
	mark := u.top
	c.warnSubscript(e)
	v := c.operand(e.Value, e.Slice)
	if s, ok := e.Slice.(*ast.Slice); ok {
		i := c.slicePair(s)
		x := uint8(0)
		if s.Step != nil {
			c.into(s.Step, i+2)
			x = 1
		}
		u.top = mark
		d := u.dst(want)
		u.emit(&e.Range, bytecode.GETSLICE, x, d, v, i)
		return d
	}
	if k, ok := c.fold(e.Slice); ok {
		n, small := smallInt(k)
		if small || u.fits() {
			u.top = mark
			d := u.dst(want)
			if small {
				u.emit(&e.Range, bytecode.GETITEMI, 0, d, v, n)
			} else {
				u.emit(&e.Range, bytecode.GETITEMK, 0, d, v, u.name(k))
			}
			return d
		}
	}
	i := c.expr(e.Slice, -1)
	u.top = mark
	d := u.dst(want)
	u.emit(&e.Range, bytecode.GETITEM, 0, d, v, i)
	return d
}

// slicePair puts the bounds of a slice into two registers in a row.
func (c *compiler) slicePair(s *ast.Slice) int {
	r := c.u.top
	c.bound(s.Lower, r, &s.Range)
	c.bound(s.Upper, r+1, &s.Range)
	return r
}

func (c *compiler) bound(e ast.Expr, r int, at *ast.Range) {
	if e != nil {
		c.into(e, r)
		return
	}
	c.u.top = r
	c.none(at)
}

func (c *compiler) slice(e *ast.Slice, want int) int {
	u := c.u
	mark := u.top
	r := c.slicePair(e)
	n := 2
	if e.Step != nil {
		c.into(e.Step, r+2)
		n = 3
	}
	u.top = mark
	d := u.dst(want)
	u.emit(&e.Range, bytecode.BUILDSLICE, 0, d, r, n)
	return d
}

// display builds a tuple, list or set.
func (c *compiler) display(op bytecode.Op, elts []ast.Expr, at *ast.Range, want int) int {
	u := c.u
	mark := u.top
	starred := false
	for _, e := range elts {
		if _, ok := e.(*ast.Starred); ok {
			starred = true
		}
	}
	if !starred && len(elts) <= chunk {
		r := u.top
		for i, e := range elts {
			c.into(e, r+i)
		}
		u.top = mark
		d := u.dst(want)
		u.emit(at, op, 0, d, r, len(elts))
		return d
	}
	acc := u.accumulator(want)
	first := op
	if op == bytecode.BUILDTUPLE {
		first = bytecode.BUILDLIST
	}
	c.extend(acc, first, elts, at, 0, 0)
	if op == bytecode.BUILDTUPLE {
		u.emit(at, bytecode.LISTTOTUPLE, 0, acc, acc, 0)
	}
	return u.result(at, acc, want, mark)
}

// extend builds a list or set in register acc element by element, where
// elements may be starred. flag and callable are operands of LISTEXTEND.
func (c *compiler) extend(acc int, build bytecode.Op, elts []ast.Expr, at *ast.Range, flag uint8, callable int) {
	u := c.u
	base := u.top
	one, many := bytecode.LISTAPPEND, bytecode.LISTEXTEND
	if build == bytecode.BUILDSET {
		one, many = bytecode.SETADD, bytecode.SETUPDATE
	}
	n := 0
	for n < len(elts) && n < chunk {
		if _, ok := elts[n].(*ast.Starred); ok {
			break
		}
		c.into(elts[n], base+n)
		n++
	}
	u.emit(at, build, 0, acc, base, n)
	for _, e := range elts[n:] {
		u.top = base
		if s, ok := e.(*ast.Starred); ok {
			r := c.expr(s.Value, -1)
			x := flag
			if many == bytecode.SETUPDATE {
				x = 0
			}
			u.emit(at, many, x, acc, r, callable)
			continue
		}
		r := c.expr(e, -1)
		u.emit(e.Span(), one, 0, acc, r, 0)
	}
	u.top = base
}

func (c *compiler) dict(e *ast.Dict, want int) int {
	u := c.u
	mark := u.top
	n := 0
	for n < len(e.Keys) && n < chunk/2 && e.Keys[n] != nil {
		n++
	}
	simple := n == len(e.Keys)
	acc := -1
	if !simple {
		acc = u.accumulator(want)
	}
	r := u.top
	for i := range n {
		c.into(e.Keys[i], r+2*i)
		c.into(e.Values[i], r+2*i+1)
	}
	if simple {
		u.top = mark
		d := u.dst(want)
		u.emit(&e.Range, bytecode.BUILDDICT, 0, d, r, n)
		return d
	}
	u.emit(&e.Range, bytecode.BUILDDICT, 0, acc, r, n)
	for i := n; i < len(e.Keys); i++ {
		u.top = r
		if e.Keys[i] == nil {
			v := c.expr(e.Values[i], -1)
			u.emit(&e.Range, bytecode.DICTUPDATE, 0, acc, v, 0)
			continue
		}
		k := c.operand(e.Keys[i], e.Values[i])
		v := c.expr(e.Values[i], -1)
		u.emit(&e.Range, bytecode.DICTSET, 0, acc, k, v)
	}
	return u.result(&e.Range, acc, want, mark)
}

func (c *compiler) joinedStr(e *ast.JoinedStr, want int) int {
	u := c.u
	if len(e.Values) == 0 {
		return c.constant("", &e.Range, want)
	}
	if len(e.Values) == 1 {
		if k, ok := e.Values[0].(*ast.Constant); ok {
			return c.constant(k.Value, &e.Range, want)
		}
		if f, ok := e.Values[0].(*ast.FormattedValue); ok {
			return c.formattedValue(f, want)
		}
	}
	mark := u.top
	list := e.Values
	r := u.top
	n := 0
	for _, v := range list {
		if n == chunk { // join what there is so far
			u.emit(&e.Range, bytecode.BUILDSTRING, 0, r, r, n)
			n = 1
		}
		c.into(v, r+n)
		n++
	}
	u.top = mark
	d := u.dst(want)
	u.emit(&e.Range, bytecode.BUILDSTRING, 0, d, r, n)
	return d
}

func (c *compiler) formattedValue(e *ast.FormattedValue, want int) int {
	u := c.u
	mark := u.top
	conv := uint8(bytecode.ConvNone)
	switch e.Conversion {
	case 's':
		conv = bytecode.ConvStr
	case 'r':
		conv = bytecode.ConvRepr
	case 'a':
		conv = bytecode.ConvASCII
	}
	v := c.operand(e.Value, e.FormatSpec)
	spec := 0
	if e.FormatSpec == nil {
		conv |= bytecode.ConvNoSpec
	} else {
		spec = c.expr(e.FormatSpec, -1)
	}
	u.top = mark
	d := u.dst(want)
	u.emit(&e.Range, bytecode.FORMATVALUE, conv, d, v, spec)
	return d
}

func (c *compiler) yield(e *ast.Yield, want int) int {
	u := c.u
	c.yieldAllowed(&e.Range)
	mark := u.top
	var v int
	if e.Value != nil {
		v = c.expr(e.Value, -1)
	} else {
		v = c.none(&e.Range)
	}
	u.top = mark
	d := u.dst(want)
	u.emit(&e.Range, bytecode.YIELD, 0, d, v, 0)
	return d
}

func (c *compiler) yieldAllowed(at *ast.Range) {
	if !c.u.base.FunctionLike() {
		c.fail(at, "'yield' outside function")
	}
}

func (c *compiler) yieldFrom(e *ast.YieldFrom, want int) int {
	u := c.u
	if !u.base.FunctionLike() {
		c.fail(&e.Range, "'yield from' outside function")
	}
	mark := u.top
	acc := u.accumulator(want)
	it := u.alloc()
	v := c.expr(e.Value, -1)
	u.emit(&e.Range, bytecode.GETYIELDITER, 0, it, v, 0)
	u.top = it + 1
	u.emit(&e.Range, bytecode.LOADK, 0, acc, u.wideConst(nil), 0)
	w := u.window()
	u.emit(&e.Range, bytecode.DELEGATE, 0, acc, it, w)
	return u.result(&e.Range, acc, want, mark)
}

// window is a call window above everything live, for a frame that only runs
// while the instruction executes.
func (u *unit) window() int {
	w := u.top + header
	u.use(w + 1)
	return w
}
