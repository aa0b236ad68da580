package mathmod

import (
	"math"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/libm"
	"github.com/go-python/gopython/internal/pyfmt"
	"github.com/go-python/gopython/runtime"
)

var sumFuncs = []*runtime.NativeDef{
	{Name: "fsum", Sig: "seq, /", Fn: fsum, Doc: "Exact sum of floats, rounded once."},
	{Name: "prod", Sig: "iterable, /, *, start=1", Fn: prod, Doc: "Product of the items and start."},
	{Name: "sumprod", Sig: "p, q, /", Fn: sumprod, Doc: "Sum of the products of corresponding items."},
	{Name: "dist", Sig: "p, q, /", Fn: dist, Doc: "Euclidean distance of two points."},
	{Name: "hypot", Sig: "*coordinates", Fn: hypot, Float2: func(x, y float64) float64 { return libm.HypotN(x, y) }, Doc: "Euclidean length of a vector."},
}

// exactSum is a sum of floats kept without rounding, as floats that do not
// overlap, in increasing magnitude (Shewchuk 1997).
type exactSum struct {
	parts    []float64
	infs     float64 // sum of the infinite summands
	specials float64 // sum of all summands that are not finite
}

// add adds x; false when that overflows.
func (s *exactSum) add(x float64) bool {
	was := x
	n := 0
	for _, y := range s.parts {
		if math.Abs(x) < math.Abs(y) {
			x, y = y, x
		}
		hi := x + y
		if lo := y - (hi - x); lo != 0 {
			s.parts[n] = lo
			n++
		}
		x = hi
	}
	s.parts = s.parts[:n]
	switch {
	case x == 0:
	case isFinite(x):
		s.parts = append(s.parts, x)
	case isFinite(was):
		return false
	default:
		if math.IsInf(was, 0) {
			s.infs += was
		}
		s.specials += was
		s.parts = s.parts[:0]
	}
	return true
}

// round returns the sum of the finite summands, rounded half-even.
func (s *exactSum) round() float64 {
	n := len(s.parts)
	if n == 0 {
		return 0
	}
	n--
	hi, lo := s.parts[n], 0.0
	for n > 0 && lo == 0 {
		n--
		x, y := hi, s.parts[n]
		hi = x + y
		lo = y - (hi - x)
	}
	// Half-way between two floats, what is below decides.
	if n > 0 && (lo < 0 && s.parts[n-1] < 0 || lo > 0 && s.parts[n-1] > 0) {
		y := lo * 2
		if x := hi + y; x-hi == y {
			hi = x
		}
	}
	return hi
}

func fsum(t *thread, a []Value) Value {
	var s exactSum
	ok := t.Each(a[0], func(v Value) bool {
		x, ok := t.AsFloat(v)
		if ok && !s.add(x) {
			t.Raise(t.Exc.OverflowError, "intermediate overflow in fsum")
			return false
		}
		return ok
	})
	switch {
	case !ok:
		return raised
	case s.specials == 0:
		return t.NewFloat(s.round())
	case s.infs != s.infs:
		return t.Raise(t.Exc.ValueError, "-inf + inf in fsum")
	}
	return t.NewFloat(s.specials)
}

func prod(t *thread, a []Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	result := abi.SmallInt(1)
	if a[1] != runtime.Unbound {
		result = a[1]
	}
	// a[1] keeps the product alive: arguments are roots.
	a[1] = result
	if !t.Each(a[0], func(v Value) bool {
		a[1] = t.BinaryOp(runtime.Mul, a[1], v)
		return a[1] != raised
	}) {
		return raised
	}
	return a[1]
}

// tripleSum is a sum in three floats, good for about 159 bits.
type tripleSum struct{ hi, lo, tiny float64 }

func twoSum(a, b float64) (hi, lo float64) {
	hi = a + b
	z := hi - a
	return hi, (a - (hi - z)) + (b - z)
}

// addProduct adds x*y.
func (s tripleSum) addProduct(x, y float64) tripleSum {
	ph := float64(x * y)
	pl := math.FMA(x, y, -ph)
	hi, e1 := twoSum(s.hi, ph)
	l1, e2 := twoSum(s.lo, pl)
	lo, e3 := twoSum(l1, e1)
	return tripleSum{hi, lo, s.tiny + e2 + e3}
}

func (s tripleSum) float() float64 {
	last, lastLow := twoSum(s.lo, s.tiny)
	total, totalLow := twoSum(s.hi, last)
	return total + (totalLow + lastLow)
}

// sumprod adds products of floats exactly; other numbers by their operators.
func sumprod(t *thread, a []Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	p := t.Iter(a[0])
	if p == raised {
		return raised
	}
	t.Root(p)
	q := t.Iter(a[1])
	if q == raised {
		return raised
	}
	t.Root(q)
	// The arguments' slots keep the items alive from here on.
	total := abi.SmallInt(0)
	var floats tripleSum
	inFloats := false
	flush := func() bool {
		if inFloats {
			total = t.BinaryOp(runtime.Add, total, t.NewFloat(floats.float()))
			floats, inFloats = tripleSum{}, false
		}
		return total != raised
	}
	for {
		inner := t.Mark()
		t.Root(total)
		x := t.Next(p)
		if x == raised {
			return raised
		}
		if x != runtime.Unbound {
			t.Root(x)
		}
		y := t.Next(q)
		switch {
		case y == raised:
			return raised
		case (x == runtime.Unbound) != (y == runtime.Unbound):
			return t.Raise(t.Exc.ValueError, "Inputs are not the same length")
		case x == runtime.Unbound:
			flush()
			return total
		}
		t.Root(y)
		if fx, fy, ok := floatPair(t, x, y); ok {
			if next := floats.addProduct(fx, fy); isFinite(next.hi) {
				floats, inFloats = next, true
				t.Unroot(inner)
				continue
			}
		}
		if !flush() {
			return raised
		}
		t.Root(total)
		product := t.BinaryOp(runtime.Mul, x, y)
		if product == raised {
			return raised
		}
		t.Root(product)
		if total = t.BinaryOp(runtime.Add, total, product); total == raised {
			return raised
		}
		t.Unroot(inner)
	}
}

// floatPair returns two numbers as floats when both are floats, or one is and
// the other an int.
func floatPair(t *thread, x, y Value) (fx, fy float64, ok bool) {
	fx, xf := exactFloat(t, x)
	fy, yf := exactFloat(t, y)
	switch {
	case xf && yf:
		return fx, fy, true
	case xf:
		fy, ok = intFloat(t, y)
	case yf:
		fx, ok = intFloat(t, x)
	}
	return fx, fy, ok
}

func exactFloat(t *thread, v Value) (float64, bool) {
	if t.TypeOf(v) != t.Types.Float {
		return 0, false
	}
	return runtime.FloatOf(v)
}

// intFloat converts an int or bool, unless it is too large for a float.
func intFloat(t *thread, v Value) (float64, bool) {
	if typ := t.TypeOf(v); typ != t.Types.Int && typ != t.Types.Bool {
		return 0, false
	}
	if i, fits := t.IntValue(v); fits {
		return float64(i), true
	}
	return pyfmt.BigToFloat(t.BigOf(v))
}

func hypot(t *thread, a []Value) Value {
	v, ok := floats(t, a[0])
	if !ok {
		return raised
	}
	return t.NewFloat(libm.HypotN(v...))
}

// floats converts the items of a tuple.
func floats(t *thread, tuple Value) ([]float64, bool) {
	n := len(abi.TupleItems(tuple))
	v := make([]float64, n)
	for i := range v {
		f, ok := t.AsFloat(abi.TupleItems(tuple)[i])
		if !ok {
			return nil, false
		}
		v[i] = f
	}
	return v, true
}

func dist(t *thread, a []Value) Value {
	for i := range a {
		if a[i] = t.TupleOf(a[i]); a[i] == raised {
			return raised
		}
	}
	if len(abi.TupleItems(a[0])) != len(abi.TupleItems(a[1])) {
		return t.Raise(t.Exc.ValueError, "both points must have the same number of dimensions")
	}
	p, ok := floats(t, a[0])
	if !ok {
		return raised
	}
	q, ok := floats(t, a[1])
	if !ok {
		return raised
	}
	for i := range p {
		p[i] -= q[i]
	}
	return t.NewFloat(libm.HypotN(p...))
}
