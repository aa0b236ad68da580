# Methods of float, parsing, hex.
for x in (0.0, -0.0, 1.0, -1.5, 0.1, 1e100, 5e-324, 3.0):
    print(x, x.hex(), float.fromhex(x.hex()) == x, x.as_integer_ratio(), x.is_integer(), x.conjugate(), x.real, x.imag)
for s in ("0x1p3", "0x.8", "-0x1.8p-2", "1.5", "inf", "nan", "0x1.fffffffffffffp1023", " 0x1 "):
    print(s, float.fromhex(s))
for s in ("1", " 1.5 ", "1e5", "-1E-3", ".5", "5.", "1_000.5", "١.٥", "+1.0", "1e400", "-1e400", "1e-400", "0.1e1", "infinity"):
    print(repr(s), float(s))
for f in (lambda: float(""), lambda: float("abc"), lambda: float("1__0"), lambda: float("1e"), lambda: float("."), lambda: float(None), lambda: float([]),
          lambda: float("0x1p3"), lambda: float.fromhex("zz"), lambda: float.fromhex("0x1p2000"), lambda: float("1 2"), lambda: float(1j), lambda: float(1, 2), lambda: float(b"x")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(float(), float(3), float(True), float(b"2.5"), float(2**80), float("1" * 400))
print(hash(0.5), hash(1.5), hash(-0.0), hash(1e300), hash(0.1), hash(-2.0))
print((1.5).__add__(2), (1.5).__add__("a"), (2.0).__pow__(3), (1.5).__trunc__(), (1.5).__floor__(), (1.5).__ceil__(), (7.5).__divmod__(2))
print(1.5 .__class__, float.__mro__, (2.5).__int__(), float.from_number(3))


class F:
    def __float__(self):
        return 2.5


class I:
    def __index__(self):
        return 4


class B:
    def __float__(self):
        return 1


print(float(F()), float(I()))
try:
    float(B())
except TypeError as e:
    print(e)
