package jit

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/ir"
	"github.com/go-python/gopython/runtime"
)

// Joining exact tuples, in place and without a call. A tuple has the layout of
// storage for as many values, whose capacity is its length.

// isTuple reports whether x is an exact tuple, or was always one.
func (b *builder) isTuple(x ir.ID, seen kinds) bool {
	return b.rep(x) == ir.Tagged && (seen == kTuple || b.f.Node(x).Type.Shape == b.t.Types.Tuple.RootShape())
}

// tuplePart is one of the tuples to be joined.
type tuplePart struct {
	x, p  ir.ID
	n     ir.ID   // length
	items []ir.ID // of one that was made here
}

// maxJoined is how many items are stored one by one.
const maxJoined = 4

func (b *builder) tuplePart(x ir.ID) tuplePart {
	t := tuplePart{x: x}
	if nd := b.f.Node(x); nd.Op == ir.OpTagPtr {
		t.p = nd.Args[0]
		n := int((b.f.Node(t.p).Aux2 - int64(tupleItems)) / abi.Word)
		if a := b.f.Node(t.p); a.Op == ir.OpAlloc && nd.Type.Shape == b.t.Types.Tuple.RootShape() && n > 0 && n <= maxJoined {
			t.n = b.f.ConstI(int64(n))
			for k := range n {
				t.items = append(t.items, b.load(t.p, tupleItems+int32(k)*abi.Word, ir.MTuple))
			}
			return t
		}
	}
	t.p = b.emit(ir.OpCheckShape, int64(b.t.Types.Tuple.RootShape()), x)
	t.n = b.loadInt(t.p, tupleLen, ir.MTuple, maxLen)
	return t
}

// put copies the items to an address.
func (b *builder) putTuple(t tuplePart, at ir.ID) {
	if t.items == nil {
		b.emit(ir.OpCopyItems, 1, at, b.emit(ir.OpAddP, int64(tupleItems), t.p, b.f.ConstI(0)), t.n)
		return
	}
	for k, v := range t.items {
		b.emit(ir.OpStore, ir.Mem{Off: int32(k) * abi.Word, Width: 8, Class: ir.MItems}.Pack(), at, v)
	}
}

// addTuples builds x + y. One that has nothing added to it is the result itself:
// that, and what is large, is left to the helper.
func (b *builder) addTuples(x, y ir.ID) ir.ID {
	shape := b.t.Types.Tuple.RootShape()
	typ := ir.Type{Bits: ir.TObject, Shape: shape}
	t, u := b.tuplePart(x), b.tuplePart(y)
	all := b.ranged(ir.OpAdd, t.n, u.n, 0, 2*maxLen)
	cond := b.emit(ir.OpICmp, ir.LE, all, b.f.ConstI(maxNewItems))
	for _, part := range [2]tuplePart{t, u} {
		if part.items == nil {
			cond = b.emit(ir.OpBAnd, 0, cond, b.emit(ir.OpICmp, ir.GT, part.n, b.f.ConstI(0)))
		}
	}
	return b.either(cond, func() ir.ID {
		header := abi.Header{Shape: shape, Kind: abi.KindTuple}
		items := b.emit(ir.OpAllocItems, int64(header.Word()), all)
		b.putTuple(t, items)
		b.putTuple(u, b.itemAt(items, t.n))
		v := b.emit(ir.OpTagPtr, 0, b.emit(ir.OpAddP, -int64(abi.BufHeader), items, b.f.ConstI(0)))
		b.f.Node(v).Type = typ
		return v
	}, func() ir.ID {
		v := b.call(hBinary, ir.Tagged, b.f.ConstI(int64(runtime.Add)), x, y)
		b.f.Node(v).Type = typ
		return v
	})
}
