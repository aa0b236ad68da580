# Objects that change shape: attributes added in different orders, deleted, many.
class O:
    pass


objs = []
for i in range(200):
    o = O()
    if i % 2:
        o.a = i
        o.b = i * 2
    else:
        o.b = i * 2
        o.a = i
    if i % 5 == 0:
        o.c = "c"
    if i % 7 == 0:
        del o.a
    objs.append(o)
print(sum(getattr(o, "a", 0) for o in objs), sum(o.b for o in objs), [list(o.__dict__) for o in objs[:8]])
o = O()
for i in range(500):
    setattr(o, f"attr{i}", i)
print(sum(getattr(o, f"attr{i}") for i in range(500)), len(o.__dict__), list(o.__dict__)[:3])
for i in range(0, 500, 2):
    delattr(o, f"attr{i}")
print(len(vars(o)), hasattr(o, "attr2"), o.attr3)


class Acc:
    total = 0

    def add(self, x):
        self.total += x
        return self


a = Acc()
for i in range(100):
    a.add(i)
print(a.total, Acc.total, a.add(1).add(2).total)
shapes = []


class Sq:
    def __init__(self, s):
        self.s = s

    def area(self):
        return self.s * self.s


class Rect:
    def __init__(self, w, h):
        self.w, self.h = w, h

    def area(self):
        return self.w * self.h


class Tri(Rect):
    def area(self):
        return super().area() / 2


for i in range(300):
    shapes.append([Sq(i), Rect(i, 2), Tri(i, 4)][i % 3])
print(sum(s.area() for s in shapes))
Rect.area = lambda self: 1
print(sum(s.area() for s in shapes))
Sq.area = property(lambda self: lambda: 0)
print(sum(s.area() for s in shapes))


class LinkedList:
    def __init__(self):
        self.head, self.n = None, 0

    def push(self, v):
        self.head = (v, self.head)
        self.n += 1

    def __iter__(self):
        node = self.head
        while node:
            v, node = node
            yield v


l = LinkedList()
for i in range(1000):
    l.push(i)
print(l.n, sum(l), next(iter(l)))
