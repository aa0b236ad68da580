# round, int, math.floor and the like of floats in compiled code.
import math

inf, nan = float("inf"), float("nan")


def rounds(x):
    return round(x), int(x), math.floor(x), math.ceil(x), math.trunc(x)


def digits(x):
    return round(x, 2), round(x, -1), round(x, None)


def outcome(f, x):
    try:
        return repr(f(x))
    except Exception as e:
        return f"{type(e).__name__}: {e}"


values = [0.0, -0.0, 0.5, -0.5, 1.5, 2.5, -2.5, 0.49999999999999994, 2.0**51 - 0.5, 2.0**51 + 0.5, -(2.0**51) - 1.5, 2.0**52 + 1, 4503599627370497.5, 1e18, 1e19, -1e300, 5e-324, inf, -inf, nan]
for i in range(2000):
    rounds(i * 0.25), digits(i * 0.013)
for v in values + [3, -(2**70), True, "1", None]:
    print(outcome(rounds, v), outcome(digits, v))


def total(n):
    t = 0
    for i in range(n):
        t += round(i * 0.5) - round(-i * 0.3) + round(i)
    return t


print(total(5000))


class R:
    def __round__(self, n=None):
        return ("round", n)


def any_round(xs):
    return [round(x) for x in xs]


print(any_round([0.5 * k for k in range(1000)])[-3:], any_round([1.5, R(), 2, True]))
