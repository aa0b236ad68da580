// Command gopython runs Python programs.
package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime/debug"
	"runtime/pprof"
	"strconv"
	"strings"

	"github.com/go-python/gopython/internal/bytecode"
	"github.com/go-python/gopython/py"
	"github.com/go-python/gopython/runtime"
)

const usage = `usage: gopython [-X option] ... [-c command | script | -] [argument] ...

-c command   run command
--version    print the version of Python that this is
-h           this text

-X dis              print the bytecode instead of running it
-X maxmem=N         cap on the memory of Python objects: bytes, or with k, m, g
-X gc=stress        collect garbage at every safepoint (gc=stress:n: at every n-th)
-X cpuprofile=FILE  write a CPU profile of the virtual machine (pprof)

-X jit=on|off|force compile what is hot to machine code; not at all; all at once
-X jit-log          say what is compiled, refused and invalidated, and when
-X jit-stats        at the end, say what was compiled and how long that took, exits and helper calls
-X jit-dump=DIR     write a page of HTML for each region: source, bytecode, IR, machine code, exits
-X jit-dump         print IR and machine code as text
-X jit-perf         write /tmp/perf-PID.map for Linux perf
-X jit-eval         run the IR by its evaluator instead of making machine code
-X jit-noopt        leave the optimiser out
-X jit-verify       check the IR after every pass
-X jit-fail=N       have every n-th check in compiled code fail
-X jit-invalidate=N have compiled code become invalid during every n-th call that it makes

Without a command and a script, the program is read from standard input.
`

// version is the Python that programs see.
const version = "Python 3.14.6 (gopython)"

type options struct {
	cfg     py.Config
	jit     py.JITConfig
	stats   bool
	dis     bool
	profile string // file for a CPU profile
	command *string
	script  string
	args    []string
}

func main() {
	opt, err := parseArgs(os.Args[1:])
	if err != nil {
		fmt.Fprintf(os.Stderr, "%v\n%s", err, usage)
		os.Exit(2)
	}
	if opt != nil {
		if os.Getenv("GOGC") == "" {
			// Python objects are not in the Go heap: it is small, and mostly what
			// the compiler leaves behind.
			debug.SetGCPercent(400)
		}
		os.Exit(run(opt))
	}
}

// parseArgs returns nil, nil when everything was done already (-h, --version).
func parseArgs(args []string) (*options, error) {
	opt := &options{cfg: py.Config{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Files: true}}
	opt.cfg.JIT, opt.jit.Lazy = &opt.jit, true
	for len(args) > 0 && opt.command == nil {
		a := args[0]
		value := func(name string) (string, error) {
			if len(a) > 2 {
				return a[2:], nil
			}
			if len(args) < 2 {
				return "", fmt.Errorf("argument expected for the %s option", name)
			}
			args = args[1:]
			return args[0], nil
		}
		switch {
		case a == "-h" || a == "--help":
			fmt.Print(usage)
			return nil, nil
		case a == "-V" || a == "--version":
			fmt.Println(version)
			return nil, nil
		case strings.HasPrefix(a, "-X"):
			x, err := value("-X")
			if err != nil {
				return nil, err
			}
			if err := opt.set(x); err != nil {
				return nil, err
			}
		case strings.HasPrefix(a, "-c"):
			c, err := value("-c")
			if err != nil {
				return nil, err
			}
			opt.command = &c
		case a == "-" || !strings.HasPrefix(a, "-"):
			opt.script, opt.args = a, args
			return opt, nil
		case a == "-I" || a == "-S" || a == "-s" || a == "-E" || a == "-B" || a == "-u":
			// Isolation is what we have anyway; output is flushed at exit.
		default:
			return nil, fmt.Errorf("unknown option %s", a)
		}
		args = args[1:]
	}
	opt.args = append([]string{""}, args...)
	if opt.command != nil {
		opt.args[0] = "-c"
	}
	return opt, nil
}

// set applies one -X option.
func (opt *options) set(x string) error {
	name, val, _ := strings.Cut(x, "=")
	switch name {
	case "dis":
		opt.dis = true
	case "jit":
		switch val {
		case "off":
			opt.cfg.JIT = nil
		case "on":
			opt.cfg.JIT = &opt.jit
		case "force":
			opt.cfg.JIT, opt.jit.Force, opt.jit.Synchronous = &opt.jit, true, true
		default:
			return fmt.Errorf("-X jit takes on, off or force, not %q", val)
		}
	case "jit-eval":
		opt.jit.Evaluate = true
	case "jit-noopt":
		opt.jit.NoOpt = true
	case "jit-verify":
		opt.jit.Verify = true
	case "jit-log":
		opt.jit.Log = os.Stderr
	case "jit-stats":
		opt.stats, opt.jit.Stats = true, true
	case "jit-dump":
		if opt.jit.DumpDir = val; val == "" {
			opt.jit.DumpText = os.Stderr
		}
	case "jit-perf":
		opt.jit.PerfMap = true
	case "jit-fail":
		n, err := strconv.Atoi(val)
		if err != nil || n < 1 {
			return fmt.Errorf("-X jit-fail takes a number of guards, not %q", val)
		}
		opt.jit.FailEvery = n
	case "jit-invalidate":
		n, err := strconv.Atoi(val)
		if err != nil || n < 1 {
			return fmt.Errorf("-X jit-invalidate takes a number of calls, not %q", val)
		}
		opt.jit.InvalidateEvery = n
	case "gc":
		mode, every, has := strings.Cut(val, ":")
		n, err := strconv.Atoi(every)
		if mode != "stress" || has && (err != nil || n < 1) {
			return fmt.Errorf("-X gc takes stress or stress:n, not %q", val)
		}
		opt.cfg.GCStress, opt.cfg.GCEvery = true, n
	case "cpuprofile":
		opt.profile = val
	case "maxmem":
		n, err := parseSize(val)
		if err != nil {
			return err
		}
		opt.cfg.MaxMemory = n
	default:
		// CPython ignores -X options it does not know.
	}
	return nil
}

func parseSize(s string) (uint64, error) {
	shift := 0
	if s != "" {
		switch s[len(s)-1] | 0x20 {
		case 'k':
			shift = 10
		case 'm':
			shift = 20
		case 'g':
			shift = 30
		}
	}
	digits := s
	if shift > 0 {
		digits = s[:len(s)-1]
	}
	n, err := strconv.ParseUint(digits, 10, 64-max(shift, 1))
	if err != nil || n == 0 {
		return 0, fmt.Errorf("-X maxmem takes a size such as 256m, not %q", s)
	}
	return n << shift, nil
}

func run(opt *options) int {
	src, filename, err := opt.source()
	if err != nil {
		fmt.Fprintf(os.Stderr, "gopython: can't open file '%s': %v\n", absolute(opt.script), err)
		return 2
	}
	if opt.dis {
		return disassemble(src, filename)
	}
	if opt.profile != "" {
		stop, err := startProfile(opt.profile)
		if err != nil {
			fmt.Fprintf(os.Stderr, "gopython: %v\n", err)
			return 1
		}
		defer stop()
	}
	opt.cfg.Args = opt.args
	vm, err := py.New(opt.cfg)
	if err != nil {
		fmt.Fprintf(os.Stderr, "gopython: %v\n", err)
		return 1
	}
	ignorePipe()
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt)
	go func() {
		for range interrupts {
			vm.Interrupt()
		}
	}()
	code := vm.RunMain(src, filename) // the process ends: nothing to close
	if opt.stats {
		fmt.Fprint(os.Stderr, vm.JITStats())
	}
	if err := vm.WriteJITDump(); err != nil {
		fmt.Fprintf(os.Stderr, "gopython: %v\n", err)
	}
	return code
}

// source reads the program and sets up sys.path.
func (opt *options) source() (src []byte, filename string, err error) {
	switch {
	case opt.command != nil:
		opt.cfg.Path = []string{""}
		return []byte(*opt.command + "\n"), "<string>", nil
	case opt.script == "" || opt.script == "-":
		opt.cfg.Path = []string{""}
		var b bytes.Buffer
		_, err = io.Copy(&b, os.Stdin)
		return b.Bytes(), "<stdin>", err
	}
	opt.cfg.Path = []string{filepath.Dir(absolute(opt.script))}
	src, err = os.ReadFile(opt.script)
	if err != nil {
		if pe, ok := err.(*os.PathError); ok {
			err = fmt.Errorf("[Errno %d] %w", errno(pe.Err), errorText{pe.Err})
		}
	}
	return src, absolute(opt.script), err
}

// errorText words system errors as CPython does.
type errorText struct{ error }

func (e errorText) Error() string {
	s := e.error.Error()
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func absolute(name string) string {
	if abs, err := filepath.Abs(name); err == nil {
		return abs
	}
	return name
}

// startProfile begins a CPU profile; stop writes it.
func startProfile(name string) (stop func(), err error) {
	f, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		return nil, err
	}
	return func() {
		pprof.StopCPUProfile()
		if err := f.Close(); err != nil {
			fmt.Fprintf(os.Stderr, "gopython: %v\n", err)
		}
	}, nil
}

func disassemble(src []byte, filename string) int {
	prog, err := py.Compile(src, filename, "exec", runtime.CompileFlags{})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	bytecode.Disassemble(os.Stdout, prog.Code)
	return 0
}
