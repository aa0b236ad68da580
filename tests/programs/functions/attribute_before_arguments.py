# The attribute of a call is looked up before the arguments are evaluated.
class Traced:
    def __getattr__(self, name):
        print("get", name)
        return print


def arg(x):
    print("arg", x)
    return x


Traced().m(arg(1))
Traced().m(arg(1), k=arg(2)) if False else Traced().m(arg(1), arg(2))
for o in (5, None, "s", [], Traced):
    try:
        o.nothing(arg(3))
    except AttributeError as e:
        print(e)


class Rebound:
    def f(self, x):
        return "old"


def rebind():
    Rebound.f = lambda self, x: "new"


print(Rebound().f(rebind()), Rebound().f(rebind()))
