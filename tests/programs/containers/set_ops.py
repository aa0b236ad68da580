# set and frozenset.
a, b = {1, 2, 3, 4}, {3, 4, 5}
print(a | b, a & b, a - b, a ^ b, a <= b, {3} < a, a >= {1, 2}, a == {4, 3, 2, 1}, a != b, a.isdisjoint({9}), 3 in a, len(a), sorted(a.union([9], (8,))), a.intersection(b, [3]), a.difference([1], [2]), a.symmetric_difference([4, 7]), a.issubset(range(10)), a.issuperset([1]))
a.add(10)
a.add(1)
a.discard(99)
a.discard(1)
a.remove(2)
a.update([7, 8], {9})
print(sorted(a))
a &= {3, 4, 7, 8}
a |= {20}
a -= {3}
a ^= {4, 5}
print(sorted(a))
a.intersection_update([7, 8, 5])
a.difference_update([8])
a.symmetric_difference_update([100])
print(sorted(a), a.copy() == a, set(), {1}, frozenset(), frozenset([1]), repr({(1, 2)}), bool(set()), set("aab") == {"a", "b"}, {1, 1.0, True}, {*[1, 2], *(2, 3)})
f = frozenset([1, 2])
print(f | {3}, {3} | f, type(f | {3}), type({3} | f), hash(f) == hash(frozenset([2, 1])), {f: "x"}[frozenset([2, 1])], f == {1, 2}, {f} == {frozenset([1, 2])}, {1, 2} in {f}, f.union([5]), f <= {1, 2, 3}, f.copy() is f)
p = {7}
print(p.pop(), p)
s = set()
for i in range(1000):
    s.add(i * i % 97)
print(len(s), sum(s), sorted(s)[:5], max(s))
for i in range(0, 97, 2):
    s.discard(i)
print(len(s), {i % 3 for i in range(10)}, {x for x in "aaa"})
for g in (lambda: {1}.remove(2), lambda: set().pop(), lambda: {[]}, lambda: set([[]]), lambda: [] in {1}, lambda: {1} | [1], lambda: {1} < [1], lambda: {1} + {2}, lambda: set(1), lambda: hash({1}), lambda: f.add(1), lambda: set((1,))[0], lambda: {1}.union(1), lambda: set(1, 2), lambda: {1}.update(1), lambda: {1} - 1, lambda: frozenset({}) ^ 1, lambda: {1}.remove({2}), lambda: {{1}}):
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)
