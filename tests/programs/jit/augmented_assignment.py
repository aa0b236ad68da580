# += and its kin on names, items, attributes and slices; in place or not; evaluated once.
class Box:
    def __init__(self):
        self.n = 0
        self.items = [0] * 5


calls = 0


def box(b):
    global calls
    calls += 1
    return b


def run(n):
    b, xs, d = Box(), [0] * 7, {"k": 0}
    for i in range(n):
        b.n += i
        b.items[i % 5] -= i
        xs[i % 7] |= i
        xs[-1] ^= 3
        d["k"] *= 1
        d["k"] += 2
        box(b).n -= 1
        box(xs)[i % 7] += 1
        if i == n // 2:
            b.n /= 2
            xs[3] = 1 << 64
    return b.n, b.items, xs, d


def aliases(n):
    a = b = []
    t = u = (1,)
    s = 0
    for i in range(n):
        a += [i]
        t += (i,)
        s += len(b) - len(u)
        if i % 100 == 99:
            a = b = []
            t = u = (1,)
    return s


def shapes(n):
    x, y, z = 3, 2.0, 1
    for i in range(n):
        x <<= 1
        x %= 1000003
        y **= 0.5
        y += 1
        z //= -3
        z -= i
        z >>= 1
    return x, round(y, 9), z


print(run(2500), calls, aliases(2000), shapes(3000))
errors = 0
for i in range(1500):
    t = ([1], 2)
    try:
        t[0] += [i]
    except TypeError as e:
        errors += len(t[0])
print(errors)
