package ra

import (
	"slices"

	"github.com/go-python/gopython/ir"
)

// stateValues returns the values that a state and its parents refer to, but for
// constants: sorted, each once.
func stateValues(f *ir.Func, s ir.StateID) []ir.ID { return appendStateValues(nil, f, s) }

// appendStateValues appends them to out.
func appendStateValues(out []ir.ID, f *ir.Func, s ir.StateID) []ir.ID {
	n := len(out)
	add := func(r ir.Ref) {
		if r > 0 && !f.IsConst(ir.ID(r)) {
			out = append(out, ir.ID(r))
		}
	}
	for ; s != 0; s = f.States[s].Parent {
		st := &f.States[s]
		add(st.Fn)
		if st.Cont.Val != 0 {
			add(st.Cont.Val)
		}
		for i := range st.Regs {
			add(st.Regs[i].Val)
		}
		for i := range st.Virtuals {
			v := &st.Virtuals[i]
			add(ir.Ref(v.Existing))
			for j := range v.Fields {
				add(v.Fields[j].Val)
				add(ir.Ref(v.Fields[j].Minus))
			}
		}
	}
	slices.Sort(out[n:])
	return out[:n+len(slices.Compact(out[n:]))]
}

// sortLive sorts by ID and drops duplicates.
func sortLive(l []ValueLoc) []ValueLoc {
	slices.SortFunc(l, func(a, b ValueLoc) int { return int(a.Val) - int(b.Val) })
	return slices.Compact(l)
}
