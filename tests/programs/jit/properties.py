# Properties: inlined getters and setters, exceptions in them, a property replaced while hot.
class Temp:
    def __init__(self, c):
        self._c = c
        self.sets = 0

    @property
    def c(self):
        return self._c

    @c.setter
    def c(self, v):
        if v > 10**6:
            raise ValueError("too hot: %r" % v)
        self._c = v
        self.sets += 1

    @property
    def f(self):
        return self.c * 9 / 5 + 32

    @property
    def broken(self):
        return self.nothing


def heat(t, n):
    s = 0
    for i in range(n):
        t.c += i
        s += t.f
        if i == n // 2:
            t.c = 0.25
    return s, t.sets


def limits(t, n):
    errors = 0
    for i in range(n):
        try:
            t.c = i * 1000
        except ValueError as e:
            errors += 1
            text = str(e)
    return errors, text, t.c


def broken(t, n):
    c = 0
    for i in range(n):
        try:
            t.broken
        except AttributeError as e:
            c += len(str(e))
        try:
            t.f = 1
        except AttributeError as e:
            c += len(str(e))
    return c


print(heat(Temp(1), 1200), limits(Temp(0), 2000), broken(Temp(0), 1000))
t, s = Temp(5), 0
for i in range(3000):
    s += t.c
    if i == 1500:
        Temp.c = property(lambda self: 1)
    if i == 2500:
        Temp.c = 2
print(s)


class Lazy:
    def __get__(self, o, cls):
        o.calls += 1
        o.__dict__["v"] = 7
        return 6


class Uses:
    v = Lazy()
    calls = 0


u, s = Uses(), 0
for i in range(2000):
    s += u.v
    if i % 500 == 0:
        del u.__dict__["v"]
print(s, u.calls)
