# Attributes, methods, class and instance dictionaries.
class A:
    """A doc."""
    shared = []
    count = 0

    def __init__(self, x, *, y=2):
        self.x = x
        self.y = y
        A.count += 1

    def method(self, k=1):
        return self.x * k + self.y


a, b = A(1), A(2, y=5)
a.shared.append("s")
b.count = 99
print(a.method(), b.method(10), A.method(a, 3), a.__dict__, b.__dict__, A.count, a.count, b.count, b.shared, A.__name__, A.__doc__, A.__module__, A.__qualname__, a.__class__, type(a) is A, isinstance(a, A), A.__bases__)
a.new = lambda: "instance function"
A.added = lambda self: ("added", self.x)
print(a.new(), a.added(), b.added(), hasattr(a, "new"), hasattr(b, "new"), getattr(a, "zz", "default"))
setattr(a, "dyn", 5)
delattr(a, "dyn")
del a.x
for f in (lambda: a.x, lambda: a.nope, lambda: A.nope, lambda: a.method(1, 2, 3), lambda: A(), lambda: a(), lambda: delattr(a, "zz"), lambda: setattr(5, "x", 1), lambda: (5).x, lambda: None.foo, lambda: a + 1, lambda: 1 + a, lambda: a < a, lambda: a[0], lambda: len(a), lambda: iter(a), lambda: -a, lambda: a @ 1, lambda: 1 in a, lambda: object().x, lambda: setattr(object(), "x", 1), lambda: object(1), lambda: a.metod(), lambda: A.__dict__.__setitem__("x", 1), lambda: setattr(int, "x", 1), lambda: [].appendd, lambda: float(a), lambda: int(a), lambda: a.__dict__["q"]):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
a.__dict__["x"] = "via dict"
print(a.x, list(vars(a)), sorted(k for k in dir(A) if not k.startswith("__")), a == a, a != b, a is a, hash(a) == hash(a), bool(a))
a.__class__ = type("B", (A,), {"method": lambda self: "B method"})
print(a.method(), type(a).__name__, isinstance(a, A))
a.__dict__ = {"only": 1}
print(a.only, hasattr(a, "x"))
x = 10


class Body:
    for i in range(3):
        locals()[f"m{i}"] = i
    if x > 5:
        big = True
    x = x + 1
    del i


print(Body.m2, Body.big, Body.x, x, hasattr(Body, "i"))
