package digits

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"
)

func BenchmarkKernels(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	num := func(n int) []uint64 {
		x := make([]uint64, n)
		for i := range x {
			x[i] = r.Uint64() | 1<<63
		}
		return x
	}
	for _, n := range []int{2, 9, 32, 1000} {
		x, y, z := num(n), num(n), num(2*n)
		bx, by, bz, bw := toBig(x), toBig(y), toBig(z), new(big.Int).SetUint64(y[0])
		run := func(name string, ours func(), theirs func()) {
			b.Run(fmt.Sprint(name, "/", n), func(b *testing.B) {
				for range b.N {
					ours()
				}
			})
			b.Run(fmt.Sprint(name, "Big/", n), func(b *testing.B) {
				for range b.N {
					theirs()
				}
			})
		}
		t, t2 := new(big.Int), new(big.Int)
		run("Add", func() { Add(z[:n], x, y) }, func() { t.Add(bx, by) })
		run("MulWord", func() { MulWord(z[:n], x, y[0], 0) }, func() { t.Mul(bx, bw) })
		run("Shr", func() { Shr(z[:n], x, 3) }, func() { t.Rsh(bx, 3) })
		run("Mul", func() { Mul(z, x, y) }, func() { t.Mul(bx, by) })
		run("Square", func() { Square(z, x) }, func() { t.Mul(bx, bx) })
		u := make([]uint64, 2*n+1)
		q := make([]uint64, n+1)
		run("Div", func() { copy(u, z); u[2*n] = 0; Div(q, u, y) }, func() { t.QuoRem(bz, by, t2) })
	}
}
