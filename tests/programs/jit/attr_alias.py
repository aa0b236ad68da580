# Attributes that a loop reads and others that it stores to, of objects that may
# be the same: one class, several, slots, attributes added in the loop.
class P:
    def __init__(self, a, b):
        self.a = a
        self.b = b
        self.c = 0


class S:
    __slots__ = ("a", "b", "c")
    __init__ = P.__init__


class Sub(P):
    @property
    def d(self):
        return self.a + self.b


def add(p, q, n):
    for _ in range(n):
        p.a = p.a + q.b
        q.c = p.b
    return p.a, p.b, p.c, q.a, q.b, q.c


def cross(p, q, n):
    s = 0
    for i in range(n):
        p.b = i
        s += q.b
        q.a = s
        s = p.a & 0xFFFF
    return s, p.a, p.b, q.a, q.b


def inner(p, q, n):
    s = 0.0
    for i in range(n):
        k = q.b
        for j in range(3):
            p.a += 0.5
            s += q.a * k
        if i % 100 == 99:
            q.b = k + 1
    return s, p.a, q.a, q.b


def kinds(p, q, n):
    out = []
    for i in range(n):
        x = q.b
        p.a = i
        if i == n - 3:
            q.b = "text"
        elif i == n - 2:
            q.b = None
        elif i == n - 1:
            del q.b
        if i > n - 4:
            out.append(x)
            out.append(getattr(q, "b", "gone"))
    return out


def grown(objs):
    s = 0
    for o in objs:
        s += o.a
        o.extra = s
        o.b = s & 255
        s += o.extra + o.b + o.a
        s &= 0xFFFFFF
    return s


def swap(p, q, n):
    for _ in range(n):
        p.a, q.a = q.a, p.a
        p.b, q.b = q.a, p.a
        p, q = q, p
    return p.a, p.b, q.a, q.b


class Tricky:
    """Its attribute changes the others'."""

    def __init__(self, p):
        self.p = p

    def __radd__(self, x):
        self.p.b += 1
        return x + self.p.b

    __add__ = __radd__


def called(p, t, n):
    s = 0
    for _ in range(n):
        p.a = 1
        s = s + p.b + t
        s = (s + p.b) % 10007
    return s, p.b


for cls in (P, S, Sub):
    for n in (1, 5, 3000):
        for ints in (True, False):
            one, two = (1, 2) if ints else (1.0, 2.0)
            p, q = cls(one, two), cls(two, one)
            print(cls.__name__, n, add(p, q, n), add(p, p, n), add(q, p, n))
            p, q = cls(1, 2), cls(2, 1)
            print(cross(p, q, n), cross(p, p, n), cross(q, p, n))
            p, q = cls(one, two), cls(two, one)
            print(inner(p, q, n), inner(p, p, n))
            p, q = cls(one, two), cls(two, one)
            print(swap(p, q, n), swap(p, p, n))
    try:
        print(kinds(cls(1, 2), cls(3, 4), 3000))
        p = cls(1, 2)
        print(kinds(p, p, 3000))
        print(kinds(p, p, 3000))
    except AttributeError as e:
        print(e)
for cls in (P, Sub):
    objs = [cls(i, 1) for i in range(3000)]
    print(grown(objs), grown(objs), grown([objs[0]] * 100), objs[0].extra)
p = P(1, 2)
print(called(p, 3, 3000), called(p, Tricky(p), 3000), called(p, Tricky(P(5, 6)), 3000))
