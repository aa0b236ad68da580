# Format specifications on floats.
vals = (0.0, -0.0, 1.0, 3.14159, -2.5, 1234567.891, 1e-7, 1.5e300, float("inf"), float("-inf"), float("nan"))
for spec in ("", "f", ".2f", ".0f", "#.0f", "e", ".3e", "E", "g", ".3g", "#.3g", "G", "%", ".1%", "10.2f", "<10.2f", "^10.2f", "+.2f", " .2f", "010.2f", "=+10.1f", ",.2f", "_.2f", "*>12.3e", ".10", ".3", "n", "z.0f", "+z.1f", "F", "012,.1f", ".15g", ".17g", "r"):
    out = []
    for v in vals:
        try:
            out.append(format(v, spec))
        except ValueError as e:
            out.append(str(e))
    print(repr(spec), out)
print("%f %.2f %10.3f|%-10.1f|%+.1f %e %.2E %g %G %r %s" % (1.5, 2.345, 3.14159, 2.5, 3.5, 12345.678, 0.00012, 1e-10, 1e20, 0.1, 1e16))
print("%5.1f%% %.0f %.0f %.0f %#.0f" % (99.5, 0.5, 1.5, 2.5, 3.0))
print("%f %e %g %5f" % (float("inf"), float("nan"), float("-inf"), float("nan")))
print(f"{2.5:.0f} {3.5:.0f} {0.125:.2f} {0.375:.2f} {1e23:.0f} {123456789.0:,} {1e-5:.7f} {5e-324:.3g}")
print(format(0.1, ".55f"), format(1e22, ".1f"), format(2.0**-1074, ".3e"))
for spec in ("d", "x", "s", "c", ".-1f", "b", ",n"):
    try:
        print(format(1.5, spec))
    except ValueError as e:
        print(e)
