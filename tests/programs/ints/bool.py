# bool as a type of its own.
print(bool(), bool(0), bool(""), bool([]), bool(0.0), bool(0j), bool(None), bool("0"), bool([0]), bool(float("nan")))
print(True, repr(False), str(True), f"{True}", f"{True:d}", "%s %d" % (True, True))
print(True == 1, True is True, not True, not 0, not "x")
print(-True, +True, True + 1, True / 2, True // 1, True ** 2, abs(True), divmod(True, 1))
print([10, 20][True], "ab"[False], range(5)[True])
print(True.bit_length(), True.real, int(True), float(True), True.__class__.__mro__)
print(1 and 2, 0 and 2, 1 or 2, 0 or "x", "" or 0 or [] or None, 1 and [] and 2)
for f in (lambda: bool(1, 2), lambda: bool(x=1)):
    try:
        f()
    except TypeError as e:
        print(e)


class T:
    def __bool__(self):
        return "yes"


class L:
    def __len__(self):
        return -1


for c in (T, L):
    try:
        bool(c())
    except Exception as e:
        print(type(e).__name__, e)
try:
    class B(bool):
        pass
except TypeError as e:
    print(e)
