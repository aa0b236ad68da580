package mathmod

import (
	"math"
	"math/big"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/libm"
	"github.com/go-python/gopython/runtime"
)

var integerFuncs = []*runtime.NativeDef{
	{Name: "comb", Sig: "n, k, /", Fn: comb, Doc: "Number of ways to choose k items of n."},
	{Name: "perm", Sig: "n, k=None, /", Fn: perm, Doc: "Number of ways to choose k items of n in order."},
	{Name: "factorial", Sig: "n, /", Fn: factorial, Doc: "n!."},
	{Name: "gcd", Sig: "*integers", Fn: gcd, Doc: "Greatest common divisor."},
	{Name: "lcm", Sig: "*integers", Fn: lcm, Doc: "Least common multiple."},
	{Name: "isqrt", Sig: "n, /", Fn: isqrt, Doc: "Integer part of the square root."},
}

var logFuncs = []*runtime.NativeDef{
	{Name: "log", Sig: "x, base=None, /", Fn: log, Float1: libm.Log, Doc: "Logarithm of x, natural or to the given base."},
	{Name: "log2", Sig: "x, /", Fn: func(t *thread, a []Value) Value { return logOf(t, a[0], libm.Log2) }, Float1: libm.Log2, Doc: "Base 2 logarithm."},
	{Name: "log10", Sig: "x, /", Fn: func(t *thread, a []Value) Value { return logOf(t, a[0], libm.Log10) }, Float1: libm.Log10, Doc: "Base 10 logarithm."},
}

func log(t *thread, a []Value) Value {
	x := logOf(t, a[0], libm.Log)
	if x == raised || a[1] == runtime.Unbound {
		return x
	}
	m := t.Mark()
	defer t.Unroot(m)
	t.Root(x)
	base := logOf(t, a[1], libm.Log)
	if base == raised {
		return raised
	}
	return t.BinaryOp(runtime.TrueDiv, x, base)
}

// logOf applies a logarithm to an int of any size, or to a float.
func logOf(t *thread, v Value, f func(float64) float64) Value {
	i, ok := runtime.IntOf(v)
	if !ok {
		x, ok := t.AsFloat(v)
		switch {
		case !ok:
			return raised
		case x <= 0:
			return domain(t, "expected a positive input", x)
		}
		return t.NewFloat(f(x))
	}
	if runtime.IntSign(i) <= 0 {
		return t.Raise(t.Exc.ValueError, "expected a positive input")
	}
	b := t.BigOf(i)
	x, _ := new(big.Float).SetInt(b).Float64()
	if b.BitLen() <= 64 {
		x, _ = b.Float64()
	}
	if !math.IsInf(x, 0) {
		return t.NewFloat(f(x))
	}
	// log(m * 2**e) = log(m) + e*log(2)
	e := b.BitLen()
	top := new(big.Int).Rsh(b, uint(e-128)) // enough bits to round as the whole does
	if b.TrailingZeroBits() < uint(e-128) {
		top.SetBit(top, 0, 1)
	}
	m, _ := top.Float64()
	m = math.Ldexp(m, -128)
	if m == 1 {
		m, e = 0.5, e+1
	}
	return t.NewFloat(f(m) + float64(f(2)*float64(e)))
}

// index converts by __index__ to a plain int.
func index(t *thread, v Value) Value {
	i := t.AsIndex(v)
	if i == raised {
		return raised
	}
	i, _ = runtime.IntOf(i)
	return i
}

// room checks that an int of about that many bits may be computed.
func room(t *thread, bits float64) bool {
	if bits < 1<<20 {
		return true
	}
	if bits > 1<<31 || !t.Heap.CheckRoom(uint64(bits)/8*3) {
		t.RaiseArgs(t.Exc.MemoryError)
		return false
	}
	return true
}

func factorial(t *thread, a []Value) Value {
	i := index(t, a[0])
	if i == raised {
		return raised
	}
	n, fits := t.IntValue(i)
	switch {
	case runtime.IntSign(i) < 0:
		return t.Raise(t.Exc.ValueError, "factorial() not defined for negative values")
	case !fits:
		return t.Raise(t.Exc.OverflowError, "factorial() argument should not exceed %d", int64(math.MaxInt64))
	}
	if n <= 20 {
		r := int64(1)
		for ; n > 1; n-- {
			r *= n
		}
		return t.NewInt(r)
	}
	if !room(t, float64(n)*math.Log2(float64(n)+1)) {
		return raised
	}
	return t.NewBig(rangeProduct(1, uint64(n)))
}

// chosen reads the arguments of comb and perm.
func chosen(t *thread, a []Value) (n, k *big.Int) {
	m := t.Mark()
	defer t.Unroot(m)
	ni := t.Root(index(t, a[0]))
	if ni == raised {
		return nil, nil
	}
	ki := index(t, a[1])
	if ki == raised {
		return nil, nil
	}
	n, k = t.BigOf(ni), t.BigOf(ki)
	switch {
	case n.Sign() < 0:
		t.Raise(t.Exc.ValueError, "n must be a non-negative integer")
		return nil, nil
	case k.Sign() < 0:
		t.Raise(t.Exc.ValueError, "k must be a non-negative integer")
		return nil, nil
	}
	return n, k
}

// falling is n * (n-1) * ... with k factors, as a product of halves.
func falling(n *big.Int, k int64) *big.Int {
	if n.IsUint64() && k > 0 {
		return rangeProduct(n.Uint64()-uint64(k)+1, n.Uint64())
	}
	if k <= 16 {
		r, f := big.NewInt(1), new(big.Int).Set(n)
		for ; k > 0; k-- {
			r.Mul(r, f)
			f.Sub(f, one)
		}
		return r
	}
	half := k / 2
	rest := new(big.Int).Sub(n, big.NewInt(half))
	return new(big.Int).Mul(falling(n, half), falling(rest, k-half))
}

var one = big.NewInt(1)

func comb(t *thread, a []Value) Value {
	if a[0].IsInt() && a[1].IsInt() && a[0].Int() >= 0 && a[1].Int() >= 0 {
		if c, ok := chooseWord(uint64(a[0].Int()), uint64(a[1].Int())); ok {
			return t.NewUint(c)
		}
	}
	n, k := chosen(t, a)
	if n == nil {
		return raised
	}
	if k.Cmp(n) > 0 {
		return abi.SmallInt(0)
	}
	if rest := new(big.Int).Sub(n, k); rest.Cmp(k) < 0 {
		k = rest
	}
	if !k.IsInt64() {
		return t.Raise(t.Exc.OverflowError, "min(n - k, k) must not exceed %d", int64(math.MaxInt64))
	}
	if !room(t, float64(k.Int64())*float64(n.BitLen())) {
		return raised
	}
	r := falling(n, k.Int64())
	return t.NewBig(r.Quo(r, rangeProduct(1, uint64(k.Int64()))))
}

func perm(t *thread, a []Value) Value {
	if a[1] == runtime.Unbound || a[1] == runtime.None {
		return factorial(t, a)
	}
	if a[0].IsInt() && a[1].IsInt() && a[1].Int() >= 0 && a[0].Int() >= a[1].Int() {
		if p, ok := rangeWord(uint64(a[0].Int()-a[1].Int())+1, uint64(a[0].Int())); ok {
			return t.NewUint(p)
		}
	}
	n, k := chosen(t, a)
	switch {
	case n == nil:
		return raised
	case k.Cmp(n) > 0:
		return abi.SmallInt(0)
	case !k.IsInt64():
		return t.Raise(t.Exc.OverflowError, "k must not exceed %d", int64(math.MaxInt64))
	}
	if !room(t, float64(k.Int64())*float64(n.BitLen())) {
		return raised
	}
	return t.NewBig(falling(n, k.Int64()))
}

// fold combines the arguments, *integers, from the left.
func fold(t *thread, args Value, start int64, f func(x, y *big.Int) *big.Int) Value {
	r := big.NewInt(start)
	for i := range abi.TupleItems(args) {
		v := index(t, abi.TupleItems(args)[i])
		if v == raised {
			return raised
		}
		if r = f(r, new(big.Int).Abs(t.BigOf(v))); !room(t, float64(r.BitLen())) {
			return raised
		}
	}
	return t.NewBig(r)
}

func gcd(t *thread, a []Value) Value {
	if items := abi.TupleItems(a[0]); len(items) == 2 && abi.BothInt(items[0], items[1]) {
		return t.NewInt(int64(gcdWords(uint64(abs(items[0].Int())), uint64(abs(items[1].Int())))))
	}
	return fold(t, a[0], 0, gcdBig)
}

func gcdWords(x, y uint64) uint64 {
	for y != 0 {
		x, y = y, x%y
	}
	return x
}

// gcdBig is that of numbers that are not negative.
func gcdBig(x, y *big.Int) *big.Int {
	if x.Cmp(y) < 0 {
		x, y = y, x
	}
	switch {
	case y.Sign() == 0:
		return x
	case y.IsUint64():
		return new(big.Int).SetUint64(gcdWords(y.Uint64(), new(big.Int).Rem(x, y).Uint64()))
	}
	return new(big.Int).GCD(nil, nil, x, y)
}

func abs(i int64) int64 { return max(i, -i) }

func lcm(t *thread, a []Value) Value {
	return fold(t, a[0], 1, func(x, y *big.Int) *big.Int {
		if x.Sign() == 0 || y.Sign() == 0 {
			return new(big.Int)
		}
		x.Quo(x, gcdBig(x, y))
		return x.Mul(x, y)
	})
}

func isqrt(t *thread, a []Value) Value {
	i := index(t, a[0])
	if i == raised {
		return raised
	}
	if runtime.IntSign(i) < 0 {
		return t.Raise(t.Exc.ValueError, "isqrt() argument must be nonnegative")
	}
	if i.IsInt() {
		n := i.Int()
		r := int64(math.Sqrt(float64(n)))
		for r*r > n {
			r--
		}
		for (r+1)*(r+1) <= n {
			r++
		}
		return abi.SmallInt(r)
	}
	return t.NewBig(sqrt(t.BigOf(i)))
}
