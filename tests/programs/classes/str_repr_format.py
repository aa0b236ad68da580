# __str__, __repr__, __format__, __bytes__ and their fallbacks.
class Both:
    def __str__(self):
        return "str"

    def __repr__(self):
        return "repr"


class OnlyRepr:
    def __repr__(self):
        return "only repr"


class OnlyStr:
    def __str__(self):
        return "only str"


b, r = Both(), OnlyRepr()
print(b, r, [b, r], {"k": b}, (b,), {b} == {b}, str(b), repr(b), f"{b} {b!r} {b!s} {r}", "%s %r" % (b, b), "{} {!r}".format(b, b), str([b]), OnlyStr(), repr(OnlyStr()).startswith("<__main__.OnlyStr object at 0x"))


class BadStr:
    def __str__(self):
        return 5

    def __repr__(self):
        return None

    def __format__(self, spec):
        return 5


for f in (lambda: str(BadStr()), lambda: repr(BadStr()), lambda: f"{BadStr()}", lambda: "%s" % BadStr(), lambda: print(BadStr()), lambda: [BadStr()].__repr__(), lambda: format(b, "5")):
    try:
        print(f())
    except TypeError as e:
        print(e)


class Money:
    def __init__(self, cents):
        self.cents = cents

    def __format__(self, spec):
        if spec == "eur":
            return f"{self.cents / 100:.2f} EUR"
        return format(self.cents, spec)


m = Money(1234)
print(f"{m:eur} {m:>8} {m}", format(m, "x"), "{:eur}".format(m))


class Node:
    def __init__(self, *kids):
        self.kids = kids

    def __repr__(self):
        return f"Node({', '.join(map(repr, self.kids))})"


print(Node(Node(), Node(Node())), [Node()], str(Node(Node())))
print(str(type(b)), repr(int), str(Exception("x")), repr(Exception("x")), repr(Exception()), repr(Exception(1, "b")), str(Exception(1, 2)), str(KeyError("k")), str(KeyError()), repr(ValueError("it's")), str(OSError(2, "msg")), str(OSError(2, "msg", "file")), repr(OSError(2, "msg", "file")))
print(repr(None), repr(...), repr(NotImplemented), repr(type), repr(object), repr(len), repr(str.upper), repr(range), repr(slice(1, 2)), repr(type(None)), repr(print), repr([].append)[:34])
