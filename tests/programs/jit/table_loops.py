# difftest: exit=1
# Iterating over dicts and sets in compiled code: removed entries, changes while
# iterating, iterators that are used again, comprehensions.
def keys_sum(d):
    n = 0
    for k in d:
        n += k
    return n


def items_sum(d):
    n = 0
    for k, v in d.items():
        n += k * v
    return n


def values_sum(d):
    n = 0
    for v in d.values():
        n = n * 3 + v & 0xFFFFF
    return n


def items_whole(d):
    out = []
    for it in d.items():
        out.append(it)
    return out


def set_list(s):
    out = []
    for x in s:
        out.append(x)
    return out


def grow(d, at):
    n = 0
    for k in d:
        n += 1
        if n == at:
            d[-k - 1] = 0
    return n


def same_size(d, at):
    n = 0
    for k in d:
        n += 1
        if n == at:
            del d[k]
            d[k + 1000] = 1
    return n


def set_grow(s, at):
    n = 0
    for x in s:
        n += 1
        if n == at:
            s.add(-x - 1)
    return n


def attempt(f, *args):
    try:
        return f(*args)
    except RuntimeError as e:
        return str(e)


d = {i: i + 1 for i in range(200)}
for i in range(0, 200, 3):
    del d[i]
e = dict(d)
for i in range(100):
    e.pop(i, None)
for _ in range(3):
    for x in (d, e, {}, {5: 6}):
        print(keys_sum(x), items_sum(x), values_sum(x), len(items_whole(x)), items_whole(x)[-2:])
    s = set(range(0, 500, 7))
    for i in range(0, 500, 21):
        s.discard(i)
    print(set_list(s)[:10], len(set_list(s)), set_list(set()), set_list(frozenset("q")))
    for at in (1, 150, 199, 200):
        print(attempt(grow, dict.fromkeys(range(200)), at), attempt(same_size, dict.fromkeys(range(200)), min(at, 150)), attempt(set_grow, set(range(200)), at))


# An iterator that two loops share, and one that has ended while its dict grows.
def shared(d):
    it = iter(d)
    out = []
    for k in it:
        if k == 50:
            break
    for k in it:
        out.append(k)
    d[1000] = 1
    for k in it:
        out.append(k)
    return len(out), out[:3]


def shared_items(d):
    it = iter(d.items())
    n = 0
    for k, v in it:
        n += v
        if k % 20 == 19:
            for k2, v2 in it:
                n += v2 * 2
                if k2 % 10 == 0:
                    break
    return n, list(it)


for _ in range(3):
    print(shared(dict.fromkeys(range(200), 2)), shared_items({i: i for i in range(200)}))


def comprehensions(n):
    a = {i % 10: i for i in range(n)}
    b = {i % 10 for i in range(n)}
    c = {(i % 3, i % 4): i for i in range(n) if i % 5}
    e = {(i % 3, i % 4) for i in range(n)}
    f = {"s" + str(i % 5): i for i in range(n)}
    g = {k: v for k, v in a.items() if v % 2}
    h = {v: k for k, v in c.items()}
    i = {x for x, y in c for z in range(2)}
    return a, b, c, sorted(e), f, g, h, i


for n in (0, 1, 50, 400):
    print(comprehensions(n))


# Tuples that stay: the one in the table is the one that was made.
def identity(n):
    d, s, kept = {}, set(), []
    for i in range(n):
        t = (i, i + 1)
        if t not in d:
            d[t] = t
        s.add(t)
        kept.append(t)
    return all(k is v for k, v in d.items()), all(any(x is t for x in s) for t in kept[:20])


print(identity(300))


def inner(d, t):
    d[t] = 1
    return t


def outer(n):
    d = {}
    ok = True
    for i in range(n):
        t = (i, 0)
        u = inner(d, t)
        ok = ok and u is t
    return ok, all(type(k) is tuple for k in d), len(d)


print(outer(300))


def iterate_pairs(n):
    total = 0
    board = {(i, i * i % 7) for i in range(n)}
    for _ in range(20):
        for x, y in board:
            if (x, y) in board and (x + 1, y) not in board:
                total += x + y
    return total


print(iterate_pairs(60))


# Values of all kinds; the dict of a module; what is not exactly a dict.
def values(n):
    d = {}
    for i in range(n):
        d[i % 6] = [1.5, None, "s", (i,), 2**70, i][i % 6]
    return d


print(values(200))

counter = {}
total = 0


def module_level(n):
    g = globals()
    for i in range(n):
        g["total"] = g["total"] + i
        g["fresh%d" % (i % 3)] = i
    return total, fresh0, fresh1, fresh2


print(module_level(300))


class D(dict):
    def __missing__(self, k):
        return -k

    def __getitem__(self, k):
        return dict.__getitem__(self, k) if k < 100 else "big"

    def get(self, k, other=None):
        return "got"


def read(d, n):
    out = []
    for i in range(n):
        out.append((d.get(i % 4, 0), d[i % 4]))
    return out[-4:]


plain = {0: 1, 1: 2, 2: 3, 3: 4}
print(read(plain, 300), read(D(plain), 50), read(plain, 50))


class S(set):
    def add(self, x):
        set.add(self, x * 2)

    def __contains__(self, x):
        return not set.__contains__(self, x)


def fill(s, n):
    for i in range(n):
        s.add(i % 8)
    return sorted(s), 3 in s, 100 in s


print(fill(set(), 300), fill(S(), 50), fill(set(), 50))


# A dict as a queue, one that shrinks and grows.
def churn(n):
    d = {}
    for i in range(n):
        d[i] = i
        if i >= 20:
            del d[i - 20]
    s = set()
    for i in range(n):
        s.add(i)
        if i >= 20:
            s.remove(i - 20)
    return list(d), sorted(s), len(d), len(s)


print(churn(1000))


class EqBomb:
    def __hash__(self):
        return 5

    def __eq__(self, other):
        raise ValueError("no")


def bomb(d, n):
    r = 0
    for i in range(n):
        r += d.get(i % 5, 1)
    try:
        for i in range(8):
            r += d.get(i, 1)
    except ValueError as e:
        return r, str(e)


print(bomb({EqBomb(): 1, 2: 7}, 300))
try:
    for i in range(400):
        x = {0: 1, 1: 2, 2: 3}[i % (3 if i < 399 else 4) if i < 399 else 77]
except KeyError as e:
    print("KeyError", e)


def missing(d, n):
    for i in range(n):
        x = d[i]
    return x


missing({i: i for i in range(500)}, 501)
