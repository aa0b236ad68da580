# Classes that change while code that uses them is hot.
class A:
    rate = 2

    def f(self, x):
        return x + self.rate


class B(A):
    pass


def run(o, n, at, change):
    s = 0
    for i in range(n):
        s += o.f(i)
        if i == at:
            change()
    return s


def patch():
    A.f = lambda self, x: x * 2


def patch_sub():
    B.f = lambda self, x: -x


def rate():
    A.rate = 0.5


def unpatch():
    del B.f


def prop():
    A.rate = property(lambda self: 7)


def bases():
    B.__bases__ = (C,)


class C:
    rate = 1

    def f(self, x):
        return 1


a, b = A(), B()
print(run(a, 3000, 2000, rate), run(b, 3000, 1500, patch), run(a, 3000, 1500, patch))
print(run(b, 3000, 1500, patch_sub), run(b, 3000, 1500, unpatch))
A.f = lambda self, x: x - self.rate
print(run(a, 3000, 2500, prop), run(b, 2000, 500, lambda: setattr(b, "f", lambda x: 0)))
del b.f
print(run(b, 3000, 1000, lambda: setattr(b, "__class__", C)), type(b).__name__)
n = 0
for i in range(2500):
    o = B() if i % 2 else A()
    n += o.f(i)
    if i == 1200:
        A.f = B.f = lambda self, x: 3
print(n)


class Meta(type):
    def __getattr__(cls, name):
        return len(name)


class M(metaclass=Meta):
    pass


n = 0
for i in range(2000):
    n += M.value
    if i == 1000:
        M.value = 50
print(n)
