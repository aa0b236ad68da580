# Closures: free variables read and written in loops, cells shared by several functions.
def counter(start):
    n = start

    def up(k=1):
        nonlocal n
        n += k
        return n

    def get():
        return n

    return up, get


def hot(n):
    total = 0

    def add(x):
        nonlocal total
        total += x

    for i in range(n):
        add(i)
        if i == n // 2:
            total = total * 0.5
    return total


def makers(n):
    fs = [lambda x, i=i: x + i for i in range(5)]
    late = [lambda x: x + i for i in range(5)]
    s = 0
    for k in range(n):
        s += fs[k % 5](k) * 2 - late[k % 5](k)
    return s


def compose(n):
    f = lambda x: x
    for i in range(20):
        f = (lambda g, k: lambda x: g(x) + k)(f, i)
    s = 0
    for i in range(n):
        s += f(i)
    return s


def unbound(n):
    def read():
        return later
    c = 0
    for i in range(n):
        try:
            c += read()
        except NameError as e:
            text = str(e)
            c -= 1
        if i == n // 2:
            later = 10
    return c, text


up, get = counter(5)
for i in range(3000):
    up() if i % 2 else up(k=2)
print(get(), hot(3000), makers(3000), compose(200), unbound(2000))
