package digits

import (
	"math/big"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"
	"unsafe"
)

// number returns n digits, often such that carries run far.
func number(r *rand.Rand, n int) []uint64 {
	x := make([]uint64, n)
	kind := r.IntN(4)
	for i := range x {
		switch k := r.IntN(8); {
		case kind == 0 || k < 2:
			x[i] = r.Uint64()
		case kind == 1 || k == 2:
			x[i] = ^uint64(0)
		case kind == 2 || k == 3:
			x[i] = 0
		case k == 4:
			x[i] = 1
		case k == 5:
			x[i] = 1 << 63
		default:
			x[i] = 1<<63 - 1 + r.Uint64N(3)
		}
	}
	return x
}

func toBig(x []uint64) *big.Int {
	if bits.UintSize == 64 {
		w := slices.Clone(x)
		return new(big.Int).SetBits(unsafe.Slice((*big.Word)(unsafe.Pointer(unsafe.SliceData(w))), len(w)))
	}
	z := new(big.Int)
	for _, d := range slices.Backward(x) {
		z.Lsh(z, 64)
		z.Or(z, new(big.Int).SetUint64(d))
	}
	return z
}

// same checks digits z and what goes beyond them against a number, modulo their size.
func same(t *testing.T, what string, z []uint64, beyond uint64, want *big.Int) {
	t.Helper()
	got := toBig(append(slices.Clone(z), beyond))
	mod := new(big.Int).Lsh(big.NewInt(1), uint(64*len(z)+64))
	if w := new(big.Int).Mod(want, mod); got.Cmp(w) != 0 {
		t.Fatalf("%s: got %x, want %x", what, got, w)
	}
}

func everyKernel(t *testing.T, f func(t *testing.T, r *rand.Rand)) {
	for _, asm := range []bool{true, false} {
		if asm && !canFast {
			continue
		}
		setFast(asm)
		f(t, rand.New(rand.NewPCG(1, 2)))
	}
	setFast(canFast)
}

func TestLinear(t *testing.T) {
	everyKernel(t, func(t *testing.T, r *rand.Rand) {
		for range 30000 {
			n := r.IntN(22)
			m := r.IntN(n + 1)
			x, y := number(r, n), number(r, m)
			bx, by := toBig(x), toBig(y)
			z := make([]uint64, n)
			if r.IntN(2) == 0 {
				z = slices.Clone(x)
			}
			in := func() []uint64 { // sometimes the result is the operand
				if r.IntN(2) == 0 {
					return slices.Clone(x)
				}
				return z
			}
			x1 := in()
			copy(x1, x)
			z1 := z
			if r.IntN(2) == 0 {
				z1 = x1
			}
			c := Add(z1, x1, y)
			same(t, "Add", z1, c, new(big.Int).Add(bx, by))
			copy(x1, x)
			c = Sub(z1, x1, y)
			same(t, "Sub", z1, -c, new(big.Int).Sub(bx, by))
			w, k := number(r, 1)[0], number(r, 1)[0]
			copy(x1, x)
			c = MulWord(z1, x1, w, k)
			bw := new(big.Int).SetUint64(w)
			prod := new(big.Int).Mul(bx, bw)
			same(t, "MulWord", z1, c, new(big.Int).Add(prod, new(big.Int).SetUint64(k)))
			acc := number(r, n)
			sum := new(big.Int).Add(toBig(acc), prod)
			diff := new(big.Int).Sub(toBig(acc), prod)
			z2 := slices.Clone(acc)
			c = AddMulWord(z2, x, w)
			same(t, "AddMulWord", z2, c, sum)
			copy(z2, acc)
			c = SubMulWord(z2, x, w)
			same(t, "SubMulWord", z2, -c, diff)
			s := uint(r.IntN(64))
			copy(x1, x)
			Shr(z1, x1, s)
			same(t, "Shr", z1, 0, new(big.Int).Rsh(bx, s))
			copy(x1, x)
			c = Shl(z1, x1, s)
			same(t, "Shl", z1, c, new(big.Int).Lsh(bx, s))
			if w != 0 {
				copy(x1, x)
				rest := DivWord(z1, x1, w)
				q, m := new(big.Int).QuoRem(bx, bw, new(big.Int))
				same(t, "DivWord", z1, 0, q)
				if m.Uint64() != rest || DivWord(nil, x, w) != rest {
					t.Fatalf("DivWord: rest %x, want %x", rest, m)
				}
			}
			if got, want := Compare(Norm(x), Norm(y)), bx.Cmp(by); got != want {
				t.Fatalf("Compare(%x, %x) = %d", bx, by, got)
			}
		}
	})
}

func TestProducts(t *testing.T) {
	everyKernel(t, func(t *testing.T, r *rand.Rand) {
		for range 20000 {
			x, y := number(r, 1+r.IntN(12)), number(r, 1+r.IntN(12))
			z := number(r, len(x)+len(y))
			Mul(z, x, y)
			same(t, "Mul", z, 0, new(big.Int).Mul(toBig(x), toBig(y)))
			z = number(r, 2*len(x))
			Square(z, x)
			same(t, "Square", z, 0, new(big.Int).Mul(toBig(x), toBig(x)))
		}
	})
}

func TestDiv(t *testing.T) {
	everyKernel(t, func(t *testing.T, r *rand.Rand) {
		for range 60000 {
			n, m := 2+r.IntN(10), r.IntN(10)
			v := number(r, n)
			v[n-1] |= 1 << 63
			u := number(r, n+m+1)
			switch u[n+m] = 0; r.IntN(3) {
			case 0: // the top digits equal the divisor's
				copy(u[m:], v)
				if m > 0 {
					copy(u[m-1+r.IntN(2):], v)
					u[n+m] = 0
				}
			case 1: // a product, or just below
				q := number(r, m+1)
				Mul(u[:n+m+1], v, q)
				Sub(u, u, []uint64{r.Uint64N(2)})
				u[n+m] = 0
			}
			switch r.IntN(4) {
			case 0:
				u[n+m] = r.Uint64N(v[n-1])
			case 1: // the top of u equals v but for less below
				copy(u[m+1:], v)
				Sub(u[m+1:], u[m+1:], []uint64{1})
				if r.IntN(2) == 0 && n > 2 {
					u[m+1] = 0
				}
			}
			if Compare(u[m+1:], v) >= 0 {
				t.Fatal("not what Div is for")
			}
			bu, bv := toBig(u), toBig(v)
			q, rest := new(big.Int).QuoRem(bu, bv, new(big.Int))
			z := number(r, m+1)
			w := slices.Clone(u)
			Div(z, w, v)
			same(t, "Div", z, 0, q)
			same(t, "rest", w[:n], 0, rest)
			Div(nil, u, v)
			same(t, "rest alone", u[:n], 0, rest)
		}
	})
}

func TestText(t *testing.T) {
	everyKernel(t, func(t *testing.T, r *rand.Rand) {
		for range 20000 {
			x := Norm(number(r, r.IntN(9)))
			b := toBig(x)
			if got, want := string(AppendDecimal([]byte("-"), slices.Clone(x))), "-"+b.String(); got != want {
				t.Fatalf("got %s, want %s", got, want)
			}
			base := 2 + r.IntN(35)
			text := b.Text(base)
			for range r.IntN(4) {
				text = "0" + text
			}
			if got := Parse(text, base); !slices.Equal(got, x) {
				t.Fatalf("%s in base %d: %x, want %x", text, base, got, x)
			}
		}
	})
}

func TestParseDecimal(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 20000 {
		x := Norm(number(r, r.IntN(9)))
		text := toBig(x).String()
		for range r.IntN(30) {
			text = "0" + text
		}
		z := make([]uint64, len(text)/19+2)
		if got, ok := ParseDecimal(z, []byte(text)); !ok || !slices.Equal(got, x) {
			t.Fatalf("%s: %x, want %x", text, got, x)
		}
		bad := []byte(text)
		bad[r.IntN(len(bad))] = "a/:_ +"[r.IntN(6)]
		if _, ok := ParseDecimal(z, bad); ok {
			t.Fatalf("%s was taken for a number", bad)
		}
	}
}
