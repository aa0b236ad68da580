package fuzz

import (
	"strings"
	"testing"
)

func TestGenerateIsDeterministic(t *testing.T) {
	for seed := range uint64(30) {
		p := Generate(seed, 3)
		if p.Source() != Generate(seed, 3).Source() {
			t.Fatalf("seed %d gives two programs", seed)
		}
		// A unit does not depend on how many there are.
		if p.Units[0] != Generate(seed, 1).Units[0] || !strings.HasSuffix(p.Only(1), p.Units[1]) {
			t.Fatalf("seed %d: a unit alone is another one", seed)
		}
	}
}

func TestShrink(t *testing.T) {
	src := "a = 1\nwhile a:\n    if b:\n        bug\n        c = 2\n    else:\n        d\n\ntry:\n    e\nexcept E:\n    f\n"
	got := Shrink(src, func() bool { return true }, func(s string) bool {
		return strings.Contains(s, "bug\n") && strings.Count(s, "try") == strings.Count(s, "except")
	})
	if got != "bug\n" {
		t.Errorf("got %q", got)
	}
}
