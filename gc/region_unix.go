//go:build (linux || darwin || freebsd || netbsd || openbsd || dragonfly) && !slabs

package gc

import (
	"errors"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"

	"github.com/go-python/gopython/internal/abi"
)

// reserves says that regions are reserved address space.
const reserves = true

// region is the address range of a heap. What was not given out by grow yet is
// not accessible.
type region struct {
	base, size uintptr
	grown      uintptr // bytes from base that are accessible
	hugeFrom   uintptr // large pages are used when grown is as much
}

const (
	hugePage = 2 << 20
	hugeFrom = 32 << 20
	// hugeTime is what a large page may take: as much as as many small ones.
	hugeTime = 600 * time.Microsecond
)

// reserve reserves size bytes of address space, or less where the system says
// so, but not less than minReserve.
func (r *region) reserve(size uintptr) error {
	want := size
	for {
		p, err := unix.MmapPtr(-1, 0, nil, size, unix.PROT_NONE, unix.MAP_PRIVATE|unix.MAP_ANON|mapNoReserve)
		if err == nil {
			r.base, r.size, r.hugeFrom = uintptr(p), size, hugeFrom
			if size < want && size/2 >= minReserve {
				// Space is scarce: others need some, too.
				half := size / 2 &^ (chunkSize - 1)
				if unix.MunmapPtr(unsafe.Pointer(unsafe.SliceData(abi.BytesAt(r.base+half, 1))), size-half) == nil {
					r.size = half
				}
			}
			return nil
		}
		if size /= 2; size < minReserve {
			return err
		}
		size &^= chunkSize - 1
	}
}

// next returns what grow(n) would.
func (r *region) next(n uintptr) uintptr { return r.base + r.grown }

// grow makes n bytes more accessible, a multiple of chunkSize. They are zero.
func (r *region) grow(n uintptr) (uintptr, bool) {
	if n > r.size-r.grown {
		return 0, false
	}
	addr := r.base + r.grown
	b := abi.BytesAt(addr, int(n))
	if unix.Mprotect(b, unix.PROT_READ|unix.PROT_WRITE) != nil {
		return 0, false
	}
	r.grown += n
	if n == growStep && r.grown >= r.hugeFrom {
		r.populate(addr, n)
	}
	return addr, true
}

// populate backs pages with memory, as a hint that they are about to be written.
//
// Large pages cost half as much as the same in small ones when the system has
// them at hand, and save misses of the TLB; but ten times as much under a
// hypervisor that took free memory back. So each is timed, and after one that took
// long there are no more until the range has doubled.
func (r *region) populate(addr, n uintptr) {
	end := addr + n
	for huge := (addr + hugePage - 1) &^ (hugePage - 1); huge+hugePage <= end && r.grown >= r.hugeFrom; huge += hugePage {
		if addr < huge {
			populatePages(abi.BytesAt(addr, int(huge-addr)))
		}
		b := abi.BytesAt(huge, hugePage)
		began := time.Now()
		adviseHuge(b)
		populatePages(b)
		if time.Since(began) > hugeTime {
			r.hugeFrom = 2 * r.grown
		}
		addr = huge + hugePage
	}
	if addr < end {
		populatePages(abi.BytesAt(addr, int(end-addr)))
	}
}

// release gives the memory of pages back; they stay accessible and are zero.
func (r *region) release(addr, n uintptr) {
	// The system's pages may be larger than ours.
	mask := uintptr(unix.Getpagesize()) - 1
	lo, hi := (addr+mask)&^mask, (addr+n)&^mask
	if lo >= hi {
		abi.Clear(addr, n)
		return
	}
	abi.Clear(addr, lo-addr)
	abi.Clear(hi, addr+n-hi)
	if b := abi.BytesAt(lo, int(hi-lo)); dropPages(b) != nil {
		clear(b)
	}
}

// close gives the range back.
func (r *region) close() error {
	if r.size == 0 {
		return errors.New("gc: heap is closed")
	}
	err := unix.MunmapPtr(unsafe.Pointer(unsafe.SliceData(abi.BytesAt(r.base, 1))), r.size)
	*r = region{}
	return err
}
