# Tests of characters, prefixes and equality of strs in compiled code.


def classify(text):
    n = [0] * 8
    for c in text:
        if c.isdigit():
            n[0] += 1
        if c.isalpha():
            n[1] += 1
        if c.isalnum():
            n[2] += 1
        if c.isupper():
            n[3] += 1
        if c.islower():
            n[4] += 1
        if c.isspace():
            n[5] += 1
        n[6] += c.isdecimal()
        if not c.isnumeric():
            n[7] += 1
    return n


ascii_text = "".join(chr(i) for i in range(128))
for _ in range(20):
    r = classify(ascii_text)
print(r)
print(classify("".join(chr(i) for i in range(600))))
print(classify("٣²½ßǅ\u2003\U00010400\x85\x1c\xa0"))


def words(ws):
    return [(w.isdigit(), w.isalpha(), w.isalnum(), w.isupper(), w.islower(), w.isspace()) for w in ws]


for _ in range(30):
    r = words(["a", "1", "", "ab", "12", "A1", " ", " \t", "ABC", "aBc"] * 10)
print(r[:10])


class Text(str):
    def isdigit(self):
        return "mine"

    def startswith(self, *args):
        return args


print([t.isdigit() for t in [*"1a2b" * 300, Text("5"), "7"]][-3:])


def digits(ts):
    n = 0
    r = []
    for t in ts:
        d = t.isdigit()
        r.append(d)
    return r


print(len(digits(list("12a") * 300)), digits(["1", "x", Text("1"), "²"]))
try:
    digits(["1"] * 600 + [5])
except AttributeError as e:
    print(e)


def prefixes(text, n):
    r = []
    for i in range(-n, n):
        r.append((text.startswith("t", i), text.startswith("tr", i), text.startswith("tru", i), text.startswith("true", i),
                  text.startswith("false", i), text.startswith("true false", i), text.startswith("0123456789abcdef", i),
                  text.startswith("0123456789abcdefg", i), text.startswith("", i)))
    return r


def digest(rows):
    h = 0
    for row in rows:
        for x in row:
            h = (h * 2 + x) % 1000000007
    return h


texts = ["", "t", "tr", "true", "true false", "xxtrue", "false", "tru\xe9", "\xe9true", "жtrue", "0123456789abcdefg", "a0123456789abcdef", "\U0001f600true"]
for text in texts:
    for _ in range(3):
        rows = prefixes(text, 60)
    print(ascii(text), digest(rows))


def start(text, n):
    c = 0
    for _ in range(n):
        if text.startswith("true"):
            c += 1
        elif text.startswith("ab"):
            c += 1000
    return c


print([start(t, 300) for t in ("true", "tru", "", "abc", "xabc", "abé", "é")])
print([start(t, 3) for t in ("true", Text("x"))])


def positions(text, ps):
    r = []
    for p in ps:
        try:
            r.append(text.startswith("ab", p))
        except Exception as e:
            r.append(str(e))
    return r


print(sum(positions("xxabab", list(range(6)) * 100)))
print(positions("xxabab", [2, None, True, 1 << 70, -1 << 70, -2, "x", 1.5]))


def equal(ts):
    n = 0
    for t in ts:
        if t == "":
            n += 1
        if t == "a":
            n += 10
        if t == "ab":
            n += 100
        if t == "abc":
            n += 1000
        if t == "abcdefgh":
            n += 10000
        if t == "abcdefghi":
            n += 100000
        if t == "0123456789abcdef":
            n += 1000000
        if t == "0123456789abcdefg":
            n += 10000000
        if t != "abcdefghijklm":
            n += 100000000
        if t != "0123456789abcdefg" and "abc" != t:
            n += 10000000000
    return n


samples = ["", "a", "ab", "abc", "abd", "abcdefgh", "abcdefgx", "abcdefghi", "xbcdefghi", "0123456789abcdef", "0123456789abcdeX",
           "0123456789abcdefg", "X123456789abcdefg", "abcdefghijklm", "abcdefghijklX", "abcdefgXijklm", "é", "abé", "жж", "aж"]
for _ in range(40):
    r = equal(samples)
print(r)
print(equal(samples + [None, 5, Text("ab"), b"ab"]))


class Odd(str):
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return True

    __hash__ = str.__hash__


print(equal([Odd("zzz")]))


def joins(parts, sep, n):
    r = []
    for i in range(n):
        r.append(sep.join(parts))
    return r[-1]


for sep in ("", ",", ", ", "é", "-" * 20):
    for parts in ([], ["a"], [""], ["", ""], ["a", "b"], list("abc"), ["x" * k for k in range(40)], ["é", "a"], ["ж", "b"], ["\U0001f600", ""]):
        print(ascii(joins(parts, sep, 50)), end=" ")
    print()
for bad in ([1], ["a", None], ["a", b"b"], ["é", 2.5], [Text("t"), "x"], [Text("t")]):
    try:
        print(joins(bad, "+", 3), type(joins(bad, "+", 3)).__name__)
    except TypeError as e:
        print(e)


def kinds(xs):
    r = []
    for x in xs:
        r.append((isinstance(x, str), isinstance(x, dict), isinstance(x, list), isinstance(x, tuple), isinstance(x, int),
                  isinstance(x, float), isinstance(x, bool), isinstance(x, object), isinstance(x, Text)))
    return r


class MyList(list):
    pass


class MyDict(dict):
    pass


print(digest(kinds(["s", {}, [], 1, 2.5, True, None] * 200)))
print(digest(kinds(["s", {}, [], 1, 1 << 70, 1 << 62, 2.5, 1e300, True, None, Text("x"), MyList(), MyDict(), (), set(), print])))
print(digest(kinds(["s"] * 600)), digest(kinds([Text("x"), "s", MyList(), [], 5])))
