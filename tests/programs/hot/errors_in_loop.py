# Exceptions raised from hot loops, with the right line and state.
def index(l, n):
    i = 0
    try:
        while True:
            l[i] += 1
            i += 1
    except IndexError as e:
        return i, str(e), e.__traceback__.tb_lineno, sum(l)


def div(n):
    bad = []
    total = 0
    for i in range(n):
        try:
            total += 1000 // (i % 100 - 50)
        except ZeroDivisionError:
            bad.append(i)
            total -= 1
    return total, len(bad), bad[:3]


def lookup(d, keys):
    found = missing = 0
    for k in keys:
        try:
            found += d[k]
        except KeyError as e:
            missing += e.args[0]
    return found, missing


def attr(objs):
    n = 0
    for o in objs:
        try:
            n += o.x
        except AttributeError:
            n += 1000
    return n


def raise_at(n, k):
    for i in range(n):
        if i == k:
            raise ValueError(i)
    return "none"


def nested(n):
    out = 0
    for i in range(n):
        try:
            try:
                if i % 7 == 0:
                    raise KeyError(i)
                out += 1
            finally:
                out += 2
        except KeyError as e:
            out += e.args[0]
            if i > n - 10:
                break
        else:
            continue
        out += 3
    return out


class A:
    def __init__(self, x):
        if x % 5:
            self.x = x


for _ in range(2):
    print(index([1] * 3000, 0), index([0.5] * 3000, 0), index([], 0))
    print(div(5000), lookup({i: i for i in range(0, 3000, 2)}, range(3000)), attr([A(i) for i in range(3000)]), nested(3000))
    for k in (10, 2999, 5000):
        try:
            print(raise_at(3000, k))
        except ValueError as e:
            print(e, e.__traceback__.tb_next.tb_lineno)


def unbound(n):
    for i in range(n):
        if i > n - 2:
            del v
        else:
            v = i
    return v


try:
    unbound(3000)
except UnboundLocalError as e:
    print(e)


def deep(i):
    if i == 2500:
        return [][i]
    return i


s = 0
try:
    for i in range(3000):
        s += deep(i)
except IndexError as e:
    print(i, s, e)


def it(n):
    for i in range(n):
        yield i
    raise RuntimeError("end of it")


s = 0
try:
    for v in it(3000):
        s += v
except RuntimeError as e:
    print(e, s, v)
