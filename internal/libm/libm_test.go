package libm

import (
	"bufio"
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/go-python/gopython/internal/difftest"
)

// span is a range of arguments; log draws the exponent evenly.
type span struct {
	lo, hi float64
	log    bool
}

var (
	small  = span{1e-300, 1e-3, true}
	medium = span{-20, 20, false}
	anyPos = span{5e-324, math.MaxFloat64, true}
	unit   = span{-1, 1, false}
	huge   = span{1e5, math.MaxFloat64, true}
)

// functions lists what is compared: in percent, the share of results that may differ from the oracle's, and how far
// they may be apart, in units of the last place. Glibc's own errors set these bounds: ours
// are correctly rounded but for expm1, log1p, log10 and those built on them, erf, erfc and the gammas.
var functions = []struct {
	name    string
	f1      func(float64) float64
	f2      func(a, b float64) float64
	percent float64
	ulps    int64
	spans   []span
}{
	{"exp", Exp, nil, 0.1, 1, []span{small, {-2, 2, false}, medium, {-746, 710, false}, {-745.2, -707, false}}},
	{"exp2", Exp2, nil, 0.3, 1, []span{small, {-2, 2, false}, medium, {-1075, 1024, false}, {-1075, -1020, false}}},
	{"expm1", Expm1, nil, 0.3, 1, []span{small, {-2, 2, false}, medium, {-60, 709, false}}},
	{"log", Log, nil, 0.15, 1, []span{anyPos, {0.9, 1.1, false}, {0, 50, false}, {5e-324, 3e-308, true}}},
	{"log2", Log2, nil, 0.3, 1, []span{anyPos, {0.9, 1.1, false}, {0, 50, false}, {5e-324, 3e-308, true}}},
	{"log10", Log10, nil, 0.15, 2, []span{anyPos, {0.9, 1.1, false}, {0, 50, false}, {5e-324, 3e-308, true}}},
	{"log1p", Log1p, nil, 0.3, 1, []span{small, {-1, 2, false}, {0, 50, false}, anyPos}},
	{"sin", Sin, nil, 0.4, 1, []span{small, {-4, 4, false}, {-2000, 2000, false}, huge, {1e3, 1e6, false}}},
	{"cos", Cos, nil, 0.4, 1, []span{small, {-4, 4, false}, {-2000, 2000, false}, huge, {1e3, 1e6, false}}},
	{"tan", Tan, nil, 0.5, 1, []span{small, {-4, 4, false}, {-2000, 2000, false}, huge, {1e3, 1e6, false}}},
	{"asin", Asin, nil, 0.3, 1, []span{small, unit, {0.99, 1, false}}},
	{"acos", Acos, nil, 0.3, 1, []span{small, unit, {0.99, 1, false}}},
	{"atan", Atan, nil, 0.3, 1, []span{small, unit, medium, anyPos}},
	{"atan2", nil, Atan2, 0.3, 1, []span{unit, medium, anyPos}},
	{"sinh", Sinh, nil, 0.5, 2, []span{small, unit, medium, {20, 711, false}}},
	{"cosh", Cosh, nil, 0.5, 2, []span{small, unit, medium, {20, 711, false}}},
	{"tanh", Tanh, nil, 0.5, 2, []span{small, unit, medium}},
	{"asinh", Asinh, nil, 0.5, 1, []span{small, unit, medium, anyPos}},
	{"acosh", Acosh, nil, 0.5, 1, []span{{1, 1.1, false}, {1, 50, false}, {1, math.MaxFloat64, true}}},
	{"atanh", Atanh, nil, 0.5, 1, []span{small, unit, {0.99, 1, false}}},
	{"pow", nil, Pow, 0.15, 1, []span{{0, 20, false}, {0.9, 1.1, false}, {1e-5, 1e5, true}, {1, 60, false}}},
	{"cbrt", Cbrt, nil, 60, 3, []span{small, medium, anyPos}},
	{"hypot", nil, Hypot, 0.01, 1, []span{unit, medium, anyPos}},
	{"erf", Erf, nil, 5, 1, []span{small, unit, {-6, 6, false}}},
	{"erfc", Erfc, nil, 20, 4, []span{small, unit, {-6, 27, false}}},
	{"gamma", Gamma, nil, 0.5, 4, []span{small, unit, {0, 30, false}, {-175, 172, false}}},
	{"lgamma", Lgamma, nil, 0.5, 2, []span{small, unit, {0, 30, false}, {-175, 1e4, false}, anyPos}},
	{"fmod", nil, Fmod, 0, 0, []span{unit, medium, anyPos, {5e-324, 1e-300, true}}},
	{"remainder", nil, Remainder, 0, 0, []span{unit, medium, anyPos, {5e-324, 1e-300, true}}},
}

var specials = []float64{0, math.Copysign(0, -1), 1, -1, 0.5, -0.5, 2, -2, 3, 10, 100, 1e22, 1e23, math.Inf(1), math.Inf(-1), math.NaN(),
	5e-324, -5e-324, 2.2250738585072014e-308, 2.225073858507201e-308, math.MaxFloat64, -math.MaxFloat64, math.Pi, math.Pi / 2, math.E,
	709.782712893384, 709.7827128933841, -745.1332191019411, -745.1332191019412, 710.4758600739439, 1024, -1074, -1075, -1022, 1.0000000000000002,
	0.9999999999999999, 1 << 53, 1<<53 + 2, -(1 << 53) + 1, -3, -2.5, 171, 172, 171.6243769563027, 709.75, 710, 22, 28, 355, 1e-20, 1e-8, 8, 1000, 0.1}

func (s span) pick(r *rand.Rand) float64 {
	if s.log {
		v := math.Exp2(math.Log2(s.lo) + r.Float64()*(math.Log2(s.hi)-math.Log2(s.lo)))
		v *= 1 + r.Float64()/2
		if v > math.MaxFloat64 {
			v = math.MaxFloat64
		}
		if r.IntN(2) == 0 && s.hi > 1e300 && s.lo > 1 {
			v = -v
		}
		return v
	}
	return s.lo + r.Float64()*(s.hi-s.lo)
}

func hex(f float64) string {
	switch {
	case f != f:
		return "nan"
	case math.IsInf(f, 0):
		return strings.TrimPrefix(fmt.Sprint(f), "+")
	}
	return strconv.FormatFloat(f, 'x', -1, 64)
}

const script = `
import sys, math
for line in sys.stdin:
    name, *args = line.split()
    try: r = getattr(math, name)(*map(float.fromhex, args)).hex()
    except ValueError: r = "domain"
    except OverflowError: r = "overflow"
    print(r)
`

type call struct {
	fn   int
	a, b float64
}

func (c call) ours() float64 {
	if f := functions[c.fn].f1; f != nil {
		return f(c.a)
	}
	return functions[c.fn].f2(c.a, c.b)
}

func calls() []call {
	r := rand.New(rand.NewPCG(3, 4))
	var out []call
	for i, fn := range functions {
		for _, a := range specials {
			if fn.f1 != nil {
				out = append(out, call{i, a, 0})
				continue
			}
			for _, b := range specials {
				out = append(out, call{i, a, b})
			}
		}
		for n := range 20000 {
			s := fn.spans[n%len(fn.spans)]
			c := call{i, s.pick(r), s.pick(r)}
			if fn.name == "pow" {
				c.b = (r.Float64() - 0.5) * math.Pow(10, float64(r.IntN(4)))
				if n&7 == 0 {
					c.b = math.Trunc(c.b)
				}
			}
			out = append(out, c)
		}
	}
	return out
}

// TestOracle compares with CPython's math module, and reports how many results differ.
func TestOracle(t *testing.T) {
	all := calls()
	var in bytes.Buffer
	for _, c := range all {
		fmt.Fprintf(&in, "%s %s", functions[c.fn].name, hex(c.a))
		if functions[c.fn].f2 != nil {
			fmt.Fprintf(&in, " %s", hex(c.b))
		}
		in.WriteByte('\n')
	}
	cmd := exec.Command(difftest.Python(t), "-c", script)
	cmd.Stdin = &in
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	total, bad, worst := make([]int, len(functions)), make([]int, len(functions)), make([]int64, len(functions))
	errors := make([]int, len(functions))
	sc := bufio.NewScanner(bytes.NewReader(out))
	for _, c := range all {
		if !sc.Scan() {
			t.Fatal("too few answers")
		}
		got, want := c.ours(), sc.Text()
		fn := &functions[c.fn]
		d := distance(got, want)
		total[c.fn]++
		if d != 0 {
			bad[c.fn]++
		}
		worst[c.fn] = max(worst[c.fn], d)
		if d > fn.ulps {
			if errors[c.fn]++; errors[c.fn] < 6 {
				t.Errorf("%s(%v, %v) = %v (%s), want %s", fn.name, c.a, c.b, got, hex(got), want)
			}
		}
	}
	for i, fn := range functions {
		rate := 100 * float64(bad[i]) / float64(total[i])
		t.Logf("%-9s %6d results, %6.3f%% differ, by %d ulp at most", fn.name, total[i], rate, worst[i])
		if rate > fn.percent {
			t.Errorf("%s: %.3f%% differ, more than %v%%", fn.name, rate, fn.percent)
		}
	}
}

func TestHypotN(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	var in bytes.Buffer
	var ours []string
	for range 4000 {
		var v []float64
		scale := math.Ldexp(1, r.IntN(2000)-1000)
		for range r.IntN(6) {
			v = append(v, (r.Float64()-0.5)*scale)
		}
		in.WriteString("hypot")
		for _, x := range v {
			in.WriteString(" " + hex(x))
		}
		in.WriteByte('\n')
		ours = append(ours, hex(HypotN(v...)))
	}
	in.WriteString("hypot inf nan 1\n")
	ours = append(ours, hex(HypotN(math.Inf(-1), math.NaN(), 1)))
	cmd := exec.Command(difftest.Python(t), "-c", script)
	cmd.Stdin = &in
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range strings.Fields(string(out)) {
		got, _ := strconv.ParseFloat(ours[i], 64)
		if d := distance(got, want); d != 0 {
			t.Errorf("case %d: got %s, want %s", i, ours[i], want)
		}
	}
}

// TestGenerated makes the tables anew and compares.
func TestGenerated(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the go command")
	}
	file := filepath.Join(t.TempDir(), "tables.go")
	if out, err := exec.Command("go", "run", "./_gen", "-o", file).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile("tables.go"); err != nil || !bytes.Equal(got, want) {
		t.Errorf("tables.go is not what _gen makes: run go generate (%v)", err)
	}
}

// TestHardCases has correctly rounded results, computed with 2400 bits, for arguments that are hard: close to
// multiples of pi (glibc's cosine is 8 places off at the first), subnormal results, powers that magnify.
func TestHardCases(t *testing.T) {
	for _, c := range []struct {
		name    string
		x, want float64
	}{
		{"sin", 0x1.6ac5b262ca1ffp+849, 0x1.0000000000000p+0},
		{"cos", 0x1.6ac5b262ca1ffp+849, -0x1.14ae72e6ba22fp-61},
		{"tan", 0x1.6ac5b262ca1ffp+849, -0x1.d9ba9a7975636p+60},
		{"sin", 0x1.6300000000000p+8, -0x1.f9bd0307d1de3p-16},
		{"cos", 0x1.6000000000000p+3, 0x1.220ae41ee2fdfp-8},
		{"tan", 0x1.0f0cf064dd592p+73, -0x1.a0f79c1b6b257p+0},
		{"sin", 0x1.fffffffffffffp+1023, 0x1.452fc98b34e97p-8},
		{"cos", 0x1.f37c8a0000000p+95, -0x1.bbdd52a58eafbp-30},
		{"exp", 0x1.70ef54646d497p-57, 0x1.0000000000000p+0},
		{"log", 0x1.0000000000001p+0, 0x1.fffffffffffffp-53},
		{"log", 0x1.fffffffffffffp-1, -0x1.0000000000000p-53},
		{"exp", -0x1.7440000000000p+9, 0x1p-1074},
		{"exp", -0x1.6240000000000p+9, 0x0.e6cf6d08897acp-1022},
		{"atan", 0x1.12e0be826d695p-30, 0x1.12e0be826d695p-30},
		{"asin", 0x1.fffffffffffffp-1, 0x1.921fb50442d18p+0},
		{"acos", 0x1.fffffffffffffp-1, 0x1.0000000000000p-26},
		{"acos", -0x1.fffffffffffffp-1, 0x1.921fb52442d18p+1},
	} {
		for _, fn := range functions {
			if fn.name == c.name && fn.f1(c.x) != c.want {
				t.Errorf("%s(%v) = %x, want %x", c.name, c.x, fn.f1(c.x), c.want)
			}
		}
	}
	for _, c := range [][3]float64{
		{0x1.0000000000001p+0, 0x1.bc16d674ec800p+59, 0x1.44a12826f5073p+320},
		{0x1.fffffffffffffp-1, -0x1.bc16d674ec800p+58, 0x1.0fa92a380df72p+80},
		{0x1.8000000000000p+1, -0x1.2c00000000000p+9, 0x1.0406143142763p-951},
		{0x1.8000000000000p+0, 0x1.5e20000000000p+9, 0x1.8970085a6d29dp+409},
		{0x1.4000000000000p+3, -0x1.4000000000000p+8, 0x0.00000000007e8p-1022},
		{0x1.4000000000000p+3, 0x1.3400000000000p+8, 0x1.1ccf385ebc8a0p+1023},
		{0x1.199999999999ap+0, 0x1.b580000000000p+12, 0x1.70482352af339p+962},
	} {
		if got := Pow(c[0], c[1]); got != c[2] {
			t.Errorf("Pow(%v, %v) = %x, want %x", c[0], c[1], got, c[2])
		}
	}
}

// distance is the number of floats between our result and the oracle's; a wrong kind of result is far away.
func distance(got float64, want string) int64 {
	const far = math.MaxInt64
	switch want {
	case "nan":
		if got != got {
			return 0
		}
		return far
	case "domain":
		if got != got || math.IsInf(got, 0) {
			return 0
		}
		return far
	case "overflow":
		if math.IsInf(got, 0) {
			return 0
		}
		return far
	}
	w, err := strconv.ParseFloat(want, 64)
	if err != nil || got != got || math.Signbit(got) != math.Signbit(w) {
		return far
	}
	d := int64(math.Float64bits(got)) - int64(math.Float64bits(w))
	return max(d, -d)
}
