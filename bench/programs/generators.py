# Chained generators: a pipeline of filters, maps, windows and yield from.
import sys


def count(n):
    i = 0
    while i < n:
        yield i
        i += 1


def keep(predicate, items):
    for item in items:
        if predicate(item):
            yield item


def pairs(items):
    previous = None
    for item in items:
        if previous is not None:
            yield previous, item
        previous = item


def chunks(items, size):
    chunk = []
    for item in items:
        chunk.append(item)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def flatten(chunk_list):
    for chunk in chunk_list:
        yield from chunk


def running_mean():
    total = count = 0
    mean = 0
    while True:
        value = yield mean
        total += value
        count += 1
        mean = total // count


def main(n):
    odd = keep(lambda x: x % 3 != 0, count(n))
    gaps = (b * b - a * a for a, b in pairs(odd))
    total = 0
    mean = running_mean()
    next(mean)
    for value in flatten(chunks(gaps, 16)):
        total += mean.send(value)
    print(total)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2300000)
