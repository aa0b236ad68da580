# A variable changes its type in the middle of a hot loop: for good, for one round, in turns.
def once(n, at, value):
    x, s = 1, 0
    for i in range(n):
        if i == at:
            x = value
        try:
            s += x * 2
        except TypeError as e:
            return i, s, str(e)
    return s


def blink(n, value):
    x, seen = 0, 0
    for i in range(n):
        x = value if i % 700 == 699 else i
        if x == value:
            seen += 1
        s = str(x)
    return seen, s


def accumulate(n):
    s = 0
    for i in range(n):
        s = s + 1
        if i == 1000:
            s = float(s)
        elif i == 1500:
            s = int(s) << 60
        elif i == 2000:
            s = s >> 60
        elif i == 2500:
            s = complex(s)
    return s


def argument(f, n):
    return [f(v) for v in ([1] * n + [2.5] * n + ["a"] * n + [None] + [3] * n)]


def double(v):
    return v if v is None else v + v


for value in (2.5, True, 2**62, 2**64, "ab", None, [1], (2,)):
    print(repr(value), once(2500, 2000, value) if not isinstance(value, (str, list, tuple)) else once(2500, 2499, value), blink(3000, value))
print(accumulate(3000))
r = argument(double, 800)
print(r[0], r[800], r[1600], r[2400], r[-1], len(r))
