# Objects as keys, found by identity, until their class says otherwise; truth
# and length of tables.
class Node:
    def __init__(self, n):
        self.n = n
        self.next = []


class Other:
    def __init__(self, n):
        self.n = n


def graph(n):
    nodes = [Node(i) for i in range(n)]
    for i, node in enumerate(nodes):
        node.next = [nodes[i * 7 % n], nodes[(i + 3) % n], nodes[i // 2]]
    return nodes


def reach(start):
    seen, work, order = {start}, [start], []
    depth = {start: 0}
    while work:
        node = work.pop()
        order.append(node.n)
        for other in node.next:
            if other not in seen:
                seen.add(other)
                depth[other] = depth[node] + 1
                work.append(other)
    return len(seen), sum(order), max(depth.values())


def count(keys):
    d = {}
    for k in keys:
        d[k] = d.get(k, 0) + 1
    return sorted((k.n, v) for k, v in d.items())


for n in (5, 50, 300):
    print(reach(graph(n)[0]))
nodes = graph(20)
print(count(nodes * 20))
print(count((nodes + [Other(i) for i in range(5)]) * 20))


def look(d, xs):
    hits = 0
    for x in xs:
        if x in d:
            hits += 1
    return hits


d = dict.fromkeys(nodes)
print(look(d, nodes * 20), look(set(nodes[:7]), nodes * 20))
for node in nodes[:5]:
    node.extra = 1  # another shape
print(look(d, nodes * 20))
d[0] = 1
print(look(d, nodes * 20))


# The class gets == and a hash of its own.
def eq(self, other):
    return isinstance(other, Node) and self.n == other.n


fresh = graph(20)
print(look(dict.fromkeys(nodes), fresh * 20))
Node.__hash__ = lambda self: self.n
Node.__eq__ = eq
print(look(dict.fromkeys(nodes), fresh * 20))
del Node.__eq__, Node.__hash__
print(look(dict.fromkeys(nodes), fresh * 20), look(dict.fromkeys(nodes), nodes * 20))


class Eq:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n


try:
    look({}, [Eq(1)] * 300)
except TypeError as e:
    print(e)


def truths(xs):
    n = 0
    for x in xs:
        if x:
            n += 1
        if not x:
            n += 100
    return n


print(truths([{}, {1: 2}] * 200), truths([set(), {1}] * 200), truths([frozenset(), frozenset((1,))] * 200))
print(truths([{}, {1}, [], [1], "", "a", 0, 1, None] * 100))


def drain(d, s):
    n = 0
    while d:
        for k in d:
            break
        del d[k]
        n += len(d)
    while s:
        for k in s:
            break
        s.remove(k)
        n += len(s)
    return n


print(drain({i: i for i in range(300)}, set(range(300))))


# Tuples of four, functions and classes as keys.
def four(n):
    d = {}
    for i in range(n):
        k = (i % 2, i % 3, "x" + str(i % 2), -i % 4)
        d[k] = d.get(k, 0) + 1
    return sorted(d.items())


print(four(200))
print(look({len: 1, int: 2, four: 3}, [len, int, four, abs] * 100))
