# Comparisons by methods of several classes, some too big to be compiled in
# place, which return NotImplemented.


def make(k, lines):
    body = "".join(f"        t = t * 3 % {j + 7} + self.v\n" for j in range(lines))
    space = {}
    exec(f"""
class C:
    def __init__(self, v):
        self.v = v
    def __eq__(self, other):
        t = {k}
{body}
        if other.__class__ is self.__class__:
            return self.v == other.v
        return NotImplemented
    def __lt__(self, other):
        t = {k}
{body}
        return NotImplemented if t < 0 or other.__class__ is not self.__class__ else self.v < other.v
    def __gt__(self, other):
        return self.v > other.v if isinstance(other, C) else NotImplemented
    __hash__ = None
""", space)
    return space["C"]


classes = [make(k, 25) for k in range(4)]


def run(n, items):
    eq = lt = bad = 0
    for i in range(n):
        a, b = items[i % len(items)], items[i // 3 % len(items)]
        if a == b:
            eq += 1
        x = a == b
        eq += x
        y = a != b
        eq += 100 * y
        try:
            if a < b:
                lt += 1
            z = a < b
            lt += z
        except TypeError as e:
            bad += 1
    return eq, lt, bad


for k in range(1, 5):
    print(run(3000, [c(v) for v in range(3) for c in classes[:k]]))
print(run(2000, [classes[0](1), 1, None, "a", classes[0](2)]))
