package ra

import (
	"fmt"
	"testing"
)

func TestCost(t *testing.T) {
	var tot [3]float64
	var n [3]int
	for seed := range uint64(300) {
		f, tg := generate(seed, 10+int(seed%150), 3+int(seed%11))
		a, _ := analyse(f, tg)
		var adv *advice
		first := 0.0
		best := 0.0
		for i := range 3 {
			p := newPass(a, adv)
			p.run()
			if i == 0 {
				first = float64(p.cost)
				best = first
			}
			best = min(best, float64(p.cost))
			if first > 0 {
				tot[i] += best / first
				n[i]++
			}
			adv = p.advise()
			if !adv.any {
				break
			}
		}
	}
	fmt.Println(tot, n, tot[1]/float64(n[1]), tot[2]/float64(n[2]))
}
