# Lists that grow where they are, in memory that held references before: what is
# behind the items in the last page must not be taken for items.


class Node:
    def __init__(self, n):
        self.n = n


def dirty(rounds):
    for r in range(rounds):
        big = [[Node(i) for i in range(3000)] for _ in range(4)]
        wide = []
        for part in big:
            wide.extend(part)
        wide = wide + wide
        del big, wide


def grow(n, extra):
    items = [Node(-1)] * n
    for i in range(extra):
        items.append(Node(i))
        if i % 64 == 0:
            Node([i] * 100)
    return sum(x.n for x in items), len(items)


def collected(n):
    return len([Node(v) for v in range(n) if v % 3])


for size in range(1100, 9000, 613):
    dirty(3)
    print(size, grow(size, size // 2), collected(size * 2))
