package runtime

import (
	"bytes"
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/pyfmt"
)

var strType = TypeSpec{
	Name: "str", Kind: abi.KindStr,
	Doc: "Text: a sequence of Unicode code points. str(object) is its readable form; str(bytes, encoding, errors) decodes.",
	New: &NativeDef{Name: "str", Call: strNewCall},
	Slots: Slots{
		Repr: strRepr,
		Str: func(t *Thread, v Value) Value {
			return t.exactStr(v)
		},
		Hash:     func(t *Thread, v Value) (int64, bool) { return t.StrHash(v), true },
		Compare:  strCompare,
		Iter:     StrIter,
		Len:      func(_ *Thread, v Value) (int, bool) { return StrLen(v), true },
		GetItem:  (*Thread).StrGetItem,
		Contains: strContains,
		Concat:   strConcat,
		Repeat:   strRepeat,
		Binary:   [NumBinOps]BinaryFunc{Mod: strMod},
	},
	Methods: append([]*NativeDef{
		{Name: "__getnewargs__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value {
			return t.NewTuple([]Value{t.exactStr(a[0])})
		}},
		{Name: "__sizeof__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value {
			return t.NewInt(int64(strSize) + 1 + int64(StrLen(a[0]))<<strWidth(a[0]))
		}},
	}, strMethods()...),
}

// newIndexIter makes an iterator of class typ that walks v by index.
func (iso *Isolate) newIndexIter(typ *Type, v Value) Value {
	addr := iso.Heap.Alloc(unsafe.Sizeof(abi.SeqIter{}), abi.Header{Shape: typ.rootShape, Kind: abi.KindSeqIter}.Word())
	abi.ObjAt[abi.SeqIter](addr).Seq = v
	return abi.Ptr(addr)
}

var strNewDef = NativeDef{Name: "str", Sig: "cls, object='', encoding='utf-8', errors='strict'", Fn: strNew}

// strNewCall is str.__new__, quick for a call with one argument.
func strNewCall(t *Thread, _ Value, args []Value, kwnames Value) Value {
	if kwnames == Unbound {
		if len(args) == 2 && args[0] == t.Types.Str.Obj {
			return t.Str(args[1])
		}
		if len(args) > 4 {
			return t.Raise(t.Exc.TypeError, "str expected at most 3 arguments, got %d", len(args)-1)
		}
	}
	return t.callNative(&strNewDef, args, kwnames)
}

func strNew(t *Thread, a []Value) Value {
	r := t.strFrom(a[1], a[2], a[3])
	if r == Raised {
		return Raised
	}
	return t.strOfType(t.TypeFor(a[0]), r)
}

// strFrom is str(object, encoding, errors).
func (t *Thread) strFrom(v, encoding, errors Value) Value {
	if encoding == Unbound && errors == Unbound {
		if v == Unbound {
			return t.EmptyStr
		}
		return t.Str(v)
	}
	enc, errs, ok := t.codecArgs("str", encoding, errors)
	if !ok {
		return Raised
	}
	if v == Unbound {
		return t.EmptyStr
	}
	if v.IsKind(abi.KindStr) {
		return t.Raise(t.Exc.TypeError, "decoding str is not supported")
	}
	if _, ok := t.BytesView(v); !ok {
		return t.Raise(t.Exc.TypeError, "decoding to str: need a bytes-like object, %s found", t.TypeName(v))
	}
	return t.Decode(v, enc, errs)
}

// strOfType makes an instance of str or a subclass with the text of v.
func (iso *Isolate) strOfType(typ *Type, v Value) Value {
	if typ == iso.Types.Str {
		return v
	}
	flags := strFlagsOf(v)
	n := StrLen(v) << (flags & abi.StrWidth)
	data := iso.newStrBuf(n)
	copy(abi.BytesAt(data, n), strBytes(v))
	*strBufUsed(data) = int64(n)
	o := abi.ObjAt[abi.Str](iso.allocObject(typ, strSize, flags))
	o.Len, o.Data = int64(StrLen(v)), data
	return abi.Ptr(uintptr(unsafe.Pointer(o)))
}

// exactStr returns v itself or, for an instance of a subclass, a str with its text.
func (iso *Isolate) exactStr(v Value) Value {
	if iso.IsExactStr(v) {
		return v
	}
	n := StrLen(v)
	if n == 0 {
		return iso.EmptyStr
	}
	if n == 1 {
		return iso.NewChar(StrAt(v, 0))
	}
	s := iso.allocStr(n, strFlagsOf(v))
	putStr(s, 0, v, 0, n)
	return s
}

func strRepr(t *Thread, v Value) Value {
	if n := StrLen(v); !t.textRoom(n, 6) {
		return Raised
	}
	var stack [128]byte
	if IsASCII(v) {
		return t.NewASCII(pyfmt.AppendStrRepr(stack[:0], t.ViewString(v)))
	}
	return t.NewStr(unsafeString(pyfmt.AppendStrRepr(stack[:0], t.ViewString(v))))
}

// ASCII is ascii(v).
func (t *Thread) ASCII(v Value) Value {
	r := t.Repr(v)
	if r == Raised || IsASCII(r) {
		return r
	}
	var buf []byte
	for i, n := 0, StrLen(r); i < n; i++ {
		if c := StrAt(r, i); c < 0x80 {
			buf = append(buf, byte(c))
		} else {
			buf = append(buf, charEscape(c)...)
		}
	}
	return t.NewASCII(buf)
}

func unsafeString(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// textRoom reports whether n items of size bytes each fit the heap; MemoryError else.
func (t *Thread) textRoom(n, size int) bool {
	if uint(n) < 1<<12 && size <= 16 {
		return true
	}
	if n < 0 || (size > 0 && n > (1<<46)/size) || !t.Heap.CheckRoom(uint64(n)*uint64(size)) {
		t.memoryError()
		return false
	}
	return true
}

// strOrder compares two strs by their code points: negative, 0 or positive.
func strOrder(a, b Value) int {
	wa, wb := strWidth(a), strWidth(b)
	switch {
	case wa == 0 && wb == 0:
		return bytes.Compare(units8(a), units8(b))
	case wa == 1 && wb == 1:
		return orderUnits(units16(a), units16(b))
	case wa == 2 && wb == 2:
		return orderUnits(units32(a), units32(b))
	}
	n := min(StrLen(a), StrLen(b))
	for i := 0; i < n; i++ {
		if x, y := StrAt(a, i), StrAt(b, i); x != y {
			return int(x - y)
		}
	}
	return StrLen(a) - StrLen(b)
}

func orderUnits[T unit](a, b []T) int {
	for i, n := 0, min(len(a), len(b)); i < n; i++ {
		if a[i] != b[i] {
			return int(a[i]) - int(b[i])
		}
	}
	return len(a) - len(b)
}

func strCompare(t *Thread, a, b Value, op CompareOp) Value {
	if !b.IsKind(abi.KindStr) {
		return NotImplemented
	}
	switch op {
	case EQ:
		return abi.Bool(StrEqual(a, b))
	case NE:
		return abi.Bool(!StrEqual(a, b))
	}
	return abi.Bool(compareInts(strOrder(a, b), 0, op))
}

func strContains(t *Thread, v, x Value) (yes, ok bool) {
	if !x.IsKind(abi.KindStr) {
		t.Raise(t.Exc.TypeError, "'in <string>' requires string as left operand, not %s", t.TypeName(x))
		return false, false
	}
	return t.strFind(v, x, 0, StrLen(v)) >= 0, true
}

// strFind returns the first position of sub in code points lo to hi of v, or -1.
func (t *Thread) strFind(v, sub Value, lo, hi int) int {
	n, ok := newNeedle(v, sub)
	if !ok {
		return -1
	}
	return n.find(v, lo, hi)
}

// StrGetItem is v[key] of a str.
func (t *Thread) StrGetItem(v, key Value) Value {
	if t.IsSlice(key) {
		start, _, step, n, ok := t.SliceIndices(key, StrLen(v))
		if !ok {
			return Raised
		}
		if step == 1 {
			return t.StrSlice(v, start, start+n)
		}
		return t.strStep(v, start, step, n)
	}
	i, ok := t.SeqIndex(key, StrLen(v), "string")
	if !ok {
		return Raised
	}
	return t.NewChar(StrAt(v, i))
}

// StrSlice makes the str of code points lo to hi of v; the bounds are in range.
func (t *Thread) StrSlice(v Value, lo, hi int) Value { return t.sliceStr(v, lo, hi) }

// strStep makes the str of n code points from start, step apart.
func (t *Thread) strStep(v Value, start, step, n int) Value {
	if n == 0 {
		return t.EmptyStr
	}
	top := rune(0)
	if strWidth(v) == 0 && IsASCII(v) {
		top = 0x7f
	} else {
		for i, k := start, n; k > 0; i, k = i+step, k-1 {
			top |= StrAt(v, i)
		}
	}
	if n == 1 {
		return t.NewChar(StrAt(v, start))
	}
	r := t.allocStr(n, strFlags(top))
	for i, k := start, 0; k < n; i, k = i+step, k+1 {
		strSet(r, k, StrAt(v, i))
	}
	return r
}

func strConcat(t *Thread, a, b Value) Value {
	if !b.IsKind(abi.KindStr) {
		return t.Raise(t.Exc.TypeError, "can only concatenate str (not \"%s\") to str", t.TypeName(b))
	}
	return t.StrConcat(a, b)
}

// A str made by appending has its text in a Raw object that may have room
// behind the text. The object's first word is the number of bytes in use: the
// str whose text ends there can be appended to without copying it.

const strBufHead = abi.Word

// newStrBuf allocates a Raw object for n bytes of text and returns the address
// of the first.
func (iso *Isolate) newStrBuf(n int) abi.Buf {
	addr := iso.Heap.AllocRaw(abi.BufHeader+strBufHead+uintptr(n), abi.Header{Kind: abi.KindRaw}.Word())
	abi.ObjAt[abi.Raw](addr).Cap = int64(n) + strBufHead
	return addr + abi.BufHeader + strBufHead
}

func strBufUsed(data abi.Buf) *int64 { return abi.ObjAt[int64](data - strBufHead) }

func strBufCap(data abi.Buf) int64 {
	return abi.ObjAt[abi.Raw](data-strBufHead-abi.BufHeader).Cap - strBufHead
}

// appendMin is the size from which concatenations leave room for more.
const appendMin = 64

// StrConcat is a + b of two strs.
func (t *Thread) StrConcat(a, b Value) Value {
	x, y := abi.Obj[abi.Str](a), abi.Obj[abi.Str](b)
	if x.Len == 0 {
		return t.exactStr(b)
	}
	if y.Len == 0 {
		return t.exactStr(a)
	}
	flags := joinFlags(x.Aux, y.Aux)
	w := flags & abi.StrWidth
	n := int(x.Len + y.Len)
	size := int64(n) << w
	inline := x.Data == a.Addr()+strSize
	if !inline && x.Aux&abi.StrWidth == w {
		// Compiled code, which writes 16 bytes at a time, asks for as much.
		if used := strBufUsed(x.Data); *used == x.Len<<w && *used+(y.Len<<w+15)&^15 <= strBufCap(x.Data) {
			*used = size
			return t.strTail(x.Data, a, b, n, flags)
		}
	}
	if size < appendMin || y.Len > x.Len/4 && inline {
		if size > 1<<20 && !t.textRoom(n, 1<<w) {
			return Raised
		}
		r := t.allocStr(n, flags)
		putStr(r, 0, a, 0, int(x.Len))
		putStr(r, int(x.Len), b, 0, int(y.Len))
		return r
	}
	room := size + size/4 + appendMin
	if !inline {
		room = size * 2
	}
	if room > 1<<20 {
		if !t.textRoom(n, 1<<w) {
			return Raised
		}
		if !t.Heap.CheckRoom(uint64(room)) {
			room = size
		}
	}
	data := t.newStrBuf(int(room))
	*strBufUsed(data) = size
	r := t.strTail(data, a, b, n, flags)
	putStr(r, 0, a, 0, int(x.Len))
	return r
}

// strTail makes the str of n code points at data, and writes b to its end.
func (t *Thread) strTail(data abi.Buf, a, b Value, n int, flags uint16) Value {
	addr := t.Heap.Alloc(strSize, abi.Header{Shape: t.Types.Str.rootShape, Kind: abi.KindStr, Aux: flags}.Word())
	o := abi.ObjAt[abi.Str](addr)
	o.Len, o.Data = int64(n), data
	r := abi.Ptr(addr)
	putStr(r, StrLen(a), b, 0, StrLen(b))
	return r
}

// repeatCount reads the count of seq * n, at least 0, and checks that the
// result of n times length items is possible.
func (t *Thread) repeatCount(v Value, length, size int) (int, bool) {
	n, ok := 0, true
	if v.IsInt() {
		n = int(v.Int())
	} else if n, ok = t.AsInt(v, t.Exc.OverflowError); !ok {
		return 0, false
	}
	if n <= 0 || length == 0 {
		return 0, true
	}
	if length > maxSize/n || length*n > maxSize/size {
		t.memoryError()
		return 0, false
	}
	return n, length*n*size < 1<<16 || t.textRoom(length*n, size)
}

func strRepeat(t *Thread, v, count Value) Value {
	length, flags := StrLen(v), strFlagsOf(v)
	n, ok := t.repeatCount(count, length, 1<<(flags&abi.StrWidth))
	if !ok {
		return Raised
	}
	switch {
	case n == 0:
		return t.EmptyStr
	case n == 1:
		return t.exactStr(v)
	case length == 1:
		r := t.allocStr(n, flags)
		fillStr(r, 0, n, StrAt(v, 0))
		return r
	}
	r := t.allocStr(length*n, flags)
	repeatBytes(strBytes(r), strBytes(v))
	return r
}

// repeatBytes fills dst with copies of src.
func repeatBytes(dst, src []byte) {
	if len(src) == 1 {
		fillUnits(dst, src[0])
		return
	}
	for n := copy(dst, src); n < len(dst); n *= 2 {
		copy(dst[n:], dst[:n])
	}
}

// StrJoin joins strs: an f-string.
func (t *Thread) StrJoin(parts []Value) Value {
	n, flags, last := 0, uint16(abi.StrASCII), Unbound
	for _, p := range parts {
		o := abi.Obj[abi.Str](p)
		if o.Len == 0 {
			continue
		}
		n += int(o.Len)
		flags = joinFlags(flags, o.Aux)
		if last == Unbound {
			last = p
		} else {
			last = None
		}
	}
	switch last {
	case Unbound:
		return t.EmptyStr
	case None:
	default:
		return t.exactStr(last)
	}
	if n<<2 > 1<<16 && !t.textRoom(n, 1<<(flags&abi.StrWidth)) {
		return Raised
	}
	r := t.allocStr(n, flags)
	n = 0
	for _, p := range parts {
		k := StrLen(p)
		putStr(r, n, p, 0, k)
		n += k
	}
	return r
}
