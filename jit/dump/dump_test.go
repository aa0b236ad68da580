package dump

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestDiff(t *testing.T) {
	before := "b1():\n  v1:t = LoadReg 0\n  v2:i64 = CheckInt v1 @s1\n  v3:i64 = Add v2, 1\n  v4:i64 = AddOv v3, v2 @s1\n  return v4\n"
	after := "b1():\n  v1:t = LoadReg 0\n  v2:i64 = CheckInt v1 @s1\n  v4:i64 = Add v2, v2\n  v5:t = BoxInt v4\n  return v5\n"
	var got []string
	for _, l := range diff(before, after) {
		if l.Kind != "" {
			got = append(got, l.Kind+strings.TrimRight(l.Text, " "))
		}
	}
	want := []string{"del  v3:i64 = Add v2, 1", "del  return v4", "chg  v4:i64 = Add v2, v2", "add  v5:t = BoxInt v4", "add  return v5"}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	if l := changed("  v4 = AddOv v3, v2 @s1", "  v4 = Add v3, v2 @s1"); l.Pre+"|"+l.Mid+"|"+l.Post != "  v4 = |Add| v3, v2 @s1" {
		t.Errorf("got %q %q %q", l.Pre, l.Mid, l.Post)
	}
	if l := diff(before, before); len(l) != 6 || l[0].Kind != "" {
		t.Errorf("got %v", l)
	}
}

func TestPages(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "folder")
	r := &Region{Num: 1, Function: "A.<lambda>.f/../x", Filename: "<script>.py", Line: 3, At: 9, Why: "a & b", Bytecodes: 4, CodeBytes: 8,
		Build: time.Millisecond, Globals: []string{"<g>"},
		Codes:   []Code{{Name: "f", Vars: []string{"x"}, Source: []Line{{3, "x < 1", 7}}, Instrs: []Instr{{Index: 9, Line: 3, Text: `ADD r0 r1 "r0"`, Count: 7, Notes: []string{"#1 <int>"}}}}},
		Stages:  []Stage{{Name: "build", Text: "b1():\n  v1 = Old\n", Nodes: 2}, {Name: "fold", Text: "b1():\n  v1 = New\n", Nodes: 1}, {Name: "same", Text: "b1():\n  v1 = New\n", Nodes: 1}},
		Machine: []Insn{{Offset: 0, Bytes: "c3", Text: "ret", Node: 1, IR: "v1 = New", PC: 9}, {Offset: 1, Text: "hlt", Stub: true, Code: -1}},
		Exits:   []Exit{{Num: 0, Kind: "deopt", What: "v1 = New", Function: "f", PC: 9, Line: 3, Count: 5}, {Num: 1, Kind: "poll", Code: -1}}}
	if err := r.Write(dir); err != nil {
		t.Fatal(err)
	}
	x := Index{Regions: []*Region{r}, Refused: map[string]int{"a <b>": 2}}
	if err := x.Write(dir); err != nil {
		t.Fatal(err)
	}
	contains := func(name string, parts ...string) {
		t.Helper()
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range parts {
			if !strings.Contains(string(b), p) {
				t.Errorf("%s lacks %s", name, p)
			}
		}
		if s := string(b); strings.Contains(s, "<script>.py") || strings.Contains(s, "<lambda>") || strings.Contains(s, "ZgotmplZ") {
			t.Errorf("%s has what is not escaped", name)
		}
	}
	contains(r.File(), "x &lt; 1", "r0<sub>x</sub> r1", "&#34;r0&#34;", "<mark>New</mark>", "no change", "1 never taken", "#1 &lt;int&gt;", `data-pc="0:9"`, "&lt;g&gt;", "a &amp; b")
	contains("index.html", r.File(), "a &lt;b&gt;", "in use")
	if strings.ContainsAny(r.File(), "/<>") || r.Left() != 5 {
		t.Errorf("%s, left %d", r.File(), r.Left())
	}
}
