# Sorting what has no order: keys are compared as CPython does.
nan = float("nan")
seed = 1


def rnd(n):
    global seed
    seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
    return (seed >> 8) % n


h = 0
for k in range(1500):
    n = rnd(62) + 1
    if k % 3 == 0:
        a = [[nan, 1, 0.0, 2**70, 3, -0.0][rnd(6)] for i in range(n)]
    else:
        a = [[nan, nan, 0.0, 1.0, 2.0, -1.0, -0.0, rnd(100) / 8][rnd(8)] for i in range(n)]
    for c in repr(sorted(a)) + repr(sorted(a, reverse=True)) + repr(sorted(a, key=lambda x: x * 2)):
        h = (h * 31 + ord(c)) % 1000003
    if k < 4:
        print(a[:12], sorted(a[:12]))
print(h)

calls = []


class C:
    def __init__(self, v, i):
        self.v, self.i = v, i

    def __lt__(self, other):
        calls.append((self.i, other.i))
        if len(calls) == limit:
            raise KeyError
        return self.v < other.v

    def __repr__(self):
        return f"{self.v}.{self.i}"


limit = 0
for vals in [3, 2, 1], [1, 1, 1], [3, 3, 2, 2, 1, 1, 5, 4], [2, 2, 3, 1], [5, 4, 4, 4, 3, 3, 9, 1, 2, 2], [1, 2, 2, 1, 0, 0]:
    for limit in 0, 1, 3, 5, 8:
        items = [C(v, i) for i, v in enumerate(vals)]
        calls.clear()
        try:
            items.sort()
        except KeyError:
            pass
        print(items, calls[:limit or None])
