# int() of texts around the powers of two where a word ends.
for bits in (60, 61, 62, 63, 64, 65, 128):
    for d in range(-12, 13):
        n = (1 << bits) + d
        for base, text in ((10, str(n)), (16, hex(n)), (2, bin(n)), (8, oct(n)), (0, hex(n))):
            assert int(text, base) == n, (text, base)
            assert int("-" + text, base) == -n, (text, base)
        assert eval(str(n)) == n


def digits(n, base):
    s = ""
    while n:
        n, d = divmod(n, base)
        s = "0123456789abcdefghijklmnopqrstuvwxyz"[d] + s
    return s


for base in range(2, 37):
    for bits in (62, 63, 64, 65):
        for d in range(-40, 41):
            n = (1 << bits) + d
            assert int(digits(n, base), base) == n, (n, base)
            assert int("_".join(digits(n, base)), base) == n, (n, base)
print(int("18446744073709551616"), int("18446744073709551625"), int("-18446744073709551616"))
