# The math module in hot loops: exact functions, domain errors, ints beyond floats.
import math


def norms(n):
    s = 0.0
    for i in range(n):
        s += math.sqrt(i) + math.floor(i * 0.3) + math.ceil(-i * 0.3) + math.trunc(i / 7)
        s += math.fabs(-i) + math.fmod(i, 7.5) - math.copysign(i, -1.0)
    return s


def waves(n):
    s = 0.0
    for i in range(n):
        s += math.sin(i * 0.01) * math.cos(i * 0.02) + math.exp(-i * 0.001) + math.log(i + 1)
    return round(s, 6)


def errors(xs, n):
    log = {}
    for i in range(n):
        x = xs[i % len(xs)]
        for f in (math.sqrt, math.floor, math.log, math.exp):
            try:
                r = f(x)
                key = type(r).__name__
            except (ValueError, OverflowError, TypeError) as e:
                key = f.__name__ + ": " + str(e)
            log[key] = log.get(key, 0) + 1
    return sorted(log.items())


def integers(n):
    s = 0
    for i in range(n):
        s += math.gcd(i, 36) + math.isqrt(i * i + 5) + (math.comb(i % 30, 3) if i % 2 else math.factorial(i % 15))
    return s


def tests(xs, n):
    c = 0
    for i in range(n):
        x = xs[i % len(xs)]
        c += math.isnan(x) + 2 * math.isinf(x) + 4 * math.isfinite(x)
    return c


print(norms(2500), waves(2500), integers(2000))
xs = [0, 1, -1.5, 2.25, float("inf"), float("nan"), 1e308, 800.5, 2**60, True]
print(errors(xs, 400))
print(tests([0.0, math.inf, -math.inf, math.nan, 5, 1e-320], 3000))
root = math.sqrt
s = 0
for i in range(2500):
    s += root(i) if i != 2000 else root(2**80)
    if i == 1200:
        root = math.fabs
    if i == 2200:
        math.sqrt = lambda x: 0
    s += math.sqrt(4)
print(s)
