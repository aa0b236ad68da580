# List, set and dict comprehensions: nesting, conditions, scope, walrus, errors.
print([x for x in range(5)], [x for x in range(10) if x % 2 if x % 3], [(x, y) for x in range(3) for y in "ab"], [x + y for x in (1, 2) for y in (x, x * 10)], [[j for j in range(i)] for i in range(4)])
print({x % 3 for x in range(10)} == {0, 1, 2}, {k: v for k, v in [("a", 1), ("b", 2)]}, {x: [y for y in range(x)] for x in range(3)}, {v: k for k, v in {"a": 1}.items()}, {i: i for i in (1, 1.0, True)})
x = "kept"
[x for x in range(3)]
print(x, [x for x in x], [(lambda: x)() for x in range(3)], [f() for f in [lambda: i for i in range(3)]])
print([y := 1, y + 1], y, [last := v for v in range(4)], last, [(a, b) for a in range(3) if (b := a * 2) > 1], b)
m = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in m] for i in range(3)], [v for row in m for v in row], sum([v * v for row in m for v in row if v % 2]), list(zip(*m)))
print([a if a > 1 else -a for a in range(4)], [not a for a in (0, 1)], [*range(2), *[i for i in "ab"]], [(yes, no) for yes, (no, *_) in [(1, (2, 3, 4))]], [i for i, in [(1,), (2,)]])


def f(n):
    k = 10
    return [[i * j + k + n for j in range(2)] for i in range(2)], {i: (lambda: i + k)() for i in range(2)}


print(f(1))


class C:
    size = 3
    items = [i for i in range(size)]
    try:
        bad = [size for _ in range(1)]
    except NameError as e:
        bad = str(e)


print(C.items, C.bad)
for src in ("[1 / i for i in (1, 0)]", "[i for i in 5]", "[a for a, b in [(1,)]]", "{[]: 1 for _ in 'a'}", "[undefined for _ in 'a']", "[_ for _ in range(3) if _.x]"):
    try:
        eval(src)
    except Exception as e:
        print(src, type(e).__name__, e)
big = [i * i for i in range(1000) if i % 7 == 3]
print(len(big), sum(big), big[-1])
primes = [p for p in range(2, 60) if all(p % d for d in range(2, int(p ** 0.5) + 1))]
print(primes)
print([(i, j, k) for i in range(1, 15) for j in range(i, 15) for k in range(j, 15) if i * i + j * j == k * k])
print({w: len(w) for w in "the quick brown fox".split()}, {c for c in "hello" if c not in "l"} == {"h", "e", "o"})
i = 100
print([i for i in range(2)] + [i], [[i for i in range(2)] for i in range(2)], i, [i for j in range(2)])
