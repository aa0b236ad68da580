package runtime

import "github.com/go-python/gopython/internal/abi"

// Index and slice arithmetic that all sequences share.

// IsSlice reports whether v is a slice object.
func (t *Thread) IsSlice(v Value) bool {
	return v.IsPtr() && v.Shape() == t.Types.Slice.rootShape
}

// SliceIndices resolves a slice object for a sequence of n items: the items
// are start, start+step, ... (count of them); stop is where to stop.
func (t *Thread) SliceIndices(slice Value, n int) (start, stop, step, count int, ok bool) {
	if start, stop, step, ok = t.sliceUnpack(slice); ok {
		start, stop, count = adjustSlice(start, stop, step, n)
	}
	return
}

// sliceUnpack reads the bounds of a slice without knowing the length: missing
// ones are the extremes.
func (t *Thread) sliceUnpack(slice Value) (start, stop, step int, ok bool) {
	if step, ok = t.sliceBound(Slot(slice, 2), 1); !ok {
		return
	}
	if step == 0 {
		t.Raise(t.Exc.ValueError, "slice step cannot be zero")
		return 0, 0, 0, false
	}
	step = max(step, -maxSize)
	first, last := 0, maxSize
	if step < 0 {
		first, last = maxSize, minSize
	}
	if start, ok = t.sliceBound(Slot(slice, 0), first); ok {
		stop, ok = t.sliceBound(Slot(slice, 1), last)
	}
	return
}

// maxSize and minSize are the bounds of a C ssize_t.
const (
	maxSize = 1<<63 - 1
	minSize = -1 << 63
)

// sliceBound is one bound of a slice; None gives def.
func (t *Thread) sliceBound(v Value, def int) (int, bool) {
	if v.IsInt() {
		return int(v.Int()), true
	}
	if v == None {
		return def, true
	}
	if t.TypeOf(v).Slots.Index == nil {
		t.Raise(t.Exc.TypeError, "slice indices must be integers or None or have an __index__ method")
		return 0, false
	}
	return t.AsInt(v, nil)
}

// adjustSlice clips slice bounds to a length and counts the items.
func adjustSlice(start, stop, step, n int) (int, int, int) {
	start, stop = clipBound(start, step, n), clipBound(stop, step, n)
	switch {
	case step > 0 && start < stop:
		return start, stop, (stop-start-1)/step + 1
	case step < 0 && stop < start:
		return start, stop, (start-stop-1)/(-step) + 1
	}
	return start, stop, 0
}

func clipBound(i, step, n int) int {
	switch {
	case i < 0:
		if i += n; i < 0 {
			i = 0
			if step < 0 {
				i = -1
			}
		}
	case i >= n:
		i = n
		if step < 0 {
			i = n - 1
		}
	}
	return i
}

// SearchBounds reads the optional start and stop arguments (Unbound when not
// passed) of methods such as list.index, clipped to [0, n].
func (t *Thread) SearchBounds(start, stop Value, n int) (lo, hi int, ok bool) {
	lo, hi = 0, maxSize
	if start != Unbound {
		if lo, ok = t.searchBound(start); !ok {
			return
		}
	}
	if stop != Unbound {
		if hi, ok = t.searchBound(stop); !ok {
			return
		}
	}
	if lo < 0 {
		lo = max(lo+n, 0)
	}
	if hi < 0 {
		hi = max(hi+n, 0)
	}
	return lo, min(hi, n), true
}

func (t *Thread) searchBound(v Value) (int, bool) {
	if !v.IsInt() && t.TypeOf(v).Slots.Index == nil {
		t.Raise(t.Exc.TypeError, "slice indices must be integers or have an __index__ method")
		return 0, false
	}
	return t.AsInt(v, nil)
}

// SeqIndex resolves an index into a sequence of n items: negative ones count
// from the end. what names the sequence as messages do: "list", "tuple",
// "string", "byte" (of bytes), "bytearray", "range".
func (t *Thread) SeqIndex(key Value, n int, what string) (i int, ok bool) {
	if key.IsInt() {
		i = int(key.Int())
	} else if i, ok = t.seqIndexSlow(key, what); !ok {
		return 0, false
	}
	if i < 0 {
		i += n
	}
	if uint(i) >= uint(n) {
		t.raiseIndex(what)
		return 0, false
	}
	return i, true
}

func (t *Thread) seqIndexSlow(key Value, what string) (int, bool) {
	if key.IsBool() {
		return int(key >> 3 & 1), true
	}
	if t.TypeOf(key).Slots.Index != nil {
		return t.AsInt(key, t.Exc.IndexError)
	}
	if what == "string" {
		t.Raise(t.Exc.TypeError, "string indices must be integers, not '%s'", t.TypeName(key))
	} else {
		what, _, _ = cutSpace(what)
		t.Raise(t.Exc.TypeError, "%s indices must be integers or slices, not %s", what, t.TypeName(key))
	}
	return 0, false
}

func cutSpace(s string) (before, after string, found bool) {
	for i := range s {
		if s[i] == ' ' {
			return s[:i], s[i+1:], true
		}
	}
	return s, "", false
}

func (t *Thread) raiseIndex(what string) {
	switch what {
	case "byte":
		t.Raise(t.Exc.IndexError, "index out of range")
	case "range":
		t.Raise(t.Exc.IndexError, "range object index out of range")
	default:
		t.Raise(t.Exc.IndexError, "%s index out of range", what)
	}
}

// memoryError raises MemoryError, which has no message.
func (t *Thread) memoryError() Value { return t.RaiseArgs(t.Exc.MemoryError) }

// roomFor reports whether n values fit the heap, and raises MemoryError else.
func (t *Thread) roomFor(n int) bool {
	if n < 0 || n > maxSize/abi.Word || !t.Heap.CheckRoom(uint64(n)*abi.Word) {
		t.memoryError()
		return false
	}
	return true
}
