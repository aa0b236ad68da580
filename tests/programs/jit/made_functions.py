# Functions that are made in compiled code: lambdas, nested functions, generator
# expressions, with defaults, closures, annotations, and what can be seen of them.


def outer(n):
    out = []
    for i in range(n):
        def inner(x, y=i, *, z=2 * i, **rest) -> int:
            "its docstring"
            return x + y + z + len(rest)
        out.append(inner(1) + inner(1, 2) + inner(1, z=3) + inner(0, q=1))
        last = inner
    return sum(out), last


total, f = outer(3000)
print(total, f.__name__, f.__qualname__, f.__module__, f.__doc__, f.__defaults__, f.__kwdefaults__, f.__annotations__, f.__closure__)
print(f.__dict__, f.__type_params__, f.__code__.co_name, f.__globals__ is globals(), f(5), repr(f)[:28])
f.tag = 1
print(f.__dict__)


def counters(n):
    fs = []
    for i in range(n):
        count = i

        def up(by=1):
            nonlocal count
            count += by
            return count
        up()
        fs.append(up)
        count += 10
    return fs


fs = counters(2000)
print(fs[0](), fs[-1](), fs[5](3), fs[0].__closure__[0].cell_contents)


def keyed(rows):
    total = 0
    for k in range(300):
        rows = sorted(rows, key=lambda r: (r * k) % 7)
        total += rows[0] + max(rows, key=lambda r: -r) + sum(map(lambda r: r + k, rows))
    return total


print(keyed(list(range(20))))


def texts(rows):
    out = 0
    for r in rows:
        out += len(",".join(str(x) for x in r))
        items = []
        items.extend(x + 1 for x in r)
        out += len(items) + any(x > 3 for x in r)
        out += len("-".join(c.upper() for c in "abc"))
    return out


print(texts([[1, 2, 3], [4, 5], [], [6]] * 800))


def failing(rows):
    bad = 0
    for r in rows:
        try:
            "".join(x for x in r)
        except TypeError as e:
            bad += 1
            text = str(e)
        try:
            str.join(x for x in r)
        except TypeError as e:
            bad += 100
            other = str(e)
    return bad, text, other


print(failing([["a", "b"], ["a", 1], []] * 700))


def raising(r):
    for x in r:
        if x == 3:
            raise ValueError(x)
        yield str(x)


def caught(n):
    bad = 0
    for i in range(n):
        try:
            ",".join(raising(range(i % 5)))
        except ValueError as e:
            bad += 1
            tb = e.__traceback__
            lines = []
            while tb:
                lines.append(tb.tb_frame.f_code.co_name)
                tb = tb.tb_next
    return bad, lines


print(caught(3000))


class S(str):
    def join(self, it):
        return "own " + str(len(list(it)))


def joins(sep, n):
    for _ in range(n):
        r = sep.join(str(x) for x in range(3))
    return r


print(joins("+", 2000), joins(S("+"), 5), joins("é", 5), joins(b"+".decode(), 5))
try:
    joins(b"+", 1)
except TypeError as e:
    print(e)

fns = [lambda x: x + 1, lambda x: x * 2, len]


def callers(n):
    t = 0
    for i in range(n):
        g = (lambda v: v + i) if i % 3 else (lambda v: v - i)
        t += g(1)
    return t


print(callers(5000))


def rename(n):
    for i in range(n):
        def h():
            return 1
        if i == n - 2:
            h.__code__ = (lambda: 2).__code__
        r = h()
        if i >= n - 3:
            print(r)


rename(3000)
__name__ = "elsewhere"
print(outer(10)[1].__module__, outer(2000)[1].__module__)
