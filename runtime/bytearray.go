package runtime

import (
	"bytes"
	"slices"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/pyfmt"
)

var byteArrayType = TypeSpec{
	Name: "bytearray", Kind: abi.KindByteArray,
	Doc:  "A mutable sequence of bytes, made of the same arguments as bytes.",
	New:  &NativeDef{Name: "bytearray", Call: byteArrayNew},
	Init: &NativeDef{Name: "bytearray", Sig: "self, source=b'', encoding='utf-8', errors='strict'", Fn: byteArrayInit},
	Slots: Slots{
		Repr:          byteArrayRepr,
		Str:           byteArrayRepr,
		Compare:       bytesCompare,
		Iter:          func(t *Thread, v Value) Value { return t.newIndexIter(t.Types.ByteArrayIter, v) },
		Len:           func(_ *Thread, v Value) (int, bool) { return len(bytesOf(v)), true },
		GetItem:       byteArrayGetItem,
		SetItem:       byteArraySetItem,
		Contains:      bytesContains,
		Concat:        bytesConcat,
		Repeat:        bytesRepeat,
		InPlaceConcat: byteArrayIConcat,
		InPlaceRepeat: byteArrayIRepeat,
		Binary:        [NumBinOps]BinaryFunc{Mod: bytesMod},
	},
	Methods: append([]*NativeDef{
		{Name: "fromhex", Sig: "cls, string, /", Class: true, Fn: bytesFromHex},
		{Name: "append", Sig: "self, item, /", Fn: byteArrayAppend},
		{Name: "clear", Sig: "self, /", Fn: func(t *Thread, a []Value) Value { return okNone(t.byteArrayResize(a[0], 0)) }},
		{Name: "copy", Sig: "self, /", Fn: func(t *Thread, a []Value) Value { return t.NewByteArray(bytesOf(a[0])) }},
		{Name: "extend", Sig: "self, iterable_of_ints, /", Fn: byteArrayExtend},
		{Name: "insert", Sig: "self, index, item, /", Fn: byteArrayInsert},
		{Name: "pop", Sig: "self, index=-1, /", Fn: byteArrayPop},
		{Name: "remove", Sig: "self, value, /", Fn: byteArrayRemove},
		{Name: "resize", Sig: "self, size, /", Fn: byteArrayResizeMethod},
		{Name: "reverse", Sig: "self, /", Fn: func(t *Thread, a []Value) Value {
			slices.Reverse(bytesOf(a[0]))
			return None
		}},
		{Name: "__alloc__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value {
			return t.NewInt(abi.Obj[abi.ByteArray](a[0]).Cap + 1)
		}},
		{Name: "__reduce__", Sig: "self, /", Fn: byteArrayReduce},
		{Name: "__reduce_ex__", Sig: "self, proto, /", Fn: byteArrayReduce},
		{Name: "__sizeof__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value {
			return t.NewInt(int64(byteArraySize) + abi.Obj[abi.ByteArray](a[0]).Cap)
		}},
	}, bytesMethods()...),
}

func byteArrayNew(t *Thread, _ Value, args []Value, _ Value) Value {
	return t.allocByteArray(t.TypeFor(args[0]), 0)
}

func byteArrayInit(t *Thread, a []Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	if len(bytesOf(a[0])) > 0 && !t.byteArrayResize(a[0], 0) {
		return Raised
	}
	b, ok := t.bytesFrom(a[1], a[2], a[3], "bytearray")
	if !ok || !t.byteArrayResize(a[0], len(b)) {
		return Raised
	}
	copy(bytesOf(a[0]), b)
	return None
}

func byteArrayRepr(t *Thread, v Value) Value {
	b := bytesOf(v)
	if !t.textRoom(len(b), 5) {
		return Raised
	}
	buf := append([]byte(t.TypeOf(v).shortName()), '(')
	text := pyfmt.AppendBytesRepr(nil, b)
	if text[1] == '"' { // CPython escapes the other quote here, too
		text = bytes.ReplaceAll(text, []byte("'"), []byte(`\'`))
	}
	return t.NewStr(string(append(append(buf, text...), ')')))
}

// byteArrayFree checks that no memoryview relies on the size of v. One that
// nothing refers to any more may be waiting to be collected.
func (t *Thread) byteArrayFree(v Value) bool {
	o := abi.Obj[abi.ByteArray](v)
	if o.Exports == 0 {
		return true
	}
	m := t.Mark()
	t.Root(v)
	t.Heap.Collect()
	t.Unroot(m)
	if o.Exports == 0 {
		return true
	}
	t.Raise(t.Exc.BufferError, "Existing exports of data: object cannot be re-sized")
	return false
}

// byteArrayResize makes v n bytes long; new bytes are zero.
func (t *Thread) byteArrayResize(v Value, n int) bool {
	o := abi.Obj[abi.ByteArray](v)
	size := int(o.Len)
	if n == size {
		return true
	}
	if !t.byteArrayFree(v) {
		return false
	}
	if n > int(o.Cap) || n < int(o.Cap)/4 {
		if n > size && !t.textRoom(n, 1) {
			return false
		}
		room := n
		if n > size && size > 0 {
			room += n/8 + 16
		}
		data := t.newRaw(room)
		copy(abi.BytesAt(data, min(n, size)), abi.BytesAt(o.Data, size))
		o.Data, o.Cap = data, int64(room)
		t.Heap.Barrier(v.Addr())
	} else if n > size {
		clear(abi.BytesAt(o.Data+uintptr(size), n-size))
	}
	o.Len = int64(n)
	return true
}

// byteArraySplice replaces bytes lo to hi by with, which is not part of v.
func (t *Thread) byteArraySplice(v Value, lo, hi int, with []byte) bool {
	b := bytesOf(v)
	old, grow := len(b), len(with)-(hi-lo)
	switch {
	case grow > 0:
		if !t.byteArrayResize(v, old+grow) {
			return false
		}
		b = bytesOf(v)
		copy(b[hi+grow:], b[hi:old])
	case grow < 0:
		if !t.byteArrayFree(v) {
			return false
		}
		copy(b[hi+grow:], b[hi:])
		if !t.byteArrayResize(v, old+grow) {
			return false
		}
		b = bytesOf(v)
	}
	copy(b[lo:], with)
	return true
}

func byteArrayGetItem(t *Thread, v, key Value) Value {
	if !t.IsSlice(key) {
		i, ok := t.SeqIndex(key, len(bytesOf(v)), "bytearray")
		if !ok {
			return Raised
		}
		b := bytesOf(v)
		if i >= len(b) {
			return t.Raise(t.Exc.IndexError, "bytearray index out of range")
		}
		return abi.SmallInt(int64(b[i]))
	}
	start, stop, step, ok := t.sliceUnpack(key)
	if !ok {
		return Raised
	}
	start, _, n := adjustSlice(start, stop, step, len(bytesOf(v)))
	r := t.allocByteArray(t.Types.ByteArray, n)
	if step == 1 {
		copy(bytesOf(r), bytesOf(v)[start:])
	} else {
		stepBytes(bytesOf(r), bytesOf(v), start, step)
	}
	return r
}

func byteArraySetItem(t *Thread, v, key, x Value) bool {
	if t.IsSlice(key) {
		return t.byteArraySetSlice(v, key, x)
	}
	// The index first, then the value; either may run code that resizes v.
	i, ok := 0, false
	if key.IsInt() {
		i = int(key.Int())
	} else if i, ok = t.seqIndexSlow(key, "bytearray"); !ok {
		return false
	}
	c := byte(0)
	if x != Unbound {
		if c, ok = t.byteValue(x, "byte"); !ok {
			return false
		}
	}
	b := bytesOf(v)
	if i < 0 {
		i += len(b)
	}
	if i < 0 || i >= len(b) {
		t.Raise(t.Exc.IndexError, "bytearray index out of range")
		return false
	}
	if x == Unbound {
		return t.byteArraySplice(v, i, i+1, nil)
	}
	b[i] = c
	return true
}

func (t *Thread) byteArraySetSlice(v, key, x Value) bool {
	m := t.Mark()
	defer t.Unroot(m)
	start, stop, step, ok := t.sliceUnpack(key)
	if !ok {
		return false
	}
	var with []byte
	if x != Unbound {
		b, ok := t.BytesView(x)
		switch {
		case ok && x.IsKind(abi.KindBytes):
			with = b
		case ok:
			with = bytes.Clone(b) // may be v itself, or a view of it
		case isStr(x) || t.isNumber(x):
			t.Raise(t.Exc.TypeError, "can assign only bytes, buffers, or iterables of ints in range(0, 256)")
			return false
		default:
			if with, ok = t.bytesOfItems(x, "bytearray"); !ok {
				return false
			}
		}
	}
	start, stop, n := adjustSlice(start, stop, step, len(bytesOf(v)))
	switch {
	case step == 1:
		return t.byteArraySplice(v, start, max(start, stop), with)
	case x == Unbound:
		return n == 0 || t.byteArrayDelStep(v, start, step, n)
	case len(with) == 0 && n > 0:
		return t.byteArrayDelStep(v, start, step, n)
	case len(with) != n:
		t.Raise(t.Exc.ValueError, "attempt to assign bytes of size %d to extended slice of size %d", len(with), n)
		return false
	}
	b := bytesOf(v)
	for i, c := range with {
		b[start+i*step] = c
	}
	return true
}

// isNumber reports whether v converts to a number.
func (t *Thread) isNumber(v Value) bool {
	s := &t.TypeOf(v).Slots
	return s.Index != nil || s.Int != nil || s.Float != nil || v.IsKind(abi.KindComplex)
}

func (t *Thread) byteArrayDelStep(v Value, start, step, n int) bool {
	if !t.byteArrayFree(v) {
		return false
	}
	if step < 0 {
		start, step = start+(n-1)*step, -step
	}
	b := bytesOf(v)
	k := start
	for i := start; i < len(b); i++ {
		if (i-start)%step == 0 && (i-start)/step < n {
			continue
		}
		b[k] = b[i]
		k++
	}
	return t.byteArrayResize(v, k)
}

func byteArrayIConcat(t *Thread, a, b Value) Value {
	y, ok := t.BytesView(b)
	if !ok {
		return t.Raise(t.Exc.TypeError, "can't concat %s to %s", t.TypeName(b), t.TypeName(a))
	}
	if !t.byteArrayAppend(a, y) {
		return Raised
	}
	return a
}

// byteArrayAppend appends b, which may be a view of v.
func (t *Thread) byteArrayAppend(v Value, b []byte) bool {
	n := len(bytesOf(v))
	if len(b) == 0 {
		return true
	}
	if !t.byteArrayResize(v, n+len(b)) {
		return false
	}
	copy(bytesOf(v)[n:], b)
	return true
}

func byteArrayIRepeat(t *Thread, v, count Value) Value {
	size := len(bytesOf(v))
	n, ok := t.repeatCount(count, size, 1)
	if !ok || !t.byteArrayResize(v, n*size) {
		return Raised
	}
	if b := bytesOf(v); n > 1 {
		repeatBytes(b, b[:size])
	}
	return v
}

func byteArrayAppend(t *Thread, a []Value) Value {
	c, ok := t.byteValue(a[1], "byte")
	if !ok {
		return Raised
	}
	n := len(bytesOf(a[0]))
	if !t.byteArrayResize(a[0], n+1) {
		return Raised
	}
	bytesOf(a[0])[n] = c
	return None
}

func byteArrayExtend(t *Thread, a []Value) Value {
	if b, ok := t.BytesView(a[1]); ok {
		return okNone(t.byteArrayAppend(a[0], b))
	}
	typ := t.TypeOf(a[1])
	if typ.Slots.Iter == nil && !t.isSequence(typ) {
		return t.Raise(t.Exc.TypeError, "can't extend bytearray with %s", typ.Name)
	}
	if isStr(a[1]) {
		return t.Raise(t.Exc.TypeError, "expected iterable of integers; got: 'str'")
	}
	b, ok := t.bytesOfItems(a[1], "bytearray")
	return okNone(ok && t.byteArrayAppend(a[0], b))
}

func byteArrayInsert(t *Thread, a []Value) Value {
	i, ok := t.ssizeArg(a[1])
	if !ok {
		return Raised
	}
	c, ok := t.byteValue(a[2], "byte")
	if !ok {
		return Raised
	}
	n := len(bytesOf(a[0]))
	if i < 0 {
		i = max(i+n, 0)
	}
	i = min(i, n)
	return okNone(t.byteArraySplice(a[0], i, i, []byte{c}))
}

func byteArrayPop(t *Thread, a []Value) Value {
	i := -1
	if a[1] != Unbound {
		var ok bool
		if i, ok = t.ssizeArg(a[1]); !ok {
			return Raised
		}
	}
	b := bytesOf(a[0])
	if len(b) == 0 {
		return t.Raise(t.Exc.IndexError, "pop from empty bytearray")
	}
	if i < 0 {
		i += len(b)
	}
	if i < 0 || i >= len(b) {
		return t.Raise(t.Exc.IndexError, "pop index out of range")
	}
	c := b[i]
	if !t.byteArraySplice(a[0], i, i+1, nil) {
		return Raised
	}
	return abi.SmallInt(int64(c))
}

func byteArrayRemove(t *Thread, a []Value) Value {
	c, ok := t.byteValue(a[1], "byte")
	if !ok {
		return Raised
	}
	i := bytes.IndexByte(bytesOf(a[0]), c)
	if i < 0 {
		return t.Raise(t.Exc.ValueError, "value not found in bytearray")
	}
	return okNone(t.byteArraySplice(a[0], i, i+1, nil))
}

func byteArrayResizeMethod(t *Thread, a []Value) Value {
	n, ok := t.ssizeArg(a[1])
	if !ok {
		return Raised
	}
	if n < 0 {
		return t.Raise(t.Exc.ValueError, "Can only resize to positive sizes, got %d", n)
	}
	return okNone(t.byteArrayResize(a[0], n))
}

func byteArrayReduce(t *Thread, a []Value) Value {
	protocol := 2
	if len(a) > 1 {
		var ok bool
		if protocol, ok = t.cInt(a[1]); !ok {
			return Raised
		}
	}
	b := bytesOf(a[0])
	var args Value
	switch {
	case len(b) == 0:
		args = t.EmptyTuple
	case protocol < 3:
		args = t.NewTuple2(t.NewLatin1(b), t.NewStr("latin-1"))
	default:
		args = t.NewTuple([]Value{t.NewBytes(b)})
	}
	state := None
	if d := t.instanceDict(a[0]); d != Unbound && DictLen(d) > 0 {
		state = d
	}
	return t.newTuple3(t.TypeOf(a[0]).Obj, args, state)
}
