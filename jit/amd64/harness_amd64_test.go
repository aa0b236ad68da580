package amd64

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"testing"
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit/codemem"
	"github.com/go-python/gopython/jit/ra"
)

const testIntShape, testFloatShape = 11, 12

// world is the memory that regions run in, natively and evaluated: a stack, a
// heap of cells, words for inputs and outputs, and the thread. Its addresses
// stay the same, so that both ways can be compared word by word.
type world struct {
	t      testing.TB
	arena  *codemem.Arena
	thread *abi.Thread
	stack  []uint64
	heap   []uint64
	bump   []uint64 // next free cell and end
	io     []uint64
	callee []uint64 // an abi.Code
	self   uintptr  // Config.Self
	stock  []uint64 // objects made before a run

	failEvery uint64
	guards    uint64
	polls     int
	slows     int
	goPolls   int
	helper    func(f *ir.Func, id ir.ID, args []uint64) uint64
	last      ir.OutcomeKind // how the last run ended
	// seen has the values of all nodes at every call and poll of the
	// evaluated run; the native one compares what its exits say with it.
	seen     [][]uint64
	at       int
	mismatch string
}

func newWorld(t testing.TB) *world {
	arena, err := codemem.New(64 << 20)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, arena: arena, thread: new(abi.Thread), stack: make([]uint64, 1<<14), heap: make([]uint64, 1<<10),
		bump: make([]uint64, 2), io: make([]uint64, 64), callee: make([]uint64, 32)}
	var pin runtime.Pinner
	pin.Pin(w.thread)
	for _, s := range [][]uint64{w.stack, w.heap, w.bump, w.io, w.callee} {
		pin.Pin(unsafe.SliceData(s))
	}
	t.Cleanup(func() {
		pin.Unpin()
		if err := arena.Close(); err != nil {
			t.Error(err)
		}
	})
	w.reset()
	return w
}

// reset makes everything but io as it was.
func (w *world) reset() {
	clear(w.heap[:w.used()])
	clear(w.stack[:64])
	w.bump[0] = uint64(abi.AddrOf(w.heap))
	w.bump[1] = w.bump[0] + 8*uint64(len(w.heap))
	copy(w.heap, w.stock)
	w.bump[0] += 8 * uint64(len(w.stock))
	*w.thread = abi.Thread{Depth: 1, DepthLimit: 1000, StackLimit: abi.AddrOf(w.stack) + 8*uintptr(len(w.stack)) - 8192}
	w.guards, w.polls, w.slows, w.at, w.mismatch = 0, 0, 0, 0, ""
}

// see notes the values at a call or poll of the evaluated run.
func (w *world) see(f *ir.Func, value func(ir.ID) uint64) {
	vals := make([]uint64, len(f.Nodes))
	for i := range vals {
		vals[i] = value(ir.ID(i))
	}
	w.seen = append(w.seen, vals)
}

// check compares the values that an exit names.
func (c *compiled) check(x *Exit, live []ra.ValueLoc) {
	w := c.w
	if w.at >= len(w.seen) {
		return
	}
	for _, v := range live {
		if got, want := c.read(v.Loc, w.Frame()), w.seen[w.at][v.Val]; v.Val != x.Node && !same(got, want) && w.mismatch == "" {
			w.mismatch = fmt.Sprintf("v%d at v%d is %#x, want %#x", v.Val, x.Node, got, want)
		}
	}
}

func (w *world) Frame() uintptr { return abi.AddrOf(w.stack) + abi.FrameHeaderSize }

// used is how many words of the heap are in use.
func (w *world) used() int {
	if w.bump[0] == 0 {
		return 0
	}
	return min(int(uintptr(w.bump[0])-abi.AddrOf(w.heap))/8, len(w.heap))
}

// cell is the size of a cell for an object.
func cell(size uintptr) uintptr { return (size + 15) &^ 15 }

func (w *world) alloc(size uintptr, header uint64) uintptr {
	p := uintptr(w.bump[0])
	w.bump[0] += uint64(cell(size))
	abi.Store64(p, header)
	return p
}

func (w *world) boxInt(x int64) uint64 {
	p := w.alloc(16, abi.Header{Shape: testIntShape, Kind: abi.KindInt64}.Word())
	abi.Store64(p+8, uint64(x))
	return uint64(abi.Ptr(p))
}

func (w *world) boxFloat(x float64) uint64 {
	p := w.alloc(16, abi.Header{Shape: testFloatShape, Kind: abi.KindFloat}.Word())
	abi.Store64(p+8, math.Float64bits(x))
	return uint64(abi.Ptr(p))
}

func (w *world) Slow(f *ir.Func, id ir.ID, args []uint64) uint64 {
	w.slows++
	switch n := f.Node(id); n.Op {
	case ir.OpBoxInt:
		return w.boxInt(int64(args[0]))
	case ir.OpBoxU64:
		if int64(args[0]) >= 0 {
			return w.boxInt(int64(args[0]))
		}
		p := w.alloc(24, abi.Header{Shape: testIntShape, Kind: abi.KindBigInt}.Word())
		abi.Store64(p+8, 1)
		abi.Store64(p+16, args[0])
		return uint64(abi.Ptr(p))
	case ir.OpBoxFloat:
		return w.boxFloat(math.Float64frombits(args[0]))
	case ir.OpAlloc:
		return uint64(w.alloc(uintptr(n.Aux2), uint64(n.Aux)))
	case ir.OpAllocItems:
		p := w.alloc(16+8*uintptr(args[0]), abi.Header{Kind: abi.KindItems}.Word())
		abi.Store64(p+8, args[0])
		return uint64(p + 16)
	case ir.OpBarrier, ir.OpBarrierV:
		if n.Op == ir.OpBarrierV && !abi.Value(args[1]).IsPtr() {
			break
		}
		p := uintptr(int64(args[0]) + n.Aux)
		abi.Store8(p+abi.HeaderGC, abi.Load8(p+abi.HeaderGC)&^uint8(abi.GCLog))
	}
	return 0
}

func (w *world) Helper(f *ir.Func, id ir.ID, args []uint64, value func(ir.ID) uint64) (uint64, bool) {
	w.see(f, value)
	return w.helper(f, id, args), true
}

func (w *world) CallPy(f *ir.Func, id ir.ID, args []uint64, value func(ir.ID) uint64) (uint64, bool) {
	w.see(f, value)
	return w.helper(f, id, args), true
}

func (w *world) Poll(f *ir.Func, _ ir.ID, value func(ir.ID) uint64) bool {
	w.see(f, value)
	w.polls++
	return true
}

func (w *world) FailGuard(ir.ID) bool {
	if w.failEvery == 0 {
		return false
	}
	w.guards++
	if w.guards < w.failEvery {
		return false
	}
	w.guards = 0
	return true
}

// compiled is a region in executable memory.
type compiled struct {
	w    *world
	f    *ir.Func
	code *Code
	base uintptr
}

// variant is one way to compile.
type variant struct {
	name  string
	alloc func(*ir.Func, ra.Target) (*ra.Allocation, error)
	bmi2  bool
	avx   int // 0, 1, 512
}

var variants = []variant{
	{"simple", ra.AllocateSimple, HasBMI2, 1},
	{"linear", ra.Allocate, HasBMI2, 512},
	{"linear, no BMI2", ra.Allocate, false, 0},
	{"simple, no BMI2", ra.AllocateSimple, false, 1},
}

func (w *world) config() *Config {
	return &Config{PollThread: true,
		Bump:     func(size uintptr) (uintptr, uintptr) { return abi.AddrOf(w.bump), cell(size) },
		IntShape: testIntShape, FloatShape: testFloatShape, FailEvery: int(w.failEvery), FirstExit: 1000, Self: w.self,
	}
}

func (w *world) compile(f *ir.Func, v variant) *compiled {
	w.t.Helper()
	return w.compileWith(f, v, w.config())
}

func (w *world) compileWith(f *ir.Func, v variant, cfg *Config) *compiled {
	w.t.Helper()
	t := plainTarget(f)
	t.bmi2, t.avx, t.rot = v.bmi2, HasAVX && v.avx > 0, HasAVX512VL && v.avx > 1
	t.fuse()
	al, err := v.alloc(f, t)
	if err != nil {
		w.t.Fatalf("%s: %v\n%s", v.name, err, f)
	}
	if err := ra.Check(f, al, t); err != nil {
		w.t.Fatalf("%s: %v\n%s", v.name, err, f)
	}
	code, err := emit(f, cfg, t, al)
	if err != nil {
		w.t.Fatalf("%s: %v\n%s", v.name, err, f)
	}
	base, err := w.arena.Publish(code.Bytes, code.Align)
	if err != nil {
		w.t.Fatal(err)
	}
	return &compiled{w, f, code, base}
}

// result is what a run came to, in either way.
type result struct {
	kind   ir.OutcomeKind
	result uint64
	node   ir.ID
	block  ir.BlockID
	state  ir.StateID
	live   map[ir.ID]uint64
}

// run runs the code on the world's frame and serves its exits.
func (c *compiled) run() (result, error) {
	w := c.w
	R := w.Frame()
	ctx := uintptr(unsafe.Pointer(w.thread))
	abi.StorePtr(R-uintptr(-abi.FrameNative), 0)
	dump := func(i int) uintptr { return R + uintptr(c.code.Dump) + 8*uintptr(i) }
	abi.Store64(dump(DepthWord), 1)
	pc, ret, frame := c.base+uintptr(c.code.Entry), uintptr(0), R
	for range 1000000 {
		exit, out := Enter(ctx, pc, frame, ret)
		if exit < 1000 || exit-1000 >= uintptr(len(c.code.Exits)) {
			return result{}, fmt.Errorf("exit %d", exit)
		}
		if out != R {
			return result{}, fmt.Errorf("exit %d with R %#x, not %#x", exit, out, R)
		}
		x := &c.code.Exits[exit-1000]
		switch pc, ret, frame = c.base+uintptr(x.Resume), 0, R; x.Kind {
		case ExitReturn:
			if d := abi.Load64(dump(DepthWord)); d != 1 {
				return result{}, fmt.Errorf("depth %d", d)
			}
			return result{kind: ir.Returned, result: abi.Load64(R)}, nil
		case ExitDeopt:
			r := result{kind: ir.Exited, node: x.Node, block: x.Block, state: x.State, live: map[ir.ID]uint64{}}
			for _, v := range x.Live {
				r.live[v.Val] = c.read(v.Loc, R)
			}
			return r, nil
		case ExitSlow, ExitPoll:
			if x.Kind == ExitPoll {
				if w.thread.Poll.Load() != 0 { // otherwise the Go runtime has asked
					w.polls++
					c.check(x, x.Live)
					w.at++
				} else {
					w.goPolls++
				}
			} else {
				n := c.f.Node(x.Node)
				var args []uint64
				for _, l := range x.Args {
					args = append(args, c.read(l, R))
				}
				if v := w.Slow(c.f, x.Node, args); n.Rep != ir.None {
					abi.Store64(dump(int(x.Result)), v)
				}
			}
			if got := uintptr(abi.Load64(dump(ResumeWord))); got != c.base+uintptr(x.Resume) {
				return result{}, fmt.Errorf("resume at %#x", got)
			}
			pc = c.base + uintptr(c.code.Restore)
		case ExitHelper:
			var args []uint64
			for i := range c.f.Node(x.Node).Args {
				args = append(args, abi.Load64(dump(i)))
			}
			c.check(x, x.Live)
			c.check(x, x.LiveAfter)
			w.at++
			for i := range DepthWord { // the last one
				abi.Store64(dump(i), 0xdead)
			}
			ret = uintptr(w.helper(c.f, x.Node, args))
		case ExitCall:
			callee := R + uintptr(c.code.FrameSize)
			h := abi.Frame(callee)
			if h.Native != pc {
				return result{}, fmt.Errorf("header %+v", *h)
			}
			args := []uint64{uint64(h.Func)}
			for i := range len(c.f.Node(x.Node).Args) - 1 {
				args = append(args, abi.Load64(callee+8*uintptr(i)))
			}
			c.check(x, x.Live)
			c.check(x, x.LiveAfter)
			w.at++
			ret, frame = uintptr(w.helper(c.f, x.Node, args)), callee
		}
	}
	return result{}, fmt.Errorf("too many exits")
}

func (c *compiled) read(l ra.Loc, R uintptr) uint64 {
	if n, ok := l.IsSlot(); ok {
		return abi.Load64(R + uintptr(c.code.SlotBase) + 8*uintptr(n))
	}
	return abi.Load64(R + uintptr(c.code.Dump) + 8*uintptr(l))
}

// compare runs a region natively and evaluated, and compares everything: how
// it ends, the values of the state, memory. It reports false when the
// evaluator says that the region must not be run with this input.
func (c *compiled) compare(ev *ir.Evaluator, what func() string) bool {
	w := c.w
	w.t.Helper()
	input := slices.Clone(w.io)
	first := slices.Clone(w.stack[:64])
	w.reset()
	copy(w.stack, first)
	w.seen = w.seen[:0]
	out := ev.Run(c.f, w)
	w.last = out.Kind
	if out.Kind == ir.Broken {
		copy(w.io, input)
		return false
	}
	wantIO, wantHeap, wantPolls, wantBump := slices.Clone(w.io), slices.Clone(w.heap[:w.used()]), w.polls, w.bump[0]
	copy(w.io, input)
	w.reset()
	copy(w.stack, first)
	if wantPolls > 0 {
		w.thread.Poll.Store(1)
	}
	r, err := c.run()
	fail := func(format string, args ...any) {
		w.t.Helper()
		w.t.Fatalf("%s: %s\ninput %#x\n%s\n%s", what(), fmt.Sprintf(format, args...), input[:24], c.f, DisassembleFunc(c.code, c.base, c.f))
	}
	switch {
	case err != nil:
		fail("%v", err)
	case r.kind != out.Kind || r.kind == ir.Returned && r.result != out.Result:
		fail("got %+v, want %+v", r, out)
	case r.kind == ir.Exited && (r.node != out.Node || r.state != out.State || r.block != out.Block):
		fail("got %+v, want %+v", r, out)
	case !slices.EqualFunc(w.io, wantIO, same):
		fail("memory %#x, want %#x", w.io, wantIO)
	case w.bump[0] != wantBump || !slices.EqualFunc(w.heap[:w.used()], wantHeap, same):
		fail("heap %#x, want %#x", w.heap[:w.used()], wantHeap)
	case w.mismatch != "":
		fail("%s", w.mismatch)
	case w.polls != wantPolls:
		fail("%d polls, want %d", w.polls, wantPolls)
	}
	for id, v := range r.live {
		if want := ev.Value(id); !same(v, want) {
			fail("v%d in the state at v%d is %#x, want %#x", id, r.node, v, want)
		}
	}
	copy(w.stack, first)
	return true
}

func newEvaluator() *ir.Evaluator {
	return &ir.Evaluator{IntShape: testIntShape, FloatShape: testFloatShape, CheckTypes: true}
}

// same compares words. What two NaNs add up to has the bits of either.
func same(x, y uint64) bool {
	return x == y || math.IsNaN(math.Float64frombits(x)) && math.IsNaN(math.Float64frombits(y))
}
