package gc

import (
	"math/rand"
	"sync/atomic"
	"testing"

	"github.com/go-python/gopython/internal/abi"
)

// TestListGrowth grows a list as the runtime does, by an eighth at a time.
func TestListGrowth(t *testing.T) {
	const n = 10_000_000
	var list abi.Value
	var poll atomic.Uint32
	h := newHeap(t, Config{Poll: &poll, Roots: func(m *Marker) { m.Value(list) }})
	list = newList(h, 4)
	l := abi.Obj[abi.List](list)
	l.Len = 0
	moved := 0
	for i := range n {
		if l.Len == l.Cap {
			newCap := l.Cap + l.Cap/8 + 6
			if h.Extend(l.Items-abi.BufHeader, abi.BufHeader+uintptr(newCap)*abi.Word) {
				abi.ObjAt[abi.Items](l.Items - abi.BufHeader).Cap = newCap
			} else {
				items := newItems(h, int(newCap)).Addr() + abi.BufHeader
				abi.Move(items, l.Items, uintptr(l.Len)*abi.Word)
				l.Items = items
				moved++
			}
			l.Cap = newCap
		}
		abi.Store(l.Items+uintptr(i)*abi.Word, abi.SmallInt(int64(i)))
		l.Len++
		if poll.Load() != 0 {
			h.Collect()
		}
	}
	for i, v := range abi.Values(l.Items, n) {
		if v.Int() != int64(i) {
			t.Fatalf("element %d is %#x", i, v)
		}
	}
	h.verify(t)
	s := h.Stats()
	t.Logf("%d moves, %d collections, longest %v, committed %d MiB", moved, s.Collections, s.PauseMax, s.Committed>>20)
	if s.Committed > 400<<20 {
		t.Errorf("%d MiB committed for a list of 80 MB", s.Committed>>20)
	}
}

func TestLarge(t *testing.T) {
	var roots []abi.Value
	h := newHeap(t, Config{Roots: func(m *Marker) { m.Values(roots) }})
	fill := func(v abi.Value, x uint64) {
		n := abi.Obj[abi.Raw](v).Cap / 8
		for i, w := range abi.Uint64s(v.Addr()+16, int(n)) {
			if w != 0 {
				t.Fatalf("word %d of a new object is %#x", i, w)
			}
		}
		for i := range n {
			abi.Store64(v.Addr()+16+uintptr(i)*8, x)
		}
	}
	for round := range 60 {
		for i := range 20 {
			size := MaxSmall + 8 + (round*7919+i*104729)%300_000&^7
			v := abi.Ptr(h.Alloc(16+uintptr(size), header(abi.KindRaw)))
			abi.Obj[abi.Raw](v).Cap = int64(size)
			fill(v, uint64(v))
			if i%4 == 0 {
				roots = append(roots, v)
			}
		}
		if len(roots) > 60 {
			roots = append(roots[:0], roots[30:]...)
		}
		h.Collect()
		h.verify(t)
		for _, v := range roots {
			for _, w := range abi.Uint64s(v.Addr()+16, int(abi.Obj[abi.Raw](v).Cap/8)) {
				if w != uint64(v) {
					t.Fatalf("object at %#x was overwritten with %#x", v.Addr(), w)
				}
			}
		}
	}
	roots = nil
	h.Collect()
	if h.used != 0 {
		t.Errorf("%d pages used", h.used)
	}
	for range 8 { // the bound on free memory decays
		h.Collect()
	}
	if c := h.Stats().Committed; c > minKeep {
		t.Errorf("%d bytes kept", c)
	}
	h.verify(t)
}

// outOfMemory runs f and returns what it panicked with.
func outOfMemory(f func()) (err *OutOfMemory) {
	defer func() {
		if e, ok := recover().(OutOfMemory); ok {
			err = &e
		}
	}()
	f()
	return nil
}

func TestCap(t *testing.T) {
	const limit = 16 << 20
	var roots []abi.Value
	var poll atomic.Uint32
	h := newHeap(t, Config{MaxBytes: limit, Poll: &poll, Roots: func(m *Marker) { m.Values(roots) }})
	for _, size := range []uintptr{32, 1000, 8192, 20_000, 1 << 20, 3 << 20} {
		total := uintptr(0)
		err := outOfMemory(func() {
			for total < 2*limit {
				roots = append(roots, abi.Ptr(h.Alloc(size, header(abi.KindFloat))))
				total += size
			}
		})
		if err == nil || err.Requested != size {
			t.Fatalf("size %d: no error, or %v", size, err)
		}
		if total > limit || total < limit/2 {
			t.Errorf("size %d: %d bytes fitted", size, total)
		}
		if c := h.Stats().Committed; c > limit {
			t.Errorf("size %d: %d bytes committed", size, c)
		}
		if poll.Load() == 0 {
			t.Errorf("size %d: no collection due", size)
		}
		if h.CheckRoom(limit / 2) {
			t.Errorf("size %d: there is room for %d bytes", size, limit/2)
		}
		h.verify(t)
		roots = nil
		h.Collect()
		h.verify(t)
		if !h.CheckRoom(limit) || h.CheckRoom(limit+1) || h.CheckRoom(1<<63) {
			t.Errorf("size %d: CheckRoom is wrong when empty", size)
		}
	}
	for _, size := range []uintptr{limit + 1, ^uintptr(0) >> 1, ^uintptr(0) >> 20, ^uintptr(0), ^uintptr(0) - 4095} {
		if err := outOfMemory(func() { h.Alloc(size, 0) }); err == nil {
			t.Errorf("size %#x was allocated", size)
		}
	}
	// Garbage must not exhaust a heap whose owner polls.
	for range 400_000 {
		h.Alloc(208, header(abi.KindFloat))
		h.Alloc(10_000, header(abi.KindRaw))
		if poll.Load() != 0 {
			h.Collect()
		}
	}
	h.verify(t)
}

// TestCapNearlyFull keeps three quarters of the cap alive.
func TestCapNearlyFull(t *testing.T) {
	const limit = 32 << 20
	roots := make([]abi.Value, limit/4*3/64)
	var poll atomic.Uint32
	h := newHeap(t, Config{MaxBytes: limit, Poll: &poll, Roots: func(m *Marker) { m.Values(roots) }})
	for i := range 2_000_000 {
		roots[i%len(roots)] = abi.Ptr(h.Alloc(64, header(abi.KindFloat)))
		if poll.Load() != 0 {
			h.Collect()
		}
	}
	t.Logf("%d collections", h.Stats().Collections)
}

func TestExtend(t *testing.T) {
	h := newHeap(t, Config{MaxBytes: 64 << 20})
	a := h.Alloc(20_000, header(abi.KindRaw))
	if !h.Extend(a, 40_000) || h.Size(a) < 40_000 {
		t.Fatal("the last object was not extended")
	}
	if !h.Extend(a, 5<<20) && reserves {
		t.Fatal("the last object was not extended beyond its chunk")
	}
	b := h.Alloc(20_000, header(abi.KindRaw))
	if h.Extend(a, 6<<20) {
		t.Fatal("extended into another object")
	}
	if h.Extend(b, 65<<20) {
		t.Fatal("extended beyond the cap")
	}
	h.verify(t)
	for i := range h.Size(a)/8 - 1 {
		if abi.Load64(a+8+i*8) != 0 {
			t.Fatal("not zero")
		}
	}
	if start, ok := h.ObjectAt(a + h.Size(a) - 1); !ok || start != a {
		t.Error("the added part is not found")
	}
}

// TestLargeRandom allocates, extends and drops large objects at random, with a
// cap that is hit now and then.
func TestLargeRandom(t *testing.T) {
	type object struct {
		addr  uintptr
		words int
	}
	var objects []object
	h := newHeap(t, Config{MaxBytes: 48 << 20, Roots: func(m *Marker) {
		for _, o := range objects {
			m.Addr(o.addr)
		}
	}})
	rng := rand.New(rand.NewSource(3))
	fill := func(o object, from int) {
		for i, w := range abi.Uint64s(o.addr, o.words)[from:] {
			if w != 0 {
				t.Fatalf("word %d of %d is %#x", from+i, o.words, w)
			}
			abi.Store64(o.addr+uintptr(from+i)*8, uint64(o.addr))
		}
	}
	extended, failed := 0, 0
	for range 4000 {
		switch r := rng.Intn(12); {
		case r < 5:
			words := 1025 + rng.Intn(1<<(11+rng.Intn(8)))
			if outOfMemory(func() {
				o := object{h.Alloc(uintptr(words)*8, header(abi.KindRaw)), words}
				fill(o, 1)
				objects = append(objects, o)
			}) != nil {
				failed++
				objects = objects[len(objects)/2:]
				h.Collect()
			}
		case r < 8 && len(objects) > 0:
			o := &objects[rng.Intn(len(objects))]
			if words := o.words + 1 + rng.Intn(60_000); h.Extend(o.addr, uintptr(words)*8) {
				old := o.words
				o.words = words
				fill(*o, old)
				extended++
			}
		case r < 11 && len(objects) > 0:
			i := rng.Intn(len(objects))
			objects[i] = objects[len(objects)-1]
			objects = objects[:len(objects)-1]
		default:
			h.Alloc(64, header(abi.KindRaw))
			h.Collect()
			for _, o := range objects {
				for i, w := range abi.Uint64s(o.addr, o.words)[1:] {
					if w != uint64(o.addr) {
						t.Fatalf("word %d of %#x is %#x", i+1, o.addr, w)
					}
				}
			}
			h.verify(t)
		}
	}
	if extended < 50 || failed == 0 {
		t.Errorf("%d extended, %d failed", extended, failed)
	}
}
