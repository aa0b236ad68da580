// Command bench measures the programs of package bench under gopython and
// CPython 3.14.6, side by side:
//
//	go run ./bench/cmd/bench -n 5 -k nbody -html report.html
//
// The binary under test is ./cmd/gopython, built afresh, or what GOPYTHON_BIN
// names. It exits with 1 if a program failed or printed something else than
// under CPython.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/go-python/gopython/bench"
	"github.com/go-python/gopython/internal/difftest"
)

// list is a flag that may be given several times.
type list []string

func (l *list) String() string     { return strings.Join(*l, " ") }
func (l *list) Set(s string) error { *l = append(*l, s); return nil }

type options struct {
	rounds     int
	keys, tags list
	xopts      list
	size       string
	json, html string
	names      bool
	pypy       bool
	jitOff     bool
	shortRuns  bool
	timeout    time.Duration
}

func main() {
	var o options
	flag.IntVar(&o.rounds, "n", 5, "timed runs of each program under each interpreter")
	flag.Var(&o.keys, "k", "run only programs whose name contains `text` (repeatable: any of them)")
	flag.Var(&o.tags, "t", "run only programs with this `tag` (repeatable: any of them)")
	flag.Var(&o.xopts, "x", "pass -X `option` to gopython (repeatable)")
	flag.StringVar(&o.size, "size", "bench", "small or bench")
	flag.StringVar(&o.json, "json", "", "write the figures to this `file`")
	flag.StringVar(&o.html, "html", "", "write a page with a bar chart to this `file`")
	flag.BoolVar(&o.names, "list", false, "list the programs and stop")
	flag.BoolVar(&o.pypy, "pypy", false, "measure PyPy too, where pypy3 is installed")
	flag.BoolVar(&o.jitOff, "jit-off", true, "measure gopython -X jit=off too")
	flag.BoolVar(&o.shortRuns, "short-runs", false, "choose sizes so that a run without JIT lasts some 50 ms")
	flag.DurationVar(&o.timeout, "timeout", 2*time.Minute, "for one run")
	flag.Parse()
	ok, err := run(o)
	difftest.Cleanup()
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
	}
	if err != nil || !ok {
		os.Exit(1)
	}
}

func run(o options) (bool, error) {
	if o.size != "small" && o.size != "bench" {
		return false, fmt.Errorf("-size must be small or bench, not %q", o.size)
	}
	if o.rounds < 1 {
		return false, fmt.Errorf("-n must be at least 1")
	}
	programs := selectPrograms(o)
	if o.names {
		for _, p := range programs {
			fmt.Printf("%-16s %-10s %-10s %s\n%17s%s\n", p.Name, p.Small, p.Bench, strings.Join(p.Tags, ","), "", p.What())
		}
		return true, nil
	}
	if len(programs) == 0 {
		return false, fmt.Errorf("no program matches")
	}
	ours, err := difftest.Gopython()
	if err != nil {
		return false, err
	}
	for _, x := range o.xopts {
		ours = ours.With("-X", x)
	}
	exe, err := difftest.CPython()
	if err != nil {
		return false, err
	}
	var target time.Duration
	if o.shortRuns {
		target = 50 * time.Millisecond
	}
	report, err := bench.Measure(bench.Config{
		Rivals: rivals(o, ours), Target: target,
		Ours: ours, CPython: difftest.Interp{Path: exe, Flags: []string{"-I"}}, Programs: programs,
		Size: o.size, Rounds: o.rounds, Timeout: o.timeout, Progress: os.Stderr,
	})
	if err != nil {
		return false, err
	}
	report.WriteText(os.Stdout)
	if err := bench.WriteFile(o.json, report.WriteJSON); err != nil {
		return false, err
	}
	return report.Failed() == 0, bench.WriteFile(o.html, report.WriteHTML)
}

// rivals are the other interpreters that the flags ask for.
func rivals(o options, ours difftest.Interp) []bench.Rival {
	var rs []bench.Rival
	if o.jitOff {
		rs = append(rs, bench.Rival{Name: bench.JITOff, Interp: ours.With("-X", "jit=off")})
	}
	if o.pypy {
		if exe, err := exec.LookPath("pypy3"); err == nil {
			rs = append(rs, bench.Rival{Name: "PyPy", Interp: difftest.Interp{Path: exe}, Near: true})
		} else {
			fmt.Fprintln(os.Stderr, "bench: pypy3 is not installed: no column for PyPy")
		}
	}
	return rs
}

func selectPrograms(o options) []bench.Program {
	var programs []bench.Program
	for _, p := range bench.Programs {
		byName, byTag := len(o.keys) == 0, len(o.tags) == 0
		for _, k := range o.keys {
			byName = byName || strings.Contains(p.Name, k)
		}
		for _, t := range o.tags {
			byTag = byTag || p.Has(t)
		}
		if byName && byTag {
			programs = append(programs, p)
		}
	}
	return programs
}
