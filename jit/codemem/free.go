package codemem

import "slices"

// span is a piece of the arena that was given back.
type span struct{ at, end int }

// unit is what publications are rounded to: none shares a cache line, or a page
// where pages are made executable one by one.
func (a *Arena) unit() int { return max(cacheLine, a.mem.grain()) }

// Free gives a publication of n bytes at addr back. Nobody runs it, or will.
// What was there faults from now on, where that costs nothing. Whoever runs what
// is published in its place executes a serialising instruction before.
func (a *Arena) Free(addr uintptr, n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.mem == nil || n == 0 {
		return
	}
	unit := a.unit()
	s := span{at: int(addr - a.mem.base())}
	s.end = min((s.at+n+unit-1)&^(unit-1), a.mem.size())
	a.used = max(a.used, s.end)
	a.mem.spoil(s.at, s.end)
	i, _ := slices.BinarySearchFunc(a.free, s.at, func(x span, at int) int { return x.at - at })
	a.free = slices.Insert(a.free, i, s)
	if i+1 < len(a.free) && a.free[i+1].at == s.end {
		a.free[i].end = a.free[i+1].end
		a.free = slices.Delete(a.free, i+1, i+2)
	}
	if i > 0 && a.free[i-1].end == s.at {
		a.free[i-1].end = a.free[i].end
		a.free = slices.Delete(a.free, i, i+1)
	}
}

// reuse finds room for n bytes in what was given back, and takes it; -1: there
// is none.
func (a *Arena) reuse(n, align int) int {
	for i, s := range a.free {
		at := (s.at + align - 1) &^ (align - 1)
		end := (at + n + a.unit() - 1) &^ (a.unit() - 1)
		if end > s.end {
			continue
		}
		rest := make([]span, 0, 2)
		for _, r := range []span{{s.at, at}, {end, s.end}} {
			if r.at < r.end {
				rest = append(rest, r)
			}
		}
		a.free = slices.Replace(a.free, i, i+1, rest...)
		return at
	}
	return -1
}
