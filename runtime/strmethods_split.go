package runtime

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/pyunicode"
)

// Stripping, splitting and joining.

// asciiSpace has the white space that str methods know below 0x80.
const asciiSpace = 1<<' ' | 1<<'\t' | 1<<'\n' | 1<<'\v' | 1<<'\f' | 1<<'\r' | 1<<0x1c | 1<<0x1d | 1<<0x1e | 1<<0x1f

func isSpace(r rune) bool {
	if r < 0x80 {
		return r < 64 && uint64(asciiSpace)>>r&1 != 0
	}
	return pyunicode.IsSpace(r)
}

func stripMethod(name string, left, right bool) NativeFunc {
	return func(t *Thread, a []Value) Value {
		v, n := a[0], StrLen(a[0])
		if a[1] == Unbound || a[1] == None {
			lo, hi := 0, n
			if left {
				for lo < hi && isSpace(StrAt(v, lo)) {
					lo++
				}
			}
			if right {
				for hi > lo && isSpace(StrAt(v, hi-1)) {
					hi--
				}
			}
			return t.sliceStr(v, lo, hi)
		}
		if !isStr(a[1]) {
			return t.Raise(t.Exc.TypeError, "%s arg must be None or str", name)
		}
		set := newCharSet(a[1])
		lo, hi := 0, n
		if left {
			for lo < hi && set.has(StrAt(v, lo)) {
				lo++
			}
		}
		if right {
			for hi > lo && set.has(StrAt(v, hi-1)) {
				hi--
			}
		}
		return t.sliceStr(v, lo, hi)
	}
}

// charSet is the set of the characters of a str.
type charSet struct {
	ascii [2]uint64
	wide  map[rune]struct{}
}

func newCharSet(v Value) (s charSet) {
	for i, n := 0, StrLen(v); i < n; i++ {
		c := StrAt(v, i)
		if c < 0x80 {
			s.ascii[c/64] |= 1 << (c % 64)
			continue
		}
		if s.wide == nil {
			s.wide = map[rune]struct{}{}
		}
		s.wide[c] = struct{}{}
	}
	return s
}

func (s *charSet) has(c rune) bool {
	if c < 0x80 {
		return s.ascii[c/64]>>(c%64)&1 != 0
	}
	_, ok := s.wide[c]
	return ok
}

// splitArgs reads sep and maxsplit; sep is None for white space.
func (t *Thread) splitArgs(sep, maxsplit Value) (Value, int, bool) {
	limit := maxSize
	if maxsplit != Unbound {
		n, ok := t.ssizeArg(maxsplit)
		if !ok {
			return 0, 0, false
		}
		if n >= 0 {
			limit = n
		}
	}
	switch {
	case sep == Unbound || sep == None:
		return None, limit, true
	case !isStr(sep):
		t.Raise(t.Exc.TypeError, "must be str or None, not %s", t.TypeName(sep))
		return 0, 0, false
	case StrLen(sep) == 0:
		t.Raise(t.Exc.ValueError, "empty separator")
		return 0, 0, false
	}
	return sep, limit, true
}

func strSplit(t *Thread, a []Value) Value {
	sep, limit, ok := t.splitArgs(a[1], a[2])
	if !ok {
		return Raised
	}
	v := a[0]
	list := t.NewList(nil)
	if sep == None {
		t.splitSpace(list, v, limit)
		return list
	}
	n, size := StrLen(v), StrLen(sep)
	pos := 0
	if ndl, possible := newNeedle(v, sep); possible {
		for ; limit > 0; limit-- {
			i := ndl.find(v, pos, n)
			if i < 0 {
				break
			}
			t.ListAppend(list, t.sliceStr(v, pos, i))
			pos = i + size
		}
	}
	t.ListAppend(list, t.sliceStr(v, pos, n))
	return list
}

// splitSpace appends the words of v to list.
func (t *Thread) splitSpace(list, v Value, limit int) {
	n := StrLen(v)
	if IsASCII(v) {
		b := strBytes(v)
		i := 0
		t.listReserve(list, min(n/4+1, 12))
		for {
			for i < n && b[i] < 64 && uint64(asciiSpace)>>b[i]&1 != 0 {
				i++
			}
			if i == n {
				return
			}
			start := i
			if limit == 0 {
				t.ListAppend(list, t.sliceStr(v, start, n))
				return
			}
			limit--
			for i < n && (b[i] > ' ' || uint64(asciiSpace)>>b[i]&1 == 0) {
				i++
			}
			t.ListAppend(list, t.sliceStr(v, start, i))
		}
	}
	i := 0
	for {
		for i < n && isSpace(StrAt(v, i)) {
			i++
		}
		if i == n {
			return
		}
		start := i
		if limit == 0 {
			t.ListAppend(list, t.sliceStr(v, start, n))
			return
		}
		limit--
		for i < n && !isSpace(StrAt(v, i)) {
			i++
		}
		t.ListAppend(list, t.sliceStr(v, start, i))
	}
}

func strRSplit(t *Thread, a []Value) Value {
	sep, limit, ok := t.splitArgs(a[1], a[2])
	if !ok {
		return Raised
	}
	v, end := a[0], StrLen(a[0])
	list := t.NewList(nil)
	if sep == None {
		t.rsplitSpace(list, v, limit)
	} else {
		size := StrLen(sep)
		if ndl, possible := newNeedle(v, sep); possible {
			for ; limit > 0; limit-- {
				i := ndl.rfind(v, 0, end)
				if i < 0 {
					break
				}
				t.ListAppend(list, t.sliceStr(v, i+size, end))
				end = i
			}
		}
		t.ListAppend(list, t.sliceStr(v, 0, end))
	}
	reverseItems(abi.ListItems(list))
	return list
}

func reverseItems(items []Value) {
	for i, j := 0, len(items)-1; i < j; i, j = i+1, j-1 {
		items[i], items[j] = items[j], items[i]
	}
}

func (t *Thread) rsplitSpace(list, v Value, limit int) {
	i := StrLen(v)
	for {
		for i > 0 && isSpace(StrAt(v, i-1)) {
			i--
		}
		if i == 0 {
			return
		}
		end := i
		if limit == 0 {
			t.ListAppend(list, t.sliceStr(v, 0, end))
			return
		}
		limit--
		for i > 0 && !isSpace(StrAt(v, i-1)) {
			i--
		}
		t.ListAppend(list, t.sliceStr(v, i, end))
	}
}

// isLineBreak tells where splitlines splits.
func isLineBreak(c rune) bool {
	switch c {
	case '\n', '\r', '\v', '\f', 0x1c, 0x1d, 0x1e, 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}

func strSplitLines(t *Thread, a []Value) Value {
	keep := false
	if a[1] != Unbound {
		var ok bool
		if keep, ok = t.IsTrue(a[1]); !ok {
			return Raised
		}
	}
	v, n := a[0], StrLen(a[0])
	list := t.NewList(nil)
	for i := 0; i < n; {
		start := i
		for i < n && !isLineBreak(StrAt(v, i)) {
			i++
		}
		end := i
		if i < n {
			if StrAt(v, i) == '\r' && i+1 < n && StrAt(v, i+1) == '\n' {
				i++
			}
			i++
			if keep {
				end = i
			}
		}
		t.ListAppend(list, t.sliceStr(v, start, end))
	}
	return list
}

func (t *Thread) partitionSep(v Value) bool {
	if !isStr(v) {
		t.Raise(t.Exc.TypeError, "must be str, not %s", t.TypeName(v))
		return false
	}
	if StrLen(v) == 0 {
		t.Raise(t.Exc.ValueError, "empty separator")
		return false
	}
	return true
}

func strPartition(t *Thread, a []Value) Value {
	if !t.partitionSep(a[1]) {
		return Raised
	}
	n := StrLen(a[0])
	i := t.strFind(a[0], a[1], 0, n)
	if i < 0 {
		return t.newTuple3(t.exactStr(a[0]), t.EmptyStr, t.EmptyStr)
	}
	return t.newTuple3(t.sliceStr(a[0], 0, i), a[1], t.sliceStr(a[0], i+StrLen(a[1]), n))
}

func strRPartition(t *Thread, a []Value) Value {
	if !t.partitionSep(a[1]) {
		return Raised
	}
	n, i := StrLen(a[0]), -1
	if ndl, ok := newNeedle(a[0], a[1]); ok {
		i = ndl.rfind(a[0], 0, n)
	}
	if i < 0 {
		return t.newTuple3(t.EmptyStr, t.EmptyStr, t.exactStr(a[0]))
	}
	return t.newTuple3(t.sliceStr(a[0], 0, i), a[1], t.sliceStr(a[0], i+StrLen(a[1]), n))
}

func (iso *Isolate) newTuple3(a, b, c Value) Value {
	v := iso.allocTuple(iso.Types.Tuple, 3)
	items := abi.TupleItems(v)
	items[0], items[1], items[2] = a, b, c
	return v
}

// joinItems returns the items that join is given, as a view; the object they
// are in is rooted.
func (t *Thread) joinItems(v Value) ([]Value, bool) {
	if items, ok := t.seqArg(v); ok {
		return items, true
	}
	typ := t.TypeOf(v)
	if typ.Slots.Iter == nil && !t.isSequence(typ) {
		t.Raise(t.Exc.TypeError, "can only join an iterable")
		return nil, false
	}
	list := t.ListOf(v)
	if list == Raised {
		return nil, false
	}
	t.Root(list)
	return abi.ListItems(list), true
}

func strJoinMethod(t *Thread, a []Value) Value {
	if a[1].IsKind(abi.KindGenerator) && a[1].Shape() == t.Types.Generator.rootShape {
		return t.joinGenerator(a[0], a[1])
	}
	m := t.Mark()
	defer t.Unroot(m)
	items, ok := t.joinItems(a[1])
	if !ok {
		return Raised
	}
	return t.joinStrs(a[0], items)
}

// maxSpare is how many items a list may have that joinGenerator keeps.
const maxSpare = 1 << 10

// joinGenerator is sep.join(gen): what gen yields goes into a list that is kept
// for the next time.
func (t *Thread) joinGenerator(sep, gen Value) Value {
	list := Unbound
	if n := len(t.spares); n > 0 {
		list = t.spares[n-1]
		t.spares = t.spares[:n-1]
	} else {
		list = t.NewList(nil)
	}
	m := t.Mark()
	t.Root(list)
	v := Raised
	if t.ListExtend(list, gen) {
		v = t.joinStrs(sep, abi.ListItems(list))
	}
	t.Unroot(m)
	if l := abi.Obj[abi.List](list); l.Cap <= maxSpare && len(t.spares) < 8 {
		clear(abi.ListItems(list))
		l.Len, l.Aux = 0, 0
		t.spares = append(t.spares, list)
	}
	return v
}

// JoinList is sep.join(list) of an exact str and list.
func (t *Thread) JoinList(sep, list Value) Value { return t.joinStrs(sep, abi.ListItems(list)) }

// QuickJoin is JoinList where that makes a short ASCII str, else Unbound.
func (t *Thread) QuickJoin(sep, list Value) Value {
	items := abi.ListItems(list)
	gap := abi.Obj[abi.Str](sep)
	if len(items) == 0 || gap.Aux&abi.StrASCII == 0 || len(items) > 1<<10 || gap.Len > 1<<10 {
		return Unbound
	}
	n := int(gap.Len) * (len(items) - 1)
	for _, x := range items {
		if !x.IsPtr() || x.Shape() != t.StrShape {
			return Unbound
		}
		o := abi.Obj[abi.Str](x)
		if n += int(o.Len); o.Aux&abi.StrASCII == 0 || n > 1<<14 {
			return Unbound
		}
	}
	if n < 2 {
		return Unbound
	}
	r := t.allocStr(n, abi.StrASCII)
	join8(abi.Obj[abi.Str](r).Data, units8(sep), items)
	return r
}

// joinStrs is sep.join(items).
func (t *Thread) joinStrs(sep Value, items []Value) Value {
	switch {
	case len(items) == 0:
		return t.EmptyStr
	case len(items) == 1 && t.IsExactStr(items[0]):
		return items[0]
	}
	gap := StrLen(sep)
	n, flags := 0, uint16(abi.StrASCII)
	if gap > 0 {
		flags = strFlagsOf(sep)
		if gap > maxSize/len(items) {
			return t.Raise(t.Exc.OverflowError, "join() result is too long for a Python string")
		}
		n = gap * (len(items) - 1)
	}
	ascii := flags&abi.StrASCII != 0
	for i, x := range items {
		if x.IsPtr() && x.Shape() == t.StrShape && ascii {
			if o := abi.Obj[abi.Str](x); o.Aux&abi.StrASCII != 0 && n >= 0 {
				n += int(o.Len)
				continue
			}
		}
		if !isStr(x) {
			return t.Raise(t.Exc.TypeError, "sequence item %d: expected str instance, %s found", i, t.TypeName(x))
		}
		o := abi.Obj[abi.Str](x)
		if n += int(o.Len); n < 0 {
			return t.Raise(t.Exc.OverflowError, "join() result is too long for a Python string")
		}
		if o.Len > 0 {
			flags = joinFlags(flags, o.Aux)
		}
	}
	if n < 0 {
		return t.Raise(t.Exc.OverflowError, "join() result is too long for a Python string")
	}
	if n <= 1 {
		return t.joinShort(sep, items)
	}
	if n >= 1<<14 && !t.textRoom(n, 1<<(flags&abi.StrWidth)) {
		return Raised
	}
	r := t.allocStr(n, flags)
	if flags&abi.StrWidth == 0 {
		join8(abi.Obj[abi.Str](r).Data, units8(sep), items)
		return r
	}
	k := 0
	for i, x := range items {
		if i > 0 {
			putStr(r, k, sep, 0, gap)
			k += gap
		}
		putStr(r, k, x, 0, StrLen(x))
		k += StrLen(x)
	}
	return r
}

// join8 writes the joined text of strs of one byte per character to at.
func join8(at uintptr, sep []byte, items []Value) {
	for i, x := range items {
		if i > 0 {
			switch len(sep) {
			case 0:
			case 1:
				abi.Store8(at, sep[0])
				at++
			default:
				at += uintptr(copy(abi.BytesAt(at, len(sep)), sep))
			}
		}
		switch o := abi.Obj[abi.Str](x); {
		case o.Len == 1:
			abi.Store8(at, abi.Load8(o.Data))
			at++
		case o.Len >= 8 && o.Len <= 16: // by halves that may overlap
			n := uintptr(o.Len) - 8
			lo, hi := abi.Load64(o.Data), abi.Load64(o.Data+n)
			abi.Store64(at, lo)
			abi.Store64(at+n, hi)
			at += n + 8
		default:
			abi.Move(at, o.Data, uintptr(o.Len))
			at += uintptr(o.Len)
		}
	}
}

// joinShort joins to a str of one character at most.
func (t *Thread) joinShort(sep Value, items []Value) Value {
	for i, x := range items {
		if i > 0 && StrLen(sep) > 0 {
			return t.exactStr(sep)
		}
		if StrLen(x) > 0 {
			return t.exactStr(x)
		}
	}
	return t.EmptyStr
}
