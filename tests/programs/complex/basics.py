# Complex numbers.
z = 3 + 4j
print(z, repr(z), abs(z), z.real, z.imag, z.conjugate(), -z, +z, z + 1, 1 - z, z * 2, z * z, z / 2, z / (1 - 1j), z ** 2, z ** 0, z ** -1, 2 ** 1j == 2 ** 1j)
print(1j, -1j, 0j, -0j, complex(-0.0, 1), complex(0, -0.0), complex(1, float("nan")), complex(float("inf"), -1), 1e20j, 1.5j, -1 - 0j)
for s in ("1", "1+2j", " 1-2j ", "j", "-j", "(1+2j)", "1e3j", "inf+nanj", "+1.5j", "1_0+2j"):
    print(repr(s), complex(s))
for f in (lambda: complex("1 + 2j"), lambda: complex(""), lambda: complex("a"), lambda: complex("1", 2), lambda: complex(1, "2"), lambda: complex(None), lambda: z < z, lambda: z // 1,
          lambda: z % 1, lambda: divmod(z, 1), lambda: int(z), lambda: float(z), lambda: z / 0, lambda: 0j ** -1, lambda: complex([]), lambda: round(z), lambda: 0j ** 1j, lambda: pow(z, 2, 3)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(z == 3 + 4j, z != 3, 3 + 0j == 3, 3 + 0j == 3.0, hash(3 + 0j) == hash(3), bool(0j), bool(1j), z is z, {1: "a"}[1 + 0j])
print(complex(), complex(1), complex(1, 2), complex(real=1, imag=2), complex(True, 2.5), complex("1"))
print(f"{z}", f"{z:.2f}", f"{z:+.1e}", f"{z:>12}", "%s" % z, f"{1.5j:g}", f"{1j!r}", format(z, ""))
try:
    format(z, "=20")
except ValueError as e:
    print(e)
z += 1
z *= 1j
z -= 2
z /= 2
print(z)
print((1 + 2j) * (3 - 1j), (1 + 2j) + 3.5, 2.5 - (1 + 2j), (2 + 0j) ** 3, (1j) ** 2, (1 + 1j) ** 5)


class C:
    def __complex__(self):
        return 2 + 3j


print(complex(C()), complex.__mro__, sum([1j, 2, 3.5]), (1j).__add__("a"))
