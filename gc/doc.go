// Package gc is the heap of an isolate: memory outside the Go heap, allocated
// by size class, collected by precise marking (the layouts of package abi) and
// lazy sweeping, young objects more often than old ones (generations.go). Objects
// never move.
//
// The storage of a list whose flags say that its items are numbers is marked and
// not scanned. Boxed numbers and complex ones have blocks of their own, whose cells
// are not zeroed before they are used, and which marking does not look into.
//
// A heap belongs to one goroutine at a time; nothing in it is locked. It never
// collects by itself: when a collection is due it sets [abi.PollGC] in
// Config.Poll, and whoever runs Python code calls [Heap.Collect] at its next
// safepoint.
//
// Memory is an address range that is reserved at once and made accessible in
// chunks as it is needed. A chunk is made of pages; runs of pages (spans) are
// handed out to large objects, one each, and to areas of blocks that hold
// small objects of one size. Two bitmaps with a bit for every 16 bytes say what
// is marked (old) and what is allocated; they are Go memory, so that marking does not
// dirty the objects' pages.
//
// The package may import internal/abi and golang.org/x/sys.
package gc
