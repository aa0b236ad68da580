# Complex arithmetic in compiled code: mixed with real numbers, zeros with
# signs, infinities and NaN; objects that escape, that are lost, and that exits
# have to make; other types appearing later.
import math
import sys

inf, nan = math.inf, math.nan
parts = [0.0, -0.0, 1.0, -2.5, 3e200, 1e-310, inf, -inf, nan]
edge = [complex(a, b) for a in parts for b in parts]
reals = [0, 1, -3, True, False, 0.0, -0.0, 2.5, inf, -inf, nan, 2**53 + 1, 2**70, -2**64]


def show(z):
    if isinstance(z, complex):
        return f"{z.real!r},{z.imag!r}"
    return repr(z)


def ops(x, y):
    a = x + y
    b = x - y
    c = x * y
    return a, b, c


def div(x, y):
    return x / y


def unary(x):
    return -x, +x, x.real, x.imag, x.conjugate(), x * x, bool(x), not x


def compare(x, y):
    return x == y, x != y, y == x


def power(x):
    return x ** 2


def outcome(f, *args):
    try:
        r = f(*args)
        return [show(v) for v in r] if isinstance(r, tuple) else show(r)
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def digest(lines):
    h = 0
    for s in lines:
        for c in str(s):
            h = (h * 31 + ord(c)) % 1000000007
    return h


def all_pairs(f, xs, ys):
    out = []
    for x in xs:
        for y in ys:
            out.append(outcome(f, x, y))
    return out


# Made hot with ordinary numbers first, so that the edge values meet checks.
z = 1 + 2j
for i in range(3000):
    ops(z, 2 - 1j), div(z, 3 + 1j), unary(z), compare(z, z), power(z)
print(digest(all_pairs(ops, edge, edge)), digest(all_pairs(div, edge, edge)))
print(digest(all_pairs(compare, edge, edge)))
print(digest([outcome(unary, x) for x in edge]), digest([outcome(power, x) for x in edge]))
for f in (ops, div, compare):
    for xs, ys in ((edge, reals), (reals, edge)):
        print(f.__name__, digest(all_pairs(f, xs, ys)))
print(outcome(div, 1j, 0), outcome(div, 1j, 0j), outcome(div, 1, 0j), outcome(div, 1j, -0.0))
print(outcome(ops, 1j, "x"), outcome(ops, [1], 1j), outcome(ops, 1j, None))
print(outcome(ops, 1j, 10**400), outcome(div, 10**400, 1j))


# Real operands of one type each.
def with_float(n):
    s = 0j
    for i in range(n):
        f = i * 0.5 - 100
        s = s + f * (1 - 2j) - (f - 1j) + (3 + f * 1j) / (f + 0.25) - f / (1 + 1j)
    return s


def with_int(n):
    s = 0j
    for i in range(n):
        s += (i * (1 - 2j) - (i - 1j) + (i + 2j) * i) / (i + 1) + i / (i + 1j)
    return s


print(show(with_float(3000)), show(with_int(3000)))


# Loop variables; virtual objects in exits.
def mandelbrot(n):
    total = 0
    for y in range(n):
        for x in range(n):
            c = complex(3.0 * x / n - 2.0, 2.0 * y / n - 1.0)
            z = 0j
            for k in range(50):
                if abs(z) > 2.0:
                    break
                z = z * z + c
            total += k
    return total


def mandelbrot_square(n):
    total = 0
    for y in range(n):
        for x in range(n):
            c, z, k = complex(x / n * 3 - 2, y / n * 2 - 1), 0, 0
            while k < 40 and z.real ** 2 + z.imag ** 2 <= 4:
                z = z ** 2 + c
                k += 1
            total += k
    return total


print(mandelbrot(40), mandelbrot_square(30))


def two_variables(n):
    a, b = 1 + 0j, 0.5j
    for i in range(n):
        a, b = b * (0.9 + 0.1j) + 1, a - b * 0.25
        if i % 500 == 499:
            a, b = b, a
    return a, b


print([show(v) for v in two_variables(5000)])


def exits(n):
    out = []
    z = 1j
    for i in range(n):
        w = z * (1 + 1j)
        z = w / (1 + i % 3)
        if i % 700 == 699:
            z, w = w, z
            out.append((z, w, i))
        if abs(z) > 1e100:
            z = 1j
    return out, z


got, last = exits(5000)
print([(show(a), show(b), i) for a, b, i in got], show(last))


# Identity of what escapes.
def identity(n):
    same = 0
    keep = []
    for i in range(n):
        z = complex(i, -i)
        w = z
        keep.append(z)
        same += (z is w) + (keep[-1] is w) + (+z is z) + (complex(z) is z) + (z * 1 is z) * 1000000
        if len(keep) > 10:
            keep = []
    return same


print(identity(4000))


class Sub(complex):
    def __add__(self, other):
        return "sub"

    __radd__ = __mul__ = __rmul__ = __add__

    @property
    def real(self):
        return "real"


def plain(x, y):
    return x + y, y + x, x * y, x.real, y.real


for i in range(3000):
    plain(1 + 1j, 2j)
print(plain(Sub(1, 2), 2j), plain(1j, Sub(3)), plain(1.5, 2j), plain(2j, 1))


def sums(values):
    s = 0
    for v in values:
        s += v
    return s


print(show(sums([1j * k for k in range(3000)])), show(sums([0.5 * k for k in range(2000)] + [1 + 1j] * 2000)))
print(sums([k for k in range(2000)]), show(sum([1j * k for k in range(100)])))


def constructors(n):
    s = 0j
    for i in range(n):
        s += complex(i) + complex(i, 1) + complex(0.5, i) + complex(i * 0.5) + complex(True, False)
    return s


print(show(constructors(3000)))
for bad in (("1",), ("1", 2), (None,), (1, "2"), (1, None), (10**400,)):
    for i in range(50):
        r = outcome(complex, *bad)
    print(r)


def traced(values):
    t = 0j
    for v in values:
        t += 1j / v
    return t


def caught(values):
    t = 0j
    try:
        for v in values:
            t += 1j / v
    except ZeroDivisionError as e:
        return show(t), show(v), e.__traceback__.tb_lineno - caught.__code__.co_firstlineno
    return t


print(caught([1 + 1j] * 3000 + [0j]), caught([2j] * 3000))
sys.stdout.flush()
traced([2j] * 3000 + [1, 0])
