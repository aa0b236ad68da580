# Numeric kernels where ints and floats meet.
import math


def horner(coeffs, x):
    r = 0
    for c in coeffs:
        r = r * x + c
    return r


def newton(n):
    x = n
    for _ in range(60):
        x = (x + n / x) / 2
    return x


def trapezoid(f, a, b, n):
    h = (b - a) / n
    s = (f(a) + f(b)) / 2
    for i in range(1, n):
        s += f(a + i * h)
    return s * h


def stats(xs):
    n = len(xs)
    mean = sum(xs) / n
    var = 0
    for x in xs:
        var += (x - mean) ** 2
    return mean, var / n


def logistic(r, n):
    x = 0.5
    for _ in range(n):
        x = r * x * (1 - x)
    return x


print([horner([1, 2, 3], x) for x in (2, 2.5, -1, 2**40, True)], horner([0.1] * 10, 3), horner([1] * 100, 2))
print([repr(newton(n)) for n in (2, 10, 1e10, 0.25)])
print(round(trapezoid(lambda x: x * x, 0, 3, 3000), 9), round(trapezoid(math.exp, 0, 1, 2000), 9), trapezoid(lambda x: 1, 0, 10, 1000))
print(stats(range(1000)), stats([0.1 * i for i in range(1000)]), stats([1, 2.5, True]))
print([repr(logistic(r, 2000)) for r in (2, 3.2, 3.9)])
count = 0
for i in range(-1000, 1000):
    f = i / 7
    count += int(f) == i // 7
    count += (f < i) + (f == i) * 2 + (f != f)
    count += math.floor(f) - i // 7
print(count)
s = 0
for i in range(2000):
    s += i % 7 * 0.5 - i // 3 + (i & 3) ** 0.5 if i % 2 else -i * 1.5
print(repr(s))
x, y = 0.0, 0
for i in range(5000):
    x += 0.1
    y += x > i * 0.05
    if i % 1000 == 999:
        print(repr(x), y, round(x, 3), int(x), x // 1, x % 1 < 1)
z = 1
for i in range(400):
    z = z * 1.5 if i % 3 else z / 2
print(repr(z))
z = 10**15
for i in range(100):
    z = z * 3 // 2 - i
print(z, float(z), z / 3, int(float(z)) == z)
m = [[(i * j) % 5 / 2 if (i + j) % 2 else i - j for j in range(20)] for i in range(20)]
t = [[0] * 20 for _ in range(20)]
for i in range(20):
    for j in range(20):
        for k in range(20):
            t[i][j] += m[i][k] * m[k][j]
print(sum(map(sum, t)), t[3][:5])
