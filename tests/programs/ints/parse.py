# int() and its errors.
good = ["0", "  42\n", "-17", "+5", "1_000_000", "007", "١٢٣", "９９", "-0", "12345678901234567890123"]
for s in good:
    print(repr(s), int(s))
for s, b in [("ff", 16), ("0xff", 16), ("0XFF", 0), ("0b101", 0), ("0o17", 0), ("0b101", 2), ("z", 36), ("-Zz", 36),
             ("1_0", 2), ("0x_ff", 0), ("0", 0), ("00", 0), ("777", 8), ("10", 7), ("b1", 16)]:
    print(repr(s), b, int(s, b))
for f in (lambda: int(""), lambda: int("abc"), lambda: int("1__0"), lambda: int("_1"), lambda: int("1_"), lambda: int("1.5"),
          lambda: int("012", 0), lambda: int("2", 2), lambda: int("1", 1), lambda: int("1", 37), lambda: int(None),
          lambda: int([1]), lambda: int(1.5, 10), lambda: int("0x", 16), lambda: int(" "), lambda: int("- 1"), lambda: int("é"),
          lambda: int(float("inf")), lambda: int(float("nan")), lambda: int(b"zz"), lambda: int("9" * 30 + "x"), lambda: int("1", "2"),
          lambda: int(1j), lambda: int(x="1"), lambda: int("1", 10, 3), lambda: int(base=10)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(int(), int(3.99), int(-3.99), int(1e20), int(True), int(b"12"), int(bytearray(b"-7")), int("1", base=10))


class I:
    def __int__(self):
        return 7


class X:
    def __index__(self):
        return 9


class Bad:
    def __int__(self):
        return "no"


print(int(I()), int(X()))
try:
    int(Bad())
except TypeError as e:
    print(e)
