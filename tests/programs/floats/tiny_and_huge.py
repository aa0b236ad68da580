# Arithmetic on floats over the whole range of exponents.
values = [0.0, -0.0, 5e-324, 1e-320, 2.2e-308, 1e-200, 1e-100, 1e-78, 1e-76, 1e-30, 0.1, 1.0, 3.5, 1e30, 1e76, 1e78, 1e100, 1e200, 1.7e308]
for a in values:
    print(repr(a), repr(-a), repr(a + a), repr(a * 0.5), repr(a - 1.0), repr(a * 1e-10), repr(a / 7.0))
total = 0.0
for a in values:
    for b in values:
        total += (a > b) + (a == b) * 2
        if b:
            q = a / b
            assert q >= 0 or q == 0
print(total)
x = 1.0
for i in range(1080):
    x *= 0.5
print(repr(x))
x = 1.0
n = 0
while x != float("inf"):
    x *= 10.0
    n += 1
print(n, x)
l = [v * 2 for v in values]
print(l)
print({v: i for i, v in enumerate(values)})
