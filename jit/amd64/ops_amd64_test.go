package amd64

import (
	"fmt"
	"math"
	"runtime"
	"testing"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
)

var intEdges = func() []int64 {
	out := []int64{0, 1, -1, 2, -2, 3, 5, 7, -7, 10, -10, 63, 64, 100, 1000003, -1000003, 0x5555555555555555}
	for _, k := range []int{8, 31, 32, 53, 60, 61, 62} {
		for d := int64(-1); d <= 1; d++ {
			out = append(out, 1<<k+d, -1<<k+d)
		}
	}
	return append(out, math.MaxInt64, math.MaxInt64-1, math.MinInt64, math.MinInt64+1)
}()

var floatEdges = []float64{0, math.Copysign(0, -1), 1, -1, 0.5, -0.5, 1.5, -1.5, 2.5, 1e15 + 0.5, -1e15 - 0.5, 1e300, -1e300, 1e-300,
	5e-324, -5e-324, math.MaxFloat64, math.Inf(1), math.Inf(-1), math.NaN(), math.Float64frombits(0xfff8000000000001),
	0x1p63, -0x1p63, math.Nextafter(0x1p63, 0), math.Nextafter(-0x1p63, -math.MaxFloat64), 0x1p62, 3.141592653589793, 0x1p255, 0x1p256, 0x1p-255, 0x1p-256, 0x1p-767, 0x1p-768}

func floatBits() (out []uint64) {
	for _, f := range floatEdges {
		out = append(out, math.Float64bits(f))
	}
	return out
}

func intBits() (out []uint64) {
	for _, i := range intEdges {
		out = append(out, uint64(i))
	}
	return out
}

// words makes tagged words of all kinds; the objects become the world's stock.
func (w *world) words() (out []uint64) {
	w.stock = nil
	w.reset()
	for _, i := range intEdges {
		if abi.FitsInt(i) {
			out = append(out, uint64(abi.SmallInt(i)))
		} else {
			out = append(out, w.boxInt(i))
		}
	}
	for _, f := range floatEdges {
		if v, ok := abi.WordFloat(f); ok {
			out = append(out, uint64(v))
		} else {
			out = append(out, w.boxFloat(f))
		}
	}
	for _, v := range []abi.Value{abi.False, abi.True, abi.None, abi.Unbound, abi.Raised, 3} {
		out = append(out, uint64(v))
	}
	for i, h := range []abi.Header{
		{Shape: testIntShape, Kind: abi.KindBigInt}, {Shape: 77, Kind: abi.KindFloat}, {Shape: 77, Kind: abi.KindList},
		{Shape: 78, Kind: abi.KindList, GC: abi.GCLog, Aux: 5}, {Shape: 0xfffffff0, Kind: abi.KindInstance, Aux: 0xffff},
	} {
		p := w.alloc(32, h.Word())
		abi.Store64(p+8, uint64(i))
		out = append(out, uint64(abi.Ptr(p)))
	}
	w.stock = append([]uint64(nil), w.heap[:w.used()]...)
	return out
}

// opCase is one operation on raw inputs.
type opCase struct {
	op        ir.Op
	rep       ir.Rep
	aux, aux2 int64
	reps      []ir.Rep
	values    [][]uint64
}

// shape of the region around the operation.
type opShape struct {
	inState bool     // the state refers to the operands
	after   bool     // the operands are used afterwards
	same    bool     // one value is all operands
	consts  []uint64 // operand i is that constant, when set says so
	set     []bool
	types   []ir.Type
}

// build makes a region which loads the operands, does the operation, and
// stores the result.
func (c *opCase) build(w *world, s opShape) *ir.Func {
	f := ir.NewFunc(ir.Infos[c.op].Name)
	f.Ext = 128
	f.Codes = []ir.Code{{Name: "f"}}
	io := f.ConstP(abi.AddrOf(w.io))
	b := f.Entry
	var args []ir.ID
	for i, rep := range c.reps {
		switch {
		case s.same && i > 0 && c.reps[0] == rep:
			args = append(args, args[0])
		case s.set != nil && s.set[i]:
			op := map[ir.Rep]ir.Op{ir.I64: ir.OpConstI, ir.F64: ir.OpConstF, ir.Bool: ir.OpConstB, ir.Tagged: ir.OpConstT, ir.Ptr: ir.OpConstP}[rep]
			args = append(args, f.Const(op, int64(s.consts[i])))
		default:
			m := ir.Mem{Off: int32(8 * i), Width: 8, Class: ir.MField}
			if rep == ir.Bool {
				m.Width = 1
			}
			id := f.Append(b, ir.OpLoad, rep, m.Pack(), io)
			if s.types != nil {
				f.Node(id).Type = s.types[i]
			}
			args = append(args, id)
		}
	}
	state := ir.State{}
	if s.inState {
		for i, a := range args {
			if c.reps[i] == ir.Ptr {
				continue
			}
			state.Regs = append(state.Regs, ir.RegValue{Reg: int32(8 * i), Val: ir.Ref(a)})
		}
	}
	st := f.NewState(state)
	id := f.Append(b, c.op, c.rep, c.aux, args...)
	f.Node(id).Aux2 = c.aux2
	if info := ir.Infos[c.op]; info.Guard || info.Slow || info.Call {
		f.Node(id).State = st
	}
	out := ir.Mem{Off: 128, Width: 8, Class: ir.MField}
	store := func(v ir.ID) {
		if f.Node(v).Rep == ir.Bool {
			v = f.Append(b, ir.OpB2I, ir.I64, 0, v)
		}
		f.Append(b, ir.OpStore, ir.None, out.Pack(), io, v)
		out.Off += 8
	}
	if c.rep != ir.None {
		store(id)
	}
	if s.after {
		for _, a := range args {
			store(a)
		}
	}
	f.Blocks[b].Term, f.Blocks[b].Cond = ir.TermReturn, f.ConstT(abi.None)
	return f
}

// sweep runs the region over all combinations of the operands' values.
func (c *opCase) sweep(w *world, s opShape, v variant, ev *ir.Evaluator) int {
	f := c.build(w, s)
	if err := f.Verify(); err != nil {
		w.t.Fatalf("%v\n%s", err, f)
	}
	code := w.compile(f, v)
	n := 0
	var try func(i int)
	try = func(i int) {
		if i < len(c.reps) {
			vals := c.values[i]
			if s.set != nil && s.set[i] || s.same && i > 0 {
				vals = vals[:1]
			}
			for _, x := range vals {
				w.io[i] = x
				try(i + 1)
			}
			return
		}
		for i := 16; i < len(w.io); i++ {
			w.io[i] = 0x1234
		}
		if code.compare(ev, func() string { return fmt.Sprintf("%s, %+v", v.name, s) }) {
			n++
		}
	}
	try(0)
	ev.Forget(f)
	return n
}

func (w *world) opCases() []opCase {
	t, i, fl, b, p := ir.Tagged, ir.I64, ir.F64, ir.Bool, ir.Ptr
	values := map[ir.Rep][]uint64{t: w.words(), i: intBits(), fl: floatBits(), b: {0, 1}}
	for _, v := range values[t] {
		if abi.Value(v).IsPtr() {
			values[p] = append(values[p], uint64(abi.Value(v).Addr()))
		}
	}
	var out []opCase
	add := func(op ir.Op, rep ir.Rep, aux, aux2 int64, reps ...ir.Rep) {
		c := opCase{op: op, rep: rep, aux: aux, aux2: aux2, reps: reps}
		for _, r := range reps {
			c.values = append(c.values, values[r])
		}
		out = append(out, c)
	}
	skip := map[ir.Op]bool{ir.OpParam: true, ir.OpLoadReg: true, ir.OpFrameFunc: true, ir.OpLoad: true, ir.OpLoadX: true, ir.OpStore: true,
		ir.OpStoreX: true, ir.OpCallHelper: true, ir.OpCallPy: true, ir.OpAlloc: true, ir.OpCheckDepth: true, ir.OpFMulSub: !HasFMA,
		ir.OpAllocItems: true, ir.OpCopyItems: true, ir.OpReverseItems: true,
		ir.OpHashStr: true, ir.OpTableFind: true, ir.OpDictAdd: true, ir.OpSetAdd: true, ir.OpSetRemove: true, ir.OpTableNext: true}
	for op := ir.Op(1); op < ir.NumOps; op++ {
		info := ir.Infos[op]
		if skip[op] || info.Const {
			continue
		}
		reps := info.Args[:info.NArgs]
		switch op {
		case ir.OpICmp, ir.OpFCmp:
			for c := ir.LT; c <= ir.GE; c++ {
				add(op, info.Result, c, 0, reps...)
			}
		case ir.OpSelect:
			for _, r := range []ir.Rep{t, i, fl, p, b} {
				add(op, r, 0, 0, b, r, r)
				last := &out[len(out)-1]
				for k := 1; k < 3; k++ {
					if n := len(last.values[k]); n > 6 {
						last.values[k] = last.values[k][n-6:]
					}
				}
			}
		case ir.OpCheckShape, ir.OpCheckShapeP:
			for _, s := range []int64{77, testIntShape, 0xfffffff0} {
				add(op, info.Result, s, 0, reps...)
			}
		case ir.OpCheckKind:
			for _, k := range []abi.Kind{abi.KindList, abi.KindFloat, abi.KindBigInt} {
				add(op, info.Result, int64(k), 0, reps...)
			}
		case ir.OpCheckFlags:
			for _, m := range [][2]uint16{{1, 1}, {5, 4}, {0xffff, 5}, {0xffff, 0xffff}, {2, 0}, {0x8000, 0x8000}, {0x8000, 0}} {
				add(op, info.Result, 0, ir.FlagsAux(m[0], m[1]), reps...)
			}
		case ir.OpCheckIs, ir.OpCheckIsNot, ir.OpTIs:
			for _, v := range []uint64{uint64(abi.None), 0, uint64(abi.SmallInt(5)), values[t][20], values[t][len(values[t])-1]} {
				add(op, info.Result, int64(v), 0, reps...)
			}
		case ir.OpCheckEq:
			for _, v := range []int64{0, 1, 1 << 31, math.MinInt64} {
				add(op, info.Result, v, 0, reps...)
			}
		case ir.OpAddP:
			for _, v := range []int64{0, 8, -1, 1 << 40} {
				add(op, info.Result, v, 0, reps...)
			}
		case ir.OpQuoWide, ir.OpRemWide:
			add(op, info.Result, 0, 0, reps...)
			last := &out[len(out)-1]
			last.values[0] = []uint64{0, 1, 2, 1<<62 - 1, 1 << 63, math.MaxUint64}
			last.values[1] = []uint64{0, 1, 1 << 63, math.MaxUint64}
			last.values[2] = []uint64{0, 1, 3, 1<<31 + 1, 1<<61 - 1, 1 << 63, math.MaxUint64}
		default:
			add(op, info.Result, 0, 0, reps...)
		}
	}
	return out
}

// TestOps runs every operation with edge values, against the evaluator.
func TestOps(t *testing.T) {
	for i, v := range variants {
		t.Run(v.name, func(t *testing.T) {
			w := newWorld(t)
			ev := newEvaluator()
			total := 0
			for _, c := range w.opCases() {
				for k := range 8 {
					if i != 1 && k != 0 && k != 7 && k != 3 {
						continue
					}
					total += c.sweep(w, opShape{inState: k&1 != 0, after: k&2 != 0, same: k&4 != 0}, v, ev)
					if len(c.reps) < 2 && k == 3 {
						break
					}
				}
			}
			t.Logf("%d runs", total)
		})
	}
}

// TestOpConstants runs every operation with constant operands.
func TestOpConstants(t *testing.T) {
	for _, v := range variants[:3] {
		t.Run(v.name, func(t *testing.T) {
			w := newWorld(t)
			ev := newEvaluator()
			total := 0
			for _, c := range w.opCases() {
				for mask := 1; mask < 1<<len(c.reps); mask++ {
					total += c.sweepConstants(w, v, ev, mask)
				}
			}
			t.Logf("%d runs", total)
		})
	}
}

func (c *opCase) sweepConstants(w *world, v variant, ev *ir.Evaluator, mask int) (n int) {
	s := opShape{inState: true, consts: make([]uint64, len(c.reps)), set: make([]bool, len(c.reps))}
	all := mask == 1<<len(c.reps)-1
	var try func(i int)
	try = func(i int) {
		switch {
		case i == len(c.reps):
			n += c.sweep(w, s, v, ev)
		case mask>>i&1 == 0:
			s.set[i] = false
			try(i + 1)
		default:
			s.set[i] = true
			vals := c.values[i]
			if all && len(vals) > 8 {
				vals = vals[len(vals)-8:]
			}
			for k, x := range vals {
				s.consts[i] = x
				s.after = k&1 != 0
				try(i + 1)
			}
		}
	}
	try(0)
	return n
}

// TestRanges runs the operations that look at ranges with types that tell them.
func TestRanges(t *testing.T) {
	ranges := [][2]int64{{0, math.MaxInt64}, {0, 1<<31 - 1}, {1, 1<<31 - 1}, {0, 1<<40 - 1}, {-1 << 31, 1<<31 - 1}, {0, 63}, {-1<<53 + 1, 1<<53 - 1}, {abi.MinInt, abi.MaxInt}}
	ops := []ir.Op{ir.OpFloorDiv, ir.OpFloorMod, ir.OpQuo, ir.OpRem, ir.OpAbsOv, ir.OpCheckI2F, ir.OpBoxInt, ir.OpShr, ir.OpShlOv, ir.OpCheckBounds, ir.OpHashInt}
	divisors := []uint64{1, 2, 3, 7, 10, 641, 1000003, 1 << 31, 1<<31 - 1, 1<<32 + 1, 1 << 33, 1e15, 1<<62 + 1, math.MaxInt64}
	w := newWorld(t)
	ev := newEvaluator()
	total := 0
	for _, op := range ops {
		info := ir.Infos[op]
		for i, rx := range ranges {
			c := opCase{op: op, rep: info.Result, reps: info.Args[:info.NArgs], values: [][]uint64{between(rx)}}
			types := []ir.Type{ir.IntRange(rx[0], rx[1])}
			if info.NArgs == 1 {
				total += c.sweep(w, opShape{inState: true, types: types}, variants[1], ev)
				continue
			}
			for _, ry := range ranges {
				c.values = append(c.values[:1], between(ry))
				total += c.sweep(w, opShape{inState: true, types: append(types[:1:1], ir.IntRange(ry[0], ry[1]))}, variants[1+i&1], ev)
			}
			for _, d := range divisors {
				total += c.sweep(w, opShape{types: types, set: []bool{false, true}, consts: []uint64{0, d}}, variants[1+i&1], ev)
			}
		}
	}
	t.Logf("%d runs", total)
}

func between(r [2]int64) (out []uint64) {
	for _, x := range append([]int64{r[0], r[1], 6, 9, 11, 20, 640, 642, 1000002, 1000004, 2000005}, intEdges...) {
		if x >= r[0] && x <= r[1] {
			out = append(out, uint64(x))
		}
	}
	return out
}

// TestPreempt: a long loop leaves when the Go runtime stops the world, and
// goes on where it was.
func TestPreempt(t *testing.T) {
	w := newWorld(t)
	var c *compiled
	for _, h := range hotLoops {
		if h.name == "int_sum" {
			c = w.compile(parse(t, h.text), variants[1])
		}
	}
	stop := make(chan bool)
	done := make(chan int)
	go func() {
		n := 0
		for {
			select {
			case <-stop:
				done <- n
				return
			default:
				runtime.GC()
				n++
			}
		}
	}()
	const turns = 100_000_000
	for range 100 { // a busy machine may not collect at once
		w.thread.Depth = 1
		w.stack[abi.FrameHeaderWords] = word(turns)
		if r, err := c.run(); err != nil || r.result != word(turns*(turns-1)/2) {
			t.Errorf("%+v, %v", r, err)
		}
		if w.goPolls > 0 {
			break
		}
	}
	stop <- true
	t.Logf("%d collections, %d polls", <-done, w.goPolls)
	if w.goPolls == 0 {
		t.Error("the loop was never asked to stop")
	}
}
