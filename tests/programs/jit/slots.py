# __slots__: read, written, empty, inherited, beside a dict.
class Vec:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, o):
        return Vec(self.x + o.x, self.y + o.y)


class Vec3(Vec):
    __slots__ = ("z",)


class Loose(Vec):
    pass


def spin(n):
    v, d = Vec(0, 0), Vec(1, -1)
    for i in range(n):
        v = v + d
        if i == n // 2:
            d = Vec(0.5, 1)
        v.x, v.y = v.y, v.x
    return v.x, v.y


def total(vs, n):
    s = 0
    for i in range(n):
        v = vs[i % len(vs)]
        s += v.x - v.y
    return s


def empty(v, n):
    c = 0
    for i in range(n):
        try:
            c += v.z
        except AttributeError as e:
            c += len(str(e))
            v.z = 2
        if i % 500 == 499:
            del v.z
    return c


print(spin(4000), total([Vec(i, 1) for i in range(50)], 3000))
print(total([Vec(3, 1), Vec3(4, 1), Loose(5, 1)], 3000), empty(Vec3(1, 2), 3000))
v, misses = Vec(1, 2), 0
for i in range(2000):
    try:
        v.w = i
    except AttributeError as e:
        misses += 1
print(misses, getattr(v, "w", "none"), hasattr(Vec3(1, 2), "z"), getattr(Vec3(1, 2), "z", "default"))
q = Loose(1, 2)
for i in range(2000):
    q.w = i
    q.x += q.w
print(q.x, q.__dict__)
