package opt

import "github.com/go-python/gopython/ir"

// What is known of memory, for value numbering: facts of the form "the word at
// base+index*scale+offset holds this value", by class of memory.
//
// A store ends the facts that it may contradict: those of its class, but for
// other offsets from the same base and index, other fields of objects, and for
// objects that cannot be the same: two allocations; an allocation and a value
// that was there before it; two objects of different shapes. A call ends those of
// the classes that it writes. At a merge those facts hold that hold at the end of
// each predecessor; at the top of a loop those of the entry, in the classes, and
// of the fields, that nothing in the loop writes.

// maxFacts bounds the facts per class that are looked at: the newest.
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

// memory is what is known at one point: lists of facts, newest first, that
// points share and that are never changed. Each is the number of its first
// node.
type memory struct {
	facts [ir.NumMemClasses]int32
	// shapes and flags are what the headers of objects are known to hold; the
	// newest of several entries for an object counts.
	shapes int32
	flags  int32
	// barriers are the objects that need no write barrier until the next
	// collection: it was executed, or they are new.
	barriers int32
	// finds are searches of hash tables that would have the same outcome again.
	finds int32
	done  bool // it is that at the end of a block that was visited
}

type factNode struct {
	memFact
	next int32
}

type headerNode struct {
	header
	next int32
}

type header struct {
	base ir.ID
	aux  int64
}

// shape returns the known shape of the object at p, 0 without.
func (v *gvn) shape(p ir.ID) int64 {
	h := v.header(v.mem.shapes, p)
	return v.headers[h].aux
}

// header finds the newest entry for p in a list, 0 without.
func (v *gvn) header(list int32, p ir.ID) int32 {
	for k := 0; list != 0 && k < 2*maxFacts; k++ {
		if v.headers[list].base == p {
			return list
		}
		list = v.headers[list].next
	}
	return 0
}

func (v *gvn) setShape(p ir.ID, shape int64) { v.addHeader(&v.mem.shapes, header{p, shape}) }

func (v *gvn) addHeader(list *int32, h header) {
	v.headers = append(v.headers, headerNode{h, *list})
	*list = int32(len(v.headers) - 1)
}

// entryMemory makes mem what is known at the start of a block.
func (v *gvn) entryMemory(b ir.BlockID) {
	preds := v.graph.f.Blocks[b].Preds
	v.mem = memory{}
	if len(preds) == 1 && v.memOut[preds[0]].done {
		v.mem = v.memOut[preds[0]]
		return
	}
	some := false
	var ends uint32 // classes that the loop writes
	var fields fieldSet
	for _, p := range preds {
		switch {
		case v.dominates(b, p):
			ends, fields = v.writes(v.loopOf[b]), v.fieldsWritten(v.loopOf[b])
		case !v.memOut[p].done:
			v.mem = memory{}
			return
		case !some:
			v.mem, some = v.memOut[p], true
		default:
			v.meet(&v.mem, &v.memOut[p])
		}
	}
	if some && v.loopOf[b] != 0 && v.loops[v.loopOf[b]].header == b {
		kept := v.otherFields(fields)
		v.end(ends &^ (1 << ir.MFloat))
		v.mem.facts[ir.MField] = kept
	}
}

// otherFields is the list of what is known of fields but those that are written.
func (v *gvn) otherFields(written fieldSet) int32 {
	var kept [maxFacts]int32
	n := 0
	i := v.mem.facts[ir.MField]
	for k := 0; i != 0 && k < maxFacts; k++ {
		q := &v.facts[i]
		if written == 0 || q.index == 0 && fieldAt(v.graph.f, q.base, q.off, q.width)&written == 0 {
			kept[n] = i
			n++
		}
		i = q.next
	}
	return v.relink(kept[:n])
}

// end forgets what may have changed when memory of these classes was written.
func (v *gvn) end(classes uint32) {
	v.mem.barriers = 0
	for c := range v.mem.facts {
		if classes>>c&1 != 0 {
			v.mem.facts[c] = 0
		}
	}
	if classes>>ir.MShape&1 != 0 && v.mem.shapes != 0 {
		v.mem.shapes = v.filterHeaders(v.mem.shapes, func(i int32) bool { return v.graph.f.Fixed.Has(v.headers[i].aux) })
	}
	if classes>>ir.MFlags&1 != 0 {
		v.mem.flags = 0
	}
	if classes>>ir.MDict&1 != 0 {
		v.mem.finds = 0
	}
}

// meet keeps what is also known in o.
func (v *gvn) meet(m, o *memory) {
	for c := range m.facts {
		if x, y := m.facts[c], o.facts[c]; x != y && x != 0 {
			m.facts[c] = v.meetFacts(x, y)
		}
	}
	m.shapes = v.meetHeaders(m.shapes, o.shapes)
	m.flags = v.meetHeaders(m.flags, o.flags)
	m.barriers = v.meetHeaders(m.barriers, o.barriers)
	m.finds = v.meetHeaders(m.finds, o.finds)
}

func (v *gvn) meetFacts(x, y int32) int32 {
	var kept [maxFacts]int32
	n := 0
	for k := 0; x != 0 && k < maxFacts; k++ {
		i := y
		for j := 0; i != 0 && j < maxFacts; j++ {
			if i == x || v.facts[i].memFact == v.facts[x].memFact {
				kept[n] = x
				n++
				break
			}
			i = v.facts[i].next
		}
		x = v.facts[x].next
	}
	return v.relink(kept[:n])
}

// relink makes a list of some facts, given newest first.
func (v *gvn) relink(kept []int32) int32 {
	list := int32(0)
	for i := len(kept) - 1; i >= 0; i-- {
		if v.facts[kept[i]].next == list {
			list = kept[i]
			continue
		}
		v.facts = append(v.facts, factNode{v.facts[kept[i]].memFact, list})
		list = int32(len(v.facts) - 1)
	}
	return list
}

func (v *gvn) meetHeaders(x, y int32) int32 {
	if x == y {
		return x
	}
	first := x
	return v.filterHeaders(x, func(i int32) bool {
		h := v.headers[i].header
		j := v.header(y, h.base)
		return j != 0 && v.headers[j].header == h && v.header(first, h.base) == i
	})
}

// filterHeaders is the list of those entries that keep says.
func (v *gvn) filterHeaders(list int32, keep func(i int32) bool) int32 {
	var kept [2 * maxFacts]int32
	n := 0
	for k := 0; list != 0 && k < 2*maxFacts; k++ {
		if keep(list) {
			kept[n] = list
			n++
		}
		list = v.headers[list].next
	}
	out := int32(0)
	for i := n - 1; i >= 0; i-- {
		if v.headers[kept[i]].next == out {
			out = kept[i]
			continue
		}
		v.addHeader(&out, v.headers[kept[i]].header)
	}
	return out
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
		if v.shape(p) == n.Aux {
			return 0
		}
		v.setShape(p, n.Aux)
		return id
	case ir.OpCheckFlags:
		for k, i := 0, v.mem.flags; i != 0 && k < 2*maxFacts; k++ {
			if h := &v.headers[i]; h.base == n.Args[0] && flagsImply(h.aux, n.Aux2) {
				return 0
			}
			i = v.headers[i].next
		}
		v.addHeader(&v.mem.flags, header{n.Args[0], n.Aux2})
		return id
	case ir.OpShapeOf:
		if p := v.addrOf(n.Args[0]); p != 0 {
			if s := v.shape(p); s != 0 {
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
	i := v.mem.finds
	for k := 0; i != 0 && k < maxFacts; k++ {
		if x := v.headers[i].base; sameNode(&f.Nodes[x], n) {
			return x
		}
		i = v.headers[i].next
	}
	v.mem.barriers = 0 // the slow path may collect
	v.addHeader(&v.mem.finds, header{base: id})
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
	i := v.mem.facts[c]
	for k := 0; i != 0 && k < maxFacts; k++ {
		q := &v.facts[i]
		if q.base == p.base && q.index == p.index && q.off == p.off && q.width == p.width && q.scale == p.scale &&
			q.signed == p.signed && q.rep == p.rep {
			return q.value
		}
		i = q.next
	}
	return 0
}

func (v *gvn) addFact(c ir.MemClass, p memFact) {
	v.facts = append(v.facts, factNode{p, v.mem.facts[c]})
	v.mem.facts[c] = int32(len(v.facts) - 1)
}

// write handles stores and calls.
func (v *gvn) write(id ir.ID, classes uint32) {
	f := v.graph.f
	n := &f.Nodes[id]
	if n.Op != ir.OpStore && n.Op != ir.OpStoreX {
		v.end(classes)
		return
	}
	p, class := v.place(n)
	if class == ir.MDict {
		v.mem.finds = 0
	}
	v.mem.facts[class] = v.keepFacts(class, v.mem.facts[class], &p)
	switch class {
	case ir.MShape:
		v.mem.shapes = v.keepHeaders(v.mem.shapes, p.base)
		if c, ok := f.ConstInt(n.Args[len(n.Args)-1]); ok && p.width == 4 && p.off == 0 && p.index == 0 {
			v.setShape(p.base, c)
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

// keepFacts is the list of the facts that a store to p leaves true.
func (v *gvn) keepFacts(class ir.MemClass, list int32, p *memFact) int32 {
	var kept [maxFacts]int32
	n, all := 0, true
	i := list
	for k := 0; i != 0 && k < maxFacts; k++ {
		if v.mayAlias(class, &v.facts[i].memFact, p) {
			all = false
		} else {
			kept[n] = i
			n++
		}
		i = v.facts[i].next
	}
	if all {
		return list
	}
	return v.relink(kept[:n])
}

func (v *gvn) keepHeaders(list int32, p ir.ID) int32 {
	return v.filterHeaders(list, func(i int32) bool {
		base := v.headers[i].base
		return base != p && v.distinct(base, p)
	})
}

// mayAlias reports whether a store to p can change what q says. What is never
// written again is only written while the object has no other name yet.
func (v *gvn) mayAlias(class ir.MemClass, q, p *memFact) bool {
	if q.width == 0 {
		return true // ShapeOf
	}
	if q.base != p.base {
		switch {
		case class == ir.MFloat:
			return false
		case class == ir.MField && q.index == 0 && p.index == 0 &&
			fieldAt(v.graph.f, q.base, q.off, q.width)&fieldAt(v.graph.f, p.base, p.off, p.width) == 0:
			return false
		}
		return !v.distinct(q.base, p.base)
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
	if s, t := v.shape(x), v.shape(y); s != 0 && t != 0 && s != t {
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
		v.mem.barriers = 0
		v.addHeader(&v.mem.barriers, header{base: id})
		v.setShape(id, n.Aux&0xffffffff)
		v.addHeader(&v.mem.flags, header{id, int64(0xffff)<<16 | n.Aux>>48&0xffff})
		return
	}
	v.mem.barriers = 0
}

// barrier reports whether a barrier is not needed, and notes that it was
// executed.
func (v *gvn) barrier(id ir.ID) bool {
	n := &v.graph.f.Nodes[id]
	if n.Aux != 0 {
		return false
	}
	if v.header(v.mem.barriers, n.Args[0]) != 0 {
		return true
	}
	if n.Op == ir.OpBarrier {
		v.addHeader(&v.mem.barriers, header{base: n.Args[0]})
	}
	return false
}
