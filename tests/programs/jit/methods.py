# Methods: monomorphic, up to four classes, more than four; bound methods kept; super.
class Shape:
    def __init__(self, k):
        self.k = k

    def area(self):
        return self.k

    def twice(self):
        return self.area() * 2


def make(i):
    class Sub(Shape):
        def area(self):
            return super().area() * i + len(Sub.__name__)

    return Sub


subs = [make(i) for i in range(7)]


def total(objs, n):
    s = 0
    for i in range(n):
        s += objs[i % len(objs)].area()
    return s


def through_self(objs, n):
    s = 0
    for i in range(n):
        s += objs[i % len(objs)].twice()
    return s


def kept(o, n):
    f, s = o.area, 0
    for i in range(n):
        s += f()
        if i == n // 2:
            o.k = 100
    return s


for k in (1, 2, 3, 4, 5, 7):
    objs = [subs[i](i + 1) for i in range(k)]
    print(k, total(objs, 1500), through_self(objs, 800), kept(objs[-1], 600))


class Plain:
    def area(self):
        return 1


o = Plain()
s = 0
for i in range(3000):
    s += o.area()
    if i == 1000:
        o.area = lambda: 5
    if i == 2000:
        del o.area
print(s)
print(total([subs[0](1), Plain()], 2000), Shape.area(subs[1](4)))
try:
    total([Shape(1)] * 50 + [object()], 200)
except AttributeError as e:
    print(e)
