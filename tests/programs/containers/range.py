# range objects.
for r in (range(5), range(2, 8), range(10, 0, -3), range(0), range(5, 5), range(-3, 3, 2), range(0, 10**20, 10**19), range(2**63, 2**63 + 3)):
    print(r, len(r) if r.stop < 10**30 else "", list(r), r.start, r.stop, r.step, list(reversed(r)), bool(r), r[:2], r[::-1])
r = range(0, 20, 3)
print(r[2], r[-1], r[1:4], r[::2], 9 in r, 10 in r, 9.0 in r, "a" in r, r.index(9), r.count(3), r.count(4), r == range(0, 21, 3), hash(r) == hash(range(0, 21, 3)), range(0) == range(2, 1), max(r), sum(r), r == list(r))
it = iter(r)
print(next(it), next(it), it.__length_hint__(), list(it))
for i in range(3):
    i += 10
print(i, [i for i in range(3)], range(True), range(3).__class__)
total = 0
for i in range(10, -10, -3):
    for j in range(i):
        total += i * j
print(total)
for i in range(2**63 - 2, 2**63 + 2):
    print(i, end=" ")
print()
for f in (lambda: range(), lambda: range(1.5), lambda: range("a"), lambda: range(1, 2, 0), lambda: range(1, 2, 3, 4), lambda: range(3)[3], lambda: range(3)[-4], lambda: range(3)["a"], lambda: range(3).index(5), lambda: range(3) + range(2), lambda: len(range(2**70)), lambda: range(3).foo, lambda: range(3) < range(4), lambda: range(stop=3), lambda: range(None)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
try:
    range(3).start = 5
except AttributeError as e:
    print(e)
