package runtime

import (
	"bytes"

	"github.com/go-python/gopython/internal/abi"
)

// Short cuts for operators on exact builtin types: the interpreter tries them
// before it looks at classes.

// intOperators are the operators that ints have among themselves.
var intOperators = [NumBinOps]BinaryFunc{
	Add: (*Thread).IntAdd, Sub: (*Thread).IntSub, Mul: (*Thread).IntMul, TrueDiv: (*Thread).IntTrueDiv,
	FloorDiv: (*Thread).IntFloorDiv, Mod: (*Thread).IntMod, Pow: (*Thread).IntPow, LShift: (*Thread).IntLShift,
	RShift: (*Thread).IntRShift, And: (*Thread).IntAnd, Or: (*Thread).IntOr, Xor: (*Thread).IntXor,
}

// isInt reports whether v is an exact int, boxed or not.
func (t *Thread) isInt(v Value) bool {
	return v.IsInt() || v.IsPtr() && v.Shape() == t.IntShape
}

// FastBinary is x op y for exact ints, floats and strs, Unbound for others.
func (t *Thread) FastBinary(op BinOp, x, y Value) Value {
	switch {
	case t.isInt(x):
		if t.isInt(y) {
			if f := intOperators[op]; f != nil {
				return f(t, x, y)
			}
		} else if x.IsInt() && y.IsFloat() {
			return t.floatOp(op, float64(x.Int()), y.Float())
		}
	case x.IsFloat():
		if y.IsFloat() {
			return t.floatOp(op, x.Float(), y.Float())
		} else if y.IsInt() {
			return t.floatOp(op, x.Float(), float64(y.Int()))
		}
	case x.IsKind(abi.KindComplex) && y.IsKind(abi.KindComplex) && x.Shape() == y.Shape():
		if v := t.complexOp(op, complexOf(x), complexOf(y)); v != Unbound {
			return v
		}
	case x.IsPtr() && x.Shape() == t.StrShape:
		if op == Add && y.IsPtr() && y.Shape() == t.StrShape {
			return t.StrConcat(x, y)
		}
	}
	return Unbound
}

// floatOp computes the operators of floats that cannot fail.
func (t *Thread) floatOp(op BinOp, f, g float64) Value {
	switch op {
	case Add:
		f += g
	case Sub:
		f -= g
	case Mul:
		f *= g
	case TrueDiv:
		if g == 0 {
			return Unbound
		}
		f /= g
	case Pow:
		if f <= 0 {
			return Unbound
		}
		return t.floatPow(f, g)
	default:
		return Unbound
	}
	return t.NewFloat(f)
}

// StrCompare compares two exact strs.
func (t *Thread) StrCompare(a, b Value, op CompareOp) bool {
	switch op {
	case EQ:
		return StrEqual(a, b)
	case NE:
		return !StrEqual(a, b)
	}
	return compareInts(strOrder(a, b), 0, op)
}

// FastCompare compares a word int with a float exactly, without
// looking at classes.
func (t *Thread) FastCompare(x, y Value, op CompareOp) (yes, known bool) {
	const exact = 1 << 53
	switch {
	case x.IsInt() && y.IsFloat():
		if i := x.Int(); i < exact && i > -exact {
			return compareFloats(float64(i), y.Float(), op), true
		}
	case x.IsFloat() && y.IsInt():
		if i := y.Int(); i < exact && i > -exact {
			return compareFloats(x.Float(), float64(i), op), true
		}
	}
	return false, false
}

// FastContains is Contains with short cuts for exact sets, dicts and strs.
func (t *Thread) FastContains(v, x Value) (yes, ok bool) {
	if v.IsPtr() {
		switch s := v.Shape(); s {
		case t.Types.Set.rootShape, t.Types.FrozenSet.rootShape:
			return setContains(t, v, x)
		case t.Types.Dict.rootShape:
			r := t.DictGet(v, x)
			return r != Unbound, r != Raised
		case t.StrShape:
			if yes, known := t.QuickContains(v, x); known {
				return yes, true
			}
		}
	}
	return t.Contains(v, x)
}

// QuickContains is x in v where both are strs and v is ASCII; otherwise known is
// false. It allocates nothing.
func (t *Thread) QuickContains(v, x Value) (yes, known bool) {
	switch {
	case !t.IsExactStr(v) || !t.IsExactStr(x) || !IsASCII(v):
		return false, false
	case !IsASCII(x):
		return false, true
	}
	if o := abi.Obj[abi.Str](x); o.Len == 1 {
		return bytes.IndexByte(strBytes(v), abi.Load8(o.Data)) >= 0, true
	}
	return bytes.Contains(strBytes(v), strBytes(x)), true
}

func complexOf(v Value) complex128 {
	o := abi.Obj[abi.Complex](v)
	return complex(o.Re, o.Im)
}

// complexOp computes sums and differences of complex numbers.
func (t *Thread) complexOp(op BinOp, x, y complex128) Value {
	switch op {
	case Add:
		return t.NewComplex(x + y)
	case Sub:
		return t.NewComplex(x - y)
	}
	return Unbound
}

// IsBuiltin reports whether v's class is a builtin one, so that operators on it
// run no Python code of their own.
func (t *Thread) IsBuiltin(v Value) bool {
	switch v.Kind() {
	case abi.KindList, abi.KindTuple, abi.KindDict, abi.KindSet, abi.KindInstance, abi.KindType:
		return v.IsPtr() && (v.Shape() == t.ListShape || v.Shape() == t.Types.Tuple.rootShape)
	}
	return !t.TypeOf(v).Heap
}
