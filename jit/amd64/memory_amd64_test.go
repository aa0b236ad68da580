package amd64

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"unsafe"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
)

// TestMemory runs loads and stores of all widths and scales, with indices and
// values in registers and constant.
func TestMemory(t *testing.T) {
	w := newWorld(t)
	ev := newEvaluator()
	for _, v := range variants[:2] {
		for _, width := range []uint8{1, 2, 4, 8} {
			for _, scale := range []uint8{0, 1, 2, 4, 8} {
				for _, rep := range []ir.Rep{ir.I64, ir.F64, ir.Bool} {
					if rep == ir.F64 && width != 8 || rep == ir.Bool && width != 1 {
						continue
					}
					for k := range 8 {
						w.memoryCase(ev, v, width, scale, rep, k&1 != 0, k&2 != 0, k&4 != 0)
					}
				}
			}
		}
	}
}

func (w *world) memoryCase(ev *ir.Evaluator, v variant, width, scale uint8, rep ir.Rep, signed, constIndex, constVal bool) {
	f := ir.NewFunc("memory")
	f.Ext = 64
	f.Codes = []ir.Code{{Name: "f"}}
	io := f.ConstP(abi.AddrOf(w.io))
	b := f.Entry
	load := func(off int32) ir.ID {
		return f.Append(b, ir.OpLoad, ir.I64, ir.Mem{Off: off, Width: 8, Class: ir.MField}.Pack(), io)
	}
	m := ir.Mem{Off: 64, Width: width, Scale: scale, Class: ir.MItems, Signed: signed && width < 8 && rep == ir.I64}
	args := []ir.ID{io}
	lop, sop := ir.OpLoad, ir.OpStore
	if scale != 0 {
		lop, sop = ir.OpLoadX, ir.OpStoreX
		if constIndex {
			args = append(args, f.ConstI(3))
		} else {
			args = append(args, load(0))
		}
	}
	x := f.Append(b, lop, rep, m.Pack(), args...)
	if rep == ir.I64 {
		f.Append(b, ir.OpStore, ir.None, ir.Mem{Off: 256, Width: 8, Class: ir.MField}.Pack(), io, x)
	}
	m.Off, m.Signed = 128, false
	if constVal {
		switch rep {
		case ir.I64:
			x = f.ConstI(-2)
			if scale == 4 {
				x = f.ConstI(0x123456789abcdef0)
			}
		case ir.F64:
			x = f.ConstF(2.5)
			if scale == 4 {
				x = f.ConstF(0)
			}
		default:
			x = f.ConstB(true)
		}
	}
	f.Append(b, sop, ir.None, m.Pack(), append(args[:len(args):len(args)], x)...)
	f.Blocks[b].Term, f.Blocks[b].Cond = ir.TermReturn, f.ConstT(abi.None)
	if err := f.Verify(); err != nil {
		w.t.Fatal(err)
	}
	c := w.compile(f, v)
	r := rand.New(rand.NewPCG(1, uint64(width)))
	for i := range w.io {
		w.io[i] = r.Uint64()
	}
	if rep == ir.Bool {
		for i := 8; i < 24; i++ {
			w.io[i] &= 0x0101010101010101
		}
	}
	w.io[0] = r.Uint64() & 7
	if !c.compare(ev, func() string { return fmt.Sprintf("%s width %d scale %d", v.name, width, scale) }) {
		w.t.Fatalf("not run\n%s", f)
	}
	ev.Forget(f)
}

// TestAlloc allocates until the cells are used up, and past that.
func TestAlloc(t *testing.T) {
	w := newWorld(t)
	for _, v := range variants[:2] {
		f := parse(t, `
func alloc ext 64
b1:
  v1 = LoadReg 0
  v2 = CheckInt v1 @s1
  v3 = LoadReg 8
  jump b2(0, t:None)
b2(v4:i64, v5:t): loop
  v6 = Alloc 0x0005000000000123, 40 @s2
  v7 = Store.8 v6+8 Field, v5
  v8 = Store.8 v6+16 Field, v3
  v9 = Barrier v6, 0 @s2
  v10 = TagPtr v6
  v11 = Add v4, 1
  v12 = ICmp.LT v11, v2
  branch v12 b2(v11, v10), b3
b3:
  return v10
s1: {}
s2: {r0=v2 r8=v4 r16=v5}
`)
		ev := newEvaluator()
		for _, n := range []int64{1, 2, 100, 150} {
			clear(w.stack[:64])
			w.stack[abi.FrameHeaderWords], w.stack[abi.FrameHeaderWords+1] = word(n), 0x77
			c := w.compile(f, v)
			c.compare(ev, func() string { return v.name })
			if w.slows != 0 {
				t.Errorf("%d slow exits", w.slows)
			}
		}
		// Without cells every turn leaves to Go.
		w.reset()
		c := w.compile(f, v)
		w.stack[abi.FrameHeaderWords] = word(10)
		w.bump[1] = w.bump[0] + 3*48
		r, err := c.run()
		if err != nil || r.kind != ir.Returned || w.slows != 7 {
			t.Errorf("%+v, %v, %d slow exits", r, err, w.slows)
		}
		n := 0
		for p := abi.Value(r.result); p != abi.None; p = abi.Load(p.Addr() + 8) {
			if n++; abi.Load64(p.Addr()) != 0x0005000000000123 || abi.Load64(p.Addr()+24) != 0 {
				t.Errorf("object %d", n)
			}
		}
		if n != 10 {
			t.Errorf("%d objects", n)
		}
	}
}

// TestCalls: helpers get all kinds of arguments and give all kinds of results,
// and what lives across the call survives.
func TestCalls(t *testing.T) {
	w := newWorld(t)
	w.helper = hashHelper
	for _, v := range variants[:2] {
		f := parse(t, `
func calls ext 64
callee 0: `+fmt.Sprintf("%#x", w.codeObject(0))+` "g" nargs 2
b1:
  v1 = LoadReg 0
  v2 = CheckInt v1 @s1
  v3 = LoadReg 8
  v4 = CheckFloat v3 @s1
  v5:i64 = CallHelper.0 v1, v2, v4, 7, 0x123456789abcdef, 2.5f, true, t:None @s2 after s2
  v6:f64 = CallHelper.1 v5, v4 @s2 after s2
  v7:bool = CallHelper.2 v6 @s2 after s2
  v8:- = CallHelper.3 @s2 after s2
  v9:t = CallPy.0 v1, v3, t:None @s2 after s2
  v10 = FAdd v6, v4
  v11 = BoxFloat v10 @s3
  v12:i64 = Select v7, v5, v2
  v13 = BoxInt v12 @s3
  v14:t = CallPy.0 v1, v11, v13 @s3 after s4
  v15 = CheckIs v14, t:None @s4
  return v14
s1: {}
s2: {r0=v1 r8=v2 r16=v4}
s3: {r0=v1 r8=v5 r16=v6 r24=v9}
s4: {r0=v14 r8=v13 r16=v11 r24=v5 r32=v6 r40=v9}
`)
		ev := newEvaluator()
		w.stack[abi.FrameHeaderWords], w.stack[abi.FrameHeaderWords+1] = word(-5), wordF(1.5)
		c := w.compile(f, v)
		if !c.compare(ev, func() string { return v.name }) {
			t.Error("not run")
		}
	}
}

// codeObject gives the world's abi.Code that address of native code.
func (w *world) codeObject(native uintptr) uintptr {
	p := abi.AddrOf(w.callee)
	abi.StorePtr(p+unsafe.Offsetof(abi.Code{}.Native), native)
	return p
}

const fibText = `
func fib ext 64
callee 0: %#x "fib" nargs 1
b1:
  v1 = LoadReg 0
  v4 = FrameFunc
  v2 = CheckInt v1 @s1
  v3 = ICmp.LT v2, 2
  branch v3 b2, b3
b2:
  return v1
b3:
  v5 = SubOv v2, 1 @s1
  v6 = BoxInt v5 @s1
  v7 = CallPy.0 v4, v6 @s1 after s2
  v8 = SubOv v2, 2 @s2
  v9 = BoxInt v8 @s2
  v10 = CallPy.0 v4, v9 @s2 after s3
  v11 = CheckInt v7 @s3
  v12 = CheckInt v10 @s3
  v13 = AddOv v11, v12 @s3
  v14 = BoxInt v13 @s3
  return v14
s1: {r0=v1}
s2: {r0=v1 r8=v7}
s3: {r0=v1 r8=v7 r16=v10}
`

// TestNativeCalls calls compiled code from compiled code.
func TestNativeCalls(t *testing.T) {
	w := newWorld(t)
	for i, v := range append(variants[:2:2], variants[:2]...) {
		code := w.codeObject(0)
		f := parse(t, fmt.Sprintf(fibText, code))
		if w.self = 1; i >= 2 {
			w.self = code
		}
		c := w.compile(f, v)
		run := func(n int64, limit int32) (result, error) {
			w.reset()
			w.codeObject(c.base + uintptr(c.code.NativeEntry))
			w.thread.DepthLimit = limit
			w.stack[abi.FrameHeaderWords-1] = uint64(abi.None)
			w.stack[abi.FrameHeaderWords] = word(n)
			w.helper = func(*ir.Func, ir.ID, []uint64) uint64 { panic("call left to Go") }
			return c.run()
		}
		if r, err := run(20, 1000); err != nil || r.kind != ir.Returned || r.result != word(6765) {
			t.Errorf("%s: %+v %v", v.name, r, err)
		}
	}
}

// TestCallLimits: calls beyond the depth or the stack are left to Go.
func TestCallLimits(t *testing.T) {
	w := newWorld(t)
	code := w.codeObject(0)
	f := parse(t, fmt.Sprintf(fibText, code))
	c := w.compile(f, variants[1])
	calls := 0
	w.helper = func(*ir.Func, ir.ID, []uint64) uint64 { calls++; return word(1) }
	w.reset()
	w.codeObject(c.base + uintptr(c.code.NativeEntry))
	w.thread.StackLimit = w.Frame() + uintptr(c.code.FrameSize) - 8
	w.stack[abi.FrameHeaderWords] = word(10)
	r, err := c.run()
	if err != nil || r.result != word(2) || calls != 2 {
		t.Errorf("%+v %v, %d calls", r, err, calls)
	}
}

// TestCheckDepth compares with the recursion limit.
func TestCheckDepth(t *testing.T) {
	w := newWorld(t)
	c := w.compile(parse(t, fmt.Sprintf(`
func depth ext 64
b1:
  v1 = LoadReg 0
  v2 = CheckDepth p:%#x, 3 @s1
  return v1
s1: {r0=v1}
`, uintptr(unsafe.Pointer(w.thread)))), variants[1])
	for limit, want := range map[int32]ir.OutcomeKind{3: ir.Exited, 4: ir.Returned, 5: ir.Returned} {
		w.reset()
		w.thread.DepthLimit = limit
		if r, err := c.run(); err != nil || r.kind != want {
			t.Errorf("limit %d: %+v %v", limit, r, err)
		}
	}
}

func BenchmarkFib(b *testing.B) {
	w := newWorld(b)
	code := w.codeObject(0)
	f := parse(b, fmt.Sprintf(fibText, code))
	c := w.compile(f, variants[1])
	for range b.N {
		w.reset()
		w.codeObject(c.base + uintptr(c.code.NativeEntry))
		w.stack[abi.FrameHeaderWords] = word(27)
		if _, err := c.run(); err != nil {
			b.Fatal(err)
		}
	}
}

// TestAllocWithoutCells: a size that has no cells is allocated by Go.
func TestAllocWithoutCells(t *testing.T) {
	w := newWorld(t)
	f := parse(t, `
func alloc ext 64
b1:
  v1 = LoadReg 0
  v2 = Alloc 0x123, 64 @s1
  v3 = Store.8 v2+8 Field, v1
  v4 = TagPtr v2
  return v4
s1: {r0=v1}
`)
	code, err := Compile(f, &Config{FirstExit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	base, err := w.arena.Publish(code.Bytes, code.Align)
	if err != nil {
		t.Fatal(err)
	}
	w.stack[abi.FrameHeaderWords] = 0x77
	r, err := (&compiled{w, f, code, base}).run()
	if err != nil || w.slows != 1 || abi.Load64(abi.Value(r.result).Addr()+8) != 0x77 {
		t.Errorf("%+v %v", r, err)
	}
}

// TestErrors: what cannot be compiled is an error.
func TestErrors(t *testing.T) {
	args := make([]ir.ID, 17)
	f := ir.NewFunc("f")
	for i := range args {
		args[i] = f.ConstI(int64(i))
	}
	f.Append(f.Entry, ir.OpCallHelper, ir.I64, 0, args...)
	f.Blocks[f.Entry].Term, f.Blocks[f.Entry].Cond = ir.TermReturn, f.ConstT(abi.None)
	if _, err := Compile(f, &Config{}); err == nil || err.Error() != "amd64: node 18 (CallHelper): 17 arguments" {
		t.Error(err)
	}
	f = ir.NewFunc("f")
	f.Ext = MaxFrame
	f.Blocks[f.Entry].Term, f.Blocks[f.Entry].Cond = ir.TermReturn, f.ConstT(abi.None)
	if _, err := Compile(f, &Config{}); err != errTooLarge {
		t.Error(err)
	}
}

// TestNoLateLoads: a value is not read from memory at its use when that may
// have changed since it was loaded.
func TestNoLateLoads(t *testing.T) {
	w := newWorld(t)
	w.helper = func(*ir.Func, ir.ID, []uint64) uint64 {
		w.io[1], w.io[2] = uint64(abi.None), 0
		return 0
	}
	for _, change := range []string{
		"v9 = Store.8 p:%#[1]x+8 Field, t:None\n v10 = Store.8 p:%#[1]x+16 ListLen, 0",
		"v9 = StoreX.8 p:%#[1]x+8+0*8 Field, t:None\n v10 = StoreX.8 p:%#[1]x+8+1*8 ListLen, 0",
		"v9:- = CallHelper.0 @s1 after s1",
		"",
	} {
		text := `
func late ext 64
b1:
  v1:t = Load.8 p:%#[1]x+8 Field
  v2:i64 [0..max] = Load.8 p:%#[1]x+16 ListLen
  v3:t = Load.8 p:%#[1]x+8 Field
  ` + change + `
  v4 = CheckFloat v1 @s1
  v5 = CheckBounds 3, v2 @s1
  v6 = CheckIs v3, t:float 2.5 @s1
  v7 = Store.8 p:%#[1]x+32 Field, v4
  return t:None
s1: {}
`
		f := parse(t, fmt.Sprintf(text, abi.AddrOf(w.io)))
		for _, v := range variants[:3] {
			w.io[1], w.io[2] = wordF(2.5), 4
			c := w.compile(f, v)
			again := newTarget(f)
			if n := f.Blocks[1].Nodes; again.fused[n[1]] != (change == "") {
				t.Errorf("%q: fused %t", change, again.fused[n[1]])
			}
			ev := newEvaluator()
			if !c.compare(ev, func() string { return change }) || w.last != ir.Returned {
				t.Errorf("%q: %v", change, w.last)
			}
		}
	}
}
