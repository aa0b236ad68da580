package ast

import (
	"math"
	"strings"
	"testing"
)

func TestReprValue(t *testing.T) {
	for _, c := range []struct {
		v    any
		want string
	}{
		{nil, "None"}, {true, "True"}, {int64(-5), "-5"}, {1.0, "1.0"}, {1e16, "1e+16"}, {1e-5, "1e-05"},
		{123456.789, "123456.789"}, {math.Inf(1), "inf"}, {Imag(1), "1j"}, {Imag(0.5), "0.5j"},
		{"a'b", `"a'b"`}, {"a'b\"", `'a\'b"'`}, {"\x00\né\u00a0😀\xed\xa0\x80", `'\x00\né\xa0😀\ud800'`},
		{Bytes("a\xff\n'"), `b"a\xff\n'"`}, {Ellipsis, "Ellipsis"},
	} {
		if got := reprValue(c.v); got != c.want {
			t.Errorf("%v: got %s, want %s", c.v, got, c.want)
		}
	}
}

// TestDumpDeep checks that a deep tree does not need a deep stack.
func TestDumpDeep(t *testing.T) {
	var e Expr = &Name{ID: "a"}
	for range 1000000 {
		e = &Attribute{Value: e, Attr: "b"}
	}
	if s := Dump(e, false); !strings.HasPrefix(s, "Attribute(value=Attribute(") {
		t.Error(s[:50])
	}
}
