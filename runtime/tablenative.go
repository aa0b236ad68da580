package runtime

import "github.com/go-python/gopython/internal/abi"

// What compiled code asks of hash tables: searches with a known hash that run
// no Python code. Where that would have to decide, they say so.

// TableKey is a key to look for: a value, or the items of a tuple that need
// not exist.
type TableKey struct {
	Key   Value
	Items []Value // of a tuple, if Key is Unbound
	Hash  int64
}

// matches compares with a key of a table that has the same hash.
func (k *TableKey) matches(t *Thread, have Value) (same, known bool) {
	if k.Key != Unbound {
		if have == k.Key {
			return true, true
		}
		return t.equalBuiltin(have, k.Key)
	}
	if !t.isExactTuple(have) {
		return false, false
	}
	return t.equalWords(abi.TupleItems(have), k.Items)
}

// DictEntryAddr returns the address of the entry for a key in the dict at addr,
// 0 without one.
func (t *Thread) DictEntryAddr(addr uintptr, k TableKey) (entry uintptr, known bool) {
	o := abi.ObjAt[abi.Dict](addr)
	want := abi.SmallInt(k.Hash)
	if o.Mask < 0 {
		e := o.Entries
		for range o.Fill {
			if abi.Load(e) == want && abi.Load(e+abi.Word) != abi.Deleted {
				if same, known := k.matches(t, abi.Load(e+abi.Word)); same || !known {
					return e, known
				}
			}
			e += dictEntryBytes
		}
		return 0, true
	}
	mask := uint64(o.Mask)
	for i := mixHash(k.Hash) & mask; ; i = (i + 1) & mask {
		n := abi.Load32(o.Index + uintptr(i)*4)
		if n == indexFree {
			return 0, true
		}
		e := o.Entries + uintptr(n-1)*dictEntryBytes
		if abi.Load(e) == want {
			if same, known := k.matches(t, abi.Load(e+abi.Word)); same || !known {
				return e, known
			}
		}
	}
}

// SetEntryAddr is DictEntryAddr for the set at addr.
func (t *Thread) SetEntryAddr(addr uintptr, k TableKey) (entry uintptr, known bool) {
	s := abi.ObjAt[abi.Set](addr)
	if s.Table == 0 || setHome(s, k.Hash) == abi.SetNone {
		return 0, true
	}
	want := abi.SmallInt(k.Hash)
	mask, perturb := uint64(s.Mask), uint64(k.Hash)
	for i := perturb & mask; ; i = (i*5 + 1 + perturb) & mask {
		last := i
		if i+abi.SetLinearProbes <= mask {
			last += abi.SetLinearProbes
		}
		for j := i; j <= last; j++ {
			e := setEntry(s, int64(j))
			if e.Key == Unbound {
				return 0, true
			}
			if e.Hash == want && e.Key != abi.Deleted {
				if same, known := k.matches(t, e.Key); same || !known {
					return s.Table + uintptr(j)*setEntryBytes, known
				}
			}
		}
		perturb >>= abi.SetPerturbShift
	}
}

// SetAddAt adds a key to the set at addr; known is false when nothing was done.
func (t *Thread) SetAddAt(addr uintptr, k TableKey) (known bool) {
	e, known := t.SetEntryAddr(addr, k)
	if known && e == 0 {
		t.setAddHash(abi.Ptr(addr), k.Key, k.Hash) // compares nothing that was not compared
	}
	return known
}

// SetRemoveAt removes the key that is in an entry of the set at addr.
func SetRemoveAt(addr, entry uintptr) {
	s := abi.ObjAt[abi.Set](addr)
	setTakeOut(s, int64((entry-s.Table)/setEntryBytes))
}

// DictAddAt adds an entry for a key that is not in the dict at addr.
func (t *Thread) DictAddAt(addr uintptr, key, v Value, hash int64) {
	t.dictInsert(abi.Ptr(addr), key, v, hash)
}

// DictRemoveAt removes an entry of the dict at addr.
func (t *Thread) DictRemoveAt(addr, entry uintptr) {
	o := abi.ObjAt[abi.Dict](addr)
	t.dictRemove(o, int((entry-o.Entries)/dictEntryBytes))
}

// HashSeed is what the hashes of strs are made with.
func (iso *Isolate) HashSeed() uint64 { return iso.hashSeed }

// HashesByIdentity reports whether objects of a class are hashed and compared as
// those of class object are; it may not be asked for too often when that changes.
func (t *Thread) HashesByIdentity(typ *Type) bool {
	for _, name := range [...]Value{t.names.Hash, t.names.Eq} {
		if t.Lookup(typ, name) != t.Lookup(t.Types.Object, name) || !t.NoteCached(typ, name) {
			return false
		}
	}
	return true
}
