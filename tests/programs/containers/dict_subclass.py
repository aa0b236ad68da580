# dict subclasses: __missing__, overriding, attributes.
class Default(dict):
    def __init__(self, factory):
        super().__init__()
        self.factory = factory

    def __missing__(self, key):
        value = self[key] = self.factory()
        return value


d = Default(list)
d["a"].append(1)
d["a"].append(2)
d["b"]
print(d, d.get("c"), "c" in d, len(d), d == {"a": [1, 2], "b": []}, isinstance(d, dict), type(d.copy()))


class Upper(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key.upper(), value)

    def __getitem__(self, key):
        return super().__getitem__(key.upper())


u = Upper(a=1)
u["b"] = 2
print(u, u["b"], u.get("b"), u.get("B"), list(u), {**u}, dict(u))
u.update(c=3)
print(u)
try:
    u["zz"]
except KeyError as e:
    print(repr(e))


class Attr(dict):
    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__


a = Attr(x=1)
a.y = 2
print(a.x, a.y, a, "{x} {y}".format_map(a))


class Counter(dict):
    def __missing__(self, key):
        return 0


c = Counter()
for ch in "abracadabra":
    c[ch] += 1
print(c, c["zz"], "zz" in c)
