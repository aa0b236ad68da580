//go:build (linux || darwin || freebsd || netbsd || openbsd || dragonfly) && amd64

package codemem

import (
	"os"
	"unsafe"

	"golang.org/x/sys/unix"
)

// pages is memory whose pages become executable when they have been written.
type pages struct {
	mem []byte
}

func reservePages(size int) (memory, error) {
	mem, err := unix.Mmap(-1, 0, size, unix.PROT_NONE, unix.MAP_PRIVATE|unix.MAP_ANON)
	if err != nil {
		return nil, err
	}
	p := &pages{mem: mem}
	if err := p.probe(); err != nil {
		_ = unix.Munmap(mem)
		return nil, err
	}
	return p, nil
}

// probe finds out now whether the system lets a written page be executed.
func (p *pages) probe() error {
	page := p.mem[:os.Getpagesize()]
	if err := unix.Mprotect(page, unix.PROT_READ|unix.PROT_WRITE); err != nil {
		return err
	}
	page[0] = 0
	if err := unix.Mprotect(page, unix.PROT_READ|unix.PROT_EXEC); err != nil {
		return err
	}
	return unix.Mprotect(page, unix.PROT_NONE)
}

func (p *pages) base() uintptr { return uintptr(unsafe.Pointer(&p.mem[0])) }
func (p *pages) size() int     { return len(p.mem) }
func (p *pages) grain() int    { return os.Getpagesize() }

func (p *pages) write(offset int, code []byte) error {
	page := os.Getpagesize()
	end := (offset + len(code) + page - 1) &^ (page - 1)
	if end == offset {
		return nil
	}
	m := p.mem[offset:end]
	if err := unix.Mprotect(m, unix.PROT_READ|unix.PROT_WRITE); err != nil {
		return err
	}
	copy(m, code)
	return unix.Mprotect(m, unix.PROT_READ|unix.PROT_EXEC)
}

// spoil takes the right to run it away.
func (p *pages) spoil(from, to int) { _ = unix.Mprotect(p.mem[from:to], unix.PROT_NONE) }

func (p *pages) release() error { return unix.Munmap(p.mem) }
