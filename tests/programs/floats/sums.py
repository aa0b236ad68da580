# Sums and accumulations: order and compensation matter in the last bit.
print(sum([0.1] * 10), sum([0.1] * 10, 0.0), sum([1e16, 1.0, -1e16]), sum([1, 2.5, 3]), sum([0.1, 0.2, 0.3], 1))
total = 0.0
for _ in range(10):
    total += 0.1
print(total, total == 1.0)
print(sum((1e308, 1e308, -1e308)), sum([float("inf"), 1.0]), sum([2**60, 0.5]), sum([True, 1.5, 2]))
acc = 0.0
for i in range(1, 10001):
    acc += 1.0 / (i * i)
print(repr(acc))
acc = 1.0
for i in range(1, 100):
    acc = acc * 1.1 - 0.05 * i / (i + 1)
print(repr(acc))
x = 0.5
for _ in range(1000):
    x = 3.7 * x * (1.0 - x)
print(repr(x))
print(sum([]), sum([], 5), sum([1j, 2.5, 3]), sum([[1], [2]], []))
for f in (lambda: sum(["a"]), lambda: sum(["a"], ""), lambda: sum(1), lambda: sum([b"a"], b""), lambda: sum()):
    try:
        print(f())
    except TypeError as e:
        print(e)
