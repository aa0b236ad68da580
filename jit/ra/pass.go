package ra

import (
	"math/bits"

	"github.com/go-python/gopython/ir"
)

// pending is the slot of a value, which gets its number in the end.
const pending Loc = -2

const (
	generalRegs RegSet = 0xffff
	floatRegs   RegSet = 0xffff << 16
)

// step is a move of a value. From and to may be pending: the value's slot.
type step struct {
	val      ir.ID
	from, to Loc // from Nowhere: a constant
}

// regState says which value each register holds; 0: none.
type regState [FirstSlot]ir.ID

// pass assigns registers block by block, in order. A value can be in several
// registers. It can always be loaded from its slot, into which it is stored
// where it is defined; which values need one is known at the end. So a register
// is freed by forgetting what it holds.
//
// What registers hold at a loop's start is a guess, as the back-edges are not
// known yet. The next pass knows better: see [advice].
type pass struct {
	*analysis
	adv *advice

	reg    regState
	busy   RegSet     // registers that hold something
	in     []RegSet   // by ID: registers that hold it
	pinned RegSet     // registers that the current node or block end uses
	block  ir.BlockID // being done
	loop   int32      // its innermost loop
	at     ir.ID      // the current node
	now    int32      // position of the current node
	prefer RegSet     // registers of the parameters of the loops around: for those that become these parameters
	hint   []int8     // by ID: register it should be in, -1: any
	last   []int32    // by ID: where it is last used in the block, states included
	mark   []int32    // by ID: position of the node whose State has it
	cur    []int32    // by ID: the next use is behind this one in usePos

	operands       []Use // analysis.uses, with operands exchanged
	steps          []step
	before         [][2]int32   // by ID: range in steps of the moves before a node
	ending         [][2]int32   // by block: before its end
	result         []Loc        // by ID
	uses           []Loc        // as analysis.uses
	temps          []Loc        // as analysis.temps
	live           []Loc        // of the values of states, in the order of nodes
	liveAt         []int32      // by ID: first in live
	liveT          []int32      // by block: first in live
	done           []bool       // by block
	start          []regState   // by block
	end            []regState   // by block
	started, ended []RegSet     // the registers that hold something there
	scratch        []ir.ID      // constants that need a slot as operands of calls
	slot           []bool       // by ID: needs a slot
	sink           []ir.BlockID // by ID: nearest common dominator of the blocks that need the slot
	cost           int64
	err            error

	product Allocation // the result
	moveBuf []Move     // what it is cut from
	mem     memory
}

func newPass(a *analysis, adv *advice) *pass {
	n, nb := len(a.f.Nodes), len(a.f.Blocks)
	p := passPool.Get().(*pass)
	o := *p
	*p = pass{analysis: a, adv: adv, mem: o.mem, hint: fit(o.hint, n), operands: copyInto(o.operands, a.uses),
		steps: o.steps[:0], live: o.live[:0], scratch: o.scratch[:0], moveBuf: o.moveBuf}
	m := &p.mem
	m.ints.begin(4*n + nb)
	m.sets.begin(n + 2*nb)
	m.locs.begin(2*n + len(a.uses) + len(a.temps))
	m.pairs.begin(n + nb)
	m.bools.begin(n + nb)
	m.blocks.begin(n)
	m.regs.begin(2 * nb)
	p.last, p.mark, p.cur, p.liveAt, p.liveT = m.ints.cut(n), m.ints.cut(n), m.ints.cut(n), m.ints.cut(n), m.ints.cut(nb)
	p.in, p.started, p.ended = m.sets.cut(n), m.sets.cut(nb), m.sets.cut(nb)
	p.result, p.uses, p.temps = m.locs.cut(n), m.locs.cut(len(a.uses)), m.locs.cut(len(a.temps))
	p.before, p.ending = m.pairs.cut(n), m.pairs.cut(nb)
	p.slot, p.done, p.sink = m.bools.cut(n), m.bools.cut(nb), m.blocks.cut(n)
	p.start, p.end = m.regs.cut(nb), m.regs.cut(nb)
	copy(p.cur, a.first)
	for i := range p.hint {
		p.hint[i] = -1
		p.result[i] = Nowhere
	}
	return p
}

// usesOf returns the uses of a node or block end.
func (p *pass) usesOf(k *info) []Use { return p.operands[k.uses : k.uses+int32(k.nuses)] }

// class is the registers that a value can be in.
func (p *pass) class(v ir.ID) RegSet {
	if p.float[v] {
		return p.regs & floatRegs
	}
	return p.regs & generalRegs
}

// hold: register r holds v from now on, besides others.
func (p *pass) hold(r Loc, v ir.ID) {
	p.reg[r] = v
	p.busy |= 1 << r
	p.in[v] |= 1 << r
}

// forget frees a register.
func (p *pass) forget(r Loc) {
	if v := p.reg[r]; v != 0 {
		p.in[v] &^= 1 << r
		p.reg[r] = 0
		p.busy &^= 1 << r
	}
}

// next is the position of the next use of v that is no state's, from now on.
func (p *pass) next(v ir.ID) int32 {
	i, end := p.cur[v], p.first[v+1]
	for i < end && p.usePos[i] < p.now {
		i++
	}
	p.cur[v] = i
	if i == end {
		return never
	}
	return p.usePos[i]
}

// distance is how far away the next use of v is, which is live. Uses behind the
// loops around the current block are far.
func (p *pass) distance(v ir.ID) int32 {
	u := p.next(v)
	far := int32(0)
	for l := p.loop; l != 0; l = p.loops[l].parent {
		lp := &p.loops[l]
		if u <= lp.end {
			return far + u - p.now
		}
		if p.pos[v] < lp.start { // defined before the loop: used in the next iteration?
			if w := p.firstFrom(v, lp.start); w < p.now && w <= lp.end {
				return far + max(lp.end-p.now, 0) + w - lp.start
			}
		}
		far += leaving
	}
	if u == never {
		return never
	}
	return far + u - p.now
}

// firstFrom is the position of the first use of v at or behind pos.
func (p *pass) firstFrom(v ir.ID, pos int32) int32 {
	lo, hi := p.first[v], p.first[v+1]
	for lo < hi {
		if m := (lo + hi) / 2; p.usePos[m] < pos {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo == p.first[v+1] {
		return never
	}
	return p.usePos[lo]
}

// near reports whether v is used before the loops around are left.
func (p *pass) near(v ir.ID) bool { return p.distance(v) < leaving }

// needed reports whether v is needed behind the current node.
func (p *pass) needed(v ir.ID) bool {
	return p.last[v] > p.now || p.pos[v] == 0 && p.near2(v)
}

// near2 is near for the position behind the current node.
func (p *pass) near2(v ir.ID) bool {
	p.now++
	n := p.near(v)
	p.now--
	return n
}

// needSlot notes that the current block needs v's slot.
func (p *pass) needSlot(v ir.ID, b ir.BlockID) {
	p.slot[v] = true
	if p.sink[v] == 0 {
		p.sink[v] = b
	} else {
		p.sink[v] = p.common(p.sink[v], b)
	}
}

// load puts v into register r, from wherever it is.
func (p *pass) load(v ir.ID, r Loc) {
	from := pending
	switch {
	case p.in[v] != 0:
		from = Loc(bits.TrailingZeros32(uint32(p.in[v])))
		p.cost += p.weight(p.block)
	case p.f.IsConst(v):
		from = Nowhere
		p.cost += p.weight(p.block)
	default:
		p.needSlot(v, p.block)
		p.cost += 2 * p.weight(p.block)
	}
	p.steps = append(p.steps, step{v, from, r})
	p.hold(r, v)
}

// first reg of a set.
func lowest(s RegSet) Loc { return Loc(bits.TrailingZeros32(uint32(s))) }

// freeReg picks one of the free registers of a set for v: Nowhere if there is none.
func (p *pass) freeReg(set RegSet, v ir.ID) Loc {
	free := set &^ p.busy
	if free == 0 {
		return Nowhere
	}
	if v != 0 && p.hint[v] >= 0 && free>>p.hint[v]&1 != 0 {
		return Loc(p.hint[v])
	}
	if s := free &^ (p.prefer | p.fixed); s != 0 {
		return lowest(s)
	}
	if s := free &^ p.prefer; s != 0 {
		return lowest(s)
	}
	return lowest(free)
}

// victim picks the register of a set whose value is used last, and says when.
func (p *pass) victim(set RegSet) (Loc, int32) {
	best, far := Nowhere, int32(-1)
	for s := set & p.busy &^ p.pinned; s != 0; s &= s - 1 {
		r := lowest(s)
		v := p.reg[r]
		if p.in[v]&(p.in[v]-1) != 0 {
			return r, never
		}
		d := p.distance(v)
		if p.pos[v] == 0 && d < never-64 {
			d += 64 // a constant is cheap
		}
		if d > far {
			best, far = r, d
		}
	}
	return best, far
}

// take frees a register of a set for v and returns it.
func (p *pass) take(set RegSet, v ir.ID) Loc {
	set &^= p.pinned
	if r := p.freeReg(set, v); r != Nowhere {
		return r
	}
	r, _ := p.victim(set)
	if r == Nowhere {
		if p.err == nil {
			p.err = ErrRegisters
		}
		return lowest(set | 1)
	}
	p.vacate(r, 0)
	return r
}

// vacate frees register r. What it holds goes to a free register outside of
// avoid if that is worth it.
func (p *pass) vacate(r Loc, avoid RegSet) {
	v := p.reg[r]
	if v == 0 {
		return
	}
	if p.in[v] == 1<<r && p.wanted(v) && p.worthMove(v) {
		if to := p.room(p.class(v)&^avoid&^p.pinned&^(1<<r), v); to != Nowhere {
			p.load(v, to)
		}
	}
	p.forget(r)
}

// room finds a register of a set that v can move to: a free one, or that of a
// value that is used later.
func (p *pass) room(set RegSet, v ir.ID) Loc {
	if to := p.freeReg(set, v); to != Nowhere {
		return to
	}
	d := p.distanceAfter(v)
	x, far := p.victim(set)
	if x == Nowhere || d >= leaving || far <= d {
		return Nowhere
	}
	p.forget(x)
	return x
}

// wanted: v is needed by the current node, or behind it.
func (p *pass) wanted(v ir.ID) bool {
	return p.last[v] >= p.now || p.mark[v] == p.now || p.needed(v)
}

// worthMove: a copy of v to another register is better than its slot.
func (p *pass) worthMove(v ir.ID) bool {
	if p.near(v) {
		return true
	}
	// Values from outside of the loop are stored there at no cost.
	return p.pos[v] != 0 && !p.slot[v] && (p.loop == 0 || p.pos[v] >= p.loops[p.loop].start)
}
