//go:build windows && amd64

package codemem

import (
	"os"
	"unsafe"

	"golang.org/x/sys/windows"
)

// pages is memory whose pages become executable when they have been written.
type pages struct {
	addr uintptr
	n    int
}

func reserve(size int, _ bool) (memory, error) {
	addr, err := windows.VirtualAlloc(0, uintptr(size), windows.MEM_RESERVE, windows.PAGE_NOACCESS)
	if err != nil {
		return nil, err
	}
	return &pages{addr: addr, n: size}, nil
}

func (p *pages) base() uintptr { return p.addr }
func (p *pages) size() int     { return p.n }
func (p *pages) grain() int    { return os.Getpagesize() }

func (p *pages) write(offset int, code []byte) error {
	if len(code) == 0 {
		return nil
	}
	at, n := p.addr+uintptr(offset), uintptr(len(code))
	if _, err := windows.VirtualAlloc(at, n, windows.MEM_COMMIT, windows.PAGE_READWRITE); err != nil {
		return err
	}
	// The address is the system's, not Go's: read it as a pointer.
	copy(unsafe.Slice(*(**byte)(unsafe.Pointer(&at)), len(code)), code)
	var old uint32
	return windows.VirtualProtect(at, n, windows.PAGE_EXECUTE_READ, &old)
}

// spoil gives the pages back; writing there takes new ones.
func (p *pages) spoil(from, to int) {
	_ = windows.VirtualFree(p.addr+uintptr(from), uintptr(to-from), windows.MEM_DECOMMIT)
}

func (p *pages) release() error { return windows.VirtualFree(p.addr, 0, windows.MEM_RELEASE) }
