# Global, local, class and comprehension scopes; UnboundLocalError and NameError texts.
x = 1


def read():
    return x


def local():
    x = 2
    return x


def glob():
    global x, fresh
    x = 3
    fresh = "new"


print(read(), local(), x)
glob()
print(x, read(), fresh)


def unbound():
    print(x)
    x = 1


def unbound_del():
    y = 1
    del y
    return y


def unbound_aug():
    x += 1


def branch(c):
    if c:
        z = 1
    return z


def loop():
    for q in []:
        pass
    return q


def handler():
    try:
        1 / 0
    except ZeroDivisionError as err:
        pass
    return err


def free():
    def g():
        return w
    g()
    w = 1


def misspelt():
    counter = 1
    return countr


def name_del():
    del nothing_here


for f in (unbound, unbound_del, unbound_aug, lambda: branch(0), loop, handler, free, misspelt, name_del, lambda: undefined, lambda: prnt):
    try:
        f()
    except NameError as e:
        print(type(e).__name__, e, e.name if type(e) is NameError else "")


class C:
    x = "class"
    y = x
    z = [x for _ in "a"]

    def m(self):
        return x

    global in_class
    in_class = 5


print(C.y, C.z, C().m(), in_class)
print([x for x in range(3)], x, {x: 1 for x in "ab"}, x)
print([y := 5, y], y)
if False:
    never = 1
try:
    never
except NameError as e:
    print(e)
del x
try:
    x
except NameError as e:
    print(e)
print(sorted(k for k in globals() if len(k) == 1), "read" in globals(), globals() is globals())


def loc(a, b=2):
    c = a + b
    d = [i for i in range(2)]
    return locals()


print(loc(1))
print = print
len = lambda x: "shadowed"
print(len([1]))
del len
print(len([1]))
globals()["dynamic"] = 7
print(dynamic)
exec("made = dynamic + 1")
print(made, eval("made * 2"), eval("a + b", {"a": 1, "b": 2}), eval("a", {"a": 1}, {"a": "local"}))
ns = {}
exec("def f(x):\n    return x + k\nk = 10\nr = f(1)", ns)
print(ns["r"], ns["f"](5), "__builtins__" in ns)
