package runtime

import (
	"encoding/binary"
	"math"

	"github.com/go-python/gopython/internal/abi"
)

// Items of a memoryview: native formats of module struct.

// memSize returns the size of an item with a format code; 0 for an unknown one.
func memSize(code byte) int {
	switch code {
	case 'B', 'b', 'c', '?':
		return 1
	case 'H', 'h', 'e':
		return 2
	case 'I', 'i', 'f':
		return 4
	case 'L', 'l', 'Q', 'q', 'N', 'n', 'd', 'P':
		return 8
	}
	return 0
}

// memCode is the character of the format, 0 when there is not just one.
func (t *Thread) memCode(v Value) byte {
	f := Slot(v, mvFormat)
	n := StrLen(f)
	if n == 2 && StrAt(f, 0) == '@' {
		return byte(StrAt(f, 1))
	}
	if n != 1 {
		return 0
	}
	return byte(StrAt(f, 0))
}

// memItem reads the item at an offset.
func (t *Thread) memItem(v Value, off int) Value {
	code, size := t.memCode(v), memInt(v, mvItem)
	b := t.memBytes(v)[off : off+size]
	switch code {
	case 'B':
		return abi.SmallInt(int64(b[0]))
	case 'c':
		return t.bytes1[b[0]]
	case '?':
		return abi.Bool(b[0] != 0)
	case 'f':
		return t.NewFloat(float64(math.Float32frombits(binary.NativeEndian.Uint32(b))))
	case 'd':
		return t.NewFloat(math.Float64frombits(binary.NativeEndian.Uint64(b)))
	case 'e':
		return t.NewFloat(halfFloat(binary.NativeEndian.Uint16(b)))
	}
	if size == 0 || memSize(code) != size {
		return t.Raise(t.Exc.NotImplementedError, "memoryview: format %s not supported", t.GoString(Slot(v, mvFormat)))
	}
	u, signed := memWord(b), code >= 'a'
	if signed {
		shift := 64 - 8*size
		return t.NewInt(int64(u<<shift) >> shift)
	}
	return t.NewUint(u)
}

func memWord(b []byte) uint64 {
	switch len(b) {
	case 1:
		return uint64(b[0])
	case 2:
		return uint64(binary.NativeEndian.Uint16(b))
	case 4:
		return uint64(binary.NativeEndian.Uint32(b))
	}
	return binary.NativeEndian.Uint64(b)
}

func memPutWord(b []byte, u uint64) {
	switch len(b) {
	case 1:
		b[0] = byte(u)
	case 2:
		binary.NativeEndian.PutUint16(b, uint16(u))
	case 4:
		binary.NativeEndian.PutUint32(b, uint32(u))
	default:
		binary.NativeEndian.PutUint64(b, u)
	}
}

// halfFloat widens an IEEE half.
func halfFloat(h uint16) float64 {
	exp, frac := int(h>>10&31), float64(h&1023)
	f := math.Ldexp(frac+1024, exp-25)
	switch exp {
	case 0:
		f = math.Ldexp(frac, -24)
	case 31:
		if f = math.Inf(1); frac != 0 {
			f = math.NaN()
		}
	}
	if h>>15 != 0 {
		f = -f
	}
	return f
}

// memPut writes x as the item at an offset.
func (t *Thread) memPut(v Value, off int, x Value) bool {
	code, size := t.memCode(v), memInt(v, mvItem)
	u, ok := uint64(0), true
	switch code {
	case 'c':
		if !x.IsKind(abi.KindBytes) {
			return t.memBad(v, "type")
		}
		if len(bytesOf(x)) != 1 {
			return t.memBad(v, "value")
		}
		u = uint64(bytesOf(x)[0])
	case '?':
		yes := false
		if yes, ok = t.IsTrue(x); yes {
			u = 1
		}
	case 'f', 'd':
		f, good := t.percentFloat(x, false)
		if !good {
			if t.Catch(t.Exc.TypeError) {
				return t.memBad(v, "type")
			}
			return false
		}
		u = math.Float64bits(f)
		if code == 'f' {
			u = uint64(math.Float32bits(float32(f)))
		}
	default:
		if memSize(code) != size || code == 'e' {
			t.Raise(t.Exc.NotImplementedError, "memoryview: format %s not supported", t.GoString(Slot(v, mvFormat)))
			return false
		}
		if u, ok = t.memInteger(v, x, code, size); !ok {
			return false
		}
	}
	if !ok || !t.memAlive(v) {
		return false
	}
	memPutWord(t.memBytes(v)[off:off+size], u)
	return true
}

func (t *Thread) memBad(v Value, what string) bool {
	class := t.Exc.TypeError
	if what == "value" {
		class = t.Exc.ValueError
	}
	t.Raise(class, "memoryview: invalid %s for format '%c'", what, t.memCode(v))
	return false
}

// memInteger converts x to an integer of the format.
func (t *Thread) memInteger(v, x Value, code byte, size int) (uint64, bool) {
	if !x.IsInt() && t.TypeOf(x).Slots.Index == nil {
		return 0, t.memBad(v, "type")
	}
	i := t.AsIndex(x)
	if i == Raised {
		return 0, false
	}
	n, fits := t.IntValue(i)
	if !fits && n > 0 && size == 8 && code < 'a' {
		if b := t.BigOf(i); b.IsUint64() {
			return b.Uint64(), true
		}
	}
	good := fits
	switch {
	case code < 'a':
		good = fits && n >= 0 && (size == 8 || n>>(8*size) == 0)
	case size < 8:
		good = fits && n>>(8*size-1) == n>>63
	}
	if !good {
		return 0, t.memBad(v, "value")
	}
	return uint64(n), true
}

func memToList(t *Thread, a []Value) Value {
	v := a[0]
	if !t.memAlive(v) {
		return Raised
	}
	if s := Slot(v, mvShape); s != Unbound {
		r, _ := t.memNested(v, abi.TupleItems(s), memInt(v, mvOffset))
		return r
	}
	n := memInt(v, mvLen)
	if !t.roomFor(n) {
		return Raised
	}
	list := t.NewList(nil)
	for i, off := 0, memInt(v, mvOffset); i < n; i++ {
		x := t.memItem(v, off)
		if x == Raised {
			return Raised
		}
		t.ListAppend(list, x)
		off += memInt(v, mvStride)
	}
	return list
}

// memNested makes nested lists of the items from off on, and returns the
// offset behind them. There are 64 dimensions at most.
func (t *Thread) memNested(v Value, shape []Value, off int) (Value, int) {
	if len(shape) == 0 {
		return t.memItem(v, off), off + memInt(v, mvItem)
	}
	list := t.NewList(nil)
	for range shape[0].Int() {
		var x Value
		if x, off = t.memNested(v, shape[1:], off); x == Raised {
			return Raised, off
		}
		t.ListAppend(list, x)
	}
	return list, off
}

func memCast(t *Thread, a []Value) Value {
	v := a[0]
	if !t.memAlive(v) {
		return Raised
	}
	if !isStr(a[1]) {
		return t.Raise(t.Exc.TypeError, "cast() argument 'format' must be str, not %s", t.argTypeName(a[1]))
	}
	if !memContiguous(v) {
		return t.Raise(t.Exc.TypeError, "memoryview: casts are restricted to C-contiguous views")
	}
	shape := a[2]
	hasShape := shape != Unbound
	if (hasShape || memDims(v) != 1) && memInt(v, mvLen) == 0 {
		return t.Raise(t.Exc.TypeError, "memoryview: cannot cast view with zeros in shape or strides")
	}
	if hasShape {
		if !shape.IsKind(abi.KindList) && !shape.IsKind(abi.KindTuple) {
			return t.Raise(t.Exc.TypeError, "shape must be a list or a tuple")
		}
		n, _ := t.Len(shape)
		if n > 64 {
			return t.Raise(t.Exc.ValueError, "memoryview: number of dimensions must not exceed 64")
		}
		if memDims(v) != 1 && n != 1 {
			return t.Raise(t.Exc.TypeError, "memoryview: cast must be 1D -> ND or ND -> 1D")
		}
	}
	r := t.memClone(v)
	m := t.Mark()
	defer t.Unroot(m)
	t.Root(r)
	t.SetSlot(r, mvFormat, t.exactStr(a[1]))
	code := t.memCode(r)
	size := memSize(code)
	if size == 0 {
		t.memRelease(r)
		return t.Raise(t.Exc.ValueError, "memoryview: destination format must be a native single character format prefixed with an optional '@'")
	}
	isByte := func(c byte) bool { return c == 'B' || c == 'b' || c == 'c' }
	total := memInt(v, mvLen) * memInt(v, mvItem)
	switch {
	case !isByte(code) && !isByte(t.memCode(v)):
		t.memRelease(r)
		return t.Raise(t.Exc.TypeError, "memoryview: cannot cast between two non-byte formats")
	case total%size != 0:
		t.memRelease(r)
		return t.Raise(t.Exc.TypeError, "memoryview: length is not a multiple of itemsize")
	}
	t.SetSlot(r, mvItem, abi.SmallInt(int64(size)))
	t.SetSlot(r, mvStride, abi.SmallInt(int64(size)))
	t.SetSlot(r, mvLen, abi.SmallInt(int64(total/size)))
	t.SetSlot(r, mvShape, Unbound)
	t.SetSlot(r, mvHash, Unbound)
	if hasShape && !t.memSetShape(r, shape, total/size) {
		t.memRelease(r)
		return Raised
	}
	return r
}

func (t *Thread) memSetShape(r, shape Value, n int) bool {
	view := abi.ListItems
	if shape.IsKind(abi.KindTuple) {
		view = abi.TupleItems
	}
	items := view(shape)
	product := 1
	for _, x := range items {
		d, fits := t.IntValue(x)
		if !t.TypeOf(x).IsSubtype(t.Types.Int) {
			t.Raise(t.Exc.TypeError, "memoryview.cast(): elements of shape must be integers")
			return false
		}
		if d <= 0 || !fits {
			t.Raise(t.Exc.ValueError, "memoryview.cast(): elements of shape must be integers > 0")
			return false
		}
		if int(d) > maxSize/max(product, 1) {
			t.Raise(t.Exc.ValueError, "memoryview.cast(): product(shape) > SSIZE_MAX")
			return false
		}
		product *= int(d)
	}
	if product != n {
		t.Raise(t.Exc.TypeError, "memoryview: product(shape) * itemsize != buffer size")
		return false
	}
	if len(items) != 1 {
		t.SetSlot(r, mvShape, t.NewTuple(items))
	}
	return true
}

// memCompare is == and != of a memoryview and anything bytes-like.
func memCompare(t *Thread, a, b Value, op CompareOp) Value {
	if op != EQ && op != NE {
		return NotImplemented
	}
	same, ok := t.memEqual(a, b)
	if !ok {
		return NotImplemented
	}
	return abi.Bool(same == (op == EQ))
}

func (t *Thread) memEqual(a, b Value) (same, ok bool) {
	if memInt(a, mvFlags)&mvReleased != 0 || t.isMemoryView(b) && memInt(b, mvFlags)&mvReleased != 0 {
		return a == b, true
	}
	if !t.isMemoryView(b) {
		raw, _, ok := t.rawBuffer(b)
		if !ok {
			return false, false
		}
		if memDims(a) != 1 || memInt(a, mvLen) != len(raw) {
			return false, true
		}
		if t.memCode(a) == 'B' {
			return string(t.memCopy(a)) == string(raw), true
		}
		b = t.NewMemoryView(b)
		defer t.memRelease(b)
	}
	sa, sb := abi.TupleItems(t.memShape(a)), abi.TupleItems(t.memShape(b))
	if len(sa) != len(sb) || memInt(a, mvLen) != memInt(b, mvLen) {
		return false, true
	}
	for i := range sa {
		if sa[i] != sb[i] {
			return false, true
		}
	}
	offA, offB := memInt(a, mvOffset), memInt(b, mvOffset)
	for range memInt(a, mvLen) {
		x, y := t.memItem(a, offA), t.memItem(b, offB)
		if x == Raised || y == Raised {
			t.TakePending()
			return false, true
		}
		if same, ok := t.CompareBool(x, y, EQ); !ok || !same {
			return false, ok
		}
		offA += memInt(a, mvStride)
		offB += memInt(b, mvStride)
	}
	return true, true
}

// memOneDim checks that v can be searched.
func (t *Thread) memOneDim(v Value, what string) bool {
	if !t.memAlive(v) {
		return false
	}
	switch memDims(v) {
	case 1:
		return true
	case 0:
		t.Raise(t.Exc.TypeError, "invalid %s in 0-dim memory", what)
	default:
		t.Raise(t.Exc.NotImplementedError, "multi-dimensional %s is not implemented", what)
	}
	return false
}

func memCount(t *Thread, a []Value) Value {
	if !t.memOneDim(a[0], "lookup") {
		return Raised
	}
	n := 0
	for i := 0; i < memInt(a[0], mvLen); i++ {
		same, ok := t.memSame(a[0], i, a[1])
		if !ok {
			return Raised
		}
		if same {
			n++
		}
	}
	return abi.SmallInt(int64(n))
}

// memSame compares item i with x.
func (t *Thread) memSame(v Value, i int, x Value) (same, ok bool) {
	if !t.memAlive(v) {
		return false, false
	}
	item := t.memItem(v, memInt(v, mvOffset)+i*memInt(v, mvStride))
	if item == Raised {
		return false, false
	}
	return t.equalItems(item, x)
}

func memIndex(t *Thread, a []Value) Value {
	if !t.memOneDim(a[0], "lookup") {
		return Raised
	}
	lo, hi, ok := t.SearchBounds(a[2], a[3], memInt(a[0], mvLen))
	if !ok {
		return Raised
	}
	for i := lo; i < hi; i++ {
		same, ok := t.memSame(a[0], i, a[1])
		if !ok {
			return Raised
		}
		if same {
			return abi.SmallInt(int64(i))
		}
	}
	return t.Raise(t.Exc.ValueError, "memoryview.index(x): x not found")
}
