package runtime

import (
	"strings"
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/libm"
	"github.com/go-python/gopython/internal/pyfmt"
)

var complexType = TypeSpec{
	Name: "complex", Kind: abi.KindComplex,
	Doc: "A complex number, from two numbers or from text.",
	Slots: Slots{
		Repr: complexRepr, Hash: complexHash, Compare: complexCompare, Bool: complexBool,
		Neg: complexNeg, Pos: complexPos, Abs: complexAbs,
		Binary: [NumBinOps]BinaryFunc{
			Add: complexAdd, Sub: complexSub, Mul: complexMul, TrueDiv: complexTrueDiv, Pow: complexPowSlot,
		},
		PowMod: complexPowMod,
	},
	New: &NativeDef{Name: "complex", Call: complexNew},
	Methods: []*NativeDef{
		{Name: "conjugate", Sig: "self, /", Fn: complexConjugate, Doc: "The number with its imaginary part negated."},
		{Name: "from_number", Sig: "cls, number, /", Fn: complexFromNumber, Class: true, Doc: "Convert a number."},
		{Name: "__complex__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value { return complexPos(t, a[0]) }},
		{Name: "__format__", Sig: "self, format_spec, /", Fn: complexFormat},
		{Name: "__getnewargs__", Sig: "self, /", Fn: complexNewArgs},
		{Name: "__sizeof__", Sig: "self, /", Fn: func(*Thread, []Value) Value { return abi.SmallInt(32) }},
	},
	GetSets: []*GetSet{
		{Name: "real", Member: true, Get: func(t *Thread, v Value) Value { return t.NewFloat(real(complexValue(v))) }, Doc: "The real part."},
		{Name: "imag", Member: true, Get: func(t *Thread, v Value) Value { return t.NewFloat(imag(complexValue(v))) }, Doc: "The imaginary part."},
	},
}

// ComplexOf returns the value of a complex number or of an instance of a
// subclass; ok is false when v is neither.
func ComplexOf(v Value) (c complex128, ok bool) {
	if v.IsKind(abi.KindComplex) {
		return complexValue(v), true
	}
	return 0, false
}

func complexValue(v Value) complex128 {
	o := abi.Obj[abi.Complex](v)
	return complex(o.Re, o.Im)
}

// newComplexOf makes a complex number of class typ.
func (t *Thread) newComplexOf(typ *Type, c complex128) Value {
	if typ == t.Types.Complex {
		return t.NewComplex(c)
	}
	addr := t.allocObject(typ, unsafe.Sizeof(abi.Complex{}), 0)
	o := abi.ObjAt[abi.Complex](addr)
	o.Re, o.Im = real(c), imag(c)
	return abi.Ptr(addr)
}

// complexNew tells one positional argument, which may be text, from all other
// ways to call the class.
func complexNew(t *Thread, _ Value, args []Value, kwnames Value) Value {
	if kwnames == Unbound && len(args) == 3 && args[1].IsFloat() && args[2].IsFloat() && args[0] == t.Types.Complex.Obj {
		return t.NewComplex(complex(args[1].Float(), args[2].Float()))
	}
	if kwnames == Unbound && len(args) == 2 {
		return t.complexFrom(t.TypeFor(args[0]), args[1])
	}
	return t.callNative(complexParts, args, kwnames)
}

var complexParts = &NativeDef{Name: "complex", Sig: "cls, real=0, imag=0", Fn: func(t *Thread, a []Value) Value {
	re, im := complex128(0), complex128(0)
	ok := true
	if a[1] != Unbound {
		if re, ok = t.complexPart("real", a[1], true); !ok {
			return Raised
		}
	}
	if a[2] != Unbound {
		if im, ok = t.complexPart("imag", a[2], false); !ok {
			return Raised
		}
	}
	x, y := real(re), real(im)
	if a[2] == Unbound {
		y = imag(re)
	} else {
		if a[2].IsKind(abi.KindComplex) {
			x -= imag(im)
		}
		if a[1] != Unbound && t.isComplexLike(a[1]) {
			y += imag(re)
		}
	}
	return t.newComplexOf(t.TypeFor(a[0]), complex(x, y))
}}

// isComplexLike reports whether v is a complex number or converts to one.
func (t *Thread) isComplexLike(v Value) bool {
	return v.IsKind(abi.KindComplex) || t.Lookup(t.TypeOf(v), t.names.Complex) != Unbound
}

// complexPart converts an argument of complex(real, imag).
func (t *Thread) complexPart(which string, v Value, special bool) (complex128, bool) {
	if special {
		if c, found := t.callComplex(v); found {
			if c == Raised {
				return 0, false
			}
			return complexValue(c), true
		}
	}
	if c, ok := ComplexOf(v); ok {
		return c, true
	}
	if s := &t.TypeOf(v).Slots; s.Float == nil && s.Index == nil {
		t.Raise(t.Exc.TypeError, "complex() argument '%s' must be a real number, not %s", which, t.TypeName(v))
		return 0, false
	}
	f, ok := t.AsFloat(v)
	return complex(f, 0), ok
}

// callComplex calls __complex__ of objects that are no complex numbers of ours.
func (t *Thread) callComplex(v Value) (c Value, found bool) {
	typ := t.TypeOf(v)
	if typ == t.Types.Complex {
		return v, true
	}
	c, found = t.CallSpecial(v, t.names.Complex)
	if found && c != Raised && !c.IsKind(abi.KindComplex) {
		return t.Raise(t.Exc.TypeError, "__complex__ returned non-complex (type %s)", t.TypeName(c)), true
	}
	return c, found
}

// complexFrom is complex(x).
func (t *Thread) complexFrom(typ *Type, x Value) Value {
	if t.TypeOf(x) == t.Types.Complex && typ == t.Types.Complex {
		return x
	}
	if x.IsKind(abi.KindStr) {
		text := strings.Trim(numberText(t, x), numberSpace)
		re, im, ok := pyfmt.ParseComplex(text)
		switch {
		case ok:
		case strayUnderscore(text):
			return t.Raise(t.Exc.ValueError, "could not convert string to complex: %s", t.literalRepr(x))
		default:
			return t.Raise(t.Exc.ValueError, "complex() arg is a malformed string")
		}
		return t.newComplexOf(typ, complex(re, im))
	}
	s := &t.TypeOf(x).Slots
	if s.Float == nil && s.Index == nil && !t.isComplexLike(x) {
		return t.Raise(t.Exc.TypeError, "complex() argument must be a string or a number, not %s", t.TypeName(x))
	}
	c, ok := t.AsComplex(x)
	if !ok {
		return Raised
	}
	return t.newComplexOf(typ, c)
}

// strayUnderscore reports whether an underscore in s is not between digits.
func strayUnderscore(s string) bool {
	digit := func(i int) bool { return i >= 0 && i < len(s) && s[i] >= '0' && s[i] <= '9' }
	for i := range len(s) {
		if s[i] == '_' && !(digit(i-1) && digit(i+1)) {
			return true
		}
	}
	return false
}

// AsComplex converts a number: complex numbers, then __complex__, then what
// AsFloat takes.
func (t *Thread) AsComplex(v Value) (complex128, bool) {
	if c, found := t.callComplex(v); found {
		if c == Raised {
			return 0, false
		}
		return complexValue(c), true
	}
	f, ok := t.AsFloat(v)
	return complex(f, 0), ok
}

func complexFromNumber(t *Thread, a []Value) Value {
	if t.TypeOf(a[1]) == t.Types.Complex && a[0] == t.Types.Complex.Obj {
		return a[1]
	}
	c, ok := t.AsComplex(a[1])
	if !ok {
		return Raised
	}
	v := t.NewComplex(c)
	if a[0] == t.Types.Complex.Obj {
		return v
	}
	m := t.Mark()
	defer t.Unroot(m)
	return t.Call(a[0], t.Root(v))
}

func complexRepr(t *Thread, v Value) Value {
	c := complexValue(v)
	var buf [64]byte
	return t.NewASCII(pyfmt.AppendComplexRepr(buf[:0], real(c), imag(c)))
}

func complexHash(_ *Thread, v Value) (int64, bool) {
	c := complexValue(v)
	return pyfmt.HashComplex(hashPart(v, real(c)), hashPart(v, imag(c))), true
}

func hashPart(v Value, f float64) int64 {
	if f != f {
		return int64(v.Addr() >> 4)
	}
	return pyfmt.HashFloat(f)
}

func complexCompare(t *Thread, a, b Value, op CompareOp) Value {
	if op != EQ && op != NE {
		return NotImplemented
	}
	x, ok := ComplexOf(a)
	if !ok {
		return NotImplemented
	}
	same := false
	if y, ok := ComplexOf(b); ok {
		same = x == y
	} else if f, ok := floatOf(b); ok {
		same = real(x) == f && imag(x) == 0
	} else if _, ok := intOf(b); ok {
		same = imag(x) == 0 && floatCompare(t, t.NewFloat(real(x)), b, EQ) == True
	} else {
		return NotImplemented
	}
	return abi.Bool(same == (op == EQ))
}

func complexBool(_ *Thread, v Value) (yes, ok bool) { return complexValue(v) != 0, true }

func complexNeg(t *Thread, v Value) Value {
	c := complexValue(v)
	return t.NewComplex(complex(-real(c), -imag(c)))
}

func complexPos(t *Thread, v Value) Value {
	if v.Shape() == t.Types.Complex.rootShape {
		return v
	}
	return t.NewComplex(complexValue(v))
}

func complexAbs(t *Thread, v Value) Value {
	r, ok := t.ComplexAbs(complexValue(v))
	if !ok {
		return Raised
	}
	return t.NewFloat(r)
}

// ComplexAbs is abs(c), or OverflowError.
func (t *Thread) ComplexAbs(c complex128) (r float64, ok bool) {
	r = libm.Hypot(real(c), imag(c))
	if isInf(r) && !isInf(real(c)) && !isInf(imag(c)) {
		t.Raise(t.Exc.OverflowError, "absolute value too large")
		return 0, false
	}
	return r, true
}

func complexConjugate(t *Thread, a []Value) Value {
	c := complexValue(a[0])
	return t.NewComplex(complex(real(c), -imag(c)))
}

func complexNewArgs(t *Thread, a []Value) Value {
	c := complexValue(a[0])
	return t.NewTuple2(t.NewFloat(real(c)), t.NewFloat(imag(c)))
}

func complexFormat(t *Thread, a []Value) Value {
	spec, ok := t.specArg(a[1])
	if !ok {
		return Raised
	}
	if spec == "" {
		return t.Str(a[0])
	}
	sp, err := pyfmt.ParseSpec(spec, pyfmt.ClassComplex, t.TypeName(a[0]))
	if err != nil {
		return t.raiseNum(err)
	}
	c := complexValue(a[0])
	text, err := pyfmt.FormatComplex(nil, real(c), imag(c), &sp)
	if err != nil {
		return t.raiseNum(err)
	}
	return t.NewStr(string(text))
}
