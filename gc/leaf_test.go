package gc

import (
	"testing"

	"github.com/go-python/gopython/internal/abi"
)

func TestIsLeaf(t *testing.T) {
	for _, c := range []struct {
		size   uintptr
		header abi.Header
		want   bool
	}{
		{16, abi.Header{Kind: abi.KindFloat, Shape: 7}, true},
		{16, abi.Header{Kind: abi.KindInt64}, true},
		{24, abi.Header{Kind: abi.KindComplex}, true},
		{24, abi.Header{Kind: abi.KindFloat, GC: abi.GCExtra}, false}, // of a subclass
		{40, abi.Header{Kind: abi.KindComplex}, false},
		{24, abi.Header{Kind: abi.KindBigInt}, false},
		{32, abi.Header{Kind: abi.KindList}, false},
	} {
		if got := IsLeaf(c.size, c.header.Word()); got != c.want {
			t.Errorf("%d bytes, %+v: %v", c.size, c.header, got)
		}
	}
}

// TestLeaves fills memory with numbers, frees them, and looks at what else gets that
// memory, and whether what is left of a run is taken for objects.
func TestLeaves(t *testing.T) {
	var root abi.Value
	stack := make([]abi.Value, 1)
	h := newHeap(t, Config{Roots: func(m *Marker) {
		m.Value(root)
		m.Conservative(abi.AddrOf(stack), abi.AddrOf(stack)+abi.Word)
	}})
	number := func(x float64) abi.Value {
		p := h.AllocLeaf(24, header(abi.KindComplex))
		c := abi.ObjAt[abi.Complex](p)
		c.Re, c.Im = x, -x
		return abi.Ptr(p)
	}
	const n = 100_000
	root = newList(h, n/100)
	h.Collect()
	for round := range 4 {
		items := abi.Values(abi.Obj[abi.List](root).Items, n/100)
		h.Barrier(abi.Obj[abi.List](root).Items - abi.BufHeader)
		for i := range n {
			v := number(float64(round*n + i))
			if i%100 == 0 {
				items[i/100] = v
			}
		}
		h.collect(round%2 == 0)
		if live := h.Stats().LiveObjects; round%2 == 1 && live != 2+n/100 {
			t.Errorf("%d objects are alive", live)
		}
		for i, v := range items {
			if got := abi.Obj[abi.Complex](v).Re; got != float64(round*n+i*100) {
				t.Fatalf("number %d is %v", i, got)
			}
		}
	}
	// A cell that is to be allocated next still has an old header.
	number(1)
	if c := &h.class[leafClass[2]]; c.cur == c.end {
		t.Fatal("no run")
	} else {
		stack[0] = abi.Value(c.cur)
	}
	if abi.KindOf(uintptr(stack[0])) != abi.KindComplex {
		t.Fatal("it was zeroed")
	}
	h.Collect()
	if _, ok := h.ObjectAt(uintptr(stack[0])); ok {
		t.Error("a cell that was not handed out is an object")
	}
	// All of the memory goes to objects that have references.
	stack[0], root = 0, newList(h, 0)
	h.Collect()
	for i := range n {
		p := h.Alloc(32, header(abi.KindTuple))
		for _, w := range abi.Values(p+abi.Word, 3) {
			if w != 0 {
				t.Fatalf("object %d is not zero", i)
			}
		}
		abi.ObjAt[abi.Tuple](p).Len = 1
		abi.Values(p+16, 1)[0] = root
		root = abi.Ptr(p)
	}
	for _, young := range []bool{true, false} {
		h.collect(young)
		if live := h.Stats().LiveObjects; live < n {
			t.Fatalf("%d objects are alive", live)
		}
	}
}
