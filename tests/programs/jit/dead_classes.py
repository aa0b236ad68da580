# Code is compiled when the classes that it was observed with are dead.
def make():
    class A:
        pass

    return A


def init(self, v):
    self.v = v
    self.w = v


def double(self):
    return self.v * 2 + len(self)


def get(a):
    return a.w + a.double()


def use(n):
    total = 0
    A = make()
    A.__init__ = init
    A.double = double
    A.__len__ = lambda self: 1
    for i in range(n):
        total += get(A(i))
    return total


def collect():
    junk = []
    for j in range(40000):
        junk.append([j])
    return len(junk)


for n in 200, 1, 203, 1, 1, 2, 3, 150, 400, 200:
    for k in range(3):
        print(n, use(n), collect())
