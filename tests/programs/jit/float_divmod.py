# Floor division and modulus of floats in compiled code: quotients that round
# to the wrong side, zeros with signs, infinities, NaN, divisors of any sign.
import math

inf, nan = math.inf, math.nan


def one(x):
    return x // 1.0, x % 1.0


def tenth(x):
    return x // 0.1, x % 0.1


def both(x, y):
    return x // y, x % y


def mixed(i, x):
    return i // 2.5, i % 2.5, x // 3, x % 3, divmod(x, 0.75)


def digest(values):
    h = 0
    for v in values:
        for c in repr(v):
            h = (h * 31 + ord(c)) % 1000000007
    return h


xs = [0.0, -0.0, 0.1, 0.3, -0.3, 0.5, 1.0, -1.0, 2.7, -2.7, 1e-300, -1e-300, 5e-324, 1e16, 1e16 + 2, -1e17, 1e300, -1e308, 2.0**53 - 0.5, inf, -inf, nan]
ys = [0.1, 0.3, 1.0, 3.0, 1e-300, 5e-324, 1e300, inf, -1.0, -0.1, -inf, nan, 7e15, 0.0, -0.0]
xs += [k * 0.1 for k in range(-50, 200)] + [k / 7 for k in range(-30, 60)]
for i in range(3000):
    one(i * 0.37), tenth(i * 0.01), both(i * 1.5, 0.7), mixed(i, i * 0.3)
print(digest([one(x) for x in xs]), digest([tenth(x) for x in xs]))
out = []
for x in xs:
    for y in ys:
        try:
            out.append(both(x, y))
        except ZeroDivisionError as e:
            out.append(str(e))
print(digest(out), out[:6])
print(digest([mixed(i, i * 0.25 - 3) for i in range(-200, 200)]), mixed(7, -0.0), one(-0.0), one(-1e-20))


def loop(n):
    s = 0.0
    for i in range(n):
        a = i * 0.7 - 300
        s += a % 6.283185307179586 + a // 0.3 - (a % -2.5) + (i % 7.5) * (-a // 3)
    return s


print(loop(4000))


def checker(n):
    t = 0
    for i in range(n):
        x, z = i * 0.13 - 40, 50 - i * 0.11
        t += (int(x // 1.0) + int(z // 1.0)) % 2 == 0
    return t


print(checker(3000))


def fails(n):
    for i in range(n):
        x = 1.0 % (n - 1.0 - i)


fails(3000)
