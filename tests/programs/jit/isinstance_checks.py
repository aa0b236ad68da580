# isinstance and type() decide in hot loops; classes, tuples of them, None, bool as int.
class A:
    pass


class B(A):
    pass


def describe(x):
    if x is None:
        return 0
    if isinstance(x, bool):
        return 1
    if isinstance(x, int):
        return 2
    if isinstance(x, (float, complex)):
        return 3
    if type(x) is A:
        return 4
    if isinstance(x, A):
        return 5
    if isinstance(x, (str, bytes)):
        return 6
    return 7 if issubclass(type(x), (list, tuple)) else 8


def run(xs, n):
    c = [0] * 9
    for i in range(n):
        c[describe(xs[i % len(xs)])] += 1
    return c


print(run([1, 2, 3], 3000), run([1, 1.5], 3000))
print(run([None, True, 5, 2**70, 2.5, 1j, A(), B(), "s", b"b", [1], (2,), {}, int], 4000))


class Meta(type):
    def __instancecheck__(cls, x):
        return x == 3


class Odd(metaclass=Meta):
    pass


class Fake:
    @property
    def __class__(self):
        return B


print(sum(isinstance(i % 5, Odd) for i in range(1500)), isinstance(Fake(), A), describe(Fake()))
x, c = A(), 0
for i in range(3000):
    c += isinstance(x, B)
    if i == 1500:
        x.__class__ = B
print(c)
a = b = n = 0
for i in range(3000):
    v = i if i % 4 else None
    if v is None:
        a += 1
    elif v is not None and not isinstance(v, str):
        b += v
    n += (v is a) is True and 0
print(a, b, n)
try:
    for i in range(1300):
        isinstance(i, int if i < 1200 else 5)
except TypeError as e:
    print(i, e)
