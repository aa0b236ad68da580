# The built-in exceptions: bases, construction, attributes, matching.
names = ["ArithmeticError", "AssertionError", "AttributeError", "BaseException", "BlockingIOError", "BufferError", "ConnectionError", "EOFError", "Exception", "FileNotFoundError", "FloatingPointError", "GeneratorExit", "ImportError", "IndentationError", "IndexError", "KeyError", "KeyboardInterrupt", "LookupError", "MemoryError", "ModuleNotFoundError", "NameError", "NotImplementedError", "OSError", "OverflowError", "PermissionError", "RecursionError", "ReferenceError", "RuntimeError", "StopIteration", "StopAsyncIteration", "SyntaxError", "SystemError", "SystemExit", "TabError", "TimeoutError", "TypeError", "UnboundLocalError", "ValueError", "Warning", "DeprecationWarning", "UserWarning", "ZeroDivisionError", "UnicodeError"]
for n in names:
    c = eval(n)
    print(n, [b.__name__ for b in c.__mro__[1:-1]], repr(c()), repr(c("m")), str(c("m")), c("m").args)
print(IOError is OSError, EnvironmentError is OSError, KeyError("a") == KeyError("a"), issubclass(bool, Exception))
e = OSError(2, "no", "f")
print(e.errno, e.strerror, e.filename, type(e).__name__, type(OSError(13, "x")).__name__, OSError("one").errno, type(OSError(9999, "x")).__name__)
e = ImportError("m", name="n", path="p")
print(e.name, e.path, e.msg, StopIteration(5).value, SystemExit(3).code, SystemExit().code, SystemExit("a", 1).code, UnicodeDecodeError("ascii", b"\xff", 0, 1, "why"), UnicodeEncodeError("ascii", "é", 0, 1, "why"), NameError("x", name="q").name, AttributeError("m", name="n", obj=5).obj)
e = SyntaxError("bad", ("file.py", 3, 5, "x = = 1", 3, 6))
print(e, e.msg, e.filename, e.lineno, e.offset, e.text, e.end_offset)
for f in (lambda: ValueError(x=1), lambda: ImportError(nope=1), lambda: UnicodeDecodeError(1), lambda: BaseException.__new__(5), lambda: ValueError().nope, lambda: setattr(ValueError(), "args", 5), lambda: setattr(ValueError(), "__cause__", 5), lambda: setattr(ValueError(), "__traceback__", 5), lambda: ValueError().with_traceback(5), lambda: ValueError().add_note(5)):
    try:
        print(f())
    except Exception as x:
        print(type(x).__name__, x)
for raiser in (KeyError("k"), IndexError("i"), ZeroDivisionError("z"), FileNotFoundError(2, "f"), UnicodeEncodeError("a", "b", 0, 1, "c"), RecursionError("r"), NotImplementedError("n"), StopIteration(1), ModuleNotFoundError("m")):
    try:
        raise raiser
    except LookupError as e:
        print("lookup", repr(e))
    except ArithmeticError as e:
        print("arith", repr(e))
    except (OSError, ValueError) as e:
        print("os or value", repr(e))
    except RuntimeError as e:
        print("runtime", repr(e))
    except Exception as e:
        print("other", repr(e))
