package runtime

import (
	"unsafe"

	"github.com/go-python/gopython/gc"
	"github.com/go-python/gopython/internal/abi"
)

// A dict is an array of entries in insertion order and an open-addressed index
// of entry numbers into it (linear probing over a mixed hash).

const (
	dictEntryBytes = unsafe.Sizeof(abi.DictEntry{})
	indexFree      = 0
	dictMinEntries = 5
)

// NewDict makes an empty dict.
func (iso *Isolate) NewDict() Value { return iso.newDictOf(iso.Types.Dict) }

func (iso *Isolate) newDictOf(typ *Type) Value {
	addr := iso.allocObject(typ, unsafe.Sizeof(abi.Dict{}), abi.DictStrKeys)
	d := abi.ObjAt[abi.Dict](addr)
	d.Mask, d.KeyVer = -1, -1
	return abi.Ptr(addr)
}

// DictLen returns the number of items.
func DictLen(d Value) int { return int(abi.Obj[abi.Dict](d).Used) }

func dictEntry(d *abi.Dict, i int) *abi.DictEntry {
	return abi.ObjAt[abi.DictEntry](d.Entries + uintptr(i)*dictEntryBytes)
}

// DictEntryAt returns entry i of the insertion order, for i below DictFill; a
// removed one has Key == abi.Deleted.
func DictEntryAt(d Value, i int) *abi.DictEntry { return dictEntry(abi.Obj[abi.Dict](d), i) }

// DictFill returns the number of entries, removed ones included.
func DictFill(d Value) int { return int(abi.Obj[abi.Dict](d).Fill) }

// DictNext returns the first live entry at or after number i, and its number;
// nil at the end.
func DictNext(d Value, i int) (*abi.DictEntry, int) {
	o := abi.Obj[abi.Dict](d)
	for ; i < int(o.Fill); i++ {
		if e := dictEntry(o, i); e.Key != abi.Deleted {
			return e, i
		}
	}
	return nil, i
}

func mixHash(h int64) uint64 {
	x := uint64(h)
	x ^= x >> 32
	x *= 0x9e3779b97f4a7c15
	return x ^ x>>29
}

// findStr returns the number of the entry with the exact str key, or -1.
func findStr(o *abi.Dict, key Value, hash int64) int {
	if o.Mask < 0 {
		for i := 0; i < int(o.Fill); i++ {
			if e := dictEntry(o, i); e.Key == key || strKeyEqual(e, key, hash) {
				return i
			}
		}
		return -1
	}
	mask, index, entries, want := uint64(o.Mask), o.Index, o.Entries, abi.SmallInt(hash)
	for i := mixHash(hash) & mask; ; i = (i + 1) & mask {
		n := abi.Load32(index + uintptr(i)*4)
		if n == indexFree {
			return -1
		}
		e := entries + uintptr(n-1)*dictEntryBytes
		have := abi.Load(e + abi.Word)
		if have == key || abi.Load(e) == want && have.IsKind(abi.KindStr) && StrEqual(have, key) {
			return int(n) - 1
		}
	}
}

func strKeyEqual(e *abi.DictEntry, key Value, hash int64) bool {
	return e.Hash == abi.SmallInt(hash) && e.Key.IsKind(abi.KindStr) && StrEqual(e.Key, key)
}

// DictGetStr returns the value for an exact str, Unbound when there is none.
// It runs no Python code.
func (iso *Isolate) DictGetStr(d, key Value) Value {
	o := abi.Obj[abi.Dict](d)
	if i := findStr(o, key, iso.StrHash(key)); i >= 0 {
		return dictEntry(o, i).Value
	}
	return Unbound
}

// DictFindStr returns the entry number for an exact str key, -1 without.
func (iso *Isolate) DictFindStr(d, key Value) int {
	return findStr(abi.Obj[abi.Dict](d), key, iso.StrHash(key))
}

// DictSetStr sets the value for an exact str. It runs no Python code.
func (iso *Isolate) DictSetStr(d, key, v Value) {
	o := abi.Obj[abi.Dict](d)
	h := iso.StrHash(key)
	if i := findStr(o, key, h); i >= 0 {
		dictEntry(o, i).Value = v
		iso.Heap.Barrier(o.Entries - abi.BufHeader)
		if o.Aux&abi.DictGuarded != 0 {
			iso.globalSet(d, dictEntry(o, i).Key, v)
		}
		return
	}
	iso.dictInsert(d, key, v, h)
}

// DictDelStr removes an exact str; a missing key is a KeyError.
func (t *Thread) DictDelStr(d, key Value) bool {
	o := abi.Obj[abi.Dict](d)
	i := findStr(o, key, t.StrHash(key))
	if i < 0 {
		t.RaiseKey(key)
		return false
	}
	t.dictRemove(o, i)
	return true
}

// dictInsert appends an entry for a key that is not there.
func (iso *Isolate) dictInsert(d, key, v Value, hash int64) {
	o := abi.Obj[abi.Dict](d)
	if o.Aux&abi.DictStrKeys != 0 && !iso.IsExactStr(key) {
		o.Aux &^= abi.DictStrKeys
	}
	if o.Entries == 0 || o.Fill >= abi.ObjAt[abi.Items](o.Entries-abi.BufHeader).Cap/int64(abi.DictEntryWords) {
		n := int(o.Used+o.Used>>1) + 1 // room to spare, or deleting and adding in turn would copy each time
		if 40 <= o.Used && o.Used < 20000 && o.Used == o.Fill {
			n = int(o.Used) * 3 // to grow costs more than what is not used
		}
		iso.dictResize(d, n)
	}
	e := dictEntry(o, int(o.Fill))
	e.Hash, e.Key, e.Value = abi.SmallInt(hash), key, v
	iso.Heap.Barrier(o.Entries - abi.BufHeader)
	o.Fill++
	o.Used++
	if o.Mask >= 0 {
		indexAdd(o, hash, uint32(o.Fill))
	}
	iso.dictKeysChanged(o)
}

func indexAdd(o *abi.Dict, hash int64, n uint32) {
	mask := uint64(o.Mask)
	i := mixHash(hash) & mask
	for {
		at := o.Index + uintptr(i)*4
		if abi.Load32(at) == indexFree {
			abi.Store32(at, n)
			return
		}
		i = (i + 1) & mask
	}
}

// dictKeysChanged tells inline caches that the set of keys is another one.
func (iso *Isolate) dictKeysChanged(o *abi.Dict) {
	if o.Aux&abi.DictWatched != 0 {
		iso.keyVersion++
		o.KeyVer = iso.keyVersion
		if o.Aux&abi.DictGuarded != 0 {
			iso.globalKeys(abi.Ptr(uintptr(unsafe.Pointer(o))))
		}
	}
}

// WatchDict makes the dict keep a version of its set of keys and returns it.
func (iso *Isolate) WatchDict(d Value) int64 {
	o := abi.Obj[abi.Dict](d)
	if o.Aux&abi.DictWatched == 0 {
		o.Aux |= abi.DictWatched
		iso.dictKeysChanged(o)
	}
	return o.KeyVer
}

// dictResize makes room for at least n entries and drops removed ones.
func (iso *Isolate) dictResize(d Value, n int) {
	o := abi.Obj[abi.Dict](d)
	room := dictMinEntries
	for room < n {
		room = room*2 + 1
	}
	size := 0 // of the index
	if room > 8 {
		for size = 16; size*2 < room*3; {
			size *= 2
		}
	}
	entries := o.Entries
	if !iso.dictExtend(o, room) {
		// Both or nothing: half of it would be taken for progress by who tries
		// again after a collection.
		iso.Heap.Need(uintptr(room)*dictEntryBytes + uintptr(size)*4)
		entries = iso.newEntries(room, int(o.Used))
	}
	var index abi.Buf
	mask := int64(-1)
	if size > 0 {
		index, mask = iso.newRaw(size*4), int64(size-1)
	}
	old := *o
	o.Entries, o.Index, o.Mask, o.Fill = entries, index, mask, o.Used
	iso.Heap.Barrier(d.Addr())
	if old.Fill != old.Used {
		to := entries // which is not old.Entries then
		for i := 0; i < int(old.Fill); i++ {
			if e := dictEntry(&old, i); e.Key != abi.Deleted {
				*abi.ObjAt[abi.DictEntry](to) = *e
				to += dictEntryBytes
			}
		}
	} else if entries != old.Entries && old.Fill > 0 {
		abi.Move(entries, old.Entries, uintptr(old.Fill)*dictEntryBytes)
	}
	if mask >= 0 {
		indexAll(o)
	}
	iso.dictKeysChanged(o)
	if old.Entries != 0 && old.Entries != entries {
		iso.Heap.Free(old.Entries - abi.BufHeader)
	}
	if old.Index != 0 {
		iso.Heap.Free(old.Index - abi.BufHeader)
	}
}

// newEntries makes room for entries, of which the first used ones are about to
// be written: they may not be zero.
func (iso *Isolate) newEntries(room, used int) abi.Buf {
	size := uintptr(room) * dictEntryBytes
	if abi.BufHeader+size <= gc.MaxSmall {
		return iso.newItemsZero(room * int(abi.DictEntryWords))
	}
	addr := iso.Heap.AllocRaw(abi.BufHeader+size, abi.Header{Kind: abi.KindItems}.Word())
	abi.ObjAt[abi.Items](addr).Cap = int64(room) * int64(abi.DictEntryWords)
	from := abi.BufHeader + uintptr(used)*dictEntryBytes
	abi.Clear(addr+from, iso.Heap.Size(addr)-from) // to the end of its memory: see dictExtend
	return addr + abi.BufHeader
}

// indexAll fills the index, which is empty, of a dict without removed entries.
func indexAll(o *abi.Dict) {
	index, mask, e := o.Index, uint64(o.Mask), o.Entries
	for n := uint32(1); n <= uint32(o.Fill); n++ {
		i := mixHash(abi.Load(e).Int()) & mask
		for abi.Load32(index+uintptr(i)*4) != indexFree {
			i = (i + 1) & mask
		}
		abi.Store32(index+uintptr(i)*4, n)
		e += dictEntryBytes
	}
}

// dictExtend makes the storage of a big dict without removed entries longer
// where it is, if the memory behind it is free.
func (iso *Isolate) dictExtend(o *abi.Dict, room int) bool {
	if o.Entries == 0 || o.Fill != o.Used {
		return false
	}
	items := abi.ObjAt[abi.Items](o.Entries - abi.BufHeader)
	words := room * int(abi.DictEntryWords)
	size := abi.BufHeader + uintptr(words)*abi.Word
	if words <= int(items.Cap) || size <= 8<<10 || !iso.Heap.Extend(o.Entries-abi.BufHeader, size) {
		return false
	}
	items.Cap = int64(words)
	return true
}

// dictRemove deletes entry i.
func (iso *Isolate) dictRemove(o *abi.Dict, i int) {
	e := dictEntry(o, i)
	if o.Mask >= 0 {
		indexRemove(o, e.Hash.Int(), uint32(i)+1)
	}
	e.Key, e.Value = abi.Deleted, Unbound
	o.Used--
	for o.Fill > 0 && dictEntry(o, int(o.Fill-1)).Key == abi.Deleted {
		o.Fill-- // so that a dict used as a stack does not fill up
	}
	iso.dictKeysChanged(o)
}

// indexRemove frees the index cell of entry number n and moves those that were
// displaced by it: there are no traces of removed entries in the index.
func indexRemove(o *abi.Dict, hash int64, n uint32) {
	mask := uint64(o.Mask)
	hole := mixHash(hash) & mask
	for abi.Load32(o.Index+uintptr(hole)*4) != n {
		hole = (hole + 1) & mask
	}
	for i := (hole + 1) & mask; ; i = (i + 1) & mask {
		x := abi.Load32(o.Index + uintptr(i)*4)
		if x == indexFree {
			break
		}
		home := mixHash(dictEntry(o, int(x)-1).Hash.Int()) & mask
		if (i-home)&mask >= (i-hole)&mask {
			abi.Store32(o.Index+uintptr(hole)*4, x)
			hole = i
		}
	}
	abi.Store32(o.Index+uintptr(hole)*4, indexFree)
}

// DictGet returns the value for any key, Unbound when there is none, Raised
// when hashing or comparing raised.
func (t *Thread) DictGet(d, key Value) Value {
	i, _, ok := t.dictFind(d, key)
	switch {
	case !ok:
		return Raised
	case i < 0:
		return Unbound
	}
	return dictEntry(abi.Obj[abi.Dict](d), i).Value
}

// dictFind returns the entry number of a key, or -1, and the key's hash.
func (t *Thread) dictFind(d, key Value) (i int, hash int64, ok bool) {
	o := abi.Obj[abi.Dict](d)
	switch {
	case key.IsInt():
		hash = hashSmall(key.Int())
	case t.IsExactStr(key):
		hash = t.StrHash(key)
		if o.Aux&abi.DictStrKeys != 0 {
			return findStr(o, key, hash), hash, true
		}
	default:
		if hash, ok = t.Hash(key); !ok {
			t.unhashable(key, "a dict key")
			return -1, 0, false
		}
		hash = abi.SmallInt(hash).Int() // entries keep 62 bits
	}
	i, ok = t.dictFindHash(d, key, hash)
	return i, hash, ok
}

// dictFindHash looks a key up by identity and __eq__, which may run Python
// code that changes the dict: then it starts anew.
func (t *Thread) dictFindHash(d, key Value, hash int64) (int, bool) {
	o := abi.Obj[abi.Dict](d)
	want := abi.SmallInt(hash)
restart:
	if o.Mask < 0 {
		e := o.Entries
		for i := 0; i < int(o.Fill); i, e = i+1, e+dictEntryBytes {
			have := abi.Load(e + abi.Word)
			if have == key {
				return i, true
			}
			if abi.Load(e) != want || have == abi.Deleted {
				continue
			}
			same, changed, ok := t.dictKeyEqual(o, i, key)
			switch {
			case !ok:
				return i, false
			case changed:
				goto restart
			case same:
				return i, true
			}
		}
		return -1, true
	}
	mask, index, entries := uint64(o.Mask), o.Index, o.Entries
	for j := mixHash(hash) & mask; ; j = (j + 1) & mask {
		n := abi.Load32(index + uintptr(j)*4)
		if n == indexFree {
			return -1, true
		}
		i := int(n) - 1
		e := entries + uintptr(i)*dictEntryBytes
		have := abi.Load(e + abi.Word)
		if have == key {
			return i, true
		}
		if abi.Load(e) != want {
			continue
		}
		same, changed, ok := t.dictKeyEqual(o, i, key)
		switch {
		case !ok:
			return i, false
		case changed:
			goto restart
		case same:
			return i, true
		}
	}
}

// dictKeyEqual compares the key of entry i with one that is looked for, and
// tells whether the dict changed meanwhile.
func (t *Thread) dictKeyEqual(o *abi.Dict, i int, key Value) (same, changed, ok bool) {
	have := dictEntry(o, i).Key
	if v, fast := t.equalBuiltin(have, key); fast {
		return v, false, true
	}
	entries, fill, used := o.Entries, o.Fill, o.Used
	same, ok = t.equalItems(have, key)
	changed = o.Entries != entries || o.Fill != fill || o.Used != used || dictEntry(o, i).Key != have
	return same, changed, ok
}

// DictSet sets the value for any key.
func (t *Thread) DictSet(d, key, v Value) bool {
	i, hash, ok := t.dictFind(d, key)
	if !ok {
		return false
	}
	o := abi.Obj[abi.Dict](d)
	if i >= 0 {
		dictEntry(o, i).Value = v
		t.Heap.Barrier(o.Entries - abi.BufHeader)
		if o.Aux&abi.DictGuarded != 0 {
			t.globalSet(d, dictEntry(o, i).Key, v)
		}
		return true
	}
	t.dictInsert(d, key, v, hash)
	return true
}

// DictDel removes a key; found is false when it was not there.
func (t *Thread) DictDel(d, key Value) (found, ok bool) {
	i, _, ok := t.dictFind(d, key)
	if !ok || i < 0 {
		return false, ok
	}
	t.dictRemove(abi.Obj[abi.Dict](d), i)
	return true, true
}
