package gc

import (
	"fmt"
	"strings"
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
)

// checkObject panics unless an object is at addr. Only for the invariants build.
func (m *Marker) checkObject(addr uintptr) {
	start, _, ok := m.h.cellAt(addr)
	switch {
	case !ok && m.h.owns(addr):
		m.bad("dangling reference to freed memory", uint64(addr))
	case !ok:
		m.bad("reference outside the heap", uint64(addr))
	case start != addr:
		m.bad(fmt.Sprintf("reference into the middle of %s", m.h.describe(start)), uint64(addr))
	case !m.h.isAllocated(start):
		m.bad("dangling reference to a free cell", uint64(addr))
	}
	if k := abi.KindOf(addr); k >= abi.NumKinds {
		m.bad("dangling reference to an object of no valid kind", uint64(addr))
	}
}

// checkBuf panics unless a buffer may be in the object at start: a storage
// object, or the one that has the reference.
func (m *Marker) checkBuf(start uintptr) {
	k := abi.KindOf(start)
	if start != m.holder && k != abi.KindItems && k != abi.KindRaw {
		m.bad("buffer in an object that is no storage", uint64(start))
	}
}

// checkValue panics when v, which is no reference, is not to be stored.
func (m *Marker) checkValue(v abi.Value) {
	if v == abi.Raised {
		m.bad("the marker of a raised exception is stored", uint64(v))
	}
	if v&7 == 3 {
		m.bad("a word that is no value is stored", uint64(v))
	}
}

// checkCount panics when n values do not fit the object.
func (m *Marker) checkCount(addr, fixed, n uintptr) {
	_, size, _ := m.h.cellAt(addr)
	if n > size || fixed+n*abi.Word > size {
		m.bad(fmt.Sprintf("%d values are more than fit", n), uint64(addr))
	}
}

// bad panics with what is known about a wrong word.
func (m *Marker) bad(what string, word uint64) {
	var b strings.Builder
	fmt.Fprintf(&b, "gc: %s: word %#x", what, word)
	if start, _, ok := m.h.cellAt(uintptr(word) &^ 7); ok {
		fmt.Fprintf(&b, ", in %s", m.h.describe(start))
	}
	if m.holder == 0 {
		b.WriteString("\nheld by a root")
	} else {
		fmt.Fprintf(&b, "\nheld by %s", m.h.dump(m.holder, word))
	}
	panic(b.String())
}

// describe names the cell at start.
func (h *Heap) describe(start uintptr) string {
	_, size, _ := h.cellAt(start)
	hdr := abi.ObjAt[abi.Header](start)
	name := fmt.Sprintf("kind %#x", uint8(hdr.Kind))
	if hdr.Kind < abi.NumKinds && hdr.Kind != abi.KindFree {
		name = abi.Layouts[hdr.Kind].Name
	}
	return fmt.Sprintf("%s at %#x (shape %d, gc %#x, aux %#x, cell of %d bytes)",
		name, start, hdr.Shape, uint8(hdr.GC), hdr.Aux, size)
}

// dump shows an object's first words, and where in it word is.
func (h *Heap) dump(start uintptr, word uint64) string {
	_, size, ok := h.cellAt(start)
	if !ok {
		return fmt.Sprintf("%#x", start)
	}
	var b strings.Builder
	b.WriteString(h.describe(start))
	shown := 0
	for i := uintptr(0); i < size/abi.Word && shown < 24; i++ {
		w := abi.Load64(start + i*abi.Word)
		hit := w == word || w == word+1 // a reference is the address plus one
		if i >= 16 && !hit {
			continue
		}
		shown++
		fmt.Fprintf(&b, "\n  word %d: %#x", i, w)
		if hit {
			b.WriteString("   <- here")
		}
	}
	return b.String()
}

// checkSet panics when what the bytes behind the entries of a set tell is not so.
func (m *Marker) checkSet(addr uintptr) {
	s := abi.ObjAt[abi.Set](addr)
	if s.Table == 0 {
		return
	}
	entry := func(i int64) *abi.SetEntry {
		return abi.ObjAt[abi.SetEntry](s.Table + uintptr(i)*unsafe.Sizeof(abi.SetEntry{}))
	}
	n := s.Mask + 1
	homes, where := make([]int64, n), make([]int64, n)
	fill, used := int64(0), int64(0)
	bytes := abi.BytesAt(s.Table+uintptr(n)*unsafe.Sizeof(abi.SetEntry{}), int(n))
	for i := range n {
		want := uint8(0)
		switch e := entry(i); e.Key {
		case abi.Unbound:
		case abi.Deleted:
			want = abi.SetUsed | abi.SetRemoved
			fill++
		default:
			want = abi.SetUsed
			fill++
			used++
			home := e.Hash.Int() & s.Mask
			homes[home]++
			where[home] = (i - home) & s.Mask
		}
		if bytes[i]&^abi.SetHome != want {
			m.bad(fmt.Sprintf("place %d of a set's table is not as its byte %#x says", i, bytes[i]), uint64(addr))
		}
	}
	if fill != s.Fill || used != s.Used {
		m.bad(fmt.Sprintf("a set of %d, %d places of its table used, has %d and %d", used, fill, s.Used, s.Fill), uint64(addr))
	}
	for i, b := range bytes {
		ok := false
		switch b &= abi.SetHome; {
		case b == abi.SetMany:
			ok = true
		case b > abi.SetFar:
			ok = homes[i] == int64(b-abi.SetFar)+1
		case b == abi.SetFar:
			ok = homes[i] == 1
		case b >= abi.SetOne:
			ok = homes[i] == 1 && where[i] == int64(b-abi.SetOne)
		default:
			ok = homes[i] == 0
		}
		if !ok {
			m.bad(fmt.Sprintf("%d keys have place %d of a set's table as their home, the last one %d further: not %d", homes[i], i, where[i], b), uint64(addr))
		}
	}
}
