# Recursion by way of builtin functions that walk over generators and maps: only
# the program's own frames count.
import sys


def depth(x):
    return 1 + max(depth(y) for y in x) if isinstance(x, list) else 0


def total(x):
    return sum(total(y) for y in x) if isinstance(x, list) else x


def dump(x):
    return "[" + ",".join(dump(y) for y in x) + "]" if isinstance(x, list) else str(x)


def mapped(x):
    return "[" + ",".join(map(mapped, x)) + "]" if isinstance(x, list) else str(x)


def some(x):
    return any(some(y) for y in x) if isinstance(x, list) else x < 0


def plain(n):
    return 1 + plain(n - 1) if n else 0


def nest(n):
    x = [1, 2]
    for i in range(n):
        x = [x, i]
    return x


def limit(f, make):
    lo, hi = 1, 3000
    while lo < hi:
        m = (lo + hi) // 2
        arg = make(m)
        try:
            f(arg)
            lo = m + 1
        except RecursionError:
            hi = m
    return lo


def probe():
    print([limit(f, nest) for f in (depth, total, dump, some)], limit(plain, int), 900 < limit(mapped, nest) <= 1000)


probe()
for k in range(300):
    depth(nest(10)), total(nest(10)), dump(nest(10)), mapped(nest(10)), some(nest(10)), plain(10)
probe()
print(sys.getrecursionlimit())
sys.setrecursionlimit(400)
probe_small = [limit(f, nest) for f in (depth, total, dump, some)]
print(probe_small, limit(plain, int), sys.getrecursionlimit())
sys.setrecursionlimit(1000)
print(depth(nest(480)), len(dump(nest(480))), limit(plain, int))
