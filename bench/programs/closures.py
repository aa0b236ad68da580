# Closures and higher-order functions: counters, composition, memoising.
import sys


def counter(step):
    value = 0

    def increment():
        nonlocal value
        value += step
        return value

    return increment


def compose(*functions):
    def composed(x):
        for f in functions:
            x = f(x)
        return x

    return composed


def memoised(f):
    cache = {}

    def wrapper(*args):
        if args not in cache:
            cache[args] = f(*args)
        return cache[args]

    return wrapper


@memoised
def grid_paths(rows, cols):
    if rows == 0 or cols == 0:
        return 1
    return grid_paths(rows - 1, cols) + grid_paths(rows, cols - 1)


def main(n):
    ticks = [counter(step) for step in range(1, 6)]
    total = 0
    for i in range(n):
        total += ticks[i % 5]()
    pipeline = compose(lambda x: x + 1, lambda x: x * 3, lambda x: x % 1000, lambda x: x ^ 85)
    x = 1
    for _ in range(n):
        x = pipeline(x)
    adders = [lambda v, k=k: v + k for k in range(10)]
    mapped = sum(map(adders[3], filter(lambda v: v & 1, range(n))))
    print(total, x, mapped)
    print(sum(grid_paths(i % 20, i % 17) for i in range(n // 4)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1600000)
