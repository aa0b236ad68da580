package runtime

import (
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
)

// Sets and frozensets: an open-addressed table that is probed and grown as
// CPython does it, so that iterating gives the same order for the same
// insertions (where hashes are the same: ints). For a mutable set, Hash is
// where pop goes on looking.

const (
	setEntryBytes = unsafe.Sizeof(abi.SetEntry{})
	setMinSize    = 8
)

func (t *Thread) newSetOf(typ *Type) Value {
	addr := t.allocObject(typ, unsafe.Sizeof(abi.Set{}), 0)
	abi.ObjAt[abi.Set](addr).Mask = setMinSize - 1
	return abi.Ptr(addr)
}

// SetLen returns the number of items.
func SetLen(s Value) int { return int(abi.Obj[abi.Set](s).Used) }

func setEntry(s *abi.Set, i int64) *abi.SetEntry {
	return abi.ObjAt[abi.SetEntry](s.Table + uintptr(i)*setEntryBytes)
}

// SetNext returns the first item at or after place i of the table, and its
// place; Unbound at the end.
func SetNext(v Value, i int64) (Value, int64) {
	s := abi.Obj[abi.Set](v)
	if s.Table == 0 {
		return Unbound, 0
	}
	for ; i <= s.Mask; i++ {
		if k := setEntry(s, i).Key; k != Unbound && k != abi.Deleted {
			return k, i
		}
	}
	return Unbound, i
}

// NewSet makes a set of items; Raised when one is not hashable.
func (t *Thread) NewSet(items []Value) Value { return t.setOfItems(t.Types.Set, items) }

// NewFrozenSet makes a frozenset of items; Raised when one is not hashable.
func (t *Thread) NewFrozenSet(items []Value) Value { return t.setOfItems(t.Types.FrozenSet, items) }

func (t *Thread) setOfItems(typ *Type, items []Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	s := t.Root(t.newSetOf(typ))
	for _, x := range items {
		if !t.SetAdd(s, x) {
			return Raised
		}
	}
	return s
}

// isSet reports whether v is a set or frozenset, or of a subclass.
func isSet(v Value) bool { return v.IsKind(abi.KindSet) }

func (t *Thread) isFrozen(v Value) bool { return t.TypeOf(v).IsSubtype(t.Types.FrozenSet) }

// setBase is set or frozenset: the class of what operators give.
func (t *Thread) setBase(v Value) *Type {
	if t.isFrozen(v) {
		return t.Types.FrozenSet
	}
	return t.Types.Set
}

// setHash is the hash of an element, as far as entries keep it.
func (t *Thread) setHash(key Value) (int64, bool) {
	if key.IsInt() {
		return hashSmall(key.Int()), true
	}
	h, ok := t.Hash(key)
	if !ok {
		t.unhashable(key, "a set element")
	}
	return abi.SmallInt(h).Int(), ok
}

// setFind returns the place of a key in the table, -1 when it is not there.
func (t *Thread) setFind(v, key Value, hash int64) (at int64, ok bool) {
	s := abi.Obj[abi.Set](v)
	want := abi.SmallInt(hash)
restart:
	if s.Table == 0 || setHome(s, hash) == abi.SetNone {
		return -1, true
	}
	mask, perturb := uint64(s.Mask), uint64(hash)
	for i := perturb & mask; ; i = (i*5 + 1 + perturb) & mask {
		last := i
		if i+abi.SetLinearProbes <= mask {
			last += abi.SetLinearProbes
		}
		for j := i; j <= last; j++ {
			e := setEntry(s, int64(j))
			if e.Key == Unbound {
				return -1, true
			}
			if e.Hash != want || e.Key == abi.Deleted {
				continue
			}
			if e.Key == key {
				return int64(j), true
			}
			same, changed, ok := t.setKeyEqual(s, e, key)
			switch {
			case !ok:
				return -1, false
			case changed:
				goto restart
			case same:
				return int64(j), true
			}
		}
		perturb >>= abi.SetPerturbShift
	}
}

// setKeyEqual compares the key of an entry with one that is looked for, and
// tells whether the set changed meanwhile.
func (t *Thread) setKeyEqual(s *abi.Set, e *abi.SetEntry, key Value) (same, changed, ok bool) {
	have := e.Key
	if v, fast := t.equalBuiltin(have, key); fast {
		return v, false, true
	}
	table := s.Table
	m := t.Mark()
	if table != 0 {
		t.Root(abi.Ptr(table - abi.BufHeader)) // e is looked at afterwards
	}
	same, ok = t.equalItems(have, key)
	changed = s.Table != table || e.Key != have
	t.Unroot(m)
	return same, changed, ok
}

// setAddHash adds a key whose hash is known.
func (t *Thread) setAddHash(v, key Value, hash int64) bool {
	s := abi.Obj[abi.Set](v)
	if at, ok := t.setFind(v, key, hash); !ok || at >= 0 {
		return ok
	}
	if s.Table == 0 { // a comparison may have emptied the set
		t.setNewTable(v, s.Mask+1)
	}
	again := setPut(s, setFree(s, hash), hash, key)
	t.Heap.Barrier(s.Table - abi.BufHeader)
	s.Used++
	if again {
		return true
	}
	s.Fill++
	if uint64(s.Fill)*5 >= uint64(s.Mask)*3 {
		t.setGrow(v)
	}
	return true
}

func (t *Thread) setNewTable(v Value, size int64) {
	s := abi.Obj[abi.Set](v)
	s.Table = t.newSetItems(size)
	s.Mask = size - 1
	t.Heap.Barrier(v.Addr())
}

// setGrow makes room after an insertion or deletion.
func (t *Thread) setGrow(v Value) {
	used := abi.Obj[abi.Set](v).Used
	if used > 50000 {
		t.setResize(v, used*2)
	} else {
		t.setResize(v, used*4)
	}
}

// setResize rebuilds the table for more than n items.
func (t *Thread) setResize(v Value, n int64) {
	s := abi.Obj[abi.Set](v)
	size := int64(setMinSize)
	for size <= n {
		size *= 2
	}
	old := *s
	t.setNewTable(v, size)
	s.Fill = s.Used
	if old.Table != 0 {
		setRefill(s, &old)
	}
}

// SetAdd adds v to a set.
func (t *Thread) SetAdd(set, v Value) bool {
	h, ok := t.setHash(v)
	return ok && t.setAddHash(set, v, h)
}

// SetContains is v in set.
func (t *Thread) SetContains(set, v Value) (yes, ok bool) {
	h, ok := t.setHash(v)
	if !ok {
		return false, false
	}
	if at := setProbe(abi.Obj[abi.Set](set), v, h); at != probeUnsure {
		return at >= 0, true
	}
	at, ok := t.setFind(set, v, h)
	return at >= 0, ok
}

const probeUnsure = -2

// setProbe looks for the very same key: its place, -1 when no entry has its
// hash, probeUnsure when another key with its hash has to be compared.
func setProbe(s *abi.Set, key Value, hash int64) int64 {
	if s.Table == 0 {
		return -1
	}
	want := abi.SmallInt(hash)
	switch n := setHome(s, hash); {
	case n == abi.SetNone:
		return -1
	case n < abi.SetFar:
		at := (hash + int64(n-abi.SetOne)) & s.Mask
		switch e := setEntry(s, at); {
		case e.Key == key:
			return at
		case e.Hash != want:
			return -1
		}
		return probeUnsure
	}
	mask, perturb := uint64(s.Mask), uint64(hash)
	for i := perturb & mask; ; i = (i*5 + 1 + perturb) & mask {
		last := i
		if i+abi.SetLinearProbes <= mask {
			last += abi.SetLinearProbes
		}
		p := s.Table + uintptr(i)*setEntrySize
		for end := s.Table + uintptr(last)*setEntrySize; p <= end; p += setEntrySize {
			have := abi.Load(p + abi.Word)
			if have == key {
				return int64((p - s.Table) / setEntrySize)
			}
			if have == Unbound {
				return -1
			}
			if abi.Load(p) == want && have != abi.Deleted {
				return probeUnsure
			}
		}
		perturb >>= abi.SetPerturbShift
	}
}

const setEntrySize = unsafe.Sizeof(abi.SetEntry{})

// setDiscardHash removes a key whose hash is known.
func (t *Thread) setDiscardHash(v, key Value, hash int64) (found, ok bool) {
	at, ok := t.setFind(v, key, hash)
	if !ok || at < 0 {
		return false, ok
	}
	setTakeOut(abi.Obj[abi.Set](v), at)
	return true, true
}

// SetDiscard removes v if it is there.
func (t *Thread) SetDiscard(set, v Value) (found, ok bool) {
	h, ok := t.setHash(v)
	if !ok {
		return false, false
	}
	return t.setDiscardHash(set, v, h)
}

// setClear removes all items. Where pop goes on looking stays.
func (t *Thread) setClear(v Value) {
	s := abi.Obj[abi.Set](v)
	s.Used, s.Fill, s.Table, s.Mask = 0, 0, 0, setMinSize-1
}

// setCopy makes an exact set of class typ with the items of src.
func (t *Thread) setCopy(typ *Type, src Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	r := t.Root(t.newSetOf(typ))
	if !t.SetUpdate(r, src) {
		return Raised
	}
	return r
}

// setMerge adds the items of another set.
func (t *Thread) setMerge(v, other Value) bool {
	s, o := abi.Obj[abi.Set](v), abi.Obj[abi.Set](other)
	if v == other || o.Used == 0 {
		return true
	}
	if (s.Fill+o.Used)*5 >= s.Mask*3 {
		t.setResize(v, (s.Used+o.Used)*2)
	} else if s.Table == 0 {
		t.setNewTable(v, s.Mask+1)
	}
	if s.Fill == 0 {
		t.setFill(s, o)
		t.Heap.Barrier(s.Table - abi.BufHeader)
		return true
	}
	for i := int64(0); i <= o.Mask; i++ {
		e := setEntry(o, i)
		if e.Key == Unbound || e.Key == abi.Deleted {
			continue
		}
		if !t.setAddHeld(v, e) {
			return false
		}
	}
	return true
}

// setAddHeld adds the key of another set's entry, which may be dropped there.
func (t *Thread) setAddHeld(v Value, e *abi.SetEntry) bool {
	m := t.Mark()
	ok := t.setAddHash(v, t.Root(e.Key), e.Hash.Int())
	t.Unroot(m)
	return ok
}

// setFill copies the entries of o into s, which is empty.
func (t *Thread) setFill(s, o *abi.Set) {
	if s.Mask == o.Mask && o.Fill == o.Used {
		abi.Move(s.Table, o.Table, uintptr(o.Mask+1)*(setEntryBytes+1))
	} else {
		setRefill(s, o)
	}
	s.Fill, s.Used = o.Used, o.Used
}

// SetUpdate adds the items of an iterable.
func (t *Thread) SetUpdate(set, src Value) bool {
	if isSet(src) {
		return t.setMerge(set, src)
	}
	if t.isExactDict(src) {
		return t.setAddDict(set, src)
	}
	l, ok := t.loop(src)
	if !ok {
		return false
	}
	defer l.end()
	for {
		x := l.item()
		if x == Unbound {
			return true
		}
		if x == Raised || !t.SetAdd(set, x) {
			return false
		}
	}
}

func (t *Thread) setAddDict(set, dict Value) bool {
	s, d := abi.Obj[abi.Set](set), abi.Obj[abi.Dict](dict)
	if (s.Fill+d.Used)*5 >= s.Mask*3 {
		t.setResize(set, (s.Used+d.Used)*2)
	}
	for i := 0; i < int(d.Fill); i++ {
		e := dictEntry(d, i)
		if e.Key == abi.Deleted {
			continue
		}
		m := t.Mark()
		ok := t.setAddHash(set, t.Root(e.Key), e.Hash.Int())
		t.Unroot(m)
		if !ok {
			return false
		}
	}
	return true
}
