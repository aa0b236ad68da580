def flat(xss):
    for xs in xss:
        yield from xs
def flat2(xss):
    yield from xss
    for xs in xss:
        yield xs
        yield from (xs, xs)
def f(n):
    t = 0
    for x in flat([[1, 2, 3], [4, 5], [], [6]] * n):
        t += x
    for x in flat(["abc", (1, 2), range(3)] * 10):
        t += len(str(x))
    for x in flat2([1, 2, 3] * n):
        t += x
    return t
for i in range(20):
    f(100)
print(f(1000))
def g():
    r = yield from flat([[1,2],[3,4]] * 2000)
    return r
t = 0
for x in flat([[1,2],[3,4]] * 2000): t += x
print(t)
t = 0
for x in g(): t += x
print(t)


class Tree:
    def __init__(self, depth):
        self.left = Tree(depth - 1) if depth else None
        self.right = Tree(depth - 1) if depth else None
        self.depth = depth

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.depth
        if self.right:
            yield from self.right


t = Tree(8)
for k in range(10):
    print(sum(t), sum(x * 2 for x in t), max(x for x in t))


def numbers(n):
    got = []
    while n:
        got.append((yield n))
        n -= 1
    return got


def outer(n):
    r = yield from numbers(n)
    yield r


for k in range(50):
    o = outer(4)
    r = [next(o), o.send("a"), o.send("b"), o.send("c"), o.send("d")]
print(r)
for k in range(3):
    print([x for x in outer(5)], list(outer(3)))
