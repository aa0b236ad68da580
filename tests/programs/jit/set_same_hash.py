# Sets and dicts probed by compiled code where other keys have the same hash: -1
# and -2, ints beside equal floats and bools, removed keys on the way.


class Same:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return -2

    def __eq__(self, other):
        seen.append(self.n)
        return isinstance(other, int) and other == self.n


seen = []


def walk(s, d, keys):
    found = missed = 0
    for k in keys:
        if k in s:
            found += 1
            s.remove(k)
        else:
            missed += 1
            s.add(k)
        if k in d:
            d[k] += 1
        else:
            d[k] = 1
    return found, missed


def ints(rounds):
    s, d = set(), {}
    out = []
    for i in range(rounds):
        out.append(walk(s, d, [-1, -2, -2, -1, -2, i % 7 - 3, -(i % 5), i % 31, 31 - i % 31]))
    return out[-3:], sorted(s), sorted(d.items())


print(ints(400))


# The only key of the hash is another one.
for first, second in ((-1, -2), (-2, -1)):
    s, d = {first}, {first: 1}
    print(walk(s, d, [second]), sorted(s), d)


# Equal keys of other types.
s, d = {1.0, True, 2.0, -1.0, -2.0, 1e30}, {1.0: 5, -2.0: 6, False: 7}
print(walk(s, d, [1, 2, 3, -1, -2, 0, 1, 2, -1, -2] * 20), sorted(s), d)

# Keys whose comparison runs Python code.
s, d = {Same(-1), Same(5)}, {Same(-2): 1}
print(walk(s, d, [-1, -2, -1, -2, 7]), len(s), len(d), sorted(set(seen)))

# Words that are no ints, and ints of more than a word.
big = [2**61, 2**61 - 3, -(2**61) - 1, 1 << 70, -2, -1]
s, d = set(), {}
print(walk(s, d, big * 31), sorted(s), sorted(d.items()))
print(walk(s, d, [(-1, -2), (-2, -1), (-1, -1), (-2, -2)] * 21), len(s), sorted(d.values()))
print(walk(s, d, ["a", "b", "a", "c"] * 21), sorted(x for x in s if isinstance(x, str)))


# Removed keys in the way, tables that grow.
def churn(n):
    s = set()
    hits = 0
    for i in range(n):
        s.add(i % 97)
        s.add(-(i % 13))
        if (i * 7) % 97 in s:
            hits += 1
            s.discard((i * 7) % 97)
        if -(i % 11) in s:
            hits += 1
            s.remove(-(i % 11))
    return hits, list(s)


print(churn(3000))


def missing(s, keys):
    for k in keys:
        s.remove(k)


s = {-1}
try:
    missing(s, [-1] + [-2])
except KeyError as e:
    print("KeyError", e, s)
