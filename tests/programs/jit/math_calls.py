# difftest: exit=1
# difftest: exit=1
# Functions of module math called from compiled code: with ints, floats and
# other numbers, their errors, and what they say of infinities and NaN.
import math

inf, nan = math.inf, math.nan
ONE = """acos acosh asin asinh atan atanh ceil cos cosh degrees exp exp2 expm1 fabs floor gamma
lgamma log log10 log1p log2 radians sin sinh sqrt tan tanh trunc isnan isinf isfinite""".split()
TWO = "atan2 copysign fmod pow remainder hypot log ldexp".split()
values = [0.0, -0.0, 1.0, -1.0, 0.5, -0.75, 3.0, 1e-320, -1e-9, 20.25, 1e5, -123456.789, 2.0**60, -3e22, 1e300, 1e308, inf, -inf, nan,
          0, 1, -1, 2, 700, 2**31, -2**61, 2**64, 10**400, True, False]


def outcome(f, *args):
    try:
        return repr(f(*args))
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def digest(s):
    h = 0
    for c in s:
        h = (h * 31 + ord(c)) % 1000000007
    return h


template = """
def call(a):
    return math.{0}(a) if {1} else None

def loop(n):
    s = 0.0
    for i in range(n):
        s += math.{0}({2})
    return s
"""
for name in ONE:
    if name in ("acos", "asin", "atanh"):
        arg = "i / 4001"
    elif name == "acosh":
        arg = "i + 1.5"
    else:
        arg = "i * 0.01 + 0.5"
    ns = {"math": math}
    exec(template.format(name, "True", arg), ns)
    for f in (ns["call"],):
        for i in range(1500):
            f(0.25 + (name == "acosh"))
        print(name, digest(" ".join(outcome(f, v) for v in values)), [outcome(f, v) for v in values[:5] + values[-14:-8]])
    print(ns["loop"](4000))

template2 = """
def call(a, b):
    return math.{0}(a, b)
"""
for name in TWO:
    ns = {"math": math}
    exec(template2.format(name), ns)
    f = ns["call"]
    second = 3 if name == "ldexp" else 1.75
    for i in range(1500):
        f(i + 0.5, second)
    print(name, digest(" ".join(outcome(f, x, y) for x in values for y in values)))
    print(outcome(f, "x", 1), outcome(f, 1.0, None), outcome(f, [], {}))


class Number:
    def __init__(self, v):
        self.v = v

    def __float__(self):
        return self.v


def mixed(xs):
    return [outcome(math.sin, x) for x in xs] + [outcome(math.atan2, x, 2) for x in xs]


def direct(xs):
    s = 0.0
    for x in xs:
        s += math.sin(x) + math.cos(x)
    return s


print(direct([0.001 * k for k in range(4000)]), direct(range(4000)), direct([Number(0.5)] * 100 + [True, 2**70, 1.5]))
print(mixed([0.5, 1, Number(2.0), "x", None, inf, nan, 10**400]))
# Large arguments, and such that the reduction is delicate.
print([math.sin(k * 1000.5) for k in range(3000)][::300], [math.cos(k * k * 12345.5) for k in range(3000)][::300])


def wave(xs):
    out = []
    for x in xs:
        out.append((math.sin(x), math.cos(x)))
    return out


xs = [k * math.pi / 128 for k in range(-600, 600)] + [k * math.pi / 256 for k in range(-600, 600)]
xs += [2.0**k for k in range(-1074, 1024)] + [-(1.3 * 2.0**k) for k in range(-1060, 1023)]
xs += [(k + 0.5) * math.pi for k in range(3000)] + [16384.0 - k * 2.0**-39 for k in range(64)] + [16384.0 + k for k in range(64)]
print(digest(" ".join(f"{s:.12e} {c:.12e}" for s, c in wave(xs))), wave(xs)[-3:])
print(digest(" ".join(f"{math.tan(x):.12e}" for x in xs)), digest(" ".join(f"{math.exp(min(x, 700.0)):.12e}" for x in xs)))


# The same bits as by another way, which is not compiled.
def same_bits(xs):
    sines, cosines = list(map(math.sin, xs)), list(map(math.cos, xs))
    bad = 0
    for i in range(len(xs)):
        s, c = math.sin(xs[i]), math.cos(xs[i])
        if s != sines[i] or c != cosines[i] or math.copysign(1.0, s) != math.copysign(1.0, sines[i]):
            bad += 1
    return bad


print(same_bits([k * 0.37 - 3000 for k in range(20000)]), same_bits([k * 839.1 for k in range(20000)]), same_bits(list(range(-5000, 15000))))
print(same_bits([0.0, -0.0, 1e-9, -1e-9, 2.0**-26, 1e-8, 3e-300] * 2000), same_bits(xs), same_bits([k * math.pi / 2 for k in range(10000)]))


def norm(vs):
    n = 0
    for x, y in vs:
        try:
            n += math.sqrt(x * x - y) > 1
        except ValueError as e:
            n += 1000
            last = str(e)
    return n, last


print(norm([(k * 0.5, 1.0) for k in range(3000)]))


def fails(n):
    t = 0.0
    try:
        for i in range(n):
            t += math.log(n - i - 1)
    except ValueError as e:
        return e, e.__traceback__.tb_lineno - fails.__code__.co_firstlineno, i, t


print(fails(3000))


def overflow(n):
    for i in range(n):
        x = math.exp(i)
    return x


overflow(2000)
