# chr, ord, comparison, containment, iteration, methods through the class.
print(chr(0), chr(65), chr(0x10FFFF).encode(), ord("a"), ord("😀"), ord(b"x"))
for f in (lambda: chr(-1), lambda: chr(0x110000), lambda: chr("a"), lambda: ord(""), lambda: ord("ab"), lambda: ord(1), lambda: chr(1.5), lambda: ord(b"ab"), lambda: chr(2**70), lambda: str.upper(1), lambda: str.upper(), lambda: "a".upper(1), lambda: "a".join(), lambda: "a".encode(b=1), lambda: str(1, 2, 3, 4), lambda: iter("a").foo):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print("a" < "b", "a" < "B", "abc" < "abd", "" < "a", "Z" < "a", "é" > "z", "😀" > "\uffff", "a" == "a", "a" != b"a", "ab" > "a")
print(str.upper("abc"), list(map(str.strip, [" a ", "b "])), "abc".__len__(), "abc".__contains__("b"), "abc".__getitem__(1), "a".__add__("b"), "a".__mul__(3), "abc".__iter__().__next__(), "a".__lt__("b"), "a".__eq__(1))
it = iter("añb")
print(next(it), next(it), list(it), list(it), next(it, "end"))
print(hash("") == hash(""), hash("abc") == hash("ab" + "c"), len("\r\n"), "%s" "%s" % (1, 2))
x = "abc"
a, b, c = x
print(a, b, c, [*x], (*x, 1), {**{ch: ord(ch) for ch in x}}, dict(zip(x, range(3))), "".join(sorted(set("mississippi"))))
print("a".__class__, str.__mro__, str.__name__, str.__module__, type("").__qualname__)
class S(str):
    def __repr__(self):
        return "S(" + super().__repr__() + ")"
    def shout(self):
        return S(self.upper() + "!")
s = S("hey")
print(s, repr(s), s.shout(), [s], s == "hey", {"hey": 1}[s], len(s), type(s + "x"), type(s[:]), type(s.lower()), isinstance(s, str), type(str(s)), f"{s}", f"{s!r}", "%s" % s, "-".join([s, s]))
