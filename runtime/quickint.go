package runtime

import "github.com/go-python/gopython/internal/abi"

// What compiled code calls for ints without having put anything in order for an
// error: it must not fail, and leaves what might to others.

const (
	quickDigits = 1000    // of operands
	quickRoom   = 4 << 20 // under the cap, so that no allocation fails
)

// QuickInt is x op y of exact ints, Unbound if that may fail, or they are none.
func (t *Thread) QuickInt(op BinOp, x, y Value) Value {
	m, n := quickSize(x), quickSize(y)
	if m == 0 || n == 0 || m+n > quickDigits || !t.Heap.HasRoom(quickRoom) {
		return Unbound
	}
	short := m+n <= 3
	switch op {
	case Add:
		if !short {
			return t.bigSum(x, y, false)
		}
		return t.IntAdd(x, y)
	case Sub:
		if !short {
			return t.bigSum(x, y, true)
		}
		return t.IntSub(x, y)
	case Mul:
		if !short {
			return t.bigMul(x, y)
		}
		return t.IntMul(x, y)
	case FloorDiv, Mod:
		if y == 0 {
			return Unbound
		}
		var q, r Value
		if short {
			q, r = t.intDivMod(x, y, op == FloorDiv, op == Mod)
		} else {
			q, r = t.bigDivMod(x, y, op == FloorDiv, op == Mod)
		}
		if op == FloorDiv {
			return q
		}
		return r
	case And:
		return t.IntAnd(x, y)
	case Or:
		return t.IntOr(x, y)
	case Xor:
		return t.IntXor(x, y)
	case RShift, LShift:
		if !y.IsInt() || y.Int() < 0 || op == LShift && y.Int() > 64*quickDigits {
			return Unbound
		}
		if op == RShift {
			return t.IntRShift(x, y)
		}
		return t.IntLShift(x, y)
	}
	return Unbound
}

// quickSize is the number of digits of an exact int; 0 for other values.
func quickSize(v Value) int {
	if v.IsInt() {
		return 1
	}
	if v.IsPtr() {
		switch v.Kind() {
		case abi.KindInt64:
			return 1
		case abi.KindBigInt:
			size := abi.Obj[abi.BigInt](v).Size
			return int(max(size, -size))
		}
	}
	return 0
}

// QuickCompare compares exact ints; known is false for others.
func (t *Thread) QuickCompare(op CompareOp, x, y Value) (yes, known bool) {
	if !t.isInt(x) || !t.isInt(y) {
		return false, false
	}
	return compareInts(IntCompare(x, y), 0, op), true
}
