# find, index, count, replace, startswith, strip and others.
s = "abracadabra"
print(s.find("a"), s.find("a", 1), s.find("bra", 2), s.find("x"), s.rfind("a"), s.rfind("bra", 0, 5), s.find(""), s.find("", 20), s.find("a", -3), s.find("", 11), s.rfind(""), s.find("a", None, None))
print(s.index("c"), s.rindex("b"), s.count("a"), s.count("abra"), s.count(""), s.count("a", 3, 8), "aaaa".count("aa"), "漢字漢".count("漢"))
print(s.replace("a", "A"), s.replace("a", "", 2), s.replace("", "-"), s.replace("abra", "X", 1), s.replace("x", "y"), s.replace("a", "b", 0), "".replace("", "x"), s.replace("a", "é", count=1))
print(s.startswith("abr"), s.startswith(("x", "a")), s.startswith("bra", 1), s.endswith("bra"), s.endswith(("x", "y")), s.startswith(""), s.endswith("a", 0, -1), s.startswith((), 2))
print("  x ".strip() + "|", "  x ".lstrip() + "|", "  x ".rstrip() + "|", "xyabcyx".strip("xy"), "xyabc".lstrip("yx"), "abc".rstrip("c"), "abc".strip(""), "\u3000x\u00a0".strip(), "abc".strip(None))
print("prefix-x".removeprefix("prefix-"), "x.py".removesuffix(".py"), "abc".removeprefix("b"), "abc".removesuffix(""))
print("ab".center(7, "*"), "ab".ljust(5) + "|", "ab".rjust(5, "."), "ab".zfill(5), "-5".zfill(4), "+".zfill(3), "abc".center(6, "-"), "abcd".center(7, "-"), "abc".zfill(2), "é".rjust(3, "漢"))
print("a\tbc\td".expandtabs(), "a\tb".expandtabs(4), "a\tb".expandtabs(0), "\t\n\tx".expandtabs(2))
print("abc".translate({97: "X", 98: None, 99: 0x64}), str.maketrans("abc", "xyz", "d"), "abcd".translate(str.maketrans("abc", "xyz", "d")), str.maketrans({"a": 1, 98: "q"}))
for f in (lambda: s.index("x"), lambda: s.rindex("x"), lambda: s.find(1), lambda: s.startswith(1), lambda: s.startswith(["a"]), lambda: s.replace("a"), lambda: s.center(5, "ab"), lambda: s.strip(1), lambda: s.count(),
          lambda: str.maketrans("ab", "c"), lambda: str.maketrans({"ab": 1}), lambda: str.maketrans(1), lambda: s.endswith((1,)), lambda: "a".zfill("x"), lambda: s.nope, lambda: s.replace(1, "a"), lambda: "abc".translate({97: 10**10})):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
