# and, or, not, chained comparisons, conditional expressions: what is evaluated.
def t(x):
    print("t", x, end="; ")
    return x


for a in (0, 1):
    for b in ("", "b"):
        print(t(a) and t(b), t(a) or t(b), not t(a), t(a) and t(b) or t("c"), (t(a) or t(b)) and t("d"))
print(t(1) < t(2) < t(3), t(3) < t(2) < t(1), t(1) < t(3) > t(2) == t(2))
print(t("yes") if t(1) else t("no"), t("yes") if t(0) else t("no"), 1 if 0 else 2 if 0 else 3)


class Weird:
    def __lt__(self, other):
        return []

    def __eq__(self, other):
        return "eq"

    def __bool__(self):
        print("bool", end=" ")
        return False

    def __repr__(self):
        return "Weird()"


w = Weird()
print(w < 1, w == 1, w != 1, w < 1 < 2, not w, w and 1, w or 2)
if w or not w:
    print("ok")
x = None
print(x is None, x is not None, x == None, x and x.foo, x or "default")
print([] or {} or () or 0 or "last", 1 and "two" and [3])
i = 0
while i < 10 and not (i * i > 20 or i == 7):
    i += 1
print(i)
assert i == 5, "not shown"
try:
    assert i == 6, f"i is {i}"
except AssertionError as e:
    print(repr(e))
try:
    assert ()
except AssertionError as e:
    print(repr(e))
