# abs, divmod, pow, round, sum, min, max, bin, hex, oct.
print(abs(-5), abs(5.5), abs(-2**70), abs(True), divmod(17, 5), divmod(-17, 5), divmod(17.5, 5), pow(2, 10), pow(2, -1), pow(7, 2, 5), round(2.567, 2), round(5), round(-0.5), round(1e300))
print(bin(10), bin(-10), bin(0), hex(255), hex(-255), oct(8), oct(-8), bin(2**70), hex(True))
print(min(3, 1, 2), max([3, 1, 2]), min("b", "a"), max("hello"), min([], default="d"), max([1, -5, 3], key=abs), min([(1, "b"), (1, "a")]), max(1, 1.0), max(1.0, 1), min([[2], [1]]), max({"a": 1, "b": 2}, key=lambda k: -ord(k)), max([1], [2], key=len), min(5, *[3, 4]))
print(sum([1, 2, 3]), sum([], 10), sum(range(101)), sum([0.5] * 3), sum([[1], [2]], []), sum([2**62, 2**62]), sum((1, 2), start=5), sum([True, True]), sum({1: 2, 3: 4}), sum(x for x in [1.5, 2]))
print(int("5") + float("1.5"), complex(1, 2), bool([]), all([]), any([]), all([1, 0]), any([0, 1]), all("ab"), any(x > 2 for x in range(5)))
for f in (lambda: abs("a"), lambda: abs(), lambda: divmod(1), lambda: divmod("a", 1), lambda: pow(1), lambda: round(), lambda: bin(1.5), lambda: hex("a"), lambda: oct(None), lambda: min(), lambda: min([]), lambda: max(5), lambda: min(1, "a"), lambda: max([], key=len), lambda: min(1, 2, default=0), lambda: max(1, 2, foo=3), lambda: sum([1, "a"]), lambda: sum(["a"], "b"), lambda: all(5), lambda: any(None), lambda: round("a"), lambda: max([1, None]), lambda: sum([[]]), lambda: min([1], key=5), lambda: abs(1, 2), lambda: pow("a", "b"), lambda: all(), lambda: sum(5)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
