// Command limits measures the loops of package limits in gopython, C, Go and,
// where they are installed, LuaJIT and PyPy:
//
//	go run ./bench/cmd/limits -n 5 -html limits.html
//
// The binary under test is ./cmd/gopython, built afresh, or what GOPYTHON_BIN
// names. It exits with 1 if a program failed or gave another result than in C.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/go-python/gopython/bench"
	"github.com/go-python/gopython/bench/limits"
	"github.com/go-python/gopython/internal/difftest"
)

type options struct {
	rounds     int
	seconds    float64
	name, x    string
	cpython    bool
	json, html string
	small      bool
}

func main() {
	var o options
	flag.IntVar(&o.rounds, "n", 3, "rounds: processes of each program and implementation")
	flag.Float64Var(&o.seconds, "seconds", 0.5, "how long a process repeats its work")
	flag.StringVar(&o.name, "k", "", "run only programs whose name contains `text`")
	flag.StringVar(&o.x, "x", "", "pass these -X `options`, separated by blanks, to gopython")
	flag.BoolVar(&o.cpython, "cpython", false, "measure CPython too")
	flag.BoolVar(&o.small, "small", false, "tiny sizes, to try the command")
	flag.StringVar(&o.json, "json", "", "write the figures to this `file`")
	flag.StringVar(&o.html, "html", "", "write a page with bars to this `file`")
	flag.Parse()
	ok, err := run(o)
	difftest.Cleanup()
	if err != nil {
		fmt.Fprintln(os.Stderr, "limits:", err)
	}
	if err != nil || !ok {
		os.Exit(1)
	}
}

func run(o options) (bool, error) {
	if o.rounds < 1 {
		return false, fmt.Errorf("-n must be at least 1")
	}
	ours, err := difftest.Gopython()
	if err != nil {
		return false, err
	}
	for x := range strings.FieldsSeq(o.x) {
		ours = ours.With("-X", x)
	}
	dir, err := os.MkdirTemp("", "gopython-limits-")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(dir)
	impls, notes, err := limits.Prepare(dir, ours)
	if err != nil {
		return false, err
	}
	if o.cpython {
		exe, err := difftest.CPython()
		if err != nil {
			return false, err
		}
		impls = append(impls, limits.Impl{Name: "CPython", Interp: difftest.Interp{Path: exe, Flags: []string{"-I", dir + "/limits.py"}}})
	}
	var programs []limits.Program
	for _, p := range limits.Programs {
		if strings.Contains(p.Name, o.name) {
			programs = append(programs, p)
		}
	}
	report := limits.Measure(limits.Config{Impls: impls, Notes: notes, Programs: programs, Small: o.small, Rounds: o.rounds,
		Seconds: o.seconds, Timeout: 2 * time.Minute, Dir: dir, Progress: os.Stderr})
	report.WriteText(os.Stdout)
	if err := bench.WriteFile(o.json, report.WriteJSON); err != nil {
		return false, err
	}
	return report.Failed() == 0, bench.WriteFile(o.html, report.WriteHTML)
}
