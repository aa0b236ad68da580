package mathmod_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"math/cmplx"
	"math/rand"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/go-python/gopython/runtime"
	"github.com/go-python/gopython/runtime/modules/mathmod"

	"github.com/go-python/gopython/internal/difftest"
)

// These tests compare numbers, their methods, the builtin functions about them
// and module math with a genuine CPython, which one process answers for.

// side calls functions here and collects the same calls for CPython.
type side struct {
	t    *runtime.Thread
	math runtime.Value
	in   bytes.Buffer
	ours []string
	asks []string
}

func newSide(tb testing.TB) *side {
	tb.Helper()
	iso, err := runtime.New(runtime.Config{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { iso.Close() })
	return &side{t: iso.Main(), math: iso.Main().Root(mathmod.New(iso.Main()))}
}

// value makes a Python value of a Go one, and its Python source.
func (s *side) value(x any) (runtime.Value, string) {
	t := s.t
	switch x := x.(type) {
	case int:
		return t.NewInt(int64(x)), strconv.Itoa(x)
	case *big.Int:
		if x.BitLen() > 10000 { // more digits than a literal may have
			return t.NewBig(x), "0x" + x.Text(16)
		}
		return t.NewBig(x), x.String()
	case bool:
		if x {
			return runtime.True, "True"
		}
		return runtime.False, "False"
	case float64:
		return t.NewFloat(x), floatSource(x)
	case complex128:
		return t.NewComplex(x), "complex(" + floatSource(real(x)) + "," + floatSource(imag(x)) + ")"
	case string:
		return t.NewStr(x), strconv.QuoteToASCII(x)
	case []byte:
		return t.NewBytes(x), "bytes(" + strings.ReplaceAll(fmt.Sprint(x), " ", ",") + ")"
	case nil:
		return runtime.None, "None"
	case []any:
		vs, src := make([]runtime.Value, len(x)), "["
		for i, e := range x {
			v, text := s.value(e)
			vs[i] = v
			src += text + ","
		}
		return t.NewList(vs), src + "]"
	}
	panic(fmt.Sprintf("%T", x))
}

func floatSource(f float64) string {
	return fmt.Sprintf("float('%s')", strings.Replace(strconv.FormatFloat(f, 'g', -1, 64), "Inf", "inf", 1))
}

func (s *side) text(v runtime.Value) string {
	t := s.t
	if v != runtime.Raised {
		v = t.Repr(v)
	}
	if v == runtime.Raised {
		exc := t.TakePending()
		str := t.Str(exc)
		return t.TypeName(exc) + ": " + t.GoString(str)
	}
	return t.GoString(v)
}

func (s *side) ask(ours runtime.Value, expr string) {
	s.ours = append(s.ours, s.text(ours))
	s.asks = append(s.asks, expr)
	line, _ := json.Marshal(expr)
	s.in.Write(line)
	s.in.WriteByte('\n')
}

var binSymbol = []string{"+", "-", "*", "/", "//", "%", "**", "<<", ">>", "&", "|", "^", "@", "divmod"}

func (s *side) binary(op runtime.BinOp, a, b any) {
	x, xs := s.value(a)
	y, ys := s.value(b)
	expr := "(" + xs + ")" + binSymbol[op] + "(" + ys + ")"
	if op == runtime.DivMod {
		expr = "divmod(" + xs + "," + ys + ")"
	}
	s.ask(s.t.BinaryOp(op, x, y), expr)
}

func (s *side) compare(a, b any) {
	x, xs := s.value(a)
	y, ys := s.value(b)
	for op, sym := range []string{"<", "<=", "==", "!=", ">", ">="} {
		s.ask(s.t.Compare(x, y, runtime.CompareOp(op)), "("+xs+")"+sym+"("+ys+")")
	}
}

// call calls "f" of the builtins, "math.f", or ".m": a method of the first argument.
func (s *side) call(name string, args ...any) {
	t := s.t
	vs, src := make([]runtime.Value, len(args)), make([]string, len(args))
	for i, a := range args {
		vs[i], src[i] = s.value(a)
	}
	var f runtime.Value
	switch {
	case name == "hash":
		h, ok := t.Hash(vs[0])
		if f = runtime.Raised; ok {
			f = t.NewInt(h)
		}
		s.ask(f, "hash("+src[0]+")")
		return
	case name[0] == '.':
		f = t.GetAttr(vs[0], t.Intern(name[1:]))
		name, vs, src = "("+src[0]+")"+name, vs[1:], src[1:]
	case strings.HasPrefix(name, "math."):
		f = t.GetAttr(s.math, t.Intern(name[5:]))
	default:
		class, method, dotted := strings.Cut(name, ".")
		f = t.DictGetStr(t.Builtins, t.Intern(class))
		if dotted {
			f = t.GetAttr(f, t.Intern(method))
		}
	}
	if f == runtime.Raised {
		s.ask(f, name)
		return
	}
	s.ask(t.Call(f, vs...), name+"("+strings.Join(src, ",")+")")
}

func (s *side) check(tb testing.TB) {
	tb.Helper()
	cmd := exec.Command(difftest.Python(tb), "-W", "ignore", "-c", `
import sys, json, math
for line in sys.stdin:
    try: out = repr(eval(json.loads(line)))
    except Exception as x: out = type(x).__name__ + ": " + str(x)
    print(json.dumps(out))
`)
	cmd.Stdin = &s.in
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		tb.Fatal(err)
	}
	sc := bufio.NewScanner(bytes.NewReader(out))
	sc.Buffer(nil, 1<<26)
	bad := 0
	i := 0
	for ; sc.Scan(); i++ {
		var want string
		if err := json.Unmarshal(sc.Bytes(), &want); err != nil {
			tb.Fatal(err)
		}
		if got := s.ours[i]; got != want {
			tb.Errorf("%.300s\n got %.300s\nwant %.300s", s.asks[i], got, want)
			if bad++; bad > 30 {
				tb.Fatal("and more")
			}
		}
	}
	if i != len(s.ours) {
		tb.Fatalf("%d answers to %d questions", i, len(s.ours))
	}
	tb.Logf("%d comparisons", i)
}

// randomInt is around the borders between the representations.
func randomInt(r *rand.Rand) *big.Int {
	shifts := []uint{0, 1, 2, 8, 15, 30, 31, 32, 53, 61, 62, 63, 64, 65, 96, 127, 128, 129, 192, 300}
	x := new(big.Int).Lsh(big.NewInt(1), shifts[r.Intn(len(shifts))])
	switch r.Intn(4) {
	case 0:
		x.Add(x, big.NewInt(int64(r.Intn(7)-3)))
	case 1:
		x.Rand(r, x)
	case 2:
		x.Sub(x, new(big.Int).Rand(r, big.NewInt(1000)))
	}
	if r.Intn(2) == 0 {
		x.Neg(x)
	}
	return x
}

func randomFloat(r *rand.Rand) float64 {
	special := []float64{0, math.Copysign(0, -1), 1, -1, 0.5, 2, 1e16, 1e22, 1e100, 1e300, -1e308, 5e-324, math.Inf(1), math.Inf(-1),
		math.NaN(), 1 << 53, 1 << 62, 1 << 63, 1 << 64, -1 << 63, 0.1, 2.5, 1e-10}
	switch r.Intn(4) {
	case 0:
		return special[r.Intn(len(special))]
	case 1:
		return float64(r.Intn(2001)-1000) / 4
	case 2:
		return math.Ldexp(r.Float64()*2-1, r.Intn(140)-70)
	}
	return math.Float64frombits(r.Uint64())
}

func randomNumber(r *rand.Rand) any {
	switch r.Intn(8) {
	case 0, 1, 2, 3:
		return randomInt(r)
	case 4, 5:
		return randomFloat(r)
	case 6:
		return r.Intn(2) == 0
	}
	return complex(randomFloat(r), randomFloat(r))
}

func TestIntOperators(t *testing.T) {
	difftest.Python(t)
	s, r := newSide(t), rand.New(rand.NewSource(1))
	for range 12000 {
		a, b := randomInt(r), randomInt(r)
		op := runtime.BinOp(r.Intn(int(runtime.NumBinOps)))
		switch op {
		case runtime.MatMul:
			continue
		case runtime.LShift, runtime.RShift:
			b = big.NewInt(int64(r.Intn(260) - 5))
		case runtime.Pow:
			b = big.NewInt(int64(r.Intn(30) - 5))
		}
		s.binary(op, a, b)
	}
	for _, a := range []any{0, 1, -1, 2, -2, bigOf("99999999999999999999")} {
		for _, b := range []any{bigOf("18446744073709551616"), bigOf("-18446744073709551616"), -1, 0, bigOf("1000000000000")} {
			s.binary(runtime.RShift, a, b)
			if a == 0 || b == 0 || b == -1 {
				s.binary(runtime.LShift, a, b)
			}
			if a == 0 || a == 1 || a == -1 {
				s.binary(runtime.Pow, a, b)
			}
		}
	}
	s.check(t)
}

func bigOf(text string) *big.Int {
	b, _ := new(big.Int).SetString(text, 10)
	return b
}

func TestMixedOperators(t *testing.T) {
	difftest.Python(t)
	s, r := newSide(t), rand.New(rand.NewSource(2))
	for range 12000 {
		a, b := randomNumber(r), randomNumber(r)
		op := runtime.BinOp(r.Intn(int(runtime.NumBinOps)))
		_, ai := a.(*big.Int)
		_, bi := b.(*big.Int)
		if bi && (op == runtime.LShift || op == runtime.Pow && ai) {
			b = r.Intn(100)
		}
		s.binary(op, a, b)
	}
	for range 1500 {
		s.compare(randomNumber(r), randomNumber(r))
	}
	for range 1000 { // close to each other
		a := randomInt(r)
		f, _ := a.Float64()
		s.compare(a, f)
		s.compare(f, a)
	}
	s.check(t)
}

func TestPowMod(t *testing.T) {
	difftest.Python(t)
	s, r := newSide(t), rand.New(rand.NewSource(3))
	for range 3000 {
		s.call("pow", randomInt(r), randomInt(r), randomInt(r))
	}
	for range 300 {
		s.call("pow", randomInt(r), big.NewInt(int64(r.Intn(200)-100)), big.NewInt(int64(r.Intn(20)-10)))
		s.call("pow", randomNumber(r), 3, randomNumber(r))
	}
	s.call("pow", "a", 3, 4)
	s.call("pow", 3, "a", 4)
	s.check(t)
}

func TestNumberFunctions(t *testing.T) {
	difftest.Python(t)
	s, r := newSide(t), rand.New(rand.NewSource(4))
	for range 1500 {
		x := randomNumber(r)
		for _, f := range []string{"int", "float", "complex", "bool", "abs", "round", "str", "hex", "oct", "bin", "complex.from_number", "float.from_number"} {
			s.call(f, x)
		}
		if f, ok := x.(float64); !ok || !math.IsNaN(f) {
			if c, ok := x.(complex128); !ok || !cmplx.IsNaN(c) {
				s.call("hash", x)
			}
		}
		s.call("round", x, r.Intn(40)-20)
		s.call("complex", x, randomNumber(r))
	}
	for range 1000 {
		x := randomInt(r)
		for _, m := range []string{".bit_length", ".bit_count", ".conjugate", ".as_integer_ratio", ".is_integer", ".__trunc__", ".__floor__",
			".__ceil__", ".__getnewargs__", ".__sizeof__", ".__index__", ".__neg__", ".__invert__", ".__pos__", ".__float__", ".__bool__"} {
			s.call(m, x)
		}
		n := r.Intn(45)
		for _, order := range []string{"big", "little"} {
			s.call(".to_bytes", x, n, order)
			s.call("int.from_bytes", randomBytes(r), order)
		}
		s.call(".__format__", x, []string{"", "d", "x", "#b", ",", "_x", ">40", "+", "e", ".3f", "n", "c", "010d"}[r.Intn(13)])
		f := randomFloat(r)
		for _, m := range []string{".hex", ".is_integer", ".as_integer_ratio", ".__trunc__", ".__floor__", ".__ceil__", ".conjugate", ".__getnewargs__",
			".__neg__", ".__int__", ".__bool__", ".__abs__"} {
			s.call(m, f)
		}
		s.call(".__format__", f, []string{"", ".3f", "e", "g", "%", "+.2", "010.1f", ",", "n"}[r.Intn(9)])
		c := complex(f, randomFloat(r))
		for _, m := range []string{".conjugate", ".__getnewargs__", ".__neg__", ".__bool__"} {
			s.call(m, c)
		}
	}
	s.check(t)
}

func randomBytes(r *rand.Rand) []byte {
	b := make([]byte, r.Intn(24))
	r.Read(b)
	return b
}

func TestNumberText(t *testing.T) {
	difftest.Python(t)
	s := newSide(t)
	texts := []string{"", " ", "0", "-0", "+1", "1_000", "1__0", "_1", "1_", " 12 ", "\t5\n", "0x1f", "0b101", "0o17", "z", "١٢", "\u00a07\u2003", "1.5", "1e5",
		"nan", "-inf", "Infinity", "1e400", "0x1p3", "12345678901234567890123", strings.Repeat("9", 4301), strings.Repeat("x", 300), "1+2j", "(1-2j)", "j", "-j",
		"1_0.5", "é", "1\x00", "0_7", "00", "07", " 1e-5j ", "\x1c1"}
	for _, x := range texts {
		s.call("int", x)
		s.call("float", x)
		s.call("complex", x)
		s.call("float.fromhex", x)
		for _, base := range []any{0, 2, 8, 10, 16, 36, 1, 37, -1, bigOf("99999999999999999999"), "x"} {
			s.call("int", x, base)
		}
		s.call("int", []byte(x))
		s.call("int", []byte(x), 16)
		s.call("float", []byte(x))
		s.call("complex", []byte(x))
	}
	for _, x := range []any{nil, []any{}, "a", 1.5, 1i, math.NaN(), math.Inf(1), true} {
		for _, f := range []string{"int", "float", "complex", "bool", "abs", "round", "hex", "oct", "bin", "int.from_bytes", "float.from_number",
			"complex.from_number", "float.fromhex", "float.__getformat__"} {
			s.call(f, x)
		}
		s.call("int", x, 10)
		s.call("complex", x, 1)
		s.call("complex", 1, x)
		s.call("round", 1, x)
		s.call("round", 1.5, x)
		s.call("divmod", x, 2)
		s.call(".to_bytes", 5, x)
		s.call(".to_bytes", 5, 2, x)
		s.call(".__format__", 5, x)
	}
	s.call("str", new(big.Int).Exp(big.NewInt(10), big.NewInt(4300), nil))
	s.call("str", new(big.Int).Exp(big.NewInt(10), big.NewInt(4299), nil))
	s.call("round", 5, bigOf("100000000000000000000"))
	s.call("int.from_bytes", []any{1, 2, 256})
	s.call("int.from_bytes", []any{1, 2, 255})
	s.call("bool.from_bytes", []byte{1})
	s.call("int", "1", 2, 3)
	s.call("float", "1", 2)
	s.call("bool", 1, 2)
	s.call("complex", 1, 2, 3)
	s.check(t)
}
