# Default values: evaluated once, shared, changed through attributes.
def acc(x, into=[]):
    into.append(x)
    return into


print(acc(1), acc(2), acc(3, []), acc(4), acc.__defaults__)
n = 5


def f(a, b=n, *, c=n * 2):
    return a, b, c


n = 6
print(f(1), f.__defaults__, f.__kwdefaults__, f.__name__, f.__qualname__, f.__module__, f.__doc__)
f.__defaults__ = (10, 20)
print(f(), f(1))
f.__kwdefaults__ = {"c": "new"}
print(f())
f.__defaults__ = None
try:
    f()
except TypeError as e:
    print(e)
f.attr = 1
print(f.attr, f.__dict__, hasattr(f, "nope"))


def doc():
    """The docstring."""


print(doc.__doc__, (lambda: 0).__name__, doc.__code__.co_name, f.__code__.co_varnames, f.__code__.co_argcount, f.__code__.co_kwonlyargcount)
for i in range(3):
    def g(i=i):
        return i
    print(g(), g(9), end=" ")
print()
fs = [lambda x, k=k: x * k for k in range(4)]
print([h(10) for h in fs])


def outer(a, f=lambda a: a + 1):
    return f(a)


print(outer(1), outer(1, str))


def annotated(a: int, b: "str" = "x", *c: float, d: list = None, **e) -> dict:
    pass


print(annotated.__annotations__)
