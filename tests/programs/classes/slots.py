# __slots__.
class P:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


p = P(1, 2)
p.x += 5
print(p.x, p.y, P.__slots__, hasattr(p, "__dict__"), type(P.x).__name__)
del p.x
for f in (lambda: p.x, lambda: setattr(p, "z", 1), lambda: delattr(p, "x"), lambda: p.__dict__, lambda: P.x.__get__(5), lambda: vars(p), lambda: delattr(p, "q")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class Q(P):
    __slots__ = ["z"]


q = Q(1, 2)
q.z = 3
print(q.x, q.z, hasattr(q, "__dict__"))


class R(P):
    pass


r = R(1, 2)
r.anything = 5
print(r.__dict__, r.x)


class D:
    __slots__ = ("a", "__dict__")


d = D()
d.a, d.b = 1, 2
print(d.__dict__, d.a)


class One:
    __slots__ = "single"


o = One()
o.single = 1
print(o.single)
for src in ("class X:\n __slots__ = ('a',)\n a = 1", "class X:\n __slots__ = (1,)", "class X:\n __slots__ = ('a b',)", "class X(int):\n __slots__ = ('a',)", "class X:\n __slots__ = ('a', 'a')\nprint(X.__slots__)", "class X(P, One): pass", "class X(tuple):\n __slots__ = ()\nprint(X((1,)))", "class X:\n __slots__ = ('__private',)\n def __init__(self): self.__private = 1\nprint(X()._X__private)"):
    try:
        exec(src)
    except Exception as e:
        print(type(e).__name__, e)
pts = [P(i, i * i) for i in range(100)]
print(sum(p.x * p.y for p in pts))
