# What is added to a set in a loop is added in each round, though it is the same key.

def f(s, n, k):
    for i in range(n):
        s.add(k)
        s.add(k + 1)
        if i == 5:
            s.discard(k)
        if i == n - 1:
            s.remove(k + 1)
    return sorted(s)


def g(s, n, k):
    seen = 0
    for i in range(n):
        if k in s:
            seen += 1
        s.add(k)
        s.discard(k)
    return seen, sorted(s)


def h(s, k, n):
    for i in range(n):
        s.discard(k)
        s.add(k)
        s.discard(k)
        s.add(k + 1)
    return sorted(s)


for _ in range(300):
    a = f(set(), 100, 3), g(set(), 100, 3), h(set(), 3, 50)
print(a)

s = set()
for i in range(300):
    s.add(-1)
    s.discard(-1)
    s.add(-2)
    s.add(1.0)
    if i % 50 == 0:
        s.clear()
print(s)
