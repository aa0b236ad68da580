# Slices read, assigned and deleted in loops; strings and tuples too.
def windows(xs, k):
    best = 0
    for i in range(len(xs) - k):
        best = max(best, sum(xs[i:i + k]))
    return best


def steps(n):
    xs, s = list(range(40)), 0
    for i in range(n):
        s += len(xs[i % 45::3]) + xs[::-1][i % 40] + sum(xs[-5:i % 50:2])
    return s


def assign(n):
    xs = list(range(20))
    for i in range(n):
        xs[i % 20:i % 20 + 2] = [i, i + 1]
        xs[:] = xs[1:] + xs[:1]
        if len(xs) > 40:
            del xs[::2]
    return len(xs), sum(xs)


def merge_sort(xs):
    if len(xs) < 2:
        return xs
    mid = len(xs) // 2
    a, b = merge_sort(xs[:mid]), merge_sort(xs[mid:])
    out, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        if a[i] <= b[j]:
            out.append(a[i])
            i += 1
        else:
            out.append(b[j])
            j += 1
    return out + a[i:] + b[j:]


data = [i * 7919 % 1009 for i in range(1009)]
print(windows(data, 9), steps(3000), assign(2000))
print(merge_sort(data) == sorted(data))
t, s, c = tuple(range(30)), "abcdefghij" * 3, 0
for i in range(3000):
    c += len(t[i % 30:]) + t[i % 30:i % 30 + 1][0] + len(s[:i % 33:2]) + (s[i % 30:][:1] == "c")
print(c)
