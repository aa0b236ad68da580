# Generators: next, send, throw, close, return values, states.
def g():
    print("start")
    x = yield 1
    print("got", x)
    try:
        y = yield 2
        print("got", y)
    except ValueError as e:
        print("caught", e)
        yield "handled"
    finally:
        print("finally")
    return "result"


a = g()
print(next(a), a.send("hello"), a.throw(ValueError("boom")))
try:
    next(a)
except StopIteration as e:
    print("stop", e.value, e.args)
print(next(a, "exhausted"), list(a))
b = g()
try:
    b.send("too early")
except TypeError as e:
    print(e)
print(next(b), b.send(None))
b.close()
b.close()
try:
    b.throw(KeyError("after close"))
except KeyError as e:
    print(repr(e))
c = g()
try:
    c.throw(RuntimeError("before start"))
except RuntimeError as e:
    print(repr(e))
print(list(c))
c = g()
c.close()
print(next(c, "closed"))


def stubborn():
    for _ in range(2):
        try:
            yield 1
        except GeneratorExit:
            print("ignoring")


s = stubborn()
next(s)
try:
    s.close()
except RuntimeError as e:
    print(e)
list(s)


def reenter():
    yield next(me)


me = reenter()
try:
    next(me)
except ValueError as e:
    print(e)


def stops():
    yield 1
    raise StopIteration("inside")


try:
    list(stops())
except RuntimeError as e:
    print(e, repr(e.__cause__))


def averager():
    total = n = 0
    avg = None
    while True:
        v = yield avg
        if v is None:
            return total, n
        total += v
        n += 1
        avg = total / n


av = averager()
next(av)
print([av.send(v) for v in (10, 20, 60)])
try:
    av.send(None)
except StopIteration as e:
    print(e.value)
print(type(av).__name__, av.__name__, av.__qualname__, av.gi_frame, av.gi_running, iter(av) is av)


def cl():
    try:
        yield 1
    except GeneratorExit:
        return "closed value"


k = cl()
next(k)
print(k.close(), cl().close())
for f in (lambda: g().throw(5), lambda: g().throw(), lambda: g().send(), lambda: g()[0], lambda: len(g()), lambda: g() + 1, lambda: g().throw(ValueError)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
