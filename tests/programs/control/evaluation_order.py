# The order in which operands, targets, arguments and defaults are evaluated.
def v(name, value=None):
    print(name, end=" ")
    return value if value is not None else name


class Box(dict):
    def __getitem__(self, k):
        print(f"get[{k}]", end=" ")
        return 1

    def __setitem__(self, k, value):
        print(f"set[{k}]", end=" ")


b = Box()
v("a", b)[v("i")] = v("x")
print()
v("a", b)[v("i")] += v("x", 5)
print()
v("a", b)[v("i")], v("c", b)[v("j")] = v("x"), v("y")
print()
v("a", b)[v("k1")] = v("a2", b)[v("k2")] = v("rhs")
print()
v("f", lambda *a, **k: None)(v("1"), *v("2", [1]), v("3"), k=v("4"), **v("5", {}))
print()
{v("k1"): v("v1"), v("k2"): v("v2")}
print()
[v("a"), v("b")][v("i", 1)]
print()
(v("a", 1) + v("b", 2) * v("c", 3)) ** v("d", 2)
print()


def f(x=v("d1"), *, y=v("d2")) -> None:
    pass


print()


@v("dec1", lambda f: f)
@v("dec2", lambda f: f)
def g(a=v("default")):
    pass


print()
lambda a=v("lam"): 0
print()
v("a", 1) < v("b", 2) < v("c", 3)
print()
v("x") if v("cond", 1) else v("y")
print()
del v("o", {"k": 1})[v("k")]
print()
[v(f"e{i}") for i in v("src", [1, 2]) if v("if")]
print()


class C(v("base", object), metaclass=v("meta", type)):
    x = v("body")


print()
