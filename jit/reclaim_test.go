package jit_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/go-python/gopython/jit"
)

// TestReclaim: code that is out of use is given back in collections, code that
// waits for calls is not.
func TestReclaim(t *testing.T) {
	needNative(t)
	src, err := os.ReadFile("../tests/programs/jit/redefined_often.py")
	if err != nil {
		t.Fatal(err)
	}
	want := exec(t, nil, string(src))
	for _, every := range []int{1, 3, 50} {
		var log bytes.Buffer
		got := exec(t, &jit.Config{Force: true, Synchronous: true, InvalidateEvery: every, Log: &log}, string(src))
		freed, made := strings.Count(log.String(), ": freed"), strings.Count(log.String(), ": compiled")
		if got != want || freed == 0 || freed < made/3 {
			t.Errorf("every %d: got %q, want %q; %d of %d regions given back", every, got, want, freed, made)
		}
	}
}
