# The % operator.
print("%s %r %d %5s|%-5s|%.2s|%%" % ("a", "b", 3, "c", "d", "efg"))
print("%(a)s %(b)05d %(a)r" % {"a": "x", "b": 42}, "%s" % (1,), "%s" % ((1, 2),), "%s" % [1, 2], "%s" % {"a": 1}, "no args" % (), "x" % {})
print("%*d|%-*d|%.*f|%*.*f" % (5, 42, 5, 42, 2, 3.14159, 8, 3, 2.71828))
print("%c%c" % (97, "b"), "%5c|%-3c|" % ("x", 65), "%x %X %o" % (255, 255, 8), "%#x %#o" % (255, 8), "%e" % 12345.678, "%s %s" % (None, True))
print("%d" % 3.99, "%d" % True, "%i" % -2.5, "%ld %hd" % (1, 2), "%5.3d" % 7, "% d" % 5, "%+d" % 0, "%05s" % "a", "%-05d|" % 3, "%d" % 10**30, "%s" % 10**20, "%x" % -255)
for f in (lambda: "%d" % "a", lambda: "%s %s" % "a", lambda: "%s" % (1, 2), lambda: "%d %d" % (1,), lambda: "%(a)s" % {}, lambda: "%(a)s" % 1, lambda: "%q" % 1, lambda: "%" % 1, lambda: "%x" % 1.5, lambda: "%c" % "ab",
          lambda: "%c" % -1, lambda: "%f" % "x", lambda: "%(a" % {}, lambda: "%*d" % ("a", 1), lambda: "%c" % 1.5, lambda: "a" % 1, lambda: "%d" % None, lambda: "%z" % 2, lambda: "%.1" % 1, lambda: "%d" % 1j, lambda: "%c" % 0x110000, lambda: "%o" % "8"):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
