# difftest: exit=1
# difftest: exit=1
# Powers of floats in compiled code: squares, whole and other exponents,
# negative bases, overflow, results that are complex.
inf, nan = float("inf"), float("nan")


def square(x):
    return x ** 2


def cube(x):
    return x ** 3


def root(x):
    return x ** 0.5


def inverse(x):
    return x ** -1.0


def power(x, y):
    return x ** y


def augmented(x):
    x **= 2.0
    x **= 4
    return x


def digest(strings):
    h = 0
    for s in strings:
        for c in s:
            h = (h * 31 + ord(c)) % 1000000007
    return h


def outcome(f, *args):
    try:
        r = f(*args)
        return repr(r) if not isinstance(r, complex) else f"{r.real:.12e},{r.imag:.12e}"
    except Exception as e:
        return f"{type(e).__name__}: {e}"


values = [0.0, -0.0, 1.0, -1.0, 2.0, -3.0, 0.5, -0.25, 1e200, -1e200, 1e-200, 5e-324, inf, -inf, nan]
for f in (square, cube, root, inverse, augmented):
    for i in range(1500):
        f(i * 0.5 + 0.5)
    out = [outcome(f, v) for v in values] + [outcome(f, v) for v in (3, -2, 0, True, 10**200, "x", None, 2j)]
    print(f.__name__, digest(out), out[:5], out[-9:])
for i in range(1500):
    power(i + 0.5, 1.25)
print(digest(outcome(power, x, y) for x in values for y in values), outcome(power, -8.0, 1 / 3), outcome(power, 0.0, -1.0))


def distance(points, cx, cy):
    t = 0.0
    for x, y in points:
        t += ((x - cx) ** 2 + (y - cy) ** 2) ** 0.5 + (x - cx) ** 3 / 1000
    return t


print(f"{distance([(k * 0.5, -k * 0.25) for k in range(3000)], 300.5, -100.25):.9e}")


def grows(n):
    x = 1.5
    for i in range(n):
        x = x ** 2
    return x


print(outcome(grows, 5), outcome(grows, 3000))
grows(3000)
