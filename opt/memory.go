package opt

import (
	"slices"

	"github.com/go-python/gopython/ir"
)

// What is known of memory, for value numbering: facts of the form "the word at
// base+index*scale+offset holds this value", by class of memory.
//
// A store ends the facts that it may contradict: those of its class, but for
// other offsets from the same base and index, and for objects that cannot be
// the same: two allocations; an allocation and a value that was there before
// it; two objects of different shapes. A call ends those of the classes that it
// writes. At a merge those facts hold that hold at the end of each predecessor;
// at the top of a loop those of the entry, in the classes that nothing in the
// loop writes.

// maxFacts bounds the facts per class: the oldest go first.
const maxFacts = 24

// memFact says that memory holds value.
type memFact struct {
	base, index ir.ID // index 0: none
	off         int32
	width       uint8
	scale       uint8
	signed      bool
	rep         ir.Rep
	value       ir.ID
}

// memory is what is known at one point. The lists are shared between points and
// never changed in place, but for appending.
type memory struct {
	facts [ir.NumMemClasses][]memFact
	// shapes and flags are what the headers of objects are known to hold.
	shapes []header
	flags  []header
	// barriers are the objects that need no write barrier until the next
	// collection: it was executed, or they are new.
	barriers []ir.ID
	// finds are searches of hash tables that would have the same outcome again.
	finds []ir.ID
}

type header struct {
	base ir.ID
	aux  int64
}

func (m *memory) clone() *memory {
	c := *m
	for i := range c.facts {
		c.facts[i] = c.facts[i][:len(c.facts[i]):len(c.facts[i])]
	}
	c.shapes = c.shapes[:len(c.shapes):len(c.shapes)]
	c.flags = c.flags[:len(c.flags):len(c.flags)]
	c.barriers = c.barriers[:len(c.barriers):len(c.barriers)]
	c.finds = c.finds[:len(c.finds):len(c.finds)]
	return &c
}

// shape returns the known shape of the object at p, 0 without.
func (m *memory) shape(p ir.ID) int64 {
	for i := range m.shapes {
		if m.shapes[i].base == p {
			return m.shapes[i].aux
		}
	}
	return 0
}

func (m *memory) setShape(p ir.ID, shape int64) { m.shapes = setHeader(m.shapes, p, shape) }

func setHeader(list []header, p ir.ID, aux int64) []header {
	out := make([]header, 0, len(list)+1)
	for _, h := range list {
		if h.base != p {
			out = append(out, h)
		}
	}
	if len(out) >= 2*maxFacts {
		out = out[1:]
	}
	return append(out, header{p, aux})
}

// entryMemory returns what is known at the start of a block.
func (v *gvn) entryMemory(b ir.BlockID) *memory {
	preds := v.graph.f.Blocks[b].Preds
	if len(preds) == 1 && v.memOut[preds[0]] != nil {
		return v.memOut[preds[0]].clone()
	}
	var m *memory
	var ends uint32 // classes that the loop writes
	for _, p := range preds {
		switch {
		case v.dominates(b, p):
			ends = v.loops[v.loopOf[b]].writes
		case v.memOut[p] == nil:
			return &memory{}
		case m == nil:
			m = v.memOut[p].clone()
		default:
			m.meet(v.memOut[p])
		}
	}
	if m == nil {
		return &memory{}
	}
	if v.loopOf[b] != 0 && v.loops[v.loopOf[b]].header == b {
		m.barriers = nil
		for c := range m.facts {
			if ends>>c&1 != 0 && ir.MemClass(c) != ir.MFloat {
				m.facts[c] = nil
			}
		}
		if ends>>ir.MShape&1 != 0 {
			m.shapes = nil
		}
		if ends>>ir.MFlags&1 != 0 {
			m.flags = nil
		}
		if ends>>ir.MDict&1 != 0 {
			m.finds = nil
		}
	}
	return m
}

// meet keeps what is also known in o.
func (m *memory) meet(o *memory) {
	for c := range m.facts {
		x, y := m.facts[c], o.facts[c]
		if len(x) == 0 || len(x) == len(y) && &x[0] == &y[0] {
			continue
		}
		var kept []memFact
		for i := range x {
			for j := range y {
				if x[i] == y[j] {
					kept = append(kept, x[i])
					break
				}
			}
		}
		m.facts[c] = kept
	}
	m.shapes = meetHeaders(m.shapes, o.shapes)
	m.flags = meetHeaders(m.flags, o.flags)
	m.barriers = meetIDs(m.barriers, o.barriers)
	m.finds = meetIDs(m.finds, o.finds)
}

func meetIDs(x, y []ir.ID) []ir.ID {
	if len(x) == 0 || len(x) == len(y) && &x[0] == &y[0] {
		return x
	}
	var kept []ir.ID
	for _, id := range x {
		if slices.Contains(y, id) {
			kept = append(kept, id)
		}
	}
	return kept
}

func meetHeaders(x, y []header) []header {
	if len(x) == 0 || len(x) == len(y) && &x[0] == &y[0] {
		return x
	}
	var kept []header
	for _, h := range x {
		for _, k := range y {
			if h == k {
				kept = append(kept, h)
				break
			}
		}
	}
	return kept
}

// place describes the memory of a load or store.
func (v *gvn) place(n *ir.Node) (memFact, ir.MemClass) {
	m := ir.MemOf(n.Aux)
	p := memFact{base: n.Args[0], off: m.Off, width: m.Width, scale: m.Scale, signed: m.Signed, rep: n.Rep}
	if n.Op == ir.OpLoadX || n.Op == ir.OpStoreX {
		p.index = n.Args[1]
	} else {
		p.scale = 0
	}
	return p, m.Class
}

// read handles what reads memory.
func (v *gvn) read(id ir.ID) ir.ID {
	f := v.graph.f
	n := &f.Nodes[id]
	switch n.Op {
	case ir.OpCheckShapeP:
		p := n.Args[0]
		if v.mem.shape(p) == n.Aux {
			return 0
		}
		v.mem.setShape(p, n.Aux)
		return id
	case ir.OpCheckFlags:
		for _, h := range v.mem.flags {
			if h.base == n.Args[0] && flagsImply(h.aux, n.Aux2) {
				return 0
			}
		}
		v.mem.flags = append(v.mem.flags, header{n.Args[0], n.Aux2})
		if len(v.mem.flags) > 2*maxFacts {
			v.mem.flags = v.mem.flags[1:]
		}
		return id
	case ir.OpShapeOf:
		if p := v.addrOf(n.Args[0]); p != 0 {
			if s := v.mem.shape(p); s != 0 {
				return f.ConstI(s)
			}
		}
		p := memFact{base: n.Args[0]}
		if by := v.fact(ir.MShape, &p); by != 0 {
			return by
		}
		p.value = id
		v.addFact(ir.MShape, p)
		return id
	}
	p, class := v.place(n)
	if by := v.fact(class, &p); by != 0 {
		return by
	}
	p.value = id
	v.addFact(class, p)
	return id
}

// search handles TableFind: the entry stays where it is until something writes
// to the structure of a table.
func (v *gvn) search(id ir.ID) ir.ID {
	f := v.graph.f
	n := &f.Nodes[id]
	for _, x := range v.mem.finds {
		if sameNode(&f.Nodes[x], n) {
			return x
		}
	}
	v.mem.barriers = nil // the slow path may collect
	if len(v.mem.finds) >= maxFacts {
		v.mem.finds = append([]ir.ID(nil), v.mem.finds[1:]...)
	}
	v.mem.finds = append(v.mem.finds, id)
	return id
}

// flagsImply reports whether a check of flags with Aux2 have says that one with
// want passes.
func flagsImply(have, want int64) bool {
	maskH, maskW := uint16(have>>16), uint16(want>>16)
	return maskW&^maskH == 0 && uint16(have)&maskW == uint16(want)
}

// fact returns the value at a place, 0 if it is not known.
func (v *gvn) fact(c ir.MemClass, p *memFact) ir.ID {
	list := v.mem.facts[c]
	for i := len(list) - 1; i >= 0; i-- {
		q := &list[i]
		if q.base == p.base && q.index == p.index && q.off == p.off && q.width == p.width && q.scale == p.scale &&
			q.signed == p.signed && q.rep == p.rep {
			return q.value
		}
	}
	return 0
}

func (v *gvn) addFact(c ir.MemClass, p memFact) {
	list := v.mem.facts[c]
	if len(list) >= maxFacts {
		list = append([]memFact(nil), list[1:]...)
	}
	v.mem.facts[c] = append(list, p)
}

// write handles stores and calls.
func (v *gvn) write(id ir.ID, classes uint32) {
	f := v.graph.f
	n := &f.Nodes[id]
	if n.Op != ir.OpStore && n.Op != ir.OpStoreX {
		for c := range v.mem.facts {
			if classes>>c&1 != 0 {
				v.mem.facts[c] = nil
			}
		}
		if classes>>ir.MShape&1 != 0 {
			v.mem.shapes = nil
		}
		if classes>>ir.MFlags&1 != 0 {
			v.mem.flags = nil
		}
		if classes>>ir.MDict&1 != 0 {
			v.mem.finds = nil
		}
		v.mem.barriers = nil
		return
	}
	p, class := v.place(n)
	if class == ir.MDict {
		v.mem.finds = nil
	}
	list := v.mem.facts[class]
	for i := range list {
		if v.mayAlias(class, &list[i], &p) {
			// One does: build the list of those that do not.
			kept := append(make([]memFact, 0, len(list)), list[:i]...)
			for j := i + 1; j < len(list); j++ {
				if !v.mayAlias(class, &list[j], &p) {
					kept = append(kept, list[j])
				}
			}
			v.mem.facts[class] = kept
			break
		}
	}
	switch class {
	case ir.MShape:
		v.mem.shapes = v.keepHeaders(v.mem.shapes, p.base)
		if c, ok := f.ConstInt(n.Args[len(n.Args)-1]); ok && p.width == 4 && p.off == 0 && p.index == 0 {
			v.mem.setShape(p.base, c)
		}
	case ir.MFlags:
		v.mem.flags = v.keepHeaders(v.mem.flags, p.base)
	}
	value := n.Args[len(n.Args)-1]
	p.value, p.rep = value, f.Nodes[value].Rep
	if p.width == 8 || f.Nodes[value].Rep == ir.Bool && p.width == 1 {
		v.addFact(class, p)
	}
}

func (v *gvn) keepHeaders(list []header, p ir.ID) []header {
	var kept []header
	for _, h := range list {
		if h.base != p && v.distinct(h.base, p) {
			kept = append(kept, h)
		}
	}
	return kept
}

// mayAlias reports whether a store to p can change what q says. What is never
// written again is only written while the object has no other name yet.
func (v *gvn) mayAlias(class ir.MemClass, q, p *memFact) bool {
	if q.width == 0 {
		return true // ShapeOf
	}
	if q.base != p.base {
		return class != ir.MFloat && !v.distinct(q.base, p.base)
	}
	if q.index != p.index || q.scale != p.scale {
		return true
	}
	return q.off < p.off+int32(p.width) && p.off < q.off+int32(q.width)
}

// distinct reports whether two addresses are of different objects.
func (v *gvn) distinct(x, y ir.ID) bool {
	f := v.graph.f
	xn, yn := &f.Nodes[x], &f.Nodes[y]
	if xn.Op == ir.OpAddP || yn.Op == ir.OpAddP {
		return false
	}
	if s, t := v.mem.shape(x), v.mem.shape(y); s != 0 && t != 0 && s != t {
		return true
	}
	if xn.Op != ir.OpAlloc {
		x, y, xn, yn = y, x, yn, xn
	}
	if xn.Op != ir.OpAlloc {
		return false
	}
	// y was there before x, whose address is new.
	return yn.Op == ir.OpAlloc || f.IsConst(y) || v.earlier(y, x)
}

// earlier reports whether x is computed before y, in a block that dominates
// that of y.
func (v *gvn) earlier(x, y ir.ID) bool {
	f := v.graph.f
	bx, by := f.Nodes[x].Block, f.Nodes[y].Block
	if bx == 0 || by == 0 || !v.dominates(bx, by) {
		return false
	}
	return bx != by || v.seq[x] < v.seq[y] // parameters have 0
}

// gc handles what has to do with the collector.
func (v *gvn) gc(id ir.ID) {
	f := v.graph.f
	n := &f.Nodes[id]
	if n.Op == ir.OpAlloc {
		v.mem.barriers = []ir.ID{id}
		v.mem.setShape(id, n.Aux&0xffffffff)
		v.mem.flags = append(v.mem.flags, header{id, int64(0xffff)<<16 | n.Aux>>48&0xffff})
		return
	}
	v.mem.barriers = nil
}

// barrier reports whether a barrier is not needed, and notes that it was
// executed.
func (v *gvn) barrier(id ir.ID) bool {
	n := &v.graph.f.Nodes[id]
	if n.Aux != 0 {
		return false
	}
	for _, p := range v.mem.barriers {
		if p == n.Args[0] {
			return true
		}
	}
	v.mem.barriers = append(v.mem.barriers, n.Args[0])
	return false
}
