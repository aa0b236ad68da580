package gc

import (
	"math/rand"
	"testing"

	"github.com/go-python/gopython/internal/abi"
)

func TestObjectAt(t *testing.T) {
	h := newHeap(t, Config{})
	var starts []uintptr
	for size := uintptr(16); size < 40_000; size += 16 + size/64&^15 {
		for range 3 {
			p := h.Alloc(size, header(abi.KindFloat))
			starts = append(starts, p)
			for _, off := range []uintptr{0, 1, 8, size / 2, size - 1} {
				if got, ok := h.ObjectAt(p + off); !ok || got != p {
					t.Fatalf("size %d: ObjectAt(%#x+%d) = %#x, %v", size, p, off, got, ok)
				}
			}
			if h.Size(p) < size {
				t.Fatalf("cell of %d bytes for %d", h.Size(p), size)
			}
		}
	}
	// Any address gives an object or nothing.
	valid := map[uintptr]bool{}
	for _, p := range starts {
		valid[p] = true
	}
	lo, hi := h.base-1<<16, h.base+uintptr(len(h.chunks))<<chunkShift+1<<16
	if !reserves {
		lo = starts[0] - 1<<20
	}
	rng := rand.New(rand.NewSource(1))
	for range 200_000 {
		a := lo + uintptr(rng.Int63n(int64(hi-lo)))
		if p, ok := h.ObjectAt(a); ok && (!valid[p] || a < p || a >= p+h.Size(p)) {
			t.Fatalf("ObjectAt(%#x) = %#x", a, p)
		}
	}
	for _, a := range []uintptr{0, 1, 7, ^uintptr(0) >> 1, ^uintptr(0), h.base - 1} {
		if _, ok := h.ObjectAt(a); ok || h.Contains(a) {
			t.Errorf("ObjectAt(%#x) finds something", a)
		}
	}
	if !h.Contains(starts[0] + 3) {
		t.Error("Contains does not find an object")
	}
}

// TestObjectAtFree looks at cells that were freed and not swept.
func TestObjectAtFree(t *testing.T) {
	var keep abi.Value
	h := newHeap(t, Config{Roots: func(m *Marker) { m.Value(keep) }})
	var ps []uintptr
	for range 100 {
		ps = append(ps, h.Alloc(48, header(abi.KindFloat)))
	}
	large := h.Alloc(50_000, header(abi.KindRaw))
	keep = abi.Ptr(ps[50])
	h.Collect()
	for i, p := range ps {
		if _, ok := h.ObjectAt(p + 8); ok != (i == 50) {
			t.Errorf("object %d: found is %v", i, ok)
		}
	}
	if _, ok := h.ObjectAt(large); ok {
		t.Error("a freed large object is found")
	}
	p := h.Alloc(48, header(abi.KindFloat))
	if p != ps[0] {
		t.Fatalf("allocated %#x, want %#x", p, ps[0])
	}
	for i, p := range ps {
		if _, ok := h.ObjectAt(p); ok != (i == 50 || i == 0) {
			t.Errorf("object %d: found is %v after sweeping", i, ok)
		}
	}
}

func TestConservative(t *testing.T) {
	// The stack is an object of another heap, as a VM stack is outside, too.
	other := newHeap(t, Config{})
	const words = 64
	stack := other.Alloc(words*8, header(abi.KindRaw))
	h := newHeap(t, Config{Roots: func(m *Marker) { m.Conservative(stack, stack+words*8) }})
	set := func(i int, w uintptr) { abi.StorePtr(stack+uintptr(i)*8, w) }
	inner := newFloat(h, 3)
	tuple := newTuple(h, inner, abi.None)
	item := newItems(h, 2).Addr()
	empty := newItems(h, 0).Addr()
	raw := h.Alloc(100_000, header(abi.KindRaw))
	newFloat(h, 5) // what follows empty is taken for referred to
	lost := newFloat(h, 4)
	for i := range words {
		set(i, uintptr(rand.Int63())) // noise: hits are improbable
	}
	set(1, uintptr(tuple))           // a value
	set(2, item+abi.BufHeader+8)     // an address inside
	set(3, empty+abi.BufHeader)      // past the end
	set(4, raw+99_999)               // odd, inside a large one
	set(5, uintptr(abi.SmallInt(5))) // an int
	h.Collect()
	for _, p := range []uintptr{tuple.Addr(), inner.Addr(), item, empty, raw} {
		if _, ok := h.ObjectAt(p); !ok {
			t.Errorf("object at %#x was lost", p)
		}
	}
	if _, ok := h.ObjectAt(lost.Addr()); ok {
		t.Error("an object that nothing refers to survived")
	}
}
