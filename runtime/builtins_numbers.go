package runtime

// The builtin functions about numbers.

var builtinFuncsNumbers = []*NativeDef{
	{Name: "abs", Sig: "number, /", Fn: builtinAbs, Doc: "The absolute value."},
	{Name: "divmod", Sig: "x, y, /", Fn: func(t *Thread, a []Value) Value { return t.BinaryOp(DivMod, a[0], a[1]) }, Doc: "The pair (x//y, x%y)."},
	{Name: "pow", Sig: "base, exp, mod=None", Fn: builtinPow, Doc: "base**exp, or base**exp % mod."},
	{Name: "round", Sig: "number, ndigits=None", Fn: builtinRound, Doc: "Round to so many decimal digits."},
	{Name: "bin", Sig: "integer, /", Fn: func(t *Thread, a []Value) Value { return t.radix(a[0], 2, "0b") }, Doc: "The binary representation."},
	{Name: "oct", Sig: "integer, /", Fn: func(t *Thread, a []Value) Value { return t.radix(a[0], 8, "0o") }, Doc: "The octal representation."},
	{Name: "hex", Sig: "integer, /", Fn: func(t *Thread, a []Value) Value { return t.radix(a[0], 16, "0x") }, Doc: "The hexadecimal representation."},
}

func builtinAbs(t *Thread, a []Value) Value {
	if f := t.TypeOf(a[0]).Slots.Abs; f != nil {
		return f(t, a[0])
	}
	return t.Raise(t.Exc.TypeError, "bad operand type for abs(): '%s'", t.TypeName(a[0]))
}

func builtinPow(t *Thread, a []Value) Value {
	if a[2] == Unbound || a[2] == None {
		return t.BinaryOp(Pow, a[0], a[1])
	}
	return t.PowMod(a[0], a[1], a[2])
}

func builtinRound(t *Thread, a []Value) Value {
	f := t.LookupSpecial(a[0], t.names.Round)
	switch {
	case f == Raised:
		return Raised
	case f == Unbound:
		return t.Raise(t.Exc.TypeError, "type %s doesn't define __round__ method", t.TypeName(a[0]))
	case a[1] == Unbound || a[1] == None:
		return t.Call(f)
	}
	return t.Call(f, a[1])
}

// radix writes an int in base 2, 8 or 16.
func (t *Thread) radix(v Value, base int, prefix string) Value {
	i := t.AsIndex(v)
	if i == Raised {
		return Raised
	}
	i = plainInt(i)
	if !t.intRoom(uint64(intBitLen(i)) * 8) {
		return Raised
	}
	text := make([]byte, 0, 72)
	if IntSign(i) < 0 {
		text = append(text, '-')
		i = t.IntNeg(i)
	}
	return t.NewASCII(t.view(0, i).Append(append(text, prefix...), base))
}
