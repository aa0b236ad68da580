package gc

import (
	"sync/atomic"
	"testing"

	"github.com/go-python/gopython/internal/abi"
)

// BenchmarkAlloc32 allocates 32-byte objects of which one in 16 lives until
// replaced, collections included.
func BenchmarkAlloc32(b *testing.B) {
	var roots [1 << 14]abi.Value
	var poll atomic.Uint32
	h := newHeap(b, Config{Poll: &poll, Roots: func(m *Marker) { m.Values(roots[:]) }})
	hdr := header(abi.KindFloat)
	i := 0
	for b.Loop() {
		p := h.Alloc(32, hdr)
		if i&15 == 0 {
			roots[i>>4%len(roots)] = abi.Ptr(p)
		}
		i++
		if poll.Load() != 0 {
			h.Collect()
		}
	}
}

// BenchmarkAllocGarbage32 allocates objects that die at once.
func BenchmarkAllocGarbage32(b *testing.B) {
	var poll atomic.Uint32
	h := newHeap(b, Config{Poll: &poll})
	hdr := header(abi.KindFloat)
	for b.Loop() {
		h.Alloc(32, hdr)
		if poll.Load() != 0 {
			h.Collect()
		}
	}
}

// BenchmarkMark marks a million objects: lists of tuples of floats.
func BenchmarkMark(b *testing.B) {
	var root abi.Value
	h := newHeap(b, Config{Roots: func(m *Marker) { m.Value(root) }})
	const n = 200_000
	root = newList(h, n)
	for i := range n {
		l := newList(h, 2)
		vs := abi.Values(abi.Obj[abi.List](l).Items, 2)
		vs[0] = newTuple(h, newFloat(h, 1), abi.SmallInt(1))
		vs[1] = newFloat(h, 2)
		abi.Values(abi.Obj[abi.List](root).Items, n)[i] = l
	}
	for b.Loop() {
		h.Collect()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(h.Stats().LiveObjects), "ns/object")
}

// BenchmarkLarge allocates objects of 8 MB that die at once.
func BenchmarkLarge(b *testing.B) {
	var poll atomic.Uint32
	h := newHeap(b, Config{Poll: &poll})
	for b.Loop() {
		h.Alloc(8<<20, header(abi.KindRaw))
		if poll.Load() != 0 {
			h.Collect()
		}
	}
}

func BenchmarkNewClose(b *testing.B) {
	for b.Loop() {
		h, err := New(Config{})
		if err != nil {
			b.Fatal(err)
		}
		h.Close()
	}
}

// BenchmarkChurn has a heap of 2 million objects of mixed sizes in a hash table,
// replaced at random: sweeping finds short runs.
func BenchmarkChurn(b *testing.B) {
	roots := make([]abi.Value, 2<<20)
	var poll atomic.Uint32
	h := newHeap(b, Config{Poll: &poll, Roots: func(m *Marker) { m.Values(roots) }})
	hdr := header(abi.KindFloat)
	r := uint64(1)
	next := func() {
		r = r*6364136223846793005 + 1442695040888963407
		roots[r>>43] = abi.Ptr(h.Alloc(uintptr(16+r>>20&0x30), hdr))
		if poll.Load() != 0 {
			h.Collect()
		}
	}
	for range 2 * len(roots) {
		next()
	}
	for b.Loop() {
		next()
	}
	s := h.Stats()
	b.ReportMetric(float64(s.PauseTotal)/float64(s.Collections)/1e6, "ms/pause")
	b.ReportMetric(float64(s.Committed)/float64(s.Live), "committed/live")
}
