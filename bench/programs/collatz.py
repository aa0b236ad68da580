# A while loop over small ints with branches: the longest Collatz chain.
import sys


def chain_length(n):
    length = 1
    while n != 1:
        if n % 2:
            n = 3 * n + 1
        else:
            n //= 2
        length += 1
    return length


def main(n):
    best = max(range(1, n), key=chain_length)
    print(best, chain_length(best))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 130000)
