# __len__, __getitem__, __contains__, __iter__, __next__, __reversed__, __missing__ and friends.
class Seq:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        if isinstance(i, slice):
            return ("slice", i.start, i.stop, i.step)
        if isinstance(i, tuple):
            return ("tuple", i)
        if i >= self.n:
            raise IndexError(i)
        return i * 10


s = Seq(4)
print(len(s), s[1], s[-1], s[1:2], s[::3], s[1, 2], s[1:2, ...], list(s), 20 in s, 25 in s, list(reversed(s)), bool(s), bool(Seq(0)), sum(s), max(s), [*s], tuple(s), sorted(s, reverse=True), list(zip(s, "abcd")), list(enumerate(s)), dict(enumerate(s)), " ".join(map(str, s)), a if (a := s[0]) else "zero")
x, y, *z = s
print(x, y, z, any(s), all(s), list(filter(None, s)))


class Map:
    def __init__(self):
        self.d = {}

    def __getitem__(self, k):
        return self.d[k]

    def __setitem__(self, k, v):
        print("set", k, v)
        self.d[k] = v

    def __delitem__(self, k):
        print("del", k)
        del self.d[k]

    def __contains__(self, k):
        print("contains", k)
        return "truthy"

    def keys(self):
        return self.d.keys()


m = Map()
m["a"] = 1
m["a"] += 5
m[1:2] = "s"
m[1, 2] = "t"
print(m["a"], 5 in m, 5 not in m)
del m[1, 2], m[1:2]
print(dict(m), {**m}, (lambda **k: k)(**m))


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n <= 0:
            raise StopIteration("done")
        self.n -= 1
        return self.n


print(list(Countdown(3)), next(Countdown(0), "default"), [x for x in Countdown(2)], 1 in Countdown(3), sum(Countdown(5)), max(Countdown(4)))
c = Countdown(2)
for v in c:
    print(v)
try:
    next(c)
except StopIteration as e:
    print("stop", e.value, e.args)


class R:
    def __reversed__(self):
        return iter("reversed")

    def __length_hint__(self):
        return 5


print("".join(reversed(R())))


class Bad1:
    def __iter__(self):
        return 5


class Bad2:
    __iter__ = None

    def __getitem__(self, i):
        return 1


class Bad3:
    def __len__(self):
        return "x"


class Bad4:
    def __len__(self):
        return -5


class Bad5:
    def __len__(self):
        return 2**70


class Bad6:
    def __getitem__(self, i):
        raise ValueError("in getitem")


for f in (lambda: list(Bad1()), lambda: list(Bad2()), lambda: len(Bad3()), lambda: len(Bad4()), lambda: len(Bad5()), lambda: list(Bad6()), lambda: 1 in Bad1(), lambda: reversed(Bad1()), lambda: iter(5), lambda: next(5), lambda: next([]), lambda: [*5], lambda: Seq(2).__missing__):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
print(list(iter(iter([1, 2, 3, 4]).__next__, 3)), list(iter(lambda l=[3, 2, 1]: l.pop(), 3)))


class Index:
    def __index__(self):
        return 2


print([1, 2, 3][Index()], "abc"[Index()], range(5)[Index()], [0] * Index(), hex(Index()), list(range(Index())), "abcdef"[Index():], bin(Index()), chr(Index() .__index__() + 63), (1).__lshift__(2))


class Callable:
    def __call__(self, *a, **k):
        return a, k


print(Callable()(1, x=2), callable(Callable()), list(map(Callable(), [1])))
