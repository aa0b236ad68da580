# Ints modulo 2**64 that the optimiser finds constant, moves out of a loop, or
# chooses between without a branch: they stay unsigned where a frame is taken
# apart.
MASK = 0xFFFFFFFFFFFFFFFF


def low(a):
    return (a ^ 5) & MASK


def constant(n):
    a, b = -129, 1 << 32
    for i in range(n):
        x = (a ^ b) & 0xFFFFFFFFFFFFFFFF
        y = low(-129)
    return i, x, y


def invariant(n, a, b):
    y = 0
    for i in range(n):
        x = (a * b - 7) & MASK
        if i & 1:
            y = (a - b) & MASK
    return i, x, y


def chosen(n):
    h, x, y = 1, 0, 0
    for i in range(n):
        x = (h * 6364136223846793005 + 1442695040888963407) & MASK
        y = (i - h) & MASK
        if i & 4:
            x = (h ^ -1) & MASK
        else:
            x = (i - 3) & MASK
        z = x if i % 3 else y
        h = (z + i) & MASK
        if i == 2000:
            h = len([h, x, y, z]) - 5 & MASK
    return i, h, x, y, z


def returned(h, i):
    if i & 1:
        return (h * 0x100000001B3) & MASK
    return -i


def inlined(n):
    h, t, r = 1, 0, 0
    for i in range(n):
        r = returned(h, i)
        h = (h * 6364136223846793005 + 1442695040888963407) & MASK
        t = (t ^ r) % 2**64
    return h, t, r


for n in 300, 3000, 3001:
    print(constant(n), invariant(n, -3, 5), invariant(n, 2**40, 12345678), chosen(n), inlined(n))
