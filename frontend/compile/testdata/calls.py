def plain(f, x):
    f(x, 1)
    return f(f(x), f(2) + f(3))

def methods(o):
    o.a(1).b().c(x=2)
    return o.d.e("x", o.f)

def keywords(f, a, k):
    f(1, x=a, y=2)
    f(*a)
    f(1, *a, x=3, **k, y=4)
    return f(**k)

class A(B, metaclass=M):
    "doc"
    x: int = 1

    def __init__(self, a, *rest, b=1, **kw):
        super().__init__(a)
        self.a = a
        self.__b = super().b

    @property
    @deco(1)
    def p(self): return __class__

def closure(a, b=()):
    n = 0
    def inc(d: "int" = 1):
        nonlocal n
        n += a + d
        return n
    return inc, lambda x, *, y=b: x + y + a

def text(x, w):
    return f"{x}", f"a{x!r:>{w}}b{x:d}"
