# Every kind of parameter, called in every way.
def f(a, b=2, *args, c, d=4, **kw):
    return a, b, args, c, d, kw


def g(a, b, /, c, d=5, *, e=6):
    return a, b, c, d, e


def h(*, k):
    return k


def p(x, /, **kw):
    return x, kw


print(f(1, c=3), f(1, 9, 8, 7, c=3, z=0), f(*[1, 2, 3], **{"c": 4}), f(c=1, a=2), f(1, c=2, **{"d": 3, "e": 4}))
print(g(1, 2, 3), g(1, 2, c=3), g(1, 2, 3, 4, e=7), g(*(1, 2), **{"c": 3, "d": 4}), h(k=1), p(1, x=2))
print((lambda: 1)(), (lambda *a, **k: (a, k))(1, b=2), (lambda a, /, b, *, c=3: (a, b, c))(1, b=2))
for c in ("f()", "f(1)", "f(1, 2)", "f(c=1)", "f(1, a=2, c=3)", "g()", "g(1)", "g(1, 2)", "g(1, b=2, c=3)", "g(a=1, b=2, c=3)", "g(1, 2, 3, 4, 5)", "g(1, 2, 3, 4, 5, e=6)", "g(1, 2, 3, f=4)", "h(1)", "h()", "h(1, k=2)", "h(k=1, j=2)", "h(j=2)", "p()", "p(x=1)", "p(1, 2)", "f(1, c=2, **{'c': 3})", "f(1, **{'a': 1, 'c': 2})", "(lambda: 1)(2)", "(lambda x: 1)()", "(lambda x, y: 1)(1, 2, 3)", "(lambda x, y=1: 1)(1, 2, 3)", "(lambda a, b, c, d: 1)()", "(lambda a, b: 1)(1, z=2)", "f(*5)", "f(**5)", "f(1, *None)", "f(1, **{'c': 1}, **{'c': 2})", "len()", "len(1, 2)", "len(x=1)", "print(foo=1)", "isinstance(1)", "int(1, 2, 3)", "(lambda: 5)()()", "f.x()", "g(1, 2, 3, cc=4)", "h(kk=4)"):
    try:
        print(c, eval(c))
    except (TypeError, AttributeError) as e:
        print(c, "->", e)


class K:
    def m(self, a, b=1):
        pass

    @staticmethod
    def s(a):
        pass

    @classmethod
    def c(cls, a):
        pass

    def __init__(self, v=0):
        pass

    def no_self():
        pass


for c in ("K().m()", "K().m(1, 2, 3)", "K.m()", "K.m(1)", "K().s()", "K.s(1, 2)", "K.c()", "K().c(1, 2)", "K(1, 2)", "K(w=1)", "K().no_self()", "K().m(1, c=2)", "K()()"):
    try:
        print(c, eval(c))
    except TypeError as e:
        print(c, "->", e)
