# enumerate, zip, map, filter, reversed, iter, next, range, sorted, len.
print(list(enumerate("ab")), list(enumerate("ab", 5)), list(enumerate(start=1, iterable=[9])), list(zip()), list(zip("ab")), list(zip("abc", [1, 2])), list(zip("ab", [1, 2], (x for x in "xy"))), list(zip("ab", "cd", strict=True)), list(zip(*[(1, 2), (3, 4)])))
print(list(map(str, [1, 2])), list(map(lambda a, b: a * b, [1, 2, 3], [4, 5])), list(map(pow, [2, 3], [3, 2])), list(filter(None, [0, 1, "", "a"])), list(filter(lambda x: x > 1, [1, 2, 3])), list(map(len, ["a", "bb"])), list(map(None.__class__, [])))
print(list(reversed([1, 2])), list(reversed("ab")), list(reversed(range(3))), list(reversed((1, 2))), list(reversed({"a": 1, "b": 2})), "".join(reversed("abc")), len("abc"), len({1: 2}), len(range(5)), len(b"ab"), len({1, 2}))
it = iter([1, 2])
print(next(it), next(it), next(it, None), next(it, "d"))
z = zip([1, 2, 3], it2 := iter("ab"))
print(next(z), next(z), next(z, "end"))
m = map(lambda x: x * 2, [1, 2, 3])
print(next(m), list(m), list(m), iter(m) is m, type(m).__name__, type(enumerate([])).__name__, type(zip()).__name__, type(filter(None, [])).__name__, type(reversed([])).__name__, type(iter([])).__name__, type(iter({})).__name__, type(iter("")).__name__, type(iter(range(1))).__name__, type(iter({1})).__name__, type(iter(())).__name__, type(iter(b"")).__name__, type(iter({}.items())).__name__, type(iter(int, 1)).__name__, type(iter("é")).__name__, type(iter(range(2**70))).__name__)
e = enumerate("abc", 2**62 - 1)
print(list(e))
for f in (lambda: list(zip([1, 2], [1], strict=True)), lambda: list(zip([1], [1, 2], strict=True)), lambda: list(zip([1], [1], [1, 2], strict=True)), lambda: enumerate(), lambda: enumerate(5), lambda: enumerate([], "a"), lambda: zip(5), lambda: zip([1], 5), lambda: map(), lambda: map(str), lambda: map(str, 5), lambda: filter(None), lambda: filter(None, 5), lambda: reversed(5), lambda: reversed({1}), lambda: reversed(x for x in []), lambda: iter(), lambda: iter(5, 6), lambda: next(), lambda: next(iter([])), lambda: len(5), lambda: len(x for x in []), lambda: list(map(5, [1])), lambda: list(map(lambda a: a, [1], [2])), lambda: list(filter(5, [1])), lambda: next([1]), lambda: zip([1], foo=1), lambda: iter(5), lambda: len(None), lambda: sorted(None), lambda: next(iter([]), 1, 2)):
    try:
        print(f())
    except Exception as x:
        print(type(x).__name__, x)


def pairs(n):
    for i in range(n):
        yield i, i * i


print(dict(pairs(4)), max(pairs(4), key=lambda p: -p[0]), [a + b for a, b in pairs(3)], sum(map(lambda p: p[1], filter(lambda p: p[0] % 2, pairs(10)))))
total = 0
for i, (a, b) in enumerate(zip(range(100), range(100, 0, -1)), 1):
    total += i * a - b
print(total)
