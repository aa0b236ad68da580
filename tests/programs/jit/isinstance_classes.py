# isinstance with classes written in Python, in compiled code: classes that come
# later, lie, or change.


class A:
    pass


class B(A):
    pass


class C:
    pass


class Liar:
    @property
    def __class__(self):
        return A


class Meta(type):
    def __instancecheck__(cls, x):
        return x == 3


class Odd(metaclass=Meta):
    pass


class Str(str):
    pass


def count(items, n, cls):
    s = 0
    for i in range(n):
        x = items[i % len(items)]
        if isinstance(x, A):
            s += 1
        if isinstance(x, Str):
            s += 100
        if isinstance(x, cls):
            s += 10000
        if isinstance(x, (B, C)):
            s += 1000000
    return s


class Vec:
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        return isinstance(other, Vec) and self.x == other.x

    def __mul__(self, k):
        if isinstance(k, Vec):
            return self.x * k.x
        return Vec(self.x * k)


def vectors(n):
    a, s = Vec(2), 0
    for i in range(n):
        b = a * i
        s += b * a + (b == a) + (b == i) + (a == None)
    return s


for items in ([A()], [A(), B()], [A(), B(), C()], [A(), 1, None, 2.5, True], [B(), "a", Str("b"), [], 1 << 70],
              [A(), B(), C(), Str("x"), Liar(), 3, Vec(1)], [Liar()], [1]):
    print(count(items, 2000, B), count(items, 2000, Odd), count(items, 2000, int))
print(vectors(2000))
x = C()
for i in range(2000):
    if i == 1500:
        x.__class__ = B
    if i == 1700:
        B.__bases__ = (C,)
    if i % 100 == 0:
        print(isinstance(x, A), end=" ")
print()


class Other(C):
    pass


def changing(n):
    s, y = [], B()
    for i in range(n):
        if i == n // 3:
            B.__bases__ = (A,)
        if i == n // 2:
            y.__class__ = Other
        s.append((isinstance(y, A), isinstance(y, C)))
    return sorted(set(s)), s[0], s[-1]


print(changing(3000))
