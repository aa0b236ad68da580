# Ints between 2**63 and 2**64 beside smaller ones: compared, added, subtracted, divided, with results
# that leave the range on either side; errors; types that change in a hot loop.

M64 = (1 << 64) - 1


def compare(xs, ys):
    h = 0
    for x in xs:
        for y in ys:
            h = (h * 3 + (x < y) + 2 * (x <= y) + 4 * (x == y) + 8 * (x > y) + 16 * (x >= y) + 32 * (x != y)) % 1000003
            if x < y:
                h += 1
            elif x == y:
                h += 5
            if 9223372036854775807 < x:
                h += 2
            if x >= 2**63:
                h += 3
            if y != 18446744073709551615:
                h += 4
    return h


def sums(xs, ys):
    h = 0
    for x in xs:
        for y in ys:
            a = x + y
            b = x - y
            c = x + 1
            d = x - 1
            e = 2**64 - 1 - x
            h = hash((h, a, b, c, d, e))
    return h


def divide(xs, ys):
    h = 0
    for x in xs:
        for y in ys:
            q = x // y
            r = x % y
            if q * y + r != x:
                print("wrong", x, y)
            h = hash((h, q, r, x // 10, x % 10, x // 3, x % 1000003, 2**64 - 1 - (x % 7)))
    return h


def buckets(n, size):
    count = [0] * size
    h = 0xCBF29CE484222325
    for i in range(n):
        h = ((h ^ i & 255) * 0x100000001B3) & M64
        count[h % size] += 1
        if h > 0xF000000000000000:
            h -= 12345
        if h < 1000:
            h += 2**63
    return count, h


def digits(x):
    out = []
    while x:
        out.append(x % 10)
        x //= 10
    return out


def errors(xs, ys):
    out = []
    for x in xs:
        for y in ys:
            try:
                out.append((x % y, x // y, x + y, x < y))
            except (ZeroDivisionError, TypeError) as e:
                out.append((type(e).__name__, str(e)))
    return out


def main():
    xs = [0, 1, 2, 7, 2**31, 2**61 - 1, 2**61, 2**62, 2**63 - 1, 2**63, 2**63 + 1, 2**64 - 2, 2**64 - 1]
    big = [x for x in xs if x >= 2**63]
    sets = [(big, big), (xs, big), (big, xs), (xs * 4, xs), (xs, [2**64, 2**65, -1, -(2**63), -(2**63) - 1, -(2**64)]),
            ([-1, -(2**63), 2**63, 2**64, 2**200] * 8, xs)]
    for a, b in sets:
        print(compare(a, b), sums(a, b), divide(a, [y for y in b if y]))
    print(buckets(5000, 13), buckets(3000, 8))
    for i in range(60):
        d = digits(M64 - i * 12345678901)
    print(d, digits(2**63), digits(2**64), digits(2**64 + 2**63))
    e = errors(big * 10, [3, 2**63, 0, 7, 2**64 - 1])
    print(len(e), hash(tuple(e[:1])) == hash((e[0],)), e[-7:])
    print(errors([2**63, 2**64 - 1, 5] * 20, [2**63 + 5, 1.5, "a", None, True, 2**64])[-20:])


main()
