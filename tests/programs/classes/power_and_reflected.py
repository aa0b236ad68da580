# pow() with three arguments, and reflected methods that meet sequences.
class P:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name

    def __pow__(self, other, mod=None):
        return ("pow", self, other, mod)

    def __rpow__(self, other, mod=None):
        return ("rpow", self, other, mod)


class Q(P):
    def __rpow__(self, other, mod=None):
        return ("Q.rpow", self, other, mod)


class No:
    def __pow__(self, other, mod=None):
        return NotImplemented

    __rpow__ = __pow__


class R:
    def __repr__(self):
        return "R"

    def __radd__(self, other):
        return ("radd", other)

    def __rmul__(self, other):
        return ("rmul", other)

    def __rmod__(self, other):
        return ("rmod", other)

    def __rdivmod__(self, other):
        return ("rdivmod", other)


class L(list):
    pass


class OwnAdd(list):
    def __add__(self, other):
        return NotImplemented


p, q, r = P("p"), Q("q"), R()
print(pow(p, 2, 3), pow(2, p, 3), pow(p, q, 3), pow(q, p, 3), pow(p, p, p), p ** q, 2 ** q)
for f in (lambda: pow(2, 3, p), lambda: pow(No(), 2, 3), lambda: pow(2, No(), 3), lambda: pow(2, 3, 4.0), lambda: pow("a", 2, 3), lambda: No() ** 2,
          lambda: [1] + r, lambda: (1,) + r, lambda: "a" + r, lambda: b"a" + r, lambda: L() + r, lambda: OwnAdd([1]) + r, lambda: [1] * r, lambda: "%s" % r,
          lambda: divmod(1, r), lambda: divmod(r, 1), lambda: [1] + No(), lambda: OwnAdd([1]) + [2], lambda: 3 .__pow__(2, 5), lambda: 3 .__rpow__(2, 5)):
    try:
        print(f())
    except TypeError as e:
        print(e)
