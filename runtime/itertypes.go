package runtime

import "github.com/go-python/gopython/internal/abi"

// The classes that make iterators of iterators: enumerate, zip, map, filter and
// reversed.

var enumerateType = TypeSpec{
	Name: "enumerate", Hidden: 2, // iterator, next number
	Doc:     "enumerate(iterable, start=0): pairs of a count and an item.",
	New:     &NativeDef{Name: "enumerate", Sig: "cls, iterable=(), start=0", Fn: enumerateNew},
	Slots:   Slots{Iter: iterSelf, Next: enumerateNext},
	Methods: []*NativeDef{aliasMethod()},
}

func enumerateNew(t *Thread, a []Value) Value {
	if a[1] == Unbound {
		return t.Raise(t.Exc.TypeError, "enumerate() missing required argument 'iterable'")
	}
	start := Value(0)
	if a[2] != Unbound {
		if start = t.AsIndex(a[2]); start == Raised {
			return Raised
		}
		a[2] = start
	}
	it := t.Iter(a[1])
	if it == Raised {
		return Raised
	}
	return t.NewRecord(t.TypeFor(a[0]), it, start)
}

func enumerateNext(t *Thread, v Value) Value {
	it := Slot(v, 0)
	x := t.nextOf(it)
	if x == Unbound || x == Raised {
		return x
	}
	n := Slot(v, 1)
	if n.IsInt() && n.Int() < abi.MaxInt {
		*t.slotField(v, 1) = n + smallOne
	} else {
		t.SetSlot(v, 1, t.intAdd(n, smallOne))
	}
	return t.NewTuple2(n, x)
}

// nextOf asks an iterator that another iterator holds, which may be far from the
// last in a chain.
func (t *Thread) nextOf(it Value) Value {
	if t.tooDeep() {
		return Raised
	}
	t.native++
	x := t.TypeOf(it).Slots.Next(t, it)
	t.native--
	return x
}

var zipType = TypeSpec{
	Name: "zip", Hidden: 2, // tuple of iterators, strict
	Doc:   "zip(*iterables, strict=False): tuples of the items at the same place.",
	New:   &NativeDef{Name: "zip", Sig: "cls, *iterables, strict=False", Fn: zipNew},
	Slots: Slots{Iter: iterSelf, Next: zipNext},
}

// itersOf makes a tuple of the iterators of the iterables in a tuple.
func (t *Thread) itersOf(iterables []Value) Value {
	v := t.allocTuple(t.Types.Tuple, len(iterables))
	t.Root(v)
	for i, x := range iterables {
		it := t.Iter(x)
		if it == Raised {
			return Raised
		}
		t.store(v, &abi.TupleItems(v)[i], it)
	}
	return v
}

func (t *Thread) strictArg(v Value) Value {
	if v == Unbound {
		return False
	}
	yes, ok := t.IsTrue(v)
	return boolValue(yes, ok)
}

func zipNew(t *Thread, a []Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	strict := t.strictArg(a[2])
	if strict == Raised {
		return Raised
	}
	iters := t.itersOf(abi.TupleItems(a[1]))
	if iters == Raised {
		return Raised
	}
	return t.NewRecord(t.TypeFor(a[0]), iters, strict)
}

func zipNext(t *Thread, v Value) Value {
	iters := abi.TupleItems(Slot(v, 0))
	if len(iters) == 0 {
		return Unbound
	}
	m := t.Mark()
	for i, it := range iters {
		x := t.nextOf(it)
		if x == Unbound || x == Raised {
			t.Unroot(m)
			if x == Unbound && Slot(v, 1) == True {
				return t.zipStrict("zip", iters, i)
			}
			return x
		}
		t.Root(x)
	}
	r := t.NewTuple(t.handles[m:])
	t.Unroot(m)
	return r
}

// zipStrict is called when iterator i has ended: the others must have, too.
func (t *Thread) zipStrict(name string, iters []Value, i int) Value {
	if i > 0 {
		return t.zipUneven(name, i, "shorter")
	}
	for j := 1; j < len(iters); j++ {
		switch t.nextOf(iters[j]) {
		case Raised:
			return Raised
		case Unbound:
		default:
			return t.zipUneven(name, j, "longer")
		}
	}
	return Unbound
}

func (t *Thread) zipUneven(name string, i int, how string) Value {
	if i == 1 {
		return t.Raise(t.Exc.ValueError, "%s() argument 2 is %s than argument 1", name, how)
	}
	return t.Raise(t.Exc.ValueError, "%s() argument %d is %s than arguments 1-%d", name, i+1, how, i)
}

var mapType = TypeSpec{
	Name: "map", Hidden: 3, // function, tuple of iterators, strict
	Doc:   "map(function, iterable, *iterables, strict=False): what the function gives for the items.",
	New:   &NativeDef{Name: "map", Sig: "cls, *args, strict=False", Fn: mapNew},
	Slots: Slots{Iter: iterSelf, Next: mapNext},
}

func mapNew(t *Thread, a []Value) Value {
	args := abi.TupleItems(a[1])
	if len(args) < 2 {
		return t.Raise(t.Exc.TypeError, "map() must have at least two arguments.")
	}
	m := t.Mark()
	defer t.Unroot(m)
	strict := t.strictArg(a[2])
	if strict == Raised {
		return Raised
	}
	iters := t.itersOf(args[1:])
	if iters == Raised {
		return Raised
	}
	return t.NewRecord(t.TypeFor(a[0]), args[0], iters, strict)
}

func mapNext(t *Thread, v Value) Value {
	iters := abi.TupleItems(Slot(v, 1))
	if len(iters) == 1 {
		x := t.nextOf(iters[0])
		if x == Unbound || x == Raised {
			return x
		}
		return t.orEnd(t.Call(Slot(v, 0), x))
	}
	m := t.Mark()
	for i, it := range iters {
		x := t.nextOf(it)
		if x == Unbound || x == Raised {
			t.Unroot(m)
			if x == Unbound && Slot(v, 2) == True {
				return t.zipStrict("map", iters, i)
			}
			return x
		}
		t.Root(x)
	}
	r := t.Call(Slot(v, 0), t.handles[m:]...)
	t.Unroot(m)
	return t.orEnd(r)
}

// orEnd is the next item of an iterator that calls a function, whose result is
// v: a StopIteration that it raises is the iterator's end.
func (t *Thread) orEnd(v Value) Value {
	if v == Raised && t.Catch(t.Exc.StopIteration) {
		return Unbound
	}
	return v
}

var filterType = TypeSpec{
	Name: "filter", Hidden: 2, // function or None, iterator
	Doc:   "filter(function, iterable): the items for which the function is true.",
	New:   &NativeDef{Name: "filter", Sig: "cls, function, iterable, /", Fn: filterNew},
	Slots: Slots{Iter: iterSelf, Next: filterNext},
}

func filterNew(t *Thread, a []Value) Value {
	it := t.Iter(a[2])
	if it == Raised {
		return Raised
	}
	return t.NewRecord(t.TypeFor(a[0]), a[1], it)
}

func filterNext(t *Thread, v Value) Value {
	f, it := Slot(v, 0), Slot(v, 1)
	plain := f == None || f == t.Types.Bool.Obj
	m := t.Mark()
	defer t.Unroot(m)
	t.Root(None)
	for {
		x := t.nextOf(it)
		if x == Unbound || x == Raised {
			return x
		}
		t.handles[m] = x
		good := x
		if !plain {
			if good = t.Call(f, x); good == Raised {
				return t.orEnd(Raised)
			}
		}
		yes, ok := t.IsTrue(good)
		if !ok {
			return t.orEnd(Raised)
		}
		if yes {
			return x
		}
		if t.Poll.Load() != 0 && !t.Safepoint() {
			return Raised
		}
	}
}

var reversedType = TypeSpec{
	Name: "reversed", Hidden: 2, // sequence or Unbound, index
	Doc:     "reversed(sequence): its items from the last to the first.",
	New:     &NativeDef{Name: "reversed", Sig: "cls, *args", Fn: reversedNew},
	Slots:   Slots{Iter: iterSelf, Next: reversedNext},
	Methods: []*NativeDef{{Name: "__length_hint__", Sig: "self, /", Fn: reversedHint}},
}

func reversedNew(t *Thread, a []Value) Value {
	args := abi.TupleItems(a[1])
	if len(args) != 1 {
		return t.Raise(t.Exc.TypeError, "reversed expected 1 argument, got %d", len(args))
	}
	v := args[0]
	if t.Lookup(t.TypeOf(v), t.names.Reversed) == None {
		return t.Raise(t.Exc.TypeError, "'%s' object is not reversible", t.TypeName(v))
	}
	if r, found := t.CallSpecial(v, t.names.Reversed); found {
		return r
	}
	typ := t.TypeOf(v)
	if !t.isSequence(typ) || typ.Kind == abi.KindSet {
		return t.Raise(t.Exc.TypeError, "'%s' object is not reversible", t.TypeName(v))
	}
	n, ok := t.Len(v)
	if !ok {
		return Raised
	}
	return t.NewRecord(t.TypeFor(a[0]), v, t.NewInt(int64(n)-1))
}

func reversedNext(t *Thread, v Value) Value {
	seq, i := Slot(v, 0), Slot(v, 1)
	if seq == Unbound || i.Int() < 0 {
		return Unbound
	}
	x := t.GetItem(seq, i)
	if x == Raised {
		if t.Catch(t.Exc.IndexError) || t.Catch(t.Exc.StopIteration) {
			t.SetSlot(v, 0, Unbound)
			return Unbound
		}
		return Raised
	}
	t.SetSlot(v, 1, abi.SmallInt(i.Int()-1))
	if i.Int() == 0 {
		t.SetSlot(v, 0, Unbound)
	}
	return x
}

func reversedHint(t *Thread, a []Value) Value {
	seq, i := Slot(a[0], 0), Slot(a[0], 1)
	if seq == Unbound {
		return 0
	}
	n, ok := t.Len(seq)
	if !ok {
		return Raised
	}
	if int64(n) < i.Int()+1 {
		return 0
	}
	return abi.SmallInt(i.Int() + 1)
}
