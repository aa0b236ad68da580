# for over objects with a generator as __iter__, with over several classes, and
# __class__, in compiled code.


class Tree:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right

    def __iter__(self):
        if self.left is not None:
            yield from self.left
        yield self.value
        if self.right is not None:
            yield from self.right


class Counted:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        for i in range(self.n):
            if i == 37:
                raise LookupError(i)
            yield i


class Pairs:
    def __init__(self, *items):
        self.items = items

    def __iter__(self):
        return iter(self.items)

    def __eq__(self, other):
        return other.__class__ is self.__class__ and self.items == other.items


class More(Pairs):
    pass


class A:
    log = 0

    def __enter__(self):
        A.log += 1
        return self

    def __exit__(self, *args):
        A.log += 10 if args[0] is None else 1000
        return True


class B:
    def __enter__(self):
        A.log += 2
        return 5

    def __exit__(self, kind, exc, tb):
        A.log += 20
        return kind is ValueError


class Failing:
    def __enter__(self):
        raise KeyError("enter")

    def __exit__(self, *args):
        A.log += 10**9


def tree(lo, hi):
    if lo >= hi:
        return None
    m = (lo + hi) // 2
    return Tree(m, tree(lo, m), tree(m + 1, hi))


def loops(n):
    t, s = tree(0, 20), 0
    c, d = Counted(30), Counted(50)
    for i in range(n):
        for v in t:
            s += v
            if v == i % 25:
                break
        for v in c:
            s += v
        try:
            for v in d:
                s += v
        except LookupError as e:
            s += e.args[0]
        for v in Pairs(i, i + 1):
            s += v
        s += max(c) + sum(c)
    return s


def withs(n, kinds):
    s = 0
    for i in range(n):
        try:
            with kinds[i % len(kinds)] as x:
                s += x == 5
                if i % 10 == 3:
                    raise ValueError(i)
                if i % 10 == 4:
                    raise IndexError(i)
        except (IndexError, KeyError) as e:
            s += len(e.args)
    return s, A.log


def classes(n):
    same = 0
    items = [Pairs(1), More(1), Pairs(1, 2), More(1)]
    for i in range(n):
        a, b = items[i % 4], items[i // 4 % 4]
        if a == b:
            same += 1
        if a.__class__ is More:
            same += 1000
    return same


print(loops(300))
print(withs(1000, [A()]), withs(1000, [A(), B()]), withs(1000, [A(), B(), Failing()]))
print(classes(2000))
x = Pairs(1)
for i in range(1500):
    if i == 1200:
        x.__class__ = More
    if i % 300 == 0:
        print(x.__class__.__name__)
Counted.__iter__ = lambda self: iter("no")
try:
    loops(2)
except TypeError as e:
    print(e)
