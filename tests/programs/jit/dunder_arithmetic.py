# __add__ and friends inlined; reflected, in-place, NotImplemented, comparison, truth.
class Money:
    def __init__(self, n):
        self.n = n

    def __add__(self, o):
        if isinstance(o, Money):
            return Money(self.n + o.n)
        if isinstance(o, int):
            return Money(self.n + o)
        return NotImplemented

    __radd__ = __add__

    def __iadd__(self, o):
        self.n += 1
        return self

    def __mul__(self, k):
        return Money(self.n * k)

    def __lt__(self, o):
        return self.n < o.n

    def __eq__(self, o):
        return isinstance(o, Money) and self.n == o.n

    def __bool__(self):
        return self.n % 3 != 0

    def __neg__(self):
        return Money(-self.n)

    def __getitem__(self, i):
        if i >= 5:
            raise IndexError
        return self.n + i

    def __contains__(self, x):
        return x == self.n

    def __call__(self, x):
        return x - self.n

    def __len__(self):
        return 4


def run(n):
    m, c = Money(0), 0
    for i in range(n):
        m = m + Money(i) + 1
        m = 2 + m * 1
        if m < Money(1000) or m == Money(500):
            c += 1
        if m:
            c += 10
        m += 5
        if i == n // 2:
            m = Money(0.5)
    return m.n, c, (-m).n


def protocols(n):
    m, s = Money(3), 0
    for i in range(n):
        s += sum(m) + m(i) + len(m) + (3 in m) + m[i % 5]
    return s


print(run(3000), protocols(800))
errors = {}
for i in range(1500):
    try:
        Money(1) + (1 if i % 3 else "x")
        Money(1) - 1
    except TypeError as e:
        errors[str(e)] = errors.get(str(e), 0) + 1
print(errors)


class Sub(Money):
    def __radd__(self, o):
        return "sub"


print([(Money(1) + Sub(2)) for _ in range(1200)][-1], sum([Money(i) for i in range(1000)]).n)
