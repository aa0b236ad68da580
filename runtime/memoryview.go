package runtime

import (
	"bytes"

	"github.com/go-python/gopython/internal/abi"
)

// Fields of a memoryview. One of several dimensions, or none, has a shape; it
// is always in C order without gaps. Otherwise it is mvLen items, mvStride
// bytes apart.
const (
	mvObj     = iota // the object whose memory it is; None once released
	mvOffset         // of the first item, in bytes
	mvLen            // number of items
	mvStride         // distance of two items in bytes
	mvFormat         // str, as in module struct
	mvItem           // bytes in an item
	mvFlags          // mvReadOnly | mvReleased
	mvHash           // Unbound when not computed yet
	mvShape          // tuple, or Unbound for one dimension
	memFields = iota
)

const (
	mvReadOnly = 1 << iota
	mvReleased
)

// Buffer is what a Go value attached to an object (Isolate.SetResource)
// implements for the object to be bytes-like.
type Buffer interface {
	// BufferBytes views the memory, which must not move while the object lives.
	BufferBytes() (b []byte, readOnly bool)
}

var memoryViewType = TypeSpec{
	Name: "memoryview", Hidden: memFields, Final: true, HasWeak: true,
	Doc: "A view of the memory of a bytes-like object.",
	New: &NativeDef{Name: "memoryview", Sig: "cls, object", Fn: func(t *Thread, a []Value) Value { return t.NewMemoryView(a[1]) }},
	Slots: Slots{
		Repr:    memRepr,
		Hash:    memHash,
		Compare: memCompare,
		Len:     memLen,
		GetItem: memGetItem,
		SetItem: memSetItem,
	},
	Methods: []*NativeDef{
		{Name: "cast", Sig: "self, /, format, shape=None", Fn: memCast},
		{Name: "count", Sig: "self, value, /", Fn: memCount},
		{Name: "hex", Sig: "self, /, sep=None, bytes_per_sep=1", Fn: memHex},
		{Name: "index", Sig: "self, value, start=0, stop=9223372036854775807, /", Fn: memIndex},
		{Name: "release", Sig: "self, /", Fn: func(t *Thread, a []Value) Value { t.memRelease(a[0]); return None }},
		{Name: "tobytes", Sig: "self, /, order='C'", Fn: memToBytes},
		{Name: "tolist", Sig: "self, /", Fn: memToList},
		{Name: "toreadonly", Sig: "self, /", Fn: memToReadOnly},
		{Name: "__enter__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value {
			if !t.memAlive(a[0]) {
				return Raised
			}
			return a[0]
		}},
		{Name: "__exit__", Sig: "self, /, *args", Fn: func(t *Thread, a []Value) Value { t.memRelease(a[0]); return None }},
		aliasMethod(),
	},
	GetSets: []*GetSet{
		memAttr("obj", func(t *Thread, v Value) Value { return Slot(v, mvObj) }),
		memAttr("nbytes", func(t *Thread, v Value) Value { return t.NewInt(int64(memInt(v, mvLen) * memInt(v, mvItem))) }),
		memAttr("readonly", func(t *Thread, v Value) Value { return abi.Bool(memInt(v, mvFlags)&mvReadOnly != 0) }),
		memAttr("itemsize", func(t *Thread, v Value) Value { return Slot(v, mvItem) }),
		memAttr("format", func(t *Thread, v Value) Value { return Slot(v, mvFormat) }),
		memAttr("ndim", func(t *Thread, v Value) Value { return abi.SmallInt(int64(memDims(v))) }),
		memAttr("shape", (*Thread).memShape),
		memAttr("strides", memStrides),
		memAttr("suboffsets", func(t *Thread, v Value) Value { return t.EmptyTuple }),
		memAttr("c_contiguous", func(t *Thread, v Value) Value { return abi.Bool(memContiguous(v)) }),
		memAttr("f_contiguous", func(t *Thread, v Value) Value { return abi.Bool(memContiguous(v) && memDims(v) <= 1) }),
		memAttr("contiguous", func(t *Thread, v Value) Value { return abi.Bool(memContiguous(v)) }),
	},
}

func memAttr(name string, get UnaryFunc) *GetSet {
	return &GetSet{Name: name, Get: func(t *Thread, v Value) Value {
		if !t.memAlive(v) {
			return Raised
		}
		return get(t, v)
	}}
}

func memInt(v Value, field int) int { return int(Slot(v, field).Int()) }

func (t *Thread) memAlive(v Value) bool {
	if memInt(v, mvFlags)&mvReleased != 0 {
		t.Raise(t.Exc.ValueError, "operation forbidden on released memoryview object")
		return false
	}
	return true
}

// rawBuffer views all memory of an object that has some of its own.
func (t *Thread) rawBuffer(v Value) (b []byte, readOnly, ok bool) {
	switch v.Kind() {
	case abi.KindBytes:
		return bytesOf(v), true, true
	case abi.KindByteArray:
		return bytesOf(v), false, true
	case abi.KindInstance:
		if x, is := t.Resource(v).(Buffer); is {
			b, readOnly = x.BufferBytes()
			return b, readOnly, true
		}
	}
	return nil, false, false
}

func (t *Thread) isMemoryView(v Value) bool {
	return v.IsKind(abi.KindInstance) && t.TypeOf(v) == t.Types.MemoryView
}

// memBytes views the memory from the first item of v on.
func (t *Thread) memBytes(v Value) []byte {
	b, _, _ := t.rawBuffer(Slot(v, mvObj))
	return b
}

// NewMemoryView is memoryview(v).
func (t *Thread) NewMemoryView(v Value) Value {
	if t.isMemoryView(v) {
		if !t.memAlive(v) {
			return Raised
		}
		return t.memClone(v)
	}
	b, readOnly, ok := t.rawBuffer(v)
	if !ok {
		return t.Raise(t.Exc.TypeError, "memoryview: a bytes-like object is required, not '%s'", t.TypeName(v))
	}
	flags := 0
	if readOnly {
		flags = mvReadOnly
	}
	one := abi.SmallInt(1)
	r := t.NewRecord(t.Types.MemoryView, v, abi.SmallInt(0), abi.SmallInt(int64(len(b))), one, t.chars['B'], one, abi.SmallInt(int64(flags)), Unbound, Unbound)
	t.memHold(r)
	return r
}

// memClone makes another view of the same memory.
func (t *Thread) memClone(v Value) Value {
	r := t.NewInstance(t.Types.MemoryView)
	for i := range memFields {
		t.SetSlot(r, i, Slot(v, i))
	}
	t.memHold(r)
	return r
}

// memExport is attached to a memoryview of a bytearray, which must not be
// resized until the memoryview is released or dies.
type memExport struct{ array Value }

// Close gives the bytearray free.
func (e memExport) Close() error {
	abi.Obj[abi.ByteArray](e.array).Exports--
	return nil
}

func (t *Thread) memHold(v Value) {
	if array := Slot(v, mvObj); array.IsKind(abi.KindByteArray) {
		abi.Obj[abi.ByteArray](array).Exports++
		t.SetResource(v, memExport{array})
	}
}

func (t *Thread) memRelease(v Value) {
	flags := memInt(v, mvFlags)
	if flags&mvReleased != 0 {
		return
	}
	if e, ok := t.Resource(v).(memExport); ok {
		_ = e.Close() // never fails
		delete(t.resources, v.Addr())
	}
	t.SetSlot(v, mvFlags, abi.SmallInt(int64(flags|mvReleased)))
	t.SetSlot(v, mvObj, None)
}

// memDims is the number of dimensions.
func memDims(v Value) int {
	if s := Slot(v, mvShape); s != Unbound {
		return len(abi.TupleItems(s))
	}
	return 1
}

func (t *Thread) memShape(v Value) Value {
	if s := Slot(v, mvShape); s != Unbound {
		return s
	}
	return t.NewTuple([]Value{Slot(v, mvLen)})
}

func memStrides(t *Thread, v Value) Value {
	s := Slot(v, mvShape)
	if s == Unbound {
		return t.NewTuple([]Value{Slot(v, mvStride)})
	}
	r := t.NewTuple(abi.TupleItems(s))
	step := memInt(v, mvItem)
	for i := len(abi.TupleItems(s)) - 1; i >= 0; i-- {
		abi.TupleItems(r)[i] = abi.SmallInt(int64(step))
		step *= int(abi.TupleItems(s)[i].Int())
	}
	return r
}

func memContiguous(v Value) bool {
	return memInt(v, mvLen) <= 1 || memInt(v, mvStride) == memInt(v, mvItem)
}

// memView views the bytes of a memoryview without gaps.
func (t *Thread) memView(v Value) (b []byte, ok bool) {
	if !memContiguous(v) || memInt(v, mvFlags)&mvReleased != 0 {
		return nil, false
	}
	n := memInt(v, mvLen) * memInt(v, mvItem)
	if n == 0 {
		return nil, true
	}
	off := memInt(v, mvOffset)
	return t.memBytes(v)[off : off+n], true
}

// memUnusable raises what a memoryview that BytesView refused deserves; it
// returns false when v is none.
func (t *Thread) memUnusable(v Value) bool {
	if !t.isMemoryView(v) {
		return false
	}
	if t.memAlive(v) {
		t.Raise(t.Exc.BufferError, "memoryview: underlying buffer is not C-contiguous")
	}
	return true
}

// memCopy makes a copy of the bytes of all items.
func (t *Thread) memCopy(v Value) []byte {
	if b, ok := t.memView(v); ok {
		return bytes.Clone(b)
	}
	b, n, size := t.memBytes(v), memInt(v, mvLen), memInt(v, mvItem)
	out := make([]byte, 0, n*size)
	for i, off := 0, memInt(v, mvOffset); i < n; i++ {
		out = append(out, b[off:off+size]...)
		off += memInt(v, mvStride)
	}
	return out
}

func memRepr(t *Thread, v Value) Value {
	state := "memory"
	if memInt(v, mvFlags)&mvReleased != 0 {
		state = "released memory"
	}
	return t.NewStr("<" + state + " at 0x" + hexAddr(v) + ">")
}

func hexAddr(v Value) string {
	const digits = "0123456789abcdef"
	var b [16]byte
	i := len(b)
	for a := v.Addr(); a > 0 || i == len(b); a >>= 4 {
		i--
		b[i] = digits[a&15]
	}
	return string(b[i:])
}

func memHash(t *Thread, v Value) (int64, bool) {
	if h := Slot(v, mvHash); h != Unbound {
		return h.Int(), true
	}
	if !t.memAlive(v) {
		return 0, false
	}
	if memInt(v, mvFlags)&mvReadOnly == 0 {
		t.Raise(t.Exc.ValueError, "cannot hash writable memoryview object")
		return 0, false
	}
	switch t.memCode(v) {
	case 'B', 'b', 'c':
	default:
		t.Raise(t.Exc.ValueError, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'")
		return 0, false
	}
	h := t.hashBytes(t.memCopy(v))
	t.SetSlot(v, mvHash, abi.SmallInt(h))
	return h, true
}

func memLen(t *Thread, v Value) (int, bool) {
	if !t.memAlive(v) {
		return 0, false
	}
	if s := Slot(v, mvShape); s != Unbound {
		if len(abi.TupleItems(s)) == 0 {
			t.Raise(t.Exc.TypeError, "0-dim memory has no length")
			return 0, false
		}
		return int(abi.TupleItems(s)[0].Int()), true
	}
	return memInt(v, mvLen), true
}

func memGetItem(t *Thread, v, key Value) Value {
	if !t.memAlive(v) {
		return Raised
	}
	if t.IsSlice(key) && memDims(v) == 1 {
		return t.memSlice(v, key)
	}
	off, ok := t.memLocate(v, key)
	if !ok {
		return Raised
	}
	if off < 0 {
		return v // m[...] of no dimensions
	}
	return t.memItem(v, off)
}

// memSlice is the view of a slice of one dimension.
func (t *Thread) memSlice(v, key Value) Value {
	start, _, step, n, ok := t.SliceIndices(key, memInt(v, mvLen))
	if !ok || !t.memAlive(v) { // converting the indices may release it
		return Raised
	}
	stride := memInt(v, mvStride)
	r := t.memClone(v)
	t.SetSlot(r, mvOffset, abi.SmallInt(int64(memInt(v, mvOffset)+start*stride)))
	t.SetSlot(r, mvLen, abi.SmallInt(int64(n)))
	if step > maxSize>>4 || step < minSize>>4 {
		step = 1 // it has one item at most
	}
	t.SetSlot(r, mvStride, abi.SmallInt(int64(step*stride)))
	t.SetSlot(r, mvHash, Unbound)
	return r
}

// memLocate finds the offset of the item with an index; -1 for m[...] of a
// view without dimensions.
func (t *Thread) memLocate(v, key Value) (int, bool) {
	dims := memDims(v)
	fail := func(class *Type, text string) (int, bool) {
		t.Raise(class, "%s", text)
		return 0, false
	}
	if dims == 0 {
		switch {
		case key == Ellipsis:
			return -1, true
		case key.IsKind(abi.KindTuple) && len(abi.TupleItems(key)) == 0:
			return memInt(v, mvOffset), true
		}
		return fail(t.Exc.TypeError, "invalid indexing of 0-dim memory")
	}
	if key.IsInt() || !key.IsKind(abi.KindTuple) && t.TypeOf(key).Slots.Index != nil {
		if dims > 1 {
			return fail(t.Exc.NotImplementedError, "multi-dimensional sub-views are not implemented")
		}
		i, ok := t.AsInt(key, t.Exc.IndexError)
		if !ok || !t.memAlive(v) {
			return 0, false
		}
		return t.memAxis(v, 0, i, memInt(v, mvLen))
	}
	if t.IsSlice(key) {
		return fail(t.Exc.NotImplementedError, "multi-dimensional slicing is not implemented")
	}
	if !key.IsKind(abi.KindTuple) {
		return fail(t.Exc.TypeError, "memoryview: invalid slice key")
	}
	return t.memTuple(v, abi.TupleItems(key), dims)
}

// memAxis adds index i of dimension axis (of n items) to an offset in items,
// and makes it one in bytes for the only dimension.
func (t *Thread) memAxis(v Value, axis, i, n int) (int, bool) {
	if i < 0 {
		i += n
	}
	if i < 0 || i >= n {
		t.Raise(t.Exc.IndexError, "index out of bounds on dimension %d", axis+1)
		return 0, false
	}
	return memInt(v, mvOffset) + i*memInt(v, mvStride), true
}

func (t *Thread) memTuple(v Value, key []Value, dims int) (int, bool) {
	for _, k := range key {
		if t.IsSlice(k) {
			t.Raise(t.Exc.NotImplementedError, "multi-dimensional slicing is not implemented")
			return 0, false
		}
		if t.TypeOf(k).Slots.Index == nil {
			t.Raise(t.Exc.TypeError, "memoryview: invalid slice key")
			return 0, false
		}
	}
	if len(key) < dims {
		t.Raise(t.Exc.NotImplementedError, "sub-views are not implemented")
		return 0, false
	}
	if len(key) > dims {
		t.Raise(t.Exc.TypeError, "cannot index %d-dimension view with %d-element tuple", dims, len(key))
		return 0, false
	}
	at := 0
	for axis, k := range key {
		i, ok := t.AsInt(k, t.Exc.IndexError)
		if !ok || !t.memAlive(v) {
			return 0, false
		}
		n := int(abi.TupleItems(t.memShape(v))[axis].Int())
		if i < 0 {
			i += n
		}
		if i < 0 || i >= n {
			t.Raise(t.Exc.IndexError, "index out of bounds on dimension %d", axis+1)
			return 0, false
		}
		at = at*n + i
	}
	return memInt(v, mvOffset) + at*memInt(v, mvStride), true
}

func memSetItem(t *Thread, v, key, x Value) bool {
	if !t.memAlive(v) {
		return false
	}
	if memInt(v, mvFlags)&mvReadOnly != 0 {
		t.Raise(t.Exc.TypeError, "cannot modify read-only memory")
		return false
	}
	if x == Unbound {
		t.Raise(t.Exc.TypeError, "cannot delete memory")
		return false
	}
	if t.IsSlice(key) && memDims(v) == 1 {
		return t.memSetSlice(v, key, x)
	}
	off, ok := t.memLocate(v, key)
	if !ok {
		return false
	}
	return t.memPut(v, max(off, memInt(v, mvOffset)), x)
}

func (t *Thread) memSetSlice(v, key, x Value) bool {
	m := t.Mark()
	defer t.Unroot(m)
	dst := t.memSlice(v, key)
	if dst == Raised {
		return false
	}
	t.Root(dst)
	if !t.isMemoryView(x) {
		if _, _, ok := t.rawBuffer(x); !ok {
			t.memRelease(dst)
			t.Raise(t.Exc.TypeError, "a bytes-like object is required, not '%s'", t.TypeName(x))
			return false
		}
		x = t.Root(t.NewMemoryView(x))
		defer t.memRelease(x)
	}
	defer t.memRelease(dst)
	if !t.memAlive(x) {
		return false
	}
	if memDims(x) != 1 || memInt(x, mvLen) != memInt(dst, mvLen) || t.memCode(x) != t.memCode(dst) {
		t.Raise(t.Exc.ValueError, "memoryview assignment: lvalue and rvalue have different structures")
		return false
	}
	src, b, size := t.memCopy(x), t.memBytes(dst), memInt(dst, mvItem)
	for off := memInt(dst, mvOffset); len(src) > 0; off += memInt(dst, mvStride) {
		copy(b[off:off+size], src[:size])
		src = src[size:]
	}
	return true
}

func memToReadOnly(t *Thread, a []Value) Value {
	if !t.memAlive(a[0]) {
		return Raised
	}
	r := t.memClone(a[0])
	t.SetSlot(r, mvFlags, abi.SmallInt(int64(memInt(r, mvFlags)|mvReadOnly)))
	return r
}

func memToBytes(t *Thread, a []Value) Value {
	if !t.memAlive(a[0]) {
		return Raised
	}
	if a[1] != Unbound && a[1] != None {
		if !isStr(a[1]) {
			return t.Raise(t.Exc.TypeError, "tobytes() argument 'order' must be str or None, not %s", t.TypeName(a[1]))
		}
		switch o := t.ViewString(a[1]); {
		case o == "C" || o == "A":
		case o == "F":
			if memDims(a[0]) > 1 {
				return t.NewBytes(t.memFortran(a[0]))
			}
		default:
			return t.Raise(t.Exc.ValueError, "order must be 'C', 'F' or 'A'")
		}
	}
	if !t.textRoom(memInt(a[0], mvLen)*memInt(a[0], mvItem), 2) {
		return Raised
	}
	return t.NewBytes(t.memCopy(a[0]))
}

// memFortran copies the items with the first index varying fastest.
func (t *Thread) memFortran(v Value) []byte {
	b, size := t.memCopy(v), memInt(v, mvItem)
	shape := abi.TupleItems(t.memShape(v))
	out := make([]byte, len(b))
	index := make([]int, len(shape))
	for k := 0; k < len(b); k += size {
		at := 0
		for i, n := range shape {
			at = at*int(n.Int()) + index[i]
		}
		copy(out[k:k+size], b[at*size:])
		for i := range index {
			if index[i]++; index[i] < int(shape[i].Int()) {
				break
			}
			index[i] = 0
		}
	}
	return out
}

func memHex(t *Thread, a []Value) Value {
	c, every, ok := t.hexArgs(a[1], a[2])
	if !ok || !t.memAlive(a[0]) {
		return Raised
	}
	return t.hexText(t.memCopy(a[0]), c, every)
}
