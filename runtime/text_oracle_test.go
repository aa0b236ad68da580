package runtime

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/pyfmt"

	"github.com/go-python/gopython/internal/difftest"
)

// Differential tests of str, bytes, bytearray and memoryview: expressions are
// built as data, evaluated here through the runtime's API and by a genuine
// CPython in one process.

type (
	pyArray  []byte // bytearray
	pyTuple  []any
	pyList   []any
	pyRunes  []rune
	pySlice  [3]any
	pyMemory struct{ v any }
	pyKw     struct {
		name string
		v    any
	}
	pyDict [][2]any
)

// pySrc writes a value as Python source.
func pySrc(v any) string {
	join := func(vs []any) string {
		s := make([]string, len(vs))
		for i, x := range vs {
			s[i] = pySrc(x)
		}
		return strings.Join(s, ", ")
	}
	switch v := v.(type) {
	case nil:
		return "None"
	case bool:
		if v {
			return "True"
		}
		return "False"
	case int:
		return strconv.Itoa(v)
	case float64:
		return pyfmt.FloatRepr(v)
	case string:
		return pySrc(pyRunes([]rune(v)))
	case pyRunes:
		var b strings.Builder
		for _, r := range v {
			if r >= ' ' && r < 0x7f && r != '\'' && r != '\\' {
				b.WriteRune(r)
			} else {
				fmt.Fprintf(&b, "\\U%08x", r)
			}
		}
		return "'" + b.String() + "'"
	case []byte:
		var b strings.Builder
		for _, c := range v {
			fmt.Fprintf(&b, "\\x%02x", c)
		}
		return "b'" + b.String() + "'"
	case pyArray:
		return "bytearray(" + pySrc([]byte(v)) + ")"
	case pyTuple:
		if len(v) == 1 {
			return "(" + pySrc(v[0]) + ",)"
		}
		return "(" + join(v) + ")"
	case pyList:
		return "[" + join(v) + "]"
	case pySlice:
		return "slice(" + join(v[:]) + ")"
	case pyMemory:
		return "memoryview(" + pySrc(v.v) + ")"
	case pyKw:
		return v.name + "=" + pySrc(v.v)
	case pyDict:
		s := make([]string, len(v))
		for i, kv := range v {
			s[i] = pySrc(kv[0]) + ": " + pySrc(kv[1])
		}
		return "{" + strings.Join(s, ", ") + "}"
	}
	panic(fmt.Sprintf("pySrc %T", v))
}

// pyVal makes the value in the VM.
func pyVal(t *Thread, v any) Value {
	all := func(vs []any) []Value {
		r := make([]Value, len(vs))
		for i, x := range vs {
			r[i] = pyVal(t, x)
		}
		return r
	}
	switch v := v.(type) {
	case nil:
		return None
	case bool:
		return abi.Bool(v)
	case int:
		return t.NewInt(int64(v))
	case float64:
		return t.NewFloat(v)
	case string:
		return t.NewStr(v)
	case pyRunes:
		return t.NewStrRunes(v)
	case []byte:
		return t.NewBytes(v)
	case pyArray:
		return t.NewByteArray(v)
	case pyTuple:
		return t.NewTuple(all(v))
	case pyList:
		return t.NewList(all(v))
	case pySlice:
		a := all(v[:])
		return t.NewSlice(a[0], a[1], a[2])
	case pyMemory:
		return t.NewMemoryView(pyVal(t, v.v))
	case pyDict:
		d := t.NewDict()
		for _, kv := range v {
			t.DictSet(d, pyVal(t, kv[0]), pyVal(t, kv[1]))
		}
		return d
	}
	panic(fmt.Sprintf("pyVal %T", v))
}

// expr is one case: op is ".name" for a method (args[0] is self), "[]", an
// operator, or the name of a builtin function or class.
type expr struct {
	op   string
	args []any
}

// src is an expression whose value shows the result, and what became of a mutable self.
func (e expr) src() string {
	var s []string
	for _, a := range e.args {
		s = append(s, pySrc(a))
	}
	call := ""
	switch {
	case e.op[0] == '.':
		call = "x" + e.op + "(" + strings.Join(s[1:], ", ") + ")"
	case e.op == "[]":
		call = "x[" + s[1] + "]"
	case e.op == "[]=":
		call = "x.__setitem__(" + s[1] + ", " + s[2] + ")"
	case e.op == "del":
		call = "x.__delitem__(" + s[1] + ")"
	case binOpOf(e.op) >= 0, compareOf(e.op) >= 0:
		call = "x " + e.op + " " + s[1]
	case e.op == "in":
		call = s[1] + " in x"
	default:
		call = e.op + "(" + strings.Join(s, ", ") + ")"
	}
	return "show(" + s[0] + ", lambda x: " + call + ")"
}

func binOpOf(op string) BinOp {
	for i, s := range binSymbols {
		if s == op {
			return BinOp(i)
		}
	}
	return -1
}

func compareOf(op string) CompareOp {
	for i, s := range compareSymbols {
		if s == op {
			return CompareOp(i)
		}
	}
	return -1
}

func (e expr) eval(t *Thread) string {
	m := t.Mark()
	defer t.Unroot(m)
	var vals, kw []Value
	var names []Value
	for _, a := range e.args {
		if k, ok := a.(pyKw); ok {
			kw = append(kw, t.Root(pyVal(t, k.v)))
			names = append(names, t.Intern(k.name))
			continue
		}
		vals = append(vals, t.Root(pyVal(t, a)))
	}
	x := vals[0]
	var r Value
	call := func(f Value, args []Value) Value {
		if f == Raised {
			return Raised
		}
		kwnames := Unbound
		if len(kw) > 0 {
			kwnames = t.NewTuple(names)
		}
		return t.CallKw(f, append(append([]Value(nil), args...), kw...), kwnames)
	}
	switch {
	case e.op[0] == '.':
		r = call(t.GetAttr(x, t.Intern(e.op[1:])), vals[1:])
	case e.op == "[]":
		r = t.GetItem(x, vals[1])
	case e.op == "[]=":
		r = okNone(t.SetItem(x, vals[1], vals[2]))
	case e.op == "del":
		r = okNone(t.DelItem(x, vals[1]))
	case binOpOf(e.op) >= 0:
		r = t.BinaryOp(binOpOf(e.op), x, vals[1])
	case compareOf(e.op) >= 0:
		r = t.Compare(x, vals[1], compareOf(e.op))
	case e.op == "in":
		r = boolValue(t.Contains(x, vals[1]))
	default:
		f := t.DictGetStr(t.Builtins, t.Intern(e.op))
		if f == Unbound {
			for _, typ := range t.types {
				if typ != nil && typ.Name == e.op {
					f = typ.Obj
				}
			}
		}
		if f == Unbound {
			return "no " + e.op
		}
		r = call(f, vals)
	}
	return t.shown(x, r)
}

func (t *Thread) shown(x, r Value) string {
	if r == Raised {
		exc := t.TakePending()
		return t.TypeName(exc) + ": " + t.reprText(t.Str(exc))
	}
	s := t.reprText(r)
	if x.IsKind(abi.KindByteArray) || t.isMemoryView(x) {
		if t.isMemoryView(x) {
			x = t.memExporter(x)
		}
		s += " " + t.reprText(x)
	}
	return s
}

func (t *Thread) memExporter(x Value) Value { return Slot(x, mvObj) }

func (t *Thread) reprText(v Value) string {
	if v == Raised {
		return "raised " + t.reprText(t.Str(t.TakePending()))
	}
	if t.isMemoryView(v) {
		return "mem " + t.reprText(memToList(t, []Value{v})) + " " + t.GoString(Slot(v, mvFormat))
	}
	a := t.ASCII(v)
	if a == Raised {
		return "raised " + t.reprText(t.Str(t.TakePending()))
	}
	return t.GoString(a)
}

const oraclePrelude = `
import sys, json
def rep(v):
    if type(v) is memoryview: return 'mem ' + ascii(v.tolist()) + ' ' + v.format
    return ascii(v)
def show(x, f):
    try: r = f(x)
    except Exception as e: return type(e).__name__ + ': ' + ascii(str(e))
    s = rep(r)
    if type(x) is bytearray: s += ' ' + rep(x)
    if type(x) is memoryview: s += ' ' + rep(x.obj)
    return s
print(json.dumps([eval(e) for e in json.load(sys.stdin)]))
`

func askOracle(tb testing.TB, srcs []string) []string {
	in, err := json.Marshal(srcs)
	if err != nil {
		tb.Fatal(err)
	}
	cmd := exec.Command(difftest.Python(tb), "-W", "ignore", "-c", oraclePrelude)
	cmd.Stdin = strings.NewReader(string(in))
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		tb.Fatal(err)
	}
	var want []string
	if err := json.Unmarshal(out, &want); err != nil {
		tb.Fatal(err)
	}
	return want
}

// checkExprs compares all cases with the oracle.
func checkExprs(tb testing.TB, exprs []expr) {
	srcs := make([]string, len(exprs))
	for i, e := range exprs {
		srcs[i] = e.src()
	}
	want := askOracle(tb, srcs)
	iso, err := New(Config{MaxMemory: 1 << 30})
	if err != nil {
		tb.Fatal(err)
	}
	defer iso.Close()
	t := iso.Main()
	bad, seen := 0, map[string]int{}
	for i, e := range exprs {
		if got := e.eval(t); got != want[i] {
			bad++
			if seen[e.op]++; seen[e.op] <= 8 {
				tb.Errorf("%s\n got %s\nwant %s", srcs[i], got, want[i])
			}
		}
	}
	tb.Logf("%d of %d differ", bad, len(exprs))
}

var noArgMethods = strings.Fields("capitalize casefold isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper lower swapcase title upper strip lstrip rstrip split rsplit splitlines expandtabs encode")

var textPool = []rune("aAbBzZ019 \t\n\r\v\x1c_-+.,\x00éÉßŉΣςσǅǄⅷⅧ²½٣中文\u0085\u2028\u00a0\u3000İıﬁ𐐀😀𝟘\U000e0001ͅ")

type gen struct{ *rand.Rand }

func (g gen) str(maxLen int) any {
	n := g.Intn(maxLen + 1)
	pool := textPool
	switch g.Intn(4) {
	case 0:
		pool = []rune("ab ")
	case 1:
		pool = []rune("abcAB01 \t\n-")
	case 2:
		pool = []rune("aé\u00ff ab\u00a0")
	}
	r := make(pyRunes, n)
	for i := range r {
		r[i] = pool[g.Intn(len(pool))]
		if len(pool) == len(textPool) && g.Intn(20) == 0 {
			r[i] = []rune{0xd800, 0xdc80, 0xdfff}[g.Intn(3)]
		}
	}
	return r
}

func (g gen) bytes(maxLen int) []byte {
	pool := "ab \x00\xff\nAZ09\t\r-+"
	if g.Intn(2) == 0 {
		pool = "ab "
	}
	b := make([]byte, g.Intn(maxLen+1))
	for i := range b {
		b[i] = pool[g.Intn(len(pool))]
	}
	return b
}

func (g gen) index() any {
	switch g.Intn(6) {
	case 0:
		return nil
	case 1:
		return g.Intn(200) - 100
	}
	return g.Intn(14) - 7
}

// odd is a value of a wrong class, now and then.
func (g gen) odd(v any) any {
	if g.Intn(12) > 0 {
		return v
	}
	return []any{nil, 1, 1.5, "x", []byte("x"), pyTuple{}, pyList{1}, pyArray("a"), true}[g.Intn(9)]
}

func (g gen) bounds(args []any) []any {
	if g.Intn(2) == 0 {
		if args = append(args, g.odd(g.index())); g.Intn(2) == 0 {
			args = append(args, g.odd(g.index()))
		}
	}
	return args
}

func TestStrOracle(t *testing.T) {
	g := gen{rand.New(rand.NewSource(1))}
	var es []expr
	add := func(op string, args ...any) { es = append(es, expr{op, args}) }
	for range 60 {
		for _, m := range noArgMethods {
			add("."+m, g.str(12))
		}
	}
	for range 400 {
		s, sub := g.str(14), g.odd(g.str(3))
		for _, m := range []string{"find", "rfind", "index", "rindex", "count", "startswith", "endswith"} {
			add("."+m, g.bounds([]any{s, sub})...)
		}
		add(".startswith", s, pyTuple{g.odd(g.str(2)), g.str(2)})
		for _, m := range []string{"partition", "rpartition", "strip", "lstrip", "rstrip", "removeprefix", "removesuffix", "split", "rsplit"} {
			add("."+m, s, sub)
		}
		add(".split", s, g.odd(g.str(1)), g.odd(g.index()))
		add(".rsplit", s, g.odd(g.str(1)), g.odd(g.index()))
		add(".split", s, pyKw{"maxsplit", g.Intn(3)})
		add(".rsplit", s, pyKw{"maxsplit", g.Intn(3)})
		add(".splitlines", s, g.Intn(2) == 0)
		add(".replace", s, sub, g.odd(g.str(3)))
		add(".replace", s, sub, g.str(3), g.odd(g.Intn(4)-1))
		for _, m := range []string{"center", "ljust", "rjust"} {
			add("."+m, s, g.odd(g.Intn(20)))
			add("."+m, s, g.odd(g.Intn(20)), g.odd(g.str(2)))
		}
		add(".zfill", s, g.odd(g.Intn(20)))
		add(".expandtabs", s, g.odd(g.Intn(9)-1))
		add(".join", s, g.odd(pyList{g.str(3), g.odd(g.str(3)), g.str(2)}))
		add(".join", s, g.odd(pyTuple{g.str(3)}))
		add(".encode", s, "utf-8", []any{"strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "surrogateescape", "surrogatepass", "foo"}[g.Intn(8)])
		add(".encode", s, g.odd([]any{"ascii", "latin1", "utf-16", "utf-16-le", "utf-16be", "utf-32", "utf-32-le", "utf-32be", "L1", "US-ASCII", "utf-8-sig", "nope", "unicode_escape", "raw-unicode-escape"}[g.Intn(14)]),
			[]any{"strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "surrogateescape", "surrogatepass"}[g.Intn(7)])
		add("[]", s, g.odd(g.Intn(16)-8))
		add("[]", s, pySlice{g.index(), g.index(), g.odd(g.index())})
		add("+", s, g.odd(g.str(4)))
		add("*", s, g.odd(g.Intn(5)-1))
		add("in", s, g.odd(g.str(2)))
		for _, op := range compareSymbols {
			add(op, s, g.odd(g.str(14)))
		}
		add("repr", s)
		add("ascii", s)
		add("str", s)
		add("len", s)
		add("ord", g.odd(g.str(2)))
		add("chr", g.odd(g.Intn(0x111000)))
		add(".translate", s, pyDict{{97, "xyz"}, {98, nil}, {32, 233}, {233, g.odd("q")}})
		add(".maketrans", s, g.odd(g.str(4)))
		add(".maketrans", "", "ab", "cd", g.odd("e"))
		add(".maketrans", "", pyDict{{"a", 1}, {5, "b"}})
		add(".format", s)
	}
	checkExprs(t, es)
}

func TestFormatOracle(t *testing.T) {
	g := gen{rand.New(rand.NewSource(2))}
	var es []expr
	add := func(op string, args ...any) { es = append(es, expr{op, args}) }
	values := []any{0, -5, 123456, 3.25, math.Copysign(0, -1), 1e100, "abc", "é中", true, nil, []byte("ab"), pyTuple{1, "x"}, pyList{1}, pyArray("q"), 65, 1 << 60}
	flags := []string{"", "-", "+", " ", "#", "0", "-0", "5", "05", "-7", "+.2", ".3", "8.2", "*", ".*", "(a)", "l", "10.0"}
	for _, f := range flags {
		for _, c := range "sradiuoxXeEfFgGcb%qé" {
			s := "<%" + f + string(c) + ">"
			for _, v := range values {
				add("%", s, v)
				add("%", s, pyTuple{v})
				add("%", s, pyTuple{5, v})
				add("%", s, pyDict{{"a", v}})
				add("%", []byte(s), v)
				add("%", []byte(s), pyTuple{7, v})
				add("%", []byte(s), pyDict{{[]byte("a"), v}})
			}
		}
	}
	add("%", "%s %s", "a")
	add("%", "%s", pyTuple{})
	add("%", "%(a)s %s", pyDict{{"a", 1}})
	add("%", "%(a)s %(b)s", pyDict{{"a", 1}})
	add("%", "%(a", pyDict{{"a", 1}})
	add("%", "%", pyDict{{"a", 1}})
	add("%", "%%", 1)
	add("%", "%%", pyDict{{"a", 1}})
	specs := []string{"", "5", "<8", ">8", "^9", "*^9", "é<6", "05", "+", " ", ",", "_", "x", "#x", "b", "o", "c", "d", "n", "e", ".3f", "10.2f", "g", "%", "s", ".2", "5.1s", "=8", "08.3f", "z.1f", ",.2f", "q", "1000000000000", ".2d", "#b", "+s", "0<5"}
	for _, s := range specs {
		for _, v := range values {
			add("format", v, s)
			add(".format", "<{:"+s+"}>", v)
			add(".format", "{0!r:"+s+"}", v)
			add(".format", "{a!s:{b}}", pyKw{"a", v}, pyKw{"b", s})
		}
	}
	for _, s := range []string{"{}", "{0}", "{1}", "{}{}", "{}{0}", "{0}{}", "{a}", "{a.real}", "{0[1]}", "{0[x]}", "{", "}", "{{}}", "{!r}", "{!x}", "{!}", "{0!r!s}", "{:{}}", "{:{:{}}}", "{0.foo}", "{0[}", "{0[]}", "{0.}", "{[1]}", "{-1}", "{ 0 }", "{99999999999999999999}", "{:{a}}", "{0:{", "a{b", "{0!", "{0!r", "{0!rx}"} {
		add(".format", s, pyList{1, "x"}, 5)
		add(".format", s, "ab")
		add(".format", s)
		add(".format", s, 7, pyKw{"a", 3})
		add(".format_map", s, pyDict{{"a", 3}})
		add(".format_map", s, pyList{3})
	}
	_ = g
	checkExprs(t, es)
}

func TestBytesOracle(t *testing.T) {
	g := gen{rand.New(rand.NewSource(3))}
	var es []expr
	add := func(op string, args ...any) { es = append(es, expr{op, args}) }
	for range 300 {
		var s any = g.bytes(12)
		array := g.Intn(2) == 0
		if array {
			s = pyArray(g.bytes(12))
		}
		var sub any = g.bytes(2)
		switch g.Intn(8) {
		case 0:
			sub = g.Intn(300) - 20
		case 1:
			sub = pyArray(g.bytes(2))
		case 2:
			sub = pyMemory{g.bytes(2)}
		}
		sub = g.odd(sub)
		for _, m := range strings.Fields("capitalize isalnum isalpha isascii isdigit islower isspace istitle isupper lower swapcase title upper strip lstrip rstrip split rsplit splitlines expandtabs hex decode") {
			add("."+m, s)
		}
		for _, m := range []string{"find", "rfind", "index", "rindex", "count", "startswith", "endswith"} {
			add("."+m, g.bounds([]any{s, sub})...)
		}
		for _, m := range []string{"partition", "rpartition", "strip", "lstrip", "rstrip", "removeprefix", "removesuffix", "split", "rsplit", "maketrans"} {
			if _, memory := sub.(pyMemory); !memory {
				add("."+m, s, sub)
			}
		}
		add(".startswith", s, pyTuple{g.bytes(1), g.odd(g.bytes(2))})
		add(".split", s, g.odd(g.bytes(1)), g.odd(g.Intn(4)-1))
		add(".rsplit", s, nil, g.Intn(4)-1)
		add(".splitlines", s, true)
		add(".replace", s, sub, g.odd(g.bytes(3)))
		add(".replace", s, g.bytes(1), g.bytes(3), g.Intn(4)-1)
		for _, m := range []string{"center", "ljust", "rjust"} {
			add("."+m, s, g.odd(g.Intn(20)), g.odd(g.bytes(2)))
		}
		add(".zfill", s, g.Intn(20))
		add(".expandtabs", s, g.Intn(9)-1)
		add(".join", s, g.odd(pyList{g.bytes(3), g.odd(g.bytes(3)), pyArray("x")}))
		add(".hex", s, g.odd(":"), g.Intn(7)-3)
		add(".decode", s, []any{"utf-8", "ascii", "latin1", "utf-16", "utf-16be", "utf-32"}[g.Intn(6)], []any{"strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass", "foo"}[g.Intn(7)])
		add("[]", s, g.odd(g.Intn(16)-8))
		add("[]", s, pySlice{g.index(), g.index(), g.odd(g.index())})
		add("+", s, sub)
		add("*", s, g.odd(g.Intn(5)-1))
		add("in", s, sub)
		for _, op := range compareSymbols {
			add(op, s, g.odd(g.bytes(12)))
		}
		add("repr", s)
		add(".translate", s, nil, g.bytes(2))
		add(".translate", s, g.odd(g.bytes(2)))
		add("bytes", sub)
		add("bytearray", sub)
		add("bytes", s)
		add("bytes", pyList{1, g.odd(g.Intn(300) - 20)})
		add("bytes", "é", "latin1")
		add("bytes", g.odd(s), g.odd("utf8"))
		add(".fromhex", s, g.odd([]any{"00 ff", "0", "0g", " 1 2", "ab\té", "é", "aBcD "}[g.Intn(7)]))
		if !array {
			continue
		}
		b := g.odd(any(g.bytes(4)))
		add(".append", s, g.odd(g.Intn(300)-20))
		add(".extend", s, b)
		add(".extend", s, pyList{1, g.odd(2)})
		add(".insert", s, g.odd(g.Intn(20)-10), g.odd(g.Intn(300)))
		add(".pop", s)
		add(".pop", s, g.odd(g.Intn(20)-10))
		add(".remove", s, g.odd(97))
		add(".reverse", s)
		add(".clear", s)
		add(".copy", s)
		add(".resize", s, g.odd(g.Intn(20)-2))
		add("[]=", s, g.odd(g.Intn(14)-7), g.odd(g.Intn(300)))
		add("[]=", s, pySlice{g.index(), g.index(), nil}, b)
		add("[]=", s, pySlice{g.index(), g.index(), g.odd(g.index())}, b)
		add("del", s, g.odd(g.Intn(14)-7))
		add("del", s, pySlice{g.index(), g.index(), g.odd(g.index())})
		add(".__iadd__", s, b)
		add(".__imul__", s, g.odd(g.Intn(4)-1))
		add(".__init__", s, g.odd(g.bytes(3)))
	}
	checkExprs(t, es)
}

func TestDecodeOracle(t *testing.T) {
	g := gen{rand.New(rand.NewSource(4))}
	var es []expr
	pool := "a\x80\xbf\xc0\xc2\xdf\xe0\xa0\xed\x9f\xef\xf0\x90\xf4\x8f\xf5\xff\xd8\xdc\x00\x01\\xuUN{}0n1"
	for range 4000 {
		b := make([]byte, g.Intn(9))
		for i := range b {
			b[i] = pool[g.Intn(len(pool))]
		}
		enc := []any{"utf-8", "utf8", "ascii", "latin-1", "utf-16", "utf-16-le", "utf_16_be", "utf-32", "utf-32-le", "utf-32-be", "utf-8-sig", "unicode_escape", "raw_unicode_escape"}[g.Intn(13)]
		es = append(es, expr{".decode", []any{b, enc, []any{"strict", "ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass"}[g.Intn(6)]}})
		es = append(es, expr{"str", []any{b, enc}})
	}
	for _, b := range []string{`\n\t\\\'\"\a\b\f\v\r`, `\x41`, `\x4`, `\xg`, `\u0041`, `\u004`, `\U00010000`, `\U00110000`, `\U0001`, `\101`, `\18`, `\777`, `\q`, `\`, "\\\n", `\\u0041`, `\ud800`, `a\`} {
		for _, enc := range []any{"unicode_escape", "raw_unicode_escape"} {
			for _, errs := range []any{"strict", "ignore", "replace", "backslashreplace"} {
				es = append(es, expr{".decode", []any{[]byte(b), enc, errs}})
			}
		}
	}
	checkExprs(t, es)
}

func TestMemoryViewOracle(t *testing.T) {
	g := gen{rand.New(rand.NewSource(5))}
	var es []expr
	add := func(op string, args ...any) { es = append(es, expr{op, args}) }
	for range 150 {
		b := make([]byte, 8*g.Intn(3))
		g.Read(b)
		var m any = pyMemory{b}
		if g.Intn(2) == 0 {
			m = pyMemory{pyArray(b)}
		}
		for _, f := range []string{"B", "b", "H", "h", "i", "I", "l", "L", "q", "Q", "c", "?", "@i", "z", "ii", ""} {
			add(".cast", m, f)
		}
		add(".cast", m, g.odd("B"), g.odd(pyList{2, g.Intn(6)}))
		add(".tolist", m)
		add(".tobytes", m)
		add(".toreadonly", m)
		add(".hex", m, ":", g.Intn(5)-2)
		add("[]", m, g.odd(g.Intn(20)-10))
		add("[]", m, pySlice{g.index(), g.index(), g.odd(g.index())})
		add("[]=", m, g.odd(g.Intn(20)-10), g.odd(g.Intn(300)-20))
		add("[]=", m, pySlice{g.Intn(3), 5, nil}, g.odd(g.bytes(5)))
		add("del", m, 1)
		add("==", m, g.odd(b))
		add("==", m, pyMemory{b})
		add("!=", b, m)
		add("<", m, b)
		add("len", m)
		add("bytes", m)
		add("in", m, g.Intn(256))
		add(".count", m, g.Intn(4))
		add(".index", m, g.Intn(4))
		add("memoryview", g.odd(b))
	}
	checkExprs(t, es)
}
