package ra

import (
	"fmt"

	"github.com/go-python/gopython/ir"
)

// passes is how often Allocate tries, at most.
const passes = 3

// Allocate assigns locations to the values of f.
//
// It goes through the blocks in the order of emission and gives registers to
// what comes along; when there is none, the value that is used last loses its
// register, where uses behind the loops around are far and states do not count.
// Every value can be had from its slot: which values are, and so are stored, is
// known in the end. A loop whose registers do not agree with those at its start
// is a reason to do it all again, with what was learnt; the cheapest result counts.
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
			return nil, fmt.Errorf("%w: n%d in b%d", p.err, p.at, p.block)
		}
		if best != nil && p.cost > best.cost-best.cost/32 { // not worth another one
			if p.cost < best.cost {
				p, best = best, p
			}
			p.recycle()
			break
		}
		if best != nil {
			best.recycle()
		}
		best = p
		if adv = p.advise(); !adv.any {
			break
		}
	}
	return best.finish(), nil
}
