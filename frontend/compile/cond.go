package compile

import (
	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/internal/bytecode"
)

// condJump jumps to a label if the truth of e is sense, and otherwise falls
// through.
func (c *compiler) condJump(e ast.Expr, to *label, sense bool) {
	c.enter()
	defer c.leave()
	u := c.u
	mark := u.top
	if v, ok := c.fold(e); ok {
		if truth(v) == sense {
			u.goTo(e.Span(), to)
		}
		return
	}
	switch e := e.(type) {
	case *ast.UnaryOp:
		if e.Op == ast.Not {
			c.condJump(e.Operand, to, !sense)
			return
		}
	case *ast.BoolOp:
		c.condBool(e, to, sense)
		return
	case *ast.Compare:
		c.condCompare(e, to, sense)
		u.top = mark
		return
	case *ast.IfExp:
		orelse, end := &label{}, &label{}
		c.condJump(e.Test, orelse, false)
		c.condJump(e.Body, to, sense)
		u.goTo(&e.Range, end)
		u.state.dead = true
		u.bind(orelse)
		c.condJump(e.Orelse, to, sense)
		u.bind(end)
		return
	}
	r := c.expr(e, -1)
	u.top = mark
	c.truthJump(r, to, sense, e.Span())
}

// truthJump jumps if the truth of register r is sense.
func (c *compiler) truthJump(r int, to *label, sense bool, at *ast.Range) {
	ops := [2][2]bytecode.Op{{bytecode.JFALSE, bytecode.JTRUE}, {bytecode.LOOPFALSE, bytecode.LOOPTRUE}}
	c.u.jump(at, ops[index(to.loop)][index(sense)], r, 0, to)
}

func index(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (c *compiler) condBool(e *ast.BoolOp, to *label, sense bool) {
	u := c.u
	last := len(e.Values) - 1
	if decides := e.Op == ast.Or; decides == sense { // any value that decides jumps
		for _, v := range e.Values {
			c.condJump(v, to, sense)
		}
		return
	}
	skip := &label{}
	for _, v := range e.Values[:last] {
		c.condJump(v, skip, !sense)
	}
	c.condJump(e.Values[last], to, sense)
	u.bind(skip)
}

func (c *compiler) condCompare(e *ast.Compare, to *label, sense bool) {
	u := c.u
	c.warnCompare(e)
	l := c.operand(e.Left, e.Comparators[0])
	last := len(e.Ops) - 1
	skip := &label{}
	for i := range last {
		right := e.Comparators[i]
		r := c.operand(right, e.Comparators[i+1])
		if sense {
			c.compareJump(e.Ops[i], l, right, r, skip, false, &e.Range)
		} else {
			c.compareJump(e.Ops[i], l, right, r, to, false, &e.Range)
		}
		l = r
	}
	c.compareJump(e.Ops[last], l, e.Comparators[last], -1, to, sense, &e.Range)
	u.bind(skip)
}

// Tables of fused comparisons, by [operator][sense].
var (
	jumpR = [...][2]bytecode.Op{
		ast.Eq: {bytecode.JNEQ, bytecode.JEQ}, ast.NotEq: {bytecode.JNNE, bytecode.JNE},
		ast.Lt: {bytecode.JNLT, bytecode.JLT}, ast.LtE: {bytecode.JNLE, bytecode.JLE},
		ast.Gt: {bytecode.JNGT, bytecode.JGT}, ast.GtE: {bytecode.JNGE, bytecode.JGE},
		ast.Is: {bytecode.JISNOT, bytecode.JIS}, ast.IsNot: {bytecode.JIS, bytecode.JISNOT},
		ast.In: {bytecode.JNOTIN, bytecode.JIN}, ast.NotIn: {bytecode.JIN, bytecode.JNOTIN},
	}
	jumpI = [...][2]bytecode.Op{
		ast.Eq: {bytecode.JNEQI, bytecode.JEQI}, ast.NotEq: {bytecode.JNNEI, bytecode.JNEI},
		ast.Lt: {bytecode.JNLTI, bytecode.JLTI}, ast.LtE: {bytecode.JNLEI, bytecode.JLEI},
		ast.Gt: {bytecode.JNGTI, bytecode.JGTI}, ast.GtE: {bytecode.JNGEI, bytecode.JGEI},
	}
	jumpK = [...][2]bytecode.Op{
		ast.Eq: {bytecode.JNEQK, bytecode.JEQK}, ast.NotEq: {bytecode.JNNEK, bytecode.JNEK},
	}
	// loopR and loopI are back-edges taken when the comparison is true.
	loopR = [...]bytecode.Op{ast.Eq: bytecode.LOOPEQ, ast.NotEq: bytecode.LOOPNE, ast.Lt: bytecode.LOOPLT,
		ast.LtE: bytecode.LOOPLE, ast.Gt: bytecode.LOOPGT, ast.GtE: bytecode.LOOPGE}
	loopI = [...]bytecode.Op{ast.Eq: bytecode.LOOPEQI, ast.NotEq: bytecode.LOOPNEI, ast.Lt: bytecode.LOOPLTI,
		ast.LtE: bytecode.LOOPLEI, ast.Gt: bytecode.LOOPGTI, ast.GtE: bytecode.LOOPGEI}
)

// compareJump compares register l with an expression, which register r holds
// already unless r is negative.
func (c *compiler) compareJump(op ast.CmpOperator, l int, right ast.Expr, r int, to *label, sense bool, at *ast.Range) {
	u := c.u
	if to.loop && !(sense && int(op) < len(loopR)) {
		skip := &label{}
		c.compareJump(op, l, right, r, skip, !sense, at)
		u.goTo(at, to)
		u.bind(skip)
		return
	}
	s := index(sense)
	if k, ok := c.fold(right); ok {
		n, small := smallInt(k)
		switch {
		case k == nil && (op == ast.Is || op == ast.IsNot):
			j := bytecode.JNOTNONE
			if (op == ast.Is) == sense {
				j = bytecode.JNONE
			}
			u.jump(at, j, l, 0, to)
			return
		case small && int(op) < len(jumpI):
			j := jumpI[op][s]
			if to.loop {
				j = loopI[op]
			}
			u.jump(at, j, l, n, to)
			return
		case (op == ast.Eq || op == ast.NotEq) && !to.loop && u.fits():
			u.jump(at, jumpK[op][s], l, u.name(k), to)
			return
		}
	}
	if r < 0 {
		r = c.membership(op, right)
	}
	j := jumpR[op][s]
	if to.loop {
		j = loopR[op]
	}
	u.jump(at, j, l, r, to)
}

// membership compiles the right operand of a comparison: for "in", a display
// of constants is a constant.
func (c *compiler) membership(op ast.CmpOperator, right ast.Expr) int {
	if op == ast.In || op == ast.NotIn {
		if v, ok := c.foldDisplay(right); ok {
			return c.constant(v, right.Span(), -1)
		}
	}
	return c.expr(right, -1)
}

var cmpCodes = [...]uint8{ast.Eq: bytecode.CmpEQ, ast.NotEq: bytecode.CmpNE, ast.Lt: bytecode.CmpLT,
	ast.LtE: bytecode.CmpLE, ast.Gt: bytecode.CmpGT, ast.GtE: bytecode.CmpGE}

func (c *compiler) compare(e *ast.Compare, want int) int {
	u := c.u
	c.warnCompare(e)
	mark := u.top
	if len(e.Ops) == 1 {
		l := c.operand(e.Left, e.Comparators[0])
		r := c.membership(e.Ops[0], e.Comparators[0])
		u.top = mark
		d := u.dst(want)
		u.compareOp(e.Ops[0], d, l, r, &e.Range)
		return d
	}
	acc := u.accumulator(want)
	end := &label{}
	base := u.top
	l := c.operand(e.Left, e.Comparators[0])
	for i, op := range e.Ops {
		right := e.Comparators[i]
		var r int
		if i == len(e.Ops)-1 {
			r = c.membership(op, right)
		} else {
			r = c.operand(right, e.Comparators[i+1])
		}
		u.compareOp(op, acc, l, r, &e.Range)
		if i < len(e.Ops)-1 {
			u.jump(&e.Range, bytecode.JFALSE, acc, 0, end)
		}
		l = r
	}
	u.top = base
	u.bind(end)
	return u.result(&e.Range, acc, want, mark)
}

func (u *unit) compareOp(op ast.CmpOperator, d, l, r int, at *ast.Range) {
	switch op {
	case ast.Is, ast.IsNot:
		u.emit(at, bytecode.IS, uint8(index(op == ast.IsNot)), d, l, r)
	case ast.In, ast.NotIn:
		u.emit(at, bytecode.IN, uint8(index(op == ast.NotIn)), d, l, r)
	default:
		u.emit(at, bytecode.COMPARE, cmpCodes[op], d, l, r)
	}
}
