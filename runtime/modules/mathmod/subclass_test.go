package mathmod_test

import (
	"math/big"
	"testing"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/runtime"
)

// subclass makes what a class statement with an empty body does.
func (s *side) subclass(tb testing.TB, name string, base *runtime.Type) runtime.Value {
	tb.Helper()
	t := s.t
	c := t.Call(t.Types.Type.Obj, t.NewStr(name), t.NewTuple([]runtime.Value{base.Obj}), t.NewDict())
	if c == runtime.Raised {
		tb.Fatal(s.text(c))
	}
	return c
}

func TestSubclasses(tb *testing.T) {
	s := newSide(tb)
	t := s.t
	T := &t.Types
	i := t.Call(s.subclass(tb, "I", T.Int), abi.SmallInt(5))
	f := t.Call(s.subclass(tb, "F", T.Float), t.NewFloat(2.5))
	c := t.Call(s.subclass(tb, "C", T.Complex), t.NewComplex(1+2i))
	big1 := t.Call(t.TypeOf(i).Obj, t.NewBig(new(big.Int).Lsh(big.NewInt(1), 100)))
	for _, x := range []struct {
		v    runtime.Value
		want string
	}{
		{i, "5"}, {f, "2.5"}, {c, "(1+2j)"}, {big1, "1267650600228229401496703205376"},
		{t.BinaryOp(runtime.Add, i, abi.SmallInt(1)), "6"},
		{t.BinaryOp(runtime.Sub, abi.SmallInt(1), i), "-4"},
		{t.BinaryOp(runtime.Mul, i, i), "25"},
		{t.BinaryOp(runtime.Mul, i, f), "12.5"},
		{t.BinaryOp(runtime.Add, f, c), "(3.5+2j)"},
		{t.BinaryOp(runtime.RShift, big1, abi.SmallInt(99)), "2"},
		{t.BinaryOp(runtime.And, i, runtime.True), "1"},
		{t.BinaryOp(runtime.Pow, abi.SmallInt(2), i), "32"},
		{t.PowMod(i, abi.SmallInt(2), abi.SmallInt(7)), "4"},
		{t.Compare(i, abi.SmallInt(5), runtime.EQ), "True"},
		{t.Compare(f, i, runtime.LT), "True"},
		{t.UnaryOp('-', i), "-5"}, {t.UnaryOp('~', i), "-6"}, {t.UnaryOp('-', f), "-2.5"},
		{t.Call(T.Int.Obj, i), "5"}, {t.Call(T.Float.Obj, f), "2.5"}, {t.Call(T.Complex.Obj, c), "(1+2j)"},
		{t.GetAttr(i, t.Intern("real")), "5"}, {t.GetAttr(f, t.Intern("real")), "2.5"},
	} {
		if got := s.text(x.v); got != x.want {
			tb.Errorf("got %s, want %s", got, x.want)
		}
	}
	for v, typ := range map[runtime.Value]*runtime.Type{
		t.BinaryOp(runtime.Add, i, abi.SmallInt(0)): T.Int, t.UnaryOp('+', i): T.Int, t.UnaryOp('+', f): T.Float,
		t.Call(T.Int.Obj, i): T.Int, t.GetAttr(f, t.Intern("real")): T.Float, t.UnaryOp('+', c): T.Complex,
	} {
		if t.TypeOf(v) != typ {
			tb.Errorf("%s is a %s", s.text(v), t.TypeName(v))
		}
	}
	if !t.SetAttr(i, t.Intern("x"), abi.SmallInt(7)) || t.GetAttr(i, t.Intern("x")) != abi.SmallInt(7) {
		tb.Error("attribute of an instance of a subclass of int")
	}
}

// Results that would fill the machine are refused before they are computed.
func TestHugeResults(tb *testing.T) {
	s := newSide(tb)
	t := s.t
	huge := abi.SmallInt(1e12)
	ten10 := t.BinaryOp(runtime.Pow, abi.SmallInt(10), abi.SmallInt(10))
	for _, v := range []func() runtime.Value{
		func() runtime.Value { return t.BinaryOp(runtime.LShift, abi.SmallInt(1), huge) },
		func() runtime.Value { return t.BinaryOp(runtime.Pow, abi.SmallInt(10), ten10) },
		func() runtime.Value { return t.BinaryOp(runtime.Pow, abi.SmallInt(2), huge) },
		func() runtime.Value { return t.BinaryOp(runtime.Pow, ten10, t.NewUint(1<<63)) },
	} {
		if got := s.text(v()); got != "MemoryError: " {
			tb.Error(got)
		}
	}
	s.call("math.factorial", 1000000000000)
	s.call("math.perm", 1000000000000, 500000000000)
	for _, got := range s.ours {
		if got != "MemoryError: " {
			tb.Error(got)
		}
	}
}

// BenchmarkHash64 is FNV-1a over 64 bits: a product of up to 104 bits per step.
func BenchmarkHash64(b *testing.B) {
	s := newSide(b)
	t := s.t
	h, prime, mask := t.NewUint(14695981039346656037), abi.SmallInt(1099511628211), t.NewUint(1<<64-1)
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		x := t.BinaryOp(runtime.Xor, h, abi.SmallInt(int64(n&255)))
		h = t.BinaryOp(runtime.And, t.BinaryOp(runtime.Mul, x, prime), mask)
		if n&0xffff == 0 {
			m := t.Mark()
			t.Root(h)
			t.Root(mask)
			t.Heap.Collect()
			t.Unroot(m)
		}
	}
}

// BenchmarkBig multiplies and divides numbers of 2,000 bits.
func BenchmarkBig(b *testing.B) {
	s := newSide(b)
	t := s.t
	x := t.BinaryOp(runtime.Pow, abi.SmallInt(3), abi.SmallInt(1260))
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		p := t.BinaryOp(runtime.Mul, x, x)
		if t.BinaryOp(runtime.FloorDiv, p, x) == runtime.Raised {
			b.Fatal("raised")
		}
		if n&0xfff == 0 {
			m := t.Mark()
			t.Root(x)
			t.Heap.Collect()
			t.Unroot(m)
		}
	}
}
