# The value of StopIteration belongs to the iterator that ended, not to a
# generator that ran meanwhile.
def five():
    yield 1
    return 5


def spend(x):
    for _ in five():
        pass
    return x


class Py:
    def __iter__(self):
        return self

    def __next__(self):
        spend(1)
        raise StopIteration("py")


class Seq:
    def __getitem__(self, i):
        spend(i)
        if i > 1:
            raise IndexError
        return i


def value(it):
    try:
        while True:
            next(it)
    except StopIteration as e:
        return e.value, e.args


def via_dunder(it):
    try:
        while True:
            it.__next__()
    except StopIteration as e:
        return e.value, e.args


def delegate(it):
    r = yield from it
    print("r", r)


for make in (five, lambda: filter(spend, [0, 1]), lambda: iter(Seq()), lambda: iter(lambda: spend(1), 1), Py, lambda: iter([]),
             lambda: map(spend, [1, 2]), lambda: (spend(x) for x in [1])):
    print(value(make()), via_dunder(make()))
    list(delegate(make()))
print(next(five(), "default"), next(iter([]), "default"))


def counter():
    total = 0
    while True:
        got = yield total
        if got is None:
            return total
        total += got


c = counter()
print(c.gi_frame.f_lineno, c.gi_frame.f_locals, c.gi_frame.f_code.co_name, c.gi_frame.f_back)
next(c)
c.send(3)
frame = c.gi_frame
print(frame.f_lineno, frame.f_locals["total"], c.gi_suspended, c.gi_running)
print(value(c), c.gi_frame)
