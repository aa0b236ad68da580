# Tuples made, unpacked, compared, returned and swapped: most of them need not exist.
def fib(n):
    a, b = 0, 1
    for i in range(n):
        a, b = b, (a + b) & 0xFFFFFFFFFFFF
    return a


def rotate(n):
    a, b, c = 1, 2.5, "x"
    for i in range(n):
        a, b, c = c, a, b
    return a, b, c


def bounds(xs):
    lo = hi = xs[0]
    for x in xs:
        lo, hi = min(lo, x), max(hi, x)
    return lo, hi


def pair(i):
    return i % 7, (i * 3, -i)


def nested(n):
    s = 0
    for i in range(n):
        x, (y, z) = pair(i)
        first, *rest, last = (x, y, z, i)
        s += x * y - z + first + last + len(rest) + rest[0]
        if (x, y) < (3, 1000) or (x, y, z) == (4, 12, -4):
            s ^= 1
    return s


def wrong(n):
    c = {}
    for i in range(n):
        try:
            a, b = (1, 2, 3)[:i % 4]
            c["ok"] = c.get("ok", 0) + a + b
        except ValueError as e:
            c[str(e)] = c.get(str(e), 0) + 1
    return c


print(fib(5000), rotate(5000), bounds([i * 37 % 1001 for i in range(3000)]), nested(3000))
print(wrong(3000))
points, s = [(i, i * 0.5) for i in range(500)], 0
for _ in range(8):
    for x, y in points:
        s += x * y
print(s)
