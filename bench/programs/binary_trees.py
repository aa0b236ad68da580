# Allocation and collection of many small objects: building and walking trees.
import sys


class Node:
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def check(self):
        if self.left is None:
            return 1
        return 1 + self.left.check() + self.right.check()


def make(depth):
    if depth == 0:
        return Node(None, None)
    return Node(make(depth - 1), make(depth - 1))


def main(n):
    shortest = 4
    longest = max(shortest + 2, n)
    print("stretch", make(longest + 1).check())
    lasting = make(longest)
    for depth in range(shortest, longest + 1, 2):
        count = 1 << (longest - depth + shortest)
        total = 0
        for _ in range(count):
            total += make(depth).check()
        print(count, depth, total)
    print("lasting", lasting.check())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 14)
