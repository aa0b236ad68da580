# Maps of Python functions, as arguments of builtin functions and in loops.


def names(e):
    tb, out = e.__traceback__, []
    while tb is not None:
        out.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    return out


def text(x):
    if isinstance(x, list):
        return "[" + ", ".join(map(text, x)) + "]"
    return repr(x)


def add(x):
    return x + 1


def over(xs):
    return (list(map(add, xs)), tuple(map(add, xs)), sum(map(add, xs)), max(map(add, xs)), min(map(add, xs)),
            sorted(map(add, xs)), set(map(add, xs)), frozenset(map(add, xs)), any(map(add, xs)), all(map(add, xs)))


def loop(xs):
    total = 0
    for x in map(add, xs):
        total = total * 3 + x
    return total


def closure(xs, k):
    return sum(map(lambda x: x * k, xs)), [y for y in map(lambda x: (x, k), xs)]


def stop_at(limit):
    def f(x):
        if x == limit:
            raise StopIteration(x)
        return x
    return f


def stopping(x):
    if x == 7:
        raise StopIteration
    return x


def stopped(xs):
    seen = []
    for x in map(stopping, xs):
        seen.append(x)
    return seen, list(map(stopping, xs)), ",".join(map(str, map(stopping, xs))), sum(map(stopping, xs))


def stopped_in_try(xs):
    try:
        return list(map(stopping, xs))
    except StopIteration:
        return "not here"


class Late(StopIteration):
    pass


def late(x):
    if x > 3:
        raise Late("late")
    return x


def failing(x):
    return 10 // (x - 5)


def failures(xs):
    try:
        return list(map(failing, xs))
    except ZeroDivisionError as e:
        return names(e)


def failures_out(xs):
    return sum(map(failing, xs))


grown = []


def grow(x):
    if len(grown) < 20:
        grown.append(x)
    return x


def shrink(x):
    if len(grown) > 5:
        grown.pop()
    return x


def shared(xs):
    m = map(add, xs)
    first = next(m)
    second = []
    for x in m:
        second.append(x)
        if len(second) == 2:
            break
    rest = list(m)
    xs.append(100)
    return first, second, rest, list(m)


def interleaved(xs):
    m = map(add, xs)
    out = []
    for x in m:
        out.append((x, next(m, None)))
    return out


def escaping(xs):
    m = map(add, xs)
    keep = [m]
    return list(m), list(keep[0]), type(keep[0]).__name__, iter(m) is m


def two(a, b=5):
    return a * b


def defaults(xs):
    return sum(map(two, xs)), list(map(two, xs, xs))


def extended(xs):
    r = [0]
    r.extend(map(add, xs))
    r += map(add, xs)
    return r


def nested(xs):
    return sum(map(add, list(map(add, tuple(map(add, xs))))))


def generator_too(xs):
    return sum(x for x in xs), sum(map(add, xs)), ",".join(str(x) for x in xs), ",".join(map(text, xs))


for k in range(300):
    xs = list(range(k % 9))
    r = text([1, "a", [2.5, [None, xs]], []])
    o, o2 = over(xs + [3]), over(tuple(xs) + (1,))
    lo, lo2 = loop(xs), loop(tuple(xs))
    cl = closure(xs, k % 4)
    sh, il, es = shared(list(xs) + [1]), interleaved(xs), escaping(xs)
    df, ex, ne, gt = defaults(xs), extended(xs), nested(xs), generator_too(xs)
print(r, o, o2, lo, lo2, cl, sh, il, es, df, ex, ne, gt, sep="\n")

for k in range(400):
    st = stopped([1, 2, 3] if k < 350 else [1, 7, 3])
    tr = stopped_in_try([1, 2] if k % 50 else [4, 7, 1])
    if k % 50 == 0:
        print(k, st, tr, list(map(stop_at(3), range(6))), list(map(stop_at(3), [1, 2, 3, 4])), list(map(late, [1, 2, 5, 1])))

for k in range(400):
    f = failures([1, 2, 3] if k % 60 else [3, 4, 5, 6])
    if k % 60 == 0:
        print(k, f)
    try:
        failures_out([1, 5] if k % 70 == 0 else [1, 2])
    except ZeroDivisionError as e:
        print(k, names(e))

for k in range(300):
    grown = [1, 2, 3]
    r = list(map(grow, grown))
    grown = list(range(12))
    r2 = list(map(shrink, grown))
print(r, r2)

print(loop([1, 2.5, True]), over([1.5, True, 3]))
try:
    loop([1, "x"])
except TypeError as e:
    print(e)
try:
    print(",".join(map(add, [1, 2])))
except TypeError as e:
    print(e)
try:
    print(max(map(add, [])))
except ValueError as e:
    print(e)


def other(x):
    return -x


def replaced(xs, k):
    global add
    out = []
    for x in map(add, xs):
        if x == k:
            add.__code__, other.__code__ = other.__code__, add.__code__
        out.append(x)
    return out


for k in range(200):
    r = replaced([1, 2, 3, 4], 3 if k > 190 else 100)
print(r, replaced([1, 2, 3, 4], -2))
add, other = other, add
print(loop([5, 6]), over([1, 2]))


def deep(x):
    return 1 + max(map(deep, x)) if x else 0


x = []
for _ in range(200):
    x = [x, []]
print(deep(x))
for _ in range(1000):
    x = [x]
try:
    deep(x)
except RecursionError as e:
    print(str(e)[:32])


def killer(x):
    if x == 3:
        raise KeyboardInterrupt
    return x


for k in range(300):
    try:
        list(map(killer, [1, 2] if k < 290 else [1, 3]))
    except KeyboardInterrupt:
        print("interrupted", k)
