# str.join of lists, in compiled code.


class S(str):
    def __str__(self):
        return "never asked"


class L(list):
    def __iter__(self):
        return iter(["sub", "class"])


def join(sep, parts):
    return sep.join(parts)


def comma(parts):
    return ",".join(parts)


def built(text, n):
    parts = []
    for i in range(n):
        parts.append(text[i:i + 2])
    return "".join(parts), "é".join(parts), str.join("-", parts)


def chars(text):
    return "".join(UP.get(c, c) for c in text), "".join(c for c in text if c != "b"), "+".join(str(ord(c)) for c in text)


UP = {"a": "AA", "é": "É", "c": ""}
cases = [[], ["a"], [""], ["", ""], ["a", "b"], ["é"], ["é", "a"], ["a" * 100, "b" * 100], ["x"] * 40, ["", "a", ""],
         ["\U0001f600", "a"], [S("s")], [S("s"), "t"], ("t", "u"), "str", {"k": 1}, L(["a", "b"]), (c for c in "gen"),
         ["a" * 3000] * 10, ["a"] * 2000]
for k in range(60):
    for c in cases:
        for sep in ("", ",", ", " * 10, "é", S("+")):
            r = join(sep, c)
            if k == 59:
                print(len(r), repr(r[:50]), type(r).__name__, end=" ")
        r = comma(c)
    r = built("hello world", k % 12), chars("abcé" * (k % 9)), chars("a" * k)
print()
print(r)
one = ["just one"]
print(join(",", one) is one[0], comma([S("x")]), type(comma([S("x")])).__name__)
for bad in ([1], ["a", 2], ["a", None, "b"], 5, None, [b"x"], ["a", ["b"]]):
    try:
        print(comma(bad))
    except TypeError as e:
        print(e)
    try:
        print(join(bad, ["a"]))
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)


def genexprs(n, k):
    total = sum(i * 2 for i in range(n)) + max(i for i in (1, 2, n)) + len(list(i for i in "abc"))
    g = (i for i in range(n))
    h = (i * k for i in range(n))
    return total, next(g), g.gi_code.co_name, g.__name__, g.__qualname__, next(h), sum(h), (x for x in "") is (x for x in "")


for k in range(300):
    r = genexprs(5, k)
print(r)


def many(n):
    return [(i for i in range(3)) for _ in range(n)]


gens = many(200)
print(sum(sum(g) for g in gens), len(set(map(id, gens))))


def failing(xs):
    return ",".join(str(10 // x) for x in xs)


for k in range(300):
    try:
        r = failing([1, 2, k % 100])
    except ZeroDivisionError as e:
        tb = e.__traceback__.tb_next
        print(k, tb.tb_frame.f_code.co_name, tb.tb_next.tb_frame.f_code.co_name, tb.tb_next.tb_lineno)
