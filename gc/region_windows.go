//go:build !slabs

package gc

import (
	"errors"

	"golang.org/x/sys/windows"

	"github.com/go-python/gopython/internal/abi"
)

// reserves says that regions are reserved address space.
const reserves = true

// region is the address range of a heap. What was not given out by grow yet is
// not accessible.
type region struct {
	base, size uintptr
	grown      uintptr // bytes from base that are accessible
}

// reserve reserves size bytes of address space, or less where the system says
// so, but not less than minReserve.
func (r *region) reserve(size uintptr) error {
	for {
		p, err := windows.VirtualAlloc(0, size, windows.MEM_RESERVE, windows.PAGE_NOACCESS)
		if err == nil {
			r.base, r.size = p, size
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
	if _, err := windows.VirtualAlloc(addr, n, windows.MEM_COMMIT, windows.PAGE_READWRITE); err != nil {
		return 0, false
	}
	r.grown += n
	return addr, true
}

// populate does nothing: the system has no such call.
func (r *region) populate(addr, n uintptr) {}

func (r *region) populated(end uintptr) bool { return false }

func (r *region) moved(end uintptr) {}

// release gives the memory of pages back; they stay accessible and are zero.
func (r *region) release(addr, n uintptr) {
	if windows.VirtualFree(addr, n, windows.MEM_DECOMMIT) != nil {
		abi.Clear(addr, n)
		return
	}
	// What was just given back is there to be had again, but for a race with
	// another process: then nothing sensible is left to do.
	if _, err := windows.VirtualAlloc(addr, n, windows.MEM_COMMIT, windows.PAGE_READWRITE); err != nil {
		panic(OutOfMemory{Requested: n})
	}
}

// close gives the range back.
func (r *region) close() error {
	if r.size == 0 {
		return errors.New("gc: heap is closed")
	}
	err := windows.VirtualFree(r.base, 0, windows.MEM_RELEASE)
	*r = region{}
	return err
}
