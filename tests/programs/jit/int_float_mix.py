# One expression sees ints, floats and bools, in turns and all at once.
def poly(x, n):
    s = 0
    for i in range(n):
        s = s + x * i - (s / 2 if i % 2 else s // 2)
    return s


def alternate(n):
    a, b = 0, 0.0
    for i in range(n):
        v = i if i % 3 else i * 0.5
        a += v
        b = v - b
        if v == i:
            a += True
        if v < i:
            a -= False
    return a, b


def compare(n):
    c = [0] * 5
    for i in range(n):
        f = i * 1.0
        big = 2**53 + i
        c[0] += i == f
        c[1] += big == float(big)
        c[2] += i < f + 0.5 <= i + 1
        c[3] += 2**63 + i > 9.223372036854775807e18
        c[4] += -i <= -f
    return c


print(poly(3, 2000), poly(0.25, 2000), poly(True, 2000))
print(alternate(5000))
print(compare(3000))
s = 0
for i in range(2000):
    s += i / 2
    s = int(s) if i % 100 == 99 else s
print(s, type(s))
print(sum([i * 0.5 if i & 1 else i for i in range(4000)]))
