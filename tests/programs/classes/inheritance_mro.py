# Inheritance, the C3 order, super in all its forms.
class A:
    def __init__(self):
        print("A.__init__")

    def who(self):
        return "A"


class B(A):
    def __init__(self):
        print("B.__init__")
        super().__init__()

    def who(self):
        return "B" + super().who()


class C(A):
    def __init__(self):
        print("C.__init__")
        super().__init__()

    def who(self):
        return "C" + super().who()


class D(B, C):
    def __init__(self):
        print("D.__init__")
        super().__init__()

    def who(self):
        return "D" + super().who()


print(D().who(), [c.__name__ for c in D.__mro__], D.mro() == list(D.__mro__), super(B, D()).who(), issubclass(D, A), issubclass(A, D), issubclass(D, (int, C)), A.__subclasses__())
for src in ("class X(A, B): pass", "class X(A, A): pass", "class P(A, C): pass", "class Q(int, str): pass", "class R(5): pass", "class S(bool): pass", "class T(type(None)): pass", "class U(B, C, A): ok = 1", "class V(object, A): pass", "class W(type(len)): pass", "class Y(*[A], **{}): pass"):
    try:
        exec(src)
        print(src, "ok")
    except TypeError as e:
        print(src, "->", e)


class E(D):
    @classmethod
    def make(cls):
        return super().__new__(cls)

    @property
    def p(self):
        return super().who()

    def nested(self):
        def inner():
            return super(E, self).who()
        return inner()

    def comp(self):
        return [super(E, self).who() for _ in range(2)]


e = E.make()
print(type(e).__name__, e.p, e.nested(), e.comp())


def outside(self):
    return super().who()


E.outside = outside
for f in (lambda: e.outside(), lambda: super(), lambda: super(int, "a"), lambda: super(E, e).nope, lambda: super(1, 2)):
    try:
        f()
    except Exception as x:
        print(type(x).__name__, x)


class L(list):
    def append(self, x):
        super().append(x * 2)

    def __len__(self):
        return 100


l = L([1])
l.append(5)
print(l, len(l), list(l), bool(L()), L.__mro__, l == [1, 10], isinstance(l, list), l[0], l + [3], type(l + l), type(l.copy()), sorted(l))


class Base:
    x = 1

    def __init__(self, *args, **kw):
        self.args = args, kw


class Mixin:
    def __init__(self, *args, m=0, **kw):
        super().__init__(*args, **kw)
        self.m = m


class Both(Mixin, Base):
    pass


o = Both(1, 2, m=3, k=4)
print(o.args, o.m, Both.x)
Base.x = 5
print(Both.x, o.x)
Both.x = 6
print(Base.x, o.x)
del Both.x
print(o.x)
Both.__bases__ = (Base,)
print(Both.__mro__[1].__name__)
