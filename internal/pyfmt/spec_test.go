package pyfmt

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"
)

// randSpec makes a mostly valid format spec.
func randSpec(r *rand.Rand) string {
	var s strings.Builder
	maybe := func(n int, pick string) {
		if r.IntN(n) == 0 {
			rs := []rune(pick)
			s.WriteRune(rs[r.IntN(len(rs))])
		}
	}
	if r.IntN(3) == 0 {
		maybe(2, "*0é <")
		maybe(1, "<>=^")
	}
	maybe(4, "+- ")
	maybe(9, "z")
	maybe(5, "#")
	maybe(4, "0")
	if r.IntN(2) == 0 {
		fmt.Fprint(&s, r.IntN(45))
	}
	maybe(4, ",_")
	maybe(40, ",_")
	if r.IntN(3) == 0 {
		s.WriteByte('.')
		if r.IntN(10) > 0 {
			fmt.Fprint(&s, r.IntN(25))
		}
		maybe(4, ",_")
		maybe(40, ",_")
	}
	if r.IntN(5) > 0 {
		maybe(1, "bcdeEfFgGnosxX%deEfFgG%deEfFgG%yé\x7f")
	}
	maybe(60, "x1")
	return s.String()
}

var badSpecs = []string{"99999999999999999999", ".99999999999999999999", ".2147483648f", "10٣", ".,_", "._,", ",_d", "_,d", ".", "é<5", "é", "\x01", ",\x01", "=5", "05", "<05", " z#,.3_f", "xx", "  ", "%%"}

func TestFormatSpec(t *testing.T) {
	r := newRand()
	var b batch
	fs := someFloats(r, 500)
	run := func(i int, spec string) {
		f, g := fs[r.IntN(len(fs))], fs[r.IntN(len(fs))]
		sp, err := ParseSpec(spec, ClassFloat, "float")
		var out []byte
		if err == nil {
			out, err = FormatFloat(nil, f, &sp)
		}
		b.add(text(out, err), "format(F(a[0]), a[1])", hexOf(f), spec)

		if sp, err = ParseSpec(spec, ClassComplex, "complex"); err == nil && spec != "" {
			out, err = FormatComplex(nil, f, g, &sp)
		}
		if spec != "" {
			b.add(text(out, err), "format(complex(F(a[0]), F(a[1])), a[2])", hexOf(f), hexOf(g), spec)
		}

		x := randBig(r, 1+r.IntN(150))
		if r.IntN(9) == 0 {
			x = big.NewInt(r.Int64N(0x120000))
		}
		if r.IntN(30) == 0 {
			x.SetInt64(0)
		}
		if sp, err = ParseSpec(spec, ClassInt, "int"); err == nil {
			out, err = FormatBig(nil, x, &sp, 4300)
		}
		b.add(text(out, err), "format(int(a[0]), a[1])", x.String(), spec)

		s := []string{"", "abc", "日本語", "a\U0001F600bcdef", "x"}[r.IntN(5)]
		if sp, err = ParseSpec(spec, ClassStr, "str"); err == nil {
			out, err = FormatStr(nil, s, &sp)
		}
		b.add(text(out, err), "format(a[0], a[1])", s, spec)
	}
	for i, s := range badSpecs {
		run(i, s)
	}
	for i := range 12000 {
		run(i, randSpec(r))
	}
	b.compare(t, floatPrelude)
}

func TestFormatSizes(t *testing.T) {
	for _, spec := range []string{"1000000000000", "01000000000000", "01000000000000,", ".1000000000f", ".1000000000g", "9223372036854775807", "<9223372036854775807_.3f"} {
		for class, name := range []string{"str", "int", "float", "complex"} {
			sp, err := ParseSpec(spec, Class(class), name)
			if err != nil {
				continue
			}
			switch Class(class) {
			case ClassStr:
				sp.Type = 's'
				_, err = FormatStr(nil, "abc", &sp)
				if sp.Width < 0 {
					continue
				}
			case ClassInt:
				_, err = FormatInt(nil, 5, &sp)
			case ClassFloat:
				_, err = FormatFloat(nil, 5, &sp)
			case ClassComplex:
				_, err = FormatComplex(nil, 5, 5, &sp)
			}
			if err == nil {
				t.Errorf("%s of %s: no error", spec, name)
			}
		}
	}
}

// randPercent makes a printf-style conversion of an allowed type.
func randPercent(r *rand.Rand, types string) string {
	s := "%"
	for r.IntN(2) == 0 {
		s += string("-+ #0"[r.IntN(5)])
	}
	if r.IntN(2) == 0 {
		s += fmt.Sprint(r.IntN(30))
	}
	if r.IntN(3) == 0 {
		s += "."
		if r.IntN(5) > 0 {
			s += fmt.Sprint(r.IntN(30))
		}
	}
	if r.IntN(9) == 0 {
		s += string("hlL"[r.IntN(3)])
	}
	return s + string(types[r.IntN(len(types))])
}

func TestPercent(t *testing.T) {
	r := newRand()
	var b batch
	fs := someFloats(r, 1000)
	one := func(s string) *Conversion {
		_, c, ok := NewPercentParser(s, false).Next()
		if !ok || c.Err != nil {
			t.Fatalf("%q: %v %v", s, ok, c.Err)
		}
		return &c
	}
	for range 8000 {
		s := randPercent(r, "diuoxX")
		x := randBig(r, 1+r.IntN(150))
		b.add(text(PercentBig(nil, x, one(s), 4300)), "a[0] % int(a[1])", s, x.String())
		b.add(text(PercentInt(nil, x.Int64()>>20, one(s))), "a[0] % int(a[1])", s, fmt.Sprint(x.Int64()>>20))
		s = randPercent(r, "eEfFgG")
		f := fs[r.IntN(len(fs))]
		b.add(text(PercentFloat(nil, f, one(s))), "a[0] % F(a[1])", s, hexOf(f))
		s = randPercent(r, "s")
		v := []string{"", "abc", "日本語", "a\U0001F600bcdef", "x"}[r.IntN(5)]
		b.add(text(PercentStr(nil, v, one(s))), "a[0] % a[1]", s, v)
	}
	b.compare(t, floatPrelude)
}

// percentTuple is str % tuple with integer values, as a caller of the parser would do it.
func percentTuple(format string, isBytes bool, args []any) string {
	p := NewPercentParser(format, isBytes)
	var out []byte
	next := func() (any, bool) {
		if len(args) == 0 {
			return nil, false
		}
		v := args[0]
		args = args[1:]
		return v, true
	}
	const few = "TypeError: not enough arguments for format string"
	star := func(set func(int)) string {
		v, ok := next()
		n, isInt := v.(int)
		switch {
		case !ok:
			return few
		case !isInt:
			return "TypeError: * wants int"
		}
		set(n)
		return ""
	}
	for !p.Done() {
		lit, c, conv := p.Next()
		out = append(out, lit...)
		if !conv {
			continue
		}
		if c.HasKey {
			return "TypeError: format requires a mapping"
		}
		if c.Width == FromArg {
			if e := star(c.SetWidth); e != "" {
				return e
			}
		}
		if c.Precision == FromArg {
			if e := star(c.SetPrecision); e != "" {
				return e
			}
		}
		if c.Err != nil {
			return text(nil, c.Err)
		}
		v, ok := next()
		if !ok {
			return few
		}
		var err *Error
		switch c.Type {
		case 'd', 'x':
			out, err = PercentInt(out, int64(v.(int)), &c)
		case 's':
			out, err = PercentStr(out, fmt.Sprint(v), &c)
		default:
			err = c.Unsupported()
		}
		if err != nil {
			return text(nil, err)
		}
	}
	if len(args) > 0 {
		return "TypeError: not all arguments converted during string formatting"
	}
	return string(out)
}

func TestPercentParser(t *testing.T) {
	r := newRand()
	var b batch
	formats := []string{"%", "%5", "%.", "%y", "é%y", "%é", "%%%d%%", "%*d|%-*d", "%.*d", "%*.*y", "%(a)d", "%(a", "%((a)b)d", "%99999999999999999999d", "%.99999999999d", "%*", "%d%", "100%", "%5%", "%ld", "%lld", "%\x7f", "%\x01", "% ", "% d"}
	for range 3000 {
		s := ""
		for range r.IntN(6) + 1 {
			s += []string{"%", "d", "s", "*", ".", "5", "-", "0", "x=", "%d", "%s", "%%", "é", "l", "%*d"}[r.IntN(15)]
		}
		formats = append(formats, s)
	}
	for _, f := range formats {
		if strings.Contains(f, "%5%") {
			continue
		}
		var args []any
		for range r.IntN(4) {
			args = append(args, r.IntN(21)-10)
		}
		want := "a[0] % tuple(a[1])"
		if args == nil {
			args = []any{}
		}
		b.add(percentTuple(f, false, args), want, f, args)
	}
	b.compare(t, "")
}

// templateFormat is str.format with strings only, as a caller of the parser would do it.
func templateFormat(s string, args []string, auto *AutoNumber, depth int) (string, *Error) {
	if depth < 0 {
		return "", valueError("Max string recursion exceeded")
	}
	var out []byte
	p := NewTemplateParser(s)
	for !p.Done() {
		lit, f, isField, err := p.Next()
		if err != nil {
			return "", err
		}
		out = append(out, lit...)
		if !isField {
			continue
		}
		name, err := ParseFieldName(f.Name, auto)
		if err != nil {
			return "", err
		}
		if name.Index < 0 {
			return "", &Error{ValueError, "key " + name.First}
		}
		if name.Index >= len(args) {
			return "", valueError("index %d", name.Index)
		}
		v := args[name.Index]
		for {
			step, ok, err := name.Next()
			if err != nil {
				return "", err
			}
			if !ok {
				break
			}
			v = fmt.Sprintf("%s<%v %s %d>", v, step.Attr, step.Name, step.Index)
		}
		switch f.Conversion {
		case 0, 's':
		case 'r':
			v = string(AppendStrRepr(nil, v))
		case 'a':
			v = string(AppendStrASCII(nil, v))
		default:
			return "", UnknownConversion(f.Conversion)
		}
		spec := f.Spec
		if f.SpecNested {
			if spec, err = templateFormat(spec, args, auto, depth-1); err != nil {
				return "", err
			}
		}
		sp, err := ParseSpec(spec, ClassStr, "str")
		if err == nil {
			out, err = FormatStr(out, v, &sp)
		}
		if err != nil {
			return "", err
		}
	}
	return string(out), nil
}

func TestTemplate(t *testing.T) {
	r := newRand()
	var b batch
	formats := []string{"", "{", "}", "{{}}", "{}{}", "{0}{}", "{}{0}", "{!r}", "{!", "{!x}", "{!é}", "{0!r:>9}", "{:{}}", "{:{:{}}}", "{:{", "{0[a].b[3]}", "{0[}", "{0[]}",
		"{0.}", "{0[1]x}", "{99999999999999999999}", "{0[99999999999999999999]}", "{a{", "{0!rr}", "{0!}", "{٠}", "{0[!:}]}", "{k}", "{5}", "{.a}", "{:>{1}}", "{!r:", "{0:}}", "x}}y{{z"}
	for range 8000 {
		s := ""
		for range r.IntN(8) + 1 {
			s += []string{"{", "}", "0", "1", "!", ":", "r", ".", "[", "]", "a", "{}", "{0}", ">6", "s", "é"}[r.IntN(16)]
		}
		formats = append(formats, s)
	}
	for _, f := range formats {
		out, err := templateFormat(f, []string{"é'", "8"}, new(AutoNumber), 1)
		got := out
		if err != nil {
			got = text(nil, err)
		}
		b.add(got, "X(a[0])", f)
	}
	b.compare(t, `
class S(str):
    def __getattr__(self, n):
        if n.startswith("__"): raise AttributeError(n)
        return S("%s<true %s -1>" % (str.__str__(self), n))
    def __getitem__(self, i): return S("%s<false %s %d>" % (str.__str__(self), i if isinstance(i, str) else K(i), i if isinstance(i, int) else -1))
    def __repr__(self): return str.__repr__(str.__str__(self))
def K(i): return i
def X(f):
    try: return f.format(S("é'"), S("8"))
    except KeyError as e: return "ValueError: key " + e.args[0]
    except IndexError as e: return "ValueError: index " + str(e).split()[2]
    except ValueError as e: return "ValueError: " + str(e).replace("'S'", "'str'")
`)
}

func TestStrRepr(t *testing.T) {
	r := newRand()
	var b batch
	for range 3000 {
		var rs []rune
		for range r.IntN(8) {
			switch r.IntN(4) {
			case 0:
				rs = append(rs, r.Int32N(0x80))
			case 1:
				rs = append(rs, r.Int32N(0x110000))
			case 2:
				rs = append(rs, r.Int32N(0x3000))
			default:
				rs = append(rs, rune("'\"\\\n\r\ta"[r.IntN(7)]))
			}
		}
		nums := make([]int, len(rs))
		var s, low []byte
		for i, c := range rs {
			nums[i] = int(c)
			s = appendWTF8(s, c)
			low = append(low, byte(c))
		}
		b.add(string(AppendStrRepr(nil, string(s))), "repr(''.join(map(chr, a[0])))", nums)
		b.add(string(AppendRunesRepr(nil, rs, false)), "repr(''.join(map(chr, a[0])))", nums)
		b.add(string(AppendStrASCII(nil, string(s))), "ascii(''.join(map(chr, a[0])))", nums)
		b.add(string(AppendRunesRepr(nil, rs, true)), "ascii(''.join(map(chr, a[0])))", nums)
		b.add(string(AppendBytesRepr(nil, low)), "repr(bytes(c & 255 for c in a[0]))", nums)
	}
	b.compare(t, "")
}
