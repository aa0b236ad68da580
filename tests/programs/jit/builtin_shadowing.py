# Builtins shadowed by a global in the middle of a hot loop, and uncovered again.
def lengths(xs, n):
    s = 0
    for i in range(n):
        s += len(xs[i % len(xs)]) if i % 2 else len(xs)
    return s


def work(n):
    s = 0
    for i in range(n):
        s += abs(-i) + min(i, 5) + max(i, 7) + int(i / 3)
        if i == n // 3:
            globals()["abs"] = lambda x: 1
            globals()["min"] = max
        if i == 2 * n // 3:
            del globals()["abs"], globals()["min"]
    return s


def ranges(n):
    s = 0
    for i in range(n):
        for j in range(3):
            s += j
        if i == n // 2:
            globals()["range"] = lambda k: [k, k]
    return s


print(work(3000), lengths(["a", "bc"], 3000))
print(ranges(2000))
del range
print(ranges(300))
len_was = len


def len(x):
    return 100


print(lengths(["a", "bc"], 20) if False else len([]), end=" ")
del len
print(len([1, 2]), lengths(["a", "bc"], 2000))
import builtins

real = builtins.isinstance
hits = 0
for i in range(3000):
    hits += isinstance(i, int)
    if i == 1500:
        builtins.isinstance = lambda a, b: False
builtins.isinstance = real
print(hits)
