package runtime

import (
	"math"
	"strings"
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/libm"
	"github.com/go-python/gopython/internal/pyfmt"
)

var floatType = TypeSpec{
	Name: "float", Kind: abi.KindFloat,
	Doc: "A floating-point number, from a number or from text.",
	Slots: Slots{
		Repr: floatRepr, Hash: floatHash, Compare: floatCompare, Bool: floatBool,
		Neg: floatNeg, Pos: floatPos, Abs: floatAbs, Int: floatInt, Float: floatPos,
		Binary: [NumBinOps]BinaryFunc{
			Add: floatAdd, Sub: floatSub, Mul: floatMul, TrueDiv: floatTrueDiv,
			FloorDiv: floatFloorDiv, Mod: floatMod, DivMod: floatDivMod, Pow: floatPowSlot,
		},
		PowMod: floatPowMod,
	},
	New: &NativeDef{Name: "float", Sig: "cls, x=0, /", Fn: floatNew},
	Methods: []*NativeDef{
		{Name: "as_integer_ratio", Sig: "self, /", Fn: floatRatio, Doc: "A pair of integers whose ratio is exactly the float."},
		{Name: "conjugate", Sig: "self, /", Fn: floatSelf, Doc: "The float itself."},
		{Name: "is_integer", Sig: "self, /", Fn: floatIsInteger, Doc: "Whether the float is an integer."},
		{Name: "hex", Sig: "self, /", Fn: floatHex, Doc: "A hexadecimal representation."},
		{Name: "fromhex", Sig: "cls, string, /", Fn: floatFromHex, Class: true, Doc: "The float of a hexadecimal representation."},
		{Name: "from_number", Sig: "cls, number, /", Fn: floatFromNumber, Class: true, Doc: "Convert a real number."},
		{Name: "__getformat__", Sig: "cls, typestr, /", Fn: floatGetFormat, Class: true},
		{Name: "__format__", Sig: "self, format_spec, /", Fn: floatFormat},
		{Name: "__round__", Sig: "self, ndigits=None, /", Fn: floatRound},
		{Name: "__trunc__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value { return t.IntOfFloat(floatValue(a[0])) }},
		{Name: "__floor__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value { return t.IntOfFloat(math.Floor(floatValue(a[0]))) }},
		{Name: "__ceil__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value { return t.IntOfFloat(math.Ceil(floatValue(a[0]))) }},
		{Name: "__getnewargs__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value { return t.NewTuple([]Value{floatPos(t, a[0])}) }},
		{Name: "__sizeof__", Sig: "self, /", Fn: func(*Thread, []Value) Value { return abi.SmallInt(24) }},
	},
	GetSets: []*GetSet{
		{Name: "real", Get: floatPos, Doc: "The real part."},
		{Name: "imag", Get: func(t *Thread, _ Value) Value { return t.NewFloat(0) }, Doc: "The imaginary part: 0."},
	},
}

// floatOf returns the value of a float; ok is false when v is none.
func floatOf(v Value) (f float64, ok bool) {
	if v.IsFloat() {
		return v.Float(), true
	}
	if v.IsKind(abi.KindFloat) {
		return abi.Obj[abi.Float](v).V, true
	}
	return 0, false
}

// FloatOf returns the value of a float or of an instance of a subclass.
func FloatOf(v Value) (f float64, ok bool) { return floatOf(v) }

// floatValue is floatOf of a value known to be a float.
func floatValue(v Value) float64 {
	f, _ := floatOf(v)
	return f
}

// realOf converts an operand of float arithmetic: status is Unbound when f is
// its value, NotImplemented when it is no real number, or Raised.
func (t *Thread) realOf(v Value) (f float64, status Value) {
	if f, ok := floatOf(v); ok {
		return f, Unbound
	}
	if i, ok := intOf(v); ok {
		if f, ok = t.intToFloat(i); !ok {
			return 0, Raised
		}
		return f, Unbound
	}
	return 0, NotImplemented
}

func (t *Thread) realPair(a, b Value) (x, y float64, status Value) {
	if a.IsFloat() && b.IsFloat() {
		return a.Float(), b.Float(), Unbound
	}
	if x, status = t.realOf(a); status != Unbound {
		return
	}
	y, status = t.realOf(b)
	return
}

// AsFloat converts a real number as functions of numbers do: floats, then
// __float__, then __index__.
func (t *Thread) AsFloat(v Value) (float64, bool) {
	if f, ok := floatOf(v); ok {
		return f, true
	}
	if v.IsInt() {
		return float64(v.Int()), true
	}
	typ := t.TypeOf(v)
	if typ.Slots.Float != nil {
		r := typ.Slots.Float(t, v)
		if r == Raised {
			return 0, false
		}
		f, ok := floatOf(r)
		if !ok {
			t.Raise(t.Exc.TypeError, "%s.__float__ returned non-float (type %s)", typ.Name, t.TypeName(r))
		}
		return f, ok
	}
	if typ.Slots.Index != nil {
		i := t.AsIndex(v)
		if i == Raised {
			return 0, false
		}
		return t.intToFloat(plainInt(i))
	}
	t.Raise(t.Exc.TypeError, "must be real number, not %s", typ.Name)
	return 0, false
}

func floatNew(t *Thread, a []Value) Value {
	f := 0.0
	if x := a[1]; x != Unbound {
		var ok bool
		if f, ok = t.ToFloat(x); !ok {
			return Raised
		}
	}
	return t.newFloatOf(t.TypeFor(a[0]), f)
}

// newFloatOf makes a float of class typ.
func (t *Thread) newFloatOf(typ *Type, f float64) Value {
	if typ == t.Types.Float {
		return t.NewFloat(f)
	}
	addr := t.allocObject(typ, unsafe.Sizeof(abi.Float{}), 0)
	abi.ObjAt[abi.Float](addr).V = f
	return abi.Ptr(addr)
}

// ToFloat is float(x).
func (t *Thread) ToFloat(x Value) (float64, bool) {
	switch x.Kind() {
	case abi.KindStr:
		return t.parseFloat(x, numberText(t, x))
	case abi.KindBytes, abi.KindByteArray:
		return t.parseFloat(x, string(bytesOf(x)))
	}
	s := &t.TypeOf(x).Slots
	if s.Float == nil && s.Index == nil {
		if b, ok := t.numberBuffer(x); ok {
			return t.parseFloat(x, string(b))
		}
		t.Raise(t.Exc.TypeError, "float() argument must be a string or a real number, not '%s'", t.TypeName(x))
		return 0, false
	}
	return t.AsFloat(x)
}

// numberBuffer views what a memoryview shows.
func (t *Thread) numberBuffer(x Value) ([]byte, bool) {
	if t.TypeOf(x) != t.Types.MemoryView {
		return nil, false
	}
	return t.BytesView(x)
}

func (t *Thread) parseFloat(x Value, text string) (float64, bool) {
	f, ok := pyfmt.ParseFloat(strings.Trim(text, numberSpace))
	if !ok {
		t.Raise(t.Exc.ValueError, "could not convert string to float: %s", t.textRepr(x))
	}
	return f, ok
}

// textRepr is repr of what should have been a number, for messages.
func (t *Thread) textRepr(x Value) string {
	if x.IsKind(abi.KindStr) {
		return t.literalRepr(x)
	}
	return t.MustRepr(x)
}

func floatRepr(t *Thread, v Value) Value {
	var buf [32]byte
	return t.NewASCII(pyfmt.AppendFloatRepr(buf[:0], floatValue(v)))
}

func floatHash(_ *Thread, v Value) (int64, bool) {
	f := floatValue(v)
	if f != f {
		return int64(v.Addr() >> 4), true // NaNs differ from each other; they are boxed
	}
	return pyfmt.HashFloat(f), true
}

func floatBool(_ *Thread, v Value) (yes, ok bool) { return floatValue(v) != 0, true }

func floatCompare(t *Thread, a, b Value, op CompareOp) Value {
	x, ok := floatOf(a)
	if !ok {
		return NotImplemented
	}
	if y, ok := floatOf(b); ok {
		return abi.Bool(compareFloats(x, y, op))
	}
	i, ok := intOf(b)
	if !ok {
		return NotImplemented
	}
	// The helpers compare the int with the float: so swapped.
	c := 0
	if n, fits := asInt64(i); fits {
		c = pyfmt.CompareInt(n, x)
	} else {
		c = pyfmt.CompareBig(t.view(0, i), x)
	}
	if c == pyfmt.Unordered {
		return abi.Bool(op == NE)
	}
	return abi.Bool(compareInts(-c, 0, op))
}

func floatNeg(t *Thread, v Value) Value { return t.NewFloat(-floatValue(v)) }
func floatAbs(t *Thread, v Value) Value { return t.NewFloat(math.Abs(floatValue(v))) }

func floatPos(t *Thread, v Value) Value {
	if v.IsFloat() || v.Shape() == t.Types.Float.rootShape {
		return v
	}
	return t.NewFloat(floatValue(v))
}

func floatInt(t *Thread, v Value) Value         { return t.IntOfFloat(floatValue(v)) }
func floatSelf(t *Thread, a []Value) Value      { return floatPos(t, a[0]) }
func floatIsInteger(_ *Thread, a []Value) Value { return abi.Bool(isIntegral(floatValue(a[0]))) }

func isIntegral(f float64) bool { return f == math.Trunc(f) && !math.IsInf(f, 0) }

// IntOfFloat is int(f): ValueError for NaN, OverflowError for an infinity.
func (t *Thread) IntOfFloat(f float64) Value {
	i, b, err := pyfmt.FloatToInt(f)
	switch {
	case err != nil:
		return t.raiseNum(err)
	case b != nil:
		return t.NewBig(b)
	}
	return t.NewInt(i)
}

func floatAdd(t *Thread, a, b Value) Value {
	x, y, status := t.realPair(a, b)
	if status != Unbound {
		return status
	}
	return t.NewFloat(x + y)
}

func floatSub(t *Thread, a, b Value) Value {
	x, y, status := t.realPair(a, b)
	if status != Unbound {
		return status
	}
	return t.NewFloat(x - y)
}

func floatMul(t *Thread, a, b Value) Value {
	x, y, status := t.realPair(a, b)
	if status != Unbound {
		return status
	}
	return t.NewFloat(x * y)
}

// divPair is realPair for divisions, whose right operand may not be zero.
func (t *Thread) divPair(a, b Value) (x, y float64, status Value) {
	x, y, status = t.realPair(a, b)
	if status == Unbound && y == 0 {
		status = t.Raise(t.Exc.ZeroDivisionError, "division by zero")
	}
	return
}

func floatTrueDiv(t *Thread, a, b Value) Value {
	x, y, status := t.divPair(a, b)
	if status != Unbound {
		return status
	}
	return t.NewFloat(x / y)
}

func floatFloorDiv(t *Thread, a, b Value) Value {
	x, y, status := t.divPair(a, b)
	if status != Unbound {
		return status
	}
	return t.NewFloat(pyfmt.FloatFloorDiv(x, y))
}

func floatMod(t *Thread, a, b Value) Value {
	x, y, status := t.divPair(a, b)
	if status != Unbound {
		return status
	}
	return t.NewFloat(pyfmt.FloatMod(x, y))
}

func floatDivMod(t *Thread, a, b Value) Value {
	x, y, status := t.divPair(a, b)
	if status != Unbound {
		return status
	}
	q, r := pyfmt.FloatDivMod(x, y)
	return t.NewTuple2(t.NewFloat(q), t.NewFloat(r))
}

func floatPowSlot(t *Thread, a, b Value) Value {
	x, y, status := t.realPair(a, b)
	if status != Unbound {
		return status
	}
	return t.floatPow(x, y)
}

func floatPowMod(t *Thread, a, b, c Value) Value {
	if c == None {
		return floatPowSlot(t, a, b)
	}
	return t.Raise(t.Exc.TypeError, "pow() 3rd argument not allowed unless all arguments are integers")
}

// floatPow is x ** y: a complex number for a negative x and a y with a fraction.
func (t *Thread) floatPow(x, y float64) Value {
	finite := !math.IsInf(x, 0) && !math.IsInf(y, 0) && x == x && y == y
	if finite {
		if x == 0 && y < 0 {
			return t.Raise(t.Exc.ZeroDivisionError, "zero to a negative power")
		}
		if x < 0 && y != math.Trunc(y) {
			return t.complexPow(complex(x, 0), complex(y, 0))
		}
	}
	r := libm.Pow(x, y)
	if finite && math.IsInf(r, 0) {
		return t.RaiseArgs(t.Exc.OverflowError, abi.SmallInt(34), t.NewStr("Numerical result out of range"))
	}
	return t.NewFloat(r)
}

func floatRatio(t *Thread, a []Value) Value {
	num, den, err := pyfmt.AsIntegerRatio(floatValue(a[0]))
	if err != nil {
		return t.raiseNum(err)
	}
	return t.NewTuple2(t.NewBig(num), t.NewBig(den))
}

func floatHex(t *Thread, a []Value) Value { return t.NewStr(pyfmt.FloatHex(floatValue(a[0]))) }

func floatFromHex(t *Thread, a []Value) Value {
	if !a[1].IsKind(abi.KindStr) {
		return t.Raise(t.Exc.TypeError, "bad argument type for built-in operation")
	}
	f, err := pyfmt.FloatFromHex(t.GoString(a[1]))
	if err != nil {
		return t.raiseNum(err)
	}
	return t.callFloatClass(a[0], f)
}

// callFloatClass makes a float of class cls as cls(f) does.
func (t *Thread) callFloatClass(cls Value, f float64) Value {
	v := t.NewFloat(f)
	if cls == t.Types.Float.Obj {
		return v
	}
	m := t.Mark()
	defer t.Unroot(m)
	return t.Call(cls, t.Root(v))
}

func floatFromNumber(t *Thread, a []Value) Value {
	if a[0] == t.Types.Float.Obj && t.TypeOf(a[1]) == t.Types.Float {
		return a[1]
	}
	f, ok := t.AsFloat(a[1])
	if !ok {
		return Raised
	}
	return t.callFloatClass(a[0], f)
}

func floatGetFormat(t *Thread, a []Value) Value {
	if !a[1].IsKind(abi.KindStr) {
		return t.Raise(t.Exc.TypeError, "__getformat__() argument must be str, not %s", t.argTypeName(a[1]))
	}
	switch t.GoString(a[1]) {
	case "double", "float":
		if bigEndian {
			return t.NewStr("IEEE, big-endian")
		}
		return t.NewStr("IEEE, little-endian")
	}
	return t.Raise(t.Exc.ValueError, "__getformat__() argument 1 must be 'double' or 'float'")
}

var bigEndian = func() bool {
	x := uint16(1)
	return *(*byte)(unsafe.Pointer(&x)) == 0
}()

func floatFormat(t *Thread, a []Value) Value {
	spec, ok := t.specArg(a[1])
	if !ok {
		return Raised
	}
	if spec == "" {
		return t.Str(a[0])
	}
	sp, err := pyfmt.ParseSpec(spec, pyfmt.ClassFloat, t.TypeName(a[0]))
	if err != nil {
		return t.raiseNum(err)
	}
	text, err := pyfmt.FormatFloat(nil, floatValue(a[0]), &sp)
	if err != nil {
		return t.raiseNum(err)
	}
	return t.NewStr(string(text))
}

func floatRound(t *Thread, a []Value) Value {
	f := floatValue(a[0])
	if a[1] == Unbound || a[1] == None {
		return t.IntOfFloat(math.RoundToEven(f))
	}
	n, ok := t.AsInt(a[1], nil)
	if !ok {
		return Raised
	}
	r, err := pyfmt.FloatRound(f, n)
	if err != nil {
		return t.raiseNum(err)
	}
	return t.NewFloat(r)
}
