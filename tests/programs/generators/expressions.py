# Generator expressions and pipelines: laziness, scoping, early exit.
log = []


def src(n):
    for i in range(n):
        log.append(i)
        yield i


g = (x * x for x in src(10) if x % 2)
print(log, next(g), log, next(g), log)
print(any(x > 3 for x in src(100)), len(log), all(x < 3 for x in src(100)), sum(x for x in range(10)), max((x % 7 for x in range(20)), default=None), sorted(-x for x in range(3)), list(map(lambda x: x + 1, (y for y in range(3)))))
x = "outer"
h = (x for x in [1, 2])
print(list(h), x, list(h))
n = 3
lazy = (n * i for i in range(3))
n = 10
print(list(lazy))
it = iter([1, 2, 3])
lz = (i for i in it)
next(it)
print(list(lz))
try:
    (i for i in 5)
except TypeError as e:
    print(e)
nested = ((i, j) for i in range(3) for j in range(i) if i != j)
print(list(nested), dict((k, v) for k, v in zip("ab", range(2))), set(c for c in "aab") == {"a", "b"}, " ".join(str(i) for i in range(3)), tuple(i for i in range(2)))


def fibs():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


def take(n, it):
    return [v for v, _ in zip(it, range(n))]


def window(it, n):
    buf = []
    for v in it:
        buf.append(v)
        if len(buf) > n:
            buf.pop(0)
        if len(buf) == n:
            yield tuple(buf)


print(take(15, fibs()), take(3, window(fibs(), 3)), take(5, (f for f in fibs() if f % 2 == 0)))


def primes():
    found = []
    n = 2
    while True:
        if all(n % p for p in found if p * p <= n):
            found.append(n)
            yield n
        n += 1


print(take(20, primes()))
gens = [primes() for _ in range(3)]
next(gens[0])
print([next(g) for g in gens], [next(g) for g in gens])
many = [(i for i in range(j)) for j in range(50)]
print(sum(sum(g) for g in many))
for v in (y for y in (z for z in range(10) if z % 3)):
    if v > 5:
        break
    print(v, end=" ")
print()
print((lambda: (yield 5))().__next__(), [*(i for i in "ab")], type((i for i in ())).__name__, (i for i in ()).__name__)
