# Lists and objects changed through another name inside hot loops.
def shrink(n):
    l = list(range(n))
    m = l
    seen = 0
    i = 0
    while i < len(l):
        seen += l[i]
        if i % 10 == 0:
            m.pop()
        i += 1
    return seen, len(l), i


def grow_while(n):
    l = [1]
    for x in l:
        if len(l) < n:
            l.append(x + 1)
    return len(l), l[-1], sum(l)


def replace(n):
    l = [0] * n
    for i in range(n):
        if i == n // 2:
            l = [1] * n
        l[i] += 2
    return sum(l)


def kinds(n):
    l = [1] * n
    s = 0
    for i in range(n):
        if i == n // 3:
            l[n - 1] = 0.5
        if i == n // 2:
            l[n - 2] = "x"
        v = l[i]
        s += v if type(v) is not str else 100
    return s


class P:
    def __init__(self, x):
        self.x = x
        self.next = None


def objects(n):
    a = P(0)
    b = a
    for i in range(n):
        b.x += 1
        if a.x % 100 == 0:
            a = P(a.x)
            a.next = b
            b = a
        a.x += 1
    k = 0
    while a:
        k += 1
        a = a.next
    return b.x, k


def swap(n):
    a, b = [1] * 10, [2] * 10
    for i in range(n):
        a, b = b, a
        a[i % 10] += b[(i * 3) % 10] % 7
    return a, b


def nested(n):
    g = [[0] * 4] * 4
    for i in range(n):
        g[i % 4][i % 3] += 1
    return g


def dict_alias(n):
    d = e = {}
    for i in range(n):
        d[i % 7] = d.get(i % 7, 0) + 1
        if i == n // 2:
            e = dict(d)
        e[i % 5] = e.get(i % 5, 0) + 2
    return d, e


def neg_index(n):
    l = list(range(10))
    s = 0
    for i in range(-10, n):
        s += l[i % 20 - 10] - l[-(i % 10) - 1]
    return s


def delete(n):
    l = list(range(n))
    out = 0
    for i in range(n):
        if i >= len(l):
            break
        out += l[i]
        del l[i]
    return out, len(l)


for f in (shrink, grow_while, replace, kinds, objects, swap, nested, dict_alias, neg_index, delete):
    for _ in range(2):
        print(f.__name__, f(3000))
