# Comparison and equality of ints with ints, floats, bools; as dict keys.
xs = [0, 1, -1, 2**53, 2**53 + 1, 2**62, 2**63, 10**22, -10**22]
ys = [0.0, 1.0, -1.5, 2.0**53, 1e22, float("inf"), float("-inf"), float("nan"), True, False]
for x in xs:
    print(x, [(x < y, x <= y, x == y, x != y, x > y, x >= y).count(True) for y in ys], [x == y for y in ys])
print(2**53 + 1 == float(2**53 + 1), 2**53 + 1 > 2.0**53, 10**400 > 1e308, -10**400 < float("-inf"), 10**400 < float("inf"))
d = {1: "a", 1.0: "b", True: "c", 2**64: "big", float(2**64): "float"}
print(d, len(d))
print(hash(1) == hash(1.0) == hash(True), hash(2**64) == hash(float(2**64)))
for op in ("<", "<=", ">", ">="):
    try:
        eval("1 %s 'a'" % op)
    except TypeError as e:
        print(e)
print(1 < 2 < 3, 1 < 3 < 2, 3 > 2 >= 2 != 1, 1 == 1.0 != None)
print(max(2**63, 2.0**63), min(3, 2.5, 10**20), sorted([3, 1.5, True, 2**65, -7.25]))
print(isinstance(True, int), issubclass(bool, int), True + True, True * 10)
