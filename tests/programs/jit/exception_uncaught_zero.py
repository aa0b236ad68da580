# difftest: exit=1
# Division by zero in the innermost of three loops, in a comprehension, in a generator.
def inverse(n):
    return [1 / (n - i) for i in range(n)]


def gen(n):
    for k in range(n):
        yield sum(inverse(k))


def run(n):
    s = 0.0
    for a in range(n):
        for b in gen(a):
            for c in range(3):
                s += b / (c + 1 if a < n - 1 else c)
    return s


print(round(run(1), 6) if False else "start")
print(run(22))
