# Chained comparisons, and, or, not, in conditions and as values.
def inside(n, lo, hi):
    c = 0
    for i in range(n):
        if lo < i <= hi:
            c += 1
        if lo <= i % 50 < hi < n:
            c += 2
        if not 3 < i % 7 < 6:
            c += 4
    return c


def values(n):
    out = 0
    for i in range(n):
        x = i % 3 and i % 5 or i % 7
        y = (i % 4 or 9) and (i % 6)
        z = i % 2 == 0 == (i % 3 == 1)
        out = (out * 7 + x + y + z) & 0xFFFFF
    return out


calls = []


def seen(x):
    if len(calls) < 40:
        calls.append(x)
    return x


def effects(n):
    c = 0
    for i in range(n):
        if seen(i % 3) < seen(i % 4) < seen(5 - i % 2):
            c += 1
    return c


print(inside(5000, 10, 1000), inside(3000, -5, 40), inside(3000, 0.5, 39.5))
print(values(6000))
print(effects(3000), calls)
print(sum(1 for i in range(3000) if "a" <= chr(97 + i % 30) <= "f"))
