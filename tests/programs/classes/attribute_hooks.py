# __getattr__, __getattribute__, __setattr__, __delattr__, __dir__.
class Logged:
    def __init__(self):
        object.__setattr__(self, "data", {})

    def __getattr__(self, name):
        print("getattr", name)
        if name.startswith("no"):
            raise AttributeError(f"there is no {name}")
        return self.data.get(name, "missing")

    def __setattr__(self, name, value):
        print("setattr", name, value)
        self.data[name] = value

    def __delattr__(self, name):
        print("delattr", name)
        del self.data[name]


o = Logged()
o.a = 1
o.a += 1
print(o.a, o.b, hasattr(o, "nope"), getattr(o, "none", "default"), o.data)
del o.a
print(o.data)
try:
    o.no_way
except AttributeError as e:
    print(e, e.name, e.obj is o)


class All:
    x = 1

    def __init__(self):
        self.y = 2

    def __getattribute__(self, name):
        if name == "secret":
            raise AttributeError("hidden")
        if name.startswith("__"):
            return object.__getattribute__(self, name)
        return (name, super().__getattribute__(name))

    def __getattr__(self, name):
        return "from getattr: " + name


a = All()
print(a.x, a.y, a.secret, a.undefined, a.__class__.__name__)


class Proxy:
    def __init__(self, target):
        self._target = target

    def __getattr__(self, name):
        return getattr(self._target, name)

    def __dir__(self):
        return ["z", "a"]


p = Proxy([3, 1, 2])
p.sort()
p.append(4)
print(p._target, p.count(1), dir(p))
for f in (lambda: len(p), lambda: p[0], lambda: p.nope):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
p.__len__ = lambda: 5
try:
    len(p)
except TypeError as e:
    print(e)


class Meta(type):
    def __getattr__(cls, name):
        return f"{cls.__name__}.{name} by meta"


class M(metaclass=Meta):
    real = 1


print(M.real, M.fake)
try:
    M().fake
except AttributeError as e:
    print(e)


class Count:
    def __getattr__(self, name):
        if name.startswith("get_"):
            return lambda: name[4:]
        raise AttributeError(name)


c = Count()
print(c.get_x(), c.get_y())
try:
    c.put
except AttributeError as e:
    print(repr(e))
