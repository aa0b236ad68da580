# Generators that are collected into lists: by list, tuple, join, sorted, extend.
import sys


def numbers(n, fail=-1):
    for i in range(n):
        if i == fail:
            raise KeyError(i)
        yield i * i


def joined(words):
    return "".join(w.upper() for w in words)


for k in range(40):
    r = joined("some words and more".split() * 3)
print(r)
print(len(joined(["ab"] * 2000)), joined([]), joined("x"))
try:
    joined(["a"] * 700 + [5])
except AttributeError as e:
    print(e)
try:
    "".join(x for x in [1, 2])
except TypeError as e:
    print(e)

for k in range(30):
    a = list(numbers(600))
    b = tuple(numbers(600))
    c = sorted(numbers(600), reverse=True)
    d = []
    d.extend(numbers(600))
    d += numbers(3)
    e = [*numbers(500), *numbers(5)]
print(len(a), sum(b), c[:3], len(d), d[-4:], len(e))
for n in (0, 1, 2):
    print(list(numbers(n)), tuple(numbers(n)))

for fail in (0, 3, 555):
    try:
        list(numbers(600, fail))
    except KeyError as e:
        tb = e.__traceback__
        lines = []
        while tb:
            lines.append(tb.tb_frame.f_code.co_name)
            tb = tb.tb_next
        print(e, lines)

# The same code, collected and stepped through.
def both(n):
    total = 0
    for k in range(n):
        total += len(list(numbers(300)))
        for x in numbers(300):
            total += x
        g = numbers(300)
        total += next(g) + next(g)
        total += len(list(g))
        total += len(list(g))
    return total


print(both(20))


# A value sent by nobody, cleaning up, and the state seen from inside.
log = []


def inside():
    try:
        x = yield 1
        log.append(x)
        log.append(g.gi_running)
        try:
            next(g)
        except ValueError as e:
            log.append(str(e))
        yield from (i for i in range(3))
        y = yield from sub()
        log.append(y)
        yield 4
    finally:
        log.append("end")


def sub():
    got = yield "s"
    log.append(got)
    return "returned"


g = inside()
print(list(g), log, g.gi_frame, list(g))


def stops():
    yield 1
    raise StopIteration


try:
    list(stops())
except RuntimeError as e:
    print(e, repr(e.__cause__))


def handled():
    for k in range(3):
        try:
            raise ValueError(k)
        except ValueError:
            yield sys.exception().args
        yield sys.exception()


try:
    raise OSError("outer")
except OSError:
    print(list(handled()), repr(sys.exception()))


# The list is looked at while it grows.
def looks(target):
    for k in range(5):
        yield len(target)
        target.append("own")


target = ["first"]
target.extend(looks(target))
print(target)


class Sub(list):
    def append(self, x):
        raise AssertionError


s = Sub()
for k in range(20):
    s.extend(numbers(300))
print(len(s), type(s))


# Recursion through collected generators.
def tree(depth):
    if depth == 0:
        return "."
    return "(" + "".join(tree(depth - 1) for _ in range(2)) + ")"


print(len(tree(11)), tree(2))


def endless(n):
    return list(endless(n + 1) for _ in range(1))


try:
    endless(0)
except RecursionError:
    print("RecursionError")


def mixed(values):
    return [type(x).__name__ for x in list(v for v in values)]


for k in range(20):
    mixed(list(range(300)))
print(mixed([1, 2.5, "x", None, 1 << 70, [1]])[:6])
print(len(mixed([1.5] * 300)), len(mixed(["s"] * 300)), len(mixed([True] * 300)))


def captured(n):
    base = n * 2
    return list(base + i + j for i in range(n) for j in range(3) if (i + j) % 2)


for k in range(30):
    r = captured(200)
print(len(r), sum(r))


def closes():
    try:
        for i in range(1000):
            yield i
    finally:
        log.append("closed")


c = closes()
print(next(c), next(c), c.close(), list(c), log[-1])
try:
    list(c.throw(ValueError("x")) for _ in range(2))
except ValueError as e:
    print(e)


def words(n):
    for i in range(n):
        yield "w%d" % i


def many_joins(n):
    h = 0
    for i in range(n):
        s = "-".join(words(i % 40))
        t = ",".join("<" + "".join(c for c in w) + ">" for w in words(i % 7))
        h = (h * 31 + len(s) + len(t)) % 1000003
        try:
            ".".join(x for x in ("a", "b", i))
        except TypeError as e:
            h += len(str(e))
        try:
            ".".join(1 // (3 - k) for k in range(5))
        except ZeroDivisionError:
            h += 1
    return h


print(many_joins(700), ".".join(words(3000))[-20:])


def params(a, b=2, *rest, c=5, **more):
    x = a
    yield x + b
    yield (lambda: x + c)()
    yield rest, more


def makes(n):
    r = []
    for i in range(n):
        g = params(i)
        r.append(next(g))
        r.append(next(g))
        r.append(next(params(i, 5)))
        r.append(list(params(i, 1, 2, c=7, d=8))[-1] == ((2,), {"d": 8}))
        y = i * 2
        r.append(sum(k + y for k in range(3)))
    return r


print(sum(x for x in makes(600)), makes(1))
try:
    makes("x")
except TypeError as e:
    print(e)


def needs(a, b):
    yield a


def wrong(n):
    for i in range(n):
        needs(i, i)
    return needs(1)


try:
    wrong(600)
except TypeError as e:
    print(e)


def maybe(flag):
    if flag:
        value = 1
    yield flag
    yield value


def unbound(n):
    r = 0
    for i in range(n):
        g = maybe(i % 2)
        r += next(g)
        try:
            r += next(g)
        except UnboundLocalError:
            r += 100
    return r


print(unbound(700))
