# Comprehensions: their loops, the lists they fill, first elements of all kinds.
def lists(n):
    out = []
    for i in range(n):
        a = [x * x for x in range(i % 9)]
        b = [x for x in a if x % 2]
        c = [[x + y for y in b] for x in a]
        d = [(x, y) for x, y in zip(a, b)]
        e = {x: y for x, y in enumerate(b)}
        f = {x % 3 for x in a}
        g = [x for x in reversed(a)]
        h = [x / 2 for x in a] + [None]
        k = [x > 2 for x in a]
        out.append(len(a) + len(b) + sum(map(len, c)) + len(d) + len(e) + len(f) + sum(g) + len(h) + sum(k))
    return sum(out), a, b, c, d, e, sorted(f), g, h, k


def first(values, n):
    out = []
    for _ in range(n):
        for v in values:
            xs = []
            xs.append(v)
            xs.append(v)
            ys = []
            ys.append(1)
            ys.append(v)
            zs = [v]
            zs.append(2.5)
            zs.append(v)
            ys.extend(xs)
            out = [xs, ys, zs, xs + ys, xs + [1]]
            xs.clear()
            xs.append("s")
            xs.append(v)
    return out


def emptied(n):
    xs, t = [], 0
    for i in range(n):
        xs.append(i)
        xs.append(i + 0.5)
        t += xs.pop() + xs.pop()
        if i % 7 == 0:
            xs = []
        if i % 5 == 0:
            xs.clear()
            xs.append(None)
            xs.pop()
    return t, xs


def leaky(n):
    x = "outer"
    t = 0
    for i in range(n):
        t += sum([x for x in range(i % 5)]) + len([x for x in "abc" for y in (1, 2)])
    return x, t


def raising(n):
    out = 0
    for i in range(n):
        try:
            out += len([10 // (x - 3) for x in range(i % 6)])
        except ZeroDivisionError:
            out += 100
    return out


def closures(n):
    t = 0
    for i in range(n):
        fs = [lambda: x for x in range(3)]
        t += sum(f() for f in fs) + sum([f() for f in fs])
    return t


print(lists(900))
print(first([1, 1.5, True, None, "a", (1,), 1 << 62, 1e300, 1 << 70, 5e-324], 60))
print(first([3], 500), first([2.5], 500), first([False], 500))
print(emptied(3000), leaky(2000), raising(2000), closures(500))
matrix = [[i * j for j in range(300)] for i in range(300)]
print(sum(x for row in matrix for x in row), [row[3] for row in matrix][:9], [[r[k] for r in matrix][5] for k in range(9)])
