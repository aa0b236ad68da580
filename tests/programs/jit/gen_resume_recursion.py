# Recursive generators, which compiled code resumes where they were left.


def permutations(items):
    if not items:
        yield ()
        return
    for i in range(len(items)):
        for rest in permutations(items[:i] + items[i + 1:]):
            yield (items[i],) + rest


class Node:
    def __init__(self, value, left=None, right=None):
        self.value, self.left, self.right = value, left, right


def build(lo, hi):
    if lo >= hi:
        return None
    mid = (lo + hi) // 2
    return Node(mid, build(lo, mid), build(mid + 1, hi))


def walk(node):
    if node is None:
        return
    for v in walk(node.left):
        yield v
    yield node.value
    for v in walk(node.right):
        yield v


def delegate(node):
    if node is not None:
        yield from delegate(node.left)
        yield node.value
        yield from delegate(node.right)


def queens(n, row, columns, up, down):
    if row == n:
        yield ()
        return
    for col in range(n):
        if col not in columns and row + col not in up and row - col not in down:
            columns.add(col)
            up.add(row + col)
            down.add(row - col)
            for rest in queens(n, row + 1, columns, up, down):
                yield (col,) + rest
            columns.remove(col)
            up.remove(row + col)
            down.remove(row - col)


def subsets(items, k):
    if k == 0:
        yield []
    elif items:
        head, tail = items[0], items[1:]
        for s in subsets(tail, k - 1):
            yield [head] + s
        for s in subsets(tail, k):
            yield s


def fields(n):
    # What is alive where it is suspended has all sorts of representations.
    x, f, b, s, big = 0, 0.5, False, "", 1 << 62
    i = n
    while i:
        if i % 3 == 0:
            for inner in fields(i - 1 if i < 4 else 0):
                yield inner
        x += i
        f = f * 1.5 + x
        b = not b
        s = s + "ab"[i & 1]
        big += x
        yield x, f, b, s, big
        i -= 1


def countdown(n, step):
    for i in range(n, -n, -step):
        for j in countdown(step - 1, 1) if step > 1 else ():
            yield j
        yield i


def strings(depth, alphabet):
    for c in alphabet:
        if depth:
            for rest in strings(depth - 1, alphabet):
                yield c + rest
        else:
            yield c


def enumerated(depth, items):
    for i, x in enumerate(items):
        yield i, x
        if depth:
            for a, (j, y) in zip(items, enumerated(depth - 1, items[1:])):
                yield i * j, (a, y)


def result(n):
    if n == 0:
        return "end"
    for i in range(2):
        x = yield from result(n - 1)
        yield n, i, x
    return n


def main():
    for _ in range(3):
        print(sum(1 for _ in permutations([1, 2, 3, 4, 5, 6])))
    total = 0
    for n, p in enumerate(permutations(list("abcdefg"))):
        if n % 500 == 0:
            print("".join(p))
        total += len(p)
    print(total)
    tree = build(0, 300)
    for _ in range(10):
        n = 0
        for v in walk(tree):
            n = n * 3 + v & 0xffff
        for v in delegate(tree):
            n = n * 3 + v & 0xffff
    print(n, list(walk(tree)) == list(range(300)) == list(delegate(tree)))
    for n in 4, 5, 6, 7, 8:
        print(n, len(list(queens(n, 0, set(), set(), set()))))
    print(sum(len(s) * s[0] for s in subsets(list(range(12)), 4)))
    h = 0
    for _ in range(30):
        for v in fields(40):
            h = hash((h, v)) & 0xffffffff
    print(v, h == hash((h, v)) & 0xffffffff)
    for _ in range(40):
        t = 0
        for v in countdown(40, 3):
            t = t * 2 + v & 0xfffff
    print(t, list(countdown(5, 2)))
    for _ in range(4):
        t = 0
        for s in strings(4, "abcd"):
            t = (t * 31 + ord(s[2]) + ord(s[-1])) & 0xfffff
    print(t, s)
    for _ in range(40):
        t = [x for x in enumerated(2, [1, 2, 3, 4])]
    print(len(t), t[-1], t[7])
    for _ in range(40):
        t = [x for x in result(5)]
    print(len(t), t[-3:])


main()
