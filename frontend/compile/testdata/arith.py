def add(a, b):
    return a + b

def small(a):
    return 1 + a * 2 - 3

def floats(x, y):
    x += 0.5
    y = 2.0 * x ** 2
    return -y // 3

def fold():
    return 2 * 3 + 4, "a" * 3, not 0, (1, (2, 3)), -1, 1 << 200, 7 // 0

def bools(a, b, c):
    a = a or b
    return a and b or not c

def chain(a, b, c):
    return a < b <= c

def walrus(x):
    return x + (x := 2) + x

def swap(a, b):
    a, b = b, a + b
    return a, b

def choose(a, b):
    x = a if b else 0
    return x in [1, 2], x not in {3, 4}, x is None
