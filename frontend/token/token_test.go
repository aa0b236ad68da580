package token

import "testing"

func TestLookup(t *testing.T) {
	for _, kw := range Keywords() {
		if k := Lookup([]byte(kw)); !k.IsKeyword() || k.String() != kw {
			t.Errorf("%s is %v", kw, k)
		}
	}
	for _, name := range []string{"", "i", "iff", "none", "match", "Truee", "nonlocals", "_", "if\x00"} {
		if k := Lookup([]byte(name)); k != Name {
			t.Errorf("%q is %v", name, k)
		}
	}
}
