# and, or, xor, invert on negatives and bigints.
values = [0, 1, -1, 6, -6, 255, -256, 2**31 - 1, -2**31, 2**62, -2**62, 2**63, -2**63, 2**64 - 1, -2**64, 2**100 + 5, -2**100 - 5]
for a in values:
    print(a, [a & b for b in values])
    print(a, [a | b for b in values])
    print(a, [a ^ b for b in values])
    print(~a, ~~a == a)
print(True & False, True | False, True ^ True, True & 3, ~0, True << 3)
print(type(True & True), type(True & 1))
x = 0b1010
x &= 0b0110
x |= 0b10000
x ^= 1
print(bin(x))
for f in (lambda: 1 & 1.0, lambda: "a" | 1, lambda: ~1.5, lambda: None ^ 1):
    try:
        f()
    except TypeError as e:
        print(e)
