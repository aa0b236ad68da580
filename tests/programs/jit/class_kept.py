# What a list, dict or set is stays so, whatever is called meanwhile; what an
# object of a class of one's own is does not.


class Plain(list):
    pass


class Doubling(list):
    def __getitem__(self, i):
        return 2 * list.__getitem__(self, i)

    def __len__(self):
        return 100 + list.__len__(self)

    def __contains__(self, x):
        return x == "never"


def change(x, k):
    try:
        x.__class__ = Doubling
    except TypeError:
        return 1
    return 0


def walk(x, n, at):
    total = 0
    for i in range(n):
        total += x[i % 5] + len(x)
        if i % 50 == at:
            total += 1000 * change(x, i)
        if 3 in x:
            total += 1
    return total


for _ in range(40):
    a = walk([1, 2, 3, 4, 5], 200, 49)
    b = walk((1, 2, 3, 4, 5), 200, 30)
print(a, b)
for _ in range(20):
    c = walk(Plain([1, 2, 3, 4, 5]), 200, 60)
print(c)
print(walk(Plain([1, 2, 3, 4, 5]), 200, 49))
print(walk(Plain([1, 2, 3, 4, 5]), 200, 0))


def gone(s, d, n):
    """The containers change while they are looked into, not their classes."""
    found = 0
    for i in range(n):
        if i not in s:
            found += 1
        touch(s, d, i)
        if i in s:
            found += d[i]
    return found


def touch(s, d, i):
    s.add(i)
    d[i] = i
    if i % 7 == 0:
        s.clear()
    if i % 11 == 0:
        s |= {i + 1, i + 2}


for _ in range(30):
    print(gone(set(), {}, 100), end=" ")
print()


class Own(set):
    def __contains__(self, x):
        return True


for s in (set(), Own(), set(), Own()):
    print(gone(s, {i: i for i in range(300)}, 300), len(s))
try:
    gone(frozenset(), {}, 3)
except AttributeError as e:
    print(e)
