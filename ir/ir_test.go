package ir

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-python/gopython/internal/abi"
)

func mustParse(t testing.TB, text string) *Func {
	t.Helper()
	f, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func corpus(t testing.TB) map[string]string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.ir")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	texts := map[string]string{}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts[filepath.Base(name)] = string(b)
	}
	return texts
}

func TestRoundTrip(t *testing.T) {
	for name, text := range corpus(t) {
		t.Run(name, func(t *testing.T) {
			f := mustParse(t, text)
			if err := f.Verify(); err != nil {
				t.Error(err)
			}
			once := f.String()
			if twice := mustParse(t, once).String(); twice != once {
				t.Errorf("printed:\n%s\nparsed and printed:\n%s", once, twice)
			}
			if strings.Contains(text, "v1:t") && stripComments(once) != stripComments(text) {
				t.Errorf("written:\n%s\nprinted:\n%s", text, once)
			}
		})
	}
}

func stripComments(s string) string {
	var b strings.Builder
	for l := range strings.Lines(s) {
		l, _, _ = strings.Cut(strings.TrimSuffix(l, "\n"), ";")
		if l = strings.TrimRight(l, " "); l != "" {
			b.WriteString(l + "\n")
		}
	}
	return b.String()
}

// TestConstText: every constant's literal gives back its bits.
func TestConstText(t *testing.T) {
	words := []uint64{0, 1, 2, 3, 4, 5, 6, 7, 0xf, 0x17, 0x1f, 0x27, 0x2f, 0x37, 0x3f, 0x47, math.MaxInt64, 1 << 63, math.MaxUint64,
		uint64(abi.SmallInt(abi.MinInt)), uint64(abi.SmallInt(abi.MaxInt)), 0x7f0000001001, 0x7f0000001002}
	for _, x := range []float64{0, math.Copysign(0, -1), 1, -1.5, 0.1, 1e300, 5e-324, math.MaxFloat64, math.Inf(1), math.Inf(-1), math.NaN()} {
		v, _ := abi.WordFloat(x)
		words = append(words, math.Float64bits(x), uint64(v))
	}
	words = append(words, 0x7ff0000000000001, 0xfff8000000000123)
	for _, op := range []Op{OpConstI, OpConstF, OpConstT, OpConstP, OpConstB} {
		for _, w := range words {
			text := constText(op, int64(w))
			f := mustParse(t, "b1:\n CallHelper.0 "+text+"\n")
			n := f.Node(f.Node(f.Block(1).Nodes[0]).Args[0])
			if n.Op != op || uint64(n.Aux) != w {
				t.Errorf("%v %#x: %s is read as %v %#x", op, w, text, n.Op, n.Aux)
			}
		}
	}
}

// TestRawForm: nodes that do not fit their operation print, and are read back.
func TestRawForm(t *testing.T) {
	f := NewFunc("raw")
	b := f.Entry
	x := f.Append(b, OpLoadReg, Tagged, 8)
	f.Append(b, OpAdd, I64, 0, x)
	f.Append(b, OpAdd, I64, 5, x, x)
	f.Append(b, OpICmp, Bool, 77, x, x)
	f.Append(b, OpLoad, Tagged, Mem{Width: 3, Class: MField}.Pack(), x)
	f.Append(b, OpLoad, Tagged, Mem{Width: 8, Class: 99}.Pack(), x)
	f.Append(b, OpLoad, Tagged, -1)
	id := f.Append(b, OpCheckFlags, None, 1, x)
	f.Node(id).Aux2 = -1
	f.Block(b).Term = TermJump
	once := f.String()
	if strings.Count(once, "!") != 7 {
		t.Error(once)
	}
	if twice := mustParse(t, once).String(); once != twice {
		t.Errorf("%s\n%s", once, twice)
	}
}

// TestPrintBroken: nothing in a Func makes the printer panic.
func TestPrintBroken(t *testing.T) {
	f := NewFunc("broken")
	id := f.NewNode(Op(250), Rep(99), 1, 17, -4, 0)
	f.Block(f.Entry).Nodes = append(f.Block(f.Entry).Nodes, id, 99, -1)
	f.Block(f.Entry).Succs = []Edge{{To: 77}, {To: -1, Args: []ID{5}}}
	f.Block(f.Entry).Term = 44
	f.Block(f.Entry).State = 9
	f.Block(f.Entry).Cond = -3
	s := f.NewState(State{Parent: 1, Fn: 99, Cont: Cont{Kind: 9, Val: -4}, Regs: []RegValue{{-8, 1}}})
	f.Node(1).State = s
	f.Node(1).After = 45
	_ = f.String()
	if err := f.Verify(); err == nil {
		t.Error("no error")
	}
	f.Entry = 55
	_ = f.String()
	if err := f.Verify(); err == nil {
		t.Error("no error")
	}
}

func TestParseErrors(t *testing.T) {
	for text, want := range map[string]string{
		"":                              "no block",
		"func":                          "line 1: want a string",
		"b1:\n v1 = Foo":                "line 2: unknown operation",
		"b1:\n v1 = Add 1":              "line 2: want \",\"",
		"b1:\n v1 = Add 1, v7":          "line 2: v7 is not defined",
		"b1:\n jump b3":                 "line 2: b3 is not defined",
		"b1:\n\n exit @s3":              "line 3: s3 is not defined",
		"b1:\n v1 = Add 1, 2\nb1:":      "line 3: b1 is already defined, in line 1",
		"b1:\n v1 = Neg 1\n v1 = Neg 1": "line 3: v1 is already defined",
		"b1:\n v999999999 = Neg 1":      "line 2: number of v999999999 is too high",
		"b1:\n v1 = Neg 1 $":            "line 2: unexpected",
		"b1:\n v1 = Neg 1 2":            "line 2: unexpected \"2\"",
		"b1:\n exit\n exit":             "line 3: block b1 has two terminators",
		"b1:\n exit\n v1 = Neg 1":       "line 3: node after the terminator",
		"b1:\n v1 = Neg t:int 2305843009213693952": "does not fit the word",
		"b1:\n v1 = Load.3 p:0 Field":              "bad width",
		"b1:\n v1 = Load.8 p:0x10 Fields":          "unknown memory class",
		"b1:\n v1:q = Neg 1":                       "unknown representation",
		"b1:\n v1 {foo} = Neg 1":                   "unknown type",
		"b1:\n v1 = Neg 99999999999999999999":      "bad number",
		"b1:\n v1 = Neg \"":                        "unfinished string",
	} {
		_, err := Parse(text)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range corpus(f) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		start := time.Now()
		defer func() {
			if d := time.Since(start); d > 5*time.Second {
				t.Errorf("took %v for %d bytes", d, len(text))
			}
		}()
		fn, err := Parse(text)
		if err != nil {
			return
		}
		once := fn.String()
		again, err := Parse(once)
		if err != nil {
			if fn.Verify() == nil {
				t.Fatalf("%v in\n%s", err, once)
			}
			return
		}
		if twice := again.String(); twice != once {
			t.Fatalf("once:\n%s\ntwice:\n%s", once, twice)
		}
		_ = fn.Verify()
	})
}
