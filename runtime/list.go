package runtime

import (
	"unsafe"

	"github.com/go-python/gopython/gc"
	"github.com/go-python/gopython/internal/abi"
)

var listType = TypeSpec{
	Name: "list", Kind: abi.KindList,
	Doc:  "A mutable sequence. list(iterable) makes one of the items of an iterable.",
	New:  &NativeDef{Name: "list", Call: listNew},
	Init: &NativeDef{Name: "list", Sig: "self, iterable=(), /", Fn: listInit},
	Slots: Slots{
		Repr:          listRepr,
		Compare:       listCompare,
		Iter:          listIter,
		Len:           func(_ *Thread, v Value) (int, bool) { return int(abi.Obj[abi.List](v).Len), true },
		GetItem:       (*Thread).ListGetItem,
		SetItem:       (*Thread).ListSetItem,
		Contains:      listContains,
		Concat:        listConcat,
		Repeat:        listRepeat,
		InPlaceConcat: listInPlaceConcat,
		InPlaceRepeat: listInPlaceRepeat,
	},
	Methods: []*NativeDef{
		{Name: "append", Sig: "self, object, /", Fn: func(t *Thread, a []Value) Value { t.ListAppend(a[0], a[1]); return None }},
		{Name: "clear", Sig: "self, /", Fn: func(t *Thread, a []Value) Value { t.listClear(a[0]); return None }},
		{Name: "copy", Sig: "self, /", Fn: func(t *Thread, a []Value) Value { return t.listCopy(a[0]) }},
		{Name: "count", Sig: "self, value, /", Fn: listCount},
		{Name: "extend", Walk: "extend", Sig: "self, iterable, /", Fn: func(t *Thread, a []Value) Value { return okNone(t.ListExtend(a[0], a[1])) }},
		{Name: "index", Sig: "self, value, start=0, stop=9223372036854775807, /", Fn: listIndex},
		{Name: "insert", Sig: "self, index, object, /", Fn: listInsert},
		{Name: "pop", Sig: "self, index=-1, /", Fn: listPop},
		{Name: "remove", Sig: "self, value, /", Fn: listRemove},
		{Name: "reverse", Sig: "self, /", Fn: listReverse},
		{Name: "sort", Sig: "self, /, *, key=None, reverse=False", Fn: listSort},
		{Name: "__reversed__", Sig: "self, /", Fn: listReversed},
		{Name: "__sizeof__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value {
			return t.NewInt(40 + abi.Obj[abi.List](a[0]).Cap*abi.Word)
		}},
		aliasMethod(),
	},
}

const listKinds = abi.ListInts | abi.ListFloats | abi.ListBools

func listNew(t *Thread, _ Value, args []Value, _ Value) Value {
	return t.allocList(t.TypeFor(args[0]), 0)
}

func listInit(t *Thread, a []Value) Value {
	if abi.Obj[abi.List](a[0]).Len != 0 {
		t.listClear(a[0])
	}
	if a[1] == Unbound {
		return None
	}
	return okNone(t.ListExtend(a[0], a[1]))
}

func (t *Thread) isExactList(v Value) bool {
	return v.IsPtr() && v.Shape() == t.Types.List.rootShape
}

func (t *Thread) listClear(v Value) {
	l := abi.Obj[abi.List](v)
	l.Len, l.Cap, l.Items = 0, 0, 0
	l.Aux &^= listKinds
}

func (t *Thread) listCopy(v Value) Value {
	r := t.NewList(nil)
	t.listAdd(r, abi.ListItems(v), abi.Obj[abi.List](v).Aux)
	return r
}

// listReserve makes room for n items altogether.
func (t *Thread) listReserve(list Value, n int) {
	if l := abi.Obj[abi.List](list); int(l.Cap) < n {
		t.listSetCap(list, n)
	}
}

// listSetCap gives the list storage for exactly n items, at least its length.
func (t *Thread) listSetCap(list Value, n int) {
	l := abi.Obj[abi.List](list)
	if n == 0 {
		l.Items, l.Cap = 0, 0
		return
	}
	if size := abi.BufHeader + uintptr(n)*abi.Word; l.Items != 0 && size > 8<<10 {
		start := l.Items - abi.BufHeader
		have := t.Heap.Size(start)
		if t.Heap.Extend(start, size) {
			items := abi.ObjAt[abi.Items](start)
			// What is in the memory it had, behind the values, was never written.
			if used := abi.BufHeader + uintptr(items.Cap)*abi.Word; used < min(size, have) {
				abi.Clear(start+used, min(size, have)-used)
			}
			items.Cap = int64(n)
			l.Cap = int64(n)
			return
		}
	}
	items := t.newItemsRaw(n)
	if l.Len > 0 {
		abi.Move(items, l.Items, uintptr(l.Len)*abi.Word)
	}
	if n > rawItems {
		abi.Clear(items+uintptr(l.Len)*abi.Word, uintptr(n-int(l.Len))*abi.Word)
	}
	old, had := l.Items, l.Cap
	l.Items, l.Cap = items, int64(n)
	t.Heap.Barrier(list.Addr())
	if int(had) > rawItems {
		t.Heap.Free(old - abi.BufHeader)
	}
}

// rawItems is the number of values from which on newItemsRaw may leave something
// in them.
const rawItems = (gc.MaxSmall - int(abi.BufHeader)) / abi.Word

// listGrow makes room for n items, and some more.
func (t *Thread) listGrow(list Value, n int) {
	room := (n + n>>1 + 6) &^ 3
	switch {
	case n > 1<<24:
		room = n + n>>3
	case n > 1<<21:
		room = n + n>>2
	}
	t.listSetCap(list, room)
}

// listShrink gives storage back when most of it is unused.
func (t *Thread) listShrink(list Value) {
	if l := abi.Obj[abi.List](list); l.Cap > 64 && l.Len < l.Cap/4 {
		t.listSetCap(list, int(l.Len+l.Len>>1+6))
	}
}

// listAdd appends items, of which the ListFlags kind hold.
func (t *Thread) listAdd(list Value, items []Value, kind uint16) {
	if len(items) == 0 {
		return
	}
	l := abi.Obj[abi.List](list)
	n := int(l.Len) + len(items)
	if n > int(l.Cap) {
		if l.Len == 0 {
			t.listSetCap(list, n)
		} else {
			t.listGrow(list, n)
		}
	}
	abi.CopyValues(l.Items+uintptr(l.Len)*abi.Word, items)
	t.Heap.Barrier(l.Items - abi.BufHeader)
	if l.Len == 0 {
		l.Aux = l.Aux&^listKinds | kind&listKinds
	} else {
		l.Aux &= kind | ^uint16(listKinds)
	}
	l.Len = int64(n)
}

// ListExtend is list.extend.
func (t *Thread) ListExtend(list, src Value) bool {
	if src.IsPtr() {
		switch src.Shape() {
		case t.Types.List.rootShape:
			s := abi.Obj[abi.List](src)
			if !t.roomFor(int(s.Len)) {
				return false
			}
			t.listAddSelf(list, src)
			return true
		case t.Types.Tuple.rootShape:
			items := abi.TupleItems(src)
			t.listAdd(list, items, listKind(items))
			return true
		case t.Types.Range.rootShape:
			if done, ok := t.listAddRange(list, src); done {
				return ok
			}
		case t.Types.Dict.rootShape:
			return t.listAddDict(list, src, abi.IterKeys)
		case t.Types.DictValues.rootShape:
			return t.listAddDict(list, Slot(src, 0), abi.IterValues)
		}
	}
	return t.listExtendIter(list, src)
}

// listAddSelf extends by a list, which may be the same one.
func (t *Thread) listAddSelf(list, src Value) {
	s := abi.Obj[abi.List](src)
	n := int(s.Len)
	l := abi.Obj[abi.List](list)
	if n > 0 && int(l.Len)+n > int(l.Cap) {
		if l.Len == 0 {
			t.listSetCap(list, n)
		} else {
			t.listGrow(list, int(l.Len)+n)
		}
	}
	t.listAdd(list, abi.Values(s.Items, n), s.Aux)
}

func (t *Thread) listAddDict(list, dict Value, what uint16) bool {
	d := abi.Obj[abi.Dict](dict)
	t.listReserve(list, int(abi.Obj[abi.List](list).Len+d.Used))
	for i := 0; i < int(d.Fill); i++ {
		e := dictEntry(d, i)
		if e.Key == abi.Deleted {
			continue
		}
		x := e.Key
		if what == abi.IterValues {
			x = e.Value
		}
		t.ListAppend(list, x)
	}
	return true
}

// listAddRange extends by a range of word ints; done is false when src is not
// such a range.
func (t *Thread) listAddRange(list, src Value) (done, ok bool) {
	first, step, n, word := wordRange(src)
	if !word {
		return false, true
	}
	if !t.roomFor(n) {
		return true, false
	}
	if n == 0 {
		return true, true
	}
	l := abi.Obj[abi.List](list)
	have := int(l.Len)
	t.listReserve(list, have+n)
	items := abi.Values(l.Items+uintptr(have)*abi.Word, n)
	x, d := Value(abi.SmallInt(first)), Value(abi.SmallInt(step))
	for i := range items {
		items[i] = x
		x += d
	}
	if have == 0 {
		l.Aux = l.Aux&^listKinds | abi.ListInts
	} else {
		l.Aux &= abi.ListInts | ^uint16(listKinds)
	}
	l.Len += int64(n)
	return true, true
}

func (t *Thread) listExtendIter(list, src Value) bool {
	l, ok := t.loop(src)
	if !ok {
		return false
	}
	defer l.end()
	if l.src.IsKind(abi.KindGenerator) && l.src.Shape() == t.Types.Generator.rootShape {
		if s := abi.Obj[abi.Generator](l.src).Aux; s == abi.GenCreated || s == abi.GenSuspended {
			return t.drain(l.src, list)
		}
	}
	hint, ok := t.lengthHint(src)
	if !ok {
		return false
	}
	if hint > 0 {
		if !t.roomFor(hint) {
			return false
		}
		t.listReserve(list, int(abi.Obj[abi.List](list).Len)+hint)
	}
	for {
		x := l.item()
		if x == Unbound {
			break
		}
		if x == Raised {
			return false
		}
		t.ListAppend(list, x)
	}
	if o := abi.Obj[abi.List](list); hint > 8 && o.Len < o.Cap/2 {
		t.listSetCap(list, int(o.Len))
	}
	return true
}

func listRepr(t *Thread, v Value) Value {
	if abi.Obj[abi.List](v).Len == 0 {
		return t.NewStr("[]")
	}
	if !t.reprEnter(v) {
		return t.NewStr("[...]")
	}
	defer t.reprLeave(v)
	buf := []byte{'['}
	for i := 0; i < int(abi.Obj[abi.List](v).Len); i++ {
		if i > 0 {
			buf = append(buf, ", "...)
		}
		var ok bool
		if buf, ok = t.appendReprItem(buf, abi.ListItems(v)[i]); !ok {
			return Raised
		}
	}
	return t.NewStr(string(append(buf, ']')))
}

// appendReprItem is appendRepr for an item that may be dropped meanwhile.
func (t *Thread) appendReprItem(buf []byte, v Value) ([]byte, bool) {
	if !v.IsPtr() {
		return t.appendRepr(buf, v)
	}
	m := t.Mark()
	t.Root(v)
	buf, ok := t.appendRepr(buf, v)
	t.Unroot(m)
	return buf, ok
}

func listCompare(t *Thread, a, b Value, op CompareOp) Value {
	if !b.IsKind(abi.KindList) || !a.IsKind(abi.KindList) {
		return NotImplemented
	}
	x, y := abi.Obj[abi.List](a), abi.Obj[abi.List](b)
	if x.Len != y.Len && (op == EQ || op == NE) {
		return boolOf(op == NE)
	}
	i := 0
	for ; i < int(min(x.Len, y.Len)); i++ {
		p, q := abi.ListItems(a)[i], abi.ListItems(b)[i]
		if p == q {
			continue
		}
		same, ok := t.equalItems(p, q)
		if !ok {
			return Raised
		}
		if !same {
			break
		}
	}
	if i >= int(min(x.Len, y.Len)) {
		return boolOf(compareInts(x.Len, y.Len, op))
	}
	if op == EQ || op == NE {
		return boolOf(op == NE)
	}
	return t.compareItems(abi.ListItems(a)[i], abi.ListItems(b)[i], op)
}

// ListGetItem is list[key].
func (t *Thread) ListGetItem(v, key Value) Value {
	l := abi.Obj[abi.List](v)
	if key.IsInt() {
		i := key.Int()
		if i < 0 {
			i += l.Len
		}
		if uint64(i) < uint64(l.Len) {
			return abi.Load(l.Items + uintptr(i)*abi.Word)
		}
	}
	if t.IsSlice(key) {
		return t.listSlice(v, key)
	}
	i, ok := t.SeqIndex(key, int(l.Len), "list")
	if !ok {
		return Raised
	}
	if int64(i) >= l.Len { // converting the index changed the list
		return t.Raise(t.Exc.IndexError, "list index out of range")
	}
	return abi.Load(l.Items + uintptr(i)*abi.Word)
}

// ListSetItem is list[key] = x, or del list[key] when x is Unbound.
func (t *Thread) ListSetItem(v, key, x Value) bool {
	if t.IsSlice(key) {
		if x == Unbound {
			return t.listDelSlice(v, key)
		}
		return t.listAssignSlice(v, key, x)
	}
	n := int(abi.Obj[abi.List](v).Len)
	i, ok := 0, true
	if key.IsInt() {
		i = int(key.Int())
	} else if i, ok = t.seqIndexSlow(key, "list"); !ok {
		return false
	} else {
		n = int(abi.Obj[abi.List](v).Len)
	}
	if i < 0 {
		i += n
	}
	if uint(i) >= uint(n) {
		t.Raise(t.Exc.IndexError, "list assignment index out of range")
		return false
	}
	if x == Unbound {
		t.listCut(v, i, i+1)
		t.listShrink(v)
		return true
	}
	t.ListSetAt(v, i, x)
	return true
}

// ListSetAt stores item i, which exists.
func (t *Thread) ListSetAt(v Value, i int, x Value) {
	l := abi.Obj[abi.List](v)
	abi.Store(l.Items+uintptr(i)*abi.Word, x)
	t.Heap.Barrier(l.Items - abi.BufHeader)
	l.Aux &= valueListKind(x) | ^uint16(listKinds)
}

// listCut removes items lo to hi.
func (t *Thread) listCut(v Value, lo, hi int) {
	if lo >= hi {
		return
	}
	l := abi.Obj[abi.List](v)
	items := abi.ListItems(v)
	copy(items[lo:], items[hi:])
	clear(items[len(items)-(hi-lo):])
	l.Len -= int64(hi - lo)
}

// newListOf makes a new list of the items of an iterable.
func (t *Thread) newListOf(v Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	r := t.Root(t.NewList(nil))
	if !t.ListExtend(r, v) {
		return Raised
	}
	return r
}

func listInsert(t *Thread, a []Value) Value {
	i, ok := t.ssizeArg(a[1])
	if !ok {
		return Raised
	}
	l := abi.Obj[abi.List](a[0])
	n := int(l.Len)
	if i < 0 {
		i = max(i+n, 0)
	}
	i = min(i, n)
	t.ListAppend(a[0], a[2])
	if i < n {
		items := abi.ListItems(a[0])
		copy(items[i+1:], items[i:n])
		items[i] = a[2]
	}
	return None
}

func listPop(t *Thread, a []Value) Value {
	i := -1
	if a[1] != Unbound {
		ok := false
		if i, ok = t.ssizeArg(a[1]); !ok {
			return Raised
		}
	}
	return t.ListPop(a[0], i)
}

// ListPop removes and returns item i; negative numbers count from the end.
func (t *Thread) ListPop(v Value, i int) Value {
	l := abi.Obj[abi.List](v)
	n := int(l.Len)
	if n == 0 {
		return t.Raise(t.Exc.IndexError, "pop from empty list")
	}
	if i < 0 {
		i += n
	}
	if uint(i) >= uint(n) {
		return t.Raise(t.Exc.IndexError, "pop index out of range")
	}
	at := l.Items + uintptr(i)*abi.Word
	x := abi.Load(at)
	if i < n-1 {
		abi.Move(at, at+abi.Word, uintptr(n-1-i)*abi.Word)
	}
	abi.Store(l.Items+uintptr(n-1)*abi.Word, 0)
	l.Len--
	if l.Cap > 64 && l.Len < l.Cap/4 {
		t.listShrink(v)
	}
	return x
}

func listRemove(t *Thread, a []Value) Value {
	i, ok := t.findItem(a[0], a[1], 0, maxSize, abi.ListItems)
	if !ok {
		return Raised
	}
	if i < 0 {
		return t.Raise(t.Exc.ValueError, "list.remove(x): x not in list")
	}
	if n := int(abi.Obj[abi.List](a[0]).Len); i < n {
		t.listCut(a[0], i, i+1)
		t.listShrink(a[0])
	}
	return None
}

func listReverse(_ *Thread, a []Value) Value {
	reverseValues(abi.ListItems(a[0]))
	return None
}

func reverseValues(v []Value) {
	for i, j := 0, len(v)-1; i < j; i, j = i+1, j-1 {
		v[i], v[j] = v[j], v[i]
	}
}

func listConcat(t *Thread, a, b Value) Value {
	if !b.IsKind(abi.KindList) {
		return t.Raise(t.Exc.TypeError, "can only concatenate list (not \"%s\") to list", t.TypeName(b))
	}
	x, y := abi.Obj[abi.List](a), abi.Obj[abi.List](b)
	n := int(x.Len + y.Len)
	if !t.roomFor(n) {
		return Raised
	}
	r := t.allocListRaw(n)
	items := abi.ListItems(r)
	copy(items, abi.ListItems(a))
	copy(items[x.Len:], abi.ListItems(b))
	switch {
	case x.Len == 0:
		abi.Obj[abi.List](r).Aux = y.Aux & listKinds
	case y.Len == 0:
		abi.Obj[abi.List](r).Aux = x.Aux & listKinds
	default:
		abi.Obj[abi.List](r).Aux = x.Aux & y.Aux & listKinds
	}
	return r
}

func listInPlaceConcat(t *Thread, a, b Value) Value {
	if !t.ListExtend(a, b) {
		return Raised
	}
	return a
}

// seqRepeatCount reads the number of a repetition and checks the result's size.
func (t *Thread) seqRepeatCount(v Value, length int) (int, bool) {
	n, ok := t.AsInt(v, t.Exc.OverflowError)
	if !ok {
		return 0, false
	}
	n = max(n, 0)
	if length > 0 && n > maxSize/abi.Word/length {
		t.memoryError()
		return 0, false
	}
	return n, t.roomFor(n * length)
}

// fillRepeat fills dst with copies of what its first n items hold.
func fillRepeat(dst []Value, n int) {
	if n == 1 {
		x := dst[0]
		first := dst[:min(len(dst), fillPart)]
		for i := range first {
			first[i] = x
		}
		n = len(first)
	}
	for n > 0 && n < fillPart && n < len(dst) {
		n += copy(dst[n:], dst[:n])
	}
	// What is copied further stays in the cache.
	for from := dst[:n]; n > 0 && n < len(dst); {
		n += copy(dst[n:], from)
	}
}

const fillPart = 512

func listRepeat(t *Thread, v, count Value) Value {
	n, ok := t.seqRepeatCount(count, int(abi.Obj[abi.List](v).Len))
	if !ok {
		return Raised
	}
	src := abi.ListItems(v)
	if len(src) == 1 && src[0] == 0 {
		r := t.allocList(t.Types.List, n)
		abi.Obj[abi.List](r).Aux = abi.ListInts // new storage is all zero
		return r
	}
	r := t.allocListRaw(n * len(src))
	dst := abi.ListItems(r)
	fillRepeat(dst, copy(dst, src))
	abi.Obj[abi.List](r).Aux = abi.Obj[abi.List](v).Aux & listKinds
	return r
}

func listInPlaceRepeat(t *Thread, v, count Value) Value {
	have := int(abi.Obj[abi.List](v).Len)
	n, ok := t.seqRepeatCount(count, have)
	if !ok {
		return Raised
	}
	have = int(abi.Obj[abi.List](v).Len)
	switch {
	case n == 0 || have == 0:
		t.listClear(v)
	case n > 1:
		t.listReserve(v, n*have)
		l := abi.Obj[abi.List](v)
		l.Len = int64(n * have)
		fillRepeat(abi.ListItems(v), have)
		t.Heap.Barrier(l.Items - abi.BufHeader)
	}
	return v
}

func listIter(t *Thread, v Value) Value { return t.newIterOf(t.Types.ListIter, v, 0) }

func listReversed(t *Thread, a []Value) Value {
	return t.newIterOf(t.Types.ListReverseIter, a[0], int(abi.Obj[abi.List](a[0]).Len)-1)
}

// newIterOf makes an iterator by index.
func (t *Thread) newIterOf(typ *Type, seq Value, index int) Value {
	addr := t.Heap.Alloc(unsafe.Sizeof(abi.SeqIter{}), abi.Header{Shape: typ.rootShape, Kind: abi.KindSeqIter}.Word())
	o := abi.ObjAt[abi.SeqIter](addr)
	o.Seq, o.Index = seq, int64(index)
	return abi.Ptr(addr)
}
