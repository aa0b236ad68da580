# String indexing and dynamic programming: edit distance.
import sys


def text(n, seed):
    letters = "acgt"
    out = []
    for _ in range(n):
        seed = (seed * 69069 + 1) % 4294967296
        out.append(letters[seed >> 30])
    return "".join(out)


def distance(a, b):
    previous = list(range(len(b) + 1))
    for i, ca in enumerate(a, 1):
        current = [i]
        for j, cb in enumerate(b, 1):
            cost = 0 if ca == cb else 1
            current.append(min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost))
        previous = current
    return previous[-1]


def main(n):
    a, b = text(n, 1), text(n + n // 10, 2)
    print(distance(a, b), distance(a, a[::-1]))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1500)
