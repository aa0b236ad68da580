# str.format and format_map.
print("{} {} {}".format(1, "a", None), "{0} {1} {0}".format("x", "y"), "{a} {b}".format(a=1, b=2), "{{}} {{{}}}".format(1), "{0[1]} {0[0]}".format([10, 20]), "{d[key]} {d[0]}".format(d={"key": "v", 0: "zero"}))
print("{0.real} {0.imag}".format(3), "{:>5}|{:<5}|{:^5}|{:*^7}".format("a", "b", "c", "d"), "{:{w}.{p}f}".format(3.14159, w=8, p=2), "{!r:>6}|{!s:<4}|".format("a", "b"), "{:{}}|".format("x", 5), "{0:{1}{2}}|".format("x", ">", 4))
print("{:s} {:d} {:x} {:,} {:%}".format("s", 5, 255, 1234567, 0.25), "{:.3}".format("abcdef"), "{:5}|{:5}|".format(1, "a"), "{:05}|{:=+5}".format(-3, 4), "{:10.3s}|".format("abcdef"))
print("{x.y.z}".format(x=type("X", (), {"y": type("Y", (), {"z": 9})})), "{0[a b]}".format({"a b": 1}), "{a}".format_map({"a": 5}))


class D(dict):
    def __missing__(self, key):
        return "<" + key + ">"


class P:
    def __format__(self, spec):
        return "P(" + spec + ")"

    def __str__(self):
        return "str"

    def __repr__(self):
        return "rep"


print("{a} {b}".format_map(D(a=1)), "{} {:abc} {!s} {!r:>5}".format(P(), P(), P(), P()), format(P(), "q"), format(P()))
for f in (lambda: "{}".format(), lambda: "{1}".format(0), lambda: "{a}".format(), lambda: "{} {0}".format(1), lambda: "{0} {}".format(1), lambda: "{".format(), lambda: "}".format(), lambda: "{!x}".format(1), lambda: "{:d}".format("a"),
          lambda: "{0.nope}".format(1), lambda: "{0[5]}".format([1]), lambda: "{0[a]}".format([1]), lambda: "{0[".format(1), lambda: "{:10}".format(None), lambda: "{:x}".format([1]), lambda: "{!}".format(1), lambda: "{0!r".format(1), lambda: "{:s}".format(1), lambda: "{a.}".format(a=1), lambda: "{:{}}".format(1), lambda: "{0[]}".format([1]), lambda: format(1, 2), lambda: format("a", "=5"), lambda: format("a", ","), lambda: format("a", "+"), lambda: "{[0}".format([1]), lambda: "{:.{x}}".format("a", x="b")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
for spec in ("", "10", "<10", ">10", "^11", "*^11", ".2", "5.2", "s", "010", "é^9", "0<5"):
    print(repr(spec), repr(format("héé", spec)))
