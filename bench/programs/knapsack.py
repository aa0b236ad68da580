# Integer dynamic programming over a list: the 0/1 knapsack problem.
import sys


def items(n):
    seed = 99
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
        yield 5 + (seed >> 16) % 95, 10 + (seed >> 8) % 490


def main(n):
    capacity = 10 * n
    best = [0] * (capacity + 1)
    for weight, value in items(n):
        for room in range(capacity, weight - 1, -1):
            candidate = best[room - weight] + value
            if candidate > best[room]:
                best[room] = candidate
    print(best[capacity], best[capacity // 2])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1200)
