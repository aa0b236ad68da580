# property: getters, setters, deleters, inheritance, errors.
class T:
    def __init__(self):
        self._v = 1

    @property
    def v(self):
        "the doc"
        print("get", end=" ")
        return self._v

    @v.setter
    def v(self, x):
        print("set", end=" ")
        if x < 0:
            raise ValueError("negative")
        self._v = x

    @v.deleter
    def v(self):
        print("del", end=" ")
        del self._v

    ro = property(lambda self: "read only")
    wo = property(None, lambda self, x: print("wo set", x))
    empty = property()


t = T()
t.v = 5
t.v += 2
print(t.v, T.v.__doc__, t.ro, type(T.v).__name__, T.v.fget(t), t.__dict__)
t.wo = 1
del t.v


def set_(o, n, v):
    setattr(o, n, v)


for f in (lambda: t.v, lambda: set_(t, "v", -1), lambda: set_(t, "ro", 1), lambda: delattr(t, "ro"), lambda: t.wo, lambda: t.empty, lambda: set_(t, "empty", 1), lambda: delattr(t, "wo"), lambda: T.v(1)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class S(T):
    @T.v.getter
    def v(self):
        return "S:" + str(self._v)


s = S()
s.v = 3
print(s.v, S.ro.fset)


class Prop:
    @property
    def a(self):
        raise AttributeError("inner")

    def __getattr__(self, name):
        return "fallback " + name


print(Prop().a, Prop().b)
p = T.v.getter(lambda self: 0)
print(p.fset is T.v.fset, property(doc="d").__doc__, T.ro.__name__ if hasattr(T.ro, "__name__") else None)
t.__dict__["ro"] = "shadow"
print(t.ro)
