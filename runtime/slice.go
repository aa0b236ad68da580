package runtime

import (
	"math/bits"
)

// Fields of a slice.
const (
	sliceStart = iota
	sliceStop
	sliceStep
)

var sliceType = TypeSpec{
	Name: "slice", Hidden: 3, Final: true,
	Doc: "slice(stop), slice(start, stop[, step]): the bounds of a subscript such as a[0:10:2].",
	New: &NativeDef{Name: "slice", Sig: "cls, start, stop=None, step=None, /", Fn: sliceNew},
	Slots: Slots{
		Repr:    sliceRepr,
		Hash:    sliceHash,
		Compare: sliceCompare,
	},
	Methods: []*NativeDef{
		{Name: "indices", Sig: "self, object, /", Fn: sliceIndices},
		{Name: "__reduce__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value {
			return t.NewTuple2(t.Types.Slice.Obj, t.sliceTuple(a[0]))
		}},
	},
	GetSets: []*GetSet{
		{Name: "start", Member: true, Get: func(_ *Thread, v Value) Value { return Slot(v, sliceStart) }},
		{Name: "stop", Member: true, Get: func(_ *Thread, v Value) Value { return Slot(v, sliceStop) }},
		{Name: "step", Member: true, Get: func(_ *Thread, v Value) Value { return Slot(v, sliceStep) }},
	},
}

// NewSlice makes a slice object; bounds that are not given are None.
func (t *Thread) NewSlice(start, stop, step Value) Value {
	return t.NewRecord(t.Types.Slice, start, stop, step)
}

func sliceNew(t *Thread, a []Value) Value {
	if a[2] == Unbound {
		return t.NewSlice(None, a[1], None)
	}
	if a[3] == Unbound {
		a[3] = None
	}
	return t.NewSlice(a[1], a[2], a[3])
}

func (t *Thread) sliceTuple(v Value) Value {
	return t.NewTuple([]Value{Slot(v, 0), Slot(v, 1), Slot(v, 2)})
}

func sliceRepr(t *Thread, v Value) Value {
	buf := []byte("slice(")
	for i := range 3 {
		if i > 0 {
			buf = append(buf, ", "...)
		}
		var ok bool
		if buf, ok = t.appendRepr(buf, Slot(v, i)); !ok {
			return Raised
		}
	}
	return t.NewStr(string(append(buf, ')')))
}

func sliceHash(t *Thread, v Value) (int64, bool) {
	acc := uint64(xxPrime5)
	for i := range 3 {
		h, ok := t.Hash(Slot(v, i))
		if !ok {
			return 0, false
		}
		acc += uint64(h) * xxPrime2
		acc = bits.RotateLeft64(acc, 31) * xxPrime1
	}
	if acc == ^uint64(0) {
		return 1546275796, true
	}
	return int64(acc), true
}

func sliceCompare(t *Thread, a, b Value, op CompareOp) Value {
	if !t.IsSlice(b) {
		return NotImplemented
	}
	if a == b {
		return boolOf(op == EQ || op == LE || op == GE)
	}
	m := t.Mark()
	defer t.Unroot(m)
	return t.Compare(t.Root(t.sliceTuple(a)), t.Root(t.sliceTuple(b)), op)
}

// sliceIndices is slice.indices: ints of any size.
func sliceIndices(t *Thread, a []Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	n := t.AsIndex(a[1])
	if n == Raised {
		return Raised
	}
	t.Root(n)
	if neg, ok := t.intSign(n); !ok {
		return Raised
	} else if neg < 0 {
		return t.Raise(t.Exc.ValueError, "length should not be negative")
	}
	if n.IsInt() {
		start, stop, step, ok := 0, 0, 0, false
		if small := t.smallSlice(a[0]); small {
			if start, stop, step, _, ok = t.SliceIndices(a[0], int(n.Int())); !ok {
				return Raised
			}
			return t.NewTuple([]Value{t.NewInt(int64(start)), t.NewInt(int64(stop)), t.NewInt(int64(step))})
		}
	}
	start, stop, step, ok := t.longSlice(a[0], n)
	if !ok {
		return Raised
	}
	return t.NewTuple([]Value{start, stop, step})
}

// smallSlice reports whether the bounds are None or word ints.
func (t *Thread) smallSlice(v Value) bool {
	for i := range 3 {
		if x := Slot(v, i); x != None && !x.IsInt() {
			return false
		}
	}
	return true
}

// longSlice resolves a slice with ints of any size for a length n. The results
// are rooted until the caller unroots.
func (t *Thread) longSlice(v, n Value) (start, stop, step Value, ok bool) {
	one := smallOne
	step = one
	if x := Slot(v, sliceStep); x != None {
		if step = t.Root(t.sliceIndexValue(x)); step == Raised {
			return
		}
	}
	sign, ok := t.intSign(step)
	if !ok {
		return
	}
	if sign == 0 {
		t.Raise(t.Exc.ValueError, "slice step cannot be zero")
		return 0, 0, 0, false
	}
	lower, upper := Value(0), n
	if sign < 0 {
		lower, upper = smallMinusOne, t.Root(t.intSub(n, one))
	}
	first, last := lower, upper
	if sign < 0 {
		first, last = upper, lower
	}
	if start, ok = t.longBound(Slot(v, sliceStart), first, lower, upper, n); !ok {
		return
	}
	t.Root(start)
	if stop, ok = t.longBound(Slot(v, sliceStop), last, lower, upper, n); ok {
		t.Root(stop)
	}
	return
}

func (t *Thread) sliceIndexValue(v Value) Value {
	if !v.IsInt() && t.TypeOf(v).Slots.Index == nil {
		return t.Raise(t.Exc.TypeError, "slice indices must be integers or None or have an __index__ method")
	}
	return t.AsIndex(v)
}

func (t *Thread) longBound(v, def, lower, upper, n Value) (Value, bool) {
	if v == None {
		return def, true
	}
	if v = t.sliceIndexValue(v); v == Raised {
		return Raised, false
	}
	if sign, _ := t.intSign(v); sign < 0 {
		if v = t.intAdd(v, n); t.intLess(v, lower) {
			v = lower
		}
	} else if t.intLess(upper, v) {
		v = upper
	}
	return v, true
}
