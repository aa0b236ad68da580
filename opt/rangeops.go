package opt

import (
	"math"
	"math/bits"

	"github.com/go-python/gopython/ir"
)

// addBound adds bounds; where the sum is no int64 it takes the nearest one.
func addBound(a, b int64, exact *bool) int64 {
	s, ok := overConst(ir.OpAddOv, a, b)
	if ok {
		return s
	}
	*exact = false
	if a > 0 {
		return math.MaxInt64
	}
	return math.MinInt64
}

// addRange adds intervals; exact says that no sum overflows.
func addRange(a, b interval) (sum interval, exact bool) {
	exact = true
	sum.lo = addBound(a.lo, b.lo, &exact)
	sum.hi = addBound(a.hi, b.hi, &exact)
	return sum, exact
}

func exactAdd(a interval, k int64) bool {
	_, exact := addRange(a, interval{k, k})
	return exact
}

func negRange(a interval) (interval, bool) {
	if a.lo == math.MinInt64 {
		if a.hi == math.MinInt64 {
			return full, false
		}
		return interval{-a.hi, math.MaxInt64}, false
	}
	return interval{-a.hi, -a.lo}, true
}

func subRange(a, b interval) (interval, bool) {
	exact := true
	sub := func(x, y int64) int64 {
		d, ok := overConst(ir.OpSubOv, x, y)
		if ok {
			return d
		}
		exact = false
		if y > 0 {
			return math.MinInt64
		}
		return math.MaxInt64
	}
	return interval{sub(a.lo, b.hi), sub(a.hi, b.lo)}, exact
}

func mulRange(a, b interval) (interval, bool) {
	out, exact := nothing, true
	for _, x := range [2]int64{a.lo, a.hi} {
		for _, y := range [2]int64{b.lo, b.hi} {
			p, ok := mulExact(x, y)
			if !ok {
				exact = false
				p = math.MaxInt64
				if (x < 0) != (y < 0) {
					p = math.MinInt64
				}
			}
			out = out.join(interval{p, p})
		}
	}
	return out, exact
}

func shlRange(a, s interval) (interval, bool) {
	if s.lo < 0 || s.hi > 63 {
		return full, false
	}
	out, exact := nothing, true
	for _, x := range [2]int64{a.lo, a.hi} {
		for _, y := range [2]int64{s.lo, s.hi} {
			p, ok := overConst(ir.OpShlOv, x, y)
			if !ok {
				exact = false
				p = math.MaxInt64
				if x < 0 {
					p = math.MinInt64
				}
			}
			out = out.join(interval{p, p})
		}
	}
	return out, exact
}

// over returns the range of an arithmetic operation, and whether it is certain
// not to overflow.
func (r *ranges) over(n *ir.Node) (interval, bool) {
	a := r.now[n.Args[0]]
	b := full
	if len(n.Args) > 1 {
		b = r.now[n.Args[1]]
	}
	switch n.Op {
	case ir.OpAddOv, ir.OpAdd:
		return addRange(a, b)
	case ir.OpSubOv, ir.OpSub:
		x, exact := subRange(a, b)
		if r.final && len(r.facts) > 0 {
			if b.lo >= 0 && r.prove(n.Args[1], n.Args[0], 0) { // 0 <= y <= x
				x, exact = interval{max(x.lo, 0), min(x.hi, a.hi)}, true
			}
		}
		return x, exact
	case ir.OpMulOv, ir.OpMul:
		x, exact := mulRange(a, b)
		if n.Args[0] == n.Args[1] && (exact || n.Op == ir.OpMulOv) {
			x.lo = max(x.lo, 0)
		}
		return x, exact
	case ir.OpNegOv, ir.OpNeg:
		return negRange(a)
	case ir.OpShlOv, ir.OpShl:
		return shlRange(a, b)
	case ir.OpAbsOv:
		if a.lo >= 0 {
			return a, true
		}
		neg, exact := negRange(a)
		return interval{0, max(a.hi, neg.hi)}.meet(interval{max(0, max(a.lo, neg.lo)), math.MaxInt64}), exact
	}
	return full, false
}

// result returns the range of the result of a node.
func (r *ranges) result(n *ir.Node) interval {
	x := r.compute(n)
	t := typeRange(n)
	return x.meet(t)
}

func (r *ranges) compute(n *ir.Node) interval {
	var a, b interval
	if len(n.Args) > 0 {
		a = r.now[n.Args[0]]
	}
	if len(n.Args) > 1 {
		b = r.now[n.Args[1]]
	}
	switch n.Op {
	case ir.OpAddOv, ir.OpSubOv, ir.OpMulOv, ir.OpNegOv, ir.OpShlOv, ir.OpAbsOv:
		x, _ := r.over(n)
		return x
	case ir.OpAdd, ir.OpSub, ir.OpMul, ir.OpNeg, ir.OpShl:
		if x, exact := r.over(n); exact {
			return x
		}
	case ir.OpAnd:
		return andRange(a, b)
	case ir.OpOr, ir.OpXor:
		if a.lo >= 0 && b.lo >= 0 {
			x := interval{0, int64(1)<<bits.Len64(uint64(a.hi|b.hi)) - 1}
			if n.Op == ir.OpOr {
				x.lo = max(a.lo, b.lo)
			}
			return x
		}
	case ir.OpNot:
		return interval{^a.hi, ^a.lo}
	case ir.OpShr:
		if b.lo >= 0 {
			s, t := min(b.lo, 63), min(b.hi, 63)
			return interval{min(a.lo>>s, a.lo>>t), max(a.hi>>s, a.hi>>t)}
		}
	case ir.OpFloorDiv, ir.OpQuo:
		if b.lo > 0 {
			return interval{min(floorDiv(a.lo, b.lo), floorDiv(a.lo, b.hi)), max(floorDiv(a.hi, b.lo), floorDiv(a.hi, b.hi))}
		}
	case ir.OpFloorMod, ir.OpRem:
		if b.lo > 0 {
			x := interval{0, b.hi - 1}
			if a.lo >= 0 {
				x.hi = min(x.hi, a.hi)
			}
			return x
		}
		if b.hi < 0 && b.lo > math.MinInt64 {
			return interval{b.lo + 1, 0}
		}
	case ir.OpMinI:
		return interval{min(a.lo, b.lo), min(a.hi, b.hi)}
	case ir.OpMaxI:
		return interval{max(a.lo, b.lo), max(a.hi, b.hi)}
	case ir.OpSelect:
		return b.join(r.now[n.Args[2]])
	case ir.OpCheckInt, ir.OpUntagInt, ir.OpB2I, ir.OpLoad, ir.OpLoadX:
		return r.leaf(n).meet(typeRange(&r.graph.f.Nodes[n.Args[0]]))
	}
	return full
}

func floorDiv(x, y int64) int64 {
	q := x / y
	if x%y != 0 && (x < 0) != (y < 0) {
		q--
	}
	return q
}

func andRange(a, b interval) interval {
	switch {
	case a.lo >= 0 && b.lo >= 0:
		return interval{0, min(a.hi, b.hi)}
	case a.lo >= 0:
		return interval{0, a.hi}
	case b.lo >= 0:
		return interval{0, b.hi}
	}
	return full
}

// setType gives a value's range to its type.
func (r *ranges) setType(id ir.ID) {
	n := &r.graph.f.Nodes[id]
	x := r.now[id]
	if n.Rep != ir.I64 || x == full || x.empty() {
		return
	}
	n.Type.HasRange, n.Type.Lo, n.Type.Hi = true, x.lo, x.hi
	if n.Type.Bits == 0 {
		n.Type.Bits = ir.TInt | ir.TInt64
	}
}

// extend makes room for the nodes made meanwhile.
func (r *ranges) extend() {
	for len(r.now) < len(r.graph.f.Nodes) {
		n := &r.graph.f.Nodes[len(r.now)]
		x := full
		if n.Op == ir.OpConstI {
			x = interval{n.Aux, n.Aux}
		}
		r.now = append(r.now, x)
		r.acc = append(r.acc, nothing)
		if r.head != nil {
			r.head = append(r.head, 0)
		}
	}
}

func (r *ranges) constI(c int64) ir.ID {
	id := r.graph.f.ConstI(c)
	r.extend()
	return id
}

func (r *ranges) drop(id ir.ID) {
	r.graph.f.Nodes[id].Block = 0
	r.gone = true
}

// rewrite changes a node for what is known where it is (final walk).
func (r *ranges) rewrite(id ir.ID) {
	f := r.graph.f
	n := &f.Nodes[id]
	r.args(n)
	r.setType(id)
	x := full
	if len(n.Args) > 0 {
		x = r.now[n.Args[0]]
	}
	y := full
	if len(n.Args) > 1 {
		y = r.now[n.Args[1]]
	}
	if n.Rep == ir.I64 && ir.Infos[n.Op].Pure && r.now[id].lo == r.now[id].hi {
		r.tie(id)
		c := r.constI(r.now[id].lo)
		r.replace(id, c)
		r.drop(id)
		return
	}
	switch n.Op {
	case ir.OpAddOv, ir.OpSubOv, ir.OpMulOv, ir.OpNegOv, ir.OpShlOv:
		if _, exact := r.over(n); exact {
			op, _ := isOver(n.Op)
			makePure(n, op)
			n.Aux2 = 0 // not tied any more
		}
	case ir.OpAbsOv:
		if x.lo >= 0 {
			r.replace(id, n.Args[0])
			r.drop(id)
		}
	case ir.OpBoxInt:
		if x.within(wordInts) {
			makePure(n, ir.OpTagInt)
		}
	case ir.OpCheckBounds:
		var least ir.ID
		var k int64
		if x.lo < 0 {
			if least, k = r.least(n.Args[0]); least == 0 {
				break
			}
		}
		if r.prove(n.Args[0], n.Args[1], -1) || r.predicate(n.Args[0], n.Args[1]) {
			if least != 0 {
				r.predicateLeast(least, k)
			}
			n = &f.Nodes[id]
			r.tie(n.Args...)
			r.drop(id)
		}
	case ir.OpCheckEq:
		if x.lo == n.Aux && x.hi == n.Aux {
			r.tie(n.Args...)
			r.drop(id)
		}
	case ir.OpCheckI2F:
		if x.within(interval{-1<<53 + 1, 1<<53 - 1}) {
			makePure(n, ir.OpI2F)
		}
	case ir.OpICmp:
		if v, ok := r.decide(n.Aux, n.Args[0], n.Args[1]); ok {
			r.tie(n.Args...)
			c := f.ConstB(v)
			r.extend()
			r.replace(id, c)
			r.drop(id)
		}
	case ir.OpFloorDiv:
		if x.lo >= 0 && y.lo > 0 {
			n.Op = ir.OpQuo
		}
	case ir.OpFloorMod, ir.OpRem:
		if x.lo >= 0 && x.hi < y.lo {
			r.tie(n.Args[1])
			r.replace(id, n.Args[0])
			r.drop(id)
		} else if x.lo >= 0 && y.lo > 0 {
			n.Op = ir.OpRem
		}
	case ir.OpAnd:
		if c, ok := f.ConstInt(n.Args[1]); ok && c > 0 && c&(c+1) == 0 && x.lo >= 0 && x.hi <= c {
			r.replace(id, n.Args[0])
			r.drop(id)
		}
	case ir.OpHashInt:
		if x.lo >= 0 && x.hi < ir.HashModulus {
			r.replace(id, n.Args[0])
			r.drop(id)
		}
	case ir.OpMinI, ir.OpMaxI:
		for i := range 2 {
			a, b := n.Args[i], n.Args[1-i]
			if n.Op == ir.OpMaxI {
				a, b = b, a
			}
			if r.prove(a, b, 0) { // a <= b
				r.tie(n.Args[1-i])
				r.replace(id, n.Args[i])
				r.drop(id)
				return
			}
		}
	}
}

// decide returns the value of a comparison, if it is known.
func (r *ranges) decide(cond ir.Cond, x, y ir.ID) (value, ok bool) {
	switch cond {
	case ir.LT:
		if r.prove(x, y, -1) {
			return true, true
		}
		return false, r.prove(y, x, 0)
	case ir.LE:
		if r.prove(x, y, 0) {
			return true, true
		}
		return false, r.prove(y, x, -1)
	case ir.GT, ir.GE:
		return r.decide(ir.SwapCond(cond), y, x)
	}
	equal := cond == ir.EQ
	if r.prove(x, y, -1) || r.prove(y, x, -1) {
		return !equal, true
	}
	a, b := r.now[x], r.now[y]
	if a.lo == a.hi && a == b {
		return equal, true
	}
	return false, false
}
