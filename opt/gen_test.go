package opt

import (
	"math"
	"math/rand/v2"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
)

// Random functions: straight code, diamonds, loops with breaks, on ints,
// floats, bools, words, scratch objects and new objects, with guards whose
// states carry all that is live.

// A scratch object: header; four words at +8; three raw ints at +40; a length
// (0 to 8) at +64, and that many items from +72.
const (
	scratchWords = 17
	scratchLen   = 64
	scratchItems = 72
	scratchShape = 31
	allocShape   = 41
	entryPC      = 1000 // states of loop headers have PCs from here
)

type gen struct {
	*rand.Rand
	f     *ir.Func
	b     ir.BlockID
	vals  [6][]ir.ID // by representation; Ptr: scratch objects
	news  []ir.ID    // new objects
	pc    int32
	depth int
	loops int
	fuel  int
	par   ir.StateID
	vars  []ir.ID // loop variables
}

func (g *gen) pick(r ir.Rep) ir.ID {
	list := g.vals[r]
	if len(list) == 0 {
		return 0
	}
	// Rather a recent one.
	if i := len(list) - 1 - g.IntN(4); i >= 0 && g.IntN(3) > 0 {
		return list[i]
	}
	return list[g.IntN(len(list))]
}

func (g *gen) add(id ir.ID) ir.ID {
	r := g.f.Nodes[id].Rep
	g.vals[r] = append(g.vals[r], id)
	return id
}

// state makes a state with the most recent values.
func (g *gen) state() ir.StateID { g.pc++; return g.stateAt(g.pc) }

func (g *gen) stateAt(pc int32) ir.StateID {
	s := ir.State{PC: pc}
	if g.par != 0 && pc%3 == 0 {
		s.Parent, s.Base, s.Fn = g.par, 512, ir.Ref(g.f.ConstT(abi.None))
	}
	reg := int32(0)
	for _, r := range []ir.Rep{ir.I64, ir.F64, ir.Bool, ir.Tagged} {
		list := g.vals[r]
		for i := max(0, len(list)-5); i < len(list); i++ {
			s.Regs = append(s.Regs, ir.RegValue{Reg: reg, Val: ir.Ref(list[i])})
			reg += 8
		}
	}
	return g.f.NewState(s)
}

func (g *gen) node(op ir.Op, rep ir.Rep, aux int64, args ...ir.ID) ir.ID {
	if r := ir.Infos[op].Result; r != ir.None {
		rep = r
	}
	var s ir.StateID
	if info := &ir.Infos[op]; info.Guard || info.Slow || info.Call {
		s = g.state()
	}
	id := g.f.Append(g.b, op, rep, aux, args...)
	g.f.Nodes[id].State = s
	return id
}

func (g *gen) smallInt() ir.ID {
	return g.f.ConstI([]int64{0, 1, 2, 3, 5, 7, 8, 16, -1, -2, -7, 63, 100, 255, 1 << 20, 1 << 40, abi.MaxInt, -1 << 61}[g.IntN(18)])
}

func (g *gen) int() ir.ID {
	if g.IntN(5) == 0 {
		return g.smallInt()
	}
	return g.pick(ir.I64)
}

func generate(seed uint64) *ir.Func {
	g := &gen{Rand: rand.New(rand.NewPCG(seed, 1)), f: ir.NewFunc("random"), fuel: 40 + int(seed%5)*20}
	f := g.f
	f.Codes = []ir.Code{{Index: 1, Name: "f"}}
	g.b = f.Entry
	var regs []ir.ID
	for i := range 8 {
		regs = append(regs, f.Append(g.b, ir.OpLoadReg, ir.Tagged, int64(8*i)))
	}
	g.vals[ir.Tagged] = append(g.vals[ir.Tagged], regs...)
	if seed%2 == 0 {
		g.par = g.state()
	}
	g.add(g.node(ir.OpCheckInt, 0, 0, regs[0]))
	g.add(g.node(ir.OpCheckInt, 0, 0, regs[1]))
	g.add(g.node(ir.OpCheckFloat, 0, 0, regs[2]))
	g.add(g.node(ir.OpCheckShape, 0, scratchShape, regs[4]))
	g.add(g.node(ir.OpCheckShape, 0, scratchShape, regs[5]))
	g.add(g.node(ir.OpICmp, 0, ir.LT, g.vals[ir.I64][0], g.vals[ir.I64][1]))
	g.statements()
	f.Blocks[g.b].Term = ir.TermReturn
	res := g.pick(ir.Tagged)
	if g.IntN(2) == 0 {
		res = g.node(ir.OpBoxInt, 0, 0, g.pick(ir.I64))
	}
	f.Blocks[g.b].Cond = res
	f.ComputePreds()
	return f
}

func (g *gen) statements() {
	for n := 3 + g.IntN(12); n > 0 && g.fuel > 0; n-- {
		g.fuel--
		switch k := g.IntN(33); {
		case k >= 31:
			g.loop()
		case k == 30:
			g.hash()
		case k < 9:
			g.arith()
		case k < 11:
			g.floats()
		case k < 14:
			g.conds()
		case k < 17:
			g.boxes()
		case k < 22:
			g.memory()
		case k < 24:
			g.objects()
		case k == 24:
			g.guard()
		case k < 27:
			if g.depth < 4 {
				g.diamond()
			}
		case k < 29:
			g.loop()
		default:
			g.call()
		}
	}
}

func (g *gen) arith() {
	f := g.f
	ops := []ir.Op{ir.OpAddOv, ir.OpAddOv, ir.OpSubOv, ir.OpMulOv, ir.OpNegOv, ir.OpAdd, ir.OpSub, ir.OpMul, ir.OpNeg, ir.OpAnd, ir.OpAnd,
		ir.OpOr, ir.OpXor, ir.OpNot, ir.OpShl, ir.OpShr, ir.OpFloorDiv, ir.OpFloorMod, ir.OpMinI, ir.OpMaxI, ir.OpSelect, ir.OpB2I,
		ir.OpShlOv, ir.OpAbsOv}
	op := ops[g.IntN(len(ops))]
	x := g.pick(ir.I64)
	switch op {
	case ir.OpNegOv, ir.OpNeg, ir.OpNot, ir.OpAbsOv:
		g.add(g.node(op, 0, 0, x))
	case ir.OpShl, ir.OpShr, ir.OpShlOv:
		s := f.ConstI(int64(g.IntN(12)))
		if g.IntN(3) == 0 {
			s = g.node(ir.OpAnd, 0, 0, g.pick(ir.I64), f.ConstI(15))
		}
		g.add(g.node(op, 0, 0, x, s))
	case ir.OpFloorDiv, ir.OpFloorMod:
		d := f.ConstI([]int64{1, 2, 3, 7, 8, -3, 64}[g.IntN(7)])
		if g.IntN(3) == 0 {
			d = g.node(ir.OpAdd, 0, 0, g.node(ir.OpAnd, 0, 0, g.pick(ir.I64), f.ConstI(7)), f.ConstI(1))
		}
		g.add(g.node(op, 0, 0, x, d))
	case ir.OpSelect:
		g.add(g.node(op, ir.I64, 0, g.pick(ir.Bool), x, g.int()))
	case ir.OpB2I:
		g.add(g.node(op, 0, 0, g.pick(ir.Bool)))
	case ir.OpAnd:
		y := f.ConstI([]int64{7, 15, 255, 0xffff, 0xffffffff}[g.IntN(5)])
		if g.IntN(5) == 0 {
			y = g.pick(ir.I64)
		}
		g.add(g.node(op, 0, 0, x, y))
	default:
		g.add(g.node(op, 0, 0, x, g.int()))
	}
}

// hash makes (x*y + z) & mask.
func (g *gen) hash() {
	f := g.f
	x := g.node(ir.OpMulOv, 0, 0, g.pick(ir.I64), g.int())
	if g.IntN(3) == 0 {
		g.add(x)
	}
	x = g.node([]ir.Op{ir.OpAddOv, ir.OpSubOv, ir.OpXor, ir.OpOr}[g.IntN(4)], 0, 0, x, g.int())
	if g.IntN(4) == 0 {
		x = g.node(ir.OpShlOv, 0, 0, x, f.ConstI(int64(g.IntN(9))))
	}
	g.add(g.node(ir.OpAnd, 0, 0, x, f.ConstI([]int64{0xff, 0xffffffff, math.MaxInt64, 0xf0f0}[g.IntN(4)])))
}

func (g *gen) floats() {
	x := g.pick(ir.F64)
	if g.IntN(3) == 0 {
		x = g.f.ConstF([]float64{0, 1, -1, 2, 0.5, -0.25, 1e300}[g.IntN(7)])
	}
	switch g.IntN(6) {
	case 0:
		g.add(g.node(ir.OpI2F, 0, 0, g.pick(ir.I64)))
	case 1:
		ops := []ir.Op{ir.OpFNeg, ir.OpFAbs, ir.OpFFloor, ir.OpFTrunc}
		g.add(g.node(ops[g.IntN(4)], 0, 0, x))
	default:
		ops := []ir.Op{ir.OpFAdd, ir.OpFSub, ir.OpFMul, ir.OpFDiv}
		g.add(g.node(ops[g.IntN(4)], 0, 0, g.pick(ir.F64), x))
	}
}

func (g *gen) conds() {
	switch g.IntN(7) {
	case 0:
		g.add(g.node(ir.OpFCmp, 0, int64(g.IntN(6)), g.pick(ir.F64), g.pick(ir.F64)))
	case 1:
		g.add(g.node(ir.OpBNot, 0, 0, g.pick(ir.Bool)))
	case 2:
		g.add(g.node([]ir.Op{ir.OpBAnd, ir.OpBOr}[g.IntN(2)], 0, 0, g.pick(ir.Bool), g.pick(ir.Bool)))
	case 3:
		ops := []ir.Op{ir.OpTIsInt, ir.OpTIsFloat, ir.OpTIsPtr}
		g.add(g.node(ops[g.IntN(3)], 0, 0, g.pick(ir.Tagged)))
	case 4:
		g.add(g.node(ir.OpTIs, 0, int64([]abi.Value{abi.True, abi.None, abi.SmallInt(3)}[g.IntN(3)]), g.pick(ir.Tagged)))
	default:
		g.add(g.node(ir.OpICmp, 0, int64(g.IntN(6)), g.int(), g.int()))
	}
}

func (g *gen) boxes() {
	switch g.IntN(6) {
	case 0:
		g.add(g.node(ir.OpBoxInt, 0, 0, g.int()))
	case 1:
		g.add(g.node(ir.OpBoxFloat, 0, 0, g.pick(ir.F64)))
	case 2:
		g.add(g.node(ir.OpBoxBool, 0, 0, g.pick(ir.Bool)))
	case 3:
		g.add(g.node(ir.OpTagInt, 0, 0, g.node(ir.OpAnd, 0, 0, g.pick(ir.I64), g.f.ConstI(0xffff))))
	default:
		// A check that most likely passes.
		t := g.pick(ir.Tagged)
		switch g.f.Nodes[t].Op {
		case ir.OpBoxInt, ir.OpTagInt:
			g.add(g.node([]ir.Op{ir.OpCheckInt64, ir.OpCheckInt, ir.OpCheckNum}[g.IntN(3)], 0, 0, t))
		case ir.OpBoxFloat:
			g.add(g.node([]ir.Op{ir.OpCheckFloat, ir.OpCheckNum}[g.IntN(2)], 0, 0, t))
		case ir.OpBoxBool:
			g.add(g.node(ir.OpCheckBool, 0, 0, t))
		case ir.OpParam, ir.OpLoad, ir.OpLoadX:
			g.add(g.node([]ir.Op{ir.OpCheckInt64, ir.OpCheckInt, ir.OpCheckNum, ir.OpCheckFloat}[g.IntN(4)], 0, 0, t))
		}
	}
}

func mem(off int, c ir.MemClass) int64 { return ir.Mem{Off: int32(off), Width: 8, Class: c}.Pack() }

func (g *gen) memory() {
	p := g.pick(ir.Ptr)
	f := g.f
	switch g.IntN(9) {
	case 0, 1:
		g.add(g.node(ir.OpLoad, ir.Tagged, mem(8+8*g.IntN(4), ir.MField), p))
	case 2:
		g.add(g.node(ir.OpLoad, ir.I64, mem(40+8*g.IntN(3), ir.MIter), p))
	case 3:
		g.node(ir.OpStore, 0, mem(8+8*g.IntN(4), ir.MField), p, g.pick(ir.Tagged))
	case 4:
		g.node(ir.OpStore, 0, mem(40+8*g.IntN(3), ir.MIter), p, g.int())
	case 5:
		if g.IntN(4) == 0 {
			g.node(ir.OpStore, 0, mem(scratchLen, ir.MListLen), p, f.ConstI(int64(g.IntN(9))))
			return
		}
		g.node(ir.OpBarrier, 0, 0, p)
	case 6:
		g.add(g.node(ir.OpLoad, ir.I64, mem(scratchLen, ir.MListLen), p))
	default:
		n := g.node(ir.OpLoad, ir.I64, mem(scratchLen, ir.MListLen), p)
		i := g.pick(ir.I64)
		if l := g.vars; len(l) > 0 && g.IntN(2) == 0 {
			i = l[len(l)-1]
		} else if g.IntN(8) > 0 {
			i = g.node(ir.OpAnd, 0, 0, i, f.ConstI(3))
		}
		g.node(ir.OpCheckBounds, 0, 0, i, n)
		m := ir.Mem{Off: scratchItems, Width: 8, Scale: 8, Class: ir.MItems}.Pack()
		if g.IntN(3) == 0 {
			g.node(ir.OpStoreX, 0, m, p, i, g.pick(ir.Tagged))
		} else {
			g.add(g.node(ir.OpLoadX, ir.Tagged, m, p, i))
		}
	}
}

// attribute loads a field, and stores what it makes of it.
func (g *gen) attribute() {
	p, m := g.vals[ir.Ptr][g.IntN(2)], mem(8+8*g.IntN(4), ir.MField)
	t := g.add(g.node(ir.OpLoad, ir.Tagged, m, p))
	var v ir.ID
	switch g.IntN(6) {
	case 0:
		v = g.pick(ir.Tagged)
	case 1:
		x := g.node(ir.OpFAdd, 0, 0, g.node(ir.OpCheckFloat, 0, 0, t), g.pick(ir.F64))
		v = g.node(ir.OpBoxFloat, 0, 0, x)
	default:
		x := g.add(g.node(ir.OpCheckInt, 0, 0, t))
		v = g.node(ir.OpBoxInt, 0, 0, g.node(ir.OpAddOv, 0, 0, x, g.int()))
	}
	g.node(ir.OpStore, 0, m, p, v)
	if g.IntN(3) == 0 {
		g.add(g.node(ir.OpLoad, ir.Tagged, m, p))
	}
}

func (g *gen) objects() {
	f := g.f
	if len(g.news) == 0 || g.IntN(3) == 0 {
		a := g.node(ir.OpAlloc, 0, int64(abi.Header{Shape: allocShape, Kind: abi.KindInstance, Aux: 2}.Word()))
		f.Nodes[a].Aux2 = 32
		g.news = append(g.news, a)
		g.node(ir.OpStore, 0, mem(8, ir.MField), a, g.pick(ir.Tagged))
		g.node(ir.OpStore, 0, mem(24, ir.MIter), a, g.int())
		if g.IntN(2) == 0 {
			g.node(ir.OpStore, 0, mem(16, ir.MField), a, g.pick(ir.Tagged))
		}
		if g.IntN(3) > 0 {
			g.add(g.node(ir.OpTagPtr, 0, 0, a))
		}
		return
	}
	a := g.news[g.IntN(len(g.news))]
	switch g.IntN(5) {
	case 0:
		g.add(g.node(ir.OpLoad, ir.Tagged, mem(8+8*g.IntN(2), ir.MField), a))
	case 1:
		g.add(g.node(ir.OpLoad, ir.I64, mem(24, ir.MIter), a))
	case 2:
		g.node(ir.OpStore, 0, mem(8+8*g.IntN(2), ir.MField), a, g.pick(ir.Tagged))
	case 3:
		g.node(ir.OpStore, 0, mem(24, ir.MIter), a, g.int())
	default:
		g.node(ir.OpCheckShapeP, 0, allocShape, a)
	}
}

func (g *gen) guard() {
	switch g.IntN(4) {
	case 0:
		g.node(ir.OpCheckShapeP, 0, scratchShape, g.pick(ir.Ptr))
	case 1:
		c := g.node(ir.OpICmp, 0, ir.NE, g.pick(ir.I64), g.f.ConstI(77))
		g.node(ir.OpCheckTrue, 0, 0, c)
	case 2:
		g.node(ir.OpCheckBounds, 0, 0, g.node(ir.OpAnd, 0, 0, g.pick(ir.I64), g.f.ConstI(7)), g.f.ConstI(8))
	case 3:
		if g.IntN(4) == 0 {
			g.node([]ir.Op{ir.OpCheckTrue, ir.OpCheckFalse}[g.IntN(2)], 0, 0, g.pick(ir.Bool))
		}
	}
}

func (g *gen) call() {
	id := g.node(ir.OpCallHelper, ir.I64, 0, g.pick(ir.I64))
	g.f.Nodes[id].State = g.state()
	g.f.Nodes[id].After = g.state()
	g.add(id)
}

type mark struct {
	vals [6]int
	news int
}

func (g *gen) mark() mark {
	var m mark
	for i := range g.vals {
		m.vals[i] = len(g.vals[i])
	}
	m.news = len(g.news)
	return m
}

func (g *gen) reset(m mark) {
	for i := range g.vals {
		g.vals[i] = g.vals[i][:m.vals[i]]
	}
	g.news = g.news[:m.news]
}

var mergeReps = []ir.Rep{ir.I64, ir.F64, ir.Tagged, ir.I64}

func (g *gen) mergeArgs(n int) []ir.ID {
	var args []ir.ID
	for _, r := range mergeReps[:n] {
		args = append(args, g.pick(r))
	}
	return args
}

func (g *gen) diamond() {
	f := g.f
	g.depth++
	n := g.IntN(len(mergeReps) + 1)
	x, y, m := f.NewBlock(), f.NewBlock(), f.NewBlock()
	from := g.b
	at := g.mark()
	f.Blocks[from].Term, f.Blocks[from].Cond = ir.TermBranch, g.pick(ir.Bool)
	f.Blocks[from].Succs = []ir.Edge{{To: x}, {To: y}}
	for _, arm := range []ir.BlockID{x, y} {
		g.b = arm
		if g.IntN(3) > 0 {
			g.statements()
		}
		if g.IntN(12) == 0 {
			f.Blocks[g.b].Term, f.Blocks[g.b].Reason = ir.TermExit, ir.ExitCold
			f.Blocks[g.b].State = g.state()
		} else {
			f.Blocks[g.b].Term = ir.TermJump
			f.Blocks[g.b].Succs = []ir.Edge{{To: m, Args: g.mergeArgs(n)}}
		}
		g.reset(at)
	}
	g.b = m
	for _, r := range mergeReps[:n] {
		g.add(f.AddParam(m, r, ir.Type{}))
	}
	g.depth--
}

// loop makes: if 0 < n { i = 0; do { body; i += step } while i < n }.
func (g *gen) loop() {
	if g.depth >= 3 {
		return
	}
	f := g.f
	g.depth++
	n := 1 + g.IntN(len(mergeReps))
	head, out := f.NewBlock(), f.NewBlock()
	limit := g.node(ir.OpAnd, 0, 0, g.pick(ir.I64), f.ConstI(7))
	if g.IntN(3) == 0 {
		limit = g.node(ir.OpLoad, ir.I64, mem(scratchLen, ir.MListLen), g.pick(ir.Ptr))
	}
	from := g.b
	start := f.ConstI(int64(g.IntN(3)))
	test := g.node(ir.OpICmp, 0, ir.LT, start, limit)
	init := g.mergeArgs(n)
	f.Blocks[from].Term, f.Blocks[from].Cond = ir.TermBranch, test
	f.Blocks[from].Succs = []ir.Edge{{To: head, Args: append([]ir.ID{start}, init...)}, {To: out, Args: init}}
	at := g.mark()
	g.b = head
	f.Blocks[head].Loop = true
	i := g.add(f.AddParam(head, ir.I64, ir.Type{}))
	g.vars = append(g.vars, i)
	for _, r := range mergeReps[:n] {
		g.add(f.AddParam(head, r, ir.Type{}))
	}
	g.loops++
	f.Blocks[head].State = g.stateAt(entryPC + int32(g.loops))
	poll := f.Append(head, ir.OpPoll, 0, 0)
	f.Nodes[poll].State = f.Blocks[head].State
	if g.IntN(4) == 0 {
		g.attribute()
	}
	if g.IntN(3) > 0 {
		g.statements()
	}
	if g.IntN(3) == 0 {
		g.attribute()
	}
	if g.IntN(3) == 0 {
		next := f.NewBlock()
		f.Blocks[g.b].Term, f.Blocks[g.b].Cond = ir.TermBranch, g.pick(ir.Bool)
		f.Blocks[g.b].Succs = []ir.Edge{{To: out, Args: g.mergeArgs(n)}, {To: next}}
		g.b = next
		g.statements()
	}
	step := f.ConstI(1 + int64(g.IntN(2)))
	carried := g.mergeArgs(n)
	i2 := g.node(ir.OpAddOv, 0, 0, i, step)
	again := g.node(ir.OpICmp, 0, ir.LT, i2, limit)
	f.Blocks[g.b].Term, f.Blocks[g.b].Cond = ir.TermBranch, again
	back := ir.Edge{To: head, Args: append([]ir.ID{i2}, carried...)}
	f.Blocks[g.b].Succs = []ir.Edge{back, {To: out, Args: carried}}
	if g.b == head {
		// The state of a header stays with its block.
		f.Blocks[g.b].State = f.Blocks[head].State
	}
	g.reset(at)
	g.vars = g.vars[:len(g.vars)-1]
	g.b = out
	for _, r := range mergeReps[:n] {
		g.add(f.AddParam(out, r, ir.Type{}))
	}
	g.depth--
}
