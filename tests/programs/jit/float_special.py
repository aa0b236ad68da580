# NaN, infinities and signed zeros through hot float loops.
INF = float("inf")
NAN = INF - INF


def classify(xs, n):
    counts = [0] * 6
    for i in range(n):
        x = xs[i % len(xs)]
        y = xs[(i * 7 + 3) % len(xs)]
        if x < y:
            counts[0] += 1
        elif x > y:
            counts[1] += 1
        elif x == y:
            counts[2] += 1
        else:
            counts[3] += 1
        if x != x:
            counts[4] += 1
        if not x <= y:
            counts[5] += 1
    return counts


def zeros(n):
    z, out = 0.0, 0
    for i in range(n):
        z = -z
        if str(z) == "-0.0":
            out += 1
        z = z * (1.0 if i % 3 else -1.0)
        if z == 0 and not z:
            out += 2
    return out, z, -z, z + 0.0, z - 0.0, abs(z)


def extremes(n):
    x, y, out = 1.0, 1.0, []
    for i in range(n):
        x *= 1.5
        y /= 1.5
        if i % 300 == 0:
            out.append((x, y, x * y, x - x, y + y))
    return out


values = [0.0, -0.0, 1.0, -1.5, INF, -INF, NAN, 5e-324, 1.7976931348623157e308, 1e-77, 1e77]
print(classify(values, 8000))
print(zeros(3000))
for row in extremes(2500):
    print(row)
print([max(a, b) for a in values for b in values[:4]])
print([min(a, b) for a in values for b in values[5:]])
