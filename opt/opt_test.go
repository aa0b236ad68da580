package opt

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-python/gopython/ir"
)

var update = flag.Bool("update", false, "rewrite the expected parts of testdata")

func mustParse(t testing.TB, text string) *ir.Func {
	t.Helper()
	f, err := ir.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Verify(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return f
}

func passNamed(t testing.TB, name string) *Pass {
	t.Helper()
	for i := range Passes {
		if Passes[i].Name == name {
			return &Passes[i]
		}
	}
	t.Fatalf("no pass %q", name)
	return nil
}

// runVerified runs passes by name, or all, with the verifier after each.
func runVerified(t testing.TB, f *ir.Func, names string) {
	t.Helper()
	check := func(name string) {
		t.Helper()
		if err := f.Verify(); err != nil {
			t.Fatalf("after %s: %v\n%s", name, err, f)
		}
	}
	if names == "all" {
		Run(f, Options{After: func(_ int, p *Pass, _ *ir.Func) { check(p.Name) }})
		return
	}
	for _, name := range strings.Fields(names) {
		passNamed(t, name).Run(f)
		check(name)
	}
}

// TestGolden runs the files of testdata: a line "; passes: ...", a function,
// a line "==== after", and what it becomes.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	const mark = "==== after\n"
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			before, want, _ := strings.Cut(string(data), mark)
			_, names, ok := strings.Cut(before, "; passes: ")
			if !ok {
				t.Fatal("no line with the passes")
			}
			names, _, _ = strings.Cut(names, "\n")
			f := mustParse(t, before)
			runVerified(t, f, names)
			got := f.String()
			if *update {
				if err := os.WriteFile(name, []byte(before+mark+got), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// TestLoopOps counts what is left in the loop of a sum over a list.
func TestLoopOps(t *testing.T) {
	data, err := os.ReadFile("testdata/all_list_sum.txt")
	if err != nil {
		t.Fatal(err)
	}
	text, _, _ := strings.Cut(string(data), "====")
	f := mustParse(t, text)
	runVerified(t, f, "all")
	headers := Loops(f)
	if len(headers) != 1 {
		t.Fatalf("loops %v", headers)
	}
	ops := LoopOps(f, headers[0])
	want := map[ir.Op]int{ir.OpLoadX: 1, ir.OpCheckFloat: 1, ir.OpFAdd: 1, ir.OpAdd: 1, ir.OpPoll: 1, ir.OpICmp: 1}
	for op := range ir.NumOps {
		if ops[op] != want[op] {
			t.Errorf("%d %s, want %d", ops[op], ir.Infos[op].Name, want[op])
		}
	}
	loads, stores := LoopMem(f, headers[0])
	if loads[ir.MItems] != 1 || len(loads) != 1 || len(stores) != 0 {
		t.Errorf("loads %v, stores %v", loads, stores)
	}
}

// TestCorpus runs all passes, each alone too, over package ir's own functions.
func TestCorpus(t *testing.T) {
	files, err := filepath.Glob("../ir/testdata/*.ir")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	helpers := ir.Helpers
	ir.Helpers = nil
	defer func() { ir.Helpers = helpers }()
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		runVerified(t, mustParse(t, string(data)), "all")
		for _, p := range Passes {
			runVerified(t, mustParse(t, string(data)), p.Name)
		}
	}
}
