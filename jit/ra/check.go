package ra

import (
	"fmt"
	"slices"

	"github.com/go-python/gopython/ir"
)

// Check proves that an allocation is right: on all ways through the function
// every node, block end and state reads the values it should, and the
// constraints hold. It executes the moves symbolically: each location holds a
// set of values, and what holds on all ways into a block is the intersection.
func Check(f *ir.Func, a *Allocation, t Target) error {
	c := &checker{f: f, a: a, t: t, regs: t.Registers(), locs: int(FirstSlot) + a.Slots, in: make([]holds, len(f.Blocks))}
	if err := c.checkOrder(); err != nil {
		return err
	}
	c.in[f.Entry] = make(holds, c.locs)
	// The sets only shrink. Errors count when they have settled.
	for work := []ir.BlockID{f.Entry}; len(work) > 0; {
		b := work[0]
		work = work[1:]
		outs := c.block(b)
		for i, e := range f.Blocks[b].Succs {
			if c.meet(e.To, outs[i]) && !slices.Contains(work, e.To) {
				work = append(work, e.To)
			}
		}
	}
	c.err = nil
	for _, b := range a.Order {
		c.block(b)
		if c.err != nil {
			return c.err
		}
	}
	return nil
}

// holds gives the values that each location holds.
type holds [][]ir.ID

type checker struct {
	f    *ir.Func
	a    *Allocation
	t    Target
	regs RegSet
	locs int
	in   []holds // by block
	cur  ir.BlockID
	err  error
	cons Constraint
}

func (c *checker) fail(format string, args ...any) {
	if c.err == nil {
		c.err = fmt.Errorf("ra: b%d: %s", c.cur, fmt.Sprintf(format, args...))
	}
}

// checkOrder: every reachable block is in Order, once.
func (c *checker) checkOrder() error {
	n := 0
	seen := make([]bool, len(c.f.Blocks))
	for _, b := range c.f.ComputePreds() {
		seen[b] = true
		n++
	}
	if len(c.a.Order) != n || c.a.Order[0] != c.f.Entry {
		return fmt.Errorf("ra: order has %d blocks of %d, or does not start with the entry", len(c.a.Order), n)
	}
	for _, b := range c.a.Order {
		if !seen[b] {
			return fmt.Errorf("ra: b%d is twice in the order, or not reachable", b)
		}
		seen[b] = false
	}
	return nil
}

// meet intersects what a block may rely on with one more way into it.
func (c *checker) meet(b ir.BlockID, out holds) bool {
	in := c.in[b]
	if in == nil {
		c.in[b] = out
		return true
	}
	changed := false
	for l := range in {
		if len(in[l]) == 0 || slices.Equal(in[l], out[l]) {
			continue
		}
		var both []ir.ID
		for _, v := range in[l] {
			if slices.Contains(out[l], v) {
				both = append(both, v)
			}
		}
		if len(both) != len(in[l]) {
			in[l], changed = both, true
		}
	}
	return changed
}

// valid: l is a slot, or a register that may be assigned.
func (c *checker) valid(l Loc) bool {
	if l.IsReg() {
		return c.regs>>l&1 != 0
	}
	return l >= 0 && int(l) < c.locs
}

func (c *checker) float(v ir.ID) bool { return c.f.Nodes[v].Rep == ir.F64 }

func (c *checker) moves(h holds, ms []Move, where string) {
	for _, m := range ms {
		if !c.valid(m.To) || m.Const == 0 && !c.valid(m.From) {
			c.fail("%s: move %v", where, m)
			return
		}
		for _, l := range []Loc{m.From, m.To} {
			if l.IsReg() && l.IsFloat() != m.Float {
				c.fail("%s: move %v is of the wrong class", where, m)
			}
		}
		switch {
		case m.Const != 0:
			if m.From != Nowhere || !c.f.IsConst(m.Const) || c.float(m.Const) != m.Float {
				c.fail("%s: move %v", where, m)
			}
			h[m.To] = []ir.ID{m.Const}
		case m.Swap:
			if !m.From.IsReg() || !m.To.IsReg() {
				c.fail("%s: swap %v", where, m)
			}
			h[m.To], h[m.From] = h[m.From], h[m.To]
		default:
			h[m.To] = h[m.From]
		}
	}
}

// has: location l holds v, and is one that v can be in.
func (c *checker) has(h holds, l Loc, v ir.ID, where string) {
	if !c.valid(l) || !slices.Contains(h[l], v) {
		c.fail("%s: n%d is not in location %d", where, v, l)
	} else if l.IsReg() && l.IsFloat() != c.float(v) {
		c.fail("%s: n%d is in a register of the wrong class, %d", where, v, l)
	}
}

func (c *checker) uses(h holds, uses []Use, locs []Loc, where string) {
	if len(uses) != len(locs) {
		c.fail("%s: %d locations of %d uses", where, len(locs), len(uses))
		return
	}
	for i, u := range uses {
		c.has(h, locs[i], u.Val, where)
		if u.Fixed != Nowhere && locs[i] != u.Fixed || !u.AnyLoc && !locs[i].IsReg() {
			c.fail("%s: use %d is in location %d", where, i, locs[i])
		}
		for j := range i {
			if locs[i] == locs[j] && uses[j].Val != u.Val {
				c.fail("%s: uses %d and %d are in the same location", where, i, j)
			}
		}
	}
}

// block executes a block and returns what holds at the end of its edges.
func (c *checker) block(b ir.BlockID) []holds {
	c.cur = b
	bl, ta := &c.f.Blocks[b], &c.a.Term[b]
	h := slices.Clone(c.in[b])
	for _, p := range bl.Params {
		if l := c.a.Result[p]; l != Nowhere {
			c.has(h, l, p, "parameter")
		}
	}
	for _, id := range bl.Nodes {
		c.node(h, id)
	}
	c.moves(h, ta.Before, "end")
	c.uses(h, c.t.TermUses(c.f, b, nil), ta.Uses, "end")
	if bl.Term == ir.TermExit {
		c.live(h, c.a.LiveTerm[b], stateValues(c.f, bl.State), "end")
	}
	if len(ta.Edges) != len(bl.Succs) {
		c.fail("end: %d edges of %d", len(ta.Edges), len(bl.Succs))
		return make([]holds, len(bl.Succs))
	}
	outs := make([]holds, len(bl.Succs))
	for i, e := range bl.Succs {
		outs[i] = slices.Clone(h)
		c.moves(outs[i], ta.Edges[i], fmt.Sprintf("edge %d", i))
		c.bind(outs[i], c.f.Blocks[e.To].Params, e.Args)
	}
	return outs
}

// bind gives the parameters of a block their values.
func (c *checker) bind(h holds, params, args []ir.ID) {
	if len(params) == 0 {
		return
	}
	for l, set := range h {
		if !slices.ContainsFunc(set, func(v ir.ID) bool { return slices.Contains(params, v) || slices.Contains(args, v) }) {
			continue
		}
		var s []ir.ID
		for _, v := range set {
			if !slices.Contains(params, v) {
				s = append(s, v)
			}
		}
		for i, p := range params {
			if slices.Contains(set, args[i]) {
				s = append(s, p)
			}
		}
		h[l] = s
	}
}

// live checks a list of locations for exactly the values vals.
func (c *checker) live(h holds, list []ValueLoc, vals []ir.ID, where string) {
	if len(list) != len(vals) {
		c.fail("%s: %d values of %d in the list of live values", where, len(list), len(vals))
		return
	}
	for i, v := range list {
		if v.Val != vals[i] {
			c.fail("%s: n%d in the list of live values, not n%d", where, v.Val, vals[i])
			return
		}
		c.has(h, v.Loc, v.Val, where+": live")
	}
}

// node executes a node.
func (c *checker) node(h holds, id ir.ID) {
	n := &c.f.Nodes[id]
	k := &c.cons
	*k = Constraint{Uses: k.Uses[:0], Temps: k.Temps[:0], Result: Nowhere}
	if c.f.IsConst(id) || !c.t.Constraints(c.f, id, k) {
		return
	}
	where := fmt.Sprintf("n%d %s", id, ir.Infos[n.Op].Name)
	c.moves(h, c.a.Before[id], where)
	uses, temps, res := c.a.Uses[id], c.a.Temps[id], c.a.Result[id]
	if len(uses) != len(k.Uses) {
		c.fail("%s: %d locations of %d uses", where, len(uses), len(k.Uses))
		return
	}
	holds := func(i int) bool { return c.valid(uses[i]) && slices.Contains(h[uses[i]], k.Uses[i].Val) }
	if k.Commutes && !(holds(0) && holds(1)) {
		k.Uses[0].Val, k.Uses[1].Val = k.Uses[1].Val, k.Uses[0].Val
	}
	c.uses(h, k.Uses, uses, where)
	c.nodeRegs(k, uses, temps, res, n.Rep, where)
	c.nodeState(h, id, k, where)
	var lost RegSet
	for _, r := range temps {
		lost |= 1 << r
	}
	lost |= k.Clobbers
	if k.ClobberAll {
		lost = ^RegSet(0)
	}
	for r := Loc(0); r < FirstSlot; r++ {
		if lost>>r&1 != 0 {
			h[r] = nil
		}
	}
	if n.Rep != ir.None {
		for l, set := range h {
			if i := slices.Index(set, id); i >= 0 {
				h[l] = slices.Delete(slices.Clone(set), i, i+1)
			}
		}
		if !c.valid(res) {
			return
		}
		h[res] = []ir.ID{id}
	}
	for _, v := range stateValues(c.f, n.After) {
		if i := slices.IndexFunc(c.a.Live[id], func(l ValueLoc) bool { return l.Val == v }); i >= 0 {
			l := c.a.Live[id][i].Loc
			c.has(h, l, v, where+": after")
			if k.StateSlots && l.IsReg() && v != id {
				c.fail("%s: after: n%d is not in a slot", where, v)
			}
		}
	}
	c.moves(h, c.a.After[id], where)
}

// nodeRegs checks that the registers of a node differ where they should.
func (c *checker) nodeRegs(k *Constraint, uses, temps []Loc, res Loc, rep ir.Rep, where string) {
	if len(temps) != len(k.Temps) {
		c.fail("%s: %d temps of %d", where, len(temps), len(k.Temps))
		return
	}
	for i, r := range temps {
		k := k.Temps[i]
		if !r.IsReg() || c.regs>>r&1 == 0 || r.IsFloat() != k.Float || k.Fixed != Nowhere && k.Fixed != r {
			c.fail("%s: temp %d is %d", where, i, r)
		}
		if slices.Contains(uses, r) || rep != ir.None && r == res || slices.Contains(temps[:i], r) {
			c.fail("%s: temp %d is a register of a use, of the result or another temp", where, i)
		}
	}
	if !k.ClobberAll {
		for i, r := range uses {
			if r.IsReg() && k.Clobbers>>r&1 != 0 && k.Uses[i].Fixed == Nowhere {
				c.fail("%s: use %d is in a clobbered register", where, i)
			}
		}
	}
	if rep == ir.None {
		return
	}
	if !res.IsReg() || c.regs>>res&1 == 0 || res.IsFloat() != (rep == ir.F64) || k.Result != Nowhere && k.Result != res {
		c.fail("%s: result in %d", where, res)
	}
	if k.ResultSame && uses[0] != res {
		c.fail("%s: result in %d, use 0 in %d", where, res, uses[0])
	}
	if !k.ResultLate {
		rest := uses
		if k.ResultSame {
			rest = uses[1:]
		}
		if slices.Contains(rest, res) {
			c.fail("%s: result in the register of a use", where)
		}
	} else if k.ResultSame {
		for i, u := range uses {
			if u == res && k.Uses[i].Val != k.Uses[0].Val {
				c.fail("%s: result in the register of use %d", where, i)
			}
		}
	}
}

// nodeState checks the list of live values of a node, before it is executed.
func (c *checker) nodeState(h holds, id ir.ID, k *Constraint, where string) {
	n := &c.f.Nodes[id]
	before, after := stateValues(c.f, n.State), stateValues(c.f, n.After)
	all := append(slices.Clone(before), after...)
	slices.Sort(all)
	all = slices.Compact(all)
	list := c.a.Live[id]
	if len(list) != len(all) {
		c.fail("%s: %d values of %d in the list of live values", where, len(list), len(all))
		return
	}
	var lost RegSet
	for _, r := range c.a.Temps[id] {
		lost |= 1 << r
	}
	lost |= k.Clobbers
	if n.Rep != ir.None && !k.LeavesClean && c.a.Result[id].IsReg() {
		lost |= 1 << c.a.Result[id]
	}
	if k.ClobberAll || k.StateSlots {
		lost = ^RegSet(0)
	}
	for i, l := range list {
		if l.Val != all[i] {
			c.fail("%s: n%d in the list of live values, not n%d", where, l.Val, all[i])
			return
		}
		if !slices.Contains(before, l.Val) {
			continue
		}
		c.has(h, l.Loc, l.Val, where+": live")
		if l.Loc.IsReg() && lost>>l.Loc&1 != 0 {
			c.fail("%s: live n%d is in a register that is overwritten", where, l.Val)
		}
	}
}
