package runtime

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/go-python/gopython/internal/abi"
	"github.com/go-python/gopython/internal/pyfmt"
)

// builtinFuncsIO are the functions of module builtins that print, read, and
// compile and run source text.
var builtinFuncsIO = []*NativeDef{
	{Name: "print", Sig: "*args, sep=' ', end='\\n', file=None, flush=False", Call: builtinPrint,
		Doc: "Prints the values to a stream, or to sys.stdout by default."},
	{Name: "input", Sig: "prompt='', /", Fn: builtinInput,
		Doc: "Read a string from standard input.  The trailing newline is stripped."},
	{Name: "open", Sig: "file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None", Fn: builtinOpen,
		Doc: "Open file and return a stream.  Raise OSError upon failure."},
	{Name: "compile", Sig: "source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1", Fn: builtinCompile,
		Doc: "Compile source into a code object that can be executed by exec() or eval()."},
	{Name: "eval", Sig: "source, /, globals=None, locals=None", Fn: builtinEval,
		Doc: "Evaluate the given source in the context of globals and locals."},
	{Name: "exec", Sig: "source, /, globals=None, locals=None, *, closure=None", Fn: builtinExec,
		Doc: "Execute the given source in the context of globals and locals."},
	{Name: "__import__", Sig: "name, globals=None, locals=None, fromlist=(), level=0", Fn: builtinImport,
		Doc: "Import a module."},
	{Name: "globals", Sig: "", Fn: func(t *Thread, a []Value) Value { return t.Interp.Globals(t) },
		Doc: "Return the dictionary containing the current scope's global variables."},
	{Name: "locals", Sig: "", Fn: func(t *Thread, a []Value) Value { return t.Interp.Locals(t) },
		Doc: "Return a dictionary containing the current scope's local variables."},
}

// stdStream returns sys.stdout and so on: the object, and its Go side when it
// is a text file of ours (not of a subclass).
func (t *Thread) stdStream(name Value) (Value, *textFile) {
	v := t.DictGetStr(t.sys.dict, name)
	if v != Unbound && v.IsPtr() {
		if v == t.sys.stdoutObj && v != Unbound {
			return v, t.sys.stdout
		}
		if t.TypeOf(v) == t.Types.TextFile {
			return v, t.textFileOf(v)
		}
	}
	return v, nil
}

func builtinPrint(t *Thread, _ Value, args []Value, kwnames Value) Value {
	sep, end, file, flush := Unbound, Unbound, Unbound, false
	if kwnames != Unbound {
		kw := abi.TupleItems(kwnames)
		for i, k := range kw {
			x := args[len(args)-len(kw)+i]
			switch name := t.GoString(k); name {
			case "sep", "end":
				if x != None && !x.IsKind(abi.KindStr) {
					return t.Raise(t.Exc.TypeError, "%s must be None or a string, not %s", name, t.TypeName(x))
				}
				if x == None {
					x = Unbound
				}
				if name == "sep" {
					sep = x
				} else {
					end = x
				}
			case "file":
				if x != None {
					file = x
				}
			case "flush":
				yes, ok := t.IsTrue(x)
				if !ok {
					return Raised
				}
				flush = yes
			default:
				return t.Raise(t.Exc.TypeError, "print() got an unexpected keyword argument '%s'", name)
			}
		}
		args = args[:len(args)-len(kw)]
	}
	var f *textFile
	if file == Unbound {
		if file, f = t.stdStream(t.names.Stdout); file == Unbound {
			return t.Raise(t.Exc.RuntimeError, "lost sys.stdout")
		}
		if file == None {
			return None
		}
	} else if file.IsPtr() && t.TypeOf(file) == t.Types.TextFile {
		f = t.textFileOf(file)
	}
	if f == nil || f.enc == encOther {
		return t.printTo(file, args, sep, end, flush)
	}
	if b := f.bin; b.closed || b.w == nil || len(b.rbuf) > 0 {
		if t.writableBinary(file) == nil {
			return Raised
		}
	}
	start := len(f.bin.wbuf)
	for i, v := range args {
		if i > 0 && !f.printSep(t, sep, ' ') {
			return Raised
		}
		if !f.printValue(t, v) {
			return Raised
		}
	}
	if !f.printSep(t, end, '\n') {
		return Raised
	}
	if !f.finishWrite(t, min(start, len(f.bin.wbuf))) {
		return Raised
	}
	if flush {
		return fileFlush(t, []Value{file})
	}
	return None
}

func (f *textFile) printSep(t *Thread, sep Value, otherwise byte) bool {
	if sep == Unbound {
		f.bin.wbuf = append(f.bin.wbuf, otherwise)
		return true
	}
	return f.appendStr(t, sep)
}

// appendStr appends a str to the buffer; line ends and flushing come later.
func (f *textFile) appendStr(t *Thread, s Value) bool {
	if IsASCII(s) {
		f.bin.wbuf = append(f.bin.wbuf, strBytes(s)...)
		return true
	}
	start := len(f.bin.wbuf)
	if !f.encode(t, s) {
		f.bin.wbuf = f.bin.wbuf[:start]
		return false
	}
	return true
}

// printValue appends str(v) without making an object of it where that is easy.
func (f *textFile) printValue(t *Thread, v Value) bool {
	switch {
	case v.IsInt():
		f.bin.wbuf = strconv.AppendInt(f.bin.wbuf, v.Int(), 10)
		return true
	case v.IsFloat():
		f.bin.wbuf = pyfmt.AppendFloatRepr(f.bin.wbuf, v.Float())
		return true
	case t.IsExactStr(v):
		return f.appendStr(t, v)
	}
	s := t.Str(v)
	if s == Raised {
		return false
	}
	if f.bin.closed { // by __str__
		t.Raise(t.Exc.ValueError, "I/O operation on closed file.")
		return false
	}
	return f.appendStr(t, s)
}

// printTo is print for any object with a write method.
func (t *Thread) printTo(file Value, args []Value, sep, end Value, flush bool) Value {
	m := t.Mark()
	defer t.Unroot(m)
	t.Root(file)
	t.Root(sep)
	t.Root(end)
	write := t.GetAttr(file, t.names.Write)
	if write == Raised {
		return Raised
	}
	t.Root(write)
	if sep == Unbound {
		sep = t.chars[' ']
	}
	if end == Unbound {
		end = t.chars['\n']
	}
	put := func(v Value) bool {
		s := t.Str(v)
		return s != Raised && t.Call(write, s) != Raised
	}
	for i, v := range args {
		if i > 0 && !put(sep) || !put(v) {
			return Raised
		}
	}
	if !put(end) {
		return Raised
	}
	if flush {
		if t.CallMethod(file, t.names.Flush) == Raised {
			return Raised
		}
	}
	return None
}

func builtinInput(t *Thread, a []Value) Value {
	stdin, in := t.stdStream(t.names.Stdin)
	stdout, out := t.stdStream(t.names.Stdout)
	for _, s := range []struct {
		v    Value
		name string
	}{{stdin, "stdin"}, {stdout, "stdout"}} {
		if s.v == Unbound || s.v == None {
			return t.Raise(t.Exc.RuntimeError, "input(): lost sys.%s", s.name)
		}
	}
	if _, e := t.stdStream(t.names.Stderr); e != nil {
		_ = e.bin.flush() // as CPython, not the concern of input
	}
	if a[0] != Unbound {
		if t.printTo(stdout, a[:1], Unbound, t.EmptyStr, false) == Raised {
			return Raised
		}
	}
	if out != nil {
		if err := out.bin.flush(); err != nil {
			return t.RaiseOS(err, Unbound)
		}
	} else if t.CallMethod(stdout, t.names.Flush) == Raised {
		return Raised
	}
	var line Value
	if in != nil {
		if t.readableText(stdin) == nil {
			return Raised
		}
		line = in.readLine(t, -1)
	} else {
		line = t.CallMethod(stdin, t.Intern("readline"))
	}
	if line == Raised {
		return Raised
	}
	if !line.IsKind(abi.KindStr) {
		return t.Raise(t.Exc.TypeError, "object.readline() returned non-string")
	}
	n := StrLen(line)
	if n == 0 {
		return t.Raise(t.Exc.EOFError, "EOF when reading a line")
	}
	if StrAt(line, n-1) == '\n' {
		text := t.GoString(line)
		return t.NewStr(text[:len(text)-1])
	}
	return line
}

// sourceText is the source that compile, eval and exec are given; ok is false
// without an exception when v is not text.
func (t *Thread) sourceText(v Value) (src []byte, isText bool) {
	switch {
	case v.IsKind(abi.KindStr):
		return t.appendWTF8(nil, v), true
	case v.IsKind(abi.KindBytes), v.IsKind(abi.KindByteArray):
		return bytes.Clone(bytesOf(v)), true
	}
	return nil, false
}

// CompileSource compiles source text to a code object.
func (t *Thread) CompileSource(src []byte, filename, mode string, flags CompileFlags) Value {
	if bytes.IndexByte(src, 0) >= 0 {
		return t.Raise(t.Exc.SyntaxError, "source code string cannot contain null bytes")
	}
	if t.Config.Compile == nil {
		return t.Raise(t.Exc.SystemError, "this virtual machine has no compiler")
	}
	prog, err := t.Config.Compile(src, filename, mode, flags)
	if err != nil {
		if e, ok := err.(*SourceError); ok {
			t.RaiseSource(e)
			if exc := t.exc; len(src) <= 2*maxHintSource && t.TypeOf(exc).IsSubtype(t.Exc.SyntaxError) {
				// For a hint at a mistyped keyword; longer source gets none.
				t.SetSlot(exc, synMetadata, t.NewTuple([]Value{abi.SmallInt(0), abi.SmallInt(0), t.NewStr(string(src))}))
			}
			return Raised
		}
		return t.Raise(t.Exc.SystemError, "%s", err.Error())
	}
	t.sourceWarnings(prog, filename)
	return t.NewCode(prog.Code)
}

// sourceWarnings prints the compiler's warnings as the default filters show them.
func (t *Thread) sourceWarnings(prog *Program, filename string) {
	if len(prog.Warnings) == 0 {
		return
	}
	_, f := t.stdStream(t.names.Stderr)
	if f == nil {
		return
	}
	for _, w := range prog.Warnings {
		key := filename + ":" + strconv.Itoa(w.Line) + ":" + w.Message
		if t.sys.warned == nil {
			t.sys.warned = map[string]bool{}
		}
		if t.sys.warned[key] || len(t.sys.warned) > 1<<16 {
			continue
		}
		t.sys.warned[key] = true
		text := filename + ":" + strconv.Itoa(w.Line) + ": SyntaxWarning: " + w.Message + "\n"
		if line, ok := t.sourceLine(prog.Code, w.Line); ok {
			text += "  " + strings.TrimSpace(line) + "\n"
		}
		f.writeGo(text)
	}
}

// Compiler flags as the ast and codeop modules pass them.
const (
	flagOnlyAST         = 0x400
	flagAllowTopAwait   = 0x2000
	flagDontImplyDedent = 0x200
	flagAllowIncomplete = 0x4000
	flagTypeComments    = 0x1000
	flagOptimizedAST    = 0x8000 | flagOnlyAST
	flagAnnotations     = 0x1000000
	futureFlags         = 0x10 | 0x20000 | 0x40000 | 0x80000 | 0x100000 | 0x200000 | 0x400000 | 0x800000 | flagAnnotations
)

func builtinCompile(t *Thread, a []Value) Value {
	filename, ok := t.FSPath(a[1])
	if !ok {
		return Raised
	}
	if !a[2].IsKind(abi.KindStr) {
		return t.Raise(t.Exc.TypeError, "compile() argument 'mode' must be str, not %s", t.argTypeName(a[2]))
	}
	mode, flags, optimize := t.GoString(a[2]), 0, -1
	if a[3] != Unbound {
		if flags, ok = t.AsInt(a[3], t.Exc.OverflowError); !ok {
			return Raised
		}
	}
	if a[5] != Unbound {
		if optimize, ok = t.AsInt(a[5], t.Exc.OverflowError); !ok {
			return Raised
		}
	}
	switch {
	case flags&^(futureFlags|flagOptimizedAST|flagAllowTopAwait|flagDontImplyDedent|flagAllowIncomplete|flagTypeComments) != 0:
		return t.Raise(t.Exc.ValueError, "compile(): unrecognised flags")
	case optimize < -1 || optimize > 2:
		return t.Raise(t.Exc.ValueError, "compile(): invalid optimize value")
	case mode == "func_type" && flags&flagOnlyAST == 0:
		return t.Raise(t.Exc.ValueError, "compile() mode 'func_type' requires flag PyCF_ONLY_AST")
	case mode != "exec" && mode != "eval" && mode != "single":
		return t.Raise(t.Exc.ValueError, "compile() mode must be 'exec', 'eval' or 'single'")
	case flags&flagOnlyAST != 0:
		return t.Raise(t.Exc.NotImplementedError, "compile() to a syntax tree is not supported")
	}
	if a[0].IsKind(abi.KindCode) {
		return a[0]
	}
	src, isText := t.sourceText(a[0])
	if !isText {
		return t.Raise(t.Exc.TypeError, "compile() arg 1 must be a string, bytes or AST object")
	}
	return t.CompileSource(src, filename, mode, CompileFlags{Annotations: flags&flagAnnotations != 0})
}

// namespaces checks the globals and locals of eval and exec and fills in what
// is missing. who is "exec() " or "".
func (t *Thread) namespaces(globals, locals Value, exec bool) (g, l Value) {
	if globals == Unbound {
		globals = None
	}
	if locals == Unbound {
		locals = None
	}
	if locals != None && !locals.IsKind(abi.KindDict) && (!locals.IsPtr() || t.TypeOf(locals).Slots.GetItem == nil) {
		if exec {
			return t.Raise(t.Exc.TypeError, "locals must be a mapping or None, not %s", t.TypeName(locals)), Unbound
		}
		return t.Raise(t.Exc.TypeError, "locals must be a mapping"), Unbound
	}
	if globals != None && !globals.IsKind(abi.KindDict) {
		switch {
		case exec:
			t.Raise(t.Exc.TypeError, "exec() globals must be a dict, not %s", t.TypeName(globals))
		case globals.IsPtr() && t.TypeOf(globals).Slots.GetItem != nil:
			t.Raise(t.Exc.TypeError, "globals must be a real dict; try eval(code, {}, mapping)")
		default:
			t.Raise(t.Exc.TypeError, "globals must be a dict")
		}
		return Raised, Unbound
	}
	if globals == None {
		if globals = t.Interp.Globals(t); globals == Raised {
			return Raised, Unbound
		}
		if locals == None {
			if locals = t.Interp.Locals(t); locals == Raised {
				return Raised, Unbound
			}
		}
	} else if locals == None {
		locals = globals
	}
	if t.DictGetStr(globals, t.names.Builtins) == Unbound {
		t.DictSetStr(globals, t.names.Builtins, t.Builtins)
	}
	return globals, locals
}

func builtinEval(t *Thread, a []Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	globals, locals := t.namespaces(a[1], a[2], false)
	if globals == Raised {
		return Raised
	}
	t.Root(globals)
	t.Root(locals)
	code := a[0]
	if !code.IsKind(abi.KindCode) {
		src, isText := t.sourceText(a[0])
		if !isText {
			return t.Raise(t.Exc.TypeError, "eval() arg 1 must be a string, bytes or code object")
		}
		if code = t.CompileSource(bytes.TrimLeft(src, " \t"), "<string>", "eval", CompileFlags{}); code == Raised {
			return Raised
		}
	} else if len(t.CodeInfo(code).FreeVars) > 0 {
		return t.Raise(t.Exc.TypeError, "code object passed to eval() may not contain free variables")
	}
	return t.runCode(t.Root(code), globals, locals)
}

func builtinExec(t *Thread, a []Value) Value {
	m := t.Mark()
	defer t.Unroot(m)
	globals, locals := t.namespaces(a[1], a[2], true)
	if globals == Raised {
		return Raised
	}
	t.Root(globals)
	t.Root(locals)
	code := a[0]
	if !code.IsKind(abi.KindCode) {
		if a[3] != Unbound && a[3] != None {
			return t.Raise(t.Exc.TypeError, "closure argument can only be used when source is a code object")
		}
		src, isText := t.sourceText(a[0])
		if !isText {
			return t.Raise(t.Exc.TypeError, "exec() arg 1 must be a string, bytes or code object")
		}
		if code = t.CompileSource(src, "<string>", "exec", CompileFlags{}); code == Raised {
			return Raised
		}
	} else if n := len(t.CodeInfo(code).FreeVars); n > 0 {
		if !a[3].IsKind(abi.KindTuple) || len(abi.TupleItems(a[3])) != n {
			return t.Raise(t.Exc.TypeError, "code object requires a closure of exactly length %d", n)
		}
		fn := t.Root(t.NewFunction(code, globals))
		t.store(fn, &abi.Obj[abi.Function](fn).Closure, a[3])
		if t.Call(fn) == Raised {
			return Raised
		}
		return None
	} else if a[3] != Unbound && a[3] != None {
		return t.Raise(t.Exc.TypeError, "cannot use a closure with this code object")
	}
	if t.runCode(t.Root(code), globals, locals) == Raised {
		return Raised
	}
	return None
}

// runCode runs a code object one level deeper in Go.
func (t *Thread) runCode(code, globals, locals Value) Value {
	if !t.Enter("") {
		return Raised
	}
	r := t.Interp.RunCode(t, code, globals, locals)
	t.Leave()
	return r
}
