# Dicts and sets in hot loops: ints at the edges of hashing, strs, tuples; keys
# that are equal without being the same; keys of other types later on.
class Same:
    def __init__(self, v):
        self.v = v

    def __hash__(self):
        return hash(self.v)

    def __eq__(self, other):
        return self.v == (other.v if isinstance(other, Same) else other)


EDGES = [0, 1, -1, -2, 2**61 - 1, 2**61 - 2, -(2**61 - 1), -(2**61), 2**61, 2**62, -(2**62), 2**63, 2**64, 10**30,
         2**60, -(2**60), 2**60 - 1, -(2**60) - 1, 1 - 2**61, 2 - 2**61, 3 - 2**61]


def count(keys, d):
    for k in keys:
        d[k] = d.get(k, 0) + 1
    return d


def augment(keys, d):
    for k in keys:
        if k in d:
            d[k] += 1
        else:
            d[k] = 1
    return d


def members(keys, s):
    n = 0
    for k in keys:
        if k in s:
            n += 1
        if k not in s:
            n += 1000
    return n


def collect(keys):
    s = set()
    for k in keys:
        s.add(k)
    return s


def drop(keys, s):
    for k in keys:
        s.discard(k)
    return s


def pairs(n, d):
    for i in range(n):
        d[(i % 7, i % 5)] = d.get((i % 7, i % 5), 0) + i
    return d


def names(n, d):
    for i in range(n):
        k = "k" + str(i % 11)
        d[k] = d.get(k, 0) + 1
    return d


def mixed(n, d):
    for i in range(n):
        k = ("row" + str(i % 3), i % 4)
        d.setdefault(k, []).append(i)
    return d


def three(n):
    s = set()
    for i in range(n):
        s.add((i % 2, i % 3, -(i % 5)))
    return sorted(s)


for _ in range(3):
    print(sorted(count([i % 13 - 6 for i in range(500)], {}).items()))
    print(sorted(count(EDGES * 30, {}).items()))
    print(augment([i * i % 17 for i in range(500)], {}))
    print(augment(EDGES * 20, {}))
    print(members(EDGES * 20, set(EDGES[::2])), members(EDGES * 20, frozenset(EDGES[::3])), members(EDGES * 20, dict.fromkeys(EDGES[1::2])))
    print(sorted(collect(EDGES * 20)), len(drop(EDGES[:9] * 20, set(EDGES))))
    print(pairs(300, {}))
    print(names(300, {}))
    print(mixed(60, {}))
    print(three(200))

# Keys that are equal to ints and strs and are none.
print(count([1, 1.0, True, Same(1), 2, 2.5, Same(2.5)] * 20, {}))
print(count([1] * 300, {True: 5}), count([1] * 300, {1.0: 5}), count([0, -1] * 300, {False: 5, -1.0: 7}))
d = {Same(3): "s"}
print([type(k).__name__ for k in count([3] * 200, {Same(3): 1})])
print(members([1, 2, 3] * 100, {1.0, Same(2)}), members([1, 2, 3] * 100, {True, 2.0, Same(3)}))
print(collect([1.0] + [1] * 200), collect([True] + [1, 0] * 200))
print(pairs(100, {(0.0, 0): 1, (True, 1): 2, (Same(2), 2): 3}).get((1, 1)))
print(pairs(100, {(i, j): 0 for i in range(3) for j in range(3)}))


class Str(str):
    pass


class StrHash(str):
    def __hash__(self):
        return 7

    def __eq__(self, other):
        return True


print(names(100, {Str("k1"): 100, "k2": 50}))
print(names(100, {Str("k1"): 100, 5: 50}))
print(count(["a", Str("a"), "b", "é", "日本", "\U0001f600", "é" * 20, "a" * 40, "a" * 39 + "b"] * 40, {}))
print(len(count([StrHash("x"), "y", StrHash("z")] * 50, {})))


class Tup(tuple):
    def __hash__(self):
        return 3


print(count([(1, 2), Tup((1, 2)), (1,), (1, 2, 3), (1, 2, 3, 4), (), ("a", 1), (1, "a"), (1.5, 2), ((1, 2), 3)] * 40, {}))


# Unhashable ones, and KeyErrors, in the middle.
def lookup(d, keys):
    out = []
    for k in keys:
        try:
            out.append(d[k])
        except KeyError as e:
            out.append(repr(e))
        except TypeError as e:
            out.append(str(e))
    return out


print(lookup({i: i * i for i in range(5)}, list(range(5)) * 20 + [7, "x", [], (1, 2), None, 2.0] * 3)[-30:])
print(lookup({(i, i + 1): i for i in range(5)}, [(i, i + 1) for i in range(5)] * 20 + [(1, 1), (1, []), (1,), "x"] * 3)[-20:])
print(lookup({"k%d" % i: i for i in range(20)}, ["k%d" % i for i in range(20)] * 5 + ["q", 5, "k" + "1", {}] * 3)[-20:])


def add_all(s, xs):
    try:
        for x in xs:
            s.add(x)
    except TypeError as e:
        return str(e)
    return len(s)


print(add_all(set(), [i % 9 for i in range(300)]), add_all(set(), [1] * 200 + [[]]), add_all(set(), ["a"] * 200 + [{}]))


def remove_all(s, xs):
    n = 0
    for x in xs:
        try:
            s.remove(x)
        except KeyError as e:
            n += 1
            s.add(e.args[0])
    return n, sorted(s)


print(remove_all(set(range(10)), [i * 3 % 14 for i in range(400)]))
print(remove_all({(0, 1), (1, 2)}, [(i % 3, i % 3 + 1) for i in range(300)]))
