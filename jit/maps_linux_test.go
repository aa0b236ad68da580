package jit_test

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestNothingWritableAndExecutable looks at the process's maps while compiled
// code runs.
func TestNothingWritableAndExecutable(t *testing.T) {
	needNative(t)
	for _, mode := range []string{"", "pages"} {
		t.Run("mode "+mode, func(t *testing.T) {
			t.Setenv("GOPYTHON_CODEMEM", mode)
			before := executable(t)
			stop := spin(t)
			defer stop()
			if after := executable(t); after <= before {
				t.Errorf("%d executable mappings, %d before there was compiled code", after, before)
			}
		})
	}
}

// executable counts the mappings that may be executed, and fails if one of them
// is writable.
func executable(t *testing.T) int {
	t.Helper()
	f, err := os.Open("/proc/self/maps")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	n := 0
	for sc := bufio.NewScanner(f); sc.Scan(); {
		var addr, perms string
		if _, err := fmt.Sscan(sc.Text(), &addr, &perms); err != nil {
			t.Fatalf("%q: %v", sc.Text(), err)
		}
		if strings.Contains(perms, "x") {
			n++
			if strings.Contains(perms, "w") {
				t.Errorf("writable and executable: %s", sc.Text())
			}
		}
	}
	return n
}
