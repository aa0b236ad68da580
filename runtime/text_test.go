package runtime

import (
	"strings"
	"testing"

	"github.com/go-python/gopython/internal/abi"
)

func newTextVM(tb testing.TB, cfg Config) *Thread {
	iso, err := New(cfg)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = iso.Close() })
	return iso.Main()
}

// TestTextBombs has small inputs ask for huge results.
func TestTextBombs(t *testing.T) {
	th := newTextVM(t, Config{MaxMemory: 64 << 20})
	huge := 1000000000000
	big := strings.Repeat("a", 1<<20)
	for _, e := range []expr{
		{"*", []any{"x", huge}}, {"*", []any{"xy", 1 << 61}}, {"*", []any{[]byte("x"), huge}}, {"*", []any{pyArray("xy"), huge}},
		{".ljust", []any{"x", huge}}, {".rjust", []any{"é", 1 << 60}}, {".center", []any{[]byte("x"), huge}}, {".zfill", []any{"x", huge}},
		{".ljust", []any{pyArray("x"), huge}}, {".expandtabs", []any{strings.Repeat("\t", 1000), 1 << 30}},
		{".expandtabs", []any{[]byte(strings.Repeat("\t", 1000)), 1 << 30}},
		{".replace", []any{big, "a", strings.Repeat("b", 1000)}}, {".replace", []any{[]byte(big), []byte("a"), make([]byte, 1000)}},
		{".join", []any{big, pyList{"", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", ""}}},
		{"format", []any{"x", "1000000000000"}}, {"format", []any{5, "1000000000000"}}, {"%", []any{"%1000000000000d", 5}}, {"%", []any{"%*d", pyTuple{huge, 5}}},
		{"bytes", []any{huge}}, {"bytearray", []any{huge}}, {".resize", []any{pyArray("x"), huge}}, {".format", []any{"{:1000000000000}", 1}},
	} {
		got := e.eval(th)
		if !strings.HasPrefix(got, "MemoryError") && !strings.HasPrefix(got, "OverflowError") && !strings.HasPrefix(got, "ValueError") {
			t.Errorf("%s: %.60s", e.op, got)
		}
	}
}

// TestStrAppend builds a str piece by piece, keeping some of the prefixes.
func TestStrAppend(t *testing.T) {
	th := newTextVM(t, Config{MaxMemory: 64 << 20})
	m := th.Mark()
	defer th.Unroot(m)
	s, want := th.EmptyStr, ""
	at := th.Mark()
	th.Root(s)
	kept := map[int]Value{}
	for i := range 20000 {
		piece := "abc"
		if i == 10000 {
			piece = "中"
		}
		s = th.StrConcat(s, th.NewStr(piece))
		want += piece
		th.handles[at] = s
		if i%1000 == 500 {
			kept[len(want)] = th.Root(s)
		}
		if i%4000 == 0 {
			th.Heap.Collect()
		}
	}
	if th.GoString(s) != want {
		t.Fatal("wrong text")
	}
	for n, v := range kept {
		if th.GoString(v) != want[:n] {
			t.Fatalf("the prefix of %d bytes changed", n)
		}
		// Two continuations of one prefix must not disturb each other.
		a, b := th.StrConcat(v, th.NewStr("X")), th.StrConcat(v, th.NewStr("Y"))
		if th.GoString(a) != want[:n]+"X" || th.GoString(b) != want[:n]+"Y" {
			t.Fatalf("continuations of %d bytes", n)
		}
	}
	if used := th.Heap.Stats().Allocated; used > 32<<20 {
		t.Errorf("%d bytes allocated: appending is not linear", used)
	}
}

func TestStrFormsAreNarrow(t *testing.T) {
	th := newTextVM(t, Config{})
	for _, e := range []expr{
		{".replace", []any{"a中b", "中", "x"}}, {".replace", []any{"aéb", "é", ""}}, {"[]", []any{"中abc", pySlice{1, nil, nil}}},
		{".strip", []any{"中abc中", "中"}}, {".translate", []any{"中a", pyDict{{0x4e2d, "b"}}}}, {".lower", []any{"Kelvin \u212a"}},
		{".encode", []any{"é"}},
	} {
		var vals []Value
		for _, a := range e.args {
			vals = append(vals, pyVal(th, a))
		}
		r := Unbound
		if e.op == "[]" {
			r = th.GetItem(vals[0], vals[1])
		} else {
			r = th.Call(th.GetAttr(vals[0], th.Intern(e.op[1:])), vals[1:]...)
		}
		if r == Raised {
			t.Fatal(th.MustRepr(th.TakePending()))
		}
		if isStr(r) && !IsASCII(r) {
			t.Errorf("%s: %q is stored wide", e.op, th.GoString(r))
		}
		if isStr(r) && (StrLen(r) == 1 && r != th.chars[StrAt(r, 0)]) {
			t.Errorf("%s: a character of its own", e.op)
		}
	}
}

// TestWideSearch looks for what makes naive searching quadratic.
func TestWideSearch(t *testing.T) {
	th := newTextVM(t, Config{})
	hay := th.NewStr(strings.Repeat("é中", 200000))
	sub := th.NewStr(strings.Repeat("é中", 20000) + "x中")
	if i := th.strFind(hay, sub, 0, StrLen(hay)); i != -1 {
		t.Error(i)
	}
	n, _ := newNeedle(hay, sub)
	if i := n.rfind(hay, 0, StrLen(hay)); i != -1 {
		t.Error(i)
	}
	tail := th.NewStr(strings.Repeat("é中", 500) + "é")
	n, _ = newNeedle(hay, tail)
	if i := n.rfind(hay, 0, StrLen(hay)); i != 400000-1002 {
		t.Error(i)
	}
}

func TestMemoryViewExports(t *testing.T) {
	th := newTextVM(t, Config{})
	m := th.Mark()
	defer th.Unroot(m)
	array := th.Root(th.NewByteArray([]byte("abcdef")))
	mark := th.Mark()
	view := th.Root(th.NewMemoryView(array))
	slice := th.Root(th.GetItem(view, th.NewSlice(abi.SmallInt(1), abi.SmallInt(3), None)))
	if th.byteArrayResize(array, 10) {
		t.Fatal("resized under a memoryview")
	}
	if exc := th.TakePending(); th.MustRepr(exc) != `BufferError('Existing exports of data: object cannot be re-sized')` {
		t.Error(th.MustRepr(exc))
	}
	th.memRelease(view)
	if th.byteArrayResize(array, 10) {
		t.Fatal("resized under a slice")
	}
	th.TakePending()
	if th.GoString(th.Repr(memToBytes(th, []Value{slice, Unbound}))) != "b'bc'" {
		t.Error("slice")
	}
	th.Unroot(mark) // nobody releases slice
	if !th.byteArrayResize(array, 10) {
		t.Fatal("a dead memoryview still counts")
	}
	if r := th.Call(th.GetAttr(view, th.Intern("tolist"))); r != Raised {
		t.Error("released")
	}
	th.TakePending()
}

// TestTextGoHeap checks that fast paths leave the Go heap alone.
func TestTextGoHeap(t *testing.T) {
	th := newTextVM(t, Config{})
	s := th.NewStr(strings.Repeat("word ", 1000))
	comma := th.NewStr(", ")
	split := &NativeDef{Name: "split", Sig: "self, /, sep=None, maxsplit=-1", Fn: strSplit}
	if n := testing.AllocsPerRun(20, func() {
		list := th.CallNative(split, []Value{s}, Unbound)
		th.joinStrs(comma, abi.ListItems(list))
	}); n > 4 {
		t.Errorf("split and join: %v Go allocations", n)
	}
	key := abi.SmallInt(3)
	if n := testing.AllocsPerRun(20, func() { th.StrGetItem(s, key) }); n != 0 {
		t.Errorf("indexing: %v Go allocations", n)
	}
	if n := testing.AllocsPerRun(20, func() { th.Format(abi.SmallInt(12345), Unbound) }); n != 0 {
		t.Errorf("format: %v Go allocations", n)
	}
	wide := th.NewList([]Value{th.NewStr("中文"), s, th.NewStr("é")})
	if n := testing.AllocsPerRun(20, func() { th.joinStrs(comma, abi.ListItems(wide)) }); n != 0 {
		t.Errorf("wide join: %v Go allocations", n)
	}
	if n := testing.AllocsPerRun(20, func() { th.strFind(s, comma, 0, 100) }); n != 0 {
		t.Errorf("find: %v Go allocations", n)
	}
}

func BenchmarkSplitJoin(b *testing.B) {
	th := newTextVM(b, Config{})
	s := th.Root(th.NewStr(strings.Repeat("word ", 1000)))
	sep := th.NewStr(" ")
	for b.Loop() {
		m := th.Mark()
		list := th.Root(strSplit(th, []Value{s, sep, Unbound}))
		th.joinStrs(sep, abi.ListItems(list))
		th.Unroot(m)
		if th.Poll.Load() != 0 {
			th.Heap.Collect()
			th.Poll.Store(0)
		}
	}
}

func BenchmarkStrAppend(b *testing.B) {
	th := newTextVM(b, Config{})
	s, x := th.EmptyStr, th.NewStr("x")
	for b.Loop() {
		if s = th.StrConcat(s, x); StrLen(s) > 100000 {
			s = th.EmptyStr
			th.Heap.Collect()
		}
	}
}
