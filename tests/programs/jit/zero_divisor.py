# A divisor that is a constant zero by the time its loop is compiled.
D = 3


def caught(n):
    global D
    t = bad = 0
    x = 1000003
    for i in range(n):
        try:
            for v in (1, 2, 3):
                t += v + (x % D) + x // D
        except ZeroDivisionError:
            bad += 1
        D = (D + D) & 0xFF
    return t, bad


def plain(x, n):
    d = 0
    for i in range(n):
        try:
            for k in range(4):
                x += (x % d) & 0xFF
        except ZeroDivisionError as e:
            x += 1
            last = str(e)
    return x, last


print(caught(900))
print(plain(5, 900))


# A global that is zero, and constant, in front of a loop inside.
G = 7


def constant(n):
    global G
    x = 4
    bad = 0
    items = list(range(8))
    m = [[1, 2], [3, 4]]
    for i in range(n):
        try:
            for k, v in enumerate(items[::-1]):
                m[i % len(m)][1] = (x % G) & 0xFFFFFFFF
            x -= i
        except ZeroDivisionError:
            bad += 1
        G = (G + G) & 0xFFFFFFFF
    return bad, m, x, G


print(constant(910))
