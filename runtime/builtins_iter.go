package runtime

import (
	"math"

	"github.com/go-python/gopython/internal/abi"
)

// builtinFuncsIter are the builtin functions on iterables.
var builtinFuncsIter = []*NativeDef{
	{Name: "all", Walk: "all", Sig: "iterable, /", Fn: builtinAll, Doc: "Whether all items are true."},
	{Name: "any", Walk: "any", Sig: "iterable, /", Fn: builtinAny, Doc: "Whether any item is true."},
	{Name: "iter", Sig: "object, sentinel=None, /", Fn: builtinIter, Doc: "An iterator over an object, or over the results of a function until one equals sentinel."},
	{Name: "len", Sig: "obj, /", Fn: builtinLen, Doc: "The number of items in a container."},
	{Name: "max", Walk: "max", Sig: "*args, key=None, default=None", Fn: func(t *Thread, a []Value) Value { return t.minMax("max", GT, a) }, Quick: func(t *Thread, a []Value) Value { return minMaxWords(t.oneList(a), GT) }, Doc: "The greatest item of an iterable or of the arguments."},
	{Name: "min", Walk: "min", Sig: "*args, key=None, default=None", Fn: func(t *Thread, a []Value) Value { return t.minMax("min", LT, a) }, Quick: func(t *Thread, a []Value) Value { return minMaxWords(t.oneList(a), LT) }, Doc: "The smallest item of an iterable or of the arguments."},
	{Name: "next", Sig: "iterator, default=None, /", Fn: builtinNext, Doc: "The next item of an iterator, or default at its end."},
	{Name: "sorted", Walk: "sorted", Call: builtinSorted, Doc: "A new sorted list of the items of an iterable."},
	{Name: "sum", Walk: "sum", Sig: "iterable=(), /, start=0", Fn: builtinSum, Doc: "The sum of start and the items of an iterable."},
}

func builtinAll(t *Thread, a []Value) Value { return t.findTruth(a[0], false) }
func builtinAny(t *Thread, a []Value) Value { return t.findTruth(a[0], true) }

// truthOfWords is whether some item's truth is want, as that; known is false when
// an item is not in the word.
func truthOfWords(items []Value, want bool) (found, known bool) {
	for _, x := range items {
		switch {
		case x == True || x.IsInt() && x != 0 || x.IsFloat() && x.Float() != 0:
			if want {
				return want, true
			}
		case x == False || x == None || x.IsInt() || x.IsFloat():
			if !want {
				return want, true
			}
		default:
			return false, false
		}
	}
	return !want, true
}

// findTruth returns want if the truth of some item is want, else the opposite.
func (t *Thread) findTruth(v Value, want bool) Value {
	if t.isExactList(v) {
		if yes, known := truthOfWords(abi.ListItems(v), want); known {
			return boolOf(yes)
		}
	}
	l, ok := t.loop(v)
	if !ok {
		return Raised
	}
	defer l.end()
	for {
		x := l.item()
		if x == Unbound {
			return boolOf(!want)
		}
		if x == Raised {
			return Raised
		}
		yes, ok := t.IsTrue(x)
		if !ok {
			return Raised
		}
		if yes == want {
			return boolOf(want)
		}
	}
}

func builtinIter(t *Thread, a []Value) Value {
	if a[1] == Unbound {
		return share(t.Iter(a[0]))
	}
	if !t.Callable(a[0]) {
		return t.Raise(t.Exc.TypeError, "iter(v, w): v must be callable")
	}
	return t.NewRecord(t.Types.CallableIter, a[0], a[1])
}

func builtinLen(t *Thread, a []Value) Value {
	n, ok := t.Len(a[0])
	if !ok {
		return Raised
	}
	return t.NewInt(int64(n))
}

func builtinNext(t *Thread, a []Value) Value {
	t.GenResult = None
	x := t.Next(a[0])
	switch {
	case x == Unbound && a[1] != Unbound:
		return a[1]
	case x == Unbound:
		return t.RaiseStop(t.iterResult(a[0]))
	case x == Raised && a[1] != Unbound && t.Catch(t.Exc.StopIteration):
		return a[1]
	}
	return x
}

// builtinSorted passes key and reverse on to list.sort.
func builtinSorted(t *Thread, _ Value, args []Value, kwnames Value) Value {
	n := len(args)
	if kwnames != Unbound {
		n -= len(abi.TupleItems(kwnames))
	}
	if n != 1 {
		return t.Raise(t.Exc.TypeError, "sorted expected 1 argument, got %d", n)
	}
	key, reverse := Unbound, false
	for i, v := range args[1:] {
		switch name := t.GoString(abi.TupleItems(kwnames)[i]); name {
		case "key":
			key = v
		case "reverse":
			ok := false
			if reverse, ok = t.IsTrue(v); !ok {
				return Raised
			}
		default:
			return t.Raise(t.Exc.TypeError, "sort() got an unexpected keyword argument '%s'", name)
		}
	}
	m := t.Mark()
	defer t.Unroot(m)
	list := t.newListOf(args[0])
	if list == Raised || !t.ListSort(t.Root(list), key, reverse) {
		return Raised
	}
	return list
}

// oneList is the items of the one argument that is a list, else the arguments.
func (t *Thread) oneList(a []Value) []Value {
	if len(a) == 1 && t.isExactList(a[0]) {
		return abi.ListItems(a[0])
	}
	return a
}

// minMaxWords is min and max of several word ints or word floats.
func minMaxWords(a []Value, op CompareOp) Value {
	if len(a) < 2 {
		return Unbound
	}
	best := a[0]
	for _, x := range a[1:] {
		switch {
		case abi.BothInt(x, best):
			if compareInts(int64(x), int64(best), op) {
				best = x
			}
		case x.IsFloat() && best.IsFloat():
			if compareFloats(x.Float(), best.Float(), op) {
				best = x
			}
		default:
			return Unbound
		}
	}
	return best
}

// minMax is min and max: a is *args, key, default.
func (t *Thread) minMax(name string, op CompareOp, a []Value) Value {
	args := abi.TupleItems(a[0])
	src := a[0]
	switch {
	case len(args) == 0:
		return t.Raise(t.Exc.TypeError, "%s expected at least 1 argument, got 0", name)
	case len(args) == 1:
		src = args[0]
	case a[2] != Unbound:
		return t.Raise(t.Exc.TypeError, "Cannot specify a default for %s() with multiple positional arguments", name)
	}
	l, ok := t.loop(src)
	if !ok {
		return Raised
	}
	defer l.end()
	m := t.Mark()
	t.Root(None) // the best item so far
	t.Root(None) // its key
	best, bestKey := Unbound, Unbound
	for {
		x := l.item()
		if x == Unbound {
			break
		}
		if x == Raised {
			return Raised
		}
		key := x
		if a[1] != Unbound && a[1] != None {
			if key = t.Call(a[1], x); key == Raised {
				return Raised
			}
		}
		if best != Unbound {
			better, ok := t.betterItem(key, bestKey, op)
			if !ok {
				return Raised
			}
			if !better {
				continue
			}
		}
		best, bestKey = x, key
		t.handles[m], t.handles[m+1] = x, key
	}
	if best == Unbound {
		if a[2] != Unbound {
			return a[2]
		}
		return t.Raise(t.Exc.ValueError, "%s() iterable argument is empty", name)
	}
	return best
}

func (t *Thread) betterItem(key, best Value, op CompareOp) (better, ok bool) {
	switch {
	case abi.BothInt(key, best):
		return compareInts(int64(key), int64(best), op), true
	case key.IsFloat() && best.IsFloat():
		return compareFloats(key.Float(), best.Float(), op), true
	}
	m := t.Mark()
	better, ok = t.CompareBool(t.Root(key), best, op)
	t.Unroot(m)
	return better, ok
}

func builtinSum(t *Thread, a []Value) Value {
	if a[0] == Unbound {
		return t.Raise(t.Exc.TypeError, "sum() takes at least 1 positional argument (0 given)")
	}
	start := Value(0)
	if a[1] != Unbound {
		start = a[1]
		switch typ := t.TypeOf(start); {
		case typ.IsSubtype(t.Types.Str):
			return t.Raise(t.Exc.TypeError, "sum() can't sum strings [use ''.join(seq) instead]")
		case typ.IsSubtype(t.Types.Bytes):
			return t.Raise(t.Exc.TypeError, "sum() can't sum bytes [use b''.join(seq) instead]")
		case typ.IsSubtype(t.Types.ByteArray):
			return t.Raise(t.Exc.TypeError, "sum() can't sum bytearray [use b''.join(seq) instead]")
		}
	}
	if a[1] == Unbound && t.isExactList(a[0]) && abi.Obj[abi.List](a[0]).Aux&abi.ListInts != 0 {
		if n, ok := sumWords(abi.ListItems(a[0])); ok {
			return t.NewInt(n)
		}
	}
	l, ok := t.loop(a[0])
	if !ok {
		return Raised
	}
	defer l.end()
	x := Unbound // item that the fast loop could not add
	if n, fits := t.exactInt64(start); fits {
		start, x = t.sumStep(t.sumInts(&l, n))
	}
	if f, ok := t.exactFloat(start); ok && x != Raised {
		start, x = t.sumStep(t.sumFloats(&l, f))
	}
	if x != Raised && t.isComplex(start) {
		start, x = t.sumComplex(&l, start)
	}
	return t.sumAny(&l, start, x)
}

// sumWords adds word ints; ok is false when the sum does not fit.
func sumWords(items []Value) (sum int64, ok bool) {
	for _, x := range items {
		n := x.Int()
		if sum += n; (sum^n)&(sum-n^n) < 0 { // of another sign than both
			return 0, false
		}
	}
	return sum, true
}

// sumStep adds the item x that a fast loop could not add, unless it is Unbound
// or Raised.
func (t *Thread) sumStep(sum, x Value) (Value, Value) {
	if x == Unbound || x == Raised {
		return sum, x
	}
	if sum = t.BinaryOp(Add, sum, x); sum == Raised {
		return None, Raised
	}
	return sum, Unbound
}

// sumInts adds ints and bools as long as there are some and the sum has 64 bits.
// It returns the sum so far and the item that it could not add (Unbound or Raised
// at the end).
func (t *Thread) sumInts(l *loop, n int64) (sum, x Value) {
	for {
		x = l.item()
		switch {
		case x.IsInt():
			if z := n + x.Int(); (n^z)&(x.Int()^z) >= 0 {
				n = z
				continue
			}
		case x.IsBool():
			if x == False {
				continue
			} else if n != math.MaxInt64 {
				n++
				continue
			}
		default:
			if i, fits := t.exactInt64(x); fits {
				if z := n + i; (n^z)&(i^z) >= 0 {
					n = z
					continue
				}
			}
		}
		return t.NewInt(n), x
	}
}

// exactInt64 returns the value of an int that is not of a subclass and has 64
// bits.
func (t *Thread) exactInt64(v Value) (int64, bool) {
	if !t.isInt(v) {
		return 0, false
	}
	return asInt64(v)
}

// sumFloats adds floats and ints with the error of each addition carried along
// (Neumaier). It returns like sumInts.
func (t *Thread) sumFloats(l *loop, start float64) (sum, x Value) {
	s := compensated{hi: start}
	for x = l.item(); x != Unbound && x != Raised; x = l.item() {
		f, kind := t.sumTerm(x)
		switch kind {
		case sumOther:
			return t.NewFloat(s.value()), x
		case sumFailed:
			return None, Raised
		}
		s.add(f)
	}
	return t.NewFloat(s.value()), x
}

// What sumTerm says of an item.
const (
	sumOther  = iota // no number for a fast loop
	sumNumber        // a float or an int
	sumFailed        // an int too large for a float: an OverflowError was raised
)

// sumTerm returns what an item adds to a sum of floats: ints count as such,
// also those of subclasses.
func (t *Thread) sumTerm(x Value) (float64, int) {
	if f, ok := t.exactFloat(x); ok {
		return f, sumNumber
	}
	i, ok := intOf(x)
	if !ok {
		return 0, sumOther
	}
	f, ok := t.intToFloat(i)
	if !ok {
		return 0, sumFailed
	}
	return f, sumNumber
}

// exactFloat returns the value of a float that is not of a subclass.
func (t *Thread) exactFloat(v Value) (float64, bool) {
	if v.IsFloat() {
		return v.Float(), true
	}
	if v.IsPtr() && v.Shape() == t.Types.Float.rootShape {
		return abi.Obj[abi.Float](v).V, true
	}
	return 0, false
}

// compensated is a sum with what rounding lost.
type compensated struct{ hi, lo float64 }

func (s *compensated) add(x float64) {
	sum := s.hi + x
	if math.Abs(s.hi) >= math.Abs(x) {
		s.lo += (s.hi - sum) + x
	} else {
		s.lo += (x - sum) + s.hi
	}
	s.hi = sum
}

func (s *compensated) value() float64 {
	if s.lo != 0 && !math.IsInf(s.lo, 0) && !math.IsNaN(s.lo) {
		return s.hi + s.lo
	}
	return s.hi
}

func (t *Thread) isComplex(v Value) bool {
	return v.IsKind(abi.KindComplex) && t.TypeOf(v) == t.Types.Complex
}

// sumComplex is sumFloats for complex numbers.
func (t *Thread) sumComplex(l *loop, start Value) (sum, x Value) {
	o := abi.Obj[abi.Complex](start)
	re, im := compensated{hi: o.Re}, compensated{hi: o.Im}
	for x = l.item(); x != Unbound && x != Raised; x = l.item() {
		f, kind := t.sumTerm(x)
		switch {
		case kind == sumFailed:
			return None, Raised
		case kind == sumNumber:
			re.add(f)
		case t.isComplex(x):
			re.add(abi.Obj[abi.Complex](x).Re)
			im.add(abi.Obj[abi.Complex](x).Im)
		default:
			return t.NewComplex(complex(re.value(), im.value())), x
		}
	}
	return t.NewComplex(complex(re.value(), im.value())), x
}

// sumAny adds x, when not Unbound, and the rest.
func (t *Thread) sumAny(l *loop, sum, x Value) Value {
	m := t.Mark()
	t.Root(sum)
	if x == Unbound {
		x = l.item()
	}
	for ; x != Unbound; x = l.item() {
		if x == Raised {
			return Raised
		}
		if sum = t.BinaryOp(Add, sum, x); sum == Raised {
			return Raised
		}
		t.handles[m] = sum
	}
	return sum
}
