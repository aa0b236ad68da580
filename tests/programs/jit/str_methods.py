# Methods of strs in compiled code: of short and long ones, and what they raise.


class S(str):
    def lower(self):
        return "own"


texts = ["", "a", "Hello World", "  spaced \t\n", "ÀÉ straße ﬁ", "\U0001f600x\U0001f600", "1234", "a,b,,c", "xxabcxx",
         "MiXeD cAsE's", "line\nline\r\nend\x0b", "ABC" * 2000, "é" * 5000, "²½Ⅷ", "_id", "\x00\x1f "]


def none(s):
    return (s.lower(), s.upper(), s.casefold(), s.capitalize(), s.title(), s.swapcase(), s.strip(), s.lstrip(), s.rstrip(),
            s.split(), s.rsplit(), s.splitlines(), s.isdigit(), s.isdecimal(), s.isnumeric(), s.isalpha(), s.isalnum(),
            s.isupper(), s.islower(), s.isspace(), s.istitle(), s.isascii(), s.isidentifier(), s.isprintable())


def consts(s):
    return (s.strip("x "), s.lstrip("aH"), s.rstrip("xd"), s.replace("l", "LL"), s.replace("", "-"), s.replace("b", "", 1),
            s.find("l"), s.rfind("l"), s.count("l"), s.count(""), s.find("", 3), s.find("l", -3), s.find("o", 2, 6),
            s.startswith("He"), s.startswith(""), s.startswith("l", 2), s.startswith("W", 6, 9), s.startswith("a very long prefix, this is"),
            s.endswith("ld"), s.endswith("", 100), s.endswith("c", 0, -1), s.removeprefix("He"), s.removesuffix("xx"),
            s.split(","), s.split(",", 1), s.split("ll"), s.rsplit(",", 1), s.rsplit(",", -1), s.partition(","), s.rpartition(","))


def numbers(s, i, j):
    return s.find("l", i), s.find("l", i, j), s.rfind("a", i, j), s.count("a", i, j), s.replace("a", "b", i), s.split(",", j), s.endswith("d", i, j)


def known(s, i):
    t = s[i:i + 3]
    u = t + "!"
    return s.find(t), s.count(t), s.replace(t, u), s.strip(t), u.upper().lower().strip(), s.removeprefix(t), u.startswith(t), s.endswith(u)


def summary(x):
    return repr(x)[:60] if len(repr(x)) > 60 else repr(x)


for k in range(12):
    for s in texts:
        r = [none(s), consts(s)]
        for i in (-5, -1, 0, 1, 4, 100):
            r.append(numbers(s, i, 5))
            r.append(known(s, i))
        if k == 11:
            for x in r:
                print([summary(y) for y in x])
print(numbers("abcabc", 10**18, 10**18), numbers("abcabc", -10**18, 10**18), numbers("a,b", 2**62, -2**62))
print(numbers("abc", True, False))


def big(s, sep):
    return len(s.replace("a", sep)), len(s.upper())


for k in range(300):
    r = big("ab" * (k * 20), "x" * k)
print(r, big("a" * 100000, "xyz" * 100))


def raises(s, f, *args):
    try:
        return f(s, *args)
    except (TypeError, ValueError, AttributeError, IndexError) as e:
        return type(e).__name__, str(e)


def split_empty(s, sep):
    return s.split(sep)


def join_bad(s, x):
    return s.replace("a", x)


def find_bad(s, x):
    return s.find(x)


for k in range(300):
    a = raises("a b", split_empty, " " if k % 100 else "")
    b = raises("a b", join_bad, "x" if k % 100 else k)
    c = raises("a b", find_bad, "b" if k % 100 else None)
    if k % 100 < 2:
        print(a, b, c)


def lower(s):
    return s.lower(), s.strip("a")


for k in range(300):
    r = lower("ABC" if k < 250 else S("ABC"))
print(r, type(r[1]).__name__)
try:
    lower(5)
except AttributeError as e:
    print(e)


def chain(line):
    n = 0
    for word in line.strip().rstrip(".").lower().replace(",", "").split():
        n += len(word) + word.count("a")
    return n


print([chain(" Ab, cA de." * k) for k in range(40)])
