package ir

import (
	"math"
	"math/big"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/go-python/gopython/internal/abi"
)

// testHost runs regions on a frame in Go memory; it boxes into a slab.
type testHost struct {
	regs  []uint64 // the header, then the registers
	slab  []uint64
	used  int
	polls int
	fail  map[ID]bool

	helper func(f *Func, id ID, args []uint64, value func(ID) uint64) (uint64, bool)
	poll   func(f *Func, id ID, value func(ID) uint64) bool
}

const testIntShape, testFloatShape = 11, 12

func newHost(regs ...uint64) *testHost {
	h := &testHost{regs: make([]uint64, abi.FrameHeaderWords+16), slab: make([]uint64, 1024)}
	h.regs[abi.FrameHeaderWords-1] = uint64(abi.None) // Func
	copy(h.regs[abi.FrameHeaderWords:], regs)
	return h
}

func (h *testHost) Frame() uintptr { return abi.AddrOf(h.regs) + abi.FrameHeaderSize }

func (h *testHost) alloc(header uint64, words ...uint64) uintptr {
	addr := abi.AddrOf(h.slab[h.used:])
	h.slab[h.used] = header
	copy(h.slab[h.used+1:], words)
	h.used += 1 + len(words)
	return addr
}

func (h *testHost) boxInt(x int64) uint64 {
	return uint64(abi.Ptr(h.alloc(abi.Header{Shape: testIntShape, Kind: abi.KindInt64}.Word(), uint64(x))))
}

func (h *testHost) boxFloat(x float64) uint64 {
	return uint64(abi.Ptr(h.alloc(abi.Header{Shape: testFloatShape, Kind: abi.KindFloat}.Word(), math.Float64bits(x))))
}

func (h *testHost) Slow(f *Func, id ID, args []uint64) uint64 {
	switch n := f.Node(id); n.Op {
	case OpBoxInt:
		return h.boxInt(int64(args[0]))
	case OpBoxFloat:
		return h.boxFloat(math.Float64frombits(args[0]))
	case OpAlloc:
		return uint64(h.alloc(uint64(n.Aux), make([]uint64, max(n.Aux2/8, 1)-1)...))
	}
	return 0
}

func (h *testHost) Helper(f *Func, id ID, args []uint64, value func(ID) uint64) (uint64, bool) {
	return h.helper(f, id, args, value)
}

func (h *testHost) CallPy(f *Func, id ID, args []uint64, value func(ID) uint64) (uint64, bool) {
	return h.helper(f, id, args, value)
}

func (h *testHost) Poll(f *Func, id ID, value func(ID) uint64) bool {
	h.polls++
	return h.poll == nil || h.poll(f, id, value)
}

func (h *testHost) FailGuard(id ID) bool { return h.fail[id] }

func newEvaluator() *Evaluator {
	return &Evaluator{IntShape: testIntShape, FloatShape: testFloatShape, CheckTypes: true}
}

func word(x int64) uint64 { return uint64(abi.SmallInt(x)) }

func verified(t testing.TB, text string) *Func {
	t.Helper()
	f := mustParse(t, text)
	if err := f.Verify(); err != nil {
		t.Fatal(err)
	}
	return f
}

func TestEvalLoop(t *testing.T) {
	f := verified(t, corpus(t)["loop.ir"])
	e, h := newEvaluator(), newHost(word(1000))
	out := e.Run(f, h)
	if out.Kind != Returned || out.Result != word(499500) || h.polls != 1000 {
		t.Errorf("%+v, %d polls", out, h.polls)
	}
	if e.Value(4) != 499500 {
		t.Error(e.Value(4))
	}
	// A guard that fails: the registers of its state are there.
	out = e.Run(f, newHost(uint64(abi.None)))
	if out.Kind != Exited || out.State != 1 || out.Node != 2 || out.Block != 1 || e.Value(1) != uint64(abi.None) {
		t.Errorf("%+v", out)
	}
	h = newHost(word(1000))
	h.fail = map[ID]bool{6: true}
	if out = e.Run(f, h); out.Kind != Exited || out.State != 2 || out.Node != 6 {
		t.Errorf("%+v", out)
	}
	h = newHost(word(1000))
	h.poll = func(f *Func, id ID, value func(ID) uint64) bool { return value(7) < 10 }
	if out = e.Run(f, h); out.Kind != Stopped || out.State != 3 || out.Node != 8 || e.Value(6) != 45 {
		t.Errorf("%+v", out)
	}
	e.Limit = 100
	if out = e.Run(f, newHost(word(1000))); out.Kind != Broken || out.Err == nil {
		t.Errorf("%+v", out)
	}
}

func TestEvalSwap(t *testing.T) {
	f := verified(t, corpus(t)["swap.ir"])
	if out := newEvaluator().Run(f, newHost(word(80))); out.Result != word(23416728348467685) {
		t.Errorf("%+v", out)
	}
	// Rotations in both directions, and an exchange.
	f = verified(t, `
func rotate
b1:
  jump b2(1, 2, 3, 4, 5, 7)
b2(v1:i64, v2:i64, v3:i64, v4:i64, v5:i64, v6:i64): loop
  v7 = Sub v6, 1
  v8 = ICmp.GT v6, 0
  branch v8, b2(v2, v3, v1, v5, v4, v7), b3
b3:
  v10 = Mul v1, 10000
  v11 = Mul v2, 1000
  v12 = Mul v3, 100
  v13 = Mul v4, 10
  v14 = Add v10, v11
  v15 = Add v14, v12
  v16 = Add v15, v13
  v17 = Add v16, v5
  v18 = TagInt v17
  return v18
`)
	if out := newEvaluator().Run(f, newHost()); out.Result != word(23154) {
		t.Errorf("%d %+v", abi.Value(out.Result).Int(), out)
	}
}

// TestEvalNested: regions that call themselves, through the host and the same
// evaluator, each with its own values.
func TestEvalNested(t *testing.T) {
	f := verified(t, `
func fib
callee 0: 0x10 "fib" nargs 1
b1:
  v1 = LoadReg 0
  v2 = CheckInt v1 @s1
  v3 = ICmp.LT v2, 2
  branch v3, b2, b3
b2:
  return v1
b3:
  v4 = Sub v2, 1
  v5 = TagInt v4
  v6 = CallPy.0 t:None, v5 @s1 after s2
  v7 = Sub v2, 2
  v8 = TagInt v7
  v9 = CallPy.0 t:None, v8 @s1 after s3
  v10 = CheckInt v6 @s1
  v11 = CheckInt v9 @s1
  v12 = AddOv v10, v11 @s1
  v13 = BoxInt v12 @s1
  return v13
s1: {r0=v1}
s2: {r0=v1 r8=v6}
s3: {r0=v1 r8=v6 r16=v9}
`)
	e := newEvaluator()
	var call func(f *Func, id ID, args []uint64, value func(ID) uint64) (uint64, bool)
	call = func(f *Func, id ID, args []uint64, value func(ID) uint64) (uint64, bool) {
		arg, want := args[1], value(f.Node(id).Args[1])
		h := newHost(arg)
		h.helper = call
		out := e.Run(f, h)
		if arg != args[1] || want != args[1] || out.Kind != Returned {
			t.Errorf("arguments overwritten: %#x %#x %#x", arg, args[1], want)
		}
		return out.Result, true
	}
	h := newHost(word(15))
	h.helper = call
	if out := e.Run(f, h); out.Result != word(610) {
		t.Errorf("%+v", out)
	}
	if e.top != 0 {
		t.Error("stack not given back")
	}
	h.helper = func(f *Func, id ID, args []uint64, value func(ID) uint64) (uint64, bool) { return 42, false }
	if out := e.Run(f, h); out.Kind != Stopped || out.Node != 6 || out.State != 1 || e.Value(6) != 42 {
		t.Errorf("%+v", out)
	}
}

var intEdges = []int64{0, 1, -1, 2, -2, 3, 7, -7, 62, 63, 64, 65, 1 << 31, 1 << 32, -1 << 32, 3037000499, 3037000500, -3037000500,
	1<<53 - 1, 1 << 53, 1<<53 + 1, -1<<53 + 1, -1 << 53, 1<<61 - 1, 1 << 61, -1 << 61, -1<<61 - 1, math.MaxInt64, math.MaxInt64 - 1, math.MinInt64, math.MinInt64 + 1}

// bigInts gives, by op, the exact result; nil where the operation has none.
var bigInts = map[Op]func(x, y *big.Int) *big.Int{
	OpAddOv: func(x, y *big.Int) *big.Int { return new(big.Int).Add(x, y) },
	OpSubOv: func(x, y *big.Int) *big.Int { return new(big.Int).Sub(x, y) },
	OpMulOv: func(x, y *big.Int) *big.Int { return new(big.Int).Mul(x, y) },
	OpShlOv: func(x, y *big.Int) *big.Int {
		if y.Sign() < 0 || y.Cmp(big.NewInt(63)) > 0 {
			return nil
		}
		return new(big.Int).Lsh(x, uint(y.Int64()))
	},
	OpAdd: func(x, y *big.Int) *big.Int { return wrap(new(big.Int).Add(x, y)) },
	OpSub: func(x, y *big.Int) *big.Int { return wrap(new(big.Int).Sub(x, y)) },
	OpMul: func(x, y *big.Int) *big.Int { return wrap(new(big.Int).Mul(x, y)) },
	OpAnd: func(x, y *big.Int) *big.Int { return new(big.Int).And(x, y) },
	OpOr:  func(x, y *big.Int) *big.Int { return new(big.Int).Or(x, y) },
	OpXor: func(x, y *big.Int) *big.Int { return new(big.Int).Xor(x, y) },
	OpShl: func(x, y *big.Int) *big.Int {
		if y.Sign() < 0 || y.Cmp(big.NewInt(63)) > 0 {
			return nil
		}
		return wrap(new(big.Int).Lsh(x, uint(y.Int64())))
	},
	OpShr: func(x, y *big.Int) *big.Int {
		if y.Sign() < 0 {
			return nil
		}
		return new(big.Int).Rsh(x, uint(min(y.Uint64(), 1000)))
	},
	OpShrU: func(x, y *big.Int) *big.Int {
		if y.Sign() < 0 || y.Cmp(big.NewInt(63)) > 0 {
			return nil
		}
		return big.NewInt(int64(uint64(x.Int64()) >> y.Uint64()))
	},
	OpLow64: func(x, y *big.Int) *big.Int { return x },
	OpHashInt: func(x, y *big.Int) *big.Int {
		h := new(big.Int).Rem(x, big.NewInt(1<<61-1))
		if h.Cmp(big.NewInt(-1)) == 0 {
			return big.NewInt(-2)
		}
		return h
	},
	OpHashMix: func(x, y *big.Int) *big.Int {
		x = new(big.Int).Add(x, y.Mul(y, new(big.Int).SetUint64(HashTuple2)))
		x.And(x, new(big.Int).SetUint64(math.MaxUint64))
		x.Add(new(big.Int).Lsh(x, 31), new(big.Int).Rsh(x, 33))
		return wrap(x.Mul(x, new(big.Int).SetUint64(HashTuple1)))
	},
	OpHashEnd: func(x, y *big.Int) *big.Int {
		h := x.Int64() + HashLength(0)
		if h == -1 {
			h = HashAllOnes
		}
		return big.NewInt(h << 2 >> 2)
	},
	OpFloorDiv: func(x, y *big.Int) *big.Int {
		if y.Sign() == 0 {
			return nil
		}
		return floorDiv(x, y)
	},
	OpFloorMod: func(x, y *big.Int) *big.Int {
		if y.Sign() == 0 || !floorDiv(x, y).IsInt64() {
			return nil
		}
		return new(big.Int).Sub(x, new(big.Int).Mul(floorDiv(x, y), y))
	},
	OpQuo: func(x, y *big.Int) *big.Int {
		if x.Sign() < 0 || y.Sign() <= 0 {
			return nil
		}
		return new(big.Int).Quo(x, y)
	},
	OpRem: func(x, y *big.Int) *big.Int {
		if x.Sign() < 0 || y.Sign() <= 0 {
			return nil
		}
		return new(big.Int).Rem(x, y)
	},
	OpMulHiU: func(x, y *big.Int) *big.Int {
		p := new(big.Int).Mul(unsigned(x), unsigned(y))
		return big.NewInt(int64(p.Rsh(p, 64).Uint64()))
	},
	OpMinI: func(x, y *big.Int) *big.Int {
		if x.Cmp(y) < 0 {
			return x
		}
		return y
	},
	OpMaxI: func(x, y *big.Int) *big.Int {
		if x.Cmp(y) > 0 {
			return x
		}
		return y
	},
	OpNegOv: func(x, _ *big.Int) *big.Int { return new(big.Int).Neg(x) },
	OpAbsOv: func(x, _ *big.Int) *big.Int { return new(big.Int).Abs(x) },
	OpNeg:   func(x, _ *big.Int) *big.Int { return wrap(new(big.Int).Neg(x)) },
	OpNot:   func(x, _ *big.Int) *big.Int { return new(big.Int).Not(x) },
}

func unsigned(x *big.Int) *big.Int { return new(big.Int).SetUint64(uint64(x.Int64())) }

// TestEvalWide compares divisions of 128 bits with exact arithmetic.
func TestEvalWide(t *testing.T) {
	for _, hi := range intEdges {
		for _, lo := range intEdges {
			for _, d := range intEdges {
				q, okQ := EvalPure(OpQuoWide, 0, uint64(hi), uint64(lo), uint64(d))
				r, okR := EvalPure(OpRemWide, 0, uint64(hi), uint64(lo), uint64(d))
				x := new(big.Int).Lsh(unsigned(big.NewInt(hi)), 64)
				x.Or(x, unsigned(big.NewInt(lo)))
				want := uint64(hi) < uint64(d)
				if okQ != want || okR != want {
					t.Fatalf("%d, %d / %d: %v, %v", hi, lo, d, okQ, okR)
				}
				if !want {
					continue
				}
				wq, wr := new(big.Int).QuoRem(x, unsigned(big.NewInt(d)), new(big.Int))
				if wq.Uint64() != q || wr.Uint64() != r {
					t.Fatalf("%v / %d = %d, %d", x, d, q, r)
				}
			}
		}
	}
}

func floorDiv(x, y *big.Int) *big.Int {
	q, m := new(big.Int).QuoRem(x, y, new(big.Int))
	if m.Sign() != 0 && m.Sign() != y.Sign() {
		q.Sub(q, big.NewInt(1))
	}
	return q
}

func wrap(x *big.Int) *big.Int {
	m := new(big.Int).And(x, new(big.Int).SetUint64(math.MaxUint64))
	return big.NewInt(int64(m.Uint64()))
}

// TestEvalInts compares every operation on ints with exact arithmetic.
func TestEvalInts(t *testing.T) {
	for op, exact := range bigInts {
		for _, x := range intEdges {
			ys := intEdges
			if Infos[op].NArgs == 1 {
				ys = ys[:1]
			}
			for _, y := range ys {
				want := exact(big.NewInt(x), big.NewInt(y))
				wantOK := want != nil && want.IsInt64()
				got, ok := EvalPure(op, 0, []uint64{uint64(x), uint64(y)}[:Infos[op].NArgs]...)
				if ok != wantOK || ok && int64(got) != want.Int64() {
					t.Errorf("%v %d, %d = %d, %v, want %v", op, x, y, int64(got), ok, want)
				}
			}
		}
	}
	for op := range NumOps {
		if info := &Infos[op]; info.Result == I64 && info.NArgs > 0 && info.NArgs < 3 && info.Args[0] == I64 && bigInts[op] == nil {
			t.Errorf("%v is not tested", op)
		}
	}
}

// TestEvalRandomInts is TestEvalInts with ints of all lengths.
func TestEvalRandomInts(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		x, y := int64(rng.Uint64())>>rng.IntN(64), int64(rng.Uint64())>>rng.IntN(64)
		for op, exact := range bigInts {
			want := exact(big.NewInt(x), big.NewInt(y))
			wantOK := want != nil && want.IsInt64()
			got, ok := EvalPure(op, 0, []uint64{uint64(x), uint64(y)}[:Infos[op].NArgs]...)
			if ok != wantOK || ok && int64(got) != want.Int64() {
				t.Fatalf("%v %d, %d = %d, %v, want %v", op, x, y, int64(got), ok, want)
			}
		}
	}
}

// TestEvalPureTotal: EvalPure takes any operands of any operation.
func TestEvalPureTotal(t *testing.T) {
	for op := range NumOps + 3 {
		for _, x := range intEdges {
			for _, y := range intEdges {
				EvalPure(op, x, uint64(y))
				EvalPure(op, 1, uint64(x), uint64(y))
				EvalPure(op, y, uint64(x), uint64(y), 3)
			}
		}
		EvalPure(op, 7)
	}
}

func TestEvalIntConditions(t *testing.T) {
	for _, x := range intEdges {
		for _, y := range intEdges {
			for c, want := range []bool{x < y, x <= y, x == y, x != y, x > y, x >= y} {
				if got, ok := EvalPure(OpICmp, int64(c), uint64(x), uint64(y)); !ok || got != uint64(b2i(want)) {
					t.Errorf("%d %s %d: %d", x, condNames[c], y, got)
				}
			}
			if _, ok := EvalPure(OpCheckBounds, 0, uint64(x), uint64(y)); ok != (0 <= x && x < y) {
				t.Errorf("CheckBounds %d, %d: %v", x, y, ok)
			}
			if _, ok := EvalPure(OpCheckEq, x, uint64(y)); ok != (x == y) {
				t.Errorf("CheckEq %d, %d: %v", x, y, ok)
			}
		}
		exact := new(big.Float).SetInt64(x)
		f, _ := exact.Float64()
		if got, ok := EvalPure(OpI2F, 0, uint64(x)); !ok || got != math.Float64bits(f) {
			t.Errorf("I2F %d", x)
		}
		wantOK := big.NewInt(x).BitLen() <= 53
		if got, ok := EvalPure(OpCheckI2F, 0, uint64(x)); ok != wantOK || ok && got != math.Float64bits(f) {
			t.Errorf("CheckI2F %d: %v", x, ok)
		}
		small := x >= -1<<61 && x < 1<<61
		for _, op := range []Op{OpTagInt, OpBoxInt} {
			if got, ok := EvalPure(op, 0, uint64(x)); ok != small || ok && got != uint64(x)<<2 {
				t.Errorf("%v %d", op, x)
			}
		}
	}
	if _, ok := EvalPure(OpICmp, 6, 1, 1); ok {
		t.Error("condition 6")
	}
}

var floatEdges = []float64{0, math.Copysign(0, -1), 1, -1, 0.5, -0.5, 1.5, 2.5, -2.5, 0.1, 1e308, -1e308, 5e-324, math.MaxFloat64,
	math.Inf(1), math.Inf(-1), math.NaN(), 1 << 52, 1<<53 + 2, 1 << 62, 9223372036854774784, 1 << 63, -1 << 63, -9223372036854777856, 1e-300}

// same compares bits, but all NaNs are one: which of two NaN operands goes on
// is up to the machine.
func same(a uint64, b float64) bool {
	return a == math.Float64bits(b) || math.IsNaN(b) && math.IsNaN(math.Float64frombits(a))
}

func TestEvalFloats(t *testing.T) {
	for _, x := range floatEdges {
		bits := math.Float64bits(x)
		for op, want := range map[Op]float64{OpFNeg: math.Copysign(x, -math.Copysign(1, x)), OpFAbs: math.Abs(x), OpFSqrt: math.Sqrt(x),
			OpFFloor: math.Floor(x), OpFCeil: math.Ceil(x), OpFTrunc: math.Trunc(x)} {
			if got, ok := EvalPure(op, 0, bits); !ok || !same(got, want) {
				t.Errorf("%v %v = %v", op, x, math.Float64frombits(got))
			}
		}
		for _, y := range floatEdges {
			for op, want := range map[Op]float64{OpFAdd: x + y, OpFSub: x - y, OpFMul: x * y, OpFDiv: x / y} {
				if got, ok := EvalPure(op, 0, bits, math.Float64bits(y)); !ok || !same(got, want) {
					t.Errorf("%v %v, %v = %v", op, x, y, math.Float64frombits(got))
				}
			}
			for c, want := range []bool{x < y, x <= y, x == y, x != y, x > y, x >= y} {
				if got, ok := EvalPure(OpFCmp, int64(c), bits, math.Float64bits(y)); !ok || got != uint64(b2i(want)) {
					t.Errorf("%v %s %v: %d", x, condNames[c], y, got)
				}
			}
		}
		got, ok := EvalPure(OpF2I, 0, bits)
		var want *big.Int
		if !math.IsNaN(x) && !math.IsInf(x, 0) {
			want, _ = new(big.Float).SetFloat64(x).Int(nil)
		}
		if wantOK := want != nil && want.IsInt64(); ok != wantOK || ok && int64(got) != want.Int64() {
			t.Errorf("F2I %v = %d, %v", x, int64(got), ok)
		}
		w, fits := abi.WordFloat(x)
		if got, ok := EvalPure(OpBoxFloat, 0, bits); ok != fits || ok && got != uint64(w) {
			t.Errorf("BoxFloat %v", x)
		}
	}
}

// TestEvalWords runs the operations on words over one of every sort.
func TestEvalWords(t *testing.T) {
	h := newHost()
	boxedInt, boxedFloat := h.boxInt(math.MaxInt64), h.boxFloat(math.Inf(1))
	object := uint64(abi.Ptr(h.alloc(abi.Header{Shape: 9, Kind: abi.KindInstance, Aux: 0x105}.Word(), 0)))
	subFloat := uint64(abi.Ptr(h.alloc(abi.Header{Shape: 10, Kind: abi.KindFloat}.Word(), 0)))
	float, _ := abi.WordFloat(2.5)
	zero, _ := abi.WordFloat(math.Copysign(0, -1))
	// Op and word: what the result is; missing: the guard fails (or the
	// operation must not get the word).
	type results map[uint64]uint64
	all := []uint64{word(0), word(-5), boxedInt, boxedFloat, object, subFloat, uint64(float), uint64(zero), uint64(abi.True),
		uint64(abi.False), uint64(abi.None), uint64(abi.Unbound)}
	bits := math.Float64bits
	bools := func(yes ...uint64) results {
		r := results{}
		for _, w := range all {
			r[w] = 0
		}
		for _, w := range yes {
			r[w] = 1
		}
		return r
	}
	floats := results{uint64(float): bits(2.5), uint64(zero): bits(math.Copysign(0, -1))}
	truth := results{uint64(abi.True): 1, uint64(abi.False): 0}
	for _, c := range []struct {
		op   Op
		aux  int64
		want results
	}{
		{OpCheckInt, 0, results{word(0): 0, word(-5): ^uint64(4)}},
		{OpUntagInt, 0, results{word(0): 0, word(-5): ^uint64(4)}},
		{OpCheckInt64, 0, results{word(0): 0, word(-5): ^uint64(4), boxedInt: math.MaxInt64}},
		{OpCheckFloat, 0, results{uint64(float): bits(2.5), uint64(zero): bits(math.Copysign(0, -1)), boxedFloat: bits(math.Inf(1))}},
		{OpCheckNum, 0, results{uint64(float): bits(2.5), uint64(zero): bits(math.Copysign(0, -1)), boxedFloat: bits(math.Inf(1)),
			word(0): 0, word(-5): bits(-5)}},
		{OpUntagFloat, 0, floats},
		{OpCheckBool, 0, truth},
		{OpUntagBool, 0, truth},
		{OpCheckShape, 9, results{object: object - 1}},
		{OpCheckKind, int64(abi.KindFloat), results{boxedFloat: boxedFloat - 1, subFloat: subFloat - 1}},
		{OpUntagPtr, 0, results{boxedInt: boxedInt - 1, boxedFloat: boxedFloat - 1, object: object - 1, subFloat: subFloat - 1}},
		{OpTIsInt, 0, bools(word(0), word(-5))},
		{OpTIsFloat, 0, bools(uint64(float), uint64(zero))},
		{OpTIsPtr, 0, bools(boxedInt, boxedFloat, object, subFloat)},
		{OpTIs, int64(abi.None), bools(uint64(abi.None))},
		{OpCheckIs, int64(abi.None), results{uint64(abi.None): 0}},
		{OpShapeOf, 0, func() results {
			r := bools()
			r[boxedInt], r[boxedFloat], r[object], r[subFloat] = testIntShape, testFloatShape, 9, 10
			return r
		}()},
	} {
		for _, w := range all {
			got, ok := evalOne(t, h, c.op, c.aux, 0, w)
			want, wantOK := c.want[w]
			if ok != wantOK || ok && got != want {
				t.Errorf("%v %s = %#x, %v; want %#x, %v", c.op, wordText(abi.Value(w)), got, ok, want, wantOK)
			}
		}
	}
	for _, x := range all {
		for _, y := range all {
			if got, ok := evalOne(t, h, OpTSame, 0, 0, x, y); !ok || got != uint64(b2i(x == y)) {
				t.Errorf("TSame %#x, %#x", x, y)
			}
			if _, ok := evalOne(t, h, OpCheckSame, 0, 0, x, y); ok != (x == y) {
				t.Errorf("CheckSame %#x, %#x", x, y)
			}
			if _, ok := evalOne(t, h, OpCheckIsNot, int64(y), 0, x); ok != (x != y) {
				t.Errorf("CheckIsNot %#x, %#x", x, y)
			}
		}
	}
	testPointers(t, h, object)
}

func testPointers(t *testing.T, h *testHost, object uint64) {
	p := object - 1
	for _, c := range []struct {
		op        Op
		aux, aux2 int64
		args      []uint64
		want      uint64
		ok        bool
	}{
		{OpCheckShapeP, 9, 0, []uint64{p}, 0, true},
		{OpCheckShapeP, 8, 0, []uint64{p}, 0, false},
		{OpCheckShapeP, 8, 0, []uint64{0}, 0, false},
		{OpCheckFlags, 0, FlagsAux(0xff, 5), []uint64{p}, 0, true},
		{OpCheckFlags, 0, FlagsAux(0xffff, 5), []uint64{p}, 0, false},
		{OpCheckFlags, 0, FlagsAux(0x102, 0x100), []uint64{p}, 0, true},
		{OpTagPtr, 0, 0, []uint64{p}, object, true},
		{OpTagPtr, 0, 0, []uint64{p + 3}, 0, false},
		{OpAddP, -16, 0, []uint64{p, 24}, p + 8, true},
		{OpPEqual, 0, 0, []uint64{p, p}, 1, true},
		{OpPEqual, 0, 0, []uint64{p, p + 8}, 0, true},
		{OpBNot, 0, 0, []uint64{1}, 0, true},
		{OpBNot, 0, 0, []uint64{0}, 1, true},
		{OpBAnd, 0, 0, []uint64{1, 0}, 0, true},
		{OpBAnd, 0, 0, []uint64{1, 1}, 1, true},
		{OpBOr, 0, 0, []uint64{1, 0}, 1, true},
		{OpBOr, 0, 0, []uint64{0, 0}, 0, true},
		{OpB2I, 0, 0, []uint64{1}, 1, true},
		{OpBoxBool, 0, 0, []uint64{1}, uint64(abi.True), true},
		{OpBoxBool, 0, 0, []uint64{0}, uint64(abi.False), true},
		{OpCheckTrue, 0, 0, []uint64{1}, 0, true},
		{OpCheckTrue, 0, 0, []uint64{0}, 0, false},
		{OpCheckFalse, 0, 0, []uint64{1}, 0, false},
		{OpCheckFalse, 0, 0, []uint64{0}, 0, true},
		{OpLoad, Mem{Off: 6, Width: 2, Class: MFlags}.Pack(), 0, []uint64{p}, 0x105, true},
		{OpLoad, Mem{Off: 6, Width: 2, Class: MFlags}.Pack(), 0, []uint64{0}, 0, false},
		{OpLoadX, Mem{Off: 4, Width: 1, Scale: 2, Class: MFlags}.Pack(), 0, []uint64{p, 1}, 5, true},
		{OpLoadX, Mem{Off: 4, Width: 1, Scale: 2, Class: MFlags}.Pack(), 0, []uint64{p + 4, ^uint64(1)}, 1, true},
	} {
		got, ok := evalOne(t, h, c.op, c.aux, c.aux2, c.args...)
		if ok != c.ok || ok && got != c.want {
			t.Errorf("%v aux %#x, %#x of %#x = %#x, %v; want %#x, %v", c.op, c.aux, c.aux2, c.args, got, ok, c.want, c.ok)
		}
	}
}

// evalOne runs a Func of one node on constants; false when it leaves or breaks.
func evalOne(t *testing.T, h *testHost, op Op, aux, aux2 int64, args ...uint64) (uint64, bool) {
	t.Helper()
	f := NewFunc("one")
	info := &Infos[op]
	var ids []ID
	for i, a := range args {
		c := map[Rep]Op{Tagged: OpConstT, I64: OpConstI, F64: OpConstF, Bool: OpConstB, Ptr: OpConstP}[info.Args[i]]
		ids = append(ids, f.Const(c, int64(a)))
	}
	rep := info.Result
	if info.AnyResult {
		rep = I64
	}
	id := f.Append(f.Entry, op, rep, aux, ids...)
	f.Node(id).Aux2 = aux2
	if info.Guard || info.Slow {
		f.Node(id).State = f.NewState(State{})
	}
	f.Block(f.Entry).Term, f.Block(f.Entry).Cond = TermReturn, f.ConstT(abi.None)
	if err := f.Verify(); err != nil {
		t.Fatal(err)
	}
	e := newEvaluator()
	out := e.Run(f, h)
	if (out.Kind == Exited) != info.Guard && out.Kind == Exited || out.Kind == Broken && out.Err == nil {
		t.Errorf("%v: %+v", op, out)
	}
	// EvalPure agrees, but where it has to look at memory.
	if got, ok := EvalPure(op, aux, args...); ok && (out.Kind != Returned || got != e.Value(id)) {
		t.Errorf("EvalPure %v: %#x, not %#x", op, got, e.Value(id))
	}
	return e.Value(id), out.Kind == Returned
}

// TestEvalMemory stores and loads all widths, through Select, Alloc, boxes,
// FrameFunc and a helper.
func TestEvalMemory(t *testing.T) {
	f := verified(t, `
func memory
b1:
  v1 = LoadReg 8
  v2 = FrameFunc
  v3 = Alloc 0x200000009, 48 @s1
  v4 = CheckInt64 v1 @s1
  Store.8 v3+8 Field, v1
  Store.8 v3+16 Field, -2
  Store.4 v3+16 Bytes, 0x7fffffff89abcdef
  StoreX.2 v3+16+3*2 Bytes, 0x12345
  StoreX.1 v3+16+1*1 Bytes, true
  Store.8 v3+24 Field, v2
  Store.8 v3+32 Field, 2.5f
  v5:i64 = Load.8 v3+16 Field
  v6 = Load.4 v3+16 Field
  v7 = Load.4s v3+16 Field
  v8 = Load.1s v3+16 Field
  v9 = Load.2s v3+18 Field
  v10 = Load.2 v3+18 Field
  v11:bool = Load.1 v3+17 Field
  v12:f64 = LoadX.8 v3+0+4*8 Field
  v13 = Load.8 v3+24 Field
  v14:ptr = Load.8 v3+40 Field
  v15 = Select v11, v5, v6
  v16 = BoxInt v4 @s1
  v17 = BoxFloat f:inf @s1
  v18 = CheckFloat v17 @s1
  Barrier v3, 8 @s1
  v19:f64 = CallHelper.0 v16, v17, v12 @s1 after s1
  v20 = TagPtr v3
  v21 = CheckInt64 v16 @s1
  return v20
s1: {}
`)
	h := newHost(0)
	h.regs[abi.FrameHeaderWords+1] = h.boxInt(math.MinInt64)
	h.helper = func(f *Func, id ID, args []uint64, value func(ID) uint64) (uint64, bool) {
		if len(args) != 3 || args[0] != value(16) || args[1] != value(17) || args[2] != math.Float64bits(2.5) {
			t.Error(args)
		}
		return math.Float64bits(7), true
	}
	e := newEvaluator()
	out := e.Run(f, h)
	if out.Kind != Returned || abi.Value(out.Result).Shape() != 9 {
		t.Fatalf("%+v", out)
	}
	low := int64(math.MinInt64)
	for id, want := range map[ID]uint64{4: uint64(low), 5: 0x2345ffff89ab01ef, 6: 0x89ab01ef, 7: 0xffffffff89ab01ef,
		8: 0xffffffffffffffef, 9: 0xffffffffffff89ab, 10: 0x89ab, 11: 1, 12: math.Float64bits(2.5), 13: uint64(abi.None), 14: 0,
		15: 0x2345ffff89ab01ef, 18: math.Float64bits(math.Inf(1)), 19: math.Float64bits(7), 21: uint64(low)} {
		if e.Value(id) != want {
			t.Errorf("v%d = %#x, want %#x", id, e.Value(id), want)
		}
	}
}

// TestEvalBroken: what a wrong Func does is reported.
func TestEvalBroken(t *testing.T) {
	for _, c := range []string{
		"v1 = FloorDiv 1, 0", "v1 = FloorMod -9223372036854775808, -1", "v1 = Shl 1, 64", "v1 = Shl 1, -1", "v1 = Shr 1, -1", "v1 = Quo -1, 1",
		"v1 = Rem 1, 0", "v1 = TagInt 9223372036854775807", "v1 = UntagInt t:None", "v1 = UntagPtr t:int 1", "v1 = UntagFloat t:int 1",
		"v1 = UntagBool t:None", "v1 = Load.8 p:0+8 Field", "v1 = Store.8 p:0+8 Field, 1", "v1 = ShlOv 1, -1 @s1",
		"v1 [0..2] = Add 1, 2", "v1:t {none} = Select true, t:True, t:None", "v1 {int} = Shl 1, 62",
	} {
		f := verified(t, "b1:\n "+c+"\n return t:None\ns1: {}")
		if out := newEvaluator().Run(f, newHost()); out.Kind != Broken || out.Err == nil || out.Node != 1 || !strings.Contains(out.Err.Error(), "b1: v1") {
			t.Errorf("%s: %+v", c, out)
		}
	}
	f := verified(t, "b1:\n jump b2(1)\nb2(v1:i64 [0..0]):\n exit cold @s1\ns1: {}")
	if out := newEvaluator().Run(f, newHost()); out.Kind != Broken || out.Node != 1 {
		t.Errorf("%+v", out)
	}
	f.Node(1).Type = Type{}
	if out := newEvaluator().Run(f, newHost()); out.Kind != Exited || out.Node != 0 || out.State != 1 || out.Block != 2 {
		t.Errorf("%+v", out)
	}
}

// TestEvalCoversAll: no operation of the table is unknown to the evaluator.
func TestEvalCoversAll(t *testing.T) {
	known := map[Op]bool{OpParam: true}
	host := newHost()
	defer runtime.KeepAlive(host)
	b := host.alloc(abi.Header{Shape: 1, Kind: abi.KindInstance}.Word(), 0, 0)
	for op := OpInvalid + 1; op < NumOps; op++ {
		if known[op] {
			continue
		}
		h := newHost(0)
		h.helper = func(*Func, ID, []uint64, func(ID) uint64) (uint64, bool) { return 0, true }
		f := NewFunc("all")
		var args []ID
		for i := range max(Infos[op].NArgs, 0) {
			c := map[Rep]Op{Tagged: OpConstT, I64: OpConstI, F64: OpConstF, Bool: OpConstB, Ptr: OpConstP, None: OpConstI}[Infos[op].Args[i]]
			x := int64(1)
			switch {
			case c == OpConstP:
				x = int64(b)
			case strings.HasSuffix(op.String(), "Int") && c == OpConstT:
				x = 4
			case strings.HasSuffix(op.String(), "Float"):
				x = 2
			case strings.HasSuffix(op.String(), "Bool") && c == OpConstT:
				x = int64(abi.True)
			case c == OpConstT:
				x = int64(abi.Ptr(b))
			}
			args = append(args, f.Const(c, x))
		}
		aux := int64(0)
		if imms[op] == immMem {
			aux = Mem{Off: 8, Width: 8, Scale: 1, Class: MField}.Pack()
		}
		if !Infos[op].Const {
			f.Append(f.Entry, op, Infos[op].Result, aux, args...)
		}
		f.Block(f.Entry).Term, f.Block(f.Entry).Cond = TermReturn, f.ConstT(abi.None)
		e := newEvaluator()
		if out := e.Run(f, h); out.Kind == Broken {
			t.Errorf("%v: %v", op, out.Err)
		}
	}
}

func TestEvalDoesNotAllocate(t *testing.T) {
	f := verified(t, corpus(t)["swap.ir"])
	e, h := newEvaluator(), newHost(word(5))
	e.Run(f, h)
	if n := testing.AllocsPerRun(100, func() { e.Run(f, h) }); n > 1 {
		t.Error(n, "allocations for a run")
	}
}

func BenchmarkEvalLoop(b *testing.B) {
	f := verified(b, corpus(b)["loop.ir"])
	e, h := newEvaluator(), newHost(word(1000))
	e.CheckTypes = false
	for b.Loop() {
		e.Run(f, h)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/5000, "ns/node")
}
