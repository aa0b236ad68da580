package opt

import "github.com/go-python/gopython/ir"

// fieldSet is a set of words of objects, of class MField, by their offset. Two
// objects are the same or lie apart, so that a store to one word of an object
// leaves words at other offsets alone, of whatever objects.
type fieldSet uint64

// anyField is the set with which every other has something in common: the word
// is not known, or not of the first.
const anyField = ^fieldSet(0)

// fieldAt is the set of the word at an offset from base.
func fieldAt(f *ir.Func, base ir.ID, off int32, width uint8) fieldSet {
	if width != 8 || off < 0 || off%8 != 0 || off >= 64*8 || f.Nodes[base].Op == ir.OpAddP {
		return anyField
	}
	return 1 << (off / 8)
}

// fieldOf is the set of the words that a node reads or writes, which does so to
// MField.
func fieldOf(f *ir.Func, n *ir.Node) fieldSet {
	if n.Op != ir.OpLoad && n.Op != ir.OpStore {
		return anyField
	}
	m := ir.MemOf(n.Aux)
	return fieldAt(f, n.Args[0], m.Off, m.Width)
}

// written reports whether loop l writes what a load reads.
func (g *graph) written(l int32, n *ir.Node) bool {
	class := ir.MemOf(n.Aux).Class
	if class == ir.MField {
		return g.fieldsWritten(l)&fieldOf(g.f, n) != 0
	}
	return g.writes(l)>>class&1 != 0
}

// fieldsWritten is which words of MField are written in loop l.
func (g *graph) fieldsWritten(l int32) fieldSet {
	g.writes(l)
	return g.loops[l].fields
}
