package ra

import (
	"math/rand/v2"

	"github.com/go-python/gopython/ir"
)

// testTarget is a back end like amd64, with as many registers as a test wants.
type testTarget struct {
	regs  RegSet
	avx   bool // three-operand float operations
	clean bool
	fused map[ir.ID]bool
}

const (
	amd64GP RegSet = 1<<0 | 1<<1 | 1<<2 | 1<<6 | 1<<7 | 1<<8 | 1<<9 | 1<<10 | 1<<12 | 1<<13
	amd64FP RegSet = 0x7fff << 16
)

func anyUse(v ir.ID) Use { return Use{Val: v, Fixed: Nowhere} }

func (t *testTarget) Registers() RegSet { return t.regs }

func (t *testTarget) imm(f *ir.Func, id ir.ID) bool {
	n := &f.Nodes[id]
	return f.IsConst(id) && n.Op != ir.OpConstF && n.Aux == int64(int32(n.Aux))
}

func (t *testTarget) cond(f *ir.Func, id ir.ID, uses []Use) []Use {
	if !t.fused[id] {
		return append(uses, anyUse(id))
	}
	for i, a := range f.Nodes[id].Args {
		if !t.imm(f, a) {
			uses = append(uses, anyUse(a))
			uses[len(uses)-1].AnyLoc = i == 1 && id%2 == 0
		}
	}
	return uses
}

func (t *testTarget) TermUses(f *ir.Func, b ir.BlockID, uses []Use) []Use {
	switch bl := &f.Blocks[b]; bl.Term {
	case ir.TermBranch:
		return t.cond(f, bl.Cond, uses)
	case ir.TermReturn:
		return append(uses, Use{Val: bl.Cond, Fixed: 0})
	}
	return uses
}

func (t *testTarget) Constraints(f *ir.Func, id ir.ID, c *Constraint) bool {
	n := &f.Nodes[id]
	*c = Constraint{Uses: c.Uses[:0], Temps: c.Temps[:0], Result: Nowhere}
	if t.fused[id] || ir.Infos[n.Op].Const || n.Op == ir.OpParam {
		return false
	}
	c.LeavesClean = t.clean
	args := n.Args
	for i, a := range args {
		if i > 0 && t.imm(f, a) {
			continue
		}
		c.Uses = append(c.Uses, anyUse(a))
	}
	switch n.Op {
	case ir.OpAdd, ir.OpAddOv, ir.OpAnd:
		c.ResultSame, c.ResultLate = true, len(c.Uses) == 2
		c.Commutes = len(c.Uses) == 2
	case ir.OpSub, ir.OpXor:
		c.ResultSame = true
		if id%5 == 1 {
			c.Temps = append(c.Temps, Temp{false, 1})
		}
		c.StateSlots = id%7 == 1
	case ir.OpFAdd, ir.OpFMul:
		if t.avx {
			c.ResultLate = true
		} else {
			c.ResultSame, c.ResultLate, c.Commutes = true, true, true
			if len(c.Uses) == 2 && n.Aux != 7 {
				c.Uses[1].AnyLoc = !f.IsConst(c.Uses[1].Val)
			}
		}
	case ir.OpFSub:
		if t.avx {
			c.ResultLate = true
		} else {
			c.ResultSame = true
		}
	case ir.OpICmp, ir.OpFCmp:
		if len(c.Uses) > 1 {
			c.Uses[1].AnyLoc = true
		}
	case ir.OpLoad:
		if id%4 == 0 {
			c.Result = 6
		}
	case ir.OpLoadX, ir.OpCheckInt64, ir.OpCheckFloat, ir.OpF2I:
		c.ResultLate = true
		if n.Op == ir.OpF2I {
			c.Temps = append(c.Temps, Temp{true, Nowhere})
		}
		if n.Op == ir.OpCheckInt64 {
			c.Temps = append(c.Temps, Temp{false, Nowhere})
		}
	case ir.OpShl:
		c.ResultSame = true
		if len(c.Uses) == 2 {
			c.Uses[1].Fixed = 1
		}
	case ir.OpFloorDiv:
		c.Uses[0].Fixed = 0
		c.Result, c.ResultSame = 0, true
		c.Clobbers = 1 << 2
	case ir.OpFloorMod:
		c.Uses[0].Fixed = 0
		c.Result, c.ResultLate = 2, true
		c.Clobbers = 1 << 0
	case ir.OpCheckTrue:
		c.Uses = t.cond(f, n.Args[0], c.Uses[:0])
	case ir.OpCallHelper:
		for i := range c.Uses {
			c.Uses[i].AnyLoc = true
		}
		c.ClobberAll, c.StateSlots = true, true
		c.Result = 0
		if n.Rep == ir.F64 {
			c.Result = 16
		}
	case ir.OpBoxFloat:
		c.ResultLate = true
		c.Temps = append(c.Temps, Temp{false, Nowhere})
	}
	return true
}

// gen makes random functions in SSA form.
type gen struct {
	r      *rand.Rand
	f      *ir.Func
	t      *testTarget
	cur    ir.BlockID
	vars   []ir.ID // current values
	left   int
	deep   int
	call   int // one in call is a call
	spread int // 8 in spread statements are no assignments
}

func generate(seed uint64, size, vars int) (*ir.Func, *testTarget) {
	return generateSpread(seed, size, vars, 20)
}

func generateSpread(seed uint64, size, vars, spread int) (*ir.Func, *testTarget) {
	g := &gen{spread: spread, r: rand.New(rand.NewPCG(seed, 1)), f: ir.NewFunc("random"), left: size}
	g.t = &testTarget{fused: map[ir.ID]bool{}, avx: g.r.IntN(2) == 0, clean: g.r.IntN(2) == 0}
	g.call = []int{15, 60, 1 << 30}[g.r.IntN(3)]
	switch g.r.IntN(3) {
	case 0:
		g.t.regs = amd64GP | amd64FP
	case 1:
		g.t.regs = 0x47 | 7<<16
	case 2:
		g.t.regs = 0xc7 | 15<<16
	}
	g.cur = g.f.Entry
	for i := range vars {
		rep := ir.I64
		if i%3 == 2 {
			rep = ir.F64
		}
		if g.r.IntN(4) == 0 {
			g.vars = append(g.vars, g.constant(rep))
			continue
		}
		n := g.f.Append(g.cur, ir.OpLoadReg, ir.Tagged, int64(8*i))
		op := ir.OpCheckInt64
		if rep == ir.F64 {
			op = ir.OpCheckFloat
		}
		n = g.f.Append(g.cur, op, rep, 0, n)
		g.f.Nodes[n].State = g.state()
		g.vars = append(g.vars, n)
	}
	for g.left > 0 {
		g.stmt()
	}
	g.f.Blocks[g.cur].Term = ir.TermReturn
	g.f.Blocks[g.cur].Cond = g.pick(ir.I64)
	return g.f, g.t
}

func (g *gen) constant(rep ir.Rep) ir.ID {
	if rep == ir.F64 {
		return g.f.ConstF(float64(g.r.IntN(5)))
	}
	return g.f.ConstI(int64(g.r.IntN(4)) << (20 * g.r.IntN(3)))
}

func (g *gen) pick(rep ir.Rep) ir.ID {
	if g.r.IntN(8) == 0 {
		return g.constant(rep)
	}
	for {
		if v := g.vars[g.r.IntN(len(g.vars))]; g.f.Nodes[v].Rep == rep {
			return v
		}
	}
}

func (g *gen) state() ir.StateID {
	s := ir.State{}
	for i, v := range g.vars {
		if g.r.IntN(3) != 0 {
			s.Regs = append(s.Regs, ir.RegValue{Reg: int32(8 * i), Val: ir.Ref(v)})
		}
	}
	if len(g.f.States) > 1 && g.r.IntN(3) == 0 && len(s.Regs) > 1 {
		s.Virtuals = []ir.Virtual{{Fields: []ir.VirtualField{{Val: s.Regs[0].Val}, {Val: ir.VirtualRef(0)}}}}
	}
	return g.f.NewState(s)
}

func (g *gen) cond() ir.ID {
	id := g.f.Append(g.cur, ir.OpICmp, ir.Bool, int64(g.r.IntN(6)), g.pick(ir.I64), g.pick(ir.I64))
	if g.r.IntN(3) != 0 {
		g.t.fused[id] = true
	}
	return id
}

// stmt makes a statement.
func (g *gen) stmt() {
	g.left--
	switch k := g.r.IntN(g.spread); {
	case k == 0 && g.deep < 4:
		g.loop()
	case k <= 2 && g.deep < 6:
		g.branch()
	case k == 3:
		id := g.cond()
		n := g.f.Append(g.cur, ir.OpCheckTrue, ir.None, 0, id)
		g.f.Nodes[n].State = g.state()
	case k == 4:
		n := g.f.Append(g.cur, ir.OpPoll, ir.None, 0)
		g.f.Nodes[n].State = g.state()
	case k == 5:
		n := g.f.Append(g.cur, ir.OpBoxFloat, ir.Tagged, 0, g.pick(ir.F64))
		g.f.Nodes[n].State = g.state()
	default:
		g.assign(g.r.IntN(len(g.vars)))
	}
}

func (g *gen) assign(i int) {
	rep := g.f.Nodes[g.vars[i]].Rep
	if g.r.IntN(g.call) == 0 {
		args := make([]ir.ID, g.r.IntN(6))
		for j := range args {
			args[j] = g.pick([]ir.Rep{ir.I64, ir.F64}[g.r.IntN(2)])
		}
		st := g.state()
		n := g.f.Append(g.cur, ir.OpCallHelper, rep, 0, args...)
		g.vars[i] = n
		g.f.Nodes[n].State, g.f.Nodes[n].After = st, g.state()
		return
	}
	if g.r.IntN(10) == 0 {
		g.vars[i] = g.pick(rep)
		return
	}
	var op ir.Op
	x, y := g.pick(rep), g.pick(rep)
	if rep == ir.F64 {
		op = []ir.Op{ir.OpFAdd, ir.OpFSub, ir.OpFMul, ir.OpFDiv, ir.OpI2F}[g.r.IntN(5)]
	} else {
		op = []ir.Op{ir.OpAdd, ir.OpSub, ir.OpAddOv, ir.OpXor, ir.OpShl, ir.OpFloorDiv, ir.OpFloorMod, ir.OpLoadX, ir.OpF2I, ir.OpLoad}[g.r.IntN(10)]
	}
	var st ir.StateID
	switch op {
	case ir.OpAddOv:
		st = g.state()
	case ir.OpF2I:
		st = g.state()
		g.vars[i] = g.f.Append(g.cur, op, rep, 0, g.pick(ir.F64))
		g.f.Nodes[g.vars[i]].State = st
		return
	case ir.OpI2F:
		g.vars[i] = g.f.Append(g.cur, op, rep, 0, g.pick(ir.I64))
		return
	case ir.OpLoad:
		g.vars[i] = g.f.Append(g.cur, op, rep, 0, x)
		return
	}
	g.vars[i] = g.f.Append(g.cur, op, rep, int64(g.r.IntN(8)), x, y)
	g.f.Nodes[g.vars[i]].State = st
}

func (g *gen) some(n int) {
	for range 1 + g.r.IntN(n) {
		g.stmt()
	}
}

// to ends the current block with a jump.
func (g *gen) to(b ir.BlockID, args ...ir.ID) {
	g.f.Blocks[g.cur].Term = ir.TermJump
	g.f.Blocks[g.cur].Succs = []ir.Edge{{To: b, Args: append([]ir.ID(nil), args...)}}
}

// sel is a branch with both edges to one block.
func (g *gen) sel() {
	c, m := g.cond(), g.f.NewBlock()
	bl := &g.f.Blocks[g.cur]
	bl.Term, bl.Cond, bl.Succs = ir.TermBranch, c, []ir.Edge{{To: m}, {To: m}}
	for range 1 + g.r.IntN(3) {
		i := g.r.IntN(len(g.vars))
		rep := g.f.Nodes[g.vars[i]].Rep
		for e := range bl.Succs {
			bl.Succs[e].Args = append(bl.Succs[e].Args, g.pick(rep))
		}
	}
	args := bl.Succs[0].Args
	for _, a := range args {
		rep := g.f.Nodes[a].Rep
		p := g.f.AddParam(m, rep, ir.Type{})
		for i, v := range g.vars {
			if g.f.Nodes[v].Rep == rep && g.r.IntN(2) == 0 {
				g.vars[i] = p
				break
			}
		}
	}
	g.cur = m
}

func (g *gen) branch() {
	if g.r.IntN(6) == 0 {
		g.sel()
		return
	}
	g.deep++
	c := g.cond()
	before := append([]ir.ID(nil), g.vars...)
	from := g.cur
	a, m := g.f.NewBlock(), g.f.NewBlock()
	b := m
	full := g.r.IntN(2) == 0
	if full {
		b = g.f.NewBlock()
	}
	g.f.Blocks[a].Weight = int32(g.r.IntN(3))
	g.f.Blocks[from].Term, g.f.Blocks[from].Cond = ir.TermBranch, c
	g.f.Blocks[from].Succs = []ir.Edge{{To: a}, {To: b}}
	g.cur = a
	exits := g.r.IntN(4) == 0
	g.some(5)
	endA, varsA := g.cur, append([]ir.ID(nil), g.vars...)
	copy(g.vars, before)
	if full {
		g.cur = b
		g.some(5)
	}
	endB, varsB := g.cur, append([]ir.ID(nil), g.vars...)
	g.deep--
	if exits {
		g.cur, g.vars = endA, varsA
		g.f.Blocks[endA].Term, g.f.Blocks[endA].State = ir.TermExit, g.state()
		g.cur, g.vars = endB, varsB
		if !full {
			g.cur = m
			return
		}
		g.to(m)
		g.cur = m
		return
	}
	var argsA, argsB []ir.ID
	for i := range g.vars {
		if varsA[i] != varsB[i] {
			argsA, argsB = append(argsA, varsA[i]), append(argsB, varsB[i])
			g.vars[i] = g.f.AddParam(m, g.f.Nodes[varsA[i]].Rep, ir.Type{})
		}
	}
	g.cur = endA
	g.to(m, argsA...)
	if full {
		g.cur = endB
		g.to(m, argsB...)
	} else {
		g.f.Blocks[from].Succs[1].Args = argsB
	}
	g.cur = m
}

func (g *gen) loop() {
	g.deep++
	h, exit := g.f.NewBlock(), g.f.NewBlock()
	g.to(h, g.vars...)
	g.f.Blocks[h].Loop = true
	for i, v := range g.vars {
		g.vars[i] = g.f.AddParam(h, g.f.Nodes[v].Rep, ir.Type{})
	}
	g.cur = h
	if g.r.IntN(2) == 0 {
		g.some(3)
	}
	body := g.f.NewBlock()
	c := g.cond()
	exitVars := append([]ir.ID(nil), g.vars...)
	g.f.Blocks[g.cur].Term, g.f.Blocks[g.cur].Cond = ir.TermBranch, c
	g.f.Blocks[g.cur].Succs = []ir.Edge{{To: body}, {To: exit, Args: exitVars}}
	var exitParams []ir.ID
	for _, v := range exitVars {
		exitParams = append(exitParams, g.f.AddParam(exit, g.f.Nodes[v].Rep, ir.Type{}))
	}
	g.cur = body
	g.some(8)
	if g.r.IntN(3) == 0 { // a break: a critical edge
		c, next := g.cond(), g.f.NewBlock()
		g.f.Blocks[g.cur].Term, g.f.Blocks[g.cur].Cond = ir.TermBranch, c
		g.f.Blocks[g.cur].Succs = []ir.Edge{{To: exit, Args: append([]ir.ID(nil), g.vars...)}, {To: next}}
		g.cur = next
		g.some(3)
	}
	if g.r.IntN(3) == 0 { // a continue: another critical edge
		c, next := g.cond(), g.f.NewBlock()
		g.f.Blocks[g.cur].Term, g.f.Blocks[g.cur].Cond = ir.TermBranch, c
		g.f.Blocks[g.cur].Succs = []ir.Edge{{To: h, Args: append([]ir.ID(nil), g.vars...)}, {To: next}}
		g.cur = next
		g.some(3)
	}
	back := append([]ir.ID(nil), g.vars...)
	if g.r.IntN(4) == 0 { // rotate two
		i, j := g.r.IntN(len(back)), g.r.IntN(len(back))
		if g.f.Nodes[back[i]].Rep == g.f.Nodes[back[j]].Rep {
			back[i], back[j] = back[j], back[i]
		}
	}
	g.to(h, back...)
	g.cur = exit
	g.vars = exitParams
	g.deep--
}
