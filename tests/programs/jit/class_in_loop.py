# Classes and functions made in a hot loop: every round has its own shapes and code objects.
def classes(n):
    s = 0
    for i in range(n):
        class Local:
            k = i

            def __init__(self, v):
                self.v = v

            def get(self):
                return self.v + self.k

        o = Local(i)
        s += o.get() + Local.k
        if i % 50 == 0:
            Local.get = lambda self: 1000
        s += o.get()
    return s


def functions(n):
    s = 0
    for i in range(n):
        def f(x, k=i):
            return x * k if k % 2 else g(x)

        def g(x):
            return x - i

        s += f(3) + (lambda: i)()
    return s


def made(n):
    cs = [type("C%d" % i, (), {"v": i, "f": lambda self: self.v}) for i in range(20)]
    s = 0
    for i in range(n):
        s += cs[i * 7 % 20]().f()
        if i == n // 2:
            cs[3].v = 0.5
    return s


def methods(n):
    class Acc:
        def __init__(self):
            self.n = 0

        def add(self, k):
            self.n += k
            return self

    a = Acc()
    for i in range(n):
        a.add(i).add(-1).add(True)
    return a.n


print(classes(250), functions(1500), made(3000), methods(2500))
