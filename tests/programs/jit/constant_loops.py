# Loops over constants, folded expressions, conditions that never change, results nobody uses.
DEBUG = False


def invariant(n, k):
    s = 0
    for i in range(n):
        if k > 5:
            s += k * k + 3 * 4
        else:
            s -= (k << 2) + 2**10
        if DEBUG:
            print("never")
        k * i
        (i, k)
    return s


def dead(n):
    for i in range(n):
        x = i * i
        y = x + 1
        z = [x, y]
    return x, y, z


def unused_error(n, xs):
    for i in range(n):
        xs[i]
    return "fine"


def constants(n):
    s = 0
    for i in range(n):
        for k in (1, 2.5, "abc"):
            s += len(k) if isinstance(k, str) else k
        if i in (3, 5, 7, 1000) or "b" in "abc":
            s += 1
        assert i >= 0, "negative"
    return s


print(invariant(3000, 6), invariant(3000, 2), invariant(3000, 7.5), dead(3000), constants(1500))
try:
    unused_error(3000, [0] * 2999)
except IndexError as e:
    print(e)
DEBUG = 0
print(invariant(2000, 2**62))
for DEBUG in range(3):
    if DEBUG == 2:
        break
print(DEBUG)
try:
    for i in range(2000):
        assert i < 1900, f"i is {i}"
except AssertionError as e:
    print(e)
