# Comparisons with the bounds of an int64, of results that nothing else uses:
# where there is no overflow check any more they are wrong.
TOP = 2**63 - 1
BOTTOM = -2**63


class Box:
    pass


def product(n, x):
    box = Box()
    for i in range(n):
        if x * (-(1 << 47) - 3) > TOP:
            continue
        box.f = 1
    return getattr(box, "f", None)


def total(n, x, y):
    k = seen = 0
    while k < n:
        k += 1
        if x + y <= TOP:
            seen += 1
        if x - y < BOTTOM:
            seen += 1000
        if -x <= TOP and abs(x) <= TOP:
            seen += 1000000
    return seen


def shifted(n, x):
    seen = 0
    for i in range(n):
        if (x * 5 >> 40) > 2**23 - 1:
            seen += 1
        if min(x * 3, TOP) == TOP:
            seen += 1000
    return seen


def several(n, x):
    y = seen = 0
    for i in range(n):
        if y > TOP:
            seen += 1
        y = x * 7
    return seen


for x in (1, 5, 2**40, 2**60, 2**62, TOP, -TOP, BOTTOM, 2**63, 7):
    print(x, product(60, x), product(3, x))
    for y in (1, -1, TOP, BOTTOM):
        print(y, total(60, x, y), total(3, x, y))
    print(shifted(60, x), shifted(3, x), several(60, x), several(3, x))
