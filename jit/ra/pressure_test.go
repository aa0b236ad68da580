package ra

import (
	"testing"

	"github.com/go-python/gopython/ir"
)

// Many values live through a loop that has no use for them, but in states: they
// must not cost anything inside.
func TestLiveThrough(t *testing.T) {
	l, tg := newLoopTest("live through"), amd64Target(false)
	var outer []ir.ID
	for i := range 14 {
		outer = append(outer, l.in(10+i, ir.I64))
	}
	oh, h, exit, oexit := l.f.NewBlock(), l.f.NewBlock(), l.f.NewBlock(), l.f.NewBlock()
	op := l.params(oh, ir.I64, ir.I64)
	j, sum := op[0], op[1]
	l.jump(oh, l.f.ConstI(0), l.f.ConstI(0))
	l.b = oh
	// Values of the outer loop that are used behind the inner one.
	a := l.op(ir.OpAdd, ir.I64, j, outer[0])
	b := l.op(ir.OpXor, ir.I64, a, outer[1])
	p := l.params(h, ir.I64, ir.I64, ir.I64, ir.I64)
	l.jump(h, sum, l.f.ConstI(0), l.f.ConstI(1), l.f.ConstI(0))
	l.b = h
	s, i, x, y := p[0], p[1], p[2], p[3]
	regs := append([]ir.ID{s, i, x, y, a, b, j}, outer...)
	s2 := l.guard(ir.OpAddOv, ir.I64, regs, s, x)
	x2 := l.op(ir.OpXor, ir.I64, x, outer[2])
	y2 := l.op(ir.OpSub, ir.I64, y, s2)
	i2 := l.op(ir.OpAdd, ir.I64, i, l.f.ConstI(1))
	regs = append([]ir.ID{s2, i2, x2, y2, a, b, j}, outer...)
	l.guard(ir.OpPoll, ir.None, regs)
	l.branch(tg, ir.OpICmp, i2, outer[3], ir.Edge{To: h, Args: []ir.ID{s2, i2, x2, y2}}, ir.Edge{To: exit})
	l.b = exit
	u := s2
	for _, v := range append([]ir.ID{a, b}, outer...) {
		u = l.op(ir.OpXor, ir.I64, u, v)
	}
	j2 := l.op(ir.OpAdd, ir.I64, j, l.f.ConstI(1))
	l.branch(tg, ir.OpICmp, j2, outer[4], ir.Edge{To: oh, Args: []ir.ID{j2, u}}, ir.Edge{To: oexit})
	l.b = oexit
	l.ret(u)
	l.check(t, tg, h, 0)
}

// Both arms of a condition define what the loop carries on.
func TestDiamond(t *testing.T) {
	l, tg := newLoopTest("diamond"), amd64Target(false)
	n, m := l.in(1, ir.I64), l.in(2, ir.I64)
	h, yes, no, merge, exit := l.f.NewBlock(), l.f.NewBlock(), l.f.NewBlock(), l.f.NewBlock(), l.f.NewBlock()
	p := l.params(h, ir.I64, ir.I64)
	s, i := p[0], p[1]
	l.jump(h, l.f.ConstI(0), l.f.ConstI(0))
	l.b = h
	l.branch(tg, ir.OpICmp, s, m, ir.Edge{To: yes}, ir.Edge{To: no})
	q := l.params(merge, ir.I64)
	l.b = yes
	l.jump(merge, l.guard(ir.OpAddOv, ir.I64, []ir.ID{s, i, n, m}, s, i))
	l.b = no
	l.jump(merge, l.op(ir.OpSub, ir.I64, s, n))
	l.b = merge
	i2 := l.op(ir.OpAdd, ir.I64, i, l.f.ConstI(1))
	l.guard(ir.OpPoll, ir.None, []ir.ID{q[0], i2, n, m})
	l.branch(tg, ir.OpICmp, i2, n, ir.Edge{To: h, Args: []ir.ID{q[0], i2}}, ir.Edge{To: exit})
	l.b = exit
	l.ret(q[0])
	l.check(t, tg, h, 0)
}

// A cold call in a loop: the hot way does without moves.
func TestColdCall(t *testing.T) {
	l, tg := newLoopTest("cold call"), amd64Target(false)
	n, m := l.in(1, ir.I64), l.in(2, ir.I64)
	h, cold, merge, exit := l.f.NewBlock(), l.f.NewBlock(), l.f.NewBlock(), l.f.NewBlock()
	for _, b := range []ir.BlockID{h, merge} {
		l.f.Blocks[b].Weight = 100
	}
	p := l.params(h, ir.I64, ir.I64)
	s, i := p[0], p[1]
	l.jump(h, l.f.ConstI(0), l.f.ConstI(0))
	l.b = h
	q := l.params(merge, ir.I64)
	l.branch(tg, ir.OpICmp, i, m, ir.Edge{To: merge, Args: []ir.ID{s}}, ir.Edge{To: cold})
	l.b = cold
	c := l.op(ir.OpCallHelper, ir.I64, s, i)
	l.f.Nodes[c].State = l.state([]ir.ID{s, i, n, m})
	l.f.Nodes[c].After = l.state([]ir.ID{c, i, n, m})
	l.jump(merge, c)
	l.b = merge
	s2 := l.guard(ir.OpAddOv, ir.I64, []ir.ID{q[0], i, n, m}, q[0], i)
	i2 := l.op(ir.OpAdd, ir.I64, i, l.f.ConstI(1))
	l.guard(ir.OpPoll, ir.None, []ir.ID{s2, i2, n, m})
	l.branch(tg, ir.OpICmp, i2, n, ir.Edge{To: h, Args: []ir.ID{s2, i2}}, ir.Edge{To: exit})
	l.f.Blocks[exit].Weight = 1
	l.b = exit
	l.ret(s2)
	a, err := Allocate(l.f, tg)
	if err != nil {
		t.Fatal(err)
	}
	if err := Check(l.f, a, tg); err != nil {
		t.Fatal(err)
	}
	if last := a.Order[len(a.Order)-1]; last != cold {
		t.Errorf("b%d is last, not the cold b%d", last, cold)
	}
	for _, b := range []ir.BlockID{h, merge} {
		for _, id := range l.f.Blocks[b].Nodes {
			if len(a.Before[id])+len(a.After[id]) > 0 {
				t.Errorf("moves at n%d: %v %v", id, a.Before[id], a.After[id])
			}
		}
		if len(a.Term[b].Before)+len(a.Term[b].Edges[0]) > 0 {
			t.Errorf("moves at the end of b%d: %v", b, a.Term[b])
		}
	}
}

// A call in a loop: what the loop carries is stored and loaded once, what it
// only reads is not stored inside.
func TestCallInLoop(t *testing.T) {
	l, tg := newLoopTest("call"), amd64Target(false)
	n, m := l.in(1, ir.I64), l.in(2, ir.I64)
	h, exit := l.f.NewBlock(), l.f.NewBlock()
	p := l.params(h, ir.I64, ir.I64)
	s, i := p[0], p[1]
	l.jump(h, l.f.ConstI(0), l.f.ConstI(0))
	l.b = h
	c := l.op(ir.OpCallHelper, ir.I64, i, m)
	l.f.Nodes[c].State = l.state([]ir.ID{s, i, n, m})
	l.f.Nodes[c].After = l.state([]ir.ID{s, c, i, n, m})
	s2 := l.guard(ir.OpAddOv, ir.I64, []ir.ID{s, i, n, m}, s, c)
	i2 := l.op(ir.OpAdd, ir.I64, i, l.f.ConstI(1))
	l.guard(ir.OpPoll, ir.None, []ir.ID{s2, i2, n, m})
	l.branch(tg, ir.OpICmp, i2, n, ir.Edge{To: h, Args: []ir.ID{s2, i2}}, ir.Edge{To: exit})
	l.b = exit
	l.ret(s2)
	l.check(t, tg, h, 5)
}

// A value that a loop computes needs a slot behind the loop only: it is stored
// there.
func TestStoreBehindLoop(t *testing.T) {
	l, tg := newLoopTest("store behind loop"), amd64Target(false)
	n, m := l.in(1, ir.I64), l.in(2, ir.I64)
	h, exit := l.f.NewBlock(), l.f.NewBlock()
	p := l.params(h, ir.I64, ir.I64)
	s, i := p[0], p[1]
	l.jump(h, l.f.ConstI(0), l.f.ConstI(0))
	l.b = h
	s2 := l.guard(ir.OpAddOv, ir.I64, []ir.ID{s, i, n, m}, s, i)
	i2 := l.op(ir.OpAdd, ir.I64, i, l.f.ConstI(1))
	l.guard(ir.OpPoll, ir.None, []ir.ID{s2, i2, n, m})
	l.branch(tg, ir.OpICmp, i2, n, ir.Edge{To: h, Args: []ir.ID{s2, i2}}, ir.Edge{To: exit})
	l.b = exit
	c := l.op(ir.OpCallHelper, ir.I64, n)
	l.f.Nodes[c].State = l.state([]ir.ID{s2, n, m})
	l.f.Nodes[c].After = l.state([]ir.ID{s2, c, n, m})
	l.ret(l.op(ir.OpSub, ir.I64, s2, c))
	l.check(t, tg, h, 0)
}

// A shift count is computed where it has to be.
func TestFixedHint(t *testing.T) {
	l, tg := newLoopTest("fixed"), amd64Target(false)
	x, y := l.in(1, ir.I64), l.in(2, ir.I64)
	count := l.op(ir.OpSub, ir.I64, y, x)
	s := l.op(ir.OpShl, ir.I64, x, count)
	l.ret(s)
	a, err := Allocate(l.f, tg)
	if err != nil {
		t.Fatal(err)
	}
	if err := Check(l.f, a, tg); err != nil {
		t.Fatal(err)
	}
	for _, id := range l.f.Blocks[l.b].Nodes {
		if ms := append(a.Before[id], a.After[id]...); len(ms) > 0 && id != s {
			t.Errorf("n%d: %v", id, ms)
		}
	}
	if a.Result[count] != 1 {
		t.Errorf("the count is in %d", a.Result[count])
	}
}
