# Operators on ints of all sizes: carries and borrows through many digits, quotients that are nearly one more,
# signs, results that shrink to a word; in loops hot enough to be compiled, with errors in the middle.

M = (1 << 61) - 1


class Digest:
    def __init__(self):
        self.h = 17

    def add(self, x):
        self.h = (self.h * 1000003 + x % M) % M


def numbers():
    state = 12345
    out = [0, 1, -1, 2, 3, -7, 10]
    for bits in (61, 62, 63, 64, 65, 127, 128, 129, 191, 192, 193, 256, 320, 521, 640, 1023, 1344, 1345, 2048, 3840, 3905, 9000):
        p = 1 << bits
        state = (state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        r = pow(state | 3, bits // 20 + 2, p)
        for x in (p, p - 1, p + 1, r, p - r, (p - 1) // (M if bits > 61 else 1), p // 3, p - (1 << bits // 2)):
            out.append(x)
            out.append(-x)
    return out


def arithmetic(xs, ys, d):
    for x in xs:
        for y in ys:
            d.add(x + y)
            d.add(x - y)
            d.add(x * y)
            if y:
                q = x // y
                r = x % y
                d.add(q)
                d.add(r)
                if q * y + r != x or not (0 <= r < y or y < r <= 0):
                    print("wrong", x, y)
                if divmod(x, y) != (q, r):
                    print("wrong divmod", x, y)


def bitwise(xs, ys, d):
    for x in xs:
        for y in ys:
            a, o, e = x & y, x | y, x ^ y
            d.add(a)
            d.add(o)
            d.add(e)
            if a + o != x + y or o - a != e:
                print("wrong", x, y)


def shifts(xs, d):
    for x in xs:
        for s in (0, 1, 2, 31, 60, 61, 62, 63, 64, 65, 127, 128, 130, 500, 1000, 4000, 20000):
            up = x << s
            down = x >> s
            d.add(up)
            d.add(down)
            if up >> s != x or down != x // (1 << s):
                print("wrong", x, s)
            x2 = x
            x2 >>= s
            x2 <<= s
            d.add(x2)


def compares(xs, ys):
    n = 0
    for x in xs:
        for y in ys:
            n = n * 3 % M + (x < y) + 2 * (x == y) + 4 * (x >= y) + (x != y)
    return n


def words(xs, d):
    for x in xs:
        for y in (1, 2, 3, 10, 97, 2**32 - 1, 2**32, 2**61 - 1, 2**62, 2**63 - 1, 2**63, 2**64 - 1):
            for z in (y, -y):
                d.add(x * z)
                d.add(z * x)
                d.add(x // z)
                d.add(x % z)
                d.add(z // x if x else 0)
                d.add(z % x if x else 0)
                if x // z * z + x % z != x:
                    print("wrong", x, z)


def squares(xs, d):
    for x in xs:
        s = x * x
        y = -x
        d.add(s)
        if s != x * -y or s != x**2 or x * y != -s:
            print("wrong", x)


def powers(d):
    for m in (1 << 61) - 1, (1 << 64) - 59, (1 << 89) - 1, 1 << 127, (1 << 521) - 1, 10**40:
        x, e, r = 3 ** 700 % m, m - 2, 1
        while e:
            if e & 1:
                r = r * x % m
            x = x * x % m
            e >>= 1
        d.add(r)
        if r != pow(3**700, m - 2, m):
            print("wrong", m)


def errors(xs):
    n = 0
    for i, x in enumerate(xs):
        for y in (7, 0, "a", -1):
            try:
                if y == -1:
                    n += (x << y) % M
                else:
                    n += (x // y + x % y) % M
            except ZeroDivisionError as e:
                n += 1
                text = str(e)
            except (TypeError, ValueError) as e:
                n += 2
                if i == 5:
                    print(type(e).__name__, e)
    print(n % M, text)


def main():
    xs = numbers()
    few = xs[:9] + xs[9::7]
    d = Digest()
    arithmetic(xs, few, d)
    print(d.h)
    arithmetic(few, xs, d)
    print(d.h)
    bitwise(xs, few, d)
    print(d.h)
    shifts(xs, d)
    print(d.h)
    print(compares(xs, xs))
    words(xs, d)
    print(d.h)
    squares(xs, d)
    print(d.h)
    powers(d)
    print(d.h)
    errors(xs)
    # Exact texts, of few.
    for x in few[:40]:
        print(x, x // 1000003, x % -(1 << 70), -x >> 3, x & -(1 << 60), (x * 3) | (1 << 80))


main()
