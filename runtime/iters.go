package runtime

import "github.com/go-python/gopython/internal/abi"

// The iterators over sequences and ranges. An exhausted one has let go of its
// sequence.

func iterSelf(_ *Thread, v Value) Value { return v }

// iterSpec declares an iterator class that nobody can make or derive from.
func iterSpec(name string, kind abi.Kind, next UnaryFunc, hint func(t *Thread, v Value) Value) TypeSpec {
	s := TypeSpec{Name: name, Kind: kind, Final: true, NoNew: true, Slots: Slots{Iter: iterSelf, Next: next}}
	if hint != nil {
		s.Methods = []*NativeDef{{Name: "__length_hint__", Sig: "self, /", Doc: "Private method returning an estimate of len(list(it)).",
			Fn: func(t *Thread, a []Value) Value { return hint(t, a[0]) }}}
	}
	return s
}

var (
	listIterType        = iterSpec("list_iterator", abi.KindSeqIter, listIterNext, seqIterHint)
	listReverseIterType = iterSpec("list_reverseiterator", abi.KindSeqIter, listReverseIterNext, reverseIterHint)
	tupleIterType       = iterSpec("tuple_iterator", abi.KindSeqIter, tupleIterNext, seqIterHint)
	strIterType         = iterSpec("str_ascii_iterator", abi.KindSeqIter, strIterNext, seqIterHint)
	wideStrIterType     = iterSpec("str_iterator", abi.KindSeqIter, strIterNext, seqIterHint)
	bytesIterType       = iterSpec("bytes_iterator", abi.KindSeqIter, bytesIterNext, seqIterHint)
	byteArrayIterType   = iterSpec("bytearray_iterator", abi.KindSeqIter, byteArrayIterNext, seqIterHint)
	seqIterType         = iterSpec("iterator", abi.KindSeqIter, seqIterNext, seqIterHint)
	rangeIterType       = iterSpec("range_iterator", abi.KindRangeIter, rangeIterNext, rangeIterHint)
	longRangeIterType   = withHidden(iterSpec("longrange_iterator", abi.KindInstance, longRangeIterNext, func(_ *Thread, v Value) Value { return Slot(v, 2) }), 3)
	callableIterType    = withHidden(iterSpec("callable_iterator", abi.KindInstance, callableIterNext, nil), 2)
)

func withHidden(s TypeSpec, n int) TypeSpec {
	s.Hidden = n
	return s
}

// NewSeqIter makes an iterator over an object with __getitem__.
func (t *Thread) NewSeqIter(v Value) Value { return t.newIterOf(t.Types.SeqIter, v, 0) }

// StrIter is iter() of a str.
func StrIter(t *Thread, v Value) Value {
	typ := t.Types.StrIter
	if !IsASCII(v) {
		typ = t.Types.WideStrIter
	}
	return t.newIterOf(typ, v, 0)
}

func seqIterHint(t *Thread, v Value) Value {
	it := abi.Obj[abi.SeqIter](v)
	if it.Seq == Unbound {
		return 0
	}
	if t.TypeOf(it.Seq).Slots.Len == nil {
		return NotImplemented
	}
	n, ok := t.Len(it.Seq)
	if !ok {
		return Raised
	}
	return t.NewInt(max(0, int64(n)-it.Index))
}

func reverseIterHint(_ *Thread, v Value) Value {
	it := abi.Obj[abi.SeqIter](v)
	if it.Seq == Unbound || it.Index >= abi.Obj[abi.List](it.Seq).Len {
		return 0
	}
	return abi.SmallInt(it.Index + 1)
}

func listIterNext(_ *Thread, v Value) Value {
	it := abi.Obj[abi.SeqIter](v)
	if it.Seq == Unbound {
		return Unbound
	}
	l := abi.Obj[abi.List](it.Seq)
	if it.Index < l.Len {
		it.Index++
		return abi.Load(l.Items + uintptr(it.Index-1)*abi.Word)
	}
	it.Seq = Unbound
	return Unbound
}

func listReverseIterNext(_ *Thread, v Value) Value {
	it := abi.Obj[abi.SeqIter](v)
	if it.Seq == Unbound {
		return Unbound
	}
	l := abi.Obj[abi.List](it.Seq)
	if it.Index >= 0 && it.Index < l.Len {
		it.Index--
		return abi.Load(l.Items + uintptr(it.Index+1)*abi.Word)
	}
	it.Seq = Unbound
	return Unbound
}

func tupleIterNext(_ *Thread, v Value) Value {
	it := abi.Obj[abi.SeqIter](v)
	if it.Seq == Unbound {
		return Unbound
	}
	if items := abi.TupleItems(it.Seq); int(it.Index) < len(items) {
		it.Index++
		return items[it.Index-1]
	}
	it.Seq = Unbound
	return Unbound
}

func strIterNext(t *Thread, v Value) Value {
	it := abi.Obj[abi.SeqIter](v)
	if it.Seq == Unbound {
		return Unbound
	}
	if it.Index < abi.Obj[abi.Str](it.Seq).Len {
		it.Index++
		return t.NewChar(StrAt(it.Seq, int(it.Index-1)))
	}
	it.Seq = Unbound
	return Unbound
}

func bytesIterNext(_ *Thread, v Value) Value {
	it := abi.Obj[abi.SeqIter](v)
	if it.Seq == Unbound {
		return Unbound
	}
	if o := abi.Obj[abi.Bytes](it.Seq); it.Index < o.Len {
		it.Index++
		return abi.SmallInt(int64(abi.Load8(o.Data + uintptr(it.Index-1))))
	}
	it.Seq = Unbound
	return Unbound
}

func byteArrayIterNext(_ *Thread, v Value) Value {
	it := abi.Obj[abi.SeqIter](v)
	if it.Seq == Unbound {
		return Unbound
	}
	if o := abi.Obj[abi.ByteArray](it.Seq); it.Index < o.Len {
		it.Index++
		return abi.SmallInt(int64(abi.Load8(o.Data + uintptr(it.Index-1))))
	}
	it.Seq = Unbound
	return Unbound
}

// seqIterNext asks for items by index until IndexError.
func seqIterNext(t *Thread, v Value) Value {
	it := abi.Obj[abi.SeqIter](v)
	if it.Seq == Unbound {
		return Unbound
	}
	x := t.GetItem(it.Seq, t.NewInt(it.Index))
	if x != Raised {
		it.Index++
		return x
	}
	if t.Catch(t.Exc.IndexError) || t.Catch(t.Exc.StopIteration) {
		it.Seq = Unbound
		return Unbound
	}
	return Raised
}

func rangeIterNext(_ *Thread, v Value) Value {
	it := abi.Obj[abi.RangeIter](v)
	if it.Left <= 0 {
		return Unbound
	}
	it.Left--
	x := Value(it.Cur)
	it.Cur += it.Step
	return x
}

func rangeIterHint(_ *Thread, v Value) Value {
	return abi.SmallInt(abi.Obj[abi.RangeIter](v).Left)
}

// longRangeIterNext: fields are the next int, the step and how many are left.
func longRangeIterNext(t *Thread, v Value) Value {
	left := Slot(v, 2)
	if left == 0 {
		return Unbound
	}
	x := Slot(v, 0)
	t.SetSlot(v, 0, t.intAdd(x, Slot(v, 1)))
	t.SetSlot(v, 2, t.intSub(left, smallOne))
	return x
}

// callableIterNext: fields are the function and the sentinel.
func callableIterNext(t *Thread, v Value) Value {
	f := Slot(v, 0)
	if f == Unbound {
		return Unbound
	}
	x := t.Call(f)
	if x == Raised {
		if t.Catch(t.Exc.StopIteration) {
			t.SetSlot(v, 0, Unbound)
			t.SetSlot(v, 1, Unbound)
			return Unbound
		}
		return Raised
	}
	end := Slot(v, 1)
	if end == Unbound {
		return Unbound
	}
	m := t.Mark()
	defer t.Unroot(m)
	t.Root(x)
	same, ok := t.equalItems(end, x)
	if !ok {
		return Raised
	}
	if same {
		t.SetSlot(v, 0, Unbound)
		t.SetSlot(v, 1, Unbound)
		return Unbound
	}
	return x
}

// share marks an iterator that is given to the program: compiled code must not
// take its place in a register.
func share(it Value) Value {
	if it.IsKind(abi.KindSeqIter) || it.IsKind(abi.KindRangeIter) {
		abi.Obj[abi.Header](it).Aux |= abi.IterShared
	}
	return it
}
