# Globals that are floats without a word of their own (NaN, very large and very
# small ones) are constants of compiled code: on the way into a loop they are
# unboxed as any other.
NAN = float("inf") - float("inf")
HUGE = 1e300
TINY = 5e-324


def squares(n, start):
    x = start
    for i in range(n):
        x = NAN
        for k in range(10):
            x *= x
    return x


def halves(n):
    x, total = 1.5, 0
    for i in range(n):
        x = HUGE
        for k in range(10):
            x *= 0.5
        total += x == HUGE / 1024
        x = TINY
        for k in range(3):
            x += x
        total += x == 8 * TINY
    return total, x


def chosen(n):
    x = 1.7e308
    for i in range(n):
        x = x if -2.5 == x else NAN
        for k in range(10):
            x *= max(x, x)
    return x


def mixed(n):
    # An int comes in as well.
    x = 0.5
    for i in range(n):
        x = 3 if i % 2 else HUGE
        for k in range(4):
            x = x * 2
    return x


print(squares(640, 1.5), halves(640), chosen(640), mixed(640), mixed(641))
