# enumerate, zip, reversed, map, filter, sorted and any in hot loops.
def dot(a, b):
    s = 0
    for x, y in zip(a, b):
        s += x * y
    return s


def weighted(xs, start):
    s = 0
    for i, x in enumerate(xs, start):
        s += i * x
    return s


def triple(a, b, c):
    out = []
    for i, (x, (y, z)) in enumerate(zip(a, zip(b, c))):
        out.append(x + y * z - i)
    return out


def strict(n):
    c = {}
    for i in range(n):
        try:
            for x, y in zip(range(i % 3), range(2), strict=True):
                pass
        except ValueError as e:
            c[str(e)] = c.get(str(e), 0) + 1
    return c


a, b = list(range(1500)), [i * 0.5 for i in range(1500)]
print(dot(a, b), dot(b, a[:100]), dot(a, range(5000)), dot("", a), weighted(a, 1), weighted(b, -5), weighted(a, 2**63 - 700))
print(sum(triple(a, b, a)), triple("", a, a), strict(900))
s = 0
for x in reversed(a):
    s = (s * 3 + x) & 0xFFFFFF
for x, y in zip(reversed(b), map(lambda k: k * 2, a)):
    s += x - y
for x in filter(lambda k: k % 3, a):
    s += x
print(s, any(x > 1400 for x in a), all(x < 1400 for x in a))
print(sorted(a, key=lambda k: (k % 7, -k))[:5], min(a, key=lambda k: abs(k - 700)), max(b, default=0))
for i, (p, q) in enumerate([(1, 2)] * 1200 + [(3, 4)]):
    i += p * q
print(i)
pairs = list(zip(a, b))
for _ in range(3):
    s = sum(p * q for p, q in pairs)
    pairs[200] = ("x", 2)
    pairs[201] = [3, 4.5]
    if isinstance(pairs[200][0], str):
        pairs[200] = (1 << 60, 1)
print(s)
