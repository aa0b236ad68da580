package difftest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestMain(m *testing.M) { Main(m) }

// slots bounds how many programs run at once: each is a process of its own.
var slots = make(chan struct{}, 2)

// TestPrograms runs the corpus, each program in all modes. A program that is known to fail is listed in
// tests/expected-failures.txt; it still runs, and must come off when it passes.
func TestPrograms(t *testing.T) {
	root, err := ModuleRoot()
	if err != nil {
		t.Fatal(err)
	}
	subject, err := Gopython()
	if err != nil {
		t.Fatal(err)
	}
	corpus := filepath.Join(root, "tests", "programs")
	programs, err := FindPrograms(corpus)
	if err != nil {
		t.Fatal(err)
	}
	failures, err := LoadExpectedFailures(filepath.Join(root, "tests", "expected-failures.txt"))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, p := range programs {
		name := corpusName(t, corpus, p)
		known[name] = true
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			slots <- struct{}{}
			defer func() { <-slots }()
			testProgram(t, p, subject, failures[name])
		})
	}
	for name := range failures {
		if !known[name] {
			t.Errorf("expected-failures.txt: there is no program %s", name)
		}
	}
}

func corpusName(t *testing.T, corpus string, p *Program) string {
	rel, err := filepath.Rel(corpus, p.Path)
	if err != nil {
		t.Fatal(err)
	}
	return filepath.ToSlash(rel)
}

func testProgram(t *testing.T, p *Program, subject Interp, reason string) {
	if need := p.Missing(); need != "" {
		t.Skipf("needs %s", need)
	}
	if p.Exit < 0 {
		p.Exit = 0 // a program of the corpus that dies early must not pass for equal
	}
	all := ""
	for _, mode := range Modes() {
		diff, err := p.Diff(subject.With(mode...), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if diff != "" {
			all += strings.Join(mode, " ") + "\n" + diff
		}
	}
	switch {
	case all != "" && reason == "":
		t.Error(all)
	case all != "":
		t.Logf("expected failure: %s\n%s", reason, all)
	case reason != "" && os.Getenv("GOPYTHON_BIN") != "oracle":
		t.Errorf("now passes: remove it from expected-failures.txt (%s)", reason)
	}
}
