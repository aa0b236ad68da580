package gc

// prefetch brings what is at addr into the cache, some time later.
//
//go:noescape
func prefetch(addr uintptr)
