# Tuples joined by compiled code.


def grow(n):
    t = ()
    for i in range(n):
        t = t + (i,)
    return t


print(sum(grow(1500)), grow(40)[-3:])  # from empty ones to those too long to be made in place


def front(n):
    t = (0.5,)
    for i in range(n):
        t = (i, "x") + t
    return t


print(front(100)[:5], len(front(1200)))


def made(n):
    out = []
    for i in range(n):
        a = (i, i + 1) + (i + 2,)
        b = a + a + (None,)
        c = b + ()
        d = () + b
        out.append((a, len(b), c is b, d is b, (i,) + () == (i,)))
    return out[-1], out[0]


print(made(300))


def join(xs, y):
    out = []
    for x in xs:
        z = x + y
        z += x
        out.append(z)
    return out


print(join([(1,), (2, 3), (), (4, 5, 6, 7, 8)] * 50, (9, 10))[-4:])
print(join([(), (1,)] * 50, ())[-2:])


class Sub(tuple):
    def __add__(self, other):
        return ("sub", len(self), len(other))

    def __radd__(self, other):
        return ("rsub", len(self), len(other))


class Plain(tuple):
    pass


print(join([(1,)] * 50 + [Sub((1, 2))] * 3, (3,))[-2:])
print(join([(1,), (2,)] * 50, Sub((1, 2)))[-2:])
print(join([(1,)] * 50 + [Plain((1, 2)), Plain()], (3,))[-2:], type(join([Plain()], ())[0]))
for bad in (None, [1], 5, "s", {}):
    try:
        join([(1,)] * 50, bad)
    except TypeError as e:
        print(e, e.__traceback__.tb_next.tb_lineno)
    try:
        join([(1,)] * 50 + [bad], (1,))
    except TypeError as e:
        print(e, e.__traceback__.tb_next.tb_lineno)


def keep(n):
    # What is joined lives on while others are made, and refers to young objects.
    kept = {}
    for i in range(n):
        kept[i % 17] = ([i], str(i)) + kept.get((i + 5) % 17, (i,))[:6]
    return kept


print(sorted(keep(4000).items())[:2])


def nested(tree):
    if not tree:
        yield ()
        return
    for x in tree[0]:
        for rest in nested(tree[1:]):
            yield (x,) + rest


print(sum(sum(t) for t in nested([range(5)] * 5)), list(nested(["ab", "cd"])))
