# difftest: exit=1
def f(a, b):
    return a.upper() + b.lower().strip(1, 2)


value = f("x", "y") + f("a", "b")
