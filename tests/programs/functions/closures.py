# Closures: shared cells, nonlocal, late binding, several levels.
def counter():
    n = 0

    def inc(by=1):
        nonlocal n
        n += by
        return n

    def get():
        return n

    return inc, get


inc, get = counter()
print(inc(), inc(5), get(), counter()[1]())
print([f() for f in [lambda: i for i in range(3)]], [f() for f in [lambda i=i: i for i in range(3)]])


def levels(a):
    b = a + 1

    def two():
        c = b + 1

        def three():
            nonlocal b
            b += 10
            return a, b, c
        return three
    return two


t = levels(1)()
print(t(), t(), t.__closure__ is not None, t.__code__.co_freevars, levels.__code__.co_cellvars)


def param(x):
    def set_x(v):
        nonlocal x
        x = v

    def get_x():
        return x
    return set_x, get_x


s, g = param("start")
s("changed")
print(g(), [c.cell_contents for c in g.__closure__])


def unbound():
    def inner():
        return later
    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)
    later = 1
    print(inner())
    del later
    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)


unbound()


def loop():
    out = []
    for i in range(3):
        j = i * 10
        out.append(lambda: (i, j))
    return [f() for f in out]


print(loop())


def make(n):
    class C:
        value = n

        def m(self):
            return n, __class__.__name__
    return C


print(make(3)().m(), make(4).value)
x = "global"


def shadow():
    x = "local"

    class A:
        print(x)
        x = "class"
        print(x)

        def m(self):
            return x
        y = [x for _ in range(1)]
    return A().m(), A.y


print(shadow())


def fact():
    def go(n):
        return 1 if n < 2 else n * go(n - 1)
    return go


print(fact()(20))


def swap():
    a, b = 1, 2

    def f():
        nonlocal a, b
        a, b = b, a
    f()
    return a, b


print(swap())
