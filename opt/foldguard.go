package opt

import (
	"math"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
)

// guards simplifies checks (part of Fold).
func (fo *folder) guards(id ir.ID, n *ir.Node) ir.ID {
	f := fo.f
	if len(n.Args) == 0 {
		return id
	}
	x := n.Args[0]
	xn := &f.Nodes[x]
	switch n.Op {
	case ir.OpCheckInt, ir.OpCheckInt64, ir.OpCheckU64, ir.OpCheckFloat, ir.OpCheckNum, ir.OpCheckBool:
		return fo.untag(id, n)
	case ir.OpCheckShape:
		if xn.Op == ir.OpTagPtr {
			p := xn.Args[0]
			fo.checkShapeP(id, p)
			return p
		}
	case ir.OpCheckKind:
		if xn.Op == ir.OpTagPtr {
			p := xn.Args[0]
			if a := &f.Nodes[p]; a.Op == ir.OpAlloc && a.Aux>>32&0xff == n.Aux {
				return p
			}
		}
	case ir.OpCheckIs:
		if xn.Op == ir.OpConstT && xn.Aux == n.Aux {
			return 0
		}
	case ir.OpCheckIsNot:
		if xn.Op == ir.OpConstT && xn.Aux != n.Aux || bitsOf(f, x)&ir.TypeOfWord(abi.Value(n.Aux)).Bits == 0 {
			return 0
		}
	case ir.OpCheckSame:
		if x == n.Args[1] {
			return 0
		}
		for i := range 2 {
			if w := &f.Nodes[n.Args[i]]; w.Op == ir.OpConstT {
				aux, other := w.Aux, n.Args[1-i]
				return fo.become(id, ir.OpCheckIs, aux, other)
			}
		}
	case ir.OpCheckTrue, ir.OpCheckFalse:
		switch {
		case xn.Op == ir.OpConstB && (xn.Aux == 1) == (n.Op == ir.OpCheckTrue):
			return 0
		case xn.Op == ir.OpBNot:
			op := ir.OpCheckTrue
			if n.Op == op {
				op = ir.OpCheckFalse
			}
			return fo.become(id, op, 0, xn.Args[0])
		}
	case ir.OpCheckBounds:
		i, ok1 := f.ConstInt(x)
		l, ok2 := f.ConstInt(n.Args[1])
		if ok1 && ok2 && 0 <= i && i < l {
			return 0
		}
	case ir.OpCheckEq:
		if xn.Op == ir.OpConstI && xn.Aux == n.Aux {
			return 0
		}
	case ir.OpCheckI2F:
		if xn.Op == ir.OpConstI && xn.Aux > -1<<53 && xn.Aux < 1<<53 {
			return f.ConstF(float64(xn.Aux))
		}
	case ir.OpF2I:
		if c, ok := fo.constFloat(x); ok && math.Abs(c) < 1<<62 {
			return f.ConstI(int64(c))
		}
		if xn.Op == ir.OpCheckI2F {
			return xn.Args[0]
		}
	}
	return id
}

// checkShapeP puts a check of the shape of the object at p in the place of the
// node id.
func (fo *folder) checkShapeP(id, p ir.ID) {
	aux, aux2, state := fo.f.Nodes[id].Aux, fo.f.Nodes[id].Aux2, fo.f.Nodes[id].State
	c := fo.emit(ir.OpCheckShapeP, ir.None, aux, p)
	fo.f.Nodes[c].State, fo.f.Nodes[c].Aux2 = state, aux2
}

// untag simplifies the checks that unbox a number.
func (fo *folder) untag(id ir.ID, n *ir.Node) ir.ID {
	f := fo.f
	x := n.Args[0]
	xn := &f.Nodes[x]
	w := abi.Value(xn.Aux)
	bits := bitsOf(f, x)
	switch n.Op {
	case ir.OpCheckInt, ir.OpCheckInt64:
		switch {
		case xn.Op == ir.OpTagInt, xn.Op == ir.OpBoxInt && (n.Op == ir.OpCheckInt64 || fitsWord(&f.Nodes[xn.Args[0]])):
			return xn.Args[0]
		case xn.Op == ir.OpBoxInt:
			// What follows may rely on 62 bits: -2**61 <= v < 2**61.
			v, state := xn.Args[0], n.State
			min, span := f.ConstI(-abi.MinInt), f.ConstI(abi.MaxInt-abi.MinInt+1)
			c := fo.emit(ir.OpCheckBounds, ir.None, 0, fo.emit(ir.OpAdd, ir.I64, 0, v, min), span)
			f.Nodes[c].State = state
			return v
		case xn.Op == ir.OpConstT && w.IsInt():
			return f.ConstI(w.Int())
		case bits&^ir.TInt == 0:
			return fo.become(id, ir.OpUntagInt, 0, x)
		}
	case ir.OpCheckU64:
		if xn.Op == ir.OpBoxU64 {
			return xn.Args[0]
		}
	case ir.OpCheckFloat, ir.OpCheckNum:
		switch {
		case xn.Op == ir.OpBoxFloat:
			return xn.Args[0]
		case xn.Op == ir.OpConstT && w.IsFloat():
			return f.ConstF(w.Float())
		case bits&^ir.TFloat == 0:
			return fo.become(id, ir.OpUntagFloat, 0, x)
		case n.Op == ir.OpCheckFloat:
		case xn.Op == ir.OpTagInt, xn.Op == ir.OpBoxInt && bits&^ir.TInt == 0:
			return fo.become(id, ir.OpI2F, 0, xn.Args[0])
		case xn.Op == ir.OpConstT && w.IsInt():
			return f.ConstF(float64(w.Int()))
		case bits&^(ir.TFloat|ir.TFloatBox) == 0:
			return fo.become(id, ir.OpCheckFloat, 0, x)
		}
	case ir.OpCheckBool:
		switch {
		case xn.Op == ir.OpBoxBool:
			return xn.Args[0]
		case xn.Op == ir.OpConstT && w.IsBool():
			return f.ConstB(w == abi.True)
		case bits&^ir.TBool == 0:
			return fo.become(id, ir.OpUntagBool, 0, x)
		}
	}
	return id
}

// clean removes blocks that nothing leads to, joins blocks that only follow
// one another, and skips empty ones. It reports whether it changed edges.
func (fo *folder) clean() bool {
	f := fo.f
	order := blocksOf(f)
	changed := false
	num := make([]int32, len(f.Blocks))
	for i, b := range order {
		num[b] = int32(i)
	}
	for _, b := range order {
		blk := &f.Blocks[b]
		if blk.Loop && blk.Term != ir.TermExit {
			back := false
			for _, p := range blk.Preds {
				back = back || num[p] >= num[b]
			}
			if !back {
				blk.Loop, blk.State = false, 0
			}
		}
		for i := range blk.Succs {
			if fo.skipEmpty(blk, i) {
				changed = true
			}
		}
	}
	if changed {
		order = f.ComputePreds()
	}
	for _, b := range order {
		for fo.join(b) {
			changed = true
		}
	}
	if changed {
		fo.finish()
		f.ComputePreds()
	}
	return changed
}

// skipEmpty makes edge i out of a block go past a block that only jumps. The
// two edges of a branch do not get to the same block with different arguments:
// native code would need a block there again.
func (fo *folder) skipEmpty(blk *ir.Block, i int) bool {
	f := fo.f
	e := &blk.Succs[i]
	changed := false
	for range 8 {
		t := &f.Blocks[e.To]
		if len(t.Nodes) > 0 || len(t.Params) > 0 || t.Loop || t.Term != ir.TermJump || t.Succs[0].To == e.To {
			break
		}
		next := t.Succs[0]
		if len(blk.Succs) == 2 {
			if o := blk.Succs[1-i]; o.To == next.To && !sameArgs(o.Args, next.Args) {
				break
			}
		}
		*e = ir.Edge{To: next.To, Args: append([]ir.ID(nil), next.Args...)}
		changed = true
	}
	return changed
}

// join appends the block that b jumps to when nothing else leads there.
func (fo *folder) join(b ir.BlockID) bool {
	f := fo.f
	blk := &f.Blocks[b]
	if blk.Term != ir.TermJump {
		return false
	}
	to := blk.Succs[0].To
	t := &f.Blocks[to]
	if len(t.Preds) != 1 || to == b || to == f.Entry || t.Loop && t.Term != ir.TermExit {
		return false
	}
	for i, p := range t.Params {
		fo.replace(p, blk.Succs[0].Args[i])
		f.Nodes[p].Block = 0
	}
	for _, id := range t.Nodes {
		f.Nodes[id].Block = b
	}
	blk.Nodes = append(blk.Nodes, t.Nodes...)
	blk.Term, blk.Cond, blk.Succs = t.Term, t.Cond, t.Succs
	if t.Term == ir.TermExit {
		blk.State, blk.Reason = t.State, t.Reason
	}
	for i := range t.Succs {
		preds := f.Blocks[t.Succs[i].To].Preds
		for j := range preds {
			if preds[j] == to {
				preds[j] = b
			}
		}
	}
	*t = ir.Block{}
	return true
}
