# Iterating lists that change: items set, appended, deleted, the list replaced.
def shrink(n):
    xs, seen = list(range(n)), 0
    for x in xs:
        seen += 1
        if x % 3 == 0:
            xs.pop()
    return seen, len(xs)


def clear(n):
    xs, seen = list(range(n)), 0
    for x in xs:
        seen += x
        if x == n // 2:
            xs.clear()
    return seen, xs


def rebind(n):
    xs, seen = [1, 2, 3], 0
    for i in range(n):
        for x in xs:
            seen += x
            xs = [4, 5]
        if i % 100 == 0:
            xs = [i, i + 1, i + 2]
    return seen


def overwrite(n):
    xs = list(range(n))
    for i, x in enumerate(xs):
        if i + 1 < n:
            xs[i + 1] = x + 2
    return xs[-1], sum(xs)


def again(n):
    xs = [1, 2]
    it = iter(xs)
    s = sum(it)
    xs.append(50)
    for x in it:
        s += x
    for i in range(n):
        s += sum(reversed(xs)) + len(sorted(xs)) + max(xs)
    return s


print(shrink(3000), clear(3000), rebind(2000), overwrite(3000), again(1500))
