package runtime

import (
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
)

// Fields of a range: ints of any size.
const (
	rangeStart = iota
	rangeStop
	rangeStep
	rangeLen
)

var rangeType = TypeSpec{
	Name: "range", Hidden: 4, Final: true,
	Doc: "range(stop), range(start, stop[, step]): the ints from start (or 0) up to, not including, stop.",
	New: &NativeDef{Name: "range", Sig: "cls, start, stop=None, step=1, /", Fn: rangeNew},
	Slots: Slots{
		Repr:     rangeRepr,
		Hash:     rangeHash,
		Compare:  rangeCompare,
		Bool:     func(_ *Thread, v Value) (bool, bool) { return Slot(v, rangeLen) != 0, true },
		Len:      rangeLength,
		Iter:     rangeIter,
		GetItem:  rangeGetItem,
		Contains: rangeContains,
	},
	Methods: []*NativeDef{
		{Name: "count", Sig: "self, value, /", Fn: rangeCount},
		{Name: "index", Sig: "self, value, /", Fn: rangeIndex},
		{Name: "__reversed__", Sig: "self, /", Fn: rangeReversed},
		{Name: "__reduce__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value {
			args := t.NewTuple([]Value{Slot(a[0], rangeStart), Slot(a[0], rangeStop), Slot(a[0], rangeStep)})
			return t.NewTuple2(t.Types.Range.Obj, args)
		}},
	},
	GetSets: []*GetSet{
		{Name: "start", Member: true, Get: func(_ *Thread, v Value) Value { return Slot(v, rangeStart) }},
		{Name: "stop", Member: true, Get: func(_ *Thread, v Value) Value { return Slot(v, rangeStop) }},
		{Name: "step", Member: true, Get: func(_ *Thread, v Value) Value { return Slot(v, rangeStep) }},
	},
}

func rangeNew(t *Thread, a []Value) Value {
	start, stop, step := a[1], a[2], a[3]
	if stop == Unbound {
		start, stop = 0, start
	}
	if step == Unbound {
		step = smallOne
	}
	if (start|stop|step)&3 != 0 {
		// Kept in the argument slots, as __index__ may run Python code.
		a[1], a[2], a[3] = start, stop, step
		for i, x := range a[1:] {
			if a[i+1] = t.rangeArg(x); a[i+1] == Raised {
				return Raised
			}
		}
		start, stop, step = a[1], a[2], a[3]
	}
	if step == 0 {
		return t.Raise(t.Exc.ValueError, "range() arg 3 must not be zero")
	}
	return t.NewRange(start, stop, step)
}

// rangeArg converts an argument of range to an exact int.
func (t *Thread) rangeArg(v Value) Value {
	i := t.AsIndex(v)
	if i != Raised && t.TypeOf(i) != t.Types.Int {
		i = t.intAdd(i, 0)
	}
	return i
}

// NewRange makes a range of exact ints; step is not 0.
func (t *Thread) NewRange(start, stop, step Value) Value {
	return t.NewRecord(t.Types.Range, start, stop, step, t.rangeCountOf(start, stop, step))
}

// rangeCountOf is the number of items of a range.
func (t *Thread) rangeCountOf(start, stop, step Value) Value {
	if (start|stop|step)&3 == 0 {
		a, b, d := start.Int(), stop.Int(), step.Int()
		switch {
		case d > 0 && a < b:
			return t.NewInt((b-a-1)/d + 1)
		case d < 0 && b < a:
			return t.NewInt((a-b-1)/-d + 1)
		}
		return 0
	}
	lo, hi := start, stop
	if sign, _ := t.intSign(step); sign < 0 {
		lo, hi = stop, start
		step = t.intSub(0, step)
	}
	if !t.intLess(lo, hi) {
		return 0
	}
	n := t.BinaryOp(FloorDiv, t.intSub(t.intSub(hi, lo), smallOne), step)
	return t.intAdd(n, smallOne)
}

// wordRange returns the parts of a range of word ints.
func wordRange(v Value) (first, step int64, n int, word bool) {
	start, d, count := Slot(v, rangeStart), Slot(v, rangeStep), Slot(v, rangeLen)
	if (start|Slot(v, rangeStop)|d|count)&3 != 0 {
		return 0, 0, 0, false
	}
	return start.Int(), d.Int(), int(count.Int()), true
}

func rangeLength(t *Thread, v Value) (int, bool) {
	n, fits := t.IntValue(Slot(v, rangeLen))
	if !fits {
		t.Raise(t.Exc.OverflowError, "Python int too large to convert to C ssize_t")
	}
	return int(n), fits
}

func rangeRepr(t *Thread, v Value) Value {
	buf := []byte("range(")
	for i := rangeStart; i <= rangeStep; i++ {
		if i == rangeStep && Slot(v, i) == smallOne {
			break
		}
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

// rangeKey is a tuple that equal ranges have in common.
func (t *Thread) rangeKey(v Value) Value {
	k := []Value{Slot(v, rangeLen), None, None}
	if k[0] != 0 {
		k[1] = Slot(v, rangeStart)
		if k[0] != smallOne {
			k[2] = Slot(v, rangeStep)
		}
	}
	return t.NewTuple(k)
}

func rangeHash(t *Thread, v Value) (int64, bool) { return t.Hash(t.rangeKey(v)) }

func rangeCompare(t *Thread, a, b Value, op CompareOp) Value {
	if t.TypeOf(b) != t.Types.Range || op != EQ && op != NE {
		return NotImplemented
	}
	return t.Compare(t.rangeKey(a), t.rangeKey(b), op)
}

func rangeIter(t *Thread, v Value) Value {
	if first, step, n, word := wordRange(v); word {
		return t.newRangeIter(first, step, n)
	}
	return t.NewRecord(t.Types.LongRangeIter, Slot(v, rangeStart), Slot(v, rangeStep), Slot(v, rangeLen))
}

// newRangeIter makes an iterator over n word ints.
func (t *Thread) newRangeIter(first, step int64, n int) Value {
	addr := t.Heap.Alloc(unsafe.Sizeof(abi.RangeIter{}), abi.Header{Shape: t.Types.RangeIter.rootShape, Kind: abi.KindRangeIter}.Word())
	o := abi.ObjAt[abi.RangeIter](addr)
	o.Cur, o.Left, o.Step = first<<2, int64(n), step<<2
	return abi.Ptr(addr)
}

// rangeAt is item i, an int inside the range.
func (t *Thread) rangeAt(v, i Value) Value {
	return t.intAdd(Slot(v, rangeStart), t.BinaryOp(Mul, i, Slot(v, rangeStep)))
}

func rangeReversed(t *Thread, a []Value) Value {
	v := a[0]
	if first, step, n, word := wordRange(v); word {
		last := first + step*int64(max(n-1, 0))
		return t.newRangeIter(last, -step, n)
	}
	last := Slot(v, rangeStart)
	if n := Slot(v, rangeLen); n != 0 {
		last = t.rangeAt(v, t.intSub(n, smallOne))
	}
	return t.NewRecord(t.Types.LongRangeIter, last, t.intSub(0, Slot(v, rangeStep)), Slot(v, rangeLen))
}

func rangeGetItem(t *Thread, v, key Value) Value {
	if t.IsSlice(key) {
		return t.rangeSlice(v, key)
	}
	if first, step, n, word := wordRange(v); word && key.IsInt() {
		i, ok := t.SeqIndex(key, n, "range")
		if !ok {
			return Raised
		}
		return abi.SmallInt(first + int64(i)*step)
	}
	if t.TypeOf(key).Slots.Index == nil {
		return t.Raise(t.Exc.TypeError, "range indices must be integers or slices, not %s", t.TypeName(key))
	}
	i := t.AsIndex(key)
	if i == Raised {
		return Raised
	}
	n := Slot(v, rangeLen)
	if sign, _ := t.intSign(i); sign < 0 {
		i = t.intAdd(i, n)
	}
	if sign, _ := t.intSign(i); sign < 0 || !t.intLess(i, n) {
		return t.Raise(t.Exc.IndexError, "range object index out of range")
	}
	return t.rangeAt(v, i)
}

func (t *Thread) rangeSlice(v, key Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	start, stop, step, ok := t.longSlice(key, Slot(v, rangeLen))
	if !ok {
		return Raised
	}
	d := t.BinaryOp(Mul, step, Slot(v, rangeStep))
	return t.NewRange(t.rangeAt(v, start), t.rangeAt(v, stop), d)
}

// rangeFind returns the index of x (an exact int or bool) in a range, Unbound
// when it is not there.
func (t *Thread) rangeFind(v, x Value) Value {
	if x.IsBool() {
		x = abi.SmallInt(int64(x >> 3 & 1))
	}
	start, step, n := Slot(v, rangeStart), Slot(v, rangeStep), Slot(v, rangeLen)
	if (start|step|n|x)&3 == 0 {
		d := x.Int() - start.Int()
		if q := d / step.Int(); q >= 0 && q < n.Int() && q*step.Int() == d {
			return abi.SmallInt(q)
		}
		return Unbound
	}
	d := t.intSub(x, start)
	if t.BinaryOp(Mod, d, step) != 0 {
		return Unbound
	}
	q := t.BinaryOp(FloorDiv, d, step)
	if sign, _ := t.intSign(q); sign < 0 || !t.intLess(q, n) {
		return Unbound
	}
	return q
}

func (t *Thread) isExactInt(v Value) bool {
	return v.IsInt() || v.IsBool() || t.TypeOf(v) == t.Types.Int
}

func rangeContains(t *Thread, v, x Value) (bool, bool) {
	if t.isExactInt(x) {
		return t.rangeFind(v, x) != Unbound, true
	}
	i, ok := t.rangeSearch(v, x)
	return i >= 0, ok
}

// rangeSearch compares x with each item; it returns the first equal one's index.
func (t *Thread) rangeSearch(v, x Value) (int, bool) {
	l, ok := t.loop(v)
	if !ok {
		return -1, false
	}
	defer l.end()
	for i := 0; ; i++ {
		y := l.item()
		if y == Unbound {
			return -1, true
		}
		if y == Raised {
			return -1, false
		}
		if same, ok := t.Equal(y, x); !ok || same {
			return i, ok
		}
	}
}

func rangeCount(t *Thread, a []Value) Value {
	if t.isExactInt(a[1]) {
		if t.rangeFind(a[0], a[1]) != Unbound {
			return smallOne
		}
		return 0
	}
	l, ok := t.loop(a[0])
	if !ok {
		return Raised
	}
	defer l.end()
	n := 0
	for {
		y := l.item()
		if y == Unbound {
			return t.NewInt(int64(n))
		}
		same, ok := t.Equal(y, a[1])
		if !ok {
			return Raised
		}
		if same {
			n++
		}
	}
}

func rangeIndex(t *Thread, a []Value) Value {
	if t.isExactInt(a[1]) {
		if i := t.rangeFind(a[0], a[1]); i != Unbound {
			return i
		}
		return t.Raise(t.Exc.ValueError, "range.index(x): x not in range")
	}
	i, ok := t.rangeSearch(a[0], a[1])
	if !ok {
		return Raised
	}
	if i < 0 {
		return t.Raise(t.Exc.ValueError, "sequence.index(x): x not in sequence")
	}
	return t.NewInt(int64(i))
}
