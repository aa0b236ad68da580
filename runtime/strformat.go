package runtime

import (
	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/pyfmt"
)

// format(), f-strings and str.format.

// Format is format(v, spec); spec may be Unbound for an empty one. Both are
// kept alive by the caller.
func (t *Thread) Format(v, spec Value) Value {
	if spec != Unbound && !isStr(spec) {
		return t.Raise(t.Exc.TypeError, "format() argument 2 must be str, not %s", t.TypeName(spec))
	}
	empty := spec == Unbound || StrLen(spec) == 0
	switch {
	case empty && t.IsExactStr(v):
		return v
	case empty && v.IsInt():
		return t.IntText(v.Int())
	case empty && v.IsFloat():
		var buf [32]byte
		return t.NewASCII(pyfmt.AppendFloatRepr(buf[:0], v.Float()))
	case empty && (v.IsBool() || v == None):
		return t.Str(v)
	case empty:
	case v.IsInt() || v.IsFloat() || t.IsExactStr(v):
		return t.formatFast(v, t.ViewString(spec))
	}
	if spec == Unbound {
		spec = t.EmptyStr
	}
	r, found := t.CallSpecial(v, t.names.Format, spec)
	switch {
	case !found:
		return t.Raise(t.Exc.TypeError, "Type %s doesn't define __format__", t.TypeName(v))
	case r != Raised && !isStr(r):
		return t.Raise(t.Exc.TypeError, "__format__ must return a str, not %s", t.TypeName(r))
	}
	return r
}

// formatFast formats an exact str, a word int or float.
func (t *Thread) formatFast(v Value, spec string) Value {
	class, name := pyfmt.ClassStr, "str"
	switch {
	case v.IsInt():
		class, name = pyfmt.ClassInt, "int"
	case v.IsFloat():
		class, name = pyfmt.ClassFloat, "float"
	}
	sp, err := pyfmt.ParseSpec(spec, class, name)
	if err != nil {
		return t.raiseNum(err)
	}
	if n := max(sp.Width, sp.Precision); n > 1<<16 && n <= pyfmt.MaxSize && !t.textRoom(n, 4) {
		return Raised
	}
	var stack [96]byte
	buf := stack[:0]
	switch class {
	case pyfmt.ClassInt:
		buf, err = pyfmt.FormatInt(buf, v.Int(), &sp)
	case pyfmt.ClassFloat:
		buf, err = pyfmt.FormatFloat(buf, v.Float(), &sp)
	default:
		if !t.textRoom(StrLen(v), 4) {
			return Raised
		}
		buf, err = pyfmt.FormatStr(buf, t.ViewString(v), &sp)
	}
	if err != nil {
		return t.raiseNum(err)
	}
	return t.NewStr(unsafeString(buf))
}

// strFormatSpec is str.__format__.
func strFormatSpec(t *Thread, a []Value) Value {
	if !isStr(a[1]) {
		return t.Raise(t.Exc.TypeError, "__format__() argument must be str, not %s", t.argTypeName(a[1]))
	}
	if StrLen(a[1]) == 0 {
		return t.Str(a[0])
	}
	sp, err := pyfmt.ParseSpec(t.ViewString(a[1]), pyfmt.ClassStr, t.TypeName(a[0]))
	if err != nil {
		return t.raiseNum(err)
	}
	if !t.textRoom(StrLen(a[0]), 4) || sp.Width > 1<<16 && !t.textRoom(sp.Width, 4) {
		return Raised
	}
	buf, err := pyfmt.FormatStr(nil, t.ViewString(a[0]), &sp)
	if err != nil {
		return t.raiseNum(err)
	}
	return t.NewStr(unsafeString(buf))
}

// A formatter fills in a str.format template. Its text is collected in buf, so
// that what runs in between may collect garbage.
type formatter struct {
	t      *Thread
	args   Value // tuple, Unbound for format_map
	kwargs Value // mapping or Unbound
	auto   pyfmt.AutoNumber
	buf    []byte
}

func strFormatMethod(t *Thread, a []Value) Value {
	f := formatter{t: t, args: a[1], kwargs: a[2]}
	if !f.template(t.ViewString(a[0]), 2) {
		return Raised
	}
	return t.NewStr(unsafeString(f.buf))
}

func strFormatMap(t *Thread, a []Value) Value {
	f := formatter{t: t, args: Unbound, kwargs: a[1]}
	if !f.template(t.ViewString(a[0]), 2) {
		return Raised
	}
	return t.NewStr(unsafeString(f.buf))
}

// template appends the text of a template; depth levels may be nested.
func (f *formatter) template(s string, depth int) bool {
	t := f.t
	if depth <= 0 {
		t.Raise(t.Exc.ValueError, "Max string recursion exceeded")
		return false
	}
	p := pyfmt.NewTemplateParser(s)
	for !p.Done() {
		literal, field, isField, err := p.Next()
		if err != nil {
			t.raiseNum(err)
			return false
		}
		f.buf = append(f.buf, literal...)
		if isField && !f.field(&field, depth) {
			return false
		}
		if len(f.buf) > 1<<20 && !t.textRoom(len(f.buf), 8) {
			return false
		}
	}
	return true
}

func (f *formatter) field(field *pyfmt.Field, depth int) bool {
	t := f.t
	m := t.Mark()
	defer t.Unroot(m)
	v := f.object(field.Name)
	if v == Raised {
		return false
	}
	t.Root(v)
	switch field.Conversion {
	case 0:
	case 'r':
		v = t.Repr(v)
	case 's':
		v = t.Str(v)
	case 'a':
		v = t.ASCII(v)
	default:
		t.raiseNum(pyfmt.UnknownConversion(field.Conversion))
		return false
	}
	if v == Raised {
		return false
	}
	t.Root(v)
	spec := Unbound
	text := field.Spec
	if field.SpecNested {
		outer := f.buf
		f.buf = nil
		ok := f.template(text, depth-1)
		text, f.buf = string(f.buf), outer
		if !ok {
			return false
		}
	}
	if text != "" {
		spec = t.Root(t.NewStr(text))
	}
	r := t.Format(v, spec)
	if r == Raised {
		return false
	}
	f.buf = t.appendWTF8(f.buf, r)
	return true
}

// object finds what a field name refers to.
func (f *formatter) object(name string) Value {
	t := f.t
	path, err := pyfmt.ParseFieldName(name, &f.auto)
	if err != nil {
		return t.raiseNum(err)
	}
	var v Value
	switch {
	case path.Index >= 0 || path.First == "" && f.args != Unbound:
		if f.args == Unbound {
			return t.Raise(t.Exc.ValueError, "Format string contains positional fields")
		}
		items := abi.TupleItems(f.args)
		if path.Index >= len(items) {
			return t.Raise(t.Exc.IndexError, "Replacement index %d out of range for positional args tuple", path.Index)
		}
		v = items[path.Index]
	default:
		key := t.NewStr(path.First)
		if f.kwargs == Unbound {
			return t.RaiseKey(key)
		}
		t.Root(key)
		if v = t.GetItem(f.kwargs, key); v == Raised {
			return Raised
		}
	}
	for {
		step, more, err := path.Next()
		switch {
		case err != nil:
			return t.raiseNum(err)
		case !more:
			return v
		}
		t.Root(v)
		switch {
		case step.Attr:
			v = t.GetAttr(v, t.Root(t.NewStr(step.Name)))
		case step.Index >= 0:
			v = t.GetItem(v, t.NewInt(int64(step.Index)))
		default:
			v = t.GetItem(v, t.Root(t.NewStr(step.Name)))
		}
		if v == Raised {
			return Raised
		}
	}
}
