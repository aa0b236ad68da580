# Strs made in compiled code: slices, concatenation, formatting, conversions.


def report(*values):
    print(*values)


def slices(text, n):
    out = []
    for i in range(-n, n):
        for j in range(-n, n, 3):
            out.append(text[i:j])
            out.append(text[i:])
            out.append(text[:j])
    return out


def digest(parts):
    h = 0
    for p in parts:
        for c in p:
            h = (h * 131 + ord(c)) % 1000000007
        h = (h * 31 + len(p)) % 1000000007
    return h


texts = ["", "a", "ab", "hello world", "x" * 15 + "y", "x" * 16 + "y", "abcdefghij" * 5, "0123456789" * 12,
         "héllo wörld", "ж" * 20 + "abc", "abc" + "\U0001f600" * 5 + "defgh", "a\0b\0c"]
for text in texts:
    for _ in range(3):
        parts = slices(text, 30)
    report(len(text), len(parts), digest(parts))
report(digest(slices("abcdefghijklmnopqrstuvwxyz" * 5, 70)))


def concat(a, b, n):
    r = 0
    for i in range(n):
        c = a + b
        r += len(c)
    return c, r


for a in texts:
    for b in texts:
        c, r = concat(a, b, 40)
        report(len(c), r, digest([c]), c == a + b)


def grow(piece, n):
    s = ""
    t = ""
    for i in range(n):
        s += piece
        t = piece + t
        if i % 50 == 3:
            report(len(s), s == t, hash(s) == hash(t))
    return s


report(digest([grow("ab", 300)]), digest([grow("é", 300)]), digest([grow("0123456789abcdef", 300)]))


def shared(base, n):
    # Two strs grown out of one must not see each other.
    r = []
    for i in range(n):
        a = base + "x"
        b = base + "y"
        c = a + "1"
        d = a + "2"
        r.append((a[-2:], b[-2:], c[-2:], d[-2:]))
    return r[0], r[-1], len(set(r))


report(shared("q" * 10, 500), shared("q" * 70, 500), shared("", 500))


def formats(n):
    h = 0
    for i in range(n):
        a = f"{i}"
        b = f"{a}{i}"
        c = f"<{a}|{b}>"
        d = f"{i - 500}:{-i}"
        e = f"{i * 1000000007}{i}{a}{b}"
        g = f"{i!r}{a!r}{a!s}{i:>5}{a:<6}{i / 4}{i / 4:.2f}{i > 4}{None}"
        h = (h * 31 + digest([a, b, c, d, e, g])) % 1000000007
    return h, a, b, c, d, e, g


report(formats(2000))


def big_formats(x, n):
    r = ""
    for i in range(n):
        r = f"{x}{i}"
        x = x * 3
    return r


report(big_formats(1, 120), big_formats(True, 3))


class Text(str):
    def __str__(self):
        return "Text"

    def __format__(self, spec):
        return "fmt:" + spec

    def __add__(self, other):
        return "added"

    def __radd__(self, other):
        return "radded"

    def __getitem__(self, key):
        return "item"


class Bad:
    def __format__(self, spec):
        return 3

    def __str__(self):
        return 4


def mixed(xs, y):
    r = []
    for x in xs:
        try:
            r.append(f"{x}")
            r.append(f"[{x}]{x}")
            r.append(x + y)
            r.append(x[1:3])
            r.append(str(x))
        except Exception as e:
            r.append(type(e).__name__ + ": " + str(e))
    return r


xs = ["abc", "de"] * 400
report(digest(mixed(xs, "z")))
report(mixed(xs[:2] + [Text("sub"), 5, None, Bad(), [1, 2, 3], b"abc", 1 << 70, 1.5, "last"], "z"))
report(mixed(["abc", Text("sub")], Text("y")))
report(mixed(["abc"], 5))


class Index:
    def __index__(self):
        return 2


def bounds(text, los, his):
    r = []
    for lo in los:
        for hi in his:
            try:
                r.append(text[lo:hi])
            except Exception as e:
                r.append(type(e).__name__ + ": " + str(e))
    return r


report(digest(bounds("some longer text", range(40), range(40))))
report(bounds("some longer text", [0, None, True, 1 << 80, -1 << 80, -1, Index(), 1.5, "x"], [0, None, False, 1 << 80, -1 << 80, 5, Index(), 1.5]))


def convert(words, n):
    total = 0
    f = 0.0
    s = ""
    for _ in range(n):
        for w in words:
            total += int(w)
            f += float(w)
            s = str(total % 2000) + str(w)
    return total, f, s


report(convert(["1", "22", " 333 ", "-4", "1_000", "99999999999999999999"], 100))


def bad_convert(words):
    r = []
    for w in words:
        try:
            r.append(int(w))
            r.append(float(w))
            r.append(str(w))
        except Exception as e:
            r.append(type(e).__name__ + ": " + str(e))
    return r


report(len(bad_convert(["12"] * 800)))
report(bad_convert(["12", "x", "", "1.5", 7, 2.5, None, b"15", True, "٣", "nan", "1e5"]))


def fails(parts, n):
    s = "a"
    for i in range(n):
        s = s + parts[i]
        s = s[1:]
    return s


try:
    fails(["bc"] * 600 + [7], 700)
except TypeError as e:
    report(e, e.__traceback__.tb_next.tb_lineno)
try:
    fails(["bc"] * 600, 700)
except IndexError as e:
    report(e)
