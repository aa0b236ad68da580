package gc

import (
	"os"
	"os/exec"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/go-python/gopython/internal/abi"
)

// TestAddressSpaceLimit opens a heap in a process that may not have the default
// amount of address space.
func TestAddressSpaceLimit(t *testing.T) {
	if os.Getenv("GC_TEST_LIMIT") == "" {
		cmd := exec.Command(os.Args[0], "-test.run=^TestAddressSpaceLimit$")
		cmd.Env = append(os.Environ(), "GC_TEST_LIMIT=1")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	const limit = 4 << 30
	if err := unix.Setrlimit(unix.RLIMIT_AS, &unix.Rlimit{Cur: limit, Max: limit}); err != nil {
		t.Fatal(err)
	}
	h := newHeap(t, Config{})
	if r := h.Stats().Reserved; r < 512<<20 || r >= limit {
		t.Errorf("reserved %d bytes", r)
	}
	h.Alloc(300<<20, header(abi.KindRaw))
	if err := outOfMemory(func() { h.Alloc(3<<30, header(abi.KindRaw)) }); err == nil {
		t.Error("allocated beyond the limit")
	}
	h.Alloc(1<<20, header(abi.KindRaw))
	h.verify(t)
}
