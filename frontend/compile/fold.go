package compile

import (
	"math"
	"math/big"
	"strings"

	"github.com/go-python/gopython/frontend/ast"
	"github.com/go-python/gopython/internal/bytecode"
)

// folded remembers the outcome of folding an expression.
type folded struct {
	v  any
	ok bool
}

// Limits of what folding may build, CPython's.
const (
	maxIntBits  = 128
	maxStrLen   = 4096
	maxTupleLen = 256
	// Items of a repeated tuple, those of the tuples in it included.
	maxTotalItems = 1024
)

// fold returns the value of a constant expression.
func (c *compiler) fold(e ast.Expr) (any, bool) {
	switch e := e.(type) {
	case *ast.Constant:
		return constant(e.Value), true
	case *ast.Name:
		if e.ID == "__debug__" && e.Ctx == ast.Load {
			return c.opts.Optimize == 0, true
		}
		return nil, false
	case *ast.BinOp, *ast.UnaryOp, *ast.Tuple, *ast.Subscript:
	default:
		return nil, false
	}
	if f, ok := c.folded[e]; ok {
		return f.v, f.ok
	}
	c.enter()
	v, ok := c.foldNew(e)
	c.leave()
	c.folded[e] = folded{v, ok}
	return v, ok
}

// constant converts the value of a literal.
func constant(v any) any {
	switch v := v.(type) {
	case ast.Imag:
		return complex(0, float64(v))
	case ast.Bytes:
		return bytecode.Bytes(v)
	case ast.EllipsisType:
		return bytecode.EllipsisType{}
	}
	return v
}

func (c *compiler) foldNew(e ast.Expr) (any, bool) {
	switch e := e.(type) {
	case *ast.Tuple:
		if e.Ctx != ast.Load {
			return nil, false
		}
		return c.foldTuple(e.Elts)
	case *ast.UnaryOp:
		v, ok := c.fold(e.Operand)
		if !ok {
			return nil, false
		}
		return foldUnary(e.Op, v)
	case *ast.BinOp:
		r, ok := c.fold(e.Right)
		if !ok {
			return nil, false
		}
		l, ok := c.fold(e.Left)
		if !ok {
			return nil, false
		}
		return foldBinary(e.Op, l, r)
	case *ast.Subscript:
		return c.foldSubscript(e)
	}
	return nil, false
}

func (c *compiler) foldTuple(elts []ast.Expr) (any, bool) {
	t := make(bytecode.Tuple, len(elts))
	for i, e := range elts {
		v, ok := c.fold(e)
		if !ok {
			return nil, false
		}
		t[i] = v
	}
	return t, true
}

// foldDisplay makes a constant of a list or set of constants.
func (c *compiler) foldDisplay(e ast.Expr) (any, bool) {
	switch e := e.(type) {
	case *ast.List:
		return c.foldTuple(e.Elts)
	case *ast.Set:
		v, ok := c.foldTuple(e.Elts)
		if !ok {
			return nil, false
		}
		return bytecode.FrozenSet(v.(bytecode.Tuple)), true
	}
	return nil, false
}

// foldSubscript folds an index into a constant tuple or ASCII string.
func (c *compiler) foldSubscript(e *ast.Subscript) (any, bool) {
	if e.Ctx != ast.Load {
		return nil, false
	}
	k, ok := c.fold(e.Slice)
	if !ok {
		return nil, false
	}
	i, ok := k.(int64)
	if !ok {
		return nil, false
	}
	v, ok := c.fold(e.Value)
	if !ok {
		return nil, false
	}
	at := func(n int) (int, bool) {
		if i < 0 {
			i += int64(n)
		}
		return int(i), i >= 0 && i < int64(n)
	}
	switch v := v.(type) {
	case bytecode.Tuple:
		if j, ok := at(len(v)); ok {
			return v[j], true
		}
	case bytecode.Bytes:
		if j, ok := at(len(v)); ok {
			return int64(v[j]), true
		}
	case string:
		if strings.IndexFunc(v, func(r rune) bool { return r >= 0x80 }) >= 0 {
			return nil, false
		}
		if j, ok := at(len(v)); ok {
			return v[j : j+1], true
		}
	}
	return nil, false
}

// truth is the truth value of a constant.
func truth(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case bool:
		return v
	case int64:
		return v != 0
	case float64:
		return v != 0
	case complex128:
		return v != 0
	case string:
		return v != ""
	case bytecode.Bytes:
		return v != ""
	case bytecode.Tuple:
		return len(v) > 0
	case bytecode.FrozenSet:
		return len(v) > 0
	}
	return true
}

func norm(n *big.Int) any {
	if n.IsInt64() {
		return n.Int64()
	}
	return n
}

// bigOf converts an int or bool constant.
func bigOf(v any) (*big.Int, bool) {
	switch v := v.(type) {
	case bool:
		if v {
			return big.NewInt(1), true
		}
		return big.NewInt(0), true
	case int64:
		return big.NewInt(v), true
	case *big.Int:
		return v, true
	}
	return nil, false
}

func foldUnary(op ast.UnaryOperator, v any) (any, bool) {
	if op == ast.Not {
		return !truth(v), true
	}
	if n, ok := bigOf(v); ok {
		switch op {
		case ast.USub:
			return norm(new(big.Int).Neg(n)), true
		case ast.UAdd:
			return norm(n), true
		}
		if _, isBool := v.(bool); isBool {
			return nil, false // a DeprecationWarning at run time
		}
		return norm(new(big.Int).Not(n)), true
	}
	switch v := v.(type) {
	case float64:
		switch op {
		case ast.USub:
			return -v, true
		case ast.UAdd:
			return v, true
		}
	case complex128:
		switch op {
		case ast.USub:
			return complex(-real(v), -imag(v)), true
		case ast.UAdd:
			return v, true
		}
	}
	return nil, false
}

func foldBinary(op ast.Operator, l, r any) (any, bool) {
	a, aInt := bigOf(l)
	b, bInt := bigOf(r)
	if aInt && bInt {
		if lb, ok := l.(bool); ok {
			if rb, ok := r.(bool); ok {
				switch op {
				case ast.OpBitAnd:
					return lb && rb, true
				case ast.OpBitOr:
					return lb || rb, true
				case ast.OpBitXor:
					return lb != rb, true
				}
			}
		}
		return foldInts(op, a, b)
	}
	switch x := l.(type) {
	case string:
		if y, ok := r.(string); ok && op == ast.OpAdd {
			return x + y, len(x)+len(y) <= 1<<16
		}
	case bytecode.Bytes:
		if y, ok := r.(bytecode.Bytes); ok && op == ast.OpAdd {
			return x + y, len(x)+len(y) <= 1<<16
		}
	case bytecode.Tuple:
		if y, ok := r.(bytecode.Tuple); ok && op == ast.OpAdd {
			return append(append(bytecode.Tuple(nil), x...), y...), len(x)+len(y) <= 1<<12
		}
	}
	if op == ast.OpMult && bInt {
		return foldRepeat(l, b)
	}
	if op == ast.OpMult && aInt {
		if v, ok := foldRepeat(r, a); ok {
			return v, ok
		}
	}
	_, lc := l.(complex128)
	_, rc := r.(complex128)
	if lc || rc {
		return foldComplex(op, l, r)
	}
	x, ok1 := floatOf(l)
	y, ok2 := floatOf(r)
	if ok1 && ok2 {
		return foldFloats(op, x, y)
	}
	return nil, false
}

func floatOf(v any) (float64, bool) {
	if f, ok := v.(float64); ok {
		return f, true
	}
	n, ok := bigOf(v)
	if !ok || n.BitLen() > 1000 {
		return 0, false
	}
	f, _ := new(big.Float).SetInt(n).Float64()
	return f, true
}

func foldInts(op ast.Operator, a, b *big.Int) (any, bool) {
	z := new(big.Int)
	switch op {
	case ast.OpAdd:
		return norm(z.Add(a, b)), true
	case ast.OpSub:
		return norm(z.Sub(a, b)), true
	case ast.OpMult:
		if a.BitLen()+b.BitLen() > maxIntBits {
			return nil, false
		}
		return norm(z.Mul(a, b)), true
	case ast.OpBitAnd:
		return norm(z.And(a, b)), true
	case ast.OpBitOr:
		return norm(z.Or(a, b)), true
	case ast.OpBitXor:
		return norm(z.Xor(a, b)), true
	case ast.OpLShift:
		if b.Sign() < 0 || !b.IsInt64() || b.Int64() > maxIntBits || a.BitLen()+int(b.Int64()) > maxIntBits {
			return nil, false
		}
		return norm(z.Lsh(a, uint(b.Int64()))), true
	case ast.OpRShift:
		if b.Sign() < 0 || !b.IsInt64() || b.Int64() > 1<<20 {
			return nil, false
		}
		return norm(z.Rsh(a, uint(b.Int64()))), true
	case ast.OpPow:
		if b.Sign() < 0 || !b.IsInt64() || b.Int64() > maxIntBits ||
			int64(a.BitLen())*b.Int64() > maxIntBits {
			return nil, false
		}
		return norm(z.Exp(a, b, nil)), true
	case ast.OpFloorDiv, ast.OpMod:
		if b.Sign() == 0 {
			return nil, false
		}
		m := new(big.Int)
		z.QuoRem(a, b, m)
		if m.Sign() != 0 && m.Sign() != b.Sign() {
			z.Sub(z, big.NewInt(1))
			m.Add(m, b)
		}
		if op == ast.OpMod {
			return norm(m), true
		}
		return norm(z), true
	case ast.OpDiv:
		if b.Sign() == 0 || a.BitLen() > 53 || b.BitLen() > 53 {
			return nil, false
		}
		return float64(a.Int64()) / float64(b.Int64()), true
	}
	return nil, false
}

func foldFloats(op ast.Operator, x, y float64) (any, bool) {
	var z float64
	switch op {
	case ast.OpAdd:
		z = x + y
	case ast.OpSub:
		z = x - y
	case ast.OpMult:
		z = x * y
	case ast.OpDiv:
		if y == 0 {
			return nil, false
		}
		z = x / y
	case ast.OpMod, ast.OpFloorDiv:
		if y == 0 || math.IsInf(x, 0) || math.IsInf(y, 0) || x != x || y != y {
			return nil, false
		}
		m := math.Mod(x, y)
		d := (x - m) / y
		if m != 0 && (m < 0) != (y < 0) {
			m += y
			d--
		} else if m == 0 {
			m = math.Copysign(0, y)
		}
		if op == ast.OpMod {
			return m, true
		}
		if d == 0 {
			return math.Copysign(0, x/y), true
		}
		f := math.Floor(d)
		if d-f > 0.5 {
			f++
		}
		return f, true
	default:
		return nil, false
	}
	return z, true
}

func foldComplex(op ast.Operator, l, r any) (any, bool) {
	if op != ast.OpAdd && op != ast.OpSub {
		return nil, false
	}
	sign := 1.0
	if op == ast.OpSub {
		sign = -1
	}
	x, xc := l.(complex128)
	y, yc := r.(complex128)
	switch { // 3.14: a real operand has no imaginary part to take part
	case xc && yc:
		return complex(real(x)+sign*real(y), imag(x)+sign*imag(y)), true
	case xc:
		f, ok := floatOf(r)
		return complex(real(x)+sign*f, imag(x)), ok
	default:
		f, ok := floatOf(l)
		return complex(f+sign*real(y), sign*imag(y)), ok
	}
}

// itemsWithin counts the items of v and of the tuples in it down from limit;
// negative means that there are more.
func itemsWithin(v bytecode.Tuple, limit int) int {
	limit -= len(v)
	for _, item := range v {
		if limit < 0 {
			return limit
		}
		if inner, ok := item.(bytecode.Tuple); ok {
			limit = itemsWithin(inner, limit)
		}
	}
	return limit
}

func foldRepeat(v any, n *big.Int) (any, bool) {
	if !n.IsInt64() {
		return nil, false
	}
	k := max(n.Int64(), 0)
	switch v := v.(type) {
	case string:
		if k > maxStrLen || int64(len(v))*k > maxStrLen {
			return nil, false
		}
		return strings.Repeat(v, int(k)), true
	case bytecode.Bytes:
		if k > maxStrLen || int64(len(v))*k > maxStrLen {
			return nil, false
		}
		return bytecode.Bytes(strings.Repeat(string(v), int(k))), true
	case bytecode.Tuple:
		if len(v) == 0 {
			return v, true
		}
		if k > maxTupleLen || int64(len(v))*k > maxTupleLen || k > 0 && itemsWithin(v, maxTotalItems/int(k)) < 0 {
			return nil, false
		}
		out := bytecode.Tuple{}
		for range k {
			out = append(out, v...)
		}
		return out, true
	}
	return nil, false
}
