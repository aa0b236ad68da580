package gc

import (
	"runtime/debug"
	"testing"
	"time"

	"github.com/go-python/gopython/internal/abi"
)

// TestManyHeaps opens 10,000 heaps at once, uses and closes them.
func TestManyHeaps(t *testing.T) {
	n := 10_000
	if !reserves {
		n = 20
	}
	debug.FreeOSMemory()
	before, open := rss(), openHeaps.Load()
	began := time.Now()
	heaps := make([]*Heap, n)
	for i := range heaps {
		h, err := New(Config{})
		if err != nil {
			t.Fatalf("heap %d: %v", i, err)
		}
		heaps[i] = h
		newTuple(h, newFloat(h, float64(i)))
	}
	took, used := time.Since(began), rss()-before
	for _, h := range heaps[:n/10] {
		h.Alloc(1<<20, header(abi.KindRaw))
		h.Collect()
	}
	for i, h := range heaps {
		if h.Stats().Reserved < minReserve {
			t.Errorf("heap %d has %d bytes", i, h.Stats().Reserved)
		}
		if err := h.Close(); err != nil {
			t.Fatal(err)
		}
	}
	heaps = nil
	debug.FreeOSMemory()
	after := rss() - before
	t.Logf("%d heaps: %v and %d bytes each; %d KiB remain", n, took/time.Duration(n), used/n, after>>10)
	if openHeaps.Load() != open {
		t.Errorf("%d heaps are open", openHeaps.Load()-open)
	}
	if after > 24<<20 && reserves && !raceEnabled { // the race detector keeps some of its own
		t.Errorf("%d MiB remain", after>>20)
	}
}

func TestClose(t *testing.T) {
	h, err := New(Config{MaxBytes: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Close(); err != nil {
		t.Fatal(err)
	}
	if err := h.Close(); err != nil {
		t.Errorf("closed twice: %v", err)
	}
	if err := outOfMemory(func() { h.Alloc(16, 0) }); err == nil {
		t.Error("a closed heap allocates")
	}
}
