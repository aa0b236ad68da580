def count(n):
    s = i = 0
    while i < n:
        s += i
        i += 1
    return s

def forever(f):
    while True:
        if f():
            break
        else:
            continue

def conditions(a, b, xs):
    while a and b or a is not None:
        a = b
    while not a < 10:
        a -= 1
    while "x" != a:
        a = 'y'
    for i, x in enumerate(xs):
        if i == 3 or x != "z":
            continue
        if 0 < i < 10:
            break
    else:
        return i

def nested(n):
    for i in range(n):
        for j in range(i):
            yield i, j
    yield from nested(n - 1)

def comps(xs):
    a = [x * x for x in xs if x]
    b = {x: y for x in a for y in x}
    c = {lambda: x for x in b}
    return (x for x in c), [y for x in xs for y in [x + 1]]

def maybe(a):
    for x in a:
        y = x
    print(x, y)
    del y
    return y
