package runtime

import "github.com/go-python/gopython/internal/abi"

// The algebra of sets. Results are of the base class of the left operand.

func setCopyMethod(t *Thread, a []Value) Value {
	if t.TypeOf(a[0]) == t.Types.FrozenSet {
		return a[0]
	}
	return t.setCopy(t.setBase(a[0]), a[0])
}

func setUpdateMethod(t *Thread, a []Value) Value {
	for _, o := range abi.TupleItems(a[1]) {
		if !t.SetUpdate(a[0], o) {
			return Raised
		}
	}
	return None
}

func setUnionMethod(t *Thread, a []Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	r := t.Root(t.setCopy(t.setBase(a[0]), a[0]))
	for _, o := range abi.TupleItems(a[1]) {
		if o != a[0] && !t.SetUpdate(r, o) {
			return Raised
		}
	}
	return r
}

func setIntersectionMethod(t *Thread, a []Value) Value {
	others := abi.TupleItems(a[1])
	if len(others) == 0 {
		return setCopyMethod(t, a)
	}
	m := t.Mark()
	defer t.Unroot(m)
	r := a[0]
	for _, o := range others {
		if r = t.setIntersect(r, o); r == Raised {
			return Raised
		}
		t.Root(r)
	}
	return r
}

func setDifferenceMethod(t *Thread, a []Value) Value {
	others := abi.TupleItems(a[1])
	if len(others) == 0 {
		return t.setCopy(t.setBase(a[0]), a[0])
	}
	m := t.Mark()
	defer t.Unroot(m)
	r := t.setDifference(a[0], others[0])
	if r == Raised {
		return Raised
	}
	t.Root(r)
	for _, o := range others[1:] {
		if !t.setSubtract(r, o) {
			return Raised
		}
	}
	return r
}

// setIntersect makes a set of what is in both v and an iterable.
func (t *Thread) setIntersect(v, other Value) Value {
	typ := t.setBase(v)
	if v == other {
		return t.setCopy(typ, v)
	}
	m := t.Mark()
	defer t.Unroot(m)
	r := t.Root(t.newSetOf(typ))
	if isSet(other) {
		if SetLen(other) > SetLen(v) {
			v, other = other, v
		}
		return t.setSelect(r, other, v, true)
	}
	l, ok := t.loop(other)
	if !ok {
		return Raised
	}
	defer l.end()
	for {
		x := l.item()
		if x == Unbound {
			return r
		}
		if x == Raised {
			return Raised
		}
		h, ok := t.setHash(x)
		if !ok {
			return Raised
		}
		at, ok := t.setFind(v, x, h)
		if !ok || at >= 0 && !t.setAddHash(r, x, h) {
			return Raised
		}
	}
}

// setSelect adds the items of src to r that are in the set other (or are not).
func (t *Thread) setSelect(r, src, other Value, in bool) Value {
	m := t.Mark()
	defer t.Unroot(m)
	for i := int64(0); ; i++ {
		var x Value
		if x, i = SetNext(src, i); x == Unbound {
			return r
		}
		h := setEntry(abi.Obj[abi.Set](src), i).Hash.Int()
		t.Unroot(m)
		at, ok := t.setFind(other, t.Root(x), h)
		if !ok || (at >= 0) == in && !t.setAddHash(r, x, h) {
			return Raised
		}
	}
}

// setDifference makes a set of what is in v and not in an iterable.
func (t *Thread) setDifference(v, other Value) Value {
	typ := t.setBase(v)
	m := t.Mark()
	defer t.Unroot(m)
	if n, set := SetLen(v), isSet(other); !set && !t.isExactDict(other) || set && n>>2 > SetLen(other) || !set && n>>2 > DictLen(other) {
		r := t.Root(t.setCopy(typ, v))
		if !t.setSubtract(r, other) {
			return Raised
		}
		return r
	}
	r := t.Root(t.newSetOf(typ))
	if isSet(other) {
		return t.setSelect(r, v, other, false)
	}
	for i := int64(0); ; i++ {
		var x Value
		if x, i = SetNext(v, i); x == Unbound {
			return r
		}
		h := setEntry(abi.Obj[abi.Set](v), i).Hash.Int()
		t.Root(x)
		at, ok := t.dictFindHash(other, x, h)
		if !ok || at < 0 && !t.setAddHash(r, x, h) {
			return Raised
		}
		t.Unroot(m + 1)
	}
}

// setSubtract removes the items of an iterable.
func (t *Thread) setSubtract(v, other Value) bool {
	if v == other {
		t.setClear(v)
		return true
	}
	if isSet(other) {
		if !t.setSubtractSet(v, other) {
			return false
		}
	} else {
		l, ok := t.loop(other)
		if !ok {
			return false
		}
		defer l.end()
		for {
			x := l.item()
			if x == Unbound {
				break
			}
			if x == Raised {
				return false
			}
			if _, ok := t.SetDiscard(v, x); !ok {
				return false
			}
		}
	}
	if s := abi.Obj[abi.Set](v); s.Fill-s.Used > s.Mask/4 {
		t.setGrow(v)
	}
	return true
}

func (t *Thread) setSubtractSet(v, other Value) bool {
	m := t.Mark()
	defer t.Unroot(m)
	if SetLen(other)>>3 > SetLen(v) {
		// other is much bigger: only what both have is of interest.
		if other = t.setIntersect(v, other); other == Raised {
			return false
		}
	}
	t.Root(other)
	for i := int64(0); ; i++ {
		var x Value
		if x, i = SetNext(other, i); x == Unbound {
			return true
		}
		h := setEntry(abi.Obj[abi.Set](other), i).Hash.Int()
		t.Unroot(m + 1)
		if _, ok := t.setDiscardHash(v, t.Root(x), h); !ok {
			return false
		}
	}
}

// setSymmetric makes a set of what is in one of v and an iterable.
func (t *Thread) setSymmetric(v, other Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	r := t.setCopy(t.setBase(v), other)
	if r == Raised || !t.setToggleSet(t.Root(r), v) {
		return Raised
	}
	return r
}

// setToggle removes the items of an iterable that are in v and adds the others.
func (t *Thread) setToggle(v, other Value) bool {
	if v == other {
		t.setClear(v)
		return true
	}
	m := t.Mark()
	defer t.Unroot(m)
	if !isSet(other) {
		if other = t.setCopy(t.Types.Set, other); other == Raised {
			return false
		}
	}
	return t.setToggleSet(v, t.Root(other))
}

func (t *Thread) setToggleSet(v, other Value) bool {
	m := t.Mark()
	defer t.Unroot(m)
	for i := int64(0); ; i++ {
		var x Value
		if x, i = SetNext(other, i); x == Unbound {
			return true
		}
		h := setEntry(abi.Obj[abi.Set](other), i).Hash.Int()
		t.Unroot(m)
		found, ok := t.setDiscardHash(v, t.Root(x), h)
		if !ok || !found && !t.setAddHash(v, x, h) {
			return false
		}
	}
}

// setTake makes v have the contents of r, which is given up.
func (t *Thread) setTake(v, r Value) {
	s, o := abi.Obj[abi.Set](v), abi.Obj[abi.Set](r)
	s.Used, s.Fill, s.Table, s.Mask = o.Used, o.Fill, o.Table, o.Mask
	t.Heap.Barrier(v.Addr())
	if o.Table != 0 && r != v {
		o.Used, o.Fill, o.Table, o.Mask = 0, 0, 0, setMinSize-1
	}
}

// setDisjoint reports whether v and an iterable have nothing in common.
func (t *Thread) setDisjoint(v, other Value) (yes, ok bool) {
	if isSet(other) {
		if SetLen(other) > SetLen(v) {
			v, other = other, v
		}
		return t.setAll(other, v, false)
	}
	l, ok := t.loop(other)
	if !ok {
		return false, false
	}
	defer l.end()
	for {
		x := l.item()
		if x == Unbound {
			return true, true
		}
		if x == Raised {
			return false, false
		}
		if in, ok := t.SetContains(v, x); !ok || in {
			return false, ok
		}
	}
}

func setIsSubset(t *Thread, a []Value) Value {
	if isSet(a[1]) {
		return boolValue(t.setSubset(a[0], a[1]))
	}
	m := t.Mark()
	defer t.Unroot(m)
	r := t.setIntersect(a[0], a[1])
	if r == Raised {
		return Raised
	}
	return boolOf(SetLen(r) == SetLen(a[0]))
}

func setIsSuperset(t *Thread, a []Value) Value {
	if isSet(a[1]) {
		return boolValue(t.setSubset(a[1], a[0]))
	}
	l, ok := t.loop(a[1])
	if !ok {
		return Raised
	}
	defer l.end()
	for {
		x := l.item()
		if x == Unbound {
			return True
		}
		if x == Raised {
			return Raised
		}
		if in, ok := t.SetContains(a[0], x); !ok || !in {
			return boolValue(false, ok)
		}
	}
}

func setOr(t *Thread, a, b Value) Value {
	if !isSet(a) || !isSet(b) {
		return NotImplemented
	}
	m := t.Mark()
	defer t.Unroot(m)
	r := t.Root(t.setCopy(t.setBase(a), a))
	if !t.setMerge(r, b) {
		return Raised
	}
	return r
}

func setAnd(t *Thread, a, b Value) Value {
	if !isSet(a) || !isSet(b) {
		return NotImplemented
	}
	return t.setIntersect(a, b)
}

func setSub(t *Thread, a, b Value) Value {
	if !isSet(a) || !isSet(b) {
		return NotImplemented
	}
	return t.setDifference(a, b)
}

func setXor(t *Thread, a, b Value) Value {
	if !isSet(a) || !isSet(b) {
		return NotImplemented
	}
	return t.setSymmetric(a, b)
}

func setInPlaceOr(t *Thread, a, b Value) Value {
	if !isSet(b) {
		return NotImplemented
	}
	if !t.setMerge(a, b) {
		return Raised
	}
	return a
}

func setInPlaceAnd(t *Thread, a, b Value) Value {
	if !isSet(b) {
		return NotImplemented
	}
	r := t.setIntersect(a, b)
	if r == Raised {
		return Raised
	}
	t.setTake(a, r)
	return a
}

func setInPlaceSub(t *Thread, a, b Value) Value {
	if !isSet(b) {
		return NotImplemented
	}
	if !t.setSubtract(a, b) {
		return Raised
	}
	return a
}

func setInPlaceXor(t *Thread, a, b Value) Value {
	if !isSet(b) {
		return NotImplemented
	}
	if !t.setToggle(a, b) {
		return Raised
	}
	return a
}
