package ir

import (
	"slices"
	"sync"
)

// room is memory in which functions grow.
type room struct {
	nodes  []Node
	blocks []Block
	states []State
}

var rooms = sync.Pool{New: func() any {
	// What is not used of it costs nothing, and growing costs it all again.
	return &room{make([]Node, 0, 2048), make([]Block, 0, 512), make([]State, 0, 512)}
}}

// NewFunc makes an empty region with its entry block.
func NewFunc(name string) *Func {
	r := rooms.Get().(*room)
	f := &Func{Name: name, Nodes: append(r.nodes, Node{}), Blocks: append(r.blocks, Block{}), States: append(r.states, State{})}
	f.Entry = f.NewBlock()
	return f
}

// Settle is called when f has its final form: the memory in which it grew is for
// others, and f has just what it needs.
func (f *Func) Settle() {
	r := room{f.Nodes, f.Blocks, f.States}
	f.Nodes, f.Blocks, f.States = slices.Clone(r.nodes), slices.Clone(r.blocks), slices.Clone(r.states)
	f.consts = nil
	r.give()
}

// Discard is called when f is not wanted any more.
func (f *Func) Discard() {
	r := room{f.Nodes, f.Blocks, f.States}
	*f = Func{Name: f.Name}
	r.give()
}

func (r room) give() {
	clear(r.nodes)
	clear(r.blocks)
	clear(r.states)
	rooms.Put(&room{r.nodes[:0], r.blocks[:0], r.states[:0]})
}

// Renumbered is called when nodes and blocks of f have got other numbers.
func (f *Func) Renumbered() {
	f.consts = nil
	if f.Flow != nil {
		f.Flow.Forget()
	}
}
