package runtime

import "github.com/go-python/gopython/internal/abi"

// Slicing without a slice object, for the exact builtin sequences.

// GetSlice is v[lo:hi:step]; None stands for a bound that is not there, step
// is Unbound when the source has none.
func (t *Thread) GetSlice(v, lo, hi, step Value) Value {
	if v.IsPtr() {
		switch s := v.Shape(); s {
		case t.ListShape, t.StrShape, t.Types.Tuple.rootShape, t.Types.Bytes.rootShape:
			n := t.seqLen(v)
			if first, count, by, ok := wordSlice(lo, hi, step, n); ok {
				return t.takeSlice(v, first, count, by)
			}
		}
	}
	if step == Unbound {
		step = None
	}
	m := t.Mark()
	defer t.Unroot(m)
	return t.GetItem(v, t.Root(t.NewSlice(lo, hi, step)))
}

func (t *Thread) seqLen(v Value) int {
	switch v.Kind() {
	case abi.KindStr:
		return StrLen(v)
	case abi.KindTuple:
		return int(abi.Obj[abi.Tuple](v).Len)
	case abi.KindBytes:
		return int(abi.Obj[abi.Bytes](v).Len)
	}
	return int(abi.Obj[abi.List](v).Len)
}

// wordSlice resolves bounds that are word ints or None; ok is false for others
// and for a step of zero.
func wordSlice(lo, hi, step Value, n int) (first, count, by int, ok bool) {
	by = 1
	if step.IsInt() {
		by = int(step.Int())
	} else if step != Unbound && step != None {
		return 0, 0, 0, false
	}
	if by == 0 || by < -n-1 || by > n+1 {
		return 0, 0, 0, false
	}
	start, stop := 0, n
	if by < 0 {
		start, stop = n-1, -1
	}
	if lo.IsInt() {
		start = clampBound(lo.Int(), n, by)
	} else if lo != None {
		return 0, 0, 0, false
	}
	if hi.IsInt() {
		stop = clampBound(hi.Int(), n, by)
	} else if hi != None {
		return 0, 0, 0, false
	}
	switch {
	case by == 1:
		count = stop - start
	case by > 0:
		count = (stop - start + by - 1) / by
	default:
		count = (start - stop - by - 1) / -by
	}
	return start, max(count, 0), by, true
}

// clampBound brings a bound of a slice into the range that the step allows.
func clampBound(i int64, n, by int) int {
	if i < 0 {
		i += int64(n)
	}
	least, most := int64(0), int64(n)
	if by < 0 {
		least, most = -1, int64(n)-1
	}
	return int(min(max(i, least), most))
}

// takeSlice makes the slice of count items from first on.
func (t *Thread) takeSlice(v Value, first, count, by int) Value {
	switch v.Kind() {
	case abi.KindStr:
		if by == 1 {
			return t.StrSlice(v, first, first+count)
		}
		return t.strStride(v, first, count, by)
	case abi.KindBytes:
		return t.bytesStride(v, first, count, by)
	case abi.KindTuple:
		items := abi.TupleItems(v)
		if by == 1 {
			if count == len(items) {
				return v
			}
			return t.NewTuple(items[first : first+count])
		}
		r := t.allocTuple(t.Types.Tuple, count)
		stride(abi.TupleItems(r), items, first, by)
		return r
	}
	r := t.allocListRaw(count)
	if by == 1 {
		copy(abi.ListItems(r), abi.ListItems(v)[first:first+count])
	} else {
		stride(abi.ListItems(r), abi.ListItems(v), first, by)
	}
	abi.Obj[abi.List](r).Aux = abi.Obj[abi.List](v).Aux & listKinds
	return r
}

func stride(dst, src []Value, first, by int) {
	for i := range dst {
		dst[i] = src[first]
		first += by
	}
}

// bytesStride is takeSlice of a bytes object.
func (t *Thread) bytesStride(v Value, first, count, by int) Value {
	b := t.BytesOf(v)
	if by == 1 {
		if count == len(b) {
			return v
		}
		return t.NewBytes(b[first : first+count])
	}
	switch count {
	case 0:
		return t.EmptyBytes
	case 1:
		return t.bytes1[b[first]]
	}
	r := t.allocBytes(count)
	dst, src := t.BytesOf(r), t.BytesOf(v)
	for i := range dst {
		dst[i] = src[first]
		first += by
	}
	return r
}

// strStride is takeSlice of a str with a step.
func (t *Thread) strStride(v Value, first, count, by int) Value {
	if !IsASCII(v) {
		m := t.Mark()
		defer t.Unroot(m)
		rs := make([]rune, count)
		for i := range rs {
			rs[i] = StrAt(v, first)
			first += by
		}
		return t.NewStrRunes(rs)
	}
	switch count {
	case 0:
		return t.EmptyStr
	case 1:
		return t.chars[StrAt(v, first)]
	}
	r := t.allocStr(count, abi.StrASCII)
	dst, src := strBytes(r), strBytes(v)
	for i := range dst {
		dst[i] = src[first]
		first += by
	}
	return r
}

// SetSlice is v[lo:hi] = x.
func (t *Thread) SetSlice(v, lo, hi, x Value) bool {
	if v.IsPtr() && v.Shape() == t.ListShape && x.IsPtr() && x != v && (x.Shape() == t.ListShape || x.Shape() == t.Types.Tuple.rootShape) {
		if first, count, _, ok := wordSlice(lo, hi, Unbound, int(abi.Obj[abi.List](v).Len)); ok {
			items := abi.TupleItems
			if x.IsKind(abi.KindList) {
				items = abi.ListItems
			}
			t.ListSetSlice(v, first, first+count, items(x))
			return true
		}
	}
	m := t.Mark()
	defer t.Unroot(m)
	return t.SetItem(v, t.Root(t.NewSlice(lo, hi, None)), x)
}
