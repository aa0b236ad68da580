// Package hostile runs programs that mean harm: whatever they do, the virtual
// machine answers with an exception that they can catch, within bounds of time
// and memory, and goes on.
package hostile

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-python/gopython/internal/difftest"
)

func TestMain(m *testing.M) { difftest.Main(m) }

// hostile is a program and what may come of it.
type hostile struct {
	name string
	src  string // body of a function
	// want lists what may happen, separated by "|": names of exception
	// classes, "ok" for no exception.
	want  string
	flags string        // -X options, separated by blanks; maxmem=1g if empty
	limit time.Duration // 20 s if zero
}

const (
	defaultLimit = 20 * time.Second
	memoryBound  = 3 << 30 // bytes resident: the cap, and what Go code keeps beside it
	smallBound   = 400 << 20
)

// program wraps the body. The last line shows that the machine still works.
func (h hostile) program() string {
	var b strings.Builder
	b.WriteString("import sys\ndef body():\n")
	for line := range strings.Lines(h.src) {
		b.WriteString("    " + line)
	}
	b.WriteString(`
try:
    body()
    outcome = "ok"
except BaseException as e:
    outcome = type(e).__name__
    message = str(e)[:3000]
else:
    message = ""
print("\n" + outcome, message)
print("alive", [i * i for i in range(10)], sorted({"b": 1, "a": 2}), f"{1.5:>8.2f}")
`)
	return b.String()
}

const alive = "alive [0, 1, 4, 9, 16, 25, 36, 49, 64, 81] ['a', 'b']     1.50"

func (h hostile) options() difftest.Options {
	opts := difftest.Options{Timeout: h.limit, SampleRSS: true}
	if opts.Timeout == 0 {
		opts.Timeout = defaultLimit
	}
	flags := h.flags
	if flags == "" {
		flags = "maxmem=1g"
	}
	for _, f := range strings.Fields(flags) {
		opts.Flags = append(opts.Flags, "-X", f)
	}
	return opts
}

func (h hostile) check(t *testing.T, in difftest.Interp, dir string) {
	script := filepath.Join(dir, h.name+".py")
	if err := os.WriteFile(script, []byte(h.program()), 0o644); err != nil {
		t.Fatal(err)
	}
	res, err := difftest.Run(in, script, nil, h.options())
	if err != nil {
		t.Fatal(err)
	}
	survived(t, res)
	if strings.HasPrefix(h.flags, "maxmem=64m") && res.MaxRSS > smallBound {
		t.Errorf("used %d MB with a cap of 64", res.MaxRSS>>20)
	}
	lines := strings.Split(strings.TrimRight(res.Stdout, "\n"), "\n")
	if lines[len(lines)-1] != alive {
		t.Errorf("the machine did not go on (exit %d):\n%s\n%s", res.ExitCode, clip(res.Stdout), clip(res.Stderr))
		return
	}
	outcome := ""
	for _, line := range lines {
		if word, _, _ := strings.Cut(line, " "); word == "ok" || strings.HasSuffix(word, "Error") || slices.Contains(strings.Split(h.want, "|"), word) {
			outcome = word
			break
		}
	}
	if !slices.Contains(strings.Split(h.want, "|"), outcome) {
		t.Errorf("outcome %q, want %s:\n%s\n%s", outcome, h.want, clip(res.Stdout), clip(res.Stderr))
	}
	if d := res.Duration; d > 3*time.Second {
		t.Logf("took %v", d)
	}
}

// survived reports what no program may bring about.
func survived(t *testing.T, res difftest.Result) {
	t.Helper()
	if res.TimedOut {
		t.Errorf("ran out of time after %v", res.Duration)
	}
	if res.MaxRSS > memoryBound {
		t.Errorf("used %d MB", res.MaxRSS>>20)
	}
	out := res.Stdout + res.Stderr
	for _, bad := range []string{"internal error", "fatal error", "goroutine ", "stack overflow", "SIGSEGV", "panic:"} {
		if i := strings.Index(out, bad); i >= 0 {
			t.Errorf("%s:\n%s", bad, clip(out[i:]))
			return
		}
	}
}

func clip(s string) string {
	if len(s) > 3000 {
		return s[:2000] + "\n...\n" + s[len(s)-1000:]
	}
	return s
}

func runAll(t *testing.T, cases []hostile) {
	in, err := difftest.Gopython()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	seen := map[string]bool{}
	for _, h := range cases {
		if seen[h.name] {
			t.Fatalf("two cases are called %s", h.name)
		}
		seen[h.name] = true
		t.Run(h.name, func(t *testing.T) {
			t.Parallel()
			h.check(t, in, dir)
		})
	}
}
