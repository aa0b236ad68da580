# Bools as ints, indexes and flags; truth of everything; ternaries; and/or values.
def counts(n):
    c = 0
    for i in range(n):
        c += (i % 3 == 0) + (i % 5 == 0) * 2 - (not i % 7)
        c ^= (i & 1 == 0) << 3
        c = c * True + False
    return c


def flags(n):
    a, b, s = True, False, 0
    for i in range(n):
        a, b = a ^ b, a | (i % 3 == 0)
        b = b & (i % 4 != 1)
        s += [10, 20][a] + ("no", "yes")[b].count("e") - a
        if a is True and b is False:
            s += 5
        if i == n // 2:
            a = 1
        if i == n // 2 + 9:
            a = bool(a)
    return s, a, b


class Thing:
    def __init__(self, n):
        self.n = n

    def __bool__(self):
        return self.n % 2 == 1


class Sized:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


def truth(xs, n):
    c = 0
    for i in range(n):
        x = xs[i % len(xs)]
        if x:
            c += 1
        while not x:
            c += 3
            break
        c += 10 if x and i else 20
        c += bool(x or None) is True
    return c


print(counts(5000), flags(4000))
print(truth([0, 1, 0.0, -0.0, 0.5, "", "a", [], [0], (), None, True, 2**70, Thing(1), Thing(2), Sized(0), Sized(3), float("nan")], 4000))
try:
    truth([1] * 1200 + [Sized(-1)], 1300)
except ValueError as e:
    print(e)
