package mathmod

import (
	"math/big"
	"math/rand/v2"
	"testing"
)

// TestSqrtAndProducts compares with math/big.
func TestSqrtAndProducts(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	check := func(n *big.Int) {
		t.Helper()
		if n.Sign() >= 0 {
			if got, want := sqrt(n), new(big.Int).Sqrt(n); got.Cmp(want) != 0 {
				t.Fatalf("sqrt(%v) = %v, want %v", n, got, want)
			}
		}
	}
	for range 30000 {
		x := new(big.Int).SetUint64(r.Uint64() >> r.IntN(64))
		for range r.IntN(6) {
			x.Lsh(x, uint(r.IntN(70)))
			x.Add(x, new(big.Int).SetUint64(r.Uint64()))
		}
		sq := new(big.Int).Mul(x, x)
		for d := range int64(3) {
			check(new(big.Int).Add(sq, big.NewInt(d-1)))
			check(new(big.Int).Add(x, big.NewInt(d-1)))
		}
	}
	for k := range uint(400) {
		for d := range int64(3) {
			check(new(big.Int).Add(new(big.Int).Lsh(one, k), big.NewInt(d-1)))
		}
	}
	for range 300 {
		first := r.Uint64()>>r.IntN(63) | 1
		last := first + uint64(r.IntN(300))
		if last < first {
			continue
		}
		want := big.NewInt(1)
		for f := first; ; f++ {
			want.Mul(want, new(big.Int).SetUint64(f))
			if f == last {
				break
			}
		}
		if got := rangeProduct(first, last); got.Cmp(want) != 0 {
			t.Fatalf("product of %d to %d = %v, want %v", first, last, got, want)
		}
	}
	for n := range uint64(140) {
		for k := range n + 3 {
			want := new(big.Int).Binomial(int64(n), int64(k))
			if got, ok := chooseWord(n, k); ok && new(big.Int).SetUint64(got).Cmp(want) != 0 {
				t.Fatalf("%d over %d = %d, want %v", n, k, got, want)
			}
		}
	}
}
