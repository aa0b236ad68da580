# The iteration protocol by hand: __iter__, __next__, __getitem__, iter() of two arguments.
class Count:
    def __init__(self, n):
        self.n = n
        self.i = 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.i >= self.n:
            raise StopIteration
        self.i += 1
        return self.i


class Old:
    def __init__(self, n):
        self.n = n

    def __getitem__(self, i):
        if i == self.n:
            raise IndexError("over")
        return i * 3


class Broken(Count):
    def __next__(self):
        if self.i == 700:
            raise KeyError("broken")
        return super().__next__()


def total(it):
    s = 0
    for x in it:
        s += x
    return s


print(total(Count(3000)), total(Old(2000)), total(range(3000)), total({1: 2, 3: 4}), total(b"abc"))
for n in (100, 800):
    try:
        print(total(Broken(n)))
    except KeyError as e:
        print(repr(e))
state = [0]


def step():
    state[0] += 1
    return state[0]


print(total(iter(step, 2500)), 999 in Count(2000), list(map(lambda a, b: a * b, Count(5), Old(4))))
kinds = [Count(40), Old(40), range(40), list(range(40)), tuple(range(40)), (i for i in range(40)), {i for i in range(40)}, map(int, "123"), reversed(range(40)), filter(None, range(40))]
print([total(k) for k in kinds for _ in range(3)])
for i in range(1500):
    try:
        for x in (3, "ab", [1], None)[i % 4] if i % 4 != 3 else 5:
            pass
    except TypeError as e:
        text = str(e)
print(text)
