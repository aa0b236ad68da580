# Parts of lists turned around in their places: bounds that fit at first, and
# later are negative, beyond the end, empty, do not fit each other, or are of
# lists that shrank meanwhile; sizes around the limits of what is done in place.
def prefix(p, k):
    p[: k + 1] = p[k::-1]
    return p[0]


def count(p):
    n = 0
    k = p[0]
    while k:
        p[: k + 1] = p[k::-1]
        n += 1
        k = p[0]
    return n


def middle(p, i, j):
    p[i + 1 : j + 1] = p[j:i:-1]
    return p[0]


def from_start(p, j, e):
    p[0:e] = p[j::-1]


def whole(p):
    p[:] = p[::-1]
    return p[0]


def to_end(p, i, j):
    p[i:] = p[:j:-1]


def shifted(p, a, k):
    p[a : k + 1] = p[k::-1]


def each(f, lists, *bounds):
    out = []
    for p in lists:
        for b in zip(*bounds) if bounds else [()]:
            q = list(p)
            try:
                r = f(q, *b)
            except Exception as e:
                r = type(e).__name__, str(e)
            out.append((r, q))
    return out


def warm(f, n, *args):
    p = list(range(n))
    for _ in range(3000):
        f(p, *args)
    return p[:6], len(p)


lists = [list(range(8)), [], [1], [1.5, "x", None, True], list("abcdef")]
print(warm(prefix, 9, 4))
print(each(prefix, lists, range(-9, 10)))
print(warm(prefix, 9, 4))
print(each(prefix, [range(9)], [2**62, -(2**62), 2**80, True, False]))

total = 0
for r in range(3000):
    p = [(r * k + k) % 7 for k in range(7)]
    p[p.index(0)], p[-1] = p[-1], 0
    if 0 < p[0] < 7:
        limit = 0
        while p[0] and limit < 40:
            p[: p[0] + 1] = p[p[0] :: -1]
            limit += 1
        total += limit
print(total)
total = 0
for r in range(3000):
    total += count([3, 1, 2, 0, 4, 5] if r % 2 else [2, 4, 1, 0, 3, 5])
print(total)
for bad in ([-1, 5, 0], [1, 0.0], [7, 8, 0], ["x", 1], [], [2, 3, 1.0, 0], [0.5]):
    try:
        print(count(bad), bad)
    except Exception as e:
        print(type(e).__name__, e, bad)

print(warm(middle, 9, 2, 6))
some = [(i, j) for i in range(-3, 9) for j in range(-3, 10)]
print(hash(str(each(middle, lists, [i for i, j in some], [j for i, j in some]))) is not None)
for row in each(middle, lists, [i for i, j in some], [j for i, j in some])[:200:7]:
    print(row)
print(warm(from_start, 9, 5, 6))
print(each(from_start, lists, [5, 0, -1, 9, 2], [6, 1, 3, 10, 2]))
print(warm(whole, 9))
print(each(whole, lists))
print(warm(to_end, 9, 4, 3))
print(each(to_end, lists, [0, 1, 2, -1, 5], [-1, 0, 1, -2, 7]))
print(warm(shifted, 9, 0, 3))
print(each(shifted, lists, [0, 1, 0, 2, -1], [3, 3, 8, 1, 2]))

for n in (3998, 3999, 4000, 4001, 4002, 9000):
    p = list(range(n))
    for k in (n - 2, n - 1, n):
        prefix(p, k)
    whole(p)
    print(n, len(p), p[:3], p[-3:])


class L(list):
    def __setitem__(self, i, v):
        print("set", i, v)
        super().__setitem__(i, v)


for p in (L([3, 1, 2, 0]), (1, 2, 3), "abc", {0: 1}, None):
    try:
        print(prefix(p, 2), p)
    except (TypeError, KeyError) as e:
        print(e)


# Copies and removals of many items, after many of few.
def copies(xs):
    return len(xs[:]), len(list(xs)), len(xs.copy()), len(xs[1:])


def removed(xs, k):
    a = xs.pop(k)
    del xs[k]
    xs.reverse()
    return a, xs[0], len(xs)


for _ in range(3000):
    copies([1, 2, 3])
    removed([1, 2, 3, 4], 1)
for n in (1, 999, 1000, 1001, 1002, 5000):
    print(copies(list(range(n))))
for n in (5, 3999, 4000, 4001, 4002, 4003, 9000):
    print(removed(list(range(n)), 0), removed(list(range(n)), -2))
for xs in ([1], [], [1, 2]):
    for k in (0, 1, -1, 5):
        try:
            print(removed(list(xs), k))
        except IndexError as e:
            print(e)
