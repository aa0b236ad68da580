package runtime

import "github.com/go-python/gopython/internal/abi"

// Slices of lists: reading, assigning, deleting.

func (t *Thread) listSlice(v, key Value) Value {
	start, stop, step, ok := t.sliceUnpack(key)
	if !ok {
		return Raised
	}
	start, _, n := adjustSlice(start, stop, step, int(abi.Obj[abi.List](v).Len))
	if step == 1 {
		return t.ListGetSlice(v, start, start+n)
	}
	r := t.allocListRaw(n)
	src, dst := abi.ListItems(v), abi.ListItems(r)
	for i := range dst {
		dst[i] = src[start]
		start += step
	}
	abi.Obj[abi.List](r).Aux = abi.Obj[abi.List](v).Aux & listKinds
	return r
}

// ListGetSlice is list[lo:hi] for bounds inside the list.
func (t *Thread) ListGetSlice(list Value, lo, hi int) Value {
	hi = max(lo, hi)
	r := t.allocListRaw(hi - lo)
	copy(abi.ListItems(r), abi.ListItems(list)[lo:hi])
	abi.Obj[abi.List](r).Aux = abi.Obj[abi.List](list).Aux & listKinds
	return r
}

// ListSetSlice replaces items lo to hi (which are inside the list) by others,
// which must not be a view of the list itself.
func (t *Thread) ListSetSlice(v Value, lo, hi int, items []Value) {
	hi = max(lo, hi)
	l := abi.Obj[abi.List](v)
	n := int(l.Len)
	grow := len(items) - (hi - lo)
	kind := listKind(items)
	switch {
	case grow > 0:
		if n+grow > int(l.Cap) {
			t.listGrow(v, n+grow)
		}
		l.Len += int64(grow)
		all := abi.ListItems(v)
		copy(all[hi+grow:], all[hi:n])
	case grow < 0:
		t.listCut(v, lo, lo-grow)
	}
	copy(abi.ListItems(v)[lo:], items)
	if l.Items != 0 {
		t.Heap.Barrier(l.Items - abi.BufHeader)
	}
	switch {
	case len(items) == n+grow:
		l.Aux = l.Aux&^listKinds | kind
	case len(items) > 0:
		l.Aux &= kind | ^uint16(listKinds)
	}
	if grow < 0 {
		t.listShrink(v)
	}
}

// listAssignSlice is list[slice] = iterable.
func (t *Thread) listAssignSlice(v, key, x Value) bool {
	m := t.Mark()
	defer t.Unroot(m)
	start, stop, step, ok := t.sliceUnpack(key)
	if !ok {
		return false
	}
	src, ok := t.listOrTuple(x, v)
	if !ok {
		return false
	}
	t.Root(src)
	items, _ := t.seqArg(src)
	start, stop, count := adjustSlice(start, stop, step, int(abi.Obj[abi.List](v).Len))
	if step == 1 {
		t.ListSetSlice(v, start, max(start, stop), items)
		return true
	}
	if len(items) != count {
		t.Raise(t.Exc.ValueError, "attempt to assign sequence of size %d to extended slice of size %d", len(items), count)
		return false
	}
	for _, x := range items {
		t.ListSetAt(v, start, x)
		start += step
	}
	return true
}

// listOrTuple is x as an exact list or tuple other than avoid.
func (t *Thread) listOrTuple(x, avoid Value) (Value, bool) {
	if _, ok := t.seqArg(x); ok && x != avoid {
		return x, true
	}
	if x == avoid {
		return t.listCopy(x), true
	}
	r := t.newListOf(x)
	if r == Raised {
		if typ := t.TypeOf(x); typ.Slots.Iter == nil && !t.isSequence(typ) && t.Catch(t.Exc.TypeError) {
			t.Raise(t.Exc.TypeError, "must assign iterable to extended slice")
		}
		return Raised, false
	}
	return r, true
}

// listDelSlice is del list[slice].
func (t *Thread) listDelSlice(v, key Value) bool {
	start, stop, step, ok := t.sliceUnpack(key)
	if !ok {
		return false
	}
	start, _, count := adjustSlice(start, stop, step, int(abi.Obj[abi.List](v).Len))
	if count == 0 {
		return true
	}
	if step < 0 {
		start += step * (count - 1)
		step = -step
	}
	if step == 1 {
		t.listCut(v, start, start+count)
		t.listShrink(v)
		return true
	}
	items := abi.ListItems(v)
	to := start
	for i, next, left := start, start, count; i < len(items); i++ {
		if i == next && left > 0 {
			next += step
			left--
			continue
		}
		items[to] = items[i]
		to++
	}
	clear(items[to:])
	abi.Obj[abi.List](v).Len = int64(to)
	t.listShrink(v)
	return true
}
