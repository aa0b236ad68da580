# Rich comparison, hashing, equality, sorting of own objects.
class V:
    def __init__(self, n):
        self.n = n

    def __eq__(self, o):
        if not isinstance(o, V):
            return NotImplemented
        return self.n == o.n

    def __lt__(self, o):
        return self.n < o.n if isinstance(o, V) else NotImplemented

    def __le__(self, o):
        return self.n <= o.n if isinstance(o, V) else NotImplemented

    def __repr__(self):
        return f"V{self.n}"


a, b = V(1), V(2)
print(a == b, a == V(1), a != b, a != V(1), a < b, a <= b, a > b, a >= b, a == 1, a != 1, sorted([b, a]), max(a, b), V(1) in [b, a], [a, b].index(V(2)), [V(1)] == [V(1)], (a,) < (b,))
for f in (lambda: a < 1, lambda: 1 > a, lambda: hash(a), lambda: {a: 1}, lambda: a >= "x", lambda: {a}, lambda: sorted([a, 1])):
    try:
        print(f())
    except TypeError as e:
        print(e)


class H(V):
    def __hash__(self):
        return hash(self.n)


print(hash(H(5)) == hash(5), {H(1): "x"}[H(1)], len({H(1), H(1), H(2)}), H(1) == V(1), V.__hash__)


class Ref:
    def __init__(self, name):
        self.name = name

    def __eq__(self, o):
        print(self.name, "eq")
        return NotImplemented

    def __lt__(self, o):
        print(self.name, "lt")
        return NotImplemented

    def __gt__(self, o):
        print(self.name, "gt")
        return "gt result"

    __hash__ = None


x, y = Ref("x"), Ref("y")
print(x == y, x < y, x != y)


class Sub(Ref):
    def __gt__(self, o):
        print("sub gt")
        return "sub"


print(x < Sub("s"))


class Always:
    def __eq__(self, o):
        return True


print(Always() == 5, 5 == Always(), Always() in [], 3 in [Always()], [1, 2].count(Always()), Always() != 5, {"a": 1} == {"a": Always()})


class Odd:
    def __eq__(self, o):
        return [1]

    def __ne__(self, o):
        return []

    def __hash__(self):
        return 2**70


print(Odd() == 1, Odd() != 1, Odd() in [5], hash(Odd()))


class BadHash:
    def __hash__(self):
        return "x"


try:
    hash(BadHash())
except TypeError as e:
    print(e)


class Boom:
    def __eq__(self, o):
        raise RuntimeError("boom")

    def __hash__(self):
        return 1


d = {Boom(): 1}
for f in (lambda: d[Boom()], lambda: Boom() in [Boom()], lambda: [Boom()] == [Boom()], lambda: {1: 2}.get(Boom()), lambda: [1].index(Boom())):
    try:
        print(f())
    except RuntimeError as e:
        print(e)
bm = Boom()
print(bm in [bm], [bm] == [bm])
