package jit

import (
	"fmt"
	"os"
	"sync"

	"github.com/go-python/gopython/jit/amd64"
)

// perfMap is the file that Linux perf reads to name machine code which is in no
// binary: one for the process, whatever the number of isolates.
var perfMap struct {
	mu   sync.Mutex
	file *os.File
	err  error
	open bool
}

// perfAdd says what the code at an address is. The first failure is reported,
// the others are not.
func perfAdd(addr uintptr, size int, name string) error {
	if size <= 0 {
		return nil
	}
	m := &perfMap
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.open {
		m.open = true
		m.file, m.err = os.Create(fmt.Sprintf("/tmp/perf-%d.map", os.Getpid()))
		if m.err != nil {
			return m.err
		}
	}
	if m.err != nil {
		return nil
	}
	_, m.err = fmt.Fprintf(m.file, "%x %x %s\n", addr, size, name)
	return m.err
}

// perf adds a region, if that is wanted: its code, and the stubs behind it.
func (j *JIT) perf(name string, base uintptr, code *amd64.Code) {
	if !j.cfg.PerfMap {
		return
	}
	hot, end := code.Parts()
	err := perfAdd(base, hot, "py::"+name)
	if err == nil {
		err = perfAdd(base+uintptr(hot), end-hot, "py::"+name+" [stubs]")
	}
	if err != nil {
		j.log("perf map: %v", err)
	}
}
