package jit_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/pprof"
	"runtime/trace"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit"
	"github.com/go-python/gopython/jit/amd64"
	"github.com/go-python/gopython/py"
)

// endless never leaves compiled code by itself.
const endless = `
def f():
    i = 0
    while True:
        i = (i + 3) & 0xffff
f()
`

// spin runs endless on a goroutine until stop is called, which tells how long
// that took. It returns when the loop is compiled.
func spin(t *testing.T) (stop func() time.Duration) {
	t.Helper()
	compiled := make(chan struct{}, 100)
	var errs bytes.Buffer
	vm, err := py.New(py.Config{Stderr: &errs, JIT: &jit.Config{Synchronous: true, Inspect: func(*ir.Func) { compiled <- struct{}{} }}})
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan int, 1)
	go func() { done <- vm.RunMain([]byte(endless), "<string>") }()
	select {
	case <-compiled:
	case <-time.After(20 * time.Second):
		t.Fatal("the loop was not compiled")
	}
	time.Sleep(5 * time.Millisecond) // it is installed and entered
	return func() time.Duration {
		start := time.Now()
		vm.Interrupt()
		select {
		case code := <-done:
			took := time.Since(start)
			if code != 130 || !strings.HasSuffix(errs.String(), "KeyboardInterrupt\n") {
				t.Errorf("code %d, stderr %q", code, errs.String())
			}
			vm.Close()
			return took
		case <-time.After(20 * time.Second):
			t.Fatal("the program was not interrupted")
			return 0
		}
	}
}

// collections gives the 99th percentile of the time of runtime.GC.
func collections(n int) time.Duration {
	var ds []time.Duration
	for range n {
		start := time.Now()
		runtime.GC()
		ds = append(ds, time.Since(start))
	}
	slices.Sort(ds)
	return ds[len(ds)*99/100]
}

// TestPolls: a loop in compiled code holds up neither Go's collector nor an
// interrupt.
func TestPolls(t *testing.T) {
	needNative(t)
	const limit, rounds = 10 * time.Millisecond, 5
	// What a loop of Go costs on this machine, as it is loaded now.
	var quit atomic.Bool
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		for !quit.Load() {
		}
	}()
	base := collections(100)
	quit.Store(true)
	<-gone
	var stops []time.Duration
	best := time.Hour
	for range rounds {
		stop := spin(t)
		best = min(best, collections(100))
		stops = append(stops, stop())
	}
	slices.Sort(stops)
	t.Logf("runtime.GC beside a loop, 99th percentile: %v compiled, %v in Go; interrupted within %v", best, base, stops)
	if best > limit && best > 2*base {
		t.Errorf("runtime.GC takes %v beside compiled code, %v beside Go", best, base)
	}
	if stops[0] > limit {
		t.Errorf("interrupts take %v", stops)
	}
}

// busy is a program that is in compiled code nearly all the time, of several
// kinds; it prints the same in every run.
const busy = `
class P:
    def __init__(self, x):
        self.x = x
    def add(self, k):
        return self.x + k
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)
def loop(n):
    p = P(3)
    s = 0
    a = []
    for i in range(n):
        s = (s + p.add(i)) & 0xffffff
        a.append(s * 1.5)
        if i % 100 == 0:
            a = [str(i), (i, s)]
    return s, len(a)
def catch(n):
    k = 0
    for i in range(n):
        try:
            if i % 7 == 0:
                raise ValueError(i)
            k += 1
        except ValueError as e:
            k += e.args[0] & 1
    return k
print(fib(17), loop(20000), catch(2000))
`

// TestIsolatesUnderLoad runs isolates side by side while everything that Go does
// to goroutines is done to them. GOPYTHON_LOAD says for how long.
func TestIsolatesUnderLoad(t *testing.T) {
	needNative(t)
	length := 3 * time.Second
	if s := os.Getenv("GOPYTHON_LOAD"); s != "" {
		var err error
		if length, err = time.ParseDuration(s); err != nil {
			t.Fatal(err)
		}
	} else if testing.Short() {
		length = 300 * time.Millisecond
	}
	want := exec(t, nil, busy)
	runtime.SetCPUProfileRate(2000)
	if err := pprof.StartCPUProfile(io.Discard); err == nil {
		defer pprof.StopCPUProfile()
	}
	if err := trace.Start(io.Discard); err == nil {
		defer trace.Stop()
	}
	var wg sync.WaitGroup
	var runs atomic.Int64
	end := time.Now().Add(length)
	for i := range 64 {
		wg.Go(func() {
			for time.Now().Before(end) {
				cfg := &jit.Config{Synchronous: i%4 < 2, Force: i%2 == 0}
				if got := exec(t, cfg, busy); got != want {
					t.Errorf("got %q, want %q", got, want)
					return
				}
				runs.Add(1)
			}
		})
	}
	dump := make([]byte, 4<<20)
	for time.Now().Before(end) {
		runtime.GC()
		if runtime.Stack(dump, true) == 0 {
			t.Error("no goroutines")
		}
		time.Sleep(2 * time.Millisecond)
	}
	wg.Wait()
	t.Logf("%d runs", runs.Load())
}

// TestWithoutMachineCode: where compiled code cannot run, there is one line in
// the log, and the same results.
func TestWithoutMachineCode(t *testing.T) {
	want := exec(t, nil, busy)
	check := func(t *testing.T, line string) {
		t.Helper()
		var log bytes.Buffer
		cfg := &jit.Config{Force: true, Synchronous: true, Log: &log}
		if got := exec(t, cfg, busy); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		if s := log.String(); strings.Count(s, "\n") != 1 || !strings.Contains(s, line) {
			t.Errorf("the log is %q", s)
		}
	}
	t.Run("denied memory", func(t *testing.T) {
		needNative(t)
		t.Setenv("GOPYTHON_CODEMEM", "deny")
		check(t, "executable memory is denied")
	})
	t.Run("processor", func(t *testing.T) {
		defer jit.SetSelfTest(func() error { return errors.New("the processor lacks SSE4.1 or POPCNT") })()
		check(t, "jit: the processor lacks SSE4.1 or POPCNT")
	})
	t.Run("runtime", func(t *testing.T) {
		defer jit.SetSelfTest(func() error { return fmt.Errorf("the Go runtime's g is not laid out as expected") })()
		check(t, "jit: the Go runtime's g is not laid out as expected")
	})
}

// TestModes: the interpreter, the evaluator and machine code agree, with checks
// that fail for no reason too.
func TestModes(t *testing.T) {
	want := exec(t, nil, busy)
	modes := map[string]jit.Config{"normal": {}, "background": {}, "force": {Force: true}, "evaluator": {Force: true, Evaluate: true}, "unoptimised": {Force: true, NoOpt: true}}
	for _, n := range []int{1, 2, 3, 7} {
		modes[fmt.Sprintf("fail %d", n)] = jit.Config{Force: true, FailEvery: n}
		modes[fmt.Sprintf("evaluator, fail %d", n)] = jit.Config{Force: true, FailEvery: n, Evaluate: true}
	}
	for _, n := range []int{1, 3, 10} {
		modes[fmt.Sprintf("invalidate %d", n)] = jit.Config{Force: true, InvalidateEvery: n}
		modes[fmt.Sprintf("evaluator, invalidate %d", n)] = jit.Config{Force: true, InvalidateEvery: n, Evaluate: true}
	}
	for name, cfg := range modes {
		cfg.Synchronous = name != "background"
		cfg.Verify, cfg.Stats = cfg.Synchronous, true
		t.Run(name, func(t *testing.T) {
			if got := exec(t, &cfg, busy); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

// elsewhere is exec on another goroutine than the one that makes the machine.
func elsewhere(t *testing.T, cfg *jit.Config, src string) string {
	t.Helper()
	var out, errs bytes.Buffer
	vm, err := py.New(py.Config{Stdout: &out, Stderr: &errs, JIT: cfg})
	if err != nil {
		t.Fatal(err)
	}
	defer vm.Close()
	done := make(chan int)
	go func() { done <- vm.RunMain([]byte(src), "<string>") }()
	if code := <-done; code != 0 {
		t.Errorf("exit code %d\n%s", code, errs.String())
	}
	return out.String()
}

// TestFault: a hardware fault in compiled code is an exception, and the virtual
// machine goes on.
func TestFault(t *testing.T) {
	needNative(t)
	if runtime.GOOS == "windows" {
		t.Skip("the Go runtime ends the process")
	}
	const src = `
def f(n):
    s = 0
    for i in range(n):
        s += i
    return s
def g():
    try:
        return f(20000)
    finally:
        print('finally')
try:
    print(g())
except SystemError as e:
    print('SystemError:', e)
print(f(20000))
def h(n):
    return n if n < 2 else h(n - 1) + h(n - 2)
print(h(15))
`
	for name, code := range map[string][]byte{
		"address 8":    {0x48, 0x8b, 0x04, 0x25, 8, 0, 0, 0},                         // mov rax, [8]
		"wild address": {0x48, 0xa1, 0x00, 0x90, 0x78, 0x56, 0x34, 0x12, 0x00, 0x00}, // mov rax, [0x123456789000]
		"store":        {0x48, 0xc7, 0x04, 0x25, 16, 0, 0, 0, 1, 0, 0, 0},            // mov qword [16], 1
	} {
		t.Run(name, func(t *testing.T) {
			var log bytes.Buffer
			broken := 0
			cfg := &jit.Config{Synchronous: true, Log: &log, Alter: func(name string, c *amd64.Code) {
				if strings.HasPrefix(name, "f:") && broken == 0 {
					broken++
					copy(c.Bytes[c.Entry:], code)
				}
			}}
			out := elsewhere(t, cfg, src)
			if !strings.HasPrefix(out, "finally\nSystemError: internal error: compiled code of f:") || !strings.HasSuffix(out, "\n199990000\n610\n") {
				t.Errorf("got %q", out)
			}
			if s := log.String(); !strings.Contains(s, "fault in f:") || !strings.Contains(s, "AddOv") {
				t.Errorf("the log lacks the fault or the IR:\n%s", s)
			}
		})
	}
}
