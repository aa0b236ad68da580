# Generators that are interleaved, kept, abandoned, changed and exhausted while
# compiled code resumes them.
import sys


def numbers(n, depth=0):
    i = 0
    while i < n:
        if depth:
            for x in numbers(3, depth - 1):
                yield x
        yield i
        i += 1


def interleaved():
    total = 0
    for rounds in range(100):
        a, b, c = numbers(20, 1), numbers(10, 2), numbers(5)
        for x in a:
            for y in b:
                total += x * y
                break
            for z in c:
                total += z
                if z & 1:
                    break
    print(total)


def stored():
    gens = [numbers(k % 7, k % 3) for k in range(60)]
    out = []
    while gens:
        rest = []
        for g in gens:
            for x in g:
                out.append(x)
                rest.append(g)
                break
        gens = rest
    print(len(out), sum(out), out[:20])


def mixed(n, make):
    for i in range(n):
        for x in make(i):
            yield x


def kinds():
    makers = [lambda i: numbers(i), lambda i: range(i), lambda i: [i, i], lambda i: "ab", lambda i: mixed(i, lambda k: numbers(k)),
              lambda i: iter(numbers(i)), lambda i: {i: i}, lambda i: (x for x in numbers(i))]
    count = 0
    for rounds in range(30):
        for m in makers:
            for x in mixed(6, m):
                count += 1
    print(count)


def values(source, depth):
    for x in source:
        if depth:
            for y in values([x], depth - 1):
                yield y + y
        y = x
        yield x


def types():
    for rounds in range(5):
        for source in [1, 2, 3] * 40, [1.5, 2.5] * 40, ["a", "b"] * 40, [(1,), (2,)] * 40, [1 << 61, -1 << 61, 1 << 64] * 20, [True, False] * 20:
            last = None
            for v in values(source, 2):
                last = v
            print(last, end=" ")
    print()


def closure():
    n = 0

    def gen(depth):
        nonlocal n
        for i in range(3):
            if depth:
                for x in gen(depth - 1):
                    n += x
                    yield x
            n += 1
            yield i

    total = 0
    for rounds in range(100):
        for x in gen(2):
            total += n & 7
            n -= 1
    print(n, total)


def abandoned():
    log = []

    def gen(depth):
        try:
            for i in range(10):
                if depth:
                    for x in gen(depth - 1):
                        yield x
                yield i
        finally:
            if depth == 2:  # others are not closed at once by every collector
                log.append(depth)

    for rounds in range(200):
        g = gen(2)
        for k, x in enumerate(g):
            if k == rounds % 40:
                break
        g.close()
    print(len(log), log[-6:])


def deep(n):
    if n:
        for x in deep(n - 1):
            yield x + 1
        yield -1
    else:
        yield 0


def depths():
    for rounds in range(20):
        total = 0
        for x in deep(200):
            total += x
    print(total)
    errors = 0
    for rounds in range(3):
        try:
            for x in deep(100000):
                print("no")
        except RecursionError as e:
            errors += 1
            text = str(e)
    print(errors, text)
    print(sum(deep(150)))


def growing(items, depth):
    for x in items:
        if depth:
            for y in growing(items, depth - 1):
                yield y
        yield x


def mutated():
    for rounds in range(30):
        items = [1, 2, 3]
        n = 0
        for x in growing(items, 2):
            n += x
            if n == 20:
                items.append(4)
            elif n == 60:
                items.pop(0)
            elif n > 2000:
                break
    print(n, items)
    for rounds in range(30):
        d = {1: 2, 3: 4}
        try:
            for x in growing(d, 1):
                if rounds > 28:
                    d[rounds] = 1
        except RuntimeError as e:
            print(e)


def twice(n):
    g = numbers(n, 1)
    for x in g:
        yield x
        for y in g:
            yield y, x
            break


def shared():
    for rounds in range(50):
        out = [v for v in twice(30)]
    print(len(out), out[-3:])


def globalised(n):
    for i in range(n):
        for x in globalised(n - 1):
            yield x * SCALE
        yield i + SCALE


SCALE = 1


def globals_change():
    global SCALE
    total = 0
    for rounds in range(60):
        SCALE = 1 if rounds < 40 else 1.5 if rounds < 50 else rounds
        for k, x in enumerate(globalised(4)):
            total += x
            if rounds > 55 and k == 20:
                SCALE = 2
    print(total)


def send_between(n):
    total = 0
    for i in range(n):
        for x in numbers(2):
            pass
        got = yield i
        total += got if got is not None else 1
    return total


def mix_send():
    for rounds in range(200):
        g = send_between(21)
        for x in g:
            try:
                g.send(x)
            except StopIteration as e:
                v = e.value
    print(v)


def extremes():
    def steps(a, b, c):
        for i in range(a, b, c):
            for x in numbers(1):
                yield x
            yield i
    for rounds in range(100):
        out = [list(steps(*r)) for r in ((0, 10, 3), (10, 0, -3), (0, 0, 1), (5, 6, 100), (sys.maxsize - 2, sys.maxsize, 1), (3, -4, -2))]
    print(out)


interleaved()
stored()
kinds()
types()
closure()
abandoned()
depths()
mutated()
shared()
globals_change()
mix_send()
extremes()
