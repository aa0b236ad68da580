# Arguments bound when a call is compiled: names, defaults, *args, **kwargs; methods of all sorts.
import sys


def f(a, b=2, *, c=3, d=None):
    return a, b, c, d


def g(a, *rest, k=1):
    return a, rest, k


def h(a=0, **kw):
    return a, sorted(kw.items())


def every(a, /, b, *rest, c=5, **kw):
    return a, b, rest, c, sorted(kw.items())


def raises(a, b=1):
    if a % 3 == 0:
        raise ValueError(a, b)
    return a + b


class K:
    count = 0
    limit = 10

    def __init__(self, x=1, *, y=2):
        self.x, self.y = x, y

    def m(self, a, b=5, **kw):
        return self.x + a + b + len(kw)

    @staticmethod
    def s(a, b=1):
        return a * b

    @classmethod
    def c(cls, a, b=2):
        return cls.limit + a + b

    @classmethod
    def make(cls, x):
        return cls(x, y=x)

    def __call__(self, a, *, b=1):
        return a + b + self.x


class L(K):
    limit = 20

    def __call__(self, a, b=3):
        return -a - b

    def m(self, a, *, b=6):
        return a - b


def functions(n):
    out = []
    for i in range(n):
        r = (f(i), f(i, c=i), f(b=1, a=i), f(i, d=i, b=0, c="c"), g(i), g(i, 1, 2), g(i, k=9), g(i, 1.5, "x", k=i),
             h(), h(i), h(a=i), h(i, b=1, z=2.5), every(i, 2), every(i, 2, 3, 4, c=6, d=7), every(i, b=2, a=3))
        if i > n - 3 or i == 5:
            out.append(r)
    return out


for line in functions(1500):
    print(line)


def methods(n):
    total = 0
    objects = [K(1), L(2, y=3), K(x=3)]
    bound = [o.m for o in objects]
    for i in range(n):
        o = objects[i % 3]
        total += o.m(i, b=1) + o.m(i) + o.s(i) + K.s(i, b=2) + L.s(i, 3) + o.c(i) + K.c(i, b=1) + L.c(b=0, a=i) + o(i) + o(i, b=4)
        total += bound[i % 3](i) + bound[i % 3](i, b=2) + K.make(i).y + L.make(x=i).x + K.limit + L.limit
        if i == n * 2 // 3:
            K.limit = 1000
            K.s = staticmethod(lambda a, b=7: a - b)
            L.c = classmethod(lambda cls, a, b: a * b)
    K.limit = 10
    K.s = staticmethod(lambda a, b=1: a * b)
    del L.c
    return total


print(methods(1500), methods(600))


def defaults_change(n):
    def late(a, b=1, *, c=2):
        return a + b + c
    total = 0
    for i in range(n):
        total += late(i) + late(i, c=5) + late(b=i, a=1)
        if i == n // 3:
            late.__defaults__ = (10,)
        if i == n // 2:
            late.__kwdefaults__ = {"c": 100}
        if i == n * 2 // 3:
            late.__kwdefaults__["c"] = 1000
        if i == n * 3 // 4:
            late.__code__ = (lambda a, b=0, *, c=0: a * b * c).__code__
    return total


print(defaults_change(2000))


def closures(n):
    made = [lambda v, k=k, s=(): v + k + len(s) for k in range(4)]
    short = [lambda v: v, lambda v, k=3: v * k]
    total = 0
    for i in range(n):
        total += made[i & 3](i) + made[i & 1](i, 2) + made[i & 3](i, s="ab")
        total += short[i & 1](i) if i < n - 100 else short[1](i, 1)
        adder = lambda a, j=i: a + j
        total += adder(1)
    return total


print(closures(2000))


def errors(n):
    seen = {}
    for i in range(n):
        try:
            k = i % 9
            if k == 0:
                f()
            elif k == 1:
                f(1, 2, 3)
            elif k == 2:
                f(1, e=2)
            elif k == 3:
                f(1, a=2)
            elif k == 4:
                every(a=1, b=2)
            elif k == 5:
                K(1, 2)
            elif k == 6:
                raises(i, b=7)
            elif k == 7:
                K.c()
            else:
                K(x=1)(b=2)
        except (TypeError, ValueError) as e:
            if i < 1000 or not isinstance(e, ValueError):
                seen[k, str(e)] = e.__traceback__.tb_lineno
    return seen


for k, v in sorted(errors(900).items())[:12]:
    print(k, v)


def deopts(n):
    # The callee is left in its middle: the result has to arrive all the same.
    total = 0
    for i in range(n):
        x = i if i != n - 5 else 2 ** 70
        total += g(x, i, k=x)[2] + K(x, y=i).y + K(1).m(x, b=i) + f(x, c=x)[2] + K.s(x, b=2) + K(x)(i, b=x)
    return total


print(deopts(2000))


def spread(n):
    args, kw = (1, 2), {"c": 3}
    total = 0
    for i in range(n):
        total += f(*args, **kw)[2] + g(i, *args)[0] + len(every(*args, i, **kw)[4]) + h(**kw)[0]
    return total


print(spread(1500))
