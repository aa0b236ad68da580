package runtime

// Exceptions are the builtin exception classes.
type Exceptions struct {
	BaseException, BaseExceptionGroup, ExceptionGroup, GeneratorExit, KeyboardInterrupt, SystemExit, Exception,
	ArithmeticError, FloatingPointError, OverflowError, ZeroDivisionError,
	AssertionError, AttributeError, BufferError, EOFError,
	ImportError, ModuleNotFoundError,
	LookupError, IndexError, KeyError,
	MemoryError, NameError, UnboundLocalError,
	OSError, BlockingIOError, ChildProcessError, ConnectionError, BrokenPipeError, ConnectionAbortedError,
	ConnectionRefusedError, ConnectionResetError, FileExistsError, FileNotFoundError, InterruptedError,
	IsADirectoryError, NotADirectoryError, PermissionError, ProcessLookupError, TimeoutError,
	ReferenceError, RuntimeError, NotImplementedError, PythonFinalizationError, RecursionError,
	StopAsyncIteration, StopIteration,
	SyntaxError, IndentationError, TabError, IncompleteInputError,
	SystemError, TypeError, ValueError, UnicodeError, UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError,
	Warning, BytesWarning, DeprecationWarning, EncodingWarning, FutureWarning, ImportWarning,
	PendingDeprecationWarning, ResourceWarning, RuntimeWarning, SyntaxWarning, UnicodeWarning, UserWarning *Type
}

// bootException declares a class, by a specification or, when it adds nothing,
// by its name.
type bootException struct {
	dst, base **Type
	spec      *TypeSpec
	name, doc string
}

// plainException is what all classes have that add nothing.
var plainException TypeSpec

// bootExceptions makes the exception classes, bases first.
func (t *Thread) bootExceptions() {
	E := &t.Exc
	var plain TypeSpec // of the one at hand
	for _, b := range exceptionTable(E) {
		var base *Type
		if b.base != nil {
			base = *b.base
		}
		spec := b.spec
		if spec == nil {
			spec = &plain
			spec.Name, spec.Doc = b.name, b.doc
		}
		typ := t.addBuiltin(spec, base)
		*b.dst = typ
		if typ == E.ExceptionGroup {
			// The one builtin class with two bases.
			typ.Bases = []*Type{E.BaseExceptionGroup, E.Exception}
			typ.MRO = []*Type{typ, E.BaseExceptionGroup, E.Exception, E.BaseException, t.Types.Object}
			E.Exception.subclasses = append(E.Exception.subclasses, typ)
		}
		if f := exceptionInits[typ.Name]; f != nil {
			typ.excInit = f
		}
		if b.spec == nil {
			spec = &plainException
		}
		t.fillBuiltin(typ, spec)
	}
}

// exceptionInits are the functions that set the fields a class adds, from args.
var exceptionInits = map[string]func(t *Thread, exc Value, args []Value){
	"StopIteration":         initStopIteration,
	"SystemExit":            initSystemExit,
	"ImportError":           initImportError,
	"OSError":               initOSError,
	"SyntaxError":           initSyntaxErrorQuiet,
	"UnicodeEncodeError":    initUnicodeFields,
	"UnicodeDecodeError":    initUnicodeFields,
	"UnicodeTranslateError": initUnicodeFields,
}

func exceptionTable(E *Exceptions) []bootException {
	return []bootException{
		{dst: &E.BaseException, base: nil, spec: &baseExceptionType},
		{dst: &E.Exception, base: &E.BaseException, name: "Exception", doc: "Common base class for all non-exit exceptions."},
		{dst: &E.BaseExceptionGroup, base: &E.BaseException, spec: &baseExceptionGroupType},
		{dst: &E.ExceptionGroup, base: &E.BaseExceptionGroup, name: "ExceptionGroup", doc: ""},
		{dst: &E.GeneratorExit, base: &E.BaseException, name: "GeneratorExit", doc: "Request that a generator exit."},
		{dst: &E.KeyboardInterrupt, base: &E.BaseException, name: "KeyboardInterrupt", doc: "Program interrupted by user."},
		{dst: &E.SystemExit, base: &E.BaseException, spec: &systemExitType},
		{dst: &E.ArithmeticError, base: &E.Exception, name: "ArithmeticError", doc: "Base class for arithmetic errors."},
		{dst: &E.FloatingPointError, base: &E.ArithmeticError, name: "FloatingPointError", doc: "Floating-point operation failed."},
		{dst: &E.OverflowError, base: &E.ArithmeticError, name: "OverflowError", doc: "Result too large to be represented."},
		{dst: &E.ZeroDivisionError, base: &E.ArithmeticError, name: "ZeroDivisionError", doc: "Second argument to a division or modulo operation was zero."},
		{dst: &E.AssertionError, base: &E.Exception, name: "AssertionError", doc: "Assertion failed."},
		{dst: &E.AttributeError, base: &E.Exception, spec: &attributeErrorType},
		{dst: &E.BufferError, base: &E.Exception, name: "BufferError", doc: "Buffer error."},
		{dst: &E.EOFError, base: &E.Exception, name: "EOFError", doc: "Read beyond end of file."},
		{dst: &E.ImportError, base: &E.Exception, spec: &importErrorType},
		{dst: &E.ModuleNotFoundError, base: &E.ImportError, name: "ModuleNotFoundError", doc: "Module not found."},
		{dst: &E.LookupError, base: &E.Exception, name: "LookupError", doc: "Base class for lookup errors."},
		{dst: &E.IndexError, base: &E.LookupError, name: "IndexError", doc: "Sequence index out of range."},
		{dst: &E.KeyError, base: &E.LookupError, spec: &keyErrorType},
		{dst: &E.MemoryError, base: &E.Exception, name: "MemoryError", doc: "Out of memory."},
		{dst: &E.NameError, base: &E.Exception, spec: &nameErrorType},
		{dst: &E.UnboundLocalError, base: &E.NameError, name: "UnboundLocalError", doc: "Local name referenced but not bound to a value."},
		{dst: &E.OSError, base: &E.Exception, spec: &osErrorType},
		{dst: &E.BlockingIOError, base: &E.OSError, name: "BlockingIOError", doc: "I/O operation would block."},
		{dst: &E.ChildProcessError, base: &E.OSError, name: "ChildProcessError", doc: "Child process error."},
		{dst: &E.ConnectionError, base: &E.OSError, name: "ConnectionError", doc: "Connection error."},
		{dst: &E.BrokenPipeError, base: &E.ConnectionError, name: "BrokenPipeError", doc: "Broken pipe."},
		{dst: &E.ConnectionAbortedError, base: &E.ConnectionError, name: "ConnectionAbortedError", doc: "Connection aborted."},
		{dst: &E.ConnectionRefusedError, base: &E.ConnectionError, name: "ConnectionRefusedError", doc: "Connection refused."},
		{dst: &E.ConnectionResetError, base: &E.ConnectionError, name: "ConnectionResetError", doc: "Connection reset."},
		{dst: &E.FileExistsError, base: &E.OSError, name: "FileExistsError", doc: "File already exists."},
		{dst: &E.FileNotFoundError, base: &E.OSError, name: "FileNotFoundError", doc: "File not found."},
		{dst: &E.InterruptedError, base: &E.OSError, name: "InterruptedError", doc: "Interrupted by signal."},
		{dst: &E.IsADirectoryError, base: &E.OSError, name: "IsADirectoryError", doc: "Operation doesn't work on directories."},
		{dst: &E.NotADirectoryError, base: &E.OSError, name: "NotADirectoryError", doc: "Operation only works on directories."},
		{dst: &E.PermissionError, base: &E.OSError, name: "PermissionError", doc: "Not enough permissions."},
		{dst: &E.ProcessLookupError, base: &E.OSError, name: "ProcessLookupError", doc: "Process not found."},
		{dst: &E.TimeoutError, base: &E.OSError, name: "TimeoutError", doc: "Timeout expired."},
		{dst: &E.ReferenceError, base: &E.Exception, name: "ReferenceError", doc: "Weak ref proxy used after referent went away."},
		{dst: &E.RuntimeError, base: &E.Exception, name: "RuntimeError", doc: "Unspecified run-time error."},
		{dst: &E.NotImplementedError, base: &E.RuntimeError, name: "NotImplementedError", doc: "Method or function hasn't been implemented yet."},
		{dst: &E.PythonFinalizationError, base: &E.RuntimeError, name: "PythonFinalizationError", doc: "Operation blocked during Python finalization."},
		{dst: &E.RecursionError, base: &E.RuntimeError, name: "RecursionError", doc: "Recursion limit exceeded."},
		{dst: &E.StopAsyncIteration, base: &E.Exception, name: "StopAsyncIteration", doc: "Signal the end from iterator.__anext__()."},
		{dst: &E.StopIteration, base: &E.Exception, spec: &stopIterationType},
		{dst: &E.SyntaxError, base: &E.Exception, spec: &syntaxErrorType},
		{dst: &E.IncompleteInputError, base: &E.SyntaxError, name: "_IncompleteInputError", doc: "incomplete input."},
		{dst: &E.IndentationError, base: &E.SyntaxError, name: "IndentationError", doc: "Improper indentation."},
		{dst: &E.TabError, base: &E.IndentationError, name: "TabError", doc: "Improper mixture of spaces and tabs."},
		{dst: &E.SystemError, base: &E.Exception, name: "SystemError", doc: "Internal error in the virtual machine."},
		{dst: &E.TypeError, base: &E.Exception, name: "TypeError", doc: "Inappropriate argument type."},
		{dst: &E.ValueError, base: &E.Exception, name: "ValueError", doc: "Inappropriate argument value (of correct type)."},
		{dst: &E.UnicodeError, base: &E.ValueError, name: "UnicodeError", doc: "Unicode related error."},
		{dst: &E.UnicodeDecodeError, base: &E.UnicodeError, spec: &unicodeDecodeErrorType},
		{dst: &E.UnicodeEncodeError, base: &E.UnicodeError, spec: &unicodeEncodeErrorType},
		{dst: &E.UnicodeTranslateError, base: &E.UnicodeError, spec: &unicodeTranslateErrorType},
		{dst: &E.Warning, base: &E.Exception, name: "Warning", doc: "Base class for warning categories."},
		{dst: &E.BytesWarning, base: &E.Warning, name: "BytesWarning", doc: "Base class for warnings about bytes and buffers."},
		{dst: &E.DeprecationWarning, base: &E.Warning, name: "DeprecationWarning", doc: "Base class for warnings about deprecated features."},
		{dst: &E.EncodingWarning, base: &E.Warning, name: "EncodingWarning", doc: "Base class for warnings about encodings."},
		{dst: &E.FutureWarning, base: &E.Warning, name: "FutureWarning", doc: "Base class for warnings about what will change its meaning."},
		{dst: &E.ImportWarning, base: &E.Warning, name: "ImportWarning", doc: "Base class for warnings about probable mistakes in imports."},
		{dst: &E.PendingDeprecationWarning, base: &E.Warning, name: "PendingDeprecationWarning", doc: "Base class for warnings about what will be deprecated."},
		{dst: &E.ResourceWarning, base: &E.Warning, name: "ResourceWarning", doc: "Base class for warnings about resource usage."},
		{dst: &E.RuntimeWarning, base: &E.Warning, name: "RuntimeWarning", doc: "Base class for warnings about dubious runtime behavior."},
		{dst: &E.SyntaxWarning, base: &E.Warning, name: "SyntaxWarning", doc: "Base class for warnings about dubious syntax."},
		{dst: &E.UnicodeWarning, base: &E.Warning, name: "UnicodeWarning", doc: "Base class for warnings about Unicode problems."},
		{dst: &E.UserWarning, base: &E.Warning, name: "UserWarning", doc: "Base class for warnings generated by user code."},
	}
}
