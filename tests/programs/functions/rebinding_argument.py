# An argument with a call in it may change what the method's name means: the
# call that is under way has looked it up already. In loops, so that the caches
# of instructions are warm when the change comes.
import math


class Counter:
    def __init__(self):
        self.log = []

    def note(self, x, y=0):
        self.log.append((x, y))
        return self


def first(self, x, y=0):
    self.log.append(("first", x, y))
    return self


def same(x):
    return x


def change(c, f, x):
    if f is None:
        if "note" in vars(c):
            del c.note
    elif x % 2:
        type(c).note = f
    else:
        c.note = lambda x, y=0: f(c, x, y)
    return x


original = Counter.note
c = Counter()
for i in range(12):
    c.note(change(c, first if i in (3, 4, 7) else None, i), same(-i)).note(i)
    if i == 9:
        Counter.note = original
print(c.log)


class Other(Counter):
    def note(self, x, y=0):
        return "other"


# Receivers of several classes at one call, with too few and too many arguments, defaults, keywords.
results = []
for i in range(20):
    o = [Counter, Other, list, str][i % 4]()
    try:
        results.append(o.note(same(i), same(2)) == "other")
    except AttributeError as e:
        results.append(str(e))
    try:
        o.note(same(1), same(2), same(3))
    except (TypeError, AttributeError) as e:
        results.append(type(e).__name__)
    try:
        o.note(y=same(1))
    except (TypeError, AttributeError) as e:
        results.append(str(e))
print(*results[:12], sep="\n")
print(results[12:24] == results[:12])

# What the lookup finds need not be a method.
class Odd:
    static = staticmethod(lambda *a: ("static", a))
    cls = classmethod(lambda cls, *a: (cls.__name__, a))
    plain = print
    kind = int
    partial = same

    def __init__(self):
        self.own = lambda *a: ("own", a)

    def __getattr__(self, name):
        return lambda *a: (name, a)


odd = Odd()
for i in range(3):
    print(odd.static(same(1)), odd.cls(same(2), i), odd.kind(same("7")), odd.own(same(3)), odd.anything(same(4)), odd.partial() is odd)
    odd.plain(same("printed"), i)
    print(math.floor(same(2.5)), math.gcd(same(12), 18), "-".join(map(str, range(3))), [3, 1].index(same(1)))

# Errors of the argument and of the lookup: the lookup comes first.
for f in (lambda: (5).foo(1 / 0), lambda: None.foo(same(1 / 0)), lambda: [].append(1 / 0), lambda: [].append(same(*[])),
          lambda: c.note(c.log.missing(c.log[999]()))):
    try:
        f()
    except Exception as e:
        print(type(e).__name__, e)


def generator(o):
    while True:
        o.append((yield len(o)))


items = []
g = generator(items)
next(g)
print([g.send(i) for i in range(5)], items)
print([].append(n := 3), n, [1, 2].count((lambda: 2)()), "abc".translate({ord(x): None for x in "b"}))
