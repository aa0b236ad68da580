# Generators left in the middle, closed, thrown into, resumed elsewhere.
def numbers(n, log):
    try:
        for i in range(n):
            yield i
    finally:
        log.append("closed")


def first_over(k, log):
    g = numbers(1000, log)
    for x in g:
        if x > k:
            g.close()
            return x


def split(n):
    g = iter(range(n)) if n < 0 else plain(n)
    a = b = 0
    for x in g:
        a += x
        if x == n // 3:
            break
    for x in g:
        b += x
        if x == n // 2:
            break
    return a, b, next(g), sum(g), next(g, "empty")


def plain(n):
    for i in range(n):
        yield i


def resilient(n):
    i = errors = 0
    while i < n:
        try:
            i += 1
            yield i
        except ValueError as e:
            errors += 1
            yield -errors


log = []
print(sum(first_over(k % 50, log) for k in range(300)), len(log))
print([split(k) for k in (10, 100, 2000)])
s = 0
for k in range(400):
    for x in plain(50):
        if x == k % 50:
            break
        s += x
print(s)
g, s = resilient(2000), 0
for i in range(1500):
    s += g.throw(ValueError("v")) if i and i % 3 == 0 else next(g)
print(s)
try:
    g.throw(KeyError("k"))
except KeyError as e:
    print(repr(e), next(g, "over"))


def stops():
    for i in range(1200):
        if i == 1100:
            raise StopIteration
        yield i


try:
    print(sum(stops()))
except RuntimeError as e:
    print(e, repr(e.__cause__))
