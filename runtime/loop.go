package runtime

import (
	"reflect"

	"github.com/go-python/gopython/internal/abi"
)

// A loop walks any iterable, without the closure that Thread.Each needs:
//
//	l, ok := t.loop(v)
//	if !ok { return Raised }
//	defer l.end()
//	for {
//		x := l.item()
//		if x == Unbound { break }
//		if x == Raised { return Raised }
//		...
//	}
//
// The item stays alive until the next call of next.
type loop struct {
	t    *Thread
	src  Value
	next func(t *Thread, it Value) Value // nil: list or tuple
	i    int
	list bool
	mark Mark
}

// loop starts walking v.
func (t *Thread) loop(v Value) (loop, bool) {
	l := loop{t: t, src: v, mark: t.Mark()}
	if v.IsPtr() {
		switch v.Shape() {
		case t.Types.List.rootShape:
			l.list = true
			t.Root(v)
			t.Root(None)
			return l, true
		case t.Types.Tuple.rootShape:
			t.Root(v)
			return l, true
		}
	}
	it := t.Iter(v)
	if it == Raised {
		return l, false
	}
	l.src = t.Root(it)
	l.next = t.TypeOf(it).Slots.Next
	t.Root(None)
	return l, true
}

// item returns the next item, Unbound at the end, or Raised.
func (l *loop) item() Value {
	switch {
	case l.next != nil:
		x := l.next(l.t, l.src)
		if x.IsPtr() {
			l.t.handles[l.mark+1] = x
		} else if x == Unbound {
			l.next = ended // it is not asked again
			return x
		}
		if l.t.Poll.Load() != 0 && x != Raised && !l.t.Safepoint() {
			return Raised
		}
		return x
	case l.list:
		items := abi.ListItems(l.src)
		if l.i >= len(items) {
			return Unbound
		}
		x := items[l.i]
		l.i++
		l.t.handles[l.mark+1] = x
		return x
	}
	items := abi.TupleItems(l.src)
	if l.i >= len(items) {
		return Unbound
	}
	x := items[l.i]
	l.i++
	return x
}

func ended(*Thread, Value) Value { return Unbound }

// end drops what the loop held.
func (l *loop) end() { l.t.Unroot(l.mark) }

// lengthHint is operator.length_hint(v, 0), with a negative number and false
// when that raised.
func (t *Thread) lengthHint(v Value) (int, bool) {
	typ := t.TypeOf(v)
	if f := typ.Slots.Len; f != nil {
		if n, ok := f(t, v); ok {
			return n, true
		}
		return 0, t.Catch(t.Exc.TypeError)
	}
	switch v.Kind() {
	case abi.KindRangeIter:
		return int(abi.Obj[abi.RangeIter](v).Left), true
	case abi.KindGenerator:
		return 0, true
	}
	if typ == t.Types.Zip || typ == t.Types.Map || typ == t.Types.Enumerate {
		return min(t.innerHint(v, 4), 1<<20), true
	}
	r, found := t.CallSpecial(v, t.names.LengthHint)
	switch {
	case !found || r == NotImplemented:
		return 0, true
	case r == Raised:
		return 0, t.Catch(t.Exc.TypeError)
	case !t.TypeOf(r).IsSubtype(t.Types.Int):
		t.Raise(t.Exc.TypeError, "__length_hint__ must be an integer, not %s", t.TypeName(r))
		return 0, false
	}
	n, fits := t.IntValue(r)
	if n < 0 {
		t.Raise(t.Exc.ValueError, "__length_hint__() should return >= 0")
		return 0, false
	}
	if !fits {
		t.Raise(t.Exc.OverflowError, "Python int too large to convert to C ssize_t")
		return 0, false
	}
	return int(n), true
}

// innerHint guesses how many items an iterator has left, looking through
// iterators of iterators, as far as that runs no Python code; 0 when unknown.
func (t *Thread) innerHint(v Value, depth int) int {
	typ := t.TypeOf(v)
	switch {
	case depth == 0:
		return 0
	case typ == t.Types.ListIter || typ == t.Types.TupleIter || typ == t.Types.StrIter || typ == t.Types.WideStrIter:
		if it := abi.Obj[abi.SeqIter](v); it.Seq != Unbound {
			n, _ := t.Len(it.Seq)
			return max(0, n-int(it.Index))
		}
	case typ == t.Types.RangeIter:
		return int(abi.Obj[abi.RangeIter](v).Left)
	case v.IsKind(abi.KindDictIter):
		return int(abi.Obj[abi.DictIter](v).Left)
	case typ == t.Types.Enumerate:
		return t.innerHint(Slot(v, 0), depth-1)
	case typ == t.Types.Zip:
		return t.leastHint(abi.TupleItems(Slot(v, 0)), depth-1)
	case typ == t.Types.Map:
		return t.leastHint(abi.TupleItems(Slot(v, 1)), depth-1)
	}
	return 0
}

func (t *Thread) leastHint(iters []Value, depth int) int {
	least := 0
	for _, it := range iters {
		if n := t.innerHint(it, depth); n > 0 && (least == 0 || n < least) {
			least = n
		}
	}
	return least
}

// equalItems is Equal for items that another object may drop meanwhile.
func (t *Thread) equalItems(a, b Value) (same, ok bool) {
	if a == b {
		return true, true
	}
	if v, known := t.equalBuiltin(a, b); known {
		return v, true
	}
	m := t.Mark()
	t.Root(a)
	t.Root(b)
	same, ok = t.CompareBool(a, b, EQ)
	t.Unroot(m)
	return same, ok
}

// compareItems is a op b for items that another object may drop meanwhile.
func (t *Thread) compareItems(a, b Value, op CompareOp) Value {
	m := t.Mark()
	t.Root(a)
	t.Root(b)
	r := t.Compare(a, b, op)
	t.Unroot(m)
	return r
}

// ssizeArg converts an argument that CPython keeps in a ssize_t.
func (t *Thread) ssizeArg(v Value) (int, bool) {
	if v.IsInt() {
		return int(v.Int()), true
	}
	i := t.AsIndex(v)
	if i == Raised {
		return 0, false
	}
	n, fits := t.IntValue(i)
	if !fits {
		t.Raise(t.Exc.OverflowError, "Python int too large to convert to C ssize_t")
	}
	return int(n), fits
}

// seqArg checks that v is exactly a list or tuple and views its items.
func (t *Thread) seqArg(v Value) ([]Value, bool) {
	if v.IsPtr() {
		switch v.Shape() {
		case t.Types.List.rootShape:
			return abi.ListItems(v), true
		case t.Types.Tuple.rootShape:
			return abi.TupleItems(v), true
		}
	}
	return nil, false
}

// aliasMethod is __class_getitem__ of the generic builtin classes.
func aliasMethod() *NativeDef {
	return &NativeDef{Name: "__class_getitem__", Sig: "cls, object, /", Class: true, Doc: "See PEP 585",
		Fn: func(t *Thread, a []Value) Value { return t.NewGenericAlias(a[0], a[1]) }}
}

// sameUnary reports whether two slots are the same function.
func sameUnary(a, b UnaryFunc) bool {
	return a != nil && b != nil && reflect.ValueOf(a).Pointer() == reflect.ValueOf(b).Pointer()
}
