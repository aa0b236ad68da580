# List items by every kind of index, in and out of range.
def reverse(xs):
    i, j = 0, len(xs) - 1
    while i < j:
        xs[i], xs[j] = xs[j], xs[i]
        i += 1
        j -= 1
    return xs


def negative(xs, n):
    s = 0
    for i in range(1, n):
        s = s * 3 + xs[-(i % len(xs)) - 1] & 0xFFFFFFF
        xs[-i % len(xs)] = s
    return s


def ranged(xs, n):
    hits = errors = 0
    for i in range(-n, n):
        try:
            xs[i] += 1
            hits += 1
        except IndexError as e:
            errors += 1
            text = str(e)
    return hits, errors, text


def kinds(xs, n):
    s = 0
    for i in range(n):
        s += xs[i % 2 == 0] + xs[True]
        xs[False] = i
    return s


print(reverse(list(range(3001)))[:5])
print(negative(list(range(50)), 5000))
print(ranged([0] * 100, 1500))
print(kinds([1, 2, 3], 3000))
xs = [0] * 10
for bad in (1.0, "1", None, 2**70, slice(1, 2)):
    try:
        for i in range(1500):
            xs[i % 10] = xs[(i if i < 1200 else bad) if i >= 1200 else i % 10]
        print(xs[:2])
    except (TypeError, IndexError) as e:
        print(i, type(e).__name__, e)
