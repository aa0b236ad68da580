package opt

import "github.com/go-python/gopython/ir"

// If-conversion: a branch around one or two cheap operations becomes a
// selection, which the processor cannot mispredict. `if v: c += 1` becomes
// c + int(v).
//
// The operations of the arm are then always computed; they are pure and defined
// for all operands. Only in loops: elsewhere a misprediction costs once.

// IfConvert is the pass.
func IfConvert(f *ir.Func) {
	g := newGraph(f)
	changed := false
	for i := len(g.order) - 1; i >= 0; i-- {
		if b := g.order[i]; g.loopOf[b] != 0 && ifConvert(f, b) {
			changed = true
			f.ComputePreds()
		}
	}
	if changed {
		fo := folder{rewriter: newRewriter(f)}
		fo.clean()
		fo.finish()
	}
}

// arm is one way from a branch to the merge.
type arm struct {
	block ir.BlockID // 0: the edge goes there directly
	to    ir.BlockID
	args  []ir.ID
}

func armOf(f *ir.Func, e ir.Edge) arm {
	t := &f.Blocks[e.To]
	if len(t.Preds) != 1 || len(t.Params) > 0 || t.Term != ir.TermJump || len(t.Nodes) > 2 || t.Loop {
		return arm{to: e.To, args: e.Args}
	}
	for _, id := range t.Nodes {
		n := &f.Nodes[id]
		if !ir.Infos[n.Op].Pure || ir.Infos[n.Op].Slow || !total(f, n) || !cheap(n.Op) {
			return arm{to: e.To, args: e.Args}
		}
	}
	return arm{block: e.To, to: t.Succs[0].To, args: t.Succs[0].Args}
}

func cheap(op ir.Op) bool {
	switch op {
	case ir.OpMul, ir.OpMulHiU, ir.OpFloorDiv, ir.OpFloorMod, ir.OpQuo, ir.OpRem, ir.OpSelect, ir.OpHashInt, ir.OpHashMix, ir.OpHashEnd:
		return false
	}
	return ir.Infos[op].Result == ir.I64 || op == ir.OpICmp || op == ir.OpBNot || op == ir.OpBoxBool
}

func ifConvert(f *ir.Func, b ir.BlockID) bool {
	blk := &f.Blocks[b]
	if blk.Term != ir.TermBranch {
		return false
	}
	x, y := armOf(f, blk.Succs[0]), armOf(f, blk.Succs[1])
	switch {
	case x.to == y.to && (x.block != 0 || y.block != 0):
	case x.block != 0 && x.to == blk.Succs[1].To:
		y = arm{to: x.to, args: blk.Succs[1].Args}
	case y.block != 0 && y.to == blk.Succs[0].To:
		x = arm{to: y.to, args: blk.Succs[0].Args}
	default:
		return false
	}
	if x.to == b || len(x.args) != len(y.args) {
		return false
	}
	differ := 0
	for i := range x.args {
		if x.args[i] == y.args[i] {
			continue
		}
		differ++
		if r := f.Nodes[x.args[i]].Rep; r == ir.F64 || r == ir.None {
			return false
		}
	}
	if differ == 0 || differ > 2 || f.Blocks[x.to].Loop {
		return false
	}
	for _, a := range [...]arm{x, y} {
		if a.block != 0 {
			for _, id := range f.Blocks[a.block].Nodes {
				n := &f.Nodes[id]
				n.Block = b
				if n.Rep == ir.I64 {
					n.Type = n.Type.Unbounded() // the condition may have been what bounded it
				}
			}
			blk.Nodes = append(blk.Nodes, f.Blocks[a.block].Nodes...)
			f.Blocks[a.block] = ir.Block{}
		}
	}
	args := make([]ir.ID, len(x.args))
	for i := range args {
		args[i] = x.args[i]
		if args[i] != y.args[i] {
			args[i] = selection(f, b, f.Blocks[b].Cond, x.args[i], y.args[i])
		}
	}
	blk = &f.Blocks[b]
	blk.Term, blk.Cond, blk.Succs = ir.TermJump, 0, []ir.Edge{{To: x.to, Args: args}}
	return true
}

// selection makes the node for x if cond holds, else y.
func selection(f *ir.Func, b ir.BlockID, cond, x, y ir.ID) ir.ID {
	if one, ok := addsOne(f, x, y); ok && one {
		return f.Append(b, ir.OpAdd, ir.I64, 0, y, f.Append(b, ir.OpB2I, ir.I64, 0, cond))
	}
	if one, ok := addsOne(f, y, x); ok && one {
		not := f.Append(b, ir.OpBNot, ir.Bool, 0, cond)
		return f.Append(b, ir.OpAdd, ir.I64, 0, x, f.Append(b, ir.OpB2I, ir.I64, 0, not))
	}
	id := f.Append(b, ir.OpSelect, f.Nodes[x].Rep, 0, cond, x, y)
	f.Nodes[id].Type.Bits = (f.Nodes[x].Type.Bits | f.Nodes[y].Type.Bits) & ir.TUnsigned
	return id
}

// addsOne reports whether x is y+1.
func addsOne(f *ir.Func, x, y ir.ID) (bool, bool) {
	n := &f.Nodes[x]
	if n.Op != ir.OpAdd || n.Args[0] != y {
		return false, false
	}
	c, ok := f.ConstInt(n.Args[1])
	return c == 1, ok
}
