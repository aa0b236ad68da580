# abs() of complex numbers and math.hypot in compiled code: sizes that need
# scaling, zeros, infinities, overflow.
import math

inf, nan = math.inf, math.nan
parts = [0.0, -0.0, 1.0, 3.0, -4.0, 1e-310, 1e-200, 2.0**-450, 2.0**-451, 2.0**500, 1.1 * 2.0**500, 1e200, 1.5e308, inf, -inf, nan, 0.1, 1e-20, 5e-324]


def size(z):
    return abs(z)


def length(x, y):
    return math.hypot(x, y)


def outcome(f, *args):
    try:
        return repr(f(*args))
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def digest(strings):
    h = 0
    for s in strings:
        for c in s:
            h = (h * 31 + ord(c)) % 1000000007
    return h


for i in range(3000):
    size(complex(i, 2)), length(i, 0.5)
print(digest(outcome(size, complex(a, b)) for a in parts for b in parts))
print(digest(outcome(length, a, b) for a in parts for b in parts), outcome(size, 1.5e308 + 1.5e308j), outcome(length, 1.5e308, 1.5e308))
print([outcome(size, v) for v in (3 + 4j, -2, -2.5, True, "x", None, 10**400, 0j, 1j)])
print([outcome(length, a, b) for a, b in ((3, 4), (3.0, 4), ("x", 1), (1, None), (10**400, 1), (0, -0.0))])
xs = [k * 0.37 - 500 for k in range(3000)]
print(digest(f"{abs(complex(x, x * 0.3 - 7)):.12e}" for x in xs), sum(abs(complex(x, 1.5)) for x in xs))


def total(zs):
    t = 0.0
    for z in zs:
        t += abs(z) + math.hypot(z.real, 1)
    return t


def same(zs):
    lengths = list(map(abs, zs))
    bad = 0
    for i in range(len(zs)):
        if abs(zs[i]) != lengths[i]:
            bad += 1
    return bad


print(total([complex(x, -x) for x in xs]), same([complex(x * 1.1, x * x) for x in xs]))


def overflow(n):
    z = 1 + 1j
    for i in range(n):
        if abs(z) < 0:
            break
        z = z * 1.3
    return z


overflow(5000)
