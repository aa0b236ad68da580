# Long decimal conversions, and the limit on digits.
n = 3 ** 2000
s = str(n)
print(len(s), s[:30], s[-30:], int(s) == n)
print(hex(2**200), oct(-2**100), bin(-37))
f = 1
for i in range(1, 200):
    f *= i
print(f)
print(f // 10**300, f % 997, f.bit_length())
for g in (lambda: str(10**5000), lambda: int("1" * 5000), lambda: f"{10**4300}", lambda: "%d" % 10**4300, lambda: repr(-10**4300)):
    try:
        g()
    except ValueError as e:
        print(e)
print(len(str(10**4299)), len(hex(10**5000)), int("f" * 5000, 16).bit_length())
