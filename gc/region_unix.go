//go:build (linux || darwin || freebsd || netbsd || openbsd || dragonfly) && !slabs

package gc

import (
	"errors"
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
	grown      uintptr // bytes from base that were given out
	front      uintptr // what is before was populated or is in use
	hugeNext   uintptr // large pages are not tried again before grown is as much
}

// reserve reserves size bytes of address space, or less where the system says
// so, but not less than minReserve.
func (r *region) reserve(size uintptr) error {
	want := size
	for {
		p, err := unix.MmapPtr(-1, 0, nil, size, unix.PROT_NONE, unix.MAP_PRIVATE|unix.MAP_ANON|mapNoReserve)
		if err == nil {
			r.base, r.size = uintptr(p), size
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
	return addr, true
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
