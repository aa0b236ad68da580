# Calls with defaults, keywords, stars; defaults and functions replaced while hot.
def f(a, b=2, *, c=3):
    return a * 100 + b * 10 + c


def g(*args, **kw):
    return len(args) * 10 + sum(kw.values())


def loop(n):
    s = 0
    for i in range(n):
        s += f(i) + f(i, 1) + f(i, c=1) + f(b=i, a=2) + f(a=1, c=i, b=0)
        if i == n // 2:
            f.__defaults__ = (7,)
            f.__kwdefaults__ = {"c": 0.5}
    return s


def stars(n):
    s, t, d = 0, (1, 2), {"c": 9}
    for i in range(n):
        s += f(*t) + f(i, **d) + f(*t, **d) + g(*t, i, x=1, **d) + g()
    return s


def errors(n):
    log = {}
    for i in range(n):
        try:
            if i % 4 == 0:
                f()
            elif i % 4 == 1:
                f(1, 2, 3)
            elif i % 4 == 2:
                f(1, a=2)
            else:
                f(1, d=i)
        except TypeError as e:
            log[str(e)] = log.get(str(e), 0) + 1
    return log


def positional(a, b, /, c):
    return a - b + c


print(loop(2000), stars(1200))
print(errors(1200))
s = 0
for i in range(3000):
    s += positional(i, 1, c=2)
    if i == 2000:
        positional.__code__ = (lambda a, b, c: a).__code__
print(s)


def mutable(x, acc=[]):
    acc.append(x)
    if len(acc) > 50:
        acc.clear()
    return len(acc)


print(sum(mutable(i) for i in range(3000)))
