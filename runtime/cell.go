package runtime

import "github.com/go-python/gopython/internal/abi"

var cellType = TypeSpec{
	Name: "cell", Kind: abi.KindCell, Final: true,
	Doc: "Create a new cell object.",
	Slots: Slots{Repr: func(t *Thread, v Value) Value {
		x := abi.Obj[abi.Cell](v).V
		if x == Unbound {
			return t.NewStr("<cell at " + addrText(v) + ": empty>")
		}
		return t.NewStr("<cell at " + addrText(v) + ": " + t.TypeName(x) + " object at " + addrText(x) + ">")
	}, Compare: cellCompare},
	New: &NativeDef{Name: "cell", Sig: "cls, contents=None, /", Fn: func(t *Thread, a []Value) Value { return t.NewCell(a[1]) }},
	GetSets: []*GetSet{{Name: "cell_contents", Get: func(t *Thread, v Value) Value {
		if x := abi.Obj[abi.Cell](v).V; x != Unbound {
			return x
		}
		return t.Raise(t.Exc.ValueError, "cell is empty")
	}, Set: func(t *Thread, v, x Value) bool {
		t.store(v, &abi.Obj[abi.Cell](v).V, x)
		return true
	}}},
}

// cellCompare compares contents; an empty cell comes first.
func cellCompare(t *Thread, a, b Value, op CompareOp) Value {
	if !a.IsKind(abi.KindCell) || !b.IsKind(abi.KindCell) {
		return NotImplemented
	}
	x, y := abi.Obj[abi.Cell](a).V, abi.Obj[abi.Cell](b).V
	if x == Unbound || y == Unbound {
		full := func(v Value) int {
			if v == Unbound {
				return 0
			}
			return 1
		}
		return abi.Bool(compareInts(full(x), full(y), op))
	}
	return t.Compare(x, y, op)
}
