# Deep recursion through small functions that an optimiser inlines into each other.
import sys

sys.setrecursionlimit(9000)


def inc(x):
    return x + 1


def step(n, acc):
    return walk(n - 1, inc(acc))


def walk(n, acc):
    if n <= 0:
        return acc
    return step(n, acc)


def spread(n, xs):
    if n:
        xs.append(n)
        spread(n - 1, xs)
        xs.append(-n)
    return xs


def boom(n):
    if n == 0:
        raise ValueError("bottom")
    return boom(n - 1) + inc(n)


def frames(n):
    if n == 0:
        f, names = sys._getframe(), []
        while f:
            names.append((f.f_code.co_name, f.f_lineno))
            f = f.f_back
        return len(names), names[:3], names[-1]
    return frames(n - 1)


for k in (10, 500, 2000):
    print(walk(k, 0), walk(k, 0.5), walk(k, 2**62), sum(spread(k, [])), len(spread(k, [])))
for k in (50, 1500):
    try:
        boom(k)
    except ValueError as e:
        tb, depth = e.__traceback__, 0
        while tb:
            depth += 1
            tb = tb.tb_next
        print(e, depth)
for i in range(20):
    r = frames(i * 50)
print(r)
