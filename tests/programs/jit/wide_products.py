# Products and sums of 128 bits that come back to 64: % m, >> k, // m, & mask; edges of 2**62, 2**63, 2**64; negative
# operands, divisors that are zero, negative, or less than the upper half; types that change.

M64 = (1 << 64) - 1
P61 = (1 << 61) - 1


def mulmod(xs, ys, ms):
    h = 0
    for x in xs:
        for y in ys:
            for m in ms:
                r = x * y % m
                h = (h * 31 + r) % P61
    return h


def muladdmod(xs, ys, ms, c):
    h = 0
    for x in xs:
        for y in ys:
            for m in ms:
                r = (x * y + c) % m
                r += (c + x * y) % m
                h = (h * 31 + r) % P61
    return h


def dotmod(xs, ys, m):
    h = 0
    for x in xs:
        for y in ys:
            r = (x * y + y * h + x * x) % m
            h = (h * 31 + r) % P61
    return h


def addmod(xs, ys, m):
    h = 1
    for x in xs:
        for y in ys:
            r = (x + y) % m
            h = (h ^ r) * 3 % m
    return h


def quotients(xs, ys, ms):
    h = 0
    for x in xs:
        for y in ys:
            for m in ms:
                r = x * y // m
                h = (h * 31 + r) % P61
    return h


def upper(xs, ys):
    h = 0
    for x in xs:
        for y in ys:
            a = x * y >> 64
            b = x * y >> 70
            c = (x * y + 12345) >> 64
            d = x * y >> 60
            h = (h * 31 + a + b + c + d) % P61
    return h


def mum(x, y, n):
    for i in range(n):
        p = (x ^ i) * y
        x = (p & M64) ^ (p >> 64)
        q = x * y
        lo = q & M64
        hi = q >> 64
        y = (hi ^ lo) | 1
    return x, y


def powers_of_two(xs, ys):
    h = 0
    for x in xs:
        for y in ys:
            a = (x * y) % 2**64
            b = (x * y + h) % 2**63
            c = x * y % (1 << 32)
            d = (x * y - 5) % 2**64
            e = (x ^ 77) % 2**64
            h = (a ^ b ^ c ^ d ^ e) & M64
    return h


def power(b, e, m):
    r = 1
    b %= m
    while e:
        if e & 1:
            r = r * b % m
        b = b * b % m
        e >>= 1
    return r


def lcg(n, a, c, m):
    x = 1
    for _ in range(n):
        x = (a * x + c) % m
    return x


def live_after(xs, ys):
    # The product is used again later: it has to be a real int there.
    out = []
    for x in xs:
        for y in ys:
            p = x * y
            r = p % P61
            if r & 1:
                out.append(p)
            q = x * y
            s = q >> 64
            t = str(q) if s > 5 else ""
            out.append(len(t))
    return sum(out) % P61


def raising(xs, ys, ms):
    n = 0
    for x in xs:
        for y in ys:
            for m in ms:
                try:
                    n = (n + x * y % m + (x * y + 1) // m) % P61
                except ZeroDivisionError as e:
                    n += len(str(e)) + e.__traceback__.tb_lineno - raising.__code__.co_firstlineno
    return n


class Meter(int):
    def __mul__(self, other):
        return Meter(int(self) * int(other) + 1)

    def __mod__(self, other):
        return Meter(int(self) % int(other) + 2)


def changing(values, m):
    x = (1 << 62) + 3
    out = []
    for v in values:
        try:
            x = x * v % m
        except TypeError as e:
            out.append(str(e))
            x = 12345678901234567
        if not isinstance(x, int):
            out.append(repr(x))
            x = (1 << 63) + 5
    out.append(x)
    return out


def xoroshiro(n):
    s0 = 1
    s1 = 2
    t = 0
    for i in range(n):
        r = (s0 + s1) & M64
        s1 ^= s0
        s0 = (((s0 << 55) | (s0 >> 9)) ^ s1 ^ (s1 << 14)) & M64
        s1 = ((s1 << 36) | (s1 >> 28)) & M64
        t ^= r
    return t, s0, s1


def pcg(n, inc):
    state = 0x853C49E6748FEA9B
    s = 0
    for i in range(n):
        old = state
        state = (old * 6364136223846793005 + (inc | 1)) & M64
        xs = ((old >> 18) ^ old) >> 27 & 0xFFFFFFFF
        rot = old >> 59
        s ^= ((xs >> rot) | (xs << ((-rot) & 31))) & 0xFFFFFFFF
    return s


def trees(xs, ys):
    # Expressions that are no chains, cut at their ends.
    h = 1
    for x in xs:
        for y in ys:
            a = ((x << 7) - (y << 9) ^ x * y) & M64
            b = (x - (y * 3 | x << 1)) % 2**64
            c = ((x & y) * (x | y) + (x ^ y)) & 0xFFFFFFFFFF
            d = (h * 31 + (a ^ (b >> 7)) * (c | 1)) % P61
            h = (d << 13 ^ d * (x >> 3)) & M64
    return h


def mix(xs):
    h = 0
    for x in xs:
        x = (x ^ (x >> 33)) * 0xFF51AFD7ED558CCD & M64
        x = (x ^ (x >> 33)) * 0xC4CEB9FE1A85EC53 & M64
        h = (h ^ (x ^ (x >> 33))) * 5 + 0xE6546B64 & M64
        h = ((h << 13) | (h >> 51)) & M64
    return h


def horner(data, base, m):
    h = 0
    for c in data:
        h = (h * base + c) % m
    return h


def main():
    edges = []
    for k in (0, 1, 31, 32, 33, 61, 62, 63, 64):
        edges += [(1 << k) - 1, 1 << k, (1 << k) + 1]
    xs = sorted(set(e for e in edges if e <= M64))
    small = [x for x in xs if x < 1 << 63]
    ms = [x for x in xs if x]
    words = [x for x in xs if x < 1 << 61] * 3
    for a, b, c in ((words, words, ms), (small, small, ms), (xs, xs, ms), (xs, words, [P61, M64 - 58, 7])):
        print(mulmod(a, b, c), quotients(a, b, c))
        print(muladdmod(a, b, c, 5), muladdmod(a, b, c, 1 << 63), muladdmod(a, b, c, M64), muladdmod(a, b, c, -3))
        print(dotmod(a, b, c[-1]), dotmod(a, b, P61), addmod(a, b, c[-1]), addmod(a, b, P61))
        print(upper(a, b), powers_of_two(a, b), live_after(a, b))
    negative = [-x for x in xs] + xs
    print(mulmod(negative, xs, ms), mulmod(xs, xs, [-m for m in ms]), quotients(negative, negative, [-7, P61, M64]))
    print(upper(negative, xs), powers_of_two(negative, xs), dotmod(negative, xs, M64 - 58), addmod(negative, negative, M64))
    print(raising(xs, xs, [5, P61, 0, M64]), raising(xs, xs, [0]))
    print(mum(0xA0761D6478BD642F, 0xE7037ED1A0B428DB, 3000))
    print([power(3, m - 2, m) for m in (2**61 - 1, 10**9 + 7, 10**18 + 9, 2**62 - 57, 2**63 - 25, 2**64 - 59, 2**64 + 13, 2**89 - 1)])
    print([lcg(2000, a, c, m) for a in (48271, 6364136223846793005, 2**64 - 3) for c in (0, 11, 2**63) for m in (2**31 - 1, P61, 2**64, 2**64 - 59)])
    print(changing([5, 7, 2**63, 2**64 - 1, 2**70, 3, 1.5, 8, "a", 9, Meter(5), 11, -3, True, 2**64 - 5] * 40, 2**64 - 59))
    print(changing([5, 7, 2**61, None, 2**60, -1, 3] * 100, P61))
    print(xoroshiro(2000), pcg(2000, 5), pcg(2000, 1 << 63))
    print(trees(words, small), trees(small, xs), trees(xs, xs), trees(negative, xs), trees(xs, negative), mix(xs * 20), mix(negative * 20))
    data = bytes(range(256)) * 20
    print(horner(data, 131, P61), horner(data, 2**60 + 7, P61), horner(data, 257, 2**64 - 59), horner([-5, 2**62, 3] * 300, 911, P61))


main()
