# min and max of ints and floats together: the first of equal ones, as what it is.
inf, nan = float("inf"), float("nan")


def clamp(x):
    return max(0, min(1, x)), max(0.0, min(x, 1)), min(x, 3, 0.5), max(x, -1, 2.5, 7)


def show(f, xs):
    return [repr(f(x)) for x in xs]


xs = [0.25, -0.5, 1.5, 0.0, -0.0, 1.0, inf, -inf, nan, 0, 1, 2, 7, 7.0, True, 2**53 + 1, 2.0**53, 2**70]
for i in range(2000):
    clamp(i * 0.001 - 0.5)
print(show(clamp, xs))
for i in range(2000):
    clamp(i - 1000)
print(show(clamp, xs), show(clamp, [2**62, -(2**63), 0.1]))


def light(n):
    t = 0
    for i in range(n):
        t += max(0, i * 0.37 - 200.0) * 0.5 + min(i, 1000.5) - max(-1, -0.5 * i)
    return t


print(light(4000))


def exact(n):
    big = 2**53
    return [max(big + i, float(big)) for i in range(n)][:5], [min(float(big), big + i) for i in range(n)][:5]


for _ in range(50):
    r = exact(50)
print(r)
