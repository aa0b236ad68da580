package gc

import (
	"fmt"
	"math/rand"
	"sync/atomic"
	"testing"

	"github.com/go-python/gopython/internal/abi"
)

// newHeap returns a heap that the end of the test closes.
func newHeap(t testing.TB, cfg Config) *Heap {
	t.Helper()
	h, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	return h
}

func header(k abi.Kind) uint64 { return abi.Header{Kind: k}.Word() }

// newItems allocates storage for n values.
func newItems(h *Heap, n int) abi.Value {
	p := h.Alloc(abi.BufHeader+uintptr(n)*abi.Word, header(abi.KindItems))
	abi.ObjAt[abi.Items](p).Cap = int64(n)
	return abi.Ptr(p)
}

func newTuple(h *Heap, vs ...abi.Value) abi.Value {
	p := h.Alloc(16+uintptr(len(vs))*abi.Word, header(abi.KindTuple))
	abi.ObjAt[abi.Tuple](p).Len = int64(len(vs))
	copy(abi.Values(p+16, len(vs)), vs)
	return abi.Ptr(p)
}

func newFloat(h *Heap, f float64) abi.Value {
	p := h.AllocLeaf(16, header(abi.KindFloat))
	abi.ObjAt[abi.Float](p).V = f
	return abi.Ptr(p)
}

func newList(h *Heap, n int) abi.Value {
	items := newItems(h, n)
	p := h.Alloc(32, header(abi.KindList))
	l := abi.ObjAt[abi.List](p)
	l.Items = items.Addr() + abi.BufHeader
	l.Cap, l.Len = int64(n), int64(n)
	return abi.Ptr(p)
}

// model is a graph of objects with a copy of it in Go memory.
type model struct {
	t     *testing.T
	h     *Heap
	rng   *rand.Rand
	nodes map[*node]bool
	roots []*node
	huge  int
}

type node struct {
	v    abi.Value
	kind abi.Kind
	refs []*node // nil: a word int
	ints []int64
}

func (n *node) slots() []abi.Value {
	switch n.kind {
	case abi.KindTuple:
		return abi.Values(n.v.Addr()+16, len(n.refs))
	case abi.KindInstance:
		return abi.Values(n.v.Addr()+16, len(n.refs))
	case abi.KindList:
		return abi.Values(abi.Obj[abi.List](n.v).Items, len(n.refs))
	}
	panic("no slots")
}

func (m *model) size() int {
	switch m.rng.Intn(20) {
	case 2:
		if m.huge++; m.huge%400 == 50 {
			return 140_000 // more than a chunk
		}
		return 3
	case 0:
		return m.rng.Intn(200)
	case 1:
		return 1024 + m.rng.Intn(3000)
	}
	return m.rng.Intn(8)
}

func (m *model) pick() *node {
	if len(m.roots) == 0 || m.rng.Intn(4) == 0 {
		return nil
	}
	n := m.roots[m.rng.Intn(len(m.roots))]
	for range m.rng.Intn(3) {
		if len(n.refs) == 0 {
			break
		}
		if r := n.refs[m.rng.Intn(len(n.refs))]; r != nil {
			n = r
		}
	}
	return n
}

func (m *model) set(n *node, i int, to *node) {
	holder := n.v.Addr()
	if n.kind == abi.KindList {
		holder = abi.Obj[abi.List](n.v).Items - abi.BufHeader
	}
	m.h.Barrier(holder)
	n.refs[i] = to
	if to == nil {
		n.ints[i] = m.rng.Int63n(1<<50) - 1<<49
		n.slots()[i] = abi.SmallInt(n.ints[i])
	} else {
		n.slots()[i] = to.v
	}
}

func (m *model) alloc() {
	n := &node{kind: []abi.Kind{abi.KindTuple, abi.KindInstance, abi.KindList}[m.rng.Intn(3)]}
	size := m.size()
	n.refs, n.ints = make([]*node, size), make([]int64, size)
	switch n.kind {
	case abi.KindTuple:
		n.v = newTuple(m.h, make([]abi.Value, size)...)
	case abi.KindInstance:
		n.v = abi.Ptr(m.h.Alloc(16+uintptr(size)*8, abi.Header{Kind: abi.KindInstance, Aux: uint16(size)}.Word()))
		abi.Obj[abi.Instance](n.v).Attrs = abi.Unbound
	case abi.KindList:
		n.v = newList(m.h, size)
	}
	for _, w := range n.slots() {
		if w != 0 {
			m.t.Fatalf("new object is not zero: %#x", w)
		}
	}
	for i := range n.refs {
		m.set(n, i, m.pick())
	}
	m.nodes[n] = true
	m.roots = append(m.roots, n)
}

// move gives a list new storage, as when it grows, and frees the old.
func (m *model) move(n *node) {
	l := abi.Obj[abi.List](n.v)
	old := l.Items
	items := newItems(m.h, len(n.refs)).Addr() + abi.BufHeader
	abi.Move(items, old, uintptr(len(n.refs))*abi.Word)
	m.h.Barrier(n.v.Addr())
	l.Items = items
	m.h.Free(old - abi.BufHeader)
}

// live returns what is reachable in the copy, having compared it.
func (m *model) live() map[*node]bool {
	seen := map[*node]bool{}
	stack := append([]*node(nil), m.roots...)
	for len(stack) > 0 {
		n := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if seen[n] {
			continue
		}
		seen[n] = true
		if n.v.Kind() != n.kind {
			m.t.Fatalf("kind %d at %#x, want %d", n.v.Kind(), n.v, n.kind)
		}
		for i, w := range n.slots() {
			want := abi.SmallInt(n.ints[i])
			if r := n.refs[i]; r != nil {
				want = r.v
				stack = append(stack, r)
			}
			if w != want {
				m.t.Fatalf("%s at %#x: word %d is %#x, want %#x", abi.Layouts[n.kind].Name, n.v, i, w, want)
			}
		}
	}
	return seen
}

// check collects, and compares heap and copy.
func (m *model) check() {
	m.live()
	m.h.Collect()
	m.nodes = m.live()
	want := uint64(len(m.nodes))
	for n := range m.nodes {
		if n.kind == abi.KindList {
			want++
		}
		if start, ok := m.h.ObjectAt(n.v.Addr() + 9); !ok || start != n.v.Addr() {
			m.t.Fatalf("ObjectAt(%#x+9) = %#x, %v", n.v.Addr(), start, ok)
		}
	}
	if got := m.h.Stats().LiveObjects; got != want {
		m.t.Fatalf("%d objects survived, want %d", got, want)
	}
	objects := map[uintptr]bool{}
	for addr := range m.h.Objects() {
		objects[addr] = true
	}
	if uint64(len(objects)) != want {
		m.t.Fatalf("Objects yields %d, want %d", len(objects), want)
	}
	m.h.verify(m.t)
}

// young makes a young collection: what is alive is as before, and only what is
// new is gone.
func (m *model) young() {
	old := map[uintptr]bool{}
	for addr := range m.h.Objects() {
		if m.h.isOld(addr) {
			old[addr] = true
		}
	}
	m.live()
	m.h.verifyRemembered()
	m.h.collect(true)
	m.live()
	for addr := range m.h.Objects() {
		delete(old, addr)
		if !m.h.isOld(addr) {
			m.t.Fatalf("%#x is new after a collection", addr)
		}
	}
	if len(old) != 0 {
		m.t.Fatalf("%d old objects are gone", len(old))
	}
	m.h.verify(m.t)
}

func TestModel(t *testing.T) {
	for _, cfg := range []Config{{}, {Poison: true}, {Stress: true, Poison: true}, {MaxBytes: 64 << 20}} {
		t.Run(fmt.Sprintf("stress=%v,poison=%v,cap=%d", cfg.Stress, cfg.Poison, cfg.MaxBytes), func(t *testing.T) {
			m := &model{t: t, rng: rand.New(rand.NewSource(7)), nodes: map[*node]bool{}}
			var poll atomic.Uint32
			cfg.Poll = &poll
			cfg.Roots = func(mk *Marker) {
				for _, n := range m.roots {
					mk.Value(n.v)
				}
			}
			m.h = newHeap(t, cfg)
			for i := range 12000 {
				switch r := m.rng.Intn(10); {
				case r < 5:
					m.alloc()
				case r < 9:
					if n := m.pick(); n != nil && n.kind == abi.KindList && m.rng.Intn(4) == 0 {
						m.move(n)
					} else if n != nil && len(n.refs) > 0 {
						m.set(n, m.rng.Intn(len(n.refs)), m.pick())
					}
				}
				for len(m.roots) > 300 || m.rng.Intn(3) == 0 && len(m.roots) > 100 {
					k := m.rng.Intn(len(m.roots))
					m.roots[k] = m.roots[len(m.roots)-1]
					m.roots = m.roots[:len(m.roots)-1]
				}
				if poll.Load()&abi.PollGC != 0 && (!cfg.Stress || i%100 == 0) || i%500 == 0 {
					m.check()
				} else if i%125 == 1 {
					m.young()
				}
			}
			m.roots = nil
			m.check()
			if s := m.h.Stats(); s.Live != 0 || m.h.used != 0 {
				t.Errorf("%d bytes live, %d pages used without roots", s.Live, m.h.used)
			}
		})
	}
}

// verify checks the consistency of the page tables and lists.
func (h *Heap) verify(t testing.TB) {
	t.Helper()
	var used, dirty uintptr
	pages := make([]uint32, len(h.chunks)*chunkPages)
	for id := range h.spans {
		s := &h.spans[id]
		if s.state == spanUnused {
			continue
		}
		switch s.state {
		case spanFree:
			if l := h.spanAt(s.page - 1); s.page > 0 && l != 0 && h.spans[l].state == spanFree {
				t.Fatalf("free spans %d and %d are not joined", l, id)
			}
		case spanBlock, spanLarge:
			used += uintptr(s.pages)
		}
		if s.state != spanBlock {
			for i := range s.pages {
				if pages[s.page+i] != 0 {
					t.Fatalf("page %d has spans %d, %d", s.page+i, id, pages[s.page+i])
				}
				pages[s.page+i] = uint32(id)
			}
		}
	}
	for i, k := range h.chunks {
		if k == nil {
			continue
		}
		for j := range k.span {
			if pages[i*chunkPages+j] == 0 {
				t.Fatalf("page %d has no span", i*chunkPages+j)
			}
		}
		dirty += chunkPages - h.cleanPages(uint32(i*chunkPages), chunkPages)
	}
	if used != h.used || dirty != h.dirty {
		t.Fatalf("used %d, counted %d; dirty %d, counted %d", h.used, used, h.dirty, dirty)
	}
}
