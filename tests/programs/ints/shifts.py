# Shifts: by zero, by much, of negatives, errors.
for v in (0, 1, -1, 5, -5, 2**31, -2**31, 2**61, 2**62, -2**62, 2**63 - 1, 2**64, -2**64, 12345678901234567890):
    print(v, [v << s for s in (0, 1, 3, 30, 33, 63, 64)])
    print(v, [v >> s for s in (0, 1, 3, 30, 62, 63, 64, 65, 1000, 2**70)])
print(0 << 2**70, -1 >> 10**30, 1 >> 10**30)
for f in (lambda: 1 << -1, lambda: 1 >> -1, lambda: 0 << -1, lambda: 2**70 >> -1, lambda: 1 << 1.0, lambda: "a" >> 1):
    try:
        print(f())
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
x = 1
for i in range(200):
    x = (x << 3) ^ (x >> 2)
print(x)
x <<= 5
x >>= 300
print(x)
