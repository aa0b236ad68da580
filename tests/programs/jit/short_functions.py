# Functions of a few bytecodes that call none: the interpreter executes them
# itself, compiled code calls or inlines them. Both see what changes meanwhile.
SCALE = 3


def trace(e):
    lines, tb = [], e.__traceback__
    while tb:
        lines.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    return type(e).__name__, str(e), lines


def scaled(x):
    return x * SCALE


def first(p):
    return p[0]


def ratio(a, b):
    return a / b


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def sum(self):
        return self.x + self.y


class Shifted(Point):
    def sum(self):
        return self.x - self.y


def interpreted(n, value):
    # exec keeps the loop out of compiled code: only what it calls is hot.
    space = {"scaled": scaled, "value": value, "n": n, "r": None}
    exec("for i in range(n):\n    r = scaled(value)", space)
    return space["r"]


def compiled(n, value):
    r = None
    for _ in range(n):
        r = scaled(value)
    return r


for value in 7, 2.5, 1 << 62, "ab", [1], True:
    print(interpreted(3000, value), compiled(3000, value))

SCALE = 5
print(interpreted(2000, 7), compiled(2000, 7))
SCALE = 2.5
print(interpreted(2000, 7), compiled(2000, 7))
SCALE = "x"
print(interpreted(2000, 4), compiled(2000, 4))
SCALE = 3

total = 0
for n in range(4000):
    total += first((n, 1))
for n in range(2000):
    total += first([n])
print(total, first("abc"), first({0: "zero"}))


def sums(points, n):
    t = 0
    for _ in range(n):
        for p in points:
            t += p.sum()
    return t


print(sums([Point(1, 2), Point(3, 4)], 2000))
print(sums([Point(1, 2), Shifted(3, 4)], 2000))
print(sums([Point(1.5, 2), Point(1 << 60, 1 << 60), Shifted(True, 0)], 500))
Point.sum = lambda self: self.x * 100
print(sums([Point(1, 2), Shifted(3, 4)], 2000))
scaled.__code__ = (lambda x: -x).__code__
print(interpreted(1000, 7), compiled(1000, 7))


def ratios(n):
    t = 0
    for i in range(n, -1, -1):
        t += ratio(n, i)
    return t


for n in 5, 3000, 20:
    try:
        print(ratios(n))
    except ZeroDivisionError as e:
        print(trace(e))
try:
    for n in range(5000):
        first(() if n == 4999 else (1,))
except IndexError as e:
    print(trace(e))
for n in range(3000):
    try:
        ratio(1, n % 3)
    except ZeroDivisionError:
        total += 1
print(total)
