package runtime

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/bytecode"
)

// fakeInterp runs no code: what it is asked to run is noted.
type fakeInterp struct {
	run func(t *Thread, code, globals Value) Value
}

func (f *fakeInterp) Call(t *Thread, base uintptr, nargs int, kwnames Value) Value { return None }
func (f *fakeInterp) Resume(t *Thread, gen, sent, throw Value) Value               { return Unbound }
func (f *fakeInterp) Drain(t *Thread, gen, list Value) bool                        { return true }
func (f *fakeInterp) RunCode(t *Thread, code, globals, locals Value) Value {
	if f.run != nil {
		return f.run(t, code, globals)
	}
	return None
}
func (f *fakeInterp) Globals(t *Thread) Value { return t.NewDict() }
func (f *fakeInterp) Locals(t *Thread) Value  { return t.NewDict() }

func newTestThread(tb testing.TB, cfg Config) *Thread {
	tb.Helper()
	if cfg.MaxMemory == 0 {
		cfg.MaxMemory = 256 << 20
	}
	iso, err := New(cfg)
	if err != nil {
		tb.Fatal(err)
	}
	iso.Interp = &fakeInterp{}
	tb.Cleanup(func() { _ = iso.Close() })
	return iso.Main()
}

// pending returns "Class: message" of the pending exception and clears it.
func pending(tb testing.TB, t *Thread) string {
	tb.Helper()
	exc := t.TakePending()
	if exc == Unbound {
		return ""
	}
	return t.TypeName(exc) + ": " + t.GoString(t.Str(exc))
}

func reprOf(t *Thread, v Value) string {
	if v == Raised {
		exc := t.TakePending()
		return "raised " + t.GoString(t.Repr(exc))
	}
	return t.GoString(t.Repr(v))
}

func TestExceptionHierarchy(t *testing.T) {
	th := newTestThread(t, Config{})
	for _, c := range []struct{ sub, super *Type }{
		{th.Exc.KeyError, th.Exc.LookupError}, {th.Exc.FileNotFoundError, th.Exc.OSError},
		{th.Exc.TabError, th.Exc.SyntaxError}, {th.Exc.ExceptionGroup, th.Exc.Exception},
		{th.Exc.ExceptionGroup, th.Exc.BaseExceptionGroup}, {th.Exc.UnicodeDecodeError, th.Exc.ValueError},
		{th.Exc.PythonFinalizationError, th.Exc.RuntimeError},
	} {
		if !c.sub.IsSubtype(c.super) {
			t.Errorf("%s is no %s", c.sub.Name, c.super.Name)
		}
	}
	if th.Exc.KeyboardInterrupt.IsSubtype(th.Exc.Exception) {
		t.Error("KeyboardInterrupt is an Exception")
	}
}

func TestExceptionConstruction(t *testing.T) {
	th := newTestThread(t, Config{})
	n := func(i int64) Value { return abi.SmallInt(i) }
	s := th.NewStr
	E := &th.Exc
	for _, c := range []struct {
		class *Type
		args  []Value
		repr  string
		str   string
	}{
		{E.ValueError, nil, "ValueError()", ""},
		{E.ValueError, []Value{s("x")}, "ValueError('x')", "x"},
		{E.ValueError, []Value{s("x"), n(1)}, "ValueError('x', 1)", "('x', 1)"},
		{E.KeyError, []Value{s("k")}, "KeyError('k')", "'k'"},
		{E.OSError, []Value{n(2), s("gone")}, "FileNotFoundError(2, 'gone')", "[Errno 2] gone"},
		{E.OSError, []Value{n(2), s("gone"), s("f")}, "FileNotFoundError(2, 'gone')", "[Errno 2] gone: 'f'"},
		{E.OSError, []Value{n(2), s("a"), s("f"), None, s("g")}, "FileNotFoundError(2, 'a')", "[Errno 2] a: 'f' -> 'g'"},
		{E.OSError, []Value{s("a")}, "OSError('a')", "a"},
		{E.SyntaxError, []Value{s("m"), th.NewTuple([]Value{s("d/f.py"), n(3), n(1), s("x")})},
			"SyntaxError('m', ('d/f.py', 3, 1, 'x'))", "m (f.py, line 3)"},
		{E.UnicodeEncodeError, []Value{s("ascii"), s("aé"), n(1), n(2), s("why")},
			"UnicodeEncodeError('ascii', 'aé', 1, 2, 'why')", "'ascii' codec can't encode character '\\xe9' in position 1: why"},
		{E.UnicodeDecodeError, []Value{s("utf-8"), th.NewBytes([]byte("a\xff\xff")), n(1), n(3), s("why")},
			"UnicodeDecodeError('utf-8', b'a\\xff\\xff', 1, 3, 'why')", "'utf-8' codec can't decode bytes in position 1-2: why"},
	} {
		v := th.Call(c.class.Obj, c.args...)
		if got := reprOf(th, v); got != c.repr {
			t.Errorf("repr %s, want %s", got, c.repr)
			continue
		}
		if got := th.GoString(th.Str(v)); got != c.str {
			t.Errorf("str %q, want %q", got, c.str)
		}
	}
}

func TestExceptionErrors(t *testing.T) {
	th := newTestThread(t, Config{})
	kw := th.NewTuple([]Value{th.Intern("a")})
	for _, c := range []struct {
		class *Type
		want  string
	}{
		{th.Exc.ValueError, "TypeError: ValueError() takes no keyword arguments"},
		{th.Exc.NameError, "TypeError: NameError() got an unexpected keyword argument 'a'"},
	} {
		th.CallKw(c.class.Obj, []Value{None}, kw)
		if got := pending(t, th); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
	v := th.NewException(th.Exc.ValueError)
	for _, c := range []struct {
		name string
		x    Value
		want string
	}{
		{"__traceback__", True, "TypeError: __traceback__ must be a traceback or None"},
		{"__cause__", True, "TypeError: exception cause must be None or derive from BaseException"},
		{"__suppress_context__", abi.SmallInt(1), "TypeError: attribute value type must be bool"},
		{"args", Unbound, "TypeError: args may not be deleted"},
	} {
		th.SetAttr(v, th.Intern(c.name), c.x)
		if got := pending(t, th); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestExceptionGroupSplit(t *testing.T) {
	th := newTestThread(t, Config{})
	list := th.NewList([]Value{th.NewException(th.Exc.ValueError, abi.SmallInt(1)), th.NewException(th.Exc.TypeError, abi.SmallInt(2))})
	g := th.Root(th.Call(th.Exc.BaseExceptionGroup.Obj, th.NewStr("m"), list))
	if got := reprOf(th, g); got != "ExceptionGroup('m', [ValueError(1), TypeError(2)])" {
		t.Fatal(got)
	}
	match, rest, ok := th.SplitGroup(g, th.Exc.ValueError.Obj)
	if !ok || reprOf(th, match) != "ExceptionGroup('m', [ValueError(1)])" || reprOf(th, rest) != "ExceptionGroup('m', [TypeError(2)])" {
		t.Error(ok, reprOf(th, match), reprOf(th, rest))
	}
	th.Call(th.Exc.ExceptionGroup.Obj, th.NewStr("m"), th.NewList(nil))
	if got := pending(t, th); got != "ValueError: second argument (exceptions) must be a non-empty sequence" {
		t.Error(got)
	}
}

// testCode is code whose every instruction is at pos of source.
func testCode(name, source string, pos bytecode.Pos) *bytecode.Code {
	return &bytecode.Code{Name: name, Qualname: name, Filename: "f.py", FirstLine: 1, NumRegs: 4,
		Instrs: make([]bytecode.Instr, 2), Pos: []bytecode.Pos{pos, pos}, Source: &source}
}

func TestFormatException(t *testing.T) {
	th := newTestThread(t, Config{})
	d := th.NewDict()
	th.Root(d)
	fn := th.Root(th.NewFunction(th.NewCode(testCode("g", "x = a / b\n", bytecode.Pos{Line: 1, EndLine: 1, Col: 4, EndCol: 9})), d))
	pc := abi.Obj[abi.Code](abi.Obj[abi.Function](fn).Code).Entry
	exc := th.Root(th.NewException(th.Exc.ZeroDivisionError, th.NewStr("division by zero")))
	th.AddTraceback(exc, fn, pc)
	frame := "Traceback (most recent call last):\n  File \"f.py\", line 1, in g\n    x = a / b\n        ~~^~~\n"
	want := frame + "ZeroDivisionError: division by zero\n"
	if got := th.FormatException(exc); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	second := th.Root(th.NewException(th.Exc.ValueError, th.NewStr("two\nlines")))
	th.SetAttr(second, th.Intern("__cause__"), exc)
	exceptionAddNote(th, []Value{second, th.NewStr("note")})
	want += causeText + "ValueError: two\nlines\nnote\n"
	if got := th.FormatException(second); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	th.SetSlot(exc, ExcContext, second) // a cycle
	if got := th.FormatException(second); got != want {
		t.Errorf("cycle: got\n%s\nwant\n%s", got, want)
	}
	for range 5 {
		th.AddTraceback(exc, fn, pc)
	}
	th.SetSlot(exc, ExcContext, None)
	line := "  File \"f.py\", line 1, in g\n    x = a / b\n        ~~^~~\n"
	want = "Traceback (most recent call last):\n" + strings.Repeat(line, 3) + "  [Previous line repeated 3 more times]\nZeroDivisionError: division by zero\n"
	if got := th.FormatException(exc); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestFormatGroup(t *testing.T) {
	th := newTestThread(t, Config{})
	list := th.NewList([]Value{th.NewException(th.Exc.ValueError, abi.SmallInt(1)), th.NewException(th.Exc.TypeError, abi.SmallInt(2))})
	g := th.Root(th.Call(th.Exc.ExceptionGroup.Obj, th.NewStr("m"), list))
	want := `  | ExceptionGroup: m (2 sub-exceptions)
  +-+---------------- 1 ----------------
    | ValueError: 1
    +---------------- 2 ----------------
    | TypeError: 2
    +------------------------------------
`
	if got := th.FormatException(g); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestSyntaxErrorBlock(t *testing.T) {
	th := newTestThread(t, Config{})
	th.RaiseSource(&SourceError{Class: "SyntaxError", Message: "bad", Filename: "f.py", Text: "  x = 1 +\n", Line: 2, Col: 9, EndLine: 2, EndCol: 10, HasText: true})
	want := "  File \"f.py\", line 2\n    x = 1 +\n          ^\nSyntaxError: bad\n"
	if got := th.FormatException(th.TakePending()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestSourceBlock(t *testing.T) {
	for _, c := range []struct {
		line     string
		col, end int
		want     string
	}{
		{"    return f(x)", 11, 15, "    return f(x)\n"},
		{"    x = f(x)", 8, 12, "    x = f(x)\n"},
		{"y = f(x) + 1", 4, 8, "    y = f(x) + 1\n        ~^^^\n"},
		{"a[0]", 0, 4, "    a[0]\n    ~^^^\n"},
		{"a.b.c", 0, 5, "    a.b.c\n"},
		{"a.b.c + 1", 0, 5, "    a.b.c + 1\n    ^^^^^\n"},
		{"z = '日本' + 1", 4, 16, "    z = '日本' + 1\n        ~~~~~~~^~~\n"},
		{"raise ValueError(1)", 0, 19, "    raise ValueError(1)\n"},
		{"x", -1, -1, "    x\n"},
	} {
		if got := sourceBlock([]string{c.line}, c.col, c.end); got != c.want {
			t.Errorf("%s\ngot\n%s\nwant\n%s", c.line, got, c.want)
		}
	}
}

func TestClosest(t *testing.T) {
	for _, c := range []struct{ wrong, names, want string }{
		{"pritn", "print input", "print"},
		{"foo", "bar baz", ""},
		{"Value", "value valve", "value"},
		{"x", "y z", ""},
	} {
		if got := closest(strings.Fields(c.names), c.wrong); got != c.want {
			t.Errorf("%s: %q, want %q", c.wrong, got, c.want)
		}
	}
}

func TestPrint(t *testing.T) {
	var out bytes.Buffer
	th := newTestThread(t, Config{Stdout: &out})
	print := th.DictGetStr(th.Builtins, th.Intern("print"))
	th.Call(print, abi.SmallInt(1), th.NewStr("é"), th.NewFloat(0.5), None)
	th.CallKw(print, []Value{abi.SmallInt(1), abi.SmallInt(2), th.NewStr("-"), th.NewStr("!")}, th.NewTuple([]Value{th.Intern("sep"), th.Intern("end")}))
	th.CallKw(print, []Value{abi.SmallInt(3)}, th.NewTuple([]Value{th.Intern("sep")}))
	if got := pending(t, th); got != "TypeError: sep must be None or a string, not int" {
		t.Error(got)
	}
	if th.Finish(0) != 0 || out.String() != "1 é 0.5 None\n1-2!" {
		t.Errorf("%q", out.String())
	}
}

func openFile(name string, flag int, perm uint32) (File, error) {
	return os.OpenFile(name, flag, os.FileMode(perm))
}

func TestFiles(t *testing.T) {
	th := newTestThread(t, Config{Open: openFile, Stdin: strings.NewReader("one\r\ntwo")})
	open := th.DictGetStr(th.Builtins, th.Intern("open"))
	name := filepath.Join(t.TempDir(), "f")
	call := func(v Value, method string, args ...Value) string {
		return reprOf(th, th.CallMethod(v, th.Intern(method), args...))
	}
	w := th.Root(th.Call(open, th.NewStr(name), th.NewStr("w")))
	if got := call(w, "write", th.NewStr("aé\nb\nc")) + call(w, "close"); got != "6None" {
		t.Fatal(got)
	}
	r := th.Root(th.Call(open, th.NewStr(name)))
	if got := call(r, "readline") + call(r, "read", abi.SmallInt(1)) + call(r, "tell") + call(r, "read") + call(r, "read"); got != `'aé\n''b'5'\nc'''` {
		t.Error(got)
	}
	if got := call(r, "seek", abi.SmallInt(0)) + call(r, "readlines"); got != `0['aé\n', 'b\n', 'c']` {
		t.Error(got)
	}
	call(r, "close")
	if got := call(r, "read"); got != "raised ValueError('I/O operation on closed file.')" {
		t.Error(got)
	}
	if got := reprOf(th, th.Call(open, th.NewStr(name+"x"))); got != "raised FileNotFoundError(2, 'No such file or directory')" {
		t.Error(got)
	}
	b := th.Root(th.Call(open, th.NewStr(name), th.NewStr("rb+")))
	if got := call(b, "read", abi.SmallInt(2)) + call(b, "write", th.NewBytes([]byte("X"))) + call(b, "seek", abi.SmallInt(0)) + call(b, "read"); got != `b'a\xc3'10b'a\xc3X\nb\nc'` {
		t.Error(got)
	}
	stdin := th.SysGet("stdin")
	if got := call(stdin, "readline") + call(stdin, "readline") + call(stdin, "readline"); got != `'one\n''two'''` {
		t.Error(got)
	}
}

func TestOpenNeedsPermission(t *testing.T) {
	th := newTestThread(t, Config{})
	th.Call(th.DictGetStr(th.Builtins, th.Intern("open")), th.NewStr("f"))
	if got := pending(t, th); got != "PermissionError: [Errno 1] Operation not permitted: 'f'" {
		t.Error(got)
	}
}

func TestImports(t *testing.T) {
	files := map[string]string{"/p/a.py": "", "/p/pkg/__init__.py": "", "/p/pkg/sub.py": "", "/p/bad.py": "bad"}
	cfg := Config{Path: []string{"/p"}, ReadFile: func(name string) ([]byte, error) {
		if s, ok := files[name]; ok {
			return []byte(s), nil
		}
		return nil, os.ErrNotExist
	}, Compile: func(src []byte, filename, mode string, flags CompileFlags) (*Program, error) {
		if string(src) == "bad" {
			return nil, &SourceError{Class: "SyntaxError", Message: "bad", Filename: filename, Line: 1, Col: 1}
		}
		return &Program{Code: testCode("<module>", "", bytecode.Pos{})}, nil
	}}
	th := newTestThread(t, cfg)
	name := func(s string) Value { return th.Intern(s) }
	if got := reprOf(th, th.ImportName(name("a"), None, None, 0)); got != "<module 'a' from '/p/a.py'>" {
		t.Error(got)
	}
	if got := reprOf(th, th.ImportName(name("pkg.sub"), None, None, 0)); got != "<module 'pkg' from '/p/pkg/__init__.py'>" {
		t.Error(got)
	}
	pkg := th.Module("pkg")
	if got := reprOf(th, th.ImportFrom(pkg, name("sub"))); got != "<module 'pkg.sub' from '/p/pkg/sub.py'>" {
		t.Error(got)
	}
	for _, c := range []struct{ name, want string }{
		{"nope", "ModuleNotFoundError: No module named 'nope'"},
		{"a.b", "ModuleNotFoundError: No module named 'a.b'; 'a' is not a package"},
		{"pkg.x", "ModuleNotFoundError: No module named 'pkg.x'"},
		{"bad", "SyntaxError: bad (bad.py, line 1)"},
	} {
		th.ImportName(name(c.name), None, None, 0)
		if got := pending(t, th); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
		if th.Module(c.name) != Unbound {
			t.Errorf("%s is in sys.modules", c.name)
		}
	}
	globals := th.NewDict()
	th.DictSetStr(globals, th.names.Package, th.Intern("pkg"))
	if got := reprOf(th, th.ImportName(name(""), globals, th.NewTuple([]Value{name("sub")}), 1)); got != "<module 'pkg' from '/p/pkg/__init__.py'>" {
		t.Error(got)
	}
	th.ImportName(name("x"), globals, None, 2)
	if got := pending(t, th); got != "ImportError: attempted relative import beyond top-level package" {
		t.Error(got)
	}
	th.ImportFrom(th.Module("a"), name("x"))
	if got := pending(t, th); got != "ImportError: cannot import name 'x' from 'a' (/p/a.py)" {
		t.Error(got)
	}
}

func TestExitCodes(t *testing.T) {
	var out, errOut bytes.Buffer
	for _, c := range []struct {
		raise func(t *Thread) Value
		code  int
		text  string
	}{
		{func(t *Thread) Value { return None }, 0, ""},
		{func(t *Thread) Value { return t.RaiseArgs(t.Exc.SystemExit) }, 0, ""},
		{func(t *Thread) Value { return t.RaiseArgs(t.Exc.SystemExit, abi.SmallInt(300)) }, 44, ""},
		{func(t *Thread) Value { return t.RaiseArgs(t.Exc.SystemExit, t.NewStr("bye")) }, 1, "bye\n"},
		{func(t *Thread) Value { return t.Raise(t.Exc.ValueError, "x") }, 1, "ValueError: x\n"},
		{func(t *Thread) Value { return t.RaiseArgs(t.Exc.KeyboardInterrupt) }, 130, "KeyboardInterrupt\n"},
	} {
		errOut.Reset()
		th := newTestThread(t, Config{Stdout: &out, Stderr: &errOut})
		th.Interp = &fakeInterp{run: func(t *Thread, code, globals Value) Value { return c.raise(t) }}
		code := th.RunMain(&Program{Code: testCode("<module>", "", bytecode.Pos{})}, "/x.py")
		if code != c.code || errOut.String() != c.text {
			t.Errorf("exit code %d %q, want %d %q", code, errOut.String(), c.code, c.text)
		}
	}
}

type brokenWriter struct{}

func (brokenWriter) Write(p []byte) (int, error) { return 0, errors.New("broken") }

func TestFlushFailure(t *testing.T) {
	th := newTestThread(t, Config{Stdout: brokenWriter{}, Stderr: io.Discard})
	th.Call(th.DictGetStr(th.Builtins, th.Intern("print")), abi.SmallInt(1))
	if code := th.Finish(0); code != exitFlushFailed {
		t.Error(code)
	}
}

func TestKeywordMatches(t *testing.T) {
	for _, c := range []struct{ word, want string }{{"whille", "while"}, {"imprt", "import"}, {"retrun", "return"}, {"esle", "else"}, {"iff", "if"}} {
		found := false
		for _, m := range keywordMatches(c.word) {
			found = found || m == c.want
		}
		if !found {
			t.Errorf("%s: %v lacks %s", c.word, keywordMatches(c.word), c.want)
		}
	}
}
