package ra

import (
	"math/bits"

	"github.com/go-python/gopython/ir"
)

// A slotUser is a value with a slot, and where it lives.
type slotUser struct {
	v           ir.ID
	first, last int32    // indexes in order
	blocks      []uint64 // bit set of such indexes, from that of first/64 on
}

// numberSlots gives slots to the values that need one. Values that never live
// at the same time share one.
func (s *finish) numberSlots() {
	s.slotOf = make([]Loc, len(s.f.Nodes))
	lasts := s.lastBlocks()
	var users [][]slotUser // by slot: but for those that lived before
	for _, b := range s.order.order {
		bl := &s.f.Blocks[b]
		for i := range len(bl.Params) + len(bl.Nodes) {
			var v ir.ID
			if i < len(bl.Params) {
				v = bl.Params[i]
			} else {
				v = bl.Nodes[i-len(bl.Params)]
			}
			if !s.slot[v] {
				continue
			}
			u := s.liveBlocks(v, lasts)
			n := s.slotHint(v)
			if n < 0 || n >= len(users) || !s.fits(u, &users[n]) {
				for n = 0; n < len(users) && !s.fits(u, &users[n]); n++ {
				}
			}
			if n == len(users) {
				users = append(users, nil)
			}
			users[n] = append(users[n], u)
			s.slotOf[v] = Slot(n)
		}
	}
	s.a.Slots = len(users)
	// Constants as operands of calls in memory: each for one node only.
	for _, v := range s.scratch {
		if s.slotOf[v] == 0 {
			s.slotOf[v] = Slot(s.a.Slots)
			s.a.Slots++
		}
	}
}

// slotHint: an argument should have the slot of the parameter.
func (s *finish) slotHint(v ir.ID) int {
	for _, e := range s.f.Blocks[s.def[v]].Succs {
		for j, a := range e.Args {
			if a == v {
				if l := s.slotOf[s.f.Blocks[e.To].Params[j]]; l != 0 {
					return int(l - FirstSlot)
				}
			}
		}
	}
	if b := s.def[v]; s.f.Nodes[v].Op == ir.OpParam {
		n := -1
		s.argsOf(b, int(s.param[v]), func(_ ir.BlockID, a ir.ID) {
			if l := s.slotOf[a]; l != 0 && n < 0 && s.pos[a] != 0 {
				n = int(l - FirstSlot)
			}
		})
		return n
	}
	return -1
}

// lastBlocks gives the last block in which each value of cross is live.
func (s *finish) lastBlocks() []int32 {
	lasts := make([]int32, len(s.cross))
	for i, b := range s.order.order {
		for w, x := range s.set(s.in, b) {
			for ; x != 0; x &= x - 1 {
				lasts[w*64+bits.TrailingZeros64(x)] = int32(i)
			}
		}
	}
	return lasts
}

// liveBlocks finds the blocks in which v is live.
func (s *finish) liveBlocks(v ir.ID, lasts []int32) slotUser {
	d := s.orderN[s.def[v]]
	u := slotUser{v: v, first: d, last: d}
	if s.index[v] != 0 {
		u.last = max(d, lasts[s.index[v]-1])
	}
	u.blocks = make([]uint64, u.last/64-d/64+1)
	u.blocks[0] = 1 << (d % 64)
	for i := d + 1; i <= u.last; i++ {
		if s.liveIn(s.order.order[i], v) {
			u.blocks[i/64-d/64] |= 1 << (i % 64)
		}
	}
	return u
}

// fits reports whether u does not live at the same time as the users of a slot.
// As values come in the order of their definitions, it drops those that are dead.
func (s *finish) fits(u slotUser, users *[]slotUser) bool {
	n := 0
	for _, o := range *users {
		if o.last >= u.first {
			(*users)[n] = o
			n++
		}
	}
	*users = (*users)[:n]
	for _, o := range *users {
		skip := int(u.first/64 - o.first/64)
		for w, x := range u.blocks {
			if w+skip >= len(o.blocks) {
				break
			}
			for x &= o.blocks[w+skip]; x != 0; x &= x - 1 {
				i := (int(u.first/64)+w)*64 + bits.TrailingZeros64(x)
				if s.overlap(u.v, o.v, s.order.order[i]) {
					return false
				}
			}
		}
	}
	return true
}

// overlap reports whether the lifes of two values overlap in a block.
func (s *finish) overlap(x, y ir.ID, b ir.BlockID) bool {
	x0, x1 := s.span(x, b)
	y0, y1 := s.span(y, b)
	return x0 < y1 && y0 < x1 || x0 == y0
}

// span is where v lives in a block.
func (s *finish) span(v ir.ID, b ir.BlockID) (from, to int32) {
	from, to = s.from[b], s.to[b]+1
	if s.def[v] == b {
		from = s.pos[v] + 1
		if s.f.Nodes[v].Op == ir.OpParam {
			from = s.from[b]
		}
	}
	if s.index[v] == 0 {
		to = max(s.last[v]+1, from)
	}
	return from, to
}
