# Floats beyond what fits a word (below about 1e-77 and above 1e77), and back.
def swing(n, factor):
    x, big, small, s = 1.0, 0, 0, 0.0
    for i in range(n):
        x *= factor
        if x > 1e150 or x < 1e-150:
            factor = 1.0 / factor
        if x > 1e77:
            big += 1
        elif x < 1e-77:
            small += 1
        else:
            s += x if x < 10.0 else 1.0 / x
    return x, big, small, s


def stored(n):
    xs = [0.0] * 16
    for i in range(n):
        xs[i % 16] = (i - 50) * 10.0 ** (i % 320 - 160)
    return xs


class Cell:
    def __init__(self):
        self.v = 1e70


def attribute(n):
    c = Cell()
    for i in range(n):
        c.v = c.v * 10.0
        if c.v > 1e85:
            c.v = 1e70
    return c.v


print(swing(6000, 1.75))
print(swing(6000, 0.375))
print(stored(4000))
print(attribute(5000))
zero = 0
x = 1e-70
for i in range(3000):
    x = x * 0.1
    if x == 0.0:
        zero += 1
        x = 1e-70
print(zero, x)
