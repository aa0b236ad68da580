package ir

// Flow is what is known of the edges of a function since they were last looked at.
// It is reused as long as they are the same, and its memory for others.
type Flow struct {
	// Version changes when the edges were found to be others.
	Version int

	entry BlockID
	order []BlockID // of the blocks that are reachable
	to    []BlockID // where their edges lead, one after the other, behind the number of each block's
	seen  []bool
	stack []flowItem
}

// flowItem is a block with how many of its successors were visited.
type flowItem struct {
	b BlockID
	i int
}

// Forget is called for another function.
func (w *Flow) Forget() { w.order = w.order[:0] }

// same reports whether the edges are those of last time.
func (w *Flow) same(f *Func) bool {
	if len(w.order) == 0 || w.entry != f.Entry {
		return false
	}
	to := w.to
	for _, b := range w.order {
		succs := f.Blocks[b].Succs
		if int(to[0]) != len(succs) {
			return false
		}
		for i := range succs {
			if succs[i].To != to[i+1] {
				return false
			}
		}
		to = to[len(succs)+1:]
	}
	return true
}

// ComputePreds fills Preds of all blocks reachable from the entry, and empties
// those of others. It returns the blocks in reverse postorder; where f has a Flow
// they are in its memory, good until the next call.
func (f *Func) ComputePreds() []BlockID {
	w := f.Flow
	if w == nil {
		w = &Flow{}
	}
	if w.same(f) {
		return w.order
	}
	w.Version++
	w.entry = f.Entry
	for i := range f.Blocks {
		f.Blocks[i].Preds = f.Blocks[i].Preds[:0]
	}
	if len(w.seen) < len(f.Blocks) {
		w.seen = make([]bool, len(f.Blocks)+len(f.Blocks)/2)
	}
	clear(w.seen)
	order, stack, seen := w.order[:0], append(w.stack[:0], flowItem{f.Entry, 0}), w.seen
	seen[f.Entry] = true
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		succs := f.Blocks[top.b].Succs
		if top.i == len(succs) {
			order = append(order, top.b)
			stack = stack[:len(stack)-1]
			continue
		}
		// The last successor first: then the first one follows in the result.
		to := succs[len(succs)-1-top.i].To
		top.i++
		if !seen[to] {
			seen[to] = true
			stack = append(stack, flowItem{to, 0})
		}
	}
	for i, j := 0, len(order)-1; i < j; i, j = i+1, j-1 {
		order[i], order[j] = order[j], order[i]
	}
	to := w.to[:0]
	for _, b := range order {
		succs := f.Blocks[b].Succs
		to = append(to, BlockID(len(succs)))
		for i := range succs {
			t := succs[i].To
			to = append(to, t)
			f.Blocks[t].Preds = append(f.Blocks[t].Preds, b)
		}
	}
	w.order, w.stack, w.to = order, stack, to
	return order
}
