package amd64

import (
	"bytes"
	"errors"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"runtime/trace"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unsafe"

	"github.com/go-python/gopython/jit/asm"
	"github.com/go-python/gopython/jit/codemem"
)

// publish assembles code and puts it where it can run.
func publish(t testing.TB, arena *codemem.Arena, emit func(b *asm.Builder)) uintptr {
	t.Helper()
	b := asm.NewAMD64()
	emit(b)
	code, err := b.Assemble()
	if err != nil {
		t.Fatal(err)
	}
	pc, err := arena.Publish(code, b.MaxAlign())
	if err != nil {
		t.Fatal(err)
	}
	return pc
}

func newArena(t testing.TB) *codemem.Arena {
	t.Helper()
	a, err := codemem.New(1 << 20)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return a
}

func emitPoll(b *asm.Builder, asked asm.Label) {
	b.CmpMI(asm.CMPL, asm.At(asm.R14, 20), 0)
	b.Jump(asm.JMI, asked)
}

// emitSpin counts the word at the context down, to exit 0, and exits with 1 at
// a poll.
func emitSpin(b *asm.Builder) {
	asked := b.NewLabel()
	loop := b.Here()
	emitPoll(b, asked)
	b.M(asm.DECQ, asm.At(asm.R15, 0))
	b.Jump(asm.JNE, loop)
	b.IR(asm.MOVL, 0, asm.RAX)
	b.Op0(asm.RET)
	b.Bind(asked)
	b.IR(asm.MOVL, 1, asm.RAX)
	b.Op0(asm.RET)
}

// pinned is a word which compiled code may count in.
func pinned(t testing.TB, v uint64) (word *uint64, addr uintptr) {
	t.Helper()
	pin := new(runtime.Pinner)
	t.Cleanup(pin.Unpin)
	word = new(uint64)
	*word = v
	pin.Pin(word)
	return word, uintptr(unsafe.Pointer(word))
}

// TestEnterPublishedCode runs code from every kind of code memory.
func TestEnterPublishedCode(t *testing.T) {
	for _, mode := range []string{"", "pages"} {
		t.Setenv("GOPYTHON_CODEMEM", mode)
		arena := newArena(t)
		for n := range 300 {
			code := []byte{0xB8, byte(n), byte(n >> 8), 0, 0, 0xC3} // mov eax, n; ret
			pc, err := arena.Publish(code, 16)
			if err != nil {
				if mode == "pages" && errors.Is(err, codemem.ErrFull) {
					break
				}
				t.Fatal(err)
			}
			if exit, frame := Enter(0, pc, 77, 0); exit != uintptr(n) || frame != 77 {
				t.Fatalf("mode %q: exit %d, frame %d, want %d", mode, exit, frame, n)
			}
		}
	}
}

func TestEnterPassesRegisters(t *testing.T) {
	pc := publish(t, newArena(t), func(b *asm.Builder) {
		b.MR(asm.LEAQ, asm.Idx(asm.RAX, asm.R15, 2, 3), asm.RCX) // ret + 2*ctx + 3
		b.RR(asm.MOVQ, asm.RCX, asm.RAX)
		for i := range 16 { // everything but RSP and RBP may be lost
			if r := asm.GPR(i); r != asm.RSP && r != asm.RBP && r != asm.RAX && r != asm.RBX {
				b.IR(asm.MOVQ, -1, r)
			}
			b.RR(asm.PCMPEQL, asm.XMM(i), asm.XMM(i))
		}
		b.IR(asm.ADDQ, 8, asm.RBX)
		b.Op0(asm.RET)
	})
	exit, frame := Enter(100, pc, 0x1234567890, 1<<40+20)
	if exit != 223 || frame != 0x1234567898 { // the exit is 32 bits wide
		t.Errorf("exit %d, frame %#x", exit, frame)
	}
}

func TestSelfTest(t *testing.T) {
	if !Supported() {
		t.Fatal("not supported")
	}
	start := time.Now()
	if err := SelfTest(); err != nil {
		t.Fatal(err)
	}
	t.Logf("%v; AVX %t AVX2 %t FMA %t BMI1 %t BMI2 %t LZCNT %t AVX512VL %t", time.Since(start),
		HasAVX, HasAVX2, HasFMA, HasBMI1, HasBMI2, HasLZCNT, HasAVX512VL)
	old := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(old)
	if err := selfTest(); err != nil {
		t.Fatal(err)
	}
}

// TestPollWorks does with any Go runtime what SelfTest does with an unknown one.
func TestPollWorks(t *testing.T) {
	_, spinPoll := probes()
	for _, procs := range []int{0, 1} {
		old := runtime.GOMAXPROCS(procs)
		start := time.Now()
		err := testPoll(spinPoll)
		runtime.GOMAXPROCS(old)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%d of %d processors: %v", procs, old, time.Since(start))
	}
	for version, known := range map[string]bool{"go1.26": true, "go1.26.8": true, "go1.26.1 X:nodwarf5": true,
		"go1.260": false, "go1.27": false, "devel go1.27-abcdef": false, "": false} {
		if knownRuntime(version) != known {
			t.Errorf("knownRuntime(%q) = %t", version, !known)
		}
	}
}

// TestSelfTestSeesWrongPoll checks that a loop whose poll looks elsewhere is found out.
func TestSelfTestSeesWrongPoll(t *testing.T) {
	pc := publish(t, newArena(t), func(b *asm.Builder) {
		b.IR(asm.MOVL, 0, asm.RAX) // as if the count had run out
		b.Op0(asm.RET)
	})
	if err := testPoll(pc); err == nil {
		t.Error("no error from a loop which was never asked to stop")
	}
	wrong := publish(t, newArena(t), func(b *asm.Builder) {
		b.RM(asm.MOVQ, asm.RSP, asm.At(asm.RBX, 0))
		b.RM(asm.MOVQ, asm.RSP, asm.At(asm.RBX, 16))
		b.IR(asm.MOVL, 7, asm.RAX)
		b.Op0(asm.RET)
	})
	if err := testGuard(wrong); err == nil {
		t.Error("no error from a wrong layout")
	}
}

// TestGCGetsThrough runs an endless loop with polls, and measures how long
// another goroutine's collections take meanwhile. On a busy machine they take
// long beside any loop: a loop in Go is the measure then.
func TestGCGetsThrough(t *testing.T) {
	pc := publish(t, newArena(t), emitSpin)
	_, ctx := pinned(t, 1<<62)
	exits := 0
	native := gcTimes(func(stop *atomic.Bool) {
		for !stop.Load() {
			if exit, _ := Enter(ctx, pc, 0, 0); exit != 1 {
				t.Errorf("exit %d", exit)
				return
			}
			exits++
		}
	})
	if exits == 0 {
		t.Error("the loop never left")
	}
	t.Logf("runtime.GC beside a native loop: median %v, p99 %v; %d polls served", percentile(native, 50), percentile(native, 99), exits)
	if percentile(native, 99) < 10*time.Millisecond {
		return
	}
	inGo := gcTimes(func(stop *atomic.Bool) {
		for n := 0; !stop.Load(); n++ {
			spun = n
		}
	})
	t.Logf("beside a loop in Go: median %v, p99 %v", percentile(inGo, 50), percentile(inGo, 99))
	if limit := 500*time.Millisecond + 4*percentile(inGo, 99); percentile(native, 99) > limit {
		t.Errorf("more than %v", limit)
	}
}

var spun int

// gcTimes measures collections while a loop runs until it is told to stop.
func gcTimes(loop func(stop *atomic.Bool)) []time.Duration {
	var stop atomic.Bool
	done := make(chan struct{})
	go func() {
		defer close(done)
		loop(&stop)
	}()
	var times []time.Duration
	for i := range 120 {
		start := time.Now()
		runtime.GC()
		if i >= 20 {
			times = append(times, time.Since(start))
		}
	}
	stop.Store(true)
	runtime.GC()
	<-done
	slices.Sort(times)
	return times
}

func percentile(sorted []time.Duration, p int) time.Duration { return sorted[len(sorted)*p/100] }

func TestFaultIsAnError(t *testing.T) {
	undo := GuardFaults()
	defer undo()
	arena := newArena(t)
	load := publish(t, arena, func(b *asm.Builder) {
		b.MR(asm.MOVQ, asm.At(asm.R15, 0), asm.RAX)
		b.Op0(asm.RET)
	})
	store := publish(t, arena, func(b *asm.Builder) {
		b.RM(asm.MOVQ, asm.RAX, asm.At(asm.R15, 0))
		b.Op0(asm.RET)
	})
	word, good := pinned(t, 5)
	addrs := []uintptr{0, 8, 0x1000, 0xdeadb000, 0x7f0000000008, load /* not writable */}
	for round := range 50 {
		for _, pc := range []uintptr{load, store} {
			for _, addr := range addrs {
				if pc == load && addr == load {
					continue
				}
				_, _, err := enterSafe(addr, pc, 0, 9)
				var f *Fault
				want := addr
				if want < 4096 {
					want = 0 // the runtime does not tell these apart
				}
				if !errors.As(err, &f) || f.Addr != want || f.Text == "" {
					t.Fatalf("round %d, address %#x: %v", round, addr, err)
				}
			}
		}
		grow(round * 4)
		if round%10 == 0 {
			runtime.GC()
		}
		exit, _, err := enterSafe(good, load, 0, 0)
		if err != nil || exit != 5 || *word != 5 {
			t.Fatalf("after the faults: %d %v", exit, err)
		}
	}
}

func TestNonCanonicalAddressIsAnError(t *testing.T) {
	defer GuardFaults()()
	load := publish(t, newArena(t), func(b *asm.Builder) {
		b.MR(asm.MOVQ, asm.At(asm.R15, 0), asm.RAX)
		b.Op0(asm.RET)
	})
	// The processor does not say which address it was.
	if _, _, err := enterSafe(0x7ff8_0000_0000_0000, load, 0, 0); err == nil {
		t.Error("no error")
	}
}

func TestDivisionFaultIsAnError(t *testing.T) {
	div := publish(t, newArena(t), func(b *asm.Builder) {
		b.IR(asm.MOVL, 0, asm.RCX)
		b.Op0(asm.CQO)
		b.R(asm.IDIVQ, asm.RCX)
		b.Op0(asm.RET)
	})
	var f *Fault
	if _, _, err := enterSafe(0, div, 0, 1); !errors.As(err, &f) {
		t.Errorf("got %v", err)
	}
}

func TestFaultsInManyGoroutines(t *testing.T) {
	load := publish(t, newArena(t), func(b *asm.Builder) {
		b.MR(asm.MOVQ, asm.At(asm.R15, 0), asm.RAX)
		b.Op0(asm.RET)
	})
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			defer GuardFaults()()
			for j := range 200 {
				addr := uintptr(0xdead0000 + i<<20 + j<<12)
				_, _, err := enterSafe(addr, load, 0, 0)
				var f *Fault
				if !errors.As(err, &f) || f.Addr != addr {
					t.Errorf("address %#x: %v", addr, err)
					return
				}
				grow(j % 64)
			}
		})
	}
	for range 20 {
		runtime.GC()
	}
	wg.Wait()
}

// TestCatchPassesOtherPanics: EnterSafe catches faults, not other panics.
func TestCatchPassesOtherPanics(t *testing.T) {
	defer func() {
		if v := recover(); v != "mine" {
			t.Errorf("recovered %v", v)
		}
	}()
	func() {
		var err error
		defer catch(&err)
		panic("mine")
	}()
}

//go:noinline
func grow(n int) byte {
	var pad [1024]byte
	pad[n&1023] = byte(n)
	if n <= 0 {
		return pad[0]
	}
	return grow(n-1) + pad[n&1023]
}

// TestStress has many goroutines in native loops while everything in the Go
// runtime that looks at stacks is busy.
func TestStress(t *testing.T) {
	length := 3 * time.Second
	if testing.Short() {
		length = 300 * time.Millisecond
	}
	defer debug.SetGCPercent(debug.SetGCPercent(5))
	arena := newArena(t)
	pc := publish(t, arena, emitSum)
	stop := time.After(length)
	var quit atomic.Bool
	var wg sync.WaitGroup
	var loops, polls atomic.Int64
	for range 64 {
		ctx, addr := pinned(t, 0)
		wg.Go(func() { stressLoop(t, &quit, pc, ctx, addr, &loops, &polls) })
	}
	wg.Go(func() {
		for !quit.Load() {
			runtime.GC()
			dump(t)
			garbage = make([]byte, 1<<20)
		}
	})
	profiles(t)
	<-stop
	quit.Store(true)
	wg.Wait()
	t.Logf("%d loops, %d polls served", loops.Load(), polls.Load())
	if loops.Load() == 0 || polls.Load() == 0 {
		t.Error("nothing happened")
	}
}

var garbage []byte

// profiles runs a CPU profile and an execution trace until the test ends.
func profiles(t *testing.T) {
	runtime.SetCPUProfileRate(2000) // StartCPUProfile prints a complaint, and keeps it
	var prof, tr bytes.Buffer
	if err := pprof.StartCPUProfile(&prof); err != nil {
		t.Fatal(err)
	}
	if err := trace.Start(&tr); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		trace.Stop()
		pprof.StopCPUProfile()
		if prof.Len() == 0 || tr.Len() == 0 {
			t.Error("empty profile or trace")
		}
	})
}

func dump(t *testing.T) {
	buf := make([]byte, 1<<16)
	if n := runtime.Stack(buf, true); n == 0 {
		t.Error("no goroutine dump")
	}
	if err := pprof.Lookup("goroutine").WriteTo(&bytes.Buffer{}, 1); err != nil {
		t.Error(err)
	}
}

// emitSum adds the numbers from the count in the frame down to 1 to the word at
// the context, and can leave at each turn, with its state in memory.
func emitSum(b *asm.Builder) {
	asked, end := b.NewLabel(), b.NewLabel()
	b.Align(64, 16)
	loop := b.Here()
	emitPoll(b, asked)
	b.RM(asm.ADDQ, asm.RBX, asm.At(asm.R15, 0))
	b.R(asm.DECQ, asm.RBX)
	b.Jump(asm.JNE, loop)
	b.Bind(end)
	b.IR(asm.MOVL, 0, asm.RAX)
	b.Op0(asm.RET)
	b.Bind(asked)
	b.IR(asm.MOVL, 1, asm.RAX)
	b.Op0(asm.RET)
}

func stressLoop(t *testing.T, quit *atomic.Bool, pc uintptr, sum *uint64, ctx uintptr, loops, polls *atomic.Int64) {
	const n = 200_000
	for i := 0; !quit.Load(); i++ {
		*sum = 0
		exit, left := uintptr(1), uintptr(n)
		for exit == 1 {
			var err error
			exit, left, err = enterSafe(ctx, pc, left, 0)
			if err != nil {
				t.Error(err)
				return
			}
			if exit == 1 {
				polls.Add(1)
				if i&7 == 0 {
					grow(i & 63)
				}
			}
		}
		if exit != 0 || left != 0 || *sum != n*(n+1)/2 {
			t.Errorf("exit %d, left %d, sum %d", exit, left, *sum)
			return
		}
		loops.Add(1)
	}
}

func BenchmarkEnter(b *testing.B) {
	pc := publish(b, newArena(b), func(b *asm.Builder) { b.Op0(asm.RET) })
	for b.Loop() {
		Enter(0, pc, 0, 0)
	}
}

func BenchmarkEnterSafe(b *testing.B) {
	pc := publish(b, newArena(b), func(b *asm.Builder) { b.Op0(asm.RET) })
	for b.Loop() {
		if _, _, err := enterSafe(0, pc, 0, 0); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEnterSafeGuardedEachTime(b *testing.B) {
	pc := publish(b, newArena(b), func(b *asm.Builder) { b.Op0(asm.RET) })
	for b.Loop() {
		old := debug.SetPanicOnFault(true)
		if _, _, err := enterSafe(0, pc, 0, 0); err != nil {
			b.Fatal(err)
		}
		debug.SetPanicOnFault(old)
	}
}

func BenchmarkFault(b *testing.B) {
	defer GuardFaults()()
	pc := publish(b, newArena(b), func(b *asm.Builder) { b.MR(asm.MOVQ, asm.At(asm.R15, 0), asm.RAX) })
	for b.Loop() {
		if _, _, err := enterSafe(0xdead0000, pc, 0, 0); err == nil {
			b.Fatal("no fault")
		}
	}
}

func BenchmarkSelfTest(b *testing.B) {
	for b.Loop() {
		if err := selfTest(); err != nil {
			b.Fatal(err)
		}
	}
}

// enterSafe is Enter, with a fault in the code returned as a *Fault. Between
// GuardFaults and its undoing that holds for any address; otherwise for those
// of the first page, and the rest ends the process. Where the code was, and
// with it the state of the frame, is not known after a fault. Illegal
// instructions and breakpoints end the process in any case, and on Windows all
// faults do: there the Go runtime handles only those of Go code.
func enterSafe(ctx, pc, frame, ret uintptr) (exit, frameOut uintptr, err error) {
	defer catch(&err)
	exit, frameOut = enter(ctx, pc, frame, ret)
	return exit, frameOut, nil
}

func catch(err *error) {
	v := recover()
	if v == nil {
		return
	}
	f := FaultOf(v)
	if f == nil {
		panic(v)
	}
	*err = f
}
