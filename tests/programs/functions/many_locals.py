# Functions with many locals, constants, names and long bodies.
def build(n):
    lines = ["def f(" + ", ".join(f"a{i}={i}" for i in range(n)) + "):"]
    for i in range(n):
        lines.append(f"    v{i} = a{i} * {i + 1000} + {f'v{i - 1}' if i else 0}")
    lines.append("    return " + " + ".join(f"v{i}" for i in range(n)))
    return "\n".join(lines)


for n in (5, 100, 300, 700):
    ns = {}
    exec(build(n), ns)
    print(n, ns["f"](), ns["f"](1, 2, 3), ns["f"](*range(n)), ns["f"](a3=7))
src = "x = [" + ", ".join(str(i * i) for i in range(5000)) + "]"
ns = {}
exec(src, ns)
print(len(ns["x"]), sum(ns["x"]))
src = "\n".join(f"y{i} = {i}.5" for i in range(3000)) + "\ntotal = " + " + ".join(f"y{i}" for i in range(0, 3000, 10))
exec(src, ns)
print(ns["total"])
src = "d = {" + ", ".join(f"'k{i}': {i}" for i in range(2000)) + "}"
exec(src, ns)
print(len(ns["d"]), ns["d"]["k1999"])
src = "def g(x):\n" + "".join(f"    if x == {i}:\n        return 'r{i}'\n" for i in range(1000)) + "    return None"
exec(src, ns)
print(ns["g"](0), ns["g"](999), ns["g"](1000))
src = "def h(x):\n    while x:\n" + "        x += 1\n        x -= 1\n" * 2000 + "        x -= 1\n    return x"
exec(src, ns)
print(ns["h"](3))
print(eval("f(" + ", ".join(["1"] * 400) + ")", {"f": lambda *a: sum(a)}))
