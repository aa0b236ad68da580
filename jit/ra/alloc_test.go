package ra

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/go-python/gopython/ir"
)

func TestRandom(t *testing.T) {
	for _, c := range []struct {
		name  string
		alloc func(*ir.Func, Target) (*Allocation, error)
		seeds uint64
	}{{"simple", AllocateSimple, 100}, {"full", Allocate, 1500}} {
		t.Run(c.name, func(t *testing.T) {
			for seed := range c.seeds {
				f, tg := generate(seed, 10+int(seed%150), 3+int(seed%11))
				a, err := c.alloc(f, tg)
				if err != nil {
					t.Fatalf("seed %d: %v", seed, err)
				}
				if err := Check(f, a, tg); err != nil {
					t.Fatalf("seed %d: %v", seed, err)
				}
				if err := simulate(f, a, tg, 300); err != nil {
					t.Fatalf("seed %d: %v", seed, err)
				}
				a.Release()
			}
		})
	}
}

// The same function gets the same allocation.
func TestDeterministic(t *testing.T) {
	for seed := range uint64(30) {
		f, tg := generate(seed, 100, 8)
		a, err := Allocate(f, tg)
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			b, _ := Allocate(f, tg)
			a.pass, b.pass = nil, nil
			if !reflect.DeepEqual(a, b) {
				t.Fatalf("seed %d: another allocation", seed)
			}
		}
	}
}

// The checker finds wrong moves: what it accepts runs right.
func TestCheckFinds(t *testing.T) {
	found, all := 0, 0
	for seed := range uint64(60) {
		f, tg := generate(seed, 40, 6)
		a, err := Allocate(f, tg)
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(seed, 2))
		spoil := func(ms []Move) {
			for i := range ms {
				old := ms[i]
				switch r.IntN(3) {
				case 0:
					ms[i].From, ms[i].Const, ms[i].Swap = ms[i].To, 0, false // nothing is moved
				case 1:
					ms[i].To = Loc(r.IntN(int(FirstSlot) + a.Slots))
				case 2:
					if ms[i].Const == 0 {
						ms[i].From = Loc(r.IntN(int(FirstSlot) + a.Slots))
					}
				}
				all++
				if Check(f, a, tg) != nil {
					found++
				} else if err := simulate(f, a, tg, 200); err != nil {
					t.Errorf("seed %d: %v instead of %v: not found, but %v", seed, ms[i], old, err)
				}
				ms[i] = old
			}
		}
		for id := range f.Nodes {
			spoil(a.Before[id])
			spoil(a.After[id])
		}
		for b := range a.Term {
			spoil(a.Term[b].Before)
			for _, e := range a.Term[b].Edges {
				spoil(e)
			}
		}
	}
	t.Logf("%d of %d changes found", found, all)
	if found < all*3/4 {
		t.Errorf("only %d of %d changes found", found, all)
	}
}

// A loop with two entries is no natural loop.
func TestIrreducible(t *testing.T) {
	for _, regs := range []RegSet{amd64GP | amd64FP, 0x47 | 7<<16} {
		l, tg := newLoopTest("irreducible"), amd64Target(false)
		tg.regs = regs
		n, m, k := l.in(1, ir.I64), l.in(2, ir.I64), l.in(3, ir.I64)
		a, b, exit := l.f.NewBlock(), l.f.NewBlock(), l.f.NewBlock()
		pa, pb := l.params(a, ir.I64, ir.I64), l.params(b, ir.I64, ir.I64)
		l.branch(tg, ir.OpICmp, n, m, ir.Edge{To: a, Args: []ir.ID{n, k}}, ir.Edge{To: b, Args: []ir.ID{k, m}})
		l.b = a
		x := l.guard(ir.OpAddOv, ir.I64, []ir.ID{n, m, k}, pa[0], m)
		l.jump(b, pa[1], x)
		l.b = b
		y := l.op(ir.OpSub, ir.I64, pb[0], k)
		l.branch(tg, ir.OpICmp, y, pb[1], ir.Edge{To: a, Args: []ir.ID{pb[1], y}}, ir.Edge{To: exit})
		l.b = exit
		l.ret(l.op(ir.OpSub, ir.I64, pb[1], n))
		l.check(t, tg, l.f.Entry, 1000)
	}
}
