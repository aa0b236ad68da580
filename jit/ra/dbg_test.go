package ra

import "testing"

func TestMany(t *testing.T) {
	for seed := range uint64(2000) {
		f, tg := generate(seed, 10+int(seed%150), 3+int(seed%11))
		a, err := Allocate(f, tg)
		if err != nil {
			t.Errorf("seed %d: %v", seed, err)
			continue
		}
		if err := Check(f, a, tg); err != nil {
			t.Errorf("seed %d: %v", seed, err)
		}
		if err := simulate(f, a, tg, 200); err != nil {
			t.Errorf("seed %d sim: %v", seed, err)
		}
	}
}
