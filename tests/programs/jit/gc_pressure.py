# Allocation in hot loops: objects that die at once, that live on, lists of lists, cycles.
class Node:
    def __init__(self, left, right, value):
        self.left, self.right, self.value = left, right, value

    def total(self):
        s = self.value
        if self.left:
            s += self.left.total()
        if self.right:
            s += self.right.total()
        return s


def build(d):
    return Node(build(d - 1), build(d - 1), d * 0.5) if d else None


def garbage(n):
    s = 0.0
    for i in range(n):
        p = [i, i + 1]
        q = (p, {"k": p})
        s += q[1]["k"][0] * 1e100 / 1e99
    return s


def cycles(n):
    kept = []
    for i in range(n):
        a = Node(None, None, i)
        a.left = a.right = a
        if i % 100 == 0:
            kept.append(a)
    return sum(a.right.left.value for a in kept)


def chain(n):
    head = None
    for i in range(n):
        head = (i, head)
    s = 0
    while head:
        s += head[0]
        head = head[1]
    return s


def strings(n):
    parts = {}
    for i in range(n):
        parts[str(i)] = [str(i * i)] * 2
        if len(parts) > 200:
            parts = {}
    return sorted(parts)[:3]


print(build(9).total(), garbage(4000), cycles(3000), chain(4000), strings(2500))
big = [[j * 1e90 for j in range(20)] for i in range(200)]
s = 0.0
for i in range(4000):
    row = big[i % 200]
    row[i % 20] = row[(i + 1) % 20] + 1e80
    s += row[i % 20] / 1e90
print(s)
