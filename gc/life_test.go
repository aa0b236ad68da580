package gc

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/go-python/gopython/internal/abi"
)

// TestFinals checks that the dying are told in order, with intact contents, and
// only once.
func TestFinals(t *testing.T) {
	var roots []abi.Value
	var died []int64
	h := newHeap(t, Config{
		Roots: func(m *Marker) { m.Values(roots) },
		Dying: func(addr uintptr) {
			inner := abi.Load(addr + 16)
			died = append(died, inner.Int())
			if f := abi.Load(addr + 24); abi.Obj[abi.Float](f).V != float64(inner.Int()) {
				t.Errorf("contents of %d are lost", inner.Int())
			}
		},
	})
	for i := range int64(10) {
		v := newTuple(h, abi.SmallInt(i), newFloat(h, float64(i)))
		h.RegisterFinal(v.Addr())
		h.RegisterFinal(v.Addr())
		if i%3 == 0 {
			roots = append(roots, v)
		}
	}
	h.Collect()
	if want := []int64{1, 2, 4, 5, 7, 8}; !slices.Equal(died, want) {
		t.Errorf("died: %v, want %v", died, want)
	}
	died = nil
	h.Collect()
	if len(died) != 0 {
		t.Errorf("died again: %v", died)
	}
	roots = nil
	h.Collect()
	if want := []int64{0, 3, 6, 9}; !slices.Equal(died, want) {
		t.Errorf("died: %v, want %v", died, want)
	}
}

// TestResurrection has AfterMark bring back an object and what it refers to.
func TestResurrection(t *testing.T) {
	var pending, back abi.Value = 0, abi.None
	died := 0
	h := newHeap(t, Config{
		Roots: func(m *Marker) { m.Value(back) },
		AfterMark: func(m *Marker) {
			if pending != 0 && !m.Marked(pending) {
				inner := abi.Load(pending.Addr() + 16)
				if m.Marked(inner) {
					t.Error("marked too early")
				}
				back, pending = pending, 0
				m.Value(back)
				m.Trace()
				if !m.Marked(inner) {
					t.Error("not traced")
				}
			}
		},
		Dying: func(uintptr) { died++ },
	})
	inner := newFloat(h, 7)
	pending = newTuple(h, inner)
	h.RegisterFinal(pending.Addr())
	h.RegisterFinal(inner.Addr())
	h.Collect()
	if died != 0 || back == abi.None {
		t.Fatalf("%d died", died)
	}
	if f := abi.Load(back.Addr() + 16); abi.Obj[abi.Float](f).V != 7 {
		t.Error("contents are lost")
	}
	back = abi.None
	h.Collect()
	if died != 2 {
		t.Errorf("%d died, want 2", died)
	}
}

// TestWeakTable drops the entries of a table whose keys died.
func TestWeakTable(t *testing.T) {
	weak := map[abi.Value]int{}
	var roots []abi.Value
	h := newHeap(t, Config{
		Roots: func(m *Marker) { m.Values(roots) },
		AfterMark: func(m *Marker) {
			for v := range weak {
				if !m.Marked(v) {
					delete(weak, v)
				}
			}
		},
	})
	weak[abi.SmallInt(3)] = -1
	for i := range 1000 {
		v := newFloat(h, float64(i))
		weak[v] = i
		if i%10 == 0 {
			roots = append(roots, v)
		}
	}
	h.Collect()
	if len(weak) != 101 {
		t.Errorf("%d entries, want 101", len(weak))
	}
	for v, i := range weak {
		if i >= 0 && abi.Obj[abi.Float](v).V != float64(i) {
			t.Errorf("entry %d is wrong", i)
		}
	}
}

// TestShapes checks that classes live through shapes, and extra words.
func TestShapes(t *testing.T) {
	var root abi.Value
	var table uintptr
	h := newHeap(t, Config{
		Roots:     func(m *Marker) { m.Value(root); m.Addr(table); m.Addr(0); m.Buf(0) },
		ShapeBase: func() uintptr { return table + abi.BufHeader },
	})
	const shapes = 300
	table = h.Alloc(abi.BufHeader+shapes*abi.ShapeSize, header(abi.KindRaw))
	shape := func(id uint32) *abi.Shape {
		return abi.ObjAt[abi.Shape](table + abi.BufHeader + uintptr(id)*abi.ShapeSize)
	}
	class, unused, meta := h.Alloc(96, header(abi.KindType)), h.Alloc(96, header(abi.KindType)), h.Alloc(96, header(abi.KindType))
	for i := range uint32(shapes) {
		shape(i).Class = abi.Unbound
	}
	shape(1).Class = abi.Ptr(unused)
	shape(280).Class = abi.Ptr(class)
	shape(280).Extra = 2
	shape(5).Class = abi.Ptr(meta)
	abi.Store32(class, 5)
	word := abi.Header{Kind: abi.KindTuple, GC: abi.GCExtra, Shape: 280}.Word()
	root = abi.Ptr(h.Alloc(16+8+16, word))
	a, b, c := newFloat(h, 1), newFloat(h, 2), newFloat(h, 3)
	abi.Obj[abi.Tuple](root).Len = 1
	for i, v := range []abi.Value{a, b, c} {
		abi.Store(root.Addr()+16+uintptr(i)*abi.Word, v)
	}
	for range 2 {
		h.Collect()
		for i, v := range []abi.Value{abi.Ptr(class), abi.Ptr(meta), a, b, c} {
			if _, ok := h.ObjectAt(v.Addr()); !ok {
				t.Errorf("object %d was lost", i)
			}
		}
		if _, ok := h.ObjectAt(unused); ok {
			t.Error("the class of an unused shape survived")
		}
	}
	// A fixed kind with extra words.
	root = abi.Ptr(h.Alloc(16+16, abi.Header{Kind: abi.KindFloat, GC: abi.GCExtra, Shape: 280}.Word()))
	d := newFloat(h, 4)
	abi.Store(root.Addr()+24, d)
	h.Collect()
	if _, ok := h.ObjectAt(d.Addr()); !ok {
		t.Error("an extra word was not traced")
	}
}

// TestInterior has buffers that point into storage, and into their own object.
func TestInterior(t *testing.T) {
	var root abi.Value
	h := newHeap(t, Config{Roots: func(m *Marker) { m.Value(root) }})
	raw := h.Alloc(16+100, header(abi.KindRaw))
	abi.ObjAt[abi.Raw](raw).Cap = 100
	ba := h.Alloc(40, header(abi.KindByteArray))
	abi.ObjAt[abi.ByteArray](ba).Data = raw + 16 + 37
	str := h.Alloc(32+5, header(abi.KindStr))
	abi.ObjAt[abi.Str](str).Data = str + 32
	root = newTuple(h, abi.Ptr(ba), abi.Ptr(str))
	h.Collect()
	for _, p := range []uintptr{raw, ba, str} {
		if _, ok := h.ObjectAt(p); !ok {
			t.Errorf("object at %#x was lost", p)
		}
	}
}

// TestDeep marks a list of a million objects: no recursion.
func TestDeep(t *testing.T) {
	var root abi.Value = abi.None
	h := newHeap(t, Config{Roots: func(m *Marker) { m.Value(root) }})
	for range 1_000_000 {
		root = newTuple(h, root)
	}
	h.Collect()
	if n := h.Stats().LiveObjects; n != 1_000_000 {
		t.Errorf("%d objects live", n)
	}
}

func TestPoison(t *testing.T) {
	var root abi.Value
	h := newHeap(t, Config{Poison: true, Roots: func(m *Marker) { m.Value(root) }})
	stale := newTuple(h, abi.None)
	large := abi.Ptr(h.Alloc(30_000, header(abi.KindRaw)))
	root = newTuple(h, newFloat(h, 1))
	h.Collect()
	if stale.Kind() != poisonByte || large.Kind() != poisonByte {
		t.Errorf("kinds of dead objects are %#x, %#x", stale.Kind(), large.Kind())
	}
	newFloat(h, 1)
	if p := newTuple(h, 0); p != stale {
		t.Errorf("the freed cell %#x is not reused", stale)
	}
	defer func() {
		if s, ok := recover().(string); !ok || !strings.Contains(s, "dangling reference") || invariants && !strings.Contains(s, "word 2") {
			t.Errorf("panic: %v", s)
		}
	}()
	abi.Store(root.Addr()+16, large)
	h.Collect()
	t.Error("a stale reference was not noticed")
}

func TestStress(t *testing.T) {
	h := newHeap(t, Config{Stress: true})
	for range 3 {
		if h.poll.Load()&abi.PollGC == 0 {
			t.Fatal("no collection is due")
		}
		h.Collect()
	}
}

func TestBarrier(t *testing.T) {
	h := newHeap(t, Config{})
	v := newTuple(h, abi.None)
	h.Barrier(v.Addr())
	if len(h.remembered) != 0 {
		t.Error("a fresh object was remembered")
	}
	abi.Store8(v.Addr()+abi.HeaderGC, uint8(abi.GCLog|abi.GCWeak))
	h.Barrier(v.Addr())
	h.Barrier(v.Addr())
	if !slices.Equal(h.remembered, []uintptr{v.Addr()}) || abi.Load8(v.Addr()+abi.HeaderGC) != uint8(abi.GCWeak) {
		t.Errorf("remembered: %#x", h.remembered)
	}
}

// TestNoAllocInCollection: an object made by a callback would not be marked.
func TestNoAllocInCollection(t *testing.T) {
	var h *Heap
	h = newHeap(t, Config{AfterMark: func(*Marker) { h.Alloc(16, 0) }})
	defer func() {
		if recover() == nil {
			t.Error("allocation during a collection was not noticed")
		}
	}()
	h.Collect()
}

// TestPanicInCallback: a collection that a callback ended must not spoil the next.
func TestPanicInCallback(t *testing.T) {
	var root, old abi.Value
	fail := true
	h := newHeap(t, Config{
		Roots: func(m *Marker) { m.Value(root) },
		AfterMark: func(*Marker) {
			if fail {
				panic("no")
			}
		},
	})
	old = newTuple(h, newFloat(h, 1))
	root = old
	func() {
		defer func() { recover() }()
		h.Collect()
	}()
	fail = false
	root = newTuple(h, newFloat(h, 2))
	h.Collect()
	if n := h.Stats().LiveObjects; n != 2 {
		t.Errorf("%d objects live", n)
	}
	if _, ok := h.ObjectAt(old.Addr()); ok {
		t.Error("garbage survived")
	}
}

// rss returns the resident memory of the process in bytes, 0 if not known.
func rss() int {
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	n, _ := strconv.Atoi(strings.Fields(string(b))[1])
	return n * os.Getpagesize()
}
