# difftest: exit=1
# difftest: exit=1
# Reflected methods with a number on the left: found late, returning
# NotImplemented, raising, changed while they are compiled in.
class V:
    def __init__(self, x):
        self.x = x

    def __rmul__(self, k):
        return V(k * self.x)

    def __radd__(self, k):
        if k == 777 or k == 777.0:
            return NotImplemented
        if k == 778:
            raise ValueError(k)
        return V(self.x + k)

    def __rsub__(self, k):
        return k - self.x

    def __rtruediv__(self, k):
        return k / self.x

    def __rpow__(self, k):
        return k ** self.x

    def __rlshift__(self, k):
        return ("shift", k, self.x)

    def __rmatmul__(self, k):
        return ("at", k, self.x)

    def __repr__(self):
        return f"V({self.x!r})"


class Sub(V):
    def __rmul__(self, k):
        return "sub"


def constant(vs):
    t = 0
    for v in vs:
        w = 2.0 * v
        t += (3 * w).x + (1 - v) + 1.5 / v
    return t


def variable(k, vs):
    out = None
    for v in vs:
        out = k * v
        out = k + out
    return out


def others(k, v):
    return k << v, k @ v, k ** v, True * v, -k - v


vs = [V(i + 1) for i in range(3000)]
print(constant(vs), variable(1.5, vs), variable(7, vs), variable(True, vs))
for i in range(1000):
    r = others(3, vs[2])
print(r)
print(constant([V(0.5)] * 100), variable(2, [Sub(1)] * 5 + vs[:3]))


def adds(ks, v):
    out = 0
    for k in ks:
        try:
            out += (k + v).x
        except (TypeError, ValueError) as e:
            print(type(e).__name__, e)
            out += 1000
    return out


print(adds([k % 500 for k in range(3000)] + [777, 1, 778, 2], V(4)))
print(adds([k * 0.5 for k in range(1500)] + [777.0, 1.0] + [1, "x"], V(4)))


def hot(n, v):
    t = 0
    for i in range(n):
        t += (i * v).x
        if i == n // 2:
            V.__rmul__ = lambda self, k: V(1)
    return t


print(hot(4000, V(2)))
del V.__rmul__
try:
    print(hot(10, V(2)))
except TypeError as e:
    print(e)


class Lazy:
    def __init__(self):
        self.n = 0

    def __radd__(self, k):
        self.n += 1
        if self.n > 2500:
            raise RuntimeError("enough")
        return k


def until(z):
    t = 0.5
    for i in range(5000):
        t = t + z
    return t


until(Lazy())
