# Much allocation of every kind of object, with some that live long.
class Node:
    __slots__ = ("v", "l", "r")

    def __init__(self, v, l=None, r=None):
        self.v, self.l, self.r = v, l, r


def tree(d):
    return Node(d) if d == 0 else Node(d, tree(d - 1), tree(d - 1))


def total(t):
    return 0 if t is None else t.v + total(t.l) + total(t.r)


keep = []
s = 0
for i in range(60):
    t = tree(7)
    s += total(t)
    if i % 10 == 0:
        keep.append(t)
print(s, sum(map(total, keep)))
cycles = []
for i in range(3000):
    a, b = {}, []
    a["b"] = b
    b.append(a)
    o = type("T", (), {}) if i % 1000 == 0 else Node(i)
    if i % 100 == 0:
        cycles.append(a)
print(len(cycles), all(c["b"][0] is c for c in cycles))
strs = {}
for i in range(5000):
    strs[f"key{i % 500}"] = strs.get(f"key{i % 500}", "") + str(i % 10)
print(len(strs), sum(map(len, strs.values())), strs["key7"])
big = []
for i in range(200):
    big.append(10**200 + i)
    if len(big) > 50:
        del big[:25]
print(sum(big) % 997)
fs = [lambda x, i=i: x + i for i in range(1000)]
print(sum(f(1) for f in fs))
gens = []
for i in range(500):
    g = (x * i for x in range(5))
    next(g)
    gens.append(g)
print(sum(sum(g) for g in gens))
sets = [frozenset(range(i % 7, i % 7 + 5)) for i in range(1000)]
print(len(set(sets)), len({(i % 10, str(i % 3)) for i in range(1000)}))
l = []
for i in range(300):
    l = [l, i]
n = 0
while l:
    l, v = l
    n += v
print(n)
m = [[i] * 50 for i in range(200)]
for _ in range(5):
    m = [list(r) for r in zip(*m)]
print(len(m), len(m[0]), sum(map(sum, m)))
b = bytearray()
for i in range(3000):
    b += bytes([i % 256]) * 3
print(len(b), sum(b))
ex = []
for i in range(300):
    try:
        raise ValueError(i, [i] * 10)
    except ValueError as e:
        ex.append(e)
print(sum(e.args[0] for e in ex))
