# Slices of lists in hot loops: bounds of all signs, steps, sizes around the
# limits of what is done in place, items of all kinds, later surprises.
def shape(xs):
    return len(xs), xs[:3], xs[-3:]


def bounds(xs, reps):
    h = 0
    for _ in range(reps):
        for lo in range(-7, 8):
            for hi in range(-7, 8):
                a = xs[lo:hi]
                b = xs[lo:]
                c = xs[:hi]
                d = xs[lo:hi:-1]
                e = xs[lo:hi:2]
                f = xs[lo::-1]
                g = xs[:hi:-1]
                k = xs[lo:hi:-3]
                h = (h * 31 + len(a) + 3 * len(b) + 5 * len(c) + 7 * len(d) + 11 * len(e) + 13 * len(f) + 17 * len(g) + len(k)) & 0xFFFFFFF
                for part in (a, b, c, d, e, f, g, k):
                    for x in part:
                        h = (h * 33 + x) & 0xFFFFFFF
    return h


def whole(xs, reps):
    n = 0
    for _ in range(reps):
        a = xs[:]
        a.append(1)
        b = xs[::-1]
        b.append(2)
        n += len(a) + len(b) + (a is xs) + (b is xs)
    return n, a, b


def flips(n, reps):
    out = []
    for r in range(reps):
        p = list(range(n))
        for k in range(n):
            p[: k + 1] = p[k::-1]
            p[: k + 1] = p[k::-1]
            p[:k] = p[k::-1]  # grows
            p[: k + 1] = p[k::-1]
            p[0:2] = p[1::-1]
            p[1:3] = p[2:0:-1]
            p[k:] = p[:k:-1]
        out.append((len(p), p[:4], p[-4:]))
    return out[-1]


def assign(n, reps):
    a = list(range(n))
    b = [-x for x in a]
    for r in range(reps):
        i = r % n
        a[i : i + 3] = b[i : i + 3]
        a[-3:] = b[:3]
        a[:] = b
        b[1:] = b[:-1]
        b[:-1] = b[1:]
        a[3:5] = (1, 2)
        a[3:5] = [1, 2, 3]
        a[3:6] = [9, 8]
        a[5:2] = []
    return a, b


def kinds(reps):
    out = []
    for r in range(reps):
        a = [1, 2, 3, 4]
        b = [1.5, 2.5, 3.5, 4.5]
        c = ["a", None, (r,), [r]]
        d = [True, False, True, True]
        a[1:3] = b[1:3]
        x = a[:2]
        x.append(3.25)
        c[:2] = d[:2]
        y = c[::-1]
        b[1:2] = [1 << 70]
        z = b[::2]
        z.append(b[1])
        out.append((x, y, z, sum(d[1:])))
    return out[0], out[-1]


def sizes():
    for n in (0, 1, 2, 3, 998, 999, 1000, 1001, 1024, 3999, 4000, 4001, 5000):
        xs = list(range(n))
        for _ in range(20):
            a = xs[:]
            b = xs[::-1]
            c = xs[::2]
            d = xs[: n // 2]
            d[:] = c[: len(d)]
            e = xs[:]
            if n > 2:
                e[: n - 1] = e[n - 2 :: -1]
                e[1:] = e[:-1]
                e[:-1] = e[1:]
        print(n, a == xs, b == list(reversed(xs)), sum(c), sum(d), shape(e), len(e))


def references(reps):
    rows = [[i] for i in range(30)]
    keep = []
    for r in range(reps):
        part = rows[r % 7 : r % 7 + 9]
        part[2:4] = [[r], [r + 1]]
        back = part[::-1]
        back[:3] = part[:3]
        keep.append(back)
        if len(keep) > 40:
            keep = keep[20:]
        rows[r % 30] = [r]
    return sum(x[0] for k in keep for x in k), len(keep)


class Index:
    def __init__(self, i):
        self.i = i

    def __index__(self):
        return self.i


class Sub(list):
    def __getitem__(self, k):
        return type(k).__name__


def surprise(seqs, los, his):
    out = []
    for s in seqs:
        for lo in los:
            for hi in his:
                for _ in range(3):
                    try:
                        r = s[lo:hi]
                    except Exception as e:
                        r = type(e).__name__, str(e)
                out.append(r)
    return out


def assign_surprise(items):
    out = []
    for x in items:
        a = list(range(6))
        try:
            for _ in range(3):
                a[1:3] = x
        except Exception as e:
            out.append((type(e).__name__, str(e)))
        out.append(a)
    return out


def big_bounds(xs, n):
    t = 0
    for i in range(n):
        b = 1 << (i % 70)
        t += len(xs[-b:b]) + len(xs[:b]) + len(xs[b:]) + len(xs[b::-1])
    return t


xs = list(range(5))
for _ in range(3):
    print(bounds(xs, 20), bounds([], 5), bounds([7], 5))
    print(whole([3, 4, 5], 400), whole([], 400), whole(["x", None], 400))
    print(flips(8, 60), flips(9, 3))
    print(assign(8, 40))
    print(kinds(200))
    print(references(3000))
    print(big_bounds(xs, 3000))
sizes()
seqs = [[1, 2, 3, 4]] * 200 + [(1, 2, 3), "abcd", b"xyz", Sub([1, 2]), bytearray(b"12345"), range(5), 5, None]
print(surprise(seqs, [0, 1], [3])[-20:])
print(surprise(seqs[-10:], [0, None, Index(1), True, 1 << 80, 1.5], [3, None, Index(2), -(1 << 80), "x"]))
print(assign_surprise([[1, 2]] * 300 + [(7, 8), "ab", range(2), [], [1] * 9, iter([5]), 3, None, {1: 2}, ["a", "b"]])[-12:])
