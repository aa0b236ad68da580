package runtime

import "github.com/go-python/gopython/internal/abi"

var boolType = TypeSpec{
	Name: "bool", Kind: abi.KindIntObject, Final: true,
	Slots: Slots{
		Repr:   boolRepr,
		Binary: [NumBinOps]BinaryFunc{And: boolAnd, Or: boolOr, Xor: boolXor},
	},
	Doc: "bool(object=False, /)\n\nTrue when the object is true, else False.",
	New: &NativeDef{Name: "bool", Sig: "cls, object=False, /", Fn: boolNew},
}

func boolNew(t *Thread, a []Value) Value {
	if a[1] == Unbound {
		return False
	}
	return boolValue(t.IsTrue(a[1]))
}

func boolRepr(t *Thread, v Value) Value {
	if v == True {
		return t.Intern("True")
	}
	return t.Intern("False")
}

func boolAnd(t *Thread, a, b Value) Value {
	if a.IsBool() && b.IsBool() {
		return a & b
	}
	return intAnd(t, a, b)
}

func boolOr(t *Thread, a, b Value) Value {
	if a.IsBool() && b.IsBool() {
		return a | b
	}
	return intOr(t, a, b)
}

func boolXor(t *Thread, a, b Value) Value {
	if a.IsBool() && b.IsBool() {
		return abi.Bool(a != b)
	}
	return intXor(t, a, b)
}
