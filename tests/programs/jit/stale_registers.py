# Registers that an instruction does not read may hold what compiled code kept
# there before, raw numbers that look like addresses too.


def many(n, a, b, c, d, e, f, g, h, i, j, k, l, m):
    total = 0
    for x in range(n):
        total += abs(str(x).find("7"))
        a += 8
        b += 8
        c += 8
        d += 8
        e += 8
        f += 8
        g += 8
        h += 8
        i += 8
        j += 8
        k += 8
        l += 8
        m += 8
    return total + a + b + c + d + e + f + g + h + i + j + k + l + m


source = """
def makers(n):
    a = b = c = d = e = 1
    out = []
    for x in range(n):
        p = lambda: x
        q = [y + x for y in (1, 2)]
        r = sum(z * x for z in range(2))
        s = []
        t = ()
        u = {}
        v = f"{x}{r!r}"
        try:
            raise ValueError
        except ValueError as err:
            try:
                raise
            except ValueError:
                pass
        out.append((p(), q, r, s, t, u, v))
    return len(out), out[-1]
"""


def deeper(f, n, depth):
    if depth:
        return deeper(f, n, depth - 1)
    return f(n)


def fresh():
    space = {}
    exec(source, space)
    return space["makers"]


start = [0x1234567890AB0000 + 1 + 64 * k for k in range(13)]
for depth in range(12):
    for low in (0, 4):
        makers = fresh()
        print(many(50, *[x + low for x in start]))
        print(deeper(makers, 30, depth))
