# split, rsplit, splitlines, partition, join.
s = "  a b  c\td\n e "
print(s.split(), s.split(" "), s.split(None, 2), s.rsplit(None, 2), s.split(" ", 1), s.rsplit(" ", 1))
print("a,b,,c".split(","), "a,b,,c".split(",", -1), ",".split(","), "".split(","), "".split(), "abc".split("abc"), "aXXbXXc".split("XX", 1), "aaa".split("aa"), "aaa".rsplit("aa"))
print("a b c".split(sep=" ", maxsplit=1), "a b c".rsplit(maxsplit=1), "a\u3000b\u00a0c".split())
print("a\nb\r\nc\rd\x0be\x0cf\x1cg\x85h\u2028i".splitlines(), "a\n\nb\n".splitlines(True), "".splitlines(), "\n".splitlines(), "a\nb".splitlines(keepends=True))
print("a=b=c".partition("="), "a=b=c".rpartition("="), "abc".partition("x"), "abc".rpartition("x"))
print(",".join(["a", "b"]), "".join([]), "-".join("abc"), ", ".join(x for x in ("1", "2")), "x".join(["only"]), "é".join(("a", "漢")))
for f in (lambda: "a".split(""), lambda: "a".partition(""), lambda: "a".split(1), lambda: ",".join([1]), lambda: ",".join(["a", None]), lambda: ",".join(3), lambda: "a".rsplit(""), lambda: "a".split(",", "x"), lambda: "a".partition(None)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
