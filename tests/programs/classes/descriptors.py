# Descriptors: data and non-data, precedence, __set_name__, on classes.
class Data:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = "_" + name

    def __get__(self, obj, kind=None):
        if obj is None:
            return self
        return ("data", obj.__dict__.get(self.name))

    def __set__(self, obj, value):
        obj.__dict__[self.name] = value

    def __delete__(self, obj):
        del obj.__dict__[self.name]


class NonData:
    def __get__(self, obj, kind=None):
        return ("nondata", obj is None, kind.__name__)


class C:
    d = Data()
    e = Data()
    n = NonData()


c = C()
c.d = 1
c.__dict__["d"] = "ignored"
print(c.d, c.e, c.n, C.n, c.__dict__, type(C.d).__name__)
c.n = "instance wins"
print(c.n)
del c.n, c.d
print(c.n, c.d)
try:
    del c.e
except KeyError as e:
    print(repr(e))


class Lazy:
    def __init__(self, f):
        self.f = f
        self.name = f.__name__

    def __get__(self, obj, kind):
        value = self.f(obj)
        obj.__dict__[self.name] = value
        return value


class L:
    @Lazy
    def slow(self):
        print("computing")
        return 42


l = L()
print(l.slow, l.slow)


class Typed:
    def __init__(self, kind):
        self.kind = kind

    def __set_name__(self, owner, name):
        self.name = name

    def __set__(self, obj, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.name} must be {self.kind.__name__}, not {type(value).__name__}")
        obj.__dict__[self.name] = value


class P:
    x = Typed(int)
    s = Typed(str)

    def __init__(self, x, s):
        self.x, self.s = x, s


p = P(1, "a")
print(p.x, p.s)
for f in (lambda: P("a", "b"), lambda: setattr(p, "s", 1)):
    try:
        f()
    except TypeError as e:
        print(e)


class OnlySet:
    def __set__(self, obj, v):
        print("only set", v)


class O:
    q = OnlySet()


o = O()
o.q = 3
print(type(o.q).__name__)
o.__dict__["q"] = "now"
print(o.q)
try:
    del o.q
except AttributeError as e:
    print(e)


def func(self):
    return "bound to", type(self).__name__


print(func.__get__(5)(), func.__get__(None, int) is func, (lambda s, a: (s, a)).__get__("me")(1))


class BadName:
    def __set_name__(self, owner, name):
        raise ValueError("bad " + name)


try:
    class Z:
        attr = BadName()
except Exception as e:
    print(type(e).__name__, e, e.__notes__)
