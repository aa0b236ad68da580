package runtime

import (
	"reflect"

	"github.com/go-python/gopython/internal/abi"
)

var binSymbols = [NumBinOps]string{"+", "-", "*", "/", "//", "%", "** or pow()", "<<", ">>", "&", "|", "^", "@", "divmod()"}
var inPlaceSymbols = [NumBinOps]string{"+=", "-=", "*=", "/=", "//=", "%=", "**=", "<<=", ">>=", "&=", "|=", "^=", "@=", ""}

// BinaryOp is a op b.
func (t *Thread) BinaryOp(op BinOp, a, b Value) Value {
	r := t.binarySlots(op, a, b)
	if r != NotImplemented {
		return r
	}
	if r = t.sequenceOp(op, a, b, false); r != NotImplemented {
		return r
	}
	return t.unsupported(binSymbols[op], op, a, b)
}

// InPlaceOp is a op= b: it returns the new value of a.
func (t *Thread) InPlaceOp(op BinOp, a, b Value) Value {
	if f := t.TypeOf(a).Slots.InPlace[op]; f != nil {
		if r := f(t, a, b); r != NotImplemented {
			return r
		}
	}
	r := t.binarySlots(op, a, b)
	if r != NotImplemented {
		return r
	}
	if r = t.sequenceOp(op, a, b, true); r != NotImplemented {
		return r
	}
	return t.unsupported(inPlaceSymbols[op], op, a, b)
}

// binarySlots tries the operator of both classes, that of b first when it is a
// subclass of a's.
func (t *Thread) binarySlots(op BinOp, a, b Value) Value {
	ta, tb := t.TypeOf(a), t.TypeOf(b)
	fa, fb := ta.Slots.Binary[op], tb.Slots.Binary[op]
	if ta == tb || sameFunc(fa, fb) {
		fb = nil
	}
	if fa != nil {
		if fb != nil && tb.IsSubtype(ta) {
			if r := fb(t, a, b); r != NotImplemented {
				return r
			}
			fb = nil
		}
		if r := fa(t, a, b); r != NotImplemented {
			return r
		}
	}
	if fb != nil {
		return fb(t, a, b)
	}
	return NotImplemented
}

// sequenceOp is + and * of sequences.
func (t *Thread) sequenceOp(op BinOp, a, b Value, inPlace bool) Value {
	sa, sb := &t.TypeOf(a).Slots, &t.TypeOf(b).Slots
	switch op {
	case Add:
		if inPlace && sa.InPlaceConcat != nil {
			return sa.InPlaceConcat(t, a, b)
		}
		if sa.Concat != nil {
			return sa.Concat(t, a, b)
		}
	case Mul:
		if inPlace && sa.InPlaceRepeat != nil {
			return sa.InPlaceRepeat(t, a, b)
		}
		if sa.Repeat != nil {
			return t.repeat(sa.Repeat, a, b)
		}
		if sb.Repeat != nil {
			return t.repeat(sb.Repeat, b, a)
		}
	}
	return NotImplemented
}

func (t *Thread) repeat(f func(*Thread, Value, Value) Value, seq, n Value) Value {
	if !n.IsInt() && t.TypeOf(n).Slots.Index == nil {
		return t.Raise(t.Exc.TypeError, "can't multiply sequence by non-int of type '%s'", t.TypeName(n))
	}
	return f(t, seq, n)
}

func (t *Thread) unsupported(symbol string, op BinOp, a, b Value) Value {
	if op == RShift && a.IsKind(abi.KindNative) && t.NativeDefOf(a).Name == "print" {
		return t.Raise(t.Exc.TypeError, "unsupported operand type(s) for %s: '%s' and '%s'. Did you mean \"print(<message>, file=<output_stream>)\"?",
			symbol, t.TypeName(a), t.TypeName(b))
	}
	return t.Raise(t.Exc.TypeError, "unsupported operand type(s) for %s: '%s' and '%s'", symbol, t.TypeName(a), t.TypeName(b))
}

// PowMod is pow(a, b, mod).
func (t *Thread) PowMod(a, b, mod Value) Value {
	ta, tb := t.TypeOf(a), t.TypeOf(b)
	fa, fb, fm := ta.Slots.PowMod, tb.Slots.PowMod, t.TypeOf(mod).Slots.PowMod
	if ta == tb || sameTernary(fa, fb) {
		fb = nil
	}
	if sameTernary(fm, fa) || sameTernary(fm, fb) {
		fm = nil
	}
	if fa != nil && fb != nil && tb.IsSubtype(ta) {
		fa, fb = fb, fa
	}
	for _, f := range []func(t *Thread, a, b, mod Value) Value{fa, fb, fm} {
		if f != nil {
			if r := f(t, a, b, mod); r != NotImplemented {
				return r
			}
		}
	}
	return t.Raise(t.Exc.TypeError, "unsupported operand type(s) for ** or pow(): '%s', '%s', '%s'",
		t.TypeName(a), t.TypeName(b), t.TypeName(mod))
}

func sameTernary(a, b func(t *Thread, a, b, mod Value) Value) bool {
	return a != nil && b != nil && reflect.ValueOf(a).Pointer() == reflect.ValueOf(b).Pointer()
}

// pyPowMod is pow(a, b, mod) for a class with a __pow__ or __rpow__ of its own.
func pyPowMod(t *Thread, a, b, mod Value) Value {
	name, rname := t.names.Binary[Pow], t.names.Reflected[Pow]
	ta, tb := t.TypeOf(a), t.TypeOf(b)
	reflected := Unbound
	if ta != tb && sameTernary(tb.Slots.PowMod, pyPowMod) {
		reflected = t.Lookup(tb, rname)
	}
	if sameTernary(ta.Slots.PowMod, pyPowMod) {
		if reflected != Unbound && tb.IsSubtype(ta) && t.Lookup(ta, rname) != reflected {
			if r, _ := t.CallSpecial(b, rname, a, mod); r != NotImplemented {
				return r
			}
			reflected = Unbound
		}
		if r, found := t.CallSpecial(a, name, b, mod); found && r != NotImplemented {
			return r
		}
	}
	if reflected != Unbound {
		r, _ := t.CallSpecial(b, rname, a, mod)
		return r
	}
	return NotImplemented
}

// UnaryOp is one of - + ~ applied to v, with the symbol as in messages.
func (t *Thread) UnaryOp(symbol byte, v Value) Value {
	s := &t.TypeOf(v).Slots
	f := s.Neg
	switch symbol {
	case '+':
		f = s.Pos
	case '~':
		f = s.Invert
	}
	if f == nil {
		return t.Raise(t.Exc.TypeError, "bad operand type for unary %c: '%s'", symbol, t.TypeName(v))
	}
	return f(t, v)
}
