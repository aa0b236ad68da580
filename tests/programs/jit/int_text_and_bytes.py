# Ints as text and bytes, and functions of ints, of all sizes around the limits of digits.
import math
import sys


def sizes():
    out = [0, 1, 9, 10, 255, 256]
    for k in (18, 19, 20, 37, 38, 39, 57, 58, 100, 600, 635, 636, 637, 640, 641, 700):
        out += [10**k - 1, 10**k, 10**k + 7]
    for k in (8, 15, 16, 61, 62, 63, 64, 65, 127, 128, 192, 256, 2111, 2112, 2113, 3200, 5000):
        out += [2**k - 1, 2**k, 2**k + 1]
    return out


def text(xs):
    h = 0
    for x in xs:
        for y in (x, -x):
            s = str(y)
            if int(s) != y or int("  " + s + "\n") != y or f"{y}" != s or f"{y:d}" != s or "%d" % y != s:
                print("wrong", s)
            if int(hex(y), 16) != y or int(bin(y), 2) != y or int(oct(y), 0) != y or int(f"{y:x}", 16) != y:
                print("wrong", hex(y))
            for base in (3, 7, 32, 36):
                if int(s[-17:].replace("-", "1"), 10) % base != int(s[-17:].replace("-", "1")) % base:
                    print("wrong", base)
            h = (h * 31 + len(s) + y % 1000003) % (2**61 - 1)
    return h


def as_bytes(xs):
    h = 0
    for x in xs:
        n = (x.bit_length() + 7) // 8
        for size in (n, n + 1, n + 9):
            for order in ("little", "big"):
                b = x.to_bytes(size, order)
                if int.from_bytes(b, order) != x:
                    print("wrong", x)
                if size > n:
                    c = (-x).to_bytes(size, order, signed=True)
                    if int.from_bytes(c, order, signed=True) != -x or int.from_bytes(x.to_bytes(size, order, signed=True), order, signed=True) != x:
                        print("wrong", -x)
                    b += c
                h = (h * 31 + sum(b) + b[0] * 3 + b[-1] if b else h) % (2**61 - 1)
    return h


def functions(xs):
    h = 0
    for x in xs:
        r = math.isqrt(x)
        if not r * r <= x < (r + 1) * (r + 1):
            print("wrong isqrt", x)
        g = math.gcd(x, 2**64 - 2) + math.gcd(x * 6, x * x + 6 * x) + math.gcd(-x, 10**30) + math.lcm(x, 12345678901)
        h = (h * 31 + r + g + x.bit_count() + (-x).bit_count() + x.bit_length()) % (2**61 - 1)
        for e in (0, 1, 2, 3, 7, 20):
            h = (h * 31 + x**e + (-x) ** e + pow(x, e, 2**63 + 29) + pow(-x, e + 2**64, 2**64 - 59) + pow(x, e, -7)) % (2**61 - 1)
    return h


def errors():
    for f in (lambda: int("12a4567890123456789012"), lambda: int("1" * 30 + "/"), lambda: int("+"), lambda: int("-"), lambda: int(""),
              lambda: int("1_000_000_000_000_000_000_000"), lambda: int("1__0"), lambda: int("- 5"), lambda: int("--5"),
              lambda: int("\u0661\u0662" * 15), lambda: int("9" * 5000), lambda: int("9" * 4300) % 7, lambda: len(str(10**4299)),
              lambda: str(10**4300), lambda: (-1).to_bytes(2, "little"), lambda: (2**64).to_bytes(8, "little"), lambda: (1).to_bytes(1, "middle"),
              lambda: (-129).to_bytes(1, "big", signed=True), lambda: (0).to_bytes(0, "big"), lambda: int.from_bytes(b"", "big", signed=True),
              lambda: (300).to_bytes(True + 1, "b\u0131g"), lambda: math.isqrt(-1), lambda: math.comb(-1, 2), lambda: math.perm(5, -1),
              lambda: math.factorial(-5), lambda: int("z9", 36), lambda: int("0x_ff", 0), lambda: int("19", 9)):
        try:
            print(f())
        except (ValueError, OverflowError) as e:
            print(type(e).__name__, e)


def main():
    xs = sizes()
    print(text(xs), as_bytes(xs), functions(xs))
    print([math.factorial(n) % 1000003 for n in range(0, 200, 7)], math.factorial(600) % (2**127 - 1))
    print(sum(math.comb(n, k) for n in range(70) for k in range(72)), math.comb(1000, 500) % (2**127 - 1), math.comb(10**20, 3))
    print(sum(math.perm(n, k) for n in range(30) for k in range(32)), math.perm(300, 250) % (2**127 - 1), math.perm(2**64, 3), math.perm(12))
    sys.set_int_max_str_digits(640)
    print(len(str(10**639)), int("7" * 640) % 97)
    for f in (lambda: str(10**640), lambda: int("7" * 641)):
        try:
            print(f())
        except ValueError as e:
            print(e)
    errors()


main()
