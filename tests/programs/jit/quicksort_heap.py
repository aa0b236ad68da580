# Sorting by hand: quicksort in place, heaps, insertion; ints, floats, strings, and a list that mixes.
def quicksort(a, lo, hi):
    while lo < hi:
        p, i, j = a[(lo + hi) // 2], lo, hi
        while i <= j:
            while a[i] < p:
                i += 1
            while a[j] > p:
                j -= 1
            if i <= j:
                a[i], a[j] = a[j], a[i]
                i += 1
                j -= 1
        if j - lo < hi - i:
            quicksort(a, lo, j)
            lo = i
        else:
            quicksort(a, i, hi)
            hi = j


def sift(a, i, n):
    x = a[i]
    while (c := 2 * i + 1) < n:
        if c + 1 < n and a[c] < a[c + 1]:
            c += 1
        if not x < a[c]:
            break
        a[i] = a[c]
        i = c
    a[i] = x


def heapsort(a):
    n = len(a)
    for i in range(n // 2 - 1, -1, -1):
        sift(a, i, n)
    for end in range(n - 1, 0, -1):
        a[0], a[end] = a[end], a[0]
        sift(a, 0, end)


def insertion(a):
    for i in range(1, len(a)):
        x, j = a[i], i - 1
        while j >= 0 and a[j] > x:
            a[j + 1] = a[j]
            j -= 1
        a[j + 1] = x


ints = [i * 7919 % 1009 for i in range(700)]
for data in (ints, [x * 0.5 for x in ints], [str(x) for x in ints], [x if x % 2 else x + 0.5 for x in ints], [(x % 10, x) for x in ints]):
    q, h, s = data[:], data[:], data[:90]
    quicksort(q, 0, len(q) - 1)
    heapsort(h)
    insertion(s)
    print(q == sorted(data) == h, s == sorted(s), q[:4])
bad = ints[:]
bad[350] = "x"
try:
    quicksort(bad, 0, len(bad) - 1)
except TypeError as e:
    print(e)
