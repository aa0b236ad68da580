package amd64

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
)

// generator makes random regions: nested branches and loops over random
// operations. Every guard has a state that refers to random values.
type generator struct {
	w     *world
	r     *rand.Rand
	f     *ir.Func
	b     ir.BlockID
	vals  map[ir.Rep][]ir.ID // in scope
	io    ir.ID
	size  int // operations left
	calls bool
}

var genReps = []ir.Rep{ir.I64, ir.F64, ir.Tagged, ir.Bool}

func (w *world) generate(seed uint64, calls bool) *ir.Func {
	g := &generator{w: w, r: rand.New(rand.NewPCG(seed, 7)), f: ir.NewFunc(fmt.Sprintf("random %d", seed)), vals: map[ir.Rep][]ir.ID{}, calls: calls}
	f := g.f
	f.Ext = 256
	f.Codes = []ir.Code{{Name: "f"}}
	f.Callees = []ir.Callee{{Code: w.codeObject(0), Name: "g", NArgs: 2}}
	g.b = f.Entry
	g.io = f.ConstP(abi.AddrOf(w.io))
	for i := range 8 {
		rep := genReps[i%3]
		g.add(f.Append(g.b, ir.OpLoad, rep, ir.Mem{Off: int32(8 * i), Width: 8, Class: ir.MField}.Pack(), g.io))
	}
	g.size = 5 + g.r.IntN(60)
	if seed%16 == 0 {
		g.size *= 8
	}
	for g.sequence(0); seed%16 == 0 && g.size > 0; {
		g.sequence(0)
	}
	off := int32(256)
	for _, rep := range genReps {
		for _, v := range g.vals[rep] {
			if off >= 504 {
				break
			}
			if rep == ir.Bool {
				v = f.Append(g.b, ir.OpB2I, ir.I64, 0, v)
			}
			f.Append(g.b, ir.OpStore, ir.None, ir.Mem{Off: off, Width: 8, Class: ir.MField}.Pack(), g.io, v)
			off += 8
		}
	}
	f.Blocks[g.b].Term, f.Blocks[g.b].Cond = ir.TermReturn, g.pick(ir.Tagged)
	return f
}

func (g *generator) add(id ir.ID) {
	rep := g.f.Node(id).Rep
	g.vals[rep] = append(g.vals[rep], id)
}

// scope saves what is in scope; the result restores it.
func (g *generator) scope() func() {
	old := map[ir.Rep][]ir.ID{}
	for rep, l := range g.vals {
		old[rep] = l[:len(l):len(l)]
	}
	return func() {
		g.vals = map[ir.Rep][]ir.ID{}
		for rep, l := range old {
			g.vals[rep] = l
		}
	}
}

// pick is a value in scope, or a constant.
func (g *generator) pick(rep ir.Rep) ir.ID {
	if l := g.vals[rep]; len(l) > 0 && g.r.IntN(8) > 0 {
		if g.r.IntN(2) == 0 {
			return l[len(l)-1-g.r.IntN(min(len(l), 3))]
		}
		return l[g.r.IntN(len(l))]
	}
	switch rep {
	case ir.I64:
		return g.f.ConstI(intEdges[g.r.IntN(len(intEdges))])
	case ir.F64:
		return g.f.ConstF(floatEdges[g.r.IntN(len(floatEdges))])
	case ir.Bool:
		return g.f.ConstB(g.r.IntN(2) == 0)
	}
	return g.f.ConstT([]abi.Value{abi.None, abi.True, abi.SmallInt(5), abi.SmallInt(-1 << 40)}[g.r.IntN(4)])
}

func (g *generator) state() ir.StateID {
	var s ir.State
	for i := range g.r.IntN(8) {
		s.Regs = append(s.Regs, ir.RegValue{Reg: int32(8 * i), Val: ir.Ref(g.pick(genReps[g.r.IntN(3)]))})
	}
	return g.f.NewState(s)
}

func (g *generator) node(op ir.Op, rep ir.Rep, aux int64, args ...ir.ID) ir.ID {
	info := ir.Infos[op]
	var st ir.StateID
	if info.Guard || info.Slow || info.Call {
		st = g.state()
	}
	id := g.f.Append(g.b, op, rep, aux, args...)
	g.f.Node(id).State = st
	if info.Call {
		after := g.state() // adds nodes
		g.f.Node(id).After = after
	}
	if rep != ir.None {
		g.add(id)
	}
	return id
}

// masked is an int in a range that its type tells.
func (g *generator) masked(mask int64) ir.ID {
	id := g.node(ir.OpAnd, ir.I64, 0, g.pick(ir.I64), g.f.ConstI(mask))
	g.f.Node(id).Type = ir.IntRange(0, mask)
	return id
}

var genOps = func() (out []ir.Op) {
	for op := ir.Op(1); op < ir.NumOps; op++ {
		switch op {
		case ir.OpCheckShape, ir.OpCheckKind, ir.OpCheckIs, ir.OpUntagInt, ir.OpUntagFloat, ir.OpUntagBool, ir.OpUntagPtr, ir.OpTagInt,
			ir.OpLoadReg, ir.OpFrameFunc, ir.OpParam, ir.OpCheckBool, ir.OpCheckSame, ir.OpCheckEq, ir.OpCheckIsNot, ir.OpAllocItems:
			continue
		}
		info := ir.Infos[op]
		ok := !info.Const && info.NArgs > 0 && (op != ir.OpFMulSub || HasFMA)
		for _, r := range info.Args[:max(info.NArgs, 0)] {
			ok = ok && r != ir.Ptr && r != ir.None
		}
		if ok || op == ir.OpSelect {
			out = append(out, op)
		}
	}
	return out
}()

func (g *generator) operation() {
	op := genOps[g.r.IntN(len(genOps))]
	if ir.Infos[op].Guard && g.r.IntN(3) > 0 {
		op = genOps[g.r.IntN(len(genOps))]
	}
	if g.calls && g.r.IntN(8) == 0 {
		g.call()
		return
	}
	info := ir.Infos[op]
	rep, aux := info.Result, int64(0)
	var args []ir.ID
	for _, r := range info.Args[:info.NArgs] {
		args = append(args, g.pick(r))
	}
	switch op {
	case ir.OpSelect:
		rep = genReps[g.r.IntN(len(genReps))]
		args = []ir.ID{g.pick(ir.Bool), g.pick(rep), g.pick(rep)}
	case ir.OpICmp, ir.OpFCmp:
		aux = int64(g.r.IntN(6))
	case ir.OpTIs:
		aux = int64(abi.SmallInt(5))
	case ir.OpShl:
		args[1] = g.masked(63)
	case ir.OpShlOv:
		args[1] = g.masked(7)
	case ir.OpShr:
		args[1] = g.masked(127)
	case ir.OpQuo, ir.OpRem:
		args[0] = g.masked([]int64{math.MaxInt64, 1<<40 - 1, 1<<31 - 1}[g.r.IntN(3)])
		args[1] = g.divisor(true)
	case ir.OpFloorDiv, ir.OpFloorMod:
		if g.r.IntN(2) == 0 {
			args[0] = g.masked([]int64{math.MaxInt64, 1<<40 - 1, 1<<31 - 1}[g.r.IntN(3)])
		}
		args[1] = g.divisor(false)
	}
	g.node(op, rep, aux, args...)
}

func (g *generator) call() {
	rep := []ir.Rep{ir.I64, ir.F64, ir.Tagged, ir.Bool, ir.None}[g.r.IntN(5)]
	var args []ir.ID
	for range g.r.IntN(5) {
		args = append(args, g.pick(genReps[g.r.IntN(4)]))
	}
	if g.r.IntN(3) == 0 {
		g.node(ir.OpCallPy, ir.Tagged, 0, g.pick(ir.Tagged), g.pick(ir.Tagged), g.pick(ir.Tagged))
		return
	}
	g.node(ir.OpCallHelper, rep, 0, args...)
}

func (g *generator) divisor(positive bool) ir.ID {
	switch k := g.r.IntN(4); {
	case k == 0:
		x := g.masked([]int64{0xff, 1<<30 - 1, 1<<33 - 1}[g.r.IntN(3)])
		id := g.node(ir.OpAdd, ir.I64, 0, x, g.f.ConstI(1))
		g.f.Node(id).Type = ir.IntRange(1, 1<<33)
		return id
	case k == 1 && !positive:
		return g.f.ConstI(-1 - int64(g.r.IntN(20)) - 1)
	case k == 2:
		return g.f.ConstI(1 << g.r.IntN(63))
	}
	return g.f.ConstI(1 + int64(g.r.Uint64()>>(1+g.r.IntN(62))))
}

func (g *generator) sequence(depth int) {
	for n := 3 + g.r.IntN(12); n > 0 && g.size > 0; n-- {
		g.size--
		switch k := g.r.IntN(20); {
		case k == 0 && depth < 4:
			g.branch(depth)
		case k == 1 && depth < 3:
			g.loop(depth)
		default:
			g.operation()
		}
	}
}

// someReps are the representations of new parameters.
func (g *generator) someReps() (out []ir.Rep) {
	for range g.r.IntN(6) {
		out = append(out, genReps[g.r.IntN(len(genReps))])
	}
	return out
}

func (g *generator) pickAll(reps []ir.Rep) (out []ir.ID) {
	for _, r := range reps {
		out = append(out, g.pick(r))
	}
	return out
}

func (g *generator) branch(depth int) {
	f := g.f
	from, cond, reps := g.b, g.pick(ir.Bool), g.someReps()
	join := f.NewBlock()
	var edges []ir.Edge
	for range 2 {
		restore := g.scope()
		if g.r.IntN(4) == 0 && len(edges) == 0 { // straight to the join
			edges = append(edges, ir.Edge{To: join, Args: g.pickAll(reps)})
			continue
		}
		g.b = f.NewBlock()
		edges = append(edges, ir.Edge{To: g.b})
		g.sequence(depth + 1)
		f.Blocks[g.b].Term, f.Blocks[g.b].Succs = ir.TermJump, []ir.Edge{{To: join, Args: g.pickAll(reps)}}
		if g.r.IntN(6) == 0 && len(edges) == 1 {
			f.Blocks[g.b].Term, f.Blocks[g.b].Succs, f.Blocks[g.b].State, f.Blocks[g.b].Reason = ir.TermExit, nil, g.state(), ir.ExitCold
		}
		restore()
	}
	f.Blocks[from].Term, f.Blocks[from].Cond, f.Blocks[from].Succs = ir.TermBranch, cond, edges
	g.b = join
	for _, r := range reps {
		g.add(f.AddParam(join, r, ir.Type{}))
	}
}

// loop makes a loop of few turns, with the test at the top or at the bottom.
func (g *generator) loop(depth int) {
	f := g.f
	reps := g.someReps()
	turns := f.ConstI(int64(1 + g.r.IntN(4)))
	head, exit := f.NewBlock(), f.NewBlock()
	start := append([]ir.ID{f.ConstI(0)}, g.pickAll(reps)...)
	f.Blocks[g.b].Term, f.Blocks[g.b].Succs = ir.TermJump, []ir.Edge{{To: head, Args: start}}
	f.Blocks[head].Loop = true
	g.b = head
	count := f.AddParam(head, ir.I64, ir.IntRange(0, 10))
	for _, r := range reps {
		g.add(f.AddParam(head, r, ir.Type{}))
	}
	top := g.r.IntN(2) == 0
	restore := g.scope()
	if top {
		restore = g.scope()
		body := f.NewBlock()
		cond := f.Append(head, ir.OpICmp, ir.Bool, ir.LT, count, turns)
		f.Blocks[head].Term, f.Blocks[head].Cond, f.Blocks[head].Succs = ir.TermBranch, cond, []ir.Edge{{To: body}, {To: exit}}
		g.b = body
	}
	g.sequence(depth + 1)
	next := f.Append(g.b, ir.OpAdd, ir.I64, 0, count, f.ConstI(1))
	g.node(ir.OpPoll, ir.None, 0)
	args := append([]ir.ID{next}, g.pickAll(reps)...)
	back := ir.Edge{To: head, Args: args}
	if top {
		f.Blocks[g.b].Term, f.Blocks[g.b].Succs = ir.TermJump, []ir.Edge{back}
		restore()
	} else {
		cond := f.Append(g.b, ir.OpICmp, ir.Bool, ir.LT, next, turns)
		f.Blocks[g.b].Term, f.Blocks[g.b].Cond, f.Blocks[g.b].Succs = ir.TermBranch, cond, []ir.Edge{back, {To: exit}}
	}
	g.b = exit
}

// inputs fills the words that the regions load.
func (w *world) inputs(r *rand.Rand, words []uint64) {
	for i := range 8 {
		switch genReps[i%3] {
		case ir.I64:
			w.io[i] = uint64(int64(r.Uint64()) >> r.IntN(64))
			if r.IntN(3) == 0 {
				w.io[i] = uint64(intEdges[r.IntN(len(intEdges))])
			}
		case ir.F64:
			w.io[i] = math.Float64bits(r.NormFloat64() * 100)
			if r.IntN(3) == 0 {
				w.io[i] = math.Float64bits(floatEdges[r.IntN(len(floatEdges))])
			}
		default:
			w.io[i] = words[r.IntN(len(words))]
		}
	}
	for i := 8; i < len(w.io); i++ {
		w.io[i] = 0x1234
	}
}

// TestRandom compares random regions with the evaluator.
func TestRandom(t *testing.T) {
	n := uint64(1500)
	if testing.Short() {
		n = 200
	}
	randomRegions(t, 0, n)
}

func randomRegions(t *testing.T, from, n uint64) {
	var w *world
	var words []uint64
	ends := map[ir.OutcomeKind]int{}
	for seed := from; seed < from+n; seed++ {
		if w == nil || seed%500 == 0 {
			w = newWorld(t)
			words = w.words()
			w.helper = hashHelper
		}
		w.failEvery = []uint64{0, 0, 1, 3, 10}[seed%5]
		f := w.generate(seed, seed%3 == 0)
		if err := f.Verify(); err != nil {
			t.Fatalf("%v\n%s", err, f)
		}
		ev := newEvaluator()
		ev.Limit = 10000
		v := variants[seed%uint64(len(variants))]
		c := w.compile(f, v)
		r := rand.New(rand.NewPCG(seed, 9))
		for range 12 {
			w.inputs(r, words)
			if !c.compare(ev, func() string { return fmt.Sprintf("seed %d, %s", seed, v.name) }) {
				ends[ir.Broken]++
			} else {
				ends[w.last]++
			}
		}
	}
	t.Logf("returned %d, left %d, not run %d", ends[ir.Returned], ends[ir.Exited], ends[ir.Broken])
}

// hashHelper answers calls with a value of the right representation that
// depends on all arguments.
func hashHelper(f *ir.Func, id ir.ID, args []uint64) uint64 {
	h := uint64(id) * 0x9e3779b97f4a7c15
	for _, a := range args {
		if math.IsNaN(math.Float64frombits(a)) {
			a = 0 // its bits are not certain
		}
		h = (h ^ a) * 0x100000001b3
	}
	switch f.Node(id).Rep {
	case ir.Bool:
		return h >> 60 & 1
	case ir.Tagged:
		return h &^ 7
	case ir.F64:
		return h & 0x3fefffffffffffff
	case ir.None:
		return 0
	}
	return h
}
