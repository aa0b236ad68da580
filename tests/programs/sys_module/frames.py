# sys._getframe: where callers are, behind calls from functions written in C
# and from operators; which variables are there.
import sys


def where(depth):
    f = sys._getframe(depth + 1)
    return f.f_code.co_name, f.f_lineno


class K:
    def __lt__(self, other):
        print("lt", where(1))
        return False

    def __add__(self, other):
        print("add", where(1))
        return 1

    def __getitem__(self, key):
        print("getitem", where(1), where(2))
        return 1

    def __iter__(self):
        print("iter", where(1))
        yield where(1)


def run():
    a = K()
    [K(), a].sort()
    a + 1
    a[
        0]
    for x in a:
        print(x)
    print(list(map(lambda v: (v, where(1), where(2)),
                   [1])))
    later = 1
    return later


run()


def early():
    print(sorted(sys._getframe().f_locals))
    a = [1]
    print(sorted(sys._getframe().f_locals))
    for b in a:
        print(sorted(sys._getframe().f_locals))
    with_value = b
    del a
    print(sorted(sys._getframe().f_locals))
    return with_value


def deep(n):
    junk = [object() for _ in range(20)]
    return len(junk) if n == 0 else deep(n - 1)


deep(10)
early()


def look():
    return sorted(sys._getframe(1).f_locals)


def mixed(p, *args, k=1, **kw):
    captured = p
    print(look(), (lambda: captured)())
    try:
        raise KeyError("x")
    except KeyError as e:
        inside = 1
        print(look(), inside)
    x, *y = "abc"
    print(look(), x, y)


mixed(1, 2, z=3)
indirect = locals
print(sorted(n for n in indirect() if n.startswith("ind")))
