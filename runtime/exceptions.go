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

type bootException struct {
	dst  **Type
	spec *TypeSpec
	base **Type
}

// plainException declares a class that adds nothing but its name.
func plainException(name, doc string) *TypeSpec { return &TypeSpec{Name: name, Doc: doc} }

// bootExceptions makes the exception classes, bases first.
func (t *Thread) bootExceptions() {
	E := &t.Exc
	for _, b := range exceptionTable(E) {
		var base *Type
		if b.base != nil {
			base = *b.base
		}
		typ := t.addBuiltin(b.spec, base)
		*b.dst = typ
		if typ == E.ExceptionGroup {
			// The one builtin class with two bases.
			typ.Bases = []*Type{E.BaseExceptionGroup, E.Exception}
			typ.MRO = []*Type{typ, E.BaseExceptionGroup, E.Exception, E.BaseException, t.Types.Object}
			E.Exception.subclasses = append(E.Exception.subclasses, typ)
		}
		if f := exceptionInits[b.spec.Name]; f != nil {
			typ.excInit = f
		}
		t.fillBuiltin(typ, b.spec)
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
	p := plainException
	return []bootException{
		{&E.BaseException, &baseExceptionType, nil},
		{&E.Exception, p("Exception", "Common base class for all non-exit exceptions."), &E.BaseException},
		{&E.BaseExceptionGroup, &baseExceptionGroupType, &E.BaseException},
		{&E.ExceptionGroup, p("ExceptionGroup", ""), &E.BaseExceptionGroup},
		{&E.GeneratorExit, p("GeneratorExit", "Request that a generator exit."), &E.BaseException},
		{&E.KeyboardInterrupt, p("KeyboardInterrupt", "Program interrupted by user."), &E.BaseException},
		{&E.SystemExit, &systemExitType, &E.BaseException},
		{&E.ArithmeticError, p("ArithmeticError", "Base class for arithmetic errors."), &E.Exception},
		{&E.FloatingPointError, p("FloatingPointError", "Floating-point operation failed."), &E.ArithmeticError},
		{&E.OverflowError, p("OverflowError", "Result too large to be represented."), &E.ArithmeticError},
		{&E.ZeroDivisionError, p("ZeroDivisionError", "Second argument to a division or modulo operation was zero."), &E.ArithmeticError},
		{&E.AssertionError, p("AssertionError", "Assertion failed."), &E.Exception},
		{&E.AttributeError, &attributeErrorType, &E.Exception},
		{&E.BufferError, p("BufferError", "Buffer error."), &E.Exception},
		{&E.EOFError, p("EOFError", "Read beyond end of file."), &E.Exception},
		{&E.ImportError, &importErrorType, &E.Exception},
		{&E.ModuleNotFoundError, p("ModuleNotFoundError", "Module not found."), &E.ImportError},
		{&E.LookupError, p("LookupError", "Base class for lookup errors."), &E.Exception},
		{&E.IndexError, p("IndexError", "Sequence index out of range."), &E.LookupError},
		{&E.KeyError, &keyErrorType, &E.LookupError},
		{&E.MemoryError, p("MemoryError", "Out of memory."), &E.Exception},
		{&E.NameError, &nameErrorType, &E.Exception},
		{&E.UnboundLocalError, p("UnboundLocalError", "Local name referenced but not bound to a value."), &E.NameError},
		{&E.OSError, &osErrorType, &E.Exception},
		{&E.BlockingIOError, p("BlockingIOError", "I/O operation would block."), &E.OSError},
		{&E.ChildProcessError, p("ChildProcessError", "Child process error."), &E.OSError},
		{&E.ConnectionError, p("ConnectionError", "Connection error."), &E.OSError},
		{&E.BrokenPipeError, p("BrokenPipeError", "Broken pipe."), &E.ConnectionError},
		{&E.ConnectionAbortedError, p("ConnectionAbortedError", "Connection aborted."), &E.ConnectionError},
		{&E.ConnectionRefusedError, p("ConnectionRefusedError", "Connection refused."), &E.ConnectionError},
		{&E.ConnectionResetError, p("ConnectionResetError", "Connection reset."), &E.ConnectionError},
		{&E.FileExistsError, p("FileExistsError", "File already exists."), &E.OSError},
		{&E.FileNotFoundError, p("FileNotFoundError", "File not found."), &E.OSError},
		{&E.InterruptedError, p("InterruptedError", "Interrupted by signal."), &E.OSError},
		{&E.IsADirectoryError, p("IsADirectoryError", "Operation doesn't work on directories."), &E.OSError},
		{&E.NotADirectoryError, p("NotADirectoryError", "Operation only works on directories."), &E.OSError},
		{&E.PermissionError, p("PermissionError", "Not enough permissions."), &E.OSError},
		{&E.ProcessLookupError, p("ProcessLookupError", "Process not found."), &E.OSError},
		{&E.TimeoutError, p("TimeoutError", "Timeout expired."), &E.OSError},
		{&E.ReferenceError, p("ReferenceError", "Weak ref proxy used after referent went away."), &E.Exception},
		{&E.RuntimeError, p("RuntimeError", "Unspecified run-time error."), &E.Exception},
		{&E.NotImplementedError, p("NotImplementedError", "Method or function hasn't been implemented yet."), &E.RuntimeError},
		{&E.PythonFinalizationError, p("PythonFinalizationError", "Operation blocked during Python finalization."), &E.RuntimeError},
		{&E.RecursionError, p("RecursionError", "Recursion limit exceeded."), &E.RuntimeError},
		{&E.StopAsyncIteration, p("StopAsyncIteration", "Signal the end from iterator.__anext__()."), &E.Exception},
		{&E.StopIteration, &stopIterationType, &E.Exception},
		{&E.SyntaxError, &syntaxErrorType, &E.Exception},
		{&E.IncompleteInputError, p("_IncompleteInputError", "incomplete input."), &E.SyntaxError},
		{&E.IndentationError, p("IndentationError", "Improper indentation."), &E.SyntaxError},
		{&E.TabError, p("TabError", "Improper mixture of spaces and tabs."), &E.IndentationError},
		{&E.SystemError, p("SystemError", "Internal error in the virtual machine."), &E.Exception},
		{&E.TypeError, p("TypeError", "Inappropriate argument type."), &E.Exception},
		{&E.ValueError, p("ValueError", "Inappropriate argument value (of correct type)."), &E.Exception},
		{&E.UnicodeError, p("UnicodeError", "Unicode related error."), &E.ValueError},
		{&E.UnicodeDecodeError, &unicodeDecodeErrorType, &E.UnicodeError},
		{&E.UnicodeEncodeError, &unicodeEncodeErrorType, &E.UnicodeError},
		{&E.UnicodeTranslateError, &unicodeTranslateErrorType, &E.UnicodeError},
		{&E.Warning, p("Warning", "Base class for warning categories."), &E.Exception},
		{&E.BytesWarning, p("BytesWarning", "Base class for warnings about bytes and buffers."), &E.Warning},
		{&E.DeprecationWarning, p("DeprecationWarning", "Base class for warnings about deprecated features."), &E.Warning},
		{&E.EncodingWarning, p("EncodingWarning", "Base class for warnings about encodings."), &E.Warning},
		{&E.FutureWarning, p("FutureWarning", "Base class for warnings about what will change its meaning."), &E.Warning},
		{&E.ImportWarning, p("ImportWarning", "Base class for warnings about probable mistakes in imports."), &E.Warning},
		{&E.PendingDeprecationWarning, p("PendingDeprecationWarning", "Base class for warnings about what will be deprecated."), &E.Warning},
		{&E.ResourceWarning, p("ResourceWarning", "Base class for warnings about resource usage."), &E.Warning},
		{&E.RuntimeWarning, p("RuntimeWarning", "Base class for warnings about dubious runtime behavior."), &E.Warning},
		{&E.SyntaxWarning, p("SyntaxWarning", "Base class for warnings about dubious syntax."), &E.Warning},
		{&E.UnicodeWarning, p("UnicodeWarning", "Base class for warnings about Unicode problems."), &E.Warning},
		{&E.UserWarning, p("UserWarning", "Base class for warnings generated by user code."), &E.Warning},
	}
}
