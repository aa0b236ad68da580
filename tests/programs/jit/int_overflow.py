# Int arithmetic that leaves 62 and 63 bits in a hot loop, and comes back.
def walk(start, step, n):
    x, crossed = start, 0
    for i in range(n):
        y = x + step
        if (x < 2**62) != (y < 2**62) or (x < 2**63) != (y < 2**63):
            crossed += 1
        x = y
        if x > 2**63 + 1000 or x < -2**63 - 1000:
            step = -step
    return x, crossed


def products(n):
    p, out = 1, 0
    for i in range(1, n):
        p = p * (i | 1)
        if p >= 1 << 70:
            out ^= p >> 35
            p = p & 0x3FFFFFFF
    return p, out


def squares(n):
    s = 0
    for i in range(n):
        k = i * 1000003
        s += k * k
        s -= (k - 1) * (k + 1)
        k = -k
        s += k * k * k // (k or 1)
    return s


print(walk(0, 1, 5000), walk(2**62 - 2000, 1, 5000), walk(2**63 - 900, 7, 5000))
print(walk(-2**62 + 2000, -1, 5000), walk(-2**63 + 900, -7, 5000), walk(2**61, 2**50, 9000))
print(products(6000))
print(squares(3000))
