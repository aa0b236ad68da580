# Recursion: deep, mutual, through methods and containers, and its limit.
import sys


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def hanoi(n, a, b, c):
    return 0 if n == 0 else hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)


def perms(xs):
    if not xs:
        return [[]]
    return [[x] + p for i, x in enumerate(xs) for p in perms(xs[:i] + xs[i + 1:])]


def flatten(x):
    if isinstance(x, list):
        for y in x:
            yield from flatten(y)
    else:
        yield x


print(depth(900), even(500), odd(501), ackermann(2, 6), hanoi(10, "a", "b", "c"), len(perms([1, 2, 3, 4, 5])), perms("abc" and ["a", "b", "c"])[3], list(flatten([1, [2, [3, [4]], 5]])))
print(sys.getrecursionlimit())


def forever(n):
    return forever(n + 1)


for f in (lambda: forever(0), lambda: repr_loop(), lambda: A() == A(), lambda: str(B()), lambda: A().x):
    def repr_loop():
        l = []
        for _ in range(100000):
            l = [l]
        return repr(l)

    class A:
        def __eq__(self, other):
            return self == other

        def __getattr__(self, name):
            return getattr(self, name)

    class B:
        def __str__(self):
            return str(self)
    try:
        f()
    except RecursionError as e:
        print(type(e).__name__)
sys.setrecursionlimit(5000)
print(depth(4000))
sys.setrecursionlimit(1000)
try:
    depth(4000)
except RecursionError as e:
    print(e)
for bad in (0, -1, "a"):
    try:
        sys.setrecursionlimit(bad)
    except (ValueError, TypeError) as e:
        print(e)
