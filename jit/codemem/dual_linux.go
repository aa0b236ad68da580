//go:build linux && amd64

package codemem

import (
	"errors"
	"unsafe"

	"golang.org/x/sys/unix"
)

// mfdExec asks for a file which may be executed, where the system's policy
// makes others not executable (Linux 6.3); older systems don't know it.
const mfdExec = 0x10

// dual is one piece of memory at two addresses.
type dual struct {
	rw, rx []byte
}

func reserve(size int, pagesOnly bool) (memory, error) {
	if !pagesOnly {
		if m, err := reserveDual(size); err == nil {
			return m, nil
		}
	}
	return reservePages(size)
}

func reserveDual(size int) (memory, error) {
	fd, err := unix.MemfdCreate("gopython-code", unix.MFD_CLOEXEC|mfdExec)
	if errors.Is(err, unix.EINVAL) {
		fd, err = unix.MemfdCreate("gopython-code", unix.MFD_CLOEXEC)
	}
	if err != nil {
		return nil, err
	}
	defer unix.Close(fd) // the mappings keep the memory
	if err := unix.Ftruncate(fd, int64(size)); err != nil {
		return nil, err
	}
	rw, err := unix.Mmap(fd, 0, size, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
	if err != nil {
		return nil, err
	}
	rx, err := unix.Mmap(fd, 0, size, unix.PROT_READ|unix.PROT_EXEC, unix.MAP_SHARED)
	if err != nil {
		_ = unix.Munmap(rw)
		return nil, err
	}
	return &dual{rw: rw, rx: rx}, nil
}

func (d *dual) base() uintptr { return uintptr(unsafe.Pointer(&d.rx[0])) }
func (d *dual) size() int     { return len(d.rx) }
func (d *dual) grain() int    { return 1 }

func (d *dual) write(offset int, code []byte) error {
	copy(d.rw[offset:], code)
	return nil
}

// spoil fills up with HLT, which only the system may execute.
func (d *dual) spoil(from, to int) {
	for i := range d.rw[from:to] {
		d.rw[from+i] = 0xf4
	}
}

func (d *dual) release() error {
	return errors.Join(unix.Munmap(d.rw), unix.Munmap(d.rx))
}
