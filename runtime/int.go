package runtime

import (
	"math/big"
	"math/bits"
	"strconv"
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/pyfmt"
)

var intType = TypeSpec{
	Name: "int", Kind: abi.KindIntObject,
	Doc: "int([x]) -> integer\nint(x, base=10) -> integer\n\nAn integer of any size, from a number or from text in a base.",
	Slots: Slots{
		Repr: intRepr, Hash: intHash, Compare: intCompareSlot, Bool: intBool,
		Neg: intNeg, Pos: intPos, Abs: intAbs, Invert: intInvert,
		Int: intPos, Index: intPos, Float: intFloat,
		Binary: [NumBinOps]BinaryFunc{
			Add: intAdd, Sub: intSub, Mul: intMul, TrueDiv: intTrueDiv, FloorDiv: intFloorDiv, Mod: intMod,
			Pow: intPow, LShift: intLShift, RShift: intRShift, And: intAnd, Or: intOr, Xor: intXor, DivMod: intDivMod,
		},
		PowMod: intPowMod,
	},
	New: &NativeDef{Name: "int", Call: intNewCall},
	Methods: []*NativeDef{
		{Name: "bit_length", Sig: "self, /", Fn: intBitLengthMethod, Doc: "Number of bits of the magnitude."},
		{Name: "bit_count", Sig: "self, /", Fn: intBitCount, Doc: "Number of ones in the binary representation of the magnitude."},
		{Name: "conjugate", Sig: "self, /", Fn: intSelf, Doc: "The int itself."},
		{Name: "as_integer_ratio", Sig: "self, /", Fn: intRatio, Doc: "The pair (self, 1)."},
		{Name: "is_integer", Sig: "self, /", Fn: func(*Thread, []Value) Value { return True }, Doc: "True."},
		{Name: "to_bytes", Sig: "self, /, length=1, byteorder='big', *, signed=False", Fn: intToBytes, Doc: "The bytes of the int."},
		{Name: "from_bytes", Sig: "cls, /, bytes, byteorder='big', *, signed=False", Fn: intFromBytes, Class: true, Doc: "The int with these bytes."},
		{Name: "__format__", Sig: "self, format_spec, /", Fn: intFormat},
		{Name: "__round__", Sig: "self, ndigits=None, /", Fn: intRound},
		{Name: "__trunc__", Sig: "self, /", Fn: intSelf},
		{Name: "__floor__", Sig: "self, /", Fn: intSelf},
		{Name: "__ceil__", Sig: "self, /", Fn: intSelf},
		{Name: "__getnewargs__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value { return t.NewTuple([]Value{intPos(t, a[0])}) }},
		{Name: "__sizeof__", Sig: "self, /", Fn: intSizeof},
	},
	GetSets: []*GetSet{
		{Name: "real", Get: intPos, Doc: "The real part."},
		{Name: "imag", Get: func(*Thread, Value) Value { return abi.SmallInt(0) }, Doc: "The imaginary part: 0."},
		{Name: "numerator", Get: intPos, Doc: "The numerator in lowest terms."},
		{Name: "denominator", Get: func(*Thread, Value) Value { return abi.SmallInt(1) }, Doc: "The denominator in lowest terms: 1."},
	},
}

// raiseNum raises what package pyfmt asks for.
func (t *Thread) raiseNum(err *pyfmt.Error) Value {
	class := t.Exc.ValueError
	switch err.Kind {
	case pyfmt.TypeError:
		class = t.Exc.TypeError
	case pyfmt.OverflowError:
		class = t.Exc.OverflowError
	case pyfmt.ZeroDivisionError:
		class = t.Exc.ZeroDivisionError
	case pyfmt.MemoryError:
		return t.RaiseArgs(t.Exc.MemoryError)
	}
	return t.Raise(class, "%s", err.Text)
}

// plainInt is intOf of a value that is known to be an int.
func plainInt(v Value) Value {
	v, _ = intOf(v)
	return v
}

func intRepr(t *Thread, v Value) Value {
	v = plainInt(v)
	if i, fits := asInt64(v); fits {
		var buf [24]byte
		return t.NewASCII(strconv.AppendInt(buf[:0], i, 10))
	}
	if text, ok := t.shortText(v); ok {
		return text
	}
	text, err := pyfmt.AppendBig(nil, t.view(0, v), t.IntMaxStrDigits)
	if err != nil {
		return t.raiseNum(err)
	}
	return t.NewASCII(text)
}

func intHash(t *Thread, v Value) (int64, bool) {
	v = plainInt(v)
	if i, fits := asInt64(v); fits {
		return pyfmt.HashInt(i), true
	}
	return pyfmt.HashBig(t.view(0, v)), true
}

func intBool(_ *Thread, v Value) (yes, ok bool) { return plainInt(v) != 0, true }

func intCompareSlot(_ *Thread, a, b Value, op CompareOp) Value {
	a, b, ok := intPair(a, b)
	if !ok {
		return NotImplemented
	}
	return abi.Bool(compareInts(IntCompare(a, b), 0, op))
}

func intNeg(t *Thread, v Value) Value    { return t.IntNeg(plainInt(v)) }
func intPos(_ *Thread, v Value) Value    { return plainInt(v) }
func intInvert(t *Thread, v Value) Value { return t.IntInvert(plainInt(v)) }

func intSelf(_ *Thread, a []Value) Value { return plainInt(a[0]) }

func intAbs(t *Thread, v Value) Value {
	v = plainInt(v)
	if IntSign(v) < 0 {
		return t.IntNeg(v)
	}
	return v
}

func intFloat(t *Thread, v Value) Value {
	f, ok := t.intToFloat(plainInt(v))
	if !ok {
		return Raised
	}
	return t.NewFloat(f)
}

// intToFloat is float(v) of a canonical int.
func (t *Thread) intToFloat(v Value) (float64, bool) {
	if i, fits := asInt64(v); fits {
		return float64(i), true
	}
	f, ok := pyfmt.BigToFloat(t.view(0, v))
	if !ok {
		t.Raise(t.Exc.OverflowError, "int too large to convert to float")
	}
	return f, ok
}

// The operators as slots.

func intAdd(t *Thread, a, b Value) Value {
	if x, y, ok := intPair(a, b); ok {
		return t.IntAdd(x, y)
	}
	return NotImplemented
}

func intSub(t *Thread, a, b Value) Value {
	if x, y, ok := intPair(a, b); ok {
		return t.IntSub(x, y)
	}
	return NotImplemented
}

func intMul(t *Thread, a, b Value) Value {
	if x, y, ok := intPair(a, b); ok {
		return t.IntMul(x, y)
	}
	return NotImplemented
}

func intTrueDiv(t *Thread, a, b Value) Value {
	if x, y, ok := intPair(a, b); ok {
		return t.IntTrueDiv(x, y)
	}
	return NotImplemented
}

func intFloorDiv(t *Thread, a, b Value) Value {
	if x, y, ok := intPair(a, b); ok {
		return t.IntFloorDiv(x, y)
	}
	return NotImplemented
}

func intMod(t *Thread, a, b Value) Value {
	if x, y, ok := intPair(a, b); ok {
		return t.IntMod(x, y)
	}
	return NotImplemented
}

func intDivMod(t *Thread, a, b Value) Value {
	if x, y, ok := intPair(a, b); ok {
		return t.IntDivMod(x, y)
	}
	return NotImplemented
}

func intPow(t *Thread, a, b Value) Value {
	if x, y, ok := intPair(a, b); ok {
		return t.IntPow(x, y)
	}
	return NotImplemented
}

func intPowMod(t *Thread, a, b, c Value) Value {
	x, y, ok := intPair(a, b)
	if !ok {
		return NotImplemented
	}
	if c == None {
		return t.IntPow(x, y)
	}
	z, ok := intOf(c)
	if !ok {
		return NotImplemented
	}
	return t.IntPowMod(x, y, z)
}

func intLShift(t *Thread, a, b Value) Value {
	if x, y, ok := intPair(a, b); ok {
		return t.IntLShift(x, y)
	}
	return NotImplemented
}

func intRShift(t *Thread, a, b Value) Value {
	if x, y, ok := intPair(a, b); ok {
		return t.IntRShift(x, y)
	}
	return NotImplemented
}

func intAnd(t *Thread, a, b Value) Value {
	if x, y, ok := intPair(a, b); ok {
		return t.IntAnd(x, y)
	}
	return NotImplemented
}

func intOr(t *Thread, a, b Value) Value {
	if x, y, ok := intPair(a, b); ok {
		return t.IntOr(x, y)
	}
	return NotImplemented
}

func intXor(t *Thread, a, b Value) Value {
	if x, y, ok := intPair(a, b); ok {
		return t.IntXor(x, y)
	}
	return NotImplemented
}

// newIntObject makes an instance of a subclass of int.
func (t *Thread) newIntObject(typ *Type, v Value) Value {
	addr := t.allocObject(typ, unsafe.Sizeof(abi.IntObject{}), 0)
	abi.ObjAt[abi.IntObject](addr).V = v
	return abi.Ptr(addr)
}

func intBitLengthMethod(_ *Thread, a []Value) Value {
	return abi.SmallInt(int64(intBitLen(plainInt(a[0]))))
}

func intBitCount(_ *Thread, a []Value) Value {
	var word uint64
	x, _ := digitsOf(plainInt(a[0]), &word)
	n := 0
	for _, d := range x {
		n += bits.OnesCount64(d)
	}
	return abi.SmallInt(int64(n))
}

func intRatio(t *Thread, a []Value) Value { return t.NewTuple2(plainInt(a[0]), abi.SmallInt(1)) }

// intSizeof gives what CPython does: digits of 30 bits behind a fixed part.
func intSizeof(_ *Thread, a []Value) Value {
	digits := max((intBitLen(plainInt(a[0]))+29)/30, 1)
	return abi.SmallInt(int64(24 + 4*digits))
}

// specArg returns the text of a format spec that is an argument of __format__.
func (t *Thread) specArg(v Value) (string, bool) {
	if !v.IsKind(abi.KindStr) {
		t.Raise(t.Exc.TypeError, "__format__() argument must be str, not %s", t.argTypeName(v))
		return "", false
	}
	return t.GoString(v), true
}

func intFormat(t *Thread, a []Value) Value {
	spec, ok := t.specArg(a[1])
	if !ok {
		return Raised
	}
	if spec == "" {
		return t.Str(a[0])
	}
	if spec == "d" {
		return intRepr(t, a[0])
	}
	sp, err := pyfmt.ParseSpec(spec, pyfmt.ClassInt, t.TypeName(a[0]))
	if err != nil {
		return t.raiseNum(err)
	}
	var text []byte
	v := plainInt(a[0])
	if i, fits := asInt64(v); fits {
		text, err = pyfmt.FormatInt(nil, i, &sp)
	} else {
		text, err = pyfmt.FormatBig(nil, t.view(0, v), &sp, t.IntMaxStrDigits)
	}
	if err != nil {
		return t.raiseNum(err)
	}
	return t.NewStr(string(text))
}

func intRound(t *Thread, a []Value) Value {
	v := plainInt(a[0])
	if a[1] == Unbound || a[1] == None {
		return v
	}
	m := t.Mark()
	defer t.Unroot(m)
	nd := t.AsIndex(t.Root(a[1]))
	if nd == Raised {
		return Raised
	}
	nd = plainInt(nd)
	if IntSign(nd) >= 0 {
		return v
	}
	n, fits := asInt64(nd)
	// Half a unit of 10**n is beyond v when n exceeds its digits.
	if !fits || -n > int64(intBitLen(v))/3+2 {
		return abi.SmallInt(0)
	}
	if !t.intRoom(uint64(-n) * 4) {
		return Raised
	}
	x := t.view(0, v)
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(-n), nil)
	q, r := new(big.Int), new(big.Int)
	q.DivMod(x, unit, r)
	switch r.Lsh(r, 1).Cmp(unit) {
	case 1:
		q.Add(q, bigOne)
	case 0:
		if q.Bit(0) == 1 {
			q.Add(q, bigOne)
		}
	}
	return t.NewBig(q.Mul(q, unit))
}
