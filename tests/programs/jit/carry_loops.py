# Loops that read what they read or wrote one iteration before: forwards, backwards, with rows that are the same list, values that
# do not fit, other kinds of values, ends of lists.
def relax(above, row, below, lo, hi):
    for j in range(lo, hi):
        row[j] = 0.25 * (above[j] + below[j] + row[j - 1] + row[j + 1]) - 0.5 * row[j]


def prefix(a, lo, hi):
    for i in range(lo, hi):
        a[i] = a[i - 1] + a[i]


def suffix(a, hi):
    for i in range(hi, -1, -1):
        a[i] = a[i + 1] + a[i]


def shift(a, lo, hi):
    for i in range(lo, hi):
        a[i] = a[i + 1]


def spread(a, lo, hi):
    for i in range(lo, hi):
        a[i + 1] = a[i]


def two(a, b, lo, hi):
    for i in range(lo, hi):
        a[i] = b[i - 1] + b[i]
        b[i] = a[i - 1] - 1.0


def strided(a, lo, hi):
    for i in range(lo, hi, 3):
        a[i] = a[i - 3] * 0.5 + a[i - 1] + a[i + 1]


def sometimes(a, lo, hi):
    for i in range(lo, hi):
        if a[i] > 5.0:
            a[i] = a[i - 1] * 0.5


def before(a, lo, hi):
    s = 0
    for i in range(lo, hi):
        a[i] = i * 3
        s += a[i - 1] + a[i] * 7 + a[i + 1]
    return s


def readonly(a, lo, hi):
    s = 0.0
    for i in range(lo, hi):
        s += (a[i - 1] - a[i]) * a[i + 1]
    return s


def attempt(f, *args):
    try:
        print(f.__name__, f(*args), end=" ")
    except (IndexError, TypeError, OverflowError) as e:
        print(f.__name__, type(e).__name__, e, e.__traceback__.tb_next.tb_lineno, end=" ")
    for a in args:
        if type(a) is list:
            print(hash(tuple(map(repr, a))) and [repr(x) for x in a[:4]], [repr(x) for x in a[-4:]], end=" ")
    print()


def floats(n):
    return [(i * 37 % 64) / 8.0 for i in range(n)]


for k in range(4):
    for n in (1, 2, 3, 50, 400):
        for lo, hi in ((1, n - 1), (1, n), (0, n - 1), (-1, n - 1), (2, n - 1), (-3, 5), (1, n + 1)):
            attempt(relax, floats(n), floats(n), floats(n), lo, hi)
            a = floats(n)
            attempt(relax, a, a, floats(n), lo, hi)
            for f in (prefix, shift, spread, strided, sometimes, readonly):
                attempt(f, floats(n), lo, hi)
            attempt(prefix, list(range(n)), lo, hi)
            attempt(before, list(range(n)), lo, hi)
            attempt(two, floats(n), floats(n), lo, hi)
            a = floats(n)
            attempt(two, a, a, lo, hi)
        attempt(suffix, floats(n), n - 2)
        attempt(suffix, list(range(n)), n - 2)
a = [1e300] * 300
attempt(prefix, a, 1, 300)
a = [2**58] * 300
attempt(prefix, a, 1, 300)
a = [1e-320, float("nan"), -0.0, float("inf")] * 75
attempt(shift, a, 0, 299)
attempt(spread, a, 0, 299)
a = floats(300)
a[200] = 7
attempt(prefix, a, 1, 300)
a = floats(300)
a[200] = "x"
attempt(prefix, a, 1, 300)
attempt(relax, a, floats(300), floats(300), 1, 299)
attempt(spread, a, 0, 299)
