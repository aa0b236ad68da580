# Code that was not executed while a function was observed, and is then: the
# compiler builds some of it with guesses for what it has not seen.


class Point:
    kind = "point"

    def __init__(self, x, y, forward=True):
        self.x = x
        self.y = y
        self.forward = forward

    def first(self):
        return self.x if self.forward else self.y

    def shifted(self, by):
        if self.forward:
            return self.x
        a = self.y + 1.5
        b = a * by
        if b > 10:
            return b
        return self.kind


class Deep(Point):
    kind = "deep"

    @property
    def y(self):
        return 7

    @y.setter
    def y(self, v):
        pass


def use_points():
    p = Point(1, 2.5)
    total = 0
    for i in range(3000):
        total += p.first()
    p.forward = False
    for i in range(3000):
        total += p.first()
    print(total)
    out = []
    for i in range(3000):
        p.forward = i < 1500
        if i == 2000:
            p.y = 3
        if i == 2300:
            p.y = True
        if i == 2600:
            p.y = 1 << 70
        v = p.shifted(i % 7)
        if i % 250 == 249:
            out.append(v)
    print(out)
    for bad in ("text", None, [1]):
        p.y = bad
        try:
            print(p.shifted(2))
        except TypeError as e:
            print(type(e).__name__, e)
    print([Deep(1, 2, i < 90).shifted(i) for i in range(80, 100)])


def branches(x, flag, other):
    r = x * 2
    if flag:
        r = other - 1
        s = r * r
        if s > x:
            r = -s
    elif other is None:
        r = None
    return r


def use_branches():
    for i in range(2500):
        branches(i, False, 1)
    print(branches(5, True, 3), branches(5, True, 2.5), branches(5, True, 1 << 80), branches(5, True, True))
    print(branches(5.5, True, 3), branches(5, False, None))
    for bad in ("x", [1], 1j):
        try:
            print(branches(5, True, bad))
        except TypeError as e:
            print(e)
    out = []
    for i in range(3000):
        out.append(branches(i, i > 1500 and i % 3 == 0, [i, i / 2, -i, 2**62][i % 4] if i % 3 == 0 else i))
    print(out[::199], sum(x for x in out if isinstance(x, int)) % 1000003)


def counting(n, jump_at):
    i = total = 0
    while i < n:
        if i >= jump_at:
            i += 2
            total -= i
            continue
        i += 1
        total += i
    return i, total


def kinds(n, at):
    x = 0
    best = None
    for k in range(n):
        if k == at:
            best = k / 2
        if k > at:
            x = x + 0.5
            if x > 100:
                x = 1
        else:
            x = x + 1
    return x, best


def use_loops():
    print(counting(3000, 9999), counting(3000, 2500), counting(3001, 10))
    print(kinds(3000, 5000), kinds(3000, 2000), kinds(3000, 10))


def unset(n, at):
    seen = 0
    for k in range(n):
        if k == at:
            seen = late + 1
        if k > n - 3:
            late = k
    return seen


def divide(a, b, inverse):
    if inverse:
        q = b / a
        r = b % a
        return q + r
    return a


def shift(a, b, up):
    if up:
        c = a << b
        return c + (a & b)
    return b


def use_errors():
    try:
        print(unset(3000, 5000))
        print(unset(3000, 2000))
    except UnboundLocalError as e:
        print(e)
    for i in range(2500):
        divide(i, 3, False)
        shift(i, 3, False)
    for a, b in ((2, 3), (2.5, 3), (0, 3), (0.0, 1.5), (1 << 70, 2), (-3, 7), (-(2**63), -1), ("a", 1)):
        try:
            print(divide(a, b, True))
        except Exception as e:
            print(type(e).__name__, e)
    for a, b in ((2, 3), (1, 62), (1, 63), (5, 100), (1, -1), (True, False), (2.5, 1)):
        try:
            print(shift(a, b, True))
        except Exception as e:
            print(type(e).__name__, e)


LIMIT = 10


def globals_used(i, late):
    if late:
        return LIMIT + i
    return i


def use_globals():
    global LIMIT
    total = 0
    for i in range(4000):
        if i == 3000:
            LIMIT = 2.5
        if i == 3500:
            LIMIT = 1 << 65
        total += globals_used(i, i > 2000)
    print(total)


def inner(v, mode):
    if mode == 0:
        return None
    if mode == 1:
        return v + 0.5
    if v > 2900:
        return v is None
    return mode


def outer(n):
    got = {}
    last = None
    for i in range(n):
        r = inner(i, 0 if i < 1500 else i % 3)
        if r is not None:
            if last is None or r != last:
                last = r
            key = type(r).__name__
            got[key] = got.get(key, 0) + 1
    return got, last


def items(n):
    it = iter(range(n))
    out = []
    for v in it:
        if v > 2000:
            w = it
            if v % 500 == 0:
                out.append((v, next(w)))
    return out


use_points()
use_branches()
use_loops()
use_errors()
use_globals()
print(outer(3000))
print(items(3000))
