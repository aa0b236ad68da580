package opt

import (
	"time"

	"github.com/go-python/gopython/ir"
)

// Pass is one transformation of a function.
type Pass struct {
	Name string
	Run  func(*ir.Func)
	Why  string // why it is at that place in the order
}

// Options change how the passes are run. The zero Options run them all.
type Options struct {
	// After is called after each pass, with its place in Passes.
	After func(i int, p *Pass, f *ir.Func)
	// Skip leaves out the passes for which it returns true.
	Skip func(p *Pass) bool
	// Took is given the time of each pass.
	Took func(p *Pass, d time.Duration)
	// Compact: drop what is dead in the end, and give what is left new numbers.
	Compact bool
}

// Passes are the passes in the order in which Run runs them.
var Passes = []Pass{
	{"fold", Fold, "removes what the builder made without looking: decided branches, boxes of unboxed values"},
	{"tuples", TupleParams, "before gvn and escape, which then know the tuples that loops are over"},
	{"phis", Phis, "before gvn, so that the checks of tagged loop variables are gone when equal values are looked for"},
	{"gvn", GVN, "guards and loads in front of everything that asks what a loop repeats"},
	{"escape", Escape, "needs loads and shape checks resolved to the objects they are of"},
	{"clean", Clean, "what was replaced would be looked at by all that follow, and its uses keep checks"},
	{"fold", Fold, "fields of objects that are gone show constants and boxes of unboxed values"},
	{"phis", Phis, "fields that became loop variables"},
	{"wrap", Wrap, "before ranges: a product that is masked needs no overflow check, whatever its range"},
	{"gvn", GVN, "what the passes before made equal"},
	{"hoist", Hoist, "before ranges, which wants the lengths of lists in front of the loop"},
	{"promote", Promote, "when the objects of attributes are in front of loops; before ranges, as it makes loop variables"},
	{"ranges", Ranges, "overflow and bounds"},
	{"fold", Fold, "comparisons that ranges decided, boxes that became tags"},
	{"gvn", GVN, "operations that lost their overflow check are equal to others now"},
	{"fold", Fold, "tests in front of inner loops that gvn decided: what is behind them is always run then"},
	{"hoist", Hoist, "operations that lost their overflow check may be moved; loads whose bounds check is gone"},
	{"ifconv", IfConvert, "when no check is left in the arms"},
	{"carry", Carry, "when the checks in front of the first read of a loop are gone from it"},
	{"strips", Strips, "after all that asks for the one way back of a loop, before the states of loop entries go"},
	{"dce", DCE, "last: removes what only states use, and the states that nothing uses"},
}

// Run optimises f.
func Run(f *ir.Func, opts Options) {
	s := spaces.Get().(*space)
	s.begin(f)
	defer func() {
		s.end(f)
		spaces.Put(s)
	}()
	for i := range Passes {
		p := &Passes[i]
		if opts.Skip != nil && opts.Skip(p) {
			continue
		}
		start := time.Time{}
		if opts.Took != nil {
			start = time.Now()
		}
		s.reset()
		p.Run(f)
		if opts.Took != nil {
			opts.Took(p, time.Since(start))
		}
		if opts.After != nil {
			opts.After(i, p, f)
		}
	}
	if opts.Compact {
		s.reset()
		compact(f)
	}
}
