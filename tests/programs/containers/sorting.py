# sort and sorted: stability, key, reverse, mixed kinds, errors.
data = [(2, "b"), (1, "z"), (2, "a"), (1, "y"), (3, "c"), (1, "x")]
print(sorted(data, key=lambda t: t[0]), sorted(data, key=lambda t: t[0], reverse=True), sorted(data), sorted(data, reverse=True))
print(sorted([3, -1, 2.5, True, 10**20, float("-inf")]), sorted("hello"), sorted({3: "a", 1: "b"}), sorted(["b", "A", "a", "B"], key=str.lower), sorted([[2], [1, 5], [1]]), sorted([(1, 2), (1,)]), sorted([]), sorted([True, False]))
l = [5, 2, 8]
print(l.sort(), l, l.sort(reverse=True), l, l.sort(key=lambda x: -x), l, l.sort(key=None), l)
state = 1
big = []
for i in range(1000):
    state = (state * 1103515245 + 12345) & 0x7FFFFFFF
    big.append((state >> 16) % 100)
pairs = sorted(enumerate(big), key=lambda p: p[1])
print(all(a[1] < b[1] or (a[1] == b[1] and a[0] < b[0]) for a, b in zip(pairs, pairs[1:])), pairs[:5])
pairs = sorted(enumerate(big), key=lambda p: p[1], reverse=True)
print(all(a[1] > b[1] or (a[1] == b[1] and a[0] < b[0]) for a, b in zip(pairs, pairs[1:])), pairs[:5])
runs = list(range(100)) + list(range(50, 0, -1)) + [7] * 20
print(sorted(runs) == sorted(runs[::-1]), sorted(runs)[60:75])


class K:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        return self.v > other.v

    def __repr__(self):
        return f"K{self.v}"


print(sorted([K(1), K(3), K(2)]), max([K(1), K(3)], key=lambda k: k.v), min(K(1), K(3)))
calls = []
sorted([3, 1, 2], key=lambda x: calls.append(x) or x)
print(calls)


def bad_key(x):
    if x == 2:
        raise KeyError("two")
    return x


l = [3, 2, 1]
for f in (lambda: sorted([1, "a"]), lambda: sorted([None, 1]), lambda: sorted(1), lambda: sorted([1], 2), lambda: sorted([1j, 2j]), lambda: sorted([3, 1], key=5), lambda: l.sort(key=bad_key), lambda: sorted(), lambda: sorted([1], foo=1), lambda: sorted([[1], ["a"]]), lambda: sorted([(1, None), (1, 2)])):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(sorted(l))
m = [1, 2, 3]
try:
    m.sort(key=lambda x: m.append(x))
except (ValueError, TypeError) as e:
    print(type(e).__name__, e)
