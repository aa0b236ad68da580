# Builtins over lists, copies, repetition, deletion, slices of bytes: small and
# large, of all kinds of items, with what is not a list coming later.
def copies(seqs, reps):
    out = []
    for _ in range(reps):
        for s in seqs:
            try:
                a, b = list(s), tuple(s)
                out.append((a, b, a is s, b is s))
            except TypeError as e:
                out.append(str(e))
        out = out[-len(seqs):]
    return out


def repeated(items, counts, reps):
    h = 0
    for _ in range(reps):
        for x in items:
            for n in counts:
                a = [x] * n
                a.append(x)
                b = n * [x, x]
                h = (h * 31 + len(a) + len(b)) & 0xFFFFFF
                c = [0] * 3
                c[1] = n
                h += c[1] + len([x] * True)
    return h, a[:2], b[:3], c


def rows(n):
    m = [[0] * n for _ in range(n)]
    for i in range(n):
        m[i][i % 7] = 1.5
        m[i][3] = None
    return m[0], m[5]


def delete(n):
    out = 0
    for i in range(n):
        a = [1, 2.5, "x", None, (i,), i]
        del a[0]
        del a[-1]
        del a[i % 4]
        out += len(a)
        try:
            del a[i % 9 - 4]
        except IndexError as e:
            out += 100 + len(str(e))
    return out, a


def delete_keys(objs):
    out = []
    for o in objs:
        try:
            del o[1]
            out.append(o)
        except Exception as e:
            out.append((type(e).__name__, str(e)))
    return out[-7:]


def sums(seqs, reps):
    out = []
    for _ in range(reps):
        for s in seqs:
            for f in (sum, max, min, any, all):
                try:
                    out.append(f(s))
                except Exception as e:
                    out.append((type(e).__name__, str(e)))
        out = out[-5 * len(seqs):]
    return out


def zips(a, b, c, d, reps):
    h = 0
    for _ in range(reps):
        for x, y, z in zip(a, b, c):
            h = (h * 31 + x * y + len(str(z))) & 0xFFFFFF
            if x > 100:
                break
        for x, y, z, w in zip(a, b, c, d):
            h = (h * 33 + x + y + len(str(z)) + len(str(w))) & 0xFFFFFF
        for x, x, y in zip(a, a, b):
            h ^= x + y
        for v, w, x, y, z in zip(a, a, a, b, b):
            h += v + z
    return h


def zip_error(n):
    out = 0
    for i in range(n):
        try:
            for x, y, z in zip([1, 2, 3], (4, 5, 6), [1, 0, 2]):
                out += x * y // z
        except ZeroDivisionError:
            out += x + y + z
    return out


def byte_slices(s, n):
    h = 0
    for i in range(n):
        for lo in (-5, 0, 2):
            a = s[lo:i % 7]
            b = s[i % 5 :: 2]
            c = s[::-1]
            d = s[lo:]
            h = (h * 31 + len(a) * 7 + len(b) * 5 + len(c) + (d[0] if d else 9) + (a == b) + (c == s)) & 0xFFFFFF
    return h, a, b, c, d, s[:] is s


print(copies([[1, 2], [], [1.5, None], (1, 2), (), "ab", range(4), {1: 2}, {3}, iter([9]), b"xy", 5, None], 60)[-13:])
print(copies([[1, 2, 3]], 900), copies([list(range(n)) for n in (999, 1000, 1001)], 40)[-1][2:])
for _ in range(2):
    print(repeated([0, 1, 1.5, "s", None, True, (1,), 1 << 62], [0, 1, 2, 5, -3], 30))
print(repeated([1], [998, 1000, 1001, 2000], 30)[0], rows(40))
print(delete(2000), delete_keys([[1, 2, 3] for _ in range(500)] + [{1: 2}, {2: 1}, (1, 2), "ab", bytearray(b"abc"), [5], None]))
lists = [[1, 2, 3], [], [0], [0.0, -0.0], [1.5, float("nan"), 2.0], [True, False], [1, 2.5, True], ["a", "b"], [None],
         [1 << 61, 1 << 61, 1 << 61, 1 << 61], [(1 << 61) - 1] * 9, [-(1 << 61)] * 9, [[1], []], (3, 1, 2), range(5), {4, 5}, [1e308, 1e308], [0.1] * 10]
print(sums(lists, 60))
print(zips([1, 2, 3, 4], (5, 6, 7), "xyzw", [None, 1.5, 2], 400), zips([1, 2], [3, 4], [5, 6], [7, 8], 400), zip_error(900))
for s in (b"abcdefgh", b"", b"z", bytearray(b"qwerty")):
    print(byte_slices(s, 400))
