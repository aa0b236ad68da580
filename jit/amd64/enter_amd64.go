package amd64

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"unsafe"

	"golang.org/x/sys/cpu"
)

// What the processor has beyond the instructions that SelfTest insists on
// (SSE4.1, POPCNT).
var (
	HasAVX      = cpu.X86.HasAVX
	HasAVX2     = cpu.X86.HasAVX2
	HasFMA      = cpu.X86.HasFMA
	HasBMI1     = cpu.X86.HasBMI1 // ANDN, TZCNT
	HasBMI2     = cpu.X86.HasBMI2 // SHLX, SHRX, SARX, RORX, BZHI, MULX
	HasLZCNT    = lzcnt()
	HasAVX512VL = cpu.X86.HasAVX512F && cpu.X86.HasAVX512VL
)

func lzcnt() bool {
	if top, _, _, _ := cpuid(0x80000000, 0); top < 0x80000001 {
		return false
	}
	_, _, c, _ := cpuid(0x80000001, 0)
	return c&(1<<5) != 0
}

//go:noescape
func enter(ctx, pc, frame, ret uintptr) (exit, frameOut uintptr)

// Serialize has the processor forget what it has decoded ahead: for code in the
// place of other code.
func Serialize() { cpuid(0, 0) }

func cpuid(leaf, sub uint32) (a, b, c, d uint32)

func probes() (readG, spinPoll uintptr)

// Supported says whether there is a trampoline for this architecture; whether
// it may be used, SelfTest says.
func Supported() bool { return true }

// Enter runs compiled code at pc, with R15 = ctx, RBX = frame, RAX = ret and
// R14 = g, until it returns. exit is what it left in EAX, frameOut what it left
// in RBX. Code may change any register but RSP and RBP.
//
// What ctx and frame point to must not move: it is outside the Go heap, or on it
// and kept alive by the caller; never on a goroutine's stack.
//
// The code must be at native depth 0 when it returns, must not use the stack
// below its return address, and must poll in every loop: when it leaves because
// the poll said so, entering again is enough to serve the request, since the
// prologue of the trampoline looks at the same flag.
//
// A hardware fault in the code ends the process, or panics: see GuardFaults.
func Enter(ctx, pc, frame, ret uintptr) (exit, frameOut uintptr) {
	return enter(ctx, pc, frame, ret)
}

// Fault is a hardware fault in compiled code: an error of the compiler.
type Fault struct {
	Addr uintptr // which the code accessed; 0 if not known, or in the first page
	Text string  // the Go runtime's words
}

func (f *Fault) Error() string {
	return fmt.Sprintf("fault in compiled code at address %#x: %s", f.Addr, f.Text)
}

// GuardFaults makes hardware faults of this goroutine recoverable, as FaultOf
// needs it, and returns what undoes that. It is done once where a goroutine
// starts to run Python, and not per entry.
func GuardFaults() (undo func()) {
	old := debug.SetPanicOnFault(true)
	return func() { debug.SetPanicOnFault(old) }
}

// gWords is what readG reports: the start of the runtime's g (the bounds of the
// stack, and its guard), and the stack pointer.
type gWords struct {
	stackLo, stackHi, guard, sp uintptr
}

// preemptMark is the least value of the guard when preemption is asked for:
// negative as a signed number, which no address on a stack is.
const preemptMark = uintptr(1) << 63

// SelfTest says whether compiled code can work here: whether the processor has
// what the emitter takes for granted, and whether the poll looks at the word in
// which the Go runtime asks a goroutine to stop. It is done once per process.
//
// That the poll works is tried out only with a Go runtime that was not known
// when this was written: to stop the world takes up to some milliseconds, which
// is a tenth of a short program. With the known ones the package's tests do it.
func SelfTest() error { return selfTestOnce() }

var selfTestOnce = sync.OnceValue(selfTest)

func selfTest() error {
	if !cpu.X86.HasSSE41 || !cpu.X86.HasPOPCNT {
		return errors.New("the processor lacks SSE4.1 or POPCNT")
	}
	readG, spinPoll := probes()
	if err := testGuard(readG); err != nil {
		return err
	}
	if knownRuntime(runtime.Version()) {
		return nil
	}
	return testPoll(spinPoll)
}

// knownRuntime says whether the poll is known to work with the Go runtime of a
// version: within a release line its g stays as it is.
func knownRuntime(version string) bool {
	return version == "go1.26" || strings.HasPrefix(version, "go1.26.")
}

// testGuard checks that the guard is in g where the poll expects it.
func testGuard(readG uintptr) error {
	var pin runtime.Pinner // on the heap: a stack would move
	defer pin.Unpin()
	w := new(gWords)
	pin.Pin(w)
	for range 100 {
		exit, out := Enter(0, readG, uintptr(unsafe.Pointer(w)), 0)
		if exit != 7 || out != uintptr(unsafe.Pointer(w)) {
			return fmt.Errorf("trampoline: got exit %d, frame %#x", exit, out)
		}
		if w.guard < preemptMark {
			break // otherwise preemption is asked for just now
		}
		runtime.Gosched()
	}
	const room = 64 << 10 // the runtime keeps some kilobytes below the guard
	if w.guard <= w.stackLo || w.guard-w.stackLo > room || w.sp <= w.guard || w.sp >= w.stackHi {
		return fmt.Errorf("the Go runtime's g is not laid out as expected: %+v", *w)
	}
	return nil
}

// testPoll checks that stopping the world makes a polling loop leave.
func testPoll(spinPoll uintptr) error {
	const most = 1 << 31 // about a second
	var pin runtime.Pinner
	defer pin.Unpin()
	left := new(uintptr)
	pin.Pin(left)
	*left = most
	var stop atomic.Bool
	done := make(chan struct{})
	go func() {
		defer close(done)
		for !stop.Load() {
			var m runtime.MemStats
			runtime.ReadMemStats(&m) // stops the world
		}
	}()
	exit, _ := Enter(uintptr(unsafe.Pointer(left)), spinPoll, 0, 0)
	stop.Store(true)
	<-done
	if exit != 1 {
		return fmt.Errorf("compiled code is not told to stop by the Go runtime (exit %d, %d turns)", exit, most-*left)
	}
	return nil
}
