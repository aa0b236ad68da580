package runtime

import (
	"github.com/go-python/gopython/internal/abi"
)

// The protocols: what builtin functions and operators do with any object.

// Repr is repr(v).
func (t *Thread) Repr(v Value) Value {
	typ := t.TypeOf(v)
	if !t.Enter(" while getting the repr of an object") {
		return Raised
	}
	r := typ.Slots.Repr(t, v)
	t.Leave()
	if r != Raised && !r.IsKind(abi.KindStr) {
		return t.Raise(t.Exc.TypeError, "__repr__ returned non-string (type %s)", t.TypeName(r))
	}
	return r
}

// Str is str(v).
func (t *Thread) Str(v Value) Value {
	if t.IsExactStr(v) {
		return v
	}
	typ := t.TypeOf(v)
	if typ.Slots.Str == nil {
		return t.Repr(v)
	}
	if !t.Enter(" while getting the str of an object") {
		return Raised
	}
	r := typ.Slots.Str(t, v)
	t.Leave()
	if r != Raised && !r.IsKind(abi.KindStr) {
		return t.Raise(t.Exc.TypeError, "__str__ returned non-string (type %s)", t.TypeName(r))
	}
	return r
}

// Hash is hash(v).
func (t *Thread) Hash(v Value) (int64, bool) {
	if v.IsInt() {
		return hashSmall(v.Int()), true
	}
	if t.IsExactStr(v) {
		return t.StrHash(v), true
	}
	if v.IsPtr() && v.Shape() == t.Types.Tuple.rootShape {
		if h, known := t.hashTuple(v); known {
			return h, true
		}
	}
	typ := t.TypeOf(v)
	if typ.Slots.Hash == nil {
		t.Raise(t.Exc.TypeError, "unhashable type: '%s'", typ.Name)
		return 0, false
	}
	if !t.Enter("") {
		return 0, false
	}
	h, ok := typ.Slots.Hash(t, v)
	t.Leave()
	return h, ok
}

// HashModulus is the prime that numeric hashes are reduced by.
const HashModulus = 1<<61 - 1

// hashSmall is the hash of a word int: |i| is at most 2**61.
func hashSmall(i int64) int64 {
	if i >= HashModulus || i <= -HashModulus {
		i %= HashModulus
	}
	if i == -1 {
		return -2
	}
	return i
}

// IsTrue is bool(v).
func (t *Thread) IsTrue(v Value) (yes, ok bool) {
	switch {
	case v == True:
		return true, true
	case v == False || v == None:
		return false, true
	case v.IsInt():
		return v != 0, true
	case v.IsFloat():
		return v.Float() != 0, true
	}
	typ := t.TypeOf(v)
	if f := typ.Slots.Bool; f != nil {
		return f(t, v)
	}
	if f := typ.Slots.Len; f != nil {
		n, ok := f(t, v)
		return n != 0, ok
	}
	return true, true
}

// Len is len(v).
func (t *Thread) Len(v Value) (int, bool) {
	if f := t.TypeOf(v).Slots.Len; f != nil {
		return f(t, v)
	}
	t.Raise(t.Exc.TypeError, "object of type '%s' has no len()", t.TypeName(v))
	return 0, false
}

// LenHint guesses how many items iterating v gives: never an error that
// matters, 0 when unknown.
func (t *Thread) LenHint(v Value) int {
	if f := t.TypeOf(v).Slots.Len; f != nil {
		if n, ok := f(t, v); ok {
			return n
		}
		t.TakePending()
	}
	return 0
}

// Iter is iter(v).
func (t *Thread) Iter(v Value) Value {
	typ := t.TypeOf(v)
	if f := typ.Slots.Iter; f != nil {
		it := f(t, v)
		if it != Raised && t.TypeOf(it).Slots.Next == nil {
			return t.Raise(t.Exc.TypeError, "iter() returned non-iterator of type '%s'", t.TypeName(it))
		}
		return it
	}
	if t.isSequence(typ) {
		return t.NewSeqIter(v)
	}
	return t.Raise(t.Exc.TypeError, "'%s' object is not iterable", typ.Name)
}

// isSequence reports whether the class has __getitem__ for iteration by index.
func (t *Thread) isSequence(typ *Type) bool {
	return typ.Slots.GetItem != nil && typ.Kind != abi.KindDict && typ.Kind != abi.KindType && typ != t.Types.Union
}

// Next advances an iterator: the item, Unbound at the end, or Raised.
func (t *Thread) Next(it Value) Value {
	f := t.TypeOf(it).Slots.Next
	if f == nil {
		return t.Raise(t.Exc.TypeError, "'%s' object is not an iterator", t.TypeName(it))
	}
	return f(t, it)
}

// Each calls f with every item of an iterable until f returns false; it
// returns false when iterating (or f, which then has set an exception) failed.
// f's argument is alive during the call only.
func (t *Thread) Each(v Value, f func(item Value) bool) bool {
	switch {
	case v.IsKind(abi.KindTuple) && t.TypeOf(v) == t.Types.Tuple:
		for i := 0; i < len(abi.TupleItems(v)); i++ {
			if !f(abi.TupleItems(v)[i]) {
				return t.exc == Unbound
			}
		}
		return true
	case v.IsKind(abi.KindList) && t.TypeOf(v) == t.Types.List:
		for i := 0; i < len(abi.ListItems(v)); i++ {
			if !f(abi.ListItems(v)[i]) {
				return t.exc == Unbound
			}
		}
		return true
	}
	m := t.Mark()
	defer t.Unroot(m)
	it := t.Iter(v)
	if it == Raised {
		return false
	}
	t.Root(it)
	slot := len(t.handles)
	t.Root(None)
	for {
		x := t.Next(it)
		switch x {
		case Raised:
			return false
		case Unbound:
			return true
		}
		t.handles[slot] = x
		if t.Poll.Load() != 0 && !t.Safepoint() {
			return false
		}
		if !f(x) {
			return t.exc == Unbound
		}
	}
}

// ListOf makes a new list of the items of an iterable.
func (t *Thread) ListOf(v Value) Value { return t.newListOf(v) }

// TupleOf makes a tuple of the items of an iterable.
func (t *Thread) TupleOf(v Value) Value {
	if v.IsPtr() && v.Shape() == t.Types.Tuple.rootShape {
		return v
	}
	list := v
	if !t.isExactList(v) {
		if list = t.ListOf(v); list == Raised {
			return Raised
		}
	}
	return t.NewTuple(abi.ListItems(list))
}

// ListAppend appends to an exact list.
func (t *Thread) ListAppend(list, v Value) {
	l := abi.Obj[abi.List](list)
	if l.Len == l.Cap {
		t.listGrow(list, int(l.Len)+1)
	}
	if l.Len == 0 {
		l.Aux = l.Aux&^listKinds | valueListKind(v)
	} else if k := l.Aux & (abi.ListInts | abi.ListFloats | abi.ListBools); k != 0 && k&valueListKind(v) == 0 {
		l.Aux &^= k
	}
	abi.Store(l.Items+uintptr(l.Len)*abi.Word, v)
	t.Heap.Barrier(l.Items - abi.BufHeader)
	l.Len++
}

// Is this what == gives without running Python code? Both word or exact str.
func (t *Thread) equalBuiltin(a, b Value) (same, known bool) {
	if abi.BothInt(a, b) {
		return a == b, true
	}
	if a.IsPtr() && b.IsPtr() {
		if s := a.Shape(); s == b.Shape() {
			switch s {
			case t.StrShape:
				return StrEqual(a, b), true
			case t.Types.Tuple.rootShape:
				return t.equalTuples(a, b)
			case t.IntShape:
				if a.IsKind(abi.KindInt64) && b.IsKind(abi.KindInt64) {
					return abi.Obj[abi.Int64](a).V == abi.Obj[abi.Int64](b).V, true
				}
			}
		}
		return false, false
	}
	if a.IsFloat() && b.IsFloat() {
		return a.Float() == b.Float(), true
	}
	return false, false
}

// equalTuples is equalBuiltin of two tuples of words and strs, one level deep.
func (t *Thread) equalTuples(a, b Value) (same, known bool) {
	return t.equalWords(abi.TupleItems(a), abi.TupleItems(b))
}

func (t *Thread) equalWords(x, y []Value) (same, known bool) {
	if len(x) != len(y) {
		return false, true
	}
	for i, v := range x {
		w := y[i]
		if v == w {
			continue
		}
		switch {
		case abi.BothInt(v, w):
			return false, true
		case t.IsExactStr(v) && t.IsExactStr(w):
			if !StrEqual(v, w) {
				return false, true
			}
		default:
			return false, false
		}
	}
	return true, true
}

// Equal is a is b or a == b, as containers compare.
func (t *Thread) Equal(a, b Value) (same, ok bool) {
	if a == b {
		return true, true
	}
	if v, known := t.equalBuiltin(a, b); known {
		return v, true
	}
	return t.CompareBool(a, b, EQ)
}

// CompareBool is bool(a op b).
func (t *Thread) CompareBool(a, b Value, op CompareOp) (yes, ok bool) {
	r := t.Compare(a, b, op)
	if r == Raised {
		return false, false
	}
	return t.IsTrue(r)
}

var compareSymbols = [...]string{"<", "<=", "==", "!=", ">", ">="}
var compareSwapped = [...]CompareOp{GT, GE, EQ, NE, LT, LE}

// Compare is a op b.
func (t *Thread) Compare(a, b Value, op CompareOp) Value {
	if abi.BothInt(a, b) {
		return abi.Bool(compareInts(int64(a), int64(b), op))
	}
	if a.IsFloat() && b.IsFloat() {
		return abi.Bool(compareFloats(a.Float(), b.Float(), op))
	}
	if !t.Enter(" in comparison") {
		return Raised
	}
	defer t.Leave()
	ta, tb := t.TypeOf(a), t.TypeOf(b)
	reflected := false
	if ta != tb && tb.Slots.Compare != nil && tb.IsSubtype(ta) {
		reflected = true
		if r := tb.Slots.Compare(t, b, a, compareSwapped[op]); r != NotImplemented {
			return r
		}
	}
	if f := ta.Slots.Compare; f != nil {
		if r := f(t, a, b, op); r != NotImplemented {
			return r
		}
	}
	if f := tb.Slots.Compare; f != nil && !reflected {
		if r := f(t, b, a, compareSwapped[op]); r != NotImplemented {
			return r
		}
	}
	switch op {
	case EQ:
		return abi.Bool(a == b)
	case NE:
		return abi.Bool(a != b)
	}
	return t.Raise(t.Exc.TypeError, "'%s' not supported between instances of '%s' and '%s'",
		compareSymbols[op], ta.Name, tb.Name)
}

func compareInts[T int | int64](a, b T, op CompareOp) bool {
	switch op {
	case LT:
		return a < b
	case LE:
		return a <= b
	case EQ:
		return a == b
	case NE:
		return a != b
	case GT:
		return a > b
	}
	return a >= b
}

func compareFloats(a, b float64, op CompareOp) bool {
	switch op {
	case LT:
		return a < b
	case LE:
		return a <= b
	case EQ:
		return a == b
	case NE:
		return a != b
	case GT:
		return a > b
	}
	return a >= b
}

// GetItem is v[key].
func (t *Thread) GetItem(v, key Value) Value {
	if f := t.TypeOf(v).Slots.GetItem; f != nil {
		return f(t, v, key)
	}
	if typ := t.TypeFor(v); typ != nil {
		if f := t.LookupSpecialOnClass(v, t.names.ClassGetItem); f != Unbound {
			if f == Raised {
				return Raised
			}
			return t.Call(f, key)
		}
		return t.Raise(t.Exc.TypeError, "type '%s' is not subscriptable", typ.Name)
	}
	return t.Raise(t.Exc.TypeError, "'%s' object is not subscriptable", t.TypeName(v))
}

// LookupSpecialOnClass reads an attribute of a class object itself (as in
// C.__class_getitem__), Unbound when there is none.
func (t *Thread) LookupSpecialOnClass(class, name Value) Value {
	if t.Lookup(t.TypeFor(class), name) == Unbound {
		return Unbound
	}
	return t.GetAttr(class, name)
}

// SetItem is v[key] = x.
func (t *Thread) SetItem(v, key, x Value) bool {
	if f := t.TypeOf(v).Slots.SetItem; f != nil {
		return f(t, v, key, x)
	}
	t.Raise(t.Exc.TypeError, "'%s' object does not support item assignment", t.TypeName(v))
	return false
}

// DelItem is del v[key].
func (t *Thread) DelItem(v, key Value) bool {
	if f := t.TypeOf(v).Slots.SetItem; f != nil {
		return f(t, v, key, Unbound)
	}
	typ, how := t.TypeOf(v), "does not"
	if (typ.Slots.Len != nil || typ.Slots.Contains != nil || typ.Heap) && (key.IsInt() || t.TypeOf(key).Slots.Index != nil) {
		how = "doesn't" // as sequences say it
	}
	t.Raise(t.Exc.TypeError, "'%s' object %s support item deletion", t.TypeName(v), how)
	return false
}

// Contains is x in v.
func (t *Thread) Contains(v, x Value) (yes, ok bool) {
	typ := t.TypeOf(v)
	if f := typ.Slots.Contains; f != nil {
		return f(t, v, x)
	}
	if typ.Slots.Iter == nil && !t.isSequence(typ) {
		t.Raise(t.Exc.TypeError, "argument of type '%s' is not a container or iterable", typ.Name)
		return false, false
	}
	m := t.Mark()
	defer t.Unroot(m)
	it := t.Iter(v)
	if it == Raised {
		if t.Catch(t.Exc.TypeError) {
			t.Raise(t.Exc.TypeError, "argument of type '%s' is not a container or iterable", typ.Name)
		}
		return false, false
	}
	ok = t.Each(t.Root(it), func(item Value) bool {
		var good bool
		yes, good = t.Equal(item, x)
		return good && !yes
	})
	return yes && ok, ok
}

// AsIndex converts v by __index__ to an int object (word, boxed or big).
func (t *Thread) AsIndex(v Value) Value {
	if v.IsInt() {
		return v
	}
	typ := t.TypeOf(v)
	if typ == t.Types.Int {
		return v
	}
	if v.IsKind(abi.KindIntObject) { // __index__ is not for what is an int already
		return abi.Obj[abi.IntObject](v).V
	}
	if f := typ.Slots.Index; f != nil {
		r := f(t, v)
		if r != Raised && !t.TypeOf(r).IsSubtype(t.Types.Int) {
			return t.Raise(t.Exc.TypeError, "__index__ returned non-int (type %s)", t.TypeName(r))
		}
		return r
	}
	return t.Raise(t.Exc.TypeError, "'%s' object cannot be interpreted as an integer", typ.Name)
}

// AsInt converts v by __index__ to an int64; too large is an error of class
// overflow ("Python int too large to convert to C ssize_t"); nil clamps instead.
func (t *Thread) AsInt(v Value, overflow *Type) (int, bool) {
	if v.IsInt() {
		return int(v.Int()), true
	}
	i := t.AsIndex(v)
	if i == Raised {
		return 0, false
	}
	n, fits := t.IntValue(i)
	if !fits && overflow != nil {
		t.Raise(overflow, "cannot fit '%s' into an index-sized integer", t.TypeName(v))
		return 0, false
	}
	return int(n), true
}

// IntValue returns the value of an int (word, boxed, big, bool or of a
// subclass). When it does not fit 64 bits, fits is false and the result is
// the closest int64.
func (t *Thread) IntValue(v Value) (i int64, fits bool) {
	switch {
	case v.IsInt():
		return v.Int(), true
	case v == True:
		return 1, true
	case v == False:
		return 0, true
	}
	switch v.Kind() {
	case abi.KindInt64:
		return abi.Obj[abi.Int64](v).V, true
	case abi.KindIntObject:
		return t.IntValue(abi.Obj[abi.IntObject](v).V)
	case abi.KindBigInt:
		if abi.Obj[abi.BigInt](v).Size < 0 {
			return -1 << 63, false
		}
	}
	return 1<<63 - 1, false
}
