# Attributes of functions, methods, code; calls through them.
def f(a, b, *c, d, **e):
    """doc"""
    x = 1
    return x


print(f.__name__, f.__code__.co_varnames, f.__code__.co_argcount, f.__code__.co_posonlyargcount, f.__code__.co_flags & 12, f.__code__.co_firstlineno, callable(f), callable(1), f.__globals__ is globals())


class C:
    def m(self):
        return self

    @classmethod
    def k(cls):
        return cls

    @staticmethod
    def s():
        return "s"


c = C()
b = c.m
print(b.__self__ is c, b.__func__ is C.m, b() is c, c.m == c.m, c.m is c.m, C.m(c) is c, C.k.__self__ is C, C.k() is C, c.k() is C, c.s is C.s, C.__dict__["s"].__func__ is C.s, b.__name__, b.__qualname__, b.__doc__)
print(type(f).__name__, type(b).__name__, type(len).__name__, type([].append).__name__, type(str.upper).__name__, type(int.__add__).__name__, type((1).__add__).__name__, type(C).__name__, type(f.__code__).__name__, type(lambda: 0) is type(f), type(C.__dict__["k"]).__name__)
f.__name__ = "renamed"
f.__doc__ = None
print(f.__name__, f.__qualname__, f.__doc__)
for g in (lambda: setattr(f, "__name__", 1), lambda: setattr(f, "__code__", 1), lambda: f.nope, lambda: b.nope, lambda: setattr(b, "x", 1), lambda: setattr(len, "x", 1), lambda: len.x, lambda: setattr(f, "__defaults__", 1), lambda: delattr(f, "nope"), lambda: f < f, lambda: f + 1):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)


def h():
    return 1


h.__code__ = (lambda: 99).__code__
print(h(), {f: 1}[f], f == f, f != h, len.__name__, len.__self__.__name__, [].append.__self__, "a".upper.__name__, str.upper.__objclass__)
print(list(map(C.m, [1, 2])), list(map(str.upper, "ab")), sorted([3, 1], key=(0).__add__), (lambda: (yield))().__name__, [].append.__qualname__, dict.fromkeys.__qualname__)
