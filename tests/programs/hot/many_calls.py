# Hot calls of all shapes: defaults, keywords, varargs, methods, recursion, closures.
def f0():
    return 1


def f2(a, b=10):
    return a + b


def fk(a, *, k=3):
    return a * k


def fv(*args, **kw):
    return len(args) + len(kw)


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def tak(x, y, z):
    return z if y >= x else tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))


def make(n):
    return lambda x: x + n


class C:
    def __init__(self, v):
        self.v = v

    def get(self):
        return self.v

    def add(self, n=1):
        self.v += n
        return self

    @property
    def p(self):
        return self.v * 2

    @classmethod
    def new(cls, v):
        return cls(v)

    @staticmethod
    def st(v):
        return v + 1

    def __len__(self):
        return 3

    def __getitem__(self, i):
        return i

    def __call__(self, x):
        return x - 1

    def __eq__(self, o):
        return self.v == o.v

    def __bool__(self):
        return self.v > 0


class D(C):
    def get(self):
        return super().get() + 1


c, d = C(1), D(1)
add5 = make(5)
args, kw = (1, 2), {"k": 4}
s = 0
for i in range(3000):
    s += f0() + f2(i) + f2(i, 1) + f2(b=i, a=2) + fk(i) + fk(i, k=2) + fk(1, **kw) + fv() + fv(1, 2, x=3) + fv(*args, **kw) + f2(*args)
    s += c.get() + d.get() + c.p + C.new(i).v + C.st(i) + len(c) + c[i] + c(i) + add5(i) + (c == d) + bool(c) + d.add().add(2).v
    if i % 1000 == 0:
        print(s)
print(s, fib(20), tak(12, 8, 4), c.v, d.v)


def kwonly(n):
    s = 0
    for i in range(n):
        s += (lambda a, /, b=2, *c, d=4, **e: a + b + len(c) + d + len(e))(i, *range(i % 4), d=i, **{"z": 1} if i % 2 else {})
    return s


print(kwonly(2000))


def gen(n):
    for i in range(n):
        yield i


def consume(n):
    return sum(x for x in gen(n)) + sum([x * 2 for x in gen(n) if x % 2]) + max(gen(n))


print(consume(3000))
compose = lambda *fs: (lambda x: [x := f(x) for f in fs][-1])
h = compose(add5, abs, lambda v: v * 2, str, len)
print(sum(h(i) for i in range(-1000, 1000)))
memo = {}


def ways(n, k):
    if (n, k) not in memo:
        memo[n, k] = 1 if n == 0 else 0 if n < 0 or k == 0 else ways(n - k, k) + ways(n, k - 1)
    return memo[n, k]


print(ways(100, 30), len(memo))
