# Results of operations on big ints around changes of size, signs, quotients.


def ops(a, b):
    r = [a + b, a - b, b - a, a * b, -a * b, a * a]
    for x, y in ((a, b), (-a, b), (a, -b), (-a, -b), (b, a)):
        if y:
            q, m = divmod(x, y)
            assert q * y + m == x and (0 <= m < y or y < m <= 0), (x, y)
            assert x // y == q and x % y == m
            r += [q, m]
    for k in (0, 1, 5, 63, 64, 65, 127, 128, 200):
        r += [a << k, a >> k, -a >> k]
    return r


def digest(xs):
    h = 0
    for x in xs:
        h = (h * 1000003 + x) % ((1 << 127) - 1)
    return h


edges = []
for e in (0, 31, 62, 63, 64, 65, 128, 192, 193, 256, 1600):
    for d in (-1, 0, 1):
        edges.append((1 << e) + d)
        edges.append(3 * (1 << e) + d)
h = 0
for a in edges:
    for b in edges:
        h = (h * 31 + digest(ops(a, b))) % 1000000007
print(h)


def quotients(n):
    # Quotients that the upper digits nearly do not decide.
    h = 0
    seed = 12345
    for i in range(n):
        seed = seed * 6364136223846793005 + 1442695040888963407 & (1 << 64) - 1
        y = (seed << 200 + i % 130) + i
        q = seed >> (i % 60) + 2
        for d in (-1, 0, 1):
            x = q * y + d
            h = (h * 31 + x // y + x % y) % 1000000007
            h = (h * 31 + -x // y + -x % -y) % 1000000007
        x = ((1 << 320) - 1) // (i + 1)
        y = ((1 << 256) - 1) // (i + 1)
        h = (h * 31 + x // y + x % y) % 1000000007
    return h


print(quotients(800))


def euclid(a, b):
    steps = 0
    while b:
        a, b = b, a % b
        steps += 1
    return a, steps


def fib(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


print(euclid(fib(2000), fib(1999)), euclid(fib(1500) * 7, fib(900) * 7)[0] % 10**9)


def shrink(x):
    n = 0
    r = []
    while x:
        if x & 1:
            n += 1
        x >>= 1
        if not x & 0xFFFFFFFFFFFFFFFFFFFF:
            r.append(x.bit_length())
    return n, r[:5]


print(shrink(fib(5000)), shrink((1 << 700) + (1 << 300)))


def truths(xs):
    n = 0
    for x in xs:
        if x:
            n += 1
        if not x:
            n += 100
        n += 1000 if x and n else 0
    return n


big = [0, 1, -1, 1 << 61, 1 << 62, 1 << 63, -1 << 63, 1 << 64, 1 << 200, -1 << 200, 5 - 5, (1 << 80) - (1 << 80)]
for _ in range(50):
    t = truths(big * 10)
print(t)


class Never(int):
    def __bool__(self):
        return False


print(truths(big + [Never(5), Never(1 << 70), 1.5, 0.0, "", "x", None, [], [0]]))


def factorial(n):
    r = 1
    for i in range(2, n):
        r *= i
    return r


f = factorial(1000)
print(f % (10**9 + 7), f.bit_length(), len(str(f)), f // factorial(998), f % factorial(999))
