# eval, exec, compile, globals, locals.
print(eval("1 + 2 * 3"), eval(" [x for x in range(3)] "), eval("a * b", {"a": 3, "b": 4}), eval("a", {"a": 1}, {"a": 2}), eval("(lambda x: x + 1)(5)"), eval("x if (x := 5) else 0"), eval(compile("2 ** 8", "<c>", "eval")), eval(b"1+1"), eval("\t 5"))
ns = {}
exec("a = 1\nb = a + 1\ndef f(n): return n + b", ns)
print(ns["a"], ns["b"], ns["f"](10), exec("pass"), exec("q = 1", {}))
exec("for i in range(3):\n    total = i * 10", ns)
print(ns["i"], ns["total"])
code = compile("x = 5\ny = x * 2\n", "<mine>", "exec")
d = {}
exec(code, d)
print(d["y"], type(code).__name__, code.co_filename, code.co_name, code.co_names)
exec(compile("1 + 1", "<s>", "single"))
exec(compile("'shown'\n", "<s>", "single"))
exec(compile("None\n", "<s>", "single"))
loc = {}
exec("inner = outer_value + 1", {"outer_value": 41}, loc)
print(loc)


def f(a):
    b = 2
    exec("b = 99")
    return a, b, eval("a + b"), sorted(locals()), "a" in locals()


print(f(1))


def g():
    x = 1
    d = locals()
    x = 2
    return d["x"], locals()["x"], d is locals()


print(g())
print(eval("[__name__, __builtins__ is not None]"), globals()["__name__"], "f" in globals(), locals() is globals())
for src in ("1 +", "x = 1", "", "   ", "1; 2", "import sys", "(", "'a", "1 2", "a b", "def f(): pass", "undefined_x", "1/0", "yield 1", "return", "\x00", "f(", "{1:}", "[1,", "lambda", "not", "1 if 2", "*a", "x:=1", "await z", "a.", "a..b", "1.a", "0777", "'\\x'", "for", "é +", "$"):
    try:
        print(eval(src))
    except Exception as e:
        print(repr(src), type(e).__name__, e)
for f in (lambda: eval(5), lambda: eval("a", {}), lambda: exec("x", 5), lambda: compile("1", "f", "bad"), lambda: compile("1"), lambda: eval(), lambda: exec("raise KeyError('k')"), lambda: eval("1", {}, 5), lambda: exec(None), lambda: compile("x = 1", "f", "eval")):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
fns = {}
for op in "+-*":
    exec(f"def op(a, b):\n    return a {op} b", fns)
    print(op, fns["op"](7, 3), end="; ")
print()
exec("class Made:\n    v = 5\n    def get(self):\n        return self.v + Made.v", ns)
print(ns["Made"]().get(), ns["Made"].__module__)
