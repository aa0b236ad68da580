# Attributes over shapes: one shape, several orders of creation, attributes added and deleted while hot.
class Point:
    dim = 2

    def __init__(self, x, y):
        self.x = x
        self.y = y


class Swapped(Point):
    def __init__(self, x, y):
        self.y = y
        self.x = x


def total(ps):
    s = 0
    for p in ps:
        s += p.x * 2 + p.y * p.dim
    return s


def update(p, n):
    for i in range(n):
        p.x += i
        p.y = p.x - p.y
        if i == n // 2:
            p.extra = 1
        if i == n // 2 + 5:
            del p.extra
        if i == n - 5:
            p.x = p.x / 2
    return p.x, p.y, p.__dict__


def vanish(p, n):
    c = 0
    for i in range(n):
        try:
            c += p.x
        except AttributeError as e:
            c += 1000
            text = str(e)
            p.x = 3
        if i % 900 == 899:
            del p.x
    return c, text


ps = [Point(i, -i) for i in range(500)]
print([total(ps) for _ in range(4)])
ps += [Swapped(1, 2), Swapped(3, 4)]
late = Point(5, 6)
late.z = 1
late.dim = 10
ps.append(late)
print([total(ps) for _ in range(4)])
Point.dim = 3
print(total(ps), update(Point(1, 2), 3000), vanish(Point(1, 2), 4000))
ps[100].x = 0.5
ps[101].y = 1 << 65
print(total(ps))
p = Point(0, 0)
for i in range(2000):
    setattr(p, "a%d" % (i % 20), i)
    p.x += getattr(p, "a%d" % (i % 7), 0)
print(p.x, len(vars(p)))
