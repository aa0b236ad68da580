package gc

import (
	"math/bits"
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
)

// Marker is a collection in progress: it is told what is reachable.
type Marker struct {
	h     *Heap
	base  uintptr
	marks []*bitmap // of each chunk; nil while no bit is set
	stack []uintptr // objects that are marked and not yet scanned
	// ring are the objects marked last, on their way from memory, in groups that are
	// sent for at once; then they go to the stack. 0: none.
	ring   [ringGroups][prefetched]uintptr
	group  *[prefetched]uintptr // of ring, the one being filled
	groupN int                  // objects in it
	turns  int                  // number of groups that were filled
	ranges []valueRange
	shapes []uint64 // bitmap: shapes whose class is marked
	table  uintptr  // of shapes, 0 = none

	young bool // what is old is taken for reachable
	work  int  // number of words looked at

	holder uintptr // the object being scanned, 0 for roots; for messages
}

// valueRange is a run of values to be scanned.
type valueRange struct {
	addr   uintptr
	n      uintptr
	holder uintptr
}

const (
	// prefetched is the number of objects in a group; see prefetch.
	prefetched = 8
	// ringGroups is the number of groups, a power of two.
	ringGroups = 4
)

// scanPart is the number of values of a range scanned at a time: what they
// refer to is scanned before the rest, which bounds the stack.
const scanPart = 512

// layout is an abi.Layout as the scanner wants it.
type layout struct {
	words  uint32 // Values | Bufs
	bufs   uint32
	size   uint32
	count  uint8
	slots  bool
	noRefs bool
}

var layouts [abi.NumKinds]layout

// leafKinds has the bits of the kinds that have no references.
var leafKinds uint64

func init() {
	const _ = 64 - uint(abi.NumKinds)
	for k, l := range abi.Layouts {
		layouts[k] = layout{
			words: l.Values | l.Bufs, bufs: l.Bufs, size: uint32(l.Size), count: l.Count, slots: l.Slots,
			noRefs: l.Values|l.Bufs == 0 && l.Count == 0 && !l.Slots,
		}
		if k != int(abi.KindFree) && layouts[k].noRefs {
			leafKinds |= 1 << k
		}
	}
}

// start begins a collection.
func (m *Marker) start(young bool) {
	h := m.h
	m.base = h.base
	if cap(m.marks) < len(h.chunks) {
		m.marks = make([]*bitmap, len(h.chunks))
	}
	m.marks = m.marks[:len(h.chunks)]
	m.young, m.work = young, 0
	if !young {
		clear(m.shapes)
	}
	// A callback may have panicked in the collection before.
	m.stack, m.ranges = m.stack[:0], m.ranges[:0]
	m.ring = [ringGroups][prefetched]uintptr{}
	m.group, m.groupN = &m.ring[m.turns%ringGroups], 0
	for i, k := range h.chunks {
		m.marks[i] = nil
		if k != nil && k.marks != nil {
			m.marks[i] = k.marks
			if !young {
				clear(k.marks[:])
			}
		}
	}
	m.table = 0
	if h.cfg.ShapeBase != nil {
		m.table = h.cfg.ShapeBase()
	}
	m.holder = 0
}

// Value reports a value as reachable.
func (m *Marker) Value(v abi.Value) {
	if v.IsPtr() {
		m.object(v.Addr())
	} else if invariants {
		m.checkValue(v)
	}
}

// Values reports values as reachable.
func (m *Marker) Values(vs []abi.Value) {
	base, marks, chunks := m.base, m.marks, m.h.chunks
	for _, v := range vs {
		if !v.IsPtr() {
			if invariants {
				m.checkValue(v)
			}
			continue
		}
		// It is marked here if that is simple: see mark.
		addr := v.Addr()
		off := addr - base
		i := off >> chunkShift
		if invariants || i >= uintptr(len(marks)) || marks[i] == nil {
			m.object(addr)
			continue
		}
		w := &marks[i][off%chunkSize/granule/64]
		if bit := uint64(1) << (off / granule % 64); *w&bit == 0 {
			*w |= bit
			if page := off >> pageShift; chunks[i].leaves[page%chunkPages/64]>>(page%64)&1 == 0 {
				m.push(addr)
			}
		}
	}
}

// Addr reports the object at addr as reachable. Zero is no object.
func (m *Marker) Addr(addr uintptr) {
	if addr != 0 {
		m.object(addr)
	}
}

// Buf reports the storage object that b points into as reachable. Zero is none.
func (m *Marker) Buf(b abi.Buf) {
	if start, ok := m.storage(b); ok {
		m.object(start)
	}
}

// storage is the address of the storage object that b points into.
func (m *Marker) storage(b abi.Buf) (start uintptr, ok bool) {
	if b == 0 {
		return 0, false
	}
	// The address of a storage object's element, and the one past the last
	// too, is inside the object after this subtraction.
	start, _, ok = m.h.cellAt(b - abi.BufHeader)
	switch {
	case !invariants:
	case !ok:
		m.bad("buffer outside the heap", uint64(b))
	default:
		m.checkBuf(start)
	}
	return start, ok
}

// Conservative reports everything that a word in [lo, hi) may refer to as
// reachable: values, addresses of objects, addresses inside objects.
func (m *Marker) Conservative(lo, hi uintptr) {
	lo = (lo + abi.Word - 1) &^ (abi.Word - 1)
	size := uintptr(len(m.h.chunks)) << chunkShift
	for ; lo+abi.Word <= hi; lo += abi.Word {
		w := abi.LoadPtr(lo)
		if w-m.base > size { // the end itself may be one past a buffer
			continue
		}
		if start, ok := m.h.ObjectAt(w); ok {
			m.object(start)
		}
		if w&7 == 1 {
			continue
		}
		// It may be the address past the end of a buffer, too.
		if start, ok := m.h.ObjectAt(w - abi.BufHeader); ok {
			m.object(start)
		}
	}
}

// Marked reports whether v was reached. What is not an object always is.
func (m *Marker) Marked(v abi.Value) bool {
	return !v.IsPtr() || m.isMarked(v.Addr())
}

func (m *Marker) isMarked(addr uintptr) bool {
	off := addr - m.base
	i := off >> chunkShift
	if i >= uintptr(len(m.marks)) {
		return true
	}
	b := m.marks[i]
	return b != nil && b.has(uint32(off%chunkSize/granule))
}

// Trace marks everything that is reachable from what was reported so far. The
// heap does so after Config.Roots and Config.AfterMark; AfterMark may need it
// in between.
func (m *Marker) Trace() {
	for {
		for n := len(m.stack); n > 0; n = len(m.stack) {
			addr := m.stack[n-1]
			m.stack = m.stack[:n-1]
			m.scan(addr)
		}
		if m.drain(); len(m.stack) > 0 {
			continue
		}
		n := len(m.ranges)
		if n == 0 {
			m.holder = 0
			return
		}
		r := &m.ranges[n-1]
		addr, part := r.addr, min(r.n, scanPart)
		m.holder = r.holder
		if r.n -= part; r.n == 0 {
			m.ranges = m.ranges[:n-1]
		} else {
			r.addr += part * abi.Word
		}
		m.Values(abi.Values(addr, int(part)))
	}
}

// object marks the object at addr.
func (m *Marker) object(addr uintptr) {
	if m.mark(addr) {
		m.push(addr)
	}
}

// push has an object that is marked scanned.
func (m *Marker) push(addr uintptr) {
	m.group[m.groupN%prefetched] = addr
	if m.groupN++; m.groupN == prefetched {
		m.turn()
	}
}

// turn sends for the group that is full and empties the one that was sent for first.
func (m *Marker) turn() {
	prefetch(m.group)
	m.turns++
	m.group, m.groupN = &m.ring[m.turns%ringGroups], 0
	m.empty(m.group)
}

// empty moves the objects of a group that may refer to others to the stack. What
// refers to nothing, and is of a class that was met before, needs no scan.
func (m *Marker) empty(group *[prefetched]uintptr) {
	shapes := m.shapes
	for i, addr := range group {
		group[i] = 0
		if addr == 0 {
			continue
		}
		w := abi.Load64(addr)
		shape := uint32(w)
		leaf := leafKinds>>(w>>32&63)&1 != 0 ||
			abi.Kind(w>>32) == abi.KindStr && abi.ObjAt[abi.Str](addr).Data == addr+strSize
		if leaf && w&(0xc0<<32|uint64(abi.GCExtra)<<40) == 0 && uint(shape/64) < uint(len(shapes)) && shapes[shape/64]>>(shape%64)&1 != 0 {
			continue
		}
		m.stack = append(m.stack, addr)
	}
}

// mark marks the object at addr. It reports whether it was not marked before.
func (m *Marker) mark(addr uintptr) bool {
	if invariants {
		m.checkObject(addr)
	}
	off := addr - m.base
	i := off >> chunkShift
	if i >= uintptr(len(m.marks)) {
		return false // not of this heap
	}
	b := m.marks[i]
	if b == nil {
		if b = m.newMarks(i); b == nil {
			return false
		}
	}
	w := &b[off%chunkSize/granule/64]
	bit := uint64(1) << (off / granule % 64)
	if *w&bit != 0 {
		return false
	}
	*w |= bit
	return true
}

// drain empties the ring.
func (m *Marker) drain() {
	for range ringGroups {
		m.turns++
		m.empty(&m.ring[m.turns%ringGroups])
	}
	m.group, m.groupN = &m.ring[m.turns%ringGroups], 0
}

// strSize is where the text of a str begins that is in the object itself.
const strSize = unsafe.Sizeof(abi.Str{})

// newMarks makes the mark bits of a chunk.
func (m *Marker) newMarks(i uintptr) *bitmap {
	k := m.h.chunks[i]
	if k == nil {
		return nil
	}
	k.marks = new(bitmap)
	m.marks[i] = k.marks
	return k.marks
}

// scan marks what the object at addr refers to.
func (m *Marker) scan(addr uintptr) {
	m.holder = addr
	w := abi.Load64(addr)
	kind := uint8(w >> 32)
	if kind == uint8(abi.KindFree) || kind >= uint8(abi.NumKinds) {
		m.bad("dangling reference to an object of no valid kind", uint64(addr))
	}
	shape := uint32(w)
	if i := shape / 64; i >= uint32(len(m.shapes)) || m.shapes[i]>>(shape%64)&1 == 0 {
		m.shape(shape)
	}
	extra := w>>40&uint64(abi.GCExtra) != 0
	l := &layouts[kind]
	if l.noRefs && !extra {
		return
	}
	if invariants && kind == uint8(abi.KindSet) {
		m.checkSet(addr)
	}
	if w>>40&uint64(abi.GCLog) == 0 {
		setLog(addr) // it is old from now on
	}
	if kind == uint8(abi.KindList) && w>>48&(abi.ListInts|abi.ListFloats|abi.ListBools) != 0 && !extra {
		// No item is a reference.
		m.numbers(abi.ObjAt[abi.List](addr).Items)
		return
	}
	for words := l.words; words != 0; words &= words - 1 {
		i := bits.TrailingZeros32(words)
		v := abi.Load(addr + uintptr(i)*abi.Word)
		if l.bufs>>i&1 != 0 {
			m.Buf(abi.Buf(v))
		} else {
			m.Value(v)
		}
	}
	var n uintptr
	if l.slots {
		n = uintptr(w >> 48)
	} else if l.count != 0 {
		n = abi.LoadPtr(addr + uintptr(l.count)*abi.Word)
	}
	if extra && m.table != 0 {
		n += uintptr(m.shapeAt(shape).Extra)
	}
	m.work += int(n) + 2
	if n == 0 {
		return
	}
	if invariants {
		m.checkCount(addr, uintptr(l.size), n)
	}
	if kind == uint8(abi.KindItems) && w>>48 == abi.ItemsFrame {
		if m.h.verifying {
			m.h.noteStale(addr+uintptr(l.size), n)
		}
		m.Conservative(addr+uintptr(l.size), addr+uintptr(l.size)+n*abi.Word)
		return
	}
	if n <= scanPart {
		m.Values(abi.Values(addr+uintptr(l.size), int(n)))
		return
	}
	m.ranges = append(m.ranges, valueRange{addr: addr + uintptr(l.size), n: n, holder: addr})
}

// numbers marks the storage of a list of numbers.
func (m *Marker) numbers(b abi.Buf) {
	if start, ok := m.storage(b); ok && m.mark(start) {
		setLog(start)
	}
}

// setLog has the next store of a reference into the object at addr noticed.
func setLog(addr uintptr) {
	gc := addr + abi.HeaderGC
	abi.Store8(gc, abi.Load8(gc)|uint8(abi.GCLog))
}

// Young reports whether only objects that are new since the last collection can
// turn out dead in this one.
func (m *Marker) Young() bool { return m.young }

func (m *Marker) shapeAt(id uint32) *abi.Shape {
	return abi.ObjAt[abi.Shape](m.table + uintptr(id)*abi.ShapeSize)
}

// shape marks the class of a shape met for the first time.
func (m *Marker) shape(id uint32) {
	if need := int(id/64) + 1; need > len(m.shapes) {
		m.shapes = append(m.shapes, make([]uint64, max(need, 2*len(m.shapes))-len(m.shapes))...)
	}
	m.shapes[id/64] |= 1 << (id % 64)
	if m.table != 0 {
		if c := m.shapeAt(id).Class; c.IsPtr() {
			m.object(c.Addr())
		}
	}
}
