# Attributes, list items and globals that are an int at one time and a float at another.
class P:
    def __init__(self, x):
        self.x = x


def count(p, n):
    for i in range(n):
        p.x += 1
    return p.x


def many(ps, n):
    total = 0
    for i in range(n):
        p = ps[i & 3]
        p.x = p.x * 2 if i % 100 == 0 else p.x - 1
        total += p.x
        if i % 500 == 0:
            for k, q in enumerate(ps):
                q.x = k / 2 if k & 1 else k
    return total


def compare(values, n):
    less = same = more = 0
    for i in range(n):
        a, b = values[i % len(values)], values[i * 7 % len(values)]
        if a < b:
            less += 1
        if a == b:
            same += 1
        if a >= b:
            more += 1
        if a > 2:
            more += 1
    return less, same, more


def arithmetic(values, n):
    out = {}
    for i in range(n):
        a, b = values[i % len(values)], values[i * 5 % len(values)]
        out[i % 37] = a + b, a - b, a * b, 3 - a, a + 0.5, b * 2
    return list(out.items())


p = P(0)
print(count(p, 1000))
p.x = 0.5
print(count(p, 3000), count(P(2 ** 61), 1500), count(P(1e300), 1500), count(P(-0.0), 1500), count(P(True), 1200))
print(many([P(1), P(2.5), P(3), P(4.5)], 5000))
mix = [1, 2.5, 3, -4.0, 0, 0.0, -0.0, float("nan"), float("inf"), -7, 1e-320]
print(compare(mix, 3000))
big = mix + [2 ** 60, float(2 ** 60), 2 ** 53 + 1, float(2 ** 53), 2 ** 61 + 3, 1e300]
print(compare(big, 3000))
for line in arithmetic(mix, 2000):
    print(line)
for line in arithmetic(big, 2000)[:20]:
    print(line)
print(compare(big + [2 ** 70, True, 2 ** 64], 3000))
print(arithmetic(big + [2 ** 70, True, 2 ** 64], 3000)[:5])
try:
    print(arithmetic(mix + ["x"], 2000))
except TypeError as e:
    print(e)
try:
    print(compare(mix + [None], 2000))
except TypeError as e:
    print(e)
