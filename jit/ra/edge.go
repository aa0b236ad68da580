package ra

import "github.com/go-python/gopython/ir"

// eachMove calls visit for every value that an edge has to bring somewhere: into
// register to, or the slot of the parameter param (pending). From is a
// register, pending for the slot of src, or Nowhere for a constant.
func (p *pass) eachMove(b ir.BlockID, e *ir.Edge, visit func(src ir.ID, from, to Loc, param ir.ID)) {
	end, start := &p.end[b], &p.start[e.To]
	params := p.f.Blocks[e.To].Params
	from := func(v ir.ID, to Loc) Loc {
		if to >= 0 && end[to] == v {
			return to
		}
		if r := find(end, v); r != Nowhere {
			return r
		}
		if p.pos[v] == 0 {
			return Nowhere
		}
		return pending
	}
	for s := p.started[e.To]; s != 0; s &= s - 1 {
		if r := lowest(s); p.pos[start[r]] != p.from[e.To] { // no parameter
			visit(start[r], from(start[r], r), r, 0)
		}
	}
	for j, v := range params {
		if to := p.result[v]; to != Nowhere {
			visit(e.Args[j], from(e.Args[j], to), to, v)
		}
	}
}

// edges adds up what edges cost and which slots they read.
func (p *pass) edges() {
	for _, b := range p.order.order {
		for i := range p.f.Blocks[b].Succs {
			e := &p.f.Blocks[b].Succs[i]
			w := min(p.weight(b), p.weight(e.To))
			p.eachMove(b, e, func(src ir.ID, from, to Loc, param ir.ID) {
				if from == pending && (to != pending || src != param) {
					p.needSlot(src, b)
				}
				switch {
				case to == pending:
					p.cost += w
				case from == pending:
					p.cost += 2 * w
				case from != to:
					p.cost += w
				}
			})
		}
	}
	for v, needs := range p.slot {
		if needs && p.pos[v] != 0 && p.result[v] != pending {
			p.cost += p.weight(p.storeAt(ir.ID(v)))
		}
	}
}

// storeAt is the block in which v is stored to its slot: that of its definition,
// or one that runs less often, in front of all uses of the slot, at the start of
// which v is in a register.
func (p *pass) storeAt(v ir.ID) ir.BlockID {
	def := p.def[v]
	best, least := def, p.weight(def)
	for b := p.sink[v]; b != def && b != p.rpo[0]; b = p.blocks[b].idom {
		if w := p.weight(b); w < least && find(&p.start[b], v) != Nowhere {
			best, least = b, w
		}
	}
	return best
}

// advise says what the next pass should do otherwise: values that are not in
// their registers any more when a loop closes are not given one at its start.
func (p *pass) advise() *advice {
	if len(p.loops) == 1 {
		return &advice{}
	}
	adv := &advice{drop: make([][]ir.ID, len(p.f.Blocks)), moved: make([][]place, len(p.f.Blocks)), lost: make([]RegSet, len(p.f.Blocks)), params: map[ir.ID]Loc{}}
	if p.adv != nil {
		for b, d := range p.adv.drop {
			adv.drop[b] = append([]ir.ID(nil), d...)
		}
		copy(adv.moved, p.adv.moved)
		copy(adv.lost, p.adv.lost)
		for v, l := range p.adv.params {
			adv.params[v] = l
		}
	}
	gain := int64(0)
	for _, b := range p.order.order {
		for i := range p.f.Blocks[b].Succs {
			e := &p.f.Blocks[b].Succs[i]
			if p.header[e.To] == 0 || !p.isBack(b, e.To) || p.blocks[b].cold && !p.blocks[e.To].cold {
				continue
			}
			p.eachMove(b, e, func(src ir.ID, from, to Loc, param ir.ID) {
				if from == to {
					return
				}
				if param == 0 {
					if from == pending || from == Nowhere {
						adv.drop[e.To] = append(adv.drop[e.To], src)
						adv.lost[e.To] |= 1 << to
						gain += 2 * p.weight(b)
					} else if p.adv == nil {
						adv.moved[e.To] = append(adv.moved[e.To], place{src, from})
						gain += p.weight(b)
					}
				} else if from != Nowhere && p.adv == nil {
					adv.params[param] = from
					gain += p.weight(b)
				}
			})
		}
	}
	adv.any = gain > p.cost/64
	return adv
}
