//go:build linux && !slabs

package gc

import (
	"testing"
	"time"

	"github.com/go-python/gopython/internal/abi"
)

// TestLargePages grows a heap with large pages in all states of what is known of
// them, beside spans that were in use before, and looks whether memory is zero.
func TestLargePages(t *testing.T) {
	for _, state := range []uint32{hugeUnknown, hugeFast} {
		hugeState.Store(state)
		h, err := New(Config{})
		if err != nil {
			t.Fatal(err)
		}
		for i := range 400 {
			size := []uintptr{48, 20 << 10, 700 << 10, 5 << 20, 33 << 10}[i%5]
			if h.used*pageSize > 200<<20 {
				break
			}
			addr := h.Alloc(size, abi.Header{Kind: abi.KindRaw}.Word())
			for p := addr + abi.BufHeader; p+abi.Word <= addr+size; p += 4*abi.Word + pageSize/2 {
				if abi.Load64(p) != 0 {
					t.Fatalf("memory of %d bytes is not zero", size)
				}
				abi.Store64(p, ^uint64(0))
			}
			if i%50 == 49 {
				h.Collect() // all of it is dead, and had again
			}
		}
		if h.mem.front > h.mem.base+h.mem.grown {
			t.Error("more is populated than there is")
		}
		if err := h.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestTryLargePage finds out something, or that it is not known.
func TestTryLargePage(t *testing.T) {
	r := &region{grown: hugeFrom}
	hugeState.Store(hugeUnknown)
	r.wantsHuge()
	for range 1000 {
		if hugeState.Load() != hugeTrying {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Error("trying a large page does not end")
}
