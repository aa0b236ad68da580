//go:build linux && amd64

package codemem

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestNothingWritableAndExecutable looks at all mappings of the process.
func TestNothingWritableAndExecutable(t *testing.T) {
	each(t, func(t *testing.T) {
		a := newArena(t, 1<<20)
		check := func() {
			if perms := mappings(t, a.mem.base()); !strings.HasPrefix(perms, "r-x") {
				t.Errorf("the code is mapped %q", perms)
			}
		}
		for range 20 {
			if _, err := a.Publish(make([]byte, 5000), 64); err != nil {
				t.Fatal(err)
			}
			check()
		}
	})
}

// mappings fails at any mapping which is writable and executable, and gives the
// permissions of the one at addr.
func mappings(t *testing.T, addr uintptr) (perms string) {
	t.Helper()
	f, err := os.Open("/proc/self/maps")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for sc := bufio.NewScanner(f); sc.Scan(); {
		var from, to uintptr
		var p string
		if _, err := fmt.Sscanf(sc.Text(), "%x-%x %s", &from, &to, &p); err != nil {
			t.Fatalf("%q: %v", sc.Text(), err)
		}
		if strings.Contains(p, "w") && strings.Contains(p, "x") {
			t.Errorf("writable and executable: %s", sc.Text())
		}
		if from <= addr && addr < to {
			perms = p
		}
	}
	return perms
}

// TestKinds: where memory cannot be mapped twice, pages are used.
func TestKinds(t *testing.T) {
	a := newArena(t, 4096)
	if _, ok := a.mem.(*dual); !ok {
		t.Logf("no memory mapped twice here: %T", a.mem)
	}
	t.Setenv("GOPYTHON_CODEMEM", "pages")
	if a := newArena(t, 4096); a.mem.grain() != os.Getpagesize() {
		t.Errorf("got %T", a.mem)
	}
}
