# for over range: every step, empty ranges, ends at the edge of 63 bits, ranges kept in variables.
def walk(a, b, s):
    n, last = 0, None
    for i in range(a, b, s):
        n += i & 0xFF
        last = i
    return n, last


def nested(n):
    c = 0
    for i in range(n):
        for j in range(i):
            for k in range(j, n, 7):
                c += i ^ j ^ k
    return c


def modified(n):
    out = []
    for i in range(n):
        i = i * 2
        out.append(i)
    return sum(out), i


def kept(r, n):
    s = 0
    for _ in range(n):
        for x in r:
            s += x
    return s, len(r), r[-1]


for args in ((0, 4000, 1), (0, 0, 1), (5, 1, 1), (4000, 0, -1), (4000, -1, -3), (-3000, 3000, 2), (0, 10, 100),
             (2**62 - 500, 2**62 + 500, 1), (2**63 - 500, 2**63 + 500, 3), (-2**63 + 300, -2**63 - 300, -1), (2**100, 2**100 + 50, 1)):
    print(args, walk(*args))
print(nested(28))
print(modified(4000))
print(kept(range(10), 500), kept(range(9, 0, -2), 500))
n = 3000
for i in range(n):
    n = 5
print(i, n)
for step in (0, 1.5):
    try:
        for i in range(0, 5, step):
            pass
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
