package ra

import (
	"fmt"
	"testing"
	"time"
	"github.com/go-python/gopython/ir"
)

func TestPhases(t *testing.T) {
	f, tg := generate(6, 1200, 12)
	tg.regs = amd64GP | amd64FP
	var m [6]time.Duration
	for i := range m {
		m[i] = time.Hour
	}
	states, vals, edges, mv := 0, 0, 0, 0
	for range 200 {
		t0 := time.Now()
		newOrder(f)
		t1 := time.Now()
		a, _ := analyse(f, tg)
		t2 := time.Now()
		p := newPass(a, nil)
		t3 := time.Now()
		p.run()
		t4 := time.Now()
		p.advise()
		t5 := time.Now()
		p.finish()
		t6 := time.Now()
		for i, d := range []time.Duration{t1.Sub(t0), t2.Sub(t1), t3.Sub(t2), t4.Sub(t3), t5.Sub(t4), t6.Sub(t5)} {
			m[i] = min(m[i], d)
		}
		vals = len(p.live)
		edges, mv = 0, 0
		for b := range f.Blocks {
			for i := range f.Blocks[b].Succs {
				edges++
				p.eachMove(1, &f.Blocks[b].Succs[i], func(_ ir.ID, _, _ Loc, _ ir.ID) { mv++ })
			}
		}
		states = len(f.States)
	}
	fmt.Println("order analyse new run advise finish", m, states, vals, edges, mv)
}
