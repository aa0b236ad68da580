package bytecode

import (
	"slices"
	"testing"
)

func TestComparison(t *testing.T) {
	want := map[string]Comparison{}
	for i, n := range []string{"LT", "LE", "EQ", "NE", "GT", "GE"} {
		for _, form := range []string{"", "I", "K"} {
			want["J"+n+form] = Comparison{Op: i, Sense: true}
			want["JN"+n+form] = Comparison{Op: i}
			want["LOOP"+n+form] = Comparison{Op: i, Sense: true, Loop: true}
		}
	}
	var seen []string
	for i, info := range Infos {
		got, ok := Op(i).Comparison()
		if w, is := want[info.Name]; ok != is || ok && got != w {
			t.Errorf("%s: %+v %t, want %+v %t", info.Name, got, ok, w, is)
		}
		if ok {
			seen = append(seen, info.Name)
		}
	}
	for _, n := range []string{"JNE", "JNEQ", "JNEI", "JNNEK", "LOOPGEI"} {
		if !slices.Contains(seen, n) {
			t.Errorf("no %s", n)
		}
	}
}
