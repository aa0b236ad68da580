package opt

import (
	"math"

	"github.com/go-python/gopython/ir"
)

// Strips: a short loop that counts up or down to a limit runs through a strip of
// iterations before it polls. What was
//
//	head(i): body; i2 = i + 1; if i2 < stop { poll; head(i2) }
//
// becomes two loops, with the limit of a strip never behind that of the loop:
//
//	strip(i'): end = min(i' + 1024, stop); head(i')
//	head(i):   body; i2 = i + 1; if i2 < end { head(i2) }
//	           if i2 < stop { poll; strip(i2) }
//
// The states are what they were: the strip is in none of them.

const (
	// stripLength is how many iterations run between two polls.
	stripLength = 1024
	// stripBody is how many operations a loop may have: a strip takes
	// microseconds.
	stripBody = 80
)

// Strips is the pass.
func Strips(f *ir.Func) {
	if !hasLoops(f) {
		return
	}
	g := newGraph(f)
	for l := int32(1); l < int32(len(g.loops)); l++ {
		if s, ok := g.strip(l); ok {
			s.make(f)
			f.ComputePreds() // the way out may lead right into the next loop
		}
	}
}

// strip is a loop that can be taken apart.
type strip struct {
	head, bottom, poll ir.BlockID
	index              int // of the parameter that counts
	next, stop         ir.ID
	step               int64
	cond               ir.Cond
}

// strip reports whether loop l is short, with one way back that polls, behind the
// test of a counter.
func (g *graph) strip(l int32) (strip, bool) {
	f, lp := g.f, &g.loops[l]
	if len(lp.latches) != 1 || lp.header == f.Entry {
		return strip{}, false
	}
	s := strip{head: lp.header, poll: lp.latches[0]}
	p := &f.Blocks[s.poll]
	if len(p.Preds) != 1 || len(p.Params) != 0 || len(p.Nodes) != 1 || p.Term != ir.TermJump || f.Nodes[p.Nodes[0]].Op != ir.OpPoll {
		return strip{}, false
	}
	s.bottom = p.Preds[0]
	b := &f.Blocks[s.bottom]
	if b.Term != ir.TermBranch || b.Succs[0].To != s.poll || g.contains(l, b.Succs[1].To) || !s.counts(g, l) {
		return strip{}, false
	}
	return s, g.short(l, s.poll)
}

// counts finds the counter.
func (s *strip) counts(g *graph, l int32) bool {
	f := g.f
	test := &f.Nodes[f.Blocks[s.bottom].Cond]
	if test.Op != ir.OpICmp || test.Aux == ir.EQ || test.Aux == ir.NE || !g.outside(l, test.Args[1]) {
		return false
	}
	s.next, s.stop, s.cond = test.Args[0], test.Args[1], test.Aux
	next := &f.Nodes[s.next]
	if next.Op != ir.OpAdd {
		return false
	}
	step, ok := f.ConstInt(next.Args[1])
	if !ok || step == 0 || step > 0 != (s.cond == ir.LT || s.cond == ir.LE) || step != int64(int32(step)) {
		return false
	}
	s.step = step
	for i, param := range f.Blocks[s.head].Params {
		if param != next.Args[0] || f.Blocks[s.poll].Succs[0].Args[i] != s.next {
			continue
		}
		s.index = i
		lo, hi := f.Nodes[param].Type.Range()
		if step > 0 {
			return hi <= math.MaxInt64-stripLength*step
		}
		return lo >= math.MinInt64-stripLength*step
	}
	return false
}

// short reports whether loop l has no loop in it, and does little that takes a
// time of its own.
func (g *graph) short(l int32, poll ir.BlockID) bool {
	n := 0
	for _, b := range g.loops[l].blocks {
		if g.loopOf[b] != l {
			return false
		}
		if b == poll {
			continue
		}
		n += len(g.f.Blocks[b].Nodes)
		for _, id := range g.f.Blocks[b].Nodes {
			switch op := g.f.Nodes[id].Op; op {
			case ir.OpPoll, ir.OpCopyItems, ir.OpReverseItems, ir.OpAllocItems, ir.OpStrSlice, ir.OpStrConcat, ir.OpHashStr, ir.OpTableFind,
				ir.OpTableNext, ir.OpDictAdd, ir.OpSetAdd, ir.OpSetRemove:
				return false
			default:
				if ir.Infos[op].Call {
					return false
				}
			}
		}
	}
	return n <= stripBody
}

func (s *strip) make(f *ir.Func) {
	outer, behind := f.NewBlock(), f.NewBlock()
	head, bottom, poll := &f.Blocks[s.head], &f.Blocks[s.bottom], &f.Blocks[s.poll]
	weight := max(1, head.Weight/stripLength)
	for _, p := range head.Preds {
		if p == s.poll {
			continue
		}
		for i := range f.Blocks[p].Succs {
			if e := &f.Blocks[p].Succs[i]; e.To == s.head {
				e.To = outer
			}
		}
	}
	o := &f.Blocks[outer]
	o.Loop, o.PC, o.Code, o.Weight = true, head.PC, head.Code, weight
	f.PC, f.Code = head.PC, head.Code
	args := make([]ir.ID, len(head.Params))
	for i, p := range head.Params {
		args[i] = f.AddParam(outer, f.Nodes[p].Rep, f.Nodes[p].Type)
	}
	from := args[s.index]
	end := f.Append(outer, ir.OpAdd, ir.I64, 0, from, f.ConstI(stripLength*s.step))
	least := ir.OpMinI
	if s.step < 0 {
		least = ir.OpMaxI
	}
	end = f.Append(outer, least, ir.I64, 0, end, s.stop)
	o.Term, o.Succs = ir.TermJump, []ir.Edge{{To: s.head, Args: args}}

	f.PC, f.Code = poll.PC, poll.Code
	inner := f.Append(s.bottom, ir.OpICmp, ir.Bool, s.cond, s.next, end)
	x := &f.Blocks[behind]
	x.PC, x.Code, x.Weight = poll.PC, poll.Code, weight
	test := f.Append(behind, ir.OpICmp, ir.Bool, s.cond, s.next, s.stop)
	x.Term, x.Cond = ir.TermBranch, test
	x.Succs = []ir.Edge{{To: s.poll}, bottom.Succs[1]}
	bottom.Cond = inner
	bottom.Succs = []ir.Edge{{To: s.head, Args: poll.Succs[0].Args}, {To: behind}}
	poll.Succs = []ir.Edge{{To: outer, Args: poll.Succs[0].Args}}
}
