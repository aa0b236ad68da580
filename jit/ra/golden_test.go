package ra

import (
	"fmt"
	"testing"

	"github.com/go-python/gopython/ir"
)

// loopTest builds functions with hot loops.
type loopTest struct {
	f *ir.Func
	b ir.BlockID
}

func newLoopTest(name string) *loopTest {
	f := ir.NewFunc(name)
	return &loopTest{f, f.Entry}
}

func (l *loopTest) op(op ir.Op, rep ir.Rep, args ...ir.ID) ir.ID {
	return l.f.Append(l.b, op, rep, 0, args...)
}

// guard appends an operation with a state that refers to regs.
func (l *loopTest) guard(op ir.Op, rep ir.Rep, regs []ir.ID, args ...ir.ID) ir.ID {
	id := l.op(op, rep, args...)
	l.f.Nodes[id].State = l.state(regs)
	return id
}

func (l *loopTest) state(regs []ir.ID) ir.StateID {
	var s ir.State
	for i, v := range regs {
		s.Regs = append(s.Regs, ir.RegValue{Reg: int32(8 * i), Val: ir.Ref(v)})
	}
	return l.f.NewState(s)
}

func (l *loopTest) in(n int, rep ir.Rep) ir.ID {
	id := l.f.Append(l.b, ir.OpLoadReg, ir.Tagged, int64(8*n))
	op := ir.OpUntagInt
	switch rep {
	case ir.Tagged:
		return id
	case ir.F64:
		op = ir.OpUntagFloat
	case ir.Ptr:
		op = ir.OpUntagPtr
	}
	return l.op(op, rep, id)
}

func (l *loopTest) jump(to ir.BlockID, args ...ir.ID) {
	l.f.Blocks[l.b].Term = ir.TermJump
	l.f.Blocks[l.b].Succs = []ir.Edge{{To: to, Args: args}}
}

// branch: the loop goes on when x < y, to the first of the edges.
func (l *loopTest) branch(t *testTarget, op ir.Op, x, y ir.ID, yes, no ir.Edge) {
	c := l.op(op, ir.Bool, x, y)
	t.fused[c] = true
	bl := &l.f.Blocks[l.b]
	bl.Term, bl.Cond, bl.Succs = ir.TermBranch, c, []ir.Edge{yes, no}
}

// ret ends with a return of v, boxed.
func (l *loopTest) ret(v ir.ID) {
	r := l.op(ir.OpTagInt, ir.Tagged, v)
	if l.f.Nodes[v].Rep == ir.F64 {
		l.f.Nodes[r].Op = ir.OpBoxFloat
	}
	l.f.Blocks[l.b].Term, l.f.Blocks[l.b].Cond = ir.TermReturn, r
}

// params adds parameters to a block.
func (l *loopTest) params(b ir.BlockID, reps ...ir.Rep) []ir.ID {
	var out []ir.ID
	for _, r := range reps {
		out = append(out, l.f.AddParam(b, r, ir.Type{}))
	}
	return out
}

// movesIn lists the moves that are executed in the loop of a header, edges that
// leave it excluded.
func movesIn(f *ir.Func, a *Allocation, header ir.BlockID) (out []string) {
	o := newOrder(f)
	l := o.blocks[header].loop
	note := func(where string, ms []Move) {
		for _, m := range ms {
			out = append(out, fmt.Sprintf("%s %+v", where, m))
		}
	}
	for _, b := range a.Order {
		if !o.inLoop(b, l) {
			continue
		}
		for _, id := range f.Blocks[b].Nodes {
			note(fmt.Sprintf("before n%d", id), a.Before[id])
			note(fmt.Sprintf("after n%d", id), a.After[id])
		}
		note(fmt.Sprintf("end of b%d", b), a.Term[b].Before)
		for i, e := range f.Blocks[b].Succs {
			if o.inLoop(e.To, l) {
				note(fmt.Sprintf("edge b%d-b%d", b, e.To), a.Term[b].Edges[i])
			}
		}
	}
	return out
}

func (l *loopTest) check(t *testing.T, tg *testTarget, header ir.BlockID, most int) {
	t.Helper()
	a, err := Allocate(l.f, tg)
	if err != nil {
		t.Fatal(err)
	}
	if err := Check(l.f, a, tg); err != nil {
		t.Fatal(err)
	}
	if err := simulate(l.f, a, tg, 50); err != nil {
		t.Fatal(err)
	}
	if ms := movesIn(l.f, a, header); len(ms) > most {
		t.Errorf("%d moves in the loop, expected %d:\n%v", len(ms), most, ms)
	}
}

func amd64Target(avx bool) *testTarget {
	return &testTarget{regs: amd64GP | amd64FP, avx: avx, clean: true, fused: map[ir.ID]bool{}}
}

// s += i for i in range(n), tested at the top or at the bottom.
func TestIntSum(t *testing.T) {
	for _, bottom := range []bool{false, true} {
		l, tg := newLoopTest("int_sum"), amd64Target(false)
		n, fn := l.in(1, ir.I64), l.in(2, ir.Tagged)
		h, exit := l.f.NewBlock(), l.f.NewBlock()
		p := l.params(h, ir.I64, ir.I64)
		s, i := p[0], p[1]
		l.jump(h, l.f.ConstI(0), l.f.ConstI(0))
		l.b = h
		var q []ir.ID
		if bottom {
			q = l.params(exit, ir.I64)
		} else {
			body := l.f.NewBlock()
			l.branch(tg, ir.OpICmp, i, n, ir.Edge{To: body}, ir.Edge{To: exit})
			l.b = body
			q = []ir.ID{s}
		}
		s2 := l.guard(ir.OpAddOv, ir.I64, []ir.ID{s, i, n, fn}, s, i)
		i2 := l.op(ir.OpAdd, ir.I64, i, l.f.ConstI(1))
		l.guard(ir.OpPoll, ir.None, []ir.ID{s2, i2, n, fn})
		if bottom {
			l.branch(tg, ir.OpICmp, i2, n, ir.Edge{To: h, Args: []ir.ID{s2, i2}}, ir.Edge{To: exit, Args: []ir.ID{s2}})
		} else {
			l.jump(h, s2, i2)
		}
		l.b = exit
		l.ret(q[0])
		l.check(t, tg, h, 0)
	}
}

// The inner loop of mandelbrot. t overlaps the old x in Python's order: one move.
func TestMandelbrot(t *testing.T) {
	for _, avx := range []bool{true, false} {
		for _, late := range []bool{false, true} {
			for _, outer := range []bool{false, true} {
				l, tg := newLoopTest("mandelbrot"), amd64Target(avx)
				x0, y0, n := l.in(1, ir.F64), l.in(2, ir.F64), l.in(3, ir.I64)
				row, fn := l.in(4, ir.Tagged), l.in(5, ir.Tagged)
				zero := l.f.ConstF(0)
				oh, oexit := l.f.NewBlock(), l.f.NewBlock()
				count := l.f.ConstI(0)
				var k ir.ID
				if outer {
					p := l.params(oh, ir.I64, ir.I64)
					l.jump(oh, l.f.ConstI(0), l.f.ConstI(0))
					count, k = p[0], p[1]
					l.b = oh
					// Per pixel: x0 of the column.
					kf := l.op(ir.OpI2F, ir.F64, k)
					nf := l.op(ir.OpI2F, ir.F64, n)
					x0 = l.op(ir.OpFSub, ir.F64, l.op(ir.OpFDiv, ir.F64, kf, nf), x0)
				}
				h, body, exit := l.f.NewBlock(), l.f.NewBlock(), l.f.NewBlock()
				p := l.params(h, ir.F64, ir.F64, ir.F64, ir.F64, ir.I64)
				x, y, xx, yy, it := p[0], p[1], p[2], p[3], p[4]
				l.jump(h, zero, zero, zero, zero, l.f.ConstI(0))
				l.b = h
				sum := l.op(ir.OpFAdd, ir.F64, xx, yy)
				l.branch(tg, ir.OpFCmp, sum, l.f.ConstF(4), ir.Edge{To: body}, ir.Edge{To: exit})
				l.b = body
				regs := []ir.ID{x0, y0, x, y, it, n, row, fn, count}
				var tt ir.ID
				newX := func() { tt = l.op(ir.OpFAdd, ir.F64, l.op(ir.OpFSub, ir.F64, xx, yy), x0) }
				if !late {
					newX()
				}
				x2 := l.op(ir.OpFAdd, ir.F64, x, x)
				y2 := l.op(ir.OpFAdd, ir.F64, l.op(ir.OpFMul, ir.F64, x2, y), y0)
				if late {
					newX()
				}
				i2 := l.op(ir.OpAdd, ir.I64, it, l.f.ConstI(1))
				regs[2], regs[3], regs[4] = tt, y2, i2
				l.guard(ir.OpPoll, ir.None, regs)
				xx2 := l.op(ir.OpFMul, ir.F64, tt, tt)
				yy2 := l.op(ir.OpFMul, ir.F64, y2, y2)
				l.branch(tg, ir.OpICmp, i2, l.f.ConstI(100), ir.Edge{To: h, Args: []ir.ID{tt, y2, xx2, yy2, i2}}, ir.Edge{To: exit})
				l.b = exit
				if outer {
					c2 := l.guard(ir.OpAddOv, ir.I64, []ir.ID{x0, y0, n, row, fn, count, k}, count, l.f.ConstI(3))
					k2 := l.op(ir.OpAdd, ir.I64, k, l.f.ConstI(1))
					l.guard(ir.OpPoll, ir.None, []ir.ID{x0, y0, n, row, fn, c2, k2})
					l.branch(tg, ir.OpICmp, k2, n, ir.Edge{To: oh, Args: []ir.ID{c2, k2}}, ir.Edge{To: oexit})
					l.b = oexit
					l.ret(c2)
				} else {
					l.ret(n)
				}
				most := 0
				if !late {
					most++ // x = t
				}
				if !avx {
					most += 3 // xx+yy, and the squares, keep their operands
				}
				t.Run(fmt.Sprint("avx ", avx, " late ", late, " outer ", outer), func(t *testing.T) { l.check(t, tg, h, most) })
			}
		}
	}
}

// s += Ai[k] * B[k][j], two loops around.
func TestMatmul(t *testing.T) {
	l, tg := newLoopTest("matmul"), amd64Target(true)
	ai, bi, n := l.in(1, ir.Ptr), l.in(2, ir.Ptr), l.in(3, ir.I64)
	aw, bw, cw, fn := l.in(4, ir.Tagged), l.in(5, ir.Tagged), l.in(6, ir.Tagged), l.in(7, ir.Tagged)
	jh, kh, kexit, jexit := l.f.NewBlock(), l.f.NewBlock(), l.f.NewBlock(), l.f.NewBlock()
	j := l.params(jh, ir.I64)[0]
	l.jump(jh, l.f.ConstI(0))
	l.b = jh
	p := l.params(kh, ir.F64, ir.I64)
	s, k := p[0], p[1]
	l.jump(kh, l.f.ConstF(0), l.f.ConstI(0))
	l.b = kh
	regs := []ir.ID{aw, bw, cw, fn, n, j, k, s}
	a := l.guard(ir.OpCheckFloat, ir.F64, regs, l.op(ir.OpLoadX, ir.Tagged, ai, k))
	rw := l.op(ir.OpLoadX, ir.Tagged, bi, k)
	row := l.guard(ir.OpCheckShape, ir.Ptr, append(regs, rw), rw)
	l.guard(ir.OpCheckBounds, ir.None, append(regs, rw), j, l.op(ir.OpLoad, ir.I64, row))
	items := l.op(ir.OpLoad, ir.Ptr, row)
	b := l.guard(ir.OpCheckFloat, ir.F64, append(regs, rw), l.op(ir.OpLoadX, ir.Tagged, items, j))
	s2 := l.op(ir.OpFAdd, ir.F64, s, l.op(ir.OpFMul, ir.F64, a, b))
	k2 := l.op(ir.OpAdd, ir.I64, k, l.f.ConstI(1))
	l.guard(ir.OpPoll, ir.None, []ir.ID{aw, bw, cw, fn, n, j, k2, s2})
	l.branch(tg, ir.OpICmp, k2, n, ir.Edge{To: kh, Args: []ir.ID{s2, k2}}, ir.Edge{To: kexit})
	l.b = kexit
	w := l.guard(ir.OpBoxFloat, ir.Tagged, []ir.ID{aw, bw, cw, fn, n, j, s2}, s2)
	call := l.op(ir.OpCallHelper, ir.Tagged, cw, j, w)
	l.f.Nodes[call].State = l.state([]ir.ID{aw, bw, cw, fn, n, j})
	l.f.Nodes[call].After = l.state([]ir.ID{aw, bw, cw, fn, n, j, call})
	j2 := l.op(ir.OpAdd, ir.I64, j, l.f.ConstI(1))
	l.branch(tg, ir.OpICmp, j2, n, ir.Edge{To: jh, Args: []ir.ID{j2}}, ir.Edge{To: jexit})
	l.b = jexit
	l.ret(n)
	l.check(t, tg, kh, 0)
}
