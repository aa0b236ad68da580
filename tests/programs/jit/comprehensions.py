# Comprehensions of lists, sets and dicts; generator expressions; nested, with conditions and closures.
def primes(n):
    return [p for p in range(2, n) if all(p % d for d in range(2, int(p**0.5) + 1))]


def table(n):
    return [[i * j for j in range(n)] for i in range(n)]


def flatten(m):
    return [x for row in m for x in row if x % 3]


def index(words):
    return {w: [i for i, v in enumerate(words) if v == w] for w in words}


def run(n):
    s = 0
    for i in range(n):
        s += sum([j for j in range(i % 7)]) + len({j % 3 for j in range(i % 9)})
        s += sum(j * i for j in range(3)) + len({j: j for j in range(i % 4)})
        if (last := i % 13) > 5:
            s += last
    return s


def errors(n):
    c = 0
    for i in range(n):
        try:
            c += len([1 // (j - 3) for j in range(i % 6)])
        except ZeroDivisionError:
            c += 100
    return c


print(len(primes(1500)), primes(60), sum(flatten(table(30))))
print(index("a b a c b a".split()), run(1200), errors(1500))
fs = [lambda: k for k in range(5)]
print(sum(f() for f in fs for _ in range(300)))
squares = [x * x for x in range(3000)]
squares[10] = 0.5
print(sum([x for x in squares if x % 2 == 0]), sum(x for x in squares if x > 10.0))
print([(a, b) for a in range(40) for b in range(a, 40) if a * a + b * b in {c * c for c in range(60)}][:6])
