//go:build darwin || freebsd || netbsd || openbsd || dragonfly

package gc

import (
	"unsafe"

	"golang.org/x/sys/unix"
)

// mapNoReserve is not needed: inaccessible memory does not count.
const mapNoReserve = 0

// populates says that populatePages does something.
const populates = false

// populatePages does nothing: these systems have no call for it that promises to
// leave the contents as they are.
func populatePages([]byte) {}

// adviseHuge does nothing: these systems use large pages by themselves.
func adviseHuge([]byte) {}

// dropPages makes pages zero by giving their memory back. Only Linux's madvise
// promises zeros; a new mapping in the same place has them.
func dropPages(b []byte) error {
	_, err := unix.MmapPtr(-1, 0, unsafe.Pointer(unsafe.SliceData(b)), uintptr(len(b)),
		unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANON|unix.MAP_FIXED)
	return err
}
