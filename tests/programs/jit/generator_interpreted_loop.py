# Loops that the interpreter runs over generators whose bodies are compiled.
import sys


def tree(depth, log):
    if depth == 0:
        yield 1
        return
    for x in tree(depth - 1, log):
        yield x
    for x in tree(depth - 1, log):
        yield x + 1
    if depth == 5:
        log.append(depth)


log = []
print(sum(tree(11, log)), len(log))


def count(n, bad=None):
    i = 0
    while i < n:
        if i == bad:
            raise ValueError(i)
        got = yield i
        if got is not None:
            i += got
        i += 1
    return "end"


def once(n, bad=None):
    total = 0
    for x in count(n, bad):  # one loop of few rounds, many times
        total += x
    return total


print(sum(once(3) for _ in range(2000)), once(4000))

try:
    for x in count(3000, 2900):
        pass
except ValueError as e:
    print("ValueError", e, x)
    tb = e.__traceback__
    while tb:
        print(tb.tb_frame.f_code.co_name, tb.tb_lineno)
        tb = tb.tb_next

# Inside of a handler: what is being handled is another thing then.
try:
    raise KeyError("outer")
except KeyError:
    for x in count(1500):
        if x == 1400:
            print(sys.exception())
    try:
        for x in count(1500, 1400):
            pass
    except ValueError as e:
        print(repr(e.__context__))


def handled():
    for i in range(600):
        yield repr(sys.exception())


seen = set()
for x in handled():
    seen.add(x)
try:
    1 / 0
except ZeroDivisionError:
    for x in handled():
        seen.add(x)
print(sorted(seen))

# Sent, thrown, closed, resumed while running.
g = count(5000)
print([next(g) for _ in range(600)][-1], g.send(10), next(g))
for x in g:
    if x > 1000:
        break
print(g.send(5), next(g))
try:
    g.throw(TypeError("thrown"))
except TypeError as e:
    print(e, list(g))


def itself():
    for i in range(700):
        try:
            next(me)
        except ValueError as e:
            yield str(e)


me = itself()
print({x for x in me})


def deep(n):
    if n:
        yield from deep(n - 1)
    yield n


print(sum(deep(150)), sum(x for _ in range(20) for x in deep(60)))


def endless(n):
    for x in endless(n + 1):
        yield x


try:
    for x in endless(0):
        pass
except RecursionError as e:
    print("RecursionError")
