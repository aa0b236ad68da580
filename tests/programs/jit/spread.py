# Calls with *args and **kwargs in compiled code, as wrappers make them.
import sys


def deco(fn):
    def wrapper(*args, **kwargs):
        return fn(*args, **kwargs)

    return wrapper


def deco2(fn):
    def wrapper(*args):
        return fn(*args)

    return wrapper


@deco
def add(a, b=3):
    return a + b


@deco
def many(*args, **kwargs):
    return len(args), sorted(kwargs), args[:1]


@deco2
def sub(a, b):
    return a - b


@deco
def fails(a, b):
    if a == 700:
        raise ValueError(a)
    return a


@deco
def gen(a, b):
    yield a
    yield b


class C:
    @deco
    def method(self, x):
        return x * 2

    def __init__(self, *args, **kw):
        self.args = args
        self.kw = kw


make = deco(C)
native = deco(max)


def run(n):
    s = 0
    for i in range(n):
        s += add(i, 1) + add(i) + sub(i, 2)
        s += sum(gen(i, 1))
        s += C(1).method(i) + native(i, 5)
        o = make(i, 2)
        s += o.args[0] + len(o.kw)
        try:
            s += fails(i, 1)
        except ValueError as e:
            tb, names = e.__traceback__, []
            while tb:
                names.append(tb.tb_frame.f_code.co_name)
                tb = tb.tb_next
            s += len(names)
    return s, names


def mutate(n):
    seen = []

    def f(*args, **kwargs):
        if args[0] == n - 5:
            kwargs["late"] = 1
        if args[0] == n - 4:
            args = [args[0], 2, 3]
        return many(*args, **kwargs)

    for i in range(n):
        r = f(i, i + 1)
        if r[0] != 2 or r[1]:
            seen.append((i, r))
    return seen


def lengths(n):
    total = 0
    for i in range(n):
        total += many(*range(i % 4))[0]
        total += many(*[1] * (i % 3), **{"a": 1} if i % 7 == 0 else {})[0]
    return total


print(run(2000))
print(mutate(1500))
print(lengths(1500))
for bad in (lambda: add(1, 2, 3), lambda: add(), lambda: add(c=1), lambda: sub(*5), lambda: many(**3), lambda: many(**{1: 2})):
    for k in range(300):
        try:
            bad()
        except TypeError as e:
            m = str(e)
    print(m)
sys.setrecursionlimit(200)


@deco
def deep(k):
    return deep(k + 1)


for k in range(5):
    try:
        deep(0)
    except RecursionError as e:
        print(type(e).__name__)
