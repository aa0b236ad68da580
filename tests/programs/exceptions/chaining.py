# __cause__, __context__, __suppress_context__, tracebacks, with_traceback.
def show(e, depth=0):
    while e is not None:
        print("  " * depth + repr(e), "cause", repr(e.__cause__), "context", repr(e.__context__), e.__suppress_context__)
        e, depth = e.__cause__ or e.__context__, depth + 1


def run(f):
    try:
        f()
    except Exception as e:
        show(e)


def a():
    try:
        1 / 0
    except ZeroDivisionError as e:
        raise ValueError("a") from e


def b():
    try:
        a()
    except ValueError:
        raise KeyError("b")


def c():
    try:
        b()
    except KeyError:
        raise TypeError("c") from None


def d():
    raise ValueError("d") from KeyError


def e():
    try:
        raise ValueError("inner")
    except ValueError as x:
        raise x


def f():
    x = ValueError("own")
    try:
        raise x
    except ValueError:
        raise x from x


def g():
    try:
        raise ValueError("1")
    except ValueError:
        try:
            raise KeyError("2")
        except KeyError:
            pass
        raise TypeError("3")


def h():
    raise ValueError from 5


for fn in (a, b, c, d, e, g, h):
    print(fn.__name__)
    run(fn)


def depth(tb):
    n = 0
    while tb:
        n += 1
        tb = tb.tb_next
    return n


try:
    b()
except KeyError as x:
    tb = x.__traceback__
    print(depth(tb), tb.tb_lineno, tb.tb_next.tb_lineno, tb.tb_frame.f_code.co_name, tb.tb_next.tb_frame.f_code.co_name, depth(x.__context__.__traceback__))
    y = RuntimeError("other").with_traceback(tb)
    print(y.__traceback__ is tb)
    x.__traceback__ = None
    print(x.__traceback__)
import sys
print(sys.exc_info())
try:
    raise ValueError("v")
except ValueError:
    print(sys.exc_info()[0].__name__, sys.exc_info()[1], sys.exception())

    def inside():
        return repr(sys.exception())
    print(inside())
    try:
        raise KeyError
    except KeyError:
        print(repr(sys.exception()))
    print(repr(sys.exception()))
print(sys.exception())


def gen():
    try:
        yield 1
    except ValueError:
        yield repr(sys.exception())
    yield sys.exception()


it = gen()
next(it)
print(it.throw(ValueError("t")), next(it))
x = ValueError("n")
x.add_note("a note")
x.add_note("b")
print(x.__notes__, x, ValueError("q").__dict__)
try:
    raise
except RuntimeError as r:
    print(r)
for bad in (5, "s", None, int, object()):
    try:
        raise bad
    except TypeError as t:
        print(t)
for bad in (5, "ValueError", (ValueError, 5)):
    try:
        try:
            1 / 0
        except bad:
            print("no")
    except TypeError as t:
        print(t)
