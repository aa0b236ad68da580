# Methods and operators of lists in hot loops: in place, growing, at the ends,
# with items of changing kinds, wrong arguments, subclasses, large lists.
def rotate(n, reps):
    xs = list(range(n))
    for r in range(reps):
        xs.insert(r % n, xs.pop(0))
        xs.append(xs.pop(r % n))
        xs.insert(-1, xs.pop(-2))
        xs.insert(100, xs.pop(-n))
        xs.insert(-100, xs.pop())
    return xs


def out_of_range(xs, ks):
    out = []
    for k in ks:
        try:
            out.append(xs.pop(k))
            xs.insert(k, 7)
        except Exception as e:
            out.append((type(e).__name__, str(e)))
    return out[-8:], len(xs)


def kinds(reps):
    out = []
    for r in range(reps):
        a = [1, 2, 3]
        a.insert(1, 2.5)
        b = [1.5, 2.5]
        b.insert(0, r)
        c = [True, False]
        c.insert(1, None)
        d = []
        d.insert(0, "x")
        d.insert(0, r)
        e = [1 << 61, 1 << 62, 1 << 63]
        e.insert(0, 1 << 64)
        e.append(r << 60)
        f = [1.5, 1e300, -0.0, 5e-324]
        f.append(1e-300)
        g = [r, 1.5, "s", (r,)]
        g.append(r)
        h = [r]
        h.append(r + 1)
        h.append(None)
        h.append(r)
        out = [a, b, c, d, e, f, g, h, a + b, b + a, [] + a, a + [], h + g, [] + []]
        for x in out:
            x.reverse()
    return out


def mixed(n):
    xs = [None]
    for i in range(n):
        xs.append(i)
        xs.append(i * 0.5)
        xs.append(i % 2 == 0)
        if len(xs) > 50:
            xs.clear()
            xs.append("first")
    return xs


def stack(n):
    xs, t = [], 0
    for i in range(n):
        xs.append(i)
        t += xs.pop()
        xs.append(i * 1.5)
        t += xs.pop()
        xs.append(t)
        xs.append(i)
        t = (t + xs.pop() * xs.pop()) % 10007
    return t


def extend(n):
    a, b, t = [], [0.5], 0
    for i in range(n):
        a += [i, i + 1]
        a.extend([i])
        a.extend((1, 2))
        a += a[:2]
        b += [0.25, i]
        b.extend(b[-3:])
        if len(a) > 300:
            t += sum(a) + len(b)
            a, b = a[:5], [0.5]
            a += a
    return t, a, b[:3]


def in_place_is_same(n):
    xs = ys = [1]
    for i in range(n):
        xs += [i]
        zs = xs + [i]
        zs += [1]
        if len(xs) > 20:
            del xs[1:]
    return xs is ys, len(ys), len(zs)


def nested(n):
    rows = []
    for i in range(n):
        rows.append([i, [i + 1], (i, [i])])
        if len(rows) > 60:
            rows.reverse()
            rows = rows.copy()[:30] + [[0, [0], (0, [0])]]
            rows.insert(3, rows.pop(5))
    return sum(r[0] + r[1][0] + r[2][1][0] for r in rows), len(rows)


def large():
    for n in (995, 1000, 1001, 3999, 4000, 4001, 4005, 6000):
        xs = list(range(n))
        for _ in range(25):
            xs.insert(1, xs.pop(0))
            xs.reverse()
            ys = xs.copy()
            ys.extend(xs)
            zs = xs + ys
            zs.pop(0)
            xs.pop(1)
            xs.insert(0, 5)
        print(n, len(zs), sum(xs), sum(zs), xs[:3], xs[-3:])


class Sub(list):
    def pop(self, i=-1):
        return "sub", i

    def insert(self, i, x):
        super().insert(0, x)

    def __add__(self, o):
        return "added"

    def __iadd__(self, o):
        return "iadded"


def subclasses(objs):
    out = []
    for o in objs:
        r = o.pop(0)
        o.insert(1, r)
        s = o + [1]
        o += [5]
        out.append((r, s if isinstance(s, str) else len(s), o if isinstance(o, str) else len(o)))
    return out[-6:]


def results(n):
    r = None
    for i in range(n):
        xs = [i]
        r = (xs.append(1), xs.insert(0, 2), xs.extend([3]), xs.reverse(), xs.clear(), xs)
    return r


def wrong(args):
    out = []
    for a in args:
        xs = [1, 2, 3]
        for f in (lambda: xs.pop(a), lambda: xs.insert(a, 0), lambda: xs.extend(a), lambda: xs + a):
            try:
                out.append(f())
            except Exception as e:
                out.append((type(e).__name__, str(e)))
        try:
            xs += a
        except Exception as e:
            out.append((type(e).__name__, str(e)))
        out.append(xs)
    return out


def sorting(n):
    t = 0
    for i in range(n):
        xs = [3, 1, 2]

        def key(x):
            xs.append(x)
            return xs.pop()

        def bad(x):
            xs.append(x)
            return x

        try:
            xs.sort(key=key)
        except ValueError as e:
            t += 1
        try:
            xs.sort(key=bad)
        except ValueError as e:
            t += 1
        t += len(xs)
    return t, xs, len(str(e)) if 0 else 0


print(rotate(9, 3000), rotate(2, 100))
print(out_of_range([1, 2, 3], [0, 1, -1, 2, -3] * 200 + [3, -4, 1 << 70, "x", None, True, 1.5, 2]))
for _ in range(2):
    print(kinds(500))
    print(mixed(2000), stack(4000), extend(1500), in_place_is_same(3000), nested(2000))
large()
print(subclasses([[1, 2, 3] for _ in range(600)] + [Sub([1, 2]) for _ in range(6)]))
print(results(2000))
print(wrong([0, 1, -1] * 150 + [9, [7], (8,), "ab", None, 1 << 65, 2.5, [], {1: 2}])[-54:])
print(sorting(300))
