# Generators driven by for loops: plain, nested, yield from, send, return values.
def count(n):
    i = 0
    while i < n:
        yield i
        i += 1


def evens(it):
    for x in it:
        if x % 2 == 0:
            yield x


def squares(n):
    for x in evens(count(n)):
        yield x * x


def flat(t):
    if isinstance(t, list):
        for x in t:
            yield from flat(x)
    else:
        yield t


def average():
    total, n, avg = 0, 0, None
    while True:
        x = yield avg
        if x is None:
            return total
        total += x
        n += 1
        avg = total / n


def outer(n):
    r = yield from inner(n)
    yield r


def inner(n):
    for i in range(n):
        yield i
    return "done"


s = 0
for x in squares(3000):
    s += x
    if x > 4000000:
        s += 0.5
print(s)
tree = [1, [2, [3, [4, 5], 6], 7], [[8]], 9]
print([sum(flat(tree)) for _ in range(300)][-1], list(flat(tree)))
g, out = average(), 0
next(g)
for i in range(2000):
    out = g.send(i if i < 1500 else i * 0.25)
try:
    g.send(None)
except StopIteration as e:
    print(out, e.value)
print([list(outer(3)) for _ in range(500)][-1], sum(x for x in (y * 2 for y in range(2000))))
print(max(count(1500)), list(zip(count(3), squares(10))), dict(enumerate(evens(count(7)))))
