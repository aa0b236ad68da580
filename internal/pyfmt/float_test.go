package pyfmt

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
)

func newRand() *rand.Rand { return rand.New(rand.NewPCG(1, 2)) }

// someFloats gives special values and random ones of several kinds.
func someFloats(r *rand.Rand, n int) []float64 {
	out := []float64{0, math.Copysign(0, -1), 1, -1, 0.5, 1.5, 2.5, -2.5, 1e16, 1e15, 9999999999999998, 1e-4, 9.999e-5, 1e22, 1e23,
		math.Inf(1), math.Inf(-1), math.NaN(), 5e-324, 2.2250738585072014e-308, math.MaxFloat64, 1 << 53, 1<<53 + 2,
		0.1, 123456.789, 1e100, 0.000123, 2.675, 1.005, 1 << 62, 1 << 63, -(1 << 63), 1 << 61, 1<<61 - 1}
	for len(out) < n {
		switch r.IntN(6) {
		case 0:
			out = append(out, math.Float64frombits(r.Uint64()))
		case 1:
			out = append(out, float64(r.IntN(2_000_001)-1_000_000)/float64(int(1)<<r.IntN(12)))
		case 2:
			out = append(out, math.Round(r.NormFloat64()*1e6)/math.Pow(10, float64(r.IntN(8))))
		case 3:
			out = append(out, float64(r.Int64())-float64(r.Int64()))
		case 4:
			out = append(out, r.NormFloat64()*math.Pow(10, float64(r.IntN(40)-20)))
		default:
			out = append(out, float64(r.IntN(2001)-1000)/1000)
		}
	}
	return out
}

const floatPrelude = "F = float.fromhex\n"

func hexOf(f float64) string { return FloatHex(f) }

func TestFloatText(t *testing.T) {
	var b batch
	for _, f := range someFloats(newRand(), 6000) {
		h := strconv.FormatFloat(f, 'x', -1, 64)
		if f == 0 || math.IsInf(f, 0) || f != f {
			h = FloatRepr(f)
		}
		b.add(FloatRepr(f), "repr(F(a[0]))", h)
		b.add(FloatHex(f), "F(a[0]).hex()", h)
		b.add(ComplexRepr(f, -f/3), "repr(complex(F(a[0]), -F(a[0])/3))", h)
		b.add(ComplexRepr(0, f), "repr(complex(0.0, F(a[0])))", h)
		if f == f {
			b.add(fmt.Sprint(HashFloat(f)), "hash(F(a[0]))", h)
		}
		num, den, err := AsIntegerRatio(f)
		if err == nil {
			b.add(fmt.Sprintf("(%d, %d)", num, den), "F(a[0]).as_integer_ratio()", h)
		} else {
			b.add(text(nil, err), "F(a[0]).as_integer_ratio()", h)
		}
		small, bg, err := FloatToInt(f)
		switch {
		case err != nil:
			b.add(text(nil, err), "int(F(a[0]))", h)
		case bg != nil:
			b.add(bg.String(), "int(F(a[0]))", h)
		default:
			b.add(fmt.Sprint(small), "int(F(a[0]))", h)
		}
	}
	b.compare(t, floatPrelude)
}

func TestFloatReprAllocs(t *testing.T) {
	var buf [32]byte
	for _, f := range []float64{1.5, 1e300, 0.1, 3, math.Pi} {
		if n := testing.AllocsPerRun(10, func() { AppendFloatRepr(buf[:0], f) }); n != 0 {
			t.Errorf("%v: %v allocations", f, n)
		}
	}
}

func TestFloatArith(t *testing.T) {
	var b batch
	r := newRand()
	fs := someFloats(r, 5000)
	for i, f := range fs {
		n := r.IntN(50) - 20
		if r.IntN(3) == 0 {
			n = r.IntN(700) - 340
		}
		res, err := FloatRound(f, n)
		got := FloatRepr(res)
		if err != nil {
			got = text(nil, err)
		}
		b.add(got, "repr(round(F(a[0]), a[1]))", hexOf(f), n)
		for _, n := range []int{0, 1, 2, 3} {
			res, _ := FloatRound(f, n)
			b.add(FloatRepr(res), "repr(round(F(a[0]), a[1]))", hexOf(f), n)
		}
		g := fs[r.IntN(len(fs))]
		if i%3 == 0 {
			g = f / float64(r.IntN(9)+1)
		}
		if g != 0 {
			div, mod := FloatDivMod(f, g)
			b.add(FloatRepr(FloatMod(f, g)), "repr(F(a[0]) % F(a[1]))", hexOf(f), hexOf(g))
			b.add("("+FloatRepr(div)+", "+FloatRepr(mod)+")", "repr(divmod(F(a[0]), F(a[1])))", hexOf(f), hexOf(g))
			b.add(FloatRepr(FloatFloorDiv(f, g)), "repr(F(a[0]) // F(a[1]))", hexOf(f), hexOf(g))
		}
	}
	b.compare(t, floatPrelude)
}

func TestParseFloat(t *testing.T) {
	var b batch
	r := newRand()
	try := func(s string) {
		f, ok := ParseFloat(s)
		got := "bad"
		if ok {
			got = FloatHex(f)
		}
		b.add(got, "P(a[0])", s)
	}
	for _, s := range []string{"", "+", ".", "1.", ".5", "1_0.0_1e1_0", "1_.0", "1._0", "_1", "1_", "1e_1", "1e1_", "1__0", "inf", "-INF",
		"Infinity", "+infinit", "nan", "-nan", "NaN", "1e400", "-1e400", "1e-400", "0x10", "1e", "1e+", "--1", "1e5.", "٣", "in_f",
		"0." + strings.Repeat("0", 20000) + "123e20003", "1" + strings.Repeat("0", 30000) + "e-30000",
		strings.Repeat("0", 300000) + "1", "0." + strings.Repeat("0", 300000) + "7_5e300001", "1" + strings.Repeat("0", 200000) + "e-200000",
		"0e99999999999999999999", "1e99999999999999999999", "1e-99999999999999999999", strings.Repeat("0", 5000) + "e1"} {
		try(s)
	}
	for range 4000 {
		s := make([]byte, r.IntN(9)+1)
		for i := range s {
			s[i] = "0123456789.._eE+-1"[r.IntN(18)]
		}
		try(string(s))
		try(FloatRepr(math.Float64frombits(r.Uint64())))
		try(fmt.Sprintf("%d%de%d", r.Uint64(), r.Uint64(), r.IntN(700)-350))
	}
	b.compare(t, `
def P(s):
    if s[-1:] == "٣": return "bad"
    try: return float(s).hex()
    except ValueError: return "bad"
`)
}

func TestFromHex(t *testing.T) {
	var b batch
	r := newRand()
	try := func(s string) {
		f, err := FloatFromHex(s)
		got := FloatHex(f)
		if err != nil {
			got = text(nil, err)
		}
		b.add(got, "float.fromhex(a[0]).hex()", s)
	}
	for _, s := range []string{"", "0x", "0x.", "1p", "1p+", " 0x1p4 ", "0x1.8P-3", "-0x0p99999999999999999", "0x1p1024", "0x1p99999999999", "0x1p-99999999999",
		"0x1.fffffffffffff8p1023", "0x1.fffffffffffff7p1023", "0x1p-1075", "0x1.0000001p-1075", "1.8p0 x", "inf", "-NaN", "0x1..", "1_0", ".8"} {
		try(s)
	}
	for range 4000 {
		s := make([]byte, r.IntN(30)+1)
		for i := range s {
			s[i] = "0123456789abcdefABCDEF8880000"[r.IntN(29)]
		}
		k := r.IntN(len(s))
		try(fmt.Sprintf("0x%s.%sp%d", s[:k], s[k:], r.IntN(2300)-1150))
	}
	b.compare(t, "")
}

func randBig(r *rand.Rand, maxBits int) *big.Int {
	n := r.IntN(maxBits) + 1
	x := new(big.Int)
	for x.BitLen() < n {
		x.Lsh(x, 64)
		switch r.IntN(3) {
		case 0:
		case 1:
			x.Or(x, new(big.Int).SetUint64(r.Uint64()))
		default:
			x.Or(x, new(big.Int).SetUint64(math.MaxUint64))
		}
		if x.Sign() == 0 {
			x.SetInt64(1)
		}
	}
	x.Rsh(x, uint(x.BitLen()-n))
	if r.IntN(2) == 0 {
		x.Neg(x)
	}
	return x
}

func TestIntFloat(t *testing.T) {
	var b batch
	r := newRand()
	fs := someFloats(r, 3000)
	for _, f := range fs {
		x := randBig(r, 200)
		switch r.IntN(4) {
		case 0:
			if bg, _, err := AsIntegerRatio(math.Trunc(f)); err == nil {
				x = bg.Add(bg, big.NewInt(int64(r.IntN(3)-1)))
			}
		case 1:
			x = randBig(r, 64)
		}
		if f == f {
			cmp := CompareBig(x, f)
			b.add(fmt.Sprint(cmp), "(int(a[0]) > F(a[1])) - (int(a[0]) < F(a[1]))", x.String(), hexOf(f))
			if x.IsInt64() && CompareInt(x.Int64(), f) != cmp {
				t.Errorf("CompareInt(%d, %v)", x, f)
			}
		}
		b.add(fmt.Sprint(HashBig(x)), "hash(int(a[0]))", x.String())
		if x.IsInt64() && HashInt(x.Int64()) != HashBig(x) {
			t.Errorf("HashInt(%d)", x)
		}
		y := randBig(r, 1300)
		if r.IntN(2) == 0 {
			y.Mul(y, x)
		}
		z := randBig(r, 1300)
		got := ""
		if q, err := BigTrueDiv(y, z); err != nil {
			got = text(nil, err)
		} else {
			got = FloatRepr(q)
		}
		b.add(got, "repr(int(a[0]) / int(a[1]))", y.String(), z.String())
		y = randBig(r, 1100)
		if v, ok := BigToFloat(y); ok {
			b.add(FloatRepr(v), "repr(float(int(a[0])))", y.String())
		} else {
			b.add("OverflowError: int too large to convert to float", "repr(float(int(a[0])))", y.String())
		}
		i, j := r.Int64()>>r.IntN(60), r.Int64()>>r.IntN(60)
		if q, err := IntTrueDiv(i, -j); err == nil {
			b.add(FloatRepr(q), "repr(int(a[0]) / -int(a[1]))", fmt.Sprint(i), fmt.Sprint(j))
		}
	}
	for _, e := range []int{60, 61, 62, 63} {
		for d := int64(-2); d <= 2; d++ {
			x := new(big.Int).Lsh(big.NewInt(1), uint(e))
			x.Add(x, big.NewInt(d))
			b.add(fmt.Sprint(HashBig(x)), "hash(int(a[0]))", x.String())
			x.Neg(x)
			b.add(fmt.Sprint(HashBig(x)), "hash(int(a[0]))", x.String())
			if x.IsInt64() && HashInt(x.Int64()) != HashBig(x) {
				t.Errorf("HashInt(%d)", x)
			}
		}
	}
	b.compare(t, floatPrelude)
}

func TestParseInt(t *testing.T) {
	var b batch
	r := newRand()
	try := func(s string, base int) {
		small, bg, err := ParseInt(s, base, 4300)
		got := fmt.Sprint(small)
		if bg != nil {
			got = bg.Text(16)
			if bg.IsInt64() {
				t.Errorf("%q: not normalised", s)
			}
			b.add(got, "P(a[0], a[1], 'x')", s, base)
			return
		}
		if e, ok := err.(*Error); ok {
			got = text(nil, e)
		} else if err != nil {
			got = "bad"
		}
		b.add(got, "P(a[0], a[1], 'd')", s, base)
	}
	for _, s := range []string{"", "0", "00", "0_0", "010", "-0", "0x", "0x_1f", "0x_", "0x__1", "0b101", "0o17", "0B1", "1__0", "_1", "1_", "+5", "-+5",
		"9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "z", "0_7", "0x1_0", "0_x1",
		strings.Repeat("9", 4300), strings.Repeat("9", 4301), strings.Repeat("0", 4301), strings.Repeat("1_", 4300) + "1", strings.Repeat("7", 3000)} {
		for _, base := range []int{0, 2, 8, 10, 16, 32, 36} {
			try(s, base)
		}
	}
	for range 3000 {
		s := make([]byte, r.IntN(30)+1)
		for i := range s {
			s[i] = "0123456789012345_xabcdefo0"[r.IntN(26)]
			if r.IntN(3) > 0 {
				s[i] = "0123456789"[r.IntN(10)]
			}
		}
		base := r.IntN(36)
		if base == 1 {
			base = 10
		}
		try(string(s), base)
	}
	b.compare(t, `
def P(s, base, f):
    try: return format(int(s, base), f)
    except ValueError as e:
        if "Exceeds" in str(e): raise
        return "bad"
`)
}

func TestBigDecimal(t *testing.T) {
	want := new(big.Int).Exp(big.NewInt(3), big.NewInt(40000), nil)
	s := want.String()
	_, got, err := ParseInt(s, 10, 0)
	if err != nil || got.Cmp(want) != 0 {
		t.Errorf("3**40000 does not survive: %v", err)
	}
	if out, err := AppendBig(nil, want, 0); err != nil || string(out) != s {
		t.Error("AppendBig(3**40000)")
	}
	_, e := AppendBig(nil, want, 4300)
	const msg = "ValueError: Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit"
	if e == nil || e.Error() != msg {
		t.Errorf("got %v", e)
	}
	ten := new(big.Int).Exp(big.NewInt(10), big.NewInt(4300), nil)
	if _, e = AppendBig(nil, ten, 4300); e == nil {
		t.Error("4301 digits pass")
	}
	if _, e = AppendBig(nil, ten.Sub(ten, big.NewInt(1)), 4300); e != nil {
		t.Error("4300 digits fail")
	}
}
