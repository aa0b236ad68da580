# One call site, many types; one attribute site, many classes.
class Base:
    def area(self):
        return 0

    kind = "base"


def make(i):
    def area(self):
        return i * self.w
    return type(f"S{i}", (Base,), {"area": area, "kind": f"k{i}", "__init__": lambda self, w: setattr(self, "w", w)})


classes = [make(i) for i in range(12)]


def total(objs):
    s = 0
    kinds = {}
    for o in objs:
        s += o.area()
        kinds[o.kind] = kinds.get(o.kind, 0) + o.w
    return s, len(kinds), sum(kinds.values())


for n in (1, 2, 4, 5, 12):
    print(n, total([classes[i % n](i) for i in range(3000)]))


def op(a, b):
    return a + b, a == b


pairs = [(1, 2), (1.5, 2), ("a", "b"), ([1], [2]), ((1,), (2,)), (2**70, 1), (True, False), (1j, 2), (b"x", b"y")]
n = 0
for i in range(2000):
    r = op(*pairs[i % len(pairs)])
    n += r[1]
    if i < len(pairs):
        print(r)
print(n)


def apply(f, n):
    s = 0
    for i in range(n):
        s += f(i)
    return s


class Callable:
    def __call__(self, x):
        return x * 3


class M:
    def m(self, x):
        return x + 1

    @staticmethod
    def s(x):
        return x - 1

    @classmethod
    def c(cls, x):
        return x ^ 1


for f in (abs, lambda x: x, M().m, M.s, M.c, Callable(), int, float, str.__len__ if False else hash, (5).__add__, bool, lambda x, y=2: x * y, lambda *a: a[0], lambda x, **k: x):
    print(apply(f, 3000))


def first(seq):
    return seq[0], seq[-1], len(seq)


for i in range(1000):
    r = [first(s) for s in ([1, 2], (3, 4), "ab", b"cd", range(5, 9), bytearray(b"z"))]
print(r)


def iterate(it):
    n = 0
    for x in it:
        n += 1 if x else 0
    return n


for i in range(200):
    r = [iterate(s) for s in ([1, 0], (1,), "abc", {1: 2, 0: 1}, {3}, range(4), (x for x in range(3)), map(int, "10"), zip("ab", "cd"), enumerate("x"), b"\x00a", {1: 0}.values(), reversed([1, 2]), iter([5]))]
print(r)
