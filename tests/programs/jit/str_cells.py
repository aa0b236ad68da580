# Strs that are made in place: joined and cut at all lengths, around 16, 64 and
# 128 bytes, empty ones, such with a buffer to append to, and other widths.

ALPHA = "".join(chr(33 + i % 90) for i in range(400))


def join_all(lengths):
    total = 0
    for a in lengths:
        for b in lengths:
            x, y = ALPHA[:a], ALPHA[200:200 + b]
            z = x + y
            assert len(z) == a + b and z[:a] == x and z[a:] == y, (a, b, z)
            assert hash(z) == hash(ALPHA[:a] + "".join(list(y)))
            assert {z: 1}[x + y] == 1
            if not a:
                assert z is y or b > 1
            total += len(z)
    return total


print(join_all([0, 1, 2, 3, 7, 8, 15, 16, 17, 31, 32, 33, 47, 48, 49, 62, 63, 64, 65, 100, 126, 127, 128, 129, 150]))
print(join_all(range(40)))


def cut_all(text):
    n, out = len(text), 0
    for lo in range(0, n + 1):
        for hi in range(lo, n + 1):
            s = text[lo:hi]
            assert len(s) == hi - lo
            if s:
                assert s[0] == text[lo] and s[-1] == text[hi - 1] and s in text
            out += len(s)
    return out


print(cut_all(ALPHA[:140]), cut_all("é" + ALPHA[:30]), cut_all("\u4e00\u4e01\U0001f600" * 9), cut_all("ab"), cut_all(""))


def whole(text):
    same = 0
    for _ in range(3000):
        same += text[:] is text
        same += text[0:len(text)] is text
        same += text[:1] is text[0:1]
    return same


print(whole("hello world"), whole("é1"), whole("x" * 200))


def grow(parts, n):
    s = ""
    keep = []
    for i in range(n):
        s += parts[i % len(parts)]
        if i % 7 == 0:
            keep.append(s)
            t = s + "!"  # takes the room behind s
            s = s + "?"
            keep.append(t)
    return len(s), s[-40:], sum(map(len, keep)), sum(hash(k) == hash("".join(list(k))) for k in keep)


print(grow(["a", "bc", "", "def"], 700))
print(grow(["0123456789abcdef" * 3, "x"], 300))
print(grow(["a", "é"], 300), grow(["a", "\U0001f600", "b"], 200))


class Text(str):
    pass


def mixed(a, b):
    return a + b, a[1:3], a[:], b[0:0]


for _ in range(2000):
    mixed("abc", "def")
print(mixed("ab", "é"), mixed(Text("abc"), Text("d")), mixed(Text("abc"), ""), mixed("", Text("xyz")))
r = mixed(Text("abc"), "")
print(type(r[0]).__name__, type(r[2]).__name__, type(mixed("", Text("xyz"))[0]).__name__)
try:
    mixed("a", 1)
except TypeError as e:
    print(e)
print(mixed([1, 2, 3], [4]), mixed(b"abc", b"d"))
