package runtime

import (
	"strings"

	"github.com/go-python/gopython/internal/abi"
)

// Exit codes of RunMain, as CPython's.
const (
	exitFailure     = 1
	exitFlushFailed = 120
	exitInterrupted = 130
)

// NewMain makes module __main__ for a script (file "" for -c and the like) and
// returns its namespace.
func (t *Thread) NewMain(file string) Value {
	mod := t.NewModule("__main__")
	d := t.ModuleDict(mod)
	t.DictSetStr(t.modules, t.names.Main, mod)
	t.DictSetStr(d, t.names.Builtins, t.Module("builtins"))
	if file != "" {
		t.DictSetStr(d, t.names.File, t.NewStr(file))
		t.DictSetStr(d, t.Intern("__cached__"), None)
	}
	return d
}

// RunMain runs a program as __main__ and returns the exit code of the process.
// Uncaught exceptions are printed; the standard streams are flushed.
func (t *Thread) RunMain(prog *Program, file string) int {
	return t.runMain(func() {
		d := t.Root(t.NewMain(file))
		t.sourceWarnings(prog, prog.Code.Filename)
		t.runCode(t.Root(t.NewCode(prog.Code)), d, d)
	})
}

// runMain calls run, which leaves an exception pending when the program fails,
// and ends the program.
func (t *Thread) runMain(run func()) int {
	m := t.Mark()
	t.guard(run)
	t.Unroot(m)
	code := 0
	if t.exc != Unbound && !t.guard(func() { code = t.HandleUncaught() }) {
		t.Collect() // no frame runs, so much of what there was may be garbage now
		if !t.guard(func() { code = t.HandleUncaught() }) {
			code = exitFailure
		}
	}
	if !t.guard(func() { code = t.Finish(code) }) && code == 0 {
		code = exitFlushFailed
	}
	return code
}

// RunSource compiles and runs source text as __main__; see RunMain.
func (t *Thread) RunSource(src []byte, filename, file string) int {
	if file == "" {
		t.sys.sources = map[string][]string{filename: splitSource(string(src))}
	}
	return t.runMain(func() {
		d := t.Root(t.NewMain(file))
		r := t.CompileSource(src, filename, "exec", CompileFlags{})
		if r != Raised {
			t.runCode(t.Root(r), d, d)
		} else if file != "" {
			t.scriptError()
		}
	})
}

// scriptError adjusts the pending SyntaxError of a file that is run: CPython,
// which reads it line by line, has no column for a block missing at its end.
func (t *Thread) scriptError() {
	if exc := t.exc; t.TypeOf(exc) == t.Exc.IndentationError && Slot(exc, synEndOffset) == abi.SmallInt(-1) &&
		strings.HasPrefix(t.GoString(Slot(exc, synMsg)), "expected an indented block") {
		t.SetSlot(exc, synOffset, abi.SmallInt(0))
	}
}

// HandleUncaught takes the pending exception and does what the end of a
// program does with it: SystemExit gives the exit code, any other goes to
// sys.excepthook.
func (t *Thread) HandleUncaught() int {
	exc := t.TakePending()
	if exc == Unbound {
		return 0
	}
	m := t.Mark()
	defer t.Unroot(m)
	t.Root(exc)
	if t.TypeOf(exc).IsSubtype(t.Exc.SystemExit) {
		return t.exitCode(exc)
	}
	t.callExceptHook(exc)
	if t.TypeOf(exc).IsSubtype(t.Exc.KeyboardInterrupt) {
		return exitInterrupted
	}
	return exitFailure
}

func (t *Thread) exitCode(exc Value) int {
	code := t.GetAttrOpt(exc, t.Intern("code"))
	if code == Raised {
		t.TakePending()
		return exitFailure
	}
	switch {
	case code == None || code == Unbound:
		return 0
	case code.IsBool() || code.IsInt() || code.IsPtr() && t.TypeOf(code).IsSubtype(t.Types.Int):
		n, fits := t.IntValue(code)
		if !fits {
			n = -1
		}
		return int(uint8(n))
	}
	m := t.Mark()
	defer t.Unroot(m)
	t.Root(code)
	t.FlushStdout()
	err, _ := t.stdStream(t.names.Stderr)
	if err == Unbound || err == None {
		return exitFailure
	}
	if t.printTo(err, []Value{code}, Unbound, Unbound, true) == Raised {
		t.TakePending()
	}
	return exitFailure
}

// callExceptHook shows an exception through sys.excepthook.
func (t *Thread) callExceptHook(exc Value) {
	hook := t.SysGet("excepthook")
	switch {
	case hook == Unbound:
		t.FlushStdout()
		t.WriteStderr("sys.excepthook is missing\n")
		t.PrintException(exc)
		return
	case hook == t.SysGet("__excepthook__"):
		t.PrintException(exc)
		return
	}
	if t.Call(hook, t.TypeOf(exc).Obj, exc, Slot(exc, ExcTraceback)) != Raised {
		return
	}
	second := t.TakePending()
	if t.TypeOf(second).IsSubtype(t.Exc.SystemExit) {
		return
	}
	m := t.Mark()
	defer t.Unroot(m)
	t.Root(second)
	t.FlushStdout()
	t.WriteStderr("Error in sys.excepthook:\n" + t.FormatException(second))
	t.WriteStderr("\nOriginal exception was:\n" + t.FormatException(exc))
}

// PrintException writes an exception with its traceback to sys.stderr.
func (t *Thread) PrintException(exc Value) {
	m := t.Mark()
	defer t.Unroot(m)
	t.Root(exc)
	t.FlushStdout()
	t.WriteStderr(t.FormatException(exc))
}

// WriteStderr writes text to sys.stderr, which the program may have replaced.
// Nothing can be done about failures.
func (t *Thread) WriteStderr(text string) {
	v, f := t.stdStream(t.names.Stderr)
	switch {
	case v == Unbound || v == None:
	case f != nil:
		f.writeGo(text)
		_ = f.bin.flush() // see above
	default:
		m := t.Mark()
		defer t.Unroot(m)
		saved := t.exc
		if saved != Unbound {
			t.Root(saved)
		}
		t.exc = Unbound
		t.Root(v)
		if t.CallMethod(v, t.names.Write, t.Root(t.NewStr(text))) != Raised {
			t.CallMethod(v, t.names.Flush)
		}
		t.exc = saved
	}
}

// writeGo appends WTF-8 text from Go; what the encoding lacks is escaped.
func (f *textFile) writeGo(text string) {
	if f.bin.closed || f.bin.w == nil {
		return
	}
	for i := 0; i < len(text); {
		r, w := decodeWTF8(text[i:])
		switch {
		case r < 0x80 || f.enc == encUTF8 && (r < 0xd800 || r > 0xdfff):
			f.bin.wbuf = append(f.bin.wbuf, text[i:i+w]...)
		default:
			f.bin.wbuf = append(f.bin.wbuf, charEscape(r)...)
		}
		i += w
	}
	if f.lineBuf || len(f.bin.wbuf) >= writeBuffer {
		_ = f.bin.flush() // text for a human; there is nobody else to tell
	}
}

// Finish flushes the standard streams at the end of a program: code, or 120
// when sys.stdout cannot be flushed.
func (t *Thread) Finish(code int) int {
	t.runAtExit()
	failed := false
	for _, name := range []Value{t.names.Stdout, t.names.Stderr} {
		v, f := t.stdStream(name)
		switch {
		case v == Unbound || v == None:
		case f != nil:
			if !f.bin.closed && f.bin.flush() != nil && name == t.names.Stdout {
				failed = true
			}
		default:
			m := t.Mark()
			if t.CallMethod(t.Root(v), t.names.Flush) == Raised {
				t.TakePending()
				failed = failed || name == t.names.Stdout
			}
			t.Unroot(m)
		}
	}
	for _, b := range t.sys.std {
		if b != nil && !b.closed {
			_ = b.flush() // a replaced sys.stdout's original
		}
	}
	t.sys.finalizing = true
	if failed && code == 0 {
		return exitFlushFailed
	}
	return code
}

// runAtExit runs what module atexit, when imported, has registered.
func (t *Thread) runAtExit() {
	mod := t.Module("atexit")
	if mod == Unbound || !mod.IsKind(abi.KindInstance) {
		return
	}
	m := t.Mark()
	defer t.Unroot(m)
	if t.CallMethod(t.Root(mod), t.Intern("_run_exitfuncs")) == Raised {
		t.HandleUncaught()
	}
}
