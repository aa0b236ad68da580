package ra

import (
	"testing"

	"github.com/go-python/gopython/ir"
)

func TestRandom(t *testing.T) {
	for name, alloc := range map[string]func(*ir.Func, Target) (*Allocation, error){"simple": AllocateSimple, "full": Allocate} {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(300) {
				f, tg := generate(seed, 10+int(seed%150), 3+int(seed%11))
				a, err := alloc(f, tg)
				if err != nil {
					t.Fatalf("seed %d: %v", seed, err)
				}
				if err := Check(f, a, tg); err != nil {
					t.Fatalf("seed %d: %v", seed, err)
				}
				if err := simulate(f, a, tg, 300); err != nil {
					t.Fatalf("seed %d: %v", seed, err)
				}
			}
		})
	}
}
