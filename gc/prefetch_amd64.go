package gc

// prefetch brings what is at the addresses into the cache, some time later.
//
//go:noescape
func prefetch(addrs *[prefetched]uintptr)
