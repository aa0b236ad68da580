# difftest: exit=1
# Attributes that a loop loads and stores in every iteration: what is in memory has
# to be right wherever the loop is left, whatever is stored, whoever looks.
class P:
    def __init__(self, n=0, total=0.0):
        self.n = n
        self.total = total
        self.rate = 1.5
        self.log = None

    def step(self, x):
        self.total += self.rate * x
        self.n += 1
        return self.n


class S:
    __slots__ = ("n", "total", "rate", "log")
    __init__ = P.__init__
    step = P.step


def state(p):
    return [getattr(p, k, "gone") for k in ("n", "total", "rate", "log")]


def plain(p, k):
    for i in range(k):
        p.total += p.rate * i
        p.n += 1


def method(p, k):
    for i in range(k):
        p.step(i)


def two(p, q, k):
    for i in range(k):
        p.n += 1
        q.n += 2
        p.total = p.n + q.n


def twice(p, k):
    while k:
        p.n = p.n * 3 & 0xFFFF
        p.n = p.n + 1
        p.log = p.n
        k -= 1


def sometimes(p, k):
    for i in range(k):
        p.n += 1
        if i % 3 == 0:
            continue
        p.total += 1.0
        if p.n > 5000:
            break
    return p.n, p.total


def nested(p, k):
    for i in range(k):
        p.total += 1.0
        for j in range(3):
            p.n += j
        p.n -= 1
    return p.n


def branches(p, xs):
    for x in xs:
        if x > p.total:
            p.total = x
            p.log = p.n
        elif x < 0:
            p.n -= 1
            for _ in range(3):
                if x & 1:
                    p.n += 2
        while p.n > 50:
            p.n -= 20
            if p.n == 33:
                break
        else:
            p.rate += p.n
        p.n += 1
    return state(p)


def mixed(p, k):
    for i in range(k):
        if i % 7 == 3:
            p.log = p.n
        elif i % 7 == 5:
            p.log = float(i)
        elif i % 100 == 99:
            p.log = None
        if p.log is None:
            p.log = "none"
        elif p.log == 0.5:
            p.n += 0.25
        p.n += 1
    return state(p)


def fails(p, xs):
    try:
        for x in xs:
            p.n += 1
            p.total += 10 / x
            p.log = x
    except (ZeroDivisionError, TypeError) as e:
        return type(e).__name__, state(p)
    finally:
        p.rate = p.n
    return state(p)


def shift(p, k):
    for i in range(k):
        p.log, p.n, p.total = p.n, p.total, p.log


def seen(p, k, look):
    s = 0
    for i in range(k):
        p.n += 1
        if i >= k - 2:
            s += look(p)
    return s, p.n


def looks(p):
    p.n += 100
    return p.n


def late(p, k, f):
    for i in range(k):
        p.n += 1
        if i == k - 2:
            f(p)
    return state(p)


def make_float(p):
    p.n = 0.5


def make_text(p):
    p.n = "x"


def delete(p):
    del p.n


def gen(p, k):
    for i in range(k):
        p.n += 1
        yield p.n


for cls in (P, S):
    p = cls()
    for k in (0, 1, 2, 3000):
        plain(p, k)
        print(state(p))
        method(p, k)
        print(state(p))
        twice(p, k)
        print(state(p))
    for n, total in ((0, 0), (0.5, 0), (True, False), (2**61 - 1000, -0.0), (2**63 - 5, 1e308), (2**70, float("inf")), (-(2**61), 1e-320)):
        p = cls(n, total)
        plain(p, 2500)
        print(state(p))
        method(p, 2500)
        print(state(p))
    p, q = cls(), cls()
    two(p, q, 3000), two(p, p, 3000), two(q, p, 10)
    print(state(p), state(q))
    print(sometimes(p, 3000), sometimes(cls(), 9000), nested(p, 3000), nested(cls(1.5), 5))
    p = cls()
    print(branches(p, [(i * 37) % 1000 - 300 for i in range(4000)]), mixed(p, 3000))
    print(branches(cls(), [3, 1, -2]), branches(cls(0.5, 2**70), [5, -7] * 2000), mixed(cls(0.5), 300))
    print(fails(p, [1, 2, 5] * 1000))
    print(fails(p, [1, 2, 5] * 1000 + [0] + [1]))
    print(fails(p, [1, 2, 5] * 1000 + ["x"] + [1]))
    print(fails(p, [0]))
    print(fails(p, []))
    p = cls(1, 2.5)
    shift(p, 3000)
    print(state(p))
    shift(p, 3001)
    print(state(p))
    p = cls()
    print(seen(p, 3000, looks), seen(p, 3000, lambda p: p.n), seen(p, 5, looks))
    for f in (looks, make_float, make_text, delete):
        try:
            p = cls()
            print(late(p, 3000, f))
        except (TypeError, AttributeError) as e:
            print(e, state(p))
    p = cls()
    g = gen(p, 4000)
    for x in g:
        p.n += 1
        if x > 5000:
            break
    print(state(p), sum(gen(p, 3000)), state(p))


class Counter:
    def __init__(self):
        self._n = 0
        self.sets = 0

    @property
    def n(self):
        return self._n

    @n.setter
    def n(self, v):
        self.sets += 1
        self._n = v


def count(c, k):
    for _ in range(k):
        c.n += 1
    return c.n, c.sets


print(count(Counter(), 3000))
for bad in (None, 3, "s"):
    try:
        plain(bad, 5)
    except AttributeError as e:
        print(e)
for missing in ("n", "rate", "total"):
    p = P()
    delattr(p, missing)
    try:
        plain(p, 5)
    except AttributeError as e:
        print(e, state(p))
plain(P("n", "t"), 0)
try:
    plain(P(0, "t"), 5)
except TypeError as e:
    print(e)
plain(P(), "x")
