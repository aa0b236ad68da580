# Context managers: order, suppression, errors on the way in and out.
class CM:
    def __init__(self, name, suppress=False, fail_enter=False, fail_exit=False):
        self.name, self.suppress, self.fail_enter, self.fail_exit = name, suppress, fail_enter, fail_exit

    def __enter__(self):
        print("enter", self.name)
        if self.fail_enter:
            raise RuntimeError("enter " + self.name)
        return self.name.upper()

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__, value, tb is not None)
        if self.fail_exit:
            raise OSError("exit " + self.name)
        return self.suppress


with CM("a") as a, CM("b") as b:
    print(a, b)
with (CM("p") as p, CM("q")):
    print(p)
with CM("s", suppress=True):
    raise ValueError("hidden")
print("after")


def f():
    with CM("ret"):
        return "value"


print(f())
for i in range(3):
    with CM(str(i)):
        if i == 1:
            continue
        if i == 2:
            break
for args in (dict(fail_enter=True), dict(fail_exit=True)):
    try:
        with CM("outer"), CM("x", **args):
            print("body")
            raise KeyError("body")
    except Exception as e:
        print(repr(e), repr(e.__context__))


class NoExit:
    def __enter__(self):
        return self


class NoEnter:
    def __exit__(self, *args):
        pass


for c in (NoExit, NoEnter, int):
    try:
        with c():
            print("unreachable")
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
x = [0]
with CM("target") as x[0]:
    pass
print(x)
with CM("tuple") as (t1, t2, *t3):
    print(t1, t2, t3)


def g():
    with CM("gen"):
        yield 1
        yield 2


it = g()
print(next(it))
it.close()
