# Loops that run through strips of iterations: the borders of strips, ends of ranges near them, overflow to big ints, breaks,
# exceptions and changes of the list just there.
def up(a, b, s):
    n = last = 0
    for i in range(a, b, s):
        n += i
        last = i
    return n, last


def search(n, at):
    for i in range(n):
        if i == at:
            break
    else:
        return "none", i
    return "found", i


def while_le(n, step):
    i = c = 0
    while i <= n:
        c += 1
        i += 2
    j = n
    while j > 0:
        c += 3
        j -= 3
    return c, i, j


def item(a, n):
    s = 0
    for i in range(n):
        s += a[i]
    return s


def shrink(a, at):
    s = 0
    for x in a:
        s += x
        if s == at:
            del a[-3:]
    return s, len(a)


def grow(a, n):
    c = 0
    for x in a:
        c += x
        if len(a) < n:
            a.append(x)
    return c, len(a)


def factors(n, start):
    s = start
    for i in range(n):
        s += 2**40
    return s


for k in range(3):
    for n in (0, 1, 2, 1022, 1023, 1024, 1025, 2047, 2048, 2049, 5000):
        print(up(0, n, 1), up(n, 0, -1), up(-n, n, 3), up(n, -n, -2), search(n, n - 1) if n else "", search(n, n // 2) if n else "")
        print(while_le(n, 2), item(range(n), n), item(list(range(n)), n), item([1.5] * n, n))
        print(up(2**61 - 5, 2**61 + n, 1), up(2**63 - n, 2**63 + n, 1), up(-2**62 + n, -2**62 - n, -1))
        print(factors(n, 2**63 - 2**50), factors(n, -2**63))
for n in (1023, 1024, 1025, 3000):
    try:
        item([1] * n, n + 1)
    except IndexError as e:
        print(e, n)
    for at in (n - 2, n - 1, n - 3, 1023, 1024):
        print(shrink([1] * n, at))
    print(grow([1] * 5, n))
a = [1] * 4000
a[1024] = 2**70
print(item(a, 4000))
a[1023] = 0.5
print(item(a, 4000))
a[2048] = "x"
try:
    item(a, 4000)
except TypeError as e:
    print(e, e.__traceback__.tb_next.tb_lineno)

