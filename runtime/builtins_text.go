package runtime

import "github.com/go-python/gopython/internal/abi"

// builtinFuncsText are the functions of module builtins that are about text.
var builtinFuncsText = []*NativeDef{
	{Name: "chr", Sig: "i, /", Fn: builtinChr, Doc: "Return the str of the one character with this Unicode code point."},
	{Name: "ord", Sig: "character, /", Fn: builtinOrd, Doc: "Return the Unicode code point of a character."},
	{Name: "ascii", Sig: "obj, /", Fn: func(t *Thread, a []Value) Value { return t.ASCII(a[0]) },
		Doc: "Return repr(obj) with everything beyond ASCII escaped."},
	{Name: "format", Sig: "value, format_spec='', /", Fn: builtinFormat, Doc: "Return value formatted as format_spec says."},
}

func builtinChr(t *Thread, a []Value) Value {
	i := t.AsIndex(a[0])
	if i == Raised {
		return Raised
	}
	n, fits := t.IntValue(i)
	if !fits || n < 0 || n > 0x10ffff {
		return t.Raise(t.Exc.ValueError, "chr() arg not in range(0x110000)")
	}
	return t.NewChar(rune(n))
}

func builtinOrd(t *Thread, a []Value) Value {
	v, n := a[0], 0
	switch v.Kind() {
	case abi.KindStr:
		if n = StrLen(v); n == 1 {
			return abi.SmallInt(int64(StrAt(v, 0)))
		}
	case abi.KindBytes, abi.KindByteArray:
		b := bytesOf(v)
		if n = len(b); n == 1 {
			return abi.SmallInt(int64(b[0]))
		}
	default:
		return t.Raise(t.Exc.TypeError, "ord() expected string of length 1, but %s found", t.TypeName(v))
	}
	return t.Raise(t.Exc.TypeError, "ord() expected a character, but string of length %d found", n)
}

func builtinFormat(t *Thread, a []Value) Value {
	if a[1] != Unbound && !isStr(a[1]) {
		return t.Raise(t.Exc.TypeError, "format() argument 2 must be str, not %s", t.argTypeName(a[1]))
	}
	return t.Format(a[0], a[1])
}
