package runtime

import (
	"bytes"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/pyfmt"
)

var bytesType = TypeSpec{
	Name: "bytes", Kind: abi.KindBytes,
	Doc: "An immutable sequence of bytes: bytes(iterable of ints), bytes(str, encoding, errors), bytes(buffer), bytes(count).",
	New: &NativeDef{Name: "bytes", Sig: "cls, source=b'', encoding='utf-8', errors='strict'", Fn: bytesNew},
	Slots: Slots{
		Repr:     bytesRepr,
		Str:      bytesRepr,
		Hash:     func(t *Thread, v Value) (int64, bool) { return t.bytesHash(v), true },
		Compare:  bytesCompare,
		Iter:     func(t *Thread, v Value) Value { return t.newIndexIter(t.Types.BytesIter, v) },
		Len:      func(_ *Thread, v Value) (int, bool) { return len(bytesOf(v)), true },
		GetItem:  bytesGetItem,
		Contains: bytesContains,
		Concat:   bytesConcat,
		Repeat:   bytesRepeat,
		Binary:   [NumBinOps]BinaryFunc{Mod: bytesMod},
	},
	Methods: append([]*NativeDef{
		{Name: "fromhex", Sig: "cls, string, /", Class: true, Fn: bytesFromHex},
		{Name: "__getnewargs__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value {
			return t.NewTuple([]Value{t.NewBytes(bytesOf(a[0]))})
		}},
		{Name: "__bytes__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value { return t.exactBytes(a[0]) }},
		{Name: "__sizeof__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value {
			return t.NewInt(int64(bytesSize) + 1 + int64(len(bytesOf(a[0]))))
		}},
	}, bytesMethods()...),
}

func (t *Thread) bytesHash(v Value) int64 {
	o := abi.Obj[abi.Bytes](v)
	if o.Hash == 0 {
		o.Hash = t.hashBytes(bytesOf(v))
	}
	return o.Hash
}

func (iso *Isolate) isExactBytes(v Value) bool {
	return v.IsPtr() && v.Shape() == iso.Types.Bytes.rootShape
}

// exactBytes returns v itself or, of a subclass, a plain copy.
func (iso *Isolate) exactBytes(v Value) Value {
	if iso.isExactBytes(v) {
		return v
	}
	return iso.NewBytes(bytesOf(v))
}

func bytesNew(t *Thread, a []Value) Value {
	typ := t.TypeFor(a[0])
	if a[1] != Unbound && a[2] == Unbound && a[3] == Unbound {
		x := a[1]
		if typ == t.Types.Bytes && t.isExactBytes(x) {
			return x
		}
		if t.Lookup(t.TypeOf(x), t.names.Bytes) != Unbound {
			r := t.bytesSpecial(x)
			if r == Raised {
				return Raised
			}
			if typ == t.Types.Bytes {
				return r
			}
			return t.newBytesOf(typ, bytesOf(r))
		}
	}
	m := t.Mark()
	defer t.Unroot(m)
	buf, ok := t.bytesFrom(a[1], a[2], a[3], "bytes")
	if !ok {
		return Raised
	}
	return t.newBytesOf(typ, buf)
}

// bytesSpecial calls v.__bytes__.
func (t *Thread) bytesSpecial(v Value) Value {
	r, _ := t.CallSpecial(v, t.names.Bytes)
	if r != Raised && !r.IsKind(abi.KindBytes) {
		return t.Raise(t.Exc.TypeError, "__bytes__ returned non-bytes (type %s)", t.TypeName(r))
	}
	return r
}

// bytesFrom reads the arguments of bytes() and bytearray(). The result may be a
// view of something rooted.
func (t *Thread) bytesFrom(x, encoding, errors Value, what string) ([]byte, bool) {
	if encoding != Unbound || errors != Unbound {
		enc, errs, ok := t.codecArgs(what, encoding, errors)
		if !ok {
			return nil, false
		}
		if x == Unbound || !isStr(x) {
			if encoding != Unbound {
				t.Raise(t.Exc.TypeError, "encoding without a string argument")
			} else {
				t.Raise(t.Exc.TypeError, "errors without a string argument")
			}
			return nil, false
		}
		r := t.Encode(x, enc, errs)
		if r == Raised {
			return nil, false
		}
		return bytesOf(t.Root(r)), true
	}
	if x == Unbound {
		return nil, true
	}
	if isStr(x) {
		t.Raise(t.Exc.TypeError, "string argument without an encoding")
		return nil, false
	}
	typ := t.TypeOf(x)
	if typ.Slots.Index != nil {
		n, ok := t.AsInt(x, t.Exc.OverflowError)
		switch {
		case ok && n < 0:
			t.Raise(t.Exc.ValueError, "negative count")
			return nil, false
		case ok:
			if !t.textRoom(n, 2) {
				return nil, false
			}
			return make([]byte, n), true
		case !t.Catch(t.Exc.TypeError):
			return nil, false
		}
	}
	if b, ok := t.BytesView(x); ok {
		return b, true
	}
	if t.isMemoryView(x) {
		if !t.memAlive(x) {
			return nil, false
		}
		return t.memCopy(x), true
	}
	return t.bytesOfItems(x, what)
}

// bytesOfItems makes bytes of an iterable of ints.
func (t *Thread) bytesOfItems(x Value, what string) ([]byte, bool) {
	if typ := t.TypeOf(x); typ.Slots.Iter == nil && !t.isSequence(typ) {
		t.Raise(t.Exc.TypeError, "cannot convert '%s' object to %s", typ.Name, what)
		return nil, false
	}
	var buf []byte
	l, ok := t.loop(x)
	if !ok {
		return nil, false
	}
	defer l.end()
	name := "byte"
	if what == "bytes" {
		name = "bytes"
	}
	for {
		x := l.item()
		if x == Unbound {
			return buf, true
		}
		if x == Raised {
			return nil, false
		}
		c, ok := t.byteValue(x, name)
		if !ok {
			return nil, false
		}
		buf = append(buf, c)
		if len(buf) >= 1<<20 && len(buf)&(1<<20-1) == 0 && !t.textRoom(len(buf), 3) {
			return nil, false
		}
	}
}

// byteValue converts an int to a byte; what is "byte" or "bytes" for the message.
func (t *Thread) byteValue(v Value, what string) (byte, bool) {
	if v.IsInt() && uint64(v) < 256<<2 {
		return byte(v >> 2), true
	}
	n, ok := t.AsInt(v, nil)
	if !ok {
		return 0, false
	}
	if n < 0 || n > 255 {
		t.Raise(t.Exc.ValueError, "%s must be in range(0, 256)", what)
		return 0, false
	}
	return byte(n), true
}

func bytesRepr(t *Thread, v Value) Value {
	b := bytesOf(v)
	if !t.textRoom(len(b), 5) {
		return Raised
	}
	return t.NewASCII(pyfmt.AppendBytesRepr(nil, b))
}

func bytesCompare(t *Thread, a, b Value, op CompareOp) Value {
	x := bytesOf(a)
	y, ok := t.BytesView(b)
	if !ok || b.IsKind(abi.KindInstance) && t.TypeOf(b) == t.Types.MemoryView {
		return NotImplemented
	}
	switch op {
	case EQ:
		return abi.Bool(bytes.Equal(x, y))
	case NE:
		return abi.Bool(!bytes.Equal(x, y))
	}
	return abi.Bool(compareInts(bytes.Compare(x, y), 0, op))
}

func bytesGetItem(t *Thread, v, key Value) Value {
	b := bytesOf(v)
	if !t.IsSlice(key) {
		i, ok := t.SeqIndex(key, len(b), "byte")
		if !ok {
			return Raised
		}
		return abi.SmallInt(int64(bytesOf(v)[i]))
	}
	start, _, step, n, ok := t.SliceIndices(key, len(b))
	if !ok {
		return Raised
	}
	b = bytesOf(v)
	switch {
	case n == 0:
		return t.EmptyBytes
	case step == 1 && n == len(b):
		return t.exactBytes(v)
	case step == 1:
		return t.NewBytes(b[start : start+n])
	case n == 1:
		return t.bytes1[b[start]]
	}
	r := t.allocBytes(n)
	stepBytes(bytesOf(r), b, start, step)
	return r
}

func stepBytes(dst, src []byte, start, step int) {
	for k := range dst {
		dst[k] = src[start]
		start += step
	}
}

func bytesContains(t *Thread, v, x Value) (yes, ok bool) {
	if sub, ok := t.BytesView(x); ok {
		return bytes.Contains(bytesOf(v), sub), true
	}
	if t.TypeOf(x).Slots.Index == nil {
		t.Raise(t.Exc.TypeError, "a bytes-like object is required, not '%s'", t.TypeName(x))
		return false, false
	}
	c, ok := t.byteValue(x, "byte")
	return ok && bytes.IndexByte(bytesOf(v), c) >= 0, ok
}

func bytesConcat(t *Thread, a, b Value) Value {
	y, ok := t.BytesView(b)
	if !ok {
		return t.Raise(t.Exc.TypeError, "can't concat %s to %s", t.TypeName(b), t.TypeName(a))
	}
	x := bytesOf(a)
	if a.IsKind(abi.KindByteArray) {
		if !t.textRoom(len(x)+len(y), 1) {
			return Raised
		}
		r := t.allocByteArray(t.Types.ByteArray, len(x)+len(y))
		copy(bytesOf(r)[copy(bytesOf(r), x):], y)
		return r
	}
	switch {
	case len(x) == 0 && t.isExactBytes(b):
		return b
	case len(y) == 0 && t.isExactBytes(a):
		return a
	case len(x)+len(y) <= 1:
		return t.NewBytes(append(x[:len(x):len(x)], y...))
	}
	if !t.textRoom(len(x)+len(y), 1) {
		return Raised
	}
	r := t.allocBytes(len(x) + len(y))
	copy(bytesOf(r)[copy(bytesOf(r), x):], y)
	return r
}

func bytesRepeat(t *Thread, v, count Value) Value {
	n, ok := t.repeatCount(count, len(bytesOf(v)), 1)
	if !ok {
		return Raised
	}
	b := bytesOf(v)
	array := v.IsKind(abi.KindByteArray)
	switch {
	case array:
		r := t.allocByteArray(t.Types.ByteArray, n*len(b))
		if n > 0 {
			repeatBytes(bytesOf(r), b)
		}
		return r
	case n == 0:
		return t.EmptyBytes
	case n == 1:
		return t.exactBytes(v)
	}
	r := t.allocBytes(n * len(b))
	repeatBytes(bytesOf(r), b)
	return r
}

func bytesMod(t *Thread, a, b Value) Value {
	if !a.IsKind(abi.KindBytes) && !a.IsKind(abi.KindByteArray) {
		return NotImplemented
	}
	p := percent{t: t, args: b, bytes: true}
	if !p.run(string(bytesOf(a))) {
		return Raised
	}
	return t.newLike(a, p.buf)
}

// newLike makes a bytes or bytearray object, whichever v is.
func (t *Thread) newLike(v Value, b []byte) Value {
	if v.IsKind(abi.KindByteArray) {
		return t.NewByteArray(b)
	}
	return t.NewBytes(b)
}

// sameLike is newLike of the unchanged contents of v.
func (t *Thread) sameLike(v Value) Value {
	if v.IsKind(abi.KindByteArray) {
		return t.NewByteArray(bytesOf(v))
	}
	return t.exactBytes(v)
}

func isHexSpace(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }

func bytesFromHex(t *Thread, a []Value) Value {
	var src []byte
	switch {
	case isStr(a[1]):
		src = []byte(t.GoString(a[1]))
		if !IsASCII(a[1]) {
			for i, n := 0, StrLen(a[1]); i < n; i++ {
				if StrAt(a[1], i) >= 0x80 {
					if _, _, bad := decodeHex(src[:i]); bad >= 0 && bad < i {
						return t.hexError(bad)
					}
					return t.hexError(i)
				}
			}
		}
	default:
		b, ok := t.BytesView(a[1])
		if !ok {
			return t.Raise(t.Exc.TypeError, "fromhex() argument must be str or bytes-like, not %s", t.TypeName(a[1]))
		}
		src = b
	}
	out, odd, bad := decodeHex(src)
	switch {
	case odd:
		return t.Raise(t.Exc.ValueError, "fromhex() arg must contain an even number of hexadecimal digits")
	case bad >= 0:
		return t.hexError(bad)
	}
	typ := t.TypeFor(a[0])
	switch typ {
	case t.Types.Bytes:
		return t.NewBytes(out)
	case t.Types.ByteArray:
		return t.NewByteArray(out)
	}
	return t.Call(a[0], t.NewBytes(out))
}

func (t *Thread) hexError(i int) Value {
	return t.Raise(t.Exc.ValueError, "non-hexadecimal number found in fromhex() arg at position %d", i)
}

// decodeHex reads pairs of digits with white space between them. bad is the
// position of what is no digit, -1 without; odd says that half a byte is left.
func decodeHex(src []byte) (out []byte, odd bool, bad int) {
	for i := 0; i < len(src); {
		if isHexSpace(src[i]) {
			i++
			continue
		}
		hi, ok := hexDigit(src[i])
		if !ok {
			return nil, false, i
		}
		if i+1 == len(src) {
			return nil, true, -1
		}
		lo, ok := hexDigit(src[i+1])
		if !ok {
			return nil, false, i + 1
		}
		out = append(out, byte(hi<<4|lo))
		i += 2
	}
	return out, false, -1
}
