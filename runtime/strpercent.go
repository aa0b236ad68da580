package runtime

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/pyfmt"
)

// printf-style formatting: % of str and bytes.

// percent is one formatting in progress.
type percent struct {
	t     *Thread
	args  Value // the right operand
	tuple bool
	next  int   // the argument to take next
	dict  Value // the mapping, Unbound if args is none
	bytes bool
	buf   []byte

	format string
}

func strMod(t *Thread, a, b Value) Value {
	if !isStr(a) {
		return NotImplemented
	}
	m := t.Mark()
	t.Root(a) // the format is a view of it
	p := percent{t: t, args: b}
	ok := p.run(t.ViewString(a))
	t.Unroot(m)
	if !ok {
		return Raised
	}
	return t.NewStr(unsafeString(p.buf))
}

// run formats; the text ends up in buf. Both operands are kept alive.
func (p *percent) run(format string) bool {
	t := p.t
	m := t.Mark()
	defer t.Unroot(m)
	t.Root(p.args)
	p.format = format
	p.tuple = p.args.IsKind(abi.KindTuple)
	p.dict = Unbound
	// A mapping is what can be subscripted, but for what is text itself.
	if typ := t.TypeOf(p.args); !p.tuple && typ.Slots.GetItem != nil && !isStr(p.args) &&
		!(p.bytes && (p.args.IsKind(abi.KindBytes) || p.args.IsKind(abi.KindByteArray))) {
		p.dict = p.args
	}
	parser := pyfmt.NewPercentParser(format, p.bytes)
	for !parser.Done() {
		literal, c, conv := parser.Next()
		p.buf = append(p.buf, literal...)
		if conv && !p.conversion(&c) {
			return false
		}
		if len(p.buf) > 1<<20 && !t.textRoom(len(p.buf), 8) {
			return false
		}
	}
	if p.dict == Unbound && p.next < p.argCount() {
		what := "string"
		if p.bytes {
			what = "bytes"
		}
		t.Raise(t.Exc.TypeError, "not all arguments converted during %s formatting", what)
		return false
	}
	return true
}

func (p *percent) argCount() int {
	if p.tuple {
		return len(abi.TupleItems(p.args))
	}
	return 1
}

// arg takes the next argument.
func (p *percent) arg() (Value, bool) {
	if p.next >= p.argCount() {
		p.t.Raise(p.t.Exc.TypeError, "not enough arguments for format string")
		return 0, false
	}
	p.next++
	if p.tuple {
		return abi.TupleItems(p.args)[p.next-1], true
	}
	return p.args, true
}

func (p *percent) conversion(c *pyfmt.Conversion) bool {
	t := p.t
	m := t.Mark()
	defer t.Unroot(m)
	if c.HasKey {
		if p.dict == Unbound {
			t.Raise(t.Exc.TypeError, "format requires a mapping")
			return false
		}
		if c.Err != nil && c.Err.Text == "incomplete format key" {
			t.raiseNum(c.Err)
			return false
		}
		key := Unbound
		if p.bytes {
			key = t.NewBytes([]byte(c.Key))
		} else {
			key = t.NewStr(c.Key)
		}
		v := t.GetItem(p.dict, t.Root(key))
		if v == Raised {
			return false
		}
		// What the key gives is the only argument left.
		p.args, p.tuple, p.next = t.Root(v), false, 0
		return p.withArgs(c) && p.restore()
	}
	return p.withArgs(c)
}

// restore makes the mapping the argument again.
func (p *percent) restore() bool {
	p.args = p.dict
	return true
}

func (p *percent) withArgs(c *pyfmt.Conversion) bool {
	if c.Width == pyfmt.FromArg {
		n, ok := p.star(false)
		if !ok {
			return false
		}
		c.SetWidth(n)
	}
	if c.Precision == pyfmt.FromArg {
		n, ok := p.star(true)
		if !ok {
			return false
		}
		c.SetPrecision(n)
	}
	if c.Err != nil {
		p.t.raiseNum(c.Err)
		return false
	}
	// A width beyond what package pyfmt allows is its error to raise.
	if n := max(c.Width, c.Precision); n > 1<<16 && n <= pyfmt.MaxSize && !p.t.textRoom(n, 4) {
		return false
	}
	v, ok := p.arg()
	return ok && p.convert(c, v)
}

// star reads an int argument for a width or precision.
func (p *percent) star(precision bool) (int, bool) {
	t := p.t
	v, ok := p.arg()
	if !ok {
		return 0, false
	}
	if !t.TypeOf(v).IsSubtype(t.Types.Int) {
		t.Raise(t.Exc.TypeError, "* wants int")
		return 0, false
	}
	n, fits := t.IntValue(v)
	if precision && (!fits || n != int64(int32(n))) {
		t.Raise(t.Exc.OverflowError, "Python int too large to convert to C int")
		return 0, false
	}
	if !fits || n == minSize {
		t.Raise(t.Exc.OverflowError, "Python int too large to convert to C ssize_t")
		return 0, false
	}
	return int(n), true
}

func (p *percent) convert(c *pyfmt.Conversion, v Value) bool {
	t := p.t
	switch c.Type {
	case 's', 'r', 'a', 'b':
		if !p.bytes && c.Type != 'b' || p.bytes && (c.Type == 'r' || c.Type == 'a') {
			return p.text(c, v)
		}
		if p.bytes {
			return p.bytesArg(c, v)
		}
	case 'c':
		return p.char(c, v)
	case 'd', 'i', 'u', 'o', 'x', 'X':
		return p.integer(c, v)
	case 'e', 'E', 'f', 'F', 'g', 'G':
		f, ok := t.percentFloat(v, p.bytes)
		if !ok {
			return false
		}
		return p.done(pyfmt.PercentFloat(p.buf, f, c))
	}
	return p.unsupported(c)
}

// unsupported raises the error for a conversion that does not exist. In bytes,
// CPython keeps the character in a signed char unless a digit was before it.
func (p *percent) unsupported(c *pyfmt.Conversion) bool {
	t := p.t
	if p.bytes && c.Type >= 0x80 && (c.Width >= 0 || c.Precision >= 0) && byteDigit(p.format[c.Index-1]) {
		t.Raise(t.Exc.ValueError, "unsupported format character '%c' (0x%x) at index %d", c.Type, c.Type, c.Index)
		return false
	}
	t.raiseNum(c.Unsupported())
	return false
}

func (p *percent) done(buf []byte, err *pyfmt.Error) bool {
	if err != nil {
		p.t.raiseNum(err)
		return false
	}
	p.buf = buf
	return true
}

// text is %s, %r and %a of a str, %r and %a of bytes.
func (p *percent) text(c *pyfmt.Conversion, v Value) bool {
	t := p.t
	switch {
	case p.bytes || c.Type == 'a':
		v = t.ASCII(v)
	case c.Type == 'r':
		v = t.Repr(v)
	default:
		v = t.Str(v)
	}
	if v == Raised {
		return false
	}
	if c.Width < 0 && c.Precision < 0 {
		p.buf = t.appendWTF8(p.buf, v)
		return true
	}
	return p.done(pyfmt.PercentStr(p.buf, t.ViewString(v), c))
}

// bytesArg is %s and %b of bytes.
func (p *percent) bytesArg(c *pyfmt.Conversion, v Value) bool {
	t := p.t
	b, ok := t.BytesView(v)
	if !ok {
		if t.Lookup(t.TypeOf(v), t.names.Bytes) == Unbound {
			t.Raise(t.Exc.TypeError, "%%b requires a bytes-like object, or an object that implements __bytes__, not '%s'", t.TypeName(v))
			return false
		}
		r := t.bytesSpecial(v)
		if r == Raised {
			return false
		}
		b = bytesOf(r)
	}
	return p.done(pyfmt.PercentBytes(p.buf, b, c))
}

// char is %c.
func (p *percent) char(c *pyfmt.Conversion, v Value) bool {
	t := p.t
	c.Precision = -1
	if p.bytes {
		return p.byteChar(c, v)
	}
	if isStr(v) {
		if StrLen(v) != 1 {
			t.Raise(t.Exc.TypeError, "%%c requires an int or a unicode character, not a string of length %d", StrLen(v))
			return false
		}
		return p.done(pyfmt.PercentStr(p.buf, t.ViewString(v), c))
	}
	if !v.IsInt() && t.TypeOf(v).Slots.Index == nil {
		t.Raise(t.Exc.TypeError, "%%c requires an int or a unicode character, not %s", t.TypeName(v))
		return false
	}
	i := t.AsIndex(v)
	if i == Raised {
		return false
	}
	n, fits := t.IntValue(i)
	if !fits || n < 0 || n > 0x10ffff {
		t.Raise(t.Exc.OverflowError, "%s", "%c arg not in range(0x110000)")
		return false
	}
	return p.done(pyfmt.PercentStr(p.buf, string(appendRuneWTF8(nil, rune(n))), c))
}

func (p *percent) byteChar(c *pyfmt.Conversion, v Value) bool {
	t := p.t
	if v.IsKind(abi.KindBytes) || v.IsKind(abi.KindByteArray) {
		b := bytesOf(v)
		if len(b) != 1 {
			what := "bytes"
			if v.IsKind(abi.KindByteArray) {
				what = "bytearray"
			}
			t.Raise(t.Exc.TypeError, "%%c requires an integer in range(256) or a single byte, not a %s object of length %d", what, len(b))
			return false
		}
		return p.done(pyfmt.PercentBytes(p.buf, b, c))
	}
	if !v.IsInt() && t.TypeOf(v).Slots.Index == nil {
		t.Raise(t.Exc.TypeError, "%%c requires an integer in range(256) or a single byte, not %s", t.TypeName(v))
		return false
	}
	i := t.AsIndex(v)
	if i == Raised {
		return false
	}
	n, fits := t.IntValue(i)
	if !fits || n < 0 || n > 255 {
		t.Raise(t.Exc.OverflowError, "%s", "%c arg not in range(256)")
		return false
	}
	return p.done(pyfmt.PercentBytes(p.buf, []byte{byte(n)}, c))
}

// integer is %d, %i, %u, %o, %x and %X.
func (p *percent) integer(c *pyfmt.Conversion, v Value) bool {
	t := p.t
	if !v.IsInt() {
		if v = t.percentInt(v, c.Type); v == Raised {
			return false
		}
	}
	if n, fits := t.IntValue(v); fits {
		return p.done(pyfmt.PercentInt(p.buf, n, c))
	}
	return p.done(pyfmt.PercentBig(p.buf, t.BigOf(v), c, t.IntMaxStrDigits))
}

// percentInt converts the argument of an integer conversion.
func (t *Thread) percentInt(v Value, conv rune) Value {
	typ := t.TypeOf(v)
	if typ.IsSubtype(t.Types.Int) {
		return v
	}
	if conv == 'x' || conv == 'X' || conv == 'o' {
		if typ.Slots.Index == nil {
			return t.Raise(t.Exc.TypeError, "%%%c format: an integer is required, not %s", conv, typ.Name)
		}
		return t.AsIndex(v)
	}
	if typ.Slots.Int == nil && typ.Slots.Index == nil && typ.Slots.Float == nil {
		return t.Raise(t.Exc.TypeError, "%%%c format: a real number is required, not %s", conv, typ.Name)
	}
	r := t.ToInt(v)
	if r == Raised && t.Catch(t.Exc.TypeError) {
		return t.Raise(t.Exc.TypeError, "%%%c format: a real number is required, not %s", conv, typ.Name)
	}
	return r
}

// percentFloat converts the argument of a float conversion.
func (t *Thread) percentFloat(v Value, inBytes bool) (float64, bool) {
	switch {
	case v.IsFloat():
		return v.Float(), true
	case v.IsKind(abi.KindFloat):
		return abi.Obj[abi.Float](v).V, true
	case t.TypeOf(v).IsSubtype(t.Types.Int):
		return t.intToFloat(plainInt(v))
	}
	typ := t.TypeOf(v)
	bad := func() (float64, bool) {
		if inBytes {
			t.Raise(t.Exc.TypeError, "float argument required, not %s", typ.Name)
		} else {
			t.Raise(t.Exc.TypeError, "must be real number, not %s", typ.Name)
		}
		return 0, false
	}
	if typ.Slots.Float == nil {
		if typ.Slots.Index == nil {
			return bad()
		}
		i := t.AsIndex(v)
		if i == Raised {
			return 0, false
		}
		return t.intToFloat(plainInt(i))
	}
	r := typ.Slots.Float(t, v)
	switch {
	case r == Raised:
		return 0, false
	case r.IsFloat():
		return r.Float(), true
	case r.IsKind(abi.KindFloat):
		return abi.Obj[abi.Float](r).V, true
	}
	t.Raise(t.Exc.TypeError, "%s.__float__ returned non-float (type %s)", typ.Name, t.TypeName(r))
	return 0, false
}
