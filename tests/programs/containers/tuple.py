# Tuples.
t = (1, 2, 3, 2)
print(t[0], t[-1], t[1:3], t[::-1], t + (4,), t * 2, len(t), 2 in t, t.index(2), t.count(2), t.index(2, 2), (1,), (), ((),), tuple("ab"), tuple([1]), tuple(), (*t, 5), hash((1, 2)) == hash((1, 2)), (1, 2) == (1.0, 2.0), (1, 2) == [1, 2], (1, 2) < (1, 3), (1,) < (1, 0), () < (0,))
print({(1, 2): "a"}[1, 2], {(): 1}, t is tuple(t), t[:] is t, max((1, 2), (1, 3)), repr((1, "a", None, 2.5, (3,))), hash(()), hash((1,)), hash((1, 2, 3)), hash((0, (1,), -1)))
a, b = 1, 2
a, b = b, a
print(a, b, (lambda *x: x)(1, 2), ((1, 2), 3)[0][1])
u = ([1], 2)
u[0].append(5)
try:
    u[0] += [6]
except TypeError as e:
    print(e)
print(u)
for f in (lambda: t[9], lambda: t["a"], lambda: t + [1], lambda: t * 1.5, lambda: t.index(9), lambda: hash(([],)), lambda: tuple(1), lambda: t < 1, lambda: t.append(1), lambda: t.__setitem__(0, 1), lambda: (1, 2) < (1, "a"), lambda: tuple(1, 2), lambda: t()):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


def assign():
    t[0] = 1


def delete():
    del t[0]


for f in (assign, delete):
    try:
        f()
    except TypeError as e:
        print(e)


class P(tuple):
    def __new__(cls, x, y):
        return super().__new__(cls, (x, y))

    x = property(lambda self: self[0])


p = P(3, 4)
print(p, p.x, p == (3, 4), type(p + ()), type(p[:]), isinstance(p, tuple), len(p), {(3, 4): 1}[p])
