# Comparison-heavy list code: own quicksort and heapsort, and sort() with a key.
import sys


def numbers(n):
    state = 7
    out = []
    for _ in range(n):
        state = (state * 16807) % 2147483647
        out.append(state)
    return out


def quicksort(a, lo, hi):
    while lo < hi:
        pivot = a[(lo + hi) // 2]
        i, j = lo, hi
        while i <= j:
            while a[i] < pivot:
                i += 1
            while a[j] > pivot:
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


def sift_down(a, start, end):
    root = start
    while True:
        child = 2 * root + 1
        if child >= end:
            return
        if child + 1 < end and a[child] < a[child + 1]:
            child += 1
        if a[root] >= a[child]:
            return
        a[root], a[child] = a[child], a[root]
        root = child


def heapsort(a):
    for start in range(len(a) // 2 - 1, -1, -1):
        sift_down(a, start, len(a))
    for end in range(len(a) - 1, 0, -1):
        a[0], a[end] = a[end], a[0]
        sift_down(a, 0, end)


def main(n):
    data = numbers(n)
    quick, heap = data[:], data[:]
    quicksort(quick, 0, n - 1)
    heapsort(heap)
    built_in = sorted(data)
    by_digits = sorted(data, key=lambda x: (x % 1000, -x))
    print(quick == built_in, heap == built_in)
    print(built_in[0], built_in[n // 2], built_in[-1], by_digits[0], by_digits[-1])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 150000)
