package difftest

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// write puts a program into a temporary folder.
func write(t *testing.T, name, src string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(src), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func oracle(t *testing.T) Interp {
	t.Helper()
	in, err := Oracle()
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func load(t *testing.T, path string) *Program {
	t.Helper()
	p, err := LoadProgram(path)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestCPythonEqualsItself(t *testing.T) {
	for name, src := range map[string]string{
		"print.py":     "print('héllo', 1 << 70)\n",
		"traceback.py": "def f():\n    return [][3]\ntry:\n    f()\nexcept IndexError as e:\n    raise KeyError('x') from e\n",
		"syntax.py":    "x = = 1\n",
		"exit.py":      "import sys\nprint('out', file=sys.stderr)\nsys.exit(7)\n",
	} {
		diff, err := load(t, write(t, name, src)).Diff(oracle(t), Options{})
		if err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
}

// TestDifferencesAreSeen compares pairs of programs that must not be equal.
func TestDifferencesAreSeen(t *testing.T) {
	for _, test := range []struct{ name, a, b, want string }{
		{"stdout", "print(1)\nprint(2)", "print(1)\nprint(3)", "-2\n+3\n"},
		{"newline", "print(1)", "print(1, end='')", "no newline"},
		{"exit", "raise SystemExit(3)", "raise SystemExit(4)", "exit code: want 3, got 4"},
		{"message", "raise ValueError('a')", "raise ValueError('b')", "+ValueError: b"},
		{"caret", "1/0", "(1/0)", "+    ("},
		{"chain", "try:\n  1/0\nexcept Exception:\n  None.x", "try:\n  1%0\nexcept Exception:\n  None.x", "+    1%0"},
		{"syntax", "x = = 1", "x = = 2", "x = = 2"},
	} {
		a := load(t, write(t, "p.py", test.a+"\n"))
		b := load(t, write(t, "p.py", test.b+"\n"))
		want, err := a.Run(oracle(t), Options{})
		if err != nil {
			t.Fatal(err)
		}
		got, err := b.Run(oracle(t), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := a.differences(want, got); !strings.Contains(diff, test.want) {
			t.Errorf("%s: the diff lacks %q:\n%s", test.name, test.want, diff)
		}
	}
}

func TestPathIsNormalised(t *testing.T) {
	path := write(t, "p.py", "print(__file__)\nraise ValueError\n")
	res, err := load(t, path).Run(oracle(t), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if res.Stdout != "$DIR/p.py\n" || !strings.Contains(res.Stderr, `File "$DIR/p.py", line 2`) {
		t.Errorf("stdout %q, stderr %q", res.Stdout, res.Stderr)
	}
}

func TestFolderProgram(t *testing.T) {
	path := write(t, "prog/main.py", "# difftest: exit=0, args=a \"b c\"\nimport sys, helper\nprint(helper.x, sys.argv[1:])\n")
	if err := os.WriteFile(filepath.Join(filepath.Dir(path), "helper.py"), []byte("x = 5\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	res, err := load(t, filepath.Dir(path)).Expected(Options{})
	if err != nil {
		t.Fatal(err)
	}
	if res.Stdout != "5 ['a', 'b c']\n" {
		t.Errorf("got %q, %q", res.Stdout, res.Stderr)
	}
}

func TestBounds(t *testing.T) {
	start := time.Now()
	res, err := load(t, write(t, "loop.py", "while True: pass\n")).Run(oracle(t), Options{Timeout: 200 * time.Millisecond})
	if err != nil || !res.TimedOut || time.Since(start) > 5*time.Second {
		t.Errorf("endless loop: %+v, %v", res, err)
	}
	res, err = load(t, write(t, "flood.py", "while True: print('x' * 1000)\n")).Run(oracle(t), Options{MaxOutput: 5000})
	if err != nil || !res.Truncated || len(res.Stdout) != 5000 {
		t.Errorf("flood: truncated %v, %d bytes, %v", res.Truncated, len(res.Stdout), err)
	}
}

func TestExitDirectiveGuardsTheCorpus(t *testing.T) {
	p := load(t, write(t, "p.py", "# difftest: exit=0\n1/0\n"))
	if _, err := p.Diff(oracle(t), Options{}); err == nil || !strings.Contains(err.Error(), "says exit=0") {
		t.Errorf("got %v", err)
	}
}

func TestExpectedIsCached(t *testing.T) {
	p := load(t, write(t, "p.py", "import time\nprint(time.time_ns())\n"))
	first, err := p.Expected(Options{})
	if err != nil {
		t.Fatal(err)
	}
	second, err := p.Expected(Options{})
	if err != nil || first.Stdout != second.Stdout {
		t.Errorf("%q, then %q, %v", first.Stdout, second.Stdout, err)
	}
}

func TestDirectives(t *testing.T) {
	p := load(t, write(t, "p.py", "# a program\n# difftest: skip-stderr, exit=2, needs=unix\n# difftest: args=x  \"\" \"y z\"\nprint()\n# difftest: bad\n"))
	if !p.SkipStderr || p.Exit != 2 || !reflect.DeepEqual(p.Needs, []string{"unix"}) ||
		!reflect.DeepEqual(p.Args, []string{"x", "", "y z"}) {
		t.Errorf("got %+v", p)
	}
	if _, err := LoadProgram(write(t, "q.py", "# difftest: skip-stdout\n")); err == nil {
		t.Error("an unknown directive is accepted")
	}
}

func TestComparedStderr(t *testing.T) {
	const tb = tracebackHeader + "\n  File\nE: x\n"
	for _, test := range []struct{ in, want string }{
		{"noise\n" + tb, tb},
		{tb + tb, tb},
		{"noise\n" + tb + "\n" + chainLines[0] + "\n\n" + tb, tb + "\n" + chainLines[0] + "\n\n" + tb},
		{"  File\nSyntaxError: x\n", "  File\nSyntaxError: x\n"},
		{"", ""},
	} {
		if got := ComparedStderr(test.in); got != test.want {
			t.Errorf("ComparedStderr(%q) = %q", test.in, got)
		}
	}
}

func TestUnifiedDiff(t *testing.T) {
	if d := UnifiedDiff("x", "a\nb\n", "a\nb\n"); d != "" {
		t.Errorf("equal texts: %q", d)
	}
	d := UnifiedDiff("x", "1\n2\n3\n4\n5\n6\n7\n", "1\n2\n3\n4\n5\n7\nnew\n")
	want := "--- x: CPython\n+++ x: gopython\n@@ line 3 @@\n 3\n 4\n 5\n-6\n 7\n+new\n"
	if d != want {
		t.Errorf("got:\n%s\nwant:\n%s", d, want)
	}
}

func TestExpectedFailures(t *testing.T) {
	list, err := LoadExpectedFailures(write(t, "l.txt", "# why\n\na/b.py  needs generators\n"))
	if err != nil || list["a/b.py"] != "needs generators" || len(list) != 1 {
		t.Errorf("%v, %v", list, err)
	}
	for _, bad := range []string{"a.py\n", "a.py x\na.py y\n"} {
		if _, err := LoadExpectedFailures(write(t, "l.txt", bad)); err == nil {
			t.Errorf("%q is accepted", bad)
		}
	}
}

func TestMaxRSS(t *testing.T) {
	path := write(t, "p.py", "x = b'x' * (150 << 20)\n")
	res, err := load(t, path).Run(oracle(t), Options{SampleRSS: true})
	if err != nil {
		t.Fatal(err)
	}
	if res.MaxRSS != 0 && res.MaxRSS < 150<<20 {
		t.Errorf("MaxRSS = %d", res.MaxRSS)
	}
}
