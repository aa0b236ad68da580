# Methods and attributes of int.
for n in (0, 1, -1, 255, 256, -256, 2**31, 2**62, 2**63, 2**64, -2**64, 10**30):
    print(n, n.bit_length(), n.bit_count(), n.conjugate(), n.numerator, n.denominator, n.real, n.imag, n.is_integer(), n.as_integer_ratio())
print((1000).to_bytes(2, "big"), (1000).to_bytes(4, "little"), (-1).to_bytes(3, "big", signed=True), (0).to_bytes(0, "big"))
print((255).to_bytes(), (2**64).to_bytes(9, "big"), (-2**63).to_bytes(8, "little", signed=True))
print(int.from_bytes(b"\x01\x00"), int.from_bytes(b"\x01\x00", "little"), int.from_bytes(b"\xff\xfe", "big", signed=True), int.from_bytes(b""),
      int.from_bytes([1, 2, 3]), int.from_bytes(b"\xff" * 9, "little"))
for f in (lambda: (256).to_bytes(1), lambda: (-1).to_bytes(1), lambda: (128).to_bytes(1, signed=True), lambda: (1).to_bytes(1, "middle"),
          lambda: (1).to_bytes(-1), lambda: int.from_bytes([256]), lambda: int.from_bytes("a"), lambda: (1).foo, lambda: (2**70).to_bytes(8)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print((5).__add__(3), (5).__add__(2.0), (5).__truediv__(2), (5).__rsub__(3), (-7).__floordiv__(2), (5).__eq__("5"), (7).__divmod__(2))
print((5).__bool__(), (0).__bool__(), (5).__index__(), (3).__neg__(), (3).__lshift__(70), (3).__hash__(), (-1).__hash__())
print(hash(2**61 - 1), hash(2**61), hash(2**61 - 2), hash(-2**61), hash(2**100), hash(-2**100 + 1))
print(round(1234, -2), round(1250, -2), round(1350, -2), round(-1250, -2), round(15, -1), round(25, -1), round(7, 3), round(10**30 + 5, -1), round(55, -5))
print(int.__name__, int.__mro__, (1).__class__, (1).__doc__ is None)
