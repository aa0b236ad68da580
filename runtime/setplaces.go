package runtime

import "github.com/go-python/gopython/internal/abi"

// What the bytes behind a set's entries tell (abi.SetNone): a search for a key
// that is not there mostly ends at once, one for a key that is has its place, and
// the place for a new key is found without a look at the entries.

// newSetItems allocates a table of that many entries, all free.
func (iso *Isolate) newSetItems(size int64) abi.Buf {
	words := uintptr(size) * 2
	more := uintptr(size) + abi.SetSlack
	addr := iso.Heap.AllocRaw(abi.BufHeader+words*abi.Word+more, abi.Header{Kind: abi.KindItems}.Word())
	abi.ObjAt[abi.Items](addr).Cap = int64(words)
	fillUnbound(addr+abi.BufHeader, int(words))
	abi.Clear(addr+abi.BufHeader+words*abi.Word, more)
	return addr + abi.BufHeader
}

// setBytes is where the bytes for the places of a table begin.
func setBytes(s *abi.Set) uintptr { return s.Table + uintptr(s.Mask+1)*setEntryBytes }

// setHome is what the table tells of the keys with the home of a hash.
func setHome(s *abi.Set, hash int64) uint8 {
	return abi.Load8(setBytes(s)+uintptr(hash&s.Mask)) & abi.SetHome
}

// setFree is the place for a key of a hash that is not in the table: the last
// one that a key was removed from of those that a search looks at, or the free
// one that ends it.
func setFree(s *abi.Set, hash int64) int64 {
	bytes := setBytes(s)
	mask, perturb := uint64(s.Mask), uint64(hash)
	free := int64(-1)
	for i := perturb & mask; ; i = (i*5 + 1 + perturb) & mask {
		last := i
		if i+abi.SetLinearProbes <= mask {
			last += abi.SetLinearProbes
		}
		for j := i; j <= last; j++ {
			b := abi.Load8(bytes + uintptr(j))
			if b < abi.SetUsed {
				if free < 0 {
					free = int64(j)
				}
				return free
			}
			if b&abi.SetRemoved != 0 {
				free = int64(j)
			}
		}
		perturb >>= abi.SetPerturbShift
	}
}

// setPut writes an entry at a place that setFree has found. It reports whether a
// key was there before.
func setPut(s *abi.Set, at, hash int64, key Value) (again bool) {
	e := setEntry(s, at)
	e.Hash, e.Key = abi.SmallInt(hash), key
	bytes, home := setBytes(s), hash&s.Mask
	b := abi.Load8(bytes + uintptr(at))
	abi.Store8(bytes+uintptr(at), b&abi.SetHome|abi.SetUsed)
	h := abi.Load8(bytes + uintptr(home))
	abi.Store8(bytes+uintptr(home), h&^abi.SetHome|setOneMore(h&abi.SetHome, (at-home)&s.Mask))
	return b&abi.SetRemoved != 0
}

// setRefill puts the entries of the table of old into that of s, in which none was
// removed.
func setRefill(s, old *abi.Set) {
	bytes, mask := setBytes(s), uintptr(s.Mask)
	for p, end := old.Table, setBytes(old); p < end; p += setEntryBytes {
		key := abi.Load(p + abi.Word)
		if key == Unbound || key == abi.Deleted {
			continue
		}
		hash := abi.Load(p)
		home := uintptr(hash.Int()) & mask
		if abi.Load8(bytes+home) == 0 { // as a rule
			abi.Store8(bytes+home, abi.SetUsed|abi.SetOne)
			e := s.Table + home*setEntryBytes
			abi.Store(e, hash)
			abi.Store(e+abi.Word, key)
			continue
		}
		h := hash.Int()
		setPut(s, setFree(s, h), h, key)
	}
}

// setOneMore is what a home tells when a key has come, that many places further.
func setOneMore(n uint8, off int64) uint8 {
	switch {
	case n == abi.SetNone && off < abi.SetFar-abi.SetOne:
		return abi.SetOne + uint8(off)
	case n == abi.SetNone:
		return abi.SetFar
	case n <= abi.SetFar:
		return abi.SetFar + 1
	case n == abi.SetMany:
		return n
	}
	return n + 1
}

// setTakeOut removes the key at a place.
func setTakeOut(s *abi.Set, at int64) {
	e := setEntry(s, at)
	bytes, home := setBytes(s), e.Hash.Int()&s.Mask
	e.Hash, e.Key = smallMinusOne, abi.Deleted
	abi.Store8(bytes+uintptr(at), abi.Load8(bytes+uintptr(at))|abi.SetRemoved)
	h := abi.Load8(bytes + uintptr(home))
	switch n := h & abi.SetHome; {
	case n <= abi.SetFar:
		h &^= abi.SetHome
	case n < abi.SetMany:
		h--
	}
	abi.Store8(bytes+uintptr(home), h)
	s.Used--
}
