package gc

import (
	"strings"
	"testing"

	"github.com/go-python/gopython/internal/abi"
)

func TestYoungCollection(t *testing.T) {
	var root abi.Value
	h := newHeap(t, Config{Roots: func(m *Marker) { m.Value(root) }})
	root = newList(h, 4)
	items := abi.Values(abi.Obj[abi.List](root).Items, 4)
	dead := newTuple(h, abi.SmallInt(1))
	items[0] = dead
	h.Collect()
	store := func(i int, v abi.Value) {
		h.Barrier(abi.Obj[abi.List](root).Items - abi.BufHeader)
		items[i] = v
	}
	kept := newTuple(h, newTuple(h, abi.SmallInt(2)))
	store(0, kept)
	lost := newTuple(h, abi.SmallInt(3))
	large := h.Alloc(3<<20, header(abi.KindRaw))
	h.collect(true)
	for _, v := range []abi.Value{root, dead, kept, abi.TupleItems(kept)[0]} {
		if _, ok := h.ObjectAt(v.Addr()); !ok {
			t.Errorf("%#x is gone", v)
		}
	}
	for _, addr := range []uintptr{lost.Addr(), large} {
		if _, ok := h.ObjectAt(addr); ok {
			t.Errorf("%#x is still there", addr)
		}
	}
	if s := h.Stats(); s.Collections != 2 || s.Young != 1 || s.LiveObjects != 5 {
		t.Errorf("statistics: %+v", s)
	}
	if len(h.remembered) != 0 {
		t.Errorf("%d objects are remembered after a collection", len(h.remembered))
	}
	h.Collect()
	if _, ok := h.ObjectAt(dead.Addr()); ok {
		t.Error("an old object that nothing refers to survived a full collection")
	}
	// Storage of numbers, which is not looked into, takes part all the same.
	abi.Obj[abi.List](root).Aux = abi.ListInts
	items[0] = abi.SmallInt(1)
	h.Collect()
	abi.Obj[abi.List](root).Aux = 0
	store(0, newTuple(h, abi.SmallInt(2)))
	h.collect(true)
	if _, ok := h.ObjectAt(items[0].Addr()); !ok {
		t.Error("what is in a list that held numbers is gone")
	}
}

// TestForgottenBarrier stores without telling the heap.
func TestForgottenBarrier(t *testing.T) {
	var root abi.Value
	h := newHeap(t, Config{Stress: true, Roots: func(m *Marker) { m.Value(root) }})
	root = newTuple(h, abi.SmallInt(0))
	h.Collect()
	abi.TupleItems(root)[0] = newTuple(h, abi.SmallInt(1))
	defer func() {
		if e, _ := recover().(string); !strings.Contains(e, "without a barrier") {
			t.Errorf("panicked with %q", e)
		}
	}()
	h.collect(true)
	t.Error("a forgotten barrier was not found")
}

// TestLargeYoung has a large object die young whose chunks were never used: their
// memory is not zero any more.
func TestLargeYoung(t *testing.T) {
	h := newHeap(t, Config{})
	h.Collect()
	p := h.Alloc(5<<20, header(abi.KindRaw))
	b := abi.BytesAt(p+abi.BufHeader, 5<<20-int(abi.BufHeader))
	for i := range b {
		b[i] = 0xee
	}
	h.collect(true)
	for range 3 << 20 / 32 {
		newTuple(h, abi.SmallInt(1))
	}
	h.collect(true)
	for addr := range h.Objects() {
		t.Fatalf("%#x was never an object", addr)
	}
}

// TestBuildUp looks at when the next collection comes after one that found next to
// nothing dead.
func TestBuildUp(t *testing.T) {
	h := newHeap(t, Config{})
	h.marker.young = true
	for _, c := range []struct{ since, dead, least, most uintptr }{
		{16 << 20, 0, 4 * minYoung, 4 * minYoung},
		{16 << 20, 1, 4 * minYoung, 4 * minYoung},
		{16 << 20, 1 << 20, 48 << 20, 48 << 20},
		{16 << 20, 3 << 20, minYoung, 24 << 20},
		{0, 0, 0, minYoung},
	} {
		before := uintptr(1 << 20)
		h.stats.Live = uint64(before + c.since - c.dead)
		h.plan(c.since, before)
		if h.budget < c.least || h.budget > c.most {
			t.Errorf("%d of %d bytes dead: the next collection is due after %d", c.dead, c.since, h.budget)
		}
	}
}

// TestStaleFrame has a word left in a saved frame that refers to what is gone, and
// then to what was made in its place: nobody forgot a barrier. What is stored there
// later without one is found.
func TestStaleFrame(t *testing.T) {
	var root, beside abi.Value
	h := newHeap(t, Config{Stress: true, Roots: func(m *Marker) { m.Value(root); m.Value(beside) }})
	gone := newTuple(h, abi.SmallInt(0))
	beside = newTuple(h, abi.SmallInt(0)) // or the whole block would be free
	h.Collect()
	root = newItems(h, 20)
	abi.Obj[abi.Header](root).Aux = abi.ItemsFrame
	regs := abi.Values(root.Addr()+abi.BufHeader, 20)
	regs[0], regs[1] = gone, gone+8 // inside, too
	h.Collect()
	for range 1000 {
		if newTuple(h, abi.SmallInt(1)) == gone {
			h.collect(true)
			if regs[0] != gone {
				t.Fatal("a frame was written to")
			}
			regs[2] = newTuple(h, abi.SmallInt(2))
			defer func() {
				if e, _ := recover().(string); !strings.Contains(e, "without a barrier") {
					t.Errorf("panicked with %q", e)
				}
			}()
			h.collect(true)
			t.Fatal("a forgotten barrier was not found")
		}
	}
	t.Fatal("the place is not used again")
}
