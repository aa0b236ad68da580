package amd64

import (
	"slices"

	"github.com/go-python/gopython/ir"
)

// blockOrder is the allocator's order with loops turned: the head that decides
// whether to go on is emitted at the bottom of its loop, behind the block that
// would have to jump to it. It also finds where innermost loops start.
func (e *emitter) blockOrder() (order []ir.BlockID, starts map[ir.BlockID]bool) {
	order = slices.Clone(e.al.Order)
	var in []bool
	for _, head := range e.al.Order {
		if !e.f.Blocks[head].Loop {
			continue
		}
		in = e.loopBlocks(head, in)
		i := slices.Index(order, head)
		j := i
		inner := true
		for j+1 < len(order) && in[order[j+1]] {
			j++
			inner = inner && !e.f.Blocks[order[j]].Loop
		}
		if e.turns(head, order[i+1:j+1], in) {
			copy(order[i:j], order[i+1:j+1])
			order[j] = head
		}
		if inner {
			if starts == nil {
				starts = map[ir.BlockID]bool{}
			}
			starts[order[i]] = true
		}
	}
	return order, starts
}

// turns reports whether head branches out of its loop, goes on with the block
// behind it otherwise, and is what the last block of the loop jumps to.
func (e *emitter) turns(head ir.BlockID, rest []ir.BlockID, in []bool) bool {
	h := &e.f.Blocks[head]
	if h.Term != ir.TermBranch || len(rest) == 0 || head == e.f.Entry {
		return false
	}
	last := &e.f.Blocks[rest[len(rest)-1]]
	if last.Term != ir.TermJump || last.Succs[0].To != head {
		return false
	}
	s0, s1 := h.Succs[0].To, h.Succs[1].To
	return s0 == rest[0] && !in[s1] || s1 == rest[0] && !in[s0]
}

// loopBlocks marks the blocks of the loop of a head in set.
func (e *emitter) loopBlocks(head ir.BlockID, set []bool) []bool {
	if set == nil {
		set = make([]bool, len(e.f.Blocks))
	}
	clear(set)
	set[head] = true
	var work []ir.BlockID
	pos := e.position
	for _, p := range e.f.Blocks[head].Preds {
		if pos[p] >= pos[head] {
			work = append(work, p)
		}
	}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		if set[b] {
			continue
		}
		set[b] = true
		work = append(work, e.f.Blocks[b].Preds...)
	}
	return set
}
