# round, floor division, remainder, divmod of floats.
for x in (0.5, 1.5, 2.5, -0.5, -1.5, 2.675, 1e16, 0.1, 1234.5678, -1234.5678, 1e-10, 5e15 + 0.5):
    print(x, round(x), [round(x, n) for n in (-3, -1, 0, 1, 2, 5, 20)])
print(round(1.5, None), type(round(1.5)), type(round(1.5, 0)), round(2.5, ndigits=0))
for a in (7.5, -7.5, 0.3, 1e20):
    for b in (2, -2, 0.1, 1e-3, 3.7):
        print(a, b, a // b, a % b, divmod(a, b))
print(1.0 // 0.1, 1.0 % 0.1, 5.0 // 2, -5.0 // 2, -5.5 % 2, 5.5 % -2, 2**53 % 3.0)
print(7 // 2.0, 7 % 2.5, 2**70 // 2.0, 2**70 % 7.0)
try:
    round(1.5, "a")
except TypeError as e:
    print(e)
try:
    round("a")
except TypeError as e:
    print(e)
