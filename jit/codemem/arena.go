package codemem

import (
	"errors"
	"fmt"
	"os"
	"sync"
)

var (
	// ErrUnsupported says that there is no executable memory for this
	// system and processor.
	ErrUnsupported = errors.New("executable memory is not supported on this platform")
	// ErrDenied says that GOPYTHON_CODEMEM forbids it.
	ErrDenied = errors.New("executable memory is denied by GOPYTHON_CODEMEM")
	// ErrFull says that a publication does not fit what is left of the arena.
	ErrFull = errors.New("the code memory is full")
	// ErrClosed says that the arena was closed.
	ErrClosed = errors.New("the code memory is closed")
)

// cacheLine is the least alignment of a publication: code being written does
// not share a line with code which may be running.
const cacheLine = 64

// MaxSize bounds an arena: relative jumps reach anywhere in it.
const MaxSize = 1 << 30

// memory is a range of addresses which takes code from its start to its end.
type memory interface {
	// base is the address at which the memory is executable.
	base() uintptr
	// size is the number of bytes.
	size() int
	// grain is the alignment which two publications must have to be written
	// one after the other.
	grain() int
	// write puts code at offset, a multiple of grain, and makes it executable.
	write(offset int, code []byte) error
	// spoil makes what is there fault when it is run, if that is easy.
	spoil(from, to int)
	// release gives the memory back.
	release() error
}

// Arena is executable memory for code published at different times. Its
// methods may be called by several goroutines.
type Arena struct {
	mu   sync.Mutex
	mem  memory // nil: closed
	used int
	free []span // inside of what is used, ascending; see Free
}

// New reserves an arena of at least size bytes; memory is taken from the
// system as it is used.
func New(size int) (*Arena, error) {
	if size <= 0 || size > MaxSize {
		return nil, fmt.Errorf("codemem: size %d", size)
	}
	mode := os.Getenv("GOPYTHON_CODEMEM")
	if mode == "deny" {
		return nil, fmt.Errorf("codemem: %w", ErrDenied)
	}
	page := os.Getpagesize()
	mem, err := reserve((size+page-1)&^(page-1), mode == "pages")
	if err != nil {
		return nil, fmt.Errorf("codemem: %w", err)
	}
	return &Arena{mem: mem}, nil
}

// Publish copies code into the arena and returns the address at which it can
// be run. The address is a multiple of align, a power of two up to 4096.
func (a *Arena) Publish(code []byte, align int) (uintptr, error) {
	if align <= 0 || align > 4096 || align&(align-1) != 0 {
		return 0, fmt.Errorf("codemem: alignment %d", align)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.mem == nil {
		return 0, fmt.Errorf("codemem: %w", ErrClosed)
	}
	align = max(align, cacheLine, a.mem.grain())
	if at := a.reuse(len(code), align); at >= 0 {
		if err := a.mem.write(at, code); err != nil {
			return 0, fmt.Errorf("codemem: %w", err)
		}
		return a.mem.base() + uintptr(at), nil
	}
	at := (a.used + align - 1) &^ (align - 1)
	if at > a.mem.size() || len(code) > a.mem.size()-at {
		return 0, fmt.Errorf("codemem: %d bytes with %d of %d used: %w", len(code), a.used, a.mem.size(), ErrFull)
	}
	if err := a.mem.write(at, code); err != nil {
		return 0, fmt.Errorf("codemem: %w", err)
	}
	a.used = at + len(code)
	return a.mem.base() + uintptr(at), nil
}

// Used is how far the arena was filled, alignment and what was given back
// included.
func (a *Arena) Used() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.used
}

// Size is the number of bytes reserved; 0 when closed.
func (a *Arena) Size() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.mem == nil {
		return 0
	}
	return a.mem.size()
}

// Contains says whether addr is inside the arena.
func (a *Arena) Contains(addr uintptr) bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.mem != nil && addr-a.mem.base() < uintptr(a.mem.size())
}

// Close gives the memory back. No goroutine may be inside the code, or enter
// it later. Closing again does nothing.
func (a *Arena) Close() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.mem == nil {
		return nil
	}
	mem := a.mem
	a.mem = nil
	return mem.release()
}
