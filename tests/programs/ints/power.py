# pow with two and three arguments.
for b in (0, 1, -1, 2, -2, 3, 10, -7, 2**33):
    print(b, [b ** e for e in (0, 1, 2, 3, 5, 13)])
print(2 ** -1, 10 ** -3, (-2) ** -3, 0 ** 0)
print(pow(3, 100, 7), pow(3, 100, -7), pow(-3, 101, 7), pow(2, 10**18, 1000000007))
print(pow(3, -1, 11), pow(3, -5, 11), pow(10, 0, 1), pow(0, 0, 1), pow(5, 3, -1))
print(pow(123456789, 987654321, 2**89 - 1))
print(pow(2, 3.0), pow(2.5, 2), (-8) ** 2, -8 ** 2, 2 ** 3 ** 2)
print(pow(base=2, exp=5, mod=3), pow(2, exp=6))
for f in (lambda: pow(2, 3, 0), lambda: pow(2, -1, 4), lambda: pow(2.0, 3, 5), lambda: pow(2, 3, 5.0), lambda: 0 ** -2,
          lambda: pow("a", 2), lambda: pow(2)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
r = (-8) ** (1 / 3)
print(round(r.real, 9), round(r.imag, 9))
