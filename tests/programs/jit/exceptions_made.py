# Exception objects made in compiled code: constructors, super(), arguments, attributes, classes that change.
class Plain(Exception):
    pass


class Named(Exception):
    def __init__(self, name, code=7):
        super().__init__(name, code)
        self.name = name
        self.code = code


class Below(Named):
    def __init__(self, name, *, extra=None):
        super().__init__(name)
        self.extra = extra


class Silent(Exception):
    def __init__(self, a, b):
        self.sum = a + b


class Own(Exception):
    def __new__(cls, *args):
        self = super().__new__(cls, *args)
        self.made = len(args)
        return self


class File(OSError):
    def __init__(self, n):
        super().__init__(n, "text", "name")


class Both(KeyError, AttributeError):
    __slots__ = ("x",)

    def __init__(self, *args):
        super().__init__(*args)
        self.x = args


class Args(Exception):
    def __init__(self, n):
        self.args = ("before", n)
        super().__init__("after", n)
        if n % 2:
            self.args = "at", "the", "end", n


class Late(Exception):
    def __str__(self):
        return "late %d" % self.args[0]


def make(i):
    k = i % 12
    if k == 0:
        raise Plain
    if k == 1:
        raise Plain(i, "two")
    if k == 2:
        raise Named("n%d" % i)
    if k == 3:
        raise Below("b", extra=i)
    if k == 4:
        raise Silent(i, 2.5)
    if k == 5:
        raise Own(i, i, i)
    if k == 6:
        raise File(i)
    if k == 7:
        raise Both(i)
    if k == 8:
        raise Args(i)
    if k == 9:
        raise Late(i)
    if k == 10:
        raise ValueError()
    raise KeyError(i) if i & 16 else KeyError


def describe(e):
    return type(e).__name__, e.args, str(e), repr(e), sorted(e.__dict__.items())


def run(n):
    out = []
    for i in range(n):
        try:
            make(i)
        except Exception as e:
            if i >= n - 12:
                out.append(describe(e))
    return out


for line in run(4000):
    print(line)


def identity(n):
    # The same object is raised again and again; two of one class differ.
    one = Plain("one")
    others = set()
    same = 0
    for i in range(n):
        try:
            raise one if i & 1 else Plain(i)
        except Plain as e:
            same += e is one
            if i > n - 5:
                others.add(e)
    frames = 0
    t = one.__traceback__
    while t:
        frames += 1
        t = t.tb_next
    return same, len(others), frames


print(identity(1000))


class Changing(Exception):
    def __init__(self, n):
        super().__init__(n)
        self.n = n


def changed(n):
    total = 0
    for i in range(n):
        if i == n // 2:
            def other(self, n):
                Exception.__init__(self, -n)
                self.n = 1
            Changing.__init__ = other
        if i == n * 3 // 4:
            Changing.__new__ = lambda cls, n: Exception.__new__(Plain)
        try:
            raise Changing(i)
        except Changing as e:
            total += e.n + e.args[0]
        except Plain as e:
            total += 1000000 + len(e.args)
    return total


print(changed(4000))


class Base:
    def __init__(self, x):
        self.x = x

    def get(self):
        return self.x


class Middle(Base):
    def __init__(self, x):
        super().__init__(x + 1)

    def get(self):
        return super().get() * 2


class Left(Middle):
    def get(self):
        return super().get() + 1


class Right(Middle):
    def get(self):
        if self.x % 7 == 0:
            raise Plain(self.x)
        return super().get() - 1


def supers(n):
    total = 0
    for i in range(n):
        if i == n // 2:
            Base.get = lambda self: self.x + 10000
        if i == n * 2 // 3:
            Middle.get = lambda self: 3
        for cls in Middle, Left, Right:
            try:
                total += cls(i).get()
            except Plain as e:
                total -= e.args[0]
    return total


print(supers(2000))


def wrong(n):
    out = {}
    for i in range(n):
        try:
            if i % 4 == 0:
                raise Named()
            if i % 4 == 1:
                raise i
            if i % 4 == 2:
                raise Silent(i, "x")
            raise Plain(i) from i
        except TypeError as e:
            out[str(e)] = out.get(str(e), 0) + 1
    return sorted(out.items())


for line in wrong(2000):
    print(line)
