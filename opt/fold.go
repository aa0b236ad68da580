package opt

import (
	"math"
	"math/bits"
	"slices"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
)

// Folding: operations whose result is known, or is that of a cheaper
// operation, are replaced; parameters that always get the same argument are
// replaced by it; decided branches become jumps; blocks that nothing leads to
// go, and blocks that only follow one another become one.
//
// Every rule is an equation over all values that the operands can have, floats
// bit for bit (so no x+0.0 -> x: it turns -0.0 into 0.0). A guard goes only
// where its condition is certain, not where it seems useless. Nodes are
// visited in an order in which operands come first, so one walk reaches what
// follows from what, but for loop variables; hence the repetition when the
// graph changed.

// Fold is the pass.
func Fold(f *ir.Func) {
	var fo folder
	for range 4 {
		fo.rewriter = newRewriter(f)
		order := blocksOf(f)
		fo.params(order)
		fo.changed = false
		for _, b := range order {
			fo.block(b)
		}
		fo.finish()
		if fo.clean() {
			fo.changed = true
		}
		if !fo.changed {
			return
		}
	}
	blocksOf(f) // the last round may have cut blocks off
}

type folder struct {
	rewriter
	out     []ir.ID // new list of the nodes of the current block
	cur     ir.BlockID
	pc      int32 // of the node that is simplified
	code    int32
	changed bool // edges went: another round may find more
}

// params replaces parameters with one distinct argument.
func (fo *folder) params(order []ir.BlockID) {
	f := fo.f
	for again := true; again; {
		again = false
		var only []ir.ID
		for _, b := range order {
			blk := &f.Blocks[b]
			if len(blk.Params) == 0 || len(blk.Preds) == 0 || b == f.Entry {
				continue
			}
			only = append(only[:0], make([]ir.ID, len(blk.Params))...)
			for _, p := range blk.Preds {
				for _, e := range f.Blocks[p].Succs {
					if e.To != b {
						continue
					}
					for i, a := range e.Args {
						a = fo.get(a)
						switch {
						case a == blk.Params[i] || a == only[i]:
						case only[i] == 0:
							only[i] = a
						default:
							only[i] = -1
						}
					}
				}
			}
			fo.equalParams(b, only)
			keep := 0
			for _, v := range only {
				if v <= 0 {
					keep++
				}
			}
			if keep == len(only) {
				continue
			}
			again = true
			for i, v := range only {
				if v > 0 {
					fo.replace(blk.Params[i], v)
				}
			}
			dropParams(f, b, func(i int) bool { return only[i] > 0 })
		}
	}
}

// equalParams finds parameters of a block that always get the same argument as
// another one, and notes that in only.
func (fo *folder) equalParams(b ir.BlockID, only []ir.ID) {
	f := fo.f
	blk := &f.Blocks[b]
	for i := 1; i < len(only); i++ {
		for j := 0; j < i && only[i] <= 0; j++ {
			if only[j] > 0 || f.Nodes[blk.Params[i]].Rep != f.Nodes[blk.Params[j]].Rep {
				continue
			}
			same := true
			for _, p := range blk.Preds {
				for _, e := range f.Blocks[p].Succs {
					if e.To == b && fo.get(e.Args[i]) != fo.get(e.Args[j]) {
						same = false
					}
				}
			}
			if same {
				only[i] = blk.Params[j]
			}
		}
	}
}

// dropParams removes parameters of a block, and the arguments for them.
func dropParams(f *ir.Func, b ir.BlockID, drop func(i int) bool) {
	blk := &f.Blocks[b]
	for _, p := range blk.Preds {
		for i := range f.Blocks[p].Succs {
			e := &f.Blocks[p].Succs[i]
			if e.To != b || len(e.Args) != len(blk.Params) {
				continue // done: p is there for each of its edges
			}
			kept := make([]ir.ID, 0, len(e.Args))
			for j, a := range e.Args {
				if !drop(j) {
					kept = append(kept, a)
				}
			}
			e.Args = kept
		}
	}
	var kept []ir.ID
	for j, p := range blk.Params {
		if !drop(j) {
			kept = append(kept, p)
		} else {
			f.Nodes[p].Block = 0
		}
	}
	blk.Params = kept
}

func (fo *folder) block(b ir.BlockID) {
	f := fo.f
	fo.cur = b
	nodes := f.Blocks[b].Nodes
	fo.out = fo.out[:0]
	for _, id := range nodes {
		n := &f.Nodes[id]
		fo.args(n)
		fo.pc, fo.code = n.PC, n.Code
		by := id
		// A rule may make the node into one that another rule is for.
		for range 4 {
			before := f.Nodes[id].Op
			by = fo.simplify(id)
			if by != id || f.Nodes[id].Op == before {
				break
			}
		}
		if by == id {
			fo.out = append(fo.out, id)
			continue
		}
		f.Nodes[id].Block = 0
		if by != 0 {
			fo.replace(id, by)
		}
	}
	if len(fo.out) > len(nodes) {
		nodes = slices.Clone(fo.out)
	}
	f.Blocks[b].Nodes = append(nodes[:0], fo.out...)
	fo.term(&f.Blocks[b])
	fo.branch(&f.Blocks[b])
}

// branch simplifies a terminator.
func (fo *folder) branch(blk *ir.Block) {
	if blk.Term != ir.TermBranch {
		return
	}
	c := &fo.f.Nodes[blk.Cond]
	switch {
	case c.Op == ir.OpConstB:
		keep := blk.Succs[0]
		if c.Aux == 0 {
			keep = blk.Succs[1]
		}
		blk.Term, blk.Cond, blk.Succs = ir.TermJump, 0, []ir.Edge{keep}
		fo.changed = true
	case c.Op == ir.OpBNot:
		blk.Cond = c.Args[0]
		blk.Succs[0], blk.Succs[1] = blk.Succs[1], blk.Succs[0]
		fo.branch(blk)
	case blk.Succs[0].To == blk.Succs[1].To && sameArgs(blk.Succs[0].Args, blk.Succs[1].Args):
		blk.Term, blk.Cond, blk.Succs = ir.TermJump, 0, blk.Succs[:1]
		fo.changed = true
	}
}

func sameArgs(a, b []ir.ID) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return len(a) == len(b)
}

// emit puts a new node before the one that is being simplified.
func (fo *folder) emit(op ir.Op, rep ir.Rep, aux int64, args ...ir.ID) ir.ID {
	if op != ir.OpSelect {
		rep = ir.Infos[op].Result
	}
	id := fo.f.NewNode(op, rep, aux, args...)
	n := &fo.f.Nodes[id]
	n.Block, n.PC, n.Code = fo.cur, fo.pc, fo.code
	fo.out = append(fo.out, id)
	return id
}

// become changes a node into another operation with the same result.
func (fo *folder) become(id ir.ID, op ir.Op, aux int64, args ...ir.ID) ir.ID {
	n := &fo.f.Nodes[id]
	n.Op, n.Aux, n.Args = op, aux, append(n.Args[:0:0], args...)
	if info := &ir.Infos[op]; !info.Guard && !info.Slow {
		n.State = 0
	}
	return id
}

// simplify returns the value that a node is equal to: itself when nothing is
// known, 0 when it is a check that holds.
func (fo *folder) simplify(id ir.ID) ir.ID {
	f := fo.f
	n := &f.Nodes[id]
	info := &ir.Infos[n.Op]
	if info.Pure && n.Op != ir.OpBoxInt && n.Op != ir.OpBoxU64 && n.Op != ir.OpBoxFloat {
		if c, ok := foldConst(f, n); ok {
			return c
		}
	}
	if info.Commutative && f.IsConst(n.Args[0]) && !f.IsConst(n.Args[1]) {
		n.Args[0], n.Args[1] = n.Args[1], n.Args[0]
	}
	switch info.Result {
	case ir.I64:
		if n.Op >= ir.OpAddOv && n.Op <= ir.OpMaxI {
			return fo.ints(id, n)
		}
	case ir.F64:
		if n.Op >= ir.OpFAdd && n.Op <= ir.OpI2F {
			return fo.floats(id, n)
		}
	case ir.Bool:
		if n.Op >= ir.OpICmp && n.Op <= ir.OpBOr {
			return fo.conds(id, n)
		}
	}
	switch n.Op {
	case ir.OpB2I, ir.OpSelect:
		return fo.selects(id, n)
	case ir.OpLoad, ir.OpLoadX, ir.OpStore, ir.OpStoreX, ir.OpAddP:
		return fo.address(id, n)
	}
	if info.Guard {
		return fo.guards(id, n)
	}
	return fo.boxes(id, n)
}

// foldConst evaluates a pure operation on constants.
func foldConst(f *ir.Func, n *ir.Node) (ir.ID, bool) {
	var x [3]uint64
	if len(n.Args) == 0 || len(n.Args) > 3 || n.Rep == ir.Ptr {
		return 0, false
	}
	for i, a := range n.Args {
		if !f.IsConst(a) {
			return 0, false
		}
		x[i] = uint64(f.Nodes[a].Aux)
	}
	v, ok := ir.EvalPure(n.Op, n.Aux, x[:len(n.Args)]...)
	if !ok {
		return 0, false
	}
	switch n.Rep {
	case ir.I64:
		// A constant does not say that it is an unsigned one, which states rely on.
		if n.Type.Bits&ir.TUnsigned != 0 && int64(v) < 0 {
			return 0, false
		}
		return f.ConstI(int64(v)), true
	case ir.F64:
		// The bits of a new NaN are the processor's business.
		if x := math.Float64frombits(v); x == x {
			return f.ConstF(x), true
		}
	case ir.Bool:
		return f.ConstB(v != 0), true
	case ir.Tagged:
		return f.ConstT(abi.Value(v)), true
	}
	return 0, false
}

func isPower(c int64) (shift int64, ok bool) {
	if c > 0 && c&(c-1) == 0 {
		return int64(bits.TrailingZeros64(uint64(c))), true
	}
	return 0, false
}

// ints simplifies int64 arithmetic. A constant operand of a commutative
// operation is the second one here.
func (fo *folder) ints(id ir.ID, n *ir.Node) ir.ID {
	f := fo.f
	x := n.Args[0]
	xn := &f.Nodes[x]
	if len(n.Args) == 1 {
		switch {
		case n.Op == ir.OpNeg && xn.Op == ir.OpNeg, n.Op == ir.OpNot && xn.Op == ir.OpNot:
			return xn.Args[0]
		case n.Op == ir.OpNegOv && xn.Op == ir.OpConstI && xn.Aux != math.MinInt64:
			return f.ConstI(-xn.Aux)
		case n.Op == ir.OpAbsOv && xn.Op == ir.OpConstI && xn.Aux != math.MinInt64:
			return f.ConstI(max(xn.Aux, -xn.Aux))
		}
		return id
	}
	y := n.Args[1]
	c, isC := f.ConstInt(y)
	a, isA := f.ConstInt(x)
	if isC && isA {
		if v, ok := overConst(n.Op, a, c); ok {
			return f.ConstI(v)
		}
	}
	if x == y {
		switch n.Op {
		case ir.OpSub, ir.OpSubOv, ir.OpXor:
			return f.ConstI(0)
		case ir.OpAnd, ir.OpOr, ir.OpMinI, ir.OpMaxI:
			return x
		}
	}
	if n.Op == ir.OpSub {
		// x - (x + k), (y + k) - y
		if base, k := splitAdd(f, y, false); base == x && base != 0 && k != math.MinInt64 {
			return f.ConstI(-k)
		}
		if base, k := splitAdd(f, x, false); base == y && base != 0 {
			return f.ConstI(k)
		}
	}
	if !isC {
		return id
	}
	shift, power := isPower(c)
	switch n.Op {
	case ir.OpAdd, ir.OpAddOv, ir.OpSub, ir.OpSubOv, ir.OpOr, ir.OpXor, ir.OpShl, ir.OpShlOv, ir.OpShr:
		if c == 0 {
			return x
		}
	case ir.OpMul, ir.OpMulOv, ir.OpAnd:
		if c == 0 {
			return y
		}
	case ir.OpFloorDiv, ir.OpQuo:
		if c == 1 {
			return x
		}
	case ir.OpFloorMod, ir.OpRem:
		if c == 1 || c == -1 {
			return f.ConstI(0)
		}
	}
	switch n.Op {
	case ir.OpSub, ir.OpSubOv:
		if c != math.MinInt64 {
			op := ir.OpAdd
			if n.Op == ir.OpSubOv {
				op = ir.OpAddOv
			}
			neg := f.ConstI(-c)
			return fo.become(id, op, 0, x, neg)
		}
	case ir.OpAdd:
		if xn.Op == ir.OpAdd {
			if c1, ok := f.ConstInt(xn.Args[1]); ok {
				base := xn.Args[0]
				k := f.ConstI(c1 + c)
				return fo.become(id, ir.OpAdd, 0, base, k)
			}
		}
	case ir.OpMul, ir.OpMulOv:
		switch {
		case c == 1:
			return x
		case c == -1 && n.Op == ir.OpMul:
			return fo.become(id, ir.OpNeg, 0, x)
		case c == -1:
			return fo.become(id, ir.OpNegOv, 0, x)
		case power && n.Op == ir.OpMul:
			k := f.ConstI(shift)
			return fo.become(id, ir.OpShl, 0, x, k)
		}
	case ir.OpAnd:
		if c == -1 {
			return x
		}
		if xn.Op == ir.OpAnd {
			if c1, ok := f.ConstInt(xn.Args[1]); ok {
				base := xn.Args[0]
				k := f.ConstI(c1 & c)
				return fo.become(id, ir.OpAnd, 0, base, k)
			}
		}
	case ir.OpOr:
		if c == -1 {
			return y
		}
	case ir.OpXor:
		if c == -1 {
			return fo.become(id, ir.OpNot, 0, x)
		}
	case ir.OpFloorDiv, ir.OpQuo:
		// A shift with sign rounds down, as floor division does.
		if power {
			k := f.ConstI(shift)
			return fo.become(id, ir.OpShr, 0, x, k)
		}
		if c == -1 {
			return fo.become(id, ir.OpNeg, 0, x)
		}
	case ir.OpFloorMod, ir.OpRem:
		if power {
			k := f.ConstI(c - 1)
			return fo.become(id, ir.OpAnd, 0, x, k)
		}
	}
	return id
}

// overConst evaluates arithmetic with an overflow check; ok is false when it
// overflows.
func overConst(op ir.Op, x, y int64) (int64, bool) {
	switch op {
	case ir.OpAddOv:
		s := x + y
		return s, (s > x) == (y > 0)
	case ir.OpSubOv:
		s := x - y
		return s, (s < x) == (y > 0)
	case ir.OpMulOv:
		return mulExact(x, y)
	case ir.OpShlOv:
		if y < 0 || y > 63 {
			return 0, false
		}
		return x << y, x<<y>>y == x
	}
	return 0, false
}

func mulExact(x, y int64) (int64, bool) {
	if x == 0 || y == 0 {
		return 0, true
	}
	p := x * y
	if x == -1 && y == math.MinInt64 || y == -1 && x == math.MinInt64 || p/y != x {
		return 0, false
	}
	return p, true
}

func (fo *folder) constFloat(id ir.ID) (float64, bool) {
	if n := &fo.f.Nodes[id]; n.Op == ir.OpConstF {
		return math.Float64frombits(uint64(n.Aux)), true
	}
	return 0, false
}

func (fo *folder) floats(id ir.ID, n *ir.Node) ir.ID {
	f := fo.f
	x := n.Args[0]
	xn := &f.Nodes[x]
	if len(n.Args) == 2 {
		c, ok := fo.constFloat(n.Args[1])
		if !ok {
			return id
		}
		switch n.Op {
		case ir.OpFAdd:
			if c == 0 && math.Signbit(c) {
				return x
			}
		case ir.OpFSub:
			if c == 0 && !math.Signbit(c) {
				return x
			}
		case ir.OpFMul:
			if c == 1 {
				return x
			}
			if c == 2 {
				return fo.become(id, ir.OpFAdd, 0, x, x)
			}
		case ir.OpFDiv:
			if c == 1 {
				return x
			}
			// The quotient by a power of two is the product with its inverse.
			if frac, exp := math.Frexp(c); (frac == 0.5 || frac == -0.5) && exp > -1000 && exp < 1000 {
				inv := f.ConstF(1 / c)
				return fo.become(id, ir.OpFMul, 0, x, inv)
			}
		}
		return id
	}
	switch n.Op {
	case ir.OpFNeg:
		if xn.Op == ir.OpFNeg {
			return xn.Args[0]
		}
	case ir.OpFAbs:
		if xn.Op == ir.OpFAbs {
			return x
		}
		if xn.Op == ir.OpFNeg {
			y := xn.Args[0]
			return fo.become(id, ir.OpFAbs, 0, y)
		}
	case ir.OpFFloor, ir.OpFCeil, ir.OpFTrunc:
		switch xn.Op {
		case ir.OpFFloor, ir.OpFCeil, ir.OpFTrunc, ir.OpI2F, ir.OpCheckI2F:
			return x
		}
	}
	return id
}

func (fo *folder) conds(id ir.ID, n *ir.Node) ir.ID {
	f := fo.f
	x := n.Args[0]
	xn := &f.Nodes[x]
	switch n.Op {
	case ir.OpICmp:
		y := n.Args[1]
		if x == y {
			return f.ConstB(n.Aux == ir.LE || n.Aux == ir.EQ || n.Aux == ir.GE)
		}
		if xn.Op == ir.OpConstI {
			return fo.become(id, ir.OpICmp, ir.SwapCond(n.Aux), y, x)
		}
		c, isC := f.ConstInt(y)
		if !isC {
			// One form of each comparison: then equal ones look the same.
			if n.Aux == ir.GT || n.Aux == ir.GE {
				return fo.become(id, ir.OpICmp, ir.SwapCond(n.Aux), y, x)
			}
			return id
		}
		if xn.Op == ir.OpB2I && (n.Aux == ir.EQ || n.Aux == ir.NE) && (c == 0 || c == 1) {
			b := xn.Args[0]
			if (c == 1) == (n.Aux == ir.EQ) {
				return b
			}
			return fo.become(id, ir.OpBNot, 0, b)
		}
	case ir.OpTSame:
		if x == n.Args[1] {
			return f.ConstB(true)
		}
		for i := range 2 {
			if w := &f.Nodes[n.Args[i]]; w.Op == ir.OpConstT {
				aux, other := w.Aux, n.Args[1-i]
				return fo.become(id, ir.OpTIs, aux, other)
			}
		}
		if bitsOf(f, x)&bitsOf(f, n.Args[1]) == 0 {
			return f.ConstB(false)
		}
	case ir.OpTIs:
		w := abi.Value(n.Aux)
		if xn.Op == ir.OpBoxBool && w.IsBool() {
			b := xn.Args[0]
			if w == abi.True {
				return b
			}
			return fo.become(id, ir.OpBNot, 0, b)
		}
		if bitsOf(f, x)&ir.TypeOfWord(w).Bits == 0 {
			return f.ConstB(false)
		}
	case ir.OpTIsInt:
		return fo.decide(id, x, ir.TInt)
	case ir.OpTIsFloat:
		return fo.decide(id, x, ir.TFloat)
	case ir.OpTIsPtr:
		return fo.decide(id, x, ir.TInt64|ir.TFloatBox|ir.TObject)
	case ir.OpPEqual:
		if x == n.Args[1] {
			return f.ConstB(true)
		}
		if xn.Op == ir.OpAlloc && f.Nodes[n.Args[1]].Op == ir.OpAlloc {
			return f.ConstB(false)
		}
	case ir.OpBNot:
		return fo.not(id, xn)
	case ir.OpBAnd, ir.OpBOr:
		y := n.Args[1]
		if x == y {
			return x
		}
		if c := &f.Nodes[y]; c.Op == ir.OpConstB {
			if (c.Aux == 1) == (n.Op == ir.OpBAnd) {
				return x
			}
			return y
		}
	}
	return id
}

func (fo *folder) not(id ir.ID, xn *ir.Node) ir.ID {
	switch xn.Op {
	case ir.OpBNot:
		return xn.Args[0]
	case ir.OpICmp:
		return fo.become(id, ir.OpICmp, ir.NegateCond(xn.Aux), xn.Args...)
	case ir.OpFCmp:
		// Only equality has its negation among the comparisons of floats.
		if xn.Aux == ir.EQ || xn.Aux == ir.NE {
			return fo.become(id, ir.OpFCmp, ir.NegateCond(xn.Aux), xn.Args...)
		}
	}
	return id
}

// decide folds a test whether x is of the given classes.
func (fo *folder) decide(id, x ir.ID, want ir.TypeBits) ir.ID {
	switch b := bitsOf(fo.f, x); {
	case b&^want == 0:
		return fo.f.ConstB(true)
	case b&want == 0:
		return fo.f.ConstB(false)
	}
	return id
}

// bitsOf returns the classes that a tagged value can be of.
func bitsOf(f *ir.Func, id ir.ID) ir.TypeBits {
	n := &f.Nodes[id]
	b := n.Type.Bits
	if b == 0 {
		b = ir.TAny
	}
	switch n.Op {
	case ir.OpTagInt:
		b = ir.TInt
	case ir.OpBoxInt:
		b = ir.TInt | ir.TInt64
		if fitsWord(&f.Nodes[n.Args[0]]) {
			b = ir.TInt
		}
	case ir.OpBoxFloat:
		b = ir.TFloat | ir.TFloatBox
	case ir.OpBoxBool:
		b = ir.TBool
	case ir.OpTagPtr:
		b &= ir.TInt64 | ir.TFloatBox | ir.TObject
		if f.Nodes[n.Args[0]].Op == ir.OpAlloc {
			b &= ir.TObject
		}
	case ir.OpConstT:
		b = ir.TypeOfWord(abi.Value(n.Aux)).Bits
	}
	return b
}

// fitsWord reports whether the range of an int64 is known to fit the word.
func fitsWord(n *ir.Node) bool {
	lo, hi := n.Type.Range()
	if n.Op == ir.OpConstI {
		lo, hi = n.Aux, n.Aux
	}
	return lo >= abi.MinInt && hi <= abi.MaxInt
}

func (fo *folder) selects(id ir.ID, n *ir.Node) ir.ID {
	f := fo.f
	c := &f.Nodes[n.Args[0]]
	if n.Op == ir.OpB2I {
		return id
	}
	x, y := n.Args[1], n.Args[2]
	if x == y {
		return x
	}
	xn, yn := &f.Nodes[x], &f.Nodes[y]
	switch {
	case c.Op == ir.OpConstB && c.Aux == 1:
		return x
	case c.Op == ir.OpConstB:
		return y
	case c.Op == ir.OpBNot:
		n.Args[0], n.Args[1], n.Args[2] = c.Args[0], y, x
	case xn.Op == ir.OpConstB && yn.Op == ir.OpConstB:
		if xn.Aux == 1 {
			return n.Args[0]
		}
		return fo.become(id, ir.OpBNot, 0, n.Args[0])
	case xn.Op == ir.OpConstI && yn.Op == ir.OpConstI && xn.Aux == 1 && yn.Aux == 0:
		return fo.become(id, ir.OpB2I, 0, n.Args[0])
	}
	return id
}

// address moves constants into the offset of memory operations.
func (fo *folder) address(id ir.ID, n *ir.Node) ir.ID {
	f := fo.f
	pn := &f.Nodes[n.Args[0]]
	if n.Op == ir.OpAddP {
		if c, ok := f.ConstInt(n.Args[1]); ok {
			if c != 0 {
				zero := f.ConstI(0)
				n = &f.Nodes[id]
				n.Args[1], n.Aux = zero, n.Aux+c
			}
			if n.Aux == 0 {
				return n.Args[0]
			}
			if pn = &f.Nodes[n.Args[0]]; pn.Op == ir.OpAddP {
				if c, ok := f.ConstInt(pn.Args[1]); ok && c == 0 {
					n.Aux, n.Args[0] = n.Aux+pn.Aux, pn.Args[0]
				}
			}
		}
		return id
	}
	m := ir.MemOf(n.Aux)
	if pn.Op == ir.OpAddP {
		if c, ok := f.ConstInt(pn.Args[1]); ok && c == 0 {
			if off := int64(m.Off) + pn.Aux; int64(int32(off)) == off {
				m.Off = int32(off)
				n.Args[0], n.Aux = pn.Args[0], m.Pack()
			}
		}
	}
	if n.Op != ir.OpLoadX && n.Op != ir.OpStoreX {
		return id
	}
	base, k := splitAdd(f, n.Args[1], false)
	off := int64(m.Off) + k*int64(m.Scale)
	if k == 0 && base != 0 || k > 1<<24 || k < -1<<24 || int64(int32(off)) != off {
		return id
	}
	m.Off = int32(off)
	if base != 0 {
		n.Args[1], n.Aux = base, m.Pack()
		return id
	}
	m.Scale = 0
	p := n.Args[0]
	if n.Op == ir.OpLoadX {
		return fo.become(id, ir.OpLoad, m.Pack(), p)
	}
	return fo.become(id, ir.OpStore, m.Pack(), p, n.Args[2])
}

// boxes simplifies conversions between representations.
func (fo *folder) boxes(id ir.ID, n *ir.Node) ir.ID {
	f := fo.f
	if len(n.Args) == 0 {
		return id
	}
	x := n.Args[0]
	xn := &f.Nodes[x]
	switch n.Op {
	case ir.OpTagInt, ir.OpBoxInt:
		switch {
		case xn.Op == ir.OpConstI && abi.FitsInt(xn.Aux):
			return f.ConstT(abi.SmallInt(xn.Aux))
		case xn.Op == ir.OpCheckInt, xn.Op == ir.OpUntagInt, xn.Op == ir.OpCheckInt64:
			return xn.Args[0]
		case n.Op == ir.OpBoxInt && fitsWord(xn):
			return fo.become(id, ir.OpTagInt, 0, x)
		}
	case ir.OpBoxFloat:
		switch xn.Op {
		case ir.OpConstF:
			if w, ok := abi.WordFloat(math.Float64frombits(uint64(xn.Aux))); ok {
				return f.ConstT(w)
			}
		case ir.OpCheckFloat, ir.OpUntagFloat:
			return xn.Args[0]
		}
	case ir.OpBoxBool:
		switch xn.Op {
		case ir.OpCheckBool, ir.OpUntagBool:
			return xn.Args[0]
		}
	case ir.OpTagPtr:
		switch xn.Op {
		case ir.OpCheckShape, ir.OpCheckKind, ir.OpUntagPtr:
			return xn.Args[0]
		case ir.OpConstP:
			return f.ConstT(abi.Ptr(uintptr(xn.Aux)))
		}
	case ir.OpUntagInt:
		switch xn.Op {
		case ir.OpTagInt, ir.OpBoxInt:
			return xn.Args[0]
		case ir.OpConstT:
			return f.ConstI(abi.Value(xn.Aux).Int())
		}
	case ir.OpUntagFloat:
		switch xn.Op {
		case ir.OpBoxFloat:
			return xn.Args[0]
		case ir.OpConstT:
			return f.ConstF(abi.Value(xn.Aux).Float())
		}
	case ir.OpUntagBool:
		switch xn.Op {
		case ir.OpBoxBool:
			return xn.Args[0]
		case ir.OpConstT:
			return f.ConstB(abi.Value(xn.Aux) == abi.True)
		}
	case ir.OpUntagPtr:
		switch xn.Op {
		case ir.OpTagPtr:
			return xn.Args[0]
		case ir.OpConstT:
			return f.ConstP(abi.Value(xn.Aux).Addr())
		}
	}
	return id
}
