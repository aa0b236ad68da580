# difftest: exit=0
# print in all its forms, stderr and stdout; input at the end of input.
import sys
print()
print(1, "a", None, 2.5, [1, "b"], sep="-")
print("a", "b", sep="", end="!\n")
print("x", end="")
print("y", end="\n\n")
print("a", "b", sep=None, end=None)
print("to stderr", file=sys.stderr)
print("flush", flush=True)
print(*range(5), sep=", ")
print("multi\nline", "tab\t.", "uni é漢😀")


class W:
    def __init__(self):
        self.parts = []

    def write(self, s):
        self.parts.append(s)


w = W()
print("a", 1, sep="|", file=w)
print(w.parts)
sys.stdout.write("written\n")
sys.stdout.flush()
sys.stderr.write("err written\n")
old = sys.stdout
sys.stdout = w
print("captured")
sys.stdout = old
print(w.parts)
for f in (lambda: print(1, sep=5), lambda: print(1, end=5), lambda: print(1, file=5), lambda: print(1, foo=2), lambda: input(), lambda: input("prompt> "), lambda: sys.stdout.write(5)):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)
print(sys.stdin.read() == "", sys.stdout.write("abc\n"))
