# How deep calls go before RecursionError, from compiled code: calls of itself,
# of each other, inlined ones, through methods, closures and helpers; the depth is
# right again afterwards, however the recursion ended.
import sys

deepest = 0


def down(n):
    global deepest
    deepest = n
    return down(n + 1) + 1


def ping(n):
    global deepest
    deepest = n
    return pong(n + 1) + 1


def pong(n):
    return ping(n + 1) - 1


def leaf(n):
    return n + 1


def mixed(n):
    global deepest
    deepest = n
    return leaf(mixed(leaf(n)))


class Walker:
    def go(self, n):
        global deepest
        deepest = n
        return self.go(n + 1) or n


def closed(k):
    def inner(n):
        global deepest
        deepest = n
        return inner(n + k)

    return inner


def typed(n):
    # The argument becomes something else on the way down.
    global deepest
    deepest = n
    return typed(n + (1 if n < 50 else 1.0))


def by_helper(n):
    global deepest
    deepest = n
    return max([n], key=lambda x: by_helper(x + 1))


def caught(n, limit):
    # Exceptions end part of the recursion again and again.
    if n == limit:
        raise ValueError(n)
    try:
        return caught(n + 1, limit) + 1
    except ValueError:
        if n % 7 == 0:
            return n
        raise


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def attempt(f, *args):
    global deepest
    deepest = 0
    try:
        f(*args)
    except RecursionError as e:
        return int(deepest), str(e)


for limit in (150, 171, 203):
    sys.setrecursionlimit(limit)
    for f in (down, ping, mixed, Walker().go, closed(1), typed):
        seen = set()
        for i in range(40):
            seen.add(attempt(f, 0))
            fib(9)
            caught(0, 60)
        base = min(seen)[0]
        print(limit, f.__name__, len(seen), limit - base, min(seen)[1])
sys.setrecursionlimit(200)
print(attempt(by_helper, 0) is not None, [caught(0, k) for k in (10, 50, 120)], fib(20))
sys.setrecursionlimit(1000)
print(attempt(down, 0), fib(15))
