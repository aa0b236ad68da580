# bytes: construction, methods, errors.
b = b"abracadabra"
print(b[0], b[-1], b[1:4], b[::-1], b * 2, b + b"!", len(b), list(b[:3]), b"ra" in b, 97 in b, b.find(b"c"), b.find(99), b.count(b"a"), b.count(97), b.index(b"d"), b.rfind(b"a"))
print(b.upper(), b.title(), b.replace(b"a", b"-"), b.split(b"a"), b.partition(b"c"), b.startswith(b"ab"), b.endswith((b"x", b"a")), b" x ".strip(), b"xax".strip(b"x"), b"a\nb".splitlines(), b",".join([b"a", bytearray(b"b")]), b.center(15, b"*"), b"7".zfill(3), b"a\tb".expandtabs(4), b"Ab".swapcase(), b"ab".capitalize())
print(b.hex(), b.hex(":"), b.hex("-", 4), b.hex("-", -4), bytes.fromhex("61 62\n63"), b.decode(), b.translate(bytes(range(256)), b"a"), bytes.maketrans(b"ab", b"xy")[97:99], b"abc".translate(bytes.maketrans(b"ab", b"xy")), b"abc".removeprefix(b"a"), b"1".isdigit(), b"ab".isalpha(), b"".isalnum(), b"A".isupper(), b" ".isspace(), b"\x80".isascii())
print(bytes(), bytes(3), bytes([1, 2, 255]), bytes(b"x"), bytes(bytearray(b"y")), bytes(range(5)), bytes("é", "utf-8"), bytes(memoryview(b"mv")), bytes((x for x in (1, 2))), bytes(True))
print(b"%d %s %x %r %a %c %b %5.1f" % (1, b"s", 255, "r", "é", 65, b"b", 2.5), b"%(a)s" % {b"a": b"v"}, b"%5s|%-5s|" % (b"a", b"b"))
print(b"a" < b"b", b"a" == "a", b"a" == bytearray(b"a"), hash(b"a") == hash(b"a"), sorted([b"b", b"a"]), max(b"abc"), b"" or "empty", repr(b"\t\n\r\\'\x00\x7f\xff"), str(b"q"), {b"k": 1}[b"k"])


class B:
    def __bytes__(self):
        return b"from B"


print(bytes(B()))
for f in (lambda: b[20], lambda: bytes(-1), lambda: bytes([256]), lambda: bytes(["a"]), lambda: bytes("a"), lambda: bytes(1.5), lambda: b + "a", lambda: b"a" in "a", lambda: "a" in b"a", lambda: b.index(b"z"), lambda: 256 in b, lambda: b.find(300), lambda: b"".join(["a"]), lambda: b.split(b""), lambda: bytes.fromhex("6"), lambda: bytes.fromhex("zz"), lambda: b"%d" % "a", lambda: b"%s" % "a", lambda: b.hex("ab"), lambda: b < "a", lambda: bytes(1, "a"), lambda: b["a"], lambda: b.replace("a", b"b"), lambda: bytes([-1]), lambda: bytes(None), lambda: b.center(3, "x"), lambda: b.startswith("a")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
