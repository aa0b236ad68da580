package hostile

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/go-python/gopython/internal/difftest"
)

// whole is a program that ends with an exit code and something in its output
// to stderr.
type whole struct {
	name, src string
	exit      int
	stderr    string
}

func runPrograms(t *testing.T, programs []whole) {
	in, err := difftest.Gopython()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, p := range programs {
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			script := filepath.Join(dir, p.name+".py")
			if err := os.WriteFile(script, []byte(p.src), 0o644); err != nil {
				t.Fatal(err)
			}
			res, err := difftest.Run(in, script, nil, difftest.Options{
				Flags: []string{"-X", "maxmem=128m"}, Timeout: defaultLimit, MaxOutput: 64 << 20, SampleRSS: true})
			if err != nil {
				t.Fatal(err)
			}
			survived(t, res)
			if res.ExitCode != p.exit || !strings.Contains(res.Stderr, p.stderr) {
				t.Errorf("exit code %d, want %d; want %q in:\n%s", res.ExitCode, p.exit, p.stderr, clip(res.Stderr))
			}
		})
	}
}

// TestInterrupt sends SIGINT to programs that are busy: they get a
// KeyboardInterrupt soon, and can go on.
func TestInterrupt(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there is no SIGINT to send")
	}
	in, err := difftest.Gopython()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, p := range []struct{ name, busy string }{
		{"loop", "while 1: pass"},
		{"loop_count", "i = 0\nwhile 1: i += 1"},
		{"for", "for i in range(10**12): pass"},
		{"for_map", "for i in map(abs, range(10**12)): pass"},
		{"generator", "def g():\n while 1: yield 1\nfor x in g(): pass"},
		{"generator_sum", "def g():\n while 1: yield 1\nsum(g())"},
		{"generator_list", "def g():\n while 1: yield 1\nfor x in (y for y in g()): pass"},
		{"yield_from", "def g():\n while 1: yield 1\ndef h(): yield from g()\nfor x in h(): pass"},
		{"comprehension", "{i & 7 for i in range(10**12)}"},
		{"recursion", "def f():\n while 1:\n  try: f()\n  except RecursionError: pass\nf()"},
		{"sorted_key", "while 1: sorted(range(1000), key=lambda v: -v)"},
		{"sorted_long", "sorted(range(10**6), key=lambda v: [i for i in range(100)])"},
		{"sum", "sum(range(10**12))"},
		{"sum_map", "sum(map(abs, range(10**12)))"},
		{"sum_float", "sum(map(float, range(10**12)))"},
		{"max", "max(range(10**12))"},
		{"min_map", "min(map(abs, range(10**12)))"},
		{"any", "any(map(int, iter(str, 'x'))) if 0 else any(x < 0 for x in range(10**12))"},
		{"any_native", "any(filter(None, [0] * 0 or map((0).__mul__, range(10**12))))"},
		{"all", "all(iter(lambda: 1, 2))"},
		{"all_range", "all(range(1, 10**12))"},
		{"filter", "next(filter((0).__gt__, range(10**12)))"},
		{"in_range", "1.5 in range(10**12)"},
		{"in_map", "-1 in map(abs, range(10**12))"},
		{"in_iter", "1 in iter(int, 1)"},
		{"next_iter", "for x in iter(int, 1): pass"},
		{"list_native", "set(map((0).__mul__, range(10**12)))"},
		{"dict_native", "dict.fromkeys(map((0).__mul__, range(10**12)))"},
		{"tuple_unpack", "a, b, *c = {*map((0).__mul__, range(10**12))}, 1"},
		{"set_update", "s = set(); s.update(map((0).__mul__, range(10**12)))"},
		{"enumerate", "for i, x in enumerate(iter(int, 1)): pass"},
		{"zip", "for x in zip(iter(int, 1), iter(int, 1)): pass"},
		{"sleep", "import time\ntime.sleep(1000)"},
		{"exec_loop", "exec('while 1: pass')"},
		{"class_loop", "class C:\n while 1: pass"},
		{"str_methods", "x = 'a' * 10**6\nwhile 1: x.replace('a', 'b')"},
		{"str_search", "x = 'a' * 10**7\nwhile 1: 'b' in x"},
		{"big_ints", "x = 3 ** 100000\nwhile 1: x * x"},
		{"list_equal", "x = [0] * 10**6; y = x[:]\nwhile 1: x == y"},
		{"try_finally", "def f():\n try:\n  while 1: pass\n finally: print('finally')\nf()"},
		{"with", "class C:\n def __enter__(s): pass\n def __exit__(s, *a): print('exit')\nwith C():\n while 1: pass"},
		{"attribute", "class C: x = 1\nc = C()\nwhile 1: c.x"},
		{"calls", "def f(): pass\nwhile 1: f()"},
		{"native_calls", "while 1: len([])"},
		{"repr", "x = [[0] * 1000] * 1000\nwhile 1: repr(x)"},
		{"exceptions", "while 1:\n try: 1 / 0\n except ZeroDivisionError: pass"},
		{"count", "x = [0] * 10**6\nwhile 1: x.count(1)"},
		{"input", "input()"},
		{"readline", "import sys\nsys.stdin.readline()"},
		{"read", "import sys\nsys.stdin.read()"},
		{"prod", "import math\nmath.prod(map((1).__mul__, iter(lambda: 1, 2)))"},
		{"fsum", "import math\nmath.fsum(map(float, range(10**12)))"},
		{"join", "while 1: ''.join(map(str, range(1000)))"},
	} {
		t.Run(p.name, func(t *testing.T) {
			src := "def busy():\n"
			for line := range strings.Lines(p.busy) {
				src += " " + line
			}
			src += "\nprint('ready', flush=True)\ntry: busy()\nexcept KeyboardInterrupt: print('interrupted')\nelse: print('ended')\nprint('alive')\n"
			script := filepath.Join(dir, p.name+".py")
			if err := os.WriteFile(script, []byte(src), 0o644); err != nil {
				t.Fatal(err)
			}
			interrupt(t, in, script)
		})
	}
}

func interrupt(t *testing.T, in difftest.Interp, script string) {
	cmd := exec.Command(in.Path, append(append([]string{}, in.Flags...), "-X", "maxmem=512m", script)...)
	stdin, err := cmd.StdinPipe() // kept open: input() waits
	if err != nil {
		t.Fatal(err)
	}
	defer stdin.Close()
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	var stderr strings.Builder
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	killed := time.AfterFunc(10*time.Second, func() { cmd.Process.Kill() })
	buf := make([]byte, 6)
	if _, err := io.ReadFull(stdout, buf); err != nil {
		t.Fatalf("not ready: %v\n%s", err, stderr.String())
	}
	time.Sleep(50 * time.Millisecond)
	start := time.Now()
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	out, _ := io.ReadAll(stdout)
	took := time.Since(start)
	err = cmd.Wait()
	if !killed.Stop() {
		t.Errorf("had to be killed")
	} else if err != nil {
		t.Errorf("%v\n%s", err, clip(stderr.String()))
	}
	if s := string(out); !strings.HasSuffix(s, "interrupted\nalive\n") {
		t.Errorf("printed %q", clip(s))
	}
	if took > 3*time.Second {
		t.Errorf("took %v", took)
	}
}

// TestBrokenPipe writes to a pipe that nobody reads.
func TestBrokenPipe(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("pipes break differently")
	}
	in, err := difftest.Gopython()
	if err != nil {
		t.Fatal(err)
	}
	script := filepath.Join(t.TempDir(), "pipe.py")
	src := "import sys\ntry:\n    for i in range(10**6): print('x' * 100)\nexcept BrokenPipeError: sys.stderr.write('broken\\n')\n"
	if err := os.WriteFile(script, []byte(src), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(in.Path, append(append([]string{}, in.Flags...), script)...)
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	var stderr strings.Builder
	cmd.Stdout, cmd.Stderr = w, &stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	w.Close()
	r.Close()
	killed := time.AfterFunc(10*time.Second, func() { cmd.Process.Kill() })
	_ = cmd.Wait() // CPython's exit code is 120, because the last flush fails
	if !killed.Stop() {
		t.Error("had to be killed")
	}
	if !strings.HasPrefix(stderr.String(), "broken\n") {
		t.Errorf("stderr: %s", clip(stderr.String()))
	}
}
