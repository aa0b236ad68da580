# Integer multiply and mask: a linear congruential generator and a histogram.
import sys


def main(n):
    state = 42
    buckets = [0] * 64
    for _ in range(n):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        buckets[state >> 25] += 1
    print(state, min(buckets), max(buckets))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000000)
