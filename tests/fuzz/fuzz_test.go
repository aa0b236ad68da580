package fuzz

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-python/gopython/internal/difftest"
)

var (
	runFor   = flag.Duration("for", 3*time.Second, "how long to generate and compare programs")
	seedFlag = flag.Uint64("seed", 0, "first seed; 0 takes one from the clock where -for is given, else 1")
	units    = flag.Int("units", 16, "units in a program")
	modeFlag = flag.String("modes", env("GOPYTHON_FUZZ_MODES", "jit=off;jit=on;jit=force"),
		"modes of gopython, separated by semicolons: -X options and environment variables (with a capital), separated by blanks")
	outFlag = flag.String("out", env("GOPYTHON_FUZZ_OUT", ""), "folder for programs that differ; a temporary one if empty")
	maxBugs = flag.Int("max", 5, "stop after so many differences")
	limit   = flag.Duration("limit", 60*time.Second, "for one run of gopython")
	shrink  = flag.Duration("shrink", 90*time.Second, "how long to shrink a program that differs")
)

func env(key, other string) string {
	if v := os.Getenv(key); v != "" {
		return v
	}
	return other
}

func TestMain(m *testing.M) { difftest.Main(m) }

// mode is a way to run gopython.
type mode struct {
	name       string
	flags, env []string
}

func parseModes(text string) []mode {
	var modes []mode
	for part := range strings.SplitSeq(text, ";") {
		m := mode{name: strings.TrimSpace(part)}
		for _, word := range strings.Fields(part) {
			if word[0] >= 'A' && word[0] <= 'Z' {
				m.env = append(m.env, word)
			} else {
				m.flags = append(m.flags, "-X", word)
			}
		}
		modes = append(modes, m)
	}
	return modes
}

// runner compares programs in a folder of its own.
type runner struct {
	t               *testing.T
	oracle, subject difftest.Interp
	modes           []mode
	dir, out        string
	bugs            int
}

// TestRandomPrograms compares random programs for the time of -for.
func TestRandomPrograms(t *testing.T) {
	oracle, err := difftest.Oracle()
	if err != nil {
		t.Fatal(err)
	}
	subject, err := difftest.Gopython()
	if err != nil {
		t.Fatal(err)
	}
	r := &runner{t: t, oracle: oracle, subject: subject, modes: parseModes(*modeFlag), dir: t.TempDir(), out: *outFlag}
	if r.out == "" {
		if r.out, err = os.MkdirTemp("", "gopython-fuzz-"); err != nil {
			t.Fatal(err)
		}
		defer os.Remove(r.out) // stays where there is something in it
	}
	seed := *seedFlag
	if seed == 0 {
		seed = 1
		if *runFor > 3*time.Second {
			seed = uint64(time.Now().UnixNano()) % 1e9
		}
	}
	r.loop(seed)
}

func (r *runner) loop(seed uint64) {
	start := time.Now()
	first, said := seed, start
	for time.Since(start) < *runFor && r.bugs < *maxBugs {
		r.one(Generate(seed, *units))
		seed++
		if time.Since(said) > 15*time.Second {
			said = time.Now()
			r.progress(start, first, seed)
		}
	}
	r.progress(start, first, seed)
}

func (r *runner) progress(start time.Time, first, next uint64) {
	fmt.Printf("fuzz: %v: seeds %d to %d, %d programs of %d units in %d modes, %d differences\n",
		time.Since(start).Round(time.Second), first, next-1, next-first, *units, len(r.modes), r.bugs)
}

// run runs a text; a mode of nil is CPython.
func (r *runner) run(src string, m *mode, timeout time.Duration) difftest.Result {
	script := filepath.Join(r.dir, "p.py")
	if err := os.WriteFile(script, []byte(src), 0o644); err != nil {
		r.t.Fatal(err)
	}
	in, opts := r.oracle, difftest.Options{Timeout: timeout, Dir: r.dir}
	if m != nil {
		in, opts.Flags, opts.Env = r.subject, m.flags, m.env
	}
	res, err := difftest.Run(in, script, nil, opts)
	if err != nil {
		r.t.Fatal(err)
	}
	return res
}

func differ(want, got difftest.Result) bool {
	return got.TimedOut || got.Stdout != want.Stdout || got.ExitCode != want.ExitCode
}

// one compares a program in all modes.
func (r *runner) one(p *Program) {
	want := r.run(p.Source(), nil, 20*time.Second)
	if want.TimedOut || want.ExitCode != 0 {
		r.bugs++
		r.t.Errorf("seed %d: the generator made a bad program: exit code %d, timed out %v\n%s", p.Seed, want.ExitCode, want.TimedOut, want.Stderr)
		return
	}
	for i := range r.modes {
		if m := &r.modes[i]; differ(want, r.run(p.Source(), m, *limit)) {
			r.bugs++
			r.report(p, m)
			return
		}
	}
}

// report finds the unit at fault, shrinks the program, and keeps it.
func (r *runner) report(p *Program, m *mode) {
	src, unit := p.Source(), -1
	for i := range p.Units {
		alone := p.Only(i)
		if differ(r.run(alone, nil, 20*time.Second), r.run(alone, m, *limit)) {
			src, unit = alone, i
			break
		}
	}
	name := fmt.Sprintf("fuzz_%d_%d", p.Seed, max(unit, 0))
	fmt.Printf("fuzz: %s differs with -X %s, shrinking\n", name, m.name)
	end := time.Now().Add(*shrink)
	names := strings.Contains(r.run(src, nil, 20*time.Second).Stdout, "NameError")
	small := Shrink(src, func() bool { return time.Now().Before(end) }, func(src string) bool { return r.fails(src, m, names) })
	want, got := r.run(small, nil, 20*time.Second), r.run(small, m, *limit)
	diff := difftest.UnifiedDiff("stdout", want.Stdout, got.Stdout)
	if want.ExitCode != got.ExitCode || got.TimedOut {
		diff += fmt.Sprintf("exit code: want %d, got %d, timed out %v\n%s", want.ExitCode, got.ExitCode, got.TimedOut, got.Stderr)
	}
	r.keep(name+".py", fmt.Sprintf("# Random program, seed %d, unit %d; differed with -X %s.\n%s", p.Seed, unit, m.name, small))
	r.keep(name+".orig", src)
	r.keep(name+".diff", diff)
	r.t.Errorf("seed %d, unit %d, mode %q differs. Once it is mended, keep it:\n  cp %s tests/programs/jit/\n%s\n%s",
		p.Seed, unit, m.name, filepath.Join(r.out, name+".py"), strings.TrimPrefix(small, prelude), diff)
}

func (r *runner) keep(name, text string) {
	if err := os.MkdirAll(r.out, 0o755); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(r.out, name), []byte(text), 0o644); err != nil {
		r.t.Fatal(err)
	}
}

// fails reports whether a shrunk text is a program that differs: not one that
// CPython refuses or that does not end, nor one that shows an address, nor one
// that lacks names unless it did before.
func (r *runner) fails(src string, m *mode, names bool) bool {
	want := r.run(src, nil, 5*time.Second)
	if want.TimedOut || want.ExitCode != 0 || strings.Contains(want.Stdout, " at 0x") ||
		!names && strings.Contains(want.Stdout, "NameError") {
		return false
	}
	return differ(want, r.run(src, m, min(*limit, 10*time.Second)))
}

func TestParseModes(t *testing.T) {
	m := parseModes("jit=off; jit=force jit-deopt=3 GOGC=50")
	if len(m) != 2 || len(m[1].flags) != 4 || len(m[1].env) != 1 || m[1].flags[3] != "jit-deopt=3" {
		t.Errorf("got %+v", m)
	}
}
