# Variables of hot callers, as the functions that they call see them through
# frames. All are needed again behind the call.
import sys


def here():
    return sys._getframe(1).f_locals


def up(depth):
    return sys._getframe(depth + 1).f_locals


def look(*names):
    d = up(1)
    return [d.get(name, "unset") for name in names]


# A loop: ints, floats, bools, objects, what becomes a long int, what changes its type.
def loop(n):
    s, f, flag, text, big, mixed, items = 0, 0.5, False, "", 1, 0, [1, 2]
    seen = []
    for i in range(n):
        s += i
        f = f * 1.5 - s
        flag = not flag
        if i % 50 == 0:
            text += "x"
            big = big * 1000003 + i
            mixed = i if i % 100 else f
            seen.append(look("s", "f", "flag", "text", "big", "mixed", "i", "n", "items", "later"))
    later = len(seen)
    return seen[-1], later, s, f, flag, text, big, mixed, items, i, n


print(loop(1000))


# Functions that are inlined into a loop, each with variables of the same names.
def inner(a, b):
    c = a * b
    d = here()
    e = up(1)
    g = up(2)
    return d["a"], d["b"], d["c"], e["a"], e["c"], g["a"], g["k"], c + a + b


def middle(a):
    c = a + 0.25
    r = inner(a + 1, 3)
    return r, c, a


def outer(n):
    a, total = "outer", 0
    for k in range(n):
        r = middle(k)
        total += r[0][-1]
    return r, a, total, k


print(outer(3000))


# Methods and objects that may never be allocated.
class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y
        d = here()
        self.seen = d["x"], d["y"], x + y

    def moved(self, dx):
        p = Point(self.x + dx, self.y)
        d = here()
        return p, d["self"] is self, d["dx"] == dx, self.y


def points(n):
    p, yes = Point(0, 0.5), 0
    for i in range(n):
        p, same, eq, y = p.moved(i & 3)
        yes += same and eq
    return p.x, p.y, p.seen, yes


print(points(2000))


# Recursion: all the frames, from the innermost.
def every():
    f, out = sys._getframe(1), []
    while f.f_code.co_name == "down":
        d = f.f_locals
        out.append((d["n"], d["double"], d["label"]))
        f = f.f_back
    return out


def down(n, label):
    double = n * 2
    if n == 0:
        frames = every()
    else:
        frames = down(n - 1, label + str(n))
    return [n, double, label] == list(frames[n]) and frames


def recursion(depth, times):
    for _ in range(times):
        frames = down(depth, "")
    return frames


def reverse(depth):
    # Frames are listed from the innermost, n == 0, on.
    return recursion(depth, 300)


print(reverse(12))


def fib(n):
    d = up(1) if n == 0 and fib.ready else None
    a = fib(n - 1) if n > 1 else n
    b = fib(n - 2) if n > 1 else 0
    if d is not None:
        fib.callers.add((d["n"], d["a"]))
    return a + b + 0 * n


fib.callers = set()
fib.ready = True
print(fib(14), sorted(fib.callers))


# Cells and free variables.
def closures(n):
    count, step = 0, 3

    def bump(by):
        nonlocal count
        count += by
        d, e = here(), up(1)
        return d["by"], d["count"], d["step"], e["count"], e["i"], by * step

    for i in range(n):
        r = bump(i)
    return r, count, i, bump


print(closures(2000)[:3])


# From Go code between: a key function, a special method, an iterator.
class Key:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        d = up(1)
        if d["tag"] != "sorting":
            print("wrong", d)
        Key.calls += 1
        return self.v < other.v

    def __iter__(self):
        d = up(1)
        yield d["i"]
        yield d["tag"]

    def __repr__(self):
        d = up(1)
        return "K%d/%d" % (d["i"], d["acc"])


Key.calls = 0


def between(n):
    tag, acc = "sorting", 0
    keys = [Key(i * 7 % 5) for i in range(5)]
    for i in range(n):
        keys.sort()
        a, b = keys[0]
        text = f"{keys[0]!r}"
        acc += a + len(b) + len(text)
    return acc, tag, text, [k.v for k in keys], i


print(between(500), Key.calls > 1000)


# Generators that run, seen from what they call.
def gen(n):
    total = 0
    for i in range(n):
        total += i
        d = look("total", "i", "n")
        yield d
        total += 0 * n + 0 * i


def drive(n):
    last = None
    for d in gen(n):
        last = d
    return last


print(drive(2000))


# A variable that is unbound, or deleted, is in no namespace.
def partly(n):
    seen = set()
    for i in range(n):
        if i % 3 == 0:
            extra = i
        seen.add(str(look("extra", "never") if i == 0 or i == n - 1 else ""))
        if i % 3 == 0:
            i += extra
    if n < 0:
        never = 1
        print(never)
    return sorted(seen), i, n


print(partly(1000)[1:])


# Values that nobody needs again: old ones must not be seen, whether these are
# left out or not.
class Dead:
    pass


def forget(n):
    ok = True
    for i in range(n):
        gone = Dead()
        gone.i = i
        gone = [i]
        x = gone[0]
        d = up_copy()
        ok = ok and d.get("x", i) == i and d.get("gone", [i]) == [i] and d["ok"] == ok and d["n"] == n
    return ok


def up_copy():
    return dict(sys._getframe(1).f_locals)


print(forget(3000))
