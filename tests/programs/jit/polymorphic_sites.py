# One site, many types: operators, calls, items, iteration; first one type for long, then all.
def add(a, b):
    return a + b


def item(x, i):
    return x[i]


def call(f, x):
    return f(x)


def size(x):
    n = 0
    for _ in x:
        n += 1
    return n


class V:
    def __add__(self, o):
        return 1

    def __getitem__(self, i):
        return i

    def __call__(self, x):
        return x

    def __iter__(self):
        return iter("ab")


adds = [(1, 2), (1.5, 2), ("a", "b"), ([1], [2]), ((1,), (2,)), (2**62, 2**62), (V(), 0), (True, 2), (1j, 1), (b"a", b"b")]
items = [[1, 2], (3, 4), "ab", b"cd", {0: 5, 1: 6}, V(), range(7, 9), bytearray(b"xy")]
calls = [abs, float, V(), lambda x: x + 1, str, [1, 2, 3, 4].index, V().__call__, bool]
for k in (1, 2, 4, 8, 10):
    a = i = c = s = None
    for n in range(1500):
        a = add(*adds[n % min(k, len(adds))])
        i = item(items[n % min(k, len(items))], n % 2)
        c = call(calls[n % min(k, len(calls))], 1 + n % 2)
        s = size(items[n % min(k, len(items))])
    print(k, a, i, c, s)
bad = 0
for n in range(2000):
    try:
        add(*((1, 2), (1, "a"), (None, 1), ("a", 1))[n % 4])
    except TypeError as e:
        bad += len(str(e))
print(bad)
