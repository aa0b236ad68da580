# The type of a variable changes after the loop has become hot.
def add_all(items):
    total = items[0]
    for x in items[1:]:
        total = total + x
    return total


for _ in range(3):
    print(add_all(list(range(3000))))
    print(add_all([0.5] * 3000))
    print(add_all([1] * 2999 + [0.5]))
    print(add_all([1] * 2999 + [2**70]))
    print(len(add_all(["ab"] * 1000)), len(add_all([[1]] * 500)), add_all([(1,), (2,)]), add_all([True] * 1000), add_all([1j] * 100 + [2, 3.5]))


def switch(n):
    x = 0
    log = []
    for i in range(n):
        if i == n // 4:
            x = float(x)
        elif i == n // 2:
            x = int(x) << 60
        elif i == 3 * n // 4:
            x = str(x % 1000)
        if type(x) is str:
            if i % 100 == 0:
                x += "."
        else:
            x += 1
        if i % 500 == 0:
            log.append((i, type(x).__name__, x))
    return log


for row in switch(4000):
    print(row)


class I:
    def __init__(self, v):
        self.v = v

    def __add__(self, o):
        return I(self.v + (o.v if isinstance(o, I) else o))

    __radd__ = __add__

    def __lt__(self, o):
        return self.v < o


def count(limit, step):
    n = step * 0 if not isinstance(step, I) else I(0)
    k = 0
    while n < limit:
        n = n + step
        k += 1
    return k


for step in (1, 1.0, True, I(1), 2**65, 0.1, 3):
    print(count(1000, step))


def mixed(vals, n):
    out = 0
    for i in range(n):
        v = vals[i % len(vals)]
        if v:
            out += v * 2
        else:
            out -= 1
    return out


print(mixed([1, 2, 3], 5000), mixed([1, 2.5, 0], 5000), mixed([True, None, 0.0, 7], 5000), mixed([2**80, -2**80, 1], 3000))
try:
    mixed([1] * 4999 + ["s"], 5000)
except TypeError as e:
    print(e)
