package abi

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestInts(t *testing.T) {
	for _, i := range []int64{0, 1, -1, MaxInt, MinInt, 1 << 31, -1 << 31} {
		v := SmallInt(i)
		if !v.IsInt() || v.IsFloat() || v.IsPtr() || v.IsBool() || v.Int() != i || !FitsInt(i) {
			t.Errorf("%d: word %#x", i, uint64(v))
		}
	}
	if FitsInt(MaxInt+1) || FitsInt(MinInt-1) {
		t.Error("an int of 63 bits does not fit the word")
	}
}

// TestFloats: a word float comes back to the bit, and no float's word is taken
// for anything else.
func TestFloats(t *testing.T) {
	check := func(f float64) {
		v, ok := WordFloat(f)
		if ok != v.IsFloat() {
			t.Fatalf("%g: ok %t, word %#x", f, ok, uint64(v))
		}
		if !ok {
			return
		}
		if v.IsInt() || v.IsPtr() || v.IsBool() || v == None || v == Unbound || v == Raised {
			t.Fatalf("%g: word %#x is ambiguous", f, uint64(v))
		}
		if math.Float64bits(v.Float()) != math.Float64bits(f) {
			t.Fatalf("%g came back as %g", f, v.Float())
		}
	}
	for e := -1074; e <= 1023; e++ {
		for _, m := range []float64{1, 1.5, 1.9999999999999998} {
			check(math.Ldexp(m, e))
			check(-math.Ldexp(m, e))
		}
	}
	for _, f := range []float64{0, math.Copysign(0, -1), math.Inf(1), math.Inf(-1), math.NaN()} {
		check(f)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 1000000 {
		check(math.Float64frombits(r.Uint64()))
	}
	for _, f := range []float64{0, 1, -1, 1e-76, 1e76, -3.5e-300 * 0} {
		if _, ok := WordFloat(f); !ok {
			t.Errorf("%g is boxed", f)
		}
	}
}

func TestImmediates(t *testing.T) {
	seen := map[Value]bool{}
	for _, v := range []Value{False, True, None, NotImplemented, Ellipsis, Unbound, Deleted, Raised} {
		if seen[v] || v.IsInt() || v.IsFloat() || v.IsPtr() || v > 0x7f {
			t.Errorf("immediate %#x", uint64(v))
		}
		seen[v] = true
	}
	if True != False+8 || !True.IsBool() || !False.IsBool() || None.IsBool() {
		t.Error("bools")
	}
}
