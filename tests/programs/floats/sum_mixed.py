# sum() over floats, complex numbers, ints of any size, and classes of these.
from math import inf


class F(float):
    pass


class I(int):
    def __radd__(self, other):
        return "radd"


class R:
    def __radd__(self, other):
        return other

    def __add__(self, other):
        return other


for n in (2**53 + 1, 2**61 - 1, 2**62, 2**63 - 1, 2**63, 2**64, -2**63, -2**64, 2**70):
    print(n, sum([0.1, n, 0.1, 0.1]), sum([0.1, 0.2, 0.3, n, -float(n)]), sum([0.1j, 0.2, 0.3, n, -float(n), 1e-3, True]))
    print(sum([n, 0.1, 0.2, -float(n)]), sum([n, n, -n, 5]), sum([0.1] * 10, n), sum([True, n, False]))
print(sum([1, 0.1j, 0.2, 0.3, 2**64, -2.0**64]), sum([0.1, 0.2, 1j, 0.3, 2**64, -2.0**64]), sum([1j, 0.1], 0.2))
print(sum([2**63 - 1, True, 0.5, -2.0**63, 0.25]), sum([-2**63, -1]), sum([], 2**70), sum([2**62 + 1, 5], 2**62))
print(sum([1.0, inf]), sum([inf, -inf]), sum([1, inf, 2]), sum([0.1, inf, 1e308]))
print(sum([0.1] * 3 + [F(0.1)] + [0.1] * 6), sum([F(0.1)] * 10), sum([0.1] * 10, F(0)))
print(sum([0.5, I(3)]), sum([0.5, I(1 << 70)]), sum([0.5j, I(3)]), sum([3, I(3)]))
print(sum([1, 2, R(), 0.1, 0.2, 0.3]), sum([0.5, R(), 2]), sum([R(), 2, .5]))
for bad in ([0.5, 10**400], [0.5j, -10**400], [1, "a"], [.1, "a"], [1j, None]):
    try:
        print(sum(bad))
    except (OverflowError, TypeError) as e:
        print(type(e).__name__, e)
