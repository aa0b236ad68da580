# Sets in hot loops: membership, adding, operations, hashes of equal numbers.
def visited(n):
    seen, x, steps = set(), 1, 0
    while x not in seen:
        seen.add(x)
        x = (x * 75 + 74) % 65537 % n
        steps += 1
    return steps, x


def unique(xs):
    s = set()
    for x in xs:
        s.add(x)
    return len(s)


def queens(n):
    cols, d1, d2 = set(), set(), set()

    def place(r):
        if r == n:
            return 1
        c = 0
        for q in range(n):
            if q in cols or r + q in d1 or r - q in d2:
                continue
            cols.add(q)
            d1.add(r + q)
            d2.add(r - q)
            c += place(r + 1)
            cols.remove(q)
            d1.remove(r + q)
            d2.remove(r - q)
        return c

    return place(0)


def algebra(n):
    a, b, s = set(range(20)), {5, 6, 30}, 0
    for i in range(n):
        s += len(a & b) + len(a | {i}) + len(a - b) + len(a ^ b) + ({5} <= b)
        b.discard(i % 40)
        b.add(i % 33)
    return s, len(b)


print(visited(3000), unique([1, 1.0, True, 2, "a", b"a", None, (1,), 2**70, float(2**70)] * 200), queens(6), algebra(1200))
errors = 0
for i in range(1500):
    try:
        {1, 2}.remove(i % 4)
        {i: 1, 2: 2}[[1]] if i % 100 == 1 else None
    except KeyError:
        errors += 1
    except TypeError as e:
        errors += 1000
print(errors)
