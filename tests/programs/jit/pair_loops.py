# Loops over enumerate, zip and reversed: over all kinds of sequences, nested,
# left and continued, with sequences that change, with iterators that are shared.
def counted(seq, start, n):
    h = 0
    for _ in range(n):
        for i, x in enumerate(seq):
            h = h * 31 + i * 7 + (x if isinstance(x, int) else len(str(x))) & 0xFFFFFFF
        for i, x in enumerate(seq, start):
            if i == 3:
                continue
            h = h * 33 + i & 0xFFFFFFF
            if i == start + 5:
                break
        else:
            h += 1
    return h


def zipped(a, b, n):
    h = 0
    for _ in range(n):
        for x, y in zip(a, b):
            h = h * 31 + hash(x) % 1000 + (y if isinstance(y, int) else 1) & 0xFFFFFFF
        for x, y in zip(b, a):
            h ^= 1
            if x == 3:
                break
    return h


def backwards(xs, n):
    h = 0
    for _ in range(n):
        for x in reversed(xs):
            h = h * 31 + x & 0xFFFFFFF
        for i, x in enumerate(reversed(xs)):
            h += i * x
    return h


def nested(m):
    out = 0
    for i, row in enumerate(m):
        for j, x in enumerate(row, 1):
            for a, b in zip(row, m[i - 1]):
                out = out * 3 + a * b + i * j + x & 0xFFFFFF
    return out


def grows(n):
    xs, seen = [0], []
    for i, x in enumerate(xs):
        if len(xs) < n:
            xs.append(x + i)
            xs.append(1)
        seen.append(i)
    ys = [1, 2, 3]
    for x, y in zip(xs, ys):
        if len(ys) < n:
            ys.append(x)
        seen.append(y)
    return len(seen), sum(seen) & 0xFFFF, len(xs)


def shrinks(n):
    out = []
    for _ in range(n):
        xs = list(range(20))
        for x in reversed(xs):
            if len(xs) > 3:
                del xs[-4:]
            out.append(x)
        xs = list(range(20))
        for i, x in enumerate(xs):
            xs.pop()
            out.append(x)
        out = out[-50:]
    return out


def swap(n):
    # The targets include what is unpacked, attributes, the same name twice.
    class C:
        pass

    o = C()
    t = 0
    for _ in range(n):
        for i, i in enumerate([5, 6, 7]):
            t += i
        for o.a, o.b in zip([1, 2], [3, 4]):
            t += o.a * o.b
        for i, (a, b) in enumerate(zip([1, 2], [3, 4])):
            t += i * a * b
        for x in enumerate([1, 2]):
            t += x[1]
        for x, y, *z in zip([1], [2]):
            t += x + y + len(z)
    return t


def errors(seqs):
    out = []
    for s in seqs:
        try:
            for i, x in enumerate(s):
                out.append(x + i)
        except Exception as e:
            out.append((type(e).__name__, str(e)))
        try:
            for x, y in zip(s, s):
                out.append(x * y)
        except Exception as e:
            out.append((type(e).__name__, str(e)))
        try:
            for x in reversed(s):
                out.append(x)
        except Exception as e:
            out.append((type(e).__name__, str(e)))
    return out


def raises(n):
    k = 0
    for r in range(n):
        try:
            for i, x in enumerate([3, 2, 1, 0, -1]):
                k += 10 // x + i
        except ZeroDivisionError:
            k += i * 100 + x
    return k


def shared(xs):
    it, out = iter(xs), 0
    for x in it:
        out += x
        out = out * 3 + next(it, 0) & 0xFFFF
    it = xs.__iter__()
    for x in it:
        out = out * 5 + x - next(it, 1) & 0xFFFF
    e = enumerate(xs)
    for i, x in e:
        out = out * 3 + i + x + next(e, (0, 1))[1] & 0xFFFF
    return out


def shared_range(n):
    it, out = iter(range(n)), 0
    for x in it:
        out += x
        out = out * 3 + next(it, 0) & 0xFFFF
    return out


def calls(n):
    def f(x):
        if x % 97 == 96:
            raise ValueError(x)
        return x * 2

    t = 0
    for i, x in enumerate(list(range(n)), 10):
        try:
            t += f(x) * i
        except ValueError as e:
            t += e.args[0] + i
    return t


def big_start(n):
    t = 0
    for i, x in enumerate([1, 2, 3] * n, (1 << 61) - 3):
        t = (t + i * x) % 1000003
    for i, x in enumerate([1, 2, 3] * n, (1 << 62) - 3):
        t = (t + i * x) % 1000003
    for i, x in enumerate([1, 2], True):
        t += i
    return t


lists = [[], [1], [1, 2, 3, 4, 5, 6, 7, 8, 9], [1.5, "x", None, 4], (1, 2, 3), (), "abcdef", "", "häß€😀", b"bytes", bytearray(b"ba")]
for _ in range(3):
    print([counted(s, k, 60) for s in lists[:3] + lists[4:] for k in (0, 1, -2)])
    print([zipped(a, b, 40) for a in lists[:3] + lists[4:6] for b in lists[:3] + lists[4:6]])
print(zipped("abc", [1, 2, 3, 4], 0), zipped([1, 2], b"xyz", 300), len(set(map(type, lists))))
print(backwards([1, 2, 3], 2000), backwards([], 10), backwards([7], 500), backwards((1, 2), 3))
print(nested([[i * j % 7 for i in range(30)] for j in range(30)]))
print(grows(3000), shrinks(300), swap(500))
print(errors([[1, 2], (1, 2)] * 100 + ["ab", [1, None, 2], 5, {1: 2}, range(3), [[]], {3}])[-40:])
print(raises(3000), shared(list(range(20000))), shared_range(20000), calls(5000), big_start(700))
