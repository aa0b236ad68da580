package runtime

import (
	"math/bits"

	"github.com/go-python/gopython/internal/abi"
)

var tupleType = TypeSpec{
	Name: "tuple", Kind: abi.KindTuple,
	Doc: "An immutable sequence. tuple(iterable) makes one of the items of an iterable.",
	New: &NativeDef{Name: "tuple", Sig: "cls, iterable=(), /", Fn: tupleNew},
	Slots: Slots{
		Repr:     tupleRepr,
		Hash:     tupleHash,
		Compare:  tupleCompare,
		Iter:     func(t *Thread, v Value) Value { return t.newIterOf(t.Types.TupleIter, v, 0) },
		Len:      func(_ *Thread, v Value) (int, bool) { return int(abi.Obj[abi.Tuple](v).Len), true },
		GetItem:  (*Thread).TupleGetItem,
		Contains: tupleContains,
		Concat:   tupleConcat,
		Repeat:   tupleRepeat,
	},
	Methods: []*NativeDef{
		{Name: "count", Sig: "self, value, /", Fn: func(t *Thread, a []Value) Value { return t.countItems(a[0], a[1], abi.TupleItems) }},
		{Name: "index", Sig: "self, value, start=0, stop=9223372036854775807, /", Fn: tupleIndex},
		{Name: "__getnewargs__", Sig: "self, /", Fn: func(t *Thread, a []Value) Value {
			return t.NewTuple([]Value{t.NewTuple(abi.TupleItems(a[0]))})
		}},
		aliasMethod(),
	},
}

func tupleNew(t *Thread, a []Value) Value {
	typ := t.TypeFor(a[0])
	src := a[1]
	if src == Unbound {
		src = t.EmptyTuple
	} else if src = t.TupleOf(src); src == Raised {
		return Raised
	}
	if typ == t.Types.Tuple {
		return src
	}
	items := abi.TupleItems(src)
	v := t.allocTuple(typ, len(items))
	copy(abi.TupleItems(v), items)
	return v
}

func (t *Thread) isExactTuple(v Value) bool {
	return v.IsPtr() && v.Shape() == t.Types.Tuple.rootShape
}

func tupleRepr(t *Thread, v Value) Value {
	items := abi.TupleItems(v)
	if len(items) == 0 {
		return t.NewStr("()")
	}
	if !t.reprEnter(v) {
		return t.NewStr("(...)")
	}
	defer t.reprLeave(v)
	buf := []byte{'('}
	for i, x := range items {
		if i > 0 {
			buf = append(buf, ", "...)
		}
		var ok bool
		if buf, ok = t.appendRepr(buf, x); !ok {
			return Raised
		}
	}
	if len(items) == 1 {
		buf = append(buf, ',')
	}
	return t.NewStr(string(append(buf, ')')))
}

// Primes of the xxHash algorithm, by which tuples are hashed.
const (
	xxPrime1 = 11400714785074694791
	xxPrime2 = 14029467366897019727
	xxPrime5 = 2870177450012600261
)

// hashTuple is the hash of a tuple of word ints and strs; known is false when
// there is anything else in it.
func (t *Thread) hashTuple(v Value) (h int64, known bool) {
	acc := uint64(xxPrime5)
	items := abi.TupleItems(v)
	for _, x := range items {
		switch {
		case x.IsInt():
			h = hashSmall(x.Int())
		case t.IsExactStr(x):
			h = t.StrHash(x)
		default:
			return 0, false
		}
		acc += uint64(h) * xxPrime2
		acc = bits.RotateLeft64(acc, 31) * xxPrime1
	}
	return finishTupleHash(acc, len(items)), true
}

func finishTupleHash(acc uint64, n int) int64 {
	acc += uint64(n) ^ (xxPrime5 ^ 3527539)
	if acc == ^uint64(0) {
		return 1546275796
	}
	return int64(acc)
}

func tupleHash(t *Thread, v Value) (int64, bool) {
	acc := uint64(xxPrime5)
	items := abi.TupleItems(v)
	for _, x := range items {
		h, ok := t.Hash(x)
		if !ok {
			return 0, false
		}
		acc += uint64(h) * xxPrime2
		acc = bits.RotateLeft64(acc, 31) * xxPrime1
	}
	return finishTupleHash(acc, len(items)), true
}

func tupleCompare(t *Thread, a, b Value, op CompareOp) Value {
	if !a.IsKind(abi.KindTuple) || !b.IsKind(abi.KindTuple) {
		return NotImplemented
	}
	x, y := abi.TupleItems(a), abi.TupleItems(b)
	for i := range min(len(x), len(y)) {
		if x[i] == y[i] {
			continue
		}
		same, ok := t.Equal(x[i], y[i])
		if !ok {
			return Raised
		}
		if !same {
			if op == EQ || op == NE {
				return boolOf(op == NE)
			}
			return t.Compare(x[i], y[i], op)
		}
	}
	return boolOf(compareInts(len(x), len(y), op))
}

// TupleGetItem is tuple[key].
func (t *Thread) TupleGetItem(v, key Value) Value {
	items := abi.TupleItems(v)
	if key.IsInt() {
		i := int(key.Int())
		if i < 0 {
			i += len(items)
		}
		if uint(i) < uint(len(items)) {
			return items[i]
		}
	}
	if t.IsSlice(key) {
		return t.tupleSlice(v, key)
	}
	i, ok := t.SeqIndex(key, len(items), "tuple")
	if !ok {
		return Raised
	}
	return items[i]
}

func (t *Thread) tupleSlice(v, key Value) Value {
	items := abi.TupleItems(v)
	start, _, step, n, ok := t.SliceIndices(key, len(items))
	switch {
	case !ok:
		return Raised
	case n == 0:
		return t.EmptyTuple
	case step == 1 && n == len(items) && t.isExactTuple(v):
		return v
	case step == 1:
		return t.NewTuple(items[start : start+n])
	}
	r := t.allocTuple(t.Types.Tuple, n)
	for i := range n {
		abi.TupleItems(r)[i] = items[start]
		start += step
	}
	return r
}

func tupleContains(t *Thread, v, x Value) (bool, bool) {
	i, ok := t.findItem(v, x, 0, maxSize, abi.TupleItems)
	return i >= 0 && ok, ok
}

func tupleIndex(t *Thread, a []Value) Value {
	lo, hi, ok := t.SearchBounds(a[2], a[3], len(abi.TupleItems(a[0])))
	if !ok {
		return Raised
	}
	i, ok := t.findItem(a[0], a[1], lo, hi, abi.TupleItems)
	if !ok {
		return Raised
	}
	if i < 0 {
		return t.Raise(t.Exc.ValueError, "tuple.index(x): x not in tuple")
	}
	return t.NewInt(int64(i))
}

func tupleConcat(t *Thread, a, b Value) Value {
	if !b.IsKind(abi.KindTuple) {
		return t.Raise(t.Exc.TypeError, "can only concatenate tuple (not \"%s\") to tuple", t.TypeName(b))
	}
	x, y := abi.TupleItems(a), abi.TupleItems(b)
	switch {
	case len(y) == 0 && t.isExactTuple(a):
		return a
	case len(x) == 0 && t.isExactTuple(b):
		return b
	case len(x)+len(y) == 0:
		return t.EmptyTuple
	case !t.roomFor(len(x) + len(y)):
		return Raised
	}
	r := t.allocTuple(t.Types.Tuple, len(x)+len(y))
	copy(abi.TupleItems(r)[copy(abi.TupleItems(r), x):], y)
	return r
}

func tupleRepeat(t *Thread, v, count Value) Value {
	items := abi.TupleItems(v)
	n, ok := t.seqRepeatCount(count, len(items))
	switch {
	case !ok:
		return Raised
	case n*len(items) == 0:
		return t.EmptyTuple
	case n == 1 && t.isExactTuple(v):
		return v
	}
	r := t.allocTuple(t.Types.Tuple, n*len(items))
	fillRepeat(abi.TupleItems(r), copy(abi.TupleItems(r), items))
	return r
}
