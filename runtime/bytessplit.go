package runtime

import (
	"bytes"

	"github.com/go-python/gopython/internal/abi"
)

// Stripping, splitting and joining of bytes and bytearray.

func bytesStripMethod(left, right bool) NativeFunc {
	return func(t *Thread, a []Value) Value {
		var set [256]bool
		if a[1] == Unbound || a[1] == None {
			for _, c := range " \t\n\v\f\r" {
				set[c] = true
			}
		} else {
			chars, ok := t.bytesLike(a[1])
			if !ok {
				return Raised
			}
			for _, c := range chars {
				set[c] = true
			}
		}
		b := bytesOf(a[0])
		lo, hi := 0, len(b)
		for left && lo < hi && set[b[lo]] {
			lo++
		}
		for right && hi > lo && set[b[hi-1]] {
			hi--
		}
		if hi-lo == len(b) {
			return t.sameLike(a[0])
		}
		return t.newLike(a[0], b[lo:hi])
	}
}

// bytesSplitArgs reads sep (nil for white space) and maxsplit.
func (t *Thread) bytesSplitArgs(sep, maxsplit Value) (s []byte, limit int, ok bool) {
	limit = maxSize
	if maxsplit != Unbound {
		n, ok := t.ssizeArg(maxsplit)
		if !ok {
			return nil, 0, false
		}
		if n >= 0 {
			limit = n
		}
	}
	if sep == Unbound || sep == None {
		return nil, limit, true
	}
	if s, ok = t.bytesLike(sep); ok && len(s) == 0 {
		t.Raise(t.Exc.ValueError, "empty separator")
		return nil, 0, false
	}
	return s, limit, ok
}

func bytesSplit(t *Thread, a []Value) Value {
	sep, limit, ok := t.bytesSplitArgs(a[1], a[2])
	if !ok {
		return Raised
	}
	b := bytesOf(a[0])
	list := t.NewList(nil)
	if sep != nil {
		for ; limit > 0; limit-- {
			i := bytes.Index(b, sep)
			if i < 0 {
				break
			}
			t.ListAppend(list, t.newLike(a[0], b[:i]))
			b = b[i+len(sep):]
		}
		t.ListAppend(list, t.newLike(a[0], b))
		return list
	}
	for {
		for len(b) > 0 && byteSpace(b[0]) {
			b = b[1:]
		}
		if len(b) == 0 {
			return list
		}
		n := 0
		if limit == 0 {
			t.ListAppend(list, t.newLike(a[0], b))
			return list
		}
		limit--
		for n < len(b) && !byteSpace(b[n]) {
			n++
		}
		t.ListAppend(list, t.newLike(a[0], b[:n]))
		b = b[n:]
	}
}

func bytesRSplit(t *Thread, a []Value) Value {
	sep, limit, ok := t.bytesSplitArgs(a[1], a[2])
	if !ok {
		return Raised
	}
	b := bytesOf(a[0])
	list := t.NewList(nil)
	if sep != nil {
		for ; limit > 0; limit-- {
			i := bytes.LastIndex(b, sep)
			if i < 0 {
				break
			}
			t.ListAppend(list, t.newLike(a[0], b[i+len(sep):]))
			b = b[:i]
		}
		t.ListAppend(list, t.newLike(a[0], b))
	} else {
		t.bytesRSplitSpace(list, a[0], b, limit)
	}
	reverseItems(abi.ListItems(list))
	return list
}

func (t *Thread) bytesRSplitSpace(list, like Value, b []byte, limit int) {
	for {
		for len(b) > 0 && byteSpace(b[len(b)-1]) {
			b = b[:len(b)-1]
		}
		if len(b) == 0 {
			return
		}
		if limit == 0 {
			t.ListAppend(list, t.newLike(like, b))
			return
		}
		limit--
		n := len(b)
		for n > 0 && !byteSpace(b[n-1]) {
			n--
		}
		t.ListAppend(list, t.newLike(like, b[n:]))
		b = b[:n]
	}
}

func bytesSplitLines(t *Thread, a []Value) Value {
	keep := false
	if a[1] != Unbound {
		var ok bool
		if keep, ok = t.IsTrue(a[1]); !ok {
			return Raised
		}
	}
	b := bytesOf(a[0])
	list := t.NewList(nil)
	for len(b) > 0 {
		n := 0
		for n < len(b) && b[n] != '\n' && b[n] != '\r' {
			n++
		}
		end, next := n, n
		if n < len(b) {
			if next++; b[n] == '\r' && next < len(b) && b[next] == '\n' {
				next++
			}
			if keep {
				end = next
			}
		}
		t.ListAppend(list, t.newLike(a[0], b[:end]))
		b = b[next:]
	}
	return list
}

// bytesSep reads the separator of partition.
func (t *Thread) bytesSep(v Value) ([]byte, bool) {
	sep, ok := t.bytesLike(v)
	if ok && len(sep) == 0 {
		t.Raise(t.Exc.ValueError, "empty separator")
		return nil, false
	}
	return sep, ok
}

func bytesPartition(t *Thread, a []Value) Value {
	sep, ok := t.bytesSep(a[1])
	if !ok {
		return Raised
	}
	b := bytesOf(a[0])
	i := bytes.Index(b, sep)
	if i < 0 {
		return t.newTuple3(t.sameLike(a[0]), t.newLike(a[0], nil), t.newLike(a[0], nil))
	}
	return t.newTuple3(t.newLike(a[0], b[:i]), t.sepLike(a[0], a[1], sep), t.newLike(a[0], b[i+len(sep):]))
}

func bytesRPartition(t *Thread, a []Value) Value {
	sep, ok := t.bytesSep(a[1])
	if !ok {
		return Raised
	}
	b := bytesOf(a[0])
	i := bytes.LastIndex(b, sep)
	if i < 0 {
		return t.newTuple3(t.newLike(a[0], nil), t.newLike(a[0], nil), t.sameLike(a[0]))
	}
	return t.newTuple3(t.newLike(a[0], b[:i]), t.sepLike(a[0], a[1], sep), t.newLike(a[0], b[i+len(sep):]))
}

// sepLike is the separator in the result of partition: bytes hand it back as
// it is, a bytearray makes a new one.
func (t *Thread) sepLike(v, arg Value, sep []byte) Value {
	if v.IsKind(abi.KindByteArray) {
		return t.NewByteArray(sep)
	}
	return arg
}

func bytesJoin(t *Thread, a []Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	items, ok := t.joinItems(a[1])
	if !ok {
		return Raised
	}
	sep, n := bytesOf(a[0]), 0
	for i, x := range items {
		b, ok := t.BytesView(x)
		if !ok {
			return t.Raise(t.Exc.TypeError, "sequence item %d: expected a bytes-like object, %s found", i, t.TypeName(x))
		}
		if i > 0 {
			n += len(sep)
		}
		if n += len(b); n < 0 {
			return t.Raise(t.Exc.OverflowError, "join() result is too long")
		}
	}
	array := a[0].IsKind(abi.KindByteArray)
	if len(items) == 1 && !array && t.isExactBytes(items[0]) {
		return items[0]
	}
	if n >= 1<<14 && !t.textRoom(n, 1) {
		return Raised
	}
	var r Value
	switch {
	case array:
		r = t.allocByteArray(t.Types.ByteArray, n)
	case n == 0:
		return t.EmptyBytes
	default:
		r = t.allocBytes(n)
	}
	dst := bytesOf(r)
	for i, x := range items {
		if i > 0 {
			dst = dst[copy(dst, sep):]
		}
		b, _ := t.BytesView(x)
		dst = dst[copy(dst, b):]
	}
	if n == 1 && !array {
		return t.bytes1[bytesOf(r)[0]]
	}
	return r
}
