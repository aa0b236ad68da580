# while with several conditions, break, continue, else, and no end in sight but an exception.
def collatz(n):
    longest = 0
    for start in range(1, n):
        x, steps = start, 0
        while x != 1:
            x = 3 * x + 1 if x & 1 else x >> 1
            steps += 1
        if steps > longest:
            longest = steps
    return longest


def gcds(n):
    s = 0
    for i in range(1, n):
        a, b = i * 12, n - i + 60
        while b:
            a, b = b, a % b
        s += a
    return s


def search(n):
    found = missed = 0
    for i in range(2, n):
        d = 2
        while d * d <= i:
            if i % d == 0:
                break
            d += 1
        else:
            found += 1
            continue
        missed += 1
    return found, missed


def endless(xs):
    i = s = 0
    try:
        while True:
            s += xs[i]
            i += 1
            if s > 10**9:
                break
    except IndexError:
        return s, i, "end"
    return s, i


print(collatz(700), gcds(1500), search(1500))
print(endless(list(range(5000))), endless([10**6] * 5000))
x, n = 1.0, 0
while x > 1e-300 and n < 5000 or x == 1.0:
    x *= 0.9
    n += 1
print(x, n)
