# A list of ints becomes one of floats, of mixed things, of bools, and back, while loops read it.
def total(xs):
    s = 0
    for x in xs:
        s += x
    return s


def dot(a, b):
    s = 0
    for i in range(len(a)):
        s += a[i] * b[i]
    return s


def spoil(xs, n, at, value):
    s = 0
    for i in range(n):
        if i == at:
            xs[i % len(xs)] = value
        x = xs[i % len(xs)]
        if isinstance(x, (int, float)):
            s += x
        else:
            s += len(x)
    return s


ints = list(range(400))
floats = [i * 0.25 for i in ints]
for _ in range(6):
    print(total(ints), total(floats), dot(ints, floats))
    ints[7] = 1 << 70
    floats[9] = 1e200
    ints[8] = 0.5
    floats[3] = True
bools = [i % 3 == 0 for i in range(400)]
print(total(bools), dot(bools, bools), dot(bools, floats))
print(spoil(list(range(50)), 3000, 1500, 2.5), spoil([0.5] * 50, 3000, 1500, 7), spoil([True] * 9, 3000, 1234, "abc"))
print(spoil([1] * 9, 3000, 2000, 1 << 65), spoil([1e10] * 9, 3000, 2000, 1e-300), spoil([1] * 9, 3000, 2999, [1, 2]))
flags = [True] * 3000
for i in range(0, 3000, 3):
    flags[i] = False
flags[5] = None
print(sum(1 for f in flags if f), flags[3:7])
xs = [0] * 5
for i in range(3000):
    xs[i % 5] = None if i % 1000 == 999 else i
print(xs)
