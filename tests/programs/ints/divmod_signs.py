# Floor division and remainder for every combination of signs, small and big.
values = [1, 2, 3, 7, 10, 2**31, 2**62, 2**63, 2**64, 10**25]
total = 0
for a in values:
    for b in values:
        for x in (a, -a, a - 1, -a + 1):
            for y in (b, -b):
                q, r = divmod(x, y)
                assert q * y + r == x and (r == 0 or (r < 0) == (y < 0)) and abs(r) < abs(y)
                assert q == x // y and r == x % y
                total = (total * 37 + q * 3 + r) % (2**61 - 1)
print(total)
print(7 // 2, -7 // 2, 7 // -2, -7 // -2)
print(7 % 3, -7 % 3, 7 % -3, -7 % -3)
print(divmod(-1, 2**70), divmod(2**70, -1), divmod(0, -5))
print((-2**63) // -1, (-2**62) // -1, (-2**63) % -1)
for f in (lambda: 1 // 0, lambda: 1 % 0, lambda: divmod(1, 0), lambda: 2**70 // 0, lambda: 2**70 % 0,
          lambda: 1 / 0, lambda: 2**70 / 0, lambda: divmod(2**70, 0), lambda: 0 ** -1):
    try:
        f()
    except ZeroDivisionError as e:
        print(e)
