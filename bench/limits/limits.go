// Package limits measures how near gopython's native code is to what C does: six
// loops and a recursion, each written in Python, C, Go and Lua.
//
// A program repeats its work and prints the time of each call, so that starting
// a process and warming up are not in the ratio; the time of the whole process
// is told beside it. The implementations take turns. A ratio is taken in each
// round, to C's time of the same round, and the median of the rounds counts.
// All must print the same result.
//
// C is compiled with gcc -O2 (or CC) and Go with go build when the measuring
// starts. PyPy and LuaJIT have columns where they are installed. The command is
// bench/cmd/limits.
package limits

import (
	"embed"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"

	"github.com/go-python/gopython/internal/difftest"
)

//go:embed programs/limits.py programs/limits.c programs/limits.lua
var sources embed.FS

// Program is a loop, with its size.
type Program struct {
	Name  string
	Size  int
	Small int  // for tests
	Six   bool // it is in the mean of the six loops
}

// Programs are what is measured.
var Programs = []Program{
	{"int_sum", 10_000_000, 10_000, true},
	{"lcg", 3_000_000, 10_000, true},
	{"harmonic", 5_000_000, 10_000, true},
	{"matmul", 120, 10, true},
	{"sieve", 1_000_000, 1000, true},
	{"mandelbrot", 150, 10, true},
	{"fib", 27, 10, false},
}

// Impl is one implementation of all the programs. The arguments that follow its
// flags are a program, its size and the seconds to repeat it.
type Impl struct {
	Name   string
	Interp difftest.Interp
}

// Baseline is the name of the implementation that ratios are of.
const Baseline = "C"

// Prepare compiles into dir what has to be compiled and returns what there is to
// measure, C first and ours second, and says in notes what is missing.
func Prepare(dir string, ours difftest.Interp) (impls []Impl, notes []string, err error) {
	for _, name := range []string{"limits.py", "limits.c", "limits.lua"} {
		src, err := sources.ReadFile("programs/" + name)
		if err != nil {
			return nil, nil, err
		}
		if err := os.WriteFile(filepath.Join(dir, name), src, 0o644); err != nil {
			return nil, nil, err
		}
	}
	script := filepath.Join(dir, "limits.py")
	c, err := compileC(dir)
	if err != nil {
		return nil, nil, err
	}
	impls = []Impl{{Baseline, c}, {"gopython", ours.With(script)}}
	if g, err := compileGo(dir); err == nil {
		impls = append(impls, Impl{"Go", g})
	} else {
		notes = append(notes, err.Error())
	}
	for _, other := range []struct{ name, exe, script string }{{"LuaJIT", "luajit", "limits.lua"}, {"PyPy", "pypy3", "limits.py"}} {
		exe, err := exec.LookPath(other.exe)
		if err != nil {
			notes = append(notes, fmt.Sprintf("%s is not installed: no column for %s", other.exe, other.name))
			continue
		}
		impls = append(impls, Impl{other.name, difftest.Interp{Path: exe, Flags: []string{filepath.Join(dir, other.script)}}})
	}
	return impls, notes, nil
}

func compileC(dir string) (difftest.Interp, error) {
	cc := os.Getenv("CC")
	if cc == "" {
		cc = "gcc"
	}
	out := filepath.Join(dir, "limits-c")
	cmd := exec.Command(cc, "-O2", "-o", out, filepath.Join(dir, "limits.c"))
	if msg, err := cmd.CombinedOutput(); err != nil {
		return difftest.Interp{}, fmt.Errorf("the ratios are to C, and %s -O2 fails (CC names another compiler): %w\n%s", cc, err, msg)
	}
	return difftest.Interp{Path: out}, nil
}

func compileGo(dir string) (difftest.Interp, error) {
	root, err := difftest.ModuleRoot()
	if err != nil {
		return difftest.Interp{}, err
	}
	out := filepath.Join(dir, "limits-go")
	if runtime.GOOS == "windows" {
		out += ".exe"
	}
	cmd := exec.Command("go", "build", "-o", out, "./bench/limits/programs/limits-go")
	cmd.Dir = root
	if msg, err := cmd.CombinedOutput(); err != nil {
		return difftest.Interp{}, fmt.Errorf("no column for Go: %w\n%s", err, msg)
	}
	return difftest.Interp{Path: out}, nil
}
