# Format specifications on ints.
for spec in ("", "d", "5d", "<5d", "^7d", "=+7d", "05d", "+d", " d", ",", "_", "x", "#x", "X", "#X", "o", "#o", "b", "#b", "#010x", "_x", "_b", "*^12,d", "c", "e", ".3e", "f", ".2f", "g", "%", ".1%", "n", "08b", "+,d", "z.1f", "010,d", "#_b", ">+10", "=10"):
    out = []
    for n in (0, 42, -42, 1234567, 65):
        try:
            out.append(format(n, spec))
        except Exception as e:
            out.append(f"{type(e).__name__}: {e}")
    print(repr(spec), out)
print(format(2**70, ","), format(-2**70, "_x"), format(2**70, "e"), format(True), format(True, "d"), format(False, "5"))
for spec in ("s", "10.2d", ",x", ".3", "zz", "ccc", "+c", "#c", ",_", "_,", "10q", "<<<", "{}"):
    try:
        print(repr(spec), format(7, spec))
    except ValueError as e:
        print(repr(spec), e)
try:
    format(-1, "c")
except OverflowError as e:
    print(e)
print("%d %5d|%-5d|%05d %+d % d %i %u" % (1, 2, 3, 4, 5, 6, 7, 8))
print("%x %X %#x %o %#o %c %c" % (255, 255, 255, 8, 8, 65, "z"))
print("%.5d|%8.5d|%-8.5d|%+.3d" % (42, 42, 42, 7))
