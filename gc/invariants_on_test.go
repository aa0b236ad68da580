//go:build invariants

package gc

import (
	"fmt"
	"strings"
	"testing"

	"github.com/go-python/gopython/internal/abi"
)

// TestInvariants stores what must not be, and looks for a message that says so.
func TestInvariants(t *testing.T) {
	tests := []struct {
		name, want string
		word       func(h *Heap, other abi.Value) abi.Value
	}{
		{"middle", "into the middle of tuple", func(h *Heap, v abi.Value) abi.Value { return v + 8 }},
		{"outside", "outside the heap", func(h *Heap, v abi.Value) abi.Value { return abi.Ptr(0x1000) }},
		{"raised", "raised exception is stored", func(h *Heap, v abi.Value) abi.Value { return abi.Raised }},
		{"poison", "no value is stored", func(h *Heap, v abi.Value) abi.Value { return 0xdbdbdbdbdbdbdbdb }},
		{"free cell", "dangling reference to a free cell", func(h *Heap, v abi.Value) abi.Value { return v + 64*16 }},
		{"count", "are more than fit", func(h *Heap, v abi.Value) abi.Value {
			abi.Obj[abi.Tuple](v).Len = 100
			return v
		}},
		{"kind", "no valid kind", func(h *Heap, v abi.Value) abi.Value {
			abi.Store8(v.Addr()+abi.HeaderKind, 0x77)
			return v
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var root abi.Value
			h := newHeap(t, Config{Roots: func(m *Marker) { m.Value(root) }})
			other := newTuple(h, abi.None, abi.None, abi.None, abi.None, abi.None, abi.None)
			root = newTuple(h, abi.None, tt.word(h, other))
			defer func() {
				s := fmt.Sprint(recover())
				if !strings.Contains(s, tt.want) || !strings.Contains(s, "held by") {
					t.Errorf("panic: %s", s)
				}
			}()
			h.Collect()
			t.Error("not noticed")
		})
	}
}

func TestInvariantsBuf(t *testing.T) {
	var root abi.Value
	h := newHeap(t, Config{Roots: func(m *Marker) { m.Value(root) }})
	root = newList(h, 3)
	abi.Obj[abi.List](root).Items = newTuple(h, abi.None).Addr() + abi.BufHeader
	defer func() {
		if s := fmt.Sprint(recover()); !strings.Contains(s, "no storage") {
			t.Errorf("panic: %s", s)
		}
	}()
	h.Collect()
	t.Error("not noticed")
}
