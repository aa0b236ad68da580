# Globals, builtins, functions and methods replaced while hot code depends on them.
K = 1


def use():
    return K + 1


def loop(n):
    s = 0
    for i in range(n):
        s += use() + len("ab") + abs(-K)
    return s


print(loop(3000))
K = 5
print(loop(3000))
K = 2.5
print(loop(3000))


def use():
    return 100


print(loop(3000))
len = lambda s: 7
print(loop(3000))
del len
print(loop(3000))
del K
try:
    loop(10)
except NameError as e:
    print(e)
K = 1


class C:
    scale = 2

    def m(self, x):
        return x * self.scale


c = C()


def calls(n, o):
    s = 0
    for i in range(n):
        s += o.m(i)
    return s


print(calls(3000, c))
C.scale = 3
print(calls(3000, c))
c.scale = 4
print(calls(3000, c), calls(3000, C()))
C.m = lambda self, x: 1
print(calls(3000, c))
c.m = lambda x: 2
print(calls(3000, c), calls(3000, C()))


class D(C):
    pass


d = D()
print(calls(3000, d))
D.m = lambda self, x: x
print(calls(3000, d))
del D.m
print(calls(3000, d))


def changing(n):
    global K
    s = 0
    for i in range(n):
        s += K
        if i == n // 2:
            K = 10
        if i == n - 5:
            C.m = lambda self, x: 1000
        s += d.m(i)
    return s


print(changing(4000), K)


def rebinding(n):
    f = lambda x: x + 1
    s = 0
    for i in range(n):
        s = f(s)
        if i == 2000:
            f = lambda x: x + 2
    return s


print(rebinding(4000))
