# Exceptions that leave compiled functions: recursion, generators, callbacks, special methods, constructors.
import sys


class Stop(Exception):
    def __init__(self, depth):
        Exception.__init__(self, depth)
        self.depth = depth


def down(n, k):
    if n == 0:
        raise Stop(k)
    try:
        return down(n - 1, k) + 1
    finally:
        counts[n] = counts.get(n, 0) + 1


counts = {}


def deep(times):
    total = 0
    for k in range(times):
        try:
            down(12, k)
        except Stop as e:
            total += e.depth
            n = 0
            t = e.__traceback__
            while t:
                n += 1
                t = t.tb_next
            total += n
    return total


print(deep(600), sorted(counts.items())[:3])


def gen(n):
    for i in range(n):
        try:
            yield i
        except Stop as e:
            yield -e.depth
        if i % 50 == 49:
            raise Stop(i)


def generators(times):
    total = 0
    for k in range(times):
        g = gen(200)
        try:
            for x in g:
                total += x
                if x == 10:
                    total += g.throw(Stop(k))
        except Stop as e:
            total += e.depth
    return total


print(generators(200))


class Odd:
    def __init__(self, n):
        if n % 3 == 0:
            raise Stop(n)
        self.n = n

    def __add__(self, other):
        if other % 4 == 0:
            raise ValueError(other)
        return self.n + other

    def __getitem__(self, i):
        if i % 5 == 0:
            raise IndexError(i)
        return self.n

    def __eq__(self, other):
        if other % 7 == 0:
            raise KeyError(other)
        return self.n == other

    def __hash__(self):
        return 1

    @property
    def prop(self):
        if self.n % 2:
            raise AttributeError("odd")
        return self.n

    def __bool__(self):
        if self.n % 11 == 0:
            raise TypeError("neither")
        return True


def special(n):
    out = [0] * 8
    for i in range(n):
        try:
            o = Odd(i)
            out[0] += o + i
            out[1] += o[i]
            if o == i:
                out[2] += 1
            out[3] += o.prop
            if o:
                out[3] += 1
        except Stop as e:
            out[4] += e.depth
        except ValueError as e:
            out[5] += e.args[0]
        except LookupError as e:
            out[6] += e.args[0]
        except (AttributeError, TypeError) as e:
            out[7] += len(e.args[0])
    return out


print(special(5000))


def key(x):
    if x == 17:
        raise Stop(x)
    return -x


def callbacks(n):
    hits = 0
    for i in range(n):
        try:
            hits += sorted([i, 3, i & 31], key=key)[0] >= 0
        except Stop as e:
            hits += e.depth
    return hits


print(callbacks(2000))


def recursive(n):
    return recursive(n + 1) + 1


def limits(times):
    hit = 0
    for _ in range(times):
        try:
            recursive(0)
        except RecursionError as e:
            hit += str(e).startswith("maximum recursion")
    return hit


print(limits(40))


def compute(i, d):
    return d[i] + 100 // (i % 10)


def late(n):
    # The first exceptions come when all is compiled.
    d = dict.fromkeys(range(n - 20), 1)
    total = missing = zero = 0
    for i in range(n):
        try:
            total += compute(i | 1 if i < n // 2 else i, d)
        except KeyError as e:
            missing += e.args[0]
        except ZeroDivisionError:
            zero += 1
    return total, missing, zero


print(late(6000))


def types(n):
    # Other classes appear at a site that was compiled for some.
    out = []
    classes = [ValueError, KeyError, OSError, type("Late", (LookupError,), {}), UnicodeError, MemoryError]
    for i in range(n):
        c = classes[i * len(classes) // n]
        try:
            raise c(i)
        except ArithmeticError:
            out.append(0)
        except LookupError:
            out.append(1)
        except (OSError, ValueError):
            out.append(2)
        except BaseException:
            out.append(3)
    return [out.count(k) for k in range(4)]


print(types(3000))


def rebinding(n):
    global Wanted
    hits = [0, 0]
    Wanted = KeyError
    for i in range(n):
        if i == n // 2:
            Wanted = (ValueError, IndexError)
        try:
            raise KeyError(i) if i & 1 else IndexError(i)
        except Wanted:
            hits[0] += 1
        except LookupError:
            hits[1] += 1
    Wanted = 5
    try:
        try:
            raise KeyError
        except Wanted:
            print("no")
    except TypeError as e:
        print(e, type(e.__context__).__name__)
    return hits


print(rebinding(3000))


def inner(i):
    if i % 2:
        raise Stop(i)


def outer(i):
    inner(i)


def seen(n):
    # The frames that a handler sees.
    names = set()
    for i in range(n):
        try:
            outer(i)
        except Stop as e:
            t = e.__traceback__
            names.add((t.tb_lineno, t.tb_next.tb_lineno, t.tb_next.tb_next.tb_lineno, t.tb_next.tb_next.tb_frame.f_code.co_name, t.tb_next.tb_next.tb_next))
            names.add(sys._getframe().f_code.co_name)
    return sorted(map(str, names))


def seen2(n):
    names = set()
    for i in range(n):
        try:
            outer(i)
        except Stop as e:
            t = e.__traceback__
            names.add((t.tb_lineno, t.tb_next.tb_lineno, t.tb_next.tb_next.tb_lineno, t.tb_next.tb_next.tb_frame.f_code.co_name, t.tb_next.tb_next.tb_next))
    return sorted(map(str, names))


print(seen(1000), seen2(3000))


def finish(n):
    for i in range(n):
        try:
            outer(i)
        except Stop as e:
            if i > n - 3:
                raise ValueError("last") from e


finish(3000)
