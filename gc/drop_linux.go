package gc

import "golang.org/x/sys/unix"

// mapNoReserve says that address space is not to count as memory.
const mapNoReserve = unix.MAP_NORESERVE

// adviseHuge asks for large pages: fewer faults, fewer misses of the TLB. It is
// a hint, so failure does not matter.
func adviseHuge(b []byte) { _ = unix.Madvise(b, unix.MADV_HUGEPAGE) }

// dropPages makes pages zero by giving their memory back.
func dropPages(b []byte) error { return unix.Madvise(b, unix.MADV_DONTNEED) }
