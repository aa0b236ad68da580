# Loop variables that are of another class in the first iteration: sums that begin
# with 0, a best that begins with None; and those that change back later on.
class Half:
    def __init__(self, v):
        self.v = v

    def __radd__(self, other):
        return Half(self.v + (other.v if isinstance(other, Half) else other * 2))

    __add__ = __radd__

    def __repr__(self):
        return f"Half({self.v!r})"


def total(xs):
    s = 0
    for x in xs:
        s += x * 0.5
    return s


def plain(xs):
    s = 0
    for x in xs:
        s = s + x
    return s


def best(xs):
    b = None
    at = None
    for i, x in enumerate(xs):
        if b is None or x > b:
            b = x
            at = i
    return b, at


def sometimes(xs, k):
    # The sum stays an int for a while.
    s = 0
    for x in xs:
        if x > k:
            s += x
    return s


def stops(xs, k):
    s = 0
    n = 0
    while n < len(xs):
        if xs[n] == k:
            break
        s += xs[n] / 2
        n += 1
    else:
        s = -s
    return s, n


def fails(xs):
    s = 0
    try:
        for x in xs:
            s += 1.0 / x
    except ZeroDivisionError:
        return "zero", s
    return s


def nested(rows):
    grand = 0
    for row in rows:
        sub = 0
        for v in row:
            sub += v * v
        grand += sub
    return grand


def back_again(n):
    # Float after the first iteration, int again after a while.
    s = 0
    out = 0.0
    for i in range(n):
        if i % 50 == 49:
            s = i
        else:
            s = s + 0.5
        out += s
    return s, out


def gen(xs):
    s = 0
    for x in xs:
        s += x
        yield s


def closing(xs):
    s = 0

    def add(x):
        nonlocal s
        s += x
        return s

    last = None
    for x in xs:
        last = add(x)
    return last, s


floats = [i * 0.25 for i in range(200)]
ints = list(range(-50, 150))
for turn in range(60):
    results = [total(floats), plain(floats), plain(ints), best(floats), best(ints), best([]), sometimes(floats, 30.0),
               sometimes(floats, 1e9), stops(floats, 20.0), stops(floats, -1), fails(floats[1:]), fails(floats[5:] + floats),
               nested([floats[:9], floats[3:20], []]), nested([]), back_again(120), list(gen(floats[:5])), closing(floats[:20]),
               total([]), plain([]), total(ints), total([1.0]), plain([True, 2]), plain([2**62, 2**62, 1.5])]
print(results)
print(plain(floats + [Half(1)]), plain([Half(2)] + floats[:3]), total([1, 2.5, 3]), best(["b", "c", "a"]), best(ints + floats))
print(plain([-0.0]), plain([0, -0.0]), sometimes([-0.0], -1), total([float("nan"), 1.0]), total([float("inf")]))
print(plain([2**70, 0.5]), plain([1, 2**70]), plain([0.5, 1 + 2j]), plain([10**400 // 10**399, 1.0]))
try:
    plain(floats + ["x"])
except TypeError as e:
    print(e)
try:
    total(["x", 1.0])
except TypeError as e:
    print(e)
