# Loops whose ints grow past 31, 62, 63 and 64 bits while hot.
def grow(n, start, step):
    x = start
    for i in range(n):
        x += step
    return x


def product(n, m):
    p = 1
    for i in range(1, n):
        p *= i
        if p > m:
            p %= m
    return p


def powers(n):
    x, out = 1, []
    for i in range(n):
        if i % 10 == 0:
            out.append(x)
        x *= 3
    return out


def sums(n):
    s = 0
    for i in range(n):
        s += i * i * i * i * i
    return s


for _ in range(3):
    print(grow(5000, 0, 1), grow(5000, 2**31 - 100, 1), grow(5000, 2**62 - 2500, 1), grow(5000, -2**62 + 2500, -1), grow(5000, 2**63 - 2500, 1), grow(3000, 2**64, -2**53))
    print(product(3000, 10**12), product(2000, 2**62), product(500, 10**40), sums(3000), sums(20000))
print(powers(120))
x = 2**62 - 5
for i in range(10):
    x += 1
    print(x, x - 2**62, x >> 60, x & 7, -x, x * -1, ~x)
s = 0
for i in range(2000):
    s = s * 31 + i & 0x3FFFFFFFFFFFFFFF
print(s)
s = 1
for i in range(2000):
    s = (s << 1) ^ (s >> 61) ^ i
    s &= (1 << 63) - 1
print(s)
n, steps = 27, 0
while n != 1:
    n = n // 2 if n % 2 == 0 else 3 * n + 1
    steps += 1
print(steps)
a = -(2**62)
for i in range(5):
    a -= 1
    print(a, abs(a), a // 2, a % 1000, a // -1)
