package runtime

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"strings"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/digits"
	"github.com/go-python/gopython/internal/pyfmt"
	"github.com/go-python/gopython/internal/pyunicode"
)

// Conversions to int: the constructor, text and bytes.

// intNewCall binds the arguments of int; CPython words a surplus in its own way
// when all are positional.
func intNewCall(t *Thread, _ Value, args []Value, kwnames Value) Value {
	if kwnames == Unbound && len(args) > 3 {
		return t.Raise(t.Exc.TypeError, "int expected at most 2 arguments, got %d", len(args)-1)
	}
	return t.callNative(intArgs, args, kwnames)
}

var intArgs = &NativeDef{Name: "int", Sig: "cls, x=0, /, base=10", Fn: intNew}

func intNew(t *Thread, a []Value) Value {
	v := t.intArg(a[1], a[2])
	if v == Raised {
		return Raised
	}
	if typ := t.TypeFor(a[0]); typ != t.Types.Int {
		return t.newIntObject(typ, v)
	}
	return v
}

func (t *Thread) intArg(x, base Value) Value {
	switch {
	case x == Unbound && base == Unbound:
		return abi.SmallInt(0)
	case x == Unbound:
		return t.Raise(t.Exc.TypeError, "int() missing string argument")
	case base == Unbound:
		return t.ToInt(x)
	}
	n, ok := t.AsInt(base, nil)
	if !ok {
		return Raised
	}
	if n != 0 && n < 2 || n > 36 {
		return t.Raise(t.Exc.ValueError, "int() base must be >= 2 and <= 36, or 0")
	}
	switch x.Kind() {
	case abi.KindStr:
		return t.parseInt(x, numberText(t, x), n)
	case abi.KindBytes, abi.KindByteArray:
		return t.parseInt(x, string(bytesOf(x)), n)
	}
	return t.Raise(t.Exc.TypeError, "int() can't convert non-string with explicit base")
}

// ToInt is int(x).
func (t *Thread) ToInt(x Value) Value {
	if x.IsInt() {
		return x
	}
	typ := t.TypeOf(x)
	if typ == t.Types.Int {
		return x
	}
	s := &typ.Slots
	switch {
	case s.Int != nil:
		r := s.Int(t, x)
		if r == Raised {
			return Raised
		}
		i, ok := intOf(r)
		if !ok {
			return t.Raise(t.Exc.TypeError, "__int__ returned non-int (type %s)", t.TypeName(r))
		}
		return i
	case s.Index != nil:
		r := t.AsIndex(x)
		if r == Raised {
			return Raised
		}
		return plainInt(r)
	}
	switch x.Kind() {
	case abi.KindStr:
		if v, ok := t.parseDecimal(x); ok {
			return v
		}
		return t.parseInt(x, numberText(t, x), 10)
	case abi.KindBytes, abi.KindByteArray:
		return t.parseInt(x, string(bytesOf(x)), 10)
	}
	if b, ok := t.numberBuffer(x); ok {
		return t.parseInt(t.NewBytes(b), string(b), 10)
	}
	return t.Raise(t.Exc.TypeError, "int() argument must be a string, a bytes-like object or a real number, not '%s'", typ.Name)
}

// numberText returns the text of a str in which all decimal digits and spaces
// are ASCII's; other characters beyond ASCII become question marks.
func numberText(t *Thread, v Value) string {
	if IsASCII(v) {
		return t.GoString(v)
	}
	n := int(abi.Obj[abi.Str](v).Len)
	b := make([]byte, n)
	for i := range b {
		r := StrAt(v, i)
		switch d := pyunicode.DecimalValue(r); {
		case r < 0x80:
			b[i] = byte(r)
		case pyunicode.IsSpace(r):
			b[i] = ' '
		case d >= 0:
			b[i] = '0' + byte(d)
		default:
			b[i] = '?'
		}
	}
	return string(b)
}

// plainDigits is how many decimal digits int() reads whatever limit is set.
const plainDigits = 640

// parseDecimal reads a str that is nothing but decimal digits and a sign.
func (t *Thread) parseDecimal(x Value) (Value, bool) {
	if !IsASCII(x) {
		return 0, false
	}
	b := strBytes(x)
	neg := false
	if len(b) > 0 && (b[0] == '-' || b[0] == '+') {
		neg = b[0] == '-'
		b = b[1:]
	}
	if len(b) > plainDigits {
		return 0, false
	}
	var room [plainDigits/19 + 2]uint64
	d, ok := digits.ParseDecimal(room[:], b)
	switch {
	case !ok:
		return 0, false
	case len(d) <= 1:
		return t.newMag(magnitude{lo: room[0], neg: neg && len(d) == 1}), true
	}
	v, z := t.allocBig(len(d))
	copy(z, d)
	return t.madeBig(v, z, neg), true
}

// numberSpace is what may stand around a number.
const numberSpace = " \t\n\v\f\r"

// parseInt converts the text of x.
func (t *Thread) parseInt(x Value, text string, base int) Value {
	i, b, err := pyfmt.ParseInt(strings.Trim(text, numberSpace), base, t.IntMaxStrDigits)
	switch e := err.(type) {
	case nil:
		if b != nil {
			return t.NewBig(b)
		}
		return t.NewInt(i)
	case *pyfmt.Error:
		return t.raiseNum(e)
	}
	return t.Raise(t.Exc.ValueError, "invalid literal for int() with base %d: %s", base, cutRunes(t.literalRepr(x), 200))
}

// literalRepr is repr of a number's text for messages; bytearray shows as bytes.
func (t *Thread) literalRepr(x Value) string {
	switch x.Kind() {
	case abi.KindByteArray, abi.KindBytes:
		return string(pyfmt.AppendBytesRepr(nil, bytesOf(x)))
	}
	return string(pyfmt.AppendStrRepr(nil, t.GoString(x)))
}

// cutRunes returns the first n code points of s.
func cutRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// littleEndian reads the byteorder argument.
func (t *Thread) littleEndian(fn string, v Value) (little, ok bool) {
	if v == Unbound {
		return false, true
	}
	if !v.IsKind(abi.KindStr) {
		t.Raise(t.Exc.TypeError, "%s() argument 'byteorder' must be str, not %s", fn, t.argTypeName(v))
		return false, false
	}
	switch {
	case !IsASCII(v):
	case string(strBytes(v)) == "little":
		return true, true
	case string(strBytes(v)) == "big":
		return false, true
	}
	t.Raise(t.Exc.ValueError, "byteorder must be either 'little' or 'big'")
	return false, false
}

func intToBytes(t *Thread, a []Value) Value {
	n := 1
	ok := true
	if a[1] != Unbound {
		if n, ok = t.AsInt(a[1], t.Exc.OverflowError); !ok {
			return Raised
		}
	}
	little, ok := t.littleEndian("to_bytes", a[2])
	if !ok {
		return Raised
	}
	signed := false
	if a[3] != Unbound {
		if signed, ok = t.IsTrue(a[3]); !ok {
			return Raised
		}
	}
	if n < 0 {
		return t.Raise(t.Exc.ValueError, "length argument must be non-negative")
	}
	v := plainInt(a[0])
	if IntSign(v) < 0 && !signed {
		return t.Raise(t.Exc.OverflowError, "can't convert negative int to unsigned")
	}
	size := intBitLen(v)
	if signed {
		size = signedBits(v)
	}
	if (size+7)/8 > n {
		return t.Raise(t.Exc.OverflowError, "int too big to convert")
	}
	if n > maxIntBits || !t.Heap.CheckRoom(uint64(n)*2) {
		return t.RaiseArgs(t.Exc.MemoryError)
	}
	var few [1]byte
	var r Value
	b := few[:min(n, 1)]
	if n > 1 {
		r = t.allocBytes(n)
		b = t.BytesOf(r)
	}
	var word uint64
	x, neg := digitsOf(v, &word)
	mask, c := -bool64(neg), bool64(neg) // of the complement
	for i := 0; i < n; i += 8 {
		d := uint64(0)
		if i/8 < len(x) {
			d = x[i/8]
		}
		d, c = bits.Add64(d^mask, 0, c)
		for k := i; k < min(i+8, n); k++ {
			b[k] = byte(d)
			d >>= 8
		}
	}
	if !little {
		slices.Reverse(b)
	}
	if n <= 1 {
		return t.NewBytes(b)
	}
	return r
}

// signedBits is how many bits v takes in two's complement; 0 takes none.
func signedBits(v Value) int {
	i, fits := asInt64(v)
	switch {
	case v == 0:
		return 0
	case fits && i < 0:
		return bits.Len64(uint64(^i)) + 1
	case IntSign(v) > 0:
		return intBitLen(v) + 1
	}
	// One bit less when v is -2**n.
	o := abi.Obj[abi.BigInt](v)
	d := abi.Uint64s(v.Addr()+bigHeader, int(-o.Size))
	top := d[len(d)-1]
	for _, w := range d[:len(d)-1] {
		if w != 0 {
			return intBitLen(v) + 1
		}
	}
	if top&(top-1) == 0 {
		return intBitLen(v)
	}
	return intBitLen(v) + 1
}

func intFromBytes(t *Thread, a []Value) Value {
	little, ok := t.littleEndian("from_bytes", a[2])
	if !ok {
		return Raised
	}
	signed := false
	if a[3] != Unbound {
		if signed, ok = t.IsTrue(a[3]); !ok {
			return Raised
		}
	}
	src := a[1]
	switch src.Kind() {
	case abi.KindBytes, abi.KindByteArray:
	default:
		if src = t.toBytes(src); src == Raised {
			return Raised
		}
	}
	v := t.intOfBytes(bytesOf(src), little, signed)
	if typ := t.TypeFor(a[0]); typ != t.Types.Int {
		m := t.Mark()
		defer t.Unroot(m)
		return t.Call(typ.Obj, t.Root(v))
	}
	return v
}

// intOfBytes is the int that bytes stand for.
func (t *Thread) intOfBytes(b []byte, little, signed bool) Value {
	n := len(b)
	at := func(i int) byte {
		if little {
			return b[i]
		}
		return b[n-1-i]
	}
	if n == 0 {
		return abi.SmallInt(0)
	}
	neg := signed && at(n-1)&0x80 != 0
	mask, c := -bool64(neg), bool64(neg)
	v, z := t.allocBig((n + 7) / 8)
	for k := range z {
		d := uint64(0)
		switch rest := n - 8*k; {
		case rest >= 8 && little:
			d = binary.LittleEndian.Uint64(b[8*k:])
		case rest >= 8:
			d = binary.BigEndian.Uint64(b[rest-8:])
		default:
			if neg {
				d = ^uint64(0) << (8 * rest)
			}
			for i := range rest {
				d |= uint64(at(8*k+i)) << (8 * i)
			}
		}
		z[k], c = bits.Add64(d^mask, 0, c)
	}
	return t.madeBig(v, z, neg)
}

// toBytes makes bytes of anything but a number or text.
func (t *Thread) toBytes(v Value) Value {
	typ := t.TypeOf(v)
	_, isInt := intOf(v)
	if v.IsKind(abi.KindStr) || (isInt || typ.Slots.Iter == nil && typ.Slots.GetItem == nil) && t.Lookup(typ, t.names.Bytes) == Unbound {
		return t.Raise(t.Exc.TypeError, "cannot convert '%s' object to bytes", typ.Name)
	}
	return t.Call(t.Types.Bytes.Obj, v)
}
