package runtime

import (
	"strconv"

	"github.com/go-python/gopython/internal/abi"
)

// reprEnter notes that the repr of v is being made. It returns false when that
// was so already: v contains itself.
func (t *Thread) reprEnter(v Value) bool {
	for _, x := range t.reprs {
		if x == v {
			return false
		}
	}
	t.reprs = append(t.reprs, v)
	return true
}

// reprLeave undoes reprEnter.
func (t *Thread) reprLeave(Value) { t.reprs = t.reprs[:len(t.reprs)-1] }

// appendRepr appends repr(v) as WTF-8.
func (t *Thread) appendRepr(buf []byte, v Value) ([]byte, bool) {
	if v.IsInt() {
		return strconv.AppendInt(buf, v.Int(), 10), true
	}
	r := t.Repr(v)
	if r == Raised {
		return buf, false
	}
	return t.appendWTF8(buf, r), true
}

const smallOne, smallMinusOne = Value(1 << 2), ^Value(3)

func boolOf(b bool) Value { return abi.Bool(b) }

// Arithmetic on ints of any size, which runs no Python code.

func (t *Thread) intAdd(a, b Value) Value { return t.BinaryOp(Add, a, b) }
func (t *Thread) intSub(a, b Value) Value { return t.BinaryOp(Sub, a, b) }

func (t *Thread) intLess(a, b Value) bool { return t.Compare(a, b, LT) == True }

// intSign returns the sign of an int.
func (t *Thread) intSign(v Value) (int, bool) {
	i, fits := t.IntValue(v)
	_ = fits // the closest int64 has the right sign
	switch {
	case i < 0:
		return -1, true
	case i > 0:
		return 1, true
	}
	return 0, true
}
