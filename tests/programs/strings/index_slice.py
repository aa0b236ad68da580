# Indexing and slicing, ASCII, Latin-1, BMP and astral strings.
for s in ("hello", "héllo", "h漢llo", "h😀llo"):
    print(len(s), s[0], s[1], s[-1], s[1:3], s[::-1], s[::2], s[-3:], s[:-2], s[10:], s[3:1], s[4:0:-2], s[:], s[-100:100], s[True])
    print([ord(c) for c in s], list(s), s * 2, s + "!", "l" in s, "漢" in s, s < "hz", s == "hello")
    print(max(s), min(s), sorted(s), s.index("l"), list(reversed(s)), list(enumerate(s))[1])
for f in (lambda: "abc"[3], lambda: "abc"[-4], lambda: ""[0], lambda: str("abc")["a"], lambda: str("abc")[1.0], lambda: "abc"[::0], lambda: "abc"["a":], lambda: str("abc")[None], lambda: "abc"[2**70], lambda: str("abc")[1, 2]):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print("abc"[-2**70:2**70], "abc"[::2**70], "abc"[::-2**70], "abc" * 0, "abc" * -5, 3 * "ab", "" * 10**18)
for f in (lambda: "a" + 1, lambda: 1 + "a", lambda: "a" * "b", lambda: "a" * 1.5, lambda: "a" - "b", lambda: "a" < 1, lambda: 1 in "abc", lambda: "a" + b"b", lambda: -"a", lambda: None + "a"):
    try:
        print(f())
    except TypeError as e:
        print(e)


def assign():
    "abc"[0] = "x"


def delete():
    del "abc"[0]


for f in (assign, delete):
    try:
        f()
    except TypeError as e:
        print(e)
