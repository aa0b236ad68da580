package ra

import (
	"fmt"

	"github.com/go-python/gopython/ir"
)

// passes is how often Allocate tries, at most.
const passes = 3

// Allocate assigns locations to the values of f.
func Allocate(f *ir.Func, t Target) (*Allocation, error) {
	a, err := analyse(f, t)
	if err != nil {
		return nil, err
	}
	var best *pass
	var adv *advice
	for range passes {
		p := newPass(a, adv)
		p.run()
		if p.err != nil {
			return nil, fmt.Errorf("%w: n%d in b%d", p.err, p.now, p.block)
		}
		if best == nil || p.cost < best.cost {
			best = p
		}
		if adv = p.advise(); !adv.any {
			break
		}
	}
	return best.finish(), nil
}
