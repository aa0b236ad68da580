# yield from: delegation of send, throw, close and return values.
def inner(n):
    total = 0
    for i in range(n):
        try:
            got = yield i
            if got:
                total += got
        except ValueError as e:
            print("inner caught", e)
            total += 1000
    return total


def outer():
    r1 = yield from inner(2)
    print("r1", r1)
    r2 = yield from inner(3)
    return r1 + r2


g = outer()
print(next(g), g.send(5), g.send(7), g.throw(ValueError("v")), g.send(1))
try:
    g.send(2)
except StopIteration as e:
    print("result", e.value)


def chain(*its):
    for it in its:
        r = yield from it
        print("r", r)


print(list(chain("ab", [1, 2], range(2), {5: 6}, inner(2))))


def closer():
    try:
        yield 1
    finally:
        print("closed inner")


def mid():
    try:
        yield from closer()
    finally:
        print("closed mid")


m = mid()
next(m)
m.close()


def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)


print(list(tree(4)))


def deep(n):
    if n == 0:
        yield "bottom"
    else:
        yield from deep(n - 1)


print(list(deep(300)))


class It:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration("it value")
        return self.n

    def throw(self, *a):
        print("throw", a[0] if isinstance(a[0], BaseException) else a)
        return "thrown"


def use():
    v = yield from It()
    print(v)


u = use()
print(next(u), u.throw(KeyError("k")), list(u))
u = use()
next(u)
try:
    u.send(5)
except AttributeError as e:
    print(e)


def bad():
    yield from 5


try:
    list(bad())
except TypeError as e:
    print(e)


def mutual_a(n):
    if n:
        yield "a"
        yield from mutual_b(n - 1)


def mutual_b(n):
    if n:
        yield "b"
        yield from mutual_a(n - 1)


print("".join(mutual_a(9)))
