package pyfmt

import (
	"fmt"
	"math/big"
	"testing"
)

func TestParseComplex(t *testing.T) {
	r := newRand()
	var b batch
	try := func(s string) {
		re, im, ok := ParseComplex(s)
		got := "bad"
		if ok {
			got = ComplexRepr(re, im)
		}
		b.add(got, "P(a[0])", s)
	}
	for _, s := range []string{"", "1", "j", "+j", "-J", "1+j", "1-j", "(1+2j)", " ( 1+2j ) ", "(1+2j", "1+2j)", "((1))", "1 + 2j", "1+ 2j", "inf+nanj", "-infinityj", "1e5j",
		"1e5-1e-5j", "1_0+1_0j", "1_+2j", "1+_2j", "1j+2", "1+2", "1jj", "1e", "1ej", "nan", "()", "( )", "+-1j", "1+-2j", "--1", "1.e1+.5j", "1+infj", "infinit"} {
		try(s)
	}
	for range 5000 {
		s := make([]byte, r.IntN(10)+1)
		for i := range s {
			s[i] = "0123.._eE+-+-jJ() "[r.IntN(18)]
		}
		try(string(s))
	}
	b.compare(t, `
def P(s):
    try: return repr(complex(s))
    except ValueError: return "bad"
`)
}

func TestPercentBytes(t *testing.T) {
	var b batch
	for _, f := range []string{"%y", "abc%", "%.99999999999d", "%99999999999999999999d", "%(a", "%\x01", "%\x7f", "%é", "é%y"} {
		b.add(percentTuple(f, true, []any{1}), "a[0].encode() % (a[1],)", f, 1)
	}
	c := Conversion{Width: 6, Precision: 2}
	if got := text(PercentBytes(nil, []byte("\xff\xfe\xfd"), &c)); got != "    \xff\xfe" {
		t.Errorf("got %q", got)
	}
	b.compare(t, "")
}

// TestPercentSizes: no small format may allocate much.
func TestPercentSizes(t *testing.T) {
	for _, f := range []string{"%1000000000000d", "%.2000000000d", "%.2000000000f", "%1000000000000s", "%01000000000000f"} {
		_, c, _ := NewPercentParser(f, false).Next()
		var err *Error
		switch c.Type {
		case 'd':
			_, err = PercentInt(nil, 5, &c)
			if _, e := PercentBig(nil, big.NewInt(5), &c, 0); e == nil {
				t.Error(f)
			}
		case 'f':
			_, err = PercentFloat(nil, 5, &c)
		default:
			_, err = PercentStr(nil, "abc", &c)
		}
		if err == nil || err.Kind != MemoryError {
			t.Errorf("%s: %v", f, err)
		}
	}
}

func TestHashComplex(t *testing.T) {
	var b batch
	fs := someFloats(newRand(), 500)
	for i, f := range fs[18:] {
		g := fs[i]
		if g == g {
			b.add(fmt.Sprint(HashComplex(HashFloat(f), HashFloat(g))), "hash(complex(F(a[0]), F(a[1])))", hexOf(f), hexOf(g))
		}
	}
	b.compare(t, floatPrelude)
}

func BenchmarkText(b *testing.B) {
	var buf [64]byte
	run := func(name string, f func()) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				f()
			}
		})
	}
	two, _ := ParseSpec(".2f", ClassFloat, "float")
	five, _ := ParseSpec(">8d", ClassInt, "int")
	run("repr", func() { AppendFloatRepr(buf[:0], 123.456) })
	run("repr-long", func() { AppendFloatRepr(buf[:0], 0.1234567890123) })
	run("repr-whole", func() { AppendFloatRepr(buf[:0], 123456) })
	run("parse", func() { ParseFloat("123.456") })
	run("parse-int", func() { _, _, _ = ParseInt("123456", 10, 4300) })
	run("round", func() { _, _ = FloatRound(123.456, 2) })
	run("spec", func() { _, _ = ParseSpec(">10.2f", ClassFloat, "float") })
	run("format-.2f", func() { _, _ = FormatFloat(buf[:0], 123.456, &two) })
	run("format->8d", func() { _, _ = FormatInt(buf[:0], 123456, &five) })
	run("str-repr", func() { AppendStrRepr(buf[:0], "hello, world") })
	run("hash", func() { HashFloat(123.456) })
	run("mod", func() { FloatMod(123.456, 0.7) })
}
