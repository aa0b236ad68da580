# Places in a set whose key was removed are used again.


def churn(rounds, size, step):
    s = set()
    out = []
    x = 1
    for i in range(rounds):
        x = (x * 1103515245 + 12345) & 0x7fffffff
        k = (x >> 8) % size * step - size
        if k in s:
            s.remove(k)
        else:
            s.add(k)
        if i % 997 == 0:
            out.append((len(s), list(s)[:6]))
            for y in list(s)[::3]:
                s.discard(y)
    return out, list(s)


def words(rounds):
    s = set()
    for i in range(rounds):
        w = "ab" * (i * 7 % 13) + str(i % 5)
        if w in s:
            s.remove(w)
        s.add(w)
        t = (i % 7, w)
        s.add(t)
        if i & 1:
            s.discard(t)
    return len(s), sorted(map(str, s))[:4]


for size, step in (3, 1), (5, 8), (8, 1), (20, 16), (100, 3), (1000, 64), (3000, 1 << 40):
    print(churn(4000, size, step))
print(words(3000))
s = set()
for i in range(5000):
    s.add(i % 3)
    s.remove(i % 3)
    s.add(-1)
    s.discard(-1)
    s.add(-2)
    s.add(1.0)
    s.add(True)
    if i % 50 == 0:
        s.clear()
print(s)
