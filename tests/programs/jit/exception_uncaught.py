# difftest: exit=1
# An exception leaves a hot loop, through a function that was called thousands of times.
def get(xs, i):
    return xs[i] * 2


def total(xs, n):
    s = 0
    for i in range(n):
        s += get(xs, i)
    return s


data = list(range(3000))
print(total(data, 3000))
print(total(data, 3001))
