package amd64

import (
	"strings"
	"testing"

	"golang.org/x/arch/x86/x86asm"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/jit/ra"
)

// hotLoop is an optimised loop as the optimiser is to leave it, and the number
// of instructions that one turn of it may take.
type hotLoop struct {
	name  string
	limit int
	text  string
}

var hotLoops = []hotLoop{
	{"int_sum", 9, `
func int_sum ext 128
b1:
  v1 = LoadReg 0
  v2 = CheckInt v1 @s1
  v3 = ICmp.LT 0, v2
  branch v3 b2(0, 0), b3(0)
b2(v4:i64 [0..max], v5:i64): loop weight 100
  v6 = AddOv v5, v4 @s2
  v7 = Add v4, 1
  v8 = Poll @s3
  v9 = ICmp.LT v7, v2
  branch v9 b2(v7, v6), b3(v6)
b3(v10:i64):
  v11 = BoxInt v10 @s4
  return v11
s1: {r0=v1}
s2: {r0=v2 r8=v5 r16=v4}
s3: {r0=v2 r8=v6 r16=v7}
s4: {r0=v2 r8=v10}
`},
	{"lcg", 11, `
func lcg ext 128
b1:
  v1 = LoadReg 0
  v2 = CheckInt v1 @s1
  v3 = ICmp.LT 0, v2
  branch v3 b2(0, 42), b3(42)
b2(v4:i64 [0..max], v5:i64 [0..4294967295]): loop weight 100
  v6:i64 [0..7149151474679808000] = Mul v5, 1664525
  v12:i64 [0..7149151475693729000] = Add v6, 1013904223
  v13:i64 [0..4294967295] = And v12, 4294967295
  v7 = Add v4, 1
  v8 = Poll @s3
  v9 = ICmp.LT v7, v2
  branch v9 b2(v7, v13), b3(v13)
b3(v10:i64):
  v11 = BoxInt v10 @s4
  return v11
s1: {r0=v1}
s3: {r0=v2 r8=v13 r16=v7}
s4: {r0=v2 r8=v10}
`},
	{"harmonic", 12, `
func harmonic ext 128
b1:
  v1 = LoadReg 0
  v2 = CheckInt v1 @s1
  v3 = ICmp.LE 1, v2
  branch v3 b2(1, 0f), b3(0f)
b2(v4:i64 [1..max], v5:f64): loop weight 100
  v6 = I2F v4
  v12 = FDiv 1f, v6
  v13 = FAdd v5, v12
  v7 = Add v4, 1
  v8 = Poll @s3
  v9 = ICmp.LE v7, v2
  branch v9 b2(v7, v13), b3(v13)
b3(v10:f64):
  v11 = BoxFloat v10 @s4
  return v11
s1: {r0=v1}
s3: {r0=v2 r8=v13 r16=v7}
s4: {r0=v2 r8=v10}
`},
	{"mandelbrot", 22, `
func mandelbrot ext 128
b1:
  v1 = LoadReg 0
  v2 = CheckFloat v1 @s1
  v3 = LoadReg 8
  v4 = CheckFloat v3 @s2
  jump b2(0f, 0f, 0f, 0f, 0)
b2(v5:f64, v6:f64, v7:f64, v8:f64, v9:i64 [0..100]): loop weight 100
  v10 = FSub v7, v8
  v11 = FAdd v10, v2
  v12 = FAdd v5, v5
  v13 = FMul v12, v6
  v14 = FAdd v13, v4
  v15 = Add v9, 1
  v16 = Poll @s3
  v17 = FMul v11, v11
  v18 = FMul v14, v14
  v19 = FAdd v17, v18
  v20 = FCmp.LE v19, 4f
  branch v20 b3, b4
b3: weight 99
  v21 = ICmp.LT v15, 100
  branch v21 b2(v11, v14, v17, v18, v15), b4
b4:
  v22 = TagInt v15
  return v22
s1: {r0=v1}
s2: {r0=v2 r8=v3}
s3: {r0=v2 r8=v4 r16=v11 r24=v14 r32=v15}
`},
	{"matmul", 32, `
func matmul ext 256
b1:
  v1 = LoadReg 0
  v2 = CheckShape v1, #21 @s1
  v3 = LoadReg 8
  v4 = CheckShape v3, #21 @s1
  v5 = LoadReg 16
  v6:i64 [0..1000000] = CheckInt v5 @s1
  v7:i64 [0..max] = Load.8 v2+8 ListLen
  v8:i64 [0..max] = Load.8 v4+8 ListLen
  v9:ptr = Load.8 v2+16 ListItems
  v10:ptr = Load.8 v4+16 ListItems
  jump b2(0, 0f)
b2(v11:i64 [0..1000000], v12:f64): loop weight 100
  v13:t = LoadX.8 v9+0+v11*8 Items
  v14 = CheckFloat v13 @s2
  v15:t = LoadX.8 v10+0+v11*8 Items
  v16 = CheckShape v15, #21 @s2
  v17:i64 [0..max] = Load.8 v16+8 ListLen
  v18 = CheckBounds v6, v17 @s2
  v19:ptr = Load.8 v16+16 ListItems
  v20:t = LoadX.8 v19+0+v6*8 Items
  v21 = CheckFloat v20 @s2
  v22 = FMul v14, v21
  v23 = FAdd v12, v22
  v24 = Add v11, 1
  v25 = Poll @s3
  v26 = ICmp.LT v24, v7
  branch v26 b2(v24, v23), b3(v23)
b3(v27:f64):
  v28 = BoxFloat v27 @s4
  return v28
s1: {}
s2: {r0=v1 r8=v3 r16=v6 r24=v11 r32=v12}
s3: {r0=v1 r8=v3 r16=v6 r24=v24 r32=v23}
s4: {r0=v1 r8=v27}
`},
	{"sieve", 8, `
func sieve ext 256
b1:
  v1 = LoadReg 0
  v2 = CheckShape v1, #21 @s1
  v3 = LoadReg 8
  v4:i64 [2..1000000] = CheckInt v3 @s1
  v5:i64 [0..1000000] = Load.8 v2+8 ListLen
  v6:ptr = Load.8 v2+16 ListItems
  jump b2(v4)
b2(v7:i64 [0..2000000]): loop weight 100
  v8 = StoreX.8 v6+0+v7*8 Items, t:False
  v9 = Add v7, v4
  v10 = Poll @s2
  v11 = ICmp.LT v9, v5
  branch v11 b2(v9), b3
b3:
  return t:None
s1: {}
s2: {r0=v1 r8=v4 r16=v9}
`},
	{"count", 13, `
func count ext 256
b1:
  v1 = LoadReg 0
  v2 = CheckShape v1, #21 @s1
  v5:i64 [0..1000000] = Load.8 v2+8 ListLen
  v6:ptr = Load.8 v2+16 ListItems
  jump b2(0, 0)
b2(v7:i64 [0..1000000], v8:i64 [0..1000000]): loop weight 100
  v9:t = LoadX.8 v6+0+v7*8 Items
  v10 = CheckBool v9 @s2
  v11 = B2I v10
  v12 = Add v8, v11
  v13 = Add v7, 1
  v14 = Poll @s3
  v15 = ICmp.LT v13, v5
  branch v15 b2(v13, v12), b3(v12)
b3(v16:i64):
  v17 = BoxInt v16 @s4
  return v17
s1: {}
s2: {r0=v1 r8=v8 r16=v7}
s3: {r0=v1 r8=v12 r16=v13}
s4: {r0=v1 r8=v16}
`},
	{"while", 10, `
func while ext 128
b1:
  v1 = LoadReg 0
  v2 = CheckInt v1 @s1
  jump b2(0, 0)
b2(v4:i64 [0..max], v5:i64): loop weight 100
  v3 = ICmp.LT v4, v2
  branch v3 b3, b4
b3: weight 100
  v6 = AddOv v5, v4 @s2
  v7 = Add v4, 1
  v8 = Poll @s3
  jump b2(v7, v6)
b4:
  v11 = BoxInt v5 @s4
  return v11
s1: {r0=v1}
s2: {r0=v2 r8=v5 r16=v4}
s3: {r0=v2 r8=v6 r16=v7}
s4: {r0=v2 r8=v5}
`},
}

// TestMaskTest: comparisons with zero of masked values, fused and not.
func TestMaskTest(t *testing.T) {
	w := newWorld(t)
	for _, m := range []string{"And v2, 1", "And v2, 127", "And v2, 128", "And v2, -128", "And 65535, v2", "And v2, 4294967295", "And v2, 0",
		"FloorMod v2, 2", "FloorMod v2, 1", "FloorMod v2, 2147483648", "FloorMod v2, 1099511627776", "FloorMod v2, 3", "Rem v4, 8"} {
		for _, c := range []string{"EQ", "NE", "LT"} {
			for _, end := range []string{"branch v6 b2, b3", "jump b4(v6)"} {
				f := parse(t, `
func mask ext 64
b1:
  v1 = LoadReg 0
  v2 = CheckInt v1 @s1
  v4 = And v2, 1048575
  v5 = `+m+`
  v6 = ICmp.`+c+` v5, 0
  `+end+`
b2:
  return t:True
b3:
  return t:False
b4(v7:bool):
  v8 = BoxBool v7
  return v8
s1: {r0=v1}
`)
				ev := newEvaluator()
				code := w.compile(f, variants[1])
				for _, x := range intEdges {
					if abi.FitsInt(x) {
						clear(w.stack[:64])
						w.stack[abi.FrameHeaderWords] = word(x)
						code.compare(ev, func() string { return m })
					}
				}
			}
		}
	}
}

func parse(t testing.TB, text string) *ir.Func {
	t.Helper()
	f, err := ir.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Verify(); err != nil {
		t.Fatal(err)
	}
	return f
}

// list makes a list in the stock.
func (w *world) list(items ...uint64) uint64 {
	buf := w.alloc(uintptr(16+8*len(items)), abi.Header{Kind: abi.KindItems}.Word())
	for i, v := range items {
		abi.Store64(buf+16+8*uintptr(i), v)
	}
	p := w.alloc(32, abi.Header{Shape: 21, Kind: abi.KindList}.Word())
	abi.Store64(p+8, uint64(len(items)))
	abi.Store64(p+16, uint64(buf)+16)
	abi.Store64(p+24, uint64(len(items)))
	w.stock = append([]uint64(nil), w.heap[:int(uintptr(w.bump[0])-abi.AddrOf(w.heap))/8]...)
	return uint64(abi.Ptr(p))
}

func word(i int64) uint64 { return uint64(abi.SmallInt(i)) }

func wordF(f float64) uint64 {
	v, _ := abi.WordFloat(f)
	return uint64(v)
}

// registers are the arguments that the hot loops run with, by name.
func (w *world) registers(name string) (runs [][]uint64) {
	w.stock = nil
	w.reset()
	switch name {
	case "mandelbrot":
		return [][]uint64{{wordF(0.3), wordF(0.5)}, {wordF(-1), wordF(0)}, {wordF(2), wordF(2)}, {w.boxFloat(1e300), wordF(0)}}
	case "matmul":
		row := func(x uint64) uint64 { return w.list(wordF(1), x, word(3)) }
		rows := w.list(row(wordF(2.5)), row(wordF(0)), row(w.boxFloat(1e-300)))
		bad := w.list(row(wordF(2.5)), row(word(1)), row(w.boxFloat(1e-300)))
		a := w.list(wordF(1), wordF(-2.5), w.boxFloat(1e300))
		return [][]uint64{{a, rows, word(1)}, {a, rows, word(0)}, {a, rows, word(2)}, {a, rows, word(3)}, {a, bad, word(1)}, {a, a, word(1)}}
	case "sieve", "count":
		tr := uint64(abi.True)
		l := w.list(tr, tr, tr, tr, uint64(abi.False), tr, tr, tr, tr, tr, tr)
		bad := w.list(tr, tr, uint64(abi.None))
		return [][]uint64{{l, word(2)}, {l, word(3)}, {l, word(100)}, {bad, word(2)}, {uint64(abi.None), word(2)}}
	}
	return [][]uint64{{word(0)}, {word(1)}, {word(100)}, {word(-5)}, {uint64(abi.None)}}
}

// TestHotLoops runs the loops against the evaluator.
func TestHotLoops(t *testing.T) {
	w := newWorld(t)
	for _, every := range []uint64{0, 1, 2, 3, 5, 8} {
		w.failEvery = every
		for _, h := range hotLoops {
			f := parse(t, h.text)
			ev := newEvaluator()
			for _, v := range variants {
				for _, regs := range w.registers(h.name) {
					clear(w.stack[:64])
					copy(w.stack[abi.FrameHeaderWords:], regs)
					c := w.compile(f, v)
					if !c.compare(ev, func() string { return h.name + ", " + v.name }) {
						t.Errorf("%s did not run", h.name)
					}
				}
			}
		}
	}
}

// TestHotLoopCode looks at the instructions of one turn: how many, and that
// nothing is spilled or reloaded.
func TestHotLoopCode(t *testing.T) {
	for _, h := range hotLoops {
		f := parse(t, h.text)
		tg := newTarget(f)
		al, err := ra.Allocate(f, tg)
		if err != nil {
			t.Fatal(err)
		}
		code, err := emit(f, &Config{LoopOffset: 48}, tg, al)
		if err != nil {
			t.Fatal(err)
		}
		loop := loopCode(t, code)
		t.Logf("%s: %d instructions, limit %d; %d bytes in all\n%s", h.name, len(loop), h.limit, len(code.Bytes), strings.Join(loop, "\n"))
		if len(loop) > h.limit {
			t.Errorf("%s: %d instructions", h.name, len(loop))
		}
		for _, text := range loop {
			if strings.Contains(text, "[rbx") {
				t.Errorf("%s: %s", h.name, text)
			}
		}
	}
}

// loopCode finds the backward jump that spans the least, and gives the
// instructions from its target to it.
func loopCode(t *testing.T, code *Code) (best []string) {
	type at struct {
		pc   int
		text string
	}
	var all []at
	for pc := 0; pc < code.Restore; {
		n, text := decode(code.Bytes[pc:code.codeEnd], uint64(pc))
		all = append(all, at{pc, text})
		inst, err := x86asm.Decode(code.Bytes[pc:], 64)
		if err == nil {
			if rel, ok := inst.Args[0].(x86asm.Rel); ok && rel < 0 && code.nodeAt(pc) {
				target := pc + n + int(rel)
				var body []string
				for _, a := range all {
					if a.pc >= target {
						body = append(body, a.text)
					}
				}
				if best == nil || len(body) < len(best) {
					best = body
				}
			}
		}
		pc += n
	}
	return best
}

// nodeAt reports whether pc is in the hot part: before the first stub.
func (c *Code) nodeAt(pc int) bool { return pc < c.hotEnd }
