# Maps and filters with Python functions, which compiled code goes over itself.
import sys


def inc(x):
    return x + 1


def odd(x):
    return x & 1


def half(x):
    return x * 0.5


def begin():
    # So much that it is worth it: after this everything goes the compiled way.
    total = 0
    for x in map(inc, filter(odd, range(70000))):
        total += x
    print(total, sum(map(inc, range(70000))), sum(filter(odd, range(70000))))


def builtins(n):
    r, nums = range(n), [i * 7 % 31 for i in range(n)]
    print(sum(map(inc, r)), sum(map(half, r)), sum(map(inc, nums)), sum(map(half, tuple(nums))))
    print(sum(filter(odd, nums)), sum(map(inc, filter(odd, nums))), sum(filter(odd, map(inc, nums))))
    print(max(map(inc, filter(odd, r))), min(filter(odd, map(inc, nums))), any(map(odd, [0] * n)), all(map(inc, r)))
    print(len(list(map(inc, r))), tuple(filter(odd, r))[-3:], sorted(map(half, nums))[:4], set(map(odd, r)), frozenset(filter(odd, [1, 3])))
    print("".join(map(chr_of, filter(odd, range(97, 122)))))
    out = []
    out.extend(map(inc, filter(odd, r)))
    print(len(out), out[:3], sum(map(inc, map(inc, map(inc, r)))), sum(filter(odd, filter(third, r))))
    print(sum(map(inc, [])), sum(filter(odd, ())), list(map(inc, range(0))), any(map(odd, [])), all(filter(odd, [])))


def chr_of(x):
    return chr(x)


def third(x):
    return x % 3 == 0


# Errors out of the function, with tracebacks of the program's frames only.
def failing(at):
    def f(x):
        if x == at:
            raise ValueError("at %d" % x)
        return x

    return f


def frames(e):
    names, tb = [], e.__traceback__
    while tb:
        names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno))
        tb = tb.tb_next
    return names


def errors(n):
    for at in (0, 1, n - 2, n - 1, n + 5):
        try:
            print(sum(map(failing(at), range(n))))
        except ValueError as e:
            print(e, frames(e))
        try:
            for x in filter(failing(at), range(n)):
                pass
            print("none", x)
        except ValueError as e:
            print(e, frames(e), x if at > 1 else None)
        try:
            print(sum(map(inc, filter(failing(at), map(inc, range(n))))))
        except ValueError as e:
            print(e, frames(e))


# A StopIteration of the function ends the loop, even where one is handled.
def stops(at):
    def f(x):
        if x == at:
            raise StopIteration(x)
        return x

    return f


def stopping(n):
    for at in (0, 5, n - 1):
        m = map(stops(at), range(n))
        print(sum(m), next(m, "end"))
        print(len(list(filter(stops(at), range(1, n)))))
        total = 0
        try:
            for x in map(stops(at), filter(odd, range(n))):
                total += x
        except StopIteration:
            print("wrong")
        except Exception:
            print("wrong too")
        else:
            print("ended", total)


# What is left of a map that a loop was broken off from; calls of next inside.
def leaving(n):
    r = iter(range(n))
    m = map(inc, filter(odd, r))
    for x in m:
        if x > n // 2:
            break
    print(x, next(m), next(r), sum(m), next(m, "end"), next(r, "end"))
    m = filter(None, map(odd, range(n)))
    print(any(m), sum(m))
    it = iter(range(n))

    def skip(x):
        return x + next(it, 0)

    print(sum(map(skip, it)), sum(map(skip, it)))
    f = filter(lambda x: x + next(inner, 0) > 3, range(n))
    inner = iter([1] * 10)
    print(sum(f))
    again = []

    def nested(x):
        if x % 100 == 0:
            again.append(next(holder, -1))
        return x

    holder = map(nested, range(n))
    print(sum(holder), again[:4], len(again))
    holder = filter(nested, range(1, n))
    print(sum(holder), len(again))


# Lists that change, iterators of the program's own, generators.
class Own:
    def __init__(self, n):
        self.i, self.n, self.asked = 0, n, 0

    def __iter__(self):
        self.asked += 1
        return self

    def __next__(self):
        self.i += 1
        if self.i > self.n:
            raise StopIteration
        return self.i


class Bare:
    def __init__(self, n):
        self.n = n

    def __next__(self):
        if not self.n:
            raise StopIteration
        self.n -= 1
        return self.n


class Gives:
    def __iter__(self):
        return Bare(500)


def gen(n):
    for i in range(n):
        yield i


def sources(n):
    own = Own(n)
    print(sum(map(inc, own)), own.asked, sum(map(inc, Gives())), sum(filter(odd, Gives())))
    print(sum(map(inc, gen(n))), sum(filter(odd, gen(n))), sum(map(inc, {1: 2, 3: 4})), sum(map(len, ["a", "bc"])), sum(map(ord_of, "text" * 50)))
    nums = [1, 2, 3]

    def grow(x):
        if len(nums) < n:
            nums.append(x + 1)
        return x

    print(sum(map(grow, nums)), len(nums))
    print(sum(map(lambda x, y: x * y, range(n), range(n))))
    print(sum(filter(None, range(n))), sum(filter(bool, nums)))


def ord_of(c):
    return ord(c)


# Truth and results of other kinds, later.
class Truth:
    def __init__(self, yes):
        self.yes = yes

    def __bool__(self):
        if self.yes is None:
            raise KeyError("no truth")
        return self.yes


def kinds(n):
    def late(x):
        return x if x < n - 3 else [x * 0.5, x * 10**30, complex(x)][n - 1 - x]

    print(sum(map(late, range(n))))
    print(sum(filter(lambda x: Truth(x % 5 == 0), range(n))))
    try:
        print(sum(filter(lambda x: Truth(None if x == n - 1 else True), range(n))))
    except KeyError as e:
        print("KeyError", e, frames(e))
    try:
        print(sum(map(lambda x: x if x < n - 1 else "s", range(n))))
    except TypeError as e:
        print(e, frames(e))
    try:
        print(sum(map(lambda: 0, range(n))))
    except TypeError as e:
        print(e)
    print(sum(map(lambda x: 2**61 - 1, range(20))), sum(map(inc, range(2**61 - 400, 2**61 - 1))), sum(map(inc, range(n, -n, -3))))
    print(sum(map(inc, range(2**70, 2**70 + 40))))


# Functions that change, and what they see of the stack.
def changing(n):
    def f(x):
        return x

    total = 0
    for x in map(f, range(n)):
        total += x
        if x == n // 2:
            f.__code__ = inc.__code__
    print(total)
    depths = set()

    def see(x):
        names, fr = [], sys._getframe()
        while fr:
            names.append(fr.f_code.co_name)
            fr = fr.f_back
        depths.add(tuple(names))
        return x

    print(sum(map(see, filter(see, range(n)))), sorted(depths))


# Recursion through them goes nearly as deep as in functions written in C.
def size(tree):
    return 1 + sum(map(size, tree))


def full(tree):
    return all(filter(full, tree))


def deep():
    wide = [[]] * 2500
    for _ in range(40):
        size(wide)
        full(wide)
    for depth in (50, 200, 800):
        tree = []
        for _ in range(depth):
            tree = [tree]
        print(depth, size(tree), full(tree))


def main():
    begin()
    deep()
    for n in (600, 2500):
        builtins(n)
        errors(n)
        stopping(n)
        leaving(n)
        sources(n)
        kinds(n)
        changing(n)


main()
