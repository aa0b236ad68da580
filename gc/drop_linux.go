package gc

import (
	"sync/atomic"

	"golang.org/x/sys/unix"
)

// mapNoReserve says that address space is not to count as memory.
const mapNoReserve = unix.MAP_NORESERVE

// populates says that populatePages does something.
const populates = true

// noPopulate is set when the system does not know how to populate (before Linux 5.14).
var noPopulate atomic.Bool

// populatePages backs pages with memory before they are touched: a call for many
// costs two thirds of as many faults. It is a hint, so failure does not matter.
func populatePages(b []byte) {
	if noPopulate.Load() {
		return
	}
	if unix.Madvise(b, unix.MADV_POPULATE_WRITE) == unix.EINVAL {
		noPopulate.Store(true)
	}
}

// adviseHuge asks for large pages.
func adviseHuge(b []byte) { _ = unix.Madvise(b, unix.MADV_HUGEPAGE) }

// dropPages makes pages zero by giving their memory back.
func dropPages(b []byte) error { return unix.Madvise(b, unix.MADV_DONTNEED) }
