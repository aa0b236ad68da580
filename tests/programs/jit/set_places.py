# Sets that keys come to and go from, for long: what a set is iterated, popped and
# printed in is where the keys are in its table. Each sort of key has functions
# of its own.

TEMPLATE = """
def churn(make, steps, span, ordered):
    x = 12345
    s = set()
    d = {}
    check = 0
    for i in range(steps // 5):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
        k = make((x >> 8) % span)
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
        r = (x >> 8) % 1000
        if r < 420:
            s.add(k)
            d[k] = i
        elif r < 600:
            s.discard(k)
            d.pop(k, None)
        elif r < 800:
            if k in s:
                s.remove(k)
                del d[k]
        elif r < 820:
            if s and ordered:
                p = s.pop()
                del d[p]
                check = (check * 31 + order(p)) % 1000000007
        elif r < 830:
            more = {make((x >> b) % span) for b in range(5)}
            s |= more
            for k in more:
                d[k] = i
        elif r < 840:
            less = {make((x >> b) % span) for b in range(12)}
            s -= less
            for k in less:
                d.pop(k, None)
        elif r < 850:
            s = s.copy()
        elif r == 850:
            s.clear()
            d.clear()
        if (k in s) is not (k in d) or len(s) != len(d):
            print("wrong", i, k, k in s, k in d, len(s), len(d))
            return
        if i % 64 == 0:
            if s != set(d):
                print("not the same", i)
                return
            if ordered:
                for k in s:
                    check = (check * 31 + order(k)) % 1000000007
    return check, len(s), sum(map(order, s))
"""


def run(what, make, steps, span, ordered=True, order=hash):
    names = {"order": order}
    exec(TEMPLATE, names)
    print(what, names["churn"](make, steps, span, ordered))


class Same:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n % 7

    def __eq__(self, other):
        return self.n == other.n


class Plain:
    pass


plain = [Plain() for _ in range(50)]

run("few", lambda i: i, 6000, 7)
run("ints", lambda i: i, 12000, 40)
run("negative", lambda i: i - 20, 12000, 40)
run("one home", lambda i: i * 32, 6000, 40)
run("all one home", lambda i: i * 4096, 12000, 200)
run("spread", lambda i: i * 7919 % 100003 - 50000, 20000, 900)
run("large", lambda i: i << 61, 4000, 64)
run("tuples", lambda i: (i, i * 3), 12000, 60)
run("strs", str, 12000, 60, False, len)
run("mixed tuples", lambda i: (i, str(i)), 12000, 60, False, len)
run("floats", float, 8000, 60)
run("ints, bools and floats", lambda i: (i, i > 3, i / 1)[i % 3], 8000, 30)
run("own", Same, 6000, 30, True, lambda k: k.n)
run("by identity", plain.__getitem__, 8000, 50, False, lambda k: 1)


# What pop has seen stays behind when the set is cleared.
s = set(range(10))
print(s.pop(), s.pop(), s.pop())
s.clear()
s.update(range(10))
print(s.pop(), s.pop(), s)
s &= set(range(3, 8))
print(s.pop(), s)
s -= {5}
print(s.pop(), s)
s.__init__(range(12))
print(s.pop(), s)


# The last place that a key was removed from is used again, wherever it is.
def reuse(gone, new):
    s = set(range(24))
    for k in gone:
        s.remove(k)
    for k in new:
        if k not in s:
            s.add(k)
    return list(s)


for _ in range(300):
    a = reuse([3, 4, 5, 11], [3 + 128, 4 + 256, 3])
    b = reuse(range(2, 20), [128 * k + 2 for k in range(12)])
    c = reuse([23, 22, 0], [128 * k + 127 for k in range(1, 9)])
print(a, b, c)
