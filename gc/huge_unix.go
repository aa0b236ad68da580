//go:build (linux || darwin || freebsd || netbsd || openbsd || dragonfly) && !slabs

package gc

import (
	"runtime"
	"sync/atomic"
	"time"

	"golang.org/x/sys/unix"

	"github.com/go-python/gopython/internal/abi"
)

// Large pages cost half as much as the same in small ones when the system has
// them at hand, and save misses of the TLB; but ten times as much under a
// hypervisor that took free memory back. So first one is tried on another
// processor, where nobody waits for it; then each is timed, and after one that took
// long there are no more until the range has grown and another one was tried.

const (
	hugePage = 2 << 20
	// hugeFrom is how large a region is that has large pages; without another
	// processor it is hugeAlone.
	hugeFrom  = 8 << 20
	hugeAlone = 32 << 20
	// hugeAgain is by how much a region grows after one try before the next.
	hugeAgain = 4
	// hugeTime is what a large page may take: as much as as many small ones.
	hugeTime = 600 * time.Microsecond
)

// hugeState says whether large pages are fast, for the whole process.
var hugeState atomic.Uint32

const (
	hugeUnknown = iota
	hugeTrying
	hugeFast
)

// wantsHuge reports whether large pages are to be used now.
func (r *region) wantsHuge() bool {
	switch {
	case !populates || r.grown < hugeFrom:
		return false
	case hugeState.Load() == hugeFast:
		return true
	case r.grown < r.hugeNext:
		return false
	case runtime.GOMAXPROCS(0) == 1:
		return r.grown >= hugeAlone
	}
	if hugeState.CompareAndSwap(hugeUnknown, hugeTrying) {
		r.hugeNext = hugeAgain * r.grown
		go tryHuge()
	}
	return false
}

// tryHuge finds out what a large page takes.
func tryHuge() {
	state := uint32(hugeUnknown)
	defer func() { hugeState.Store(state) }()
	p, err := unix.MmapPtr(-1, 0, nil, 2*hugePage, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANON|mapNoReserve)
	if err != nil {
		return
	}
	b := abi.BytesAt((uintptr(p)+hugePage-1)&^(hugePage-1), hugePage)
	if populateHuge(b) {
		state = hugeFast
	}
	_ = unix.MunmapPtr(p, 2*hugePage)
}

// populateHuge backs b, which is the place of one, with a large page. It reports
// whether that was fast.
func populateHuge(b []byte) bool {
	began := time.Now()
	adviseHuge(b)
	populatePages(b)
	return time.Since(began) <= hugeTime
}

// populate backs pages with memory, as a hint that they are about to be written.
// Where they are in the place of a large page nothing of which is in use it is
// populated as a whole.
func (r *region) populate(addr, n uintptr) {
	end := addr + n
	for addr < end {
		place := addr &^ (hugePage - 1)
		next := min(end, place+hugePage)
		if place >= r.front && place+hugePage <= r.base+r.grown && r.wantsHuge() {
			if !populateHuge(abi.BytesAt(place, hugePage)) {
				hugeState.CompareAndSwap(hugeFast, hugeUnknown)
				r.hugeNext = 2 * r.grown
			}
			next = place + hugePage
		} else if next-addr >= populateLeast {
			populatePages(abi.BytesAt(addr, int(next-addr)))
		}
		addr = next
		r.moved(addr)
	}
}

// populated reports whether the memory before end was populated once.
func (r *region) populated(end uintptr) bool { return end <= r.front }

// moved notes that the memory before end is in use.
func (r *region) moved(end uintptr) { r.front = max(r.front, end) }
