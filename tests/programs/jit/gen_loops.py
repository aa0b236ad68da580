
def count(n):
    i = 0
    while i < n:
        yield i
        i += 1
def odd(items):
    for x in items:
        if x % 3:
            yield x
def two(n):
    for i in range(n):
        yield i
        if i % 2:
            yield i * 2.0
def nest(a, b):
    for i in range(a):
        for j in range(b):
            yield i * j
def f(n):
    t = 0
    for x in count(n):
        t += x
    for x in odd(count(n)):
        t += x
    for x in two(n):
        t += x
    for x in nest(n // 100, 100):
        t += x
    for x in (y * y for y in range(n)):
        t += x
    for x in (y * y for y in [1, 2, 3] * 30):
        t += x
        if x == 9: break
    g = count(n)
    for x in g:
        if x == 5: break
    t += next(g)
    for x in g:
        if x % 100 == 0:
            t += next(g)
    return t
for k in range(30):
    r = f(1000)
print(r)
print(f(20000))
t = 0
for x in odd(count(30000)):
    t += x
print(t)


# Errors in the body, and around it.
def bad(n):
    for i in range(n):
        yield 100 // (n - 3 - i)


def use(n):
    t = 0
    try:
        for x in bad(n):
            t += x
    except ZeroDivisionError as e:
        tb, names = e.__traceback__, []
        while tb:
            names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
            tb = tb.tb_next
        return t, names
    return t


for k in range(300):
    r = use(60)
print(r)


# Seen from inside and outside while a loop runs over it.
def look(n):
    for i in range(n):
        seen.add((g.gi_running, g.gi_suspended, g.gi_frame.f_locals["i"] == i))
        yield i


for rounds in range(3):
    seen = set()
    g = look(400)
    last = -1
    for x in g:
        seen.add((g.gi_running, g.gi_suspended, g.gi_frame.f_locals["i"] == x))
        if x == 350:
            try:
                g.throw(KeyError("out"))
            except KeyError as e:
                last = e
    print(sorted(seen), repr(last), g.gi_frame)


# A generator that uses itself.
def selfish(n):
    for i in range(n):
        if i == n - 2:
            try:
                next(me)
            except ValueError as e:
                print(e)
        yield i


for rounds in range(3):
    me = selfish(500)
    print(sum(x for x in me))


# close(), return values, several places that yield, variables unbound in some.
def closing(n):
    try:
        for i in range(n):
            if i % 3 == 0:
                odd = i
                yield odd
            yield -i
        return "done"
    finally:
        print("closed")


def closer(n):
    t = 0
    c = closing(n)
    for x in c:
        t += x
        if t > 1000:
            c.close()
            break
    r = yield from closing(3)
    print(r)
    yield t


for rounds in range(3):
    print(list(closer(40)), list(closer(2000)))


# Types that change on the way, and a total that begins as something else.
def mixed(n):
    for i in range(n):
        yield i if i < n // 2 else i * 0.5 if i < n - 5 else 2**70


def add(n):
    total, previous = 0, None
    for x in mixed(n):
        if previous is not None:
            total += x - previous
        previous = x
    return total


for n in (10, 500, 800):
    print(add(n), add(n))


# Iterators that the body and others advance.
def pairs(it):
    for a in it:
        yield a, next(it, None)


def unpaired(n):
    it = iter([1, 2, 3] * n)
    t = 0
    for a, b in pairs(it):
        t += a * (b or 0)
        if a == 3:
            t += next(it, 0)
    g = (x for x in it)
    return t, sum(g)


for k in range(50):
    r = unpaired(20)
print(r)


# What is handled inside a body, and around the loop.
def risky(n):
    try:
        return 10 // (n % 4)
    except ZeroDivisionError:
        return sys.exc_info()[0].__name__


def handle(n):
    for i in range(n):
        yield risky(i)


def around(n):
    out = []
    try:
        raise KeyError(1)
    except KeyError:
        for x in handle(n):
            out.append((x, sys.exc_info()[0].__name__))
    return out[:5], sys.exc_info()[0]


import sys

for k in range(50):
    r = around(20)
print(r)
